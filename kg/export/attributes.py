"""Attributes of a network as the XML formats take them: text, numbers and truth values, under names that they leave free."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

Plain = str | int | float | bool

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Names with a meaning of their own in GEXF or in networkx's readers.
_RESERVED = frozenset({"id", "source", "target", "start", "end", "viz", "spells", "parents", "pid", "type", "kind", "slices"})
_TYPES = {str: "string", bool: "boolean", int: "long", float: "double"}
_NUMBERS = frozenset({"long", "double"})


def plain_attributes(attributes: Mapping[str, Any]) -> dict[str, Plain]:
    """The attributes by name, sorted: None is left out, lists, mappings and values of ours become JSON, a reserved name gets an underscore behind it."""
    return {f"{name}_" if name in _RESERVED else name: _plain(attributes[name]) for name in sorted(attributes) if attributes[name] is not None}


def plain_text(text: str) -> str:
    """The text as a plain string (also of an enum's value) without the characters that XML cannot hold."""
    return _NOT_XML.sub("", str(text))


def in_xml(value: Plain) -> str:
    """A value as XML Schema writes it, to stand between tags."""
    return escape(_written(value), {"\r": "&#13;"})


def quoted(value: Plain) -> str:
    """A value as XML Schema writes it, in quotes."""
    return quoteattr(_written(value))


class Declared:
    """Of which type each attribute is, as far as they have been seen: what an XML format tells above all values."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], set[str]] = defaultdict(set)

    def see(self, scope: str, attributes: Mapping[str, Plain]) -> None:
        for name, value in attributes.items():
            self._seen[scope, name].add(_TYPES[type(value)])

    def of(self, scope: str) -> dict[str, str]:
        """The type that holds all values of each attribute of `node` or `edge`, by name, sorted."""
        return {name: _widest(types) for (its, name), types in sorted(self._seen.items()) if its == scope}


def _widest(types: set[str]) -> str:
    if len(types) == 1:
        return next(iter(types))
    return "double" if types <= _NUMBERS else "string"


def _plain(value: object) -> Plain:
    if isinstance(value, bool | int | float):
        return value
    return plain_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=_json))


def _json(value: object) -> object:
    """A value of ours is told field by field, sets are sorted, and what JSON does not know is named by its text."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return sorted(map(str, value)) if isinstance(value, set | frozenset) else str(value)


def _written(value: Plain) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).upper().replace("NAN", "NaN") if isinstance(value, float) and not -float("inf") < value < float("inf") else str(value)

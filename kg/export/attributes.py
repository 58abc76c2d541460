"""Attributes of a network as the XML formats take them: text, numbers and truth values, under names that they leave free."""

import json
import re
from collections.abc import Mapping
from typing import Any

import networkx as nx

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Names with a meaning of their own in GEXF or in networkx's writers.
_RESERVED = frozenset({"id", "source", "target", "start", "end", "viz", "spells", "parents", "pid", "type", "kind", "slices"})


def plain_network(network: "nx.MultiDiGraph[Any]") -> "nx.MultiDiGraph[Any]":
    """A copy with plain attributes and with nodes and edges in sorted order, so that equal networks give equal files.

    None is left out, lists and mappings become JSON, a reserved name gets an underscore behind it.
    """
    plain: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    for node, attributes in sorted(network.nodes(data=True), key=lambda pair: str(pair[0])):
        plain.add_node(_text(str(node)), **_plain(attributes))
    for source, target, key, attributes in sorted(network.edges(keys=True, data=True), key=lambda edge: tuple(map(str, edge[:3]))):
        plain.add_edge(_text(str(source)), _text(str(target)), key=_text(str(key)), **_plain(attributes))
    return plain


def _plain(attributes: Mapping[str, Any]) -> dict[str, str | int | float | bool]:
    return {f"{name}_" if name in _RESERVED else name: _value(attributes[name]) for name in sorted(attributes) if attributes[name] is not None}


def _value(value: object) -> str | int | float | bool:
    if isinstance(value, bool | int | float):
        return value
    return _text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=_json))


def _json(value: object) -> object:
    """Sets are sorted, and what JSON does not know is named by its text."""
    return sorted(map(str, value)) if isinstance(value, set | frozenset) else str(value)


def _text(text: str) -> str:
    """The text as a plain string (also of an enum's value) without the characters that XML cannot hold."""
    return _NOT_XML.sub("", str(text))

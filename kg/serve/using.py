"""The data set of an update, where the request names it: `using-graph-uri` and `using-named-graph-uri` of the SPARQL 1.1 Protocol."""

import re
from collections.abc import Sequence

from kg.nodes import checked
from kg.serve.requests import Unusable
from ontology.errors import InputError

# What may hold words that are none of the update's: strings, IRIs, comments; then braces and words. Parts match in this order.
_PART = re.compile(
    r"""(?s)\"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*\"{3}|'{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'"""
    r"""|<[^<>"{}|^`\\\x00-\x20]*>|\#[^\n\r]*|(?P<brace>[{}])|[?$]\w+|\w*:[\w.%-]*|(?P<word>\w+)"""
)


def with_data_set(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """The update with USING clauses for these graphs in every operation that has a WHERE; as it is where none are given.

    Raises Unusable (400) where the update chooses its graphs itself, as the protocol wants, and for DELETE WHERE, which takes no USING.
    """
    if not default and not named:
        return update
    clauses = _clauses(default, named)
    written, copied, depth, before = [], 0, 0, ""
    for part in _PART.finditer(update):
        depth += {"{": 1, "}": -1}.get(part["brace"] or "", 0)
        word = (part["word"] or part["brace"] or "").upper()
        if depth or not word:
            continue
        if word in ("USING", "WITH"):
            raise Unusable(400, f"the update says {word} and the request names its graphs; do one of both")
        if word == "WHERE":
            if before == "DELETE":
                raise Unusable(400, "DELETE WHERE takes no using-graph-uri; write DELETE { … } WHERE { … }")
            written += [update[copied : part.start()], clauses, " "]
            copied = part.start()
        before = word
    return "".join([*written, update[copied:]])


def _clauses(default: Sequence[str], named: Sequence[str]) -> str:
    try:
        return " ".join([*(f"USING {checked(iri)}" for iri in default), *(f"USING NAMED {checked(iri)}" for iri in named)])
    except InputError as error:
        raise Unusable(400, str(error)) from error

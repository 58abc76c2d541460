"""What of SPARQL is not asked or done here: calls to other machines, and data sets of the query's own where all graphs are asked as one."""

import re

from rdflib.plugins.sparql.parser import QueryUnit, parseQuery

from kg.terminal_text import one_line
from ontology.errors import InputError, RefusedError

_BLANK = r"(?:\s|#[^\n\r]*+)*+"
_PREFIX = r"[^\x00-,/:-@\[-^`{-\x7f]*"  # no less than may stand before the colon of a prefixed name: middle dots and combining marks too
# The keyword with all that must follow it, wherever it stands: telling strings and comments from code would take a
# whole parser, and one that errs to the other side than Oxigraph's lets a call out. Variables and local names are safe.
_SERVICE = re.compile(rf"[?$:]\w+|(service{_BLANK}(?:silent{_BLANK})?(?:[<?$]|{_PREFIX}:)[^\s{{]*{_BLANK}\{{)", re.IGNORECASE)
_LOAD = re.compile(rf"[?$:]\w+|(load{_BLANK}(?:silent{_BLANK})?(?:<|{_PREFIX}:))", re.IGNORECASE)
# FROM without NAMED; Oxigraph passes over it where the union of all graphs is asked, and the answer would be another one than was asked for.
_FROM = re.compile(rf"(?<![?$:\w])from{_BLANK}(?:<[^<>\s]*>|{_PREFIX}:[\w.-]*){_BLANK}(?:from\b|where\b|\{{|$)", re.IGNORECASE)
_FROM_ANY = re.compile(r"\bfrom\b", re.IGNORECASE)
_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def refuse_calls(sparql: str, update: bool = False) -> None:
    """Raises RefusedError for what would have this machine call another one: SERVICE, and LOAD in an update."""
    words = sparql.lower()  # most queries hold neither word, which is told much faster
    if "service" in words and any(match.group(1) for match in _SERVICE.finditer(sparql)):
        raise RefusedError("the query uses SERVICE, which would call another machine; take that part out and ask the other machine apart")
    if update and "load" in words and any(match.group(1) for match in _LOAD.finditer(sparql)):
        raise RefusedError("the update uses LOAD, which would call another machine; fetch the file yourself and send INSERT DATA")


def refuse_from(sparql: str) -> None:
    """Raises InputError for a query that seems to choose its data set."""
    if _FROM.search(sparql):
        raise InputError("the query uses FROM, but all graphs are asked as one here; take it out and write GRAPH <…> { … } where one graph is meant")


def chooses_dataset(sparql: str) -> bool:
    """Whether the query has FROM or FROM NAMED. Raises InputError where that cannot be told."""
    if not _FROM_ANY.search(sparql):
        return False
    try:
        if QueryUnit.matches(sparql):
            return bool(parseQuery(sparql)[1].datasetClause)
    except (ValueError, RecursionError):
        pass
    refuse_from(sparql)  # Oxigraph may know what rdflib's parser does not
    return False


def malformed(sparql: str, message: str, what: str = "query") -> str:
    """Oxigraph's complaint about a query or update, in one line with the place and the words there."""
    match = _POSITION.match(message)
    if match is None:
        return f"the {what} is malformed: {one_line(message)}"
    line, column = int(match.group(1)), int(match.group(2))
    lines = sparql.splitlines() or [""]
    near = lines[min(line, len(lines)) - 1][max(column - 1, 0) :][:30].strip() or "the end"
    return f"the {what} is malformed at line {line}, column {column}, near {near!r}: {one_line(match.group(3))[:120]}; mind prefixes that are not declared"

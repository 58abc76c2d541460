"""The pages for people: of one thing in the graph, and of questions to it. No script, nothing fetched, no data read as markup."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby, islice
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, QueryTriples, Triple

from kg.query import Question, bind, find_question, list_questions
from kg.serve.resources import MOST_ROWS, Resource, find_resource
from kg.serve.values import Reply
from kg.store_contract import ReadStore, Result
from kg.turtle import compact_iri
from ontology.errors import InputError, RefusedError
from ontology.terms import KH, PREFIXES, RDF

LOCAL = "/id/"  # below it are the things of the graph, whatever the base of their IRIs
_MOST_ANSWERS = 1000
_TABLE_FORMATS = (("csv", "CSV"), ("tsv", "TSV"), ("xml", "XML"), ("json", "JSON"))
_GRAPH_FORMATS = (("ttl", "Turtle"), ("nt", "N-Triples"), ("jsonld", "JSON-LD"))
_LANGUAGES = ("ar", "en", "")
_TYPE = "text/html; charset=utf-8"

Cell = Mapping[str, str | None]


def page(name: str, **values: Any) -> str:
    """One of the templates in `pages/`, filled; in those of HTML every value is escaped."""
    environment = Environment(autoescape=not name.endswith(".ttl.j2"), undefined=StrictUndefined, loader=FunctionLoader(asset), trim_blocks=True)
    return environment.get_template(name).render(**values)


@cache
def asset(name: str) -> str:
    return files("kg.serve").joinpath("pages", name).read_text(encoding="utf-8")


def resource_page(store: ReadStore, iri: str) -> Reply:
    """The page of one thing; 404 where the graph does not know it."""
    found = find_resource(store, iri)
    if found is None:
        return Reply(404, _TYPE, page("missing.html.j2", iri=iri).encode())
    base = store.base() or ""
    label = _name(found, iri) or " ".join((*_kinds(found), _short(iri, base)))
    values = {
        "iri": iri,
        "label": label,
        "others": sorted(set(found.labels.get(iri, {}).values()) - {label}),
        "local": _local(iri, base),
        "has": _grouped(found, ((predicate, value) for predicate, value in found.has), base),
        "parts": [(_cell(found, part, base), _grouped(found, rows, base)) for part, rows in _by_part(found)],
        "of": _grouped(found, ((predicate, subject) for subject, predicate in found.of), base),
        "sentences": [(one, _local(one.report, base), _local(one.document, base)) for one in found.sentences],
        "most": MOST_ROWS,
    }
    return Reply(200, _TYPE, page("resource.html.j2", **values).encode())


def editor_page(store: ReadStore, sparql: str | None, question: str | None, parameters: Mapping[str, str]) -> Reply:
    """The page of questions: a canned one with what it can be given, or SPARQL, and the answer to it."""
    chosen, problem, table = None, None, None
    try:
        chosen = find_question(question) if question else None
        if sparql is None and chosen is not None and not _lacks(chosen, parameters):
            sparql = bind(store, chosen, {name: value for name, value in parameters.items() if value.strip()})
        if sparql is not None:
            table = _table(store, store.query_protocol(sparql))
    except InputError as error:
        problem = (403 if isinstance(error, RefusedError) else 400, str(error))
    themes = [(theme, list(questions)) for theme, questions in groupby(list_questions(), key=lambda one: one.theme)]
    shown = sparql or (chosen.sparql if chosen else "")
    values = {"sparql": shown, "chosen": chosen, "given": parameters, "table": table, "most": _MOST_ANSWERS, "themes": themes}
    values["prefixes"] = json.dumps(dict(PREFIXES))
    formats = _GRAPH_FORMATS if table and table["is_graph"] else _TABLE_FORMATS
    return Reply(problem[0] if problem else 200, _TYPE, page("editor.html.j2", problem=problem and problem[1], formats=formats, **values).encode())


def _lacks(question: Question, parameters: Mapping[str, str]) -> bool:
    """Whether the question needs what nobody has filled in yet."""
    return any(parameter.required and not parameters.get(parameter.name, "").strip() for parameter in question.parameters)


def _table(store: ReadStore, result: Result) -> dict[str, Any]:
    """Columns and rows of any answer, the first of them."""
    base = store.base() or ""
    try:
        if isinstance(result, QuerySolutions):
            columns = [variable.value for variable in result.variables]
            rows = [[_plain(term, base) for term in row] for row in islice(result, _MOST_ANSWERS + 1)]
        elif isinstance(result, QueryTriples):
            columns = ["subject", "predicate", "object"]
            rows = [[_plain(term, base) for term in triple] for triple in islice(result, _MOST_ANSWERS + 1)]
        else:
            columns, rows = ["answer"], [[{"text": str(bool(result)).lower(), "href": None, "lang": None}]]
    except RuntimeError as error:
        raise InputError(f"the query cannot be answered: {' '.join(str(error).split())}") from error
    return {"columns": columns, "rows": rows[:_MOST_ANSWERS], "more": len(rows) > _MOST_ANSWERS, "is_graph": isinstance(result, QueryTriples)}


def _by_part(found: Resource) -> Iterable[tuple[Any, list[tuple[Any, Any]]]]:
    return ((part, [(predicate, value) for _, predicate, value in rows]) for part, rows in groupby(found.parts, key=lambda row: row[0]))


def _grouped(found: Resource, rows: Iterable[tuple[Any, Any]], base: str) -> list[tuple[Cell, list[Cell]]]:
    """Property → values, in the order of the rows."""
    return [
        (_cell(found, predicate, base), [_cell(found, value, base) for _, value in some]) for predicate, some in groupby(rows, key=lambda row: row[0])
    ]


def _cell(found: Resource, term: Any, base: str) -> Cell:
    """A term by its name, where it has one."""
    plain = _plain(term, base)
    name = _name(found, term.value) if isinstance(term, NamedNode) else None
    return plain if name is None else {**plain, "text": name}


def _name(found: Resource, iri: str) -> str | None:
    names = found.labels.get(iri, {})
    return next((names[language] for language in _LANGUAGES if language in names), None)


def _kinds(found: Resource) -> list[str]:
    """The names of its classes, but for those that all events and entities have."""
    general = (str(KH.Event), str(KH.Entity))
    kinds = (value.value for predicate, value in found.has if predicate.value == str(RDF.type))
    return [name for kind in kinds if kind not in general and (name := _name(found, kind)) is not None]


def _plain(term: NamedNode | BlankNode | Literal | Triple | None, base: str) -> Cell:
    if isinstance(term, NamedNode):
        return {"text": _short(term.value, base), "href": _local(term.value, base) or _web(term.value), "lang": None}
    if isinstance(term, Literal):
        return {"text": term.value, "href": None, "lang": term.language}
    return {"text": "" if term is None else str(term), "href": None, "lang": None}


def _short(iri: str, base: str) -> str:
    return iri.removeprefix(base) if base and iri.startswith(base) else compact_iri(iri)


def _local(iri: str, base: str) -> str | None:
    """The path of the thing's page here; what may not stand in a path is encoded, what is encoded stays."""
    return LOCAL + quote(iri.removeprefix(base), safe="/%:@!$&'()*+,;=~") if base and iri.startswith(base) else None


def _web(iri: str) -> str | None:
    return iri if iri.startswith(("https://", "http://")) else None

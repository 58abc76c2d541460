"""Answers as text, CSV, JSON and Turtle: columns line up, nothing is run, everything reads back."""

import csv
import io
import json

import pytest
from graph_fixture import BASE, example_store
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from kg.query import answer, ask
from kg.store import GraphStore
from kg.tables import Table, Triples, display_width, format_answer, neutralise, to_csv, to_json, to_text
from ontology.errors import InputError
from ontology.terms import PREFIXES


@pytest.fixture(scope="module")
def store() -> GraphStore:
    return example_store()


TABLE = Table(
    ("name", "n"),
    ((Literal("داعش", language="ar"), Literal(3)), (NamedNode(PREFIXES["kh"] + "Assault"), None), (Literal('=1+1|"a", b\nc'), Literal("-7.5"))),
)


def test_text_lines_up_and_stays_on_its_lines() -> None:
    lines = to_text(TABLE).splitlines()
    assert lines[0].startswith("name")
    assert lines[-1] == "(3 rows)"
    columns = {display_width(line[: line.rindex("| ")]) for line in [lines[0], *lines[2:-1]] if "| " in line}
    assert len(columns) == 1
    assert "kh:Assault" in lines[3]
    assert len(lines) == 6


def test_text_cuts_wide_cells_and_lets_no_control_through() -> None:
    wide = Table(("x",), ((Literal("ا" * 100),), (Literal("\x1b[31mred\x07"),), (Literal("漢" * 40),)))
    assert all(display_width(line) <= 48 for line in to_text(wide).splitlines())
    assert "\x1b" not in to_text(wide)
    assert "ا" * 100 in to_text(wide, widest=None)
    assert to_text(Table(("x",), ())) == "x\n-\n(0 rows)\n"


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("داعش", 4), ("دَاعِش", 4), ("漢字", 4), ("e\u0301", 1), ("\u200e", 0), ("", 0)])
def test_width_on_the_terminal(text: str, width: int) -> None:
    assert display_width(text) == width


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=SUM(A1)", "'=SUM(A1)"), ("+1+1", "'+1+1"), ("-1+1", "'-1+1"), ("@x", "'@x"), ("\t=1", "'\t=1"), ("  =1", "'  =1"), ("\u200f=1", "'\u200f=1"),
        ("＝1", "'＝1"), ("-7.5", "-7.5"), ("+3", "+3"), ("1e-5", "1e-5"), ("خبر", "خبر"), ("a=b", "a=b"), ("", ""),
    ],
)  # fmt: skip
def test_spreadsheets_are_given_no_formula(text: str, written: str) -> None:
    assert neutralise(text) == written


def test_csv_reads_back() -> None:
    rows = list(csv.reader(io.StringIO(to_csv(TABLE), newline="")))
    assert rows == [["name", "n"], ["داعش", "3"], [PREFIXES["kh"] + "Assault", ""], ['\'=1+1|"a", b\nc', "-7.5"]]


def test_json_is_what_sparql_says(store: GraphStore) -> None:
    for table in (TABLE, ask(store, "who-attacked-whom")):
        assert isinstance(table, Table)
        read = parse_query_results(to_json(table), format=QueryResultsFormat.JSON)
        assert isinstance(read, QuerySolutions)
        assert [tuple(solution[name] for name in table.columns) for solution in read] == list(table.rows)


def test_a_construct_is_written_as_turtle(store: GraphStore) -> None:
    found = answer(store, "CONSTRUCT { ?e a kh:Event ; rdfs:label ?l } WHERE { ?e a kh:ArmedGroup ; rdfs:label ?l }")
    assert isinstance(found, Triples)
    written = format_answer(found, "ttl")
    assert {quad.triple for quad in parse(written, format=RdfFormat.TURTLE)} == set(found.triples)
    assert written == format_answer(found, "table")
    assert format_answer(answer(store, f"DESCRIBE <{BASE}isis>"), "ttl").count("rdfs:label") == 1


def test_an_ask_is_true_or_false(store: GraphStore) -> None:
    assert answer(store, "ASK { ?e a kh:Assault }") is True
    assert answer(store, "ASK { ?e a kh:Retreat }") is False
    assert (format_answer(True, "table"), format_answer(False, "csv")) == ("true\n", "false\n")
    assert json.loads(format_answer(True, "json")) == {"head": {}, "boolean": True}


@pytest.mark.parametrize(("found", "form"), [(TABLE, "ttl"), (True, "ttl"), (Triples(()), "csv"), (Triples(()), "json"), (TABLE, "xlsx")])
def test_a_format_that_does_not_fit_is_refused(found: Table | Triples | bool, form: str) -> None:
    with pytest.raises(InputError):
        format_answer(found, form)

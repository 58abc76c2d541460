"""Canned questions give the rows that an analyst expects, take names in any spelling, and paste nothing into SPARQL."""

import math
import random
import re
from itertools import accumulate
from pathlib import Path

import pytest
from graph_fixture import BASE, ENTITIES, EVENTS, ONTOLOGY_GRAPH, example_store, graphs, parsed, store_with_an_area
from hypothesis import given
from hypothesis import strategies as st
from more_question_rows import MORE_GOLDEN, store_with_more
from pyoxigraph import Literal, NamedNode
from question_rows import GOLDEN
from rdflib.plugins.sparql import prepareQuery

from kg.parameters import PARAMETER_KINDS, find_entities
from kg.query import Parameter, Question, answer, ask, bind, find_question, list_questions, parse_question
from kg.resolve import resolve
from kg.store import GraphStore
from kg.tables import Table
from kg.themes import Theme
from kg.triples import assembled_quads
from ontology.errors import InputError
from ontology.terms import PREFIXES
from tests.kg.place_fixture import known, place, reading


@pytest.fixture(scope="module")
def store() -> GraphStore:
    return example_store()


def chosen(table: object, columns: str) -> list[tuple[str, ...]]:
    assert isinstance(table, Table)
    places = [table.columns.index(name) for name in columns.split()]
    return [tuple(re.sub(rf"^{BASE}\w+/", "", row[place]) for place in places) for row in table.texts()]


@pytest.mark.parametrize(("name", "parameters", "columns", "rows"), GOLDEN, ids=[f"{row[0]}-{number}" for number, row in enumerate(GOLDEN)])
def test_the_questions_give_these_rows(store: GraphStore, name: str, parameters: dict[str, str], columns: str, rows: list[tuple[str, ...]]) -> None:
    assert chosen(ask(store, name, parameters), columns) == rows


@pytest.fixture(scope="module")
def more() -> GraphStore:
    return store_with_more()


@pytest.mark.parametrize(("name", "parameters", "columns", "rows"), MORE_GOLDEN, ids=[f"{row[0]}-{number}" for number, row in enumerate(MORE_GOLDEN)])
def test_with_more_in_the_graph_the_questions_give_these_rows(
    more: GraphStore, name: str, parameters: dict[str, str], columns: str, rows: list[tuple[str, ...]]
) -> None:
    assert chosen(ask(more, name, parameters), columns) == rows


def test_every_question_has_golden_rows() -> None:
    assert {row[0] for row in GOLDEN + MORE_GOLDEN if row[3]} == {question.name for question in list_questions()}
    assert len(list_questions()) >= 40


def test_the_user_guide_lists_every_question_with_its_titles() -> None:
    guide = (Path(__file__).resolve().parents[2] / "docs" / "user-guide.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]*)\| `([\w-]+)` \| ([^|]+) \| ([^|]+) \|$", guide, re.MULTILINE)
    assert sorted(row[1:] for row in rows) == sorted((question.name, question.title_en, question.title_ar) for question in list_questions())
    themes = list(accumulate((row[0].strip() for row in rows), lambda theme, told: told or theme))
    assert dict(zip((row[1] for row in rows), themes, strict=True)) == {question.name: question.theme.title_en for question in list_questions()}


def test_answers_do_not_depend_on_the_order_of_loading(store: GraphStore) -> None:
    for seed in range(3):
        shuffled = [(iri, random.Random(seed).sample(quads, len(quads))) for iri, quads in graphs().items()]
        random.Random(seed).shuffle(shuffled)
        other = GraphStore.in_memory()
        for iri, quads in shuffled:
            other.put_graph(iri, quads)
        for name, parameters, _, _ in GOLDEN:
            assert ask(other, name, parameters) == ask(store, name, parameters)


@pytest.mark.parametrize("question", list_questions(), ids=lambda question: question.name)
def test_every_file_runs_as_it_stands_and_is_whole(store: GraphStore, question: Question) -> None:
    assert isinstance(answer(store, question.sparql), Table)
    assert re.search(r"[a-z]", question.title_en)
    assert re.search(r"[\u0600-\u06ff]", question.title_ar)
    assert "ORDER BY" in question.sparql.splitlines()[-1]
    for parameter in question.parameters:
        assert len(re.findall(rf"VALUES \?wanted_{parameter.name} \{{ \S+ \}}", question.sparql)) == 1
        assert parameter.description
    assert set(re.findall(r"\?wanted_(\w+)", question.sparql)) == {parameter.name for parameter in question.parameters}
    prepareQuery(question.sparql)  # another reader of SPARQL 1.1
    declared = dict(re.findall(r"PREFIX (\w+): <([^>]+)>", question.sparql))
    assert {name: iri for name, iri in declared.items() if name != "geof"}.items() <= PREFIXES.items()


@pytest.mark.parametrize(
    ("name", "parameters", "told"),
    [
        ("who-atacked-whom", {}, "did you mean who-attacked-whom"),
        ("zzz", {}, "there are actors-in-place"),
        ("../questions/between-dates", {}, "there is no question"),
        ("events-of-actor", {}, "needs the parameter actor"),
        ("events-of-actor", {"acter": "x"}, "no parameter 'acter'; did you mean actor"),
        ("events-of-actor", {"actor": "داعشي"}, "knows no party 'داعشي'; did you mean داعش"),
        ("events-of-actor", {"actor": "Qzx"}, "give a name as the graph has it"),
        ("events-of-actor", {"actor": "https://example.org/nobody"}, "does not know <https://example.org/nobody>"),
        ("events-of-actor", {"actor": "https://example.org/a b"}, "is no valid IRI"),
        ("events-near-place", {"place": "داعش"}, "knows no place 'داعش'"),
        ("events-near-point", {"latitude": "north", "longitude": "1"}, "'north' is no number"),
        ("events-near-point", {"latitude": "nan", "longitude": "1"}, "no number"),
        ("between-dates", {"from": "2021-13", "to": "2022"}, "'2021-13' is no date"),
        ("between-dates", {"from": "yesterday", "to": "2022"}, "parameter from: 'yesterday' is no date"),
        ("between-dates", {"from": "0000", "to": "2022"}, "is no date"),
        ("between-dates", {"from": "2021", "to": "2022", "type": "WAR"}, "'WAR' is no event type; give one of AGREE"),
        ("denied-or-planned", {"factuality": "maybe"}, "give one of asserted, planned"),
        ("threatened-or-supposed", {"stance": "boasts"}, "'boasts' is no stance; give one of asserts, denies"),
        ("counts-of-killed", {"kind": "buried"}, "give one of killed"),
        ("evidence-of-event", {"event": "zz"}, "no events are named 'zz'"),
        ("evidence-of-event", {"event": ""}, "no events are named ''"),
        ("most-active-pairs", {"minimum": "1.5"}, "is no whole number"),
        ("one-outlet-events", {"outlet": "Khabour Post"}, "no article of 'Khabour Post'; its outlets are such as Khabur Post"),
        ("between-dates", {"from": "2021", "to": "2022", "open": "maybe"}, "'maybe' is neither yes nor no"),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_line(store: GraphStore, name: str, parameters: dict[str, str], told: str) -> None:
    with pytest.raises(InputError) as caught:
        ask(store, name, parameters)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["داعش", "ISIS", "isis", "Islamic  State", "تنظيم الدولة الإسلامية", "تنظيم الدوله الاسلاميه", "دَاعِش", f"{BASE}isis", f"<{BASE}isis>"]
)
def test_a_party_is_found_in_any_spelling(store: GraphStore, text: str) -> None:
    assert find_entities(store, text) == (NamedNode(f"{BASE}isis"),)


def test_a_local_id_finds_its_entity_and_a_shared_name_all_that_bear_it(store: GraphStore) -> None:
    assert find_entities(store, "place/al-hasakah") == (NamedNode(f"{BASE}place/al-hasakah"),)
    other = example_store()
    quads = graphs()[f"{BASE}graph/assembled"]
    twin = [quad for quad in quads if quad.subject.value == f"{BASE}isis" and quad.predicate.value.endswith(("label", "type"))]
    renamed = [type(quad)(NamedNode(f"{BASE}other"), quad.predicate, quad.object, quad.graph_name) for quad in twin]
    other.put_graph(f"{BASE}graph/assembled", [*quads, *renamed])
    assert [node.value for node in find_entities(other, "ISIS")] == [f"{BASE}isis", f"{BASE}other"]
    assert len(chosen(ask(other, "events-of-actor", {"actor": "ISIS"}), "event")) == 4


HOSTILE = ['داعش" } INSERT', "} } DROP ALL #", "<http://x> } SERVICE <http://y> {", "UNDEF", '"\\', "' OR 1=1", "}\n{ ?s ?p ?o", "https://x/> } #"]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    ("name", "parameter"),
    [("events-of-actor", "actor"), ("events-near-place", "place"), ("evidence-of-event", "event"), ("counts-of-killed", "kind"), ("between-dates", "from")],
)
def test_nothing_that_is_given_becomes_sparql(store: GraphStore, name: str, parameter: str, text: str) -> None:
    with pytest.raises(InputError):
        ask(store, name, {"from": "2021", "to": "2022", parameter: text} if name == "between-dates" else {parameter: text})


@given(st.text(max_size=30))
def test_a_name_with_any_characters_is_bound_as_itself(name: str) -> None:
    store = GraphStore.in_memory()
    graph = NamedNode(f"{BASE}graph/assembled")
    label = Literal("x" + name, language="ar")
    iri = NamedNode(f"{BASE}one")
    kinds = (("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", NamedNode(PREFIXES["kh"] + "Group")), (PREFIXES["rdfs"] + "label", label))
    quad_type = type(graphs()[ONTOLOGY_GRAPH][0])
    store.put_graph(graph.value, [quad_type(iri, NamedNode(predicate), value, graph) for predicate, value in kinds])
    assert find_entities(store, "x" + name) == (iri,)
    assert f"VALUES ?wanted_actor {{ {iri} }}" in bind(store, find_question("events-of-actor"), {"actor": "x" + name})


def test_the_distance_is_the_great_circle(store: GraphStore) -> None:
    first, second = math.radians(36.5), math.radians(36.06)
    across = math.sin((first - second) / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(math.radians(40.75 - 40.73) / 2) ** 2
    expected = 2 * 6371.0088 * math.asin(math.sqrt(across))
    (row,) = [row for row in chosen(ask(store, "events-near-point", {"latitude": "36.06", "longitude": "40.73"}), "km event") if row[1] == "f6"]
    assert float(row[0]) == pytest.approx(expected, abs=0.2)


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"km": "10"}, [("sure", "0", "", "a1"), ("possible", "16.2", "sector", "a1"), ("possible", "16.2", "sector", "e5")]),
        ({"km": "50"}, [("sure", "0", "", "a1"), ("sure", "16.2", "sector", "a1"), ("sure", "16.2", "sector", "e5")]),
        ({"km": "10", "widest": "20"}, [("sure", "0", "", "a1")]),
        ({"km": "1"}, [("possible", "0", "", "a1"), ("possible", "16.2", "sector", "a1"), ("possible", "16.2", "sector", "e5")]),
    ],
)
def test_an_area_is_near_for_sure_only_where_all_of_it_is(parameters: dict[str, str], expected: list[tuple[str, ...]]) -> None:
    found = chosen(ask(store_with_an_area(), "events-near-place", {"place": "Ash Shaddadi", **parameters}), "certainty km precision event")
    assert [row for row in found if float(row[1]) < 40] == expected


def test_a_state_is_a_place_too() -> None:
    store = GraphStore.in_memory()
    entities = {one.id: one for one in resolve([reading("حلب", [place("حلب", "حلب")])], known()).entities.values()}
    store.put_graph(f"{BASE}graph/assembled", list(assembled_quads((), entities, BASE)))
    assert find_entities(store, "سوريا", places_only=True) == (NamedNode(f"{BASE}syria"),)
    assert find_entities(store, "محافظة حلب", places_only=True) == (NamedNode(f"{BASE}place/sy/aleppo-governorate"),)


def test_ground_below_a_governorate_is_in_it() -> None:
    found = chosen(ask(store_with_an_area(), "events-in-place", {"place": "محافظة الحسكة"}), "path event")
    assert ("east of Ash Shaddadi < Al-Hasakah Governorate < Syria", "e5") in found


@pytest.mark.parametrize(
    "header",
    [
        "# title-en: x",
        "# title-en: x\n# title-ar: س",
        "# title-en: x\n# title-ar: س\n# theme: weather",
        "# title-en: x\n# title-ar: س\n# theme: deeds\n# param: actor",
        "# title-en: x\n# title-ar: س\n# theme: deeds\n# param: actor wizard ! who",
    ],
)
def test_a_file_with_a_broken_header_is_told(header: str) -> None:
    with pytest.raises(InputError, match="question mine"):
        parse_question("mine", header + "\nASK {}")


def test_a_header_is_read() -> None:
    question = parse_question("mine", "# title-en: Mine\n# title-ar: لي\n# theme: places\n# param: km number 50 how far\n# a note\nASK {}")
    (parameter,) = question.parameters
    assert (question.title_ar, question.theme) == ("لي", Theme.PLACES)
    assert parameter == Parameter("km", "number", False, "50", "how far")
    assert {parameter.kind for question in list_questions() for parameter in question.parameters} == set(PARAMETER_KINDS)


ARMY = """
<army> a kh:Military ; rdfs:label "الجيش"@ar , "the army"@en ; kh:partOf <regime> .
<regime> a kh:Government ; rdfs:label "النظام"@ar , "the regime"@en ; kh:partOf <land> .
<land> a kh:State ; rdfs:label "البلد"@ar , "the land"@en .
<soldiers> a kh:Group ; rdfs:label "خمسة جنود"@ar ; kh:memberOf <army> .
<event/x1> a kh:Assault , kh:Event ; kh:actor <army> ; kh:target <isis> ; kh:factuality kh:Asserted ; kh:belief 0.5 .
<event/x2> a kh:Assault , kh:Event ; kh:actor <isis> ; kh:target <soldiers> ; kh:factuality kh:Asserted ; kh:belief 0.5 .
"""


@pytest.mark.parametrize(("name", "wanted"), [("النظام", True), ("the land", True), ("الجيش", True), ("قسد", False)])
def test_what_a_part_of_a_party_does_is_found_under_the_party(name: str, wanted: bool) -> None:
    store = example_store()
    store.put_graph(f"{BASE}graph/assembled", parsed(ENTITIES + EVENTS + ARMY, f"{BASE}graph/assembled"))
    for role, event in (("actor", "x1"), ("target", "x2")):
        rows = chosen(ask(store, "who-attacked-whom", {role: name}), "event")
        assert ((event,) in rows) is wanted
    assert (("x1",) in chosen(ask(store, "events-of-actor", {"actor": name}), "event")) is wanted

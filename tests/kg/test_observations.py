"""The statistics kept at build: they are what counting the events gives, they follow every change, and nobody who does not ask for them meets them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from graph_fixture import BASE
from more_question_rows import store_with_more

from extract.model import Factuality
from kg.build import build, forget
from kg.event_values import EventValue, event_values
from kg.export import write_export
from kg.nodes import description_graph, statistics_graph
from kg.query import answer, bind, find_question, list_questions
from kg.serve.resources import find_resource
from kg.solutions import text_rows
from kg.statistics import statistics
from kg.store import STORE_FOLDER, GraphStore, canonical_nquads
from ontology.terms import DATA, EVENT_CLASS

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
_PAIRS = """SELECT ?actor ?target ?class ?month ?events { ?seen a qb:Observation ; rdf:subject ?actor ; rdf:object ?target ; dcterms:type ?class ;
  sdmx-dimension:refPeriod ?month ; sdmx-measure:obsValue ?events }"""
_DISTRICTS = """SELECT ?area ?class ?month ?events { ?seen a qb:Observation ; sdmx-dimension:refArea ?area ; dcterms:type ?class ;
  sdmx-dimension:refPeriod ?month ; sdmx-measure:obsValue ?events }"""
_LARGER = "SELECT DISTINCT ?place ?larger { ?place kh:partOf ?larger . ?larger kh:partOf ?country }"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("examples") / "output"
    build([EXAMPLES], output, EXAMPLES / "manifest.csv")
    return output


def opened(output: Path) -> GraphStore:
    return GraphStore.open(output / STORE_FOLDER, read_only=True)


def month_of(event: EventValue) -> str | None:
    if event.factuality is not Factuality.ASSERTED or event.first_day is None or event.last_day is None:
        return None
    first, last = (day.isoformat()[:7] for day in (event.first_day, event.last_day))
    return first if first == last else None


def pairs_counted(store: GraphStore) -> Counter[tuple[str, ...]]:
    """Actor, target, class and month of each event, counted one by one in Python."""
    return Counter(
        (actor.iri, target.iri, EVENT_CLASS[event.type.value], month)
        for event in event_values(store)
        if (month := month_of(event)) is not None
        for actor in event.actors
        for target in event.targets
    )


def districts_counted(store: GraphStore) -> Counter[tuple[str, ...]]:
    larger: dict[str, set[str]] = {}
    for place, area in text_rows(store, _LARGER):
        larger.setdefault(place, set()).add(area)
    return Counter(
        (area, EVENT_CLASS[event.type.value], month)
        for event in event_values(store)
        if (month := month_of(event)) is not None
        for area in {area for place in event.places for area in larger.get(place.iri, {place.iri})}
    )


def kept(store: GraphStore, question: str) -> Counter[tuple[str, ...]]:
    rows = text_rows(store, question)
    assert len({row[:-1] for row in rows}) == len(rows)  # a set has no two observations of the same dimensions
    return Counter({row[:-1]: int(row[-1]) for row in rows})


def assert_true(store: GraphStore) -> None:
    assert kept(store, _PAIRS) == pairs_counted(store)
    assert kept(store, _DISTRICTS) == districts_counted(store)


def quads_of(store: GraphStore, graph: str) -> bytes:
    return canonical_nquads(store.quads(graph))


def test_the_numbers_are_those_of_the_events(built: Path) -> None:
    with opened(built) as store:
        assert_true(store)
        assert len(kept(store, _PAIRS)) > 10 < len(kept(store, _DISTRICTS))
    more = store_with_more()
    assert_true(more)
    assert max(kept(more, _PAIRS).values()) == 2 == max(kept(more, _DISTRICTS).values())


def test_they_follow_what_is_forgotten_and_what_is_changed(built: Path, tmp_path: Path) -> None:
    output, articles = tmp_path / "output", tmp_path / "articles"
    copytree(built, output)
    copytree(EXAMPLES, articles)
    with opened(built) as store:
        before = kept(store, _PAIRS)
        (document,) = {row[0] for row in text_rows(store, _ONE_DOCUMENT)}
    forget(document, output)
    with opened(output) as store:
        assert_true(store)
        assert kept(store, _PAIRS) != before
        changed = quads_of(store, statistics_graph(DATA).value)
    build([articles], output, articles / "manifest.csv")
    with opened(output) as store, opened(built) as whole:
        assert quads_of(store, statistics_graph(DATA).value) == quads_of(whole, statistics_graph(DATA).value) != changed


_ONE_DOCUMENT = """SELECT ?id { { SELECT (MIN(STR(?document)) AS ?first) {
  ?report kh:reports ?event ; prov:wasDerivedFrom ?document .
  ?event kh:actor ?actor ; kh:target ?target ; kh:factuality kh:Asserted ; kh:time ?time . ?time kh:firstDay ?day
} } BIND(STRAFTER(?first, "document/") AS ?id) }"""


def without(store: GraphStore) -> Iterator[GraphStore]:
    """A copy that has no statistics."""
    other = GraphStore.in_memory()
    for graph in store.graphs():
        if graph != statistics_graph(BASE).value:
            other.put_graph(graph, store.quads(graph))
    yield other


def test_no_other_question_meets_them() -> None:
    store = store_with_more()
    (bare,) = without(store)
    assert len(bare) < len(store)
    for question in list_questions():
        if "qb:Observation" not in question.sparql:
            assert (question.name, answer(store, question.sparql)) == (question.name, answer(bare, question.sparql))
    assert statistics(store) == statistics(bare)
    assert find_resource(store, f"{BASE}isis") == find_resource(bare, f"{BASE}isis")


def test_only_what_keeps_graphs_apart_exports_them(tmp_path: Path) -> None:
    store = store_with_more()
    (bare,) = without(store)
    for form in ("ttl", "jsonld", "csv", "graphml", "trig", "nq"):
        texts = []
        for one in (store, bare):
            with (tmp_path / form).open("wb") as stream:
                write_export(one, form, stream)
            texts.append((tmp_path / form).read_bytes())
        assert (texts[0] == texts[1]) == (form not in ("trig", "nq")), form


def test_the_description_counts_no_statistics_and_names_them(built: Path) -> None:
    with opened(built) as store:
        described = "\n".join(map(str, store.quads(description_graph(DATA).value)))
    assert "cube#Observation" not in described and "sdmx" not in described
    assert f"<http://rdfs.org/ns/void#subset> <{statistics_graph(DATA).value}>" in described


def test_each_observation_has_every_dimension_and_the_measure_of_its_set() -> None:
    store = store_with_more()
    lacking = """ASK { ?seen qb:dataSet/qb:structure/qb:component ?component . ?component qb:dimension|qb:measure ?property .
      FILTER NOT EXISTS { ?seen ?property ?value } }"""
    assert answer(store, lacking) is False
    assert answer(store, "ASK { ?seen a qb:Observation FILTER NOT EXISTS { ?seen qb:dataSet/qb:structure ?structure } }") is False


def test_a_month_is_asked_for_with_its_party() -> None:
    store = store_with_more()
    found = answer(store, bind(store, find_question("pairs-by-month"), {"actor": "قسد", "from": "2021-12-31", "to": "2021-12"}))
    assert [row[:2] for row in found.texts()] == [("2021-12", "2")]  # type: ignore[union-attr]

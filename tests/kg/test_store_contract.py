"""Every store keeps the same promises: in memory, on disk, and behind the servers of Oxigraph and Virtuoso.

What Virtuoso 7 keeps or answers otherwise than it was given is asserted too, so that the day it is mended is seen here.
"""

import io
import random
from collections.abc import Iterable, Iterator

import pytest
from graph_fixture import BASE, example_store, graphs
from more_question_rows import MORE_GOLDEN, store_with_more
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples
from question_rows import GOLDEN
from remote_fixture import VIRTUOSO_PASSWORD, oxigraph_server, program, virtuoso_server

from kg.account import account
from kg.dataset import dataset_quads
from kg.export import FORMATS, NETWORK_FORMATS, write_export
from kg.network import Filters, build_network
from kg.query import ask
from kg.remote.store import RemoteStore
from kg.statistics import statistics
from kg.store import GraphStore, canonical_nquads
from kg.store_contract import Dataset, WriteStore
from kg.validate import check
from ontology.errors import InputError, RefusedError, StoreError
from ontology.terms import GEO, XSD

GRAPH = "http://example.org/graph"
KINDS = ("memory", "disk", "oxigraph", "virtuoso")
PROGRAMS = {"oxigraph": "oxigraph", "virtuoso": "virtuoso-t"}
EXACT = ("memory", "disk", "oxigraph")


def quad(number: int, graph: str = GRAPH) -> Quad:
    return Quad(NamedNode("http://example.org/s"), NamedNode("http://example.org/p"), Literal(str(number)), NamedNode(graph))


def values(store: WriteStore, graph: str | None = None) -> set[str]:
    return {found.object.value for found in store.quads(graph) if isinstance(found.object, Literal)}


def as_kept(quads: Iterable[Quad], kind: str) -> bytes:
    """The quads as they compare: Virtuoso rounds the coordinates of points, so those that it keeps are left out."""
    wkt = NamedNode(GEO.asWKT)
    return canonical_nquads(quad for quad in quads if kind != "virtuoso" or quad.predicate != wkt)


@pytest.fixture(scope="module", params=KINDS)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WriteStore]:
    kind = request.param
    if kind in PROGRAMS and program(PROGRAMS[kind]) is None:
        pytest.skip(f"{PROGRAMS[kind]} is not installed: the store behind it is not tested")
    if kind == "oxigraph":
        with oxigraph_server() as url, RemoteStore.open(url) as store:
            yield store
    elif kind == "virtuoso":
        with virtuoso_server(tmp_path_factory.mktemp("virtuoso")) as url, RemoteStore.open(url, credentials=VIRTUOSO_PASSWORD) as store:
            yield store
    else:
        folder = tmp_path_factory.mktemp("disk") / "store"
        with GraphStore.in_memory() if kind == "memory" else GraphStore.open(folder) as local:
            yield local


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.node.callspec.params["opened"])


@pytest.fixture
def store(opened: WriteStore) -> WriteStore:
    """Empty at the beginning of each test."""
    for graph in opened.graphs():
        opened.delete_graph(graph)
    return opened


def test_a_graph_is_replaced_whole(store: WriteStore) -> None:
    store.put_graph(GRAPH, [quad(1), quad(2)])
    store.put_graph("http://example.org/other", [quad(9, "http://example.org/other")])
    store.put_graph(GRAPH, [quad(2), quad(3)])
    assert values(store, GRAPH) == {"2", "3"}
    assert values(store) == {"2", "3", "9"}
    assert len(store) == 3


def test_putting_the_same_graph_twice_changes_nothing(store: WriteStore, kind: str) -> None:
    for _ in range(2):
        for iri, quads in graphs().items():
            store.put_graph(iri, quads)
    assert as_kept(store.quads(), kind) == as_kept(example_store().quads(), kind)


def test_an_empty_graph_is_no_graph(store: WriteStore) -> None:
    store.put_graph(GRAPH, [quad(1)])
    store.put_graph(GRAPH, [])
    assert store.graphs() == ()
    store.delete_graph(GRAPH)
    assert len(store) == 0


def test_graphs_and_quads_are_sorted(store: WriteStore, kind: str) -> None:
    shuffled = list(graphs().items())
    random.Random(3).shuffle(shuffled)
    for iri, quads in shuffled:
        store.put_graph(iri, reversed(quads))
    assert list(store.graphs()) == sorted(graphs())
    lines = [str(found) for found in store.quads()]
    assert lines == sorted(lines)
    assert as_kept(store.quads(), kind) == as_kept(example_store().quads(), kind)


def test_quads_of_the_default_graph_are_taken_into_the_named_one(store: WriteStore) -> None:
    store.put_graph(GRAPH, [Quad(quad(1).subject, quad(1).predicate, quad(1).object, DefaultGraph())])
    assert list(store.quads(GRAPH)) == [quad(1)]


@pytest.mark.parametrize(
    "stranger",
    [
        quad(1, "http://example.org/other"),
        Quad(BlankNode("b"), NamedNode("http://p"), Literal("1"), NamedNode(GRAPH)),
        Quad(NamedNode("http://s"), NamedNode("http://p"), BlankNode("b"), NamedNode(GRAPH)),
    ],
)
def test_a_quad_that_does_not_fit_leaves_the_old_graph(store: WriteStore, stranger: Quad) -> None:
    store.put_graph(GRAPH, [quad(1)])
    with pytest.raises(StoreError, match="does not fit"):
        store.put_graph(GRAPH, [quad(2), stranger])
    assert values(store) == {"1"}


def test_an_error_in_the_quads_leaves_the_old_graph(store: WriteStore) -> None:
    def broken() -> Iterator[Quad]:
        yield quad(2)
        raise ValueError("no more")

    store.put_graph(GRAPH, [quad(1)])
    with pytest.raises(ValueError, match="no more"):
        store.put_graph(GRAPH, broken())
    assert values(store) == {"1"}


def test_numbers_are_kept_by_value(store: WriteStore) -> None:
    decimal = NamedNode(str(XSD.decimal))
    before = Quad(NamedNode("http://s"), NamedNode("http://p"), Literal("0.9000", datatype=decimal), NamedNode(GRAPH))
    store.put_graph(GRAPH, [before])
    store.put_graph(GRAPH, [before, quad(1)])  # the difference is one quad, not three
    assert values(store) == {"0.9", "1"}


def test_the_base_is_told_by_the_assembled_graph(store: WriteStore) -> None:
    assert store.base() is None
    store.put_graph("https://data.example/x/graph/assembled", [quad(1, "https://data.example/x/graph/assembled")])
    assert store.base() == "https://data.example/x/"


def test_several_graphs_new_and_old_are_put_at_once(store: WriteStore) -> None:
    store.put_graph(GRAPH, [quad(1), quad(2)])
    other = f"{GRAPH}/other"
    store.put_graphs({GRAPH: [quad(2), quad(3)], other: iter([quad(4, other), quad(4, other)]), f"{GRAPH}/none": []})
    assert store.graphs() == tuple(sorted((GRAPH, other)))
    assert list(store.quads(GRAPH)) == sorted([quad(2), quad(3)], key=str)
    assert list(store.unsorted_quads(other)) == [quad(4, other)]
    assert set(store.unsorted_quads(GRAPH, NamedNode("http://example.org/s"))) == {quad(2), quad(3)}
    assert not list(store.unsorted_quads(GRAPH, NamedNode("http://example.org/nobody")))


LITERALS = (
    Literal('خبر: «قُصِفَت» البلدةُ\u200c، وقال: "لا"\n\\ \t🙂', language="ar"),
    Literal("Sami al-Rawi", language="ar-Latn"),
    Literal("plain"),
    Literal(""),
    Literal("خبر طويل " * 20_000, language="ar"),
    Literal("38", datatype=NamedNode(XSD.integer)),
    Literal("-7", datatype=NamedNode(XSD.integer)),
    Literal("0.9375", datatype=NamedNode(XSD.decimal)),
    Literal("123456789.1234", datatype=NamedNode(XSD.decimal)),
    Literal("true", datatype=NamedNode(XSD.boolean)),
    Literal("2021-12-06", datatype=NamedNode(XSD.date)),
    Literal("1445-01-01", datatype=NamedNode(XSD.date)),
    Literal("2021-12", datatype=NamedNode(XSD.gYearMonth)),
    Literal("2021-12-06T10:00:00Z", datatype=NamedNode(XSD.dateTime)),
    Literal("https://example.org/خبر", datatype=NamedNode(XSD.anyURI)),
)
TRUE = Literal("true", datatype=NamedNode(XSD.boolean))
TRUE_IN_ANSWERS = {"virtuoso": Literal("1", datatype=NamedNode(XSD.boolean))}
# Geometries, which Virtuoso keeps as such: points with single precision, and with its own spaces.
GEOMETRIES = {
    "POINT(40.7300 36.0600)": "POINT(40.729999542236 36.060001373291)",
    "POLYGON((40.73 36.06, 41 35.9, 41 36.2, 40.73 36.06))": "POLYGON((40.73 36.06,41 35.9,41 36.2,40.73 36.06))",
}


def of_values(terms: list[Literal]) -> list[Quad]:
    return [Quad(NamedNode(f"http://example.org/{number}"), NamedNode("http://example.org/p"), term, NamedNode(GRAPH)) for number, term in enumerate(terms)]


def test_literals_come_back_as_they_were_put(store: WriteStore, kind: str) -> None:
    given = of_values([*LITERALS, Literal("عربي", language="ar")])
    store.put_graph(GRAPH, given)
    assert canonical_nquads(store.quads(GRAPH)) == canonical_nquads(given).replace(b"@ar-Latn", b"@ar-latn")
    found = store.query(f"SELECT ?s ?o {{ GRAPH <{GRAPH}> {{ ?s <http://example.org/p> ?o }} }}")
    assert isinstance(found, QuerySolutions)
    answered = {(row["s"], row["o"]) for row in found}
    assert answered == {(quad.subject, TRUE_IN_ANSWERS.get(kind, quad.object) if quad.object == TRUE else quad.object) for quad in store.quads(GRAPH)}


def test_geometries_come_back_as_they_were_put_but_from_virtuoso(store: WriteStore, kind: str) -> None:
    given = of_values([Literal(text, datatype=NamedNode(GEO.wktLiteral)) for text in GEOMETRIES])
    store.put_graph(GRAPH, given)
    changed = GEOMETRIES if kind == "virtuoso" else {}
    assert [(str(found.object.datatype), found.object.value) for found in store.quads(GRAPH) if isinstance(found.object, Literal)] == [
        (f"<{GEO.wktLiteral}>", changed.get(text, text)) for text in GEOMETRIES
    ]


def test_iris_with_arabic_letters_name_graphs_and_things(store: WriteStore) -> None:
    graph = "http://example.org/وثيقة/1?a=b&c=%D8%AE#x"
    given = [Quad(NamedNode("http://example.org/خبر"), NamedNode("http://example.org/p"), NamedNode("http://example.org/قصف"), NamedNode(graph))]
    store.put_graph(graph, given)
    assert (store.graphs(), list(store.quads(graph)), store.holds_graph(graph)) == ((graph,), given, True)
    store.delete_graph(graph)
    assert not store.holds_graph(graph)


def test_a_query_sees_the_union_of_all_graphs_one_of_them_or_what_it_names(store: WriteStore) -> None:
    store.put_graphs(graphs())
    events = store.query("SELECT DISTINCT ?event WHERE { ?report kh:reports ?event . ?event a kh:Event } ORDER BY ?event")  # joined over graphs
    assert isinstance(events, QuerySolutions)
    assert [row["event"].value.removeprefix(BASE) for row in events] == [f"event/{name}" for name in ("a1", "b2", "c3", "d4", "e5", "f6", "g7")]
    reports = "SELECT DISTINCT ?report WHERE { ?report a kh:Report }"
    for found, number in (
        (store.query(reports), 8),
        (store.query(reports, default_graph=f"{BASE}document/one"), 2),
        (store.query_protocol(reports), 8),
        (store.query_protocol(reports, Dataset((f"{BASE}document/one", f"{BASE}document/two"), ())), 5),
        (store.query_protocol(f"SELECT DISTINCT ?report FROM <{BASE}document/two> {{ ?report a kh:Report }}"), 3),
        (store.query("SELECT DISTINCT ?report WHERE { GRAPH ?graph { ?report a kh:Report } }"), 8),
    ):
        assert isinstance(found, QuerySolutions)
        assert len(list(found)) == number


def test_ask_construct_and_relative_iris(store: WriteStore) -> None:
    store.put_graphs(graphs())
    for sparql, truth in (("ASK { ?x a kh:Event }", True), ("ASK { ?x a kh:Nonesuch }", False)):
        found = store.query(sparql)
        assert isinstance(found, QueryBoolean)
        assert bool(found) is truth
    triples = store.query('CONSTRUCT { ?x rdfs:label ?name } WHERE { ?x rdfs:label ?name FILTER(LANG(?name) = "ar") }')
    assert isinstance(triples, QueryTriples)
    here = example_store().query('CONSTRUCT { ?x rdfs:label ?name } WHERE { ?x rdfs:label ?name FILTER(LANG(?name) = "ar") }')
    assert isinstance(here, QueryTriples)
    assert set(triples) == set(here) != set()
    found = store.query_protocol("ASK { <event/a1> a kh:Event }", base=BASE)
    assert isinstance(found, QueryBoolean)
    assert bool(found)


def test_an_answer_of_many_rows_is_whole(store: WriteStore) -> None:
    quads = [Quad(NamedNode(f"http://example.org/{number}"), NamedNode("http://example.org/p"), Literal(number), NamedNode(GRAPH)) for number in range(25_000)]
    store.put_graph(GRAPH, quads)
    assert set(store.unsorted_quads(GRAPH)) == set(quads)
    found = store.query("SELECT ?s ?o { ?s <http://example.org/p> ?o }", default_graph=GRAPH)
    assert isinstance(found, QuerySolutions)
    assert len({row["s"] for row in found}) == 25_000


@pytest.mark.parametrize(
    "sparql", ["", "SELECT * WHERE { ?s ?p", "DROP ALL", "SELECT * { SERVICE <http://x.invalid/> { ?s ?p ?o } }", "SELECT * FROM <http://x/1> { ?s ?p ?o }"]
)
def test_what_is_no_query_here_is_refused_by_every_store(store: WriteStore, sparql: str) -> None:
    with pytest.raises(InputError) as caught:
        store.query(sparql)
    assert "\n" not in str(caught.value)
    with GraphStore.in_memory() as local, pytest.raises(InputError) as locally:
        local.query(sparql)
    assert str(caught.value) == str(locally.value)


def test_updates_change_graphs_and_call_nobody(store: WriteStore) -> None:
    store.update("INSERT DATA { GRAPH <graph> { <s> a kh:Event ; rdfs:label 'خبر'@ar } }", base="http://example.org/")
    assert {str(found.object) for found in store.quads(GRAPH)} == {'"خبر"@ar', "<https://w3id.org/khabar/ontology#Event>"}
    store.update(f"DELETE WHERE {{ GRAPH <{GRAPH}> {{ ?s a kh:Event }} }}")
    assert len(store) == 1
    for sparql in ("LOAD <http://x.invalid/>", "INSERT { ?s ?p ?o } WHERE { SERVICE <http://x.invalid/> { ?s ?p ?o } }"):
        with pytest.raises(RefusedError, match=r"LOAD|SERVICE"):
            store.update(sparql)
    with pytest.raises(InputError, match="the update is malformed at line 1"):
        store.update("DROP ALL ; SELECT")
    assert len(store) == 1


@pytest.mark.parametrize("graph", ["no iri", "", "http://x/ y>"])
def test_what_is_no_iri_names_no_graph(store: WriteStore, graph: str) -> None:
    with pytest.raises(InputError):
        store.holds_graph(graph)


def exported(store: WriteStore, form: str) -> bytes:
    stream = io.BytesIO()
    write_export(store, form, stream, build_network(store, Filters()) if form in NETWORK_FORMATS else None)
    return stream.getvalue()


def ours(store: WriteStore) -> WriteStore:
    """What our own questions are asked of."""
    return GraphStore.copy_of(store) if isinstance(store, RemoteStore) and not store.is_exact else store


def test_the_same_exports_statistics_description_and_accounts(store: WriteStore, kind: str) -> None:
    store.put_graphs(graphs())
    here, asked = example_store(), ours(store)
    assert statistics(asked) == statistics(here)
    assert canonical_nquads(dataset_quads(asked, BASE)) == canonical_nquads(dataset_quads(here, BASE))
    assert account(asked, "a1") == account(here, "a1")
    differing = {form for form in FORMATS if exported(asked, form) != exported(here, form)}
    positions = {"csv", "geojson", "jsonld", "nq", "trig", "ttl", "neo4j", "parquet"}  # what writes coordinates; the page and the network draw them
    assert differing <= (positions | set(NETWORK_FORMATS) if kind == "virtuoso" else set())


def test_the_same_findings(store: WriteStore, kind: str) -> None:
    store.put_graphs(graphs())
    told = {(finding.path, finding.focus) for finding in check(ours(store), {}).findings}
    assert told == {(finding.path, finding.focus) for finding in check(example_store(), {}).findings}


def test_the_same_answers_to_every_question(store: WriteStore) -> None:
    for here, golden in ((example_store(), GOLDEN), (store_with_more(), MORE_GOLDEN)):
        for graph in store.graphs():
            store.delete_graph(graph)
        store.put_graphs({graph: here.quads(graph) for graph in here.graphs()})
        asked = ours(store)
        differing = [name for name, parameters, _, _ in golden if ask(asked, name, parameters) != ask(here, name, parameters)]
        assert differing == []

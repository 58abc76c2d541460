"""Every format reads back as the same graph, is the same bytes each time, and Turtle is fit for people."""

import csv
import io
import json
from typing import Any

import networkx as nx
import pytest
from graph_fixture import BASE, ONTOLOGY_GRAPH, example_store, graphs, store_with_an_area
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic, to_isomorphic

from kg.export import FORMATS, write_export
from kg.export.events import COLUMNS, write_events
from kg.store import GraphStore, canonical_nquads
from kg.turtle import TurtleBlocks, compact_iri, triple_lines, turtle_lines, usable_base
from ontology.errors import InputError
from ontology.terms import PREFIXES

XSD = PREFIXES["xsd"]


@pytest.fixture(scope="module")
def store() -> GraphStore:
    return example_store()


def network() -> "nx.MultiDiGraph[Any]":
    made: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    made.add_node("b", label="داعش", kind="armed-group", aliases=["x", "ي"], belief=0.5, known=True, nothing=None)
    made.add_node("a", label="bad\x00\x0b\ud800 & <b>", type="place", days={"z", "y"})
    made.add_edge("b", "a", key="event/2", type="ASSAULT", start="2021", weight=2)
    made.add_edge("b", "a", key="event/1", type="COERCE", label="اعتقال", id="x", reports=({"n": 1},))
    return made


def exported(store: GraphStore, form: str) -> bytes:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    stream = io.BytesIO()
    write_export(store, form, stream, network())
    return stream.getvalue()


def data(store: GraphStore) -> set[Quad]:
    return {quad for quad in store.quads() if quad.graph_name != NamedNode(ONTOLOGY_GRAPH)}


@pytest.mark.parametrize("form", FORMATS)
def test_equal_graphs_give_equal_bytes(store: GraphStore, form: str) -> None:
    other = GraphStore.in_memory()
    for iri, quads in reversed(graphs().items()):
        other.put_graph(iri, reversed(quads))
    assert exported(store, form) == exported(other, form)
    if form not in ("neo4j", "parquet"):
        assert exported(store, form).endswith(b"\n") or form in ("graphml", "gexf")
        exported(store, form).decode("utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_graph_is_written_too(form: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    stream = io.BytesIO()
    write_export(GraphStore.in_memory(), form, stream, nx.MultiDiGraph())
    if form == "ttl":
        assert stream.getvalue() == b""
    if form == "csv":
        assert stream.getvalue().decode() == ",".join(COLUMNS) + "\r\n"


def test_formats_that_do_not_fit_are_refused(store: GraphStore) -> None:
    with pytest.raises(InputError, match="give one of ttl, trig"):
        write_export(store, "docx", io.BytesIO())


def test_turtle_reads_back_in_both_libraries(store: GraphStore) -> None:
    text = exported(store, "ttl")
    triples = {quad.triple for quad in data(store)}
    assert {quad.triple for quad in parse(text, format=RdfFormat.TURTLE)} == triples
    plain = canonical_nquads(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    assert isomorphic(Graph().parse(data=text, format="turtle"), Graph().parse(data=plain, format="nt"))


def test_turtle_graph_by_graph_is_that_of_all_triples_at_once() -> None:
    subject, link, other = (NamedNode(f"{BASE}{name}") for name in ("a", "b", "other"))
    with GraphStore.in_memory() as store:
        for graph, words in (("one", ("x", "y")), ("two", ("y", "z")), ("three", ("x", "y"))):
            name = NamedNode(f"{BASE}{graph}")
            store.put_graph(name.value, [*(Quad(subject, link, Literal(word), name) for word in words), Quad(other, link, Literal(graph), name)])
        assert exported(store, "ttl").decode() == "".join(turtle_lines((quad.triple for quad in store.quads()), store.base()))
        assert exported(store, "ttl").count(b'"y"') == 1


@pytest.mark.parametrize("lot", [1, 2, 10, 100])
def test_turtle_in_lots_is_that_at_once(store: GraphStore, lot: int) -> None:
    lines = list(triple_lines([*data(store), *data(store)]))
    assert list(TurtleBlocks(BASE).blocks(lines, lot)) == list(TurtleBlocks(BASE).blocks(lines))


def test_turtle_is_for_people(store: GraphStore) -> None:
    text = exported(store, "ttl").decode()
    assert text.startswith(f"@base <{BASE}> .\n@prefix dcterms: ")
    assert (
        "\n<event/b2>\n"
        "    a kh:Coerce, kh:Event ;\n"
        "    kh:actor <coalition>, <sdf> ;\n"
        "    kh:belief 0.75 ;\n"
        "    kh:count <event/b2/count/1> ;\n"
        "    kh:factuality kh:Asserted ;\n"
        "    kh:independentSources 1 ;\n"
        "    kh:place <place/al-hasakah> ;\n"
        "    kh:target <unlisted/cell> ;\n"
        "    kh:time <event/b2/time> .\n"
        "\n<event/b2/count/1>\n"
    ) in text
    assert '\n    rdfs:label "ISIS"@en, "داعش"@ar ;\n    skos:altLabel' in text
    assert "plover:" not in text  # a prefix that nobody uses is not declared


def test_trig_and_nquads_keep_the_graphs_apart(store: GraphStore) -> None:
    for form, parsed_as in (("trig", RdfFormat.TRIG), ("nq", RdfFormat.N_QUADS)):
        assert set(parse(exported(store, form), format=parsed_as)) == data(store)
    assert "\n<document/one> {\n\n<document/one>\n" in exported(store, "trig").decode()
    lines = exported(store, "nq").splitlines()
    assert lines == sorted(set(lines))


def test_trig_and_nquads_read_back_in_rdflib_graph_by_graph(store: GraphStore) -> None:
    graphs_of = {name: canonical_nquads(Quad(q.subject, q.predicate, q.object) for q in data(store) if q.graph_name == name) for name in
                 {quad.graph_name for quad in data(store)}}  # fmt: skip
    for form in ("trig", "nquads"):
        read = Dataset()
        read.parse(data=exported(store, "nq" if form == "nquads" else form).decode(), format=form)
        named = {str(graph.identifier): graph for graph in read.graphs() if len(graph)}
        assert named.keys() == {name.value for name in graphs_of}
        for name, plain in graphs_of.items():
            assert isomorphic(named[name.value], Graph().parse(data=plain, format="nt"))


def test_jsonld_brings_its_context_and_reads_back(store: GraphStore) -> None:
    text = exported(store, "jsonld")
    document = json.loads(text)
    assert isinstance(document["@context"], dict)  # nothing to fetch
    plain = canonical_nquads(Quad(quad.subject, quad.predicate, quad.object) for quad in data(store))
    read, expected = (to_isomorphic(Graph().parse(data=source, format=form)) for source, form in ((text.decode(), "json-ld"), (plain, "nt")))
    assert read == expected
    ids = [node["id"] for node in document["@graph"]]
    assert ids == sorted(ids)
    assert {quad.triple for quad in parse(text, format=RdfFormat.JSON_LD)} == {quad.triple for quad in data(store)}


def test_jsonld_uses_the_short_names_of_its_context(store: GraphStore) -> None:
    nodes = {node["id"]: node for node in json.loads(exported(store, "jsonld"))["@graph"]}
    assert nodes[f"{BASE}isis"]["label"] == {"ar": "داعش", "en": "ISIS"}
    assert nodes[f"{BASE}event/b2"]["type"] == ["Coerce", "Event"]
    assert (nodes[f"{BASE}event/b2"]["belief"], nodes[f"{BASE}event/b2"]["independentSources"]) == ("0.75", 1)


def test_jsonld_keeps_what_the_context_would_make_something_else_of() -> None:
    graph = NamedNode(f"{BASE}graph/assembled")
    values = {
        "kh:belief": Literal("much"),  # a decimal by the context
        "kh:low": Literal("007", datatype=NamedNode(XSD + "integer")),
        "kh:high": Literal("12345678901234567890", datatype=NamedNode(XSD + "integer")),
        "kh:actor": Literal("nobody's IRI"),
        "kh:words": NamedNode(f"{BASE}isis"),
        "time:hasBeginning": NamedNode(PREFIXES["time"] + "Instant"),  # a prefix of ours that is another name in the context
        "rdfs:label": Literal("no language"),
        "dcterms:title": Literal("a", language="en"),
        "kh:unheardOf": Literal("x", datatype=NamedNode("urn:x:type")),
    }
    with GraphStore.in_memory() as odd:
        quads = [Quad(NamedNode(f"{BASE}x"), NamedNode(PREFIXES[name.split(":")[0]] + name.split(":")[1]), value, graph) for name, value in values.items()]
        labels = [Quad(NamedNode(f"{BASE}x"), NamedNode(PREFIXES["rdfs"] + "label"), Literal(word, language="ar"), graph) for word in ("ب", "أ")]
        odd.put_graph(graph.value, [*quads, *labels])
        text = exported(odd, "jsonld")
        assert {quad.triple for quad in parse(text, format=RdfFormat.JSON_LD)} == {quad.triple for quad in odd.quads()}
        plain = canonical_nquads(Quad(quad.subject, quad.predicate, quad.object) for quad in odd.quads())
        assert isomorphic(Graph().parse(data=text.decode(), format="json-ld"), Graph().parse(data=plain, format="nt"))


def events(store: GraphStore) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported(store, "csv").decode("utf-8"), newline="")))


def test_the_table_of_events(store: GraphStore) -> None:
    rows = events(store)
    assert [row["id"] for row in rows[:4]] == ["b2", "a1", "e5", "f6"]
    assert {row["id"] for row in rows[4:]} == {"c3", "d4", "g7"}
    first, second, fourth = rows[0], rows[1], rows[3]
    assert first["event"] == f"{BASE}event/b2"
    assert (first["actors_ar"], first["actors_en"]) == ("التحالف الدولي;قوات سوريا الديمقراطية", "International Coalition;Syrian Democratic Forces")
    assert (first["targets_en"], first["places_en"], first["arrested_low"], first["arrested_high"]) == ("خلية من داعش", "Al-Hasakah", "38", "")
    assert (first["latitude"], first["longitude"], first["place_class"], first["place_precision_km"]) == ("36.5000", "40.7500", "", "5")
    assert (second["type"], second["date"], second["first_day"], second["killed_low"], second["killed_high"]) == (
        "ASSAULT",
        "2021-12-06",
        "2021-12-06",
        "3",
        "3",
    )
    assert (second["factuality"], second["belief"], second["reports"], second["sources"]) == ("asserted", "0.9375", "2", "Furat News;Khabur Post")
    assert [row["independent_sources"] for row in rows[:4]] == ["1", "2", "1", "1"]
    assert second["sentence"] == "هاجمت خلية من داعش نقطة لقسد في الشدادي يوم الاثنين."  # of the article published first
    assert (fourth["killed_low"], fourth["killed_high"], fourth["wounded_low"], fourth["wounded_high"]) == ("12", "", "20", "25")
    assert fourth["sources"] == f"{BASE}document/three"


def test_the_point_of_an_area_is_told_as_such_and_the_best_known_place_is_taken() -> None:
    columns = ("latitude", "longitude", "position_of", "place_class", "place_precision_km")
    rows = {row["id"]: tuple(row[name] for name in columns) for row in events(store_with_an_area())}
    assert rows["e5"] == ("36.05", "40.91", "east of Ash Shaddadi", "sector", "21.5")
    assert rows["a1"] == ("36.0600", "40.7300", "Ash Shaddadi", "", "2")  # in the town and east of it


def test_a_byte_order_mark_on_demand(store: GraphStore) -> None:
    stream = io.BytesIO()
    write_events(store, stream, byte_order_mark=True)
    assert stream.getvalue() == b"\xef\xbb\xbf" + exported(store, "csv")


def test_hostile_labels_stay_in_their_cells() -> None:
    store = example_store()
    quads = graphs()[f"{BASE}graph/assembled"]
    hostile = '=cmd|"/c calc"!A1;\n,x'
    label = PREFIXES["rdfs"] + "label"
    changed = [
        Quad(q.subject, q.predicate, Literal(hostile, language="en"), q.graph_name) if q.subject.value == f"{BASE}turkey" and q.predicate.value == label else q
        for q in quads
    ]
    store.put_graph(f"{BASE}graph/assembled", changed)
    (row,) = [row for row in events(store) if row["id"] == "c3"]
    assert row["actors_en"] == "'" + hostile.replace(";", ",")
    assert len(events(store)) == 7


def test_an_event_without_anything_is_a_line_too() -> None:
    store = GraphStore.in_memory()
    graph = NamedNode(f"{BASE}graph/assembled")
    kinds = [Quad(NamedNode(f"{BASE}event/x"), NamedNode(PREFIXES["rdf"] + "type"), NamedNode(PREFIXES["kh"] + name), graph) for name in ("Event", "Aid")]
    store.put_graph(graph.value, kinds)
    (row,) = events(store)
    assert {name: value for name, value in row.items() if value} == {"event": f"{BASE}event/x", "id": "x", "type": "AID", "reports": "0"}


def test_graphml_reads_back(store: GraphStore) -> None:
    read = nx.read_graphml(io.BytesIO(exported(store, "graphml")), force_multigraph=True)
    assert read.nodes["b"] == {"label": "داعش", "kind_": "armed-group", "aliases": '["x", "ي"]', "belief": 0.5, "known": True}
    assert read.nodes["a"]["label"] == "bad & <b>"
    assert read.nodes["a"]["days"] == '["y", "z"]'
    assert read["b"]["a"]["event/2"]["type_"] == "ASSAULT"
    assert "داعش" in exported(store, "graphml").decode()


def test_gexf_reads_back_and_tells_no_day_of_writing(store: GraphStore) -> None:
    text = exported(store, "gexf")
    assert b"lastmodified" not in text
    read = nx.read_gexf(io.BytesIO(text))
    assert read.nodes["b"]["label"] == "داعش"
    assert sorted(attributes["type_"] for _, _, attributes in read.edges(data=True)) == ["ASSAULT", "COERCE"]


# --- Turtle with hostile terms

SAFE = st.characters(exclude_categories=("Cs",))
LITERALS = st.one_of(
    st.builds(Literal, st.text(SAFE)),
    st.builds(lambda text: Literal(text, language="ar"), st.text(SAFE)),
    st.builds(
        lambda text: Literal(text, language="en-gb"), st.sampled_from(['"', "\\", '"""', "\\u0041", "'''", "a\rb", "\u2028", "\ufeff", ".", "@en", "^^"])
    ),
    st.builds(lambda number: Literal(str(number), datatype=NamedNode(XSD + "integer")), st.integers()),
    st.builds(lambda number: Literal(str(number), datatype=NamedNode(XSD + "decimal")), st.decimals(allow_nan=False, allow_infinity=False, places=4)),
    st.builds(lambda text: Literal(text, datatype=NamedNode(PREFIXES["geo"] + "wktLiteral")), st.text(SAFE, max_size=8)),
    st.sampled_from([Literal(text, datatype=NamedNode(XSD + "boolean")) for text in ("true", "false")]),
)
ILL_TYPED = st.builds(
    lambda text, name: Literal(text, datatype=NamedNode(XSD + name)),
    st.sampled_from(["", "1.", "+1", "-0", "1e3", " 1", "1", "TRUE"]),
    st.sampled_from(["integer", "decimal", "boolean"]),
)
ENDS = [
    "a",
    "a/b",
    "a.b",
    ".",
    "..",
    "a/../b",
    "./a",
    "a//b",
    "/a",
    "",
    "a:b",
    "1",
    "-",
    "a%20b",
    "خبر",
    "a/.b",
    "a.",
    "~",
    "#x",
    "?q=1",
    "a'b",
    "a(b)",
    "é",
    "place/al-hasakah",
]
IRIS = st.sampled_from([
    *(NamedNode(BASE + end) for end in ENDS), *(NamedNode(iri + end) for iri in PREFIXES.values() for end in ENDS if "#" not in end),
    NamedNode("urn:x:y"), NamedNode("mailto:a@b.example"), NamedNode("http://example.org/x,y;z"),
])  # fmt: skip
TRIPLES = st.lists(st.builds(Triple, IRIS, IRIS, st.one_of(IRIS, LITERALS)), max_size=12)
BASES = st.sampled_from([None, BASE, "https://data.example/", "https://data.example/a/../b/", "https://data.example/x", "urn:base:", PREFIXES["kh"]])


@given(st.lists(st.builds(Triple, IRIS, IRIS, st.one_of(IRIS, LITERALS, ILL_TYPED)), max_size=12), BASES)
@settings(max_examples=200, deadline=None)
def test_any_triples_read_back_exactly(triples: list[Triple], base: str | None) -> None:
    text = "".join(turtle_lines(triples, base))
    assert {quad.triple for quad in parse(text.encode(), format=RdfFormat.TURTLE)} == set(triples)
    assert text == "".join(turtle_lines(reversed(triples), base))


@given(TRIPLES)
@settings(max_examples=100, deadline=None)
def test_rdflib_reads_the_same(triples: list[Triple]) -> None:
    plain = canonical_nquads(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    read = {tuple(term.n3() for term in triple) for triple in Graph().parse(data="".join(turtle_lines(triples, BASE)).encode(), format="turtle")}
    assert read == {tuple(term.n3() for term in triple) for triple in Graph().parse(data=plain, format="nt")}


def test_blank_nodes_of_a_construct_are_kept() -> None:
    triple = Triple(BlankNode("b1"), NamedNode(PREFIXES["rdfs"] + "label"), BlankNode("b2"))
    read = Store()
    read.load("".join(turtle_lines([triple])), format=RdfFormat.TURTLE)
    assert len(read) == 1


@pytest.mark.parametrize(
    ("base", "usable"),
    [
        (BASE, True),
        ("https://x.example/", True),
        ("https://x.example/a", False),
        ("https://x.example/a/../", False),
        ("https://x.example/#", False),
        ("urn:x:", False),
        (None, False),
    ],
)
def test_only_a_base_that_resolves_plainly_is_used(base: str | None, usable: bool) -> None:
    assert (usable_base(base) is not None) == usable


def test_an_iri_is_shortened_where_a_prefix_fits() -> None:
    assert compact_iri(PREFIXES["kh"] + "Event") == "kh:Event"
    assert compact_iri(BASE + "isis") == BASE + "isis"

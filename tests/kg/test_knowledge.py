"""The graph as one Python object: opened, asked, drawn, handed on to rdflib, networkx and pandas, and closed."""

import socket
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from graph_fixture import BASE, ONTOLOGY_GRAPH, graphs
from pyoxigraph import Literal, NamedNode, RdfFormat, parse
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.plugins.sparql import prepareQuery

from extract.model import CountKind, EntityKind, EventType, Exactness, Factuality, Precision
from kg import KnowledgeGraph
from kg.answer_rows import Rows, python_value
from kg.event_values import EventValue
from kg.extras import load_extra
from kg.store import STORE_FOLDER, GraphStore
from ontology.errors import InputError, RefusedError, StoreError
from ontology.terms import PREFIXES

ARTICLES = Path(__file__).resolve().parents[2] / "examples"
KH = Namespace(PREFIXES["kh"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("graph")
    with GraphStore.open(made / STORE_FOLDER) as store:
        store.put_graphs(graphs())
    return made


@pytest.fixture
def graph(folder: Path) -> KnowledgeGraph:
    return KnowledgeGraph.open(folder)


def test_importing_the_room_does_no_work() -> None:
    program = "import sys, kg; print(sorted(n for n in sys.modules if n.split('.')[0] in ('kg', 'rdflib', 'pyoxigraph', 'networkx', 'extract')))"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ARTICLES.parent).stdout
    assert said.strip() == "['kg']"


def test_the_room_has_no_other_names() -> None:
    import kg

    with pytest.raises(AttributeError, match="no attribute 'KnowledgeGraf'"):
        kg.KnowledgeGraf  # noqa: B018


def test_rows_have_python_values(graph: KnowledgeGraph) -> None:
    rows = graph.query("""SELECT ?event ?belief ?day ?sources ?name ?nothing WHERE {
      ?event a kh:Assault ; kh:belief ?belief ; kh:independentSources ?sources ; kh:time/kh:firstDay ?day ; kh:target/rdfs:label ?name
      FILTER(LANG(?name) = "ar") } ORDER BY ?day ?name LIMIT 1""")
    assert rows.columns == ("event", "belief", "day", "sources", "name", "nothing")
    assert list(rows) == [(f"{BASE}event/a1", Decimal("0.9375"), date(2021, 12, 6), 2, "قوات سوريا الديمقراطية", None)]
    assert next(rows.dicts())["sources"] == 2
    assert (len(rows), rows.column("sources"), rows[0][3], rows[:0].rows) == (1, (2,), 2, ())


@pytest.mark.parametrize(
    ("text", "datatype", "value"),
    [
        ("7", "integer", 7), ("007", "integer", 7), ("about 5", "integer", "about 5"), ("0.50", "decimal", Decimal("0.5")), ("x", "decimal", "x"),
        ("1e3", "double", 1000.0), ("true", "boolean", True), ("0", "boolean", False), ("yes", "boolean", "yes"),
        ("2021-12-06", "date", date(2021, 12, 6)), ("2021-13-06", "date", "2021-13-06"), ("2021", "gYear", "2021"), ("خبر", "string", "خبر"),
    ],
)  # fmt: skip
def test_a_literal_is_what_its_datatype_says_if_it_keeps_to_it(text: str, datatype: str, value: object) -> None:
    found = python_value(Literal(text, datatype=NamedNode(PREFIXES["xsd"] + datatype)))
    assert (found, type(found)) == (value, type(value))


def test_other_forms_of_query_have_methods_of_their_own(graph: KnowledgeGraph) -> None:
    assert graph.holds("ASK { ?event a kh:Assault }") is True
    assert graph.holds("ASK { ?event a kh:Aid }") is False
    found = graph.construct("CONSTRUCT { ?event a kh:Event ; kh:belief ?belief } WHERE { ?event a kh:Coerce ; kh:belief ?belief }")
    event = URIRef(f"{BASE}event/b2")
    assert set(found) == {(event, RDF.type, KH.Event), (event, KH.belief, RdflibLiteral(Decimal("0.75")))}
    for wrong in (lambda: graph.query("ASK {}"), lambda: graph.holds("SELECT * {}"), lambda: graph.construct("ASK {}")):
        with pytest.raises(InputError, match="begin it with"):
            wrong()


def test_what_would_change_or_call_out_is_refused(graph: KnowledgeGraph) -> None:
    for sparql in ("DELETE WHERE { ?s ?p ?o }", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"):
        with pytest.raises(InputError):
            graph.query(sparql)


def test_canned_questions_take_python_values(graph: KnowledgeGraph) -> None:
    assert {question.name for question in graph.questions()} >= {"events-of-actor", "who-attacked-whom"}
    everything = graph.ask("who-attacked-whom")
    some = graph.ask("who-attacked-whom", from_=date(2022, 1, 1))
    assert 0 < len(some) < len(everything)
    assert graph.ask("who-attacked-whom", from_="2022") == some
    with pytest.raises(InputError, match="did you mean who-attacked-whom"):
        graph.ask("who-attacked-who")


def test_events_are_typed_values(graph: KnowledgeGraph) -> None:
    events = {event.iri.rsplit("/", 1)[-1]: event for event in graph.events()}
    assert list(events) == sorted(events)
    first = events["a1"]
    assert isinstance(first, EventValue)
    assert (first.type, first.factuality, first.precision, first.belief) == (EventType.ASSAULT, Factuality.ASSERTED, Precision.DAY, 0.9375)
    assert [actor.name for actor in first.actors] == ["خلية من داعش"]
    assert (first.edtf, first.first_day, first.last_day, first.independent_sources) == ("2021-12-06", date(2021, 12, 6), date(2021, 12, 6), 2)
    assert [(count.kind, count.low, count.high, count.exactness) for count in first.counts] == [(CountKind.KILLED, 3, 3, Exactness.EXACT)]
    assert [(report.source, report.attributed_to) for report in first.reports] == [("Furat News", None), ("Khabur Post", f"{BASE}sdf")]
    (place,) = first.places
    assert (place.kind, place.label_en, place.latitude, place.longitude, place.precision_km) == (EntityKind.PLACE, "Ash Shaddadi", 36.06, 40.73, 2.0)
    assert (events["d4"].factuality, events["d4"].edtf, events["d4"].first_day) == (Factuality.DENIED, None, None)
    assert {entity.iri for entity in graph.entities()} >= {actor.iri for event in events.values() for actor in event.actors}


def test_the_network_is_that_of_networkx(graph: KnowledgeGraph) -> None:
    assert graph.network().has_edge(f"{BASE}turkey", f"{BASE}civilians")
    coerced = graph.network(types=["coerce"], first=date(2021, 12, 1), actor="قسد", minimum_belief=0.5)
    assert {attributes["type"] for _, _, attributes in coerced.edges(data=True)} == {EventType.COERCE}
    with pytest.raises(InputError, match="give one of AGREE"):
        graph.network(types=["attack"])
    in_syria = graph.network(place="سوريا", target="civilians")
    assert 0 < in_syria.number_of_edges() < graph.network().number_of_edges()


def test_the_dataset_is_the_same_store(graph: KnowledgeGraph) -> None:
    pytest.importorskip("oxrdflib", reason="the extra `rdflib` is not installed")
    dataset = graph.dataset
    assert (URIRef(f"{BASE}event/a1"), RDF.type, KH.Assault) in dataset
    found = {str(row["event"]) for row in dataset.query("SELECT DISTINCT ?event WHERE { ?event a kh:Assault }")}  # type: ignore[index]
    assert found == set(graph.query("SELECT DISTINCT ?event WHERE { ?event a kh:Assault }").column("event"))
    assert URIRef(f"{BASE}document/one") in {one.identifier for one in dataset.graphs()}
    with pytest.raises(Exception, match=r"(?i)read.(only|write)"):
        dataset.add((URIRef("urn:a"), URIRef("urn:b"), URIRef("urn:c")))


def test_the_dataset_calls_no_other_machine(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("oxrdflib", reason="the extra `rdflib` is not installed")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("the query calls out"))
    dataset = graph.dataset
    service = "SELECT ?a WHERE { SERVICE <http://elsewhere.invalid/sparql> { ?a ?b ?c } }"
    one = Graph(dataset.store, URIRef(f"{BASE}document/one"))
    for asked in (dataset, one):
        with pytest.raises(RefusedError, match="SERVICE"):
            asked.query(service)
        with pytest.raises(RefusedError, match="as text"):
            asked.query(prepareQuery(service))
        with pytest.raises(StoreError, match="for reading only"):
            asked.update("LOAD <http://elsewhere.invalid/data.nt>")
    with pytest.raises(InputError, match="FROM"):
        dataset.query("SELECT ?a FROM <http://elsewhere.invalid/data> WHERE { ?a ?b ?c }")
    assert len(one.query("SELECT ?a WHERE { ?a a kh:Report }")) < len(dataset.query("SELECT ?a WHERE { ?a a kh:Report }"))


def test_a_data_frame_has_types_of_its_own(graph: KnowledgeGraph) -> None:
    pandas = pytest.importorskip("pandas", reason="the extra `pandas` is not installed")
    sparql = """SELECT ?event ?belief ?day ?low WHERE { ?event kh:belief ?belief
      OPTIONAL { ?event kh:time/kh:firstDay ?day } OPTIONAL { ?event kh:count/kh:low ?low } }"""
    frame = graph.query(f"{sparql} ORDER BY ?event ?low").to_dataframe()
    assert list(frame.columns) == ["event", "belief", "day", "low"]
    assert str(frame["belief"].dtype).lower() == "float64"
    assert str(frame["low"].dtype) == "Int64"
    assert pandas.api.types.is_datetime64_any_dtype(frame["day"])
    assert (frame["belief"].max(), frame["low"].sum(), frame["day"].min().date()) == (0.9375, 73, date(2021, 12, 1))
    assert list(graph.query("SELECT ?a ?b WHERE { ?a a kh:Aid ; kh:actor ?b }").to_dataframe().columns) == ["a", "b"]


def test_a_missing_extra_is_named_with_its_remedy() -> None:
    with pytest.raises(InputError, match=r"a data frame needs no_such_module, which is not installed; run: pip install 'khabar\[pandas\]'"):
        load_extra("no_such_module", "pandas", "a data frame")


def test_notebooks_get_tables_that_run_nothing(graph: KnowledgeGraph, folder: Path) -> None:
    shown = graph._repr_html_()
    assert '<th>events</th><td dir="auto">7</td>' in shown
    assert repr(graph) == f"KnowledgeGraph({str(folder)!r})"
    rows = Rows(("<b>",), tuple(("<script>alert(1)</script>",) for _ in range(30)))
    assert "<script>" not in rows._repr_html_()
    assert "<th>&lt;b&gt;</th>" in rows._repr_html_()
    assert rows._repr_html_().endswith("<p>10 more rows</p>")


def test_files_are_written_by_the_ending_of_their_names(graph: KnowledgeGraph, tmp_path: Path) -> None:
    graph.export(tmp_path / "graph.nq")
    assert {quad.graph_name.value for quad in parse(path=str(tmp_path / "graph.nq"), format=RdfFormat.N_QUADS)} == graphs().keys() - {ONTOLOGY_GRAPH}  # type: ignore[union-attr]
    graph.export(tmp_path / "network.xml", "graphml")
    assert (tmp_path / "network.xml").read_bytes().startswith(b"<?xml")
    graph.write_page(tmp_path / "page.html", graph.network(types=["assault"]))
    assert (tmp_path / "page.html").stat().st_size > 10_000
    with pytest.raises(InputError, match="there is no export format 'docx'"):
        graph.export(tmp_path / "graph.docx")
    assert not (tmp_path / "graph.docx").exists()


def test_what_is_closed_says_so(folder: Path) -> None:
    with KnowledgeGraph.open(folder) as graph:
        assert graph.holds("ASK { ?s ?p ?o }")
    graph.close()
    with pytest.raises(StoreError, match="is closed"):
        graph.query("SELECT * { ?s ?p ?o }")
    with pytest.raises(StoreError, match="is closed"):
        list(graph.events())


def test_a_folder_without_a_graph_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="run `kg build` first"):
        KnowledgeGraph.open(tmp_path)


def test_built_and_open_at_once(tmp_path: Path) -> None:
    article = tmp_path / "note.txt"
    article.write_text("اعتقلت الشرطة ثلاثة أشخاص في الرقة أمس.", encoding="utf-8")
    with KnowledgeGraph.build(article, tmp_path / "out") as graph:
        assert graph.build_report is not None and (graph.build_report.read, graph.build_report.errors) == (1, ())
        assert [event.type for event in graph.events()] == [EventType.COERCE]
    with KnowledgeGraph.build([str(article)], str(tmp_path / "out")) as again:
        assert again.build_report is not None and again.build_report.unchanged == 1


def test_the_page_of_a_notebook_has_the_evidence_of_the_command(tmp_path: Path) -> None:
    article = tmp_path / "note.txt"
    article.write_text("اعتقلت الشرطة ثلاثة أشخاص في الرقة أمس.", encoding="utf-8")
    with KnowledgeGraph.build(article, tmp_path / "out") as graph:
        network = graph.network()
        told = dict(network.graph)
        for number, given in enumerate((None, network)):
            graph.write_page(tmp_path / f"{number}.html", given)
            assert (tmp_path / f"{number}.html").read_bytes() == (tmp_path / "out" / "network.html").read_bytes()
        assert network.graph == told

"""Queries see all graphs, change nothing, call nobody, and are explained in one line where they are none."""

import pytest
from graph_fixture import BASE, example_store
from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

from kg.store import GraphStore
from kg.store_contract import Dataset
from ontology.errors import InputError, RefusedError


@pytest.fixture(scope="module")
def store() -> GraphStore:
    return example_store()


def test_a_query_sees_the_union_of_all_graphs_and_one_if_told(store: GraphStore) -> None:
    sparql = "SELECT DISTINCT ?event WHERE { ?report kh:reports ?event . ?event a kh:Event }"
    result = store.query(sparql)
    assert isinstance(result, QuerySolutions)
    assert len(list(result)) == 7
    one = store.query("SELECT DISTINCT ?report WHERE { ?report a kh:Report }", default_graph=f"{BASE}document/one")
    assert isinstance(one, QuerySolutions)
    assert sorted(solution["report"].value for solution in one) == [f"{BASE}report/r1", f"{BASE}report/r2"]
    assert isinstance(store.query("ASK { ?x a kh:Event }"), QueryBoolean)
    assert isinstance(store.query("CONSTRUCT WHERE { ?x a kh:Event }"), QueryTriples)


MALFORMED = [
    ("SELECT * WHERE { ?s ?p", "line 1, column"),
    ("SELECT *\nWHERE { ?s unknown:p ?o }", "line 2, column"),
    ("", "is empty"),
    ("LOAD <http://127.0.0.1:9/x>", "malformed"),
    ("INSERT DATA { <http://s> <http://p> 1 }", "malformed"),
    ("DROP ALL", "malformed"),
    ("SELECT * WHERE { ?s ?p ?o } ; DELETE WHERE { ?s ?p ?o }", "malformed"),
    ("SELECT (<http://example.org/f>(1) AS ?x) {}", "cannot be answered"),
]


@pytest.mark.parametrize(("sparql", "told"), MALFORMED)
def test_what_is_no_query_is_told_in_one_line(store: GraphStore, sparql: str, told: str) -> None:
    before = len(store)
    with pytest.raises(InputError) as caught:
        store.query(sparql)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300
    assert len(store) == before


CALLS = [
    "SELECT * { SERVICE <http://x.invalid/> { ?s ?p ?o } }",
    "SELECT * { service SILENT <http://x.invalid/>{ ?s ?p ?o } }",
    "SELECT * { SERVICE # why {\n silent # not\n<http://x.invalid/#x>#c {\n{ ?s ?p ?o } }",
    "SELECT * { BIND(<http://x.invalid/> AS ?g) SERVICE ?g { ?s ?p ?o } }",
    "PREFIX x: <http://x.invalid/> SELECT * { SERVICE x: { ?s ?p ?o } }",
    "PREFIX service: <http://x.invalid/> SELECT * { SERVICEservice:a { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE<http://x.invalid/>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p 'a'. SERVICE<http://x.invalid/>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE<http://x.invalid/>{ ?s ?p ?o } }",
    "SELECT * { VALUES (?a ?b) {(1 'z')} FILTER(?a <'x>') SERVICE <http://x.invalid/> { ?s ?p ?o } FILTER(?b = 'y') }",
    "SELECT * { ?a ?p ?b FILTER(?a <#x>'''\n ?b) SERVICE <http://x.invalid/> {} #'''\n}",
    "ASK { { SELECT * { SERVICE <http://x.invalid/> {} } } }",
    "PREFIX a\u00b7b: <http://x.invalid/> SELECT * { SERVICE a\u00b7b: {} }",
    "PREFIX a\u203fb: <http://x.invalid/> SELECT * { SERVICE SILENT a\u203fb:c {} }",
    "PREFIX a\u0300b: <http://x.invalid/> SELECT * { SERVICE a\u0300b: {} }",
    "PREFIX أخبار: <http://x.invalid/> SELECT * { SERVICE أخبار: {} }",
    "PREFIX a.b-c: <http://x.invalid/> SELECT * { SERVICE a.b-c:%20d\\-e {} }",
]


@pytest.mark.parametrize("sparql", CALLS)
def test_service_is_refused_wherever_it_hides(store: GraphStore, sparql: str) -> None:
    with pytest.raises(InputError, match="SERVICE"):
        store.query(sparql)


HARMLESS = [
    "SELECT ?service { ?service ?p ?o }",
    "SELECT * { $service ?p ?o . OPTIONAL { ?service ?q ?r } }",
    "PREFIX x: <http://x/> SELECT * { ?s x:service ?o . { ?s x:service ?x } }",
    "SELECT * { ?s ?p ?o FILTER(?o = 'Air Service') { ?s ?p ?o } }",
    "SELECT * { ?s <http://x/service/of> ?o . { ?s ?p ?o } } # service and such",
]


@pytest.mark.parametrize("sparql", HARMLESS)
def test_the_word_service_alone_is_no_call(store: GraphStore, sparql: str) -> None:
    assert isinstance(store.query(sparql), QuerySolutions)


@pytest.mark.parametrize("dataset", ["FROM <http://x/1>", "from kh:x", "FROM NAMED <http://x/1> FROM <http://x/2>", "FROM # why\n<http://x/1>"])
def test_from_is_refused_rather_than_passed_over(dataset: str) -> None:
    with GraphStore.in_memory() as store:
        for query in (f"SELECT * {dataset} WHERE {{ ?s ?p ?o }}", f"SELECT *{dataset}{{ ?s ?p ?o }}", f"DESCRIBE <http://x/s> {dataset}"):
            with pytest.raises(InputError, match="GRAPH"):
                store.query(query)


@pytest.mark.parametrize(
    "query",
    ["SELECT * FROM NAMED <http://x/1> { GRAPH ?g { ?s ?p ?o } }", "SELECT ?from { ?from <http://x/p> ?from . ?s kh:from <http://x/o> . { ?s ?p ?from } }"],
)
def test_what_only_looks_like_from_is_asked(query: str) -> None:
    with GraphStore.in_memory() as store:
        store.query(query)


UPDATES_THAT_CALL = [
    "LOAD <http://x.invalid/>",
    "load silent <http://x.invalid/> INTO GRAPH <http://x/1>",
    "INSERT DATA { <http://x/s> <http://x/p> 1 };LOAD#why\n<http://x.invalid/>",
    "PREFIX a\u00b7b: <http://x.invalid/> LOAD a\u00b7b:",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <http://x.invalid/> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("sparql", UPDATES_THAT_CALL)
def test_an_update_calls_nobody(sparql: str) -> None:
    with GraphStore.in_memory() as store, pytest.raises(RefusedError, match=r"LOAD|SERVICE"):
        store.update(sparql)


def test_an_update_is_done_whole_or_not_at_all() -> None:
    with GraphStore.in_memory() as store:
        store.update("INSERT DATA { GRAPH <g> { <s> a kh:Event } }", base="http://x/")
        assert store.graphs() == ("http://x/g",)
        with pytest.raises(InputError, match="the update is malformed at line 1"):
            store.update("DROP ALL ; SELECT")
        assert len(store) == 1


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("DROP GRAPH <http://x/absent>", "does not exist; say SILENT"),
        ("CREATE GRAPH <http://x/1>; CREATE GRAPH <http://x/1>", "already exists; say SILENT"),
        ("INSERT { <http://x/s> <http://x/p> ?x } WHERE { BIND(<http://x/f>(1) AS ?x) }", "not supported; use the functions"),
    ],
)
def test_an_update_that_cannot_be_carried_out_is_the_writers_error_not_the_disks(sparql: str, told: str) -> None:
    with GraphStore.in_memory() as store, pytest.raises(InputError, match=told):
        store.update(sparql)


def _counted(store: GraphStore, sparql: str, dataset: Dataset | None = None) -> int:
    result = store.query_protocol(sparql, dataset)
    assert isinstance(result, QuerySolutions)
    return len(list(result))


def test_the_data_set_is_the_protocols_or_else_the_querys_own(store: GraphStore) -> None:
    reports, named = "SELECT DISTINCT ?r {0} {{ ?r a kh:Report }}", "SELECT DISTINCT ?r {0} {{ GRAPH ?g {{ ?r a kh:Report }} }}"
    one, two = f"{BASE}document/one", f"{BASE}document/two"
    assert _counted(store, reports.format("")) == 8
    assert _counted(store, reports.format(f"FROM <{one}>")) == 2
    assert _counted(store, reports.format(f"FROM <{one}> FROM <{two}>")) == 5
    assert _counted(store, reports.format(f"FROM NAMED <{one}>")) == 0  # there is no default graph then
    assert _counted(store, named.format(f"FROM NAMED <{one}>")) == 2
    assert _counted(store, reports.format(f"FROM <{one}>"), Dataset((two,), ())) == 3  # the protocol's counts
    assert _counted(store, named.format(""), Dataset((two,), ())) == 0
    assert _counted(store, named.format(""), Dataset((), (one, two))) == 5
    assert _counted(store, "SELECT * { ?r a kh:Report BIND('from <x> {' AS ?x) }") == 8  # no FROM, though it looks like one

"""Queries see all graphs, change nothing, call nobody, and are explained in one line where they are none."""

import pytest
from graph_fixture import BASE, example_store
from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

from kg.store import GraphStore
from ontology.errors import InputError


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

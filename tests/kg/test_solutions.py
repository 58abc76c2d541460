"""What a SELECT answers is read alike from a store of ours and from a bare one: by name, by place, as terms, of one graph or of all."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.solutions import Queryable, cells, grouped, rows, text_rows, text_rows_of_graph
from kg.store import GraphStore
from ontology.errors import StoreError
from ontology.terms import PREFIXES

FIRST, SECOND = "urn:example:first", "urn:example:second"
NAMES = "SELECT ?thing ?name ?note WHERE { ?thing rdfs:label ?name OPTIONAL { ?thing rdfs:comment ?note } } ORDER BY ?name"


def quads(graph: str) -> list[Quad]:
    label, comment = NamedNode(PREFIXES["rdfs"] + "label"), NamedNode(PREFIXES["rdfs"] + "comment")
    name, note = (Literal("درعا", language="ar"), Literal("7")) if graph == FIRST else (Literal("صعدة", language="ar"), None)
    thing = NamedNode(f"{graph}:thing")
    return [Quad(thing, label, name, NamedNode(graph)), *([Quad(thing, comment, note, NamedNode(graph))] if note else [])]


def graph_store() -> GraphStore:
    store = GraphStore.in_memory()
    store.put_graphs({FIRST: quads(FIRST), SECOND: quads(SECOND)})
    return store


@pytest.fixture(params=["ours", "bare"])
def store(request: pytest.FixtureRequest) -> Queryable:
    return graph_store() if request.param == "ours" else graph_store().oxigraph


def test_rows_leave_out_what_is_unbound_or_name_it(store: Queryable) -> None:
    full, partial = rows(store, NAMES)
    assert full == {"thing": f"{FIRST}:thing", "name": "درعا", "note": "7"}
    assert partial == {"thing": f"{SECOND}:thing", "name": "صعدة"}
    assert [row["note"] for row in rows(store, NAMES, "")] == ["7", ""]
    assert set(grouped(store, NAMES)) == {f"{FIRST}:thing", f"{SECOND}:thing"}


def test_cells_keep_their_terms_and_texts_their_places(store: Queryable) -> None:
    assert list(cells(store, NAMES))[1] == (NamedNode(f"{SECOND}:thing"), Literal("صعدة", language="ar"), None)
    assert text_rows(store, NAMES) == ((f"{FIRST}:thing", "درعا", "7"), (f"{SECOND}:thing", "صعدة", ""))


def test_one_graph_alone_is_asked() -> None:
    assert text_rows_of_graph(graph_store(), NAMES, SECOND) == ((f"{SECOND}:thing", "صعدة", ""),)


def test_what_is_no_select_is_an_error(store: Queryable) -> None:
    with pytest.raises(StoreError, match="QueryBoolean"):
        text_rows(store, "ASK { ?s ?p ?o }")

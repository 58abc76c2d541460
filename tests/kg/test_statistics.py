"""The figures of the example graph, counted by hand."""

from datetime import date

import pytest
from graph_fixture import BASE, ONTOLOGY_GRAPH, example_store, graphs

from kg.statistics import ActorCount, statistics
from kg.store import GraphStore


def test_the_figures_of_the_example() -> None:
    found = statistics(example_store())
    assert (found.documents, found.reports, found.events, found.entities) == (3, 8, 7, 11)
    assert dict(found.events_by_type) == {"CONSULT": 1, "COERCE": 1, "ASSAULT": 5}
    assert list(found.events_by_factuality.items()) == [("asserted", 5), ("planned", 1), ("denied", 1)]
    assert dict(found.entities_by_kind) == {"state": 1, "armed-group": 2, "coalition": 1, "civilians": 1, "group": 1, "person": 1, "place": 4}
    assert (found.first_day, found.last_day) == (date(2021, 12, 1), date(2022, 1, 26))
    assert found.triples == sum(len(set(quads)) for iri, quads in graphs().items() if iri != ONTOLOGY_GRAPH)


def test_the_busiest_actors_come_first_and_ties_by_iri() -> None:
    found = statistics(example_store(), top=4).top_actors
    assert found == (
        ActorCount(f"{BASE}isis", "داعش", "ISIS", 2),
        ActorCount(f"{BASE}sdf", "قوات سوريا الديمقراطية", "Syrian Democratic Forces", 2),
        ActorCount(f"{BASE}turkey", "تركيا", "Turkey", 2),
        ActorCount(f"{BASE}coalition", "التحالف الدولي", "International Coalition", 1),
    )
    assert statistics(example_store()).top_actors[-1].label_en is None


def test_an_empty_graph_has_no_figures() -> None:
    found = statistics(GraphStore.in_memory())
    assert (found.documents, found.reports, found.events, found.entities, found.triples) == (0, 0, 0, 0, 0)
    assert (found.first_day, found.last_day, found.top_actors) == (None, None, ())


def test_the_packaged_ontology_is_not_counted() -> None:
    store = GraphStore.in_memory()
    store.put_graph(ONTOLOGY_GRAPH, graphs()[ONTOLOGY_GRAPH])
    assert statistics(store) == statistics(GraphStore.in_memory())


def test_the_figures_are_frozen() -> None:
    found = statistics(example_store())
    with pytest.raises(AttributeError):
        found.events = 0  # type: ignore[misc]
    with pytest.raises(TypeError):
        found.events_by_type["ASSAULT"] = 0  # type: ignore[index]

"""The graph as a network of who did what to whom: entities are nodes, events are edges.

No event is lost. An event runs from each actor to each target. One without a target runs from its actors to its
places. One without an actor gets a node of its own, tied to whatever it has (targets, places): an edge from a place to a
person would read as if the place had done it, and a made-up "unknown actor" would tie unrelated events together. An actor
with neither target nor place hangs from such a node too.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields

import networkx as nx

from extract.model import EntityKind
from kg.layout import layout
from kg.network_filters import Filters, Wishes, parse_filters, passing
from kg.network_rows import read_entities, read_events
from kg.network_values import NetworkEntity, NetworkEvent
from kg.solutions import Queryable

__all__ = ["Filters", "Wishes", "add_event", "build_network", "entity_attributes", "layout", "parse_filters"]


def build_network(store: Queryable, filters: Filters) -> "nx.MultiDiGraph[str]":
    """The events that pass the filters, as a directed multigraph.

    Nodes are IRIs with `kind` (an EntityKind's value, or `event` for an event that hangs on its own), `label_ar`, `label_en`,
    `aliases`, `latitude`, `longitude`, `precision_km`, `place_class`, `ground`. Edges have the event's IRI as key, `role` (what the edge's far end is
    to the event: target, place, or for a hanging event actor) and all fields of `NetworkEvent`. Entities that only
    speak are in `network.graph["speakers"]`, with a node's attributes by IRI; so are in `network.graph["larger"]` the places that hold
    others of the network. Nodes and edges come in sorted order.

    Raises InputError if a name of the filters names nothing.
    """
    entities = read_entities(store)
    events = list(passing(read_events(store, filters.types), filters, entities))
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    taking_part = {iri for event in events for iri in (*event.actors, *event.targets, *event.places)}
    for iri in sorted(taking_part):
        network.add_node(iri, **entity_attributes(iri, entities))
    for event in events:
        add_event(network, event)
    speakers = {report.attributed_to for event in events for report in event.reports if report.attributed_to} - taking_part
    network.graph["speakers"] = {iri: entity_attributes(iri, entities) for iri in sorted(speakers)}
    network.graph["larger"] = {iri: entity_attributes(iri, entities) for iri in sorted(_larger(taking_part, entities) - taking_part - speakers)}
    return network


def _larger(inner: Iterable[str], entities: Mapping[str, NetworkEntity]) -> set[str]:
    """All places that hold one of these, however far up."""
    found: set[str] = set()
    for iri in inner:
        entity = entities.get(iri)
        while entity is not None and entity.kind is EntityKind.PLACE and entity.part_of is not None and entity.part_of not in found:
            found.add(entity.part_of)
            entity = entities.get(entity.part_of)
    return found


def entity_attributes(iri: str, entities: Mapping[str, NetworkEntity]) -> dict[str, object]:
    """What a node tells of an entity."""
    entity = entities.get(iri)
    if entity is None:  # an entity without a type: named by the end of its IRI rather than left out
        return {"kind": "group", "label_ar": None, "label_en": iri.rsplit("/", 1)[-1], "aliases": ()}
    return {key: value for key, value in asdict(entity).items() if key != "id"} | {"kind": entity.kind.value}


def add_event(network: "nx.MultiDiGraph[str]", event: NetworkEvent) -> None:
    """Adds the edges of one event, and a node for it where it hangs on its own or has no participant; the entities are there already."""
    attributes = {field.name: getattr(event, field.name) for field in fields(event)}
    for source, target, role in _edges(event):
        if event.id in (source, target):
            network.add_node(event.id, kind="event", label_ar=event.label_ar, label_en=event.label_en or event.type.value.lower(), aliases=())
        network.add_edge(source, target, key=event.id, role=role, **attributes)
    if not event.actors and not event.targets and not event.places:
        network.add_node(event.id, kind="event", label_ar=event.label_ar, label_en=event.label_en or event.type.value.lower(), aliases=(), **_alone(attributes))


def _alone(attributes: Mapping[str, object]) -> dict[str, object]:
    """An event without any participant has no edge to carry it, so its node does."""
    return {key: value for key, value in attributes.items() if key not in ("label_ar", "label_en")} | {"role": "alone"}


def _edges(event: NetworkEvent) -> Iterator[tuple[str, str, str]]:
    """Source, target and role of each edge that an event becomes."""
    ends = [(iri, "target") for iri in event.targets] or [(iri, "place") for iri in event.places]
    if event.actors and ends:
        yield from ((actor, end, role) for actor in event.actors for end, role in ends)
        return
    yield from ((actor, event.id, "actor") for actor in event.actors)
    yield from ((event.id, target, "target") for target in event.targets)
    yield from ((event.id, place, "place") for place in event.places)

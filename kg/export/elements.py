"""Nodes and edges of a network one by one, sorted, with plain attributes: what a network larger than memory is written from."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

import networkx as nx

from extract.model import EventType
from kg.export.attributes import Plain, plain_attributes, plain_text
from kg.network import add_event, entity_attributes
from kg.network_rows import read_entities, read_events
from kg.sorting import sorted_lines
from kg.store_contract import ReadStore

_NODE, _EDGE = "0", "1"  # nodes stand first
_LOT = 10_000  # lines that are held at once; each has sentences in it


@dataclass(frozen=True, slots=True)
class Node:
    id: str
    attributes: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Edge:
    source: str
    target: str
    key: str
    attributes: Mapping[str, Plain]


def elements_of_network(network: "nx.MultiDiGraph[Any]") -> Iterator[Node | Edge]:
    """The nodes and then the edges, sorted, so that equal networks give the same ones."""
    return _sorted(_records(network))


def elements_of_store(store: ReadStore) -> Iterator[Node | Edge]:
    """Those of the network that `kg.network.build_network` makes of all events, of which no more than a lot is held at once."""
    return _sorted(chain.from_iterable(map(_records, _networks(store))))


def _networks(store: ReadStore) -> Iterator["nx.MultiDiGraph[str]"]:
    """A network for each event."""
    entities = read_entities(store)
    for event in read_events(store, EventType):
        network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for iri in (*event.actors, *event.targets, *event.places):
            network.add_node(iri, **entity_attributes(iri, entities))
        add_event(network, event)
        yield network


def _records(network: "nx.MultiDiGraph[Any]") -> Iterator[bytes]:
    for node, attributes in network.nodes(data=True):
        yield _record(_NODE, plain_text(str(node)), plain_attributes(attributes))
    for source, target, key, attributes in network.edges(keys=True, data=True):
        yield _record(_EDGE, plain_text(str(source)), plain_text(str(target)), plain_text(str(key)), plain_attributes(attributes))


def _record(*cells: str | Mapping[str, Plain]) -> bytes:
    """A line that sorts as its element is to stand; JSON holds no tab and no line break."""
    return "\t".join(json.dumps(cell, ensure_ascii=False) for cell in cells).encode() + b"\n"


def _sorted(records: Iterable[bytes]) -> Iterator[Node | Edge]:
    for line in sorted_lines(records, _LOT):
        sort, *cells = map(json.loads, line.decode().split("\t"))
        yield Node(*cells) if sort == _NODE else Edge(*cells)

"""From the network to what the page holds: nodes with positions, bundles of parallel edges, and the data behind them."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.layout import layout, strongest
from kg.network_details import EntityDetail, EventDetail
from kg.priors import load_priors
from kg.view.communities import communities, places_of
from kg.view.detail_rows import Known, entity_detail_row, event_detail_row, spellings
from kg.view.rows import TABLES, Documents, entity_row, event_row, report_rows

Payload = dict[str, Any]

SHAPES = {
    "state": "square", "government": "square", "military": "square", "coalition": "square", "armed-group": "diamond", "organization": "hexagon",
    "media": "hexagon", "person": "dot", "civilians": "triangleDown", "group": "triangleDown", "object": "square", "place": "dot", "event": "dot",
}  # fmt: skip

# More would make a file too large to send around; the page says how much it leaves out.
_MOST_ENTITIES = 20_000
# With more entities than this the page opens with communities; `scene.js` has the same number.
_WHOLE_UP_TO = 1000
# Sentences lie in blocks of this many events, each read when one of its events is first opened.
BLOCK = 500


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds: what is read at once, the sentences and the details of each `BLOCK` of events, and what is known about entities."""

    data: Payload
    evidence: tuple[list[Any], ...]
    details: tuple[list[Any], ...]
    about: list[Any]


def compose(network: "nx.MultiDiGraph[str]") -> Page:
    """All that the page needs, as JSON values; `data.js` says what each key means.

    Entities and events are told by their place in these lists; nodes are ids such as `n3` (entity 3) or `h0` (hanging events).
    """
    kept = _strongest(network)
    events = _events(kept)
    hanging = _hanging(kept, events)
    entities = [node for node in sorted(kept) if node not in events]
    ids = {iri: f"n{number}" for number, iri in enumerate(entities)} | {group: group for group in hanging.values()}
    groups = communities(kept) if len(entities) > _WHOLE_UP_TO else []
    order = {event: number for number, event in enumerate(events)}
    data = _composed(nx.relabel_nodes(kept, hanging), ids, order, bool(groups))
    alone = [[hanging[event], number] for number, event in enumerate(events) if kept.nodes.get(event, {}).get("role") == "alone"]
    folded = {"entities": len(network) - len(kept), "events": 0 if kept is network else len(_events(network)) - len(events)}
    data |= {"alone": alone, "folded": folded, "types": _type_labels(events), "tables": TABLES, "block": BLOCK}
    data["communities"] = [place and [*place] for place in places_of(kept, groups)]
    return _with_rows(data, kept, entities, events, {iri: number for number, members in enumerate(groups) for iri in members})


def _with_rows(data: Payload, kept: "nx.MultiDiGraph[str]", entities: list[str], events: Mapping[str, Mapping[str, Any]], community: Mapping[str, int]) -> Page:
    """The data with the rows of entities, events and documents, and the blocks of sentences."""
    others: Mapping[str, Any] = {**kept.graph.get("speakers", {}), **kept.graph.get("larger", {})}
    everything = {**{iri: kept.nodes[iri] for iri in entities}, **others}
    numbers, documents, base = {iri: number for number, iri in enumerate(everything)}, Documents(), _base([*everything, *events])
    data["base"] = base
    data["entities"] = [entity_row(iri, row, base, community.get(iri), numbers) for iri, row in everything.items()]
    data["events"] = [event_row(iri, row, base, numbers, documents) for iri, row in events.items()]
    told = [report_rows(row["reports"], numbers, documents) for row in events.values()]
    details, known = kept.graph.get("details", {}), Known(numbers, kept.graph.get("names", {}), documents)
    besides = [event_detail_row(details.get(iri, EventDetail()), row["reports"], known) for iri, row in events.items()]
    about, spelled = kept.graph.get("about", {}), spellings(events.values())
    beings = [entity_detail_row(about.get(iri, EntityDetail()), spelled.get(iri, []), known) for iri in numbers]
    data |= {"documents": documents.rows, "outlets": documents.outlets, "texts": known.texts.rows, "priors": _priors(details.values())}
    data["definitions"] = kept.graph.get("definitions", {"ar": {}, "en": {}})
    return Page(data, _blocks(told), _blocks(besides), beings)


def _blocks(rows: list[Any]) -> tuple[list[Any], ...]:
    return tuple(rows[start : start + BLOCK] for start in range(0, len(rows), BLOCK))


def _priors(details: Iterable[EventDetail]) -> dict[str, float]:
    """How much a denial and a supposition count in the arithmetic of belief."""
    priors = next((detail.reckoning.priors for detail in details if detail.reckoning), None) or load_priors()
    return {"denial": priors.denial, "hypothesis": priors.hypothesis}


def _base(iris: list[str]) -> str:
    """What most IRIs start with, up to `/id/`; empty if they have no such part."""
    starts = [iri[: iri.index("/id/") + 4] for iri in iris if "/id/" in iri]
    return max(sorted(set(starts)), key=starts.count, default="")


def _strongest(network: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    if len(network) <= _MOST_ENTITIES:
        return network
    kept = set(strongest(network)[:_MOST_ENTITIES])
    hanging = {node for node, kind in network.nodes(data="kind") if kind == "event" and kept.issuperset(nx.all_neighbors(network, node))}
    return network.subgraph(sorted(kept | hanging)).copy()


def _events(network: "nx.MultiDiGraph[str]") -> dict[str, Mapping[str, Any]]:
    """Event IRI → its attributes, sorted; from edges, or from the node of an event that has no participant."""
    found: dict[str, Mapping[str, Any]] = {key: row for _, _, key, row in network.edges(keys=True, data=True)}
    found |= {node: row for node, row in network.nodes(data=True) if row.get("role") == "alone"}
    return dict(sorted(found.items()))


def _type_labels(events: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """The ontology's own words for the types that occur, by language, where the graph carries them."""
    labels: dict[str, dict[str, str]] = {"ar": {}, "en": {}}
    for row in events.values():
        for language, known in labels.items():
            if row[f"label_{language}"]:
                known[row["type"].value] = row[f"label_{language}"]
    return labels


def _hanging(network: "nx.MultiDiGraph[str]", events: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Node of a hanging event → `h0`, `h1` …: events of one type that hang from the same entities share a node."""
    groups: dict[str, str] = {}
    named: dict[tuple[object, ...], str] = {}
    for event, row in events.items():
        if event in network:
            alike = (row["type"], row["actors"], row["targets"], row["places"])
            groups[event] = named.setdefault(alike, f"h{len(named)}")
    return groups


class _Ids(dict[str, None]):
    """The ids that pyvis asks for at every node and edge: as its own list they make composing quadratic."""

    def append(self, identifier: str) -> None:
        self[identifier] = None


def _composed(drawn: "nx.MultiDiGraph[str]", ids: Mapping[str, str], numbers: Mapping[str, int], aggregated: bool) -> Payload:
    """What pyvis's Network makes of the nodes and bundles, as rows: id, kind, shape, size, x, y; and from, to, type, role, events.

    In an aggregated page the communities have positions and their members none: they stand around it when it is opened.
    """
    from pyvis.network import Network  # brings IPython along, which a command that draws nothing should not wait for

    canvas = Network(directed=True)
    canvas.node_ids = _Ids()
    places = {} if aggregated else layout(drawn)
    for node in sorted(drawn, key=lambda node: ids[node]):
        kind, (x, y) = drawn.nodes[node]["kind"], places.get(node, (None, None))
        weight = len({key for _, _, key in [*drawn.in_edges(node, keys=True), *drawn.out_edges(node, keys=True)]})
        canvas.add_node(ids[node], label=" ", shape=SHAPES[kind], x=x, y=y, size=_size(kind, weight), kind=kind, physics=False)
    for (source, target, type_), events in sorted(_bundles(drawn, ids, numbers).items()):
        canvas.add_edge(source, target, type=type_, role=min(events.values()), events=sorted(events))
    nodes, edges, *_ = canvas.get_network_data()
    kinds, types = TABLES["kinds"], TABLES["types"]
    return {
        "nodes": [[node["id"], kinds.index(node["kind"]), node["shape"], node["size"], *([node["x"], node["y"]] if places else [])] for node in nodes],
        "bundles": [[edge["from"], edge["to"], types.index(edge["type"]), edge["role"], edge["events"]] for edge in edges],
    }


def _size(kind: str, weight: int) -> float:
    """The radius of a node in pixels: an area that grows with its events."""
    return 5.0 if kind == "event" else round(min(26.0, 7.0 + 2.8 * math.sqrt(weight)), 1)


def _bundles(drawn: "nx.MultiDiGraph[str]", ids: Mapping[str, str], numbers: Mapping[str, int]) -> dict[tuple[str, str, str], dict[int, str]]:
    """Source, target and type → the events that one edge stands for, each with its role."""
    found: dict[tuple[str, str, str], dict[int, str]] = {}
    for source, target, row in drawn.edges(data=True):
        found.setdefault((ids[source], ids[target], row["type"].value), {})[numbers[row["id"]]] = row["role"]
    return found

"""From the network to what the page draws: nodes with positions, bundles of parallel edges, and the data behind them."""

import math
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import networkx as nx

from kg.layout import layout, strongest
from kg.model import PlaceClass
from kg.network_values import NetworkReport

Payload = dict[str, Any]

SHAPES = {
    "state": "square", "government": "square", "military": "square", "coalition": "square", "armed-group": "diamond", "organization": "hexagon",
    "media": "hexagon", "person": "dot", "civilians": "triangleDown", "group": "triangleDown", "object": "square", "place": "dot", "event": "dot",
}  # fmt: skip

# More bundles than this between two nodes become one for each direction: fans of curves cannot be told apart.
_WIDEST_FAN = 4
_CURVE = 0.24
# More would make a file too large to send around; the page says how much it leaves out.
_MOST_ENTITIES = 3000
_MIXED = "MIXED"
_SPREAD = frozenset({PlaceClass.AREA, PlaceClass.SECTOR, PlaceClass.LINE})  # places whose position is only the middle of them


def compose(network: "nx.MultiDiGraph[str]") -> Payload:
    """All that the page needs, as JSON values: `nodes` and `edges` for vis-network by way of pyvis, `alone` (events
    without any participant, with the node that each shares with its like), `entities`, `events`, `folded`.

    Entities and events are told by their place in these lists; nodes are ids such as `n3` (entity 3) or `h0` (hanging events).
    """
    kept = _strongest(network)
    hanging = _hanging(kept)
    drawn = nx.relabel_nodes(kept, hanging)
    events = _events(kept)
    entities = _entities(kept, events)
    ids = {iri: f"n{number}" for number, iri in enumerate(entities)} | {group: group for group in hanging.values()}
    composed = _composed(drawn, ids, {event: number for number, event in enumerate(events)})
    alone = [{"node": hanging[event], "event": number} for number, event in enumerate(events) if kept.nodes.get(event, {}).get("role") == "alone"]
    speakers: Mapping[str, Any] = network.graph.get("speakers", {})
    everything = {iri: dict(kept.nodes[iri]) for iri in entities} | {iri: dict(row) for iri, row in speakers.items()}
    numbers = {iri: number for number, iri in enumerate(everything)}
    return composed | {
        "alone": alone,
        "entities": [_entity(iri, row) for iri, row in everything.items()],
        "events": [_event(event, row, numbers) for event, row in events.items()],
        "types": _type_labels(events),
        "folded": {"entities": len(network) - len(kept), "events": len(_events(network)) - len(events)},
    }


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


def _hanging(network: "nx.MultiDiGraph[str]") -> dict[str, str]:
    """Node of a hanging event → `h0`, `h1` …: events of one type that hang from the same entities share a node."""
    groups: dict[str, str] = {}
    named: dict[tuple[object, ...], str] = {}
    for event, row in _events(network).items():
        if event in network:
            alike = (row["type"], row["actors"], row["targets"], row["places"])
            groups[event] = named.setdefault(alike, f"h{len(named)}")
    return groups


def _entities(network: "nx.MultiDiGraph[str]", events: Mapping[str, object]) -> list[str]:
    return [node for node in sorted(network) if node not in events]


def _composed(drawn: "nx.MultiDiGraph[str]", ids: Mapping[str, str], numbers: Mapping[str, int]) -> Payload:
    """What pyvis's Network makes of the drawn nodes and bundles."""
    from pyvis.network import Network  # brings IPython along, which a command that draws nothing should not wait for

    canvas = Network(directed=True)
    places = layout(drawn)
    for node in sorted(drawn, key=lambda node: ids[node]):
        row, (x, y) = drawn.nodes[node], places[node]
        weight = len({key for _, _, key in [*drawn.in_edges(node, keys=True), *drawn.out_edges(node, keys=True)]})
        canvas.add_node(ids[node], label=" ", shape=SHAPES[row["kind"]], x=x, y=y, size=_size(row["kind"], weight), kind=row["kind"], physics=False)
    for bundle in _bundles(drawn, ids, numbers):
        canvas.add_edge(bundle.pop("source"), bundle.pop("target"), **bundle)
    nodes, edges, *_ = canvas.get_network_data()
    return {"nodes": nodes, "edges": edges}


def _size(kind: str, weight: int) -> float:
    """The radius of a node in pixels: an area that grows with its events."""
    return 5.0 if kind == "event" else round(min(24.0, 6.0 + 2.6 * math.sqrt(weight)), 1)


def _bundles(drawn: "nx.MultiDiGraph[str]", ids: Mapping[str, str], numbers: Mapping[str, int]) -> list[Payload]:
    """One edge for each source, target and type, curved so that those between the same two nodes lie side by side."""
    fans: dict[tuple[str, str], dict[tuple[str, str, str], dict[int, str]]] = {}
    for source, target, row in drawn.edges(data=True):
        here, there = ids[source], ids[target]
        fan = fans.setdefault((min(here, there), max(here, there)), {})
        fan.setdefault((here, there, str(row["type"])), {})[numbers[row["id"]]] = row["role"]
    bundles: list[Payload] = []
    for _, fan in sorted(fans.items()):
        bundles += _fan(fan if len(fan) <= _WIDEST_FAN else _merged(fan))
    return [bundle | {"id": f"b{number}"} for number, bundle in enumerate(bundles)]


def _merged(fan: Mapping[tuple[str, str, str], dict[int, str]]) -> dict[tuple[str, str, str], dict[int, str]]:
    merged: dict[tuple[str, str, str], dict[int, str]] = {}
    for (source, target, _), events in fan.items():
        merged.setdefault((source, target, _MIXED), {}).update(events)
    return merged


def _fan(fan: Mapping[tuple[str, str, str], dict[int, str]]) -> list[Payload]:
    bundles: list[Payload] = []
    for number, ((source, target, type_), events) in enumerate(sorted(fan.items())):
        bend = (number - (len(fan) - 1) / 2) * _CURVE * (1 if source <= target else -1)
        smooth = {"enabled": True, "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": round(abs(bend), 3)} if bend else {"enabled": False}
        bundles.append({"source": source, "target": target, "type": type_, "events": sorted(events), "role": min(events.values()), "smooth": smooth})
    return bundles


def _entity(iri: str, row: Mapping[str, Any]) -> Payload:
    return {
        "id": iri,
        "kind": row["kind"],
        "ar": row["label_ar"],
        "en": row["label_en"],
        "aliases": list(row.get("aliases") or ()),
        "position": [row["latitude"], row["longitude"]] if row.get("latitude") is not None else None,
        "precision": row.get("precision_km"),
        "spread": row.get("place_class") in _SPREAD,
    }


def _event(iri: str, row: Mapping[str, Any], numbers: Mapping[str, int]) -> Payload:
    return {
        "id": iri,
        "type": row["type"].value,
        **{role: [numbers[entity] for entity in row[role] if entity in numbers] for role in ("actors", "targets", "places")},
        **{key: row[key] for key in ("date", "first", "last", "precision", "factuality", "belief")},
        "words": row["date_words"],
        "counts": [[count.kind, count.low, count.high, count.exactness] for count in row["counts"]],
        "reports": [_report(report, numbers) for report in row["reports"]],
    }


def _report(report: NetworkReport, numbers: Mapping[str, int]) -> Payload:
    return {
        "sentence": report.sentence,
        "trigger": report.trigger,
        "mentions": [[mention.role, mention.start, mention.end, numbers.get(mention.entity or "")] for mention in report.mentions],
        "outlet": report.source,
        "title": report.title,
        "published": report.published,
        "document": report.document.rsplit("/", 1)[-1],
        "url": web_address(report.url),
        "says": numbers.get(report.attributed_to or ""),
        "factuality": report.factuality,
    }


def web_address(url: str | None) -> str | None:
    """The address if it is an absolute http or https one, else None: a page must not lead into script or local files."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None

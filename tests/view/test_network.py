"""The network: no event is lost, filters keep what they say, the layout is the same every time."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from news_fixture import BASE, entities, news_store, read_event, store_of
from pyoxigraph import Store

from extract.model import EntityKind, EventType
from kg.layout import _box
from kg.model import Entity
from kg.network import Filters, build_network, layout
from kg.network_rows import span_within
from kg.solutions import rows
from kg.store import GraphStore
from kg.view.compose import compose
from ontology.errors import InputError, StoreError

Everything = "nx.MultiDiGraph[str]"


def network_of(*lines: str, filters: Filters | None = None) -> Everything:
    documents, events = [], []
    for number, line in enumerate(lines):
        read, event = read_event(line, number)
        documents += read
        events.append(event)
    return build_network(store_of(entities(), documents, events), filters or Filters())


def edges(network: Everything) -> list[tuple[str, str, str]]:
    return [(source.removeprefix(BASE), target.removeprefix(BASE), role) for source, target, role in network.edges(data="role")]


SHAPES = [
    ("actor and target", "ASSAULT .9 [a:dawn|الجبهة] [!|هاجمت] [t:falcons|اللواء] في [p:place/basalt|القلعة]", [("dawn", "falcons", "target")]),
    (
        "two actors, two targets",
        "CONSULT .9 [a:leila|ليلى] و[a:samer|سامر] [!|التقيا] [t:union|الاتحاد] و[t:mission|البعثة]",
        [("leila", "mission", "target"), ("leila", "union", "target"), ("samer", "mission", "target"), ("samer", "union", "target")],
    ),
    ("no target", "RETREAT .9 [a:dawn|الجبهة] [!|انسحبت] من [p:place/basalt|القلعة]", [("dawn", "place/basalt", "place")]),
    ("actor alone", "MOBILIZE .9 [a:dawn|الجبهة] [!|حشدت] قواتها", [("dawn", "event/e000", "actor")]),
    (
        "no actor",
        "ASSAULT .9 [!|قُتل] [t:civilians|مدنيون] في [p:place/basalt|القلعة]",
        [("event/e000", "civilians", "target"), ("event/e000", "place/basalt", "place")],
    ),
    ("place alone", "ASSAULT .9 [!|انفجار] في [p:place/basalt|القلعة]", [("event/e000", "place/basalt", "place")]),
    ("itself", "ACCUSE .9 [a:dawn|الجبهة] [!|لامت] [t:dawn|نفسها]", [("dawn", "dawn", "target")]),
]


@pytest.mark.parametrize(("line", "expected"), [case[1:] for case in SHAPES], ids=[case[0] for case in SHAPES])
def test_every_event_becomes_edges(line: str, expected: list[tuple[str, str, str]]) -> None:
    assert edges(network_of(line)) == expected


def test_an_event_without_participants_is_a_node() -> None:
    network = network_of("ASSAULT .9 وقع [!|انفجار] ليلًا")
    assert not network.edges
    assert network.nodes[f"{BASE}event/e000"]["role"] == "alone"
    assert network.nodes[f"{BASE}event/e000"]["reports"][0].sentence == "وقع انفجار ليلًا."


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*(st.sets(st.sampled_from(pool), max_size=2) for pool in (["dawn", "samer"], ["falcons", "dawn"], ["place/basalt"]))), max_size=6))
def test_no_event_is_lost(parts: list[tuple[set[str], ...]]) -> None:
    lines = ["ASSAULT .5 [!|ضرب] " + " ".join(f"[{role}:{one}|اسم]" for role, some in zip("atp", part, strict=True) for one in sorted(some)) for part in parts]
    network = network_of(*lines)
    found = {key for _, _, key in network.edges(keys=True)} | {node for node, role in network.nodes(data="role") if role == "alone"}
    assert found == {f"{BASE}event/e{number:03}" for number in range(len(parts))}


def test_an_edge_tells_all_of_its_event() -> None:
    network = network_of(
        "ASSAULT denied .4128 قال [s:monitor|الرصد] إن [a:dawn|الجبهة] [!|قصفت] [t:civilians|الأهالي] في [p:place/basalt|القلعة] "
        "[d:2024-02-04|الأحد] فقُتل [c:killed=3|ثلاثة]"
    )
    edge = network.edges[f"{BASE}dawn", f"{BASE}civilians", f"{BASE}event/e000"]
    report = edge["reports"][0]
    assert (edge["type"], edge["factuality"], edge["belief"], edge["date"], edge["first"]) == (EventType.ASSAULT, "denied", 0.4128, "2024-02-04", "2024-02-04")
    assert edge["places"] == (f"{BASE}place/basalt",)
    assert [(count.kind, count.low, count.high) for count in edge["counts"]] == [("killed", 3, 3)]
    assert report.sentence[slice(*report.trigger)] == "قصفت"
    assert {mention.role: report.sentence[mention.start : mention.end] for mention in report.mentions} == {
        "source": "الرصد", "actor": "الجبهة", "target": "الأهالي", "place": "القلعة", "time": "الأحد", "count": "ثلاثة",
    }  # fmt: skip
    assert (report.attributed_to, report.source, report.url) == (f"{BASE}monitor", "وكالة الضفة", "https://example.org/wire/0")
    assert network.graph["speakers"][f"{BASE}monitor"]["label_en"] == "Valley Monitor"


def test_an_edge_tells_stances_and_independent_sources() -> None:
    network = network_of("AGREE planned .5 [a:dawn|الجبهة] قد [!|توقّع] مع [t:falcons|اللواء] // [!|توقّع] [a:dawn|الجبهة] مع [t:falcons|اللواء]")
    edge = network.edges[f"{BASE}dawn", f"{BASE}falcons", f"{BASE}event/e000"]
    assert edge["sources"] == 2
    assert [report.stance for report in edge["reports"]] == ["plans", "plans"]


def test_the_places_that_hold_others_come_along() -> None:
    """Of a village its governorate and the state of that, though no event names them; and no circle holds anything up."""
    larger = {"place/basalt": "place/upland", "place/upland": "place/sahlan-land", "place/sahlan-land": "place/upland"}
    made = {one: Entity(one, EntityKind.PLACE, one, one) for one in larger if one not in entities()}
    known = {one: replace(entity, parent=larger.get(one)) for one, entity in (entities() | made).items()}
    documents, event = read_event("ASSAULT .9 [a:dawn|الجبهة] [!|هاجمت] في [p:place/basalt|القلعة]")
    network = build_network(store_of(known, documents, [event]), Filters())
    assert set(network.graph["larger"]) == {f"{BASE}place/upland", f"{BASE}place/sahlan-land"}
    data = compose(network).data
    rows = {row[0]: row for row in data["entities"]}
    assert data["entities"][rows["place/basalt"][7]] is rows["place/upland"]
    assert {"n" + str(data["entities"].index(rows["place/upland"]))}.isdisjoint(node[0] for node in data["nodes"])


def test_nodes_have_names_kinds_and_positions() -> None:
    network = build_network(news_store(), Filters())
    dawn, basalt = network.nodes[f"{BASE}dawn"], network.nodes[f"{BASE}place/basalt"]
    assert (dawn["kind"], dawn["label_ar"], dawn["label_en"]) == ("armed-group", "جبهة الفجر", "Dawn Front")
    assert set(dawn["aliases"]) == {"جبهة الفجر الجديد", "Fajr Front"}
    assert basalt["kind"] == "place"
    assert 33 < basalt["latitude"] < 35
    assert basalt["precision_km"] == 5.0


def test_it_reads_a_graph_store_as_it_reads_a_bare_one() -> None:
    bare = news_store()
    with GraphStore.in_memory() as store:
        for graph in bare.named_graphs():
            store.put_graph(graph.value, bare.quads_for_pattern(None, None, None, graph))
        found = build_network(store, Filters())
    assert list(found.edges(data=True, keys=True)) == list(build_network(bare, Filters()).edges(data=True, keys=True))


LINES = (
    "ASSAULT .9 [a:dawn|الجبهة] [!|هاجمت] [t:falcons|اللواء] [d:2024-01-10|الأربعاء]",
    "AID .4 [a:crescent|الهلال] [!|أغاث] [t:dawn|الجبهة] [d:2024-03|آذار]",
    "ACCUSE .6 [a:samer|سامر] [!|اتهم] [t:dawn|الجبهة]",
)
CHOICES = [
    ({}, "012"),
    ({"types": (EventType.AID, EventType.ACCUSE)}, "12"),
    ({"types": ()}, ""),
    ({"minimum_belief": 0.6}, "02"),
    ({"first": date(2024, 1, 11)}, "1"),
    ({"first": date(2024, 1, 10)}, "01"),
    ({"last": date(2024, 3, 1)}, "01"),
    ({"last": date(2024, 2, 29)}, "0"),
    ({"first": date(2024, 3, 5), "last": date(2024, 3, 6)}, "1"),
    ({"actor": "dawn"}, "0"),
    ({"actor": "جبهة الفجر"}, "0"),
    ({"actor": "  جبهةُ الفجر "}, "0"),
    ({"actor": "FAJR front"}, "0"),
    ({"actor": f"{BASE}samer"}, "2"),
]


@pytest.mark.parametrize(("chosen", "expected"), CHOICES, ids=[str(case[0]) for case in CHOICES])
def test_filters(chosen: dict[str, object], expected: str) -> None:
    network = network_of(*LINES, filters=Filters(**chosen))  # type: ignore[arg-type]
    assert sorted(key[-1] for _, _, key in network.edges(keys=True)) == list(expected)


@pytest.mark.parametrize(
    ("chosen", "message"),
    [({"minimum_belief": 1.5}, "not within 0 and 1"), ({"first": date(2024, 2, 1), "last": date(2024, 1, 1)}, "swap the two")],
)
def test_impossible_filters_are_refused(chosen: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Filters(**chosen)  # type: ignore[arg-type]


@pytest.mark.parametrize("actor", ["nobody at all", "", "daw", "> . } DROP ALL #"])
def test_an_unknown_actor_is_an_error_not_an_empty_page(actor: str) -> None:
    with pytest.raises(InputError, match="no entity of this graph"):
        network_of(*LINES, filters=Filters(actor=actor))


def test_an_almost_right_actor_is_hinted_at() -> None:
    with pytest.raises(InputError, match="near it: جبهة الفجر"):
        network_of(*LINES, filters=Filters(actor="جبهة الفجار"))


def test_an_empty_graph_gives_an_empty_network() -> None:
    network = build_network(Store(), Filters())
    assert not network.nodes
    assert layout(network) == {}


def test_a_store_that_does_not_answer_in_solutions_is_named() -> None:
    class Deaf:
        def query(self, query: str, /) -> object:
            return []

    with pytest.raises(StoreError, match="list"):
        list(rows(Deaf(), "SELECT * WHERE { ?s ?p ?o }"))


SPANS = [
    ("offsets and words agree", (10, "14", "19", "هاجمت"), (4, 9)),
    ("words alone", (None, None, None, "هاجمت"), (4, 9)),
    ("words decide where offsets disagree", (10, "11", "16", "هاجمت"), (4, 9)),
    ("offsets alone", (10, "10", "13", None), (0, 3)),
    ("named in an earlier sentence", (10, "2", "5", "زيد"), None),
    ("behind the sentence", (10, "90", "95", "هاجمت"), None),
    ("words that stand there twice", (None, None, None, "زيد"), None),
    ("empty", (10, "14", "14", None), None),
    ("nothing known", (10, None, None, None), None),
]


@pytest.mark.parametrize(("given_", "expected"), [case[1:] for case in SPANS], ids=[case[0] for case in SPANS])
def test_spans_within_a_sentence(given_: tuple[int | None, str | None, str | None, str | None], expected: tuple[int, int] | None) -> None:
    assert span_within("زيد هاجمت زيد", *given_) == expected


def test_nodes_and_edges_do_not_depend_on_the_order_of_the_graph() -> None:
    store, turned = news_store(), Store()
    turned.extend(reversed(list(store)))
    one, other = build_network(store, Filters()), build_network(turned, Filters())
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(data=True, keys=True)) == list(other.edges(data=True, keys=True))
    assert layout(one) == layout(other)


def test_labels_do_not_cover_each_other() -> None:
    network = build_network(news_store(), Filters())
    assert 40 <= len(network) <= 70
    assert not list(overlaps(network, layout(network)))


def overlaps(network: Everything, places: dict[str, tuple[float, float]]) -> Iterator[tuple[str, str]]:
    for one, other in itertools.combinations(sorted(network), 2):
        (wide, high), (broad, tall) = _box(network.nodes[one]), _box(network.nodes[other])
        if abs(places[one][0] - places[other][0]) < wide + broad - 2 and abs(places[one][1] - places[other][1]) < high + tall - 2:
            yield one, other


def bushy(nodes: int) -> Everything:
    network: Everything = nx.MultiDiGraph()
    shape = nx.Graph([(number, number // 3) for number in range(1, nodes)] + [(number, number // 3 + 1) for number in range(6, nodes, 4)])
    network.add_nodes_from((str(node), {"kind": "person", "label_ar": f"اسم {node}", "label_en": None}) for node in shape)
    network.add_edges_from((str(one), str(other)) for one, other in shape.edges)
    return network


@pytest.mark.parametrize("nodes", [60, 400, 2000])
def test_layout_keeps_neighbours_near(nodes: int) -> None:
    network = bushy(nodes)
    places = layout(network)
    assert set(places) == set(network)
    assert len(set(places.values())) == nodes
    near = [distance(places[one], places[other]) for one, other in network.edges()]
    half = len(network) // 2
    far = [distance(places[str(number)], places[str(number + half)]) for number in range(half)]
    assert sum(near) / len(near) < 0.8 * sum(far) / len(far)


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5


def test_parts_that_are_not_connected_stand_side_by_side() -> None:
    network = network_of(*LINES, "AID .9 [a:doctors|الأطباء] [!|عالجوا] [t:displaced|النازحين]", "AID .9 [a:union|الاتحاد] [!|أعان] [t:teachers|المعلمين]")
    places = layout(network)
    assert not list(overlaps(network, places))
    assert nx.number_weakly_connected_components(network) == 3

"""The page as text: one file, nothing remote, nothing hostile alive, the same bytes every time."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from news_fixture import BASE, entities, news_store, read_event, store_of
from pyoxigraph import Store

from extract.model import CountKind, EntityKind, EventType, Exactness, Factuality
from kg.model import Entity
from kg.network import Filters, build_network
from kg.view.compose import compose, web_address
from kg.view.page import render_page, write_page
from ontology.errors import InputError
from ontology.terms import EVENT_CLASS

VIEW = Path(__file__).resolve().parents[2] / "kg" / "view"
HOSTILE = [
    "<script>window.struck = 1</script>",
    "</script><script>window.struck = 1</script>",
    "<!--<script>",
    "\"><img src=x onerror='window.struck = 1'>",
    "]]></style></title><svg onload=window.struck=1>",
    "javascript:window.struck=1",
    "سطر\u2028آخر\u2029ثالث",
    "قبل\u202eبعد\u2066\u2069\u2069",
    "{{ 7 * 7 }}{% raw %}",
    "\\u003cscript\\u003e\\",
    "&lt;b&gt; &amp;",
]


class Reader(HTMLParser):
    """What a browser would see: elements with attributes, and the text of script and style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.blocks: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.elements.append((f"/{tag}", {}))

    def handle_data(self, data: str) -> None:
        tag, attributes = self.elements[-1] if self.elements else ("", {})
        if tag in ("script", "style", "title"):
            self.blocks.append((tag, attributes, data))

    def block(self, tag: str, kind: str | None = None) -> list[str]:
        return ["".join(text for name, attributes, text in self.blocks if name == tag and attributes is own) for own in self._own(tag, kind)]

    def _own(self, tag: str, kind: str | None) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag and attributes.get("type") == kind]


def page_of(store: Store, title: str = "سهلان") -> str:
    return render_page(build_network(store, Filters()), title)


def data_of(page: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Reader(page).block("script", "application/json")[0])
    return found


@pytest.fixture(scope="module")
def page() -> str:
    return page_of(news_store())


def hostile_store(text: str) -> Store:
    documents, event = read_event(f"ASSAULT .9 [a:evil|{text.replace(']', '').replace('|', '')}] [!|هاجم] [t:dawn|الجبهة]")
    return store_of(entities() | {"evil": Entity("evil", EntityKind.GROUP, text, text, aliases=(text,))}, documents, [event])


def test_nothing_is_fetched(page: str) -> None:
    reader = Reader(page)
    fetching = {"src", "href", "srcset", "action", "formaction", "data", "poster", "background", "xlink:href", "style", "ping", "manifest"}
    assert [(tag, fetching & set(attributes)) for tag, attributes in reader.elements if fetching & set(attributes)] == []
    assert {"link", "iframe", "img", "object", "embed", "base", "form"}.isdisjoint(tag for tag, _ in reader.elements)
    assert not [name for _, attributes in reader.elements for name in attributes if name.startswith("on")]
    assert not re.search(r"url\(|@import|expression\(", reader.block("style")[0])
    assert "sourceMappingURL" not in page


def test_our_script_neither_fetches_nor_makes_markup() -> None:
    for path in sorted(VIEW.glob("*.js")):
        text = path.read_text(encoding="utf-8")
        markup = r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|setHTML"
        fetching = r"fetch\(|XMLHttp|\bimport\b|WebSocket|sendBeacon|localStorage"
        assert not re.search(f"{markup}|{fetching}", text), path.name


def test_the_policy_allows_exactly_our_blocks(page: str) -> None:
    reader = Reader(page)
    policy = next(attributes["content"] for tag, attributes in reader.elements if attributes.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in (policy or "").split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"].split() == [hashed(block) for block in reader.block("script")]
    assert rules["style-src"].split() == [hashed(block) for block in reader.block("style")]
    assert "unsafe" not in str(policy)
    assert rules["img-src"] == "data:"


def hashed(block: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()}'"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(text: str) -> None:
    page, harmless = page_of(hostile_store(text), text), page_of(hostile_store("اسم"), "سهلان")
    assert [element for element, _ in Reader(page).elements] == [element for element, _ in Reader(harmless).elements]
    found = data_of(page)
    assert found["title"] == text
    assert text in [entity["ar"] for entity in found["entities"]]
    block = Reader(page).block("script", "application/json")[0]
    assert not re.search("[<>&\u2028\u2029]", block)


ADDRESSES = [
    ("https://example.org/a?b=c", True), ("http://example.org", True), ("HTTPS://EXAMPLE.ORG", True), ("javascript:alert(1)", False),
    ("JaVaScRiPt:alert(1)", False), ("data:text/html,x", False), ("file:///etc/passwd", False), ("//example.org", False), ("https:", False),
    ("ftp://example.org", False), ("http://[broken", False), ("", False), (None, False),
]  # fmt: skip


@pytest.mark.parametrize(("url", "good"), ADDRESSES)
def test_only_web_addresses_become_links(url: str | None, good: bool) -> None:
    assert web_address(url) == (url if good else None)


def test_the_same_graph_gives_the_same_bytes(page: str) -> None:
    turned = Store()
    turned.extend(reversed(list(news_store())))
    assert page_of(turned) == page


def test_the_bytes_do_not_depend_on_the_process() -> None:
    code = (
        "import hashlib, news_fixture as n; from kg.network import *; from kg.view.page import render_page;"
        "print(hashlib.sha256(render_page(build_network(n.news_store(), Filters())).encode()).hexdigest())"
    )
    root = Path(__file__).resolve().parents[2]
    paths = os.pathsep.join((str(root), str(Path(__file__).parent)))
    surroundings = [{**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": seed} for seed in ("1", "2")]
    runs = [subprocess.run([sys.executable, "-c", code], env=around, capture_output=True, text=True, check=True) for around in surroundings]
    assert runs[0].stdout == runs[1].stdout != ""


def test_the_page_is_small(page: str) -> None:
    assert len(page.encode()) < 1_500_000 + 60 * 1024


def test_it_is_written_and_a_bad_path_is_explained(tmp_path: Path) -> None:
    network = build_network(news_store(), Filters())
    write_page(network, tmp_path / "network.html", "عنوان")
    assert (tmp_path / "network.html").read_text(encoding="utf-8") == render_page(network, "عنوان")
    with pytest.raises(InputError, match="cannot be written"):
        write_page(network, tmp_path / "nowhere" / "network.html", "عنوان")


def test_an_empty_network_is_still_a_page() -> None:
    assert data_of(page_of(Store()))["events"] == []


def composed(*lines: str) -> dict[str, Any]:
    documents, events = [], []
    for number, line in enumerate(lines):
        read, event = read_event(line, number * 10)
        documents += read
        events.append(event)
    return compose(build_network(store_of(entities(), documents, events), Filters()))


def test_parallel_events_are_bundled_by_type() -> None:
    found = composed(*["ASSAULT .9 [a:dawn|الجبهة] [!|هاجمت] [t:falcons|اللواء]"] * 3, "ACCUSE .9 [a:dawn|الجبهة] [!|اتهمت] [t:falcons|اللواء]")
    assert sorted((edge["type"], len(edge["events"])) for edge in found["edges"]) == [("ACCUSE", 1), ("ASSAULT", 3)]
    bends = {(edge["smooth"].get("type"), edge["smooth"].get("roundness")) for edge in found["edges"]}
    assert len(bends) == 2  # they do not lie upon each other


def test_there_and_back_are_two_bundles_that_bend_apart() -> None:
    found = composed("ASSAULT .9 [a:dawn|الجبهة] [!|هاجمت] [t:falcons|اللواء]", "ASSAULT .9 [a:falcons|اللواء] [!|هاجم] [t:dawn|الجبهة]")
    assert [edge["smooth"]["type"] for edge in found["edges"]] == ["curvedCCW", "curvedCCW"]  # each to its own left, thus on opposite sides
    assert {(edge["from"], edge["to"]) for edge in found["edges"]} == {("n0", "n1"), ("n1", "n0")}


def test_a_wide_fan_becomes_one_bundle() -> None:
    found = composed(*[f"{type_.value} .9 [a:dawn|الجبهة] [!|فعلت] [t:falcons|اللواء]" for type_ in EventType])
    assert [(edge["type"], len(edge["events"])) for edge in found["edges"]] == [("MIXED", 16)]


def test_like_events_without_actor_hang_from_one_node() -> None:
    found = composed(*["ASSAULT .9 [!|قُتل] [t:civilians|مدنيون]"] * 3, "COERCE .9 [!|اعتُقل] [t:civilians|مدنيون]")
    assert sorted(node["id"] for node in found["nodes"]) == ["h0", "h1", "n0"]
    assert sorted(len(edge["events"]) for edge in found["edges"]) == [1, 3]


def test_like_events_without_any_participant_are_all_there() -> None:
    found = composed(*["ASSAULT .9 [!|انفجار]"] * 3, "COERCE .9 [!|اعتقالات]")
    assert sorted(one["event"] for one in found["alone"]) == [0, 1, 2, 3]
    assert sorted(one["node"] for one in found["alone"]) == ["h0", "h0", "h0", "h1"]


def test_every_event_of_the_network_can_be_reached(page: str) -> None:
    found = data_of(page)
    drawn = {event for edge in found["edges"] for event in edge["events"]} | {one["event"] for one in found["alone"]}
    assert drawn == set(range(60))
    assert all(report["sentence"] for event in found["events"] for report in event["reports"])


def test_what_is_too_much_is_folded_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.view.compose._MOST_ENTITIES", 10)
    found = compose(build_network(news_store(), Filters()))
    assert len([node for node in found["nodes"] if node["kind"] != "event"]) <= 10
    assert found["folded"]["entities"] > 0
    assert found["folded"]["events"] + len(found["events"]) == 60


def test_the_words_are_complete_in_both_languages() -> None:
    words = json.loads((VIEW / "words.json").read_text(encoding="utf-8"))
    assert {group: set(words["ar"][group]) for group in words["ar"]} == {group: set(words["en"][group]) for group in words["en"]}
    assert set(words["ar"]["type"]) >= {one.value for one in EventType}
    assert set(words["ar"]["kind"]) >= {one.value for one in EntityKind}
    assert set(words["ar"]["factuality"]) == {one.value for one in Factuality}
    assert set(words["ar"]["count"]) == {one.value for one in CountKind}
    assert set(words["ar"]["exactness"]) == {one.value for one in Exactness}
    holes = re.compile(r"\{\w+\}")
    assert all(set(holes.findall(words["ar"]["ui"][key])) == set(holes.findall(text)) for key, text in words["en"]["ui"].items())


def test_every_word_that_the_script_asks_for_is_there() -> None:
    words = json.loads((VIEW / "words.json").read_text(encoding="utf-8"))["en"]["ui"]
    script = "\n".join(path.read_text(encoding="utf-8") for path in VIEW.glob("*.js"))
    asked = set(re.findall(r'word\("ui", "(\w+)"\)', script)) | set(re.findall(r'phrase\("(\w+)"', script))
    assert asked <= set(words)


def test_the_names_of_types_are_those_of_the_ontology_where_the_graph_has_them() -> None:
    store = news_store()
    label = f"<{EVENT_CLASS['AID']}> <http://www.w3.org/2000/01/rdf-schema#label> 'عون'@ar"
    store.update(f"INSERT DATA {{ GRAPH <https://w3id.org/khabar/ontology> {{ {label} }} }}")
    assert compose(build_network(store, Filters()))["types"] == {"ar": {"AID": "عون"}, "en": {}}


def test_entities_keep_their_iris(page: str) -> None:
    assert f"{BASE}dawn" in {entity["id"] for entity in data_of(page)["entities"]}

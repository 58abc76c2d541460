"""The page as text: one file, nothing remote, nothing hostile alive, the same bytes every time."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from news_fixture import BASE, entities, news_store, read_event, store_of
from pyoxigraph import Store
from visiting import HOSTILE_TEXTS

from extract.model import CountKind, EntityKind, EventType, Exactness, Factuality
from kg.model import Entity, Extent, PlaceClass
from kg.network import Filters, build_network
from kg.view.assets import SCRIPTS, STYLES, WORDS
from kg.view.compose import BLOCK, compose
from kg.view.page import render_page, words, write_page
from kg.view.rows import TABLES, web_address
from ontology.errors import InputError, OntologyError
from ontology.terms import EVENT_CLASS

VIEW = Path(__file__).resolve().parents[2] / "kg" / "view"


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


def sentences_of(page: str) -> list[str]:
    """The sentences of all reports, in the order of their events."""
    return [report[1] for block in blocks_of(page, "evidence") for reports in block for report in reports]


def blocks_of(page: str, name: str) -> list[Any]:
    """The blocks of data of that class."""
    found: list[Any] = [json.loads(text) for _, attributes, text in Reader(page).blocks if attributes.get("class") == name]
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
    assert {"img-src", "connect-src", "font-src"}.isdisjoint(rules)  # so that the default, nothing, holds for them


def hashed(block: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()}'"


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_words_stay_words(text: str) -> None:
    page, harmless = page_of(hostile_store(text), text), page_of(hostile_store("اسم"), "سهلان")
    assert [element for element, _ in Reader(page).elements] == [element for element, _ in Reader(harmless).elements]
    found = data_of(page)
    assert found["title"] == text
    assert text in [row[2] for row in found["entities"]]
    for block in Reader(page).block("script", "application/json"):
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
    assert len(page.encode()) < 450_000 + 60 * 1024


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
    return compose(build_network(store_of(entities(), documents, events), Filters())).data


def test_parallel_events_are_bundled_by_type_and_way() -> None:
    there = "[a:dawn|الجبهة] [!|هاجمت] [t:falcons|اللواء]"
    found = composed(*[f"ASSAULT .9 {there}"] * 3, f"ACCUSE .9 {there}", "ASSAULT .9 [a:falcons|اللواء] [!|هاجم] [t:dawn|الجبهة]")
    bundles = {(source, target, TABLES["types"][type_]): events for source, target, type_, _, events in found["bundles"]}
    assert bundles == {("n0", "n1", "ASSAULT"): [0, 1, 2], ("n0", "n1", "ACCUSE"): [3], ("n1", "n0", "ASSAULT"): [4]}


def test_like_events_without_actor_hang_from_one_node() -> None:
    found = composed(*["ASSAULT .9 [!|قُتل] [t:civilians|مدنيون]"] * 3, "COERCE .9 [!|اعتُقل] [t:civilians|مدنيون]")
    assert sorted(node[0] for node in found["nodes"]) == ["h0", "h1", "n0"]
    assert sorted(len(events) for *_, events in found["bundles"]) == [1, 3]


def test_like_events_without_any_participant_are_all_there() -> None:
    found = composed(*["ASSAULT .9 [!|انفجار]"] * 3, "COERCE .9 [!|اعتقالات]")
    assert found["alone"] == [["h0", 0], ["h0", 1], ["h0", 2], ["h1", 3]]


def test_every_event_of_the_network_can_be_reached(page: str) -> None:
    found = data_of(page)
    drawn = {event for *_, events in found["bundles"] for event in events} | {event for _, event in found["alone"]}
    assert drawn == set(range(60)) == set(range(len(found["events"])))
    assert len(sentences_of(page)) == sum(len(row[13]) for row in found["events"])
    assert all(sentences_of(page))


def test_sentences_lie_in_blocks_by_the_number_of_their_event(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = compose(build_network(news_store(), Filters()))
    monkeypatch.setattr("kg.view.compose.BLOCK", 25)
    parts = compose(build_network(news_store(), Filters()))
    assert [len(block) for block in whole.evidence] == [60]
    assert [len(block) for block in parts.evidence] == [25, 25, 10]
    assert [row for block in parts.evidence for row in block] == whole.evidence[0]
    assert (whole.data["block"], parts.data["block"]) == (BLOCK, 25)


def test_a_place_tells_where_it_is_how_exactly_and_what_ground_it_covers() -> None:
    ground = "POLYGON((39.10001 33.1, 39.5 33.1, 39.5 33.6, 39.10001 33.1))"
    extent = Extent(PlaceClass.AREA, "made up", ground)
    known = entities() | {"place/basalt": replace(entities()["place/basalt"], extent=extent)}
    documents, event = read_event("ASSAULT .9 [a:dawn|الجبهة] [!|هاجمت] [t:falcons|اللواء] في [p:place/basalt|القلعة]")
    data = compose(build_network(store_of(known, documents, [event]), Filters())).data
    place = next(row[5] for row in data["entities"] if row[0] == "place/basalt")
    assert place[2:] == [5.0, TABLES["classes"].index("area"), "POLYGON((39.100 33.1, 39.5 33.1, 39.5 33.6, 39.100 33.1))"]
    assert next(row for row in data["entities"] if row[0] == "dawn")[5:] == []


def test_a_large_graph_is_composed_in_communities(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.view.compose._WHOLE_UP_TO", 10)
    data = compose(build_network(news_store(), Filters())).data
    numbers = [row[6] for row in data["entities"] if len(row) == 7]
    assert sorted(set(numbers)) == list(range(len(data["communities"])))
    sizes = [numbers.count(number) for number in range(len(data["communities"]))]
    assert sizes == sorted(sizes, reverse=True)
    assert 2 < len(sizes) < 20
    assert all(len(place) == 2 for place in data["communities"])


def test_what_is_too_much_is_folded_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.view.compose._MOST_ENTITIES", 10)
    found = compose(build_network(news_store(), Filters())).data
    assert len([node for node in found["nodes"] if node[0].startswith("n")]) <= 10
    assert found["folded"]["entities"] > 0
    assert found["folded"]["events"] + len(found["events"]) == 60


def test_the_words_are_complete_in_both_languages() -> None:
    both = words()
    assert {group: set(both["ar"][group]) for group in both["ar"]} == {group: set(both["en"][group]) for group in both["en"]}
    assert set(both["ar"]["type"]) >= {one.value for one in EventType}
    assert set(both["ar"]["kind"]) >= {one.value for one in EntityKind}
    assert set(both["ar"]["factuality"]) == {one.value for one in Factuality}
    assert set(both["ar"]["count"]) == {one.value for one in CountKind}
    assert set(both["ar"]["exactness"]) == {one.value for one in Exactness}
    holes = re.compile(r"\{\w+\}")
    assert all(set(holes.findall(both["ar"]["ui"][key])) == set(holes.findall(text)) for key, text in both["en"]["ui"].items())


def test_every_word_that_the_script_asks_for_is_there() -> None:
    script = "\n".join(path.read_text(encoding="utf-8") for path in VIEW.glob("*.js"))
    asked = set(re.findall(r'word\("ui", "(\w+)"\)', script)) | set(re.findall(r'phrase\("(\w+)"', script)) | {"expanded", "expandedSome"}
    assert asked <= set(words()["en"]["ui"])


def test_two_files_of_words_may_not_give_one_key_two_meanings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.view.page.WORDS", (WORDS[0], WORDS[0]))
    with pytest.raises(OntologyError, match=r"words.json: ar\.\w+\.\w+ stands in another file"):
        words()


def test_every_file_of_the_page_is_in_it() -> None:
    assert sorted(SCRIPTS) == sorted(path.name for path in VIEW.glob("*.js"))
    assert sorted(STYLES) == sorted(path.name for path in VIEW.glob("*.css"))
    assert sorted(WORDS) == sorted(path.name for path in VIEW.glob("*words.json"))


def test_the_scripts_share_no_name_and_stay_short() -> None:
    declared: dict[str, list[str]] = {}
    for name in SCRIPTS:
        lines = (VIEW / name).read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 300, name
        for line in lines:
            if found := re.match(r"(?:async )?(?:function|class|const|let)\*? (\w+)", line):
                declared.setdefault(found[1], []).append(name)
    assert {name: files for name, files in declared.items() if len(files) > 1} == {}


def test_the_names_of_types_are_those_of_the_ontology_where_the_graph_has_them() -> None:
    store = news_store()
    label = f"<{EVENT_CLASS['AID']}> <http://www.w3.org/2000/01/rdf-schema#label> 'عون'@ar"
    store.update(f"INSERT DATA {{ GRAPH <https://w3id.org/khabar/ontology> {{ {label} }} }}")
    assert compose(build_network(store, Filters())).data["types"] == {"ar": {"AID": "عون"}, "en": {}}


def test_entities_keep_their_iris(page: str) -> None:
    found = data_of(page)
    assert f"{BASE}dawn" in {found["base"] + row[0] for row in found["entities"]}

"""The page in a browser, opened from disk: it draws, answers, asks nothing of any network, and lets nothing hostile run."""

import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest
from news_fixture import entities, read_event, store_of
from pyoxigraph import Store
from visiting import HOSTILE, IN_BROWSER, Visit

from extract.model import EntityKind
from kg.model import Entity

pytestmark = IN_BROWSER


def test_it_opens_and_draws(visit: Callable[..., Visit]) -> None:
    page = visit().open()
    assert (
        page.page.evaluate("""() => {
        const canvas = document.querySelector("#network canvas");
        const points = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        return new Set(new Uint32Array(points.buffer)).size;
    }""")
        > 50
    )
    assert "60" in page.page.inner_text("#summary")
    assert page.page.evaluate("[document.documentElement.dir, document.documentElement.lang]") == ["rtl", "ar"]


@pytest.mark.parametrize("mode", ["lines", "events"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_labels_are_apart_at_first_zoom_and_every_entity_has_one(visit: Callable[..., Visit], language: str, mode: str) -> None:
    page = visit().open(f"#lang={language}&mode={mode}")
    labels = page.ask("labels()")
    assert {node for node in page.ask("nodes()") if node.startswith("n")} <= {one["id"] for one in labels}
    for one, other in itertools.combinations(labels, 2):
        beside = one["right"] <= other["left"] or other["right"] <= one["left"]
        assert beside or one["bottom"] <= other["top"] or other["bottom"] <= one["top"], (one, other)


def test_a_click_on_a_line_shows_the_words_it_comes_from(visit: Callable[..., Visit]) -> None:
    page = visit().open("#mode=lines")
    page.click_on(page.line_of("event/e010"))
    sentence = page.page.locator("#panel .sentence").first
    assert sentence.inner_text().startswith("الهلال الأخضر أوصل سلالًا غذائية إلى النازحين")
    assert sentence.get_attribute("dir") == "rtl"
    assert sentence.locator("mark.role-trigger").inner_text() == "أوصل"
    assert sentence.locator("mark.role-actor").inner_text() == "الهلال الأخضر"
    assert sentence.locator("mark.role-target").inner_text() == "النازحين"
    assert "28 كانون الثاني 2024" in page.panel()


def test_a_bundle_opens_as_a_list(visit: Callable[..., Visit]) -> None:
    page = visit().open("#mode=lines")
    line = next(one for one in page.ask("lines()") if len(one["events"]) > 1)
    page.click_on(line["id"])
    assert page.page.locator("#panel .events li").count() == len(line["events"])
    page.page.locator("#panel .events button").first.click()
    assert page.page.locator("#panel .sentence").count() >= 1
    page.page.click("#panel .back")
    assert page.page.locator("#panel .events li").count() == len(line["events"])


def test_an_event_without_actor_says_so(visit: Callable[..., Visit]) -> None:
    page = visit().open("#selection=event:event/e036")
    assert "فاعل غير مسمّى" in page.panel()
    assert "عين الرمان" in page.panel()


def test_evidence_names_speaker_outlet_and_source(visit: Callable[..., Visit]) -> None:
    page = visit().open("#selection=event:event/e000")
    assert "شبكة رصد الوادي" in page.panel()
    assert "وكالة الضفة" in page.panel()
    link = page.page.locator("#panel .report a")
    assert link.count() == 1
    assert (link.get_attribute("href"), link.get_attribute("rel")) == ("https://example.org/wire/0", "noopener noreferrer")


def test_the_legend_hides_events(visit: Callable[..., Visit]) -> None:
    page = visit().open("#mode=lines")
    before = page.ask("lines()")
    page.page.locator(".check", has=page.page.locator(".type-ASSAULT")).click()
    assert {one["type"] for one in before} - page.types() == {"ASSAULT"}
    assert "off=ASSAULT" in page.page.evaluate("location.hash")
    page.page.locator("button[data-hold=none]").click()
    assert page.ask("lines()") == []
    page.page.locator("button[data-hold=all]").click()
    assert page.ask("lines()") == before


SEARCHES = [
    ("الفجر", "dawn"), ("فجر", "dawn"), ("الف", "dawn"), ("جبهه الفجر", "dawn"), ("fajr", "dawn"), ("DAWN fr", "dawn"), ("الج", "sahlan-army"),
    ("الاقليمي", "union"), ("إتحاد", "union"), ("s12", "s12"), ("هادى", "hadi"), ("Sheikh", "hadi"), ("ali", "samer"),
    ("نورا داوود", "nora"), ("zzz", None), ("٪%$(", None),
]  # fmt: skip


def test_search_finds_whatever_the_spelling(visit: Callable[..., Visit]) -> None:
    page = visit().open()
    for text, expected in SEARCHES:
        found = [iri.rsplit("/", 1)[-1] for iri in page.page.evaluate("(text) => khabar.find(text)", text)]
        assert (expected in found) if expected else found == [], text


def test_search_works_from_the_keyboard(visit: Callable[..., Visit]) -> None:
    page = visit().open()
    page.page.keyboard.press("/")
    page.page.keyboard.type("صقور")
    assert page.page.locator("#suggestions [role=option]").first.inner_text().startswith("\u2068لواء الصقور\u2069")
    page.page.keyboard.press("Enter")
    assert page.page.locator("#panel .headline").inner_text() == "\u2068لواء الصقور\u2069"
    page.page.keyboard.press("Escape")
    assert page.page.locator("#panel .headline").count() == 0


def test_the_language_switch_flips_page_and_labels(visit: Callable[..., Visit]) -> None:
    page = visit().open()
    assert "جبهة الفجر" in {one["text"] for one in page.ask("labels()")}
    page.page.click("#language")
    page.settle()
    labels = {one["text"] for one in page.ask("labels()")}
    assert {"Dawn Front", "accusation"} <= labels
    assert "جبهة الفجر" not in labels
    assert page.page.evaluate("[document.documentElement.dir, document.documentElement.lang]") == ["ltr", "en"]
    assert "Event types" in page.page.inner_text("#filters")


def test_dashed_is_what_did_not_happen_and_thick_what_many_tell(visit: Callable[..., Visit]) -> None:
    page = visit().open("#mode=lines")
    lines = {one["events"][0].rsplit("/", 1)[-1]: one for one in page.ask("lines()")}
    assert [lines[event]["dashed"] for event in ("e008", "e006", "e038", "e010")] == [True, True, True, False]
    assert lines["e007"]["width"] > lines["e010"]["width"]


def test_the_time_range_hides_what_lies_outside(visit: Callable[..., Visit]) -> None:
    page = visit().open("#from=2024-02-01&to=2024-02-29&undated=no")
    shown = page.shown()
    assert "e002" in shown
    assert {"e000", "e038", "e025"}.isdisjoint(shown)
    slider = page.page.locator("[data-hold=time-from]")
    slider.focus()
    slider.press("Home")
    shown = page.shown()
    assert "e000" in shown
    assert "from=" not in page.page.evaluate("location.hash")


def test_the_address_brings_the_view_back(visit: Callable[..., Visit]) -> None:
    page = visit().open("#lang=en&theme=dark&off=AID,AGREE&selection=entity:dawn&belief=0.5")
    assert "Dawn Front" in page.panel()
    assert page.page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert {"AID", "AGREE"}.isdisjoint(page.types())
    address = page.page.evaluate("location.hash")
    again = visit().open(address)
    assert again.ask("lines()") == page.ask("lines()")
    assert again.panel() == page.panel()


@pytest.mark.parametrize("address", ["#event=nothing&entity=%E0%A4%A", "#strongest=-5&belief=x&from=never&lang=xx&theme=%3Cscript%3E", "#&&==&off=%00"])
def test_a_spoilt_address_does_no_harm(visit: Callable[..., Visit], address: str) -> None:
    assert visit().open(address).ask("nodes()")


def test_neighbours_only_and_back(visit: Callable[..., Visit]) -> None:
    page = visit().open("#selection=entity:coast")
    everything = len(page.ask("nodes()"))
    page.page.locator("#panel .pill").first.click()
    assert 2 < len(page.ask("nodes()")) < everything
    page.page.locator("#panel .pill").first.click()
    assert len(page.ask("nodes()")) == everything


def test_a_click_on_a_node_tells_of_it(visit: Callable[..., Visit]) -> None:
    page = visit().open()
    page.click_on(page.ask("nodeOf('dawn')"))
    assert page.page.locator("#panel .headline").count() == 1
    assert page.page.locator("#panel .events li").count() >= 1


def test_hostile_words_are_shown_not_run(visit: Callable[..., Visit]) -> None:
    documents, event = read_event(f"ASSAULT .9 قال {HOSTILE} إن [a:evil|القاعدون{HOSTILE}] [!|هاجموا] [t:dawn|الجبهة]", 2)
    known = entities() | {"evil": Entity("evil", EntityKind.GROUP, HOSTILE, HOSTILE, aliases=(HOSTILE,))}
    page = visit(store_of(known, documents, [event]), title=HOSTILE)
    for state in ("#selection=event:event/e002", "#selection=entity:evil", f"#selection=entity:{HOSTILE}&off={HOSTILE}", "#lang=en"):
        page.open(state)
        assert page.page.evaluate("window.struck") is None
        assert page.page.locator("img, b:not(.source b), [onerror]").count() == 0
        assert "\u202e" not in page.page.inner_text("body")
    assert "</script><img src=x onerror=window.struck=1>" in page.open("#selection=entity:evil").panel()


@pytest.mark.parametrize("address", ["javascript:window.struck=1", "data:text/html,x", "file:///etc/passwd"])
def test_a_hostile_address_never_becomes_a_link(visit: Callable[..., Visit], address: str) -> None:
    documents, event = read_event("ASSAULT .9 [a:dawn|الجبهة] [!|هاجمت] [t:falcons|اللواء]", 3)
    page = visit(store_of(entities(), [replace(documents[0], url=address)], [event])).open("#selection=event:event/e003")
    assert page.page.locator("#panel .sentence").count() == 1
    assert page.page.locator("#panel a").count() == 0
    assert "article-003" in page.panel()


@pytest.mark.parametrize("state", ["#theme=light", "#theme=dark&lang=en", "#selection=event:event/e000", "#tab=map", "#tab=table"])
def test_all_controls_have_names_and_can_be_reached(visit: Callable[..., Visit], state: str) -> None:
    page = visit().open(state)
    nameless = page.page.evaluate("""() => {
        const name = (one) => one.textContent.trim() || one.getAttribute("aria-label") || one.closest("label")?.textContent.trim();
        const roving = (one) => one.closest("[role=tablist], tbody")?.querySelector("[tabindex='0']"); // one of them is reached, arrows reach the others
        return [...document.querySelectorAll("button, input, a")].filter((one) => !name(one) || (one.tabIndex < 0 && !roving(one))).map((one) => one.outerHTML);
    }""")
    assert nameless == []


def test_on_a_phone_nothing_is_cut_off(visit: Callable[..., Visit]) -> None:
    page = visit(width=390, height=844).open("#selection=event:event/e000")
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.page.locator("#panel .sentence").count() == 2


def test_an_empty_graph_opens_too(visit: Callable[..., Visit]) -> None:
    page = visit(Store()).open()
    assert "لا حدث" in page.panel()

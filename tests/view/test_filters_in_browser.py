"""Filters together: each takes what it says, counts are true, chips take back, an empty view tells why, on a phone too."""

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from filter_fixture import address, chips, filter_store, land_store, open_groups, passing
from news_fixture import entities, read_event, store_of
from visiting import HOSTILE, IN_BROWSER, Visit

from extract.model import EntityKind
from kg.model import Entity

pytestmark = IN_BROWSER
Visits = Callable[..., Visit]
ALL = set(range(7))

FILTERS = [
    ("off=ASSAULT", ALL - {0, 1}),
    ("off=ASSAULT,AID,CONSULT", {3, 4, 6}),
    ("without=planned,denied", ALL - {2, 4}),
    ("unlike=threatens", ALL - {2}),
    ("unlike=asserts", {2, 4}),
    ("belief=0.75", {0, 1, 5}),
    ("sources=2", {5}),
    ("outlet=وكالة الضفة", {0, 4}),
    ("outlet=Valley Monitor|صحيفة المنارة", {1, 2, 5, 6}),
    ("outlet=?", {3}),
    ("place=place/basalt", {0, 6}),
    ("place=place/upland", {0, 1, 6}),
    ("place=place/upland,place/salt-market", {0, 1, 2, 6}),
    ("kind=armed-group", {0, 1, 4}),
    ("kind=none", {6}),
    ("kind=none,person", {5, 6}),
    ("from=2024-01-06&to=2024-01-25", {1, 3, 4, 5}),
    ("from=2024-01-06&to=2024-01-25&undated=no", {1, 4, 5}),
    ("from=2024-01-06&to=2024-01-25&undated=no&half=no", {1, 5}),
    ("from=2024-02-10", {2, 3, 4, 6}),
    ("from=2024-02-10&partly=no", {3, 4, 6}),
    ("place=place/upland&belief=0.7&to=2024-01-10", {0}),
]


def told_in(state: str) -> dict[str, set[str]]:
    """Key of an address → its values, in whatever order."""
    return {key: set(re.split("[,|]", value)) for key, value in parse_qsl(state.removeprefix("#"))}


@pytest.mark.parametrize(("chosen", "expected"), FILTERS)
def test_each_filter_takes_what_it_says_and_the_address_keeps_it(visit: Visits, chosen: str, expected: set[int]) -> None:
    page = visit(filter_store()).open(f"#tab=table&{chosen}")
    assert passing(page) == expected
    again = page.ask("state()")
    assert told_in(chosen).items() <= told_in(again).items()
    page.open(again)
    assert passing(page) == expected
    assert page.ask("state()") == again


def test_every_view_shows_the_same_events(visit: Visits) -> None:
    page = visit(filter_store()).open("#place=place/upland&belief=0.7&limit=50")
    assert page.shown() == {"e000", "e005"}
    assert page.page.locator("#panel .events li").count() == 2
    for tab in ("table", "map"):
        page.page.click(f"#tab-{tab}")
        page.settle()
        assert page.page.locator("#panel .events li").count() == 2
    assert "2" in page.page.inner_text("#map .map-note, #map .map-foot")


@pytest.mark.parametrize("other", ["", "&belief=0.55", "&off=ASSAULT"])
def test_the_count_beside_a_choice_is_what_it_gives(visit: Visits, other: str) -> None:
    page = visit(filter_store()).open("#tab=table&lang=en" + other)
    open_groups(page)
    names = page.page.evaluate("() => [...document.querySelectorAll('#filters label.choice')].map((label) => label.dataset.hold)")
    assert {name.split("-")[1] for name in names} == {"two", "outlet", "place", "kind"}
    for name in names:
        label = page.page.locator(f"[data-hold='{name}']")
        told = int(label.locator(".figure").inner_text())
        label.click()
        assert len(passing(page)) == told, name
        label.click()
    for name in ["ACCUSE", "without-denied", "unlike-threatens"]:  # of what is left out, how many are taken away
        label = page.page.locator(f"[data-hold='check-{name}']")
        told, before = int(label.locator(".figure").inner_text()), len(passing(page))
        label.click()
        assert len(passing(page)) == before - told, name
        label.click()


def test_a_place_is_found_and_takes_in_what_lies_in_it(visit: Visits) -> None:
    page = visit(land_store()).open("#tab=table")
    open_groups(page)
    rows = page.page.locator("[data-hold=group-places] label.choice")
    told = [" ".join(text.translate({0x2068: None, 0x2069: None}).split()) for text in rows.all_inner_texts()]
    assert told == ["بلاد السهل 12", "ميناء الفيروز 1"]
    assert page.page.locator("[data-hold=group-places] button.turn").get_attribute("aria-expanded") == "false"
    page.page.click("[data-hold=group-places] button.turn")
    assert rows.count() == 5
    page.page.locator("[data-hold=group-places] button.turn").nth(2).click()
    assert rows.count() == 9
    rows.nth(1).click()
    assert rows.count() == 9, "what was open stays open"
    assert len(passing(page)) == 4
    assert len(chips(page)) == 1
    assert "محافظة" in chips(page)[0]
    page.page.click("#chosen .taken")
    assert len(passing(page)) == 13
    assert chips(page) == []


def test_long_lists_are_searched_in_any_spelling(visit: Visits) -> None:
    page = visit(land_store()).open("#tab=table")
    open_groups(page)
    field = page.page.locator("[data-hold=find-places]")
    for spelling in ("قريه 7", "القرية ٧", "قَـرْيـة 7"):
        field.fill(spelling)
        found = page.page.locator("[data-hold=group-places] label.choice")
        assert found.count() == 1, spelling
        assert "قرية 7" in found.inner_text()
    assert page.page.evaluate("document.activeElement.dataset.hold") == "find-places"
    found.click()
    assert "place=place/v7" in address(page)
    field.fill("لا مكان كهذا")
    assert page.page.locator("[data-hold=group-places] label.choice").count() == 1, "the chosen one stays to be seen"
    page.page.locator("[data-hold=group-places] label.choice").click()
    assert page.page.locator("[data-hold=group-places] label.choice").count() == 0


def test_chips_take_back_one_by_one_or_all_and_undo_brings_back(visit: Visits) -> None:
    page = visit(filter_store()).open("#tab=table&lang=en&off=AID&belief=0.4&outlet=?|Valley Monitor&from=2024-01-01")
    assert chips(page) == ["without: aid", "Lowest belief: 0.40", "outlet not named", "Valley Monitor", "1 Jan 2024 – …"]
    before = passing(page)
    page.page.click("#chosen .taken[data-key=belief]")
    assert "belief" not in address(page)
    page.page.click("#chosen [data-hold=clear]")
    assert passing(page) == ALL
    assert address(page) == "#lang=en&theme=light&tab=table"
    page.page.keyboard.press("Control+z")
    page.page.keyboard.press("Control+z")
    assert passing(page) == before


def test_a_chip_from_the_keyboard_passes_the_focus_on(visit: Visits) -> None:
    page = visit(filter_store()).open("#tab=table&lang=en&off=AID&belief=0.4")
    page.page.locator("#chosen .taken").first.focus()
    page.page.keyboard.press("Enter")
    page.page.keyboard.press("Enter")
    assert chips(page) == []
    assert page.page.evaluate("document.activeElement.id") == "panel"


@pytest.mark.parametrize("tab", ["network", "map", "table"])
def test_an_empty_view_says_which_filter_empties_it(visit: Visits, tab: str) -> None:
    page = visit(filter_store()).open(f"#tab={tab}&lang=en&belief=0.94&off=CONSULT")
    offers = page.page.locator("#nothing li button")
    assert [text.replace("\n", " ") for text in offers.all_inner_texts()] == ["Lowest belief: 0.94 brings back 6", "without: consultation brings back 1"]
    offers.nth(1).click()
    assert page.page.locator("#nothing").is_hidden()
    assert chips(page) == ["Lowest belief: 0.94"]
    assert "events that pass: 1" in page.page.inner_text("#chosen")


def test_where_only_several_filters_together_leave_nothing_it_says_so(visit: Visits) -> None:
    page = visit(filter_store()).open("#tab=table&lang=en&belief=1&sources=2&outlet=?")
    assert page.page.locator("#nothing li").count() == 0
    assert "together" in page.page.inner_text("#nothing")
    page.page.locator("#nothing button").click()
    assert passing(page) == ALL


def test_the_belief_slider_is_drawn_and_is_one_step_of_undo(visit: Visits) -> None:
    page = visit(filter_store()).open("#tab=table&lang=en")
    box = page.page.locator("[data-hold=range-belief]").bounding_box()
    middle = box["y"] + box["height"] / 2
    page.page.mouse.move(box["x"] + 8, middle)
    page.page.mouse.down()
    for share in (0.2, 0.4, 0.6, 0.78):
        page.page.mouse.move(box["x"] + box["width"] * share, middle)
    page.page.mouse.up()
    assert passing(page) == {0, 1, 5}
    page.page.keyboard.press("Control+z")
    assert passing(page) == ALL


SPOILT = [
    "outlet=<img src=x onerror=window.struck=1>|||", "outlet=%7C", "place=nowhere,<b>", "kind=<b>,,", "sources=-1", "sources=9e9", "belief=NaN", "belief=-7",
    "from=2024-13-45", "from=x&to=y", "span=2024-02-01/2024-01-01", "span=1/2", "span=<b>", "undated=maybe", "unlike=,,", "without=%00", "off=%E0%A4%A",
]  # fmt: skip


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_spoilt_address_opens_a_page_all_the_same(visit: Visits, spoilt: str) -> None:
    page = visit(filter_store()).open("#tab=table&" + spoilt)
    assert page.page.evaluate("window.struck") is None
    assert page.page.locator("#filters details").count() >= 6
    page.page.locator("button[data-hold=none]").click()
    page.page.locator("#nothing button").last.click()
    assert passing(page) == ALL


def test_hostile_names_are_text_in_lists_chips_and_suggestions(visit: Visits) -> None:
    documents, event = read_event("ASSAULT .9 [a:evil|القاعدون] [!|هاجموا] [t:dawn|الجبهة] في [p:place/evil|مكان]", 2)
    others, other = read_event("ASSAULT .9 [a:dawn|الجبهة] [!|هاجمت] في [p:place/basalt|القلعة]", 4)
    known = entities() | {"evil": Entity("evil", EntityKind.GROUP, HOSTILE, HOSTILE), "place/evil": Entity("place/evil", EntityKind.PLACE, HOSTILE, None)}
    page = visit(store_of(known, [replace(documents[0], source=HOSTILE), *others], [event, other])).open("#tab=table")
    open_groups(page)
    for group in ("sources", "places"):
        page.page.locator(f"[data-hold=group-{group}] label.choice", has_text="img src").click()
    page.page.fill("#query", "img src")
    assert page.page.locator("#suggestions [role=option]").count() == 3
    page.page.evaluate("location.hash += '&belief=1'")
    page.settle()
    assert page.page.locator("#nothing li").count() >= 1
    assert len(chips(page)) == 3
    assert page.page.locator("#filters img, #chosen img, #suggestions img, #nothing img").count() == 0
    assert page.page.evaluate("window.struck") is None
    assert "\u202e" not in page.page.inner_text("body")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_on_a_phone_the_filters_are_a_sheet(visit: Visits, language: str) -> None:
    page = visit(filter_store(), width=390, height=844).open(f"#tab=table&lang={language}")
    sheet = page.page.locator("#filters")
    assert not sheet.is_visible()
    page.page.click(".sheet-button")
    sheet.wait_for(state="visible")
    assert (sheet.get_attribute("role"), sheet.get_attribute("aria-modal")) == ("dialog", "true")
    assert page.page.evaluate("document.activeElement.className") == "sheet-close"
    page.page.keyboard.press("Shift+Tab")
    assert page.page.evaluate("document.activeElement.className") == "sheet-done", "Tab goes round within the sheet"
    page.page.locator("[data-hold=check-ASSAULT]").click()
    assert "5" in page.page.inner_text(".sheet-done")
    page.page.keyboard.press("Escape")
    sheet.wait_for(state="hidden")
    assert not sheet.is_visible()
    assert sheet.get_attribute("role") is None
    assert page.page.evaluate("document.activeElement.className") == "sheet-button"
    assert page.page.inner_text(".sheet-button .active") == "1"
    assert passing(page) == ALL - {0, 1}
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_a_phone_time_stands_below_the_picture_and_above_the_list(visit: Visits) -> None:
    page = visit(filter_store(), width=390, height=844).open()
    stage, time, panel = (page.page.locator(part).bounding_box() for part in ("#stage", "#timeline", "#panel"))
    assert stage["y"] + stage["height"] <= time["y"] + 1
    assert time["y"] + time["height"] <= panel["y"] + 1

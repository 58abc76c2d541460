"""The map of the page: what stands where, how sure that is, and that one reaches it by mouse, finger and keys."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from news_fixture import entities, read_event, store_of
from pyoxigraph import Store
from visiting import IN_BROWSER, Visit

from extract.model import EntityKind
from kg.model import Coordinates, Entity, Extent, PlaceClass

pytestmark = IN_BROWSER
HOSTILE = "</text></svg><img src=x onerror=window.struck=1>\u202e\u2067<script>window.struck=1</script>"


def place(identifier: str, latitude: float, longitude: float, km: float, sort: PlaceClass, wkt: str | None = None, name: str | None = None) -> Entity:
    where, extent = Coordinates(latitude, longitude, km), Extent(sort, "by the test", wkt)
    return Entity(identifier, EntityKind.PLACE, name or identifier, name or identifier.title(), known=True, coordinates=where, extent=extent)


WEDGE = "POLYGON((38 34, 40 34, 40 36, 38 36, 38 34))"
GROUND = {
    "town": place("town", 33.5, 36.3, 3, PlaceClass.EXACT, name="بلدة الينابيع"),
    "hamlet": place("hamlet", 33.52, 36.33, 3, PlaceClass.EXACT),
    "ridge": place("ridge", 35.0, 39.0, 120, PlaceClass.SECTOR, WEDGE),
    "spot": place("spot", 34.2, 37.5, 15, PlaceClass.OFFSET),
    "road": place("road", 33.0, 38.0, 40, PlaceClass.LINE, "LINESTRING(37.5 33, 38.5 33.1)"),
    "jordan": Entity("jordan", EntityKind.STATE, "الأردن", "Jordan", known=True, coordinates=Coordinates(31, 36.5, 200)),
    "nowhere": Entity("nowhere", EntityKind.PLACE, "مكان مجهول", "Nowhere"),
    "evil": place("evil", 32.0, 38.5, 3, PlaceClass.EXACT, name=HOSTILE),
}
LINES = (
    *(f"ASSAULT .9 [a:dawn|الجبهة] [!|هاجمت] في [p:town|الينابيع] [d:2024-02-0{day}|شباط]" for day in (1, 2, 3)),
    "AID .9 [a:dawn|الجبهة] [!|أوصلت] سلالًا إلى [p:town|الينابيع]",
    "AID .9 [a:dawn|الجبهة] [!|أوصلت] سلالًا إلى [p:hamlet|القرية]",
    *(f"PROTEST .7 [!|تظاهر] كثيرون في [p:{one}|مكان]" for one in ("ridge", "spot", "road", "jordan", "nowhere", "evil")),
)


@pytest.fixture
def store() -> Store:
    read = [read_event(line, number * 4) for number, line in enumerate(LINES)]
    return store_of(entities() | GROUND, [document for found, _ in read for document in found], [event for _, event in read])


MARKS = """() => [...document.querySelectorAll("#map .mark")].map((mark) => {
    const dot = mark.querySelector(".dot").getBoundingClientRect();
    return { label: mark.getAttribute("aria-label"), classes: [...mark.classList], count: mark.querySelector(".count")?.textContent ?? "1",
             x: dot.x + dot.width / 2, y: dot.y + dot.height / 2, width: dot.width, tabindex: mark.getAttribute("tabindex") };
})"""


def marks(page: Visit) -> dict[str, dict[str, Any]]:
    """The marks by the name of their first place."""
    return {one["label"].split("\u2069")[0].removeprefix("\u2068"): one for one in page.page.evaluate(MARKS)}


def rest(page: Visit) -> None:
    """Until the map, once moved, has come to rest and told the address."""
    page.page.wait_for_timeout(260)
    page.settle()


def test_places_stand_as_sure_as_they_are_known(visit: Callable[..., Visit], store: Store) -> None:
    found = marks(visit(store).open("#tab=map&lang=en&at=33.5,37.5,7"))
    assert "nowhere" not in str(found).lower()
    assert {name: "hollow" in one["classes"] for name, one in found.items() if name in ("Ridge", "Spot", "Road", "Jordan", "بلدة الينابيع")} == {
        "Ridge": True, "Spot": True, "Road": True, "Jordan": True, "بلدة الينابيع": False,
    }  # fmt: skip
    assert "type-ASSAULT" in found["بلدة الينابيع"]["classes"]
    assert found["بلدة الينابيع"]["width"] > found["Spot"]["width"]


def test_marks_stand_where_mercator_puts_them(visit: Callable[..., Visit], store: Store) -> None:
    found = marks(visit(store).open("#tab=map&lang=en&at=33.5,37.5,7"))
    town, ridge = found["بلدة الينابيع"], found["Ridge"]
    assert ridge["x"] - town["x"] == pytest.approx((39.0 - 36.3) / 360 * 256 * 2**7, abs=1.5)
    assert town["y"] - ridge["y"] == pytest.approx(164.8, abs=1.5)  # of the 32768 pixels of the world, between 33.5 and 35 degrees north


def test_areas_are_drawn_as_areas(visit: Callable[..., Visit], store: Store) -> None:
    page = visit(store).open("#tab=map&lang=en&at=33.5,37.5,6.5")
    found = page.page.evaluate(
        """() => [...document.querySelectorAll("#map path.area")].map((area) => [area.classList.contains("line"), area.getAttribute("d").split("L").length])"""
    )
    corners = sorted(count for _, count in found)
    assert [count for is_line, count in found if is_line] == [2]  # the road
    assert corners[:3] == [2, 5, 48]  # the wedge has its own corners; what is known to within 15 km of a point is a circle
    assert corners[3:] == [max(corners)]
    assert max(corners) > 60  # the state, by its outline


def test_close_places_are_one_mark_until_one_looks_closer(visit: Callable[..., Visit], store: Store) -> None:
    page = visit(store).open("#tab=map&lang=en&at=33.5,37.5,7")
    town = marks(page)["بلدة الينابيع"]
    assert (town["count"], "many" in town["classes"]) == ("5", True)
    assert "Hamlet" in town["label"]
    page.page.mouse.click(town["x"], town["y"])
    rest(page)
    found = marks(page)
    assert {"بلدة الينابيع": found["بلدة الينابيع"]["count"], "Hamlet": found["Hamlet"]["count"]} == {"بلدة الينابيع": "4", "Hamlet": "1"}


def test_a_click_tells_of_the_event_or_of_the_place(visit: Callable[..., Visit], store: Store) -> None:
    page = visit(store).open("#tab=map&lang=en&at=33.51,36.315,13")
    found = marks(page)
    page.page.mouse.click(found["Hamlet"]["x"], found["Hamlet"]["y"])
    page.settle()
    assert "selection=event" in page.page.evaluate("location.hash")
    assert page.page.locator("#panel .sentence").count() == 1
    page.page.mouse.click(found["بلدة الينابيع"]["x"], found["بلدة الينابيع"]["y"])
    page.settle()
    assert page.page.locator("#panel .headline").inner_text().strip("\u2068\u2069") == "بلدة الينابيع"
    dim = {name for name, one in marks(page).items() if "dim" in one["classes"]}
    assert dim == {"Hamlet"} or "بلدة الينابيع" not in dim


def test_filters_hold_for_the_map(visit: Callable[..., Visit], store: Store) -> None:
    page = visit(store).open("#tab=map&lang=en&at=33.5,37.5,7&off=ASSAULT,PROTEST")
    found = marks(page)
    assert set(found) == {"Hamlet"} or set(found) == {"بلدة الينابيع"}
    page.page.locator("button[data-hold=none]").click()
    page.settle()
    assert marks(page) == {}
    assert page.page.locator("#map .map-note").inner_text()


def test_labels_lie_neither_on_marks_nor_on_one_another(visit: Callable[..., Visit], store: Store) -> None:
    for where, lang in itertools.product(("", "&at=33.5,37.5,6", "&at=31,40,4"), ("ar", "en")):
        page = visit(store).open(f"#tab=map&lang={lang}{where}")
        boxes = page.page.evaluate("""() => [...document.querySelectorAll("#map .names text, #map .dot")].map((one) => {
            const { left, right, top, bottom } = one.getBoundingClientRect(), name = one.matches("text"), aside = name ? (bottom - top) / 5 : 0;
            return { text: one.textContent, left, right, top: top + aside, bottom: bottom - aside, name };
        })""")
        names = [one for one in boxes if one["name"]]
        assert len(names) >= 5
        for one, other in itertools.product(names, boxes):
            if one is not other:
                assert apart(one, other), (one, other)


def apart(one: dict[str, Any], other: dict[str, Any]) -> bool:
    beside = bool(one["right"] <= other["left"] or other["right"] <= one["left"])
    return beside or bool(one["bottom"] <= other["top"] or other["bottom"] <= one["top"])


def test_state_names_speak_the_language_of_the_page(visit: Callable[..., Visit], store: Store) -> None:
    page = visit(store).open("#tab=map&lang=en&at=30,40,5")
    names = "document.querySelector('#map .names').textContent"
    assert "Saudi Arabia" in page.page.evaluate(names)
    page.page.click("#language")
    page.settle()
    assert "السعودية" in page.page.evaluate(names)


def test_wheel_drag_buttons_and_keys_move_it_and_the_address_tells(visit: Callable[..., Visit], store: Store) -> None:
    page = visit(store).open("#tab=map&lang=en&at=33.5,37.5,7")
    where = lambda: [float(part) for part in page.page.evaluate("new URLSearchParams(location.hash.slice(1)).get('at')").split(",")]  # noqa: E731
    page.page.mouse.move(700, 400)
    page.page.mouse.wheel(0, -300)
    rest(page)
    assert where()[2] > 7.5
    before = where()
    page.page.mouse.down()
    page.page.mouse.move(800, 460, steps=4)
    page.page.mouse.up()
    rest(page)
    assert where()[1] < before[1]
    assert where()[0] > before[0]
    assert page.page.locator("#panel .headline").count() == 0, "a drag is no click"
    page.page.click("#map [data-map=out]")
    rest(page)
    zoom = where()[2]
    page.page.locator("#map svg.chart").focus()
    page.page.keyboard.press("+")
    rest(page)
    assert where()[2] > zoom
    middle = where()
    page.page.keyboard.press("ArrowRight")
    page.page.keyboard.press("ArrowUp")
    rest(page)
    assert where()[1] > middle[1]
    assert where()[0] > middle[0]
    again = visit(store).open(page.page.evaluate("location.hash"))
    assert marks(again).keys() == marks(page).keys()
    assert {name: round(one["x"]) for name, one in marks(again).items()} == pytest.approx({name: round(one["x"]) for name, one in marks(page).items()}, abs=3)


def test_two_fingers_zoom(visit: Callable[..., Visit], store: Store) -> None:
    page = visit(store).open("#tab=map&lang=en&at=33.5,37.5,7")
    page.page.evaluate("""() => {
        const svg = document.querySelector("#map svg.chart");
        const touch = { pointerType: "touch", bubbles: true };
        const send = (type, pointerId, clientX, clientY) => svg.dispatchEvent(new PointerEvent(type, { ...touch, pointerId, clientX, clientY }));
        svg.setPointerCapture = () => {};
        send("pointerdown", 1, 600, 400); send("pointerdown", 2, 700, 400);
        for (const step of [10, 20, 40, 60, 100]) { send("pointermove", 1, 600 - step, 400); send("pointermove", 2, 700 + step, 400); }
        send("pointerup", 1, 500, 400); send("pointerup", 2, 800, 400);
    }""")
    rest(page)
    assert float(page.page.evaluate("location.hash").split("at=")[1].split("&")[0].split(",")[2]) == pytest.approx(7 + 1.58, abs=0.1)


def test_marks_are_reached_and_opened_from_the_keyboard(visit: Callable[..., Visit], store: Store) -> None:
    page = visit(store).open("#tab=map&lang=en&at=33.5,37.5,7")
    assert [one["tabindex"] for one in page.page.evaluate(MARKS)].count("0") == 1
    page.page.locator("#map svg.chart").focus()
    page.page.keyboard.press("Tab")
    focused = "document.activeElement.getAttribute('aria-label')"
    first = page.page.evaluate(focused)
    assert "بلدة الينابيع" in first
    page.page.keyboard.press("ArrowRight")
    rest(page)
    second = page.page.evaluate(focused)
    assert second != first
    page.page.keyboard.press("Enter")
    page.settle()
    assert page.page.locator("#panel .headline").count() == 1


def test_the_scale_bar_measures(visit: Callable[..., Visit], store: Store) -> None:
    page = visit(store).open("#tab=map&lang=en&at=33.5,37.5,7")
    bar = page.page.locator("#map .map-scale")
    km = float(bar.inner_text().split()[0])
    wide = bar.bounding_box()["width"]
    degrees = km / (111.32 * 0.83389)  # a degree of longitude at 33.5 north
    assert wide == pytest.approx(degrees / 360 * 256 * 2**7, rel=0.03)


def test_what_the_map_cannot_show_is_said_and_reached(visit: Callable[..., Visit], store: Store) -> None:
    page = visit(store).open("#tab=map&lang=en&at=33.5,36.3,10")
    note = page.page.locator("#map .map-note")
    assert f"{len(LINES) - 1} of {len(LINES)}" in note.inner_text()
    note.locator("button").nth(1).click()
    rest(page)
    assert page.page.locator("#map .map-note button").count() == 1, "all places are in view"
    note.locator("button").first.click()
    page.settle()
    assert "Nowhere" in page.panel() or "تظاهر" in page.panel()


def test_a_chosen_event_is_brought_into_view(visit: Callable[..., Visit], store: Store) -> None:
    page = visit(store).open("#tab=map&lang=en&at=33.5,36.3,11")
    assert "Ridge" not in {name for name, one in marks(page).items() if 230 < one["x"] < 1050}
    page.page.evaluate("location.hash = location.hash + '&selection=event:event/' + 'e020'")
    rest(page)
    assert "Ridge" in {name for name, one in marks(page).items() if 230 < one["x"] < 1050 and "lit" in one["classes"]}


def test_hostile_names_are_text(visit: Callable[..., Visit], store: Store) -> None:
    page = visit(store).open("#tab=map&at=32,38.5,9")
    assert page.page.evaluate("window.struck") is None
    assert page.page.locator("#map img, #map script").count() == 0
    label = page.page.locator("#map .place-name").first.text_content()
    assert label.startswith("\u2068</text></svg><img")
    assert "\u202e" not in page.page.locator("#map").text_content()


@pytest.mark.parametrize("address", ["at=x", "at=1,2", "at=99,500,3", "at=10,20,NaN", "at=1,2,3,4", "at=%3Cscript%3E", "at=0,0,99"])
def test_a_spoilt_address_still_gives_a_map(visit: Callable[..., Visit], store: Store, address: str) -> None:
    page = visit(store).open(f"#tab=map&{address}")
    assert page.page.locator("#map .land").first.get_attribute("d")
    assert "NaN" not in page.page.evaluate("document.querySelector('#map .ground').getAttribute('transform')")


def test_without_any_place_the_map_opens_and_says_so(visit: Callable[..., Visit]) -> None:
    page = visit(Store()).open("#tab=map")
    assert marks(page) == {}
    assert page.page.locator("#map .map-note").inner_text()


def test_on_a_phone_it_fits(visit: Callable[..., Visit], store: Store) -> None:
    page = visit(store, width=390, height=844).open("#tab=map")
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert len(marks(page)) >= 3


def test_nothing_is_read_before_the_map_is_opened(visit: Callable[..., Visit], store: Store) -> None:
    page = visit(store).open()
    assert page.page.locator("#map .land").count() == 0
    page.page.click("#tab-map")
    page.settle()
    assert page.page.locator("#map .land").count() > 190

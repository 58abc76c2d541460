"""What the map looks at: first of all, of one entity, and when there is more than a screen can hold."""

import itertools
import math
from collections.abc import Callable, Sequence

import pytest
from news_fixture import entities, read_event, store_of
from pyoxigraph import Store
from visiting import IN_BROWSER, Visit

from extract.model import EntityKind
from kg.model import Coordinates, Entity

pytestmark = IN_BROWSER


def store_at(*spots: tuple[float, float]) -> Store:
    """One event at each spot (latitude, longitude), in places called p0, p1 …"""
    places = {f"p{n}": Entity(f"p{n}", EntityKind.PLACE, f"بلدة {n}", f"Town {n}", coordinates=Coordinates(*spot, 3)) for n, spot in enumerate(spots)}
    read = [read_event(f"AID .9 [a:dawn|الجبهة] [!|أوصلت] سلالًا إلى [p:p{n}|البلدة]", n) for n in range(len(spots))]
    lost, event = read_event("THREATEN .9 [a:falcons|اللواء] [!|هدد] [t:dawn|الجبهة]", len(spots))
    read.append((lost, event))
    return store_of(entities() | places, [one for found, _ in read for one in found], [event for _, event in read])


def in_view(page: Visit) -> list[dict[str, float]]:
    """The middles and radii of the marks that can be seen."""
    found: list[dict[str, float]] = page.page.evaluate("""() => {
        const frame = document.querySelector("#map").getBoundingClientRect();
        const middle = (box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2, radius: box.width / 2 });
        return [...document.querySelectorAll("#map .dot")].map((dot) => middle(dot.getBoundingClientRect()))
            .filter(({ x, y }) => x > frame.left && x < frame.right && y > frame.top && y < frame.bottom);
    }""")
    return found


def grid(side: int, step: float) -> Sequence[tuple[float, float]]:
    return [(33 + row * step, 36 + column * step) for row in range(side) for column in range(side)]


def test_at_first_the_few_far_places_are_left_out_and_counted(visit: Callable[..., Visit]) -> None:
    page = visit(store_at(*grid(4, 0.5), (40.7, -74.0))).open("#tab=map&lang=en")
    assert len(in_view(page)) == 16
    page.page.get_by_text("places out of view: 1").click()
    page.page.wait_for_function("() => !document.querySelector('#map .map-note').innerText.includes('out of view')")


def test_at_first_all_places_are_seen_where_none_lies_far(visit: Callable[..., Visit]) -> None:
    page = visit(store_at(*grid(4, 0.5), (32.2, 35.0))).open("#tab=map&lang=en")
    assert len(in_view(page)) == 17


@pytest.mark.parametrize("zoom", [3, 5, 6, 7, 9])
def test_marks_do_not_cover_each_other_at_any_zoom(visit: Callable[..., Visit], zoom: int) -> None:
    found = in_view(visit(store_at(*grid(12, 0.15))).open(f"#tab=map&lang=en&at=33.8,36.8,{zoom}"))
    assert found
    for one, other in itertools.combinations(found, 2):
        assert math.hypot(one["x"] - other["x"], one["y"] - other["y"]) >= 0.75 * (one["radius"] + other["radius"])


def test_marks_count_every_event_once_at_any_zoom(visit: Callable[..., Visit]) -> None:
    page = visit(store_at(*grid(6, 0.3)))
    for zoom in (2, 5, 7):
        page.open(f"#tab=map&lang=en&at=33.8,36.8,{zoom}")
        assert (
            page.page.evaluate(
                "[...document.querySelectorAll('#map .mark')].reduce((sum, one) => sum + Number(one.querySelector('.count')?.textContent ?? 1), 0)"
            )
            == 36
        )


def test_the_page_of_an_entity_has_a_small_map_that_opens_the_large_one(visit: Callable[..., Visit]) -> None:
    page = visit(store_at((33.5, 36.3), (34.5, 38.0))).open("#lang=en&selection=entity:dawn")
    small = page.page.locator("#panel .small-map")
    assert small.get_attribute("aria-label") == "Open the map: 2 places"
    assert small.locator(".dot").count() == 2
    small.click()
    page.page.wait_for_url(lambda url: "tab=map" in url)
    page.settle()
    assert len(in_view(page)) == 2


def test_who_was_nowhere_has_no_small_map(visit: Callable[..., Visit]) -> None:
    page = visit(store_at((33.5, 36.3))).open("#selection=entity:falcons")
    assert page.page.locator("#panel .headline").count() == 1
    assert page.page.locator("#panel .small-map").count() == 0


def test_a_hand_that_lets_go_beyond_the_map_does_not_drag_it_afterwards(visit: Callable[..., Visit]) -> None:
    page = visit(store_at(*grid(2, 0.5))).open("#tab=map&lang=en")
    page.page.evaluate(
        "document.querySelector('#map svg').dispatchEvent(new PointerEvent('pointerdown', { pointerId: 1, pointerType: 'mouse', clientX: 700, clientY: 400 }))"
    )
    page.page.mouse.move(500, 300)
    page.page.mouse.move(800, 500, steps=4)
    page.page.wait_for_timeout(260)
    assert "at=" not in page.page.evaluate("location.hash")


def test_moving_the_map_leaves_the_panel_as_it_is(visit: Callable[..., Visit]) -> None:
    page = visit(store_at(*grid(4, 0.5))).open("#tab=map&lang=en&selection=entity:dawn")
    page.page.evaluate("document.querySelector('#panel .headline').dataset.kept = 'yes'")
    page.page.click("#map [data-map=in]")
    page.page.wait_for_url(lambda url: "at=" in url)
    page.settle()
    assert page.page.locator("#panel .headline[data-kept=yes]").count() == 1

"""Fingers on the network and the map: tap, drag and pinch, as a phone sends them."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import unquote

import pytest
from visiting import IN_BROWSER, Visit

pytestmark = IN_BROWSER
Visits = Callable[..., Visit]
Point = tuple[float, float]


class Fingers:
    """Touches sent to an open page by the browser's own protocol."""

    def __init__(self, page: Visit) -> None:
        self.page = page
        self.session: Any = page.context.new_cdp_session(page.page)

    def _send(self, kind: str, points: Sequence[Point]) -> None:
        touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def move(self, start: Sequence[Point], end: Sequence[Point], steps: int = 8) -> None:
        """Puts fingers down at `start`, moves them all to `end`, lifts them."""
        self._send("touchStart", start)
        for step in range(1, steps + 1):
            share = step / steps
            self._send("touchMove", [(x + (u - x) * share, y + (v - y) * share) for (x, y), (u, v) in zip(start, end, strict=True)])
        self._send("touchEnd", [])
        self.page.settle()

    def tap(self, point: Point) -> None:
        self._send("touchStart", [point])
        self._send("touchEnd", [])
        self.page.settle()


@pytest.fixture
def phone(visit: Visits) -> tuple[Visit, Fingers]:
    page = visit(width=390, height=844, has_touch=True, is_mobile=True).open()
    return page, Fingers(page)


def free_ground(page: Visit) -> Point:
    """A point of the drawing where nothing stands."""
    box = page.page.locator("#drawing").bounding_box()
    assert box is not None
    points = [page.ask(f"pointOf('{node}')") for node in page.ask("nodes()")]
    places = [(box["x"] + box["width"] * x / 12, box["y"] + box["height"] * y / 12) for x in range(2, 11) for y in range(2, 11)]
    return max(places, key=lambda place: min((place[0] - one["x"]) ** 2 + (place[1] - one["y"]) ** 2 for one in points))


def distance(page: Visit) -> float:
    """How far apart two things of the network stand on the screen."""
    first, last = (page.ask(f"pointOf('{node}')") for node in (page.ask("nodes()")[0], page.ask("nodes()")[-1]))
    return float(((first["x"] - last["x"]) ** 2 + (first["y"] - last["y"]) ** 2) ** 0.5)


@pytest.mark.parametrize(("outward", "grows"), [(True, True), (False, False)])
def test_two_fingers_zoom_the_network(phone: tuple[Visit, Fingers], outward: bool, grows: bool) -> None:
    page, fingers = phone
    near, far, before = [(170.0, 400.0), (220.0, 400.0)], [(95.0, 400.0), (295.0, 400.0)], distance(page)
    fingers.move(near if outward else far, far if outward else near)
    assert distance(page) / before == pytest.approx(4 if grows else 0.25, rel=0.15)
    page.page.wait_for_url(lambda url: "view=" in url)
    assert page.page.evaluate("visualViewport.scale") == 1, "the page itself is not zoomed"


def test_one_finger_on_the_ground_moves_the_picture(phone: tuple[Visit, Fingers]) -> None:
    page, fingers = phone
    node, (x, y) = page.ask("nodes()")[0], free_ground(page)
    before = page.ask(f"pointOf('{node}')")
    fingers.move([(x, y)], [(x + 60, y - 40)])
    after = page.ask(f"pointOf('{node}')")
    assert (after["x"] - before["x"], after["y"] - before["y"]) == pytest.approx((60, -40), abs=2)
    assert page.page.evaluate("scrollY") == 0


def test_a_tap_opens_what_it_meets(phone: tuple[Visit, Fingers]) -> None:
    page, fingers = phone
    point = page.ask("pointOf('n0')")
    fingers.tap((point["x"], point["y"]))
    assert page.panel().strip()


def test_a_finger_that_drags_a_party_pins_it(phone: tuple[Visit, Fingers]) -> None:
    page, fingers = phone
    before = page.ask("pointOf('n0')")
    fingers.move([(before["x"], before["y"])], [(before["x"] + 40, before["y"] + 50)])
    after = page.ask("pointOf('n0')")
    assert (after["x"] - before["x"], after["y"] - before["y"]) == pytest.approx((40, 50), abs=2)
    assert "pin" in page.page.evaluate("location.hash")


def test_two_fingers_zoom_the_map(visit: Visits) -> None:
    page = visit(width=390, height=844, has_touch=True, is_mobile=True).open("#tab=map&at=33.5,36.5,7")
    Fingers(page).move([(175.0, 420.0), (215.0, 420.0)], [(155.0, 420.0), (235.0, 420.0)])
    page.page.wait_for_url(lambda url: zoom_of(url) != 7)
    assert zoom_of(page.page.url) == pytest.approx(8, abs=0.3)  # twice as near


def zoom_of(address: str) -> float:
    return float(unquote(address).rsplit("at=", 1)[-1].split("&")[0].split(",")[-1])

"""The histogram of time: bars that heed the other filters, a slider of two ends, clicks, strokes, a closer look, play."""

from collections.abc import Callable

import pytest
from filter_fixture import address, chips, filter_store, passing
from visiting import IN_BROWSER, Visit

pytestmark = IN_BROWSER
Visits = Callable[..., Visit]
ALL = set(range(7))


def bars(page: Visit) -> list[int]:
    """The events of each bar, in the order of time."""
    return page.page.evaluate("() => [...document.querySelectorAll('#timeline .column')].map((bar) => Number(bar.title.split(' · ').pop()))")  # type: ignore[no-any-return]


def bar_point(page: Visit, number: int) -> tuple[float, float]:
    box = page.page.locator("#timeline .column").nth(number).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def thumb(page: Visit, end: str) -> dict[str, str]:
    found = page.page.locator(f"[data-hold=time-{end}]")
    return {name: found.get_attribute("aria-" + name) for name in ("valuenow", "valuemin", "valuemax", "valuetext", "label")}


def test_the_bars_heed_the_other_filters_and_not_their_own(visit: Visits) -> None:
    page = visit(filter_store()).open("#lang=en&tab=table")
    assert sum(bars(page)) == 5
    assert len(bars(page)) == 55, "a bar a day from 5 January to 28 February"
    assert [place for place, count in enumerate(bars(page)) if count] == [0, 7, 15, 27, 44]
    page.open("#lang=en&tab=table&off=ASSAULT&from=2024-02-01")
    assert [place for place, count in enumerate(bars(page)) if count] == [7, 27, 44]


@pytest.mark.parametrize(("language", "later"), [("ar", "ArrowLeft"), ("en", "ArrowRight")])
def test_the_ends_move_by_keys_as_the_language_reads(visit: Visits, language: str, later: str) -> None:
    page = visit(filter_store()).open(f"#tab=table&lang={language}")
    page.page.locator("[data-hold=time-from]").focus()
    page.page.keyboard.press(later)
    assert "from=2024-01-06" in address(page)
    assert page.page.evaluate("document.activeElement.dataset.hold") == "time-from"
    page.page.keyboard.press("PageUp")
    assert "from=2024-01-11" in address(page)
    page.page.keyboard.press("End")
    assert "from=2024-02-28" in address(page)
    page.page.keyboard.press("Home")
    assert "from=" not in address(page)
    page.page.locator("[data-hold=time-to]").focus()
    page.page.keyboard.press("ArrowDown")
    assert "to=2024-02-27" in address(page)
    page.page.keyboard.press("Home")
    assert "to=2024-01-05" in address(page)
    assert passing(page) == {0, 3, 4}


def test_a_screen_reader_hears_days(visit: Visits) -> None:
    page = visit(filter_store()).open("#lang=en&tab=table&from=2024-01-10")
    assert thumb(page, "from") == {"valuenow": "5", "valuemin": "0", "valuemax": "54", "valuetext": "10 January 2024", "label": "From"}
    assert thumb(page, "to") == {"valuenow": "54", "valuemin": "5", "valuemax": "54", "valuetext": "28 February 2024", "label": "To"}
    assert page.page.locator("#timeline [role=slider]").count() == 2
    assert page.page.locator("#timeline .plot").get_attribute("aria-hidden") == "true"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_thumb_is_drawn_and_that_is_one_step_of_undo(visit: Visits, language: str) -> None:
    page = visit(filter_store()).open(f"#tab=table&lang={language}")
    box = page.page.locator("[data-hold=time-from]").bounding_box()
    page.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.page.mouse.down()
    for number in (3, 9, 12):
        page.page.mouse.move(*bar_point(page, number))
        page.page.wait_for_timeout(300)
    page.page.mouse.up()
    assert "from=2024-01-17" in address(page)
    assert page.page.evaluate("document.activeElement.dataset.hold") == "time-from"
    page.page.keyboard.press("Control+z")
    assert "from=" not in address(page)


def test_an_end_never_passes_the_other(visit: Visits) -> None:
    page = visit(filter_store()).open("#lang=en&tab=table&from=2024-01-10&to=2024-01-20")
    box = page.page.locator("[data-hold=time-to]").bounding_box()
    page.page.mouse.move(box["x"] + 7, box["y"] + 7)
    page.page.mouse.down()
    page.page.mouse.move(*bar_point(page, 0))
    page.page.mouse.up()
    assert "from=2024-01-10" in address(page)
    assert "to=2024-01-10" in address(page)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_click_takes_a_bar_and_another_lets_it_go(visit: Visits, language: str) -> None:
    page = visit(filter_store()).open(f"#tab=table&lang={language}&undated=no&half=no")
    page.page.mouse.click(*bar_point(page, 7))
    assert "from=2024-01-12" in address(page)
    assert "to=2024-01-12" in address(page)
    assert passing(page) == {5}
    page.page.wait_for_timeout(500)
    page.page.mouse.click(*bar_point(page, 7))
    assert "from=" not in address(page)
    assert passing(page) == ALL - {3, 4}


def test_a_stroke_over_the_bars_takes_a_range_and_the_band_moves_it(visit: Visits) -> None:
    page = visit(filter_store()).open("#lang=en&tab=table&undated=no&half=no")
    page.page.mouse.move(*bar_point(page, 16))
    page.page.mouse.down()
    page.page.mouse.move(*bar_point(page, 5))
    page.page.mouse.up()
    assert ("from=2024-01-10" in address(page), "to=2024-01-21" in address(page)) == (True, True)
    assert passing(page) == {1, 5}
    track = page.page.locator("#timeline .track").bounding_box()
    height = track["y"] + track["height"] / 2
    page.page.mouse.move(bar_point(page, 10)[0], height)
    page.page.mouse.down()
    page.page.mouse.move(bar_point(page, 14)[0], height)
    page.page.mouse.up()
    assert ("from=2024-01-14" in address(page), "to=2024-01-25" in address(page)) == (True, True)


def test_what_has_no_day_is_counted_and_never_lost(visit: Visits) -> None:
    page = visit(filter_store()).open("#lang=en&tab=table&from=2024-02-10")
    choices = {row.split("\n")[0]: row.split("\n")[-1] for row in page.page.locator("#timeline .choices label").all_inner_texts()}
    assert choices == {"undated": "1", "half-known date": "1", "perhaps outside": "1"}
    assert passing(page) == {2, 3, 4, 6}
    for name, event in (("undated", 3), ("half", 4), ("partly", 2)):
        page.page.locator(f"[data-hold=check-{name}]").click()
        assert event not in passing(page)
        assert f"{name}=no" in address(page)
    assert chips(page)[1:] == ["without: undated", "without: half-known date", "without: perhaps outside"]


def test_a_closer_look_shows_more_bars_and_counts_what_lies_beyond(visit: Visits) -> None:
    page = visit(filter_store()).open("#lang=en&tab=table&from=2024-01-10&to=2024-01-25")
    page.page.click("[data-hold=time-zoom]")
    assert "span=2024-01-10/2024-01-25" in address(page)
    assert len(bars(page)) == 16
    assert page.page.locator("#timeline .beyond").all_inner_texts() == ["1 before", "2 after"]
    assert page.page.locator("[data-hold=time-zoom]").count() == 0
    page.page.click("[data-hold=time-unzoom]")
    assert len(bars(page)) == 55
    page.page.mouse.dblclick(*bar_point(page, 7))
    assert "span=2024-01-09/2024-01-15" in address(page)
    page.page.keyboard.press("Control+z")
    assert "span=" not in address(page)


def test_play_walks_pauses_ends_and_is_taken_back_at_once(visit: Visits) -> None:
    page = visit(filter_store()).open("#lang=en&tab=table&undated=no&half=no")
    play = page.page.locator("[data-hold=play]")
    assert "week" in play.inner_text()
    page.page.clock.install()
    play.click()
    assert play.inner_text().endswith("Pause")
    assert ("from=2024-01-05" in address(page), "to=2024-01-11" in address(page)) == (True, True)
    page.page.clock.run_for(850)
    assert ("from=2024-01-12" in address(page), "to=2024-01-18" in address(page)) == (True, True)
    play.click()
    assert "Play" in play.inner_text()
    page.page.clock.run_for(3000)
    assert "from=2024-01-12" in address(page)
    play.click()
    page.page.clock.run_for(30_000)
    assert "Play" in play.inner_text()
    assert "to=2024-02-29" in address(page)
    page.page.keyboard.press("Control+z")
    assert "from=2024-01-12" in address(page), "all that played since is one step"


def test_who_takes_hold_of_the_range_stops_the_play(visit: Visits) -> None:
    page = visit(filter_store()).open("#lang=en&tab=table")
    page.page.clock.install()
    page.page.click("[data-hold=play]")
    page.page.mouse.click(*bar_point(page, 20))
    assert "Play" in page.page.inner_text("[data-hold=play]")
    page.page.clock.run_for(3000)
    assert "from=2024-01-25" in address(page)


def test_with_less_motion_play_goes_step_by_step(visit: Visits) -> None:
    page = visit(filter_store())
    page.page.emulate_media(reduced_motion="reduce")
    page.open("#lang=en&tab=table")
    page.page.clock.install()
    assert "Next week" in page.page.inner_text("[data-hold=play]")
    page.page.click("[data-hold=play]")
    page.page.clock.run_for(5000)
    assert "from=2024-01-05" in address(page)
    page.page.click("[data-hold=play]")
    assert "from=2024-01-12" in address(page)


SPANS = [("2024-01-01", "2024-02-01", "day"), ("2023-01-01", "2024-06-01", "week"), ("2015-01-01", "2022-01-01", "month"), ("1990-01-01", "2022-01-01", "year")]


@pytest.mark.parametrize(("first", "last", "unit"), SPANS)
def test_the_step_grows_with_the_span(visit: Visits, first: str, last: str, unit: str) -> None:
    page = visit(filter_store()).open(f"#lang=en&tab=table&span={first}/{last}")
    assert f"by {unit}" in page.page.inner_text("[data-hold=play]")
    assert 10 < len(bars(page)) <= 160

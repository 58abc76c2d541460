"""What a person can do with the drawn network, each by pointer or key as a person would, and what the address keeps of it."""

import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from news_fixture import entities, news_store, read_event, store_of
from visiting import HOSTILE, IN_BROWSER, Visit

from extract.model import EntityKind
from kg.model import Entity

pytestmark = IN_BROWSER
Visits = Callable[..., Visit]


def act(page: Visit, name: str) -> None:
    page.page.click(f"#panel [data-act={name}]")
    page.settle()


def test_events_are_points_or_lines_as_the_reader_likes(visit: Visits) -> None:
    page = visit().open()
    assert page.ask("mode()") == "events"  # few enough for points
    shown = page.shown()
    assert {f"e{int(event[1:])}" for event in shown} <= set(page.ask("nodes()"))
    page.page.locator("#modes button").nth(1).click()
    page.settle()
    assert page.ask("mode()") == "lines"
    assert not [node for node in page.ask("nodes()") if node.startswith("e")]
    assert page.shown() == shown
    assert "mode=lines" in page.page.evaluate("location.hash")


def test_above_three_hundred_things_events_are_lines(visit: Visits) -> None:
    lines = [f"ASSAULT .9 [a:{one}|فلان] [!|هاجم] [t:{other}|علان]" for one in ("dawn", "coast", "tribes") for other in ("falcons", "civilians")] * 60
    read = [read_event(line, number) for number, line in enumerate(lines)]
    page = visit(store_of(entities(), [one for documents, _ in read for one in documents], [event for _, event in read])).open()
    assert page.ask("mode()") == "lines"
    assert sorted(len(line["events"]) for line in page.ask("lines()")) == [60] * 6
    assert "×60" in " ".join(label["text"] for label in page.ask("labels()"))


def test_expand_and_fold_and_the_badge_that_counts(visit: Visits) -> None:
    page = visit().open("#limit=10&mode=lines")
    before = set(page.ask("nodes()"))
    badge = next(label for label in page.ask("labels()") if label["kind"] == "badge")
    canvas = page.page.locator("#drawing").bounding_box()
    page.page.mouse.click(canvas["x"] + (badge["left"] + badge["right"]) / 2, canvas["y"] + (badge["top"] + badge["bottom"]) / 2)
    page.settle()
    grown = set(page.ask("nodes()"))
    assert before < grown
    assert len([node for node in grown - before if node.startswith("n")]) == int(badge["text"])
    page.click_on(badge["id"])
    act(page, "collapse")
    assert set(page.ask("nodes()")) < grown


def test_a_double_click_expands(visit: Visits) -> None:
    page = visit().open("#limit=10&mode=lines")
    badge = next(label for label in page.ask("labels()") if label["kind"] == "badge")
    before, point = len(page.ask("nodes()")), page.ask(f"pointOf('{badge['id']}')")
    page.page.mouse.dblclick(point["x"], point["y"])
    page.settle()
    assert len(page.ask("nodes()")) > before


def test_undo_takes_back_one_change_after_the_other(visit: Visits) -> None:
    page = visit().open("#mode=lines")
    nodes, types = page.ask("nodes()"), page.types()
    page.page.locator(".check", has=page.page.locator(".type-ASSAULT")).click()
    page.click_on(page.ask("nodeOf('dawn')"))
    act(page, "collapse")
    page.page.keyboard.press("Control+z")
    page.page.keyboard.press("Control+z")
    page.settle()
    assert (page.types(), set(page.ask("nodes()"))) == (types, set(nodes))
    assert page.page.locator("#undo").is_disabled()


def test_a_dragged_node_stays_where_it_was_put_and_the_address_knows(visit: Visits) -> None:
    page = visit().open("#mode=lines")
    node = page.ask("nodeOf('union')")
    start = page.ask(f"pointOf('{node}')")
    page.page.mouse.move(start["x"], start["y"])
    page.page.mouse.down()
    page.page.mouse.move(start["x"] + 60, start["y"] + 45, steps=6)
    page.page.mouse.up()
    page.settle()
    moved = page.ask(f"pointOf('{node}')")
    assert (moved["x"] - start["x"], moved["y"] - start["y"]) == pytest.approx((60, 45), abs=3)
    assert "pinned=union@" in page.page.evaluate("location.hash")
    page.page.keyboard.press("Control+z")
    page.settle()
    back = page.ask(f"pointOf('{node}')")
    assert (back["x"], back["y"]) == pytest.approx((start["x"], start["y"]), abs=1)


def test_dragging_the_ground_moves_and_the_wheel_zooms_about_the_pointer(visit: Visits) -> None:
    page = visit().open("#mode=lines")
    node = page.ask("nodes()")[0]
    before = page.ask(f"pointOf('{node}')")
    page.page.mouse.move(before["x"], before["y"])
    page.page.mouse.wheel(0, -300)
    page.settle()
    assert page.ask(f"pointOf('{node}')") == pytest.approx(before, abs=1)
    box = page.page.locator("#drawing").bounding_box()
    page.page.mouse.move(box["x"] + 8, box["y"] + box["height"] - 90)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + 48, box["y"] + box["height"] - 110, steps=4)
    page.page.mouse.up()
    page.settle()
    after = page.ask(f"pointOf('{node}')")
    assert (after["x"] - before["x"], after["y"] - before["y"]) == pytest.approx((40, -20), abs=1.5)


def test_the_address_keeps_where_the_camera_stands(visit: Visits) -> None:
    page = visit().open("#mode=lines")
    assert "view=" not in page.page.evaluate("location.hash")
    page.page.click("#zoom-in")
    page.page.wait_for_url(lambda url: "view=" in url)
    node = page.ask("nodes()")[0]
    again = visit().open(page.page.evaluate("location.hash"))
    assert again.ask(f"pointOf('{node}')") == pytest.approx(page.ask(f"pointOf('{node}')"), abs=2)
    page.page.click("#fit")
    page.page.wait_for_url(lambda url: "view=" not in url)


def test_pointing_at_something_says_what_it_is(visit: Visits) -> None:
    page = visit().open("#mode=lines")
    point = page.ask(f"pointOf('{page.line_of('event/e010')}')")
    page.page.mouse.move(point["x"], point["y"])
    page.settle()
    assert {"الهلال الأخضر", "نازحون"} <= set(page.page.inner_text("#hint").replace("\u2068", "|").replace("\u2069", "|").split("|"))
    box = page.page.locator("#drawing").bounding_box()
    page.page.mouse.move(box["x"] + 3, box["y"] + box["height"] - 3)
    assert page.page.locator("#hint").is_hidden()


def test_the_path_between_two_nodes(visit: Visits) -> None:
    page = visit().open("#selection=entity:crescent&mode=lines")
    act(page, "pathFrom")
    page.page.fill("#query", "فيروز")
    page.page.keyboard.press("Enter")
    page.settle()
    assert "path=crescent,place/turquoise" in page.page.evaluate("location.hash")
    lit = page.ask("lit()")
    assert {page.ask("nodeOf('crescent')"), page.ask("nodeOf('place/turquoise')")} <= set(lit)
    assert 2 < len(lit) < len(page.ask("nodes()"))
    page.page.keyboard.press("Escape")
    assert "path=" not in page.page.evaluate("location.hash")


def test_focus_and_back_by_the_browser(visit: Visits) -> None:
    page = visit().open("#selection=entity:coast")
    act(page, "neighbours")
    assert "focus=coast" in page.page.evaluate("location.hash")
    few = page.ask("nodes()")
    page.page.go_back()
    page.settle()
    assert "focus" not in page.page.evaluate("location.hash")
    assert len(page.ask("nodes()")) > len(few)
    page.page.go_forward()
    page.settle()
    assert page.ask("nodes()") == few


def test_the_keyboard_walks_shows_opens_and_leaves(visit: Visits) -> None:
    page = visit().open("#mode=lines")
    page.page.focus("#drawing")
    first = page.page.inner_text("#spoken")
    assert "عدد أحداثه" in first
    for key in ("ArrowDown", "ArrowLeft", "ArrowUp", "ArrowRight"):
        page.page.keyboard.press(key)
        if page.page.inner_text("#spoken") != first:
            break
    assert page.page.inner_text("#spoken") != first
    page.page.keyboard.press("Enter")
    assert page.page.locator("#panel .headline").count() == 1
    page.page.keyboard.press("Escape")
    assert page.page.locator("#panel .headline").count() == 0
    page.page.keyboard.press("f")
    assert "focus=" in page.page.evaluate("location.hash")
    page.page.keyboard.press("p")
    assert "pinned=" in page.page.evaluate("location.hash")


def test_a_wide_fan_is_one_line_until_it_is_opened(visit: Visits) -> None:
    types = ("ASSAULT", "ACCUSE", "THREATEN", "REJECT", "COERCE", "AID")
    read = [read_event(f"{type_} .9 [a:dawn|الجبهة] [!|فعلت] [t:falcons|اللواء]", number) for number, type_ in enumerate(types)]
    page = visit(store_of(entities(), [one for documents, _ in read for one in documents], [event for _, event in read])).open("#mode=lines")
    (line,) = page.ask("lines()")
    assert (line["type"], len(line["events"])) == ("MIXED", 6)
    page.click_on(line["id"])
    assert page.types() == set(types)
    assert page.page.locator("#panel .events li").count() == 6


def test_pictures_are_made_in_the_page(visit: Visits, tmp_path: Path) -> None:
    page = visit(title="سهلان: كانون").open("#mode=lines")
    with page.page.expect_download() as png:
        page.page.click("#save-png")
    png.value.save_as(tmp_path / "picture.png")
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")
    assert png.value.suggested_filename.endswith(".png")
    picture = ElementTree.fromstring(page.ask("svg()"))
    names = {one.text for one in picture.iter("{http://www.w3.org/2000/svg}text")}
    assert {"جبهة الفجر", "حكومة سهلان"} & names
    assert len(list(picture.iter("{http://www.w3.org/2000/svg}path"))) > 60


def test_hostile_names_stay_text_in_the_svg(visit: Visits) -> None:
    documents, event = read_event("ASSAULT .9 [a:evil|القاعدون] [!|هاجموا] [t:dawn|الجبهة]", 2)
    page = visit(store_of(entities() | {"evil": Entity("evil", EntityKind.GROUP, HOSTILE, HOSTILE)}, documents, [event]), title=HOSTILE).open()
    picture = ElementTree.fromstring(page.ask("svg()"))
    assert {one.tag.rsplit("}", 1)[-1] for one in picture.iter()} <= {"svg", "title", "rect", "path", "text"}
    assert "\u202e" not in page.ask("svg()")


def test_a_large_graph_opens_in_communities_that_open(visit: Visits, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.view.compose._WHOLE_UP_TO", 10)
    page = visit(news_store()).open("#mode=communities")
    communities = page.ask("nodes()")
    assert communities
    assert all(node.startswith("c") for node in communities)
    assert page.page.inner_text("#note")
    point = page.ask("pointOf('c0')")
    page.page.mouse.dblclick(point["x"], point["y"])
    page.settle()
    members = [node for node in page.ask("nodes()") if node.startswith("n")]
    assert len(members) > 3
    assert "opened=c0" in page.page.evaluate("location.hash")
    page.page.click("#panel .pill")
    page.settle()
    assert page.ask("nodes()") == communities


def test_thousands_of_events_open_aggregated_and_at_once(visit: Visits) -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
    from page import made_up

    page = visit(network=made_up(6000)).open()
    assert page.ask("mode()") == "communities"
    assert page.ask("drawnAt()") < 2500
    assert len(page.ask("nodes()")) + len(page.ask("lines()")) <= 2000
    assert page.path.stat().st_size < 1_500_000 + 6000 * 1000


def test_on_a_phone_no_label_lies_under_what_stands_over_the_picture(visit: Visits) -> None:
    page = visit(width=390, height=844).open("#lang=ar&limit=20")
    page.page.click("#zoom-in")
    page.page.click("#zoom-in")
    page.page.wait_for_url(lambda url: "view=" in url)
    over = page.page.evaluate("""() => {
        const frame = document.getElementById("drawing").getBoundingClientRect();
        return ["modes", "note", "tools"].map((id) => document.getElementById(id).getBoundingClientRect())
            .filter(({ width }) => width).map(({ left, right, top, bottom }) => [left - frame.left, right - frame.left, top - frame.top, bottom - frame.top]);
    }""")
    labels = page.ask("labels()")
    assert len(over) == 3
    assert len(labels) > 5
    for left, right, top, bottom in over:
        under = [one["text"] for one in labels if one["left"] < right - 1 and left + 1 < one["right"] and one["top"] < bottom - 1 and top + 1 < one["bottom"]]
        assert under == []

"""The table of the page: rows, order, keys, and a CSV that says the same and runs nothing."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from news_fixture import entities, read_event, store_of
from visiting import IN_BROWSER, Visit

from extract.model import EntityKind
from kg.model import Entity
from kg.tables import neutralise

pytestmark = IN_BROWSER
COLUMNS = ("date", "type", "actor", "target", "place", "counts", "belief", "sources")
HEADER = ["Date", "Type", "Actor", "Target", "Place", "Counts", "Belief", "Sources", "Factuality", "Reports", "Id"]


def rows(page: Visit) -> list[list[str]]:
    """The texts of the cells, without the marks that isolate names."""
    cells = page.page.evaluate("() => [...document.querySelectorAll('#table tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText))")
    return [[text.translate({0x2068: None, 0x2069: None}).strip() for text in row] for row in cells]


def downloaded(page: Visit, folder: Path) -> tuple[str, list[list[str]]]:
    with page.page.expect_download() as waiting:
        page.page.click("#table .csv")
    path = folder / "table.csv"
    waiting.value.save_as(path)
    text = path.read_bytes().decode("utf-8")
    return text, list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_every_shown_event_has_a_row(visit: Callable[..., Visit]) -> None:
    page = visit().open("#tab=table&lang=en")
    assert len(rows(page)) == 60
    assert page.page.locator("#table th").count() == 8
    page.page.locator("button[data-hold=none]").click()
    page.settle()
    assert page.page.locator("#table tbody tr[data-event]").count() == 0
    assert page.page.locator("#table tbody").inner_text()


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_sorts_both_ways_with_what_is_missing_last(visit: Callable[..., Visit], column: str) -> None:
    page = visit().open("#tab=table&lang=en&sort=sources.up")
    head = page.page.locator(f"#table th.column-{column}")
    ways, seen = [], []
    for _ in range(2):
        head.locator("button").click()
        page.settle()
        ways.append(head.get_attribute("aria-sort"))
        seen.append(rows(page))
        empty = [row[COLUMNS.index(column)] in ("", "no known date") for row in seen[-1]]
        assert empty == sorted(empty), "what is missing stands last"
    assert set(ways) == {"ascending", "descending"}
    assert seen[0] != seen[1]
    assert page.page.locator("#table th[aria-sort]").count() == 1
    assert f"sort={column}." in page.page.evaluate("location.hash") or column == "date"


def test_belief_is_sorted_as_a_figure(visit: Callable[..., Visit]) -> None:
    page = visit().open("#tab=table&lang=en&sort=belief.down")
    beliefs = [float(row[6]) for row in rows(page)]
    assert beliefs == sorted(beliefs, reverse=True)
    assert len(set(beliefs)) > 5


def test_a_click_and_the_keys_choose_an_event(visit: Callable[..., Visit]) -> None:
    page = visit().open("#tab=table&lang=en")
    page.page.locator("#table tbody tr").nth(3).locator("td").nth(2).click()
    page.settle()
    assert "selection=event" in page.page.evaluate("location.hash")
    assert page.page.locator("#table tr[aria-current=true]").count() == 1
    assert page.page.locator("#panel .sentence").count() >= 1
    assert page.page.locator("#table tbody button[tabindex='0']").count() == 1
    page.page.locator("#table tbody button[tabindex='0']").focus()
    page.page.keyboard.press("ArrowDown")
    page.page.keyboard.press("Enter")
    page.settle()
    assert page.page.locator("#table tbody tr").nth(4).get_attribute("aria-current") == "true"
    page.page.keyboard.press("End")
    page.page.keyboard.press("Enter")
    page.settle()
    assert page.page.locator("#table tbody tr").last.get_attribute("aria-current") == "true"


def test_what_did_not_happen_says_so_in_its_row(visit: Callable[..., Visit]) -> None:
    page = visit().open("#tab=table&lang=en")
    assert any("planned" in row[1] for row in rows(page))


def test_the_csv_is_what_is_shown(visit: Callable[..., Visit], tmp_path: Path) -> None:
    page = visit().open("#tab=table&lang=en&off=ASSAULT&sort=belief.up")
    text, found = downloaded(page, tmp_path)
    assert text.startswith("\ufeff")
    assert text.count("\r\n") == len(found)
    assert found[0] == HEADER
    shown = rows(page)
    assert [row[2:5] for row in found[1:]] == [row[2:5] for row in shown]
    assert [row[6] for row in found[1:]] == [row[6] for row in shown]
    assert "assault" not in {row[1] for row in found[1:]}
    assert all(row[10].startswith("https://w3id.org/khabar/id/event/") for row in found[1:])
    assert {"asserted"} < {row[8] for row in found[1:]}


def test_the_csv_speaks_arabic_too(visit: Callable[..., Visit], tmp_path: Path) -> None:
    _, found = downloaded(visit().open("#tab=table"), tmp_path)
    assert found[0][:3] == ["التاريخ", "النوع", "الفاعل"]
    assert "جبهة الفجر" in {cell for row in found for cell in row}


DANGEROUS = ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", " =1", " \tx", "＝1", '=HYPERLINK("http://x","y")', 'a,b"c', "-5", "+7", "1e5"]


@pytest.mark.parametrize("name", DANGEROUS)
def test_no_cell_of_the_csv_is_a_formula(visit: Callable[..., Visit], tmp_path: Path, name: str) -> None:
    documents, event = read_event("ASSAULT .9 [a:evil|القاعدون] [!|هاجموا] [t:dawn|الجبهة]", 2)
    store = store_of(entities() | {"evil": Entity("evil", EntityKind.GROUP, name, name)}, documents, [event])
    _, found = downloaded(visit(store).open("#tab=table&lang=en"), tmp_path)
    shown = "".join(letter for letter in name if letter != "\t")  # a name never holds control characters on the page
    assert found[1][2] in (neutralise(name), neutralise(shown))


def test_hostile_names_are_text(visit: Callable[..., Visit]) -> None:
    hostile = "</td><img src=x onerror=window.struck=1>\u202e<script>window.struck=1</script>"
    documents, event = read_event("ASSAULT .9 [a:evil|القاعدون] [!|هاجموا] [t:dawn|الجبهة]", 2)
    store = store_of(entities() | {"evil": Entity("evil", EntityKind.GROUP, hostile, hostile)}, documents, [event])
    page = visit(store).open("#tab=table")
    assert page.page.evaluate("window.struck") is None
    assert page.page.locator("#table img, #table script").count() == 0
    assert rows(page)[0][2].startswith("</td><img")
    assert "\u202e" not in page.page.locator("#table").inner_text()


def test_many_events_come_in_pages(visit: Callable[..., Visit], tmp_path: Path) -> None:
    read = [read_event(f"AID .9 [a:dawn|الجبهة] [!|أوصلت] سلالًا إلى [t:civilians|أهلٍ] [d:2023-01-{1 + number % 28:02}|يوم]", number) for number in range(230)]
    page = visit(store_of(entities(), [one for found, _ in read for one in found], [event for _, event in read])).open("#tab=table&lang=en")
    first = [row.get_attribute("data-event") for row in page.page.locator("#table tbody tr").all()]
    assert len(first) == 100
    page.page.locator("[data-sheet=next]").click()
    page.page.locator("[data-sheet=next]").click()
    assert page.page.locator("#table tbody tr").count() == 30
    assert page.page.locator("[data-sheet=next]").is_disabled()
    assert "201–230 of 230" in page.page.inner_text("#table .sheet-bar")
    assert len(downloaded(page, tmp_path)[1]) == 231


@pytest.mark.parametrize("address", ["sort=", "sort=x.up", "sort=date", "sort=%3Cb%3E.up", "sort=date.up.down"])
def test_a_spoilt_address_still_gives_a_table(visit: Callable[..., Visit], address: str) -> None:
    assert len(rows(visit().open(f"#tab=table&{address}"))) == 60


def test_on_a_phone_only_the_table_scrolls_sideways(visit: Callable[..., Visit]) -> None:
    page = visit(width=390, height=844).open("#tab=table")
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390

"""The page on paper: what is in view, to be read without a screen."""

from collections.abc import Callable
from typing import Any

import pytest
from news_fixture import news_store
from visiting import HOSTILE, IN_BROWSER, Visit

pytestmark = IN_BROWSER


def printed(page: Visit) -> Any:
    """The page as it stands while a printer is asked for."""
    page.page.emulate_media(media="print")
    page.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    return page.page.locator("#print")


def visible_outside(page: Visit) -> Any:
    return page.page.evaluate("[...document.body.children].filter((one) => one.id !== 'print' && one.checkVisibility()).length")


@pytest.mark.parametrize("tab", ["network", "map", "table"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_paper_has_the_view_its_filters_and_every_shown_event(visit: Callable[..., Visit], language: str, tab: str) -> None:
    page = visit().open(f"#lang={language}&tab={tab}&belief=0.6&theme=dark")
    shown = page.page.evaluate("document.getElementById('summary').textContent")
    paper = printed(page)
    text = paper.inner_text()
    assert "سهلان" in text and "0.60" in text and shown in text
    rows = paper.locator("tbody tr")
    assert str(rows.count()) in shown
    assert "https://example.org/wire/" in text and "Valley Monitor" in text
    assert paper.locator("svg").count() == (0 if tab == "table" else 1)
    assert visible_outside(page) == 0
    assert page.page.evaluate("document.documentElement.dataset.theme") == "light"
    assert page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert (paper.inner_html(), page.page.evaluate("document.documentElement.dataset.theme")) == ("", "dark")


def test_what_is_chosen_is_printed_with_its_sentences(visit: Callable[..., Visit]) -> None:
    page = visit().open("#lang=ar&selection=event:event/e000")
    before = page.panel()
    paper = printed(page)
    assert paper.locator(".sentence").count() == page.page.locator("#panel .sentence").count() > 0
    assert paper.locator(".close, .acts, [id]").count() == 0
    page.page.emulate_media(media="screen")
    assert page.panel() == before


def test_a_printer_gets_sheets(visit: Callable[..., Visit]) -> None:
    page = visit().open("#lang=en")
    sheets = page.page.pdf(prefer_css_page_size=True)
    assert sheets.startswith(b"%PDF") and 2 <= sheets.count(b"/Type /Page\n") <= 8


def test_hostile_words_stay_words_on_paper(visit: Callable[..., Visit]) -> None:
    page = visit(news_store(), HOSTILE).open("#lang=en&tab=table")
    paper = printed(page)
    assert "<img src=x" in paper.locator("h1").inner_text()
    assert paper.locator("img, script, b img").count() == 0
    assert page.page.evaluate("window.struck") is None

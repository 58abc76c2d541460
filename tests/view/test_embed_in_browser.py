"""The page within somebody else's article: two of them, styles that reach for everything, ids that are the same, and no way across."""

import json
import time
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from news_fixture import news_store
from visiting import HOSTILE_TEXTS, IN_BROWSER

from kg.network import Filters, build_network
from kg.view.embed import as_fragment
from kg.view.opening import Opening
from kg.view.page import render_page

HOSTILE_STYLE = """
* { color: red !important; font-size: 40px !important; letter-spacing: 20px; direction: ltr !important; box-sizing: content-box !important; }
iframe { display: none !important; width: 3px; height: 3px; opacity: 0; position: fixed; transform: scale(.1); }
.panel, #panel, #table { display: none !important; }
canvas, button { visibility: hidden !important; }
"""
ARTICLE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>An article</title><style>{style}</style></head><body>
<header id="panel" class="panel"><h1 id="title">An article of ours</h1></header><main id="drawing"><p id="summary">Words before.</p>{first}
<p id="query">Words between.</p>{second}
<div style="height: 3000px">Much more.</div></main>
<script>window.khabar = "the article's own"; window.secret = "of the article"; document.cookie = "session=1";</script></body></html>"""


class Iframe(HTMLParser):
    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(fragment)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def fragment(opening: Opening) -> str:
    return as_fragment(render_page(build_network(news_store(), Filters()), opening), opening)


@pytest.mark.parametrize("title", HOSTILE_TEXTS)
def test_a_fragment_is_one_element_that_holds_the_page_as_it_is(title: str) -> None:
    opening = Opening(title, embedded=True)
    page = render_page(build_network(news_store(), Filters(types=())), opening)
    fragment = as_fragment(page, opening)
    [(tag, attributes)] = Iframe(fragment).found
    assert (tag, attributes["srcdoc"], attributes["title"]) == ("iframe", page, " ".join(title.split()))
    assert fragment.count("\n") == 1  # an editor that puts paragraphs where lines are empty finds none
    assert "<" not in fragment[1:].removesuffix("</iframe>\n")
    assert "allow-same-origin" not in str(attributes["sandbox"])


def test_an_embedded_page_says_how_it_opens() -> None:
    page = render_page(build_network(news_store(), Filters()), Opening("Wadi", "en", "dark", "map", True))
    assert '<html lang="en" dir="ltr">' in page
    data = json.loads(page.split('id="khabar-data">')[1].split("</script>")[0])
    assert (data["title"], data["opening"]) == ("Wadi", {"lang": "en", "theme": "dark", "tab": "map", "embedded": True})


def until(where: Any, expression: str) -> None:
    """Waits as `wait_for_function` does, which a frame's content security policy forbids to evaluate text."""
    start = time.monotonic()
    while not where.evaluate(f"() => {expression}"):
        assert time.monotonic() - start < 30, expression
        time.sleep(0.02)


@pytest.fixture
def article(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    path, complaints, requests = tmp_path / "article.html", [], []
    context = browser.new_context(viewport={"width": 1000, "height": 900})

    def start(*openings: Opening, style: str = HOSTILE_STYLE) -> Any:
        first, second = map(fragment, openings)
        path.write_text(ARTICLE.format(style=style, first=first, second=second), encoding="utf-8")
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(path.as_uri())
        page.locator("iframe").nth(1).scroll_into_view_if_needed()
        for frame in page.frames[1:]:
            until(frame, "Boolean(window.khabar?.state())")
        return page

    yield start
    assert complaints == []
    assert {url for url in requests if not url.startswith("about:")} == {path.as_uri()}
    context.close()


@pytest.mark.browser
@IN_BROWSER[1]
def test_two_stand_in_one_hostile_article_and_nothing_leaks(article: Callable[..., Any]) -> None:
    page = article(Opening("First", "en", "light", "network", True), Opening("ثانٍ", "ar", "dark", "table", True))
    one, other = page.frames[1:]
    assert [frame.inner_text("#title") for frame in (one, other)] == ["First", "ثانٍ"]
    assert page.evaluate("window.khabar") == "the article's own"
    assert [frame.evaluate("document.documentElement.dir + khabar.state()") for frame in (one, other)] == ["ltr#lang=en&theme=light", "rtl#lang=ar&theme=dark"]
    assert [box["width"] > 800 and box["height"] > 600 for box in (page.locator("iframe").nth(at).bounding_box() for at in (0, 1))] == [True, True]
    # The article's styles reach neither the frame nor what is in it.
    assert one.evaluate("getComputedStyle(document.getElementById('title')).fontSize") != "40px"
    assert one.locator("#panel .events button").first.is_visible()
    # What is done in one stays in it: the other, the article, its address and its history know nothing of it.
    before = page.evaluate("[location.href, history.length]")
    one.locator("#panel .events button").first.click()
    until(one, "khabar.state().includes('selection=event')")
    assert "selection" not in other.evaluate("khabar.state()")
    assert page.evaluate("[location.href, history.length]") == before
    # Neither side can read the other.
    for expression in ("parent.document.body", "parent.secret", "document.cookie", "localStorage.length"):
        assert one.evaluate(f"() => {{ try {{ return String({expression}); }} catch (error) {{ return error.name; }} }}") == "SecurityError"
    assert page.evaluate("document.querySelector('iframe').contentDocument") is None


@pytest.mark.browser
@IN_BROWSER[1]
def test_who_scrolls_the_article_is_not_held_by_the_picture(article: Callable[..., Any]) -> None:
    page = article(Opening("First", "en", "light", "network", True), Opening("Second", "en", "light", "map", True), style="")
    page.evaluate("window.scrollTo(0, 0)")
    box = page.locator("iframe").first.bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 300)
    page.mouse.wheel(0, 400)
    until(page, "window.scrollY > 300")

"""The panel in a browser: an entity with its names, ties and months, and the lists behind bundles, ties and months."""

from collections.abc import Callable

import pytest
from news_fixture import BASE, news_store
from visiting import IN_BROWSER, Visit, bare

pytestmark = IN_BROWSER

PREFIX = "PREFIX kh: <https://w3id.org/khabar/ontology#> PREFIX owl: <http://www.w3.org/2002/07/owl#>\n"


def test_a_bundle_lists_its_events_by_date_under_the_filters(visit: Callable[..., Visit]) -> None:
    page = visit().open("#lang=en&selection=events:event/e000,event/e001,event/e002")
    dates = [text.split(" · ")[0] for text in page.page.locator("#panel .events .when").all_inner_texts()]
    assert dates == ["2 February 2024", "15 January 2024", "9 January 2024"]
    page.open("#lang=en&selection=events:event/e000,event/e001,event/e002&from=2024-02-01")
    assert page.page.locator("#panel .events li").count() == 1
    assert "The filters hide 2 of them" in page.panel()


def test_an_entity_page_has_names_ties_months_and_map(visit: Callable[..., Visit]) -> None:
    store = news_store()
    about = f"<{BASE}dawn> kh:memberOf <{BASE}union> ; kh:possiblySame <{BASE}falcons> ; owl:sameAs <http://www.wikidata.org/entity/Q1> ."
    store.update(PREFIX + f"INSERT DATA {{ GRAPH <{BASE}graph/assembled> {{ {about} }} }}")
    page = visit(store).open("#lang=en&selection=entity:dawn")
    panel = bare(page.panel())
    assert "Fajr Front" in panel
    assert "جبهة الفجر ×" in panel
    assert page.page.locator("#panel dl a").get_attribute("href") == "http://www.wikidata.org/entity/Q1"
    assert page.page.locator("#panel .month").count() >= 2
    assert page.page.locator("#panel .small-map").count() == 1
    page.page.locator("#panel dl .entity", has_text="Regional Union").click()
    assert "Its members\nDawn Front" in bare(page.panel())


def test_the_strongest_ties_open_the_events_behind_them(visit: Callable[..., Visit]) -> None:
    page = visit().open("#lang=en&selection=entity:dawn")
    tie = page.page.locator("#panel .partners .entity").first
    name, count = bare(tie.inner_text()).rsplit(" ×", 1)
    tie.click()
    assert page.page.locator("#panel .events li").count() == int(count) > 1
    assert name in bare(page.panel())
    page.page.click("#panel .back")
    assert bare(page.page.locator("#panel .headline").inner_text()) == "Dawn Front"


@pytest.mark.parametrize("key", [None, "Enter", " "])
def test_a_month_opens_its_events(visit: Callable[..., Visit], key: str | None) -> None:
    page = visit().open("#lang=en&selection=entity:dawn")
    bar = page.page.locator("#panel .months").get_by_role("button").first
    month, count = bar.get_attribute("aria-label").rsplit(": ", 1)
    if key is None:
        bar.click()
    else:
        bar.press(key)
    assert int(count) > 1
    assert page.page.locator("#panel .events li").count() == int(count)
    assert all(month in text for text in page.page.locator("#panel .events .when").all_inner_texts())


def test_a_reload_brings_the_page_of_an_entity_back(visit: Callable[..., Visit]) -> None:
    page = visit().open("#selection=entity:dawn")
    before = page.panel()
    page.page.reload()
    page.page.wait_for_function("window.khabar")
    page.settle()
    assert page.panel() == before

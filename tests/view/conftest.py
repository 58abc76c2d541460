"""A browser for the tests of the page, and pages open in it that must have asked for nothing and complained of nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from news_fixture import news_store
from pyoxigraph import Store
from visiting import ARGUMENTS, CHROMIUM, Visit

from kg.network import Filters, build_network
from kg.network_details import with_details
from kg.view.page import write_page


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS.split())
        yield found
        found.close()


@pytest.fixture(scope="session")
def news_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the made-up news: most tests look at it, so it is made once."""
    path = tmp_path_factory.mktemp("news") / "network.html"
    graph = news_store()
    write_page(with_details(build_network(graph, Filters()), graph), path, "سهلان")
    return path


@pytest.fixture
def visit(browser: Any, news_page: Path, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    opened: list[Visit] = []

    def start(store: Store | None = None, title: str = "سهلان", network: Any = None, **size: Any) -> Visit:
        path = news_page
        if store is not None or network is not None or title != "سهلان":
            path = tmp_path / f"network-{len(opened)}.html"
            graph = news_store() if store is None else store
            write_page(network or with_details(build_network(graph, Filters()), graph), path, title)
        opened.append(Visit(browser, path, **size))
        return opened[-1]

    yield start
    for one in opened:
        assert one.complaints == []
        assert {url.split("#")[0] for url in one.requests} <= {one.path.as_uri(), "about:blank"}
        one.context.close()

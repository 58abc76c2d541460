"""The editor of queries at `kg serve`, in Chromium: nothing leaves, nothing complains, Arabic stands right, hostile labels are inert."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from visiting import HOSTILE, IN_BROWSER, Visit

pytest.importorskip("starlette", reason="kg serve is an extra: pip install 'khabar[serve]'")
pytest.importorskip("uvicorn")
sys.path.append(str(Path(__file__).resolve().parents[1] / "kg"))

from pyoxigraph import Literal, NamedNode, Quad
from serve_fixture import Server, serving, write_graph

from kg.store import STORE_FOLDER, GraphStore
from ontology.terms import DATA, KH, RDF, RDFS

pytestmark = IN_BROWSER
LABELS = "SELECT ?label { ?x a kh:Group ; rdfs:label ?label }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    output = tmp_path_factory.mktemp("edited")
    write_graph(output)
    hostile, graph = NamedNode(f"{DATA}unlisted/hostile"), NamedNode(f"{DATA}document/hostile")
    with GraphStore.open(output / STORE_FOLDER) as store:
        told = ((RDF.type, NamedNode(KH.Group)), (RDFS.label, Literal(HOSTILE)))
        store.put_graph(graph.value, [Quad(hostile, NamedNode(predicate), value, graph) for predicate, value in told])
    with serving(output) as running:
        yield running


@pytest.fixture
def opened(browser: Any, server: Server) -> Iterator[Visit]:
    visit = Visit(browser, Path("/"))
    visit.page.goto(f"{server.url}/editor")
    visit.page.wait_for_function("window.editor")
    yield visit
    assert visit.complaints == []
    assert all(url.startswith(server.url) for url in visit.requests)
    visit.context.close()


def _run(visit: Visit, sparql: str) -> None:
    visit.page.evaluate("text => editor.setValue(text)", sparql)
    visit.page.evaluate("editor.focus()")
    with visit.page.expect_navigation():
        visit.page.keyboard.press("Control+Enter")
    visit.page.wait_for_function("window.editor")


def test_a_query_is_edited_run_by_keyboard_and_stays_in_the_editor(opened: Visit) -> None:
    sparql = 'SELECT ?n { BIND("قوات" AS ?n) }'
    _run(opened, sparql)
    assert opened.page.evaluate("editor.getValue()") == sparql
    assert opened.page.inner_text("table.answer tbody") == "قوات"
    assert not opened.page.is_visible("textarea[name=query]")


def test_a_canned_question_comes_with_its_titles_and_fields(opened: Visit) -> None:
    opened.page.click("text=Who attacked whom, where and when")
    opened.page.wait_for_function("window.editor")
    assert opened.page.inner_text("h2 [lang=ar]") == "من هاجم من، وأين ومتى"
    opened.page.fill("[name='with.actor']", "داعش")
    with opened.page.expect_navigation():
        opened.page.click("text=Ask")
    assert "kh:actor" in opened.page.evaluate("editor.getValue()")
    assert opened.page.locator("table.answer tbody tr").count() > 0


def test_arabic_cells_run_from_right_to_left_and_others_do_not(opened: Visit) -> None:
    _run(opened, 'SELECT * { VALUES (?a ?b) { ("«قسد» (2021)"@ar "SDF (2021)"@en) } }')
    directions = opened.page.evaluate("[...document.querySelectorAll('table.answer td > *')].map(cell => getComputedStyle(cell).direction)")
    assert directions == ["rtl", "ltr"]
    assert opened.page.evaluate("[...document.querySelectorAll('table.answer td > *')].every(cell => getComputedStyle(cell).unicodeBidi == 'isolate')")


def test_our_prefixes_are_no_errors_and_those_of_nobody_are(opened: Visit) -> None:
    for sparql, errors in ((LABELS, 0), ("SELECT * { ?s nobody:knows ?o }", 1), ("SELECT * { ?s ?p }", 1)):
        opened.page.evaluate("text => editor.setValue(text)", sparql)
        assert opened.page.locator(".parseErrorIcon").count() == errors, sparql
    opened.page.hover(".parseErrorIcon")  # its hint has styles in attributes, which the policy must allow
    assert opened.page.is_visible(".yasqe_tooltip")


def test_hostile_labels_are_words(opened: Visit) -> None:
    _run(opened, LABELS)
    assert HOSTILE in opened.page.evaluate("[...document.querySelectorAll('table.answer td')].map(cell => cell.textContent.trim())")
    _run(opened, f"SELECT ('''{HOSTILE}''' AS ?x) {{}}")
    assert opened.page.evaluate("window.struck") is None
    assert opened.page.locator("img").count() == 0


def test_the_keyboard_leaves_the_editor_and_nothing_is_kept(opened: Visit) -> None:
    opened.page.evaluate("editor.focus()")
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.textContent") == "Run"
    assert opened.page.evaluate("editor.getInputField().getAttribute('aria-label')") == "SPARQL"
    assert opened.page.evaluate("localStorage.length") == 0


def test_an_answer_is_downloaded_as_a_table(opened: Visit) -> None:
    _run(opened, 'SELECT ?n { BIND("قوات" AS ?n) }')
    with opened.page.expect_download() as download:
        opened.page.click("text=CSV")
    assert download.value.suggested_filename == "answer.csv"
    assert Path(download.value.path()).read_text(encoding="utf-8").split() == ["n", "قوات"]

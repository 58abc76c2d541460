"""docs/ontology.html: what the ontology gives, whole in one file, with a drawing that the ontology bears out."""

import re
from xml.etree import ElementTree

import pytest
from rdflib import Graph

from ontology.errors import OntologyError
from ontology.files import ONTOLOGY_FILE, read_ontology
from ontology.terms import KH, RDFS
from tools.ontology_diagram import ARROWS, BOXES, draw_diagram
from tools.ontology_page import PAGE, make_page

TEXT = PAGE.read_text(encoding="utf-8")
LOADED = re.compile(r"<(?:script|img|iframe|source|object|embed)\b[^>]*\b(?:src|data)=|<link\b[^>]*href=\"(?!data:)|@import|url\((?!#)", re.IGNORECASE)


def ontology() -> Graph:
    return Graph().parse(data=read_ontology(ONTOLOGY_FILE), format="turtle")


def test_the_page_is_what_the_ontology_gives() -> None:
    pytest.importorskip("pylode", reason="pyLODE, of the dev extra, is not installed")
    assert make_page() == TEXT, "run `make ontology`"


def test_it_loads_nothing_and_is_small() -> None:
    assert LOADED.findall(TEXT) == []
    assert len(TEXT.encode()) <= 300_000


@pytest.mark.parametrize("loading", ['<img src="x.png">', '<link rel="stylesheet" href="https://x/y.css">', "@import 'x'", "src: url(https://x/font)"])
def test_what_would_load_is_seen(loading: str) -> None:
    assert LOADED.search(loading)


@pytest.mark.parametrize("name", list(KH.__annotations__))
def test_every_term_has_its_anchor(name: str) -> None:
    """`https://w3id.org/khabar/ontology#Event` leads to it, wherever the page is served."""
    assert f'<div class="property entity" id="{name}">' in TEXT


def test_arabic_is_set_from_right_to_left() -> None:
    assert not re.search(r"<(?:p|pre)>[\u0600-\u06ff]", TEXT)
    assert TEXT.count('lang="ar" dir="rtl"') > 200


def test_the_drawing_is_svg_and_the_same_each_time() -> None:
    drawn = draw_diagram(ontology())
    assert drawn == draw_diagram(ontology())
    assert drawn in TEXT
    assert set(ElementTree.fromstring(drawn).itertext()) >= {f"kh:{name}" for arrow in ARROWS for name in arrow.names} | {"kh:Event", "حدث"}
    assert {arrow.start for arrow in ARROWS} | {arrow.end for arrow in ARROWS} <= set(BOXES)


def test_no_arrow_says_what_the_ontology_does_not() -> None:
    other = ontology()
    other.remove((KH.time, RDFS.range, None))
    with pytest.raises(OntologyError, match=r"has no .*TimeInterval"):
        draw_diagram(other)

"""Which known outlet a manifest's source is, and how a question walks from it to the body that a spokesman speaks for."""

from pathlib import Path

import pytest

from extract.model import Document, Reading
from kg.build import build
from kg.outlets import Outlets
from kg.query import answer
from kg.resolve import resolve
from kg.store import STORE_FOLDER, GraphStore
from kg.tables import Table
from ontology.known import load_entities
from ontology.known_entity import KnownEntity

KNOWN = load_entities()
TWO = [
    KnownEntity("radio-east", "media", "إذاعة الوادي", "Valley Radio", ("راديو الوادي", "الوادي")),
    KnownEntity("radio-west", "media", "إذاعة الوادي الغربية", "Valley Radio West", ("الوادي",)),
    KnownEntity("river", "place", "نهر الوادي", "Valley River", ()),
]
CHAIN = """SELECT ?outlet ?relay ?body WHERE {
  ?report kh:relayedBy ?passes_on ; kh:attributedTo ?speaker ; prov:wasDerivedFrom/dcterms:publisher ?publisher .
  ?speaker prov:actedOnBehalfOf ?for . ?for rdfs:label ?body . ?publisher rdfs:label ?outlet . ?passes_on rdfs:label ?relay
  FILTER(LANG(?outlet) = "en" && LANG(?relay) = "en" && LANG(?body) = "en")
}"""


@pytest.mark.parametrize("source", ["إذاعة الوادي", "اذاعه الوادي", "إذاعةُ الوادي", "راديو الوادي", "Valley Radio", "VALLEY RADIO"])
def test_an_outlet_is_known_by_each_of_its_names(source: str) -> None:
    assert Outlets(TWO).of(source) == "radio-east"


@pytest.mark.parametrize("source", [None, "", "الوادي", "إذاعة الجبل", "نهر الوادي", "Radio"])
def test_what_names_no_outlet_or_two_names_none(source: str | None) -> None:
    assert Outlets(TWO).of(source) is None


def test_the_publisher_is_an_entity_of_the_graph() -> None:
    known, unknown = (Reading(Document(name, "نص", source=source), ()) for name, source in (("a", "وكالة رويترز"), ("b", "صحيفة لا يعرفها أحد")))
    resolution = resolve([known, unknown], KNOWN)
    assert resolution.publishers == {"a": "reuters"}
    assert "reuters" in resolution.entities


@pytest.mark.parametrize("spokesman", ["المتحدث باسم الجيش السوري العقيد سالم الحمد", "الناطق باسم الجيش السوري", "المتحدث باسم الجيش السوري"])
def test_a_question_walks_from_the_outlet_over_relay_and_speaker_to_the_body(tmp_path: Path, spokesman: str) -> None:
    (tmp_path / "a.txt").write_text(f"نقلت وكالة رويترز عن {spokesman} قوله إن القوات قصفت بلدة سراقب.", encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("file,source\na.txt,قناة العالم\n", encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "out", manifest=tmp_path / "manifest.csv")
    with GraphStore.open(tmp_path / "out" / STORE_FOLDER, read_only=True) as store:
        found = answer(store, CHAIN)
    assert isinstance(found, Table)
    assert {tuple(str(cell).removesuffix("@en").strip('"') for cell in row) for row in found.rows} == {("Al-Alam", "Reuters", "Syrian Army")}

"""Offices in the graph: memberships with their words and source, plain memberships, and who is one by an office that both articles tell."""

import re
from pathlib import Path

import pytest

from extract.model import Document, EntityKind, Mention, Office, Reading, Span
from kg.build import build
from kg.commit import LEDGER_FOLDER
from kg.offices import heads_of, is_former, members, spokesmen
from kg.query import ask
from kg.resolve import name_all, resolve
from kg.store import STORE_FOLDER, GraphStore
from kg.tables import Table
from kg.triples import Run, assembled_quads, document_quads
from kg.validate import validate
from ontology.known import load_entities
from ontology.offices import KnownOffice, parse_offices
from ontology.terms import DATA

COALITION = Mention(Span(20, 27), "التحالف", "التحالف الدولي", EntityKind.COALITION, "international-coalition")
SDF = Mention(Span(20, 27), "قسد", "قوات سوريا الديمقراطية", EntityKind.ARMED_GROUP, "sdf")
RUN = Run("rules", "1")
KNOWN = load_entities()
TEXT = "قال المتحدث الرسمي باسم التحالف العقيد وين ماروتو إن الغارة أصابت الهدف."


def office(name: str, title: str | None = None, body: Mention | None = None, rank: str | None = None) -> Office:
    return Office(Span(4, 30), Mention(Span(30, 30 + len(name)), name, name, EntityKind.PERSON), rank, title, body)


def reading(document: str, *offices: Office) -> Reading:
    return Reading(Document(document, TEXT), (), offices=offices)


def people(*readings: Reading) -> list[str]:
    """The labels of the unlisted people that the readings come to."""
    return sorted(entity.label_ar or "" for entity in resolve(readings, KNOWN).entities.values() if entity.kind is EntityKind.PERSON and not entity.known)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (office("وين ماروتو", "المتحدث", COALITION), office("وين ماروطو", "المتحدث الرسمي", COALITION), 1),
        (office("وين ماروتو", "المتحدث", COALITION), office("وين ماروطو", "الناطق", COALITION), 1),
        (office("وين ماروتو", "المتحدث", COALITION, "العقيد"), office("وين ماروطو", "المتحدث", COALITION), 1),
        (office("وين ماروتو", "المتحدث", COALITION), office("وين ماروطو", "المتحدث", SDF), 2),
        (office("وين ماروتو", "المتحدث", COALITION), office("وين ماروطو", "قائد", COALITION), 2),
        (office("وين ماروتو", rank="العقيد"), office("وين ماروطو", rank="العقيد"), 2),
        (office("وين ماروتو", "المتحدث", COALITION), office("وين هاربر", "المتحدث", COALITION), 2),
        (office("سعيد الحمدان", rank="العقيد"), office("سعيد الحمدان", rank="عقيد"), 1),
        (office("سعيد الحمدان", rank="العقيد"), office("سعيد الحمدان", "الناشط"), 2),
    ],
)
def test_spellings_are_one_where_the_offices_agree(one: Office, other: Office, count: int) -> None:
    assert len(people(reading("a", one), reading("b", other))) == count
    assert len(people(reading("b", one), reading("a", other))) == count


def test_what_is_alike_without_an_office_is_possibly_the_same() -> None:
    named = name_all([reading("a", office("وين ماروتو", "المتحدث", COALITION)), reading("b", office("وين ماروطو", "المتحدث", SDF))], KNOWN)
    (found,) = named.likenesses
    assert found.judgement == "unsure" and set(named.offices.values()) == {("المتحدث، التحالف",), ("المتحدث، قسد",)}


@pytest.mark.parametrize(
    ("title", "rank", "former"),
    [
        ("وزير الدفاع السابق", None, True),
        ("الرئيس الأسبق", None, True),
        ("الوزيرة السابقه", None, True),
        (None, "اللواء السابق", True),
        ("وزير الدفاع", None, False),
    ],
)
def test_former_offices_make_no_member(title: str | None, rank: str | None, former: bool) -> None:
    one = office("سعيد الحمدان", title, COALITION, rank)
    assert is_former(one) is former
    (holding,) = resolve([reading("a", one)], KNOWN).holdings["a"]
    assert bool(members([holding])) is not former


@pytest.mark.parametrize(
    ("title", "speaks"),
    [("المتحدث الرسمي", True), ("الناطق", True), ("الناطقة", True), ("المتحدّث", True), ("المتحدث السابق", False), ("قائد", False), (None, False)],
)
def test_who_speaks_in_the_name_of_a_body(title: str | None, speaks: bool) -> None:
    resolution = resolve([reading("a", office("سعيد الحمدان", title, COALITION, "العقيد"))], KNOWN)
    (holding,) = resolution.holdings["a"]
    assert spokesmen([holding], resolution.entities) == ([(holding.person, "international-coalition")] if speaks else [])


@pytest.mark.parametrize("name", ["راتب الحمدان", "نادية الحمدان", "سعيد الحمدان"])
def test_who_holds_an_office_is_a_person(name: str) -> None:
    assert people(reading("a", office(name, "عضو", COALITION))) == [name]


def test_heads() -> None:
    assert heads_of(office("سعيد الحمدان", "النَّاطق الرسمي", rank="العميد الركن")) == ("عميد", "متحدث")


def test_a_membership_has_its_words_and_its_document() -> None:
    told = reading("a", office("وين ماروتو", "المتحدث الرسمي", COALITION, "العقيد"))
    resolution = resolve([told], KNOWN)
    quads = [*document_quads(told.document, (), {}, DATA, RUN, (), None, resolution.holdings["a"])]
    (node,) = {quad.subject.value for quad in quads if quad.object.value.endswith("org#Membership")}
    found = {re.split("[/#]", quad.predicate.value)[-1]: quad.object.value for quad in quads if quad.subject.value == node}
    assert {key: found[key] for key in ("roleName", "honorificPrefix", "start", "end")} == {
        "roleName": "المتحدث الرسمي", "honorificPrefix": "العقيد", "start": "4", "end": "30",
    }  # fmt: skip
    assert found["organization"] == f"{DATA}international-coalition" and found["words"] == TEXT[4:30] and found["wasDerivedFrom"] == f"{DATA}document/a"
    plain = [quad for quad in assembled_quads((), resolution.entities, DATA, resolution.holdings["a"]) if quad.predicate.value.endswith("org#memberOf")]
    assert validate([*quads, *assembled_quads((), resolution.entities, DATA, resolution.holdings["a"])]).conforms
    assert [(quad.subject.value, quad.object.value) for quad in plain] == [(found["member"], f"{DATA}international-coalition")]


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("Leader of the Houthis", [KnownOffice("Leader of the Houthis")]),
        ("President of Egypt (from 2014)", [KnownOffice("President of Egypt", "2014")]),
        ("Leader of ISIS (until 2019)", [KnownOffice("Leader of ISIS", None, "2019")]),
        ("Oil official (killed May 2015)", [KnownOffice("Oil official", None, "2015-05")]),
        ("Head of it (2010–2023), Minister (from December 2023)", [KnownOffice("Head of it", "2010", "2023"), KnownOffice("Minister", "2023-12")]),
        ("Minister (2011–2014, 2021–2025)", [KnownOffice("Minister", "2011", "2014"), KnownOffice("Minister", "2021", "2025")]),
        ("Minister (2022)", [KnownOffice("Minister", "2022", "2022")]),
    ],
)
def test_the_years_of_the_tables(cell: str, wanted: list[KnownOffice]) -> None:
    assert parse_offices(cell) == tuple(wanted)


def test_years_that_nobody_can_read_are_refused() -> None:
    with pytest.raises(ValueError, match="no year"):
        parse_offices("Minister (long ago)")


def test_every_reviewed_office_is_read() -> None:
    offices = [found for entity in KNOWN for found in parse_offices(entity.office or "")]
    assert len(offices) > 200 and not any(re.search(r"\d{4}|later", found.title) for found in offices)


def test_from_articles_to_the_question(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT + " وأضاف ماروتو أن القوات انسحبت من القرية.", encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "out")
    with GraphStore.open(tmp_path / "out" / STORE_FOLDER, read_only=True) as store:
        found = ask(store, "who-holds-which-office", {"person": "وين ماروتو"})
    assert isinstance(found, Table) and len(found.rows) == 1
    assert (tmp_path / "out" / LEDGER_FOLDER).is_dir()

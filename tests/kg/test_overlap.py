"""Whether two places can be where one event was."""

from dataclasses import replace

import pytest

from extract.model import Bearing, Document, EventMention, EventType, Reading, Relation, Span
from kg.geography.overlap import may_be_same_place
from kg.model import Entity
from kg.resolve import Resolution, resolve
from tests.kg.place_fixture import known, place, reading

R = Relation.RURAL
GROUND = (
    ("بلدة هجين", "هجين", Relation.AT, ()),
    ("بلدة الشعفة", "الشعفة", Relation.AT, ()),
    ("مدينة حلب", "حلب", Relation.AT, ()),
    ("محافظة دير الزور", "دير الزور", R, ()),
    ("ريف دير الزور الشرقي", "دير الزور", R, (Bearing.EAST,)),
    ("ريف دير الزور الغربي", "دير الزور", R, (Bearing.WEST,)),
    ("شمال شرقي سوريا", "سوريا", Relation.PART, (Bearing.NORTH_EAST,)),
    ("ريف حلب", "حلب", R, ()),
    ("غرب هجين", "هجين", Relation.OFFSET, (Bearing.WEST,)),
    ("وسط العراق", "العراق", Relation.PART, (Bearing.MIDDLE,)),
)


@pytest.fixture(scope="module")
def entities() -> dict[str, Entity]:
    text = ". ".join(words for words, *_ in GROUND)
    return dict(resolve([reading(text, [place(text, *one) for one in GROUND])], known()).entities)


@pytest.mark.parametrize(
    ("one", "other", "may", "reason"),
    [
        ("place/sy/hajin", "place/sy/hajin", True, "the same place"),
        ("place/sy/hajin", "place/sy/deir-ez-zor-governorate", True, "one lies in the other"),
        ("place/sy/hajin", "syria", True, "one lies in the other"),
        ("place/sy/hajin", "place/sy/al-shaafah", False, "two places of different names"),
        ("place/sy/hajin", "place/sy/deir-ez-zor-governorate/rural-east", True, "they reach"),
        ("place/sy/hajin", "place/sy/hajin/west-of", True, "they reach"),
        ("place/sy/hajin", "syria/north-east", True, "they reach"),
        ("place/sy/hajin", "place/sy/aleppo-governorate/rural", False, "two countries, governorates or districts"),
        ("place/sy/aleppo", "place/sy/aleppo-governorate/rural", True, ""),
        ("place/sy/aleppo", "place/sy/deir-ez-zor-governorate/rural-east", False, "two countries, governorates or districts"),
        ("place/sy/hajin", "iraq/middle", False, "two countries, governorates or districts"),
        ("place/sy/aleppo", "syria/north-east", False, "they reach only"),
    ],
)
def test_two_places(entities: dict[str, Entity], one: str, other: str, may: bool, reason: str) -> None:
    found = may_be_same_place(entities[one], entities[other], entities)
    assert (found.may, reason in found.reason) == (may, True), found.reason
    assert may_be_same_place(entities[other], entities[one], entities) == found


def test_without_a_position_nothing_speaks_against_it(entities: dict[str, Entity]) -> None:
    lost = replace(entities["syria/north-east"], coordinates=None)
    assert may_be_same_place(entities["place/sy/hajin"], lost, entities).may


def arrest(text: str, name: str, *around: tuple[str, str]) -> Reading:
    where = place(text, name)
    found = reading(text, [where, *(place(text, words, called, R) for words, called in around)], document=text)
    event = EventMention(text, Span(0, len(text)), Span(0, 4), EventType.COERCE, places=(where,))
    return replace(found, events=(event,))


def resolved(*readings: Reading) -> Resolution:
    return resolve(readings, known())


def test_one_name_in_two_governorates_is_two_places() -> None:
    hama = arrest("مداهمة في الخزنة الطويلة في ريف حماة", "الخزنة الطويلة", ("ريف حماة", "حماة"))
    aleppo = arrest("اقتحام الخزنة الطويلة في ريف حلب", "الخزنة الطويلة", ("ريف حلب", "حلب"))
    bare = arrest("تفتيش الخزنة الطويلة", "الخزنة الطويلة")
    two = resolved(hama, aleppo)
    assert len({report.places for report in two.reports}) == 2
    assert all(not one.same_as for one in two.entities.values() if one.label_ar == "الخزنة الطويلة")
    assert len({report.places for report in resolved(hama, bare).reports}) == 1
    three = resolved(hama, aleppo, bare)
    (unsure,) = [one for one in three.entities.values() if one.label_ar == "الخزنة الطويلة" and len(one.same_as) == 2]
    assert unsure.parent is None and len({report.places for report in three.reports}) == 3


def test_what_two_articles_say_of_one_unlisted_place_is_what_both_allow() -> None:
    east = arrest("مداهمة في الخزنة الطويلة في ريف حماة الشرقي", "الخزنة الطويلة")
    region = place(east.document.text, "ريف حماة الشرقي", "حماة", R, [Bearing.EAST])
    east = replace(east, places=(*east.places, region))
    whole = arrest("اقتحام الخزنة الطويلة في ريف حماة", "الخزنة الطويلة", ("ريف حماة", "حماة"))
    alone, both = resolved(east), resolved(east, whole)
    (one,), (other,) = ([entity for entity in found.entities.values() if entity.label_ar == "الخزنة الطويلة"] for found in (alone, both))
    assert one.id == other.id
    assert (one.parent, other.parent) == ("place/sy/hama-governorate/rural-east", "place/sy/hama-governorate")
    assert resolve([whole, east], known()) == both


def test_a_document_may_be_anything() -> None:
    assert resolve([Reading(Document("d", ""), ())], known()).places == {"d": ()}

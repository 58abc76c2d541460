"""Resolving: which mentions are one entity, and which never are."""

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Attribution, Document, EntityKind, EventMention, EventType, Mention, Reading, Span
from kg.model import Entity
from kg.naming import is_named, plain_name
from kg.resolve import Resolution, resolve
from ontology.known import KnownEntity, load_entities

SENTENCE = Span(0, 99)


@cache
def known() -> tuple[KnownEntity, ...]:
    """A small world: a state, a town in it with its spellings, an armed group."""
    blank = replace(load_entities()[0], label_en="", names=(), parent=None, latitude=None, longitude=None, precision_km=None, same_as=())
    return (
        replace(blank, id="levant", kind="state", label_ar="المشرق", label_en="Levant"),
        replace(
            blank, id="place/wadi", kind="place", label_ar="الوادي", names=("وادي", "الوادي"), parent="levant", latitude=35.5, longitude=40.25, precision_km=3.0
        ),
        replace(blank, id="lions", kind="armed-group", label_ar="أسود الوادي", label_en="Lions", parent="nowhere"),
    )


def mention(name: str, kind: EntityKind | None = None, entity: str | None = None, within: str | None = None, start: int = 0) -> Mention:
    return Mention(Span(start, start + len(name)), name, name, kind, entity, within)


def reading(document: str, *actors: Mention, targets: Sequence[Mention] = (), places: Sequence[Mention] = (), source: Mention | None = None) -> Reading:
    event = EventMention(
        document, SENTENCE, Span(0, 3), EventType.ASSAULT, actors, tuple(targets), tuple(places), attribution=Attribution(source) if source else None
    )
    return Reading(Document(document, "و" * 99), (event,))


def actors(*readings: Reading) -> list[str]:
    return [identity for report in resolve(readings, known()).reports for identity in report.actors]


def same(one: Mention, other: Mention) -> bool:
    """Whether the mentions, each in a document of its own, are one entity."""
    first, second = actors(reading("a", one), reading("b", other))
    return first == second


PERSON, GROUP, PLACE = EntityKind.PERSON, EntityKind.GROUP, EntityKind.PLACE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(mention("داعش", entity="lions"), mention("التنظيم", entity="lions"), id="known id"),
        pytest.param(mention("سعاد القاسم", PERSON), mention("سعاد القاسم", PERSON), id="person"),
        pytest.param(mention("إسعاد القاسم", PERSON), mention("اسعاد القاسم", PERSON), id="hamza"),
        pytest.param(mention("سُعاد القاسم", PERSON), mention("سعاد القاسم", PERSON), id="vowel signs"),
        pytest.param(mention("المجلس المحلي للطيانة", EntityKind.ORGANIZATION), mention("مجلس المحلي للطيانة", EntityKind.ORGANIZATION), id="article"),
        pytest.param(mention("الطيانة", PLACE), mention("«الطيانة»", PLACE), id="quotation marks"),
    ],
)
def test_one_entity(one: Mention, other: Mention) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(mention("سعاد القاسم", PERSON), mention("سعاد قاسم", PERSON), id="likeness is not identity"),
        pytest.param(mention("سعاد القاسم", PERSON), mention("سعاد القاسم", EntityKind.ORGANIZATION), id="kind"),
        pytest.param(mention("سعاد", PERSON), mention("سعاد", PERSON), id="a first name alone"),
        pytest.param(mention("شخصين", GROUP), mention("شخصين", GROUP), id="people"),
        pytest.param(mention("ثلاثة رجال", PERSON), mention("ثلاثة نساء", PERSON), id="other people"),
        pytest.param(mention("3 أشخاص", PERSON), mention("3 أشخاص", PERSON), id="people counted"),
        pytest.param(mention("الجيش", EntityKind.MILITARY), mention("الجيش", EntityKind.MILITARY), id="a bare institution"),
        pytest.param(mention("القرية", PLACE), mention("القرية", PLACE), id="a bare place"),
        pytest.param(mention("مسؤول عسكري", PERSON), mention("مسؤول عسكري", PERSON), id="an office without a name"),
        pytest.param(mention("هذه القوات", EntityKind.ARMED_GROUP), mention("هذه القوات", EntityKind.ARMED_GROUP), id="a demonstrative"),
        pytest.param(mention("عنصرين من الأسود", GROUP, within="lions"), mention("عنصرين من الأسود", GROUP, within="lions"), id="groups of a whole"),
        pytest.param(
            mention("مقاتلو كتيبة الأسود", EntityKind.ARMED_GROUP, within="x"),
            mention("مقاتلو كتيبة الأسود", EntityKind.ARMED_GROUP),
            id="group of the unlisted",
        ),
    ],
)
def test_two_entities(one: Mention, other: Mention) -> None:
    assert not same(one, other)


def test_unnamed_people_are_one_within_a_document() -> None:
    people = mention("شخصين", GROUP)
    first, second = actors(reading("a", people, mention("شخصين", GROUP, start=40)))
    assert first == second


def test_a_group_is_a_member_of_its_whole_and_not_the_whole() -> None:
    found = resolve([reading("a", mention("عنصرين من الأسود", GROUP, within="lions"))], known())
    (identity,) = found.reports[0].actors
    assert found.entities[identity].member_of == "lions"
    assert not is_named(found.entities[identity])
    assert found.entities["lions"].known


def test_a_known_entity_brings_its_labels_position_and_larger_wholes() -> None:
    found = resolve([reading("a", places=[mention("وادي", PLACE, "place/wadi")])], known()).entities
    wadi = found["place/wadi"]
    assert (wadi.kind, wadi.label_ar, wadi.aliases, wadi.parent) == (PLACE, "الوادي", ("وادي",), "levant")
    assert wadi.coordinates is not None
    assert (wadi.coordinates.latitude, wadi.coordinates.longitude, wadi.coordinates.precision_km) == (35.5, 40.25, 3.0)
    assert found["levant"].label_en == "Levant"


def test_a_larger_whole_that_nobody_knows_is_left_out() -> None:
    assert resolve([reading("a", mention("أسود", entity="lions"))], known()).entities["lions"].parent is None


def test_an_id_that_the_data_no_longer_has_falls_back_to_the_name() -> None:
    found = resolve([reading("a", mention("لواء الغسق", EntityKind.ARMED_GROUP, "gone"))], known())
    (identity,) = found.reports[0].actors
    assert identity.startswith("unlisted/")
    assert found.entities[identity].label_ar == "لواء الغسق"


def test_the_label_is_the_most_frequent_then_the_fullest_spelling() -> None:
    spellings = ["مجلس الطيانة المدنى", "مجلس الطيانة المدني", "مجلس الطيانة المدني", "مَجلس الطيانة المدني"]
    readings = [reading(f"d{n}", mention(name, EntityKind.ORGANIZATION)) for n, name in enumerate(spellings)]
    (entity,) = resolve(readings, known()).entities.values()
    assert entity.label_ar == "مجلس الطيانة المدني"
    assert entity.label_en is None
    assert set(entity.aliases) == {"مجلس الطيانة المدنى", "مَجلس الطيانة المدني"}


def test_a_pronoun_bears_the_name_that_it_stands_for() -> None:
    pronoun = Mention(Span(5, 6), "ه", "سعاد القاسم", PERSON)
    assert same(pronoun, mention("سعاد القاسم", PERSON))


def test_kinds_that_the_words_leave_open() -> None:
    found = resolve([reading("a", mention("أفراد الحي"), places=[mention("الطيانة")], source=mention("مصدر محلي"))], known())
    report = found.reports[0]
    assert found.entities[report.actors[0]].kind is GROUP
    assert found.entities[report.places[0]].kind is PLACE
    assert report.attributed_to is not None and found.entities[report.attributed_to].label_ar == "مصدر محلي"


def test_participants_stand_in_the_order_of_the_mention() -> None:
    found = resolve([reading("a", mention("ب ب", PERSON), mention("أسود", entity="lions"), mention("ا ا", PERSON))], known())
    assert [found.entities[i].label_ar for i in found.reports[0].actors] == ["ب ب", "أسود الوادي", "ا ا"]


def test_the_same_trigger_read_twice_gives_two_reports() -> None:
    one, other = reading("a", mention("سعاد القاسم", PERSON)).events[0], reading("a", mention("هند القاسم", PERSON)).events[0]
    whole = Reading(Document("a", "و" * 99), (one, other, one))
    assert len({report.id for report in resolve([whole], known()).reports}) == 2
    turned = Reading(Document("a", "و" * 99), (other, one))
    assert resolve([whole], known()) == resolve([turned], known())


def test_a_reports_id_hangs_on_its_words_alone() -> None:
    alone = resolve([reading("a", mention("سعاد القاسم", PERSON))], known()).reports[0].id
    more = resolve([reading("b", mention("شخصين", GROUP)), reading("a", mention("هند", PERSON))], known())
    assert alone in {report.id for report in more.reports}


@pytest.mark.parametrize(("name", "words"), [("الطيانة", ("طيانه",)), ("«قسد»", ("قسد",)), ("قوات الأمن", ("قوات", "الامن")), ("الله", ("الله",)), ("", ())])
def test_plain_name(name: str, words: tuple[str, ...]) -> None:
    assert plain_name(name) == words


NAMES = st.sampled_from(["سعاد القاسم", "سعاد قاسم", "شخصين", "الطيانة", "طيانة", "أسود", ""])
MENTIONS = st.builds(mention, NAMES, st.none() | st.sampled_from(EntityKind), st.sampled_from([None, "lions", "gone"]), st.sampled_from([None, "levant", "x"]))
READINGS = st.lists(st.builds(reading, st.uuids().map(str), MENTIONS, source=st.none() | MENTIONS), max_size=6, unique_by=lambda r: r.document.id)


@given(READINGS, st.randoms(use_true_random=False))
def test_order_never_matters(readings: list[Reading], shuffler: random.Random) -> None:
    before: Resolution = resolve(readings, known())
    shuffler.shuffle(readings)
    after = resolve(readings, tuple(reversed(known())))
    assert (after.reports, list(after.entities.items())) == (before.reports, list(before.entities.items()))


@given(READINGS)
def test_every_id_has_its_entity(readings: list[Reading]) -> None:
    found = resolve(readings, known())
    wanted = {i for r in found.reports for i in (*r.actors, *r.targets, *r.places, *([r.attributed_to] if r.attributed_to else []))}
    wholes = {whole for entity in found.entities.values() for whole in (entity.parent, entity.member_of, entity.home, entity.nationality) if whole}
    assert wanted | wholes == set(found.entities)
    assert all(isinstance(entity, Entity) and entity.id == name for name, entity in found.entities.items())

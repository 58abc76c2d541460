"""In what capacity somebody tells of an event, and how its reports are heard."""

import pytest

from extract.model import Document, EntityKind, EventMention, EventType, Factuality, Span
from kg.model import Entity, Event, Report
from kg.priors import Capacity, load_priors
from kg.voices import Hearing

WORDS = Span(3, 9)
ENTITIES = {
    entity.id: entity
    for entity in (
        Entity("turkey", EntityKind.STATE, "تركيا", "Turkey", known=True),
        Entity("turkey/army", EntityKind.MILITARY, "الجيش التركي", None, known=True, parent="turkey"),
        Entity("turkey/foreign-ministry", EntityKind.GOVERNMENT, "الخارجية التركية", None, known=True, parent="turkey"),
        Entity("alliance", EntityKind.COALITION, "الحلف", None, known=True),
        Entity("iraq", EntityKind.STATE, "العراق", None, known=True, parent="alliance"),
        Entity("iran", EntityKind.STATE, "إيران", None, known=True, parent="alliance"),
        Entity("observatory", EntityKind.ORGANIZATION, "مرصد الوادي", None, known=True),
        Entity("unlisted/soldiers", EntityKind.GROUP, "جنود", None, member_of="turkey/army", bound=True),
        Entity("unlisted/sources", EntityKind.GROUP, "مصادر محلية", None, bound=True),
        Entity("unlisted/photos", EntityKind.OBJECT, "صور", None, bound=True),
        Entity("unlisted/residents", EntityKind.CIVILIANS, "سكان", None, bound=True, home="place/valley"),
        Entity("unlisted/official", EntityKind.PERSON, "مسؤول أمني", None, bound=True),
        Entity("unlisted/natour", EntityKind.PERSON, "سليم الناطور", None),
        Entity("unlisted/spokesman", EntityKind.PERSON, "نزار البدري", None, held=frozenset({("متحدث", "turkey/army")})),
        Entity("unlisted/council", EntityKind.GOVERNMENT, "المجلس المحلي", None, bound=True, parent="place/valley"),
        Entity("place/valley", EntityKind.PLACE, "الوادي", None, known=True),
    )
}


def event(speaker: str | None, actor: str = "turkey/army", target: str = "unlisted/residents", type_: EventType = EventType.ASSAULT) -> Event:
    mention = EventMention("d", WORDS, WORDS, type_, confidence=0.9)
    told = Report("r", mention, (actor,), (target,), (), speaker)
    return Event("e", type_, (actor,), (target,), (), None, (), Factuality.ASSERTED, 0.0, (told,))


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        (None, Capacity.OWN),
        ("observatory", Capacity.ATTRIBUTED),
        ("unlisted/natour", Capacity.ATTRIBUTED),
        ("nobody-knows", Capacity.ATTRIBUTED),
        ("unlisted/sources", Capacity.ANONYMOUS),
        ("unlisted/photos", Capacity.ANONYMOUS),
        ("unlisted/official", Capacity.ANONYMOUS),
        ("turkey/army", Capacity.PARTY),
        ("turkey", Capacity.PARTY),
        ("turkey/foreign-ministry", Capacity.PARTY),  # of the same state
        ("unlisted/spokesman", Capacity.PARTY),
        ("unlisted/soldiers", Capacity.PARTY),
        ("unlisted/residents", Capacity.PARTY),  # who suffers it
    ],
)
def test_capacities(speaker: str | None, expected: Capacity) -> None:
    (voice,) = Hearing(ENTITIES).voices(event(speaker))
    assert voice.capacity is expected


def test_members_of_one_alliance_are_no_single_party() -> None:
    (voice,) = Hearing(ENTITIES).voices(event("iran", actor="iraq"))
    assert voice.capacity is Capacity.ATTRIBUTED


def test_what_lies_in_one_place_is_no_single_party() -> None:
    (voice,) = Hearing(ENTITIES).voices(event("unlisted/council", target="place/valley"))
    assert voice.capacity is Capacity.ATTRIBUTED


@pytest.mark.parametrize("said", [EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.CONSULT])
def test_of_his_own_words_somebody_is_the_best_witness(said: EventType) -> None:
    (voice,) = Hearing(ENTITIES).voices(event("turkey/army", type_=said))
    assert voice.capacity is Capacity.ATTRIBUTED


def test_a_copy_is_heard_as_the_text_of_the_first_outlet_with_it() -> None:
    one = event(None)
    copy = Event(**{name: getattr(one, name) for name in one.__slots__} | {"quoted": (("r", "first"),)})
    hearing = Hearing(ENTITIES, [Document("d", "", source="موقع"), Document("first", "", source="وكالة")], {"d": "rules"})
    assert [(v.document, v.text, v.outlet, v.extractor) for v in hearing.voices(copy)] == [("d", "first", "وكالة", "rules")]
    assert [(v.text, v.outlet) for v in hearing.voices(one)] == [("d", "موقع")]
    assert [(v.text, v.outlet) for v in Hearing(ENTITIES).voices(one)] == [("d", "d")]


def test_a_weighed_event_says_how_many_sources_and_in_what_capacity() -> None:
    found = Hearing(ENTITIES, (), {"d": "rules"}).weighed(event("unlisted/sources"), load_priors())
    assert (found.sources, found.capacities) == (1, (("r", "anonymous"),))
    prior, reader = load_priors().sources[Capacity.ANONYMOUS], load_priors().extractors["rules"]
    assert found.belief == pytest.approx(0.9 * (1 - reader.random) * (1 - prior.random) * (1 - prior.systematic))

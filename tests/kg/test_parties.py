"""Sides that cannot be the same: people of other bodies, of other homes, armies and charities, people and things."""

import pytest

from extract.model import EntityKind
from kg.compatible import Compatibility
from kg.model import Coordinates, Entity
from kg.parties import Party

GROUP, OBJECT, CIVILIANS, PLACE = EntityKind.GROUP, EntityKind.OBJECT, EntityKind.CIVILIANS, EntityKind.PLACE
ENTITIES = {
    entity.id: entity
    for entity in (
        Entity("sdf", EntityKind.ARMED_GROUP, "قسد", "SDF", known=True),
        Entity("isis", EntityKind.ARMED_GROUP, "داعش", "ISIS", known=True),
        Entity("isis-wing", EntityKind.ARMED_GROUP, "ولاية الخير", "Wilayat al-Khayr", known=True, parent="isis"),
        Entity("charity", EntityKind.ORGANIZATION, "جمعية ينابيع السهل", None),
        Entity("newspaper", EntityKind.MEDIA, "صحيفة السهل", None, known=True),
        Entity("tabqa", PLACE, "الطبقة", "Tabqa", known=True, coordinates=Coordinates(35.8, 38.5, 5)),
        Entity("hajin", PLACE, "هجين", "Hajin", known=True, coordinates=Coordinates(34.7, 40.8, 5)),
        Entity("fighters", GROUP, "عناصر من داعش", None, bound=True, member_of="isis"),
        Entity("wing-fighters", GROUP, "مسلحون من ولاية الخير", None, bound=True, member_of="isis-wing"),
        Entity("own-fighters", GROUP, "مقاتلون من قسد", None, bound=True, member_of="sdf"),
        Entity("posts", OBJECT, "نقاط لقسد", None, bound=True, member_of="sdf"),
        Entity("some", GROUP, "خمسة مقاتلين", None, bound=True),
        Entity("house", OBJECT, "منزلاً", None, bound=True),
        Entity("of-hajin", CIVILIANS, "سكان هجين", None, bound=True, home="hajin"),
        Entity("of-tabqa", CIVILIANS, "أهالي الطبقة", None, bound=True, home="tabqa"),
        Entity("people", CIVILIANS, "الأهالي", None, bound=True),
    )
}
RULES = Compatibility(ENTITIES)


def side(names: str) -> frozenset[Party]:
    return frozenset(map(RULES.party, names.split()))


@pytest.mark.parametrize(
    ("one", "other", "others"),
    [
        ("fighters", "own-fighters", True),
        ("fighters", "sdf", True),
        ("sdf", "isis", True),
        ("fighters", "isis", False),
        ("fighters", "isis-wing", False),
        ("wing-fighters", "fighters", False),
        ("fighters", "posts", False),  # a thing of a body may be held by others
        ("fighters", "some", False),
        ("fighters", "some own-fighters", False),
        ("fighters isis-wing", "own-fighters", True),
        ("fighters", "tabqa", False),  # they may hold the town
        ("isis", "tabqa", True),
        ("fighters", "charity", False),  # reviewed beside a name that texts alone give
        ("fighters", "", False),
    ],
)
def test_people_of_other_bodies_are_others(one: str, other: str, others: bool) -> None:
    assert RULES.are_others(side(one), side(other)) is RULES.are_others(side(other), side(one)) is others


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("of-hajin", "of-tabqa", True),
        ("of-hajin", "of-hajin", False),
        ("of-hajin", "people", False),
        ("of-hajin of-tabqa", "of-tabqa", False),
        ("", "of-tabqa", False),
    ],
)
def test_people_of_two_homes_live_apart(one: str, other: str, apart: bool) -> None:
    assert RULES.live_apart(one.split(), other.split()) is RULES.live_apart(other.split(), one.split()) is apart


@pytest.mark.parametrize(
    ("one", "other", "sorts"),
    [
        ("sdf", "charity", True),
        ("sdf", "newspaper", True),
        ("sdf", "some", False),
        ("sdf charity", "charity", False),
        ("sdf", "", False),
        ("sdf", "isis", False),
    ],
)
def test_an_army_is_no_charity(one: str, other: str, sorts: bool) -> None:
    assert RULES.are_other_sorts(side(one), side(other)) is RULES.are_other_sorts(side(other), side(one)) is sorts


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("some", "house", True), ("sdf", "hajin", True), ("some", "people", False), ("posts", "house", False), ("some house", "house", False)],
)
def test_people_are_no_things(one: str, other: str, apart: bool) -> None:
    found = RULES.are_people_and_things(side(one), side(other)), RULES.are_people_and_things(side(other), side(one))
    assert found == (apart, apart)

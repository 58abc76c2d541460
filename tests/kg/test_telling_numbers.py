"""Numbers of tellings: copies that differ in nothing that is weighed are judged once, and all others each by itself."""

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations

import pytest

from extract.model import Document, Factuality
from kg.compatible import Compatibility
from kg.model import Report
from kg.same_event import SameEvent
from kg.stories import Stories
from kg.surroundings import Surroundings
from kg.telling import Telling, read_tellings
from tests.kg.test_joining import ENTITIES, HEADLINE, LATER, LEAD, document, report

FIRST = document("b", HEADLINE, LEAD, LATER)
RULES = Compatibility(ENTITIES)


def told(source: Document) -> list[Report]:
    return [report(source, 0, "noun هجوم", places="hajin", day="2021-12-06"), report(source, 1, places="hajin", targets="guards sdf")]


def numbered(reports: list[list[Report]], documents: list[Document]) -> tuple[Surroundings, list[list[Telling]]]:
    stories = Stories(documents)
    around, tellings = Surroundings(RULES, stories), [list(read_tellings(found, RULES, stories)) for found in reports]
    for found in tellings:
        around.add(found)
    return around, tellings


def test_copies_are_judged_once() -> None:
    copies = [replace(FIRST, id=name) for name in ("c", "d")]
    around, (first, one, other) = numbered([told(source) for source in (FIRST, *copies)], [FIRST, *copies])
    assert around.key(*one) == around.key(*other)
    assert around.key(first[0], one[1]) == around.key(first[0], other[1])


def test_the_order_of_two_articles_makes_two_keys() -> None:
    copies = [replace(FIRST, id=name) for name in ("c", "d")]
    around, (_, one, other) = numbered([told(source) for source in (FIRST, *copies)], [FIRST, *copies])
    assert len({around.key(one[0], one[1]), around.key(one[0], other[1]), around.key(other[0], one[1])}) == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda found: [replace(found[0], actors=("isis",)), found[1]],
        lambda found: [found[0], replace(found[1], attributed_to="sdf")],
        lambda found: [found[0], replace(found[1], mention=replace(found[1].mention, factuality=Factuality.PLANNED))],
        lambda found: [found[1]],
    ],
)
def test_a_copy_read_otherwise_is_judged_by_itself(change: Callable[[list[Report]], list[Report]]) -> None:
    copies = [replace(FIRST, id=name) for name in ("c", "d")]
    around, (first, one, other) = numbered([told(FIRST), told(copies[0]), change(told(copies[1]))], [FIRST, *copies])
    assert around.key(first[1], one[-1]) != around.key(first[1], other[-1])


def test_a_copy_of_another_day_is_judged_by_itself() -> None:
    copies = [replace(FIRST, id="c"), replace(FIRST, id="d", published="2022-02-02")]
    around, (first, one, other) = numbered([told(source) for source in (FIRST, *copies)], [FIRST, *copies])
    assert around.key(first[0], one[1]) != around.key(first[0], other[1])


def test_copies_give_what_each_would_give_alone() -> None:
    documents = [FIRST, *(replace(FIRST, id=name) for name in ("a", "c", "d"))]
    stories = Stories(documents)

    def judged() -> tuple[SameEvent, list[Telling]]:
        judge = SameEvent(RULES, stories)
        return judge, [telling for source in documents for telling in judge.tellings(told(source))]

    shared, tellings = judged()
    for one, other in permutations(range(len(tellings)), 2):
        fresh, same = judged()
        assert shared.probability(tellings[one], tellings[other]) == fresh.probability(same[one], same[other])
        assert shared.has_grounds(tellings[one], tellings[other]) == fresh.has_grounds(same[one], same[other])

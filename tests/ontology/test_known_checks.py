"""What the checker of the known entities finds in made-up tables, and what it lets pass."""

import pytest

from ontology.known import KnownEntity, parse_table
from ontology.known_checks import check_entities

HEADER = "id\tkind\tname_ar\tname_en\tnames\tparent\tlat\tlon\tprecision_km\tsectors\tvalid_from\tvalid_to"


def rows(*lines: str) -> tuple[KnownEntity, ...]:
    return tuple(parse_table("\n".join([HEADER, *(line + "\t" * (11 - line.count("\t")) for line in lines)]), "made_up.tsv"))


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (["a\tmilitary\tجيش\tArmy\t\t\t\t\t", "a\tmilitary\tقوات\tForces\t\t\t\t\t"], "made_up.tsv:3: id a stands at made_up.tsv:2 already"),
        (["a\tmilitary\tأسرة\tA\t\t\t\t\t", "b\tmedia\tب\tB\tاسره\t\t\t\t"], "made_up.tsv:3: name «اسره» of b belongs to a (made_up.tsv:2) too"),
        (["a\tmilitary\tأ\tA\t\tnowhere\t\t\t"], "made_up.tsv:2: unknown parent nowhere of a"),
        (["a\tmilitary\tأ\tA\t\tb\t\t\t", "b\tmilitary\tب\tB\t\ta\t\t\t"], "made_up.tsv:2: a is its own ancestor"),
        (["a\ttribe\tأ\tA\t\t\t\t\t"], "made_up.tsv:2: unknown kind 'tribe' of a"),
        (["a\ttown\tأ\tA\t\t\t140\t35\t2"], "made_up.tsv:2: bad coordinates 140.0, 35.0 of a"),
        (["a\ttown\tأ\tA\t\t\t\t\t"], "made_up.tsv:2: a lacks coordinates"),
        (["a\tmedia\tأ\tA\t\t\t35\t\t"], "made_up.tsv:2: a lacks coordinates"),
        (["a\ttown\tأ\tA\t\t\t35\t40\t"], "made_up.tsv:2: a has coordinates without precision_km"),
        (["a\tmedia\t\tA\t\t\t\t\t"], "made_up.tsv:2: a lacks a label"),
        (["a\tgovernment\tصخرستان\tA", "b\tregion\tب\tB\tصَخرستان\t\t35\t40\t2"], "made_up.tsv:2: name «صَخرستان» of a is that of a place, b"),
        (["a\tmedia\tأ\tOne", "b\tmedia\tب\tone"], "made_up.tsv:3: b is called 'one' like a (made_up.tsv:2)"),
        (["a\tmedia\tأ\tA\t\t\t\t\t\tMED|PRESS"], "made_up.tsv:2: unknown sector 'PRESS' of a"),
        (["a\torganization\tأ\tA"], "made_up.tsv:2: a has no sector"),
        (["a\tmedia\tأ\tA\t\t\t\t\t\t\t2013-4"], "made_up.tsv:2: '2013-4' of a is no date"),
        (["a\tmedia\tأ\tA\t\t\t\t\t\t\t2017-01-28\t2013-04"], "made_up.tsv:2: a ends (2013-04) before it begins (2017-01-28)"),
    ],
)
def test_checker_finds(lines: list[str], problem: str) -> None:
    assert any(found.startswith(problem) for found in check_entities(rows(*lines)))


def test_checker_accepts_homonymous_places() -> None:
    assert check_entities(rows("a\ttown\tجديدة\tA\t\t\t35\t40\t2", "b\ttown\tجديدة\tB\t\ta\t36\t40\t2")) == ()


def test_an_entity_below_a_cycle_is_not_blamed_for_it() -> None:
    found = check_entities(rows("a\tmedia\tأ\tA\t\tb\t\t\t", "b\tmedia\tب\tB\t\ta\t\t\t", "c\tmedia\tج\tC\t\ta\t\t\t"))
    assert [problem.split(":")[1] for problem in found] == ["2", "3"]


@pytest.mark.parametrize(("begin", "end"), [("2013", "2013"), ("2013-05", "2013"), ("2013", "2013-05"), ("2013-04-08", ""), ("", "2013")])
def test_checker_accepts_what_may_have_existed(begin: str, end: str) -> None:
    assert check_entities(rows(f"a\tmedia\tأ\tA\t\t\t\t\t\t\t{begin}\t{end}")) == ()


@pytest.mark.parametrize(
    ("kind", "sectors"), [("state", ("GOV",)), ("government", ("GOV",)), ("military", ("MIL",)), ("armed-group", ("REB",)), ("media", ("MED",)), ("place", ())]
)
def test_the_kind_tells_the_sector_where_no_cell_does(kind: str, sectors: tuple[str, ...]) -> None:
    (found,) = rows(f"a\t{'town' if kind == 'place' else kind}\tأ\tA\t\t\t35\t40\t2")
    assert (found.kind, found.sectors) == (kind, sectors)

"""Identity across articles: what rules join, what stays possibly the same, and what people's decisions change, all of it reversible."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from extract.model import Document, EntityKind, EventMention, EventType, Mention, Reading, Span
from kg.candidates import LARGEST_BLOCK, candidates
from kg.decisions import Decision, format_decisions, parse_decisions, read_decisions, with_decision
from kg.identity import find_likenesses
from kg.likeness import Judgement
from kg.model import Entity
from kg.resolve import name_all, resolve
from ontology.errors import InputError
from ontology.known import KnownEntity

PERSON, BODY = EntityKind.PERSON, EntityKind.ORGANIZATION
SAME, DIFFERENT, UNSURE = Judgement.SAME, Judgement.DIFFERENT, Judgement.UNSURE
KNOWN = (
    KnownEntity("scouts", "organization", "كشافة وادي الرمل", "Scouts", names=("كشافة الرمل",)),
    KnownEntity("rangers", "organization", "جوالة وادي الرمل", "Rangers"),
)


def reading(document: str, *names: str, kind: EntityKind = PERSON, entity: str | None = None) -> Reading:
    mentions = tuple(Mention(Span(n, n + 1), name, name, kind, entity) for n, name in enumerate(names))
    return Reading(Document(document, "و" * 99), (EventMention(document, Span(0, 99), Span(0, 3), EventType.ASSAULT, mentions),))


def entity(name: str, kind: EntityKind = PERSON, known: bool = False) -> Entity:
    return Entity(name, kind, name, None, known)


def ids(*names: str, kind: EntityKind = PERSON) -> list[str]:
    """The ids of names, each for itself."""
    return list(name_all([reading("x", *names, kind=kind)], KNOWN).reports[0].actors)


def decided(one: str, other: str, judgement: Judgement) -> Decision:
    return Decision(*sorted((one, other)), judgement, "2022-05-18T09:00:00Z")


def linked(readings: Sequence[Reading], *decisions: Decision) -> dict[str, set[str]]:
    """For each label its possible others, by label."""
    found = resolve(readings, KNOWN, decisions).entities
    return {one.label_ar or "": {found[other].label_ar or "" for other in one.same_as} for one in found.values() if not one.known}


def test_a_title_more_or_less_is_one_person() -> None:
    found = resolve([reading("a", "العقيد سعيد الحمدان"), reading("b", "سعيد الحمدان")], KNOWN)
    assert len({report.actors for report in found.reports}) == 1
    (only,) = found.entities.values()
    assert {only.label_ar, *only.aliases} == {"العقيد سعيد الحمدان", "سعيد الحمدان"}


def test_a_name_that_may_be_two_mens_is_neithers() -> None:
    readings = [reading("a", "العقيد سعيد الحمدان"), reading("b", "الناشط سعيد الحمدان"), reading("c", "سعيد الحمدان")]
    assert len(resolve(readings, KNOWN).entities) == 3
    assert all(len(others) == 2 for others in linked(readings).values())


def test_spellings_are_possibly_the_same_and_one_where_the_office_agrees() -> None:
    assert linked([reading("a", "وين ماروتو"), reading("b", "وين ماروطو")]) == {"وين ماروتو": {"وين ماروطو"}, "وين ماروطو": {"وين ماروتو"}}
    offices = [reading("a", "المتحدث باسم التحالف وين ماروتو"), reading("b", "المتحدث باسم التحالف وين ماروطو")]
    assert len(resolve(offices, KNOWN).entities) == 1


def test_a_reviewed_entity_is_possibly_meant_and_says_nothing_itself() -> None:
    readings = [reading("a", "كشافة وادي الرمل", kind=BODY, entity="scouts"), reading("b", "كشافة وادي الرمل الأولى", kind=BODY)]
    found = resolve(readings, KNOWN).entities
    assert found["scouts"].same_as == ()
    assert [one.same_as for one in found.values() if not one.known] == [("scouts",)]


def test_somebody_within_one_article_is_no_candidate() -> None:
    assert linked([reading("a", "سعيد", "مسؤول محلي"), reading("b", "سعيد", "مسؤول محلي")]) == {"سعيد": set(), "مسؤول محلي": set()}


def test_blocks_and_not_all_pairs() -> None:
    strangers = {
        f"{n}": entity(f"شخص{chr(0x628 + n % 20)}{chr(0x62D + n % 9)} {chr(0x633 + n % 7)}{chr(0x641 + n % 5)}مان{chr(0x62C + n % 11)}") for n in range(200)
    }
    assert len(list(candidates(strangers))) < 200 * 199 / 2 / 20
    crowd = {f"{n:03}": entity(f"وين ماروتو{'ا' * (n + 1)}") for n in range(LARGEST_BLOCK + 1)}
    assert list(candidates(crowd)) == []
    del crowd["000"]
    assert len(list(candidates(crowd))) == LARGEST_BLOCK * (LARGEST_BLOCK - 1) / 2
    assert list(candidates({name: entity("وين ماروتو", known=True) for name in "ab"})) == []


def test_every_likeness_has_its_reason() -> None:
    names = ("وين ماروتو", "وين ماروطو", "العقيد سعيد الحمدان", "سعيد الحمدان", "فادي الحمدان")
    found = find_likenesses({name: entity(name) for name in names})
    assert {(pair.one, pair.other, pair.judgement) for pair in found} == {
        ("العقيد سعيد الحمدان", "سعيد الحمدان", SAME),
        ("وين ماروتو", "وين ماروطو", UNSURE),
    }
    assert all(pair.reason for pair in found)


def test_the_same_makes_one_and_undoing_makes_two_again() -> None:
    readings = [reading("a", "وين ماروتو"), reading("b", "وين ماروطو")]
    one, other = ids("وين ماروتو", "وين ماروطو")
    before = resolve(readings, KNOWN)
    merged = resolve(readings, KNOWN, [decided(one, other, SAME)])
    assert set(merged.entities) == {min(one, other)}
    assert len({report.actors for report in merged.reports}) == 1
    after = resolve(readings, KNOWN, [])
    assert (after.reports, dict(after.entities)) == (before.reports, dict(before.entities))


def test_different_breaks_a_link_and_what_a_rule_joined() -> None:
    likely, sure = ids("وين ماروتو", "وين ماروطو"), ids("العقيد سعيد الحمدان", "سعيد الحمدان")
    readings = [reading("a", "وين ماروتو", "العقيد سعيد الحمدان"), reading("b", "وين ماروطو", "سعيد الحمدان")]
    links = linked(readings, decided(*likely, DIFFERENT), decided(*sure, DIFFERENT))
    assert links == {"وين ماروتو": set(), "وين ماروطو": set(), "العقيد سعيد الحمدان": set(), "سعيد الحمدان": set()}


def test_unsure_links_whom_no_rule_would_and_unjoins_whom_one_would() -> None:
    strange, sure = ids("وين ماروتو", "فادي الحمدان"), ids("العقيد سعيد الحمدان", "سعيد الحمدان")
    readings = [reading("a", "وين ماروتو", "العقيد سعيد الحمدان"), reading("b", "فادي الحمدان", "سعيد الحمدان")]
    links = linked(readings, decided(*strange, UNSURE), decided(*sure, UNSURE))
    assert links["وين ماروتو"] == {"فادي الحمدان"} and links["سعيد الحمدان"] == {"العقيد سعيد الحمدان"}


def test_the_same_as_a_reviewed_entity_that_no_article_names() -> None:
    (one,) = ids("كشافة السهل", kind=BODY)
    found = resolve([reading("a", "كشافة السهل", kind=BODY)], KNOWN, [decided(one, "scouts", SAME)])
    assert found.reports[0].actors == ("scouts",)
    assert set(found.entities["scouts"].aliases) == {"كشافة السهل", "كشافة الرمل"}


def test_decisions_of_names_that_no_article_has_wait() -> None:
    found = resolve([reading("a", "وين ماروتو")], KNOWN, [decided("unlisted/1", "unlisted/2", SAME), decided("unlisted/1", "scouts", UNSURE)])
    assert [one.same_as for one in found.entities.values()] == [()]


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([("a", "b", SAME), ("b", "c", SAME), ("a", "c", DIFFERENT)], "different"),
        ([("a", "scouts", SAME), ("a", "rangers", SAME)], "reviewed tables"),
    ],
)
def test_decisions_that_contradict_each_other(pairs: list[tuple[str, str, Judgement]], words: str) -> None:
    names = dict(zip("abc", ids("وين ماروتو", "وين ماروطو", "فادي الحمدان"), strict=True))
    decisions = [decided(names.get(one, one), names.get(other, other), judgement) for one, other, judgement in pairs]
    with pytest.raises(InputError, match=words):
        resolve([reading("a", "وين ماروتو", "وين ماروطو", "فادي الحمدان")], KNOWN, decisions)


def test_order_never_matters() -> None:
    names = ["وين ماروتو", "وين ماروطو", "العقيد سعيد الحمدان", "سعيد الحمدان", "الناشط سعيد الحمدان", "سعيد حمود الحمدان", "فادي الحمدان"]
    one, other, third, *_ = ids(*names)
    decisions = [decided(one, other, SAME), decided(other, third, UNSURE)]
    readings = [reading(f"d{n}", name) for n, name in enumerate(names)]
    before = resolve(readings, KNOWN, decisions)
    for seed in range(20):
        shuffler = random.Random(seed)
        shuffler.shuffle(readings)
        shuffler.shuffle(decisions)
        after = resolve(readings, KNOWN[::-1], decisions)
        assert (after.reports, list(after.entities.items())) == (before.reports, list(before.entities.items()))


def test_the_table_of_decisions_is_sorted_and_read_as_written() -> None:
    decisions = [decided("b", "c", UNSURE), Decision("a", "c", SAME, "2022-05-18T09:00:00Z", "the\tsame\noffice", "سعيد", "سعيد الحمدان")]
    text = format_decisions(decisions)
    assert [line.split("\t")[0] for line in text.splitlines()] == ["one", "a", "b"]
    first, second = parse_decisions(text, "file")
    assert (first.reason, first.other_name, second) == ("the same office", "سعيد الحمدان", decisions[0])
    assert format_decisions(parse_decisions(text, "file")) == text
    assert with_decision(decisions, decided("c", "b", SAME))[1].judgement is SAME


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["one\tother"], "columns"),
        ([], "columns"),
        (["a\tb\tperhaps\t\t\t\t"], "perhaps"),
        (["b\ta\tsame\t\t\t\t"], "smaller id"),
        (["a\tb\tsame"], "columns"),
        (["a\tb\tsame\t\t\t\t", "a\tb\tdifferent\t\t\t\t"], "twice"),
    ],
)
def test_a_table_that_is_none(lines: list[str], words: str) -> None:
    header = ["one\tother\tjudgement\ttime\treason\tname\tother_name"] if lines and "\tother" not in lines[0] else []
    with pytest.raises(InputError, match=f"(?s)file:.*{words}"):
        parse_decisions("\n".join([*header, *lines]), "file")


def test_files_of_decisions(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "absent.tsv") == ()
    with pytest.raises(InputError, match=r"absent\.tsv"):
        read_decisions(tmp_path / "absent.tsv", must_exist=True)
    (tmp_path / "bytes.tsv").write_bytes(b"\xff")
    with pytest.raises(InputError, match=r"bytes\.tsv"):
        read_decisions(tmp_path / "bytes.tsv")

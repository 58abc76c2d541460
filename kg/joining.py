"""Groups of reports into larger ones, by the evidence that two reports tell one event.

Pairs within an article and, where they share a time and something particular, across articles of one story are weighed, the
likeliest first. Two groups become one where the pair is likely enough, nothing rules out any pair of theirs, and their pairs are likely on
the whole: one bridge between two events does not make them one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations, product

from extract.model import EventType
from kg.decided import Decided
from kg.exclusion import relatives
from kg.model import Report
from kg.same_event import SameEvent
from kg.stories import Stories
from kg.telling import Telling
from kg.weighed import Likely, Weighed

LIKELY = 0.5  # for the pair that joins
_ON_THE_WHOLE = 0.25  # for the mean of all pairs of the two groups
_LOOKED_AT = 20  # reports of a large group


@dataclass(frozen=True, slots=True)
class Joined:
    """The reports of one event, sorted by id, and why those beyond the first groups are taken for one."""

    reports: tuple[Report, ...]
    reasons: tuple[str, ...] = ()


def join(groups: Iterable[Sequence[Report]], judge: SameEvent, stories: Stories, decided: Decided, weighed: Weighed | None = None) -> list[Joined]:
    """The groups, those that tell one event joined, in the order of their first reports; what people decided goes before the evidence.

    What was `weighed` before is not weighed again.
    """
    by_document: dict[str, list[Report]] = {}
    joined: dict[str, list[Report]] = {}
    for group in groups:
        members = list(group)
        for report in members:
            by_document.setdefault(report.mention.document, []).append(report)
            joined[report.id] = members
    tellings = {document: list(judge.tellings(by_document[document])) for document in sorted(by_document)}
    told = {telling.report.id: telling for found in tellings.values() for telling in found}
    reasons: dict[str, frozenset[str]] = {}
    for one, other in copied_reports(tellings, stories):
        if joined[one] is not joined[other] and decided.may_join(one, other):
            _merge(joined, joined[one], joined[other])
            decided.join(one, other)
            reasons[one] = frozenset({"one text, copied"})
    likely: list[Likely] = []
    for article, another, pairs in compared_articles(tellings, stories):
        apart = [(a, b) for a, b in pairs if joined[a.report.id] is not joined[b.report.id]]
        reports = (telling.report.id for pair in apart for telling in pair)
        likely += (weighed or Weighed()).likely_pairs(article, another, reports, partial(_likely, apart, judge))
    for _, one, other in sorted(likely):
        a, b = joined[one], joined[other]
        if a is not b and decided.may_join(one, other) and _are_one([told[r.id] for r in a[:_LOOKED_AT]], [told[r.id] for r in b[:_LOOKED_AT]], judge):
            _merge(joined, a, b)
            decided.join(one, other)
            reasons[one] = reasons.get(one, frozenset()) | judge.reasons(told[one], told[other])
    for one, other in decided.same():
        if joined[one] is not joined[other]:
            _merge(joined, joined[one], joined[other])
    found = (_joined(group, reasons, decided) for group in {id(group): group for group in joined.values()}.values())
    return sorted(found, key=lambda group: group.reports[0].id)


def _joined(group: Iterable[Report], reasons: Mapping[str, frozenset[str]], decided: Decided) -> Joined:
    reports = tuple(sorted(group, key=lambda report: report.id))
    told = frozenset(reason for report in reports for reason in reasons.get(report.id, ()))
    return Joined(reports, tuple(sorted(told | decided.reasons(report.id for report in reports))))


def _merge(joined: dict[str, list[Report]], one: list[Report], other: list[Report]) -> None:
    one.extend(other)
    joined.update((report.id, one) for report in other)


def copied_reports(tellings: Mapping[str, Sequence[Telling]], stories: Stories) -> Iterator[tuple[str, str]]:
    """The reports of copies, each with that of the first article whose sentence, words and type it has."""
    first: dict[tuple[str, str, int, str, str], Telling] = {}
    for document in sorted(tellings, key=lambda name: (name != stories.original(name), name)):
        for telling in tellings[document]:
            mention = telling.report.mention
            sentence = mention.sentence.of(stories.text(document))
            key = stories.original(document), sentence, mention.trigger.start - mention.sentence.start, mention.type.value, mention.rule
            if sentence and first.setdefault(key, telling).document != document:
                yield first[key].report.id, telling.report.id


def compared(tellings: Mapping[str, Sequence[Telling]], stories: Stories) -> Iterator[tuple[Telling, Telling]]:
    """The reports that are compared: those within an article that is no copy, those of two articles of one story, and a copy's own with its original's.

    Types that no event has both of are left out here already.
    """
    return (pair for _, _, pairs in compared_articles(tellings, stories) for pair in pairs)


def compared_articles(tellings: Mapping[str, Sequence[Telling]], stories: Stories) -> Iterator[tuple[str, str, Iterator[tuple[Telling, Telling]]]]:
    """The same by articles: the ids of two, or of one twice, and what is compared of them."""
    by_type = {document: _by_type(found) for document, found in tellings.items()}
    copied = {copy for _, copy in copied_reports(tellings, stories)}
    for document, found in tellings.items():
        original = stories.original(document)
        if original != document:
            own = _by_type(telling for telling in found if telling.report.id not in copied)
            yield original, document, _of_related_types(by_type.get(original, {}), own)
        else:
            yield document, document, _within(found)
    for one, other in stories.pairs():
        yield one, other, _of_related_types(by_type.get(one, {}), by_type.get(other, {}))


def _within(tellings: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    return ((a, b) for a, b in combinations(tellings, 2) if a.traits.type is b.traits.type or b.traits.type in relatives(a.traits.type))


def _by_type(tellings: Iterable[Telling]) -> dict[EventType, list[Telling]]:
    found: dict[EventType, list[Telling]] = {}
    for telling in tellings:
        found.setdefault(telling.traits.type, []).append(telling)
    return found


def _of_related_types(ones: Mapping[EventType, Sequence[Telling]], others: Mapping[EventType, Sequence[Telling]]) -> Iterator[tuple[Telling, Telling]]:
    for kind, found in ones.items():
        for relative in (kind, *relatives(kind)):
            yield from product(found, others.get(relative, ()))


def _likely(pairs: Iterable[tuple[Telling, Telling]], judge: SameEvent) -> Iterator[Likely]:
    for one, other in pairs:
        probability = judge.probability(one, other)
        if probability >= LIKELY and judge.has_grounds(one, other):
            first, second = sorted((one.report.id, other.report.id))
            yield -round(probability, 6), first, second


def _are_one(one: Sequence[Telling], other: Sequence[Telling], judge: SameEvent) -> bool:
    pairs = list(product(one, other))
    if any(judge.keeps_apart(a, b, [*one, *other]) for a, b in pairs):
        return False
    return sum(judge.probability(a, b) for a, b in pairs) >= _ON_THE_WHOLE * len(pairs)

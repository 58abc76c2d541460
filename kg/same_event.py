"""What speaks for and against two reports telling one event, as weighed evidence with its reasons.

Each piece of evidence has a weight in `data/same_event.tsv` (log-odds, trained by `tools/train_assembly.py` on articles of our own of
which people said what is the same); their sum with the weight of `nothing` gives the probability. Some things rule it out whatever
else: other days, other places far from each other, two named doers that have nothing to do with each other.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.arabic.normal import normalize
from extract.arabic.words import split_words
from extract.model import EventType, Factuality, Span
from kg.compatible import Compatibility, Party, Traits, When, named
from kg.happenings import happening_of, lemma_of, read_rows
from kg.model import Report
from kg.stories import Stories, Weights, dot, weights_of

_LEAD = 2  # sentences of an article that tell what it is about: headline and first
_TELLING = 0.3  # the least that evidence adds to be told as a reason
_ONE_TOPIC = 0.15  # two articles, so that their headlines may tell one thing
_NEXT_WORD = 30  # letters behind a trigger
_ALIKE = 0.3  # two sentences, so that they may tell one thing in other words
_AGAINST = frozenset({Factuality.NEGATED, Factuality.DENIED})
_MUTUAL = frozenset({EventType.CONSULT, EventType.COOPERATE, EventType.AGREE})
_FAMILIES = (
    frozenset({EventType.ASSAULT, EventType.COERCE}),
    frozenset({EventType.MOBILIZE, EventType.RETREAT}),
    frozenset({EventType.CONSULT, EventType.COOPERATE, EventType.AGREE, EventType.SUPPORT}),
)


@dataclass(frozen=True, slots=True)
class Telling:
    """A report with what its own words and its place in the article say beside its traits."""

    report: Report
    traits: Traits
    lemma: str
    happening: str | None
    sentence: int
    definite: bool
    another: bool
    words: Weights

    @property
    def document(self) -> str:
        return self.report.mention.document

    @property
    def span(self) -> Span:
        return self.report.mention.sentence


class SameEvent:
    """Judges pairs of tellings of one build."""

    def __init__(self, rules: Compatibility, stories: Stories) -> None:
        self._rules, self._stories, self._weights = rules, stories, load_weights()

    def tellings(self, reports: Iterable[Report]) -> Iterator[Telling]:
        """The reports of one document, in the order of the text."""
        number, last = -1, None
        for report in sorted(reports, key=lambda report: (report.mention.sentence, report.mention.trigger, report.id)):
            mention, text = report.mention, self._stories.text(report.mention.document)
            number, last = (number, last) if mention.sentence == last else (number + 1, mention.sentence)
            lemma = lemma_of(mention.rule)
            definite = normalize(mention.trigger.of(text)).removeprefix("و").startswith("ال")
            words = weights_of(mention.sentence.of(text))
            hit = min((target.span.start for target in mention.targets if target.span.start > mention.trigger.start), default=mention.sentence.end)
            another = _is_called_another(text[mention.trigger.end : hit])
            yield Telling(report, self._rules.traits(report), lemma, happening_of(lemma), number, definite, another, words)

    def probability(self, one: Telling, other: Telling) -> float:
        """How likely the two tell one event, from 0 to 1."""
        if self.is_excluded(one, other):
            return 0.0
        total = self._weights["nothing"] + sum(self._weights[name] * value for name, value in self.evidence(one, other))
        return 1.0 / (1.0 + math.exp(-total))

    def reasons(self, one: Telling, other: Telling) -> frozenset[str]:
        """In words, what speaks for the two telling one event."""
        reasons = load_reasons()
        return frozenset(reasons[name] for name, value in self.evidence(one, other) if self._weights[name] * value >= _TELLING)

    def is_excluded(self, one: Telling, other: Telling) -> bool:
        """Whether something rules out that the two are one, whatever speaks for it."""
        a, b = one.traits, _facing(one.traits, other.traits)
        return (
            not _related(a.type, b.type)
            or (a.when is not None and b.when is not None and _other_days(a.when, b.when, 0 if one.document == other.document else 1))
            or self._rules.lie_apart(a.places, b.places)
            or self._rules.are_others(a.actors, b.actors)
            or self._rules.are_others(a.targets, b.targets)
            or _are_turned_round(a, b)
            or one.another != other.another  # «denied that a second explosion …»
            or (one.document == other.document and one.span == other.span and _other_happening(one, other))
        )

    def has_grounds(self, one: Telling, other: Telling) -> bool:
        """Whether reports of two articles share a time, and something particular beside the kind of event: armies shell towns every day.

        Reports of one article always do.
        """
        if one.document == other.document:
            return True
        a, b = one.traits, _facing(one.traits, other.traits)
        day = self._rules.share_date(a, b)
        if not day and not self._stories.appeared_together(one.document, other.document):
            return False
        if day or self._rules.share_place(a, b):
            return True
        if (one.report.mention.factuality is Factuality.PLANNED) != (other.report.mention.factuality is Factuality.PLANNED):
            return False  # «calls on the army to strike» and a strike
        both = named(a.actors) & named(b.actors) and named(a.targets) & named(b.targets)
        sides = a.type in _MUTUAL and _alike(a.actors, b.actors) and _alike(a.targets, b.targets)
        figures = {(kind, low, high) for kind, low, high in a.figures if low == high and low > 1} & set(b.figures)
        leads = one.sentence < _LEAD and other.sentence < _LEAD and self._stories.likeness(one.document, other.document) >= _ONE_TOPIC
        return bool(both or sides or figures or leads or dot(one.words, other.words) >= _ALIKE)

    def evidence(self, one: Telling, other: Telling) -> Iterator[tuple[str, float]]:
        """What is found of the two, by the names of `data/same_event.tsv`, and how much of it, 1 where it is there or not."""
        a, b = one.traits, _facing(one.traits, other.traits)
        yield from self._of_articles(one, other)
        yield from _of_words(one, other)
        if a.targets and b.targets:
            yield ("target shared" if _alike(a.targets, b.targets) else "target other"), 1.0
        else:
            yield "target untold", 1.0
        if self._rules.meet(a.places, b.places):
            yield "place shared", 1.0
        if a.when is not None and b.when is not None:
            yield ("day shared" if a.when.edtf == b.when.edtf else "day other"), 1.0
        if {kind for kind, _, _ in a.figures} & {kind for kind, _, _ in b.figures} and not set(a.figures) & set(b.figures):
            yield "figure other", 1.0
        if (one.report.mention.factuality in _AGAINST) != (other.report.mention.factuality in _AGAINST):
            yield "one denies", 1.0

    def _of_articles(self, one: Telling, other: Telling) -> Iterator[tuple[str, float]]:
        leads = one.sentence < _LEAD and other.sentence < _LEAD
        if one.document == other.document:
            yield ("same sentence" if one.span == other.span else "same article"), 1.0
            if leads and one.span != other.span:
                yield "headline and lead", 1.0
            return
        yield "articles alike", self._stories.likeness(one.document, other.document)
        if self._stories.appeared_together(one.document, other.document):
            yield "articles of the same days", 1.0
        if leads:
            yield "both leads", 1.0


def _of_words(one: Telling, other: Telling) -> Iterator[tuple[str, float]]:
    if one.traits.type is not other.traits.type:
        yield "other type", 1.0
    if one.lemma == other.lemma:
        yield "same word", 1.0
    if one.happening is not None and other.happening is not None:
        yield ("other happening" if _other_happening(one, other) else "same happening"), 1.0
    if one.span != other.span or one.document != other.document:
        yield "sentences alike", dot(one.words, other.words)
    if one.definite or other.definite:
        yield "spoken of as known", 1.0


def _other_happening(one: Telling, other: Telling) -> bool:
    return one.happening is not None and other.happening is not None and one.happening != other.happening


def _is_called_another(behind: str) -> bool:
    """Whether the word behind a trigger says that it is not the one told of before: «تفجير ثانٍ», «هجوم آخر»."""
    word = next(iter(split_words(behind[:_NEXT_WORD])), None)
    return word is not None and word.normal in load_another_words()


def _alike(one: frozenset[Party], other: frozenset[Party]) -> bool:
    """Whether the two sides have somebody named in common, or where not both name anybody, words for them."""
    if named(one) and named(other):
        return bool(named(one) & named(other))
    words, others = ({word for party in parties for word in party.words} for parties in (one, other))
    return bool(words & others)


def _facing(one: Traits, other: Traits) -> Traits:
    """The other with its sides as the one has them: «التقى الوزير السفير» is «التقى السفير الوزير»."""
    straight = _alike(one.actors, other.actors) or _alike(one.targets, other.targets)
    turned = _alike(one.actors, other.targets) or _alike(one.targets, other.actors)
    is_turned = turned and not straight and one.type in _MUTUAL and other.type in _MUTUAL
    return replace(other, actors=other.targets, targets=other.actors) if is_turned else other


def _related(one: EventType, other: EventType) -> bool:
    return one is other or any(one in family and other in family for family in _FAMILIES)


def _are_turned_round(one: Traits, other: Traits) -> bool:
    """Whether who does it to the one undergoes it in the other; those who meet may stand on either side."""
    if one.type in _MUTUAL:
        return False
    actors, others = named(one.actors), named(other.actors)
    return not actors & others and bool(actors & named(other.targets) or others & named(one.targets))


def _other_days(one: When, other: When, slack: int) -> bool:
    """Whether two dates are more than some days apart: «the night to Tuesday» is Monday to one outlet and Tuesday to the other."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    return (other.first - one.last).days > slack or (one.first - other.last).days > slack


@lru_cache(maxsize=1)
def load_another_words() -> frozenset[str]:
    """Adjectives that set a happening apart from another one, in normal form (`data/another_words.tsv`)."""
    return frozenset(row.split("\t")[0] for row in read_rows("another_words"))


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, float]:
    """The weight of each piece of evidence."""
    return {name: float(weight) for name, weight, _ in (row.split("\t") for row in read_rows("same_event"))}


@lru_cache(maxsize=1)
def load_reasons() -> Mapping[str, str]:
    """How each piece of evidence is put into words."""
    return {name: reason for name, _, reason in (row.split("\t") for row in read_rows("same_event"))}

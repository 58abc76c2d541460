"""What speaks for and against two reports telling one event, as weighed evidence with its reasons.

Each piece of evidence has a weight in `data/same_event.tsv` (log-odds, trained by `tools/train_assembly.py` on articles of our own of
which people said what is the same); their sum with the weight of `nothing` gives the probability. Some things rule it out whatever
else: other days, other places far from each other, two named doers that have nothing to do with each other.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from kg import grounds
from kg.compatible import Compatibility
from kg.exclusion import facing, is_other_happening
from kg.happenings import Trait, happenings_with, read_rows
from kg.model import Report
from kg.parties import named
from kg.stories import Stories
from kg.surroundings import Surroundings
from kg.telling import LEAD, Telling, are_alike, read_tellings
from kg.telling_numbers import PairKey

_TELLING = 0.3  # the least that evidence adds to be told as a reason
_TOLD = frozenset({"both leads", "day shared", "place shared"})  # what two reports may be compared by is told, whatever it adds


class SameEvent:
    """Judges pairs of tellings of one build."""

    def __init__(self, rules: Compatibility, stories: Stories) -> None:
        self._rules, self._stories, self._weights = rules, stories, load_weights()
        self._around = Surroundings(rules, stories)
        self._probability: dict[PairKey, float] = {}
        self._has_grounds: dict[PairKey, bool] = {}

    def tellings(self, reports: Iterable[Report]) -> list[Telling]:
        """The reports of one document, in the order of the text; to be asked for each once, and for all before any pair is judged."""
        found = list(read_tellings(reports, self._rules, self._stories))
        self._around.add(found)
        return found

    def probability(self, one: Telling, other: Telling) -> float:
        """How likely the two tell one event, from 0 to 1."""
        key = self._around.key(one, other)
        found = self._probability.get(key)
        if found is None:
            found = self._probability[key] = self._weighed(one, other)
        return found

    def _weighed(self, one: Telling, other: Telling) -> float:
        if self.is_excluded(one, other):
            return 0.0
        total = self._weights["nothing"] + sum(self._weights[name] * value for name, value in self.evidence(one, other))
        return 1.0 / (1.0 + math.exp(-total))

    def reasons(self, one: Telling, other: Telling) -> frozenset[str]:
        """In words, what speaks for the two telling one event."""
        reasons = load_reasons()
        return frozenset(reasons[name] for name, value in self.evidence(one, other) if name in _TOLD or self._weights[name] * value >= _TELLING)

    def is_excluded(self, one: Telling, other: Telling) -> bool:
        """Whether something rules out that the two are one, whatever speaks for it."""
        return self._around.exclusion(one, other) is not None

    def keeps_apart(self, one: Telling, other: Telling, among: Iterable[Telling]) -> bool:
        """Whether something rules it out within a group; two doers do not where a third report names both («دورية مشتركة»)."""
        why = self._around.exclusion(one, other)
        if why != "other doers":
            return why is not None
        doers = named(one.traits.actors) | named(other.traits.actors)
        return not any(doers <= named(telling.traits.actors) for telling in among)

    def has_grounds(self, one: Telling, other: Telling) -> bool:
        """Whether the two have something particular in common beside the kind of event: armies shell towns every day."""
        key = self._around.key(one, other)
        if key not in self._has_grounds:
            self._has_grounds[key] = self._find_grounds(one, other)
        return self._has_grounds[key]

    def _find_grounds(self, one: Telling, other: Telling) -> bool:
        if one.document == other.document:
            found = grounds.within_one_article(one, other, self._rules, self._stories)
        else:
            found = grounds.across_articles(one, other, self._rules, self._stories)
        return found or self._around.are_only_ones(one, other) or (one.document == other.document and self._around.tell_one_event_beside(one, other))

    def evidence(self, one: Telling, other: Telling) -> Iterator[tuple[str, float]]:
        """What is found of the two, by the names of `data/same_event.tsv`, and how much of it, 1 where it is there or not."""
        a, b = one.traits, facing(one.traits, other.traits)
        yield from _of_article(one, other)
        yield from _of_words(one, other)
        if a.targets and b.targets:
            yield ("target shared" if are_alike(a.targets, b.targets) else "target other"), 1.0
        else:
            yield "target untold", 1.0
        if self._rules.meet(a.places, b.places):
            yield "place shared", 1.0
        if a.when is not None and b.when is not None:
            yield ("day shared" if a.when.edtf == b.when.edtf else "day other"), 1.0
        if {kind for kind, _, _ in a.figures} & {kind for kind, _, _ in b.figures} and not set(a.figures) & set(b.figures):
            yield "figure other", 1.0
        if self._around.are_only_ones(one, other):
            yield "only ones of their sort", 1.0
        if self._around.tell_one_event_beside(one, other):
            yield "one event beside", 1.0


def _of_article(one: Telling, other: Telling) -> Iterator[tuple[str, float]]:
    leads = one.sentence < LEAD and other.sentence < LEAD
    if one.document == other.document and one.span == other.span:
        yield "same sentence", 1.0
    elif leads:
        yield ("headline and lead" if one.document == other.document else "both leads"), 1.0


def _of_words(one: Telling, other: Telling) -> Iterator[tuple[str, float]]:
    if one.traits.type is not other.traits.type:
        yield "other type", 1.0
    if one.lemma == other.lemma:
        yield "same word", 1.0
    if one.happening is not None and other.happening is not None:
        if not is_other_happening(one, other):
            yield "same happening", 1.0
        elif not ({one.happening, other.happening} <= happenings_with(Trait.BLAST)):
            yield "other happening", 1.0


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, float]:
    """The weight of each piece of evidence."""
    return {name: float(weight) for name, weight, _ in (row.split("\t") for row in read_rows("same_event"))}


@lru_cache(maxsize=1)
def load_reasons() -> Mapping[str, str]:
    """How each piece of evidence is put into words."""
    return {name: reason for name, _, reason in (row.split("\t") for row in read_rows("same_event"))}

"""What stands around reports: what else their sentences tell, and what their articles open with.

Who counts the dead of a strike otherwise than another outlet tells of one event where the strike is one; and of two articles that open with one
event the rest is likelier to be one, too.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

from extract.model import Span
from kg import grounds
from kg.compatible import Compatibility
from kg.exclusion import are_one_and_many, exclusion
from kg.happenings import Trait, happenings_with
from kg.stories import Stories
from kg.telling import LEAD, Telling, are_alike, do_others, hit_other_people
from kg.telling_numbers import PairKey, TellingNumbers


class Surroundings:
    """The tellings of one build, by sentence and by article."""

    def __init__(self, rules: Compatibility, stories: Stories) -> None:
        self._rules, self._stories = rules, stories
        self._of_sentence: defaultdict[tuple[str, Span], list[Telling]] = defaultdict(list)
        self._of_sort: defaultdict[tuple[str, str | None], list[Telling]] = defaultdict(list)
        self._leads: defaultdict[str, list[Telling]] = defaultdict(list)
        self._numbers = TellingNumbers(stories)
        self._are_one: dict[PairKey, bool] = {}
        self._excluded: dict[PairKey, str | None] = {}

    def add(self, tellings: Sequence[Telling]) -> None:
        """Takes in what a document tells, in the order of the text."""
        for telling in tellings:
            self._of_sentence[telling.document, telling.span].append(telling)
            self._of_sort[telling.document, telling.happening].append(telling)
            if telling.sentence < LEAD:
                self._leads[telling.document].append(telling)
        if tellings:
            self._numbers.add(tellings[0].document, tellings)

    def key(self, one: Telling, other: Telling) -> PairKey:
        """What stands for the two in this order: equal keys, equal evidence."""
        return self._numbers.pair(one, other)

    def exclusion(self, one: Telling, other: Telling) -> str | None:
        """Why the two cannot be one event, None where nothing rules it out."""
        key = self.key(one, other)
        if key not in self._excluded:
            self._excluded[key] = exclusion(one, other, self._rules)
        return self._excluded[key]

    def tell_one_event_beside(self, one: Telling, other: Telling) -> bool:
        """Whether the sentences of two reports of one sort tell of one event more: of the strike, beside those killed in it."""
        return (
            one.happening is not None
            and one.happening == other.happening
            and any(
                self.may_be_one(a, b)
                for a, b in product(self._of_sentence[one.document, one.span], self._of_sentence[other.document, other.span])
                if a.happening != one.happening
            )
        )

    def are_only_ones(self, one: Telling, other: Telling) -> bool:
        """Whether two reports of one sort are the only ones of it that their articles tell: of the arrests of the day the one tells eleven, the other six.

        The articles must open with one event.
        """
        if one.happening is None or one.happening != other.happening or one.happening in happenings_with(Trait.SEVERAL) or one.document == other.document:
            return False
        if self._may_be_others(one, other) or not self._are_told_as_one(one, other):
            return False
        if self._is_old_news(one, other) or self._is_old_news(other, one) or not self.open_with_one_event(one.document, other.document):
            return False
        return not any(self._rivals(one, other)) and not any(self._rivals(other, one))

    def _may_be_others(self, one: Telling, other: Telling) -> bool:
        """Whether what the two tell of doers and those hit does not fit: police and protesters, an army and a charity, a single man and soldiers, a house and
        a patrol; or the one counts some of those whom its own article told of («وأصابوا اثنين منهم»)."""
        a, b = one.traits, other.traits
        is_broad = one.happening in happenings_with(Trait.BROAD)
        if is_broad and one.lemma != other.lemma and not (are_alike(a.targets, b.targets) or self._rules.share_place(a, b)):
            return True
        if do_others(a, b) or are_one_and_many(a.actors, b.actors) or one.occasion.part != other.occasion.part:
            return True
        return self._rules.are_people_and_things(a.targets, b.targets) and not (self._rules.share_place(a, b) or self._rules.share_date(a, b))

    def _is_old_news(self, dated: Telling, undated: Telling) -> bool:
        return grounds.is_old_news(dated, undated, self._stories)

    def open_with_one_event(self, one: str, other: str) -> bool:
        """Whether headline or lead of two articles tell one event."""
        first, second = min(one, other), max(one, other)
        key = self._numbers.articles(first, second)
        if key not in self._are_one:
            self._are_one[key] = any(self.may_be_one(a, b) for a, b in product(self._leads[first], self._leads[second]))
        return self._are_one[key]

    def _rivals(self, one: Telling, other: Telling) -> Iterator[Telling]:
        """The reports of the one's article that tell another event of its sort, of which the other might tell as well."""
        for rival in self._of_sort[one.document, one.happening]:
            is_other = rival is not one and not self._are_told_as_one(rival, one)
            if is_other and not self._is_old_news(rival, other) and self.exclusion(rival, other) is None:
                yield rival

    def _are_told_as_one(self, one: Telling, other: Telling) -> bool:
        return self.exclusion(one, other) is None and not hit_other_people(one.traits, other.traits, self._rules)

    def may_be_one(self, one: Telling, other: Telling) -> bool:
        """Whether two reports tell one sort of happening, nothing rules it out that it is one, and something particular speaks for it."""
        if one.happening is None or one.happening != other.happening or self.exclusion(one, other) is not None:
            return False
        if one.document == other.document:
            return grounds.within_one_article(one, other, self._rules, self._stories)
        return grounds.across_articles(one, other, self._rules, self._stories)

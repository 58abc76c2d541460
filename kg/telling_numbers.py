"""Numbers for tellings, by which what was found of two is found again: those of copies have the same, so that a pair is judged once in however many copies.

A copy's tellings have the numbers of another's where the two differ in nothing that is weighed but the name of the article.
"""

from collections.abc import Hashable, Sequence

from kg.stories import Stories
from kg.telling import Telling

PairKey = tuple[int, int, int]


class TellingNumbers:
    """The numbers of the tellings of one build."""

    def __init__(self, stories: Stories) -> None:
        self._stories = stories
        self._first: dict[Hashable, int] = {}  # the number of an article's first telling, by all that is weighed of the article
        self._article: dict[str, int] = {}
        self._number: dict[str, int] = {}
        self._next = 0

    def add(self, document: str, tellings: Sequence[Telling]) -> None:
        """Numbers what a document tells, in the order of the text."""
        first = self._first.setdefault(self._weighed(document, tellings), self._next)
        self._next = max(self._next, first + len(tellings) + 1)
        self._article[document] = first
        self._number.update((telling.report.id, first + n) for n, telling in enumerate(tellings))

    def pair(self, one: Telling, other: Telling) -> PairKey:
        """A key of two tellings, in this order; equal for pairs of which everything weighed is equal."""
        a, b = one.report, other.report
        return self._number[a.id], self._number[b.id], _order(a.mention.document, b.mention.document)

    def articles(self, one: str, other: str) -> PairKey:
        """The same for two articles."""
        return self._article[one], self._article[other], _order(one, other)

    def _weighed(self, document: str, tellings: Sequence[Telling]) -> Hashable:
        if not self._stories.is_same_text(document):
            return document
        speakers = [telling.report.attributed_to for telling in tellings]
        told = tuple((*_told(telling), speakers.index(speaker)) for telling, speaker in zip(tellings, speakers, strict=True))
        return self._stories.text(document), self._stories.published(document), told


def _order(one: str, other: str) -> int:
    return (one > other) - (one < other)


def _told(telling: Telling) -> tuple[Hashable, ...]:
    """All that is weighed of a telling but its words, which are the text's, and who says it."""
    report, mention = telling.report, telling.report.mention
    place = telling.sentence, telling.matter, mention.sentence, mention.trigger
    is_boast, is_said = report.attributed_to in report.actors, report.attributed_to is not None
    return telling.traits, telling.day, telling.lemma, telling.definite, telling.occasion, *place, mention.factuality, is_boast, is_said

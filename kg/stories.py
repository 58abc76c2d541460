"""Which articles tell the same story, by their words, and which are copies of one text.

Words count by their stem, and the more the rarer they are in news (`data/common_stems.tsv`: the shares of our own articles that hold
them). Nothing depends on what else a build holds.
"""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from extract.arabic.words import split_words
from extract.model import Document

_UNSEEN = 0.004  # the share of a stem that the table lacks
_SHINGLE = 5  # words
_COPIED = 0.5  # of the shorter text's shingles, that the longer has too
_KEYS = 30  # the most telling stems of an article, by which others find it
_NEIGHBOURS = 20  # articles that may tell one's story, at most
_STORY = 0.06  # the likeness from which two may tell one story
_DAYS = 10  # between the publications of two articles of one story, at most
_CLOSE_DAYS = 2
_SHORTEST = 3  # letters of a stem
_BEFORE = ("وال", "بال", "فال", "كال", "لل", "ال", "و")
_BEHIND = ("ها", "هم", "ات", "ون", "ين", "ان", "ه", "ا")

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Story:
    """An article as far as likeness goes: its stems' weights, scaled to length 1, the most telling ones, its shingles, its day of publication."""

    document: Document
    weights: Weights
    keys: tuple[str, ...]
    shingles: frozenset[str]
    published: date | None

    def is_near(self, other: "Story", days: int) -> bool | None:
        """Whether the two appeared within so many days; None where nobody knows."""
        return None if self.published is None or other.published is None else abs((self.published - other.published).days) <= days


class Stories:
    """The articles of one build, compared."""

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        self._stories = {document.id: _story(document) for document in sorted(documents, key=lambda document: document.id)}
        by_key: defaultdict[str, list[str]] = defaultdict(list)
        for name, story in self._stories.items():
            for key in story.keys:
                by_key[key].append(name)
        self._by_key: Mapping[str, Sequence[str]] = by_key
        self._pairs = sorted({(min(one, other), max(one, other)) for one in self._stories for other in self._nearest(one)})
        self._original = _originals(self._stories, self._pairs)

    def text(self, document: str) -> str:
        """The text of that document, empty if it is not among these."""
        return self._stories[document].document.text if document in self._stories else ""

    def original(self, document: str) -> str:
        """The first article with its text: itself where it is no copy."""
        return self._original.get(document, document)

    def source(self, document: str) -> str:
        """Whose text it is: the outlet of the first article with it, else that article's id."""
        first = self.original(document)
        return (self._stories[first].document.source if first in self._stories else None) or first

    def pairs(self) -> Sequence[tuple[str, str]]:
        """Pairs of articles that may tell one story, the smaller id first, sorted; for each the twenty that are most like it."""
        return self._pairs

    def likeness(self, one: str, other: str) -> float:
        """How alike the words of two articles are, from 0 to 1."""
        a, b = self._stories.get(one), self._stories.get(other)
        return 0.0 if a is None or b is None else dot(a.weights, b.weights)

    def appeared_together(self, one: str, other: str) -> bool:
        """Whether the two are known to have appeared within two days of each other."""
        a, b = self._stories.get(one), self._stories.get(other)
        return a is not None and b is not None and a.is_near(b, _CLOSE_DAYS) is True

    def _nearest(self, one: str) -> Iterator[str]:
        story = self._stories[one]
        shared = Counter(other for key in story.keys for other in self._by_key[key] if other != one)
        near = {other: count for other, count in shared.items() if story.is_near(self._stories[other], _DAYS) is not False}
        likely = heapq.nsmallest(4 * _NEIGHBOURS, near, key=lambda other: (-near[other], other))
        ranked = sorted((-self.likeness(one, other), other) for other in likely)
        yield from (other for likeness, other in ranked[:_NEIGHBOURS] if -likeness >= _STORY)


def weights_of(text: str) -> dict[str, float]:
    """The stems of a text with their weights, scaled so that their squares sum to 1; empty for a text without words."""
    weights = {stem: (1.0 + math.log(count)) * -math.log(_shares().get(stem, _UNSEEN)) for stem, count in sorted(Counter(stems(text)).items())}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {stem: weight / length for stem, weight in weights.items()} if length else {}


def dot(one: Weights, other: Weights) -> float:
    """The cosine of two texts, from their weights."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other.get(stem, 0.0) for stem, weight in one.items())


def stems(text: str) -> list[str]:
    """The words of a text without article, attached و and ب, and endings: «والمدنيين» and «مدني» give «مدني»."""
    return [stem for word in split_words(text) if not word.is_mark and len(stem := _stem(word.normal)) >= _SHORTEST]


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    before = next((start for start in _BEFORE if word.startswith(start) and len(word) - len(start) >= _SHORTEST), "")
    word = word[len(before) :]
    behind = next((end for end in _BEHIND if word.endswith(end) and len(word) - len(end) >= _SHORTEST), "")
    return word[: len(word) - len(behind)]


def _story(document: Document) -> Story:
    weights = weights_of(document.text)
    keys = heapq.nsmallest(_KEYS, weights, key=lambda stem: (-weights[stem], stem))
    words = [word.normal for word in split_words(document.text) if not word.is_mark]
    shingles = frozenset(" ".join(words[n : n + _SHINGLE]) for n in range(len(words) - _SHINGLE + 1))
    return Story(document, weights, tuple(keys), shingles, _day(document.published))


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published) if published else None
    except ValueError:  # a month or a year only
        return None


def _originals(stories: Mapping[str, Story], pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """For each copy the first article with its text: the earliest, then by id."""
    groups = {name: [name] for name in stories}
    for one, other in pairs:
        if groups[one] is not groups[other] and _is_copy(stories[one], stories[other]):
            groups[one].extend(groups[other])
            groups.update((name, groups[one]) for name in groups[other])
    first = {id(group): min(group, key=lambda name: (stories[name].published or date.max, name)) for group in groups.values()}
    return {name: first[id(group)] for name, group in groups.items() if len(group) > 1}


def _is_copy(one: Story, other: Story) -> bool:
    shorter = min(len(one.shingles), len(other.shingles))
    return shorter > 0 and len(one.shingles & other.shingles) >= _COPIED * shorter


@lru_cache(maxsize=1)
def _shares() -> Mapping[str, float]:
    rows = (files("kg") / "data" / "common_stems.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {stem: float(share) for stem, share in (row.split("\t") for row in rows)}

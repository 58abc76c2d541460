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
from itertools import product

from extract.arabic.words import split_words
from extract.model import Document

_UNSEEN = 0.004  # the share of a stem that the table lacks
_SHINGLE = 5  # words
_COPIED = 0.5  # of the shorter text's shingles, that the longer has too
_KEYS = 30  # the most telling stems of an article, by which others find it
_MOST_OF_A_KEY = 1000  # articles; a stem that more have in ten days tells no story
_NEIGHBOURS = 20  # articles that may tell one's story, at most
_STORY = 0.06  # the likeness from which two may tell one story
_DAYS = 10  # between the publications of two articles of one story, at most
_CLOSE_DAYS = 2
_ALWAYS = -1  # the window of all articles, for those of which nobody knows when they appeared
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

    @property
    def window(self) -> int | None:
        """Ten days of which the publication is one; articles of one story appear in the same or the next."""
        return None if self.published is None else self.published.toordinal() // _DAYS

    def is_near(self, other: "Story", days: int) -> bool | None:
        """Whether the two appeared within so many days; None where nobody knows."""
        return None if self.published is None or other.published is None else abs((self.published - other.published).days) <= days


class Stories:
    """The articles of one build, compared."""

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        self._documents = {document.id: document for document in sorted(documents, key=_by_appearance)}
        self._likeness = lru_cache(maxsize=1024)(self._likeness_of)  # the reports of two articles are compared together
        self._original = _same_texts(self._documents)
        self._stories = {name: _story(document) for name, document in self._documents.items() if name not in self._original}
        by_key: defaultdict[tuple[str, int | None], list[str]] = defaultdict(list)
        for name, story in self._stories.items():
            for key, window in product(story.keys, {story.window, _ALWAYS}):
                by_key[key, window].append(name)
        self._by_key: Mapping[tuple[str, int | None], Sequence[str]] = {key: names for key, names in by_key.items() if len(names) <= _MOST_OF_A_KEY}
        pairs = sorted({(min(one, other), max(one, other)) for one in self._stories for other in self._nearest(one)})
        self._original |= _copies(self._stories, pairs, self._original)
        self._pairs = [(one, other) for one, other in pairs if one not in self._original and other not in self._original]

    def text(self, document: str) -> str:
        """The text of that article, empty if it is not among these."""
        return self._documents[document].text if document in self._documents else ""

    def original(self, document: str) -> str:
        """The first article with its text: itself where it is no copy."""
        return self._original.get(document, document)

    def is_same_text(self, document: str) -> bool:
        """Whether an earlier article has the same words, so that this one's are compared with no other's."""
        return document in self._documents and document not in self._stories

    def source(self, document: str) -> str:
        """Whose text it is: the outlet of the first article with it, else that article's id."""
        first = self.original(document)
        return (self._documents[first].source if first in self._documents else None) or first

    def pairs(self) -> Sequence[tuple[str, str]]:
        """Pairs of articles, copies left out, that may tell one story: for each the twenty most like it; the smaller id first, sorted."""
        return self._pairs

    def likeness(self, one: str, other: str) -> float:
        """How alike the words of two articles are, from 0 to 1."""
        return self._likeness(one, other)

    def _likeness_of(self, one: str, other: str) -> float:
        a, b = self._stories.get(one), self._stories.get(other)
        return 0.0 if a is None or b is None else dot(a.weights, b.weights)

    def published(self, document: str) -> date | None:
        """The day on which that article appeared, None where nobody knows."""
        return _day(self._documents[document].published) if document in self._documents else None

    def appeared_together(self, one: str, other: str, days: int = _CLOSE_DAYS) -> bool:
        """Whether the two are known to have appeared within so many days of each other."""
        a, b = self._stories.get(one), self._stories.get(other)
        return a is not None and b is not None and a.is_near(b, days) is True

    def _nearest(self, one: str) -> Iterator[str]:
        story = self._stories[one]
        windows = [_ALWAYS] if story.window is None else [None, story.window - 1, story.window, story.window + 1]
        shared = Counter(other for key in story.keys for window in windows for other in self._by_key.get((key, window), ()) if other != one)
        near = {other: count for other, count in shared.items() if story.is_near(self._stories[other], _DAYS) is not False}
        likely = heapq.nsmallest(4 * _NEIGHBOURS, near, key=lambda other: (-near[other], other))
        ranked = sorted((-self._likeness_of(one, other), other) for other in likely)
        yield from (other for likeness, other in ranked[:_NEIGHBOURS] if -likeness >= _STORY)


@lru_cache(maxsize=4096)
def sentence_weights(sentence: str) -> Weights:
    """`weights_of` a sentence, kept for the copies of it that agencies' customers print."""
    return weights_of(sentence)


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


def _by_appearance(document: Document) -> tuple[date, str]:
    return _day(document.published) or date.max, document.id


def _same_texts(documents: Mapping[str, Document]) -> dict[str, str]:
    """For each article whose words are another's, that one; of the documents in the order of their appearance."""
    first: dict[str, str] = {}
    copies: dict[str, str] = {}
    for name, document in documents.items():
        words = " ".join(document.text.split())
        if words and first.setdefault(words, name) != name:
            copies[name] = first[words]
    return copies


def _copies(stories: Mapping[str, Story], pairs: Iterable[tuple[str, str]], same: Mapping[str, str]) -> dict[str, str]:
    """For each copy with some words of its own, and for what has the same words as that, the first article with the text."""
    groups = {name: [name] for name in stories}
    for one, other in pairs:
        if groups[one] is not groups[other] and _is_copy(stories[one], stories[other]):
            groups[one].extend(groups[other])
            groups.update((name, groups[one]) for name in groups[other])
    first = {name: min(group, key=lambda member: _by_appearance(stories[member].document)) for name, group in groups.items()}
    found = {name: original for name, original in first.items() if name != original}
    return found | {name: found[original] for name, original in same.items() if original in found}


def _is_copy(one: Story, other: Story) -> bool:
    shorter = min(len(one.shingles), len(other.shingles))
    return shorter > 0 and len(one.shingles & other.shingles) >= _COPIED * shorter


@lru_cache(maxsize=1)
def _shares() -> Mapping[str, float]:
    rows = (files("kg") / "data" / "common_stems.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {stem: float(share) for stem, share in (row.split("\t") for row in rows)}

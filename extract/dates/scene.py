"""The words being read, and how single words and numbers are found among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.arabic.words import Word
from extract.dates.vocabulary import Vocabulary, without_particles
from extract.dates.when import Anchor, When

_NUMBER_PARTICLES = frozenset({"ال", "وال", "بال", "لل", "و", "ب", "ل", "ف", "ك", "فال"})
_COMMAS = frozenset("،,-–—")
_STOPS = frozenset(".\n؟!؛")
_FUTURE_REACH = 14  # words looked back upon for a sign that the clause tells of the future


class Hit(NamedTuple):
    """A phrase found: the value of its row and the index after its last word."""

    value: str
    end: int


class NumberHit(NamedTuple):
    """A number found: its value, the index after it, and whether it is an ordinal word."""

    value: int
    end: int
    ordinal: bool = False


class Found(NamedTuple):
    """A date found and resolved."""

    when: When
    end: int


@dataclass(frozen=True, slots=True)
class Scene:
    """The words of a text, the vocabulary, the day of publication, and the date last spoken of."""

    words: Sequence[Word]
    normals: Sequence[str]
    vocabulary: Vocabulary
    anchor: Anchor
    previous: When | None = None

    def normal(self, at: int) -> str:
        """The word's normal form; a line break beyond either end."""
        return self.normals[at] if 0 <= at < len(self.normals) else "\n"

    def find(self, kind: str, at: int, attached: bool = False) -> Hit | None:
        """The longest phrase of the kind at the word; with `attached`, behind particles too (وأمس, بالأمس)."""
        by_first = self.vocabulary.phrases[kind]
        word = self.normal(at)
        for first in (word, *(without_particles(word) if attached else ())):
            for phrase in by_first.get(first, ()):
                end = at + 1 + len(phrase.rest)
                if not phrase.rest or tuple(self.normals[at + 1 : end]) == phrase.rest:
                    return Hit(phrase.value, end)
        return None

    def preceded_by(self, kind: str, at: int) -> bool:
        """Whether a phrase of the kind ends just before the word; dashes and quotation marks do not count."""
        before = at - 1
        while before > 0 and self.normal(before) in _NUMBER_PARTICLES | {"-", "«", '"', "("}:
            before -= 1
        return any((hit := self.find(kind, start, attached=True)) is not None and hit.end == before + 1 for start in (before, before - 1, before - 2))

    def skip(self, at: int, *forms: str) -> int:
        """The index after one of the forms, or the same index."""
        return at + 1 if self.normal(at) in forms else at

    def skip_comma(self, at: int) -> int:
        return at + 1 if self.normal(at) in _COMMAS else at

    def digits(self, at: int, attached: bool = False) -> NumberHit | None:
        """A number in digits, «الـ19» too; with `attached`, behind و or ب too."""
        start = at
        particles = _NUMBER_PARTICLES if attached else {"ال"}
        if self.normal(at) in particles and (self.normal(at) == "و" or self.adjacent(at)):
            at += 1
        normal = self.normal(at)
        # Longer runs are no number of days or years, and very long ones no int.
        if not normal.isascii() or not normal.isdigit() or len(normal) > 4 or (start == at and self.normal(at - 1) == "/" and self.adjacent(at - 1)):
            return None
        return NumberHit(int(normal), at + 1)

    def adjacent(self, at: int) -> bool:
        """Whether the next word follows without a space."""
        return at + 1 < len(self.words) and self.words[at].end == self.words[at + 1].start

    def day_number(self, at: int, attached: bool = False) -> NumberHit | None:
        """A day of the month: «12», «الـ12», «الثاني عشر»."""
        number = self.digits(at, attached)
        if number is None and (hit := self.find("ordinal", at, attached)):
            number = NumberHit(int(hit.value), hit.end, True)
        return number if number and 1 <= number.value <= 31 else None

    def cardinal(self, at: int) -> NumberHit | None:
        """A number of units: «48», «الـ48», «عشرة», «خمسة وعشرين»."""
        if number := self.digits(at):
            return number
        if (hit := self.find("cardinal", at)) is None:
            return None
        tens = self.find("cardinal", hit.end, attached=True) if self.normal(hit.end).startswith("و") else None
        return NumberHit(int(hit.value) + int(tens.value), tens.end) if tens else NumberHit(int(hit.value), hit.end)

    def ahead(self, at: int) -> bool:
        """Whether the clause before the word speaks of what is to come."""
        if self.find("since", at - 1, attached=True):
            return False
        for before in range(at - 1, max(at - _FUTURE_REACH, -1), -1):
            if self.normal(before) in _STOPS:
                return False
            if self.find("future", before, attached=True):
                return True
        return False

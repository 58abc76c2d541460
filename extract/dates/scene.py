"""The words being read, and how single words and numbers are found among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.arabic.words import Word
from extract.dates.vocabulary import ATTACHED, Phrase, Vocabulary, without_particles
from extract.dates.when import Anchor, When

_NUMBER_PARTICLES = frozenset({"ال", "وال", "بال", "لل", "و", "ب", "ل", "ف", "ك", "فال"})
_FIGURES = frozenset({"figures"})
_ARTICLE = frozenset({"ال"})
_PASSED = _NUMBER_PARTICLES | {"-", "«", '"', "("}
_COMMAS = frozenset("،,-–—")
_STOPS = frozenset(".\n؟!؛")
_BEGINS_REACH = 3  # «تبدأ يوم الأحد»
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
    month_first: bool = False  # «12/25/2021»

    def normal(self, at: int) -> str:
        """The word's normal form; a line break beyond either end."""
        return self.normals[at] if 0 <= at < len(self.normals) else "\n"

    def kinds(self, at: int) -> frozenset[str]:
        """Of what kinds a phrase may be that begins at the word, behind particles too; "figures" of a number."""
        word, kinds = self.normal(at), self.vocabulary.kinds
        found = kinds.get(word, frozenset())
        if word[:1] in ATTACHED:
            found = found.union(*(kinds.get(form, ()) for form in without_particles(word)))
        return found | _FIGURES if word[:1].isdigit() or word in _NUMBER_PARTICLES else found

    def find(self, kind: str, at: int, attached: bool = False) -> Hit | None:
        """The longest phrase of the kind at the word; with `attached`, behind particles too (وأمس, بالأمس)."""
        by_first = self.vocabulary.phrases[kind]
        word = self.normal(at)
        hit = self._phrase(by_first.get(word, ()), at)
        if hit is None and attached and word[:1] in ATTACHED:
            hit = next((hit for first in without_particles(word) if (hit := self._phrase(by_first.get(first, ()), at))), None)
        return hit

    def _phrase(self, phrases: Sequence[Phrase], at: int) -> Hit | None:
        for phrase in phrases:
            end = at + 1 + len(phrase.rest)
            if not phrase.rest or tuple(self.normals[at + 1 : end]) == phrase.rest:
                return Hit(phrase.value, end)
        return None

    def preceded_by(self, kind: str, at: int) -> bool:
        """Whether a phrase of the kind ends just before the word; dashes and quotation marks do not count."""
        return self.preceding(kind, at) is not None

    def preceding(self, kind: str, at: int) -> Hit | None:
        """The phrase of the kind that ends just before the word."""
        before = at - 1
        while before > 0 and self.normal(before) in _PASSED:
            before -= 1
        found = (self.find(kind, start, attached=True) for start in (before, before - 1, before - 2))
        return next((hit for hit in found if hit is not None and hit.end == before + 1), None)

    def skip(self, at: int, *forms: str) -> int:
        """The index after one of the forms, or the same index."""
        return at + 1 if self.normal(at) in forms else at

    def skip_comma(self, at: int) -> int:
        return at + 1 if self.normal(at) in _COMMAS else at

    def digits(self, at: int, attached: bool = False) -> NumberHit | None:
        """A number in digits, «الـ19» too; with `attached`, behind و or ب too."""
        start = at
        particles = _NUMBER_PARTICLES if attached else _ARTICLE
        if not self.normal(at)[:1].isdigit() and self.normal(at) not in particles:
            return None
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

    def spelled_year(self, at: int) -> NumberHit | None:
        """«ألفين وعشرين», «ألف وتسعمئة وثمانية وأربعين»."""
        thousands = self.find("thousand", at)
        if thousands is None:
            return None
        total, end = int(thousands.value), thousands.end
        while self.normal(end).startswith("و") and (part := self.find("cardinal", end, attached=True)):
            total, end = total + int(part.value), part.end
        return NumberHit(total, end)

    def counts_something(self, at: int) -> bool:
        """Whether what follows a number is what it counts: «2000 مقاتل», «2014 يوما»."""
        return self.find("unit", at) is not None or self.find("counted", at) is not None

    def ahead(self, at: int) -> bool:
        """Whether the clause before the word speaks of what is to come."""
        if self.find("since", at - 1, attached=True):
            return False
        apart = False  # a comma stands between
        for before in range(at - 1, max(at - _FUTURE_REACH, -1), -1):
            if self.normal(before) in _STOPS:
                return False
            if at - before <= _BEGINS_REACH and self.find("begins", before, attached=True):
                return True
            if self.find("future", before, attached=True) or (not apart and self._is_future_verb(before)):
                return True
            apart = apart or self.normal(before) == "،"
        return False

    def _is_future_verb(self, at: int) -> bool:
        """«سيلتقي», «وستزورها»: by its letters; the table has how the nouns that look like one begin."""
        word = self.normal(at)
        form = word[1:] if word[:1] in ("و", "ف") else word
        if len(form) < 4 or form[0] != "س" or form[1] not in "يتن":
            return False
        nouns = self.vocabulary.phrases["no-future"]
        return not any(form[:length] in nouns for length in range(3, len(form) + 1))

"""The words of dates, loaded from the tables beside this file.

A row is `kind <tab> value <tab> spelling | spelling …`; spellings meet the text in their normal form.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from extract.arabic.normal import normalize

TABLES = ("months.tsv", "days.tsv", "spans.tsv", "numerals.tsv")
# The kinds of phrase that may begin an expression; a bare number may too.
_OPENING = (
    *("month", "hijri", "feast", "first-of", "first-day", "eve", "season", "weekday", "day", "period", "period-two", "writing", "then"),
    *("the-unit", "this-unit", "this", "the-last"),
    *("part", "decade", "decade-word", "century", "since", "ago", "hence", "between", "from", "month-word", "two-months", "stretch-word"),
    *("year-word", "two-years", "vague", "ordinal", "cardinal"),
)
ATTACHED = frozenset("وفبلك")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One spelling: its words after the first, and the value of its row."""

    rest: tuple[str, ...]
    value: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Phrases by kind and first word, longest first; `openers` are the first words that may begin a date, `kinds` of what kinds a first word is."""

    phrases: Mapping[str, Mapping[str, tuple[Phrase, ...]]]
    openers: frozenset[str]
    kinds: Mapping[str, frozenset[str]]

    def opens(self, normal: str) -> bool:
        """The cheap test that most words of a text fail."""
        if normal in self.openers or normal[:1].isdigit():
            return True
        return normal[:1] in ATTACHED and any(form in self.openers for form in without_particles(normal))


def without_particles(normal: str) -> Iterator[str]:
    """The word without the particles و ف ب ل ك that may be attached to it: «وللاثنين» gives للاثنين, لاثنين, الاثنين."""
    for length in (1, 2):
        if len(normal) > length + 1 and normal[length - 1] in ATTACHED:
            yield normal[length:]
            if normal[length - 1 : length + 1] == "لل":
                yield "ا" + normal[length:]
        else:
            return


@cache
def load_vocabulary() -> Vocabulary:
    """The packaged tables."""
    found: dict[str, dict[str, list[Phrase]]] = defaultdict(lambda: defaultdict(list))
    for kind, value, spelling in _rows():
        first, *rest = normalize(spelling).split()
        found[kind][first].append(Phrase(tuple(rest), value))
    phrases = {kind: {first: tuple(sorted(forms, key=lambda p: -len(p.rest))) for first, forms in by_first.items()} for kind, by_first in found.items()}
    openers = frozenset(first for kind in _OPENING for first in phrases[kind]) | {"ال", "وال", "بال"}
    return Vocabulary(phrases, openers, {word: frozenset(kind for kind in phrases if word in phrases[kind]) for word in openers})


def _rows() -> Iterator[tuple[str, str, str]]:
    for name in TABLES:
        for line in files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                kind, value, spellings = line.split("\t")
                yield from ((kind, value, spelling.strip()) for spelling in spellings.split("|"))

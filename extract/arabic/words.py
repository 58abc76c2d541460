"""Sentences and words of an original text; every word keeps its offsets there."""

import re
from dataclasses import dataclass

from extract.arabic.normal import normalize
from extract.model import Span

# One token: a run of letters with their vowel signs, a number, or a single mark.
_TOKEN = re.compile(
    r"[^\W\d_](?:[^\W\d_]|[\u064b-\u065f\u0670\u0640\u200c-\u200f])*"  # letters and what sits on them
    r"|\d+(?:[.,٫٬]\d+)*"
    r"|\n+|[^\s\w]|_"
)

QUOTES = frozenset("\"'“”«»‘’")
# Marks that no clause passes.
WALLS = frozenset("؛.:!?؟;")


@dataclass(frozen=True, slots=True)
class Word:
    """One token of the text: letters, a number, a mark, or a line break (normal form "\\n").

    `text` is what stands at `start:end` of the original; `normal` is its normal form.
    """

    start: int
    end: int
    text: str
    normal: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def is_mark(self) -> bool:
        """Whether this is punctuation or a line break."""
        return not self.normal[:1].isalnum()


def split_words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The tokens of `text[start:end]` with offsets into `text`; «لـ”قسد“» gives لـ, ”, قسد, “."""
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return tuple(Word(m.start(), m.end(), m.group(), "\n" if m.group()[0] == "\n" else normalize(m.group())) for m in found)


def first_word(text: str, start: int, end: int) -> Word | None:
    """The first token of `text[start:end]`, None where there is none."""
    found = _TOKEN.search(text, start, end)
    return None if found is None else split_words(text, *found.span())[0]

"""Sentences of an article; what stands around the article (menus, captions, appeals) is left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.arabic.normal import normalize
from extract.arabic.tables import load_rows
from extract.arabic.word_classes import word_class
from extract.arabic.words import Word, split_words
from extract.model import Span

_ENDS = frozenset(".!?؟\n")
_CLOSERS = frozenset("”»\"'’)“")
# A line of fewer words than this says nothing of anybody: a tag, a counter, a button.
_SHORTEST_LINE = 3
# A sentence that runs on longer than this is cut at its next comma, or without one, so that the work grows with the text and no faster.
_LONGEST_SENTENCE = 200
_LONGEST_WITHOUT_COMMA = 300


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the article: its words, and whether it stands alone on a line as a headline does."""

    words: tuple[Word, ...]
    headline: bool

    @property
    def span(self) -> Span:
        return Span(self.words[0].start, self.words[-1].end)


def load_furniture() -> Mapping[str, str]:
    """Cues (normal form) of lines that are not part of an article, and whether they end it."""
    return {normalize(cue): effect for cue, effect in load_rows("furniture")}


def split_sentences(text: str, furniture: Mapping[str, str]) -> tuple[Sentence, ...]:
    """The sentences of the article's own lines, in order."""
    return tuple(sentence for line in _article_lines(text, furniture) for sentence in _split_line(line))


def _article_lines(text: str, furniture: Mapping[str, str]) -> Iterator[tuple[Word, ...]]:
    over, seen = False, set[tuple[str, ...]]()
    for line in _lines(split_words(text)):
        form = tuple(word.normal for word in line)
        joined = f" {' '.join(form)} "
        effects = {effect for cue, effect in furniture.items() if f" {cue} " in joined}
        over = over or "tail" in effects
        closed = line[-1].normal in _ENDS or line[-1].normal in _CLOSERS
        letters = sum(not word.is_mark for word in line)
        if (letters < _SHORTEST_LINE and not _is_dateline(line)) or (over and not (closed and letters > 12)) or (effects and not (closed and letters > 25)):
            continue
        if not closed and form in seen:  # a title printed twice
            continue
        seen.add(form)
        yield line


def _is_dateline(line: Sequence[Word]) -> bool:
    """«ليسنة – وكالات»: where it was sent from and by whom, in two words."""
    return len(line) == 3 and line[1].normal in word_class("dash")


def _lines(words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    first = 0
    for at, word in enumerate(words):
        if word.normal == "\n":
            if at > first:
                yield words[first:at]
            first = at + 1
    if first < len(words):
        yield words[first:]


def _split_line(line: tuple[Word, ...]) -> Iterator[Sentence]:
    first = 0
    for at, word in enumerate(line):
        if at < first:
            continue
        too_long = (at - first > _LONGEST_SENTENCE and word.normal in "،,؛;") or at - first > _LONGEST_WITHOUT_COMMA
        if (word.normal in _ENDS and not _is_inside_word(line, at)) or too_long:
            end = at + 1
            while end < len(line) and line[end].normal in _CLOSERS | _ENDS and line[end].start - line[end - 1].end == 0:
                end += 1
            yield Sentence(line[first:end], headline=False)
            first = end
    if first < len(line):
        yield Sentence(line[first:], headline=first == 0)


def _is_inside_word(line: tuple[Word, ...], at: int) -> bool:
    """Whether a full stop belongs to an abbreviation («د. أحمد», «U.N»)."""
    before = line[at - 1] if at else None
    after = line[at + 1] if at + 1 < len(line) else None
    if before is None or line[at].normal != ".":
        return False
    glued = after is not None and after.start == line[at].end and not after.is_mark
    single = len(before.normal) == 1 and before.normal.isalpha()
    return single or (glued and before.normal.isascii() and after is not None and after.normal.isascii())

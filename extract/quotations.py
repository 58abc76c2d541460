"""Quotations that run on over several sentences: what is said in the later ones is said by who opened it."""

from collections.abc import Sequence
from dataclasses import replace

from extract.parsed import ParsedSentence
from extract.said import Said
from extract.saying import CLOSING

_LONGEST = 6  # sentences; what is not closed by then was never meant to be


def spread_quotations(sentences: Sequence[ParsedSentence], text: str) -> tuple[ParsedSentence, ...]:
    """The sentences, those inside a quotation opened before them in their paragraph with its words told by the speaker of the sentence before."""
    found = list(sentences)
    for index, parsed in enumerate(found):
        mark = _left_open(parsed)
        reach = _reach(_same_paragraph(found, index, text), mark) if mark else []
        for at, end in enumerate(reach, start=index + 1):
            inside = Said(0, end, None, min(end, len(found[at].tokens) - 1), "quotation")
            found[at] = replace(found[at], said=(inside, *found[at].said))
    return tuple(found)


def _same_paragraph(sentences: Sequence[ParsedSentence], index: int, text: str) -> list[ParsedSentence]:
    """The sentences behind one, up to the end of its line."""
    start = sentences[index].sentence.span.end
    following = sentences[index + 1 : index + 1 + _LONGEST]
    return [other for other in following if "\n" not in text[start : other.sentence.span.start]]


def _left_open(parsed: ParsedSentence) -> str:
    """The marks that would close the quotation which the sentence leaves open: of somebody's words, not of a name or «so-called»."""
    marks, opening = "", 0
    for index, token in enumerate(parsed.tokens):
        if not marks or token.normal in marks:
            marks, opening = "" if marks else CLOSING.get(token.normal, ""), index
    words = any(said.first <= opening + 1 and said.last >= len(parsed.tokens) - 1 for said in parsed.said)
    return marks if words else ""


def _reach(sentences: Sequence[ParsedSentence], marks: str) -> list[int]:
    """For each sentence up to the one that closes the quotation the end of what is quoted; nothing where another opens first."""
    ends: list[int] = []
    for parsed in sentences:
        for index, token in enumerate(parsed.tokens):
            if token.normal in marks:
                return [*ends, index]
            if token.normal in CLOSING:
                return []
        ends.append(len(parsed.tokens))
    return []

"""Events told by the day beside them: «زار العاصمة أمس غداة تفجير …», «بعد يوم من القصف»."""

from collections.abc import Sequence

from extract.arabic.chunks import Chunk
from extract.arabic.drafts import Draft
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class

_DAYS = {"يوم": 1, "يومين": 2}
_LATER = frozenset({"بعد", "عقب"})  # of what stands before it; what stands behind it was earlier


def days_off(draft: Draft, tokens: Sequence[Token], chunks: Sequence[Chunk]) -> int:
    """By how many days the event lies behind (positive) or before (negative) the one that it serves to date; 0 where the words tell none."""
    chunk = chunks[draft.chunk]
    if chunk.preposition in word_class("on the morrow"):
        return -1
    if chunk.preposition != "من" or not draft.chunk:
        return 0
    span = chunks[draft.chunk - 1]
    words = [token for token in tokens[span.first : span.last] if token.kind is not Kind.PREPOSITION and token.stem not in ("واحد", "فقط")]
    if len(words) != 1 or span.preposition not in _LATER | {"قبل"}:
        return 0
    days = _DAYS.get(words[0].stem, 0)
    return -days if span.preposition in _LATER else days

"""Casualties told in one breath: «سقوط 32 قتيلا ونحو مائة جريح» is one event that happened to both."""

from collections.abc import Sequence
from dataclasses import replace

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.drafts import Draft, Filler
from extract.arabic.phrases import Phrase
from extract.arabic.tokens import Kind, Token


def join_casualties(drafts: Sequence[Draft], tokens: Sequence[Token], chunks: Sequence[Chunk]) -> tuple[Draft, ...]:
    """The drafts, those of casualties that another draft already tells left out, and their figures given to that one."""
    told: set[int] = set()
    joined: list[Draft] = []
    for draft in drafts:
        if draft.chunk in told:
            continue
        last = next((at for at in reversed(range(len(chunks))) if _is_casualty(chunks[at]) and _is_target(chunks[at], draft)), None)
        if last is None:
            joined.append(draft)
            continue
        told.add(last)
        others: list[Filler] = []
        while (last := _coordinated(last, tokens, chunks)) is not None:
            told.add(last)
            others.append(Filler(_phrase(last, tokens, chunks), chunks[last].head, reason="casualties"))
        joined.append(replace(draft, targets=(*draft.targets, *others)))
    return tuple(draft for draft in joined if draft.chunk not in told or _is_target(chunks[draft.chunk], draft))


def _is_casualty(chunk: Chunk) -> bool:
    return chunk.kind is ChunkKind.EVENT and chunk.noun is not None and chunk.noun.strength == "casualty"


def _is_target(chunk: Chunk, draft: Draft) -> bool:
    return any(filler.phrase is not None and chunk.first <= filler.phrase.head < chunk.last for filler in draft.targets)


def _coordinated(at: int, tokens: Sequence[Token], chunks: Sequence[Chunk]) -> int | None:
    """The casualties behind «و», written apart from a figure or not."""
    following = at + 1
    apart = following < len(chunks) and tokens[chunks[following].first].normal == "و" and chunks[following].last - chunks[following].first == 1
    following += apart
    if following >= len(chunks) or not _is_casualty(chunks[following]) or chunks[following].preposition:
        return None
    return following if apart or tokens[chunks[following].first].conjunction == "و" else None


def _phrase(at: int, tokens: Sequence[Token], chunks: Sequence[Chunk]) -> Phrase:
    chunk = chunks[at]
    first = chunk.first
    while first < chunk.head and tokens[first].kind is Kind.PREPOSITION:
        first += 1
    return Phrase(first, chunk.last, chunk.last, chunk.head, "")

"""Who says so: clauses of saying, «بحسب …», a speaker before a colon or after a quotation."""

from collections.abc import Iterator, Sequence

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.phrases import Phrase
from extract.arabic.tokens import Token
from extract.said import Said
from extract.saying import VerbsOfSaying, seems, turns_away


def find_said(tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause]) -> tuple[Said, ...]:
    """What is said by somebody in one sentence; where they nest, the inner one comes later."""
    found = [*_by_colon(tokens, chunks), *_by_cue(tokens, chunks), *VerbsOfSaying(tokens, chunks, clauses).said()]
    return tuple(sorted(found, key=lambda said: (said.first, -said.last)))


def said_of(found: Sequence[Said], trigger: int) -> Said | None:
    """The innermost saying that holds the trigger."""
    return next((said for said in reversed(found) if said.first <= trigger < said.last), None)


def _by_colon(tokens: Sequence[Token], chunks: Sequence[Chunk]) -> Iterator[Said]:
    words = [index for index, chunk in enumerate(chunks[:5]) if chunk.kind is not ChunkKind.QUOTE]
    if len(words) > 1 and chunks[words[0]].kind is ChunkKind.PHRASE and not chunks[words[0]].preposition:
        speaker = chunks[words[0]].members[0]
        if not (speaker.names or speaker.inner or speaker.person or tokens[speaker.head].heads or tokens[speaker.head].definite):
            return  # «عاجل:» is a label
        colon = next((index for index in words[1:3] if tokens[chunks[index].first].normal == ":"), None)
        if colon is not None:
            yield Said(chunks[colon].last, len(tokens), chunks[words[0]].members[0], chunks[colon].first, ":")


def _by_cue(tokens: Sequence[Token], chunks: Sequence[Chunk]) -> Iterator[Said]:
    for index, chunk in enumerate(chunks):
        if chunk.cue != "attribution":
            continue
        if chunk.members and tokens[chunk.head].pronoun:
            continue  # «حسب تعبيره»: who speaks has been named
        if chunk.last < len(tokens) and seems(chunk.last, tokens):
            continue
        speaker = chunk.members[0] if chunk.kind is ChunkKind.PHRASE and chunk.members else _subject_of_saying(chunks, index)
        if speaker is not None:
            yield Said(_start_of_cued(index, tokens, chunks), len(tokens), speaker, chunk.first, chunk.preposition)


def _start_of_cued(cue: int, tokens: Sequence[Token], chunks: Sequence[Chunk]) -> int:
    """«…، وبحسب المصدر …» tells who says what follows; a cue at the end, who says the clause before it."""
    following = chunks[cue + 1] if cue + 1 < len(chunks) else None
    introduces = following is not None and (following.kind is ChunkKind.SUBORDINATOR or tokens[following.first].normal == ":")
    if cue and (tokens[chunks[cue].first].conjunction or introduces):
        return chunks[cue].first
    return next((chunks[index].last for index in range(cue - 1, 0, -1) if turns_away(index, tokens, chunks)), 0)


def _subject_of_saying(chunks: Sequence[Chunk], index: int) -> Phrase | None:
    """«بحسب ما ذكر المرصد»: the subject of the verb after the cue."""
    if index + 1 < len(chunks) and chunks[index + 1].kind is not ChunkKind.VERB:
        return None  # «هدد في بيان بقصف البلدة»
    for chunk in chunks[index + 2 : index + 4]:
        if chunk.kind is ChunkKind.PHRASE and not chunk.preposition:
            return chunk.members[0]
    return None

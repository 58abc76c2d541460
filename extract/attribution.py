"""Who says so: clauses of saying, «بحسب …», a speaker before a colon or after a quotation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.lexicon import VerbFrame
from extract.arabic.phrases import Phrase
from extract.arabic.tokens import Token
from extract.model import EventType

_STRONG_MARKS = frozenset(".؟!?")


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody's words: tokens `first:last`; `speaker` None is the speaker of the sentence before."""

    first: int
    last: int
    speaker: Phrase | None
    cue: int
    lemma: str


def find_said(tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause]) -> tuple[Said, ...]:
    """What is said by somebody in one sentence; where they nest, the inner one comes later."""
    found = [*_by_colon(tokens, chunks), *_by_cue(tokens, chunks), *_by_verb(tokens, chunks, clauses)]
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
        speaker = chunk.members[0] if chunk.kind is ChunkKind.PHRASE and chunk.members and not tokens[chunk.head].pronoun else None
        if speaker is None:
            speaker = _subject_of_saying(chunks, index)
        if speaker is not None:
            yield Said(0, len(tokens), speaker, chunk.first, chunk.preposition)


def _subject_of_saying(chunks: Sequence[Chunk], index: int) -> Phrase | None:
    """«بحسب ما ذكر المرصد»: the subject of the verb after the cue."""
    for chunk in chunks[index + 1 : index + 4]:
        if chunk.kind is ChunkKind.PHRASE and not chunk.preposition:
            return chunk.members[0]
    return None


def _by_verb(tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause]) -> Iterator[Said]:
    for clause in clauses:
        frame = next((frame for frame in clause.frames if _tells(frame)), None)
        if frame is None or (clause.antecedent is not None and clause.subject_from == "antecedent" and not _has_content(tokens, chunks, clause)):
            continue
        speaker = _speaker(chunks, clause, frame.roles.get("عن", ()))
        cue = chunks[clause.verb].first
        if _has_content(tokens, chunks, clause):
            yield Said(cue, len(tokens), speaker, cue, frame.lemma)
        elif speaker is not None and _follows_content(tokens, chunks, clause.verb):
            yield Said(0, cue + 1, speaker, cue, frame.lemma)


def _tells(frame: VerbFrame) -> bool:
    """A verb of saying, of claiming («تبنى») or of accusing: what it introduces is its subject's word."""
    return frame.cls in ("say", "claim") or (frame.type is EventType.ACCUSE and "content" in frame.roles.get("ب", ()))


def _speaker(chunks: Sequence[Chunk], clause: Clause, after_from: Sequence[str]) -> Phrase | None:
    if "source" in after_from:
        for index in clause.complements:
            if chunks[index].preposition == "عن" and chunks[index].members:
                return chunks[index].members[0]
    own = clause.subject is not None and clause.subject_from != "shared"
    chunk = chunks[clause.subject] if own and clause.subject is not None else None
    return chunk.members[0] if chunk is not None and chunk.members else None


def _has_content(tokens: Sequence[Token], chunks: Sequence[Chunk], clause: Clause) -> bool:
    """Whether what is said follows: after أن, a colon, a quotation mark or a preposition that introduces it."""
    for index in range(clause.verb + 1, len(chunks)):
        chunk = chunks[index]
        first = tokens[chunk.first].normal
        if chunk.kind is ChunkKind.SUBORDINATOR or first == ":":
            return True
        if chunk.kind is ChunkKind.QUOTE and first in "«“":
            return True
        if chunk.kind is ChunkKind.EVENT and chunk.preposition in ("", "عن", "ب"):
            return True
        if chunk.kind is ChunkKind.VERB or first in _STRONG_MARKS:
            return False
    return False


def _follows_content(tokens: Sequence[Token], chunks: Sequence[Chunk], verb: int) -> bool:
    before = [tokens[chunk.first].normal for chunk in chunks[max(0, verb - 3) : verb] if chunk.kind in (ChunkKind.MARK, ChunkKind.QUOTE, ChunkKind.PARTICLE)]
    return any(mark in "،,»”“\"" for mark in before) or any(tokens[chunk.first].stem in ("كما", "حسبما", "وفق") for chunk in chunks[max(0, verb - 2) : verb])

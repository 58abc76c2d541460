"""Whether an event is claimed to have happened: asserted, planned, negated or denied, and the word that says so."""

from collections.abc import Sequence
from typing import NamedTuple

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.drafts import Draft
from extract.arabic.normal import normalize
from extract.arabic.prepositions import slot_key
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.model import EventType, Factuality

_BEFORE = 3


class Judgement(NamedTuple):
    """An event's factuality, the token that is its cue, and what kind of cue that is."""

    factuality: Factuality
    cue: int | None
    reason: str


def judge(draft: Draft, tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause]) -> Judgement:
    """The event's factuality and what says so."""
    before = [*_words_before(chunks[draft.chunk].head, tokens)]
    if draft.clause is not None:  # «لم يوقع ضحايا»: what is said of the verb is said of the noun that it carries
        before += _words_before(chunks[clauses[draft.clause].verb].head, tokens)
    negation = next((index for index in before if tokens[index].stem in word_class("negation")), None)
    if negation is not None:
        return Judgement(Factuality.NEGATED, negation, "negation")
    denial = _governing(draft, chunks, clauses, tokens, word_class("denial"), "")
    if denial is not None:
        return Judgement(Factuality.DENIED, denial, "complement of a verb of denial")
    token = tokens[draft.trigger]
    carrier = tokens[chunks[clauses[draft.clause].verb].head] if draft.clause is not None else token
    if draft.planned or token.future or carrier.future:
        return Judgement(Factuality.PLANNED, draft.trigger, "carried by a verb of attempting" if draft.planned else "future")
    purpose = (token.kind is Kind.VERB and token.preposition == "ل") or (carrier.kind is Kind.VERB and carrier.preposition == "ل")
    if purpose or (token.preposition == "ل" and _follows_words(draft, chunks) and draft.chunk != 0 and _is_purpose(tokens, draft)):
        return Judgement(Factuality.PLANNED, draft.trigger, "purpose, by its «ل»")
    promised = _promised(draft, chunks, clauses)
    if promised is not None:
        return Judgement(Factuality.PLANNED, promised, "what is threatened, asked for or promised")
    return _hinted(draft, before, tokens, chunks, clauses) or Judgement(Factuality.ASSERTED, None, "no word before it negates, denies or plans it")


def _hinted(draft: Draft, before: Sequence[int], tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause]) -> Judgement | None:
    """A word before the event, or the verb that governs it, which makes it a plan or a possibility."""
    token = tokens[draft.trigger]
    hint = next((index for index in before if tokens[index].stem in word_class("purpose") or tokens[index].stem == "سوف"), None)
    if hint is not None:
        return Judgement(Factuality.PLANNED, hint, "word of purpose or future")
    if token.kind is Kind.VERB and token.verbs and token.verbs[0].tense == "imperfect":
        hint = next((index for index in before if tokens[index].stem in word_class("condition")), None)
        if hint is not None:
            return Judgement(Factuality.PLANNED, hint, "condition before an imperfect")
    hint = _governing(draft, chunks, clauses, tokens, frozenset(), "attempt")
    return None if hint is None else Judgement(Factuality.PLANNED, hint, "complement of a verb of attempting")


def _promised(draft: Draft, chunks: Sequence[Chunk], clauses: Sequence[Clause]) -> int | None:
    """«هدد بقصف», «طالب بإطلاق»: what is threatened, asked for or promised has not happened."""
    for clause in clauses:
        if draft.chunk in clause.complements and draft.clause is None:
            key = slot_key(chunks[draft.chunk].preposition)
            wanted = (frame for frame in clause.frames if frame.type in (EventType.THREATEN, EventType.REQUEST, EventType.AGREE))
            if any("content" in roles and slot_key(slot) == key for frame in wanted for slot, roles in frame.roles.items()):
                return chunks[clause.verb].head
    return None


def _is_purpose(tokens: Sequence[Token], draft: Draft) -> bool:
    """«لشن هجوم» plans; «تعرض لهجوم», «نتيجة لقصف» do not."""
    return draft.clause is None and not tokens[draft.trigger].definite and (draft.trigger == 0 or tokens[draft.trigger - 1].stem != "نتيجه")


def _follows_words(draft: Draft, chunks: Sequence[Chunk]) -> bool:
    return draft.chunk > 0 and chunks[draft.chunk - 1].kind is not ChunkKind.VERB


def _words_before(start: int, tokens: Sequence[Token]) -> range:
    """The few tokens before a trigger, or before the verb that carries it, in its own clause."""
    first = start
    while first > 0 and start - first < _BEFORE:
        token = tokens[first - 1]
        if token.kind in (Kind.MARK, Kind.VERB) and token.normal not in "«»“”\"":
            break
        first -= 1
    return range(first, start)


def _governing(
    draft: Draft, chunks: Sequence[Chunk], clauses: Sequence[Clause], tokens: Sequence[Token], lemmas: frozenset[str], cls: str
) -> int | None:
    """A verb before the event, in the same stretch of the sentence, that denies or attempts it."""
    for clause in reversed(clauses):
        if clause.verb >= draft.chunk or clause.verb == draft.chunk:
            continue
        between = chunks[clause.verb + 1 : draft.chunk]
        if any(chunk.kind is ChunkKind.VERB or (chunk.kind is ChunkKind.MARK and tokens[chunk.first].normal in "؛.:،") for chunk in between):
            return None
        hit = any(normalize(frame.lemma) in lemmas or (cls and frame.cls == cls) for frame in clause.frames)
        return chunks[clause.verb].head if hit else None
    return None

"""Whether an event is claimed to have happened: asserted, planned, negated or denied, and the word that says so."""

from collections.abc import Callable, Sequence
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
_PROMISING = frozenset({EventType.THREATEN, EventType.REQUEST, EventType.AGREE})
_PUNISHING = frozenset({EventType.COERCE, EventType.SANCTION, EventType.ACCUSE})
# What one refuses to do has not been done; other things one refuses to put up with.
_REFUSED = frozenset({EventType.CONCEDE, EventType.RETREAT, EventType.CONSULT, EventType.AGREE, EventType.COOPERATE, EventType.AID})


class Judgement(NamedTuple):
    """An event's factuality, the token that is its cue, and what kind of cue that is."""

    factuality: Factuality
    cue: int | None
    reason: str


def judge(draft: Draft, tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause]) -> Judgement:
    """The event's factuality and what says so."""
    return _Judge(tokens, chunks, clauses).of(draft) or Judgement(Factuality.ASSERTED, None, "no word before it negates, denies or plans it")


class _Judge:
    """Looks for the words of one sentence that make an event less than asserted."""

    def __init__(self, tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause]) -> None:
        self._tokens, self._chunks, self._clauses = tokens, chunks, clauses

    def of(self, draft: Draft) -> Judgement | None:
        """What a word before the event says of it."""
        before = self._before(draft)
        return self._denied(draft, before) or self._planned(draft) or self._hinted(draft, before)

    def _before(self, draft: Draft) -> list[int]:
        before = [*self._words_before(self._chunks[draft.chunk].head)]
        carried = draft.clause is not None and (" carried by " in draft.rule or self._clauses[draft.clause].verb == draft.chunk)
        if carried and draft.clause is not None:  # «لم يوقع ضحايا»: what is said of the verb is said of the noun that it carries
            before += self._words_before(self._chunks[self._clauses[draft.clause].verb].head)
        return before

    def _words_before(self, start: int) -> range:
        """The few tokens before a trigger, or before the verb that carries it, in its own clause."""
        first = start
        if self._tokens[start].kind is Kind.VERB and self._tokens[start].conjunction:
            return range(start, start)
        while first > 0 and start - first < _BEFORE:
            token = self._tokens[first - 1]
            if token.kind in (Kind.MARK, Kind.VERB) and token.normal not in "«»“”\"":
                break
            first -= 1
        return range(first, start)

    def _noun_before(self, at: int) -> int | None:
        """The noun of action before the one at a chunk, in the same stretch."""
        for index in range(at - 1, -1, -1):
            if self._chunks[index].kind is ChunkKind.EVENT:
                return index
            if self._chunks[index].kind not in (ChunkKind.PHRASE, ChunkKind.CUE, ChunkKind.QUOTE):
                return None
        return None

    def _denied(self, draft: Draft, before: Sequence[int]) -> Judgement | None:
        negation = next((index for index in before if self._tokens[index].stem in word_class("negation") and not self._lasts(index)), None)
        if negation is not None:
            return Judgement(Factuality.NEGATED, negation, "negation")
        denial = self._governed(draft, lambda clause: _has_lemma(clause, "denial"))
        if denial is not None:
            return Judgement(Factuality.DENIED, denial, "complement of a verb of denial")
        failure = self._governed(draft, lambda clause: _has_lemma(clause, "failure") or (draft.type in _REFUSED and _has_lemma(clause, "refusal")))
        if failure is not None and self._noun_before(draft.chunk) is not None:
            failure = None  # «فشلت في إبلاغهم باعتقاله»
        if failure is None and draft.clause is not None and "(achieve)" in draft.rule and _has_lemma(self._clauses[draft.clause], "failure"):
            failure = self._chunks[self._clauses[draft.clause].verb].head
        return None if failure is None else Judgement(Factuality.NEGATED, failure, "complement of a verb of failing or refusing")

    def _lasts(self, negation: int) -> bool:
        """«لا تزال المعارك مستمرة» negates nothing."""
        following = self._tokens[negation + 1] if negation + 1 < len(self._tokens) else None
        return following is not None and following.stem in word_class("lasting")

    def _planned(self, draft: Draft) -> Judgement | None:
        token = self._tokens[draft.trigger]
        carrier = self._tokens[self._chunks[self._clauses[draft.clause].verb].head] if draft.clause is not None else token
        if draft.planned or token.future or carrier.future:
            return Judgement(Factuality.PLANNED, draft.trigger, "carried by a verb of attempting" if draft.planned else "future")
        purpose = (token.kind is Kind.VERB and token.preposition == "ل") or (carrier.kind is Kind.VERB and carrier.preposition == "ل")
        if purpose or self._is_purpose(draft):
            return Judgement(Factuality.PLANNED, draft.trigger, "purpose, by its «ل»")
        promised = self._promised(draft)
        return None if promised is None else Judgement(Factuality.PLANNED, promised, "what is threatened, asked for or promised")

    def _is_purpose(self, draft: Draft) -> bool:
        """«لشن هجوم» plans; «تعرض لهجوم», «نتيجة لقصف», «اعتقلهم لرفضهم …», «تخضع لسيطرة …» do not."""
        token, at = self._tokens[draft.trigger], self._outer(draft.chunk)
        if slot_key(self._chunks[at].preposition) != "ل" or at == 0 or self._chunks[at - 1].kind is ChunkKind.VERB:
            return False
        before = self._tokens[draft.trigger - 1] if draft.trigger else token
        if draft.clause is not None or token.definite or before.stem in word_class("not-purpose"):
            return False
        clause = next((clause for clause in reversed(self._clauses) if at in clause.complements), None)
        governed = clause is not None and any(slot_key(slot) == "ل" for frame in clause.frames for slot in frame.roles if "obj" not in frame.roles)
        if governed and self._noun_before(at) is None:
            return False  # «تصدت لهجوم», «تخضع لسيطرة …»
        punished = clause is not None and any(frame.type in _PUNISHING for frame in clause.frames)
        reason = (punished and draft.type is not EventType.COERCE) or draft.type in (EventType.REJECT, EventType.ACCUSE)
        return not (token.pronoun and reason)

    def _outer(self, at: int) -> int:
        """«لشن عمليات», «على تقديم مساعدات»: the preposition stands before the noun that carries the event's."""
        chunk, before = self._chunks[at], self._chunks[at - 1] if at else None
        if before is None or not before.preposition or chunk.preposition or self._tokens[chunk.first].conjunction:
            return at
        head = self._tokens[before.head]
        word = before.kind is ChunkKind.PHRASE and before.last - before.first <= len(before.preposition.split()) + 1 and not (head.heads or head.definite)
        return at - 1 if before.kind is ChunkKind.EVENT or word else at

    def _promised(self, draft: Draft) -> int | None:
        """«هدد بقصف», «طالب بإطلاق», «مطالبته بإبعاد»: what is threatened, asked for or promised has not happened."""
        if draft.clause is not None:
            return None
        outer = self._outer(draft.chunk)
        key = slot_key(self._chunks[outer].preposition)
        for clause in self._clauses:
            slot = key if outer in clause.complements else "obj" if draft.chunk == clause.object else ""
            wanted = (frame for frame in clause.frames if frame.type in _PROMISING)
            if slot and any("content" in roles and slot_key(name) == slot for frame in wanted for name, roles in frame.roles.items()):
                return self._chunks[clause.verb].head
        other = self._noun_before(draft.chunk)
        noun = self._chunks[other].noun if other is not None else None
        if other is None or noun is None or noun.type not in (EventType.REQUEST, EventType.THREATEN) or not key:
            return None
        return self._chunks[other].head if any("content" in roles and slot_key(name) == key for name, roles in noun.roles.items()) else None

    def _hinted(self, draft: Draft, before: Sequence[int]) -> Judgement | None:
        """A word before the event, or the verb that governs it, which makes it a plan or a possibility."""
        token = self._tokens[draft.trigger]
        hint = next((index for index in before if self._tokens[index].stem in word_class("purpose") or self._tokens[index].stem == "سوف"), None)
        if hint is not None:
            return Judgement(Factuality.PLANNED, hint, "word of purpose or future")
        imperfect = token.kind is Kind.VERB and bool(token.verbs) and token.verbs[0].tense == "imperfect"
        conditions = (*word_class("hypothesis"), *(word_class("condition") if imperfect else ()))
        hint = next((index for index in before if self._tokens[index].stem in conditions), None) if token.kind is Kind.VERB else None
        if hint is not None:
            return Judgement(Factuality.PLANNED, hint, "condition")
        chunk = self._chunks[draft.chunk]
        preventable = chunk.kind is ChunkKind.EVENT and chunk.preposition in ("", "من", "دون") and self._noun_before(draft.chunk) is None
        hint = self._governed(draft, lambda clause: _attempts(clause) or (preventable and _has_lemma(clause, "prevention")))
        if hint is None and imperfect:  # «تمنى أن يزور», «يمكن أن يزور»
            hint = self._governed(draft, lambda clause: _asks(clause) or _may(clause))
        return None if hint is None else Judgement(Factuality.PLANNED, hint, "complement of a verb of attempting")

    def _governed(self, draft: Draft, fits: Callable[[Clause], bool]) -> int | None:
        """The verb before the event, in the same stretch of the sentence, if it is of the kind wanted."""
        start = min(draft.chunk, self._clauses[draft.clause].verb) if draft.clause is not None else draft.chunk
        clause = next((clause for clause in reversed(self._clauses) if clause.verb < start), None)
        if clause is None or any(self._stops(chunk) for chunk in self._chunks[clause.verb + 1 : start]):
            return None
        return self._chunks[clause.verb].head if fits(clause) else None

    def _stops(self, chunk: Chunk) -> bool:
        first = self._tokens[chunk.first]
        if chunk.kind is ChunkKind.SUBORDINATOR:
            return first.stem not in word_class("complement")
        return chunk.kind is ChunkKind.RELATIVE or (chunk.kind is ChunkKind.MARK and first.normal in "؛.:،")


def _has_lemma(clause: Clause, name: str) -> bool:
    return any(normalize(frame.lemma) in word_class(name) for frame in clause.frames)


def _attempts(clause: Clause) -> bool:
    return any(frame.cls == "attempt" for frame in clause.frames)


def _asks(clause: Clause) -> bool:
    return any(frame.type is EventType.REQUEST for frame in clause.frames)


def _may(clause: Clause) -> bool:
    """«يمكن أن», «يجب أن»: possible or due, where it is no perfect."""
    return _has_lemma(clause, "possible") and all(reading.tense == "imperfect" for reading in clause.token.verbs)

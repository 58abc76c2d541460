"""Whether an event is claimed to have happened (asserted, planned, negated or denied), how it is put forward, and the word that says so."""

from collections.abc import Sequence
from typing import NamedTuple

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.drafts import Draft
from extract.arabic.prepositions import slot_key
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.governing import Governing, has_lemma
from extract.model import EventType, Factuality, Stance
from extract.supposing import Supposer
from extract.threatening import threat

_PROMISING = frozenset({EventType.REQUEST, EventType.AGREE})
_PUNISHING = frozenset({EventType.COERCE, EventType.SANCTION, EventType.ACCUSE})
# What one refuses to do has not been done; other things one refuses to put up with.
_REFUSED = frozenset({EventType.CONCEDE, EventType.RETREAT, EventType.CONSULT, EventType.AGREE, EventType.COOPERATE, EventType.AID})


class Judgement(NamedTuple):
    """An event's factuality and stance, the token that is their cue, and what kind of cue that is."""

    factuality: Factuality
    stance: Stance
    cue: int | None
    reason: str


def judge(draft: Draft, tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause]) -> Judgement:
    """The event's factuality and what says so."""
    unmarked = Judgement(Factuality.ASSERTED, Stance.ASSERTS, None, "no word before it negates, denies or plans it")
    return _Judge(Governing(tokens, chunks, clauses)).of(draft) or unmarked


class _Judge:
    """Looks for the words of one sentence that make an event less than asserted."""

    def __init__(self, governing: Governing) -> None:
        self._governing, self._supposer = governing, Supposer(governing)
        self._tokens, self._chunks, self._clauses = governing.tokens, governing.chunks, governing.clauses

    def of(self, draft: Draft) -> Judgement | None:
        """What a word around the event says of it; a threat weighs more than a doubt, a doubt more than a plan."""
        before = self._governing.before(draft)
        denied = self._denied(draft, before)
        if denied is not None:
            return denied
        threatened = threat(draft, self._governing)
        if threatened is not None:
            return Judgement(Factuality.PLANNED, threatened.stance, threatened.cue, "what is threatened or warned of")
        planned, supposed = self._planned(draft) or self._hinted(draft, before), self._supposer.of(draft, before)
        if supposed is None:
            return planned
        factuality = Factuality.ASSERTED if planned is None and not supposed.open else Factuality.PLANNED
        return Judgement(factuality, Stance.HYPOTHESISES, supposed.cue, supposed.reason)

    def _denied(self, draft: Draft, before: Sequence[int]) -> Judgement | None:
        negation = next((index for index in before if self._tokens[index].stem in word_class("negation") and not self._lasts(index)), None)
        if negation is not None:
            return Judgement(Factuality.NEGATED, Stance.NEGATES, negation, "negation")
        denial = self._governing.governed(draft, lambda clause: has_lemma(clause, "denial"))
        if denial is not None:
            return Judgement(Factuality.DENIED, Stance.DENIES, denial, "complement of a verb of denial")
        failure = self._governing.governed(draft, lambda clause: has_lemma(clause, "failure") or (draft.type in _REFUSED and has_lemma(clause, "refusal")))
        if failure is not None and self._governing.noun_before(draft.chunk) is not None:
            failure = None  # «فشلت في إبلاغهم باعتقاله»
        if failure is None and draft.clause is not None and "(achieve)" in draft.rule and has_lemma(self._clauses[draft.clause], "failure"):
            failure = self._chunks[self._clauses[draft.clause].verb].head
        return None if failure is None else Judgement(Factuality.NEGATED, Stance.NEGATES, failure, "complement of a verb of failing or refusing")

    def _lasts(self, negation: int) -> bool:
        """«لا تزال المعارك مستمرة» negates nothing."""
        following = self._tokens[negation + 1] if negation + 1 < len(self._tokens) else None
        return following is not None and following.stem in word_class("lasting")

    def _planned(self, draft: Draft) -> Judgement | None:
        token = self._tokens[draft.trigger]
        carrier = self._tokens[self._chunks[self._clauses[draft.clause].verb].head] if draft.clause is not None else token
        if draft.planned or token.future or carrier.future:
            return Judgement(Factuality.PLANNED, Stance.PLANS, draft.trigger, "carried by a verb of attempting" if draft.planned else "future")
        purpose = (token.kind is Kind.VERB and token.preposition == "ل") or (carrier.kind is Kind.VERB and carrier.preposition == "ل")
        if purpose or self._is_purpose(draft):
            return Judgement(Factuality.PLANNED, Stance.PLANS, draft.trigger, "purpose, by its «ل»")
        promised = self._promised(draft)
        return None if promised is None else Judgement(Factuality.PLANNED, Stance.PLANS, promised, "what is asked for or promised")

    def _is_purpose(self, draft: Draft) -> bool:
        """«لشن هجوم» plans; «تعرض لهجوم», «نتيجة لقصف», «اعتقلهم لرفضهم …», «تخضع لسيطرة …» do not."""
        token, at = self._tokens[draft.trigger], self._governing.outer(draft.chunk)
        if slot_key(self._chunks[at].preposition) != "ل" or at == 0 or self._chunks[at - 1].kind is ChunkKind.VERB:
            return False
        before = self._tokens[draft.trigger - 1] if draft.trigger else token
        if draft.clause is not None or token.definite or before.stem in word_class("not-purpose"):
            return False
        clause = next((clause for clause in reversed(self._clauses) if at in clause.complements), None)
        governed = clause is not None and any(slot_key(slot) == "ل" for frame in clause.frames for slot in frame.roles if "obj" not in frame.roles)
        if governed and self._governing.noun_before(at) is None:
            return False  # «تصدت لهجوم», «تخضع لسيطرة …»
        punished = clause is not None and any(frame.type in _PUNISHING for frame in clause.frames)
        reason = (punished and draft.type is not EventType.COERCE) or draft.type in (EventType.REJECT, EventType.ACCUSE)
        return not (token.pronoun and reason)

    def _promised(self, draft: Draft) -> int | None:
        """«طالب بإطلاق», «مطالبته بإبعاد», «تعهد بسحب»: what is asked for or promised has not happened."""
        asking = self._governing.content_of(draft, _PROMISING, frozenset({EventType.REQUEST}))
        return None if asking is None else asking.token

    def _hinted(self, draft: Draft, before: Sequence[int]) -> Judgement | None:
        """A word before the event, or the verb that governs it, which makes it a plan or a possibility."""
        token = self._tokens[draft.trigger]
        hint = next((index for index in before if self._tokens[index].stem in word_class("purpose") or self._tokens[index].stem == "سوف"), None)
        if hint is not None:
            return Judgement(Factuality.PLANNED, Stance.PLANS, hint, "word of purpose or future")
        imperfect = token.kind is Kind.VERB and bool(token.verbs) and token.verbs[0].tense == "imperfect"
        chunk = self._chunks[draft.chunk]
        preventable = chunk.kind is ChunkKind.EVENT and chunk.preposition in ("", "من", "دون") and self._governing.noun_before(draft.chunk) is None
        hint = self._governing.governed(draft, lambda clause: _attempts(clause) or (preventable and has_lemma(clause, "prevention")))
        if hint is None and imperfect:  # «تمنى أن يزور», «يمكن أن يزور»
            hint = self._governing.governed(draft, lambda clause: _asks(clause) or _may(clause))
        return None if hint is None else Judgement(Factuality.PLANNED, Stance.PLANS, hint, "complement of a verb of attempting")


def _attempts(clause: Clause) -> bool:
    return any(frame.cls == "attempt" for frame in clause.frames)


def _asks(clause: Clause) -> bool:
    return any(frame.type is EventType.REQUEST for frame in clause.frames)


def _may(clause: Clause) -> bool:
    """«يمكن أن», «يجب أن»: possible or due, where it is no perfect."""
    return has_lemma(clause, "possible") and all(reading.tense == "imperfect" for reading in clause.token.verbs)

"""Which date belongs to which event: the date of whatever governs it, and what events of one sentence share of it."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.drafts import Draft
from extract.arabic.normal import normalize
from extract.arabic.prepositions import slot_key
from extract.arabic.shared_dates import find_lenders
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.arabic.words import WALLS
from extract.model import EventType, TimeInterval

_LOOKED_THROUGH = (ChunkKind.QUOTE, ChunkKind.PARTICLE, ChunkKind.NEGATION, ChunkKind.DATE, ChunkKind.PHRASE, ChunkKind.CUE, ChunkKind.EVENT)
# What these are about lies ahead: a date behind it is that of the words.
_AHEAD = frozenset({EventType.REQUEST, EventType.THREATEN, EventType.AGREE})

_CONTENT = frozenset({"", "ب", "الي", "علي", "عن", "ل"})  # the prepositions by which a verb governs what it is about


def date_events(
    drafts: Sequence[Draft], tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause], participles: Collection[str]
) -> tuple[Draft, ...]:
    """The drafts, each with the date that the sentence gives it; `participles` are the words that may be one."""
    finder = _OwnerFinder(drafts, tokens, chunks, clauses, participles)
    times: list[TimeInterval | None] = [None] * len(drafts)
    for at, chunk in enumerate(chunks):
        owner = finder.owner(at) if chunk.kind is ChunkKind.DATE else None
        if owner is None:
            continue
        known = times[owner]
        if known is None or (known.edtf is None and chunk.time is not None):
            times[owner] = chunk.time
    lenders = find_lenders([time is not None for time in times], drafts, tokens, chunks, clauses)
    return tuple(
        replace(draft, time=times[index] if lender is None else times[lender], borrowed=(*draft.borrowed, *_borrowed(drafts, lender)))
        for index, (draft, lender) in enumerate(zip(drafts, lenders, strict=True))
    )


def _borrowed(drafts: Sequence[Draft], lender: int | None) -> tuple[tuple[str, int], ...]:
    return () if lender is None else (("time", drafts[lender].trigger),)


def lies_ahead(draft: Draft, tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause]) -> bool:
    """Whether the verb of an event stands in the future: «سيزور», «لن يزور»."""
    verb = chunks[draft.chunk].head if draft.clause is None else chunks[clauses[draft.clause].verb].head
    return tokens[verb].future or (verb > 0 and tokens[verb - 1].stem in ("سوف", "لن"))


class _OwnerFinder:
    """Finds the event that a date is said of: the noun of action or verb before it, the verb after it where it opens the clause."""

    def __init__(
        self, drafts: Sequence[Draft], tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause], participles: Collection[str]
    ) -> None:
        self._drafts, self._tokens, self._chunks, self._clauses, self._participles = drafts, tokens, chunks, clauses, participles
        # «تبنى أمس هجوما»: when it was claimed is not when it happened.
        own = [(index, draft) for index, draft in enumerate(drafts) if draft.clause is not None and "(claim)" not in draft.rule]
        self._verbs = {clauses[draft.clause].verb: index for index, draft in own if draft.clause is not None}
        self._nouns = {draft.chunk: index for index, draft in enumerate(drafts) if chunks[draft.chunk].kind is ChunkKind.EVENT}
        self._by_verb = {clause.verb: clause for clause in clauses}

    def owner(self, at: int) -> int | None:
        """The index of the draft, or None where the date tells of no event."""
        if self._is_bound(at):
            return None
        if self._opens(at):
            return self._after(at)
        apart = False  # a comma stands between
        index = at
        while (index := index - 1) >= 0:
            chunk = self._chunks[index]
            if not apart and not self._is_dated(index) and (chunk.cue == "attribution" or chunk.preposition in word_class("before-or-after")):
                return None  # «حسبما أفاد المصدر أمس», «منذ سقوط النظام عام 2003»
            if chunk.kind is ChunkKind.VERB:
                described = self._by_verb[index].antecedent if apart else None
                if described is None:
                    return self._of_verb(index, at)
                index = described + 1  # «المعلم، الذي يسكن القرية، أمس»: the clause around goes on
            elif index in self._nouns and not self._is_passed(index, apart):
                return self._of_noun(index)
            elif chunk.kind is ChunkKind.MARK and self._mark(index) not in WALLS:
                apart = True
            elif chunk.kind not in _LOOKED_THROUGH:
                break
        return self._after(at)

    def _of_verb(self, verb: int, at: int) -> int | None:
        """The verb's own draft; of a verb that is no event its subject («تواصلت أمس الاشتباكات»), or the verb that goes on («عاد أمس وقصف»)."""
        if verb in self._verbs:
            return self._verbs[verb]
        clause = self._by_verb[verb]
        if any(frame.cls in ("say", "claim") or frame.type in _AHEAD for frame in clause.frames):
            return self._occasion(verb)
        subject = clause.subject if clause.subject_from != "shared" else None
        if subject is not None and subject in self._nouns and at - 1 in (subject, verb):
            return self._nouns[subject]
        return None if self._is_since(at) else self._after(at)

    def _occasion(self, verb: int) -> int | None:
        """«قال أمس في اجتماع مع …»: what is said on a day is said at a meeting of that day."""
        for index in range(verb + 1, len(self._chunks)):
            chunk = self._chunks[index]
            if chunk.kind not in (*_LOOKED_THROUGH, ChunkKind.MARK):
                return None
            if index in self._nouns and self._drafts[self._nouns[index]].type is EventType.CONSULT and chunk.preposition in ("في", "خلال", "اثناء"):
                return self._nouns[index]
        return None

    def _is_bound(self, at: int) -> bool:
        """«حتى نهاية العام», «الحرب المستمرة منذ 2014»: no day on which anything happened."""
        chunk = self._chunks[at]
        before = self._tokens[max(chunk.first - 2, 0) : chunk.first]
        if chunk.preposition in word_class("limit") or (before and before[-1].stem in word_class("limit")):
            return True
        if not self._is_since(at) or len(before) < 2 or before[1].stem not in self._participles:
            return False
        described, participle = before
        return described.kind is Kind.NOUN and (described.definite or described.named) == participle.definite

    def _is_since(self, at: int) -> bool:
        time = self._chunks[at].time
        return time is not None and normalize(time.text).startswith("منذ ")

    def _mark(self, index: int) -> str:
        return self._tokens[self._chunks[index].first].normal

    def _opens(self, at: int) -> bool:
        """«…، وفي 12 آذار قتل», «منذ 2020 حين قتل»: a date with its own و before a verb begins a clause."""
        following = next((chunk for chunk in self._chunks[at + 1 :] if chunk.kind is not ChunkKind.MARK), None)
        if self._tells_when(at + 1):
            return True
        return bool(self._tokens[self._chunks[at].first].conjunction) and following is not None and following.kind is ChunkKind.VERB

    def _tells_when(self, index: int) -> bool:
        return index < len(self._chunks) and self._mark(index) in word_class("when")

    def _after(self, at: int) -> int | None:
        """The event that a date before it belongs to."""
        if any(chunk.preposition in word_class("before-or-after") for chunk in self._chunks[self._clause_start(at) : at]):
            return None  # «بعد مؤتمر الأحد، قصفت …»
        for index in range(at + 1, len(self._chunks)):
            chunk = self._chunks[index]
            if index in self._verbs:
                return self._verbs[index]
            if chunk.kind is ChunkKind.VERB:
                subject = self._by_verb[index].subject
                return self._nouns.get(subject) if subject is not None and subject > index else None
            if chunk.kind is ChunkKind.RELATIVE or (chunk.kind is ChunkKind.SUBORDINATOR and not self._tells_when(index)):
                return None
            if chunk.kind is ChunkKind.MARK and self._mark(index) in WALLS:
                return None
            if index in self._nouns and (not chunk.preposition or index == at + 1):
                return self._nouns[index]
        return None

    def _clause_start(self, at: int) -> int:
        start = at
        while start > 0 and self._chunks[start - 1].kind in _LOOKED_THROUGH:
            start -= 1
        return start

    def _governor(self, noun: int) -> int | None:
        """The draft of the verb before the noun in its clause."""
        for index in range(noun - 1, -1, -1):
            if index in self._verbs:
                return self._verbs[index]
            if self._chunks[index].kind not in _LOOKED_THROUGH:
                return None
        return None

    def _is_dated(self, index: int) -> bool:
        """Whether a chunk is an event that may have the date of the sentence."""
        return index in self._nouns and not self._drafts[self._nouns[index]].vague

    def _is_passed(self, noun: int, apart: bool) -> bool:
        """«قتل خمسة في هجوم على القرية، أمس»; «ارتكبت خروقا للهدنة أمس»: the verb before the noun has the date."""
        governor = self._governor(noun)
        if governor is None:
            return False
        verb, frame = self._drafts[governor], self._chunks[noun].noun
        carries = self._chunks[verb.chunk].kind is ChunkKind.EVENT
        undergoes = (frame is not None and frame.strength == "casualty") or (verb.clause is not None and self._clauses[verb.clause].object == noun)
        return apart or ((carries or undergoes) and self._drafts[self._nouns[noun]].vague)

    def _of_noun(self, noun: int) -> int | None:
        index, verb = self._nouns[noun], self._governor(noun)
        if verb is None or self._drafts[verb].type not in _AHEAD or slot_key(self._chunks[noun].preposition) not in _CONTENT:
            return index
        start = self._drafts[verb].chunk
        apart = (*word_class("cause"), *word_class("before-or-after"))
        own = any(chunk.kind is ChunkKind.EVENT or chunk.preposition in apart for chunk in self._chunks[start + 1 : noun])
        return index if own else verb

"""Which date belongs to which event: the date of whatever governs it, and what events of one sentence share of it."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.drafts import Draft
from extract.arabic.neighbour_days import days_off
from extract.arabic.normal import normalize
from extract.arabic.prepositions import slot_key
from extract.arabic.shared_dates import find_lenders
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.arabic.words import WALLS
from extract.model import EventType, Precision, TimeInterval

_LOOKED_THROUGH = (ChunkKind.QUOTE, ChunkKind.PARTICLE, ChunkKind.NEGATION, ChunkKind.DATE, ChunkKind.PHRASE, ChunkKind.CUE, ChunkKind.EVENT)
# What these are about lies ahead: a date behind it is that of the words.
_AHEAD = frozenset({EventType.REQUEST, EventType.THREATEN, EventType.AGREE})

_NEAR = 4  # chunks from a verb of saying to its date
_CONTENT = frozenset({"", "ب", "الي", "علي", "عن", "ل"})  # the prepositions by which a verb governs what it is about


def date_events(
    drafts: Sequence[Draft], tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause], participles: Collection[str]
) -> tuple[Draft, ...]:
    """The drafts, each with the date that the sentence gives it; `participles` are the words that may be one."""
    finder = _OwnerFinder(drafts, tokens, chunks, clauses, participles)
    times: list[TimeInterval | None] = [None] * len(drafts)
    since, lent = [False] * len(drafts), [False] * len(drafts)
    for at, chunk in enumerate(chunks):
        owner = finder.owner(at) if chunk.kind is ChunkKind.DATE else None
        known = None if owner is None else times[owner]
        if owner is not None and (known is None or (known.edtf is None and chunk.time is not None)):
            times[owner], since[owner], lent[owner] = chunk.time, finder.counts_from(at), not finder.is_counted_among(owner, at)
    lenders = find_lenders([time is not None for time in times], lent, drafts, tokens, chunks, clauses)
    found = []
    for index, (draft, lender) in enumerate(zip(drafts, lenders, strict=True)):
        beside = 0 if times[index] is not None else days_off(draft, tokens, chunks)
        if beside:  # «غداة قصف …»: the day of what is dated by it
            lender = next((other for other in range(index - 1, -1, -1) if times[other] is not None), None)
        source = index if lender is None else lender
        found.append(replace(draft, time=times[source], since=since[source], days_off=beside, borrowed=(*draft.borrowed, *_borrowed(drafts, lender))))
    return tuple(found)


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
        own = [(index, clauses[draft.clause]) for index, draft in enumerate(drafts) if draft.clause is not None]
        self._verbs = {clause.verb: index for index, clause in own if not any(frame.cls == "claim" for frame in clause.frames)}
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
            if not apart and not self._is_dated(index) and (chunk.cue == "attribution" or self._sets_apart(chunk)):
                return None  # «حسبما أفاد المصدر أمس», «بعد سقوط النظام عام 2003»
            if chunk.kind is ChunkKind.VERB:
                described = self._described(index) if apart and not self._goes_around(index, at) else None
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

    def counts_from(self, at: int) -> bool:
        """«منذ اندلاع القتال في 20 تموز قتل …»: the date begins the time in which it happened."""
        for index in range(at - 1, -1, -1):
            if self._chunks[index].kind not in _LOOKED_THROUGH or self._is_dated(index):
                return False
            if self._begins(self._chunks[index]):
                return True
        return False

    def _sets_apart(self, chunk: Chunk) -> bool:
        """«بعد سقوط النظام عام 2003»: the date of something else, unless that is where the time of the event begins."""
        return chunk.preposition in word_class("before-or-after") and not self._begins(chunk)

    def _begins(self, chunk: Chunk) -> bool:
        return chunk.preposition == "منذ" and any(token.stem in word_class("beginning") for token in self._tokens[chunk.first : chunk.last])

    def _described(self, verb: int) -> int | None:
        """What the relative clause of a verb, or the one that it goes on with, is about."""
        clause = self._by_verb[verb]
        if clause.antecedent is None and clause.token.conjunction and verb not in self._verbs:
            clause = max((other for other in self._clauses if other.verb < verb), key=lambda other: other.verb, default=clause)
        return clause.antecedent

    def _goes_around(self, verb: int, at: int) -> bool:
        """«التي اعترض فيها شبان، الجمعة، دورية»: the object behind the date shows that the clause of the verb has not ended."""
        clause = self._by_verb[verb]
        return clause.object is not None and clause.object > at

    def is_counted_among(self, owner: int, at: int) -> bool:
        """«قتل في ثاني هجوم خلال الأسبوع»: the time in which the attacks are counted is no other event's."""
        chunk, time = self._chunks[self._drafts[owner].chunk], self._chunks[at].time
        ranked = any(token.stem in word_class("ordinal") for token in self._tokens[chunk.first : chunk.head])
        return ranked and time is not None and time.precision is not Precision.DAY

    def _of_verb(self, verb: int, at: int) -> int | None:
        """The verb's own draft; of a verb that is no event its subject («تواصلت أمس الاشتباكات»), or the verb that goes on («عاد أمس وقصف»)."""
        if verb in self._verbs:
            return self._verbs[verb]
        clause = self._by_verb[verb]
        if any(frame.cls in ("say", "claim") or frame.type in _AHEAD for frame in clause.frames):
            announced = self._announced(verb, at)
            return self._occasion(verb) if announced is None else announced
        subject = clause.subject if clause.subject_from != "shared" else None
        if subject is not None and subject in self._nouns and at - 1 in (subject, verb):
            return self._nouns[subject]
        return None if self._is_since(at) else self._after(at)

    def _announced(self, verb: int, at: int) -> int | None:
        """«أعلن في آذار السيطرة على …»: told so roughly, it happened when it was announced."""
        time = self._chunks[at].time
        following = next((index for index in range(at + 1, len(self._chunks)) if self._chunks[index].kind is not ChunkKind.MARK), -1)
        rough = time is not None and time.precision is not Precision.DAY and not self._is_since(at)
        index = self._nouns.get(following)
        return index if rough and self._chunks[following].preposition in ("", "عن") and at < verb + _NEAR else None

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
        if any(self._sets_apart(chunk) for chunk in self._chunks[self._clause_start(at) : at]):
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
        if any(self._begins(chunk) for chunk in self._chunks[max(noun - 1, 0) : noun + 1]):  # «منذ اندلاع القتال في …»
            return True
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

"""Who acts in a noun of action that something else governs: «اتهمت روسيا بقصف», «أعلن تفكيك خلية», «تنفيذ الطيران غارات», «بعد معارك مع …»."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.drafts import Draft, Filler
from extract.arabic.lexicon import NounFrame, Roles
from extract.arabic.noun_events import NounEventReader, befalls
from extract.arabic.prepositions import slot_key
from extract.arabic.slots import SlotReader
from extract.arabic.word_classes import word_class
from extract.model import EventType

# Who is accused of something, asked for it or kept from it, did it or would; else whoever threatens, promises, refuses, prepares it.
_OF_TARGET = frozenset({EventType.ACCUSE, EventType.REQUEST, EventType.COERCE})
_BLOWS = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION})
_NEAR = 4  # chunks
_BETWEEN = (ChunkKind.QUOTE, ChunkKind.DATE)


class Control:
    """Gives the nouns of action of one sentence the actor that what governs them names."""

    def __init__(self, chunks: Sequence[Chunk], clauses: Sequence[Clause], slots: SlotReader, nouns: NounEventReader) -> None:
        self._chunks, self._clauses, self._slots, self._nouns = chunks, clauses, slots, nouns

    def fill(self, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
        """The drafts, in order; only those without an actor change."""
        told = {draft.chunk: draft for draft in drafts}
        for draft in drafts:  # what governs mostly stands before
            told[draft.chunk] = self._filled(told[draft.chunk], told)
        others = [draft for draft in drafts if draft.strength != "casualty"]
        undergoing = {filler.phrase.head for draft in others for filler in (*draft.actors, *draft.targets) if filler.phrase is not None}
        return tuple(self._threatened(self._blamed(self._undergone(told[draft.chunk], undergoing), told), told) for draft in drafts)

    def _undergone(self, draft: Draft, undergoing: set[int]) -> Draft:
        """«أفرج عن المعتقلين», «زار الجرحى»: to whom something is done, is no second event."""
        again = draft.strength == "casualty" and draft.clause is None and draft.trigger in undergoing
        return replace(draft, vague=True) if again else draft

    def _blamed(self, draft: Draft, drafts: Mapping[int, Draft]) -> Draft:
        """«أدان اقتحام المستوطنين …»: who is condemned is who did it."""
        if draft.type is not EventType.ACCUSE or draft.actors == draft.targets:
            return draft
        deeds = {chunk.head: at for at, chunk in enumerate(self._chunks) if chunk.kind is ChunkKind.EVENT}
        targets: list[Filler] = []
        for filler in draft.targets:
            deed = drafts.get(deeds.get(filler.phrase.head, -1)) if filler.phrase is not None else None
            targets.extend((filler,) if deed is None or deed.chunk == draft.chunk else deed.actors or (filler,))
        return replace(draft, targets=tuple(targets))

    def _threatened(self, draft: Draft, drafts: Mapping[int, Draft]) -> Draft:
        """«هدد بقصف القاعدة»: who or what the threatened blow would hit is threatened."""
        if draft.type is not EventType.THREATEN or draft.targets or draft.clause is None:
            return draft
        complements = self._clauses[draft.clause].complements
        blow = next((drafts[at] for at in complements if slot_key(self._chunks[at].preposition) == "ب" and at in drafts), None)
        if blow is None or blow.type not in _BLOWS:
            return draft
        return replace(draft, targets=blow.targets, borrowed=(*draft.borrowed, ("targets", blow.trigger)))

    def _filled(self, draft: Draft, drafts: Mapping[int, Draft]) -> Draft:
        noun = self._chunks[draft.chunk].noun
        if noun is None or draft.actors or draft.clause is not None or draft.strength == "casualty":
            return draft
        of_noun = self._of_noun(draft.chunk, drafts)
        actors = of_noun or self._of_clause(draft.chunk, noun, drafts, draft.targets) or self._of_fallen(draft, noun, drafts)
        undergoing = {target.phrase for target in draft.targets}
        actors = tuple(filler for filler in actors if filler.phrase is None or filler.phrase not in undergoing)
        if not actors:
            return draft
        told = self._carries(draft.chunk) if of_noun else draft.strength == "strong" and not self._chunks[draft.chunk].preposition
        lender = (("actors", self._chunks[self._lender(draft.chunk, bool(of_noun))].head),)
        return replace(draft, actors=actors, borrowed=(*draft.borrowed, *lender), vague=draft.vague and not told)

    def _of_noun(self, at: int, drafts: Mapping[int, Draft]) -> tuple[Filler, ...]:
        """The doer that a noun before it names: «تنفيذ الطيران غارات», «نجاح القوات في الدخول», «تهديده بقصف …»."""
        governor = self._governor(at)
        frame = self._chunks[governor].noun if governor is not None else None
        if governor is None or frame is None:
            return ()
        key = slot_key(self._chunks[at].preposition)
        told = drafts.get(governor)
        if told is not None:
            return self._controller(told, key)
        doers = self._nouns.governed(governor) if "actor" in frame.roles.get("gen", ()) else ()
        doers = tuple(filler for filler in doers if filler.phrase is None or self._slots.is_concrete(filler))
        return doers or self._of_clause(governor, frame, drafts, ()) or self._of_noun(governor, drafts)

    def _of_fallen(self, draft: Draft, noun: NounFrame, drafts: Mapping[int, Draft]) -> tuple[Filler, ...]:
        """«مقتل ثلاثة متمردين في اشتباكات مع الجيش»: who fell there fought."""
        fought = "بين" in noun.roles and noun.type is EventType.ASSAULT and any(filler.reason == "after مع" for filler in draft.targets)
        before = next((at for at in range(draft.chunk - 1, max(draft.chunk - _NEAR, -1), -1) if self._chunks[at].kind is ChunkKind.EVENT), None)
        fallen = drafts.get(before) if before is not None and fought else None
        return fallen.targets if fallen is not None and befalls(self._chunks[fallen.chunk].noun) else ()

    def _governor(self, at: int) -> int | None:
        """The noun of action right before it, its genitive or dates passed over, in which it fills a slot of events."""
        chunk = self._chunks[at]
        before = at - 1
        while before >= 0 and self._chunks[before].kind in _BETWEEN:
            before -= 1
        if before > 0 and self._chunks[before].genitive and self._chunks[before].kind is ChunkKind.PHRASE:
            before -= 1
        frame = self._chunks[before].noun if before >= 0 else None
        return before if frame is not None and _governs(frame.roles, slot_key(chunk.preposition)) else None

    def _lender(self, at: int, noun: bool) -> int:
        governor, clause = self._governor(at), self._clause(at)
        return governor if noun and governor is not None else clause.verb if clause is not None else at

    def _clause(self, at: int) -> Clause | None:
        return next((clause for clause in reversed(self._clauses) if clause.verb < at and at in (clause.object, *clause.complements)), None)

    def _carries(self, at: int) -> bool:
        """Whether the noun before it tells of no more than this one: «تنفيذ غارات», «استعدادات لعملية»."""
        governor, key = self._governor(at), slot_key(self._chunks[at].preposition)
        noun = self._chunks[governor].noun if governor is not None else None
        return noun is not None and any("event" in filled for slot, filled in noun.roles.items() if slot_key(slot) == (key or "obj"))

    def _of_clause(self, at: int, noun: NounFrame, drafts: Mapping[int, Draft], targets: Sequence[Filler]) -> tuple[Filler, ...]:
        clause = self._clause(at)
        if clause is None:
            return ()
        key = slot_key(self._chunks[at].preposition)
        subject = () if clause.passive else self._slots.subject(clause)
        verb = drafts.get(clause.verb)
        if verb is not None and any(_governs(frame.roles, key) for frame in clause.frames if frame.type is not None):
            return () if verb.type is EventType.REJECT and befalls(noun) else self._controller(verb, key)
        acting = bool(subject) and self._slots.stands_for_power(subject[0]) and not self._slots.only_tells(subject[0])
        if any(frame.cls in ("say", "claim") and (not key or key == "عن" or _governs(frame.roles, key)) for frame in clause.frames):
            return subject if acting and (not befalls(noun) or any(self._slots.is_enemy(target, subject[0]) for target in targets)) else ()
        if key in word_class("aim") and acting and targets:
            return subject
        fought = noun.type in (EventType.ASSAULT, EventType.CONSULT) and any(filler.reason == "after مع" for filler in targets)
        fighters = self._slots.subject(clause) if fought else ()
        return fighters if fighters and self._slots.is_concrete(fighters[0]) else ()

    def _controller(self, governor: Draft, key: str) -> tuple[Filler, ...]:
        if governor.type in _OF_TARGET or (governor.type is EventType.THREATEN and key == "من"):  # «حذر طهران من استهداف …»
            return governor.targets
        return governor.actors


def _governs(roles: Roles, key: str) -> bool:
    """Whether an event may stand in the slot of a preposition, or as the object where there is none."""
    filled = next((filled for slot, filled in roles.items() if slot_key(slot) == (key or "obj")), ())
    return "content" in filled or "event" in filled

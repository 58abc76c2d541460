"""Who acts in a noun of action that another verb governs: «اتهمت روسيا بقصف», «هدد بقصف», «أعلن تفكيك خلية», «بعد معارك مع …»."""

from collections.abc import Sequence
from dataclasses import replace

from extract.arabic.chunks import Chunk
from extract.arabic.clause_parts import Clause
from extract.arabic.drafts import Draft, Filler
from extract.arabic.lexicon import NounFrame, VerbFrame
from extract.arabic.prepositions import slot_key
from extract.arabic.slots import SlotReader
from extract.arabic.word_classes import word_class
from extract.model import EventType

# Whoever threatens, promises or refuses something would do it; who is accused, asked or kept from it, did or would.
_OF_SUBJECT = frozenset({EventType.THREATEN, EventType.AGREE, EventType.REJECT})
_OF_TARGET = frozenset({EventType.ACCUSE, EventType.REQUEST, EventType.COERCE})


class Control:
    """Gives the nouns of action of one sentence the actor that their governing verb names."""

    def __init__(self, chunks: Sequence[Chunk], clauses: Sequence[Clause], slots: SlotReader) -> None:
        self._chunks, self._clauses, self._slots = chunks, clauses, slots

    def fill(self, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
        """The drafts, in order; only those without an actor change."""
        verbs = {draft.chunk: draft for draft in drafts if draft.clause is not None}
        return tuple(self._filled(draft, verbs) for draft in drafts)

    def _filled(self, draft: Draft, verbs: dict[int, Draft]) -> Draft:
        noun = self._chunks[draft.chunk].noun
        if noun is None or draft.actors or draft.clause is not None or draft.strength == "casualty":
            return draft
        clause = next((clause for clause in reversed(self._clauses) if clause.verb < draft.chunk and draft.chunk in (clause.object, *clause.complements)), None)
        if clause is None:
            return draft
        actors = self._actors(draft, noun, clause, verbs.get(clause.verb))
        actors = tuple(filler for filler in actors if filler.phrase is None or filler.phrase not in {target.phrase for target in draft.targets})
        return replace(draft, actors=actors, vague=draft.vague and not (actors and draft.targets)) if actors else draft

    def _actors(self, draft: Draft, noun: NounFrame, clause: Clause, verb: Draft | None) -> tuple[Filler, ...]:
        key = slot_key(self._chunks[draft.chunk].preposition)
        subject = () if clause.passive else self._slots.subject(clause)
        frame = next((frame for frame in clause.frames if "content" in self._roles(frame, key)), None)
        if frame is not None and frame.type is not None and verb is not None:
            return self._controller(frame.type, key, clause, verb)
        if any(frame.cls in ("say", "claim") and self._tells(frame, key) for frame in clause.frames):
            return subject if not _befalls(noun) and subject and self._slots.acts(subject[0]) else ()
        if key in word_class("aim") and subject and self._slots.acts(subject[0]):
            return subject
        fought = "مع" in noun.roles and any(filler.reason == "after مع" for filler in draft.targets)
        return subject if fought and subject and self._slots.is_concrete(subject[0]) and noun.type is EventType.ASSAULT else ()

    def _controller(self, kind: EventType, key: str, clause: Clause, verb: Draft) -> tuple[Filler, ...]:
        if kind in _OF_TARGET or (kind is EventType.THREATEN and key == "من"):  # «حذر طهران من استهداف …»
            return verb.targets
        return verb.actors if kind in _OF_SUBJECT and not clause.passive else ()

    def _roles(self, frame: VerbFrame, key: str) -> tuple[str, ...]:
        slots = {slot_key(slot): roles for slot, roles in frame.roles.items()}
        return slots.get(key, ()) if key else slots.get("obj", ())

    def _tells(self, frame: VerbFrame, key: str) -> bool:
        """«أعلن تفكيك …», «أعلن عن تفكيك …», «كشف عن اعتقال …»."""
        return not key or key == "عن" or "content" in self._roles(frame, key)


def _befalls(noun: NounFrame) -> bool:
    """«مقتل», «إصابة», «استشهاد» happen to people; whoever tells of them need not have done it."""
    return noun.counts is not None and "actor" not in noun.roles.get("gen", ())



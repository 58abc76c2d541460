"""Events of a sentence: verbs with the phrases that fill their roles, and the nouns of action that verbs carry."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.arabic.carrying import Carrier
from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.clauses import ClauseReader
from extract.arabic.control import Control
from extract.arabic.drafts import Draft, Filler
from extract.arabic.idioms import owners
from extract.arabic.lexicon import Idiom, Roles, VerbFrame
from extract.arabic.noun_events import NounEventReader
from extract.arabic.places import is_ground
from extract.arabic.prepositions import slot_key
from extract.arabic.slots import SlotReader
from extract.arabic.tokens import Token
from extract.arabic.word_classes import word_class
from extract.model import CountKind, EntityKind, EventType
from extract.names import NameTable

_WHICH = frozenset({ChunkKind.RELATIVE, ChunkKind.CUE})


class EventReader:
    """Drafts the events of one sentence from its chunks and clauses."""

    def __init__(self, tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause], reader: ClauseReader, names: NameTable) -> None:
        self._tokens, self._chunks, self._clauses = tokens, chunks, clauses
        self._slots = SlotReader(tokens, chunks, clauses)
        self._nouns = NounEventReader(tokens, chunks, clauses, reader, self._slots, names)
        self._reader = reader
        self._carrier = Carrier(chunks, self._nouns, self._slots)
        self._control = Control(chunks, clauses, self._slots, self._nouns)

    def drafts(self) -> tuple[Draft, ...]:
        """All events, in the order of their triggers."""
        carried: dict[int, Draft] = {}
        idiomatic = {index: hit for index, clause in enumerate(self._clauses) if (hit := self._reader.idiom(clause)) is not None}
        taken = {at for idiom, at in idiomatic.values() if idiom.frame.type is not None}
        verbal: list[Draft] = []
        for index, clause in enumerate(self._clauses):
            if index not in idiomatic:
                verbal.extend(self._of_clause(index, clause, carried))
            elif idiomatic[index][0].frame.type is not None:  # «نشر صورا», «يقضي بتشكيل …» tell nothing
                verbal.extend(self._of_idiomatic(index, clause, *idiomatic[index], carried))
        nominal = [self._nouns.read(at) for at, chunk in enumerate(self._chunks) if chunk.kind is ChunkKind.EVENT and at not in taken | carried.keys()]
        found = [*verbal, *carried.values(), *(draft for draft in nominal if draft is not None)]
        return self._control.fill(sorted(found, key=lambda draft: draft.trigger))

    def _of_clause(self, index: int, clause: Clause, carried: dict[int, Draft]) -> Iterator[Draft]:
        clause = self._carrier.straight(clause)
        carrier = self._carrier.carried(clause)
        if carrier is not None and carrier[1] in carried:  # told already by the verb that carries it; this one only goes on about it
            self._tell_more(index, clause, carrier, carried)
            return
        if carrier is not None:
            frame, at = carrier
            draft = self._carrier.carry(index, clause, frame, at)
            if draft is not None:
                carried[at] = draft
                return
        events = [frame for frame in clause.frames if frame.cls == "event" and frame.type is not None and _has_object(frame, clause)]
        frame_of_event = self._fitting(events, clause)
        if frame_of_event is None or self._is_reporting(clause):
            return
        yield from self._unless_struck(clause, self._of_verb(index, clause, frame_of_event), carried)

    def _tell_more(self, index: int, clause: Clause, carrier: tuple[VerbFrame, int], carried: dict[int, Draft]) -> None:
        """«وقعت الدورية في كمين نصبه فصيل …»: the relative clause names who did it, and where."""
        frame, at = carrier
        draft = carried[at]
        more = self._carrier.carry(index, clause, frame, at) if clause.antecedent == at and clause.subject_from == "after" else None
        if more is not None and not draft.actors:
            carried[at] = replace(draft, actors=more.actors, targets=draft.targets or more.targets, places=draft.places or more.places)

    def _unless_struck(self, clause: Clause, draft: Draft, carried: dict[int, Draft]) -> Iterator[Draft]:
        """The draft of a verb, if it is not merged into the one of its subject («الهجوم الذي استهدف …»)."""
        hit = self._struck_by(clause)
        noun = None if hit is None else carried.get(hit) or self._nouns.read(hit, needs_participant=False)
        if hit is None or noun is None:
            yield draft
        else:
            carried[hit] = self._merge(noun, draft)

    def _fitting(self, frames: Sequence[VerbFrame], clause: Clause) -> VerbFrame | None:
        """Of the rows of one verb the one whose preposition is there («قضى على»), else the first without any («قضى»)."""
        reached = {slot_key(self._chunks[at].preposition) for at in clause.complements}
        alike = [frame for frame in frames if frame.lemma == frames[0].lemma]
        asking = [(frame, {slot_key(slot) for slot, roles in frame.roles.items() if "target" in roles and slot not in ("subj", "obj")}) for frame in alike]
        met = next((frame for frame, slots in asking if slots & reached), None)
        return met or next((frame for frame, slots in asking if not slots), None) or next(iter(frames), None)

    def _of_idiomatic(self, index: int, clause: Clause, idiom: Idiom, at: int, carried: dict[int, Draft]) -> Iterator[Draft]:
        draft = self._of_idiom(index, clause, idiom, at)
        if draft.type is EventType.ASSAULT:  # «أودى القصف بحياة …»
            yield from self._unless_struck(clause, draft, carried)
        else:
            yield draft

    def _of_idiom(self, index: int, clause: Clause, idiom: Idiom, at: int) -> Draft:
        """«جمدت واشنطن أصول المصرف»: beside the verb's own roles, whose the thing is."""
        draft = self._of_verb(index, clause, idiom.frame)
        if draft.type is EventType.PROTEST:  # «نزلوا إلى الشارع» names no street
            draft = replace(draft, places=tuple(place for place in draft.places if place.names or place.last - place.first > 1))
        if draft.targets or "owner" not in idiom.frame.roles.get(idiom.slot, ()):
            return draft
        lives = self._tokens[self._chunks[at].head].stem in word_class("life")  # «أودى بحياة خمسة»
        return replace(draft, targets=owners(at, self._tokens, self._chunks, self._slots), counts=CountKind.KILLED if lives else draft.counts)

    def _is_reporting(self, clause: Clause) -> bool:
        """«رصدت عنب بلدي»: what an outlet does is to report; «ما وصفته بتراجع …» only says how somebody calls it."""
        if not any(frame.cls == "say" for frame in clause.frames):
            return False
        if self._says_that(clause):
            return True
        before = self._chunks[clause.verb - 1] if clause.verb else None
        if clause.token.pronoun and before is not None and self._tokens[before.last - 1].normal.endswith("ما") and before.kind in _WHICH:
            return True
        if clause.subject is None:
            return False
        return any(name.kind is EntityKind.MEDIA for member in self._chunks[clause.subject].members for name in member.names[:1])

    def _struck_by(self, clause: Clause) -> int | None:
        """A verb whose subject is itself a noun of action («الهجوم الذي استهدف …») tells more of that event."""
        subject = clause.subject
        if subject is None or clause.passive or self._chunks[subject].kind is not ChunkKind.EVENT:
            return None
        frame = self._chunks[subject].noun
        return subject if frame is not None and frame.type is not None and frame.strength != "casualty" else None

    def _merge(self, noun: Draft, verb: Draft) -> Draft:
        return replace(
            noun, targets=noun.targets or verb.targets, places=noun.places or verb.places, counts=noun.counts or verb.counts, clause=verb.clause,
            strength="strong",
        )

    def _of_verb(self, index: int, clause: Clause, frame: VerbFrame) -> Draft:
        assert frame.type is not None
        roles = frame.roles
        subject, complements = self._slots.subject(clause), clause.complements
        actors, targets = self._by_subject(clause, frame, subject)
        entered = self._slots.ground(clause.object) if "place" in roles.get("obj", ()) else ()
        if clause.token.pronoun and clause.antecedent is None and "target" in roles.get("obj", ()):  # «حمّلته المسؤولية», «قتلوه جنوب المدينة»
            targets = (*targets, self._pronoun_of(clause))
        elif any(is_ground(phrase, self._tokens) for phrase in entered):
            pass  # «زار المدينة»: where, not whom
        elif self._asks_of(clause, frame):
            pass  # «طالبت من الحكومة إخراج القوات»: from whom, not what
        elif clause.object is not None and "target" in roles.get("obj", ()) and not self._is_instrument(clause, frame):
            targets = (*targets, *self._slots.chunk_fillers(clause.object, "object"))
        elif clause.token.pronoun and "target" in roles.get("obj", ()):
            targets = (*targets, self._pronoun_of(clause))
        targets = targets or self._slots.by_role(roles, "target", complements, frame.type) or self._slots.tied(clause.object, roles)
        if not targets and clause.object is not None and self._is_instrument(clause, frame):
            targets = self._slots.by_role({"على": ("target",), "ب": ("target",)}, "target", complements)
        actors = actors or self._slots.by_role(roles, "actor", complements) or self._slots.agents(complements)
        moving = dict.fromkeys(word_class("destination"), ("place",)) if frame.type is EventType.MOBILIZE else {}
        thing = clause.subject if clause.passive else clause.object
        telling = self._before_topic(clause, roles)
        places = entered or self._slots.places(telling, {**moving, **roles}) or self._slots.places(clause.fronted, thing=thing)
        places = places or self._slots.where(clause.verb)
        open_actor = not actors and not clause.passive and "actor" in roles.get("subj", ())
        return Draft(
            clause.verb, self._chunks[clause.verb].head, frame.type, f"verb {frame.lemma} (subject {clause.subject_from or 'dropped'})",
            actors, targets, places, counts=frame.counts, clause=index, open_actor=open_actor, frame=frame,
        )

    def _before_topic(self, clause: Clause, roles: Roles) -> tuple[int, ...]:
        """«بحث … التطورات في السودان»: behind what is talked about stands where that lies."""
        topic = clause.object if "content" in roles.get("obj", ()) and clause.object is not None else len(self._chunks)
        return tuple(at for at in clause.complements if at < topic)

    def _asks_of(self, clause: Clause, frame: VerbFrame) -> bool:
        """Whether somebody is asked «من …», and what stands as object is what is asked for."""
        if frame.type is not EventType.REQUEST or clause.object is None:
            return False
        asked = self._slots.by_role(frame.roles, "target", clause.complements)
        return bool(asked) and self._slots.acts(asked[0]) and not any(self._slots.acts(filler) for filler in self._slots.chunk_fillers(clause.object, "object"))

    def _is_instrument(self, clause: Clause, frame: VerbFrame) -> bool:
        """«فجر عبوة», «أطلق صواريخ على»: what is used is not what is hit."""
        if clause.object is None or frame.type is not EventType.ASSAULT:
            return False
        heads = self._tokens[self._chunks[clause.object].head].heads
        return "weapon" in heads and not heads & {"object", "armed"}

    def _says_that(self, clause: Clause) -> bool:
        """«شدد على أن …» only says, where «شدد على ضرورة …» demands."""
        cues = [at for at in clause.complements if self._chunks[at].kind is ChunkKind.CUE and not self._chunks[at].pronoun and at + 1 < len(self._chunks)]
        opens = any(self._chunks[at + 1].kind is ChunkKind.SUBORDINATOR for at in cues)
        told = [frame for frame in clause.frames if "comp" in frame.roles]
        return opens and bool(told) and not any(frame.cls == "event" for frame in told)

    def _by_subject(self, clause: Clause, frame: VerbFrame, subject: tuple[Filler, ...]) -> tuple[tuple[Filler, ...], tuple[Filler, ...]]:
        role = frame.roles.get("obj", ()) if clause.passive else frame.roles.get("subj", ())
        return (subject if "actor" in role else ()), (subject if "target" in role else ())

    def _pronoun_of(self, clause: Clause) -> Filler:
        at = self._chunks[clause.verb].head
        if clause.antecedent is not None and clause.subject != clause.antecedent:
            return next(iter(self._slots.chunk_fillers(clause.antecedent, "antecedent")), Filler(token=at, pronoun=clause.token.pronoun, reason="pronoun"))
        return Filler(token=at, pronoun=clause.token.pronoun, reason="object pronoun")


def _has_object(frame: VerbFrame, clause: Clause) -> bool:
    """«ترافق مع قصف»: of two verbs written alike, the one that needs an object is not meant where there is none."""
    alike = any(other.lemma != frame.lemma and other.cls == "light-passive" for other in clause.frames)
    needs = "target" in frame.roles.get("obj", ()) and not any("target" in roles for slot, roles in frame.roles.items() if slot != "obj")
    return not (alike and needs) or clause.passive or clause.object is not None or bool(clause.token.pronoun)

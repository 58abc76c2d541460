"""Events of a sentence: verbs with the phrases that fill their roles, and the nouns of action that verbs carry."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.clauses import ClauseReader
from extract.arabic.drafts import Draft, Filler
from extract.arabic.lexicon import VerbFrame
from extract.arabic.noun_events import NounEventReader
from extract.arabic.prepositions import slot_key
from extract.arabic.slots import SlotReader
from extract.arabic.tokens import Token
from extract.arabic.word_classes import word_class
from extract.model import EntityKind, EventType
from extract.names import NameTable

_CARRYING = frozenset({"light", "light-passive", "light-reversed", "aspect", "achieve", "attempt", "claim", "cause"})


class EventReader:
    """Drafts the events of one sentence from its chunks and clauses."""

    def __init__(self, tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause], reader: ClauseReader, names: NameTable) -> None:
        self._tokens, self._chunks, self._clauses = tokens, chunks, clauses
        self._slots = SlotReader(tokens, chunks, clauses)
        self._nouns = NounEventReader(tokens, chunks, clauses, reader, self._slots, names)

    def drafts(self) -> tuple[Draft, ...]:
        """All events, in the order of their triggers."""
        carried: dict[int, Draft] = {}
        verbal: list[Draft] = []
        for index, clause in enumerate(self._clauses):
            verbal.extend(self._of_clause(index, clause, carried))
        nominal = [self._nouns.read(at) for at, chunk in enumerate(self._chunks) if chunk.kind is ChunkKind.EVENT and at not in carried]
        found = [*verbal, *carried.values(), *(draft for draft in nominal if draft is not None)]
        return tuple(sorted(found, key=lambda draft: draft.trigger))

    def _of_clause(self, index: int, clause: Clause, carried: dict[int, Draft]) -> Iterator[Draft]:
        carrier = self._carried(clause)
        if carrier is not None and carrier[1] in carried:
            return  # told already by the verb that carries it; this one only goes on about it
        if carrier is not None:
            frame, at = carrier
            draft = self._carry(index, clause, frame, at)
            if draft is not None:
                carried[at] = draft
                return
        frame_of_event = next((frame for frame in clause.frames if frame.cls == "event" and frame.type is not None), None)
        if frame_of_event is None or self._is_reporting(clause):
            return
        hit = self._struck_by(clause)
        if hit is not None:
            noun = carried.get(hit) or self._nouns.read(hit, needs_participant=False)
            if noun is not None:
                carried[hit] = self._merge(noun, self._of_verb(index, clause, frame_of_event))
                return
        yield self._of_verb(index, clause, frame_of_event)

    def _is_reporting(self, clause: Clause) -> bool:
        """«رصدت عنب بلدي»: what an outlet does is to report."""
        if clause.subject is None or not any(frame.cls == "say" for frame in clause.frames):
            return False
        return any(name.kind is EntityKind.MEDIA for member in self._chunks[clause.subject].members for name in member.names[:1])

    def _carried(self, clause: Clause) -> tuple[VerbFrame, int] | None:
        """The noun of action that a light verb, or one of beginning, trying or causing, carries."""
        for frame in clause.frames:
            if frame.cls not in _CARRYING:
                continue
            for slot, roles in frame.roles.items():
                if "event" not in roles:
                    continue
                for at in self._with_part(self._slot(clause, slot)):
                    if self._chunks[at].kind is ChunkKind.EVENT and self._chunks[at].noun is not None:
                        return frame, at
        return None

    def _with_part(self, slots: Sequence[int]) -> Iterator[int]:
        """The slot itself, and after «المرحلة الثانية من …» the noun of action that it is a part of."""
        for at in slots:
            yield at
            following = at + 1
            if self._chunks[at].kind is ChunkKind.PHRASE and following < len(self._chunks) and self._chunks[following].preposition == "من":
                yield following

    def _slot(self, clause: Clause, slot: str) -> tuple[int, ...]:
        if slot == "subj":
            return () if clause.subject is None or clause.subject_from == "shared" else (clause.subject,)
        if slot in ("obj", "comp"):
            subject = (clause.subject,) if clause.subject is not None and clause.passive else ()
            return (*(() if clause.object is None else (clause.object,)), *subject)
        return tuple(at for at in clause.complements if slot_key(self._chunks[at].preposition) == slot_key(slot))

    def _carry(self, index: int, clause: Clause, frame: VerbFrame, at: int) -> Draft | None:
        noun = self._nouns.read(at, needs_participant=False)
        if noun is None:
            return None
        noun = replace(noun, clause=index, rule=f"{noun.rule} carried by {frame.lemma} ({frame.cls})", planned=frame.cls == "attempt")
        if at == clause.subject and "target" in frame.roles.get("obj", ()) and clause.object is not None:  # «الاغتيالات التي طالت …»
            targets = noun.targets or self._slots.chunk_fillers(clause.object, "object")
            return replace(noun, targets=targets, places=noun.places or self._slots.places(clause.complements))
        subject = self._slots.subject(clause) if at != clause.subject and "none" not in frame.roles.get("subj", ()) else ()
        if frame.cls == "cause":
            return replace(noun, causes=True, places=noun.places or self._slots.places(clause.complements), strength="strong")
        if frame.cls == "light-reversed" and "target" in frame.roles.get("subj", ("target",)):
            noun = replace(noun, targets=subject or noun.targets)
        elif frame.cls != "light-passive" and "actor" in frame.roles.get("subj", ("actor",)) and clause.subject != at and not clause.passive:
            noun = self._with_actor(noun, subject)
        rest = tuple(other for other in clause.complements if other != at)
        own = self._chunks[at].noun
        targets = noun.targets or self._slots.by_role(frame.roles, "target", rest) or self._slots.by_role(own.roles if own else {}, "target", rest)
        if "place" in frame.roles.get("subj", ()):  # «شهد ريف … عمليات»
            grounds = tuple(filler.phrase for filler in subject if filler.phrase is not None)
            return replace(noun, places=grounds or noun.places, targets=targets, strength="strong")
        return replace(
            noun,
            targets=targets,
            places=noun.places or self._slots.places(rest) or self._slots.places(clause.fronted),
            time=noun.time or self._slots.time(clause.dates),
            strength="strong",
            open_actor=not subject and frame.cls not in ("light-passive", "light-reversed") and not clause.passive,
        )

    def _with_actor(self, noun: Draft, subject: tuple[Filler, ...]) -> Draft:
        """The subject of the carrying verb acts; what the noun's genitive named as actor then undergoes."""
        targets = noun.targets or tuple(filler for filler in noun.actors if filler.reason == "genitive")
        return replace(noun, actors=subject, targets=targets)

    def _struck_by(self, clause: Clause) -> int | None:
        """A verb whose subject is itself a noun of action («الهجوم الذي استهدف …») tells more of that event."""
        subject = clause.subject
        if subject is None or clause.passive or self._chunks[subject].kind is not ChunkKind.EVENT:
            return None
        frame = self._chunks[subject].noun
        return subject if frame is not None and frame.type is not None and frame.strength != "casualty" else None

    def _merge(self, noun: Draft, verb: Draft) -> Draft:
        return replace(
            noun, targets=noun.targets or verb.targets, places=noun.places or verb.places, time=noun.time or verb.time, clause=verb.clause, strength="strong"
        )

    def _of_verb(self, index: int, clause: Clause, frame: VerbFrame) -> Draft:
        assert frame.type is not None
        roles = frame.roles
        subject, complements = self._slots.subject(clause), clause.complements
        actors, targets = self._by_subject(clause, frame, subject)
        if clause.object is not None and "target" in roles.get("obj", ()) and not self._is_instrument(clause, frame):
            targets = (*targets, *self._slots.chunk_fillers(clause.object, "object"))
        elif clause.token.pronoun and "target" in roles.get("obj", ()):
            targets = (*targets, self._pronoun_of(clause))
        targets = targets or self._slots.by_role(roles, "target", complements)
        if not targets and clause.object is not None and self._is_instrument(clause, frame):
            targets = self._slots.by_role({"على": ("target",), "ب": ("target",)}, "target", complements)
        actors = actors or self._slots.by_role(roles, "actor", complements) or self._slots.agents(complements)
        moving = dict.fromkeys(word_class("destination"), ("place",)) if frame.type is EventType.MOBILIZE else {}
        places = self._slots.places(complements, {**moving, **roles}) or self._slots.places(clause.fronted)
        open_actor = not actors and not clause.passive and "actor" in roles.get("subj", ())
        return Draft(
            clause.verb, self._chunks[clause.verb].head, frame.type, f"verb {frame.lemma} (subject {clause.subject_from or 'dropped'})",
            actors, targets, places, self._slots.time(clause.dates), frame.counts, index, open_actor=open_actor,
        )

    def _is_instrument(self, clause: Clause, frame: VerbFrame) -> bool:
        """«فجر عبوة», «أطلق صواريخ على»: what is used is not what is hit."""
        if clause.object is None or frame.type is not EventType.ASSAULT:
            return False
        heads = self._tokens[self._chunks[clause.object].head].heads
        return "weapon" in heads and not heads & {"object", "armed"}

    def _by_subject(self, clause: Clause, frame: VerbFrame, subject: tuple[Filler, ...]) -> tuple[tuple[Filler, ...], tuple[Filler, ...]]:
        role = frame.roles.get("obj", ()) if clause.passive else frame.roles.get("subj", ())
        return (subject if "actor" in role else ()), (subject if "target" in role else ())

    def _pronoun_of(self, clause: Clause) -> Filler:
        at = self._chunks[clause.verb].head
        if clause.antecedent is not None and clause.subject != clause.antecedent:
            return next(iter(self._slots.chunk_fillers(clause.antecedent, "antecedent")), Filler(token=at, pronoun=clause.token.pronoun, reason="pronoun"))
        return Filler(token=at, pronoun=clause.token.pronoun, reason="object pronoun")

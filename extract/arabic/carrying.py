"""Nouns of action that a verb carries: «شن هجوما», «تعرض لقصف», «تمكن من السيطرة», «أدى إلى مقتل»."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.drafts import Draft, Filler
from extract.arabic.lexicon import Roles, VerbFrame
from extract.arabic.noun_events import NounEventReader, befalls
from extract.arabic.phrases import Phrase
from extract.arabic.prepositions import slot_key
from extract.arabic.slots import SlotReader
from extract.model import EventType

_CARRYING = frozenset({"light", "light-passive", "light-reversed", "aspect", "achieve", "attempt", "claim", "cause"})
# What happens and is not signed.
_HAPPENING = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.PROTEST})


class Carrier:
    """Finds what the verbs of one sentence carry, and gives it what stands around the verb."""

    def __init__(self, chunks: Sequence[Chunk], nouns: NounEventReader, slots: SlotReader) -> None:
        self._chunks, self._nouns, self._slots = chunks, nouns, slots

    def straight(self, clause: Clause) -> Clause:
        """«تبنى الهجوم تنظيم …»: a definite event before who did it is the object."""
        first, second = clause.subject, clause.object
        if first is None and second is not None and self._happened(clause, second):
            return replace(clause, subject=second, object=None, subject_from="after")
        if first is None or second is None or clause.subject_from != "after" or self._chunks[first].kind is not ChunkKind.EVENT:
            return clause
        light = any(frame.cls in ("light", "claim", "aspect") and "event" in frame.roles.get("obj", ()) for frame in clause.frames)
        doers = self._slots.chunk_fillers(second, "subject after") if self._chunks[second].kind is ChunkKind.PHRASE else ()
        return replace(clause, subject=second, object=first) if light and doers and self._slots.acts(doers[0]) else clause

    def _happened(self, clause: Clause, at: int) -> bool:
        """«أدى القصف الروسي إلى نزوح …»: what stands bare before what it brought about did that, and is performed by nobody."""
        if self._chunks[at].kind is not ChunkKind.EVENT:
            return False
        brought = [self._slot(clause, slot) for frame in clause.frames if frame.cls == "cause" for slot, roles in frame.roles.items() if "event" in roles]
        return any(self._chunks[there].kind is ChunkKind.EVENT for slots in brought for there in slots if there != at)

    def carried(self, clause: Clause) -> tuple[VerbFrame, int] | None:
        """The noun of action that a light verb, or one of beginning, trying or causing, carries."""
        described = self._described(clause)
        if described is not None:
            return described
        for frame in clause.frames:
            if frame.cls not in _CARRYING or self._is_nobodys(frame, clause) or self._is_other_verb(frame, clause):
                continue
            if frame.cls == "light" and self._brings_about(clause):
                continue
            for slot, roles in frame.roles.items():
                if "event" not in roles:
                    continue
                for at in self._with_part(self._slot(clause, slot)):
                    noun = self._chunks[at].noun if self._chunks[at].kind is ChunkKind.EVENT else None
                    if noun is None or (noun.strength == "casualty" and noun.type is EventType.RETREAT):  # «يقيم مئة ألف لاجئ في …»
                        continue
                    if not (frame.cls == "claim" and slot != "obj" and befalls(noun)):
                        return frame, at
        return None

    def _is_nobodys(self, frame: VerbFrame, clause: Clause) -> bool:
        """«الهجوم الذي لم تتبنه أي جهة»: what nobody claims is told elsewhere."""
        return frame.cls == "claim" and clause.subject is not None and self._nouns.is_any(clause.subject)

    def _described(self, clause: Clause) -> tuple[VerbFrame, int] | None:
        """«العملية التي نفذت في …»: the passive of a light verb tells of the event that it describes."""
        at = clause.antecedent
        noun = self._chunks[at].noun if at is not None and at == clause.subject and clause.object != clause.verb + 1 else None
        if at is None or noun is None or noun.type is None or self._brings_about(clause):
            return None
        if all(reading.voice == "active" for reading in clause.token.verbs) and not clause.token.pronoun:
            return None
        return next(((frame, at) for frame in clause.frames if frame.cls == "light" and "event" in frame.roles.get("obj", ())), None)

    def _brings_about(self, clause: Clause) -> bool:
        """«هجوما أدى إلى مقتل …»: what happened causes, somebody performs («أدى الرئيس زيارة»)."""
        happened = clause.subject is not None and self._chunks[clause.subject].kind is ChunkKind.EVENT
        return happened and any(frame.cls == "cause" for frame in clause.frames)

    def _is_other_verb(self, frame: VerbFrame, clause: Clause) -> bool:
        """«وقعت اشتباكات» happened, «وقع اتفاقا» signed: one written form, told apart by what follows."""
        happens = any(other.cls == "light-passive" and other.lemma != frame.lemma for other in clause.frames)
        first = clause.subject if clause.object is None else clause.object
        noun = self._chunks[first].noun if first is not None else None
        return frame.cls == "light" and happens and noun is not None and noun.type in _HAPPENING

    def _with_part(self, slots: Sequence[int]) -> Iterator[int]:
        """The slot itself, and after «المرحلة الثانية من …» the noun of action that it is a part of."""
        for at in slots:
            yield at
            following = at + 1
            if self._chunks[at].kind is ChunkKind.PHRASE and following < len(self._chunks) and self._chunks[following].preposition == "من":
                yield following

    def _slot(self, clause: Clause, slot: str) -> tuple[int, ...]:
        if slot == "subj":
            if clause.subject is None and clause.object is not None and len({frame.lemma for frame in clause.frames}) > 1:
                return (clause.object,)  # «وقعت اشتباكات», taken for a noun that is signed
            return () if clause.subject is None or clause.subject_from == "shared" else (clause.subject,)
        if slot in ("obj", "comp"):
            subject = (clause.subject,) if clause.subject is not None and clause.passive else ()
            return (*(() if clause.object is None else (clause.object,)), *subject)
        if slot == "obj2":  # «منحت الحكومة مهلة»: bare, right behind the first object
            behind = None if clause.object is None else clause.object + 1
            return (behind,) if behind is not None and behind < len(self._chunks) and not self._chunks[behind].preposition else ()
        return tuple(at for at in clause.complements if slot_key(self._chunks[at].preposition) == slot_key(slot))

    def carry(self, index: int, clause: Clause, frame: VerbFrame, at: int) -> Draft | None:
        noun = self._nouns.read(at, needs_participant=False)
        if noun is None:
            return None
        noun = replace(noun, clause=index, rule=f"{noun.rule} carried by {frame.lemma} ({frame.cls})", planned=frame.cls == "attempt")
        if at == clause.subject and "target" in frame.roles.get("obj", ()) and clause.object is not None:  # «الاغتيالات التي طالت …»
            targets = noun.targets or self._slots.chunk_fillers(clause.object, "object")
            return replace(noun, targets=targets, places=noun.places or self._slots.places(clause.complements))
        told = at == clause.subject and bool(clause.token.pronoun)  # «هجوم شنته على …»: the subject is in the verb
        acting = (at != clause.subject or told) and "none" not in frame.roles.get("subj", ())
        subject = self._slots.subject(clause) if acting and not told else ()
        if "actor" in frame.roles.get("obj", ()) and clause.object is not None:  # «دفع السكان إلى النزوح», «مكن القوات من السيطرة»
            noun = replace(noun, actors=self._slots.chunk_fillers(clause.object, "object"))
        if frame.cls == "cause":
            return replace(noun, causes=True, places=noun.places or self._slots.places(clause.complements), strength="strong")
        noun = self._with_subject(noun, frame, clause, subject)
        rest = tuple(other for other in clause.complements if other != at)
        own = self._chunks[at].noun
        if at in self._slot(clause, "obj2") and clause.object is not None and "target" in frame.roles.get("obj", ()):
            noun = replace(noun, targets=self._slots.chunk_fillers(clause.object, "object"))
        theirs = own.roles if own else {}
        reached = {slot: filled for slot, filled in frame.roles.items() if "place" not in theirs.get(slot, ())}  # «أرسل تعزيزات إلى الحدود»
        targets = noun.targets or self._slots.by_role(reached, "target", rest) or self._slots.by_role(theirs, "target", rest)
        if frame.cls == "light-reversed":  # «تلقى اتصالا من …»
            noun = replace(noun, actors=noun.actors or self._slots.by_role(frame.roles, "actor", rest))
        shaken = self._slots.ground(clause.object) if "place" in frame.roles.get("obj", ()) and clause.object != at else ()
        if shaken:  # «هز انفجار العاصمة»
            noun = replace(noun, places=noun.places or shaken)
        if "place" in frame.roles.get("subj", ()):  # «شهد ريف … عمليات»
            grounds = tuple(filler.phrase for filler in subject if filler.phrase is not None)
            return replace(noun, places=grounds or noun.places, targets=targets, strength="strong")
        return replace(
            noun,
            targets=targets,
            places=noun.places or self._around(clause, rest, self._held(noun, frame.roles)),
            strength="strong",
            open_actor=acting and not subject and frame.cls not in ("light-passive", "light-reversed") and not clause.passive,
        )

    def _around(self, clause: Clause, rest: tuple[int, ...], roles: Roles) -> tuple[Phrase, ...]:
        """Where the clause of the verb tells that it happens."""
        return self._slots.places(rest, roles) or self._slots.places(clause.fronted) or self._slots.where(clause.verb)

    def _with_subject(self, noun: Draft, frame: VerbFrame, clause: Clause, subject: tuple[Filler, ...]) -> Draft:
        """The noun with the subject of its verb as the one who acts, or undergoes («تعرض لهجوم»)."""
        if frame.cls == "light-reversed" and "target" in frame.roles.get("subj", ("target",)):
            return replace(noun, targets=subject or noun.targets)
        if frame.cls != "light-passive" and "actor" in frame.roles.get("subj", ("actor",)) and clause.subject != noun.chunk and not clause.passive:
            return self._with_actor(noun, subject)
        return noun

    def _held(self, noun: Draft, roles: Roles) -> Roles:
        """What the slots around the verb mean, its own and the noun's."""
        own = self._chunks[noun.chunk].noun
        return {**roles, **(own.roles if own else {})}

    def _with_actor(self, noun: Draft, subject: tuple[Filler, ...]) -> Draft:
        """The subject of the carrying verb acts; what the noun's genitive named as actor then undergoes."""
        targets = noun.targets or tuple(filler for filler in noun.actors if filler.reason == "genitive")
        of_origin = tuple(filler for filler in noun.actors if filler.reason == "adjective")  # «استمر القصف الروسي»
        return replace(noun, actors=subject or of_origin, targets=targets)

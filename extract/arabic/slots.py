"""Who and what stands in a slot of a frame: phrases by preposition, agents, places."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.drafts import Filler
from extract.arabic.lexicon import NounFrame
from extract.arabic.phrases import Phrase
from extract.arabic.place_slots import PlaceFinder
from extract.arabic.places import is_ground, is_place_phrase
from extract.arabic.prepositions import slot_key
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.model import EntityKind, EventType

_ACTING = frozenset({EntityKind.STATE, EntityKind.GOVERNMENT, EntityKind.MILITARY, EntityKind.ARMED_GROUP, EntityKind.COALITION})
_RECEIVING = ("ل", "على", "ضد")
# What is welcomed or condemned may be a deed or a decision.
_JUDGING = frozenset({EventType.SUPPORT, EventType.ACCUSE, EventType.REJECT})


class SlotReader:
    """Reads the slots of one sentence."""

    def __init__(self, tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause]) -> None:
        self._tokens, self._chunks, self._clauses = tokens, chunks, clauses
        self._places = PlaceFinder(tokens, chunks, clauses)

    def chunk_fillers(self, at: int, reason: str) -> tuple[Filler, ...]:
        chunk = self._chunks[at]
        if chunk.pronoun:
            return (self.resumed(at) or Filler(token=chunk.head, pronoun=chunk.pronoun, reason=f"pronoun {reason}"),)
        if chunk.kind is ChunkKind.EVENT:
            return (Filler(self.as_phrase(at), chunk.head, reason=reason),)
        return tuple(Filler(member, member.head, reason=reason) for member in chunk.members)

    def resumed(self, at: int) -> Filler | None:
        """The antecedent of the relative clause whose verb the pronoun follows."""
        clause = next((clause for clause in self._clauses if clause.antecedent is not None and at in (clause.resumed, clause.verb + 1)), None)
        if clause is None or clause.antecedent is None or self._chunks[clause.antecedent].kind is ChunkKind.EVENT:
            return None
        member = self._chunks[clause.antecedent].members[0]
        return Filler(member, member.head, reason="antecedent")

    def as_phrase(self, at: int) -> Phrase:
        chunk = self._chunks[at]
        first = chunk.first
        while first < chunk.head and self._tokens[first].kind in (Kind.PREPOSITION, Kind.MARK):
            first += 1
        last = chunk.last
        if at + 1 < len(self._chunks) and self._chunks[at + 1].genitive and self._chunks[at + 1].kind is ChunkKind.PHRASE:
            last = self._chunks[at + 1].members[0].last  # «قرارات الرئيس»
        return Phrase(first, last, last, chunk.head, chunk.preposition)

    def tied(self, at: int | None, roles: Mapping[str, tuple[str, ...]]) -> tuple[Filler, ...]:
        """«باعت طائرات لمصر», «استوردت القمح من روسيا»: what hangs on the object may be whom the verb reaches."""
        member = self._chunks[at].members[0] if at is not None and self._chunks[at].members else None
        if member is None or member.extent == member.last:
            return ()
        first = self._tokens[member.last]
        start = member.last + (first.kind is Kind.PREPOSITION)
        key = slot_key(first.stem if first.kind is Kind.PREPOSITION else first.preposition)
        if "target" not in {slot_key(slot): filled for slot, filled in roles.items()}.get(key, ()) or start >= member.extent:
            return ()
        whose = replace(member, first=start, last=member.extent, head=start, preposition=key, names=(member.inner,) if member.inner else (), inner=None)
        return (Filler(whose, start, reason="tied"),)

    def by_role(self, roles: Mapping[str, tuple[str, ...]], role: str, complements: Iterable[int], event_type: EventType | None = None) -> tuple[Filler, ...]:
        slots = {slot_key(slot): filled for slot, filled in roles.items()}
        found: list[Filler] = []
        for at in complements:
            chunk = self._chunks[at]
            wanted = slots.get(slot_key(chunk.preposition), ())
            if role not in wanted or (chunk.preposition == "ب" and is_place_phrase(chunk, self._tokens)):
                continue
            fillers = self.chunk_fillers(at, f"after {chunk.preposition}")
            if not fillers:  # a preposition with nothing behind it
                continue
            deed = event_type in _JUDGING and self._is_definite(fillers[0])
            if chunk.preposition == "ب" and not (fillers[0].pronoun or self.is_concrete(fillers[0]) or deed):
                continue
            if len(wanted) > 1 and self.acts(fillers[0]) != (role == "actor"):
                continue
            found.extend((*fillers, *self._joined(at)))
            break
        return tuple(found)

    def _is_definite(self, filler: Filler) -> bool:
        """«رحب بالخطوة», «ندد بقرار الوزير» against a manner («بشدة», «بشكل مباشر»)."""
        phrase = filler.phrase
        if phrase is None or (phrase.last - phrase.first == 1 and self._tokens[phrase.head].is_nisba):  # «بالعبرية»
            return False
        return self._tokens[phrase.head].definite or self._tokens[phrase.last - 1].definite

    def _joined(self, at: int) -> Iterator[Filler]:
        """«على قرية … وعلى قرية …»: the preposition said again."""
        for index in range(at + 1, len(self._chunks)):
            chunk = self._chunks[index]
            again = slot_key(chunk.preposition) == slot_key(self._chunks[at].preposition) and self._tokens[chunk.first].conjunction
            if not again or chunk.kind is not ChunkKind.PHRASE:
                return
            yield from self.chunk_fillers(index, f"after {chunk.preposition}")

    def agents(self, complements: Iterable[int]) -> tuple[Filler, ...]:
        for at in complements:
            if self._chunks[at].cue == "agent":
                return self.chunk_fillers(at, f"after {self._chunks[at].preposition}")
            shooter = self._shooter(at)
            if shooter is not None:
                return (shooter,)
        return ()

    def _shooter(self, at: int) -> Filler | None:
        """«برصاص الجيش», «بنيران قناصة الحركة»: whose weapon it was."""
        chunk = self._chunks[at]
        if chunk.preposition not in ("ب", "جراء") or "weapon" not in self._tokens[chunk.head].heads:
            return None
        if chunk.kind is not ChunkKind.PHRASE:  # «بنيران قوات …»
            behind = self.chunk_fillers(at + 1, "weapon") if at + 1 < len(self._chunks) and self._chunks[at + 1].genitive else ()
            return behind[0] if behind and self.acts(behind[0]) else None
        phrase, first = chunk.members[0], chunk.head + 1
        if first >= phrase.last or (self._tokens[first].noun is not None and not self._tokens[first].heads):
            return None
        owner = Phrase(first, phrase.last, phrase.extent, first, "", (phrase.inner,) if phrase.inner else (), None, phrase.person)
        filler = Filler(owner, first, reason="weapon")
        return filler if self.acts(filler) and not self.is_weapon(filler) else None

    def owner(self, reach: Sequence[int], frame: NounFrame) -> tuple[Filler, ...]:
        """«قصف لقوات …», «هجوم من قوات …»: who can act, acts, if what is struck has a preposition of its own; «زيارة لمسؤول», «ترحيب من …»: anybody."""
        for at in reach:
            preposition = slot_key(self._chunks[at].preposition)
            if preposition not in ("ل", "من") or self._chunks[at].kind is not ChunkKind.PHRASE:
                continue
            if preposition == "من" and "quantifier" in self._tokens[self._chunks[at].first - 1].heads:
                continue  # «… بحياة أكثر من ثلاثين مدنيا»
            fillers = self.chunk_fillers(at, f"after {preposition}")
            doer = bool(fillers) and (self.acts(fillers[0]) or (preposition == "من" and self._is_people(fillers[0])))
            if {"على", "ضد"} & set(frame.roles) and doer:
                return fillers
            free = frame.roles.get(preposition, ()) in ((), ("place", "target"))
            if free and "actor" in frame.roles.get("gen", ()) and fillers and self._is_people(fillers[0]):
                return fillers
        return ()

    def _is_people(self, filler: Filler) -> bool:
        phrase = filler.phrase
        if phrase is None:
            return False
        named = phrase.names and all(name.kind is not EntityKind.PLACE for name in phrase.names)
        return bool(named or phrase.person or self._tokens[phrase.head].heads & {"armed", "government", "group", "title"})

    def receives(self, roles: Mapping[str, tuple[str, ...]], reach: Sequence[int]) -> bool:
        """Whether the noun's first complement is who or what it is done to: «استهدافهم للقاعدة», «هجومهم على القاعدة»."""
        slots = {slot_key(slot): filled for slot, filled in roles.items() if slot in _RECEIVING}
        if not reach or slots.get(slot_key(self._chunks[reach[0]].preposition)) != ("target",) or self._chunks[reach[0]].kind is ChunkKind.EVENT:
            return False
        return any(self.is_concrete(filler) for filler in self.chunk_fillers(reach[0], ""))

    def is_weapon(self, filler: Filler) -> bool:
        return filler.phrase is not None and "weapon" in self._tokens[filler.phrase.head].heads

    def is_armed(self, filler: Filler) -> bool:
        phrase = filler.phrase
        if phrase is None:
            return False
        armed = (EntityKind.MILITARY, EntityKind.ARMED_GROUP)
        return any(name.kind in armed for name in phrase.names) or (not phrase.names and "armed" in self._tokens[phrase.head].heads)

    def is_enemy(self, filler: Filler, teller: Filler) -> bool:
        """«أعلن الجيش مقتل عنصر من تنظيم …»: an armed man of another side, whom the teller most likely killed."""
        phrase, own = filler.phrase, teller.phrase
        if phrase is None or own is None:
            return False
        sides = {name.entity for name in (*phrase.names, *((phrase.inner,) if phrase.inner else ())) if name.kind is EntityKind.ARMED_GROUP}
        told = {name.entity for name in own.names}
        words = self._tokens[phrase.first : phrase.extent]
        return bool(sides and not sides & told) or any(token.stem in word_class("enemy") for token in words)

    def is_thing(self, filler: Filler) -> bool:
        """Whether a phrase is a place or a thing, which does nothing to anybody."""
        phrase = filler.phrase
        if phrase is None or phrase.person or self.acts(filler):
            return False
        return is_ground(phrase, self._tokens) or bool(self._tokens[phrase.head].heads & {"object", "place"})

    def ground(self, at: int | None) -> tuple[Phrase, ...]:
        return self._places.ground(at)

    def where(self, verb: int) -> tuple[Phrase, ...]:
        return self._places.where(verb)

    def places(
        self, complements: Iterable[int], roles: Mapping[str, tuple[str, ...]] | None = None, thing: int | None = None
    ) -> tuple[Phrase, ...]:
        """Where it happens by the phrases around it, else by what is said of the thing that it is done to."""
        return self._places.find(complements, roles or {}) or self._places.of_thing(thing)

    def is_concrete(self, filler: Filler) -> bool:
        """Whether a phrase is somebody or something, not a manner («بشكل مباشر»)."""
        phrase = filler.phrase
        return phrase is not None and bool(phrase.names or phrase.inner or phrase.person or self._tokens[phrase.head].heads)

    def is_somebody(self, filler: Filler) -> bool:
        phrase = filler.phrase
        return phrase is not None and bool(phrase.names or phrase.inner or phrase.person or self._tokens[phrase.head].heads & {"armed", "government"})

    def acts(self, filler: Filler, event_type: EventType | None = None) -> bool:
        """Whether a filler is likelier to do than to undergo; who visits or agrees may be any person."""
        if filler.pronoun:
            return True
        if event_type not in (None, EventType.ASSAULT, EventType.COERCE) and self.is_concrete(filler) and not self._is_thing(filler, event_type):
            return True
        phrase = filler.phrase
        if phrase is None:
            return True
        if phrase.names:
            return phrase.names[0].kind in _ACTING
        heads = self._tokens[phrase.head].heads
        service = "organisation" in heads and any("armed" in token.heads for token in self._tokens[phrase.head : phrase.last])  # «جهاز المخابرات»
        return service or bool(heads & {"armed", "government", "weapon"})

    def _is_thing(self, filler: Filler, event_type: EventType | None) -> bool:
        """«تجميد أرصدة الشركة», «رفض القانون»: a thing has it done to it, and people are helped («إجلاء المرضى»)."""
        phrase = filler.phrase
        heads = self._tokens[phrase.head].heads if phrase is not None and not (phrase.names or phrase.person) else frozenset[str]()
        return bool(heads) and heads <= ({"object", "unit", "group"} if event_type is EventType.AID else {"object", "unit"})

    def only_tells(self, filler: Filler) -> bool:
        """«خلية الإعلام الأمني», «المركز الصحفي», «وزارة الصحة»: of what such a body announces it did nothing itself."""
        phrase = filler.phrase
        return phrase is not None and any(token.stem in word_class("tells only") for token in self._tokens[phrase.first : phrase.last])

    def stands_for_power(self, filler: Filler) -> bool:
        """As the subject of a verb a capital is its state: «أعلنت موسكو هدنة»."""
        return self.acts(filler) or (filler.phrase is not None and any(name.kind in _ACTING for name in filler.phrase.names))

    def subject(self, clause: Clause) -> tuple[Filler, ...]:
        return () if clause.subject is None else self.chunk_fillers(clause.subject, f"subject {clause.subject_from}")

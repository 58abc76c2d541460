"""Who acts and who undergoes in the event of a noun: genitive, adjective, pronoun, «على», «بين», «من قبل»."""

from collections.abc import Sequence

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.drafts import Filler
from extract.arabic.lexicon import NounFrame
from extract.arabic.phrases import Phrase
from extract.arabic.prepositions import slot_key
from extract.arabic.slots import SlotReader
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.model import EventType
from extract.names import NameTable

Sides = tuple[tuple[Filler, ...], tuple[Filler, ...]]

_FARTHEST_SIDE = 7


class NounSides:
    """Tells the actors of a noun of action from its targets."""

    def __init__(self, tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause], slots: SlotReader, names: NameTable) -> None:
        self._tokens, self._chunks, self._clauses, self._slots, self._names = tokens, chunks, clauses, slots, names

    def sides(self, at: int, frame: NounFrame, reach: tuple[int, ...], genitive: int | None, bare: int | None) -> Sides:
        if frame.strength == "casualty":
            return (), (Filler(self._slots.as_phrase(at), self._chunks[at].head, reason="casualties"),)
        actors, targets = self._share_genitive(at, frame, reach, genitive, bare)
        actors, targets = self._adjectives(at, frame, actors, targets)
        owner = self._slots.owner(reach, frame)
        actors = actors or self._slots.by_role(frame.roles, "actor", reach) or self._slots.agents(reach) or owner
        acting = {filler.phrase for filler in actors}
        others = tuple(index for index in reach if not acting & set(self._chunks[index].members))
        targets = targets or self._slots.by_role(frame.roles, "target", others, frame.type)
        return self._between(reach, frame, actors, targets)

    def genitive(self, at: int) -> tuple[int | None, int | None]:
        """The genitive after the noun, and a bare phrase after that: «اعتقال القوات 150 شابا»."""
        follows = at + 1
        while follows < len(self._chunks) and self._chunks[follows].kind is ChunkKind.QUOTE:
            follows += 1
        if follows < len(self._chunks) and self._shares_genitive(at, follows):
            return self.genitive(follows)
        if follows >= len(self._chunks) or not self._chunks[follows].genitive:
            return None, self._bare_after(at) if self._tokens[self._chunks[at].head].pronoun else None
        return follows, self._bare_after(follows)

    def _shares_genitive(self, at: int, follows: int) -> bool:
        """«مقتل وإصابة العشرات»: two nouns of action with one genitive."""
        chunk, head = self._chunks[follows], self._tokens[self._chunks[at].head]
        if chunk.kind is not ChunkKind.EVENT or chunk.preposition or chunk.last - chunk.first > 1 or self._tokens[chunk.head].pronoun:
            return False
        joined = self._tokens[chunk.first].conjunction == "و" and self._chunks[at].last == chunk.first
        return joined and not (head.definite or head.pronoun or self._tokens[chunk.head].definite)

    def _bare_after(self, at: int) -> int | None:
        follows = at + 1
        if follows < len(self._chunks):
            chunk = self._chunks[follows]
            if chunk.kind is ChunkKind.PHRASE and not chunk.preposition and not self._tokens[chunk.first].conjunction and not chunk.genitive:
                return follows
        return None

    def _described(self, at: int) -> Filler | None:
        """The antecedent of the relative clause that the noun stands in: «الخلية التي جرى القبض عليها»."""
        clause = next((clause for clause in self._clauses if clause.antecedent is not None and at in (clause.object, clause.subject)), None)
        members = self._chunks[clause.antecedent].members if clause is not None and clause.antecedent is not None else ()
        return Filler(members[0], members[0].head, reason="antecedent") if members else None

    def _share_genitive(self, at: int, frame: NounFrame, reach: Sequence[int], genitive: int | None, bare: int | None) -> Sides:
        roles, fillers = frame.roles.get("gen", ()), self.governed(at, genitive)
        if fillers and fillers[0].reason == "either pronoun" and self._is_purpose(at, frame, reach):
            return (), fillers
        objects = self._slots.chunk_fillers(bare, "object") if bare is not None and "target" in frame.roles.get("obj", ()) else ()
        if objects and (self._does_to(fillers[0], objects[0], frame) if fillers else True):  # else an apposition: «اغتيال الشيخ وقريبه فلان»
            return fillers, objects
        if len(roles) > 1 or "obj" in frame.roles:
            return (fillers, ()) if fillers and self._genitive_acts(frame, reach, fillers) else ((), fillers)
        return (fillers if "actor" in roles else ()), (fillers if "target" in roles else ())

    def _is_purpose(self, at: int, frame: NounFrame, reach: Sequence[int]) -> bool:
        """«شنوا هجوما لتحريرها»: what is meant to be done is done to whom the possessive means, if nobody else is named for that."""
        named = any("target" in frame.roles.get(slot_key(self._chunks[index].preposition), ()) for index in reach if self._chunks[index].preposition != "من")
        return self._chunks[at].preposition == "ل" and not named

    def _does_to(self, doer: Filler, thing: Filler, frame: NounFrame) -> bool:
        """«اقتحام المستوطنين المسجد»: people do it to a place or thing, who is armed to anybody."""
        return frame.type is EventType.CONSULT or self._slots.acts(doer, frame.type) or (self._slots.is_thing(thing) and not self._slots.is_thing(doer))

    def governed(self, at: int, genitive: int | None) -> tuple[Filler, ...]:
        """What completes the noun: a phrase, or the pronoun on it or on its preposition."""
        head, governed = self._tokens[self._chunks[at].head], self._tokens[self._chunks[at].last - 1]
        if governed.kind is Kind.PREPOSITION and governed.pronoun:  # «جرى القبض عليها»
            return (self._described(at) or Filler(token=self._chunks[at].last - 1, pronoun=governed.pronoun, reason="pronoun"),)
        if genitive is not None:
            return self._slots.chunk_fillers(genitive, "genitive")
        noun = self._chunks[at].noun
        either = noun is not None and "target" in noun.roles.get("gen", ())  # «ابتزازهم» may mean either side, «سيطرتهم» but one
        reason = "either pronoun" if either else "genitive pronoun"
        return (Filler(token=self._chunks[at].head, pronoun=head.pronoun, reason=reason),) if head.pronoun else ()

    def _genitive_acts(self, frame: NounFrame, reach: Sequence[int], fillers: Sequence[Filler]) -> bool:
        """«إحراق المسلحين لمنازل …» acts, as what burns stands behind ل; alone, «إسقاط طائرة» undergoes."""
        if self._slots.receives(frame.roles, reach) and not self._slots.is_thing(fillers[0]):
            return True
        if "actor" not in frame.roles.get("gen", ()):
            return False
        target_first = frame.roles["gen"][0] == "target" and frame.type in (EventType.ASSAULT, EventType.COERCE)
        if target_first and (self._slots.is_weapon(fillers[0]) or (fillers[0].pronoun and frame.counts is not None)):
            return False  # «إسقاط طائرة», «اعتقالهم»
        kind = None if frame.roles["gen"][0] == "target" else frame.type  # «تدريب المتطوعين», but «زيارة المتطوعين»
        return any(self._slots.acts(filler, kind) for filler in fillers)

    def _adjectives(
        self, at: int, frame: NounFrame, actors: tuple[Filler, ...], targets: tuple[Filler, ...]
    ) -> Sides:
        chunk = self._chunks[at]
        assumed = () if frame.strength != "strong" else ("actor", "target") if "بين" in frame.roles else ("actor",)
        roles = frame.roles.get("adj", assumed)  # «المفاوضات السورية الإسرائيلية»
        for index in range(chunk.head + 1, chunk.last):
            name = self._names.nisba(self._tokens[index].stem)
            if name is None or self._tokens[index].stem in word_class("no origin"):  # «دعم مالي» is of money
                continue
            phrase = Phrase(index, index + 1, index + 1, index, "", (name,))
            filler = Filler(phrase, index, name=name, reason="adjective")
            if "actor" in roles and not actors:
                actors = (filler,)
            elif "target" in roles and not targets:
                targets = (filler,)
        return actors, targets

    def _between(self, reach: Sequence[int], frame: NounFrame, actors: tuple[Filler, ...], targets: tuple[Filler, ...]) -> Sides:
        """«اشتباكات بين أ وب»: the first acts, the others undergo."""
        at = self._first_side(reach, frame)
        if at is None or (actors and targets):
            return actors, targets
        fillers, other = self._slots.chunk_fillers(at, "between"), self._other_side(at)
        if "target" in frame.roles["بين"]:  # «وساطة بين أ وب»
            return actors, fillers
        return (fillers, self._slots.chunk_fillers(other, "between")) if other is not None else (fillers[:1], fillers[1:])

    def _first_side(self, reach: Sequence[int], frame: NounFrame) -> int | None:
        return next((at for at in reach if slot_key(self._chunks[at].preposition) == "بين" and "بين" in frame.roles), None)

    def _other_side(self, at: int) -> int | None:
        """«بين أ من جهة، وب من جهة أخرى», «بين أ وبين ب»: where the second side stands."""
        for index in range(at + 1, min(at + _FARTHEST_SIDE, len(self._chunks))):
            chunk = self._chunks[index]
            if chunk.kind is ChunkKind.VERB:
                return None
            if chunk.kind is not ChunkKind.PHRASE or self._tokens[chunk.first].conjunction != "و":
                continue
            if chunk.preposition == "بين":
                return index
            if not chunk.preposition:
                side = any(self._tokens[earlier.head].stem in word_class("side") for earlier in self._chunks[at + 1 : index])
                return index if side else None
        return None

    def beyond(self, reach: Sequence[int], frame: NounFrame) -> tuple[int, ...]:
        """The phrases behind the second side, which its comma cuts off: «… من جهة أخرى في محيط المدينة»."""
        at = self._first_side(reach, frame)
        other = self._other_side(at) if at is not None else None
        if other is None or other in reach:
            return ()
        found: list[int] = []
        for index in range(other + 1, len(self._chunks)):
            chunk = self._chunks[index]
            if chunk.kind not in (ChunkKind.PARTICLE, ChunkKind.QUOTE, ChunkKind.DATE) and not (chunk.kind is ChunkKind.PHRASE and chunk.preposition):
                break
            found.append(index)
        return tuple(found)

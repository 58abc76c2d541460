"""Events told by nouns of action: «اغتيال الشيخ», «قصف النظام مواقع …», «اشتباكات بين أ وب»."""

from collections.abc import Sequence

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.clauses import ClauseReader
from extract.arabic.drafts import Draft, Filler
from extract.arabic.lexicon import NounFrame
from extract.arabic.phrases import Phrase
from extract.arabic.places import is_ground
from extract.arabic.prepositions import slot_key
from extract.arabic.slots import SlotReader
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.model import CountKind
from extract.names import NameTable


class NounEventReader:
    """Drafts the event that a noun of action names."""

    def __init__(
        self, tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause], reader: ClauseReader, slots: SlotReader, names: NameTable
    ) -> None:
        self._tokens, self._chunks, self._clauses, self._reader, self._slots, self._names = tokens, chunks, clauses, reader, slots, names

    def read(self, at: int, needs_participant: bool = True) -> Draft | None:
        """The event of the noun at a chunk; where nobody takes part in it a draft that only tells others when and where."""
        chunk = self._chunks[at]
        frame = chunk.noun
        if frame is None or frame.type is None or (needs_participant and self._is_told_by_governor(at)):
            return None
        reach = self._noun_reach(at)
        genitive, bare = self._genitive(at)
        actors, targets = self._participants(at, frame, reach, genitive, bare)
        fallen = self._casualties(genitive)
        vague = needs_participant and fallen is None and not self._is_particular(frame, actors, targets)
        dates = tuple(index for index in self._reader.reach(at) if self._chunks[index].kind is ChunkKind.DATE)
        return Draft(
            at,
            chunk.head,
            frame.type,
            f"noun {frame.lemma}",
            actors,
            targets,
            self._slots.places(reach, frame.roles) or self._named_ground(genitive, frame),
            self._slots.time(dates),
            frame.counts or fallen,
            strength="strong" if fallen is not None else frame.strength,
            vague=vague,
            frame=frame,
        )

    def _participants(
        self, at: int, frame: NounFrame, reach: tuple[int, ...], genitive: int | None, bare: int | None
    ) -> tuple[tuple[Filler, ...], tuple[Filler, ...]]:
        if frame.strength == "casualty":
            return (), (Filler(self._slots.as_phrase(at), self._chunks[at].head, reason="casualties"),)
        actors, targets = self._share_genitive(at, frame, genitive, bare)
        actors, targets = self._adjectives(at, frame, actors, targets)
        owner = self._slots.owner(reach, frame)
        actors = actors or self._slots.by_role(frame.roles, "actor", reach) or self._slots.agents(reach) or owner
        acting = {filler.phrase for filler in actors}
        others = tuple(index for index in reach if not acting & set(self._chunks[index].members))
        targets = targets or self._slots.by_role(frame.roles, "target", others)
        return self._between(reach, frame, actors, targets)

    def _described(self, at: int) -> Filler | None:
        """The antecedent of the relative clause that the noun stands in: «الخلية التي جرى القبض عليها»."""
        clause = next((clause for clause in self._clauses if clause.antecedent is not None and at in (clause.object, clause.subject)), None)
        members = self._chunks[clause.antecedent].members if clause is not None and clause.antecedent is not None else ()
        return Filler(members[0], members[0].head, reason="antecedent") if members else None

    def _named_ground(self, genitive: int | None, frame: NounFrame) -> tuple[Phrase, ...]:
        """«معارك الرمادي»: a clash is called by where it is fought."""
        if genitive is None or "بين" not in frame.roles or self._chunks[genitive].kind is not ChunkKind.PHRASE:
            return ()
        return tuple(member for member in self._chunks[genitive].members if is_ground(member, self._tokens))

    def _casualties(self, genitive: int | None) -> CountKind | None:
        """«سقوط 32 قتيلا»: who fell says what happened to them."""
        noun = self._chunks[genitive].noun if genitive is not None else None
        return noun.counts if noun is not None and noun.strength == "casualty" else None

    def _is_told_by_governor(self, at: int) -> bool:
        return self._chunks[at].genitive and at > 0 and self._chunks[at - 1].kind is ChunkKind.EVENT and self._casualties(at) is not None

    def _is_particular(self, frame: NounFrame, actors: tuple[Filler, ...], targets: tuple[Filler, ...]) -> bool:
        """Whether the noun names one occurrence and not a thing in general."""
        if frame.strength == "strong":
            return bool(actors or targets)
        if frame.strength == "casualty":
            return any(self._tokens[index].value is not None for filler in targets if filler.phrase for index in range(filler.phrase.first, filler.phrase.last))
        return bool(actors and targets) or any(self._slots.is_somebody(filler) for filler in actors + targets)

    def _noun_reach(self, at: int) -> tuple[int, ...]:
        """The prepositional phrases that may belong to the noun: up to the next noun of action or verb."""
        found = []
        for index in self._reader.reach(at):
            if self._chunks[index].kind is ChunkKind.EVENT and not self._chunks[index].genitive:
                break
            if self._chunks[index].kind in (ChunkKind.PHRASE, ChunkKind.EVENT) and self._chunks[index].preposition:
                found.append(index)
        return tuple(found)

    def _genitive(self, at: int) -> tuple[int | None, int | None]:
        """The genitive after the noun, and a bare phrase after that: «اعتقال القوات 150 شابا»."""
        follows = at + 1
        while follows < len(self._chunks) and self._chunks[follows].kind is ChunkKind.QUOTE:
            follows += 1
        if follows >= len(self._chunks) or not self._chunks[follows].genitive:
            return None, self._bare_after(at) if self._tokens[self._chunks[at].head].pronoun else None
        return follows, self._bare_after(follows)

    def _bare_after(self, at: int) -> int | None:
        follows = at + 1
        if follows < len(self._chunks):
            chunk = self._chunks[follows]
            if chunk.kind is ChunkKind.PHRASE and not chunk.preposition and not self._tokens[chunk.first].conjunction and not chunk.genitive:
                return follows
        return None

    def _share_genitive(self, at: int, frame: NounFrame, genitive: int | None, bare: int | None) -> tuple[tuple[Filler, ...], tuple[Filler, ...]]:
        roles, head = frame.roles.get("gen", ()), self._tokens[self._chunks[at].head]
        governed, fillers = self._tokens[self._chunks[at].last - 1], tuple[Filler, ...]()
        if governed.kind is Kind.PREPOSITION and governed.pronoun:  # «جرى القبض عليها»
            fillers = (self._described(at) or Filler(token=self._chunks[at].last - 1, pronoun=governed.pronoun, reason="pronoun"),)
        elif genitive is None:
            fillers = (Filler(token=self._chunks[at].head, pronoun=head.pronoun, reason="genitive pronoun"),) if head.pronoun else ()
        else:
            fillers = self._slots.chunk_fillers(genitive, "genitive")
        objects = self._slots.chunk_fillers(bare, "object") if bare is not None and "target" in frame.roles.get("obj", ()) else ()
        if objects and (self._slots.acts(fillers[0]) if fillers else True):  # else an apposition: «اغتيال الشيخ وقريبه فلان»
            return fillers, objects
        if len(roles) > 1:
            acting = any(self._slots.acts(filler, frame.type) for filler in fillers)
            return (fillers, ()) if acting else ((), fillers)
        return (fillers if "actor" in roles else ()), (fillers if "target" in roles else ())

    def _adjectives(
        self, at: int, frame: NounFrame, actors: tuple[Filler, ...], targets: tuple[Filler, ...]
    ) -> tuple[tuple[Filler, ...], tuple[Filler, ...]]:
        roles, chunk = frame.roles.get("adj", ()), self._chunks[at]
        for index in range(chunk.head + 1, chunk.last):
            name = self._names.nisba(self._tokens[index].stem)
            if name is None:
                continue
            phrase = Phrase(index, index + 1, index + 1, index, "", (name,))
            filler = Filler(phrase, index, name=name, reason="adjective")
            if "actor" in roles and not actors:
                actors = (filler,)
            elif "target" in roles and not targets:
                targets = (filler,)
        return actors, targets

    def _between(
        self, reach: Sequence[int], frame: NounFrame, actors: tuple[Filler, ...], targets: tuple[Filler, ...]
    ) -> tuple[tuple[Filler, ...], tuple[Filler, ...]]:
        """«اشتباكات بين أ وب»: the first acts, the others undergo."""
        for at in reach:
            chunk = self._chunks[at]
            if slot_key(chunk.preposition) == "بين" and "بين" in frame.roles and not (actors and targets):
                fillers, other = self._slots.chunk_fillers(at, "between"), self._other_side(at)
                return (fillers, other) if other else (fillers[:1], fillers[1:])
        return actors, targets

    def _other_side(self, at: int) -> tuple[Filler, ...]:
        """«بين أ من جهة، وب من جهة أخرى»: the phrase after «من جهة»."""
        for index in range(at + 1, min(at + 5, len(self._chunks))):
            chunk = self._chunks[index]
            if chunk.kind is ChunkKind.PHRASE and self._tokens[chunk.first].conjunction == "و" and not chunk.preposition:
                side = any(self._tokens[earlier.head].stem in word_class("side") for earlier in self._chunks[at + 1 : index])
                return self._slots.chunk_fillers(index, "between") if side else ()
        return ()

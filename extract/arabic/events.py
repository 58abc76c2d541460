"""Events of a sentence: verbs and nouns of action with the phrases that fill their roles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clauses import Clause, ClauseReader
from extract.arabic.lexicon import NounFrame, VerbFrame
from extract.arabic.phrases import Phrase
from extract.arabic.places import is_place_phrase
from extract.arabic.tokens import Kind, Token
from extract.model import CountKind, EntityKind, EventType, TimeInterval
from extract.names import KnownName, NameTable

_ACTING = frozenset({EntityKind.STATE, EntityKind.GOVERNMENT, EntityKind.MILITARY, EntityKind.ARMED_GROUP, EntityKind.COALITION})
_PLACING = frozenset({"في", "ب", "داخل", "قرب", "عند", "ضمن", "وسط", "خارج", "بالقرب", "علي", "حول", "بين"})
_SIDES = frozenset({"جهه", "جانب", "طرف", "ناحيه"})
_REVERSING = frozenset({"light-reversed"})
_CARRYING = frozenset({"light", "light-passive", "light-reversed", "aspect", "achieve", "attempt", "claim", "cause"})


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: a phrase, the state of an adjective, or a pronoun still to be resolved."""

    phrase: Phrase | None = None
    token: int = 0
    pronoun: str = ""
    name: KnownName | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before its pronouns are resolved; `chunk` and `trigger` say where it stands."""

    chunk: int
    trigger: int
    type: EventType
    rule: str
    actors: tuple[Filler, ...] = ()
    targets: tuple[Filler, ...] = ()
    places: tuple[Phrase, ...] = ()
    time: TimeInterval | None = None
    counts: CountKind | None = None
    clause: int | None = None
    planned: bool = False
    causes: bool = False
    strength: str = "strong"
    open_actor: bool = False
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)


class EventReader:
    """Drafts the events of one sentence from its chunks and clauses."""

    def __init__(self, tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause], reader: ClauseReader, names: NameTable) -> None:
        self._tokens, self._chunks, self._clauses, self._reader, self._names = tokens, chunks, clauses, reader, names

    def drafts(self) -> tuple[Draft, ...]:
        """All events, in the order of their triggers."""
        carried: dict[int, Draft] = {}
        verbal: list[Draft] = []
        for index, clause in enumerate(self._clauses):
            verbal.extend(self._of_clause(index, clause, carried))
        nominal = [self._of_noun(at) for at, chunk in enumerate(self._chunks) if chunk.kind is ChunkKind.EVENT and at not in carried]
        found = [*verbal, *carried.values(), *(draft for draft in nominal if draft is not None)]
        return tuple(sorted(found, key=lambda draft: draft.trigger))

    # verbs

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
            noun = carried.get(hit) or self._of_noun(hit, needs_participant=False)
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
        return tuple(at for at in clause.complements if _key(self._chunks[at].preposition) == _key(slot))

    def _carry(self, index: int, clause: Clause, frame: VerbFrame, at: int) -> Draft | None:
        noun = self._of_noun(at, needs_participant=False)
        if noun is None:
            return None
        noun = replace(noun, clause=index, rule=f"{noun.rule} carried by {frame.lemma} ({frame.cls})", planned=frame.cls == "attempt")
        if at == clause.subject and "target" in frame.roles.get("obj", ()) and clause.object is not None:  # «الاغتيالات التي طالت …»
            return replace(noun, targets=noun.targets or self._chunk_fillers(clause.object, "object"), places=noun.places or self._places(clause.complements))
        subject = self._subject(clause) if at != clause.subject and "none" not in frame.roles.get("subj", ()) else ()
        if frame.cls == "cause":
            return replace(noun, causes=True, places=noun.places or self._places(clause.complements), strength="strong")
        if frame.cls in _REVERSING and "target" in frame.roles.get("subj", ("target",)):
            noun = replace(noun, targets=subject or noun.targets)
        elif frame.cls != "light-passive" and "actor" in frame.roles.get("subj", ("actor",)) and clause.subject != at and not clause.passive:
            noun = self._with_actor(noun, subject, at)
        rest = tuple(other for other in clause.complements if other != at)
        own = self._chunks[at].noun
        targets = noun.targets or self._by_role(frame.roles, "target", rest) or self._by_role(own.roles if own else {}, "target", rest)
        if "place" in frame.roles.get("subj", ()):  # «شهد ريف … عمليات»
            grounds = tuple(filler.phrase for filler in subject if filler.phrase is not None)
            return replace(noun, places=grounds or noun.places, targets=targets, strength="strong")
        return replace(
            noun, targets=targets, places=noun.places or self._places(rest) or self._places(clause.fronted), time=noun.time or self._time(clause.dates), strength="strong",
            open_actor=not subject and frame.cls not in ("light-passive", *_REVERSING) and not clause.passive,
        )

    def _with_actor(self, noun: Draft, subject: tuple[Filler, ...], at: int) -> Draft:
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
        subject, complements = self._subject(clause), clause.complements
        actors, targets = self._by_subject(clause, frame, subject)
        if clause.object is not None and "target" in roles.get("obj", ()) and not self._is_instrument(clause, frame):
            targets = (*targets, *self._chunk_fillers(clause.object, "object"))
        elif clause.token.pronoun and "target" in roles.get("obj", ()):
            targets = (*targets, self._pronoun_of(clause))
        targets = targets or self._by_role(roles, "target", complements)
        if not targets and clause.object is not None and self._is_instrument(clause, frame):
            targets = self._by_role({"على": ("target",), "ب": ("target",)}, "target", complements)
        actors = actors or self._by_role(roles, "actor", complements) or self._agents(complements)
        actors = (*actors, *self._joint(complements, roles, actors))
        places = self._places(complements, roles) or self._places(clause.fronted)
        open_actor = not actors and not clause.passive and "actor" in roles.get("subj", ())
        return Draft(
            clause.verb, self._chunks[clause.verb].head, frame.type, f"verb {frame.lemma} (subject {clause.subject_from or 'dropped'})",
            actors, targets, places, self._time(clause.dates), frame.counts, index, open_actor=open_actor,
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

    def _subject(self, clause: Clause) -> tuple[Filler, ...]:
        return () if clause.subject is None else self._chunk_fillers(clause.subject, f"subject {clause.subject_from}")

    def _pronoun_of(self, clause: Clause) -> Filler:
        at = self._chunks[clause.verb].head
        if clause.antecedent is not None and clause.subject != clause.antecedent:
            return next(iter(self._chunk_fillers(clause.antecedent, "antecedent")), Filler(token=at, pronoun=clause.token.pronoun, reason="pronoun"))
        return Filler(token=at, pronoun=clause.token.pronoun, reason="object pronoun")

    # nouns

    def _of_noun(self, at: int, needs_participant: bool = True) -> Draft | None:
        chunk = self._chunks[at]
        frame = chunk.noun
        if frame is None or frame.type is None or (needs_participant and self._is_told_by_governor(at)):
            return None
        reach = self._noun_reach(at)
        genitive, bare = self._genitive(at)
        actors, targets = self._share_genitive(at, frame, genitive, bare)
        actors, targets = self._adjectives(at, frame, actors, targets)
        owner = self._owner(reach, frame)
        actors = actors or self._by_role(frame.roles, "actor", reach) or self._agents(reach) or owner
        targets = targets or tuple(filler for filler in self._by_role(frame.roles, "target", reach) if filler not in actors)
        actors, targets = self._between(reach, frame, actors, targets)
        if frame.strength == "casualty":
            targets = (Filler(self._as_phrase(at), chunk.head, reason="casualties"),)
        if needs_participant and not self._casualties(genitive) and not self._is_particular(frame, actors, targets):
            return None
        dates = tuple(index for index in self._reader.reach(at) if self._chunks[index].kind is ChunkKind.DATE)
        return Draft(
            at, chunk.head, frame.type, f"noun {frame.lemma}", actors, targets, self._places(reach, frame.roles), self._time(dates),
            frame.counts or self._casualties(genitive), strength="strong" if self._casualties(genitive) else frame.strength,
        )

    def _owner(self, reach: Sequence[int], frame: NounFrame) -> tuple[Filler, ...]:
        """«قصف لقوات …», «هجوم من قوات …»: who can act, acts, if what is struck has a preposition of its own."""
        for at in reach:
            preposition = _key(self._chunks[at].preposition)
            if preposition not in ("ل", "من") or not {"على", "ضد"} & set(frame.roles):
                continue
            fillers = self._chunk_fillers(at, f"after {preposition}")
            if self._acts(fillers[0]):
                return fillers
        return ()

    def _described(self, at: int) -> Filler | None:
        """The antecedent of the relative clause that the noun stands in: «الخلية التي جرى القبض عليها»."""
        clause = next((clause for clause in self._clauses if clause.antecedent is not None and at in (clause.object, clause.subject)), None)
        members = self._chunks[clause.antecedent].members if clause is not None and clause.antecedent is not None else ()
        return Filler(members[0], members[0].head, reason="antecedent") if members else None

    def _casualties(self, genitive: int | None) -> CountKind | None:
        """«سقوط 32 قتيلا»: who fell says what happened to them."""
        noun = self._chunks[genitive].noun if genitive is not None else None
        return noun.counts if noun is not None and noun.strength == "casualty" else None

    def _is_told_by_governor(self, at: int) -> bool:
        return self._chunks[at].genitive and at > 0 and self._chunks[at - 1].kind is ChunkKind.EVENT and self._casualties(at) is not None

    def _as_phrase(self, at: int) -> Phrase:
        chunk = self._chunks[at]
        first = chunk.first
        while first < chunk.head and self._tokens[first].kind in (Kind.PREPOSITION, Kind.MARK):
            first += 1
        return Phrase(first, chunk.last, chunk.last, chunk.head, chunk.preposition)

    def _is_particular(self, frame: NounFrame, actors: tuple[Filler, ...], targets: tuple[Filler, ...]) -> bool:
        """Whether the noun names one occurrence and not a thing in general."""
        if frame.strength == "strong":
            return bool(actors or targets)
        if frame.strength == "casualty":
            return any(self._tokens[index].value is not None for filler in targets if filler.phrase for index in range(filler.phrase.first, filler.phrase.last))
        return bool(actors and targets) or any(self._is_somebody(filler) for filler in actors + targets)

    def _is_concrete(self, filler: Filler) -> bool:
        """Whether a phrase is somebody or something, not a manner («بشكل مباشر»)."""
        phrase = filler.phrase
        return phrase is not None and bool(phrase.names or phrase.inner or phrase.person or self._tokens[phrase.head].heads)

    def _is_somebody(self, filler: Filler) -> bool:
        phrase = filler.phrase
        return phrase is not None and bool(phrase.names or phrase.inner or phrase.person or self._tokens[phrase.head].heads & {"armed", "government"})

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
            fillers = self._chunk_fillers(genitive, "genitive")
        objects = self._chunk_fillers(bare, "object") if bare is not None and "target" in frame.roles.get("obj", ()) else ()
        if objects:
            return fillers, objects
        if len(roles) > 1:
            acting = any(self._acts(filler, frame.type) for filler in fillers)
            return (fillers, ()) if acting else ((), fillers)
        return (fillers if "actor" in roles else ()), (fillers if "target" in roles else ())

    def _acts(self, filler: Filler, event_type: EventType | None = None) -> bool:
        """Whether a filler is likelier to do than to undergo; who visits or agrees may be any person."""
        if filler.pronoun:
            return True
        if event_type not in (None, EventType.ASSAULT, EventType.COERCE) and self._is_concrete(filler):
            return True
        phrase = filler.phrase
        if phrase is None:
            return True
        if phrase.names:
            return phrase.names[0].kind in _ACTING
        return bool(self._tokens[phrase.head].heads & {"armed", "government", "weapon"})

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
            if _key(chunk.preposition) == "بين" and "بين" in frame.roles and not (actors and targets):
                fillers, other = self._chunk_fillers(at, "between"), self._other_side(at)
                return (fillers, other) if other else (fillers[:1], fillers[1:])
        return actors, targets

    def _other_side(self, at: int) -> tuple[Filler, ...]:
        """«بين أ من جهة، وب من جهة أخرى»: the phrase after «من جهة»."""
        for index in range(at + 1, min(at + 5, len(self._chunks))):
            chunk = self._chunks[index]
            if chunk.kind is ChunkKind.PHRASE and self._tokens[chunk.first].conjunction == "و" and not chunk.preposition:
                side = any(self._tokens[earlier.head].stem in _SIDES for earlier in self._chunks[at + 1 : index])
                return self._chunk_fillers(index, "between") if side else ()
        return ()

    # slots

    def _chunk_fillers(self, at: int, reason: str) -> tuple[Filler, ...]:
        chunk = self._chunks[at]
        if chunk.pronoun:
            return (self._resumed(at) or Filler(token=chunk.head, pronoun=chunk.pronoun, reason=f"pronoun {reason}"),)
        if chunk.kind is ChunkKind.EVENT:
            return (Filler(self._as_phrase(at), chunk.head, reason=reason),)
        return tuple(Filler(member, member.head, reason=reason) for member in chunk.members)

    def _resumed(self, at: int) -> Filler | None:
        """The antecedent of the relative clause whose verb the pronoun follows."""
        clause = next((clause for clause in self._clauses if clause.verb == at - 1 and clause.antecedent is not None), None)
        if clause is None or clause.antecedent is None or self._chunks[clause.antecedent].kind is ChunkKind.EVENT:
            return None
        member = self._chunks[clause.antecedent].members[0]
        return Filler(member, member.head, reason="antecedent")

    def _by_role(self, roles: Mapping[str, tuple[str, ...]], role: str, complements: Iterable[int]) -> tuple[Filler, ...]:
        slots = {_key(slot): filled for slot, filled in roles.items()}
        found: list[Filler] = []
        for at in complements:
            chunk = self._chunks[at]
            wanted = slots.get(_key(chunk.preposition), ())
            if role not in wanted or (chunk.preposition == "ب" and is_place_phrase(chunk, self._tokens)):
                continue
            fillers = self._chunk_fillers(at, f"after {chunk.preposition}")
            if chunk.preposition == "ب" and not (fillers[0].pronoun or self._is_concrete(fillers[0])):
                continue
            if len(wanted) > 1 and self._acts(fillers[0]) != (role == "actor"):
                continue
            found.extend(fillers)
            break
        return tuple(found)

    def _agents(self, complements: Iterable[int]) -> tuple[Filler, ...]:
        for at in complements:
            if self._chunks[at].cue == "agent":
                return self._chunk_fillers(at, f"after {self._chunks[at].preposition}")
        return ()

    def _joint(self, complements: Iterable[int], roles: Mapping[str, tuple[str, ...]], actors: tuple[Filler, ...]) -> tuple[Filler, ...]:
        return ()

    def _places(self, complements: Iterable[int], roles: Mapping[str, tuple[str, ...]] | None = None) -> tuple[Phrase, ...]:
        slots = {_key(slot): filled for slot, filled in (roles or {}).items()}
        found: tuple[Phrase, ...] = ()
        for at in complements:
            chunk = self._chunks[at]
            key = _key(chunk.preposition)
            if "place" in slots.get(key, ()) and chunk.kind is ChunkKind.PHRASE and is_place_phrase(chunk, self._tokens):
                return chunk.members
            if key in _PLACING and "target" not in slots.get(key, ()) and is_place_phrase(chunk, self._tokens):
                found = found or chunk.members
        return found

    def _time(self, dates: Iterable[int]) -> TimeInterval | None:
        return next((self._chunks[at].time for at in dates), None)


def _key(preposition: str) -> str:
    """A preposition without its spelling variants: إلى and الي, على and علي."""
    key = preposition.replace("إ", "ا").replace("أ", "ا").replace("ى", "ي").replace("_", " ")
    return "مع" if key.endswith(" مع") else key  # «بالتعاون مع»

"""Events told by nouns of action: «اغتيال الشيخ», «قصف النظام مواقع …», «اشتباكات بين أ وب»."""

from collections.abc import Sequence
from itertools import takewhile

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.clauses import ClauseReader
from extract.arabic.drafts import Draft, Filler
from extract.arabic.lexicon import NounFrame
from extract.arabic.noun_sides import NounSides
from extract.arabic.phrases import Phrase
from extract.arabic.places import is_ground
from extract.arabic.slots import SlotReader
from extract.arabic.tokens import Token
from extract.arabic.word_classes import word_class
from extract.model import CountKind, EntityKind, EventType
from extract.names import NameTable

# «إطلاق سراح 45 أسيرا», «علاج الجرحى»: who was captured or hurt before has nothing of the kind happen now.
_SPARING = frozenset({EventType.CONCEDE, EventType.AID, EventType.RETREAT})

_STATES = frozenset({CountKind.DISPLACED, CountKind.ARRESTED})


class NounEventReader:
    """Drafts the event that a noun of action names."""

    def __init__(
        self, tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause], reader: ClauseReader, slots: SlotReader, names: NameTable
    ) -> None:
        self._tokens, self._chunks, self._reader, self._slots = tokens, chunks, reader, slots
        self._sides = NounSides(tokens, chunks, clauses, slots, names)

    def read(self, at: int, needs_participant: bool = True) -> Draft | None:
        """The event of the noun at a chunk; where nobody takes part in it a draft that only tells others when and where."""
        chunk = self._chunks[at]
        frame = chunk.noun
        if frame is None or frame.type is None or (needs_participant and self._is_told_by_governor(at)):
            return None
        reach = self._noun_reach(at)
        genitive, bare = self._sides.genitive(at)
        actors, targets = self._sides.sides(at, frame, reach, genitive, bare)
        if frame.type is EventType.PROTEST and not self._tokens[chunk.head].definite and any(map(self._slots.is_armed, actors)):
            return None  # «استهدف تجمعا للجيش»
        entered = self._entered(genitive, bare, frame)
        actors, targets = (tuple(filler for filler in side if filler.phrase is None or filler.phrase not in entered) for side in (actors, targets))
        fallen = self._casualties(genitive) if frame.type not in _SPARING else None
        purpose = self._names_purpose(at) or (genitive is not None and not actors and self._is_meant(at))
        particular = (self._is_particular(frame, actors, targets) or self._is_headline(at)) and not (purpose or self.is_any(at))
        vague = needs_participant and fallen is None and not particular
        beyond = self._sides.beyond(reach, frame)
        return Draft(
            at,
            chunk.head,
            frame.type,
            f"noun {frame.lemma}",
            actors,
            targets,
            entered or self._places(at, (*reach, *beyond), frame, genitive) or self._named_ground(genitive, frame),
            counts=frame.counts or fallen,
            strength="strong" if fallen is not None else frame.strength,
            vague=vague,
            frame=frame,
        )

    def governed(self, at: int) -> tuple[Filler, ...]:
        """What completes a noun, as a genitive or a pronoun."""
        return self._sides.governed(at, self._sides.genitive(at)[0])

    def _places(self, at: int, reach: Sequence[int], frame: NounFrame, genitive: int | None) -> tuple[Phrase, ...]:
        moving = dict.fromkeys(word_class("destination"), ("place",)) if frame.type is EventType.MOBILIZE else {}
        told = self._slots.places(reach, {**moving, **frame.roles}, genitive)
        pronouns = takewhile(lambda index: self._chunks[index].kind is not ChunkKind.EVENT, self._reader.reach(at))  # «انسحاب المقاتلين منها»
        return told or self._slots.places([index for index in pronouns if self._chunks[index].pronoun], frame.roles)

    def _entered(self, genitive: int | None, bare: int | None, frame: NounFrame) -> tuple[Phrase, ...]:
        """«زيارة بغداد», «وصوله العاصمة»: ground that the noun is about; «هجمات ليسنة», «محادثات ليسنة» are called by it."""
        for at, slot in ((bare, "obj"), (genitive, "gen")):
            roles = frame.roles.get(slot, ())
            grounds = self._slots.ground(at) if "place" in roles or roles == ("actor",) else ()
            if any(is_ground(phrase, self._tokens) and ("place" in roles or self._is_town(phrase)) for phrase in grounds):
                return grounds
        return ()

    def _is_town(self, phrase: Phrase) -> bool:
        """Whether a phrase names a town that speaks for no state."""
        return bool(phrase.names) and all(name.kind is EntityKind.PLACE for name in phrase.names)

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
            moving = frame.type in (EventType.RETREAT, EventType.MOBILIZE) and not targets  # «عودة التوتر»: nobody moves
            return any(filler.pronoun or self._slots.is_concrete(filler) for filler in actors) if moving else bool(actors or targets)
        if frame.strength == "casualty" and frame.counts in _STATES:  # «أربعين ألف نازح», «عشرات الأسرى» are so already
            return False
        if frame.strength == "casualty":
            return any(self._tokens[index].value is not None for filler in targets if filler.phrase for index in range(filler.phrase.first, filler.phrase.last))
        return bool(actors and targets) or any(self._slots.is_somebody(filler) for filler in actors + targets)

    def _names_purpose(self, at: int) -> bool:
        """«التحالف الدولي لمحاربة …», «هيئة لمكافحة …», «حملة «ردع …»»: what a body or a campaign is called by has not happened."""
        chunk, before = self._chunks[at], at - 1
        if chunk.preposition == "ل" and before >= 0 and self._chunks[before].kind is ChunkKind.PHRASE and self._chunks[before].last == chunk.first:
            body = self._tokens[self._chunks[before].first : chunk.first]
            return any(token.stem in word_class("body-with-purpose") for token in body)
        quoted = before > 0 and self._chunks[before].kind is ChunkKind.QUOTE and self._chunks[before - 1].kind is ChunkKind.EVENT
        return quoted and self._tokens[self._chunks[before - 1].last - 1].stem in word_class("wrapper")

    def _is_meant(self, at: int) -> bool:
        """«جهودها للقضاء على الخلايا», «لمكافحة التهريب»: nobody did it yet; behind an object («أرسلت قوات لمحاربة …») the subject is about to."""
        before = self._chunks[max(0, at - 3) : at]
        if before and self._tokens[before[-1].head].stem in word_class("planning"):
            return False
        bare = bool(before) and before[-1].kind is ChunkKind.PHRASE and not before[-1].preposition and not before[-1].genitive
        return self._chunks[at].preposition == "ل" and not (bare and any(chunk.kind is ChunkKind.VERB for chunk in before))

    def _is_headline(self, at: int) -> bool:
        """«جرحى بانفجار في …», at the head of a sentence: people who fell, and by what."""
        noun, following = self._chunks[at].noun, at + 1
        if at > 0 or noun is None or noun.strength != "casualty" or self._tokens[self._chunks[at].head].definite or following >= len(self._chunks):
            return False
        return self._chunks[following].kind is ChunkKind.EVENT and self._chunks[following].preposition in word_class("means")

    def is_any(self, at: int) -> bool:
        """«أي هجوم»: none that happened."""
        first = self._chunks[at].first
        return first > 0 and self._tokens[first - 1].stem == "اي"

    def _noun_reach(self, at: int) -> tuple[int, ...]:
        """The prepositional phrases that may belong to the noun: up to the next noun of action or verb."""
        found = []
        for index in self._reader.reach(at):
            weapon = self._chunks[index].preposition == "ب" and "weapon" in self._tokens[self._chunks[index].head].heads  # «مقتل شاب بنيران الجيش»
            if self._chunks[index].kind is ChunkKind.EVENT and not self._chunks[index].genitive and not weapon:
                break
            said_of = self._chunks[index].kind is ChunkKind.CUE and self._chunks[index].pronoun  # «الإفراج عنه»
            if (self._chunks[index].kind in (ChunkKind.PHRASE, ChunkKind.EVENT) or said_of) and self._chunks[index].preposition:
                found.append(index)
        return tuple(found)


def befalls(noun: NounFrame | None) -> bool:
    """«مقتل», «إصابة», «استشهاد» happen to people; whoever tells of them need not have done it."""
    return noun is not None and noun.counts is not None and "actor" not in noun.roles.get("gen", ())

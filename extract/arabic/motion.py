"""Where those who move come from and where they go: «انسحب من أ إلى ب», «إجلاء المدنيين من أ نحو ب», «غادر أ».

Which verbs and nouns tell of motion is told in `data/motion.tsv`: what ground as their object or genitive is (`from` in «غادر بغداد», `to` in
«دخول المدينة»), and what «من» says behind them: where from (`from`), where to (`to`, «اقترب من المدينة»), or, where they do not ask for it,
where from unless it says whence people are (`loose`: «أرسل مقاتلين من ليسنة», but «أرسل مقاتلين من ليسنة إلى كرنة»).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.clauses import ClauseReader
from extract.arabic.drafts import Draft
from extract.arabic.phrases import Phrase
from extract.arabic.place_slots import PlaceFinder
from extract.arabic.places import is_ground, is_place_phrase
from extract.arabic.prepositions import slot_key
from extract.arabic.tables import load_rows
from extract.arabic.tokens import Token
from extract.arabic.word_classes import word_class
from extract.model import EventType

_PEOPLE = frozenset({"armed", "group", "title", "object", "weapon", "unit"})


@dataclass(frozen=True, slots=True)
class Motion:
    """What ground is to a verb or noun of motion, as `from`, `to` or `-`: as its object, and behind «من» (there also `loose`)."""

    object: str
    whence: str


@cache
def motions() -> Mapping[str, Motion]:
    """By lemma the verbs and nouns that tell of motion."""
    return {lemma: Motion(whole, whence) for lemma, whole, whence in load_rows("motion")}


class RouteReader:
    """Tells the drafts of one sentence whence and whither they lead."""

    def __init__(self, tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause], reader: ClauseReader) -> None:
        self._tokens, self._chunks, self._clauses, self._reader = tokens, chunks, clauses, reader
        self._places = PlaceFinder(tokens, chunks, clauses)

    def routed(self, draft: Draft) -> Draft:
        """The draft with where it comes from and goes to; as it was where nobody moves."""
        motion = self._motion(draft)
        if motion is None or draft.type is EventType.PROTEST:  # «خرجوا إلى الشوارع»
            return draft
        found: dict[str, tuple[Phrase, ...]] = {}
        for way, ground in (*self._entered(draft, motion), *self._told(draft, motion)):
            if ground and ground not in found.values():
                found.setdefault(way, ground)
        return replace(draft, origins=found.get("from", ()), destinations=found.get("to", ()))

    def _motion(self, draft: Draft) -> Motion | None:
        """By the draft's own word, else by the verb that carries it: «أرسل تعزيزات», «نقل المعتقلين»."""
        own = draft.frame.lemma if draft.frame is not None else ""
        carried = draft.clause is not None and draft.type is not EventType.ASSAULT  # «قصف دفع السكان إلى …» moves nobody itself
        verbs = tuple(frame.lemma for frame in self._clauses[draft.clause].frames) if draft.clause is not None and carried else ()
        return next((motions()[lemma] for lemma in (own, *verbs) if lemma in motions()), None)

    def _entered(self, draft: Draft, motion: Motion) -> Iterator[tuple[str, tuple[Phrase, ...]]]:
        """«غادر بغداد», «دخول المدينة»: ground without preposition."""
        clause = None if draft.clause is None else self._clauses[draft.clause]
        verbal = clause is not None and clause.verb == draft.chunk
        bare = (clause.object,) if clause is not None and verbal else self._nominal_reach(draft.chunk)
        for at in bare if motion.object != "-" else ():
            chunk = None if at is None else self._chunks[at]
            if chunk is None or chunk.preposition or not is_place_phrase(chunk, self._tokens):
                continue
            if chunk.members == draft.places or all(is_ground(member, self._tokens) for member in chunk.members):  # a state only where that is ground
                yield motion.object, chunk.members

    def _told(self, draft: Draft, motion: Motion) -> Iterator[tuple[str, tuple[Phrase, ...]]]:
        """What prepositions tell, in the order of the text."""
        for at in self._complements(draft):
            key = slot_key(self._chunks[at].preposition)
            if key in word_class("inside the way") and at and not self._chunks[at - 1].members:  # «إلى داخل …»
                key = slot_key(self._chunks[at - 1].preposition)
            way = "to" if key in word_class("goes to") else motion.whence if key == "من" else "from" if key in word_class("comes from") else ""
            if way == "loose":
                way = "" if self._tells_whence_people_are(at) else "from"
            if way in ("from", "to") and not self._is_way(at) and not self._is_measured(at):
                yield way, self._places.behind_preposition(at) or self._around_thing(at)

    def _around_thing(self, at: int) -> tuple[Phrase, ...]:
        """«أرسل قوات من قواعده في ليسنة»: where the thing lies that they come from."""
        thing = "object" in self._tokens[self._chunks[at].head].heads and at + 1 < len(self._chunks)
        inside = thing and slot_key(self._chunks[at + 1].preposition) in word_class("inside") | {"ب"}
        return self._places.behind_preposition(at + 1) if inside else ()

    def _complements(self, draft: Draft) -> Iterator[int]:
        """The prepositional phrases behind the trigger, up to another word of motion: what stands behind that is its own."""
        clause = None if draft.clause is None else self._clauses[draft.clause]
        verbal = clause is not None and clause.verb == draft.chunk
        reach = () if verbal else self._reader.reach(draft.chunk)
        around = sorted({*reach, *(() if clause is None else clause.complements)})
        fence = next((at for at in range(draft.chunk + 1, len(self._chunks)) if self._moves(at)), len(self._chunks))
        told = (at for at in around if at < fence and self._chunks[at].preposition)
        yield from (at for at in told if self._chunks[at].kind is ChunkKind.PHRASE or self._chunks[at].pronoun)

    def _nominal_reach(self, noun: int) -> Iterator[int]:
        for at in self._reader.reach(noun):
            if self._chunks[at].kind is ChunkKind.EVENT:
                return
            yield at

    def _moves(self, at: int) -> bool:
        noun = self._chunks[at].noun
        return noun is not None and noun.lemma in motions() and noun.strength != "casualty"  # «عاد اللاجئون من …»

    def _tells_whence_people_are(self, at: int) -> bool:
        """«مقاتلين من ليسنة»: right behind people or things without article, and with no destination right behind."""
        before, member = self._chunks[at - 1] if at else None, next(iter(self._chunks[at].members), None)
        if before is None or before.kind not in (ChunkKind.PHRASE, ChunkKind.EVENT) or before.preposition or before.genitive:
            return False
        if member is None or not (member.names or member.inner):  # «قوات من قواعدها»
            return False
        led = any(slot_key(chunk.preposition) in word_class("goes to") for chunk in self._chunks[at + 1 : at + 2])
        head = self._tokens[before.head]
        return not led and not head.definite and bool(head.heads & _PEOPLE)

    def _is_way(self, at: int) -> bool:
        """«دخلوا من معبر …», «تقدموا من محور …»: through what somebody comes."""
        chunk = self._chunks[at]
        return chunk.preposition == "من" and self._tokens[chunk.head].stem in word_class("passage")

    def _is_measured(self, at: int) -> bool:
        """«على بعد خمسة كيلومترات من …», «إلى الشرق من …»: from where a distance or a side is told."""
        before = self._tokens[self._chunks[at - 1].head] if at and self._chunks[at - 1].kind is not ChunkKind.DATE else None
        measured = before is not None and (before.stem in word_class("compass") or bool(before.heads & {"unit", "direction"}) or before.value is not None)
        return self._chunks[at].preposition in ("من", "عن") and measured

"""Where an event happens: the phrase among those around a verb or noun of action that tells it most narrowly."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import NOMINAL, STOPS, Clause
from extract.arabic.phrases import Phrase
from extract.arabic.places import is_ground, is_named_ground, is_place_phrase, is_vague, is_where
from extract.arabic.prepositions import slot_key
from extract.arabic.tokens import Token
from extract.arabic.word_classes import word_class


class PlaceFinder:
    """Finds the places in one sentence."""

    def __init__(self, tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause]) -> None:
        self._tokens, self._chunks, self._clauses = tokens, chunks, clauses

    def find(self, complements: Iterable[int], roles: Mapping[str, tuple[str, ...]]) -> tuple[Phrase, ...]:
        """The place that the frame asks for, else the first that any preposition of place gives, else ground that is hit."""
        slots = {slot_key(slot): filled for slot, filled in roles.items()}
        found: tuple[Phrase, ...] = ()
        hit: tuple[Phrase, ...] = ()
        struck = False
        for at in complements:
            key = slot_key(self._chunks[at].preposition)
            wanted = slots.get(key, ())
            if "place" in wanted and self._chunks[at].pronoun and (left := self._last_named(at)):
                return left
            again = key in word_class("inside") or "target" in wanted  # «وصل إلى دمشق وأجرى فيها …», «بعد سيطرة القوات عليها»
            if again and self._chunks[at].pronoun:
                hit = hit or self._last_named(at, only=True)
            if key in word_class("topic"):  # «جلسة بشأن الأوضاع في …»: what is talked about lies there
                break
            if "place" in wanted and is_place_phrase(self._chunks[at], self._tokens) and not self._belongs_to_title(at):
                return self._narrowed(at)
            if key in word_class("placing") and "both" not in wanted and self._tells_where(at):  # «اشتباكات بين أ وب» is not between places
                if "target" not in wanted or struck:  # «تمرد ضد الحكومة على الأراضي …»
                    found = found or self._narrowed(at)
                else:
                    hit = hit or self._hit(at)
            struck = struck or "target" in wanted
        return found or hit

    def ground(self, at: int | None) -> tuple[Phrase, ...]:
        """«دخل المدينة», «زار بغداد»: the object is where it happens."""
        return self._narrowed(at) if at is not None and is_place_phrase(self._chunks[at], self._tokens) else ()

    def behind_preposition(self, at: int) -> tuple[Phrase, ...]:
        """The ground that a prepositional phrase tells, or that its pronoun means; nothing where it tells where somebody serves."""
        if self._chunks[at].pronoun:
            return self._last_named(at)
        return self._narrowed(at) if is_place_phrase(self._chunks[at], self._tokens) and not self._belongs_to_title(at) else ()

    def of_thing(self, at: int | None) -> tuple[Phrase, ...]:
        """Where what is hit lies: «مناطق تسيطر عليها … في …», «حافلة تقل جنودا بريف حلب»."""
        if at is None or self._chunks[at].kind is not ChunkKind.PHRASE:
            return ()
        if is_place_phrase(self._chunks[at], self._tokens):
            narrowed = self._narrowed(at)
            return narrowed if narrowed != self._chunks[at].members else ()
        head = self._tokens[self._chunks[at].head]
        if head.definite or not head.heads & {"object", "weapon"}:
            return ()
        return next((self._narrowed(index) for index in self._said_of(at) if self._stands_in(index)), ())

    def _said_of(self, at: int) -> Iterator[int]:
        """The complements of the relative clauses that tell no event of their own."""
        for clause in self._clauses:
            described = clause.antecedent == at or (clause.verb == at + 1 and self._chunks[at].genitive and not clause.token.conjunction)
            if described and not any(frame.type is not None for frame in clause.frames):
                yield from clause.complements

    def _stands_in(self, at: int) -> bool:
        return slot_key(self._chunks[at].preposition) in word_class("placing") and self._tells_where(at)

    def _last_named(self, at: int, *, only: bool = False) -> tuple[Phrase, ...]:
        """«دخلت القوات البلدة ثم انسحبت منها»: the ground named last before a pronoun that agrees with it; `only` if nothing else does."""
        feminine = self._chunks[at].pronoun == "ها"
        for index in range(at - 1, -1, -1):
            chunk, head = self._chunks[index], self._tokens[self._chunks[index].head]
            if chunk.kind not in NOMINAL:
                continue
            named = bool(chunk.members and (chunk.members[0].names or len(chunk.members) > 1)) or head.stem in word_class("feminine")
            if feminine != (head.is_feminine or named):
                continue
            if is_place_phrase(chunk, self._tokens) and is_ground(chunk.members[0], self._tokens):
                return chunk.members
            if only:
                return ()
        return ()

    def _hit(self, at: int) -> tuple[Phrase, ...]:
        """«هجوم على مناطق في …», «هجوم على جنين»: ground that is struck, by a name or by where it lies."""
        narrowed = self._narrowed(at)
        return narrowed if narrowed != self._chunks[at].members or is_named_ground(narrowed[0], self._tokens) else ()

    def _tells_where(self, at: int) -> bool:
        return is_where(self._chunks[at], self._tokens) and not self._belongs_to_title(at) and not self._ends_tie(at)

    def _ends_tie(self, at: int) -> bool:
        """«خلية على صلة بإسرائيل», «العلاقات مع …»: the other end of a tie."""
        return at > 0 and self._chunks[at].preposition == "ب" and self._tokens[self._chunks[at - 1].head].stem in word_class("tie to")

    def _belongs_to_title(self, at: int) -> bool:
        """«العضو في المركز …», «السفير لدى …», «مبعوث … إلى …»: where somebody serves."""
        before = self._chunks[at - 1] if at else None
        if before is None or before.kind is not ChunkKind.PHRASE or "title" not in self._tokens[before.head].heads:
            return False
        body = "organisation" in self._tokens[self._chunks[at].head].heads
        return body or any(token.stem in word_class("posted") for token in self._tokens[before.first : before.last])

    def where(self, verb: int) -> tuple[Phrase, ...]:
        """«في قريتي … حيث حوصر مدنيون»: what حيث points back to; «البلدة التي قتل فيها …»: what the relative describes."""
        before = verb - 1
        if before > 0 and self._tokens[self._chunks[before].head].stem in word_class("where"):
            at = before - 1 - (self._tokens[self._chunks[before - 1].first].normal in "،,")
            return self._chunks[at].members if at >= 0 and is_place_phrase(self._chunks[at], self._tokens) else ()
        if self._says_there(verb):
            return self._last_ground(verb)
        clause = next((clause for clause in self._clauses if clause.verb == verb and clause.antecedent is not None), None)
        if clause is None or clause.antecedent is None or not is_place_phrase(self._chunks[clause.antecedent], self._tokens):
            return ()
        resumed = any(self._chunks[at].pronoun and slot_key(self._chunks[at].preposition) in word_class("inside") for at in clause.complements)
        return self._chunks[clause.antecedent].members if resumed else ()

    def _says_there(self, verb: int) -> bool:
        """«وأجرى هناك محادثات»; «هناك قتلى» before a noun only says that there are some."""
        following = takewhile(lambda chunk: chunk.kind not in (*STOPS, ChunkKind.MARK), self._chunks[verb + 1 :])
        return any(chunk.kind is ChunkKind.PARTICLE and self._tokens[chunk.first].stem in word_class("there") for chunk in following)

    def _last_ground(self, before: int) -> tuple[Phrase, ...]:
        for index in range(before - 1, -1, -1):
            if is_place_phrase(self._chunks[index], self._tokens) and is_ground(self._chunks[index].members[0], self._tokens):
                return self._chunks[index].members
        return ()

    def _narrowed(self, at: int) -> tuple[Phrase, ...]:
        """«مناطق في مدينة منبج», «مواقع تسيطر عليها … في ريف حلب»: where ground of no name lies."""
        if not is_vague(self._chunks[at].members[0], self._tokens):
            return (*self._chunks[at].members, *self._joined(at))
        return next((self._chunks[index].members for index in self._around(at) if self._lies_in(index)), self._chunks[at].members)

    def _joined(self, at: int) -> Iterator[Phrase]:
        """«على قرية … وعلى قرية …», «في حلب وفي إدلب»: the preposition said again."""
        preposition = slot_key(self._chunks[at].preposition)
        for chunk in self._chunks[at + 1 :]:
            if not self._tokens[chunk.first].conjunction or slot_key(chunk.preposition) != preposition or not is_where(chunk, self._tokens):
                return
            yield from chunk.members

    def _around(self, at: int) -> Iterator[int]:
        owned = at + 1 < len(self._chunks) and self._chunks[at + 1].preposition == "ل"  # «محطة للحافلات في …»
        yield from range(at + 1, min(at + 2 + owned, len(self._chunks)))
        for clause in self._clauses:
            if clause.antecedent == at:
                yield from clause.complements

    def _lies_in(self, at: int) -> bool:
        chunk = self._chunks[at]
        lying = slot_key(chunk.preposition) in word_class("placing") | {"من"}
        return lying and is_place_phrase(chunk, self._tokens) and not is_vague(chunk.members[0], self._tokens)

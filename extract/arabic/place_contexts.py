"""Whether a place named among the words is spoken of as a place: not a body called after it, a person, or a government that its capital stands for."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from extract.arabic.grounds import PlaceGrammar
from extract.arabic.landmarks import Expression
from extract.arabic.normal import normalize
from extract.arabic.person_names import is_in_name
from extract.arabic.place_words import name_words, roles
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import given_names, word_class
from extract.arabic.wording import Wording
from extract.arabic.words import QUOTES
from extract.model import EntityKind, Relation
from extract.names import KnownName

_BODIES = frozenset({"organisation", "armed", "government", "title"})
_OBSCURE = frozenset({"village", "neighbourhood", "town"})
# After these a capital is a place, after those a town called like a common word.
_FIRMLY = frozenset({"في", "ب", "الي", "داخل", "خارج", "قرب", "عبر", "حول", "صوب", "باتجاه", "فوق", "بالقرب"})
_LOOSELY = _FIRMLY | {"من", "علي", "نحو", "عن", "ل", "حتي", "بين", "ضمن"}
_DATELINE = 4  # words before a line's text that may name the town it was sent from


@dataclass(frozen=True, slots=True)
class PlaceContexts:
    """Judges the places of one sentence; `spoken` are the names of places found in the article so far."""

    wording: Wording

    def is_place(self, found: Expression, spoken: Collection[str], before: Expression | None = None) -> bool | None:
        """Whether the words around allow that a place is meant, None if that is so only where the article speaks of it elsewhere.

        `before` is the place found before it in the sentence, `spoken` the names of those in the sentences before.
        """
        if self.is_of_body(found.first):
            return False
        if found.ground.relation is not Relation.AT or found.refers:
            return True
        known = self.wording.names.get(self._named_at(found), (0, ()))[1]
        if found.ground.landmarks[0].place_kind is not None or not known or self._is_dateline(found) or self._is_listed(found, before):
            return True
        return False if self._is_person(found) or self._is_quoted(found) else self._is_spoken_of(found, known, spoken)

    def _is_spoken_of(self, found: Expression, known: Sequence[KnownName], spoken: Collection[str]) -> bool | None:
        """Whether a bare name means the place by what it is called and where it stands."""
        token = self.wording.tokens[self._named_at(found)]
        single = found.last - self._named_at(found) == 1
        if single and name_words("everyday name") & {token.normal, token.bare, *(normalize(name.name) for name in known)}:
            return False
        located = self._is_located(found, _FIRMLY) or self._is_of_ground(found)
        if any(name.use == "metonym" for name in known) or any(name.kind not in (EntityKind.PLACE, EntityKind.STATE) for name in known):
            return located
        if single and name_words("common name") & {normalize(name.name) for name in known}:
            return located
        if token.definite and (token.heads & {"government"} or token.noun is not None):  # «الدولة التركية», «الاحتلال الإسرائيلي»
            return False
        if known[0].place_kind in _OBSCURE and found.ground.landmarks[0].name not in spoken:
            return located or self._is_located(found, _LOOSELY) or self._befallen(found) or None
        return True

    def _is_listed(self, found: Expression, before: Expression | None) -> bool:
        """«في ليسنة وكرنة», «ليسنة، وكرنة»: joined to a place."""
        if before is None or self.wording.tokens[found.first].conjunction != "و" or self.wording.tokens[found.first].preposition:
            return False
        step = self.wording.passed(before.last)
        return found.first in (step, step + (self.wording.stem(step) in ("،", ",")))

    def _is_quoted(self, found: Expression) -> bool:
        """«الشرق الأوسط» in quotation marks is a newspaper."""
        region = any(name.place_kind == "region" for name in found.readings)
        opens, closes = self.wording.at(found.first - 1), self.wording.at(found.last)
        return region and opens is not None and closes is not None and opens.normal in QUOTES and closes.normal in QUOTES

    def _named_at(self, found: Expression) -> int:
        return self.wording.passed(found.first)

    def is_of_body(self, first: int) -> bool:
        """«مجلس ليسنة المدني», «محافظ ليسنة», «جبهة تحرير ليسنة»: the construct before the name is headed by somebody."""
        beside = any(role in roles(self.wording.tokens[first]) for role in ("side", "near", "way", "shore", "border"))  # «مجلس مدني شرق ليسنة»
        if self._attached(first) or (beside and not self.wording.tokens[first].definite):
            return False
        at = first - 1
        while at >= 0 and (self.wording.tokens[at].normal in QUOTES or self._goes_on(at)):
            token = self.wording.tokens[at]
            if token.normal not in QUOTES:
                if _is_body(token, next_to=at == first - 1):
                    return True
                if token.conjunction or token.preposition:
                    return False
            at -= 1
        return False

    def _goes_on(self, at: int) -> bool:
        """Whether a noun may have the place for its genitive: no article («الأنبار» has one though it is a name), no pronoun."""
        token = self.wording.tokens[at]
        bare = not token.definite and not token.bare.startswith("ال") and not token.pronoun
        return bare and token.is_nominal and at not in self.wording.blocked

    def _attached(self, at: int) -> bool:
        token = self.wording.tokens[at]
        return bool(token.conjunction or token.preposition)

    def _is_person(self, found: Expression) -> bool:
        """«محمد ليسنة», «الشيخ سالم»: called like a place; a city or state ends a person's name."""
        at = self._named_at(found)
        known = self.wording.names.get(at, (0, ()))[1]
        if any(name.kind is EntityKind.STATE or name.place_kind == "city" for name in known):
            return False
        before, token = self.wording.at(at - 1), self.wording.tokens[at]
        given = before is not None and before.stem in given_names() and before.kind is Kind.NOUN
        own = found.last - at == 1 and token.stem in given_names() and not token.preposition
        return not self._attached(at) and (given or own or is_in_name(self.wording.tokens, at))

    def _is_located(self, found: Expression, prepositions: Collection[str]) -> bool:
        """Behind a preposition of place: «في ليسنة», «بليسنة»."""
        token, before = self.wording.tokens[found.first], self.wording.at(found.first - 1)
        if token.preposition:
            return token.preposition in prepositions
        return before is not None and before.kind is Kind.PREPOSITION and before.stem in prepositions and not before.pronoun

    def _is_of_ground(self, found: Expression) -> bool:
        """«شوارع ليسنة», «سكان ليسنة»: in the genitive of ground or of its people."""
        before = self.wording.at(found.first - 1)
        if before is None or self._attached(found.first) or not self._goes_on(found.first - 1):
            return False
        return bool(before.heads & {"place", "direction"}) or before.stem in word_class("people") or bool(roles(before))

    def _befallen(self, found: Expression) -> bool:
        """«معارك ليسنة», «تحرير ليسنة»: in the genitive of what happens there."""
        before = self.wording.at(found.first - 1)
        return before is not None and before.noun is not None and not self._attached(found.first) and self._goes_on(found.first - 1)

    def _is_dateline(self, found: Expression) -> bool:
        """«ليسنة – وكالة كرنة», «ليسنة: «…»»: first in its line, and cut off from what follows."""
        if self.wording.passed(0) != self._named_at(found) or self._attached(found.first):
            return False
        mark = self.wording.stem(found.last)
        return mark in word_class("dash") or mark == "(" or (mark in (":", "،") and len(self.wording.tokens) - found.last <= _DATELINE + 2)


def _is_body(token: Token, *, next_to: bool) -> bool:
    """Whether a noun makes a body of what it heads; a building, front or governorate right before a name is ground: «جبهة ليسنة»."""
    if "body" in roles(token):
        return True
    if not token.heads & _BODIES or token.stem in word_class("people"):
        return False
    return not ("place" in token.heads and next_to) or "government" in token.heads


def find_places(wording: Wording, spoken: set[str]) -> Iterator[tuple[Expression, bool]]:
    """The places of one sentence in text order, and whether each is sure: else it is one only if its name is among `spoken` in the end.

    The names of those that are sure are added to `spoken`.
    """
    grammar, contexts = PlaceGrammar(wording), PlaceContexts(wording)
    at, barred = 0, -1
    before: Expression | None = None
    while at < len(wording.tokens):
        if not wording.may_open(at):
            at += wording.names[at][0] if at in wording.names else 1
            continue
        told = grammar.read(at)
        for found in told:
            if found.first == barred and wording.tokens[found.first].conjunction == "و":  # «مجلس ليسنة وكرنة»
                barred = found.last
                continue
            is_place = contexts.is_place(found, spoken, before)
            if is_place:
                before = found
                spoken.update(landmark.name for landmark in found.ground.landmarks)
            elif contexts.is_of_body(found.first):
                barred = found.last
            if is_place is not False:
                yield found, bool(is_place)
        at = max(at + 1, told[-1].last if told else 0)

"""Where the name of a place begins and ends among the words of a phrase."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.arabic.tokens import Token
from extract.arabic.word_classes import word_class
from extract.arabic.words import QUOTES
from extract.model import EntityKind
from extract.names import KnownName


@dataclass(frozen=True, slots=True)
class SettlementReader:
    """Judges the words of one sentence; `names` are the known names by index."""

    tokens: Sequence[Token]
    names: Mapping[int, tuple[int, tuple[KnownName, ...]]]

    def of(self, at: int) -> tuple[KnownName, ...]:
        """«بلدة الكرامة» names الكرامة; «ريف الرقة» is not الرقة."""
        if self.tokens[at].stem not in word_class("settlement") | word_class("pair of settlements"):
            return ()
        return tuple(name for name in self._named(at + 1) if name.kind is EntityKind.PLACE)

    def is_called(self, at: int, first: int) -> bool:
        """«العاصمة العراقية بغداد»: whether the name at `at` is what the definite settlement that begins at `first` is called."""
        if at not in self.names or self.tokens[at].conjunction or self.tokens[at].preposition:
            return False
        called = self.tokens[first].definite and self.tokens[first].stem in word_class("called")
        return called and any(name.kind is EntityKind.PLACE for name in self.names[at][1])

    def tells_where(self, at: int, before: int) -> bool:
        """«مواقع جبلية شمالي العراق»: a direction behind an adjective or a name opens a phrase of its own; «ريف شرق حلب» is one."""
        token, last = self.tokens[at], self.tokens[before]
        if "direction" not in token.heads or token.definite or last.heads & {"place", "direction", "quantifier"} or at + 1 >= len(self.tokens):
            return False
        return self.tokens[at + 1].is_nominal and not self.tokens[at + 1].conjunction

    def ends_before(self, at: int, before: int) -> bool:
        """«في قصر ليسنة وزير الخارجية»: behind the name of a building a title opens a phrase of its own."""
        last = self.tokens[before]
        named = before > 0 and not last.heads and last.noun is None and "place" in self.tokens[before - 1].heads
        return named and not self.tokens[before - 1].definite and "title" in self.tokens[at].heads

    def is_whence(self, at: int, heads: frozenset[str], before: Token) -> bool:
        """«مئات العائلات من مدينة …», «دخلت الأراضي السورية من معبر …»: where somebody comes from; «عدد من قرى الريف» are some of them."""
        entered = before.definite and "place" in heads
        if at >= len(self.tokens) or not (entered or heads & {"group", "title"}):
            return False
        named = self._named(at)
        ground = any(name.kind is EntityKind.PLACE for name in named[:1]) or (not named and bool(self.tokens[at].heads & {"place", "direction"}))
        return ground and not self.tokens[at].heads & {"group", "armed", "organisation"}

    def _named(self, at: int) -> tuple[KnownName, ...]:
        """What the name at a word names, quotation marks before it passed over."""
        while at < len(self.tokens) and self.tokens[at].normal in QUOTES:
            at += 1
        return self.names.get(at, (0, ()))[1]

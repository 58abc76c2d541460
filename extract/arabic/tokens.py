"""Analysed words: what a word is, with what is attached to it split off."""

from dataclasses import dataclass
from enum import StrEnum

from extract.arabic.lexicon import NounFrame, VerbReading
from extract.arabic.word_classes import word_class
from extract.arabic.words import Word

_PLURAL_IN_HAMZA = 5  # letters
_SHORTEST_MASDAR = 5
_COMMON_BY_SHAPE = 5


class Kind(StrEnum):
    """What a word does in its sentence."""

    MARK = "mark"
    NUMBER = "number"
    VERB = "verb"
    NOUN = "noun"
    PREPOSITION = "preposition"
    SUBORDINATOR = "subordinator"
    RELATIVE = "relative"
    NEGATION = "negation"
    PARTICLE = "particle"
    PRONOUN = "pronoun"
    DEMONSTRATIVE = "demonstrative"
    COPULA = "copula"


@dataclass(frozen=True, slots=True)
class Token:
    """One word with what is attached to it.

    `stem` is the normal form without particles, article and pronoun; `bare` keeps article and pronoun, as names are looked up.
    `verbs` are its readings as a verb, whatever `kind` the context then decides on.
    """

    word: Word
    kind: Kind
    stem: str
    bare: str
    conjunction: str = ""
    preposition: str = ""
    future: bool = False
    definite: bool = False
    pronoun: str = ""
    verbs: tuple[VerbReading, ...] = ()
    noun: NounFrame | None = None
    heads: frozenset[str] = frozenset()
    value: int | None = None
    whole: bool = False
    participle: bool = False
    named: bool = False

    @property
    def normal(self) -> str:
        return self.word.normal

    @property
    def is_nominal(self) -> bool:
        """Whether it may stand in a noun phrase."""
        return self.kind in (Kind.NOUN, Kind.NUMBER)

    @property
    def is_accusative(self) -> bool:
        """Whether the indefinite accusative is written: «حاجزًا», or «حاجزا» of a noun that is known."""
        return "\u064b" in self.word.text

    @property
    def is_feminine(self) -> bool:
        """By its ending, which is right for most nouns of the press."""
        return self.stem.endswith(("ه", "ات")) or self._is_plural_in_hamza or "fem" in self.heads or self.stem in word_class("feminine")

    @property
    def _is_plural_in_hamza(self) -> bool:
        """«أحياء», «أنباء», «أجزاء» are plurals; «إجلاء», «اعتداء», «لواء», «قضاء» are masculine."""
        return self.stem.endswith("اء") and self.stem.startswith("ا") and len(self.stem) == _PLURAL_IN_HAMZA and "إ" not in self.word.text

    @property
    def is_common_by_shape(self) -> bool:
        """A plural like «أوراق» or a masdar like «ترسيم»: names of people so written are in the table of given names."""
        plural = self.word.text.startswith("أ") and self.stem[3:4] == "ا"
        return len(self.stem) == _COMMON_BY_SHAPE and (plural or (self.stem.startswith("ت") and self.stem[3] == "ي"))

    @property
    def is_masdar(self) -> bool:
        """By its shape behind ب or ل, which names of people and places seldom have: «بإطفائها», «لاستخدام», «بتحسين», «بزيادة»."""
        if self.preposition not in ("ب", "ل") or self.definite or len(self.stem) < _SHORTEST_MASDAR:
            return False
        with_alif = self.stem.startswith("ا") and ("ا" in self.stem[2:] or self.stem.endswith(("ه", "هم")))
        return with_alif or (self.stem.startswith("ت") and self.stem[3] == "ي") or (self.stem.endswith("ه") and self.word.text.endswith("ة"))

    @property
    def is_nisba(self) -> bool:
        """Whether it ends as an adjective made of a noun: «الروسي», «العسكرية»; «القرية» only looks so."""
        return self.stem.endswith(("ي", "يه", "يين", "يون")) and not self.heads & {"place", "object"}

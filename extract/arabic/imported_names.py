"""Names of places that nobody reviewed: thousands of villages are called like everyday words and like people, so the words around must tell a place.

Such a name counts behind a word for what it is («بلدة جورين», «حي الجورة»), when it brings one itself («تل غزال»), behind other words that
only a place follows («محيط جورين») if it is no word that the lexicon knows, of several words also behind a preposition («في كفر ناصح»), and
in an article where it counted once also behind any preposition («في جورين»).
"""

from collections.abc import Sequence
from enum import StrEnum

from extract.arabic.analyser import load_adjectives
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import given_names, word_class
from extract.arabic.words import QUOTES

_SHORTEST_NISBA = 3
_NO_NAME = frozenset({Kind.VERB, Kind.PREPOSITION, Kind.SUBORDINATOR, Kind.RELATIVE, Kind.PARTICLE, Kind.PRONOUN, Kind.DEMONSTRATIVE})
_SETTLEMENTS = frozenset({"village", "town", "city"})
_UNITS = frozenset({"district", "governorate"})


class Told(StrEnum):
    """What the words around a name tell of it."""

    NOTHING = "nothing"
    SETTLEMENT = "settlement"  # «قرية جورين»
    UNIT = "unit"  # «ناحية جورين»: the unit, or the town that it is called after
    OTHER = "other"  # «حي الجورة», «حقل جورين»
    PLACE = "place"  # «قرب جورين»

    def fits(self, place_kind: str | None) -> bool:
        """Whether a place of that kind is what is told of: «ميناء راشد» is no village."""
        match self:
            case Told.NOTHING:
                return False
            case Told.SETTLEMENT:
                return place_kind in _SETTLEMENTS
            case Told.UNIT:
                return place_kind in _SETTLEMENTS | _UNITS
            case Told.OTHER:
                return place_kind not in _SETTLEMENTS | _UNITS
            case Told.PLACE:
                return True


def called(tokens: Sequence[Token], at: int) -> Told:
    """What the word before calls the name at `at`, or all names of a list that begins there («قريتي أ وب»)."""
    before = _before(tokens, at)
    if before is None or before.definite or before.pronoun:
        return Told.NOTHING
    for name, told in (("calls a settlement", Told.SETTLEMENT), ("calls a unit", Told.UNIT)):
        if before.stem in word_class(name):
            return told
    return Told.OTHER if before.stem in word_class("settlement") | word_class("pair of settlements") else Told.NOTHING


def opens_list(tokens: Sequence[Token], at: int) -> bool:
    """«قريتي أ وب», «قرى أ وب»: whether the word before a name says that there are several."""
    before = _before(tokens, at)
    return before is not None and before.stem in word_class("pair of settlements") | word_class("many settlements")


def goes_on(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether the word at `at` goes on a list whose last name ended at `end`: «أ وب», «أ، ب»."""
    return (at == end and tokens[at].normal.startswith("و")) or (at == end + 1 and tokens[end].normal in "،,")


def told_of(tokens: Sequence[Token], at: int, after: int, *, attached: bool, attested: bool, listed: Told) -> Told:
    """What the words around `tokens[at:after]` tell of it.

    `attached` says that a preposition is written with it, `attested` that the article has told so of the same name elsewhere, `listed`
    what it is called as one of a list.
    """
    token, several = tokens[at], after - at > 1
    if token.kind in _NO_NAME and not several:
        return Told.NOTHING
    if several and _brings_its_kind(token):
        return Told.PLACE
    told = listed if listed is not Told.NOTHING else called(tokens, at)
    if told is not Told.NOTHING:
        many = listed is Told.NOTHING and opens_list(tokens, at) and not several and _is_known(token)  # «أحياء العاصمة»
        return told if not attached and not many and (several or _is_name_of_settlement(token)) else Told.NOTHING
    known = [_is_known(word) for word in tokens[at:after]]
    if (all(known) or _is_personal(token)) if several else known[0]:
        return Told.NOTHING
    before = _before(tokens, at)
    if before is not None and not before.definite and before.stem in word_class("before a place"):
        return Told.NOTHING if attached else Told.PLACE
    led = attached or (before is not None and before.kind is Kind.PREPOSITION)
    return Told.PLACE if led and (attested or several) else Told.NOTHING


def _before(tokens: Sequence[Token], at: int) -> Token | None:
    """The word before, quotation marks passed over."""
    while at and tokens[at - 1].normal in QUOTES:
        at -= 1
    return tokens[at - 1] if at else None


def _brings_its_kind(token: Token) -> bool:
    """«تل غزال», «خربة الورد», «قضاء سنجار»; «أبو عمر» and «بني زيد» are people as well."""
    return token.stem in (word_class("settlement") | word_class("begins a name")) - word_class("begins a person's name")


def _is_name_of_settlement(token: Token) -> bool:
    """Behind «قرية»: not «قرية صغيرة», «قرية تقع»; a definite word is no adjective of an indefinite one («قرية الثورة»), but may be «العاصمة»."""
    if token.definite or token.bare.startswith("ال"):
        return "place" not in token.heads
    return not _is_known(token) or token.stem in given_names()


def _is_known(token: Token) -> bool:
    """Whether the lexicon knows the word as something else than a name, or its ending makes it an adjective."""
    known = token.verbs or token.noun or token.heads or token.whole or token.value is not None or token.kind is not Kind.NOUN
    return bool(known) or token.stem in word_class("common word") or _is_personal(token) or any(map(_is_adjective, (token.stem, token.normal)))


def _is_adjective(stem: str) -> bool:
    plain = stem.removeprefix("ال").removesuffix("ه")
    return plain in load_adjectives() | word_class("describes ground") or (plain.endswith("ي") and len(plain) > _SHORTEST_NISBA)


def _is_personal(token: Token) -> bool:
    return token.stem in given_names() or token.stem in word_class("begins a person's name")

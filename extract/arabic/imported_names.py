"""Names of places that nobody reviewed: thousands of villages are called like everyday words and like people, so the words around must tell a place.

Such a name counts behind a word for a settlement («بلدة جورين»), when it brings one itself («تل غزال»), behind other words that only a
place follows («محيط جورين») if it is no word that the lexicon knows, of several words also behind a preposition («في كفر ناصح»), and in
an article where it counted once also behind any preposition («في جورين»).
"""

from collections.abc import Sequence

from extract.arabic.analyser import load_adjectives
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import given_names, word_class
from extract.arabic.words import QUOTES

_SHORTEST_NISBA = 3


def tells_place(tokens: Sequence[Token], at: int, after: int, *, attested: bool, listed: bool) -> bool:
    """Whether the words around `tokens[at:after]` tell that this is a place.

    `attested` says that the article has told so of the same name elsewhere, `listed` that it goes on a list of places («قريتي أ وب»).
    """
    token, several = tokens[at], after - at > 1
    if token.kind in (Kind.VERB, Kind.PREPOSITION, Kind.SUBORDINATOR, Kind.RELATIVE, Kind.PARTICLE, Kind.PRONOUN, Kind.DEMONSTRATIVE) and not several:
        return False
    if several and _brings_its_kind(token):
        return True
    before = _before(tokens, at)
    if listed or (before is not None and not before.definite and before.stem in word_class("settlement") | word_class("pair of settlements")):
        return several or _is_name_of_settlement(token)
    unknown = not any(map(_is_known, tokens[at:after])) if not several else not all(map(_is_known, tokens[at:after])) and not _is_personal(token)
    led = token.preposition in ("ب", "ل") or (before is not None and before.kind is Kind.PREPOSITION)
    if before is not None and not before.definite and before.stem in word_class("before a place") | word_class("many settlements"):
        return unknown
    return unknown and led and (attested or several)


def opens_list(tokens: Sequence[Token], at: int) -> bool:
    """«قريتي أ وب», «قرى أ وب»: whether the word before a name says that there are several."""
    before = _before(tokens, at)
    return before is not None and not before.definite and before.stem in word_class("pair of settlements") | word_class("many settlements")


def goes_on(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether the word at `at` goes on a list whose last name ended at `end`: «أ وب», «أ، ب»."""
    return (at == end and tokens[at].normal.startswith("و")) or (at == end + 1 and tokens[end].normal in "،,")


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

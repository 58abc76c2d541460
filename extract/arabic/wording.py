"""The words of one sentence as the grammar of places goes through them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.arabic.normal import normalize
from extract.arabic.phrases import attached_length, letters_length, whole_article
from extract.arabic.place_words import roles
from extract.arabic.tokens import Kind, Token
from extract.arabic.words import QUOTES
from extract.model import EntityKind, Span
from extract.names import KnownName

_PLACES = frozenset({EntityKind.PLACE, EntityKind.STATE})
_LONGEST_NAME = 5  # words
_BRACKETS = QUOTES | {"(", ")"}


@dataclass(frozen=True, slots=True)
class Wording:
    """Analysed words; `names` are the known names by index, `blocked` what belongs to dates, `nisba` gives the state of an adjective."""

    tokens: Sequence[Token]
    names: Mapping[int, tuple[int, tuple[KnownName, ...]]]
    blocked: frozenset[int]
    nisba: Callable[[str], KnownName | None]

    def at(self, index: int) -> Token | None:
        return self.tokens[index] if 0 <= index < len(self.tokens) and index not in self.blocked else None

    def may_open(self, index: int) -> bool:
        """The cheap test that most words of a text fail: whether a place may begin at a word."""
        if index in self.blocked:
            return False
        token = self.tokens[index]
        if index in self.names:
            return any(name.kind in _PLACES for name in self.names[index][1])
        return token.kind is Kind.NUMBER or bool(roles(token))

    def passed(self, index: int) -> int:
        """The next word behind quotation marks and brackets: «بلدة "ليسنة"», «حي (كرنة)»."""
        while index < len(self.tokens) and self.tokens[index].normal in _BRACKETS:
            index += 1
        return index

    def end_of_quotation(self, index: int) -> int | None:
        """Behind the words of a name that a quotation mark opens: «مستشفى "خليل سالم"»; None where none does."""
        if index == 0 or self.tokens[index - 1].normal not in QUOTES:
            return None
        ends = (end for end in range(index + 1, min(index + _LONGEST_NAME, len(self.tokens))) if self.tokens[end].normal in QUOTES)
        return next(ends, None)

    def role(self, index: int, role: str) -> str | None:
        """The value of a word's role, or None where it has none."""
        token = self.at(index)
        return None if token is None else roles(token).get(role)

    def stem(self, index: int) -> str:
        token = self.at(index)
        return "" if token is None else token.stem

    def is_free(self, index: int) -> bool:
        """Whether there is a noun without particles before it."""
        token = self.at(index)
        return token is not None and token.is_nominal and not token.conjunction and not token.preposition

    def is_construct(self, index: int) -> bool:
        """Whether there is a noun that may have a genitive: neither article nor pronoun."""
        token = self.at(index)
        return token is not None and not token.definite and not token.pronoun and token.kind is not Kind.MARK

    def places(self, index: int) -> tuple[int, tuple[KnownName, ...]] | None:
        """The known place named at a word: how many words its name has, and its readings; None where no name or no place stands."""
        if index in self.blocked or index not in self.names:
            return None
        length, known = self.names[index]
        token = self.tokens[index]
        if length == 1 and token.kind not in (Kind.NOUN, Kind.VERB):
            return None  # «فإن» is no town
        if length == 1 and token.definite and roles(token) and not any(name.place_kind == "region" for name in known):
            return None  # «البلاد», «القاعدة»: a town may be called so, and nobody means it
        found = tuple(name for name in known if name.kind in _PLACES and name.use != "metonym")
        return (length, found) if found else None

    def state(self, index: int) -> KnownName | None:
        """The state of a definite adjective: «السورية»."""
        token = self.at(index)
        return self.nisba(token.stem) if token is not None and token.definite and not token.conjunction else None

    def span(self, first: int, last: int) -> Span:
        """Where words stand, the particles before the first and the marks behind the last left out."""
        while last - 1 > first and self.tokens[last - 1].normal in _BRACKETS:
            last -= 1
        closes = last < len(self.tokens) and self.tokens[last].normal in _BRACKETS
        last += closes and sum(token.normal in _BRACKETS for token in self.tokens[first:last]) % 2  # «مستشفى "خليل سالم"», «عين العرب (كوباني)»
        start, end = self.tokens[first].word.start + self._attached(first), self.tokens[last - 1].word.end
        return Span(min(start, end), end)

    def _attached(self, index: int) -> int:
        """How many code points of a word go before the place: «والإمارات» one, «بعقوبة» none, whatever else the word may be."""
        token, (_, known) = self.tokens[index], self.names.get(index, (0, ()))
        if token.normal[:1] not in "وفبلك":
            return 0
        begins = {normalize(name.name.split()[0]) for name in known}
        attached = next((len(token.normal) - len(form) for form in sorted(begins) if token.normal.endswith(form)), None)
        return attached_length(token) if attached is None else letters_length(token, attached)

    def words(self, first: int, last: int) -> str:
        """The words as a name reads: particles, quotation marks and line breaks left out."""
        kept = [token for token in self.tokens[first:last] if token.normal not in _BRACKETS]
        start = self.span(first, last).start
        head = whole_article(kept[0].word.text[max(start - kept[0].word.start, 0) :], kept[0])
        return " ".join((head, *(token.word.text for token in kept[1:])))


def with_article(token: Token) -> Token:
    """A word of the grammar of places by itself, even where a town is called so with its article: «البلاد»."""
    if not token.stem.startswith("ال") or token.definite:
        return token
    bare = replace(token, stem=token.stem.removeprefix("ال"), definite=True)
    return bare if roles(bare) else token

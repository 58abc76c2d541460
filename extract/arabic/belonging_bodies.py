"""The bodies around a word that tells of belonging: known names, and heads of bodies («لواء», «حركة») with the words that name them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extract.arabic.analyser import load_adjectives
from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.joints import BODIES
from extract.arabic.normal import normalize
from extract.arabic.phrases import Phrase, PhraseParser
from extract.arabic.prepositions import slot_key
from extract.arabic.tables import load_rows
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import given_names, word_class
from extract.arabic.words import QUOTES
from extract.model import BelongingRelation, EntityKind
from extract.names import KnownName

_NO_BODY = frozenset({EntityKind.PLACE, EntityKind.STATE, EntityKind.PERSON, EntityKind.CIVILIANS, EntityKind.OBJECT})
_WALLS = frozenset({Kind.VERB, Kind.MARK, Kind.PREPOSITION, Kind.SUBORDINATOR, Kind.RELATIVE})
_SHORTEST_NAME = 2  # words of a body that no table has
_LONGEST_NAME = 8
_LONGEST_PARENTHESIS = 6
_MOST_ADJECTIVES = 3  # between a known name and what is said of it


@dataclass(frozen=True, slots=True)
class BelongingWord:
    """How a word tells of belonging: as part or member, and behind which prepositions the whole stands."""

    relation: BelongingRelation | None
    prepositions: frozenset[str]


@cache
def belonging_words() -> Mapping[tuple[str, str], BelongingWord]:
    """By normal form and use («tie», «role» …)."""
    return {
        (normalize(form), use): BelongingWord(
            None if relation == "-" else BelongingRelation(relation), frozenset(map(slot_key, prepositions.split("|"))) - {"-"}
        )
        for form, use, relation, prepositions in load_rows("belonging_words")
    }


class BodyFinder:
    """Finds the bodies of one sentence; `names` are the known names by index, as for `PhraseParser`."""

    def __init__(
        self, tokens: Sequence[Token], names: Mapping[int, tuple[int, tuple[KnownName, ...]]], chunks: Sequence[Chunk], parser: PhraseParser
    ) -> None:
        self._tokens, self._names, self._chunks, self._parser = tokens, names, chunks, parser
        self._ends = {at + length: at for at, (length, _) in names.items()}

    def word(self, at: int, use: str) -> BelongingWord | None:
        """How the word at an index tells of belonging in this use, if it does."""
        return belonging_words().get((self._tokens[at].stem, use)) if 0 <= at < len(self._tokens) else None

    def at(self, at: int) -> Phrase | None:
        """The body that begins at a word, quotation marks passed over."""
        at = self._past_quotes(at)
        if at >= len(self._tokens):
            return None
        if at in self._names:
            length, names = self._names[at]
            bodies = bool(names) and not any(name.kind in _NO_BODY for name in names)
            return Phrase(at, at + length, at + length, at, "", names) if bodies else None
        token = self._tokens[at]
        if self.word(at, "unit") is not None and at + 1 < len(self._tokens) and self._tokens[at + 1].kind is Kind.NUMBER:
            return Phrase(at, at + 2, at + 2, at, "")  # «اللواء 45»
        phrase = self._parser.parse(at) if token.heads & BODIES and "place" not in token.heads and not token.pronoun else None
        if phrase is None or phrase.first != at or (phrase.person and not self._is_unit(at)):
            return None
        last = next((n for n in range(at + 1, phrase.last) if self.word(n, "tie") is not None), phrase.last)
        while self._tokens[last - 1].normal in QUOTES:
            last -= 1
        if not any(self._names_something(n) for n in range(at + 1, last)) and not token.definite:
            return None  # «فصائل عربية»
        return Phrase(at, last, last, at, "", phrase.names if last == phrase.last else (), phrase.inner if last == phrase.last else None)

    def behind(self, at: int, prepositions: frozenset[str]) -> Phrase | None:
        """The body behind one of the prepositions, written apart or attached, «تحت لواء …» passed over."""
        token = self._tokens[at] if at < len(self._tokens) else None
        if token is None or token.conjunction:
            return None
        if slot_key(token.stem) in prepositions and not (token.kind is Kind.NOUN and token.preposition):
            umbrella = self.word(at + 1, "umbrella") is not None and slot_key(token.stem) in word_class("under an umbrella")
            inner = self.at(at + 2) if umbrella else None
            return inner or self.at(at + 1)
        return self.at(at) if token.preposition and token.preposition in prepositions else None

    def before(self, end: int, *, feminine: bool | None = None) -> Phrase | None:
        """The body whose name ends right before a word, a bracketed short form passed over; it agrees with `feminine` where that is told."""
        end = self._back_over_marks(end)
        known = self._known_before(end)
        if known is not None:
            body = self.at(known)
            return body if body is not None and self._agrees(self._tokens[body.first], feminine) else None
        found: Phrase | None = None
        for first in range(end - 1, max(end - _LONGEST_NAME, -1), -1):
            token = self._tokens[first]
            if token.kind in _WALLS and token.normal not in QUOTES:
                break
            body = self.at(first) if token.heads & BODIES and self._agrees(token, feminine) else None
            if body is not None and body.last == end and end - first >= _SHORTEST_NAME:
                found = body  # «قوى الأمن الداخلي» is more than «الأمن الداخلي»
            if token.conjunction or token.preposition:
                break
        return found

    def all_before(self, end: int) -> Sequence[Phrase]:
        """«لواء أ ولواء ب | التابعان …», «فصيلي أ وب | التابعين …»: all bodies of the phrase that ends there, if they are several."""
        chunk = next((chunk for chunk in self._chunks if chunk.first < end <= chunk.last and chunk.members), None)
        if chunk is None:
            return ()
        members = [body for member in chunk.members if (body := self.at(member.first)) is not None]
        known = [body for at in sorted(self._names) if chunk.first <= at < end and (body := self.at(at)) is not None]
        several = max(members, known, key=len)
        return several if len(several) > 1 else ()

    def all_at(self, at: int) -> Iterator[Phrase]:
        """«لواء أ وفرقة ب وكتائب ج»."""
        at = self._past_quotes(at)
        chunk = next((chunk for chunk in self._chunks if chunk.first <= at < chunk.last and chunk.members), None)
        for member in chunk.members if chunk is not None else ():
            body = self.at(member.first)
            if body is None:
                return
            yield body

    def of_chunk(self, at: int) -> Sequence[Phrase]:
        """The bodies that a chunk names."""
        chunk = self._chunks[at]
        return [body for member in chunk.members if (body := self.at(member.first)) is not None] if chunk.kind is ChunkKind.PHRASE else []

    def _past_quotes(self, at: int) -> int:
        while at < len(self._tokens) and self._tokens[at].normal in QUOTES | {"("}:
            at += 1
        return at

    def _names_something(self, at: int) -> bool:
        """Whether a word behind an indefinite head may be a name and is no mere adjective."""
        token = self._tokens[at]
        adjective = token.is_nisba or token.stem.removesuffix("ه") in load_adjectives()
        return token.definite or at in self._names or token.kind is Kind.NUMBER or not adjective

    def _is_unit(self, at: int) -> bool:
        """«لواء النخيل», «اللواء 45»; «اللواء خالد» is somebody of that rank."""
        named = self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        return self._tokens[at].stem in word_class("rank or unit") and named is not None and named.normal not in given_names()

    def _known_before(self, end: int) -> int | None:
        """Where the known name begins that ends there, or before a few adjectives: «وكالة فارس شبه الرسمية | التابعة …»."""
        for back in range(_MOST_ADJECTIVES + 1):
            if end - back in self._ends:
                return self._ends[end - back]
            token = self._tokens[end - back - 1] if end > back else None
            describing = token is not None and (token.stem == "شبه" or (token.definite and token.is_nisba))
            if token is None or not describing or token.conjunction or token.preposition:
                return None
        return None

    def _agrees(self, head: Token, feminine: bool | None) -> bool:
        """«لواء … التابع», «كتائب … التابعة»: the gender of the word decides where it is known."""
        if feminine is None:
            return True
        masculine = head.stem in word_class("masculine")
        return not masculine if feminine else masculine or not head.is_feminine

    def _back_over_marks(self, end: int) -> int:
        while end > 0 and self._tokens[end - 1].normal in QUOTES:
            end -= 1
        if end > 0 and self._tokens[end - 1].normal == ")":
            opened = next((n for n in range(end - 2, max(end - 2 - _LONGEST_PARENTHESIS, -1), -1) if self._tokens[n].normal == "("), None)
            return end if opened is None else self._back_over_marks(opened)
        return end

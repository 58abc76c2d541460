"""Which phrase «و» joins to the one before it: members of a list, counted people, no new clause."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extract.arabic.event_heads import EventHeads
from extract.arabic.phrases import Phrase, PhraseParser
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.arabic.words import QUOTES
from extract.model import EntityKind

_COUNTED = frozenset({"group", "title", "armed", "weapon", "object"})
_SHORTEST_PLURAL = 4
LONGEST_PARENTHESIS = 12


@dataclass(frozen=True, slots=True)
class Coordination:
    """Judges what stands behind a phrase of one sentence; `dates` are the tokens at which a date begins."""

    _tokens: Sequence[Token]
    _parser: PhraseParser
    _heads: EventHeads
    _dates: Collection[int]

    def following(self, before: Phrase, preposition: str) -> Phrase | None:
        """The phrase that «و» joins to one, or None."""
        at = before.extent
        while at < len(self._tokens) and self._tokens[at].normal in QUOTES:
            at += 1
        if at < len(self._tokens) and self._tokens[at].normal == "(":
            at = self._behind_parenthesis(at)
        listed = at + 1 < len(self._tokens) and self._tokens[at].normal in "،,"
        at += listed
        token = self._tokens[at] if at < len(self._tokens) else None
        if token is not None and token.normal == "و" and at + 1 < len(self._tokens):  # «و «قوات …»»: written apart
            return self._parser.parse(at + 1, preposition) if self._heads.head(at + 1) is None else None
        if token is not None and token.conjunction == "و" and token.stem in word_class("measure") and self._is_figure(at + 1):  # «…، ونحو 20 مقاتلا»
            return self._parser.parse(at + 1, preposition)
        if token is not None and token.conjunction == "و" and token.kind is Kind.NUMBER and not listed and at not in self._dates:
            return self._counted(before, at, preposition)
        if token is None or token.conjunction != "و" or token.kind is not Kind.NOUN or (token.preposition and token.preposition != preposition):
            return None
        if self._heads.head(at) is not None or at in self._dates or self._differs(before, at):
            return None
        member = self._parser.parse(at, preposition)
        if member is not None and preposition and (self._is_nominative(at) or self._opens_clause(member)):
            return None
        return member if member is None or not listed or self._is_listed(before, member) else None

    def _is_nominative(self, at: int) -> bool:
        """«حول المدينة والحوثيون يتقدمون»: ون never stands behind a preposition."""
        token = self._tokens[at]
        plural = token.definite and token.stem.endswith("ون") and len(token.stem) > _SHORTEST_PLURAL and token.kind is Kind.NOUN
        return plural and token.stem not in word_class("not-plural") and "place" not in token.heads

    def _opens_clause(self, member: Phrase) -> bool:
        """«القوات تتراجع في خاركيف وأوسلو تمد كييف بالمدافع»: a capital before a verb of its own, behind another verb, acts."""
        capital = any(name.use == "metonym" for name in member.names)
        verb = self._tokens[member.extent] if member.extent < len(self._tokens) else None
        if not capital or verb is None or verb.kind is not Kind.VERB or verb.conjunction:
            return False
        earlier = any(token.kind is Kind.VERB for token in self._tokens[: member.first])
        return earlier and any((reading.person, reading.tense) == ("3fs", "imperfect") for reading in verb.verbs)

    def _counted(self, before: Phrase, at: int, preposition: str) -> Phrase | None:
        """«ضابط وأربعة متظاهرين», «ستة قضاة وخمسة رجال أعمال»: counted people behind people."""
        member = self._parser.parse(at, preposition)
        alike = member is not None and bool(self._tokens[before.head].heads & self._tokens[member.head].heads & _COUNTED)
        return member if alike else None

    def _is_figure(self, at: int) -> bool:
        return at < len(self._tokens) and self._tokens[at].kind is Kind.NUMBER

    def _is_listed(self, before: Phrase, member: Phrase) -> bool:
        """After a comma «و…» goes on with a list only where both are of one kind and no verb follows."""
        after = self._tokens[member.extent].kind if member.extent < len(self._tokens) else Kind.MARK
        alike = bool(before.names and member.names) or bool(self._tokens[before.head].heads & self._tokens[member.head].heads)
        return alike and after is not Kind.VERB

    def _differs(self, before: Phrase, at: int) -> bool:
        """A place and a body of people are not coordinated: «في جنين وفصائل المقاومة تتوعد»."""
        place = "place" in self._tokens[before.head].heads or any(name.kind is EntityKind.PLACE for name in before.names)
        acting = self._tokens[at].heads & {"armed", "organisation", "government"}
        return place and bool(acting) and "place" not in self._tokens[at].heads

    def _behind_parenthesis(self, at: int) -> int:
        return next((n for n in range(at, min(at + LONGEST_PARENTHESIS, len(self._tokens))) if self._tokens[n].normal == ")"), at) + 1

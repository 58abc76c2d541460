"""Gender and number of a phrase, as the pronouns and verbs that go on about it show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from extract.arabic.normal import normalize
from extract.arabic.phrases import Phrase
from extract.arabic.tables import load_rows
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.model import EntityKind
from extract.names import KnownName

_PRONOUNS = {"3ms": "ه", "3fs": "ها", "3mp": "هم", "3fp": "هن", "3md": "هما", "3fd": "هما"}
_SINGLE = frozenset({EntityKind.PERSON, EntityKind.STATE, EntityKind.PLACE})
_BODIES = frozenset({"armed", "organisation", "government", "group", "weapon", "object", "place"})
_SHORTEST_PLURAL = 4
_MANY = 3


class Number(StrEnum):
    """How many a phrase means. A body («الجيش», «القوات») is one to the grammar and many to the mind."""

    ONE = "one"
    TWO = "two"
    MANY = "many"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Concord:
    """What a pronoun or a verb behind a phrase has to agree with; of a name like «داعش» the press makes both «سيطر» and «سيطرت»."""

    feminine: bool | None
    number: Number

    def fits(self, pronoun: str, *, loosely: bool = False) -> bool:
        """Whether a pronoun may mean the phrase; `loosely` lets «هم» mean a body of people, and «هما» who may be more."""
        if pronoun in ("هم", "هن"):
            return self.number is Number.MANY or (loosely and self.number is Number.BODY)
        if pronoun == "هما":
            return self.number is Number.TWO or (loosely and self.number is Number.MANY)  # «المسلحين … أطلقا» may be two
        if pronoun in ("ه", "ها"):
            return self.number in (Number.ONE, Number.BODY) and self.feminine in (None, pronoun == "ها")
        return True


def pronouns_of(verb: Token) -> frozenset[str]:
    """The pronouns that say the same of a subject as the ending of a verb does."""
    return frozenset(_PRONOUNS[reading.person] for reading in verb.verbs if reading.person in _PRONOUNS)


def concord_of(phrase: Phrase, tokens: Sequence[Token]) -> Concord:
    """By the figure before it, the word's own ending, or the name that it is known by."""
    head = tokens[phrase.head]
    counted = any(token.kind is Kind.NUMBER and (token.value or _MANY) >= _MANY for token in tokens[phrase.first : phrase.last])
    if counted and head.heads & {"object", "weapon", "place"} and "group" not in head.heads:  # «خمس مركبات … دمرتها»
        return Concord(True, Number.BODY)
    feminine = _gender_of_name(phrase.names[0]) if phrase.names and not head.heads and not head.is_feminine else head.is_feminine
    return Concord(feminine, _number(phrase, tokens, head))


def concord_of_all(members: Sequence[Phrase], tokens: Sequence[Token]) -> Concord:
    """Of coordinated phrases: two persons or states are two, anything else together is many."""
    each = [concord_of(member, tokens) for member in members]
    if len(each) == 1:
        return each[0]
    return Concord(False, Number.TWO if [one.number for one in each] == [Number.ONE, Number.ONE] else Number.MANY)


def _number(phrase: Phrase, tokens: Sequence[Token], head: Token) -> Number:
    counted = [token for token in tokens[phrase.first : phrase.last] if token.kind is Kind.NUMBER]
    quantity = any("quantifier" in token.heads for token in tokens[phrase.first : phrase.head])
    if counted:
        return {1: Number.ONE, 2: Number.TWO}.get(counted[0].value or 0, Number.MANY)
    construct = head.stem.endswith("تي") and len(head.stem) > _SHORTEST_PLURAL and not phrase.names  # «دولتي المصب»
    if construct or head.stem in _duals() or head.stem in word_class("pair"):
        return Number.TWO
    single = bool(phrase.names) and phrase.names[0].kind in _SINGLE
    sound = head.stem.endswith(("ون", "ين")) and len(head.stem) > _SHORTEST_PLURAL
    if phrase.names and (single or not sound):
        return Number.ONE if single else Number.BODY
    if sound or quantity or "quantifier" in head.heads or head.stem in word_class("people"):
        return Number.MANY
    if phrase.person or "title" in head.heads or head.stem in word_class("one-person") or head.stem in _duals().values():
        return Number.ONE
    return Number.BODY if head.heads & _BODIES else Number.ONE


def _gender_of_name(name: KnownName) -> bool | None:
    """Towns are feminine, and so are states but a few; what a group is called by («داعش», «حماس») is taken for either."""
    if name.kind is EntityKind.PERSON:
        return False
    if name.kind is EntityKind.PLACE or name.use == "metonym":
        return True
    return normalize(name.label).removeprefix("ال") not in word_class("masculine") if name.kind is EntityKind.STATE else None


@cache
def _duals() -> dict[str, str]:
    return {row[0]: row[1] for row in load_rows("duals")}

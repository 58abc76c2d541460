"""Whether two names are names of one: same, different or unsure, each with its reason.

Likeness alone never makes two one. Spellings that differ in more than hamza or ة/ه are the same only where the office agrees too
(«المتحدث باسم التحالف مايلز كاغينز», «… كاكينز»); what is alike and no more is unsure, and left to people (`kg review`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from extract.model import EntityKind
from kg.naming import plain_name
from kg.person_name import PersonName, holding, person_name
from kg.spelling import Spelling, spelled


class Judgement(StrEnum):
    """All that can be said of two names, or of two entities."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judgement and why; `tied` says whether anything in the names speaks for their being one."""

    judgement: Judgement
    reason: str
    tied: bool = True


@dataclass(frozen=True, slots=True)
class Name:
    """Words that name somebody or something of a kind, as far as that is known.

    `held` are the offices that the documents give to one of that name: the head of each title («متحدث») with the body that it is of.
    """

    text: str
    kind: EntityKind | None = None
    held: frozenset[tuple[str, str | None]] = frozenset()


@lru_cache(maxsize=65536)
def compare(one: Name, other: Name) -> Verdict:
    """What the words alone tell, without any table of known names; the order of the two never matters to the judgement."""
    sides = sorted((one, other), key=lambda name: (len(name.text), name.text))
    if _family(one.kind) != _family(other.kind) and one.kind and other.kind:
        return _different(f"one is a {_family(one.kind)}, the other a {_family(other.kind)}")
    if _is_latin(one.text) != _is_latin(other.text):
        return Verdict(Judgement.UNSURE, "two scripts, and no table gives the one as a name of the other", tied=False)
    if EntityKind.PERSON in (one.kind, other.kind):
        return _compare_persons(*(holding(person_name(side.text), side.held) for side in sides))
    verdict = _compare_words(*(plain_name(side.text) for side in sides))
    if verdict.judgement is Judgement.SAME and one.kind and other.kind and one.kind is not other.kind:
        return _unsure(f"one name, but told of a {sides[0].kind} and of a {sides[1].kind}")
    return verdict


def _same(reason: str) -> Verdict:
    return Verdict(Judgement.SAME, reason)


def _different(reason: str) -> Verdict:
    return Verdict(Judgement.DIFFERENT, reason)


def _unsure(reason: str) -> Verdict:
    return Verdict(Judgement.UNSURE, reason)


def _family(kind: EntityKind | None) -> str:
    return str(kind) if kind in (EntityKind.PERSON, EntityKind.PLACE) else "body"


def _is_latin(text: str) -> bool:
    return all(word.isascii() for word in plain_name(text))


def _compare_persons(one: PersonName, other: PersonName) -> Verdict:
    if not one.units or not other.units:
        return Verdict(Judgement.UNSURE, "an office is no name: somebody else may hold it tomorrow", tied=False)
    short, full = sorted((one, other), key=lambda name: len(name.units))
    if len(short.units) == 1 or len(short.units) < len(full.units):
        return _compare_shorter(short, full)
    found = [spelled(a, b) for a, b in zip(one.units, other.units, strict=True)]
    if Spelling.OTHER in found:
        n = found.index(Spelling.OTHER)
        which = "first names" if n == 0 else "family names" if n == len(found) - 1 else "fathers' names"
        return _different(f"the {which} are two: «{one.units[n]}», «{other.units[n]}»")
    if Spelling.VARIANT in found or one.patronymic != other.patronymic:
        return _by_office(one, other, "spelled differently" if Spelling.VARIANT in found else "«بن» stands in one only")
    return _of_one_name(one, other)


def _of_one_name(one: PersonName, other: PersonName) -> Verdict:
    """The same full name, letter by letter."""
    if one.other_office(other):
        return _unsure(f"one name, but {_listed(one.titles)} here and {_listed(other.titles)} there")
    if not (one.certain and other.certain) and one.titles | other.titles:
        return _unsure("one name, if these words are names and not an office")
    return _same("the same full name but for hamza, ة/ه, ى/ي or a title")


def _compare_shorter(short: PersonName, full: PersonName) -> Verdict:
    """A name that has fewer parts than the other: «كاغينز», «مطشر الهفل» and «مطشر حمود الهفل», «محمد علي» and «محمد علي حسن»."""
    if len(short.units) == 1:
        alike = any(spelled(short.units[0], unit) for unit in (full.units[0], full.units[-1]))
        reason = f"«{short.units[0]}» alone may be another of the name"
        return _unsure(reason) if alike else _different(f"«{short.units[0]}» is no part of the other name")
    if not _within(short.units, full.units):
        left = next((unit for unit in short.units if not any(spelled(unit, b) for b in full.units)), short.units[-1])
        return _different(f"«{left}» is no part of the other name, or stands elsewhere in it")
    added = " ".join(unit for unit in full.units if not any(spelled(unit, a) for a in short.units))
    return _by_office(short, full, f"one adds «{added}»" if added else "one is fuller")


def _by_office(one: PersonName, other: PersonName, difference: str) -> Verdict:
    """Names alike but not equal: the office decides, if there is one."""
    if one.shares_office(other):
        return _same(f"{difference}, but both are {_listed(one.titles & other.titles)} of {_listed(one.same_bodies(other))}")
    if one.other_office(other):
        return _unsure(f"{difference}; {_listed(one.titles)} here and {_listed(other.titles)} there")
    return _unsure(f"{difference}, and no office that both articles tell")


def _within(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether the parts of a name stand in a fuller one in the same order, first name first."""
    rest = iter(full[1:])
    return bool(spelled(short[0], full[0])) and all(any(spelled(unit, other) for other in rest) for unit in short[1:])


def _compare_words(one: tuple[str, ...], other: tuple[str, ...]) -> Verdict:
    """Names of bodies, or of places. An article more or less («مجلس عزاء», «مجلس العزاء») is a difference: one names, the other describes."""
    if not one or not other:
        return _unsure("there are no words to compare")
    if len(one) == len(other):
        found = [spelled(a, b) for a, b in zip(one, other, strict=True)]
        if min(found) is Spelling.EQUAL:
            return _same("the same words but for hamza, ة/ه, ى/ي or the article of the first")
        if min(found) is Spelling.VARIANT:
            return _unsure("spelled differently, and nothing but likeness ties them")
    return _by_class(one, other) or _by_parts(*sorted((one, other), key=len))


def _by_class(one: tuple[str, ...], other: tuple[str, ...]) -> Verdict | None:
    """One proper name behind two words for what it is: «عشيرة العكيدات», «قبيلة العقيدات»."""
    (first, rest), (second, others) = split_class(one), split_class(other)
    if first == second or not rest or len(rest) != len(others) or not all(map(spelled, rest, others)):
        return None
    if not first or not second:
        exact = len(rest) > 1 or spelled(rest[0], others[0]) is Spelling.EQUAL  # «صحيفة ميليت» is no «مالطا»
        return _unsure(f"one name, called {_called(first)} here and {_called(second)} there") if exact else None
    if _classes()[first] == _classes()[second]:
        return _unsure(f"one name, called {_called(first)} here and {_called(second)} there")
    return _different(f"«{first}» is something else than «{second}»")


def _by_parts(short: Sequence[str], full: Sequence[str]) -> Verdict:
    own = [word for word in short if not any(spelled(word, b) for b in full)]
    added = [word for word in full if not any(spelled(word, a) for a in short)]
    if len(own) == len(short):
        return Verdict(Judgement.UNSURE, "no word in common; but one may bear both names, and no table tells", tied=False)
    if own:
        return _different(f"«{' '.join(own)}» stands in one, «{' '.join(added)}» in the other") if added else _different(f"«{own[0]}» stands in one only")
    if not spelled(short[0], full[0]):
        return _different(f"«{full[0]}» before the name makes it something else")
    return _unsure(f"one adds «{' '.join(added)}»" if added else "the same words, in another order or number")


def split_class(words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The word for what something is, or nothing, and the name behind it: («قبيله», («عقيدات»,))."""
    return (words[0], words[1:]) if words and words[0] in _classes() else ("", words)


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    rows = (files("kg") / "data" / "kind_words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return dict(row.split("\t", 1) for row in rows)


def _called(word: str) -> str:
    return f"«{word}»" if word else "by the name alone"


def _listed(words: frozenset[str]) -> str:
    return " ".join(f"«{word}»" for word in sorted(words))

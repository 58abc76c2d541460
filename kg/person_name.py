"""The parts of a person's name as a text gives it: office and rank, and the names proper, each of them one unit however many words it has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.arabic.name_words import name_parts
from extract.arabic.normal import normalize
from extract.arabic.tables import load_rows
from extract.arabic.word_classes import given_names, word_class
from extract.arabic.words import split_words
from kg.naming import is_generic, without_article

_IN_THE_NAME_OF = "باسم"  # … which is a first name too

_LEFT_OUT = frozenset({"patronymic", "article", "suffix"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """`titles` are the ranks and offices («عقيد», «متحدث»), `bodies` the other words of the office («التحالف»), `units` the names.

    «المتحدث باسم التحالف العقيد مايلز كاغينز» has the units «مايلز» and «كاغينز». `certain` says that a listed first name opens them;
    else they may be words of the office. `patronymic` says that a «بن» stood among them.
    `held` are the offices that documents tell apart from the name: the head of each title, and the id of the body or None.
    """

    titles: frozenset[str]
    bodies: frozenset[str]
    units: tuple[str, ...]
    certain: bool
    patronymic: bool
    held: frozenset[tuple[str, str | None]] = frozenset()

    def shares_office(self, other: "PersonName") -> bool:
        """Whether both hold one office: a title in common, and the same body named with it."""
        return bool(self.same_bodies(other))

    def same_bodies(self, other: "PersonName") -> frozenset[str]:
        """The bodies that both hold one office of: by the documents, or the other words of it where these stand with the names."""
        told = frozenset(body for _, body in self.held & other.held if body is not None)
        return told or (self.bodies if self.titles & other.titles and self.bodies == other.bodies else frozenset())

    def other_office(self, other: "PersonName") -> bool:
        """Whether each is given a title, and none that the other has; a colonel may lead or speak, but is no activist."""
        if not (self.titles and other.titles) or self.titles & other.titles:
            return False
        ranks, callings = word_class("rank"), word_class("calling")
        only_rank = self.titles <= ranks or other.titles <= ranks
        return not only_rank or self.titles | other.titles <= ranks or bool((self.titles | other.titles) & callings)


@lru_cache(maxsize=65536)
def person_name(text: str) -> PersonName:
    """The parts of a name. A text that only tells an office («الرئيس التركي») may leave units that name nobody; none of them is certain."""
    words = [word.normal for word in split_words(text) if not word.is_mark]
    start = _start(words)
    units = tuple(_units(words[start:]))
    certain = bool(units) and (units[0] in given_names() or name_parts().get(words[start]) == "joins-next")
    if start and not certain and any(map(is_generic, units)):
        start, units = len(words), ()  # «مدير ناحية الرمل الشرقية»: all of it tells the office
    office = [without_article(word) for word in words[:start] if word != _IN_THE_NAME_OF]
    titles = frozenset(word for word in office if word in _titles())
    patronymic = any(name_parts().get(word) == "patronymic" for word in words[start:])
    return PersonName(titles, frozenset(office) - titles, units, certain, patronymic)


def holding(name: PersonName, held: frozenset[tuple[str, str | None]]) -> PersonName:
    """The name with what the documents tell of offices; whom they give an office is named by all the words that stand outside it."""
    if not held:
        return name
    return replace(name, titles=name.titles | {head for head, _ in held}, certain=name.certain or not name.titles, held=held)


def _start(words: Sequence[str]) -> int:
    """Where the names begin: behind the titles, and behind all of a longer office where a first name shows its end, or any other name."""
    if not words or without_article(words[0]) not in _titles():
        return 0
    for n, word in enumerate(words[1:-1], 1):
        spokesman = word == _IN_THE_NAME_OF and without_article(words[n - 1]) in _titles()
        if (word in given_names() and not spokesman) or name_parts().get(word) == "joins-next":
            return n
    return next((n for n, word in enumerate(words) if not (is_generic(word) or word.startswith("ال") or word == _IN_THE_NAME_OF)), len(words))


def _units(words: Sequence[str]) -> Iterator[str]:
    """«عبد الله», «أبو محمد» and «صلاح الدين» are one name each; «بن», al- and Jr. are none."""
    unit, open_ = "", False
    for word in words:
        part = name_parts().get(word, "")
        if unit and (open_ or part == "joins-last"):
            unit, open_ = unit + word, False
        elif part not in _LEFT_OUT and not (word.isascii() and len(word) == 1):
            if unit:
                yield unit
            unit, open_ = "ابو" if word in ("ابي", "ابا") else word, part == "joins-next"
    if unit:
        yield unit


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(normalize(form) for form, kind in load_rows("heads") if kind == "title")

"""Which names say who somebody is, and which only describe."""

from functools import lru_cache
from importlib.resources import files

from extract.arabic.analyser import load_adjectives
from extract.arabic.normal import normalize
from extract.arabic.tables import load_rows
from extract.arabic.words import split_words
from extract.model import EntityKind
from kg.model import Entity

_UNNAMED_KINDS = frozenset({EntityKind.GROUP, EntityKind.CIVILIANS})


def is_named(entity: Entity) -> bool:
    """Whether the entity bears a name that means the same in every document."""
    return entity.known or not (entity.bound or entity.member_of)


@lru_cache(maxsize=65536)
def plain_name(name: str) -> tuple[str, ...]:
    """The words of a name in normal form, marks and the article of the first word left out."""
    words = [word.normal for word in split_words(name) if not word.is_mark]
    return tuple(without_article(word) if n == 0 else word for n, word in enumerate(words))


def without_article(word: str) -> str:
    """A word in normal form without its «ال»."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def is_proper(kind: EntityKind, words: tuple[str, ...]) -> bool:
    """Whether words, as `plain_name` gives them, name one of a kind in every document."""
    if kind in _UNNAMED_KINDS or all(is_generic(word) or word.isdigit() for word in words):
        return False
    return len(words) > 1 or kind is EntityKind.PLACE  # one word alone names a village, but not one person or one council


def is_generic(word: str) -> bool:
    """Whether a word in normal form describes and does not name."""
    return without_article(word) in _generic_words()


@lru_cache(maxsize=1)
def _generic_words() -> frozenset[str]:
    """Words that describe and do not name: heads of phrases («قوات», «مسؤول», «قرية»), adjectives in their usual endings, and
    those of `data/generic_words.tsv`."""
    rows = (files("kg") / "data" / "generic_words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    inflected = (adjective + ending for adjective in load_adjectives() for ending in ("", "ه", "ين", "ون", "ات"))
    return frozenset([*(row.split("\t")[0] for row in rows), *(normalize(row[0]) for row in load_rows("heads")), *inflected])

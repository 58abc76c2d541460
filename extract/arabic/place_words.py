"""The words by which a place is told (`data/place_words.tsv`), and words in and about the names of places (`data/place_name_words.tsv`)."""

from collections.abc import Mapping
from functools import cache

from extract.arabic.normal import normalize
from extract.arabic.tables import load_rows
from extract.arabic.tokens import Kind, Token

_NOTHING: Mapping[str, str] = {}


def roles(token: Token) -> Mapping[str, str]:
    """What a word may do in the telling of a place, with the value that its row gives: «ريف» is `rural`, «شمال» a `side`, `N`."""
    return _NOTHING if token.kind is Kind.MARK else _words().get(token.stem, _NOTHING)


def name_words(kind: str) -> frozenset[str]:
    """The normal forms of one class of `place_name_words.tsv`; a class that the table does not have is an error in the program."""
    return _name_words()[kind]


@cache
def _name_words() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for form, kind, _reason in load_rows("place_name_words"):
        found.setdefault(kind, set()).add(normalize(form))
    return {kind: frozenset(forms) for kind, forms in found.items()}


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for form, role, value, _reason in load_rows("place_words"):
        found.setdefault(normalize(form), {})[role] = value
    return found

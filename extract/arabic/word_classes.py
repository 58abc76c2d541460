"""Small closed classes of words that the grammar asks for by name (`data/word_classes.tsv`)."""

from collections.abc import Mapping
from functools import cache

from extract.arabic.normal import normalize
from extract.arabic.tables import load_rows


def word_class(name: str) -> frozenset[str]:
    """The normal forms of one class; a class that the table does not have is an error in the program."""
    return _classes()[name]


@cache
def _classes() -> Mapping[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    for form, name, _reason in load_rows("word_classes"):
        classes.setdefault(name, set()).add(normalize(form))
    return {name: frozenset(forms) for name, forms in classes.items()}


@cache
def given_names() -> frozenset[str]:
    """The first names of people, by which an unknown person is told from a thing behind his title (`data/given_names.tsv`)."""
    return frozenset(normalize(row[0]) for row in load_rows("given_names"))

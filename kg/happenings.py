"""What sort of happening a report tells, finer than the event types: an arrest is no seizure of goods, a wounding no killing."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files


def happening_of(lemma: str) -> str | None:
    """The sort of happening that a word tells (`data/happenings.tsv`), None where nobody put it down."""
    return _happenings().get(lemma)


def family_of(lemma: str) -> str | None:
    """The family of what a word tells: one event may be a strike to one outlet and an explosion to another, but no arrest."""
    happening = happening_of(lemma)
    return None if happening is None else family_of_happening(happening)


def family_of_happening(happening: str) -> str:
    """The family of a known sort of happening."""
    return _families()[happening]


def lemma_of(rule: str) -> str:
    """The word that an event was read by, from the name of its rule: «verb هاجم (subject after)» gives «هاجم»."""
    _, _, rest = rule.partition(" ")
    return rest.split(" (")[0].split(" carried by ")[0]


def read_rows(table: str) -> list[str]:
    """The rows of a table in `kg/data`, without its header."""
    return (files("kg") / "data" / f"{table}.tsv").read_text(encoding="utf-8").splitlines()[1:]


@lru_cache(maxsize=1)
def _happenings() -> Mapping[str, str]:
    return dict(row.split("\t") for row in read_rows("happenings"))


@lru_cache(maxsize=1)
def _families() -> Mapping[str, str]:
    return dict(row.split("\t") for row in read_rows("happening_families"))

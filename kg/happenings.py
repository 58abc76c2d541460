"""What sort of happening a report tells, finer than the event types: an arrest is no seizure of goods, a wounding no killing."""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files


class Trait(StrEnum):
    """What `data/happening_families.tsv` says of a sort of happening besides its family."""

    BLAST = "blast"  # «تفجير», «العملية»: one attack as often as not; who shells answers an attack as often
    BROAD = "broad"  # stones that are thrown and rockets that are fired, troops and teams that are sent
    OF_BODIES = "of bodies"  # a family: befalls people's bodies, and no things
    OF_PEOPLE = "of people"  # a family: befalls people
    SEVERAL = "several"  # an article tells several: who demands what of whom, and which places fell


def happening_of(lemma: str) -> str | None:
    """The sort of happening that a word tells (`data/happenings.tsv`), None where nobody put it down."""
    return _happenings().get(lemma)


def family_of(lemma: str) -> str | None:
    """The family of what a word tells: one event may be a strike to one outlet and an explosion to another, but no arrest."""
    happening = happening_of(lemma)
    return None if happening is None else family_of_happening(happening)


def family_of_happening(happening: str) -> str:
    """The family of a known sort of happening."""
    return _sorts()[happening][0]


@lru_cache
def happenings_with(trait: Trait) -> frozenset[str]:
    """The sorts of happening that have the trait."""
    return frozenset(happening for happening, (_, traits) in _sorts().items() if trait in traits)


@lru_cache
def families_with(trait: Trait) -> frozenset[str]:
    """The families of which a sort has the trait."""
    return frozenset(map(family_of_happening, happenings_with(trait)))


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
def _sorts() -> Mapping[str, tuple[str, frozenset[Trait]]]:
    """Sort of happening → its family and traits."""
    rows = (row.split("\t") for row in read_rows("happening_families"))
    return {happening: (family, frozenset(map(Trait, traits.split("|") if traits else ()))) for happening, family, traits in rows}

"""Offices across documents: who holds which of what body, as each document says, and by what an office is the same in two of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from extract.arabic.normal import normalize
from extract.arabic.word_classes import word_class
from extract.model import EntityKind, Mention, Office, Reading
from kg.digest import digest
from kg.model import Entity, Holding
from kg.naming import plain_name, without_article

_SPOKESMAN = "متحدث"
Identify = Callable[[str, Mention, EntityKind], str]  # document, mention and the kind where it tells none: the id of whom it means


def find_holdings(reading: Reading, identify: Identify) -> tuple[Holding, ...]:
    """What one document says of offices, in text order, each once."""
    document = reading.document.id
    found: dict[str, Holding] = {}
    for office in reading.offices:
        body = office.organisation
        key = (document, office.span.start, office.span.end, office.person.span.start, office.rank, office.title)
        person = identify(document, office.person, EntityKind.PERSON)
        found[digest(key)] = Holding(digest(key), office, person, identify(document, body, EntityKind.ORGANIZATION) if body else None)
    return tuple(found.values())


def heads_of(office: Office) -> tuple[str, ...]:
    """The words that a rank and a title begin with, in normal form without article: «العقيد», «الناطق الرسمي» give عقيد and متحدث."""
    heads = (without_article(plain_name(told)[0]) for told in (office.rank, office.title) if told)
    return tuple(_SPOKESMAN if head in word_class("spokesman") else head for head in heads)


def titles_of_unknown(reading: Reading) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """For each name of somebody whom no table lists, the heads of all the titles that the document gives him, sorted."""
    found: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for office in reading.offices:
        if office.person.entity is None:
            found[plain_name(office.person.name)].update(heads_of(office))
    return {name: tuple(sorted(heads)) for name, heads in found.items()}


def in_words(office: Office) -> str:
    """«المتحدث الرسمي، التحالف، العقيد»: all that the words say of it."""
    return "، ".join(filter(None, (office.title, office.organisation.text if office.organisation else None, office.rank)))


def is_former(office: Office) -> bool:
    """«وزير الدفاع السابق»: he held it once."""
    words = (normalize(word) for told in (office.rank, office.title) if told for word in told.split())
    return any(without_article(word) in word_class("former") for word in words)


def members(holdings: Iterable[Holding]) -> Sequence[tuple[str, str]]:
    """Each person with each body of which some document says that he is in office now."""
    return sorted({(one.person, one.organisation) for one in holdings if one.organisation is not None and not is_former(one.office)})


def spokesmen(holdings: Iterable[Holding], entities: Mapping[str, Entity]) -> Sequence[tuple[str, str]]:
    """Each person with each body for which he speaks by some document: by his office now, or by what alone he is called («متحدث باسم الجيش»)."""
    told = {(one.person, one.organisation) for one in holdings if one.organisation and _SPOKESMAN in heads_of(one.office) and not is_former(one.office)}
    called = {(one.id, one.member_of) for one in entities.values() if one.member_of and one.kind is EntityKind.PERSON and _is_spokesman(one.label_ar)}
    return sorted(told | called)


def _is_spokesman(name: str | None) -> bool:
    return without_article((plain_name(name or "") or ("",))[0]) in word_class("spokesman")

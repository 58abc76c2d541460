"""Which events of a graph a network shows: names that people type, looked up once, and a test that each event passes or not."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import partial
from typing import Any, TypedDict, Unpack

from extract.arabic.normal import normalize
from extract.model import EntityKind, EventType, Factuality
from kg.network_values import NetworkEntity, NetworkEvent
from ontology.errors import InputError

_PLACES = (EntityKind.PLACE, EntityKind.STATE)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which events to show. The default shows all.

    `first` and `last` are days, both included: an event stays when its days may touch them; one without a known day
    goes as soon as either is given, for nothing says that it belongs. `minimum_belief` lies in [0, 1]. `actor`, `target`, `party` (either of
    the two) and `place` are an entity's IRI, id or name in either language; a place means all that lies in it too. Of `outlets` one at least
    has to report the event. `minimum_sources` counts independent ones; 1 asks for none, as nobody speaks for what is only denied.
    """

    types: tuple[EventType, ...] = tuple(EventType)
    first: date | None = None
    last: date | None = None
    actor: str | None = None
    minimum_belief: float = 0.0
    target: str | None = None
    party: str | None = None
    place: str | None = None
    outlets: tuple[str, ...] = ()
    factualities: tuple[Factuality, ...] = tuple(Factuality)
    minimum_sources: int = 1

    def __post_init__(self) -> None:
        if not 0.0 <= self.minimum_belief <= 1.0:
            raise InputError(f"minimum belief {self.minimum_belief} is not within 0 and 1: give a share such as 0.5")
        if self.minimum_sources < 1:
            raise InputError(f"{self.minimum_sources} sources are too few to ask for: give 1 or more")
        if self.first and self.last and self.first > self.last:
            raise InputError(f"no day lies from {self.first} to {self.last}: swap the two")


class Wishes(TypedDict, total=False):
    """`Filters` as people and programs write them: one value or several, days as dates or as `2021-12-06`, types and factualities in any case.

    What is left out or None, and several of nothing, filters nothing.
    """

    types: str | Iterable[str]
    first: date | str | None
    last: date | str | None
    actor: str | None
    target: str | None
    party: str | None
    place: str | None
    outlets: str | Iterable[str]
    factualities: str | Iterable[str]
    minimum_belief: float
    minimum_sources: int


def parse_filters(**wishes: Unpack[Wishes]) -> Filters:
    """The filters that are wished for. Raises InputError for what there is not, names aside: those are looked up in a graph."""
    read: Mapping[str, Callable[[Any], Any]] = {
        "types": partial(_members, EventType, "event type"),
        "factualities": partial(_members, Factuality, "factuality"),
        "outlets": _several,
        "first": _day,
        "last": _day,
    }
    given = {name: value for name, value in wishes.items() if value is not None}
    for name in given.keys() - Wishes.__annotations__.keys():
        near = get_close_matches(name, Wishes.__annotations__, n=1) or Wishes.__annotations__
        raise InputError(f"there is no filter {name!r}; give {' or '.join(near)}")
    told: dict[str, Any] = {name: read[name](value) if name in read else value for name, value in given.items()}
    return Filters(**{name: value for name, value in told.items() if value != ()})


def _day(day: date | str) -> date:
    try:
        return date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError as error:
        raise InputError(f"{day!r} is no day; write it as 2021-12-06") from error


def _several(texts: str | Iterable[str]) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts)


def _members(kinds: type[StrEnum], what: str, texts: str | Iterable[str]) -> tuple[StrEnum, ...]:
    """Members of an enumeration by their values, in any case."""
    known = {kind.value.lower(): kind for kind in kinds}
    named = _several(texts)
    for text in named:
        if text.lower() not in known:
            raise InputError(f"there is no {what} {text!r}; give one of {', '.join(kinds)}")
    return tuple(known[text.lower()] for text in named)


def passing(events: Iterable[NetworkEvent], filters: Filters, entities: Mapping[str, NetworkEntity]) -> Iterator[NetworkEvent]:
    """The events that pass, in their order; types are the caller's. Raises InputError for a name that the graph does not have, with the nearest."""
    events = list(events)
    doers, sufferers, parties = (_named(name, entities) for name in (filters.actor, filters.target, filters.party))
    places, outlets = _within(filters.place, entities), _outlets(filters.outlets, events)
    for event in events:
        if (
            _meets(event.actors, doers) and _meets(event.targets, sufferers) and _meets((*event.actors, *event.targets), parties)
            and _meets(event.places, places) and _meets((normalize(report.source or "") for report in event.reports), outlets)
            and event.belief >= filters.minimum_belief and event.factuality in filters.factualities
            and (filters.minimum_sources < 2 or independent_sources(event) >= filters.minimum_sources) and _in_time(event, filters)
        ):  # fmt: skip
            yield event


def independent_sources(event: NetworkEvent) -> int:
    """How many the graph reckons; where it does not say, distinct outlets stand for them, one at least."""
    return event.sources if event.sources is not None else max(1, len({report.source for report in event.reports if report.source}))


def _meets(some: Iterable[str], wanted: frozenset[str] | None) -> bool:
    return wanted is None or not wanted.isdisjoint(some)


def _in_time(event: NetworkEvent, filters: Filters) -> bool:
    first, last = event.first or event.last, event.last or event.first
    if filters.first and (last is None or last < filters.first.isoformat()):
        return False
    return not (filters.last and (first is None or first > filters.last.isoformat()))


def _named(name: str | None, entities: Mapping[str, NetworkEntity], what: str = "entity") -> frozenset[str] | None:
    if name is None:
        return None
    wanted = normalize(name.strip())
    spellings: dict[str, set[str]] = {}
    for iri, entity in entities.items():
        for spelling in (entity.label_ar, entity.label_en, *entity.aliases):
            spellings.setdefault(normalize(spelling or ""), set()).add(iri)
    found = {iri for iri in entities if iri == name or iri.endswith(f"/{name}")} | spellings.get(wanted, set())
    if not found or not wanted:
        near = [min(spellings[spelling]) for spelling in get_close_matches(wanted, sorted(spellings), n=3)]
        raise _unknown(what, name, (entities[iri].label_ar or entities[iri].label_en or iri for iri in near))
    return frozenset(found)


def _within(name: str | None, entities: Mapping[str, NetworkEntity]) -> frozenset[str] | None:
    """The places of that name with all that lie in them, however deep."""
    places = {iri: entity for iri, entity in entities.items() if entity.kind in _PLACES}
    named = _named(name, places, "place")
    return named and frozenset(iri for iri in places if not named.isdisjoint(_holders(iri, places)))


def _holders(iri: str | None, places: Mapping[str, NetworkEntity]) -> set[str]:
    """The place and all that hold it."""
    found: set[str] = set()
    while iri is not None and iri in places and iri not in found:
        found.add(iri)
        iri = places[iri].part_of
    return found


def _outlets(names: Iterable[str], events: Iterable[NetworkEvent]) -> frozenset[str] | None:
    known = {normalize(report.source): report.source for event in events for report in event.reports if report.source}
    wanted = frozenset(normalize(name.strip()) for name in names)
    for name in names:
        if normalize(name.strip()) not in known:
            near = get_close_matches(normalize(name.strip()), sorted(known), n=3)
            raise _unknown("outlet", name, (known[one] for one in near))
    return wanted or None


def _unknown(what: str, name: str, near: Iterable[str]) -> InputError:
    hint = ", ".join(near)
    remedy = f"; near it: {hint}" if hint else ": give a name as the graph has it" + (" or an id" if what != "outlet" else "")
    return InputError(f"no {what} of this graph is called {name!r}{remedy}")

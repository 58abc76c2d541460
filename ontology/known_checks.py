"""What contradicts itself in the known entities, each problem with its file, its line and its remedy."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ontology.known_entity import KINDS, PLACE_KINDS, KnownEntity, fold
from ontology.place_checks import check_places
from ontology.terms import SECTOR

_EDTF = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def check_entities(entities: Iterable[KnownEntity]) -> tuple[str, ...]:
    """Every problem of the entities as one line `file:line: what is wrong; what to do`, sorted; empty if all is well."""
    rows = tuple(entities)
    by_id = {entity.id: entity for entity in rows}
    problems = [*_double_ids(rows), *_double_names(rows), *_double_labels(rows), *check_places(rows)]
    for entity in rows:
        problems += [f"{entity.origin}: {problem}" for check in _CHECKS for problem in check(entity, by_id)]
    return tuple(sorted(problems))


def _double_ids(rows: Iterable[KnownEntity]) -> Iterator[str]:
    first: dict[str, KnownEntity] = {}
    for entity in rows:
        earlier = first.setdefault(entity.id, entity)
        if earlier is not entity:
            yield f"{entity.origin}: id {entity.id} stands at {earlier.origin} already; merge the rows"


def _double_names(rows: Sequence[KnownEntity]) -> Iterator[str]:
    """Names that two actors share, or an actor and a place («بونتلاند»), unless it is the state; places may share theirs, and so may bare definites."""
    owners: defaultdict[str, dict[str, KnownEntity]] = defaultdict(dict)
    for entity in rows:
        if entity.kind != "place":
            for name in (entity.label_ar, *entity.names, *entity.metonyms):
                owners[fold(name)].setdefault(entity.id, entity)
    for name, entities in owners.items():
        first, *others = entities.values()
        for other in others:
            yield f"{other.origin}: name «{name}» of {other.id} belongs to {first.id} ({first.origin}) too; move it to `bare` or remove one"
    for place in (entity for entity in rows if entity.kind == "place"):
        for name in (place.label_ar, *place.names):
            for actor in owners.get(fold(name), {}).values():
                if actor.kind != "state":
                    yield f"{actor.origin}: name «{name}» of {actor.id} is that of a place, {place.id} ({place.origin}); say what of it acts («حكومة …»)"


def _double_labels(rows: Iterable[KnownEntity]) -> Iterator[str]:
    """English labels that two actors share: a reader of the English column could not tell them apart."""
    first: dict[str, KnownEntity] = {}
    for entity in rows:
        if entity.kind != "place":
            earlier = first.setdefault(fold(entity.label_en), entity)
            if earlier.id != entity.id:
                yield f"{entity.origin}: {entity.id} is called {entity.label_en!r} like {earlier.id} ({earlier.origin}); tell them apart"


def _check_kind(entity: KnownEntity, by_id: Mapping[str, KnownEntity]) -> Iterator[str]:
    if entity.kind not in KINDS:
        yield f"unknown kind {entity.kind!r} of {entity.id}; use one of {', '.join(sorted(KINDS - {'place'} | PLACE_KINDS))}"


def _check_label(entity: KnownEntity, by_id: Mapping[str, KnownEntity]) -> Iterator[str]:
    if not entity.label_ar.strip() or not entity.label_en.strip():
        yield f"{entity.id} lacks a label; fill name_ar and name_en"


def _check_parent(entity: KnownEntity, by_id: Mapping[str, KnownEntity]) -> Iterator[str]:
    if entity.parent and entity.parent not in by_id:
        yield f"unknown parent {entity.parent} of {entity.id}; add it or correct the id"
    passed, above = {entity.id}, entity.parent
    while above is not None and above in by_id and above not in passed:
        passed.add(above)
        above = by_id[above].parent
    if above == entity.id:
        yield f"{entity.id} is its own ancestor; break the cycle of parents"


def _check_coordinates(entity: KnownEntity, by_id: Mapping[str, KnownEntity]) -> Iterator[str]:
    latitude, longitude = entity.latitude, entity.longitude
    if latitude is None or longitude is None:
        if (latitude, longitude) != (None, None) or entity.kind in ("place", "state"):
            yield f"{entity.id} lacks coordinates; fill lat and lon"
    elif not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        yield f"bad coordinates {latitude}, {longitude} of {entity.id}; use degrees, latitude first"
    elif not entity.precision_km or entity.precision_km <= 0:
        yield f"{entity.id} has coordinates without precision_km; give their radius in kilometres"


def _check_sectors(entity: KnownEntity, by_id: Mapping[str, KnownEntity]) -> Iterator[str]:
    for sector in entity.sectors:
        if sector not in SECTOR:
            yield f"unknown sector {sector!r} of {entity.id}; use one of {', '.join(SECTOR)}"
    if not entity.sectors and entity.kind not in ("person", "place"):
        yield f"{entity.id} has no sector; fill `sectors`"


def _check_validity(entity: KnownEntity, by_id: Mapping[str, KnownEntity]) -> Iterator[str]:
    dates = [value for value in (entity.valid_from, entity.valid_to) if value is not None]
    for value in dates:
        if not _EDTF.fullmatch(value):
            yield f"{value!r} of {entity.id} is no date; write 2013, 2013-04 or 2013-04-09"
    if len(dates) == 2 and dates[0] > dates[1] and not dates[0].startswith(dates[1]):  # 2013-05 lies within 2013
        yield f"{entity.id} ends ({dates[1]}) before it begins ({dates[0]}); correct valid_from or valid_to"


_CHECKS: tuple[Callable[[KnownEntity, Mapping[str, KnownEntity]], Iterator[str]], ...] = (
    _check_kind,
    _check_label,
    _check_parent,
    _check_coordinates,
    _check_sectors,
    _check_validity,
)

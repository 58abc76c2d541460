"""The known entities: reviewed tables of states, actors, persons and places, as frozen values.

The tables lie in `ontology/data/*.tsv`; the README.md beside them tells what their columns mean.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files

from ontology.errors import OntologyError

KINDS = frozenset(["state", "government", "military", "armed-group", "coalition", "organization", "media", "person", "group", "place"])
PLACE_KINDS = frozenset(
    [
        *("city", "town", "village", "neighbourhood", "district", "governorate", "region", "field", "prison", "camp", "base"),
        *("crossing", "river", "dam", "road", "mountain"),
    ]
)
ACTOR_TABLES = ("armed_groups.tsv", "militaries.tsv", "governments.tsv", "coalitions.tsv", "organizations.tsv", "media.tsv", "groups.tsv")
# Read in this order: a row of the places corrects the row of towns.tsv with the same id.
TABLES = ("states.tsv", *ACTOR_TABLES, "persons.tsv", "towns.tsv", "places.tsv", "places_iraq.tsv", "places_syria.tsv")

_FOLD = str.maketrans("أإآٱىة", "ااااي" + "ه", "".join(map(chr, [*range(0x064B, 0x0660), 0x0670, 0x0640])))


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """One reviewed entity.

    `kind` is the value of an EntityKind; places have `place_kind` beside it (`town`, `field` …). `names` are other
    spellings in any script; `bare` the short definites («التنظيم») that may mean it once it was named; `metonyms`
    the capitals that stand for a state's government. Latitude and longitude are WGS84 degrees, `precision_km` the
    radius in kilometres that they are good for. `population` ranks homonyms and is 0 where unknown.
    `origin` is the row's file and line.
    """

    id: str
    kind: str
    label_ar: str
    label_en: str
    names: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    parent: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision_km: float | None = None
    place_kind: str | None = None
    population: int = 0
    source: str = ""
    same_as: tuple[str, ...] = ()
    office: str | None = None
    origin: str = field(default="", compare=False)


def load_entities() -> tuple[KnownEntity, ...]:
    """All packaged entities, states and actors before persons before places, each table in the order of its ids.

    Raises OntologyError if a table cannot be read as its header promises.
    """
    entities: dict[str, KnownEntity] = {}
    for table in TABLES:
        text = files("ontology").joinpath("data", table).read_text(encoding="utf-8")
        for entity in parse_table(text, table):
            earlier = entities.get(entity.id)
            # Only a town may stand twice; anything else keeps both rows apart for check_entities to find.
            key = entity.id if earlier is None or _is_correction(earlier, entity) else f"{entity.id} {entity.origin}"
            entities[key] = _corrected(earlier, entity) if earlier and key == entity.id else entity
    return tuple(entities.values())


def parse_table(text: str, table: str) -> Iterator[KnownEntity]:
    """The entities of one tab-separated table with a header row; `table` is the file's name."""
    header, *lines = text.splitlines()
    columns = header.split("\t")
    for number, line in enumerate(lines, start=2):
        values = line.split("\t")
        if len(values) != len(columns):
            raise OntologyError(f"{table}:{number}: {len(values)} columns where the header has {len(columns)}; fill or remove tabs")
        try:
            yield _entity(dict(zip(columns, values, strict=True)), f"{table}:{number}")
        except (KeyError, ValueError) as error:
            raise OntologyError(f"{table}:{number}: not an entity ({error}); correct the row") from error


def check_entities(entities: Iterable[KnownEntity]) -> tuple[str, ...]:
    """Every problem of the entities as one line `file:line: what is wrong; what to do`, sorted; empty if all is well."""
    rows = tuple(entities)
    by_id = {entity.id: entity for entity in rows}
    problems = [*_double_ids(rows), *_double_names(rows)]
    for entity in rows:
        problems += [f"{entity.origin}: {problem}" for check in _CHECKS for problem in check(entity, by_id)]
    return tuple(sorted(problems))


def fold(name: str) -> str:
    """The spelling-blind form under which two names of known entities count as the same."""
    return " ".join(name.translate(_FOLD).lower().split())


def _entity(row: Mapping[str, str], origin: str) -> KnownEntity:
    kind = row["kind"]
    return KnownEntity(
        id=row["id"],
        kind="place" if kind in PLACE_KINDS else kind,
        label_ar=row["name_ar"],
        label_en=row["name_en"],
        names=_list(row.get("names")),
        bare=_list(row.get("bare")),
        adjectives=_list(row.get("adjectives")),
        metonyms=_list(row.get("metonyms")),
        parent=row.get("parent") or None,
        country=row.get("country") or None,
        latitude=_number(row.get("lat")),
        longitude=_number(row.get("lon")),
        precision_km=_number(row.get("precision_km")),
        place_kind=kind if kind in PLACE_KINDS else None,
        population=int(row.get("population") or 0),
        source=row.get("source", ""),
        same_as=_list(row.get("same_as")),
        office=row.get("office") or None,
        origin=origin,
    )


def _list(cell: str | None) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|"))) if cell else ()


def _number(text: str | None) -> float | None:
    return float(text) if text else None


def _is_correction(earlier: KnownEntity, later: KnownEntity) -> bool:
    return earlier.origin.startswith("towns.tsv:") and later.origin.startswith("places")


def _corrected(town: KnownEntity, row: KnownEntity) -> KnownEntity:
    """The reviewed row with what only the extracted town knows: its population, its GeoNames id, its governorate."""
    return replace(row, population=town.population, same_as=row.same_as or town.same_as, parent=row.parent or town.parent)


def _double_ids(rows: Iterable[KnownEntity]) -> Iterator[str]:
    first: dict[str, KnownEntity] = {}
    for entity in rows:
        earlier = first.setdefault(entity.id, entity)
        if earlier is not entity:
            yield f"{entity.origin}: id {entity.id} stands at {earlier.origin} already; merge the rows"


def _double_names(rows: Iterable[KnownEntity]) -> Iterator[str]:
    """Names that two actors share; places may share theirs (homonyms are a fact), and so may bare definites."""
    owners: defaultdict[str, dict[str, KnownEntity]] = defaultdict(dict)
    for entity in rows:
        if entity.kind != "place":
            for name in (entity.label_ar, *entity.names, *entity.metonyms):
                owners[fold(name)].setdefault(entity.id, entity)
    for name, entities in owners.items():
        first, *others = entities.values()
        for other in others:
            yield f"{other.origin}: name «{name}» of {other.id} belongs to {first.id} ({first.origin}) too; move it to `bare` or remove one"


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


_CHECKS: tuple[Callable[[KnownEntity, Mapping[str, KnownEntity]], Iterator[str]], ...] = (_check_kind, _check_label, _check_parent, _check_coordinates)

"""The known entities: reviewed tables of states, actors, persons and places, as frozen values.

The tables lie in `ontology/data/*.tsv`; the README.md beside them tells what their columns mean.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files

from ontology.errors import OntologyError
from ontology.known_entity import KINDS, PLACE_KINDS, KnownEntity, fold
from ontology.known_patterns import expand, parse_patterns

__all__ = ["ACTOR_TABLES", "KINDS", "PATTERNS", "PLACE_KINDS", "TABLES", "KnownEntity", "fold", "load_entities", "parse_table"]

ACTOR_TABLES = ("armed_groups.tsv", "militaries.tsv", "governments.tsv", "coalitions.tsv", "organizations.tsv", "media.tsv", "groups.tsv")
# Read in this order: a row of the places corrects the row of towns.tsv with the same id.
TABLES = ("states.tsv", *ACTOR_TABLES, "persons.tsv", "towns.tsv", "places.tsv", "places_iraq.tsv", "places_syria.tsv")

PATTERNS = "patterns.tsv"

# The role of a kind where its rows name no other; coalitions, organizations and groups always name theirs.
_SECTOR_OF_KIND: Mapping[str, tuple[str, ...]] = {"state": ("GOV",), "government": ("GOV",), "military": ("MIL",), "armed-group": ("REB",), "media": ("MED",)}


def load_entities() -> tuple[KnownEntity, ...]:
    """All packaged entities, states and actors before persons before places, each table in the order of its ids, then what the patterns make.

    Raises OntologyError if a table cannot be read as its header promises.
    """
    entities: dict[str, KnownEntity] = {}
    for table in TABLES:
        for entity in parse_table(_read(table), table):
            earlier = entities.get(entity.id)
            # Only a town may stand twice; anything else keeps both rows apart for check_entities to find.
            key = entity.id if earlier is None or _is_correction(earlier, entity) else f"{entity.id} {entity.origin}"
            entities[key] = _corrected(earlier, entity) if earlier and key == entity.id else entity
    return _with_sectors(expand(parse_patterns(_read(PATTERNS)), tuple(entities.values())))


def _read(table: str) -> str:
    return files("ontology").joinpath("data", table).read_text(encoding="utf-8")


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


def _with_sectors(entities: Sequence[KnownEntity]) -> tuple[KnownEntity, ...]:
    """The entities, each person without a sector of his own with that of his organisation (a spokesman of an army: MIL)."""
    sectors = {entity.id: entity.sectors for entity in entities if entity.sectors}
    return tuple(
        replace(entity, sectors=sectors.get(entity.parent or "", ())) if entity.kind == "person" and not entity.sectors else entity for entity in entities
    )


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
        sectors=_list(row.get("sectors")) or _SECTOR_OF_KIND.get(kind, ()),
        valid_from=row.get("valid_from") or None,
        valid_to=row.get("valid_to") or None,
        demonym=row.get("demonym") or None,
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

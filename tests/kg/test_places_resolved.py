"""The annotated places of the seed articles: how many of those found mean the place that they should, and the homonyms among them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from extract.model import Document
from kg.gazetteer.chosen import NO_GAZETTEERS, choose_gazetteers, known_entities
from kg.gazetteer.importer import import_places
from kg.geography.atlas import Atlas
from kg.geography.places import Geographer
from kg.geography.sphere import Position, distance_km
from kg.model import PlaceNaming
from kg.workers import find_extractor, load_extractor
from ontology.known import load_entities
from ontology.lines import load_lines

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GOLD = SHARED / "gold" / "places.json"
_TABLE = json.loads(GOLD.read_text(encoding="utf-8")) if GOLD.exists() else {"mentions": [], "heads": {}}
ROWS: list[dict[str, str | int]] = _TABLE["mentions"]
NEAR_KM = 40.0
RIGHT_FLOOR, NEAR_FLOOR = 0.95, 0.9  # of the annotated places that are found at all
FOUND_FLOOR = 80  # of 88: else a good share of few would pass
HOMONYMS = frozenset({"الصالحية", "دير الزور", "الحسكة", "رميلان", "الرقة", "تدمر"})

pytestmark = pytest.mark.skipif(not ROWS, reason=f"the shared annotation {GOLD.name} is not beside this checkout")


@dataclass(frozen=True)
class Reader:
    """The seed articles read with the places of one set of tables."""

    geographer: Geographer
    namings: Mapping[str, tuple[PlaceNaming, ...]]


@pytest.fixture(scope="module", params=["own tables", "and Who's On First"])
def reader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """With nine thousand more villages of Syria, الصالحية is one of sixteen."""
    gazetteers = NO_GAZETTEERS
    if request.param != "own tables":
        table = tmp_path_factory.mktemp("places") / "syria.tsv"
        with table.open("wb") as stream:
            import_places([SHARED / "data" / "wof_sy.tsv"], stream, load_entities())
        gazetteers = choose_gazetteers([table])
    geographer = Geographer(known_entities(gazetteers), load_lines())
    extractor = load_extractor(find_extractor("rules", gazetteers=gazetteers))
    documents = sorted({str(row["doc"]) for row in ROWS})
    texts = {name: (SHARED / "seeds" / f"{name}.txt").read_text(encoding="utf-8") for name in documents}
    return Reader(geographer, {name: geographer.places(extractor.read(Document(name, text))).namings() for name, text in texts.items()})


def _landmarks(place: str, atlas: Atlas) -> list[str]:
    """The known places in an id: of `place/sy/aleppo-governorate/rural-east` the governorate, and of a governorate its city; of a border both states."""
    steps = place.split("/")
    if "and" in steps:
        return [one for one in steps if one in atlas]
    known = next((one for n in range(len(steps), 0, -1) if (one := "/".join(steps[:n])) in atlas), None)
    return [atlas.seat(known) or known] if known else []


def _off_km(place: str, head: str, atlas: Atlas) -> float:
    """How far the nearest landmark of a place is from where the annotation puts it; without end where the place is open."""
    where = Position(_TABLE["heads"][head]["lat"], _TABLE["heads"][head]["lon"])
    return min((distance_km(position, where) for one in _landmarks(place, atlas) if (position := atlas.position(one))), default=float("inf"))


def _is_right(place: str, head: str, atlas: Atlas) -> bool:
    """Whether it is near enough; for an area (a country, the land east of a river) within its own radius."""
    radius = max((atlas[one].precision_km or 0.0 for one in _landmarks(place, atlas) if atlas.kind(one).is_area), default=0.0)
    return _off_km(place, head, atlas) <= max(NEAR_KM, radius)


def _found(row: dict[str, str | int], reader: Reader) -> PlaceNaming | None:
    """The place found there: that which overlaps most, the shorter of two."""
    start, end = int(row["start"]), int(row["end"])
    over = [(min(one.span.end, end) - max(one.span.start, start), one.span.start - one.span.end, one) for one in reader.namings[str(row["doc"])]]
    return max((one for one in over if one[0] > 0), key=lambda one: one[:2], default=(0, 0, None))[2]


def test_found_places_are_where_the_annotation_puts_them(reader: Reader) -> None:
    atlas = reader.geographer.atlas
    found = [(row, naming) for row in ROWS if (naming := _found(row, reader))]
    misses = [(row, naming) for row, naming in found if not _is_right(naming.place, str(row["head"]), atlas)]
    for row, naming in misses:
        off = _off_km(naming.place, str(row["head"]), atlas)
        print(f"miss: {str(row['doc'])[:3]} {row['start']} {row['surface']} → {naming.place}, {off:.0f} km off: {naming.reason}")
    near = sum(_off_km(naming.place, str(row["head"]), atlas) <= NEAR_KM for row, naming in found)
    print(f"{len(found)} of {len(ROWS)} found, {len(found) - len(misses)} of these right, {near} within {NEAR_KM:.0f} km")
    assert len(found) >= FOUND_FLOOR
    assert len(found) - len(misses) >= RIGHT_FLOOR * len(found)
    assert near >= NEAR_FLOOR * len(found)


@pytest.mark.parametrize("head", sorted(HOMONYMS))
def test_homonyms_are_right_wherever_they_are_found(head: str, reader: Reader) -> None:
    found = [(row, naming) for row in ROWS if row["head"] == head and (naming := _found(row, reader))]
    assert found
    assert [(row["surface"], naming.place) for row, naming in found if not _is_right(naming.place, head, reader.geographer.atlas)] == []

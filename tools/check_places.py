"""Compares our places of Syria and Iraq with Who's On First: is there a place of the name, and does it lie where ours does?

    python tools/check_places.py FOLDER            lists the rows whose `wof` cell is not what the comparison gives; exits 1 if there are any
    python tools/check_places.py FOLDER --write    fills in the cells
    python tools/check_places.py FOLDER --far      lists the rows whose namesakes all lie elsewhere, with the nearest of them

FOLDER holds the extracts wof_sy.tsv and wof_iq.tsv. They are no part of the project: nothing of them is written but the verdict.
"""

import argparse
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from extract.arabic.normal import normalize  # noqa: E402 (found from the line above)
from extract.arabic.word_classes import word_class  # noqa: E402

DATA = ROOT / "ontology" / "data"
TABLES: Mapping[str, str] = {"places_syria.tsv": "wof_sy.tsv", "places_iraq.tsv": "wof_iq.tsv"}
NEAR_KM = 5.0
# «حي الشعار» is found as «الشعار» too; a field, base or prison that is called after a town is not that town.
CALLED_WITHOUT_KIND = frozenset(["city", "town", "village", "neighbourhood", "district", "governorate", "region", "river", "mountain"])
# What has an area or a length is near if its middle is within its own radius.
STRETCHED = frozenset(["governorate", "district", "region", "river", "mountain", "road"])
LATIN_ARTICLES = frozenset(["al", "el", "ad", "an", "ar", "as", "ash", "at", "az"])
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Compared:
    """A row of ours beside the nearest place of its name: `verdict` is `ok`, `other` (namesakes lie elsewhere) or `absent`; `kilometres` to the nearest."""

    identifier: str
    verdict: str
    kilometres: float | None = None
    nearest: str = ""


def compare(table: Path, extract: Path) -> Iterator[tuple[str, Compared]]:
    """The stored verdict of each row of one table, and what the comparison with an extract gives."""
    there = namesakes(read_rows(extract))
    for row in read_rows(table):
        yield row["wof"], compared(row, there)


def compared(row: Mapping[str, str], there: Mapping[str, Iterable[Mapping[str, str]]]) -> Compared:
    """One row of ours beside the places there."""
    found = [(distance(row, place), place) for name in names(row) for place in there.get(name, ())]
    if not found:
        return Compared(row["id"], "absent")
    kilometres, place = min(found, key=lambda pair: pair[0])
    reach = max(NEAR_KM, float(row["precision_km"])) if row["kind"] in STRETCHED else NEAR_KM
    return Compared(row["id"], "ok" if kilometres <= reach else "other", kilometres, f"{place['names_ar'] or place['name_en']} {place['lat']} {place['lon']}")


def namesakes(places: Iterable[Mapping[str, str]]) -> dict[str, list[Mapping[str, str]]]:
    """The places of an extract by each of their names."""
    found: defaultdict[str, list[Mapping[str, str]]] = defaultdict(list)
    for place in places:
        for name in keys((place["name_en"], *place["names_ar"].split("|")), short=True):
            found[name].append(place)
    return found


def names(row: Mapping[str, str]) -> set[str]:
    """The names of a row of ours in the forms that are compared."""
    return keys((row["name_ar"], row["name_en"], *row["names"].split("|")), short=row["kind"] in CALLED_WITHOUT_KIND)


def keys(spellings: Iterable[str], short: bool) -> set[str]:
    """Names without what stands in brackets, articles, and differences of spelling; if `short`, without the word for the kind («قرية», «قضاء») too."""
    found = set()
    for spelling in filter(None, spellings):
        words = normalize(spelling.partition("(")[0]).lower().replace("-", " ").split()
        if short and len(words) > 1 and (words[0] in word_class("settlement") or words[0] in word_class("proper ground")):
            words = words[1:]
        found.add("".join(word.removeprefix("ال") if len(word) > 4 else word for word in words if word not in LATIN_ARTICLES))
    return found - {""}


def distance(one: Mapping[str, str], other: Mapping[str, str]) -> float:
    """Kilometres on the globe between two rows with `lat` and `lon`."""
    north, east, there_north, there_east = (math.radians(float(row[column])) for row in (one, other) for column in ("lat", "lon"))
    half = math.sin((there_north - north) / 2) ** 2 + math.cos(north) * math.cos(there_north) * math.sin((there_east - east) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def read_rows(table: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated table by its header."""
    header, *lines = table.read_text(encoding="utf-8").splitlines()
    return [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]


def write_verdicts(table: Path, verdicts: Mapping[str, str]) -> None:
    """Fills the column `wof`, which is the last, by id."""
    header, *lines = table.read_text(encoding="utf-8").splitlines()
    filled = (line.rpartition("\t")[0] + "\t" + verdicts[line.partition("\t")[0]] for line in lines)
    table.write_text("".join(f"{line}\n" for line in [header, *filled]), encoding="utf-8")


def main() -> int:
    """Compares, prints, and says by its exit code whether the tables tell the truth."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--far", action="store_true")
    options = parser.parse_args()
    wrong = 0
    for table, extract in TABLES.items():
        pairs = list(compare(DATA / table, options.folder / extract))
        if options.write:
            write_verdicts(DATA / table, {one.identifier: one.verdict for _, one in pairs})
        for stored, one in pairs:
            off = stored != one.verdict and not options.write
            wrong += off
            if off or (options.far and one.verdict == "other"):
                far = "" if one.kilometres is None else f", {one.kilometres:.1f} km to {one.nearest}"
                print(f"{table}: {one.identifier}: «{stored}», should be «{one.verdict}»{far}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

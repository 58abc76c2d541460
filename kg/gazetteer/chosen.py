"""The gazetteers that a reading or a graph knows beside the packaged places, and the copy of them that a graph keeps.

A graph keeps them as `gazetteer.tsv` in its folder and knows them ever after: the same articles, added in whatever steps, then give the
same bytes, and `kg forget` and `kg review` need not be told of them again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from kg.gazetteer.table import format_places, read_places
from kg.outputs import write_whole
from ontology.errors import InputError
from ontology.known import KnownEntity, load_entities

GAZETTEER_FILE = "gazetteer.tsv"


@dataclass(frozen=True, slots=True)
class Gazetteers:
    """Tables of places by their files, and a digest of what they held: light enough to be handed to other processes, which read for themselves."""

    files: tuple[Path, ...] = ()
    digest: str = ""


NO_GAZETTEERS = Gazetteers()


def choose_gazetteers(files: Sequence[Path]) -> Gazetteers:
    """The gazetteers of these files as they are now. Raises InputError for one that is unusable."""
    chosen = Gazetteers(tuple(files), _digest(files)) if files else NO_GAZETTEERS
    load_places(chosen)
    return chosen


def gazetteers_of(output: Path, given: Sequence[Path] | None) -> Gazetteers:
    """Those that are `given`, even if none; where nothing was said, what the graph in `output` keeps."""
    kept = output / GAZETTEER_FILE
    return choose_gazetteers(given if given is not None else [kept] if kept.exists() else [])


@lru_cache(maxsize=1)
def load_places(gazetteers: Gazetteers) -> tuple[KnownEntity, ...]:
    """All their places, sorted by id, whatever the order of the files. Raises InputError for an unusable table.

    A place that two of them tell alike stands once; told differently, it is an error.
    """
    found: dict[str, KnownEntity] = {}
    for file in gazetteers.files:
        for place in read_places(file):
            earlier = found.setdefault(place.id, place)
            if earlier != place:
                raise InputError(f"{place.origin}: {place.id} is told otherwise at {earlier.origin}; leave one of the two out")
    if _digest(gazetteers.files) != gazetteers.digest:
        raise InputError(f"{', '.join(map(str, gazetteers.files))}: changed while it was in use; start again")
    return tuple(found[identifier] for identifier in sorted(found))


def known_entities(gazetteers: Gazetteers) -> tuple[KnownEntity, ...]:
    """The packaged entities and the places of the gazetteers. Raises InputError for an id that both have."""
    packaged, places = load_entities(), load_places(gazetteers)
    ids = {entity.id for entity in packaged}
    for place in places:
        if place.id in ids:
            raise InputError(f"{place.origin}: {place.id} is the id of a packaged place; give the row another")
    return (*packaged, *places)


def keep_gazetteers(output: Path, gazetteers: Gazetteers) -> None:
    """Makes the graph in `output` know these, and no others. Raises StoreError."""
    kept = output / GAZETTEER_FILE
    if gazetteers.files:
        text = format_places(load_places(gazetteers)).encode()
        if not kept.exists() or kept.read_bytes() != text:
            write_whole(kept, lambda stream: stream.write(text))
    else:
        kept.unlink(missing_ok=True)


def _digest(files: Sequence[Path]) -> str:
    try:
        return sha256(b"".join(sorted(sha256(file.read_bytes()).digest() for file in files))).hexdigest() if files else ""
    except OSError as error:
        raise InputError(f"{error.filename}: cannot be read ({error.strerror or error}); give a table that `kg gazetteer import` wrote") from error

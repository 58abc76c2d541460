"""Making a damaged folder whole: store and outputs anew from the ledger, and what cannot be made anew set aside, never dropped in silence.

What is set aside goes to `quarantine/` in the folder: files of documents that are damaged, and graphs that no document accounts for.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from kg.annotations import ANNOTATIONS_FOLDER, Annotations
from kg.build import remake
from kg.check import Inspection, look, unfinished_files
from kg.check_store import base_of, outside
from kg.checksums import file_sum, parse_sums
from kg.commit import own_graphs, stored_licence
from kg.damage import AGAIN
from kg.decisions import Decision
from kg.ledger import LEDGER_FOLDER, Ledger, file_name
from kg.lock import WAIT, writing
from kg.outputs import write_whole
from kg.state import read_state
from kg.store import STORE_FOLDER, GraphStore, canonical_nquads
from kg.store_states import forget_damaged_marker, is_behind
from ontology.errors import StoreError
from ontology.terms import DATA

QUARANTINE_FOLDER = "quarantine"


@dataclass(frozen=True, slots=True)
class Repair:
    """What was done, a line each; which articles must be read again, as nothing whole was left of them, a line each; what a check found afterwards."""

    done: tuple[str, ...]
    lost: tuple[str, ...]
    after: Inspection


def repair(output: Path, decisions: tuple[Decision, ...] = (), wait: float = WAIT) -> Repair:
    """Makes the folder whole again, as far as its ledger is. A kill in the midst leaves the old store or the new one.

    Raises StoreError where there is nothing to start from or another writes, InputError for unusable decisions, gazetteers and priors.
    """
    with writing(output, "kg check --repair", wait):
        before = look(output, decisions)
        if not before.damages:
            return Repair((), (), before)
        ledger, folder = Ledger(output / LEDGER_FOLDER), output / STORE_FOLDER
        ledger.settle()
        done = list(_name_again(ledger))
        lost = tuple(_set_documents_aside(output, ledger))
        state = read_state(output)
        base = state.given.base if state is not None else _stored_base(folder) or base_of(ledger) or DATA
        licence = state.given.licence if state is not None else _licence(output, base)
        done += _set_graphs_aside(output, ledger, base)
        forget_damaged_marker(folder)
        remake(output, base, licence, decisions)
        for path in unfinished_files(output):
            path.unlink()
            done.append(f"{path}: was never finished, and is removed")
        done.append(f"{output}: store and files are made anew of {len(ledger.ids())} documents")
        return Repair(tuple(done), lost, look(output, decisions))


def _name_again(ledger: Ledger) -> Iterator[str]:
    """Documents whose checksums no longer say whose they are, while the reading that they vouch for does."""
    for sums in ledger.nameless():
        reading = sums.with_suffix(".json")
        try:
            vouched = sums.suffix == ".sha256" and parse_sums(sums.read_bytes()).get(reading.name) == file_sum(reading)
            value = json.loads(reading.read_bytes()) if vouched else {}
            name = value["reading"]["document"]["id"] if vouched else ""
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if vouched and file_name(name) == sums.stem:
            ledger.put(name, value, b"")  # its quads are made anew with all the others
            yield f"{sums}: names document {name!r} again, of which its reading tells"


def _set_documents_aside(output: Path, ledger: Ledger) -> Iterator[str]:
    """Documents without a whole reading; of one with it, the quads are made anew."""
    for name in ledger.ids():
        try:
            ledger.get_reading(name)
        except StoreError:
            moved = [_aside(output, path) for path in ledger.files_of(name)]
            yield f"{', '.join(map(str, moved))}: document {name!r} is damaged and set aside; {AGAIN}"
    for path in Annotations(output / ANNOTATIONS_FOLDER).damaged():
        yield f"{_aside(output, path)}: a graph of {ANNOTATIONS_FOLDER}/ is damaged and set aside; add it again"
    for stem in sorted({path.stem for path in ledger.nameless()}):
        moved = [_aside(output, path) for path in sorted(ledger.folder.glob(f"{stem}.*"))]
        yield f"{', '.join(map(str, moved))}: nobody can tell whether this is whole, and it is set aside; {AGAIN}"


def _set_graphs_aside(output: Path, ledger: Ledger, base: str) -> Iterator[str]:
    """Graphs of the old store that the new one will not have. After a command that was stopped these are of documents that it removed."""
    try:
        with GraphStore.open(output / STORE_FOLDER, read_only=True) as store:
            added = Annotations(output / ANNOTATIONS_FOLDER).whole().keys()
            strange = sorted(set(store.graphs()) - own_graphs(base, ledger.ids()) - added)
            contents = {iri: canonical_nquads(store.unsorted_quads(iri)) for iri in strange if not (is_behind(output / STORE_FOLDER) and iri.startswith(base))}
            contents |= {"": lines} if (lines := canonical_nquads(outside(store))) else {}
    except StoreError:
        return
    for iri, lines in contents.items():
        path = _free(output, f"{file_name(iri or 'outside')}.nq")
        write_whole(path, partial(_write, lines))
        what = f"graph <{iri}>, which no document accounts for," if iri else "what was in no graph"
        yield f"{path}: {what} is set aside, {len(lines.splitlines())} quads"


def _write(content: bytes, stream: BinaryIO) -> None:
    stream.write(content)


def _aside(output: Path, path: Path) -> Path:
    target = _free(output, path.name)
    try:
        return path.replace(target)
    except OSError as error:
        raise StoreError(f"{path}: cannot be moved to {target} ({error.strerror or error}); check the folder's rights") from error


def _free(output: Path, name: str) -> Path:
    """A name in quarantine that no earlier file has."""
    folder = output / QUARANTINE_FOLDER
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be made ({error.strerror or error}); check the folder's rights") from error
    number, path = 1, folder / name
    while path.exists():
        number, path = number + 1, folder / f"{number + 1}-{name}"
    return path


def _stored_base(folder: Path) -> str | None:
    try:
        with GraphStore.open(folder, read_only=True) as store:
            return store.base()
    except StoreError:
        return None


def _licence(output: Path, base: str) -> str | None:
    try:
        return stored_licence(output, base)
    except StoreError:
        return None

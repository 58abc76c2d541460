"""Whether a graph's folder is whole: the ledger by its checksums, the store by its own and against the ledger, the files that people open.

The truth are the readings; quads and events are made of them anew and compared, so that whatever the store holds otherwise is found, however
it came about. Nothing is changed here; see `kg.repair`.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from kg.annotations import ANNOTATIONS_FOLDER, Annotations
from kg.check_store import content_damages, file_damages
from kg.damage import BUILD, REPAIR, STOPPED, Damage
from kg.decisions import DECISIONS_FILE, Decision
from kg.gazetteer.chosen import GAZETTEER_FILE
from kg.ledger import LEDGER_FOLDER, Ledger
from kg.lock import WAIT, FolderLock
from kg.outputs import OUTPUTS, TRIAL, UNFINISHED
from kg.state import STATE_FILE, files_of, read_state
from kg.store import STORE_FOLDER, GraphStore
from kg.store_states import check_marker, present
from kg.weighed import WEIGHED_FILE
from ontology.errors import StoreError


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found, by file, and how many documents and graphs were looked at."""

    damages: tuple[Damage, ...]
    documents: int
    graphs: int


def inspect(output: Path, decisions: Sequence[Decision] = (), wait: float = WAIT) -> Inspection:
    """Looks at all of the folder while nobody writes there; `decisions` are those that it was built with.

    Raises StoreError if there is no graph, or if another writes for longer than `wait` seconds.
    """
    with ExitStack() as stack:
        with suppress(OSError):  # where nobody may write, nobody does
            stack.callback(FolderLock.take(output, "kg check", wait).release)
        return look(output, decisions)


def look(output: Path, decisions: Sequence[Decision] = ()) -> Inspection:
    """`inspect` for who holds the lock."""
    ledger, folder = Ledger(output / LEDGER_FOLDER), output / STORE_FOLDER
    if not ledger.folder.is_dir():
        check_marker(folder, read_only=True)
    found = [*ledger.damages(), *_leftovers(output, ledger), *file_damages(folder)]
    found += [Damage(path, None, "is not what was written") for path in Annotations(output / ANNOTATIONS_FOLDER).damaged()]
    graphs = 0
    if present(folder) is not None and not any(damage.path.is_relative_to(folder) and damage.remedy == REPAIR for damage in found):
        try:
            with GraphStore.open(folder, read_only=True) as store:
                graphs = len(store.graphs())
                found += content_damages(output, ledger, store, decisions)
        except StoreError as error:
            found.append(Damage(folder, None, f"cannot be read: {error}"))
    found += _output_damages(output)
    return Inspection(tuple(sorted(set(found), key=lambda one: (one.path, one.place or "", one.told))), len(ledger.ids()), graphs)


def unfinished_files(output: Path) -> tuple[Path, ...]:
    """Files of ours that were never finished, sorted."""
    own = {f"{name}{UNFINISHED}" for name in (*OUTPUTS, STATE_FILE, WEIGHED_FILE, GAZETTEER_FILE, DECISIONS_FILE)} | {TRIAL}
    return tuple(sorted(path for name in own if (path := output / name).is_file()))


def _leftovers(output: Path, ledger: Ledger) -> Iterator[Damage]:
    for path in (*ledger.leftovers(), *unfinished_files(output)):
        yield Damage(path, None, STOPPED, BUILD if path.name != f"{DECISIONS_FILE}{UNFINISHED}" else REPAIR)


def _output_damages(output: Path) -> Iterator[Damage]:
    state = read_state(output)
    if state is None:
        yield Damage(output / STATE_FILE, None, "is absent or damaged, so nobody can tell whether the files beside it are of the last build", BUILD)
        return
    now = files_of(output)
    for name in sorted(state.files.keys() | now.keys()):
        if name not in now:
            yield Damage(output / name, None, "is gone", BUILD)
        elif state.files.get(name) != now[name]:
            yield Damage(output / name, None, "is not what the last build wrote", BUILD)

"""A second name for the files of the store's present state, under which a server keeps them as long as queries read them.

A state never changes (see `kg.store_states`), so a build may write on meanwhile; where the output folder may not be written to, or lies on a disk
without links, the files are copied.
"""

import os
import shutil
import tempfile
from pathlib import Path

from kg.store_states import MARKER, STORE_FOLDER, files_of, hold_state, link, write_marker
from ontology.errors import StoreError

SERVING_FOLDER = "serving"
_TRIES = 20

Fingerprint = tuple[tuple[str, int, int], ...]


def fingerprint(store: Path) -> Fingerprint:
    """What tells the present state of the store from any other; empty if there is none. The same as long as nobody wrote."""
    try:
        status = (store / MARKER).stat()
        return (((store / MARKER).read_text(encoding="utf-8"), status.st_size, status.st_mtime_ns),)
    except OSError:
        return ()


class Snapshots:
    """The snapshots of one store, each in a folder of its own that is removed once it is let go.

    `close` removes them all; those that a killed server left behind are removed by the next one.
    """

    def __init__(self, output: Path) -> None:
        self.store = output / STORE_FOLDER
        self._folder = _folder(output)
        self._number = 0

    def take(self) -> tuple[Path, Fingerprint] | None:
        """A new snapshot and what it was taken of; None if others wrote all the time. Raises StoreError if there is nothing to be read."""
        for _ in range(_TRIES):
            before = fingerprint(self.store)
            state = hold_state(self.store)
            self._number += 1
            target = self._folder / str(self._number)
            try:
                _copy(state.database, target)
            except OSError as error:
                self.drop(target)
                raise StoreError(f"{self.store}: cannot be read ({error.strerror or error}); check the folder's rights and the room on the disk") from error
            finally:
                state.release()
            if fingerprint(self.store) == before:
                return target, before
            self.drop(target)
        return None

    def drop(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def _copy(database: Path, target: Path) -> None:
    """Makes `target` a store of this state alone. Raises OSError."""
    copy = target / database.name
    copy.mkdir(parents=True)
    for path in files_of(database):
        link(path, copy / path.name)
    write_marker(target, database.name)


def _folder(output: Path) -> Path:
    """A folder on the disk of the store if it may be written to, else one for temporary files, where data is copied."""
    try:
        serving = output / SERVING_FOLDER
        serving.mkdir(exist_ok=True)
        for left in serving.iterdir():
            if left.name.isdigit() and not _lives(int(left.name)):
                shutil.rmtree(left, ignore_errors=True)
        own = serving / str(os.getpid())
        shutil.rmtree(own, ignore_errors=True)
        own.mkdir()
        return own
    except OSError:
        return Path(tempfile.mkdtemp(prefix="khabar-"))


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

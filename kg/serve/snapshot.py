"""A second name for the store's files, under which they stay as they were while a build writes on.

Oxigraph calls it undefined to read what another process writes. Its files of data never change once they are there, so a link to each keeps
them; the few that do change are small and copied. A snapshot is taken only while nobody holds the store's lock, so that it shows whole builds.
"""

import os
import shutil
import struct
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kg.store import STORE_FOLDER
from ontology.errors import StoreError

SERVING_FOLDER = "serving"
_LASTING = (".sst", ".blob")
_TRIES = 20
_FLOCK = "hhqqi4x"  # struct flock: kind, whence, start, length, process
_A_MOMENT = 2_000_000_000  # ns

Fingerprint = tuple[tuple[str, int, int], ...]


def fingerprint(store: Path) -> Fingerprint:
    """Name, size and time of change of each file of the store; the same as long as nobody wrote."""
    found = []
    for path in sorted(_files(store)):
        try:
            status = path.stat()
        except FileNotFoundError:
            continue
        found.append((str(path.relative_to(store)), status.st_size, status.st_mtime_ns))
    return tuple(found)


def is_being_written(store: Path) -> bool:
    """Whether another process holds the store's lock; where the system cannot tell that, whether its files changed a moment ago."""
    if sys.platform != "linux":
        newest = max((changed for _, _, changed in fingerprint(store)), default=0)
        return time.time_ns() - newest < _A_MOMENT
    import fcntl  # stands on no other system in this form

    try:
        with (store / "oxigraph" / "LOCK").open("rb") as lock:
            asked = struct.pack(_FLOCK, fcntl.F_RDLCK, os.SEEK_SET, 0, 0, 0)
            return bool(struct.unpack(_FLOCK, fcntl.fcntl(lock, fcntl.F_GETLK, asked))[0] != fcntl.F_UNLCK)
    except FileNotFoundError:
        return False


class Snapshots:
    """The snapshots of one store, each in a folder of its own that is removed once it is let go.

    `close` removes them all; those that a killed server left behind are removed by the next one.
    """

    def __init__(self, output: Path) -> None:
        self.store = output / STORE_FOLDER
        self._folder = _folder(output)
        self._number = 0

    def take(self) -> tuple[Path, Fingerprint] | None:
        """A new snapshot and what it was taken of; None if the store is being written to. Raises StoreError if it cannot be read."""
        for _ in range(_TRIES):
            before = fingerprint(self.store)
            if not before:
                raise StoreError(f"{self.store}: is no graph of Khabar; run `kg build` first, or give the folder that it wrote to")
            if is_being_written(self.store):
                return None
            self._number += 1
            target = self._folder / str(self._number)
            if self._copied(target) and fingerprint(self.store) == before and not is_being_written(self.store):
                return target, before
            self.drop(target)
        return None

    def drop(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def _copied(self, target: Path) -> bool:
        """Whether all files could be had before one of them vanished."""
        for path in _files(self.store):
            if path.name == "LOCK":
                continue
            copy = target / path.relative_to(self.store)
            copy.parent.mkdir(parents=True, exist_ok=True)
            try:
                if path.suffix in _LASTING:
                    _link(path, copy)
                else:
                    shutil.copy2(path, copy)
            except FileNotFoundError:
                return False
        return True


def _files(store: Path) -> Iterator[Path]:
    return (path for path in store.rglob("*") if path.is_file() and not path.is_symlink())


def _link(path: Path, copy: Path) -> None:
    try:
        os.link(path, copy)
    except FileNotFoundError:
        raise
    except OSError:  # another disk, or one without links
        shutil.copy2(path, copy)


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

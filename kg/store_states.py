"""The states of a store on disk: who writes makes a new one beside the present one, and readers keep the one that they opened.

    khabar-store.json      the format, and which state is the present one: replaced at one stroke
    oxigraph-7/            Oxigraph's files of a state; once it is the present one they never change
    behind                 stands as long as the ledger may hold what the present state does not: while a build writes, and after a kill
    oxigraph-7.sha256      their checksums, for `sha256sum -c`; readers hold a lock on this file as long as they read

A new state begins as links to the files of the present one, as Oxigraph changes none of its large files, so it costs next to nothing.
Only when everything is in it and on disk does it become the present one: a kill leaves the former, whole. States that are not present are
removed by the next writer, unless somebody reads them.
"""

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.checksums import file_sum, format_sums, parse_sums, sync_files, sync_folder
from kg.lock import LOCK_FILE, FolderLock, try_lock
from ontology.errors import StoreError

STORE_FOLDER = "store"
FORMAT_VERSION = 1
MARKER = "khabar-store.json"
SUMS = ".sha256"
_STATE, _BEHIND = "oxigraph", "behind"
_LASTING = (".sst", ".blob")
_TRIES, _A_MOMENT = 100, 0.01  # seconds


@dataclass(frozen=True, slots=True)
class HeldState:
    """A state that somebody reads: its folder of Oxigraph's files stays until `release`."""

    database: Path
    _hold: BinaryIO | None

    def release(self) -> None:
        if self._hold is not None:
            self._hold.close()


@dataclass(frozen=True, slots=True)
class NewState:
    """A state in the making: its folder of Oxigraph's files becomes the present state by `publish` and goes by `abandon`, of which one must be called."""

    database: Path
    _lock: FolderLock

    def publish(self) -> None:
        """Makes it what is read from now on; Oxigraph must have let go of the files. Raises OSError, and then the former state stays."""
        folder = self.database.parent
        try:
            _write_sums(self.database, present(folder))
            write_marker(folder, self.database.name)
        finally:
            remove_others(folder)
            self._lock.release()

    def abandon(self) -> None:
        shutil.rmtree(self.database, ignore_errors=True)
        self._lock.release()


def hold_state(folder: Path) -> HeldState:
    """The present state of the store in `folder`, to be read. Raises StoreError if there is none, or a damaged one."""
    for _ in range(_TRIES):
        check_marker(folder, read_only=True)
        database = present(folder)
        if database is None:
            raise no_graph(folder)
        held, hold = _held(database)
        if held and (database / "CURRENT").is_file():
            return HeldState(database, hold)
        if hold is not None:
            hold.close()
        if present(folder) == database:
            break
        time.sleep(_A_MOMENT)  # somebody has made another state the present one, and removes this
    raise StoreError(f"{folder}: its present state lacks files; run `kg check --repair`")


def begin_state(folder: Path, anew: bool = False) -> NewState:
    """A new state that begins as the present one, or `anew` without any file of it.

    Raises StoreError for a folder that is none of ours or that another writes to, OSError.
    """
    if holds_anything(folder):
        check_marker(folder, read_only=False)
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as undone:
        lock = FolderLock.take(folder, "kg", wait=0)
        undone.callback(lock.release)
        if not (folder / MARKER).exists():
            write_marker(folder, None)  # before the database: a folder without it is never taken for ours
        remove_others(folder)
        former = None if anew else present(folder)
        numbers = (int(name) for state in states(folder) if (name := state.name.removeprefix(f"{_STATE}-")).isdigit())
        database = folder / f"{_STATE}-{max(numbers, default=0) + 1}"
        database.mkdir()
        for path in files_of(former) if former is not None and former.is_dir() else ():
            link(path, database / path.name)
        undone.pop_all()
    return NewState(database, lock)


def present(folder: Path) -> Path | None:
    """Where Oxigraph's files of the present state are; None before there is one."""
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        name = marker.get("database", _STATE)
    except (OSError, ValueError, AttributeError):
        return None
    return folder / name if isinstance(name, str) and Path(name).name == name else None


def is_begun(folder: Path) -> bool:
    """Whether a first writer has begun in the folder, and none has finished."""
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(marker, dict) and "database" in marker and marker["database"] is None


def states(folder: Path) -> tuple[Path, ...]:
    """The folders of all states, present, former and unfinished ones, sorted."""
    return tuple(sorted(path for path in folder.glob(f"{_STATE}*") if path.is_dir()))


def files_of(database: Path) -> Iterator[Path]:
    """Oxigraph's files but for its log and its lock, which a copy does not need."""
    return (path for path in sorted(database.iterdir()) if path.is_file() and path.name != "LOCK" and not path.name.startswith("LOG"))


def link(path: Path, copy: Path) -> None:
    """A second name for a file that never changes, else a copy of it. Raises OSError."""
    if path.suffix in _LASTING:
        try:
            os.link(path, copy)
        except FileNotFoundError:
            raise
        except OSError:  # another disk, or one without links
            pass
        else:
            return
    shutil.copy2(path, copy)


def sums_of(database: Path) -> Path:
    """The file with the checksums of a state."""
    return database.with_name(database.name + SUMS)


def abandoned(folder: Path) -> tuple[Path, ...]:
    """The states that a writer was stopped in; who asks holds the lock of the output folder. Sorted."""
    return tuple(database for database in states(folder) if database != present(folder) and not sums_of(database).exists())


def remove_others(folder: Path) -> None:
    """Removes the states that are neither present nor read by anybody, with all that belongs to them."""
    now = present(folder)
    for database in states(folder):
        if database != now:
            with suppress(OSError):  # what cannot be removed now is removed by the next
                _remove(database)


def is_behind(folder: Path) -> bool:
    """Whether the present state may hold another content of a document's graph than the ledger does."""
    return (folder / _BEHIND).exists()


def set_behind(folder: Path, behind: bool) -> None:
    """Notes that the ledger is about to be ahead of the store in `folder`, or no longer is. Raises StoreError."""
    with _writable(folder):
        if behind:
            (folder / _BEHIND).touch()
        else:
            (folder / _BEHIND).unlink(missing_ok=True)
        sync_folder(folder)


def write_marker(folder: Path, database: str | None) -> None:
    """Says at one stroke which state is the present one. Raises OSError."""
    path = folder / MARKER
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(json.dumps({"format": FORMAT_VERSION, "database": database}) + "\n", encoding="utf-8")
    sync_files([unfinished])
    unfinished.replace(path)
    sync_folder(folder)


def check_marker(folder: Path, read_only: bool) -> None:
    """Raises StoreError if the folder is no store of ours."""
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise (no_graph(folder) if read_only else _other_files(folder)) from error
    version = marker.get("format") if isinstance(marker, dict) else None
    if version != FORMAT_VERSION:
        raise StoreError(f"{folder}: has format {version!r}, this Khabar reads {FORMAT_VERSION}; remove the folder and run `kg build` again")


def forget_damaged_marker(folder: Path) -> None:
    """Begins with an empty store where the folder is ours by all else that it holds, but its marker cannot be read. Raises StoreError."""
    ours = all(path.name in (MARKER, LOCK_FILE, _BEHIND) or path.name.startswith(_STATE) for path in folder.iterdir()) if folder.is_dir() else False
    try:
        json.loads((folder / MARKER).read_bytes())
    except (OSError, ValueError) as error:
        if ours:
            with _writable(folder):
                write_marker(folder, None)
        elif folder.exists():
            raise _other_files(folder) from error


def holds_anything(folder: Path) -> bool:
    return folder.exists() and (not folder.is_dir() or any(path.name != LOCK_FILE for path in folder.iterdir()))


def no_graph(folder: Path) -> StoreError:
    inner = folder / STORE_FOLDER
    remedy = f"did you mean {inner}?" if (inner / MARKER).is_file() else "run `kg build` first, or give the folder that it wrote to"
    return StoreError(f"{folder}: is no graph of Khabar; {remedy}")


def _other_files(folder: Path) -> StoreError:
    return StoreError(f"{folder}: is no graph of Khabar, but holds other files; give another folder, or remove this one if nothing in it is needed")


def _write_sums(database: Path, former: Path | None) -> None:
    """Checksums of the state's files; a file that it shares with the former state keeps its own, so that damage in it stays known."""
    shared = {} if former is None else parse_sums(_content(sums_of(former)))
    sums: dict[str, str] = {}
    for path in files_of(database):
        twin = None if former is None else former / path.name
        known = shared.get(f"{twin.parent.name}/{twin.name}") if twin is not None and twin.exists() and twin.samefile(path) else None
        sums[f"{database.name}/{path.name}"] = known or file_sum(path)
    target = sums_of(database)
    target.write_bytes(format_sums(sums))
    sync_files([target])


@contextmanager
def _writable(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written to ({error.strerror or error}); check the folder's rights and the room on the disk") from error


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _held(database: Path) -> tuple[bool, BinaryIO | None]:
    """Whether nobody removes the state, and its checksum file, locked so that nobody will; None where it has none, or its file system knows no locks."""
    try:
        file = sums_of(database).open("rb")
    except OSError:
        return True, None
    try:
        return try_lock(file, shared=True), file
    except OSError:
        return True, file


def _remove(database: Path) -> None:
    """Removes a state that nobody reads, and what belongs to it, its checksums last. Raises OSError."""
    sums = sums_of(database)
    with sums.open("rb+") if sums.exists() else nullcontext() as file:
        if file is None or try_lock(file):
            shutil.rmtree(database)
            for path in database.parent.glob(f"{database.name}.*"):
                path.unlink(missing_ok=True)

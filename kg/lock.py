"""One writer at a time: a lock of the operating system on a file in the folder, which says who holds it.

The system lets go of it when its process ends, however that ends, so a lock is never left behind; only its file may be, and then says nothing.
"""

import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Self

from ontology.errors import StoreError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK_FILE = ".lock"
WAIT = 10.0  # seconds: longer than a small build takes, short enough for somebody who watches
_LOOK_AGAIN = 0.1  # seconds
_BEYOND = 1 << 30  # Windows lets nobody read what is locked, so the lock lies behind the words


def try_lock(file: BinaryIO, shared: bool = False) -> bool:
    """Locks the open file if nobody stands against it; closing it unlocks it. Several may hold it `shared`, which Windows does not know. Raises OSError."""
    try:
        if sys.platform != "win32":
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        elif not shared:
            file.seek(_BEYOND)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except (BlockingIOError, PermissionError):
        return False
    return True


class FolderLock:
    """The right to write in a folder; use `take` and `release`, or `writing`."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path, self._file = path, file

    @classmethod
    def take(cls, folder: Path, command: str, wait: float = WAIT) -> Self:
        """Waits up to `wait` seconds for whoever writes in `folder`, which must exist. Raises StoreError that names the holder, OSError."""
        path, deadline = folder / LOCK_FILE, time.monotonic() + wait
        while True:
            file = _opened(path)
            if try_lock(file) and _is_at(file, path):
                _describe(file, command)
                return cls(path, file)
            file.close()
            if time.monotonic() >= deadline:
                raise StoreError(f"{folder}: is locked by {_holder(path)}; wait until it is done (--wait SECONDS), or stop it")
            time.sleep(_LOOK_AGAIN)

    def release(self) -> None:
        with suppress(OSError):  # Windows removes no open file, and a folder may have become one for reading
            self._file.truncate(0)
            self._path.unlink()
        self._file.close()


@contextmanager
def writing(folder: Path, command: str, wait: float = WAIT) -> Iterator[None]:
    """Holds the lock of `folder` during the block; errors as `FolderLock.take`, in words."""
    try:
        lock = FolderLock.take(folder, command, wait)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written to ({error.strerror or error}); give a folder that may be written to") from error
    try:
        yield
    finally:
        lock.release()


def _opened(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644), "r+b", buffering=0)


def _is_at(file: BinaryIO, path: Path) -> bool:
    """Whether the file still is the one of that name: who held it before has removed it."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _describe(file: BinaryIO, command: str) -> None:
    told = {"command": command, "host": socket.gethostname(), "process": os.getpid(), "since": datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")}
    with suppress(OSError):  # a full disk keeps nobody from the lock
        file.seek(0)
        file.truncate(0)
        file.write(json.dumps(told, sort_keys=True).encode() + b"\n")


def _holder(path: Path) -> str:
    try:
        told = json.loads(path.read_bytes())
        return f"`{told['command']}` (process {told['process']} on {told['host']}, since {told['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process that writes to it"

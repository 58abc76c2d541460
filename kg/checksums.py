"""Checksum files as `sha256sum` writes and checks them: a SHA-256 and a file's name in each line."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

_PIECE = 1 << 20  # bytes read at once
_HEX = 64


def sum_line(name: str, content: bytes) -> bytes:
    """The line of a file with this content."""
    return _line(name, hashlib.sha256(content).hexdigest())


def file_sum(path: Path) -> str:
    """A file's SHA-256 in hexadecimal, read in pieces. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def format_sums(sums: Mapping[str, str]) -> bytes:
    """A checksum file of SHA-256 by file name, sorted."""
    return b"".join(_line(name, sums[name]) for name in sorted(sums))


def parse_sums(content: bytes) -> dict[str, str]:
    """SHA-256 by file name, of the lines that are whole."""
    pairs = (line.split("  ", 1) for line in content.decode(errors="replace").splitlines())
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2 and len(pair[0]) == _HEX}


def sync_files(paths: Iterable[Path]) -> None:
    """Waits until the files' contents are on disk. Raises OSError."""
    for path in paths:
        with path.open("rb+") as file:
            os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Makes renames and removals in it last; file systems of Windows do so by themselves and cannot open a folder. Raises OSError."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _line(name: str, digest: str) -> bytes:
    return f"{digest}  {name}\n".encode()

"""Untrusted files as streams of lines and documents: plain, or packed in a zip archive, which is read where it stands and never unpacked to disk."""

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO

from extract.read.standard import read_standard_input
from kg.gazetteer.values import Fault, Limits

SUFFIXES = frozenset([".txt", ".tsv", ".csv", ".json", ".geojson"])
# What stands beside the data in the archives of GeoNames.
_COMPANIONS = frozenset(["readme.txt", "iso-languagecodes.txt"])
_SQLITE = b"SQLite format 3\x00"
_ZIP = b"PK\x03\x04"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# What zipfile raises for damage, passwords and methods that it does not know.
_UNREADABLE = (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)
_HEAD = 1 << 16  # bytes by which a format is told
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """One stream of a file: `name` as people know it (`SY.zip/SY.txt`), its first bytes, and how it is opened from its beginning."""

    name: str
    head: bytes
    open: Callable[[], IO[bytes]]
    path: Path | None = None

    @property
    def is_sqlite(self) -> bool:
        return self.head.startswith(_SQLITE)


def open_sources(path: Path, limits: Limits, name: str | None = None) -> Iterator[Source | Fault]:
    """All streams of a file, an archive or a folder, sorted by name. What cannot be read or trusted is a fault; `name` is what people call it."""
    name = name or str(path)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            for file in sorted(_walk(path)):
                yield from _open_file(file, limits, str(file))
        elif stat.S_ISREG(mode):
            yield from _open_file(path, limits, name)
        else:
            yield Fault(name, "neither a file nor a folder; give the gazetteer's file")
    except (OSError, ValueError) as error:
        yield Fault(name, f"cannot be read ({_why(error)}); check the path and its permissions")


def keep_standard_input(folder: Path) -> Path:
    """All of standard input as a file in the folder, for it can be read only once. Raises InputError where it is closed."""
    file = folder / "standard-input"
    with file.open("wb") as copy:
        while piece := read_standard_input(_PIECE):
            copy.write(piece)
    return file


def read_lines(source: Source, limits: Limits) -> Iterator[tuple[int, str] | Fault]:
    """The lines of a stream with their numbers, without line ends; one that is too long or no UTF-8 is a fault and the next goes on."""
    number = 0
    try:
        with source.open() as stream:
            for number, line in enumerate(iter(lambda: stream.readline(limits.line), b""), start=1):
                if len(line) == limits.line and not line.endswith(b"\n"):
                    while line and not line.endswith(b"\n"):  # the rest of it, in pieces
                        line = stream.readline(limits.line)
                    yield Fault(f"{source.name}:{number}", f"longer than {limits.line} bytes, no line of a gazetteer; remove it")
                else:
                    yield _decoded(line, number, source.name)
    except _UNREADABLE as error:
        yield Fault(f"{source.name}:{number + 1}", f"cannot be read on from here ({_why(error)}); get the file again")


def _decoded(line: bytes, number: int, name: str) -> tuple[int, str] | Fault:
    try:
        return number, line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        return Fault(f"{name}:{number}", f"not UTF-8 (byte {error.start + 1} of the line); save the file as UTF-8")


def read_document(source: Source, limits: Limits) -> bytes | Fault:
    """The whole stream, or why it cannot be had."""
    try:
        with source.open() as stream:
            content = stream.read(limits.document + 1)
    except _UNREADABLE as error:
        return Fault(source.name, f"cannot be read ({_why(error)}); get the file again")
    if len(content) > limits.document:
        return Fault(source.name, f"larger than {limits.document} bytes, too much for one document; give its features one by one")
    return content


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _walk(folder: Path) -> Iterator[Path]:
    """The files below a folder; links are passed over, for they may lead out of it or in a circle."""
    for path in folder.rglob("*"):
        if path.suffix.lower() in SUFFIXES and path.name.lower() not in _COMPANIONS and not path.is_symlink() and path.is_file():
            yield path


def _open_file(path: Path, limits: Limits, name: str) -> Iterator[Source | Fault]:
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(_ZIP):
        yield from _open_archive(path, limits, name)
    elif head.startswith(_UTF_16):
        yield Fault(name, "is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8")
    else:
        yield Source(name, head, lambda: path.open("rb"), path)


def _open_archive(path: Path, limits: Limits, name: str) -> Iterator[Source | Fault]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted(archive.infolist(), key=lambda member: member.filename)
            if any(member.filename == "[Content_Types].xml" for member in members):
                yield Fault(name, "is a spreadsheet (XLSX); open it and save each sheet as CSV in UTF-8")
                return
            size = sum(member.file_size for member in members)
            if size > limits.unpacked or size > limits.ratio * max(path.stat().st_size, _HEAD):
                yield Fault(name, f"unpacks to {size} bytes, more than such data does; unpack it yourself if you trust it")
                return
            yield from _members(name, archive, members)
    except _UNREADABLE as error:
        yield Fault(name, f"a damaged or locked zip archive ({_why(error)}); get it again, or unpack it yourself")


def _members(archive_name: str, archive: zipfile.ZipFile, members: Sequence[zipfile.ZipInfo]) -> Iterator[Source]:
    """The archive stays open until the last of them has been read."""
    for member in members:
        name = PurePosixPath(member.filename)
        if member.is_dir() or name.suffix.lower() not in SUFFIXES or name.name.lower() in _COMPANIONS:
            continue
        with archive.open(member) as stream:
            head = stream.read(_HEAD)
        yield Source(f"{archive_name}/{name.name}", head, partial(archive.open, member))

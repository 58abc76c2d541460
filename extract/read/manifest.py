"""The manifest: a CSV table of what is known of articles beside their text.

Columns `file,source,published,title,url,language`; others are ignored, all but `file` may be missing or empty.
A row that contradicts itself concerns its own article alone; a table that cannot be read concerns all of them.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from extract.read.decode import Notice, decode, encoding_notice
from extract.read.standard import STANDARD_INPUT, read_standard_input
from ontology.errors import InputError

_DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
# Other schemes (javascript:) have no place behind a link, and these signs none in an IRI.
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of one article; `published` is an EDTF day or month."""

    line: int
    source: str | None = None
    published: str | None = None
    title: str | None = None
    url: str | None = None
    language: str = "ar"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The table, by resolved file: its entry, or the error that makes the row unusable.

    `astray` are the errors of rows that name no existing file.
    """

    entries: Mapping[Path, Entry | InputError]
    astray: tuple[InputError, ...] = ()
    notices: tuple[Notice, ...] = ()


NO_MANIFEST = Manifest(entries=MappingProxyType({}))


def read_manifest(path: Path, folders: Sequence[Path] = ()) -> Manifest:
    """The manifest in `path` (`-` for standard input); its files are looked for beside it, then in `folders`.

    Raises InputError where the table as a whole cannot be read; what is wrong with single rows is in the value.
    """
    text, encoding = decode(_read_bytes(path), str(path))
    notice = encoding_notice(str(path), encoding)
    entries: dict[Path, Entry | InputError] = {}
    astray: list[InputError] = []
    for line, row in _rows(text, path):
        file = _find_file(row.get("file", ""), (path.parent, *folders))
        if file is None:
            astray.append(_absent(row.get("file", ""), path, line))
        else:
            entries[file] = _join(entries.get(file), _parse(row, path, line), path, line)
    return Manifest(MappingProxyType(entries), tuple(astray), (notice,) if notice else ())


def parse_published(value: str) -> str | None:
    """The EDTF day or month (`2021-12-09`, `2021-12`), None for an empty cell; raises ValueError for anything else."""
    value = value.strip()
    if not value:
        return None
    match = _DAY.fullmatch(value)
    if not match:
        raise ValueError(f"{value!r} is neither YYYY-MM-DD nor YYYY-MM")
    date(int(match[1]), int(match[2]), int(match[3] or 1))
    return value


def _read_bytes(path: Path) -> bytes:
    if path == STANDARD_INPUT:
        return read_standard_input()
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: no such manifest; check the path after --manifest") from None
    except OSError as error:
        raise InputError(f"{path}: cannot read the manifest ({error.strerror}); give a readable CSV file") from error


def _rows(text: str, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row by column name, with the line it starts at."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        columns = [name.strip().lower() for name in next(reader, [])]
        _check_columns(columns, path)
        start = reader.line_num + 1
        for cells in reader:
            if any(cells):
                yield start, _row(columns, cells)
            start = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{path}:{reader.line_num}: not a CSV table ({error}); save it as CSV with commas and double quotes") from error


def _check_columns(columns: Sequence[str], path: Path) -> None:
    if "file" not in columns:
        found = ", ".join(columns) or "nothing"
        raise InputError(f"{path}:1: no column named 'file' (found: {found}); the first line names the columns, with commas between them")
    if len(set(columns)) < len(columns):
        raise InputError(f"{path}:1: a column stands there twice ({', '.join(columns)}); keep one of each")


def _row(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The cells by column; those beyond the columns under the empty name, for `_parse` to refuse."""
    row = {name: cell.strip() for name, cell in zip(columns, cells, strict=False)}
    return row | {"": str(len(cells))} if len(cells) > len(columns) else row


def _find_file(name: str, folders: Sequence[Path]) -> Path | None:
    return next((file.resolve() for folder in folders if name and _is_file(file := folder / name)), None)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than names may be
        return False


def _absent(name: str, path: Path, line: int) -> InputError:
    if not name:
        return InputError(f"{path}:{line}: the row names no file; fill its 'file' cell or delete the row")
    return InputError(f"{path}:{line}: there is no file {name!r} beside the manifest; correct the name or delete the row")


def _parse(row: Mapping[str, str], path: Path, line: int) -> Entry | InputError:
    where = f"{path}:{line}: {row['file']}"
    if "" in row:
        return InputError(f"{where}: the row has {row['']} cells, more than there are columns; put double quotes around a cell that holds a comma")
    try:
        published = parse_published(row.get("published", ""))
    except ValueError as error:
        return InputError(f"{where}: bad date of publication ({error}); write 2021-12-09, 2021-12 or nothing")
    url, language = row.get("url") or None, row.get("language") or "ar"
    if url and not _URL.fullmatch(url):
        return InputError(f"{where}: bad url {url!r}; write a whole http(s) address without spaces, or nothing")
    if not _LANGUAGE.fullmatch(language):
        return InputError(f"{where}: bad language {language!r}; write a language tag such as ar")
    return Entry(line, row.get("source") or None, published, row.get("title") or None, url, language)


def _join(before: Entry | InputError | None, found: Entry | InputError, path: Path, line: int) -> Entry | InputError:
    """A second row for the same file must say the same."""
    if before is None or isinstance(before, InputError):
        return before or found
    if isinstance(found, Entry) and replace(found, line=before.line) == before:
        return before
    return InputError(f"{path}:{line}: names the file of line {before.line} again and says otherwise; keep one of the two rows")

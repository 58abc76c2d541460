"""Files to documents.

A file is one article. Its text is kept code point for code point (`decode.py` says how), so that every offset
can be checked in the file itself. Whatever is wrong with one file is yielded in its place and the others go on.
"""

import hashlib
import os
import stat
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.model import Document
from extract.read.decode import Notice, decode, encoding_notice
from extract.read.manifest import NO_MANIFEST, Entry, Manifest, read_manifest
from extract.read.standard import STANDARD_INPUT, read_standard_input
from ontology.errors import InputError

SUFFIXES = (".txt", ".md")
LARGEST = 10 * 1024 * 1024  # bytes; the longest article seen has a hundredth of it, so more is no article


@dataclass(frozen=True, slots=True)
class Article:
    """A file that holds an article: `path` as it was named, `file` the same resolved, `id` for the document.

    The id is the file's stem; where several files share it, as many folders stand before it as tell them apart.
    """

    path: Path
    file: Path
    id: str


def read_documents(paths: Sequence[Path], manifest: Path | None = None, *, largest: int = LARGEST) -> Iterator[Document | InputError | Notice]:
    """Yields the documents of `paths` (files, folders with all they hold, `-` for standard input), sorted by path.

    In a bad file's place stands its InputError; before a document whose bytes had to be guessed at stands a Notice.
    Rows of the manifest that name no file come first. `largest` is the limit in bytes of one file.
    Raises InputError, before anything is read, if the manifest as a whole cannot be used.
    """
    table = read_manifest(manifest, [path for path in paths if path.is_dir()]) if manifest else NO_MANIFEST
    return _documents(find_articles(paths), table, largest)


def find_articles(paths: Sequence[Path]) -> tuple[Article | InputError, ...]:
    """The articles under `paths`, each file once, sorted by path; in the place of a path that gives none, its error.

    Folders are searched to the bottom, through links but never in a circle; hidden files and READMEs are passed over.
    """
    found: dict[Path, Path] = {}
    values: list[tuple[str, Article | InputError]] = []
    for path in sorted(set(paths)):
        for file in _files(path):
            if isinstance(file, InputError):
                values.append((str(path), file))
            else:
                found.setdefault(Path(os.path.realpath(file)) if file != STANDARD_INPUT else file, file)
    ids = _ids(found)
    values.extend((str(path), Article(path, file, ids[file])) for file, path in found.items())
    return tuple(value for _, value in sorted(values, key=lambda pair: pair[0]))


def _documents(articles: Sequence[Article | InputError], table: Manifest, largest: int) -> Iterator[Document | InputError | Notice]:
    yield from table.notices
    yield from table.astray
    for article in articles:
        if isinstance(article, InputError):
            yield article
        else:
            yield from _read(article, table.entries.get(article.file), largest)


def _read(article: Article, entry: Entry | InputError | None, largest: int) -> Iterator[Document | InputError | Notice]:
    if isinstance(entry, InputError):
        yield entry
        return
    name = _printable(article.path)
    try:
        data = _read_bytes(article.file, name, largest)
        text, encoding = decode(data, name)
        _check_words(text, name)
    except InputError as error:
        yield error
        return
    if notice := encoding_notice(name, encoding):
        yield notice
    id_ = article.id if article.path != STANDARD_INPUT else f"stdin-{hashlib.sha256(data).hexdigest()[:12]}"
    row = entry or Entry(line=0)
    yield Document(id=id_, text=text, source=row.source, published=row.published, title=row.title, url=row.url, language=row.language)


def _read_bytes(file: Path, name: str, largest: int) -> bytes:
    if file == STANDARD_INPUT:
        data = read_standard_input(largest + 1)
        size = len(data)
    else:
        try:
            size = file.stat().st_size
            data = file.read_bytes() if size <= largest else b""
        except OSError as error:
            raise _unreadable(name, error) from error
    if size > largest:
        raise InputError(f"{name}: larger than {largest} bytes, too much for one article; split it into its articles")
    return data


def _check_words(text: str, name: str) -> None:
    if not any(map(str.isalnum, text)):
        raise InputError(f"{name}: holds no words; give it its article or leave it out")


def _files(path: Path) -> Iterator[Path | InputError]:
    """The article files at `path`, sorted, and what is wrong there."""
    if path == STANDARD_INPUT:
        yield path
        return
    name = _printable(path)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:  # ValueError: a null byte in the name
        yield _unreadable(name, error)
        return
    if stat.S_ISDIR(mode):
        files = list(_walk(path))
        yield from files or [InputError(f"{name}: no articles in this folder; put {' or '.join(SUFFIXES)} files there")]
    elif not stat.S_ISREG(mode) or path.suffix.lower() not in SUFFIXES:
        yield InputError(f"{name}: not a {' or '.join(SUFFIXES)} file; save the article as plain text")
    else:
        yield path


def _unreadable(name: str, error: OSError | ValueError) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError(f"{name}: no such file or folder; check the path")
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return InputError(f"{name}: cannot be read ({reason}); check the path and its permissions")


def _walk(folder: Path) -> Iterator[Path | InputError]:
    visited: set[str] = set()
    denied: list[OSError] = []
    for here, folders, names in os.walk(folder, followlinks=True, onerror=denied.append):
        real = os.path.realpath(here)
        folders[:] = () if real in visited else sorted(name for name in folders if not name.startswith("."))
        if real not in visited:
            yield from (Path(here, name) for name in sorted(names) if _is_article(name))
        visited.add(real)
    yield from (_unreadable(_printable(error.filename), error) for error in denied)


def _is_article(name: str) -> bool:
    stem, suffix = os.path.splitext(name.lower())  # noqa: PTH122 (folders hold millions of names, and a Path costs ten times as much)
    return suffix in SUFFIXES and not name.startswith(".") and stem != "readme"


def _ids(found: dict[Path, Path]) -> dict[Path, str]:
    """An id for every file, all different, none longer than it needs to be."""
    by_stem: dict[str, list[Path]] = defaultdict(list)
    for file in found:
        by_stem[file.stem].append(file)
    return {file: id_ for stem, files in by_stem.items() for file, id_ in zip(files, _distinct(stem, files), strict=True)}


def _distinct(stem: str, files: Sequence[Path]) -> list[str]:
    if len(files) == 1:
        return [_printable(stem)]
    beside = len({file.parent for file in files}) < len(files)  # a.txt and a.md in one folder
    for depth in range(max(len(file.parts) for file in files)):
        names = ["/".join((*_last_folders(file, depth), file.name if beside else stem)) for file in files]
        if len(set(names)) == len(names):
            break
    return [_printable(name) for name in names]


def _last_folders(file: Path, depth: int) -> tuple[str, ...]:
    folders = file.parent.parts[1:]
    return folders[max(0, len(folders) - depth) :]


def _printable(path: Path | str) -> str:
    """The path as text that can be written anywhere, also where its bytes are no UTF-8."""
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")

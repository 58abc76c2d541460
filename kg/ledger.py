"""The truth on disk beside the store: every document's quads and reading, with checksums.

A document `x` owns three files in the folder: `<name>.nq` (its sorted N-Quads), `<name>.json` (its reading) and `<name>.sha256`, which
`sha256sum -c` understands. What is put is on disk as `<name>.nq.new` and `<name>.json.new` before the checksums are replaced, at one stroke:
from then on the new files are the document, until then the old ones are, and who reads takes whichever the checksums vouch for. A kill at
any moment leaves the one or the other. A document goes by the renaming of its checksums to `<name>.removed`. Waiting for the disk is what
costs most, so documents that are put together wait together.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from kg.checksums import parse_sums, sum_line, sync_files, sync_folder
from kg.damage import AGAIN, REPAIR, Damage
from ontology.errors import StoreError

LEDGER_FOLDER = "documents"
_QUADS, _READING, _SUMS = ".nq", ".json", ".sha256"
_NEW, _REMOVED = ".new", ".removed"
_TRIES = 5  # of reading a document that is being replaced meanwhile
_LONGEST_SLUG = 40  # a readable beginning; file systems allow 255 bytes in all


def file_name(document_id: str) -> str:
    """The stem of a document's files: a readable beginning and a digest that tells ids apart.

    Lower-case ASCII only, so that no file system folds two names into one and no id leaves the folder.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", document_id.lower()).strip("-")[:_LONGEST_SLUG].strip("-")
    digest = hashlib.sha256(document_id.encode("utf-8", "surrogatepass")).hexdigest()[:20]
    return f"{slug}-{digest}" if slug else digest


class Ledger:
    """The documents of one output folder; `folder` is usually `<output>/documents` and is made when first written to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, document_id: str, reading: Mapping[str, object], quads: bytes) -> None:
        """Writes or replaces a document; when it returns, the document is on disk.

        `reading` is a JSON value, `quads` sorted N-Quads in UTF-8. Raises StoreError where the folder cannot be written.
        """
        self.put_all([(document_id, reading, quads)])

    def put_all(self, documents: Iterable[tuple[str, Mapping[str, object], bytes]]) -> None:
        """`put` of several: id, reading and quads of each. A kill leaves each of them whole or absent; nothing is written if one is refused."""
        contents = {name: {_QUADS: quads, _READING: _to_json(name, reading)} for name, reading, quads in documents}
        stems = {name: file_name(name) for name in contents}
        with self._explained(tuple(contents)):
            self.folder.mkdir(parents=True, exist_ok=True)
            for stem in stems.values():
                self._settle(stem)  # what a kill left may still be the document
            files = {self._path(stems[name], ending): content for name, parts in contents.items() for ending, content in parts.items()}
            sums = {self._path(stem, _SUMS): _sums(name, stem, contents[name]) for name, stem in stems.items()}
            _write_new(files | sums)
            sync_folder(self.folder)
            _take_place(sums)
            sync_folder(self.folder)
            _take_place(files)

    def get_reading(self, document_id: str) -> Mapping[str, object]:
        """The reading given to `put`; raises StoreError if the document is absent or damaged."""
        reading: Mapping[str, object] = json.loads(self._checked(document_id, _READING))
        return reading

    def get_quads(self, document_id: str) -> bytes:
        """The N-Quads given to `put`; raises StoreError if the document is absent or damaged."""
        return self._checked(document_id, _QUADS)

    def reading_sum(self, document_id: str) -> str:
        """The SHA-256 of the document's reading, as `sum_of_reading` gives it; raises StoreError if the document is absent or its checksums are damaged."""
        name = file_name(document_id) + _READING
        found = parse_sums(self._sums_of(document_id)).get(name)
        if found is None:
            raise StoreError(f"{self.folder / name}: has no checksum; {AGAIN}")
        return found

    def seal(self, document_id: str) -> str:
        """A digest of the document's checksums, and so of both its files; raises StoreError if the document is absent."""
        return hashlib.sha256(self._sums_of(document_id)).hexdigest()

    def __contains__(self, document_id: str) -> bool:
        return self._path(file_name(document_id), _SUMS).is_file()

    def ids(self) -> tuple[str, ...]:
        """The ids of all documents that were wholly written, sorted."""
        found = (_document_id(path) for path in self._files(_SUMS))
        return tuple(sorted(document_id for document_id in found if document_id is not None))

    def remove(self, document_id: str) -> None:
        """Removes a document; one that is absent stays absent."""
        stem = file_name(document_id)
        try:
            with suppress(FileNotFoundError):
                self._path(stem, _SUMS).replace(self._path(stem, _REMOVED))
                sync_folder(self.folder)
                self._settle(stem)
        except OSError as error:
            raise StoreError(f"{self.folder}: document {document_id!r} cannot be removed ({error.strerror or error}); check the folder's rights") from error

    def settle(self) -> None:
        """Ends what a kill left half done: what was put takes its place, what was not goes, and so does what was removed. Raises StoreError."""
        try:
            for path in self.leftovers():
                self._settle(path.name.partition(".")[0])
        except OSError as error:
            raise StoreError(f"{self.folder}: cannot be written to ({error.strerror or error}); check the folder's rights and the room on the disk") from error

    def leftovers(self) -> tuple[Path, ...]:
        """Files that `settle` puts in their place or removes; while another writes, files that it works on. Sorted."""
        return tuple(sorted(path for ending in (_NEW, _REMOVED) for path in self._files(ending)))

    def check(self) -> tuple[str, ...]:
        """What is damaged on disk, one line a problem, sorted; empty if all is well. Reads every file."""
        return tuple(map(str, self.damages()))

    def damages(self) -> tuple[Damage, ...]:
        """What `check` tells, as values, sorted by file."""
        found = [damage for name in self.ids() for ending in (_QUADS, _READING) if (damage := self._damage(name, ending)) is not None]
        remedy = f"{AGAIN}; `kg check --repair` sets aside what is left of it"
        found += [Damage(path, None, "is damaged, or stands without its checksums", remedy) for path in self.nameless()]
        return tuple(sorted(found, key=lambda damage: damage.path))

    def nameless(self) -> tuple[Path, ...]:
        """Files of documents whose checksums are lost or do not name them any more, sorted: nobody can tell whether these are whole."""
        contents = [path for ending in (_QUADS, _READING) for path in self._files(ending)]
        sums = self._files(_SUMS)
        known = {path.stem for path in (*sums, *self._files(_REMOVED))}
        bad = [path for path in sums if _document_id(path) is None and path.exists()]
        return tuple(sorted([*bad, *(path for path in contents if path.stem not in known and path.exists())]))

    def files_of(self, document_id: str) -> tuple[Path, ...]:
        """The files that there are of a document, sorted."""
        return tuple(sorted(self.folder.glob(f"{file_name(document_id)}.*")))

    def _damage(self, document_id: str, ending: str) -> Damage | None:
        """What is wrong with a file of a document that is there."""
        try:
            self._checked(document_id, ending)
        except _DamagedError as error:
            return error.damage
        except StoreError:  # removed meanwhile
            return None
        return None

    def _checked(self, document_id: str, ending: str) -> bytes:
        """A file's content, compared with its checksum."""
        path = self._path(file_name(document_id), ending)
        sums = self._sums_of(document_id)
        for _ in range(_TRIES):
            for candidate in (path, _new(path)):
                with suppress(OSError):
                    content = candidate.read_bytes()
                    if sum_line(path.name, content) in sums.splitlines(keepends=True):
                        return content
            before, sums = sums, self._sums_of(document_id)
            if before == sums and not _new(path).exists():
                break
        told = "is not what was written, its checksum differs" if path.exists() else "is gone"
        remedy = f"{REPAIR}, which makes it anew of the reading, or {AGAIN}" if ending == _QUADS else AGAIN
        raise _DamagedError(Damage(path, f"document {document_id!r}", told, remedy))

    def _sums_of(self, document_id: str) -> bytes:
        try:
            return _read(self._path(file_name(document_id), _SUMS))
        except FileNotFoundError as error:
            raise StoreError(f"{self.folder}: there is no document {document_id!r}; run `kg build` on it first") from error

    def _settle(self, stem: str) -> None:
        """Ends what was begun with one document. Raises OSError."""
        removed, sums = self._path(stem, _REMOVED), self._path(stem, _SUMS)
        vouched = _read(sums).splitlines() if sums.exists() else []
        for path in (self._path(stem, ending) for ending in (_QUADS, _READING, _SUMS)):
            if removed.exists() and not vouched:
                path.unlink(missing_ok=True)
            if _new(path).exists():
                if sum_line(path.name, _read(_new(path))).rstrip() in vouched:
                    _take_place([path])
                else:
                    _new(path).unlink()
        removed.unlink(missing_ok=True)

    def _files(self, ending: str) -> list[Path]:
        return sorted(self.folder.glob(f"*{ending}")) if self.folder.is_dir() else []

    def _path(self, stem: str, ending: str) -> Path:
        return self.folder / (stem + ending)

    @contextmanager
    def _explained(self, names: Sequence[str]) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            which = f"document {names[0]!r}" if len(names) == 1 else f"documents {names[0]!r} to {names[-1]!r}"
            raise StoreError(f"{self.folder}: {which} cannot be written ({error.strerror or error}); give a folder with room") from error


def sum_of_reading(document_id: str, reading: Mapping[str, object]) -> str:
    """The SHA-256 of a reading as the ledger writes it."""
    return hashlib.sha256(_to_json(document_id, reading)).hexdigest()


class _DamagedError(StoreError):
    """A file that is not what was written."""

    def __init__(self, damage: Damage) -> None:
        super().__init__(str(damage))
        self.damage = damage


def _new(path: Path) -> Path:
    """What is to take the place of a file."""
    return path.with_name(path.name + _NEW)


def _write_new(files: Mapping[Path, bytes]) -> None:
    """Writes all of them beside those whose places they are to take; on disk in the end, or gone. Raises OSError."""
    with ExitStack() as undone:
        for path, content in files.items():
            undone.callback(_remove, _new(path))
            _new(path).write_bytes(content)
        sync_files(map(_new, files))
        undone.pop_all()


def _remove(path: Path) -> None:
    """Removes a file as far as that can be done: what is left of one that could not be written is no document, and `check` names it."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _take_place(paths: Iterable[Path]) -> None:
    for path in paths:
        _new(path).replace(path)


def _read(path: Path) -> bytes:
    """The content. Raises FileNotFoundError, StoreError for what cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror or error}); check its rights and the disk") from error


def _to_json(document_id: str, reading: Mapping[str, object]) -> bytes:
    try:
        text = json.dumps(dict(reading), ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
        return (text + "\n").encode("utf-8")
    except (TypeError, ValueError) as error:
        raise StoreError(f"the reading of document {document_id!r} is no JSON value ({error}); give text, numbers, lists and mappings only") from error


def _sums(document_id: str, stem: str, contents: Mapping[str, bytes]) -> bytes:
    lines = [f"# {json.dumps(document_id)}\n".encode()]  # a comment to sha256sum; JSON keeps line breaks out of it
    lines += [sum_line(stem + ending, content) for ending, content in contents.items()]
    return b"".join(lines)


def _document_id(sums: Path) -> str | None:
    """The id in a checksum file's first line; None if it is damaged, and so no longer the one that the file is named after."""
    try:
        document_id = json.loads(sums.read_text(encoding="utf-8").splitlines()[0].removeprefix("# "))
    except (OSError, ValueError, IndexError):
        return None
    return document_id if isinstance(document_id, str) and file_name(document_id) == sums.stem else None

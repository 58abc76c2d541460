"""The truth on disk beside the store: every document's quads and reading, with checksums.

A document `x` owns three files in the folder: `<name>.nq` (its sorted N-Quads), `<name>.json` (its reading) and
`<name>.sha256`, which `sha256sum -c` understands. The checksums are written last and removed first: without them
the document is absent, so a kill between two files never leaves half a document behind. Waiting for the disk is what
costs most, so documents that are put together wait together.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from ontology.errors import StoreError

LEDGER_FOLDER = "documents"
_QUADS, _READING, _SUMS = ".nq", ".json", ".sha256"
_UNFINISHED = ".unfinished"
_REMEDY = "run `kg build` on the article again"
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
                self._path(stem, _SUMS).unlink(missing_ok=True)
            self._sync()  # the old checksums must be gone before the files they vouch for change
            self._write({stems[name] + ending: content for name, files in contents.items() for ending, content in files.items()})
            self._write({stems[name] + _SUMS: _sums(name, stems[name], files) for name, files in contents.items()})

    def get_reading(self, document_id: str) -> Mapping[str, object]:
        """The reading given to `put`; raises StoreError if the document is absent or damaged."""
        reading: Mapping[str, object] = json.loads(self._checked(document_id, _READING))
        return reading

    def get_quads(self, document_id: str) -> bytes:
        """The N-Quads given to `put`; raises StoreError if the document is absent or damaged."""
        return self._checked(document_id, _QUADS)

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
            for ending in (_SUMS, _QUADS, _READING):
                self._path(stem, ending).unlink(missing_ok=True)
                self._path(stem, ending + _UNFINISHED).unlink(missing_ok=True)  # left by a kill
            if self.folder.is_dir():
                self._sync()
        except OSError as error:
            raise StoreError(f"{self.folder}: document {document_id!r} cannot be removed ({error.strerror or error}); check the folder's rights") from error

    def check(self) -> tuple[str, ...]:
        """What is wrong on disk, one line a problem, sorted; empty if all is well. Reads every file."""
        problems = [problem for path in self._files(_SUMS) for problem in self._problems(path)]
        whole = {path.stem for path in self._files(_SUMS)}
        for ending in (_QUADS, _READING):
            problems += [f"{path}: was not finished or lost its checksums; {_REMEDY}" for path in self._files(ending) if path.stem not in whole]
        return tuple(sorted(problems))

    def _problems(self, sums: Path) -> list[str]:
        document_id = _document_id(sums)
        if document_id is None or file_name(document_id) != sums.stem:
            return [f"{sums}: is damaged; {_REMEDY}"]
        problems = []
        for ending in (_QUADS, _READING):
            try:
                self._checked(document_id, ending)
            except StoreError as error:
                problems.append(str(error))
        return problems

    def _checked(self, document_id: str, ending: str) -> bytes:
        """A file's content, compared with its checksum."""
        stem, sums = file_name(document_id), self._sums_of(document_id)
        path = self._path(stem, ending)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise StoreError(f"{path}: cannot be read ({error.strerror or error}); {_REMEDY}") from error
        if _sum_line(stem + ending, content) not in sums.splitlines(keepends=True):
            raise StoreError(f"{path}: is not what was written (document {document_id!r}, checksum differs); {_REMEDY}")
        return content

    def _sums_of(self, document_id: str) -> bytes:
        try:
            return self._path(file_name(document_id), _SUMS).read_bytes()
        except FileNotFoundError as error:
            raise StoreError(f"{self.folder}: there is no document {document_id!r}; run `kg build` on it first") from error

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

    def _write(self, files: Mapping[str, bytes]) -> None:
        """Writes each file whole: under another name first, on disk before it takes its own; all are on disk at the end."""
        unfinished = {name: self.folder / (name + _UNFINISHED) for name in files}
        try:
            for name, content in files.items():
                unfinished[name].write_bytes(content)
            for path in unfinished.values():
                with path.open("rb+") as file:
                    os.fsync(file.fileno())
            for name, path in unfinished.items():
                path.replace(self.folder / name)
        finally:
            for path in unfinished.values():
                path.unlink(missing_ok=True)
        self._sync()

    def _sync(self) -> None:
        """Makes renames and removals last; file systems of Windows do so by themselves and cannot open a folder."""
        if os.name != "posix":
            return
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _to_json(document_id: str, reading: Mapping[str, object]) -> bytes:
    try:
        text = json.dumps(dict(reading), ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
        return (text + "\n").encode("utf-8")
    except (TypeError, ValueError) as error:
        raise StoreError(f"the reading of document {document_id!r} is no JSON value ({error}); give text, numbers, lists and mappings only") from error


def _sum_line(name: str, content: bytes) -> bytes:
    return f"{hashlib.sha256(content).hexdigest()}  {name}\n".encode()


def _sums(document_id: str, stem: str, contents: Mapping[str, bytes]) -> bytes:
    lines = [f"# {json.dumps(document_id)}\n".encode()]  # a comment to sha256sum; JSON keeps line breaks out of it
    lines += [_sum_line(stem + ending, content) for ending, content in contents.items()]
    return b"".join(lines)


def _document_id(sums: Path) -> str | None:
    """The id in a checksum file's first line; None if it is damaged."""
    try:
        document_id = json.loads(sums.read_text(encoding="utf-8").splitlines()[0].removeprefix("# "))
    except (OSError, ValueError, IndexError):
        return None
    return document_id if isinstance(document_id, str) else None

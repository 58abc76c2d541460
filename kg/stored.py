"""What the ledger keeps of a document beside its quads: its reading, by whom it was read, and from what."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from extract.model import Document, Reading
from extract.record import reading_record, reading_value
from kg.ledger import Ledger, file_name, sum_of_reading
from kg.triples import Run
from ontology.errors import InputError, StoreError


@dataclass(frozen=True, slots=True)
class Stored:
    """A document's reading as the ledger keeps it: by whom it was read, from what, and how it reads there (two SHA-256)."""

    reading: Reading
    run: Run
    source: str
    digest: str


def stored_anew(reading: Reading, run: Run, source: str) -> Stored:
    """A reading that the ledger is about to keep."""
    stored = Stored(reading, run, source, "")
    return replace(stored, digest=sum_of_reading(reading.document.id, to_ledger(stored)))


def source_digest(document: Document, run: Run) -> str:
    """Changes with the text, the manifest's row or the extractor."""
    return hashlib.sha256(json.dumps([asdict(document), asdict(run)], sort_keys=True).encode()).hexdigest()


def read_stored(ledger: Ledger, renewed: Mapping[str, str] | None = None) -> dict[str, Stored]:
    """All that the ledger holds. Raises StoreError for a damaged document, unless it is among the `renewed`, which are read again."""
    found: dict[str, Stored] = {}
    anew = {file_name(document_id) for document_id in renewed or {}}
    for path in ledger.nameless():
        if path.stem not in anew:
            raise StoreError(f"{path}: is damaged, and nobody can tell of which document; run `kg check --repair`")
    for document_id in ledger.ids():
        try:
            found[document_id] = _from_ledger(ledger.get_reading(document_id), ledger.reading_sum(document_id))
        except (StoreError, InputError):
            if document_id not in (renewed or {}):
                raise
    return found


def to_ledger(stored: Stored) -> dict[str, object]:
    """The JSON value that the ledger keeps."""
    return {"extractor": asdict(stored.run), "source": stored.source, "reading": reading_record(stored.reading)}


def _from_ledger(value: Mapping[str, Any], digest: str) -> Stored:
    try:
        return Stored(reading_value(value["reading"]), Run(**value["extractor"]), value["source"], digest)
    except (KeyError, TypeError) as error:
        raise StoreError(f"the ledger holds a document of another format ({error}); remove the output folder and run `kg build` again") from error

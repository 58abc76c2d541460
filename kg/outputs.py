"""The files in the output folder that people open; each is replaced whole, or stays as it was where it would be the same."""

import filecmp
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import is_dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import BinaryIO

from kg.export import write_export
from kg.network import Filters, build_network
from kg.network_details import with_details
from kg.priors import priors_of
from kg.statistics import statistics
from kg.store import STORE_FOLDER, GraphStore
from kg.view.page import write_page
from ontology.errors import InputError, StoreError

GRAPH_TURTLE, GRAPH_TRIG, EVENTS, PAGE, REPORT = "graph.ttl", "graph.trig", "events.csv", "network.html", "report.json"
OUTPUTS = (GRAPH_TURTLE, GRAPH_TRIG, EVENTS, PAGE, REPORT)
UNFINISHED, TRIAL = ".unfinished", ".writable"
_FORMS = ((GRAPH_TURTLE, "ttl"), (GRAPH_TRIG, "trig"), (EVENTS, "csv"))


def prepare_folder(folder: Path) -> None:
    """Makes the folder and sees that it can be written to. Raises InputError if not."""
    if folder == Path("-"):
        raise InputError("-: a graph is a folder with files and does not go to standard output; name the folder after -o, or see `kg export`")
    trial = folder / TRIAL
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        raise InputError(f"{folder}: cannot be written to ({error.strerror or error}); give another folder with -o") from error


def write_outputs(folder: Path, base: str, account: Mapping[str, object]) -> None:
    """Writes all of `OUTPUTS` from the store in `folder`; `account` goes into the report beside the figures. Raises StoreError."""
    with GraphStore.open(folder / STORE_FOLDER, read_only=True) as store:
        for name, form in _FORMS:
            write_whole(folder / name, partial(write_export, store, form))
        network = with_details(build_network(store, Filters()), store, priors_of(folder))
        with _replacing(folder / PAGE) as unfinished:
            write_page(network, unfinished)
        figures = to_json(statistics(store))
    report = json.dumps({"base": base, "graph": figures, **account}, ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(folder / REPORT, lambda stream: stream.write(f"{report}\n".encode()))


def to_json(value: object) -> object:
    """A frozen value of ours as JSON has it: mappings, lists, days as text."""
    if is_dataclass(value):
        return {name: to_json(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, Mapping):
        return {str(key): to_json(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [to_json(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def write_whole(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Has `write` fill a file that takes its name only once it is whole. Raises StoreError."""
    with _replacing(path) as unfinished, unfinished.open("wb") as stream:
        write(stream)


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Another name to write under, which becomes `path` at the end, or the file behind it if `path` is a link.

    A device or a pipe is written to as it is: a file in the place of `/dev/null` would harm the whole system.
    """
    try:
        if path.exists() and not path.is_file():
            yield path
            return
        whole = path.resolve()
        unfinished = whole.with_name(f"{whole.name}{UNFINISHED}")
        try:
            yield unfinished
            if not (whole.is_file() and filecmp.cmp(unfinished, whole, shallow=False)):
                unfinished.replace(whole)
        finally:
            with suppress(OSError):  # what made the writing fail is the error to tell
                unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror or error}); make room or give another place") from error

"""What a graph's folder was made from and what it then held, in digests: proof that a build has nothing to do.

The file is removed before anything changes and written last, so it speaks only of work that was finished. It is derived: without it, or where it
is damaged, all is made anew, to the same bytes.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.annotations import ANNOTATIONS_FOLDER, Annotations
from kg.commit import own_graphs
from kg.decisions import Decision
from kg.gazetteer.chosen import GAZETTEER_FILE, Gazetteers, load_places
from kg.gazetteer.table import format_places
from kg.ledger import LEDGER_FOLDER, Ledger
from kg.outputs import OUTPUTS, write_whole
from kg.priors import PRIORS_FILE
from kg.program import program_digest
from kg.store import STORE_FOLDER, GraphStore
from kg.weighed import WEIGHED_FILE
from ontology.errors import StoreError

STATE_FILE = "state.json"


@dataclass(frozen=True, slots=True)
class Given:
    """All that a graph is made from beside the articles: the base of its IRIs, its licence ("" for none), and digests of the rest."""

    base: str
    licence: str
    program: str
    decisions: str
    gazetteers: str
    priors: str
    annotations: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A document of the graph: digests of what it was read from, of the checksums of its files and of what its quads were made from, and its doubts, a line
    each."""

    source: str
    seal: str
    made: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """What the graph was made from, how many documents, reports, events and entities it has, and digests of the files that people open.

    `told` are the errors and notices of the build, which stand in the report.
    """

    given: Given
    documents: Mapping[str, Kept]
    figures: tuple[int, int, int, int]
    told: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    def made(self) -> dict[str, tuple[str, str]]:
        """For each document what its quads were made from, and its seal."""
        return {name: (kept.made, kept.seal) for name, kept in self.documents.items()}


def given_of(output: Path, base: str, licence: str, decisions: Sequence[Decision], gazetteers: Gazetteers) -> Given:
    """What a build into `output` is given now. Raises InputError for an unusable gazetteer, StoreError for a damaged annotation."""
    places = format_places(load_places(gazetteers)) if gazetteers.files else ""  # as the graph keeps them, from whichever files they came
    own = output / PRIORS_FILE
    priors = own.read_text(encoding="utf-8") if own.is_file() else ""
    return Given(base, licence, program_digest(), *map(digest_of, (repr(tuple(decisions)), places, priors, repr(sorted(_added(output).items())))))


def digest_of(text: str) -> str:
    """The SHA-256 of a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_state(output: Path) -> State | None:
    """What the last finished build left in `output`; None where none did, or where it cannot be made out."""
    try:
        value = json.loads((output / STATE_FILE).read_text(encoding="utf-8"))
        return _from_json(value["state"]) if value["digest"] == digest_of(_to_json(value["state"])) else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def drop_state(output: Path) -> None:
    """Takes the proof away before the graph changes. Raises StoreError."""
    try:
        (output / STATE_FILE).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{output / STATE_FILE}: cannot be removed ({error.strerror or error}); check the folder's rights") from error


def keep_state(output: Path, state: State) -> None:
    """Writes it, once all else is on disk. Raises StoreError."""
    value = asdict(state)
    text = _to_json({"digest": digest_of(_to_json(value)), "state": value})
    write_whole(output / STATE_FILE, lambda stream: stream.write(f"{text}\n".encode()))


def holds_graph(output: Path, state: State) -> bool:
    """Whether ledger and store still hold what the state says: every file of the ledger undamaged, every graph there and no other."""
    ledger = Ledger(output / LEDGER_FOLDER)
    if files_of(output, [WEIGHED_FILE]) != {WEIGHED_FILE: state.files.get(WEIGHED_FILE)}:
        return False
    if ledger.check() or {name: kept.seal for name, kept in state.documents.items()} != seals(ledger):
        return False
    with suppress(StoreError), GraphStore.open(output / STORE_FOLDER, read_only=True) as store:
        return own_graphs(state.given.base, state.documents) | _added(output).keys() == set(store.graphs())
    return False


def _added(output: Path) -> Mapping[str, bytes]:
    """What people added to the graph. Raises StoreError for a damaged file of it."""
    return Annotations(output / ANNOTATIONS_FOLDER).graphs()


def seals(ledger: Ledger) -> dict[str, str]:
    """For each document a digest of its checksums, and so of all that the ledger keeps of it."""
    return {name: ledger.seal(name) for name in ledger.ids()}


def files_of(output: Path, names: Iterable[str] = (*OUTPUTS, GAZETTEER_FILE, WEIGHED_FILE)) -> dict[str, str]:
    """The SHA-256 of each of the files that is there."""
    return {name: sha256((output / name).read_bytes()).hexdigest() for name in names if (output / name).is_file()}


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)


def _from_json(value: Any) -> State:
    documents = {name: Kept(one["source"], one["seal"], one["made"], tuple(one["doubts"])) for name, one in value["documents"].items()}
    many, reports, events, entities = value["figures"]
    return State(Given(**value["given"]), documents, (many, reports, events, entities), value["told"], dict(value["files"]))

"""A store behind a server made to hold what an output folder holds: the folder stays the truth, the server answers others.

The folder remembers the address, never a password, and a digest of each graph as it was sent. A graph is sent when its digest is another one,
or the server holds another number of triples; so that what a broken connection left out is sent the next time, and the rest is not.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from kg.extras import load_extra
from kg.outputs import write_whole
from kg.remote.credentials import read_credentials
from kg.remote.service import is_address, parse_address, read_service
from kg.remote.store import RemoteStore
from kg.store import STORE_FOLDER, GraphStore
from ontology.errors import InputError, StoreError
from ontology.terms import ASSEMBLED, DESCRIPTION, ONTOLOGY

if TYPE_CHECKING:
    from kg.remote.requests import Limits

MIRROR_FILE = "mirror.json"


@dataclass(frozen=True, slots=True)
class Mirrored:
    """Where the graph went, and how many graphs were sent anew, removed, and left as they were."""

    address: str
    sent: int
    removed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class _Record:
    """The address, and the digest of each graph that the server took whole, by its IRI."""

    address: str
    sent: Mapping[str, str]


def choose_store(output: Path, address: str | None) -> None:
    """Has the folder remember the store to mirror to; None leaves it as it is, "" forgets it. Raises InputError for what is no usable address."""
    if address == "":
        (output / MIRROR_FILE).unlink(missing_ok=True)
    elif address is not None:
        whole = checked_address(address)
        load_extra("httpx", "remote", "a store behind a server")
        read_credentials()  # refuses unusable ones before any work
        known = _read(output)
        if known is None or known.address != whole:
            _keep(output, whole, {})


def checked_address(address: str) -> str:
    """The address as it can be remembered: a file of settings with its whole path. Raises InputError."""
    if not is_address(address) or "://" in address:
        parse_address(address)
        return address
    read_service(Path(address))
    return str(Path(address).resolve())


def remembered_store(output: Path) -> str | None:
    """The address of the store that the folder is mirrored to. Raises StoreError where the record of it is damaged."""
    known = _read(output)
    return None if known is None else known.address


def mirror(output: Path, everything: bool = False, limits: "Limits | None" = None) -> Mirrored | None:
    """Makes the remembered store hold the graphs of the folder and no other of theirs; None where no store is remembered.

    With `everything` each graph is sent, whatever was sent before. Documents come first, then what is assembled of them, and at last what is gone is
    removed: until it is done, others may see the new beside the old. Raises StoreError where the server holds graphs of other documents under the same base.
    """
    known = _read(output)
    if known is None:
        return None
    try:
        with GraphStore.open(output / STORE_FOLDER, read_only=True) as local, RemoteStore.open(known.address, limits=limits) as remote:
            return _sent(output, known, local, remote, everything)
    except (StoreError, InputError) as error:
        raise StoreError(f"{error}; {output} itself is whole: run `kg mirror -g {output}` to send it again") from error


def _sent(output: Path, known: _Record, local: GraphStore, remote: RemoteStore, everything: bool) -> Mirrored:
    sizes, record = remote.sizes(), dict(known.sent)
    found = {iri: _digest(local.unsorted_quads(iri)) for iri in sorted(local.graphs(), key=_turn)}
    gone = sorted({*record, *(iri for iri in sizes if iri.startswith(local.base() or "\n"))} - found.keys())
    strange = [iri for iri in gone if iri not in record]
    if strange:
        remedy = f"give {output} another --base, or another store, or empty this one"
        raise StoreError(f"{known.address}: holds graphs that {output} knows nothing of, such as <{strange[0]}>; {remedy}")
    due = [iri for iri, (size, digest) in found.items() if everything or record.get(iri) != digest or sizes.get(iri) != size]
    record |= dict.fromkeys(due, "")  # what is there of them until the server has taken them whole, nobody knows
    try:
        _keep(output, known.address, record)
        for iri in due:
            remote.put_graph(iri, local.unsorted_quads(iri))
            record[iri] = found[iri][1]
        for iri in gone:
            remote.delete_graph(iri)
            del record[iri]
    finally:
        _keep(output, known.address, record)
    return Mirrored(known.address, len(due), len(gone), len(found) - len(due))


def _turn(iri: str) -> tuple[bool, bool, str]:
    """Documents before what is made of them, and the description of it all last."""
    return iri.endswith(DESCRIPTION), iri == ONTOLOGY or iri.endswith(ASSEMBLED), iri


def _digest(quads: Iterable[Quad]) -> tuple[int, str]:
    """How many quads, and a digest of them that does not depend on their order."""
    number, total = 0, 0
    for quad in quads:
        number += 1
        total += int.from_bytes(hashlib.sha256(str(quad).encode()).digest())
    return number, f"{total % 2**256:064x}"


def _read(output: Path) -> _Record | None:
    path = output / MIRROR_FILE
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return _Record(str(found["address"]), {str(iri): str(digest) for iri, digest in found["sent"].items()})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"{path}: cannot be read; remove it and name the store again with --store") from error


def _keep(output: Path, address: str, sent: Mapping[str, str]) -> None:
    text = json.dumps({"address": address, "sent": dict(sent)}, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
    write_whole(output / MIRROR_FILE, lambda stream: stream.write(text.encode()))

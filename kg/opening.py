"""A graph to be asked, wherever it is: in a folder that `kg build` wrote, or in a store behind a server that it was mirrored to."""

from contextlib import ExitStack
from pathlib import Path

from kg.priors import Priors, load_priors, priors_of
from kg.remote.service import is_address
from kg.remote.store import RemoteStore
from kg.store import STORE_FOLDER, GraphStore
from kg.store_contract import ReadStore
from ontology.errors import StoreError

Place = Path | str  # a folder, or the address of a store


def place_of(text: str) -> Place:
    """The address of a store where the text is one, else the folder."""
    return text if is_address(text) else Path(text)


def open_graph(place: Place, ours: bool = True) -> ReadStore:
    """The graph, for reading. `ours` are questions that must be answered rightly: a server that is known to err at some is not asked them, but a copy.

    Raises StoreError where there is no graph, InputError for what is no usable address.
    """
    if isinstance(place, Path):
        return GraphStore.open(place / STORE_FOLDER, read_only=True)
    with ExitStack() as undone:
        remote = RemoteStore.open(place, read_only=True)
        undone.callback(remote.close)
        if remote.base() is None:
            raise StoreError(f"{place}: holds no graph of Khabar; run `kg build` with --store first")
        if remote.is_exact or not ours:
            undone.pop_all()
            return remote
        return GraphStore.copy_of(remote)


def priors_for(place: Place) -> Priors:
    """Those of the folder; of a store behind a server, which has none, the packaged ones."""
    return priors_of(place) if isinstance(place, Path) else load_priors()

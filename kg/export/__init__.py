"""The graph in the formats that other programs read; one format, one file."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, BinaryIO

import networkx as nx

from kg.export.events import write_events
from kg.export.gexf import write_gexf
from kg.export.graphml import write_graphml
from kg.export.jsonld import write_jsonld
from kg.export.nquads import write_nquads
from kg.export.trig import write_trig
from kg.export.ttl import write_ttl
from kg.store import GraphStore
from ontology.errors import InputError

STORE_FORMATS: Mapping[str, Callable[[GraphStore, BinaryIO], None]] = MappingProxyType({
    "ttl": write_ttl,
    "trig": write_trig,
    "nq": write_nquads,
    "jsonld": write_jsonld,
    "csv": write_events,
})  # fmt: skip
NETWORK_FORMATS: Mapping[str, Callable[["nx.MultiDiGraph[Any]", BinaryIO], None]] = MappingProxyType({"graphml": write_graphml, "gexf": write_gexf})
FORMATS = (*STORE_FORMATS, *NETWORK_FORMATS)


def write_export(store: GraphStore, form: str, stream: BinaryIO, network: "nx.MultiDiGraph[Any] | None" = None) -> None:
    """Writes the graph as one of `FORMATS`, in UTF-8, the same bytes for the same graph.

    The packaged ontology is left out. `graphml` and `gexf` are of the `network` built from the store.
    Raises InputError for another format, or where the network is missing.
    """
    if form in STORE_FORMATS:
        STORE_FORMATS[form](store, stream)
    elif form in NETWORK_FORMATS:
        if network is None:
            raise InputError(f"{form} is a format for networks; build the network of the graph first and give it along")
        NETWORK_FORMATS[form](network, stream)
    else:
        raise InputError(f"there is no export format {form!r}; give one of {', '.join(FORMATS)}")

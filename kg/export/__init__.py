"""The graph in the formats that other programs read; one format, one file."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, BinaryIO

import networkx as nx

from kg.export.elements import Edge, Node, elements_of_network, elements_of_store
from kg.export.events import write_events
from kg.export.geojson import write_geojson
from kg.export.gexf import write_gexf
from kg.export.graphml import write_graphml
from kg.export.jsonld import write_jsonld
from kg.export.neo4j import write_neo4j
from kg.export.nquads import write_nquads
from kg.export.parquet import write_parquet
from kg.export.trig import write_trig
from kg.export.ttl import write_ttl
from kg.store_contract import ReadStore
from ontology.errors import InputError

STORE_FORMATS: Mapping[str, Callable[..., None]] = MappingProxyType({
    "ttl": write_ttl,
    "trig": write_trig,
    "nq": write_nquads,
    "jsonld": write_jsonld,
    "csv": write_events,
    "geojson": write_geojson,
    "neo4j": write_neo4j,
    "parquet": write_parquet,
})  # fmt: skip
NETWORK_FORMATS: Mapping[str, Callable[[Iterator[Node | Edge], BinaryIO], None]] = MappingProxyType({"graphml": write_graphml, "gexf": write_gexf})
FORMATS = (*STORE_FORMATS, *NETWORK_FORMATS)
_OPTIONS = MappingProxyType({"reifiers": ("ttl", "trig", "nq"), "byte_order_mark": ("csv",)})


def write_export(
    store: ReadStore,
    form: str,
    stream: BinaryIO,
    network: "nx.MultiDiGraph[Any] | None" = None,
    *,
    reifiers: bool = False,
    byte_order_mark: bool = False,
) -> None:
    """Writes the graph as one of `FORMATS`, the same bytes for the same graph; all but `neo4j` (ZIP) and `parquet` in UTF-8.

    The packaged ontology is left out. `graphml` and `gexf` are of the `network`, or of all events where None is given. `reifiers` adds to `ttl`, `trig` and
    `nq` which event says each plain triple in brief (RDF 1.2); `byte_order_mark` makes Excel take `csv` for UTF-8.
    Raises InputError for another format, an option that does not fit it or a missing library.
    """
    options = {name: True for name, given in (("reifiers", reifiers), ("byte_order_mark", byte_order_mark)) if given}
    for name in options:
        if form not in _OPTIONS[name]:
            raise InputError(f"{name.replace('_', ' ')} does not fit the format {form}; leave it out, or give {' or '.join(_OPTIONS[name])}")
    if form in STORE_FORMATS:
        STORE_FORMATS[form](store, stream, **options)
    elif form in NETWORK_FORMATS:
        NETWORK_FORMATS[form](elements_of_store(store) if network is None else elements_of_network(network), stream)
    else:
        raise InputError(f"there is no export format {form!r}; give one of {', '.join(FORMATS)}")

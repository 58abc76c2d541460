"""GraphML, for yEd, Gephi, igraph and networkx."""

from typing import Any, BinaryIO

import networkx as nx

from kg.export.attributes import plain_network


def write_graphml(network: "nx.MultiDiGraph[Any]", stream: BinaryIO) -> None:
    """Writes the network as UTF-8 GraphML."""
    nx.write_graphml_xml(plain_network(network), stream, encoding="utf-8", named_key_ids=True)

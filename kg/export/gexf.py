"""GEXF 1.2, for Gephi."""

import io
import re
from typing import Any, BinaryIO

import networkx as nx

from kg.export.attributes import plain_network

_WRITTEN_ON = re.compile(rb' lastmodifieddate="[^"]*"')


def write_gexf(network: "nx.MultiDiGraph[Any]", stream: BinaryIO) -> None:
    """Writes the network as UTF-8 GEXF, without the day of writing: equal networks give equal files."""
    text = io.BytesIO()
    nx.write_gexf(plain_network(network), text, encoding="utf-8", version="1.2draft")
    stream.write(_WRITTEN_ON.sub(b"", text.getvalue(), count=1))

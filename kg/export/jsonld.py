"""JSON-LD with the packaged context written into the file, so that nothing is fetched when it is read."""

import json
from typing import Any, BinaryIO

from pyoxigraph import Literal, NamedNode
from rdflib import Graph, URIRef
from rdflib import Literal as RdflibLiteral

from kg.export.data import data_quads
from kg.store import GraphStore
from ontology.errors import StoreError
from ontology.files import CONTEXT_FILE, read_ontology

_FIRST = ("id", "@id", "type", "@type")


def write_jsonld(store: GraphStore, stream: BinaryIO) -> None:
    """Writes the union of all graphs as compacted JSON-LD in UTF-8, nodes and values sorted."""
    graph = Graph()
    for quad in data_quads(store):
        graph.add((_node(quad.subject), URIRef(quad.predicate.value), _term(quad.object)))
    context = json.loads(read_ontology(CONTEXT_FILE))
    found = json.loads(graph.serialize(format="json-ld", context=context, auto_compact=False))
    nodes = found.get("@graph", [{key: value for key, value in found.items() if key != "@context"}] if "@id" in found else [])
    document = {"@context": context.get("@context", context), "@graph": sorted(_sorted(nodes), key=lambda node: str(node.get("id", node.get("@id"))))}
    stream.write((json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))


def _node(term: object) -> URIRef:
    if not isinstance(term, NamedNode):
        raise StoreError(f"{term} is no IRI, and a graph of Khabar has no other nodes; build it again")
    return URIRef(term.value)


def _term(term: object) -> URIRef | RdflibLiteral:
    if not isinstance(term, Literal):
        return _node(term)
    datatype = None if term.language else URIRef(term.datatype.value)
    return RdflibLiteral(term.value, lang=term.language, datatype=datatype, normalize=False)


def _sorted(value: Any) -> Any:
    """The same JSON with keys in order, and lists too: all our lists are sets."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value, key=lambda name: (name not in _FIRST, name))}
    if isinstance(value, list):
        return sorted((_sorted(one) for one in value), key=lambda one: json.dumps(one, ensure_ascii=False, sort_keys=True))
    return value

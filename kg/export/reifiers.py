"""The plain triples of who did what to whom, each with the event that it says in brief: reifiers of RDF 1.2."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad, Triple

from kg.solutions import cells
from kg.store_contract import ReadStore
from ontology.terms import ASSEMBLED, EVENT_CLASS, EVENT_PREDICATE, RDF

_REIFIES = NamedNode(f"{RDF}reifies")
_PAIRS = " ".join(f"(<{EVENT_CLASS[code]}> <{predicate}>)" for code, predicate in EVENT_PREDICATE.items())
_SAID = f"""SELECT DISTINCT ?event ?actor ?property ?target WHERE {{
  VALUES (?class ?property) {{ {_PAIRS} }}
  ?event a ?class ; kh:factuality kh:Asserted ; kh:actor ?actor ; kh:target ?target . ?actor ?property ?target }}"""


def reifying_quads(store: ReadStore, graph: str) -> Iterator[Quad]:
    """`<event> rdf:reifies <<( actor kh:assaulted target )>>` for each plain triple of the graph of assembled events; none for other graphs."""
    for event, actor, property_, target in cells(store, _SAID) if graph.endswith(f"/{ASSEMBLED}") else ():
        yield Quad(event, _REIFIES, Triple(actor, property_, target), NamedNode(graph))

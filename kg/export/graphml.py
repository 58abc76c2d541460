"""GraphML, for yEd, Gephi, igraph and networkx."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from kg.export.attributes import Declared, in_xml, quoted
from kg.export.elements import Edge, Node
from kg.export.streams import write_under

_NAMESPACES = (
    'xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"'
)


def write_graphml(elements: Iterable[Node | Edge], stream: BinaryIO) -> None:
    """Writes nodes and edges, which may be more than memory holds, as UTF-8 GraphML."""
    declared = Declared()
    write_under((line.encode() for line in _head(declared)), (_element(element, declared).encode() for element in elements), stream)
    stream.write(b"  </graph>\n</graphml>\n")


def _head(declared: Declared) -> Iterator[str]:
    yield f"<?xml version='1.0' encoding='utf-8'?>\n<graphml {_NAMESPACES}>\n"
    for scope in ("node", "edge"):
        for name, kind in declared.of(scope).items():
            yield f'  <key id={quoted(f"{scope}-{name}")} for="{scope}" attr.name={quoted(name)} attr.type="{kind}" />\n'
    yield '  <graph edgedefault="directed">\n'


def _element(element: Node | Edge, declared: Declared) -> str:
    scope = "node" if isinstance(element, Node) else "edge"
    declared.see(scope, element.attributes)
    if isinstance(element, Node):
        start = f"    <node id={quoted(element.id)}>\n"
    else:
        start = f"    <edge source={quoted(element.source)} target={quoted(element.target)} id={quoted(element.key)}>\n"
    data = (f"      <data key={quoted(f'{scope}-{name}')}>{in_xml(value)}</data>\n" for name, value in element.attributes.items())
    return f"{start}{''.join(data)}    </{scope}>\n"

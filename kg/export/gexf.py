"""GEXF 1.2, for Gephi."""

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from kg.export.attributes import Declared, Plain, quoted
from kg.export.elements import Edge, Node
from kg.export.streams import write_under

_NAMESPACES = (
    'xmlns="http://www.gexf.net/1.2draft" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://www.gexf.net/1.2draft http://www.gexf.net/1.2draft/gexf.xsd" version="1.2"'
)
_NAMES = ("label", "label_ar", "label_en")  # what Gephi shows beside a node, the first that there is
_OWN = ("label", "weight")  # attributes that GEXF has itself
_KEY = "networkx_key"  # an edge's key, where networkx looks for it


def write_gexf(elements: Iterable[Node | Edge], stream: BinaryIO) -> None:
    """Writes nodes and edges, which may be more than memory holds, as UTF-8 GEXF without the day of writing: equal networks give equal files."""
    declared = Declared()
    write_under((line.encode() for line in _head(declared)), (text.encode() for text in _body(elements, declared)), stream)
    stream.write(b"    </edges>\n  </graph>\n</gexf>\n")


def _head(declared: Declared) -> Iterator[str]:
    yield f"<?xml version='1.0' encoding='utf-8'?>\n<gexf {_NAMESPACES}>\n  <meta>\n    <creator>Khabar</creator>\n  </meta>\n"
    yield '  <graph defaultedgetype="directed" mode="static">\n'
    for scope in ("node", "edge"):
        lines = [f'      <attribute id={quoted(name)} title={quoted(name)} type="{kind}" />\n' for name, kind in declared.of(scope).items()]
        yield f'    <attributes mode="static" class="{scope}">\n{"".join(lines)}    </attributes>\n' if lines else ""
    yield "    <nodes>\n"


def _body(elements: Iterable[Node | Edge], declared: Declared) -> Iterator[str]:
    edges = 0
    for element in elements:
        if isinstance(element, Node):
            label = next((element.attributes[name] for name in _NAMES if name in element.attributes), element.id)
            yield f"      <node id={quoted(element.id)} label={quoted(label)}>\n{_values('node', element.attributes, declared)}      </node>\n"
            continue
        yield "" if edges else "    </nodes>\n    <edges>\n"
        own = "".join(f" {name}={quoted(element.attributes[name])}" for name in _OWN if name in element.attributes)
        values = _values("edge", {**element.attributes, _KEY: element.key}, declared)
        yield f'      <edge source={quoted(element.source)} target={quoted(element.target)} id="{edges}"{own}>\n{values}      </edge>\n'
        edges += 1
    yield "" if edges else "    </nodes>\n    <edges>\n"


def _values(scope: str, attributes: Mapping[str, Plain], declared: Declared) -> str:
    told = {name: value for name, value in attributes.items() if name not in _OWN}
    declared.see(scope, told)
    lines = "".join(f"          <attvalue for={quoted(name)} value={quoted(value)} />\n" for name, value in told.items())
    return f"        <attvalues>\n{lines}        </attvalues>\n" if lines else ""

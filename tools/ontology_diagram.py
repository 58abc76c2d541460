"""The core of the ontology as a drawing: classes as boxes, properties as arrows, both with their labels from `khabar.ttl`.

What stands where is chosen here; that each arrow runs from a class of the property's domain to one of its range is checked, so that
the drawing cannot tell what the ontology does not.
"""

from dataclasses import dataclass
from html import escape

from rdflib import Graph, Literal, URIRef

from ontology.errors import OntologyError
from ontology.terms import KH, PREFIXES, PROV, RDFS, SDO

_WIDTH, _HEIGHT = 980, 500  # of the drawing, in pixels, as all figures here
_BOX_WIDTH, _BOX_HEIGHT = 132, 46


@dataclass(frozen=True, slots=True)
class Box:
    """A class, by the middle of its box."""

    term: URIRef
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """Properties from one class to another."""

    names: tuple[str, ...]
    start: str
    end: str
    along: float = 0.5  # where on the line the label stands


BOXES = {
    "Activity": Box(PROV.Activity, 80, 50),
    "Document": Box(KH.Document, 80, 210),
    "Mention": Box(KH.Mention, 80, 420),
    "Report": Box(KH.Report, 365, 210),
    "Factuality": Box(KH.Factuality, 460, 50),
    "Event": Box(KH.Event, 600, 210),
    "Entity": Box(KH.Entity, 600, 420),
    "Count": Box(KH.Count, 890, 120),
    "TimeInterval": Box(KH.TimeInterval, 890, 260),
    "Place": Box(KH.Place, 890, 420),
}
ARROWS = (
    Arrow(("reports",), "Report", "Event"),
    Arrow(("mention",), "Document", "Mention", along=0.4),
    Arrow(("mention",), "Report", "Mention", along=0.45),
    Arrow(("refersTo",), "Mention", "Entity"),
    Arrow(("attributedTo",), "Report", "Entity", along=0.5),
    Arrow(("factuality",), "Report", "Factuality"),
    Arrow(("factuality",), "Event", "Factuality"),
    Arrow(("actor", "target", "place"), "Event", "Entity"),
    Arrow(("time",), "Event", "TimeInterval"),
    Arrow(("count",), "Event", "Count"),
)
_WIDER = (("Place", "Entity"),)  # the first is a sort of the second
_OTHERS = (("Report", "Document", "prov:wasDerivedFrom"), ("Report", "Activity", "prov:wasGeneratedBy"))  # of other vocabularies


def draw_diagram(ontology: Graph) -> str:
    """The drawing as SVG, to stand in a page. Raises OntologyError for an arrow that the ontology does not bear out."""
    for arrow in ARROWS:
        for name in arrow.names:
            _check(ontology, KH[name], BOXES[arrow.start].term, BOXES[arrow.end].term)
    parts = [_head()]
    parts += [_line(BOXES[a], BOXES[b], (name,), "other") for a, b, name in _OTHERS]
    parts += [_line(BOXES[narrow], BOXES[wide], ("rdfs:subClassOf",), "wider") for narrow, wide in _WIDER]
    parts += [_line(BOXES[one.start], BOXES[one.end], tuple(f"kh:{name}" for name in one.names), "own", one.along) for one in ARROWS]
    parts += [_box(ontology, name, box) for name, box in BOXES.items()]
    return "\n".join([*parts, "</svg>"])


def _check(ontology: Graph, name: URIRef, start: URIRef, end: URIRef) -> None:
    for links, term in (((RDFS.domain, SDO.domainIncludes), start), ((RDFS.range, SDO.rangeIncludes), end)):
        if not any((name, link, term) in ontology for link in links):
            raise OntologyError(f"tools/ontology_diagram.py: <{name}> has no <{term}> in khabar.ttl; draw the arrow as the ontology tells it")


def _head() -> str:
    arrowhead = '<marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L10 5L0 10z"/></marker>'
    style = (
        "#overview .box rect{fill:#eef4fa;stroke:#005a9c}#overview .box.other rect{fill:#f4f4f4;stroke:#777}"
        "#overview text{font:12px sans-serif;text-anchor:middle}"
        "#overview .name{font-weight:bold}#overview path.own,#overview path.other,#overview path.wider{fill:none;stroke:#333}"
        "#overview path.other{stroke:#777;stroke-dasharray:2 3}#overview path.wider{stroke:#777;stroke-dasharray:6 4}"
        "#overview .label{paint-order:stroke;stroke:#fff;stroke-width:4px}"
    )
    title = "Reports in documents tell of events; events have actors, targets, places, times and counts"
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" role="img">'
    return f"{opening}\n<title>{title}</title>\n<defs><style>{style}</style>{arrowhead}</defs>"


def _line(start: Box, end: Box, names: tuple[str, ...], kind: str, along: float = 0.5) -> str:
    (x1, y1), (x2, y2) = _edge(start, end), _edge(end, start)
    x, y = x1 + (x2 - x1) * along, y1 + (y2 - y1) * along - 8 * (len(names) - 1) + 4
    label = "".join(f'<text class="label" x="{x:.0f}" y="{y + 16 * number:.0f}">{escape(name)}</text>' for number, name in enumerate(names))
    return f'<path class="{kind}" d="M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}" marker-end="url(#head)"/>{label}'


def _edge(box: Box, other: Box) -> tuple[float, float]:
    """Where the line from the middle of a box to that of another leaves it."""
    dx, dy = other.x - box.x, other.y - box.y
    scale = min(_BOX_WIDTH / 2 / abs(dx) if dx else 9.0, _BOX_HEIGHT / 2 / abs(dy) if dy else 9.0)
    return box.x + dx * scale, box.y + dy * scale


def _box(ontology: Graph, name: str, box: Box) -> str:
    own = str(box.term).startswith(PREFIXES["kh"])
    arabic = [str(label) for label in ontology.objects(box.term, RDFS.label) if isinstance(label, Literal) and label.language == "ar"]
    corner = f'x="{box.x - _BOX_WIDTH // 2}" y="{box.y - _BOX_HEIGHT // 2}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" rx="6"'
    title = f'<text class="name" x="{box.x}" y="{box.y - (3 if arabic else -4)}">{"kh" if own else "prov"}:{name}</text>'
    below = "".join(f'<text lang="ar" x="{box.x}" y="{box.y + 15}">{escape(label)}</text>' for label in arabic)
    drawn = f'<g class="box{"" if own else " other"}"><rect {corner}/>{title}{below}</g>'
    return f'<a href="#{name}">{drawn}</a>' if own else drawn

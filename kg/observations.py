"""Statistics kept at build: how many asserted events of each type a month holds, pair by pair and district by district, in the RDF Data Cube vocabulary.

They stand in a graph of their own (`graph/statistics`) and follow from the graph of assembled events alone, so that a question about months need not go
through every event. An event that no single month holds is not counted, as in the question `escalation`.
"""

from collections.abc import Iterator
from itertools import chain

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions

from kg.digest import digest
from kg.nodes import Statement, assembled_graph, integer, name, part_of, statistics_graph, worded
from kg.store_contract import ReadStore
from ontology.terms import DCTERMS, QB, RDF, SDMX_DIMENSION, SDMX_MEASURE, XSD

_MONTH = """?event kh:time ?time . ?time kh:firstDay ?first ; kh:lastDay ?last .
  FILTER(STRSTARTS(STR(?class), STR(kh:)) && ?class != kh:Event)
  BIND(SUBSTR(STR(?first), 1, 7) AS ?month) FILTER(STRSTARTS(STR(?last), ?month))"""
_PAIRS = f"""SELECT ?actor ?target ?class ?month (COUNT(DISTINCT ?event) AS ?events) WHERE {{
  ?event kh:factuality kh:Asserted ; a ?class ; kh:actor ?actor ; kh:target ?target . {_MONTH}
}} GROUP BY ?actor ?target ?class ?month"""
# The district is the area that the place is directly part of, or the place itself where that area is a country.
_DISTRICTS = f"""SELECT ?area ?class ?month (COUNT(DISTINCT ?event) AS ?events) WHERE {{
  ?event kh:factuality kh:Asserted ; a ?class ; kh:place ?spot . {_MONTH}
  OPTIONAL {{ ?spot kh:partOf ?larger . ?larger kh:partOf ?country }} BIND(COALESCE(?larger, ?spot) AS ?area)
}} GROUP BY ?area ?class ?month"""
_SETS = (
    ("pairs", _PAIRS, (RDF.subject, RDF.object), "Events by actor, target, type and month", "الأحداث بحسب الفاعل والهدف والنوع والشهر"),
    ("districts", _DISTRICTS, (SDMX_DIMENSION.refArea,), "Events by district, type and month", "الأحداث بحسب المنطقة والنوع والشهر"),
)
_TYPE_AND_MONTH = (DCTERMS.type, SDMX_DIMENSION.refPeriod)


def statistics_quads(store: ReadStore, base: str) -> Iterator[Quad]:
    """The statistics of the store's assembled events, as quads of their own graph. Raises InputError for an unusable base."""
    graph = statistics_graph(base)
    for step, question, dimensions, english, arabic in _SETS:
        whole = part_of(graph, step)
        every = (*dimensions, *_TYPE_AND_MONTH)
        observed = _observations(store, whole, question, assembled_graph(base).value, every)
        for subject, predicate, value in chain(_structure(whole, every, english, arabic), observed):
            yield Quad(subject, name(predicate), value, graph)


def _structure(whole: NamedNode, dimensions: tuple[str, ...], english: str, arabic: str) -> Iterator[Statement]:
    structure = part_of(whole, "structure")
    yield whole, RDF.type, name(QB.DataSet)
    yield whole, DCTERMS.title, worded(english, "en")
    yield whole, DCTERMS.title, worded(arabic, "ar")
    yield whole, QB.structure, structure
    yield structure, RDF.type, name(QB.DataStructureDefinition)
    told = (*((QB.dimension, dimension) for dimension in dimensions), (QB.measure, SDMX_MEASURE.obsValue))
    for number, (sort, component) in enumerate(told, start=1):
        part = part_of(structure, number)
        yield structure, QB.component, part
        yield part, sort, name(component)


def _observations(store: ReadStore, whole: NamedNode, question: str, graph: str, dimensions: tuple[str, ...]) -> Iterator[Statement]:
    """One for each row: the values of its dimensions, the last being the month, and the number of events."""
    found = store.query(question, default_graph=graph)
    for *values, month, events in found if isinstance(found, QuerySolutions) else ():
        node = part_of(whole, digest((*(value.value for value in values), month.value)))
        yield node, RDF.type, name(QB.Observation)
        yield node, QB.dataSet, whole
        for dimension, value in zip(dimensions, (*values, Literal(month.value, datatype=name(XSD.gYearMonth))), strict=True):
            yield node, dimension, value
        yield node, SDMX_MEASURE.obsValue, integer(int(events.value))

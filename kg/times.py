"""Intervals of time as RDF: EDTF and the days that it bounds, the same for users of OWL-Time, and the publication that a text proves."""

from collections.abc import Iterable, Iterator
from datetime import date

from pyoxigraph import NamedNode

from extract.dates.when import Anchor
from extract.model import Document, Precision, Publication, TimeInterval
from kg.nodes import Statement, day, instant_iri, integer, name, part_of, plain, scripted, worded
from ontology.terms import KH, OA, RDF, RDFS, TIME

_PRECISIONS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}  # by the letters of an EDTF date


def interval(node: NamedNode, time: TimeInterval, base: str) -> Iterator[Statement]:
    """The interval; its bounds lead to instants that all intervals of the graph share (`instants`)."""
    yield node, RDF.type, name(KH.TimeInterval)
    yield node, KH.precision, plain(time.precision)
    yield node, KH.words, scripted(time.text)
    if time.edtf is not None:
        yield node, KH.edtf, plain(time.edtf)
    if time.first is not None:
        yield node, KH.firstDay, day(time.first)
        yield node, TIME.hasBeginning, instant_iri(base, time.first, "start")
    if time.last is not None:
        yield node, KH.lastDay, day(time.last)
        yield node, TIME.hasEnd, instant_iri(base, time.last, "end")


def instants(times: Iterable[TimeInterval | None], base: str) -> Iterator[Statement]:
    """The instants that begin and end these intervals, each once, in order: the start of a first day, the end of a last one."""
    bounds: set[tuple[date, str]] = set()
    for time in times:
        if time is not None:
            bounds |= {(bound, edge) for bound, edge in ((time.first, "start"), (time.last, "end")) if bound is not None}
    for bound, edge in sorted(bounds):
        node = instant_iri(base, bound, edge)
        yield node, RDF.type, name(TIME.Instant)
        yield node, TIME.inXSDDate, day(bound)


def publication_interval(document: Document, published: Publication) -> TimeInterval:
    """The day, month or year of publication that the text proves, with the words that prove it."""
    anchor = Anchor.of(published.edtf)
    first = date(anchor.year or 1, anchor.month or 1, anchor.day.day if anchor.day else 1)
    return TimeInterval(published.span, published.span.of(document.text), published.edtf, first, anchor.last, _PRECISIONS[len(published.edtf)])


def inferred_publication(node: NamedNode, document: Document, published: Publication, base: str) -> Iterator[Statement]:
    """Apart from `kh:published`: when, by which words of the text, and why they prove it."""
    inferred = part_of(node, "published")
    yield node, KH.inferredPublication, inferred
    yield from interval(inferred, publication_interval(document, published), base)
    yield inferred, OA.start, integer(published.span.start)
    yield inferred, OA.end, integer(published.span.end)
    yield inferred, RDFS.comment, worded(published.reason, "en")

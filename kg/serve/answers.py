"""What one job is answered with: each function takes a store and plain values, and gives a reply ready to be sent."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Triple, serialize

from kg.network import Filters, build_network
from kg.network_details import with_details
from kg.priors import priors_of
from kg.serve.negotiation import RESULTS, TRIPLES, choose, content_type
from kg.serve.resources import describe
from kg.serve.values import Reply, told
from kg.store_contract import Dataset, ReadStore, Result
from kg.terminal_text import one_line
from kg.turtle import turtle_lines
from kg.view.page import render_page
from ontology.errors import InputError, RefusedError, StoreError
from ontology.terms import PREFIXES


def answer_query(store: ReadStore, sparql: str, dataset: Dataset | None, base: str | None, accept: str | None, most: int) -> Reply:
    """The answer in the format that `accept` likes best, of at most so many bytes. Raises InputError and RefusedError as `GraphStore.query_protocol`."""
    result = store.query_protocol(sparql, dataset, base)
    formats: Mapping[str, QueryResultsFormat | RdfFormat] = TRIPLES if isinstance(result, QueryTriples) else RESULTS
    media_type = choose(accept, tuple(formats))
    if media_type is None:
        return not_acceptable(tuple(formats))
    try:
        return Reply(200, content_type(media_type), _serialized(result, formats[media_type], most))
    except RuntimeError as error:  # a function that does not exist shows only when it is called
        raise InputError(f"the query cannot be answered: {one_line(str(error))}") from error
    except OSError as error:  # RDF 1.2 in a format that has no words for it
        return told(406, f"the answer cannot be written as {media_type} ({one_line(str(error))}); name another format in Accept")


def answer_graph(store: ReadStore, graph: str | None, accept: str | None, most: int) -> Reply:
    """All triples of one graph, or of the union of all where `graph` is None, sorted."""
    media_type = choose(accept, tuple(TRIPLES))
    if media_type is None:
        return not_acceptable(tuple(TRIPLES))
    if graph is not None and not store.holds_graph(graph):
        return told(404, f"there is no graph <{graph}>")
    triples = (quad.triple for quad in store.quads(graph))
    return Reply(200, content_type(media_type), _written(dict.fromkeys(triples), media_type, store.base(), most))


def answer_resource(store: ReadStore, iri: str, accept: str | None, most: int) -> Reply:
    """What the graph says of one thing, with its parts, as RDF."""
    media_type = choose(accept, tuple(TRIPLES))
    if media_type is None:
        return not_acceptable(tuple(TRIPLES))
    triples = describe(store, iri)
    if not triples:
        return told(404, f"the graph says nothing of <{iri}>")
    return Reply(200, content_type(media_type), _written(triples, media_type, store.base(), most))


def answer_network(store: ReadStore, output: Path, links: Sequence[tuple[str, str]]) -> Reply:
    """The interactive network of the whole graph; belief is explained by the priors in the folder `output`, which it was reckoned with."""
    network = with_details(build_network(store, Filters()), store, priors_of(output))
    return Reply(200, "text/html; charset=utf-8", render_page(network, links=links).encode())


def not_acceptable(offered: Sequence[str]) -> Reply:
    return told(406, f"this can be had as {', '.join(offered)}; name one of them in Accept")


def _serialized(result: Result, form: QueryResultsFormat | RdfFormat, most: int) -> bytes:
    out = _Bounded(most)
    if isinstance(result, QueryTriples):
        assert isinstance(form, RdfFormat)
        serialize(_read(result), out, format=form, prefixes=_prefixes(form))
    else:
        assert isinstance(result, QuerySolutions | QueryBoolean)
        assert isinstance(form, QueryResultsFormat)
        result.serialize(out, format=form)
    return out.getvalue()


def _read(triples: QueryTriples) -> Iterator[Triple]:
    """The triples; what cannot be read of the store is told apart from what cannot be written."""
    try:
        yield from triples
    except OSError as error:
        raise StoreError(f"the store cannot be read ({error})") from error


def _written(triples: Iterable[Triple], media_type: str, base: str | None, most: int) -> bytes:
    form, out = TRIPLES[media_type], _Bounded(most)
    if form == RdfFormat.TURTLE:
        for piece in turtle_lines(triples, base):
            out.write(piece.encode())
    else:
        serialize(triples, out, format=form, prefixes=_prefixes(form))
    return out.getvalue()


def _prefixes(form: RdfFormat) -> dict[str, str] | None:
    return dict(PREFIXES) if form in (RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.N3, RdfFormat.RDF_XML) else None


class _Bounded(io.BytesIO):
    """Takes no more than so many bytes."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: object) -> int:
        written = super().write(data)  # type: ignore[arg-type]
        if self.tell() > self._most:
            raise RefusedError(f"the answer is larger than the {self._most:,} bytes that are sent here; ask for less, with LIMIT and OFFSET")
        return written

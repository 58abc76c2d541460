"""Which of the formats that there are a request would rather have (RFC 9110, section 12.5.1)."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from pyoxigraph import QueryResultsFormat, RdfFormat

# Media type → format, the one that is sent where any will do first. The shorter names are what clients ask for that know no better.
RESULTS: Mapping[str, QueryResultsFormat] = MappingProxyType({
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
})  # fmt: skip
TRIPLES: Mapping[str, RdfFormat] = MappingProxyType({
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
    "text/n3": RdfFormat.N3,
    "application/json": RdfFormat.JSON_LD,
    "application/xml": RdfFormat.RDF_XML,
    "application/x-turtle": RdfFormat.TURTLE,
    "text/plain": RdfFormat.N_TRIPLES,
})  # fmt: skip
# Short names for links, which cannot say Accept.
RESULT_NAMES: Mapping[str, str] = MappingProxyType({
    "json": "application/sparql-results+json", "xml": "application/sparql-results+xml", "csv": "text/csv", "tsv": "text/tab-separated-values",
})  # fmt: skip
TRIPLES_NAMES: Mapping[str, str] = MappingProxyType({
    "ttl": "text/turtle", "nt": "application/n-triples", "jsonld": "application/ld+json", "rdf": "application/rdf+xml",
})  # fmt: skip
# What a graph may be sent in.
WRITTEN = ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")
HTML = "text/html"


@lru_cache(maxsize=256)  # browsers and programs send a few headers, each again and again
def choose(accept: str | None, offered: tuple[str, ...]) -> str | None:
    """The best of the media types that are offered, the first of equals; None if none will do. No header means that any will."""
    wishes = parse_accept(accept) if accept is not None and accept.strip() else (("*", "*", 1.0),)
    rated = [(_quality(media_type, wishes), -place, media_type) for place, media_type in enumerate(offered)]
    quality, _, best = max(rated, default=(0.0, 0, ""))
    return best if quality > 0 else None


def parse_accept(accept: str) -> tuple[tuple[str, str, float], ...]:
    """Type, subtype and quality of each range in the header; what is no range is passed over."""
    found = []
    for part in accept.lower().split(","):
        media_range, *parameters = (piece.strip() for piece in part.split(";"))
        type_, slash, subtype = media_range.partition("/")
        if slash and type_ and subtype:
            found.append((type_, subtype, _q(parameters)))
    return tuple(found)


def content_type(media_type: str) -> str:
    """The header's value: text is told to be UTF-8, the rest says so by its definition."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _q(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                return 0.0
            return min(1.0, quality) if quality >= 0 else 0.0  # NaN is not
    return 1.0


def _quality(media_type: str, wishes: Sequence[tuple[str, str, float]]) -> float:
    """What the most exact range that covers the type gives it."""
    own = tuple(media_type.split("/"))
    exactness = {own: 2, (own[0], "*"): 1, ("*", "*"): 0}
    covering = [(exactness[type_, subtype], quality) for type_, subtype, quality in wishes if (type_, subtype) in exactness]
    return max(covering, default=(0, 0.0))[1]

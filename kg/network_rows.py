"""What the network needs of a graph, read by a handful of SPARQL questions.

What is told of events is sorted by them in lots, not by the store, which would hold all of it; so no more than a lot of it is in memory.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from extract.model import EntityKind, EventType
from kg.network_values import NetworkCount, NetworkEntity, NetworkEvent, NetworkMention, NetworkReport
from kg.solutions import Queryable, Row, rows
from kg.sorting import sorted_lines
from ontology.terms import ENTITY_CLASS, EVENT_CLASS

_IRIS = "SELECT ?event WHERE { VALUES ?class { %s } ?event a ?class }"
_LOT = 20_000  # rows that are held at once
_EVENTS = """
SELECT ?event ?class ?factuality ?belief ?sources ?edtf ?first ?last ?precision ?words WHERE {
  VALUES ?class { %s }
  ?event a ?class .
  OPTIONAL { ?event kh:factuality ?factuality }
  OPTIONAL { ?event kh:belief ?belief } OPTIONAL { ?event kh:independentSources ?sources }
  OPTIONAL { ?event kh:time ?time .
    OPTIONAL { ?time kh:edtf ?edtf } OPTIONAL { ?time kh:firstDay ?first } OPTIONAL { ?time kh:lastDay ?last }
    OPTIONAL { ?time kh:precision ?precision } OPTIONAL { ?time kh:words ?words } }
}"""
_PARTICIPANTS = """
SELECT ?event ?role ?entity WHERE {
  VALUES (?property ?role) { (kh:actor "actor") (kh:target "target") (kh:place "place") }
  ?event ?property ?entity
}"""
_COUNTS = """
SELECT ?event ?count ?kind ?low ?high ?exactness WHERE {
  ?event kh:count ?count . ?count kh:countKind ?kind ; kh:low ?low .
  OPTIONAL { ?count kh:high ?high } OPTIONAL { ?count kh:exactness ?exactness } FILTER(COALESCE(?exactness, "") != "range")
}"""
_REPORTS = """
SELECT ?event ?report ?document ?sentence ?start ?trigger ?triggerStart ?triggerEnd ?said ?factuality ?confidence ?stance WHERE {
  ?report kh:reports ?event ; kh:sentence ?sentence ; prov:wasDerivedFrom ?document .
  OPTIONAL { ?report oa:hasTarget/oa:hasSelector ?position . ?position oa:start ?start }
  OPTIONAL { ?report kh:trigger ?trigger } OPTIONAL { ?report kh:triggerStart ?triggerStart }
  OPTIONAL { ?report kh:triggerEnd ?triggerEnd } OPTIONAL { ?report kh:attributedTo ?said }
  OPTIONAL { ?report kh:factuality ?factuality } OPTIONAL { ?report kh:confidence ?confidence }
  OPTIONAL { ?report kh:stance ?stance }
}"""
_MENTIONS = """
SELECT ?event ?report ?role ?start ?end ?words ?entity WHERE {
  ?report kh:reports ?event ; kh:mention ?mention . ?mention kh:role ?role ; oa:start ?start ; oa:end ?end .
  OPTIONAL { ?mention kh:words ?words } OPTIONAL { ?mention kh:refersTo ?entity }
}"""
_DOCUMENTS = """
SELECT DISTINCT ?document ?source ?title ?published ?url WHERE {
  ?document a kh:Document .
  OPTIONAL { ?document dcterms:source ?source } OPTIONAL { ?document dcterms:title ?title }
  OPTIONAL { ?document kh:published ?published } OPTIONAL { ?document schema:url ?url }
} ORDER BY ?document ?source ?title ?published ?url"""
_ENTITIES = """
SELECT DISTINCT ?entity ?class ?wkt ?ground ?precision ?ground_class ?larger WHERE {
  VALUES ?class { %s }
  ?entity a ?class .
  OPTIONAL { ?entity geo:hasGeometry/geo:asWKT ?ground } OPTIONAL { ?entity geo:hasCentroid/geo:asWKT ?middle }
  BIND(COALESCE(?middle, ?ground) AS ?wkt)
  OPTIONAL { ?entity kh:precisionKm ?precision } OPTIONAL { ?entity kh:precision ?ground_class } OPTIONAL { ?entity kh:partOf ?larger }
} ORDER BY ?entity ?wkt ?ground ?precision ?ground_class ?larger"""
_NAMES = """
SELECT DISTINCT ?thing ?property ?name (LANG(?name) AS ?language) WHERE {
  VALUES ?class { %s }
  VALUES ?property { rdfs:label skos:altLabel }
  ?thing a ?class ; ?property ?name
} ORDER BY ?thing ?property ?language ?name"""
_TYPE_NAMES = """
SELECT DISTINCT ?thing ?property ?name (LANG(?name) AS ?language) WHERE {
  VALUES ?thing { %s }
  VALUES ?property { rdfs:label }
  ?thing ?property ?name
} ORDER BY ?thing ?language ?name"""


def _values(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in sorted(iris))


def local_name(iri: str) -> str:
    """What an IRI ends in, as a word: `kh:Planned` is `planned`."""
    return iri.replace("#", "/").rsplit("/", 1)[-1].lower()


def _names(found: Iterable[Row]) -> dict[str, dict[str, list[str]]]:
    """thing → language (or `other` for alternative labels) → names, in sorted order."""
    names: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in found:
        names[row["thing"]][row["language"] if row["property"].endswith("#label") else "other"].append(row["name"])
    return names


def _first(names: Mapping[str, list[str]], language: str) -> str | None:
    return next(iter(names.get(language, ())), None)


def read_entities(store: Queryable) -> dict[str, NetworkEntity]:
    """All entities of the graph by IRI, in the order of their IRIs."""
    classes = _values(ENTITY_CLASS.values())
    names = _names(rows(store, _NAMES % classes))
    kinds = {iri: EntityKind(value) for value, iri in ENTITY_CLASS.items()}
    entities: dict[str, NetworkEntity] = {}
    for row in rows(store, _ENTITIES % classes):
        known = names.get(row["entity"], {})
        longitude, latitude = _point(row.get("wkt", ""))
        precision = _number(row.get("precision"))
        found = NetworkEntity(
            row["entity"], kinds[row["class"]], _first(known, "ar"), _first(known, "en"), tuple(known.get("other", ())), latitude, longitude, precision,
            row.get("ground_class"), _area(row.get("ground", "")), row.get("larger"),
        )  # fmt: skip
        entities.setdefault(found.id, found)
    return entities


def _point(wkt: str) -> tuple[float | None, float | None]:
    """Longitude and latitude of `POINT(lon lat)`; Nones for anything else."""
    numbers = [_number(part) for part in wkt[wkt.find("(") + 1 : wkt.find(")")].split()] if "POINT" in wkt.upper() else []
    return (numbers[0], numbers[1]) if len(numbers) == 2 else (None, None)


def _area(wkt: str) -> str | None:
    """The geometry itself unless it is a mere point, which the position tells already."""
    return wkt if wkt and "POINT" not in wkt.upper() else None


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text is not None else None
    except ValueError:
        return None


class _Beside:
    """Rows in the order of their events, each once, handed out event by event; `ranks` are the numbers of the events in that order."""

    def __init__(self, found: Iterable[Row], ranks: Mapping[str, int]) -> None:
        lines = (f"{ranks[row['event']]:010}\t{json.dumps(row, ensure_ascii=False)}\n".encode() for row in found if row["event"] in ranks)
        ranked = (line.split(b"\t", 1) for line in sorted_lines(lines, _LOT))
        self._groups = ((int(rank), [json.loads(row) for _, row in same]) for rank, same in groupby(ranked, key=itemgetter(0)))
        self._next = next(self._groups, None)

    def of(self, rank: int) -> list[Row]:
        """The rows of an event; it must be asked for after those of lower rank."""
        found = self._next
        if found is None or found[0] != rank:
            return []
        self._next = next(self._groups, None)
        return found[1]


def read_events(store: Queryable, types: Iterable[EventType]) -> Iterator[NetworkEvent]:
    """The events of these types, in the order of their IRIs, each with its reports."""
    type_of = {EVENT_CLASS[type_.value]: type_ for type_ in types}
    classes = _values(type_of)
    names = _names(rows(store, _TYPE_NAMES % classes))
    documents: dict[str, Row] = {}
    for row in rows(store, _DOCUMENTS):
        documents.setdefault(row["document"], row)
    ranks = {event: rank for rank, event in enumerate(sorted({row["event"] for row in rows(store, _IRIS % classes)}))}
    questions = _EVENTS % classes, _PARTICIPANTS, _COUNTS, _REPORTS, _MENTIONS
    described, participants, counts, reports, mentions = (_Beside(rows(store, question), ranks) for question in questions)
    for rank in ranks.values():
        row, *_ = sorted(described.of(rank), key=itemgetter("class"))
        told = _reports(reports.of(rank), mentions.of(rank), documents)
        figures = map(_count, sorted(counts.of(rank), key=itemgetter("count")))
        yield _event(row, type_of[row["class"]], names.get(row["class"], {}), participants.of(rank), figures, told)


def _event(
    row: Row, type_: EventType, names: Mapping[str, list[str]], participants: Sequence[Row], counts: Iterable[NetworkCount], reports: Iterable[NetworkReport]
) -> NetworkEvent:
    actors, targets, places = (tuple(sorted(one["entity"] for one in participants if one["role"] == role)) for role in ("actor", "target", "place"))
    return NetworkEvent(
        id=row["event"],
        type=type_,
        label_ar=_first(names, "ar"),
        label_en=_first(names, "en"),
        actors=actors,
        targets=targets,
        places=places,
        date=row.get("edtf"),
        first=row.get("first"),
        last=row.get("last"),
        precision=row.get("precision"),
        date_words=row.get("words"),
        counts=tuple(counts),
        factuality=local_name(row.get("factuality", "asserted")),
        belief=_number(row.get("belief")) or 0.0,
        reports=tuple(reports),
        sources=int(row["sources"]) if "sources" in row else None,
    )


def _count(row: Row) -> NetworkCount:
    high = row.get("high")
    return NetworkCount(row["kind"], int(row["low"]), None if high is None else int(high), row.get("exactness", "exact"))


def _reports(found: Iterable[Row], mentions: Iterable[Row], documents: Mapping[str, Row]) -> list[NetworkReport]:
    """The reports of one event, with the mentions in them."""
    within: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(mentions, key=lambda row: (int(row["start"]), int(row["end"]), row["role"], row.get("entity", ""))):
        within[row["report"]].append(row)
    reports: dict[str, NetworkReport] = {}
    for row in sorted(found, key=itemgetter("report")):
        reports.setdefault(row["report"], _report(row, within.get(row["report"], ()), documents.get(row["document"], {})))
    return list(reports.values())


def _report(row: Row, mentions: Iterable[Row], document: Row) -> NetworkReport:
    sentence, base = row["sentence"], int(row["start"]) if "start" in row else None
    placed = ((mention, span_within(sentence, base, mention["start"], mention["end"], mention.get("words"))) for mention in mentions)
    return NetworkReport(
        id=row["report"],
        sentence=sentence,
        trigger=span_within(sentence, base, row.get("triggerStart"), row.get("triggerEnd"), row.get("trigger")),
        mentions=tuple(NetworkMention(mention["role"], span[0], span[1], mention.get("entity")) for mention, span in placed if span is not None),
        document=row["document"],
        source=document.get("source"),
        title=document.get("title"),
        published=document.get("published"),
        url=document.get("url"),
        attributed_to=row.get("said"),
        factuality=local_name(row.get("factuality", "asserted")),
        confidence=_number(row.get("confidence")),
        stance=local_name(row.get("stance", "asserts")),
    )


def span_within(sentence: str, base: int | None, start: str | None, end: str | None, words: str | None) -> tuple[int, int] | None:
    """Where a span of the document lies within a sentence that starts at `base` of it.

    A wrong highlight is worse than none: a span outside of the sentence (a participant named earlier) gives None; where
    offsets are missing or disagree with the words, the words decide, if they stand in the sentence exactly once.
    """
    if base is not None and start is not None and end is not None:
        first, last = int(start) - base, int(end) - base
        if not 0 <= first < last <= len(sentence):
            return None
        if words in (None, sentence[first:last]):
            return first, last
    if words and sentence.count(words) == 1:
        return sentence.index(words), sentence.index(words) + len(words)
    return None

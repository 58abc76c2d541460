"""What the panel tells besides, as short JSON rows in blocks that are read when they are first asked for; `details.js` gives the columns their names back."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from kg.belief import Line, Reckoning
from kg.network_details import EntityDetail, EventDetail, FigureDetail, ReportDetail
from kg.network_values import NetworkReport
from kg.view.rows import Documents, Row, index_in, trimmed, web_address

_MOST_SPELLINGS = 8  # an entity of a thousand articles has hundreds, most of them once
_DECIMALS = 3


class Texts:
    """Words that return (names of sources, reasons, extractors), each once."""

    def __init__(self) -> None:
        self.rows: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        found = self._numbers.setdefault(text, len(self.rows))
        if found == len(self.rows):
            self.rows.append(text)
        return found


class Known:
    """What the rows refer to: entities of the page by IRI and number, the names by language of others, documents and texts."""

    def __init__(self, numbers: Mapping[str, int], names: Mapping[str, Mapping[str, str]], documents: Documents) -> None:
        self.numbers, self.documents, self.texts = numbers, documents, Texts()
        self._names = names

    def who(self, iri: str) -> Any:
        """The number of an entity; Arabic and English name of one that is not on the page."""
        return self.numbers.get(iri, [self._names.get(iri, {}).get(language) for language in ("ar", "en")])

    def document(self, iri: str | None) -> Any:
        """The number of a document; the id of one that tells of nothing here."""
        number = None if iri is None else self.documents.find(iri)
        return iri.rsplit("/", 1)[-1] if iri is not None and number is None else number


def event_detail_row(detail: EventDetail, reports: Iterable[NetworkReport], known: Known) -> Row:
    """figures, origins, destinations, reasons, reckoning, and of each report the document that it copies, those who relay, the extractor."""
    numbers, texts = known.numbers, known.texts
    told = [_report_row(detail.reports.get(report.id, ReportDetail()), known) for report in reports]
    ends = ([numbers[place] for place in places if place in numbers] or None for places in (detail.origins, detail.destinations))
    return trimmed([
        [_figure_row(figure, known) for figure in detail.figures] or None, *ends, [texts.number(reason) for reason in detail.reasons] or None,
        detail.reckoning and _reckoning_row(detail.reckoning, texts), told if any(told) else None,
    ])  # fmt: skip


def _figure_row(figure: FigureDetail, known: Known) -> Row:
    """kind, low, high, exactness, entities that give it, documents that give it in their own voice."""
    speakers = [known.numbers[teller] for teller in figure.tellers if teller in known.numbers]
    told = [number for teller in figure.tellers if (number := known.documents.find(teller)) is not None]
    return trimmed([figure.kind, figure.low, figure.high, figure.exactness, speakers or None, told or None])


def _report_row(detail: ReportDetail, known: Known) -> Row:
    extractor = known.texts.number(detail.extractor) if detail.extractor else None
    return trimmed([known.document(detail.copy_of), [known.who(relay) for relay in detail.relays] or None, extractor])


def _reckoning_row(found: Reckoning, texts: Texts) -> Row:
    """The side that speaks for the event, the side against it, whether it is only supposed; a side is its sources and the terms of its sum."""
    return trimmed([_side(found, found.speaking, texts), _side(found, found.denying, texts) if found.denying else None, 1 if found.supposed else None])


def _side(found: Reckoning, lines: tuple[Line, ...], texts: Texts) -> Row:
    """Each source: capacity, name, the confidences of its sentences; each term: its weight, and how probably each source bears nothing out."""
    sources = [[index_in("capacities", line.capacity.value), texts.number(line.source), *(_short(sure) for sure, _ in line.readings)] for line in lines]
    terms = [[_short(weight), *(_short(found.wrong(line, able)) for line in lines)] for able, weight, _ in found.terms(lines)]
    return [sources, terms]


def _short(value: float) -> float:
    return round(value, _DECIMALS)


def spellings(events: Iterable[Mapping[str, Any]]) -> dict[str, list[Row]]:
    """IRI → how the sentences name it, and how often, most often first."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for event in events:
        for report in event["reports"]:
            for mention in report.mentions:
                if mention.entity is not None:
                    found[mention.entity][report.sentence[mention.start : mention.end]] += 1
    return {iri: [[text, count] for text, count in sorted(told.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_SPELLINGS]] for iri, told in found.items()}


def entity_detail_row(detail: EntityDetail, spelled: list[Row], known: Known) -> Row:
    """spellings, ties, offices; a tie is its relation, whom to (of `sameAs` the address), words, document."""
    ties = [
        trimmed([tie.relation, web_address(tie.other) if tie.relation == "sameAs" else known.who(tie.other), tie.words, known.document(tie.document)])
        for tie in detail.ties
        if tie.relation != "sameAs" or web_address(tie.other)
    ]
    offices = [
        trimmed([one.title, None if one.body is None else known.who(one.body), one.since, one.until, one.words, known.document(one.document)])
        for one in detail.offices
    ]
    return trimmed([spelled or None, ties or None, offices or None])

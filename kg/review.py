"""Judging likenesses: the uncertain pairs of a graph with their evidence, and decisions of them, kept and taken back.

A decision is a line of a text file and nothing else: the graph is made from the readings each time, so it shows a decision only as
long as its line stands. Decisions speak of entities as the articles name them, before anybody is taken for another.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from extract.model import Document, Mention, Reading
from kg.build import stored_readings
from kg.commit import stored_base
from kg.decision_file import DecisionFile, moment, parse_judgement
from kg.decisions import DECISIONS_FILE, Decision, of_entities, with_decision
from kg.gazetteer.chosen import gazetteers_of, known_entities
from kg.identity import Identity, Likeness, settle
from kg.likeness import Judgement
from kg.model import Report
from kg.naming import plain_name
from kg.resolve import Named, name_all
from ontology.errors import InputError
from ontology.known import KnownEntity


@dataclass(frozen=True, slots=True)
class Article:
    """Where an entity is named."""

    document: str
    source: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Side:
    """One entity of a pair as evidence: who it is called, what it is, and where an article says so."""

    id: str
    kind: str
    names: tuple[str, ...]
    offices: tuple[str, ...] = ()
    articles: tuple[Article, ...] = ()
    sentence: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities side by side: what the rules say of them and why, and what a person decided, if anybody did."""

    one: Side
    other: Side
    rules: str
    why: str
    decision: Decision | None = None


class Review:
    """The likenesses of the graph in a folder and the decisions of them. `decisions` is their file, if it is not in the folder."""

    def __init__(self, output: Path, decisions: Path | None = None) -> None:
        readings = stored_readings(output)
        self.output, self._file = output, DecisionFile(decisions or output / DECISIONS_FILE)
        self._base = stored_base(output)
        self._known: Mapping[str, KnownEntity] = {entity.id: entity for entity in known_entities(gazetteers_of(output, None))}
        self._named = name_all(readings, tuple(self._known.values()))
        self._seen = _seen(self._named, readings)
        self._identity = self._settled(self._file.decisions)  # a file that contradicts itself is told before anything is asked

    @property
    def changed(self) -> bool:
        """Whether the graph shows other decisions than those that now stand."""
        return self._file.changed

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Those that now stand of entities."""
        return of_entities(self._file.decisions)

    def pairs(self) -> tuple[Pair, ...]:
        """Every likeness and every decision, by the ids; first what nobody decided and the rules are unsure of."""
        decided = {decision.pair: decision for decision in self.decisions}
        likely = {(pair.one, pair.other): pair for pair in self._named.likenesses}
        found = [self._pair(pair, likely.get(pair), decided.get(pair)) for pair in sorted(decided.keys() | likely.keys())]
        return tuple(sorted(found, key=lambda pair: (pair.decision is not None, pair.rules == Judgement.SAME)))

    def open_pairs(self) -> Iterator[Pair]:
        """The pairs that the rules are unsure of, and that neither follow from the decisions so far nor from those taken on the way."""
        for pair in self.pairs():
            one, other = (self._identity.joined.get(side.id, side.id) for side in (pair.one, pair.other))
            if pair.decision is None and other in self._identity.possibly.get(one, ()):
                yield pair

    def decide(self, one: str, other: str, judgement: str, reason: str = "", time: datetime | None = None) -> Decision:
        """Keeps a judgement of two entities, given by id, IRI or a name that only one bears.

        Raises InputError for an unknown or ambiguous entity, and for what contradicts an earlier decision or the reviewed tables.
        """
        first, second = sorted((self._find(one), self._find(other)))
        if first == second:
            raise InputError(f"{one!r} and {other!r} are one entity, {first}; give two")
        decision = Decision(first, second, parse_judgement(judgement), moment(time), reason, self._label(first), self._label(second))
        self._keep(with_decision(self._file.decisions, decision))
        return decision

    def undo(self, one: str, other: str) -> Decision:
        """Takes the decision of two entities back. Raises InputError if there is none."""
        pair = tuple(sorted((self._find(one), self._find(other))))
        for decision in self.decisions:
            if decision.pair == pair:
                self._keep(tuple(kept for kept in self._file.decisions if kept is not decision))
                return decision
        raise InputError(f"{self._file.path}: nothing was decided of {' and '.join(pair)}; `kg review --list` shows the decisions")

    def _keep(self, decisions: tuple[Decision, ...]) -> None:
        self._identity = self._settled(decisions)
        self._file.write(decisions)

    def _settled(self, decisions: Sequence[Decision]) -> Identity:
        return settle(self._named.entities, self._named.likenesses, of_entities(decisions), self._known)

    def _find(self, text: str) -> str:
        """The id of an entity of the graph, of the reviewed tables or of a decision."""
        wanted = text.strip().removeprefix("<").removesuffix(">").removeprefix(self._base)
        if wanted in self._named.entities or wanted in self._known or any(wanted in decision.pair for decision in self.decisions):
            return wanted
        words = plain_name(text)
        bearers = [
            one.id for one in self._named.entities.values() if words and words in map(plain_name, filter(None, (one.label_ar, one.label_en, *one.aliases)))
        ]
        if len(bearers) == 1:
            return bearers[0]
        remedy = f"give one of these ids: {', '.join(bearers[:5])}" if bearers else "give an id that `kg review --list` shows"
        raise InputError(f"{self.output}: {len(bearers) or 'no'} entities are called {text!r}; {remedy}")

    def _label(self, identity: str) -> str:
        entity = self._named.entities.get(identity) or self._known.get(identity)
        return (entity.label_ar or entity.label_en or "") if entity else ""

    def _pair(self, pair: tuple[str, str], likeness: Likeness | None, decision: Decision | None) -> Pair:
        one, other = map(self._side, pair)
        if decision:  # the names stay readable where no article of this graph has them any more
            one, other = (replace(side, names=side.names or (name,)) for side, name in ((one, decision.name), (other, decision.other_name)))
        return Pair(one, other, likeness.judgement if likeness else "", likeness.reason if likeness else "", decision)

    def _side(self, identity: str) -> Side:
        entity, listed = self._named.entities.get(identity), self._known.get(identity)
        articles, sentence, names = self._seen.get(identity, ((), None, ()))
        if entity is None:
            return Side(identity, listed.kind if listed else "", (listed.label_ar, listed.label_en) if listed else ())
        labels = (entity.label_ar, entity.label_en, *entity.aliases) if not listed else (entity.label_ar, entity.label_en, *names)
        called = tuple(dict.fromkeys(name for name in labels if name))
        offices = (*((listed.office,) if listed and listed.office else ()), *self._named.offices.get(identity, ()))
        return Side(identity, entity.kind, called, offices, articles, sentence)


_Seen = tuple[tuple[Article, ...], str | None, tuple[str, ...]]


def _seen(named: Named, readings: Sequence[Reading]) -> Mapping[str, _Seen]:
    """For each entity its articles, the first sentence that names it, and the names it goes by there."""
    documents = {reading.document.id: reading.document for reading in readings}
    reports: defaultdict[str, list[tuple[Report, Mention]]] = defaultdict(list)
    for report in sorted(named.reports, key=lambda report: (report.mention.document, report.mention.sentence, report.id)):
        for identity, mention in _mentions(report):
            reports[identity].append((report, mention))
    return {identity: _evidence(found, documents) for identity, found in reports.items()}


def _mentions(report: Report) -> Iterator[tuple[str, Mention]]:
    told = report.mention
    for role in ("actors", "targets", "places", "origins", "destinations"):
        yield from zip(getattr(report, role), getattr(told, role), strict=True)
    if told.attribution is not None and report.attributed_to is not None:
        yield report.attributed_to, told.attribution.source
        yield from zip(report.relayed_by, (relay.source for relay in told.attribution.relays()), strict=True)


def _evidence(found: Sequence[tuple[Report, Mention]], documents: Mapping[str, Document]) -> _Seen:
    told = [documents[name] for name in dict.fromkeys(report.mention.document for report, _ in found)]
    first = found[0][0].mention
    names = dict.fromkeys(" ".join(mention.name.split()) for _, mention in found)
    articles = tuple(Article(document.id, document.source, document.published) for document in told)
    return articles, first.sentence.of(documents[first.document].text), tuple(names)

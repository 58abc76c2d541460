"""Judging what reports tell: the pairs of a graph's reports that may or may not be of one event, and decisions of them, kept and taken back.

Decisions are lines of the file that holds those of entities too, and speak of reports, whose ids hang on nothing but their words in their article; events
change their ids with what is found of them. To make two events one is to call two of their reports the same; to divide one, to call two different.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import product
from pathlib import Path

from kg.build import stored_readings
from kg.commit import stored_base
from kg.decision_file import DecisionFile, moment, parse_judgement
from kg.decisions import DECISIONS_FILE, Decision, of_entities, of_report, of_reports, report_of, with_decision
from kg.event_pairs import EventPairs
from kg.event_sides import EventPair, EventSide, in_words, shown
from kg.gazetteer.chosen import gazetteers_of, known_entities
from kg.groups import Groups
from kg.likeness import Judgement
from kg.resolve import resolve
from ontology.errors import InputError

_EVENT = "event/"


class EventReview:
    """The events of the graph in a folder, their doubtful pairs of reports and the decisions of them. `decisions` is their file, if it is not in the folder."""

    def __init__(self, output: Path, decisions: Path | None = None) -> None:
        readings = stored_readings(output)
        self._file = DecisionFile(decisions or output / DECISIONS_FILE)
        self._output, self._base = output, stored_base(output)
        self._documents = {reading.document.id: reading.document for reading in readings}
        resolution = resolve(readings, known_entities(gazetteers_of(output, None)), of_entities(self._file.decisions))
        self._entities = resolution.entities
        self._pairs = EventPairs(resolution.reports, resolution.entities, tuple(self._documents.values()), self.decisions)

    @property
    def changed(self) -> bool:
        """Whether the graph shows other decisions than those that now stand."""
        return self._file.changed

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Those that now stand of reports."""
        return of_reports(self._file.decisions)

    def pairs(self) -> tuple[EventPair, ...]:
        """What is in doubt and not decided, first where the graph is likeliest wrong, and then every decision, by the ids."""
        decided = {_ids(decision): decision for decision in self.decisions}
        doubts = [self._weighed(found.one, found.other) for found in self._pairs.doubts() if (found.one, found.other) not in decided]
        return (*doubts, *(self._weighed(*pair, decision) for pair, decision in sorted(decided.items())))

    def open_pairs(self) -> Iterator[EventPair]:
        """The pairs in doubt that neither are decided nor follow from decisions, those taken on the way among them."""
        for pair in self.pairs():
            if pair.decision is None and not self._follows(pair):
                yield pair

    def decide(self, one: str, other: str, judgement: str, reason: str = "", time: datetime | None = None) -> tuple[Decision, ...]:
        """Keeps a judgement of two reports, or events, given by id or IRI; returns the decisions of reports that say so.

        Two events are judged by the two of their reports that tell one event most probably. «different» of a report and its own event takes it
        out: it is kept apart from every other report there. Raises InputError for an unknown id and for what contradicts other decisions.
        """
        told, ones, others = parse_judgement(judgement), self._find(one), self._find(other)
        if ones == others:
            what = "event; to divide it, give two of its reports, which `kg explain` shows" if len(ones) > 1 else "report; give two"
            raise InputError(f"{one!r} and {other!r} are one {what}")
        pairs, when = self._chosen(ones, others, told), moment(time)
        if told is Judgement.SAME:
            self._check_not_apart(ones, others, pairs)
        decisions = tuple(Decision(of_report(a), of_report(b), told, when, reason, self._words(a), self._words(b)) for a, b in pairs)
        kept = self._file.decisions
        for decision in decisions:
            kept = with_decision(kept, decision)
        self._file.write(kept)
        return decisions

    def undo(self, one: str, other: str) -> tuple[Decision, ...]:
        """Takes back every decision of the two reports, or of any report of the one event and any of the other. Raises InputError if there is none."""
        pairs = {tuple(sorted(map(of_report, pair))) for pair in product(self._find(one, decided=True), self._find(other, decided=True))}
        undone = tuple(decision for decision in self.decisions if decision.pair in pairs)
        if not undone:
            raise InputError(f"{self._file.path}: nothing was decided of {one} and {other}; `kg review --events --list` shows the decisions")
        self._file.write([decision for decision in self._file.decisions if decision not in undone])
        return undone

    def _find(self, text: str, decided: bool = False) -> tuple[str, ...]:
        """The reports that an id or IRI means: itself, or all of an event; those too that only a decision knows, where that is asked for."""
        wanted = text.strip().removeprefix("<").removesuffix(">").removeprefix(self._base)
        if event := self._pairs.events.get(wanted.removeprefix(_EVENT)):
            return tuple(report.id for report in event.reports)
        if report_of(wanted) in self._pairs.reports or (decided and any(of_report(report_of(wanted)) in decision.pair for decision in self.decisions)):
            return (report_of(wanted),)
        raise InputError(f"{self._output}: no report or event has the id {text!r}; give one that `kg review --events --list` or `kg explain` shows")

    def _chosen(self, ones: tuple[str, ...], others: tuple[str, ...], judgement: Judgement) -> list[tuple[str, str]]:
        """The pairs of reports, each sorted, that say what is judged of the two sides."""
        is_within = set(ones) <= set(others) or set(others) <= set(ones)
        if judgement is Judgement.DIFFERENT and is_within:
            return sorted({(min(pair), max(pair)) for pair in product(ones, others) if len(set(pair)) > 1})
        return [self._pairs.likeliest(ones, others)]

    def _check_not_apart(self, ones: tuple[str, ...], others: tuple[str, ...], chosen: list[tuple[str, str]]) -> None:
        """Raises InputError where two events are called the same of which other reports are decided to be different."""
        between = {(min(pair), max(pair)) for pair in product(ones, others)} - set(chosen)
        for decision in self.decisions:
            if decision.judgement is Judgement.DIFFERENT and _ids(decision) in between:
                apart = f"{decision.one} and {decision.other} of these events are decided to be different"
                raise InputError(f"{apart}; undo that first (`kg review --events --undo`)")

    def _follows(self, pair: EventPair) -> bool:
        """Whether the decisions as they now stand say what a pair is: of two reports within one event, or of the events of two."""

        def of(report: str) -> str:
            return report if pair.joined else self._pairs.event_of[report]

        met = [(_ids(decision), decision.judgement) for decision in self.decisions if self._pairs.reports.keys() >= set(_ids(decision))]
        told = [(of(one), of(other), judgement) for (one, other), judgement in met if of(one) != of(other)]
        groups = Groups((one, other) for one, other, judgement in told if judgement is Judgement.DIFFERENT)
        for one, other, judgement in told:
            if judgement is Judgement.SAME:
                groups.join(one, other)
        one, other = (of(report_of(side.id)) for side in (pair.one, pair.other))
        return groups.of(one) == groups.of(other) or not groups.may_join(one, other)

    def _weighed(self, one: str, other: str, decision: Decision | None = None) -> EventPair:
        """A pair with its evidence, as far as the graph has the two."""
        sides = self._side(one, decision.name if decision else ""), self._side(other, decision.other_name if decision else "")
        if not self._pairs.reports.keys() >= {one, other}:
            return EventPair(*sides, None, None, decision=decision)
        found = self._pairs.weigh(one, other)
        return EventPair(*sides, found.joined, found.probability, found.reasons, decision)

    def _side(self, report: str, words: str) -> EventSide:
        found = self._pairs.reports.get(report)
        if found is None:
            return EventSide(of_report(report), words=words)
        return shown(found, self._pairs.events[self._pairs.event_of[report]], self._documents[found.mention.document], self._entities)

    def _words(self, report: str) -> str:
        found = self._pairs.reports[report]
        return in_words(found, self._documents[found.mention.document])


def _ids(decision: Decision) -> tuple[str, str]:
    return report_of(decision.one), report_of(decision.other)

"""What forgetting a document cannot take away: what people decided, and what somebody reads at the moment."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from extract.model import Reading
from kg.decisions import Decision, of_report
from kg.resolve import name_all
from kg.store_states import STORE_FOLDER, states
from ontology.known import KnownEntity


def decisions_left(decisions: Sequence[Decision], forgotten: Reading, others: Sequence[Reading], known: Sequence[KnownEntity]) -> tuple[Decision, ...]:
    """Those that speak of a report, or of somebody whom no table lists, that only the forgotten document has."""
    if not decisions:
        return ()
    gone = _named([forgotten], known) - _named(others, known)
    return tuple(decision for decision in decisions if not gone.isdisjoint(decision.pair))


def told_left(output: Path, document: str, left: Sequence[Decision], file: Path) -> Iterator[str]:
    """What still tells of the document after it was forgotten, a line each: these decisions, and a state of the store that somebody reads."""
    if left:
        pairs = ", ".join(f"{one.one} and {one.other}" for one in left)
        undo = "take these back with `kg review --undo A B` (reports: --events)"
        yield f"{file}: still decides of what only {document} told ({pairs}), and may quote it; {undo}"
    if len(states(output / STORE_FOLDER)) > 1:
        yield f"{output / STORE_FOLDER}: somebody still reads the state with {document}; it goes with the next build or `kg forget` after that"


def _named(readings: Sequence[Reading], known: Sequence[KnownEntity]) -> set[str]:
    """All that decisions may speak of and that no table has."""
    named = name_all(readings, known)
    return {*named.entities, *(of_report(report.id) for report in named.reports)} - {entity.id for entity in known}

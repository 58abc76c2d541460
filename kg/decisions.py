"""What people decided of pairs of entities and of pairs of reports, as a sorted table that a repository can hold.

Reports of events go by their ids behind `report/`, as in their IRIs, so that one table serves both and tells them apart.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.likeness import Judgement
from ontology.errors import InputError

DECISIONS_FILE = "decisions.tsv"
_REPORT = "report/"
_COLUMNS = ("one", "other", "judgement", "time", "reason", "name", "other_name")


@dataclass(frozen=True, slots=True)
class Decision:
    """One judgement of two entities or two reports, by their ids, the smaller first; `time` is ISO 8601 in UTC. The names are for readers only."""

    one: str
    other: str
    judgement: Judgement
    time: str
    reason: str = ""
    name: str = ""
    other_name: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        return self.one, self.other

    @property
    def is_of_reports(self) -> bool:
        """Whether it judges what two reports tell."""
        return self.one.startswith(_REPORT)


def of_report(report: str) -> str:
    """How a decision names the report with that id."""
    return _REPORT + report


def report_of(name: str) -> str:
    """The id of the report that a decision names."""
    return name.removeprefix(_REPORT)


def of_entities(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Those that judge entities."""
    return tuple(decision for decision in decisions if not decision.is_of_reports)


def of_reports(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Those that judge what two reports tell."""
    return tuple(decision for decision in decisions if decision.is_of_reports)


def parse_decisions(text: str, origin: str) -> tuple[Decision, ...]:
    """The decisions of a table, sorted. Raises InputError for a line that is none, or a pair that stands twice."""
    header, *lines = text.lstrip("\ufeff").splitlines() or [""]
    if header.split("\t") != list(_COLUMNS):
        raise InputError(f"{origin}:1: not a table of decisions; its columns are {', '.join(_COLUMNS)}")
    found: dict[tuple[str, str], Decision] = {}
    for number, line in enumerate(lines, start=2):
        decision = _decision(line.split("\t"), f"{origin}:{number}")
        if decision.pair in found:
            raise InputError(f"{origin}:{number}: {decision.one} and {decision.other} stand here twice; leave one line")
        found[decision.pair] = decision
    return tuple(found[pair] for pair in sorted(found))


def _decision(cells: list[str], origin: str) -> Decision:
    try:
        one, other, judgement, *rest = cells
        if len(cells) != len(_COLUMNS) or not one < other:
            raise ValueError(f"{len(_COLUMNS)} columns are wanted, the smaller id first")
        if one.startswith(_REPORT) != other.startswith(_REPORT):
            raise ValueError("one is a report and the other is none")
        return Decision(one, other, Judgement(judgement), *rest)
    except ValueError as error:
        raise InputError(f"{origin}: not a decision ({error}); correct or remove the line") from error


def read_decisions(path: Path, must_exist: bool = False) -> tuple[Decision, ...]:
    """The decisions of a file; none where there is no file yet. Raises InputError for an unusable one."""
    if not path.exists() and not must_exist:
        return ()
    try:
        return parse_decisions(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeError) as error:
        raise InputError(f"{path}: the decisions cannot be read ({error}); name the file that `kg review` wrote") from error


def format_decisions(decisions: Iterable[Decision]) -> str:
    """The table, sorted by the ids, one decision a line."""
    rows = [_COLUMNS, *(_cells(decision) for decision in sorted(decisions, key=lambda decision: decision.pair))]
    return "".join("\t".join(row) + "\n" for row in rows)


def _cells(decision: Decision) -> tuple[str, ...]:
    texts = (decision.reason, decision.name, decision.other_name)
    return (decision.one, decision.other, decision.judgement.value, decision.time, *(" ".join(text.split()) for text in texts))


def with_decision(decisions: Iterable[Decision], new: Decision) -> tuple[Decision, ...]:
    """The decisions with a new one in the place of an earlier one of the same pair."""
    return tuple(sorted([*(old for old in decisions if old.pair != new.pair), new], key=lambda decision: decision.pair))


def judgements(decisions: Iterable[Decision]) -> Mapping[tuple[str, str], Judgement]:
    """The judgement of each pair."""
    return {decision.pair: decision.judgement for decision in decisions}

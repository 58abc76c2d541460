"""The file that keeps what people decide: judgements come in, the table goes out whole."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from kg.decided import check_decisions
from kg.decisions import Decision, format_decisions, of_reports, read_decisions
from kg.likeness import Judgement
from kg.lock import writing
from kg.outputs import write_whole
from ontology.errors import InputError


class DecisionFile:
    """The decisions of a file, and how they change. Raises InputError for an unusable file, and where decisions of reports contradict each other."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.decisions = self._before = read_decisions(path)
        check_decisions(of_reports(self.decisions))

    @property
    def changed(self) -> bool:
        """Whether other decisions stand now than when the file was read."""
        return self.decisions != self._before

    def write(self, decisions: Sequence[Decision]) -> None:
        """Makes the file hold these decisions and no others. Raises InputError if another has changed it since it was read, StoreError."""
        check_decisions(of_reports(decisions))
        with writing(self.path.parent, "kg review"):
            if format_decisions(read_decisions(self.path)) != format_decisions(self.decisions):
                raise InputError(f"{self.path}: was changed by another since it was read; run `kg review` again, which shows what stands now")
            write_whole(self.path, lambda stream: stream.write(format_decisions(decisions).encode()))
        self.decisions = tuple(sorted(decisions, key=lambda decision: decision.pair))


def parse_judgement(text: str) -> Judgement:
    """Raises InputError for words that are none."""
    if text not in tuple(Judgement):
        raise InputError(f"{text!r} is no judgement; give one of {', '.join(Judgement)}")
    return Judgement(text)


def moment(time: datetime | None) -> str:
    """A moment, or now, as decisions note it: ISO 8601 in UTC, to the second."""
    return (time or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

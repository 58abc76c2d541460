"""What is wrong with a graph's folder, told so that its owner can act on it."""

from dataclasses import dataclass
from pathlib import Path

AGAIN = "run `kg build` on the article again"
REPAIR = "run `kg check --repair`"
BUILD = "run `kg build`, or `kg check --repair`"
STOPPED = "was left by a command that was stopped"


@dataclass(frozen=True, slots=True, order=True)
class Damage:
    """One thing that is wrong: in which file or folder, where there (a document's id or a graph's IRI; None for all of it), what, and what to do."""

    path: Path
    place: str | None
    told: str
    remedy: str = REPAIR

    def __str__(self) -> str:
        return f"{self.path}: {self.told}{f' ({self.place})' if self.place else ''}; {self.remedy}"

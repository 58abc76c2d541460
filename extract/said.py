"""A stretch of somebody's words."""

from dataclasses import dataclass

from extract.arabic.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody's words: tokens `first:last`; `speaker` None is the speaker of the sentence before."""

    first: int
    last: int
    speaker: Phrase | None
    cue: int
    lemma: str

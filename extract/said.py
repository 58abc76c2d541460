"""A stretch of somebody's words."""

from dataclasses import dataclass

from extract.arabic.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody's words: tokens `first:last`; `speaker` None is the speaker of the sentence before.

    `relay` is who passes them on by the same word («نقلت الوكالة عن مصدر», «قال مصدر لوكالة …»); `aside` says that a cue gives the speaker,
    and no verb of saying («بحسب القناة»).
    """

    first: int
    last: int
    speaker: Phrase | None
    cue: int
    lemma: str
    relay: Phrase | None = None
    aside: bool = False

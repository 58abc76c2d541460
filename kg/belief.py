"""How far the reports of an event bear it out: a noisy-or over sources, after INDRA's belief scorer.

    support = 1 − Π_s (e_s + Π_i r_i)          over the sources s, and the reports i of each
    belief  = support · (1 − d · against)      `against` is the same formula over the reports that deny

A source errs in two ways. Systematically (e_s: a biased outlet, a construction the extractor misreads) however often it
repeats itself; and at random, which repetition makes less likely: r_i = 1 − c_i · (1 − r_s) for a report of confidence
c_i, so that n sure reports leave r_s^n. What one sentence tells
twice («shelled … which wounded») is no repetition: its surest report counts. One source alone never takes belief above 1 − e_s; independent ones do.

A source is whom the words are attributed to, else the outlet, else the document itself; so an agency's text that three
outlets copy with its attribution counts as one source. What speaks for an event are the reports that assert it, or for an event
that nobody asserts those that plan it; what speaks against it are those that negate or deny it. An event that is only denied
has no support and belief 0. `data/priors.json` holds e_s and r_s for documents speaking for themselves (`own`) and for what
they put into others' mouths (`attributed`), and d (`denial`).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import prod
from types import MappingProxyType

from extract.model import Factuality
from kg.model import Report

_AGAINST = frozenset({Factuality.NEGATED, Factuality.DENIED})


@dataclass(frozen=True, slots=True)
class Prior:
    """How often a kind of source is wrong for good, and how often by chance; both in [0, 1]."""

    systematic: float
    random: float


@dataclass(frozen=True, slots=True)
class Priors:
    """The priors by kind of source, and how much a certain denial takes away."""

    own: Prior
    attributed: Prior
    denial: float


@lru_cache(maxsize=1)
def load_priors() -> Priors:
    """The packaged priors."""
    values = json.loads((files("kg") / "data" / "priors.json").read_text(encoding="utf-8"))
    return Priors(Prior(**values["own"]), Prior(**values["attributed"]), values["denial"])


@dataclass(frozen=True, slots=True)
class Voice:
    """One report as belief hears it: who says it (`own` where the article speaks for itself), in which sentence of which text, how surely read."""

    source: str
    own: bool
    sentence: tuple[str, int]
    confidence: float
    factuality: Factuality


@dataclass(frozen=True, slots=True)
class Tally:
    """What one source adds: the confidence of each of its sentences, and the chance that it is wrong."""

    source: str
    own: bool
    confidences: tuple[float, ...]
    wrong: float


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A belief with its arithmetic: the sources that speak for the event and against it, and the support that each side has."""

    speaking: tuple[Tally, ...]
    denying: tuple[Tally, ...]
    denial: float

    @property
    def support(self) -> float:
        return _support(self.speaking)

    @property
    def against(self) -> float:
        return _support(self.denying)

    @property
    def belief(self) -> float:
        return self.support * (1.0 - self.denial * self.against)


def belief(reports: Iterable[Report], outlets: Mapping[str, str] = MappingProxyType({}), priors: Priors | None = None) -> float:
    """The belief in what these reports of one event say, in [0, 1], whatever their order.

    `outlets` gives the outlet of a document by the document's id.
    """
    return reckon((voice(report, outlets) for report in reports), priors).belief


def voice(report: Report, outlets: Mapping[str, str]) -> Voice:
    """The report as belief hears it."""
    mention = report.mention
    source = report.attributed_to or outlets.get(mention.document) or mention.document
    return Voice(source, report.attributed_to is None, (mention.document, mention.sentence.start), mention.confidence, mention.factuality)


def reckon(voices: Iterable[Voice], priors: Priors | None = None) -> Reckoning:
    """The arithmetic of the belief in one event, from all that is said of it."""
    voices, priors = tuple(voices), priors or load_priors()
    asserting = [one for one in voices if one.factuality is Factuality.ASSERTED]
    planning = [one for one in voices if one.factuality is Factuality.PLANNED]
    denying = [one for one in voices if one.factuality in _AGAINST]
    return Reckoning(_tallies(asserting or planning, priors), _tallies(denying, priors), priors.denial)


def _tallies(voices: Iterable[Voice], priors: Priors) -> tuple[Tally, ...]:
    by_source: defaultdict[tuple[bool, str], dict[tuple[str, int], float]] = defaultdict(dict)
    for one in voices:
        sentences = by_source[one.own, one.source]
        sentences[one.sentence] = max(sentences.get(one.sentence, 0.0), one.confidence)
    found = ((key, tuple(sorted(by_source[key].values()))) for key in sorted(by_source))
    return tuple(Tally(source, own, sure, _wrong(sure, priors.own if own else priors.attributed)) for (own, source), sure in found)


def _support(tallies: Iterable[Tally]) -> float:
    return 1.0 - prod(tally.wrong for tally in tallies)


def _wrong(confidences: Iterable[float], prior: Prior) -> float:
    """The chance that a source with reports of these confidences is wrong."""
    return min(1.0, prior.systematic + prod(1.0 - confidence * (1.0 - prior.random) for confidence in confidences))

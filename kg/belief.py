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

from extract.model import Factuality, Span
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


def belief(reports: Iterable[Report], outlets: Mapping[str, str] = MappingProxyType({}), priors: Priors | None = None) -> float:
    """The belief in what these reports of one event say, in [0, 1], whatever their order.

    `outlets` gives the outlet of a document by the document's id.
    """
    reports, priors = tuple(reports), priors or load_priors()
    asserting = [report for report in reports if report.mention.factuality is Factuality.ASSERTED]
    planning = [report for report in reports if report.mention.factuality is Factuality.PLANNED]
    denying = [report for report in reports if report.mention.factuality in _AGAINST]
    return _support(asserting or planning, outlets, priors) * (1.0 - priors.denial * _support(denying, outlets, priors))


def _support(reports: Iterable[Report], outlets: Mapping[str, str], priors: Priors) -> float:
    by_source: defaultdict[tuple[bool, str], dict[tuple[str, Span], float]] = defaultdict(dict)
    for report in reports:
        own = report.attributed_to is None
        source = report.attributed_to or outlets.get(report.mention.document) or report.mention.document
        sentences, place = by_source[own, source], (report.mention.document, report.mention.sentence)
        sentences[place] = max(sentences.get(place, 0.0), report.mention.confidence)
    wrong = (_wrong(sorted(by_source[key].values()), priors.own if key[0] else priors.attributed) for key in sorted(by_source))
    return 1.0 - prod(wrong)


def _wrong(confidences: Iterable[float], prior: Prior) -> float:
    """The chance that a source with reports of these confidences is wrong."""
    return min(1.0, prior.systematic + prod(1.0 - confidence * (1.0 - prior.random) for confidence in confidences))

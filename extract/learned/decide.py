"""The trained decisions: which drafts are events, and what fills their slots."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log
from types import MappingProxyType

from extract.learned.article import article_of
from extract.learned.features import Standing, candidate_features, event_features, slot_features, standing_of, time_features
from extract.learned.proposals import Proposal
from extract.learned.telling import Scored, told_anew
from extract.learned.view import View
from extract.model import EventMention, Mention, TimeInterval

# What the grammar says stands unless the model is surer of the contrary; chosen by cross-validation (tools/train_model.py).
_EVENT, _VAGUE = 0.38, 0.55
_GIVEN, _FOUND = 0.25, 0.4
_DATED, _DATE = 0.3, 0.5

_SUREST = 0.99  # no reading is certain

CONFIDENCE = "confidence"


def sigmoid(score: float) -> float:
    """From a score to a probability, far scores cut."""
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, score))))


def logit(probability: float) -> float:
    """From a probability to a score, the ends cut to what two digits can tell."""
    inside = max(0.005, min(0.995, probability))
    return log(inside / (1.0 - inside))


@dataclass(frozen=True, slots=True)
class Model:
    """A linear model: for each decision (event, actor, target, place, date) the weight of each feature; `version` tells weights apart."""

    weights: Mapping[str, Mapping[str, float]]
    version: str = ""

    def probability(self, decision: str, features: Iterable[str]) -> float:
        """How likely the answer to a decision is yes, in (0, 1)."""
        weights = self.weights[decision]
        return sigmoid(sum([weights.get(name, 0.0) for name in features]))

    def decide(self, proposals: Sequence[Proposal]) -> Iterator[EventMention]:
        """The events of an article, their slots decided anew."""
        article = article_of(proposals)
        for proposal in proposals:
            view = View(proposal, article)
            probability = self.probability("event", event_features(view))
            if probability >= (_EVENT if proposal.stands else _VAGUE):
                event = replace(self._revised(view), confidence=min(_SUREST, round(self.confidence(probability), 2)))
                if proposal.draft.clause is not None or event.actors or event.targets:  # a noun of action with nobody in it is talk
                    yield event

    def confidence(self, probability: float) -> float:
        """The share of events that turned out right among those found this likely, by cross-validation (Platt's scaling)."""
        scaling = self.weights.get(CONFIDENCE)
        return sigmoid(scaling["slope"] * logit(probability) + scaling["bias"]) if scaling else probability

    def _revised(self, view: View) -> EventMention:
        proposal = view.proposal
        actors, targets = self._participants(view)
        places = self._places(view)
        time = self._time(view)
        chosen = {"actor": actors, "target": targets, "place": places}
        event, undergoing = proposal.event, _mentions(targets)
        counted = [candidate.phrase for _, candidate in targets if candidate.phrase is not None]
        revised = replace(
            event,
            actors=_mentions(actors),
            targets=undergoing,
            places=_mentions(places),
            time=None if time is None else time[1],
            counts=event.counts if undergoing == event.targets else proposal.count(counted),
        )
        return replace(revised, reasons=MappingProxyType(told_anew(proposal, revised, chosen, time)))

    def _participants(self, view: View) -> tuple[Sequence[Scored], Sequence[Scored]]:
        actors: list[Scored] = []
        targets: list[Scored] = []
        for candidate in view.proposal.participants:
            standing = standing_of(candidate, view)
            shared = tuple(candidate_features(standing, view))
            actor, target = self._fills("actor", standing, view, shared), self._fills("target", standing, view, shared)
            (actors if actor >= target else targets).append((max(actor, target), candidate))
        best = _best(actors, "actor")
        acting = {candidate.mention.name for _, candidate in best}  # nobody stands on both sides
        return best, [pair for pair in _best(targets, "target") if pair[1].mention.name not in acting]

    def _places(self, view: View) -> Sequence[Scored]:
        standings = (standing_of(candidate, view) for candidate in view.proposal.places)
        return _best([(self._fills("place", standing, view, tuple(candidate_features(standing, view))), standing.candidate) for standing in standings], "place")

    def _fills(self, role: str, standing: Standing, view: View, shared: tuple[str, ...]) -> float:
        return self.probability(role, (*shared, *slot_features(role, standing, view)))

    def _time(self, view: View) -> tuple[float, TimeInterval] | None:
        times = [(self.probability("date", time_features(chunk, view)), -chunk, time) for chunk, time in view.proposal.times]
        likeliest = max(times, key=lambda scored: scored[:2], default=None)
        if likeliest is None or likeliest[0] < (_DATED if likeliest[2] == view.proposal.event.time else _DATE):
            return None
        return likeliest[0], likeliest[2]


def _best(scored: Sequence[Scored], role: str) -> list[Scored]:
    """The likeliest candidate, with those that are coordinated with it."""
    likely = [pair for pair in scored if pair[0] >= (_GIVEN if pair[1].given == role else _FOUND)]
    if not likely:
        return []
    first = max(likely, key=lambda pair: pair[0])[1]
    chosen = [pair for pair in likely if pair[1].chunk == first.chunk or (pair[1].given and pair[1].given == first.given)]
    resolved = {candidate.mention.span for _, candidate in chosen if candidate.given}  # «عناصره»: whom the grammar says they are, and not the words too
    return [pair for pair in chosen if pair[1].given or pair[1].mention.span not in resolved]


def _mentions(scored: Sequence[Scored]) -> tuple[Mention, ...]:
    return tuple(dict.fromkeys(candidate.mention for _, candidate in scored))

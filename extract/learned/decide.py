"""The trained decisions: which drafts are events, and what fills their slots."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp

from extract.learned.article import article_of
from extract.learned.features import View, candidate_features, event_features, slot_features, time_features
from extract.learned.proposals import Candidate, Proposal
from extract.model import EventMention, Mention, TimeInterval

# What the grammar says stands unless the model is surer of the contrary; chosen by cross-validation (tools/train_model.py).
_EVENT, _VAGUE = 0.4, 0.65
_GIVEN, _FOUND = 0.2, 0.45
_DATED, _DATE = 0.3, 0.5

Scored = tuple[float, Candidate]


@dataclass(frozen=True, slots=True)
class Model:
    """A linear model: for each decision (event, actor, target, place, date) the weight of each feature."""

    weights: Mapping[str, Mapping[str, float]]

    def probability(self, decision: str, features: Iterable[str]) -> float:
        """How likely the answer to a decision is yes, in (0, 1)."""
        weights = self.weights[decision]
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, sum([weights.get(name, 0.0) for name in features])))))

    def decide(self, proposals: Sequence[Proposal]) -> Iterator[EventMention]:
        """The events of an article, their slots decided anew."""
        article = article_of(proposals)
        for proposal in proposals:
            view = View(proposal, article)
            probability = self.probability("event", event_features(view))
            if probability >= (_EVENT if proposal.stands else _VAGUE):
                yield replace(self._revised(view), confidence=round(probability, 2))

    def _revised(self, view: View) -> EventMention:
        proposal = view.proposal
        actors, targets = self._participants(view)
        places = [(self._fills("place", candidate, view, tuple(candidate_features(candidate, view))), candidate) for candidate in proposal.places]
        return replace(
            proposal.event,
            actors=_mentions(actors),
            targets=_mentions(targets),
            places=_mentions(_best(places, "place")),
            time=self._time(view),
            counts=proposal.count([candidate.phrase for candidate in targets if candidate.phrase is not None]),
        )

    def _participants(self, view: View) -> tuple[Sequence[Candidate], Sequence[Candidate]]:
        actors: list[Scored] = []
        targets: list[Scored] = []
        for candidate in view.proposal.participants:
            shared = tuple(candidate_features(candidate, view))
            actor, target = self._fills("actor", candidate, view, shared), self._fills("target", candidate, view, shared)
            (actors if actor >= target else targets).append((max(actor, target), candidate))
        return _best(actors, "actor"), _best(targets, "target")

    def _fills(self, role: str, candidate: Candidate, view: View, shared: tuple[str, ...]) -> float:
        return self.probability(role, (*shared, *slot_features(role, candidate, view)))

    def _time(self, view: View) -> TimeInterval | None:
        times = [(self.probability("date", time_features(chunk, view)), -chunk, time) for chunk, time in view.proposal.times]
        likeliest = max(times, key=lambda scored: scored[:2], default=None)
        if likeliest is None:
            return None
        return likeliest[2] if likeliest[0] >= (_DATED if likeliest[2] == view.proposal.event.time else _DATE) else None


def _best(scored: Sequence[Scored], role: str) -> list[Candidate]:
    """The likeliest candidate, with those that are coordinated with it."""
    likely = [pair for pair in scored if pair[0] >= (_GIVEN if pair[1].given == role else _FOUND)]
    if not likely:
        return []
    first = max(likely, key=lambda pair: pair[0])[1]
    return [candidate for _, candidate in likely if candidate.chunk == first.chunk or (candidate.given and candidate.given == first.given)]


def _mentions(candidates: Sequence[Candidate]) -> tuple[Mention, ...]:
    return tuple(dict.fromkeys(candidate.mention for candidate in candidates))

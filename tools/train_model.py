"""Trains the small linear model that decides which drafts are events and what fills their slots.

    python tools/train_model.py                    trains on all annotated articles and writes extract/learned/data/weights.tsv
    python tools/train_model.py --cross-validate   prints what grammar alone, model alone and both reach on articles they were not trained on

It learns from the annotated articles beside the repository (../shared/gold) and from our own (examples/, corpus/): one logistic
regression a decision, its features the analysis (extract/learned/features.py). The same articles always give the same weights.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from extract.agreement import same_date, same_filler  # noqa: E402 (found from the line above)
from extract.annotation import OPTIONAL  # noqa: E402
from extract.arabic.lexicon import load_lexicon  # noqa: E402
from extract.evaluate import Evaluation, align, evaluate  # noqa: E402
from extract.learned.article import article_of  # noqa: E402
from extract.learned.decide import CONFIDENCE, Model, logit  # noqa: E402
from extract.learned.features import candidate_features, event_features, slot_features, standing_of, time_features  # noqa: E402
from extract.learned.proposals import Candidate, Proposal  # noqa: E402
from extract.learned.view import View  # noqa: E402
from extract.learned.weights import WEIGHTS, format_weights  # noqa: E402
from extract.model import EventMention, Mention  # noqa: E402
from extract.rules import RuleExtractor  # noqa: E402
from kg.known_names import name_table  # noqa: E402
from ontology.known import load_entities  # noqa: E402
from tools.annotated import AnnotatedArticle, own_articles, prediction_of, shared_articles  # noqa: E402

FOLDS = 6
Events = Mapping[str, Sequence[EventMention]]
Judged = tuple[float, bool]
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
DECISIONS = ("event", "actor", "target", "place", "date")
STRENGTH = 0.09  # inverse of the penalty on large weights (L2)
SEEN = 3  # a feature that stands in fewer examples is left out
MAYBE = 0.5  # what a draft that meets an optional event counts as an example of none: a generic mention rather not told
FRESH = {"held-out": 2.5, "corpus": 2.0}  # articles that no rule was written on count for more: there the grammar errs as it will elsewhere
SMALLEST = 0.02  # a weight nearer to nothing is left out: it decides nothing and would make the file large


@dataclass(frozen=True, slots=True)
class Example:
    """What one decision saw, and whether the annotation says yes."""

    document: str
    decision: str
    features: frozenset[str]
    right: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Parsed:
    """An annotated article with what the grammar proposes of it."""

    article: AnnotatedArticle
    proposals: tuple[Proposal, ...]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cross-validate", action="store_true", help="print scores on articles not trained on, and write nothing")
    if parser.parse_args(arguments).cross_validate:
        shared, own = parse_all(shared_articles()), parse_all(own_articles())
        both = cross_validated(shared, own)
        for name, events in (("grammar", grammar_alone(shared)), ("model", cross_validated(alone(shared), alone(own))), ("both", both)):
            print(*score_lines(name, shared, events), sep="\n")
        print(*reliability_lines(judged(shared, both)), sep="\n")
        return 0
    shared, own = parse_all(shared_articles()), parse_all(own_articles())
    weights = train([example for article in (*shared, *own) for example in examples_of(article)])
    weights[CONFIDENCE] = scaling_of(judged(shared, cross_validated(shared, own)))
    WEIGHTS.write_text(format_weights(weights), encoding="utf-8")
    print(f"{sum(map(len, weights.values()))} weights written to {WEIGHTS.relative_to(ROOT)}")
    return 0


def parse_all(articles: Iterable[AnnotatedArticle]) -> tuple[Parsed, ...]:
    """The articles taken apart by the grammar."""
    extractor = RuleExtractor(load_lexicon(), name_table(load_entities()))
    return tuple(Parsed(article, tuple(extractor.proposals(article.document))) for article in articles)


def alone(parsed: Sequence[Parsed]) -> tuple[Parsed, ...]:
    """The same with all slots as the grammar filled them emptied, so that the model has words, chunks and clauses and nothing else."""
    return tuple(replace(article, proposals=tuple(_emptied(proposal) for proposal in article.proposals)) for article in parsed)


def _emptied(proposal: Proposal) -> Proposal:
    draft = replace(proposal.draft, actors=(), targets=(), places=(), time=None, open_actor=False, vague=False)
    parsed = replace(proposal.parsed, drafts=tuple(draft if other is proposal.draft else other for other in proposal.parsed.drafts))
    participants = tuple(replace(candidate, given="", reason="") for candidate in proposal.participants)
    return replace(proposal, draft=draft, parsed=parsed, participants=participants, places=tuple(replace(c, given="", reason="") for c in proposal.places))


def grammar_alone(parsed: Sequence[Parsed]) -> dict[str, list[EventMention]]:
    """The events of each article without a model."""
    return {article.article.document.id: [proposal.event for proposal in article.proposals if proposal.stands] for article in parsed}


def cross_validated(parsed: Sequence[Parsed], always: Sequence[Parsed]) -> dict[str, list[EventMention]]:
    """The events of each article by a model that was trained without it (but on all of `always`)."""
    ids = sorted(article.article.document.id for article in parsed)
    fold = {document: number % FOLDS for number, document in enumerate(ids)}
    examples = [example for article in (*parsed, *always) for example in examples_of(article)]
    events: dict[str, list[EventMention]] = {}
    for left_out in range(FOLDS):
        model = Model(train([example for example in examples if fold.get(example.document) != left_out]))
        for article in parsed:
            if fold[article.article.document.id] == left_out:
                events[article.article.document.id] = list(model.decide(article.proposals))
    return events


def judged(parsed: Sequence[Parsed], events: Events) -> list[Judged]:
    """For each event told: how likely the model found it, and whether it is one of the article and of that type; optional ones are left out."""
    found: list[Judged] = []
    for article in parsed:
        document, gold = article.article.document, article.article.gold
        predictions = [prediction_of(event, document) for event in events[document.id]]
        met = {predicted: gold[number] for number, predicted in align(gold, predictions).items()}
        for number, event in enumerate(events[document.id]):
            if number not in met or met[number].core:
                found.append((event.confidence, number in met and event.type in met[number].types))
    return found


def scaling_of(found: Sequence[Judged]) -> dict[str, float]:
    """Platt's scaling: the line through the scores that makes of each the share that was right."""
    regression = LogisticRegression(C=1e6, solver="liblinear", random_state=0, intercept_scaling=100.0)
    regression.fit([[logit(probability)] for probability, _ in found], [right for _, right in found])
    return {"slope": round(float(regression.coef_[0][0]), 3), "bias": round(float(regression.intercept_[0]), 3)}


def reliability_lines(found: Sequence[Judged]) -> Iterator[str]:
    """How many of the events told with each confidence are right; the scaling of each half is learned on the other half."""
    halves = found[::2], found[1::2]
    scaled = [
        (Model({CONFIDENCE: scaling_of(other)}).confidence(probability), right)
        for half, other in (halves, halves[::-1])
        for probability, right in half
    ]
    for low, high in pairwise(BINS):
        inside = [pair for pair in scaled if low <= pair[0] < high]
        if inside:
            told, true = sum(confidence for confidence, _ in inside) / len(inside), sum(right for _, right in inside) / len(inside)
            yield f"confidence {low:.2f} to {min(high, 1):.2f}: {len(inside):5} events, told {told:.3f}, right {true:.3f}"


def score_lines(name: str, parsed: Sequence[Parsed], events: Events) -> Iterator[str]:
    """One line a set of articles."""
    for part, evaluation in scores_of(parsed, events).items():
        figures = {"events": evaluation.events, "slots": evaluation.all_slots, "tuples": evaluation.tuples, **evaluation.slots}
        yield f"{part:9} {name:8} " + "  ".join(f"{figure} {score.f1:.3f}" for figure, score in figures.items())


def scores_of(parsed: Sequence[Parsed], events: Events) -> dict[str, Evaluation]:
    """How good the events are, by set."""
    found: dict[str, Evaluation] = {}
    for part in dict.fromkeys(article.article.set for article in parsed):
        own = [article.article for article in parsed if article.article.set == part]
        predictions = [prediction_of(event, article.document) for article in own for event in events[article.document.id]]
        found[part] = evaluate([event for article in own for event in article.gold], predictions)
    return found


def examples_of(parsed: Parsed) -> Iterator[Example]:
    """What the annotation says of each decision: a filler that may be named or not teaches nothing."""
    document, gold, weight = parsed.article.document, parsed.article.gold, FRESH.get(parsed.article.set, 1.0)
    predictions = [prediction_of(proposal.event, document) for proposal in parsed.proposals]
    met = {predicted: gold[number] for number, predicted in align(gold, predictions).items()}
    article = article_of(parsed.proposals)
    for number, proposal in enumerate(parsed.proposals):
        view = View(proposal, article)
        event = met.get(number)
        core = event is not None and event.core
        yield Example(document.id, "event", frozenset(event_features(view)), core, weight * (MAYBE if event is not None and not core else 1.0))
        if event is None:
            continue
        for role, candidates in (("actor", proposal.participants), ("target", proposal.participants), ("place", proposal.places)):
            for candidate, right in _labels(proposal, candidates, event.fillers[role]):
                standing = standing_of(candidate, view)
                features = frozenset((*candidate_features(standing, view), *slot_features(role, standing, view)))
                yield Example(document.id, role, features, right, weight)
        for chunk, time in proposal.times:
            right = bool(event.date and time.edtf and same_date(time.edtf, event.date))
            yield Example(document.id, "date", frozenset(time_features(chunk, view)), right, weight)


def _labels(proposal: Proposal, candidates: Sequence[Candidate], fillers: Sequence[Sequence[str]]) -> Iterator[tuple[Candidate, bool]]:
    """The candidates with whether they fill the slot. Of several mentions of one filler only the one that the grammar chose, else
    the nearest, says yes; the others, and what may be named or not, teach nothing."""
    met = [[filler for filler in fillers if same_filler(_names(candidate.mention), filler)] for candidate in candidates]
    chosen = set()
    for filler in fillers:
        if OPTIONAL not in filler:
            matching = [number for number, found in enumerate(met) if filler in found]
            chosen.update(sorted(matching, key=lambda number: _remoteness(candidates[number], proposal))[:1])
    for number, candidate in enumerate(candidates):
        if number in chosen or not met[number]:
            yield candidate, number in chosen


def _remoteness(candidate: Candidate, proposal: Proposal) -> tuple[bool, int]:
    return not candidate.given, 99 if candidate.chunk is None else abs(candidate.chunk - proposal.draft.chunk)


def _names(mention: Mention) -> tuple[str, ...]:
    return tuple(name for name in (mention.text, mention.name, mention.entity) if name)


def train(examples: Collection[Example]) -> dict[str, dict[str, float]]:
    """The weights of all decisions, rounded."""
    return {decision: _train([example for example in examples if example.decision == decision]) for decision in DECISIONS}


def _train(examples: Sequence[Example]) -> dict[str, float]:
    seen = Counter(name for example in examples for name in example.features)
    names = {name: column for column, name in enumerate(sorted(name for name, count in seen.items() if count >= SEEN))}
    cells = [(row, names[name]) for row, example in enumerate(examples) for name in sorted(example.features) if name in names]
    rows, columns = numpy.array(cells).T
    matrix = csr_matrix((numpy.ones(len(cells)), (rows, columns)), shape=(len(examples), len(names)))
    regression = LogisticRegression(C=STRENGTH, solver="liblinear", fit_intercept=False, random_state=0)
    regression.fit(matrix, [example.right for example in examples], sample_weight=[example.weight for example in examples])
    return {name: round(float(regression.coef_[0][column]), 2) for name, column in names.items() if abs(regression.coef_[0][column]) >= SMALLEST}


if __name__ == "__main__":
    sys.exit(main())

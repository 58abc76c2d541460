"""Measures what belief takes for granted of the extractor, on annotated articles that its model was not trained on.

    python tools/measure_priors.py      prints tables, and the figures as kg/data/priors.toml has them; held-out articles are those that no rule was written on

A reading is right if its event is one of the article's and of that type, and whole if all actors and targets that it names are of it too.
What repetition cannot mend is measured on the pairs of readings that assembling takes for one event: were their errors independent, both
would be whole as often as the square of the share; where p of them are whole and q of the pairs, 1 − p²/q of the errors are shared.
How often outlets and speakers are wrong no annotation of texts can tell.
"""

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from extract.agreement import same_filler  # noqa: E402 (found from the line above)
from extract.annotation import GoldEvent, Prediction  # noqa: E402
from extract.evaluate import align  # noqa: E402
from extract.learned.decide import CONFIDENCE, Model  # noqa: E402
from extract.model import EventMention, Reading  # noqa: E402
from kg.assemble import assemble  # noqa: E402
from kg.model import Event  # noqa: E402
from kg.resolve import resolve  # noqa: E402
from ontology.known import load_entities  # noqa: E402
from tools.annotated import HELD_OUT, own_articles, prediction_of, shared_articles  # noqa: E402
from tools.train_model import BINS, Events, Parsed, cross_validated, judged, parse_all, scaling_of  # noqa: E402

ROLES = ("actor", "target")
Place = tuple[str, int]  # a document's id and where the trigger begins


@dataclass(frozen=True, slots=True)
class Judged:
    """One reading: how surely it was read, and what of it is so."""

    place: Place
    confidence: float
    right: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """Pairs of readings of one event: how many, the share of readings that are whole, and the share of pairs of which both are."""

    pairs: int
    whole: float
    both: float

    @property
    def systematic(self) -> float:
        """The share of errors that readings of one event have in common, in [0, 1]."""
        return max(0.0, 1.0 - self.whole**2 / self.both) if self.both else 0.0


def main() -> int:
    shared, own = parse_all(shared_articles()), parse_all(own_articles())
    events = cross_validated(shared, own)
    scaled = Model({CONFIDENCE: scaling_of(judged(shared, events))})
    made = assembled(shared, events)
    for name, part in (("all articles", shared), ("held-out articles", [article for article in shared if article.article.set == HELD_OUT])):
        found = list(readings(part, events, scaled))
        across = shared_errors(found, made)
        print(f"{name}: {len(found)} readings", *table(found), sep="\n")
        print(f"{across.pairs} pairs of readings of one event: whole {across.whole:.3f}, both {across.both:.3f}")
        print(f"[extractors.rules]\nsystematic = {across.systematic:.2f}\nrandom = {slips(found):.2f}\n")
    return 0


def readings(parsed: Sequence[Parsed], events: Events, scaled: Model) -> Iterator[Judged]:
    """Each event told, judged by the annotation; optional ones are left out."""
    for article in parsed:
        document, gold = article.article.document, article.article.gold
        told = events[document.id]
        predictions = [prediction_of(event, document) for event in told]
        met = {predicted: gold[number] for number, predicted in align(gold, predictions).items()}
        for number, (event, prediction) in enumerate(zip(told, predictions, strict=True)):
            if number not in met or met[number].core:
                right = number in met and event.type in met[number].types
                whole = right and all(_of(prediction, met[number], role) for role in ROLES)
                yield Judged((document.id, event.trigger.start), scaled.confidence(event.confidence), right, whole)


def _of(prediction: Prediction, gold: GoldEvent, role: str) -> bool:
    return all(any(same_filler(names, filler) for filler in gold.fillers[role]) for names in prediction.fillers[role])


def table(found: Sequence[Judged]) -> Iterator[str]:
    """How many readings of each confidence are right, and how many of these are whole."""
    for low, high in pairwise(BINS):
        inside = [one for one in found if low <= one.confidence < high]
        right = [one for one in inside if one.right]
        if right:
            told = sum(one.confidence for one in inside) / len(inside)
            shares = f"right {len(right) / len(inside):.3f}, of these whole {sum(one.whole for one in right) / len(right):.3f}"
            yield f"confidence {low:.2f} to {min(high, 1):.2f}: {len(inside):5} readings, told {told:.3f}, {shares}"


def slips(found: Iterable[Judged]) -> float:
    """The share of right readings that name an actor or target who is not of the event."""
    right = [one for one in found if one.right]
    return 1.0 - sum(one.whole for one in right) / len(right)


def assembled(parsed: Iterable[Parsed], events: Mapping[str, Sequence[EventMention]]) -> tuple[Event, ...]:
    """The events that the readings make together."""
    documents = [article.article.document for article in parsed]
    resolution = resolve([Reading(document, tuple(events[document.id])) for document in documents], load_entities())
    return assemble(resolution.reports, resolution.entities, documents)


def shared_errors(found: Collection[Judged], events: Iterable[Event]) -> Shared:
    """What the readings of one event, each in a sentence of its own, have in common."""
    whole = {one.place: one.whole for one in found}
    pairs: list[tuple[bool, bool]] = []
    for event in events:
        sentences = {(r.mention.document, r.mention.sentence.start): (r.mention.document, r.mention.trigger.start) for r in event.reports}
        judged_here = [whole[place] for place in sentences.values() if place in whole]
        pairs += combinations(judged_here, 2)
    if not pairs:
        return Shared(0, 0.0, 0.0)
    return Shared(len(pairs), sum(a + b for a, b in pairs) / (2 * len(pairs)), sum(a and b for a, b in pairs) / len(pairs))


if __name__ == "__main__":
    sys.exit(main())

"""Scores of extracted events against an annotation.

A prediction is matched to the gold event whose trigger it overlaps, one to one, core events first; one that matches
an optional event counts neither for nor against. `events` scores matched core events of an accepted type, `slots`
the fillers of matched core events (a missed event misses all of its own), `tuples` events in which everything is right.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from extract.agreement import days_of, same_date, same_filler
from extract.annotation import OPTIONAL, SLOTS, GoldEvent, Prediction
from extract.model import Factuality, Span

_NOT_SO = {Factuality.NEGATED.value, Factuality.DENIED.value}  # taken for one another without loss


@dataclass(frozen=True, slots=True)
class Score:
    """How many of what was predicted, and of what the gold asks for, are right."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the matched events have one property right; `value` is None where none has it."""

    right: int
    of: int

    @property
    def value(self) -> float | None:
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Fault:
    """One core event missed (no prediction) or wrong in `slots`, or one prediction too many (no gold)."""

    gold: GoldEvent | None
    prediction: Prediction | None
    slots: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        if self.gold is None:
            return "extra"
        return "missed" if self.prediction is None else ", ".join(self.slots)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures of one comparison; `slots` by actor, target, place and date, `all_slots` their sum.

    `accuracy` has the share of matched events with the right factuality, attribution (there or not) and counts.
    """

    documents: int
    core: int
    predicted: int
    triggers: Score
    events: Score
    slots: Mapping[str, Score]
    tuples: Score
    accuracy: Mapping[str, Rate]
    faults: tuple[Fault, ...]

    @property
    def all_slots(self) -> Score:
        return sum(self.slots.values(), Score(0, 0, 0))


@dataclass(frozen=True, slots=True)
class _Judgement:
    """What is right in one core event."""

    gold: GoldEvent
    prediction: Prediction | None
    slots: Mapping[str, Score]
    wrong: tuple[str, ...]


def evaluate(gold: Sequence[GoldEvent], predicted: Sequence[Prediction]) -> Evaluation:
    """Compares what was extracted with the annotation; predictions on documents without annotation are left out."""
    documents = {g.document for g in gold}
    predicted = [p for p in predicted if p.document in documents]
    pairs = align(gold, predicted)
    judged = [_judge(g, predicted[pairs[i]] if i in pairs else None) for i, g in enumerate(gold) if g.core]
    matched = [(j.gold, j.prediction) for j in judged if j.prediction]
    counted = len(predicted) - sum(not gold[i].core for i in pairs)
    used = set(pairs.values())
    return Evaluation(
        documents=len(documents),
        core=len(judged),
        predicted=len(predicted),
        triggers=Score(len(matched), counted, len(judged)),
        events=Score(sum(p.type in g.types for g, p in matched), counted, len(judged)),
        slots=MappingProxyType({slot: sum((j.slots[slot] for j in judged), Score(0, 0, 0)) for slot in (*SLOTS, "date")}),
        tuples=Score(sum(j.prediction is not None and not j.wrong for j in judged), counted, len(judged)),
        accuracy=MappingProxyType(_accuracy(matched)),
        faults=(
            *(Fault(j.gold, j.prediction, j.wrong) for j in judged if j.wrong or j.prediction is None),
            *(Fault(None, p) for number, p in enumerate(predicted) if number not in used),
        ),
    )


def align(gold: Sequence[GoldEvent], predicted: Sequence[Prediction]) -> dict[int, int]:
    """Places in `gold` to places in `predicted`, one to one: core events before optional ones, larger overlaps first."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in sorted(_candidates(gold, predicted), key=lambda pair: (-gold[pair[0]].core, -_overlap(predicted[pair[1]].span, gold[pair[0]].triggers))):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def format_evaluation(evaluation: Evaluation) -> str:
    """The figures as a table of some ten lines."""
    lines = [f"{evaluation.documents} documents, {evaluation.core} core events, {evaluation.predicted} predicted"]
    scores = {"triggers": evaluation.triggers, "events": evaluation.events}
    scores |= {f"slot {slot}": score for slot, score in evaluation.slots.items()}
    scores |= {"slots": evaluation.all_slots, "tuples": evaluation.tuples}
    lines += [
        f"{name:10} P {s.precision:.3f}  R {s.recall:.3f}  F1 {s.f1:.3f}   ({s.right} of {s.gold}, {s.predicted} predicted)" for name, s in scores.items()
    ]
    lines += [f"{name:10} {'-' if rate.value is None else format(rate.value, '.3f')}   (of {rate.of})" for name, rate in evaluation.accuracy.items()]
    return "\n".join(lines)


def format_faults(evaluation: Evaluation) -> str:
    """What is missed, extra or wrong, one a line, with what was wanted and what was got below it."""
    return "\n".join(line for fault in evaluation.faults for line in _fault_lines(fault))


def _candidates(gold: Sequence[GoldEvent], predicted: Sequence[Prediction]) -> Iterator[tuple[int, int]]:
    by_document: dict[str, list[int]] = defaultdict(list)
    for j, p in enumerate(predicted):
        by_document[p.document].append(j)
    return ((i, j) for i, g in enumerate(gold) for j in by_document[g.document] if _overlap(predicted[j].span, g.triggers) > 0)


def _overlap(span: Span, others: Iterable[Span]) -> int:
    return max((min(span.end, other.end) - max(span.start, other.start) for other in others), default=0)


def _judge(gold: GoldEvent, prediction: Prediction | None) -> _Judgement:
    slots = {slot: _judge_slot(gold.fillers[slot], prediction.fillers[slot] if prediction else ()) for slot in SLOTS}
    if prediction is None:
        return _Judgement(gold, None, slots | {"date": Score(0, 0, gold.date is not None)}, ())
    wrong = ["type"] if prediction.type not in gold.types else []
    wrong += [slot for slot, score in slots.items() if not score.right == score.gold == score.predicted]
    date, right = _judge_date(gold.date, prediction.date)
    return _Judgement(gold, prediction, slots | {"date": date}, (*wrong, *(() if right else ("date",))))


def _judge_slot(gold: Sequence[tuple[str, ...]], predicted: Sequence[tuple[str, ...]]) -> Score:
    """Optional fillers, and the same filler named twice, count neither as predicted nor as missed."""
    needed = [filler for filler in gold if OPTIONAL not in filler]
    found: set[int] = set()
    spare = 0
    for names in predicted:
        place = next((n for n, filler in enumerate(needed) if n not in found and same_filler(names, filler)), None)
        if place is not None:
            found.add(place)
        else:
            spare += any(same_filler(names, filler) for filler in gold)
    return Score(len(found), len(predicted) - spare, len(needed))


def _judge_date(gold: str | None, predicted: str | None) -> tuple[Score, bool]:
    """The score, and whether nothing is wrong: a predicted date that fixes no days is no fault where there is none."""
    if gold and predicted:
        right = same_date(predicted, gold)
        return Score(right, 1, 1), right
    claims = predicted is not None and (gold is not None or days_of(predicted) is not None)
    return Score(0, claims, gold is not None), gold is None and not claims


def _accuracy(matched: Sequence[tuple[GoldEvent, Prediction]]) -> dict[str, Rate]:
    counts = [p.counts.get(kind) == number for g, p in matched for kind, number in g.counts.items()]
    return {
        "factuality": Rate(sum(g.factuality == p.factuality or {g.factuality, p.factuality} == _NOT_SO for g, p in matched), len(matched)),
        "attributed": Rate(sum(g.attributed == p.attributed for g, p in matched), len(matched)),
        "counts": Rate(sum(counts), len(counts)),
    }


def _fault_lines(fault: Fault) -> Iterator[str]:
    event = fault.gold or fault.prediction
    if event is None:
        return
    yield f"{fault.kind:28} {event.document} «{event.trigger}»"
    if fault.gold and fault.prediction:
        for slot in fault.slots:
            yield f"      {slot}: want {_show(fault.gold, slot)}   got {_show(fault.prediction, slot)}"


def _show(event: GoldEvent | Prediction, slot: str) -> str:
    if slot == "type":
        return event.type if isinstance(event, Prediction) else " | ".join(event.types)
    if slot == "date":
        return event.date or "-"
    return " | ".join(filler[0] for filler in event.fillers[slot]) or "-"

"""The trained decisions: what the model may change, what it says of it, and that training is repeatable."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from reading_fixture import lexicon, names

from extract.learned.decide import Model
from extract.learned.weights import WEIGHTS, format_weights, load_model
from extract.model import Document, EventMention
from extract.rules import RuleExtractor
from tools.train_model import Example, train

LARGEST = 3_000_000  # bytes
DECISIONS = ("event", "actor", "target", "place", "date")
SILENT = Model({decision: {} for decision in DECISIONS})
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@cache
def grammar() -> RuleExtractor:
    return RuleExtractor(lexicon(), names())


@cache
def trained() -> Model:
    return load_model()


def read(text: str, model: Model | None = None) -> tuple[EventMention, ...]:
    proposals = tuple(grammar().proposals(Document("a", text, published="2024-03-15")))
    return tuple(model.decide(proposals) if model else (proposal.event for proposal in proposals if proposal.stands))


def saying(decision: str, feature: str, weight: float) -> Model:
    return replace(SILENT, weights={**SILENT.weights, decision: {feature: weight}})


SENTENCE = "قصف الطيران الحربي السوري مدينة أريحا يوم الاثنين."


class TestDecisions:
    def test_what_is_unlikely_is_no_event(self) -> None:
        assert read(SENTENCE)
        assert read(SENTENCE, saying("event", "bias", -5.0)) == ()

    def test_the_confidence_is_the_probability(self) -> None:
        (event,) = read(SENTENCE, saying("event", "bias", 3.0))
        assert event.confidence == pytest.approx(0.95, abs=0.01)

    def test_an_emptied_slot_has_no_reason(self) -> None:
        (event,) = read(SENTENCE, saying("actor", "bias", -5.0))
        assert event.actors == () and "actor" not in event.reasons

    def test_a_filler_that_the_grammar_left_out_says_why(self) -> None:
        text = "أعلن الجيش التركي مقتل ثلاثة جنود من مدينة أورفة."
        assert read(text)[-1].places == ()
        model = saying("place", "bias", 5.0)
        assert "chosen by the model" in read(text, model)[-1].reasons["place"]

    @pytest.mark.parametrize("text", ["", ".", "قصف", "أشاد الوزير بـ…", "«»", "سقط الثلج على الجبال."])
    def test_scraps_of_text(self, text: str) -> None:
        read(text, trained())

    def test_offsets_refer_to_the_text(self) -> None:
        for path in sorted(EXAMPLES.glob("*.txt"))[:6]:
            text = path.read_text(encoding="utf-8")
            for event in read(text, trained()):
                assert 0.0 <= event.confidence <= 1.0
                for mention in (*event.actors, *event.targets, *event.places):
                    assert text[mention.span.start : mention.span.end].strip()


    def test_what_the_grammar_resolved_is_not_named_by_its_words_too(self) -> None:
        text = (EXAMPLES / "05-nafi-raqqa.txt").read_text(encoding="utf-8")
        killed = next(event for event in read(text, trained()) if event.trigger.of(text) == "قتلوا")
        assert [mention.name for mention in killed.actors] == ["عناصر تنظيم الدولة الإسلامية"]


class TestWeights:
    def test_the_table_is_small_sorted_and_reads_back(self) -> None:
        text = WEIGHTS.read_text(encoding="utf-8")
        assert len(text.encode()) < LARGEST
        model = trained()
        assert set(model.weights) == {*DECISIONS, "confidence"}
        assert format_weights(model.weights) == text

    def test_other_weights_are_another_version(self) -> None:
        assert grammar().version != RuleExtractor(lexicon(), names(), trained()).version


class TestTraining:
    EXAMPLES = tuple(
        Example(f"d{number}", decision, frozenset({"bias", "given=actor" if number % 3 else "given=none", f"rare={number}"}), bool(number % 3))
        for decision in DECISIONS
        for number in range(30)
    )

    def test_learns_what_the_examples_say_and_leaves_out_what_is_rare(self) -> None:
        weights = train(self.EXAMPLES)
        assert weights["actor"]["given=actor"] > 0 > weights["actor"]["given=none"]
        assert not any(name.startswith("rare=") for name in weights["actor"])

    def test_the_same_examples_give_the_same_weights(self) -> None:
        assert format_weights(train(self.EXAMPLES)) == format_weights(train(tuple(self.EXAMPLES)))

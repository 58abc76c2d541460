"""The scorer: cases worked out by hand, and the same figures as the annotators' own script."""

import json
import random
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.agreement import days_of, likeness, same_date, same_filler
from extract.annotation import parse_gold, parse_prediction, read_gold, read_predictions
from extract.evaluate import Evaluation, Score, evaluate, format_evaluation, format_faults
from ontology.errors import InputError

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SCORE_SCRIPT = SHARED / "tools" / "score.py"
SETS = ("seeds", "dev", "more")

Record = dict[str, Any]

GOLD: Record = {
    "doc": "a",
    "core": True,
    "triggers": [{"start": 10, "end": 14, "text": "هاجم"}, {"start": 30, "end": 34, "text": "هجوم"}],
    "types": ["ASSAULT", "COERCE"],
    "actor": [["مسلحون مجهولون", "مسلحون"]],
    "target": [["حاجز الشرطة"], ["المارة", "optional"]],
    "place": [["مدينة الرقة", "الرقة"]],
    "date": "2021-12-06",
    "factuality": "asserted",
    "attributed_to": None,
    "counts": {"killed": 2},
}
RIGHT: Record = {
    "doc": "a",
    "trigger": {"start": 10, "end": 14, "text": "هاجم"},
    "type": "ASSAULT",
    "actor": [{"text": "مسلحون"}],
    "target": [{"text": "حاجزاً للشرطة", "label": "حاجز الشرطة", "entity": None}],
    "place": [{"text": "الرقة"}],
    "date": {"value": "2021-12-06"},
    "factuality": "asserted",
    "attributed_to": None,
    "counts": {"killed": 2},
}


def compare(gold: Iterable[Mapping[str, object]], predicted: Iterable[Mapping[str, object]]) -> Evaluation:
    return evaluate([parse_gold(g) for g in gold], [parse_prediction(p) for p in predicted])


class TestPhrases:
    @pytest.mark.parametrize(
        ("name", "accepted", "same"),
        [
            ("قوات النظام", "قوات النظام السوري", True),
            ("والنظام", "النظام", True),
            ("للتحالف", "التحالف", True),
            ("بدمشق", "دمشق", True),
            ("إدلب", "ادلب", True),
            ("الشُّرطة", "الشرطه", True),
            ("قوات النظام", "قوات قسد الكردية", False),
            ("حلب", "إدلب", False),
            ("", "إدلب", False),
            ("optional", "optional", False),
        ],
    )
    def test_same_filler(self, name: str, accepted: str, same: bool) -> None:
        assert same_filler([name], [accepted]) is same

    @given(st.text(), st.text())
    def test_likeness_is_a_share(self, one: str, other: str) -> None:
        assert 0.0 <= likeness(one, other) <= 1.0


class TestDates:
    @pytest.mark.parametrize(
        ("value", "first", "last"),
        [
            ("2021-12-06", "2021-12-06", "2021-12-06"),
            ("2020-02", "2020-02-01", "2020-02-29"),
            ("2019", "2019-01-01", "2019-12-31"),
            ("2020-21", "2020-03-01", "2020-05-31"),
            ("2020-24", "2020-10-01", "2020-12-31"),
            ("2020-01-11/2020-02", "2020-01-11", "2020-02-29"),
            ("2020-05~", "2020-05-01", "2020-05-31"),
        ],
    )
    def test_days(self, value: str, first: str, last: str) -> None:
        days = days_of(value)
        assert days and (days.first.isoformat(), days.last.isoformat()) == (first, last)

    @pytest.mark.parametrize("value", [None, "", "XXXX-12-06", "2021-13", "2021-02-30", "2021-25", "../2020", "2020-01-01/..", "0000-01", "9999-12"])
    def test_no_days(self, value: str | None) -> None:
        assert days_of(value) is None

    @pytest.mark.parametrize(
        ("value", "gold", "same"),
        [
            ("2021-12-06", "2021-12-06", True),
            ("2021-12-06", "2021-12-07", False),
            ("2021-12-11/2021-12-20", "2021-12", True),
            ("2021-12-06", "2021-12", False),
            ("XXXX-12-06", "XXXX-12-06", True),
            ("2021-12-06", "XXXX-12-06", False),
        ],
    )
    def test_same_date(self, value: str, gold: str, same: bool) -> None:
        assert same_date(value, gold) is same


class TestOneEvent:
    def test_all_right(self) -> None:
        found = compare([GOLD], [RIGHT])
        assert found.events == found.triggers == found.tuples == Score(1, 1, 1)
        assert found.all_slots == Score(4, 4, 4)
        assert found.faults == ()
        assert {name: rate.value for name, rate in found.accuracy.items()} == {"factuality": 1, "attributed": 1, "counts": 1}

    @pytest.mark.parametrize(
        ("change", "kind"),
        [
            ({"type": "AID"}, "type"),
            ({"actor": []}, "actor"),
            ({"actor": [{"text": "مسلحون"}, {"text": "الجيش"}]}, "actor"),
            ({"place": [{"text": "دمشق"}], "date": None}, "place, date"),
            ({"date": "2021-12-06"}, ""),
            ({"trigger": {"start": 33, "end": 40}}, ""),
            ({"target": [*RIGHT["target"], {"text": "المارة"}]}, ""),
            ({"actor": [{"text": "مسلحون"}, {"text": "مسلحون مجهولون"}]}, ""),
        ],
    )
    def test_what_is_wrong_is_named(self, change: Record, kind: str) -> None:
        found = compare([GOLD], [RIGHT | change])
        assert [fault.kind for fault in found.faults] == ([kind] if kind else [])
        assert found.tuples.right == (not kind)

    def test_missed_event_misses_its_fillers_but_not_the_optional_one(self) -> None:
        found = compare([GOLD], [])
        assert [score.gold for score in found.slots.values()] == [1, 1, 1, 1]
        assert found.all_slots.right == found.all_slots.predicted == 0
        assert found.faults[0].kind == "missed"

    def test_optional_event_counts_neither_way(self) -> None:
        assert compare([GOLD | {"core": False}], [RIGHT]).events == Score(0, 0, 0)
        assert compare([GOLD | {"core": False}], []).events == Score(0, 0, 0)

    def test_second_trigger_of_the_same_event_is_one_too_many(self) -> None:
        found = compare([GOLD], [RIGHT, RIGHT | {"trigger": {"start": 30, "end": 34}}])
        assert found.events == Score(1, 2, 1)
        assert found.faults[0].kind == "extra"

    def test_core_event_is_served_before_an_optional_one_with_more_in_common(self) -> None:
        optional = GOLD | {"core": False, "triggers": [{"start": 10, "end": 30, "text": "x"}]}
        assert compare([optional, GOLD], [RIGHT | {"trigger": {"start": 10, "end": 30}}]).events.right == 1

    def test_documents_without_annotation_are_left_out(self) -> None:
        assert compare([GOLD], [RIGHT, RIGHT | {"doc": "b"}]).predicted == 1

    def test_date_that_fixes_no_day_is_no_fault_where_there_is_none(self) -> None:
        assert compare([GOLD | {"date": None}], [RIGHT | {"date": {"value": "XXXX-12-06"}}]).faults == ()
        assert compare([GOLD | {"date": None}], [RIGHT]).faults[0].kind == "date"

    def test_negated_and_denied_pass_for_one_another(self) -> None:
        assert compare([GOLD | {"factuality": "negated"}], [RIGHT | {"factuality": "denied"}]).accuracy["factuality"].value == 1

    def test_formats_say_what_was_wanted_and_got(self) -> None:
        found = compare([GOLD], [RIGHT | {"type": "AID", "place": []}])
        assert "events     P 0.000  R 0.000  F1 0.000   (0 of 1, 1 predicted)" in format_evaluation(found)
        assert "type: want ASSAULT | COERCE   got AID" in format_faults(found)
        assert "place: want مدينة الرقة   got -" in format_faults(found)


class TestFiles:
    def test_round_trip(self, tmp_path: Path) -> None:
        gold, predicted = write_lines(tmp_path / "gold.jsonl", [GOLD]), write_lines(tmp_path / "p.jsonl", [RIGHT])
        assert evaluate(read_gold(gold), read_predictions(predicted)) == compare([GOLD], [RIGHT])

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("{", "no event record"),
            ("[]", "not a JSON object"),
            ("{}", "trigger"),
            (json.dumps(RIGHT | {"trigger": {"start": 5, "end": 2}}), "5..2"),
            (json.dumps(RIGHT | {"actor": ["x"]}), "'actor'"),
            (json.dumps(RIGHT | {"type": None}), "'type'"),
        ],
    )
    def test_bad_line_is_named(self, tmp_path: Path, line: str, words: str) -> None:
        path = tmp_path / "p.jsonl"
        path.write_text(json.dumps(RIGHT) + "\n\n" + line)
        with pytest.raises(InputError, match=r"p\.jsonl:3: ") as error:
            read_predictions(path)
        assert words in str(error.value)

    def test_absent_file(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="cannot be read"):
            read_gold(tmp_path / "absent.jsonl")


def write_lines(path: Path, records: Iterable[Mapping[str, object]]) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path


def as_prediction(gold: Mapping[str, Any]) -> Record:
    fillers = {slot: [{"text": names[0], "start": 0, "end": 1} for names in gold[slot]] for slot in ("actor", "target", "place")}
    date = {"text": "", "value": gold["date"]} if gold["date"] else None
    kept = {key: gold[key] for key in ("doc", "factuality", "attributed_to", "counts")}
    return {**kept, "trigger": gold["triggers"][0], "type": gold["types"][0], "date": date, **fillers}


def spoil(gold: list[Record], seed: int) -> list[Record]:
    """Predictions with every kind of fault: dropped, moved, doubled, mistyped, with others' fillers and dates."""
    chance = random.Random(seed)
    found = []
    for event in gold:
        other = as_prediction(chance.choice(gold))
        changes: list[Record] = [
            {},
            {"type": other["type"]},
            {slot: other[slot] for slot in ("actor", "place")},
            {"target": [*as_prediction(event)["target"], *other["target"]]},
            {"date": {"value": chance.choice(["XXXX-12-06", "2015-07", "2015/2016", "2021-12-01/2021-12-20", "", "2015-13"])}},
            {"trigger": {"start": event["triggers"][0]["start"] + chance.randint(-5, 5) + 5, "end": event["triggers"][0]["end"] + 10, "text": "x"}},
            {"factuality": "negated", "attributed_to": {"text": "x"}, "counts": {"killed": 2}},
            {"doc": "elsewhere"},
        ]
        for _ in range(chance.choice([0, 1, 1, 1, 2])):
            found.append(as_prediction(event) | chance.choice(changes))
    return found


def script_figures(gold: Path, predicted: Path) -> Record:
    run = subprocess.run([sys.executable, str(SCORE_SCRIPT), str(gold), str(predicted), "--json"], capture_output=True, text=True, check=True)
    figures: Record = json.loads(run.stdout)
    return figures


def our_figures(found: Evaluation) -> Record:
    def figures(score: Score) -> Record:
        return {"p": score.precision, "r": score.recall, "f1": score.f1, "tp": score.right, "pred": score.predicted, "gold": score.gold}

    return {
        "documents": found.documents,
        "core": found.core,
        "predicted": found.predicted,
        "triggers": figures(found.triggers),
        "events": figures(found.events),
        "slots": {slot: figures(score) for slot, score in found.slots.items()} | {"all": figures(found.all_slots)},
        "tuples": figures(found.tuples),
        "accuracy": {name: [rate.value, rate.of] for name, rate in found.accuracy.items() if rate.of},
    }


@pytest.mark.skipif(not SCORE_SCRIPT.exists(), reason="the annotators' script (../shared/tools/score.py) is not here")
@pytest.mark.parametrize("name", SETS)
class TestSameFiguresAsTheScript:
    def compare(self, gold_path: Path, predicted: list[Record], folder: Path) -> None:
        path = write_lines(folder / "predicted.jsonl", predicted)
        assert our_figures(evaluate(read_gold(gold_path), read_predictions(path))) == script_figures(gold_path, path)

    def test_gold_as_its_own_prediction(self, name: str, tmp_path: Path) -> None:
        path = SHARED / "gold" / f"{name}.jsonl"
        gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        self.compare(path, [as_prediction(event) for event in gold], tmp_path)

    @pytest.mark.parametrize("seed", range(4))
    def test_spoilt_predictions(self, name: str, seed: int, tmp_path: Path) -> None:
        path = SHARED / "gold" / f"{name}.jsonl"
        gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        self.compare(path, spoil(gold, seed), tmp_path)

    def test_no_predictions(self, name: str, tmp_path: Path) -> None:
        self.compare(SHARED / "gold" / f"{name}.jsonl", [], tmp_path)

"""The gate itself: what it lets through, what it stops, and that a floor never sinks."""

import json
import textwrap
from pathlib import Path

import pytest

from extract.annotation import parse_gold
from tools import quality_gate
from tools.quality_gate import below_floor, file_faults, format_floors, held_out_documents, raised

ROOT = Path(__file__).resolve().parents[2]


def faults(code: str) -> list[str]:
    return [fault.what for fault in file_faults(textwrap.dedent(code), "a.py")]


class TestHouse:
    def test_good_code_passes(self) -> None:
        assert faults("def f() -> int:\n    try:\n        return 1\n    except (ValueError, OSError):\n        return 2\n") == []

    @pytest.mark.parametrize(
        ("code", "words"),
        [
            ("x = 1\n" * 301, "301 lines"),
            ("def f() -> None:\n" + "    x = 1\n" * 40, "f has 41 lines"),
            ("async def f() -> None:\n" + "    x = 1\n" * 40, "f has 41 lines"),
            ("def f():\n    pass\n", "f does not say what it returns"),
            ("try:\n    pass\nexcept Exception:\n    pass\n", "broad except"),
            ("try:\n    pass\nexcept (ValueError, BaseException) as e:\n    pass\n", "broad except"),
            ("try:\n    pass\nexcept:\n    pass\n", "broad except"),
        ],
    )
    def test_bad_code_is_stopped(self, code: str, words: str) -> None:
        (what,) = faults(code)
        assert words in what

    def test_measures_themselves_are_allowed(self) -> None:
        assert faults("x = 1\n" * 300) == []
        assert faults("def f() -> None:\n" + "    x = 1\n" * 39) == []

    def test_this_house(self) -> None:
        assert [str(fault) for fault in quality_gate.house_faults(ROOT)] == []


class TestFloors:
    def test_below_is_a_fault_and_equal_is_not(self) -> None:
        (fault,) = below_floor({"seeds": {"events": 0.599, "slots": 0.5}}, {"seeds": {"events": 0.6, "slots": 0.5}})
        assert "events F1 0.5990 is below its floor 0.6" in str(fault)

    def test_floors_rise_cut_to_three_digits_and_never_sink(self) -> None:
        floors = {"grammar seeds": {"events": 0.6, "slots": 0.9}}
        assert raised(floors, {"grammar seeds": {"events": 0.71289, "slots": 0.1}, "grammar dev": {"events": 0.5}}) == {
            "grammar dev": {"events": 0.5},
            "grammar seeds": {"events": 0.712, "slots": 0.9},
        }
        assert raised(floors, {}) == floors

    def test_a_raised_floor_holds_for_the_run_that_set_it(self) -> None:
        scores = {"grammar seeds": {"events": 2 / 3}}
        assert list(below_floor(scores, raised({}, scores))) == []

    def test_what_was_trained_has_a_little_slack(self) -> None:
        assert raised({}, {"seeds": {"events": 0.71289}}) == {"seeds": {"events": 0.708}}

    def test_format_is_json_and_stable(self) -> None:
        floors = json.loads(quality_gate.FLOORS.read_text(encoding="utf-8"))
        assert format_floors(floors) == quality_gate.FLOORS.read_text(encoding="utf-8")

    def test_every_third_document_is_held_out(self) -> None:
        gold = [parse_gold({"doc": name, "triggers": [{"start": 0, "end": 1, "text": "x"}], "types": ["AID"], "factuality": "asserted"}) for name in "gfedcbaa"]
        assert held_out_documents(gold) == {"c", "f"}


class TestWithoutArticles:
    def test_scores_are_skipped_and_that_is_said(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        monkeypatch.setattr(quality_gate, "SHARED", tmp_path / "shared")
        monkeypatch.setattr(quality_gate, "ROOT", tmp_path)
        assert quality_gate.main([]) == 0
        assert "SKIPPED the scores" in capsys.readouterr().out

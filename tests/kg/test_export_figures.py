"""The figures of an event in the table of events: who counts what, in one cell."""

import csv
import io

import pytest
from more_question_rows import store_with_more

from kg.export.events import write_events
from kg.export.figures import CountRow, figures_told

FIVE, EIGHT, PART = (
    CountRow("killed", 5, 5, "exact", (("A", "2022-05-18"),)),
    CountRow("killed", 8, 8, "exact", (("B", ""),)),
    CountRow("killed", 2, 2, "exact", (("A", "2022-05-18"),)),
)


def test_who_counts_stands_in_one_cell() -> None:
    stream = io.BytesIO()
    write_events(store_with_more(), stream)
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8"), newline=""))}
    toll = "3: Furat News 2021-12-09 / at least 4: Delta Wire 2021-12-12 / 5: Plateau Mail 2021-12-11"
    assert rows["a1"]["figures"] == f"killed at least 3 ({toll})"
    assert (rows["a1"]["killed_low"], rows["a1"]["killed_high"]) == ("3", "")
    assert rows["f6"]["figures"] == "killed at least 12;wounded about 20-25"  # nothing tells whose figures these are
    assert rows["c3"]["figures"] == ""


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((CountRow("killed", 5, 5, "exact", (("A", "2022-05-18"), ("B", ""))),), "killed 5 (A, B)"),
        ((CountRow("killed", 0, 9, "at-most", (("A", ""),)), CountRow("wounded", 20, 25, "about", ())), "killed at most 9 (A);wounded about 20-25"),
        ((CountRow("killed", 5, 8, "range", (), (FIVE, EIGHT)), FIVE, EIGHT, PART), "killed 5-8 (5: A 2022-05-18 / 8: B);killed 2 (A)"),
        ((CountRow("killed", 5, None, "range", (), (FIVE, EIGHT)), FIVE, EIGHT), "killed at least 5 (5: A 2022-05-18 / 8: B)"),
    ],
)
def test_figures_as_a_line(counts: tuple[CountRow, ...], expected: str) -> None:
    assert figures_told(counts) == expected

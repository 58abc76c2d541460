"""Lines sort the same whether they fit into memory or not."""

import random

import pytest

from kg.sorting import sorted_lines

LINES = [f"{number % 37:03} خبر {number % 11}\n".encode() for number in range(500)]


@pytest.mark.parametrize("lot", [1, 2, 7, 100, 250, 499, 500, 501, 10_000])
def test_lots_make_no_difference(lot: int) -> None:
    shuffled = random.Random(1).sample(LINES, len(LINES))
    assert list(sorted_lines(shuffled, lot)) == sorted(set(LINES))


def test_no_line_gives_none() -> None:
    assert list(sorted_lines([])) == []


def test_a_reader_that_stops_early_leaves_no_file_open() -> None:
    lines = sorted_lines(LINES, 10)
    assert next(lines) == min(LINES)
    del lines  # an open file would fail the run (see filterwarnings)

"""Sorting more lines than memory should hold: sorted lots go to temporary files and are merged."""

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from tempfile import TemporaryFile

LOT = 100_000  # lines that are held at once: some tens of MiB


def sorted_lines(lines: Iterable[bytes], lot: int = LOT) -> Iterator[bytes]:
    """The lines in the order of their bytes, each once; every line ends in its only line feed.

    Up to `lot` lines are sorted where they are; of more, no more than `lot` are held at once. Raises OSError where the temporary files find no room.
    """
    source = iter(lines)
    last = sorted(set(islice(source, lot)))
    with ExitStack() as files:
        lots: list[Iterable[bytes]] = []
        while following := set(islice(source, lot)):
            file = files.enter_context(TemporaryFile())
            file.writelines(last)
            file.seek(0)
            lots.append(file)
            last = sorted(following)
        yield from (line for line, _ in groupby(heapq.merge(*lots, last))) if lots else last

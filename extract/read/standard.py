"""Standard input as a file of its own, named `-`."""

import sys
from pathlib import Path

from ontology.errors import InputError

STANDARD_INPUT = Path("-")


def read_standard_input(most: int = -1) -> bytes:
    """All of it, or its first `most` bytes. Raises InputError where whoever called closed it."""
    stream = sys.stdin  # None in a process that was started without one
    if getattr(stream, "buffer", None) is None:
        raise InputError("-: there is no standard input; pipe the text in, or give a file")
    return stream.buffer.read(most)

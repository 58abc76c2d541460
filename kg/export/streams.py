"""How Turtle reaches a stream: what prefixes there are is known only at the end, and they stand at the beginning."""

from collections.abc import Iterable
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from kg.turtle import TurtleBlocks

_IN_MEMORY = 8_000_000  # bytes, beyond which the body waits in a file


def under_header(writer: TurtleBlocks, pieces: Iterable[bytes], stream: BinaryIO) -> None:
    """Writes the writer's header, once the pieces are through, and the pieces under it."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as body:
        body.writelines(pieces)
        stream.writelines(writer.header())
        body.seek(0)
        copyfileobj(body, stream)

"""How a body reaches a stream whose header is known only at its end: prefixes that it uses, types of its attributes."""

from collections.abc import Iterable
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

_IN_MEMORY = 8_000_000  # bytes, beyond which the body waits in a file


def write_under(header: Iterable[bytes], body: Iterable[bytes], stream: BinaryIO) -> None:
    """Goes through the body first, then writes the header and the body under it; `header` is not asked for before."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as waiting:
        waiting.writelines(body)
        stream.writelines(header)
        waiting.seek(0)
        copyfileobj(waiting, stream)

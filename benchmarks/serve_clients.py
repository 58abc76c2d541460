"""Many clients at once for the benchmark of the endpoint: each asks its next question as soon as the last is answered."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from benchmarks.serve_questions import OPEN

ACCEPT = "text/tab-separated-values"
MOST_ROWS = 1000
ALLOWED = (200, 503)  # 503 is the documented answer of a server that is busy

Groups = Sequence[Sequence[str]]
Expected = Mapping[str, frozenset[bytes]]


@dataclass(slots=True)
class Measured:
    """What the clients of one server saw: seconds of each answer, statuses, how many answers were wrong, and how many questions had been asked before."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0  # of the server
    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: int = 0
    repeated: int = 0
    asked: set[str] = field(default_factory=set)


class _Connection(asyncio.Protocol):
    """One connection that is kept; reads just as much HTTP as a server of SPARQL sends."""

    def __init__(self) -> None:
        self._read = bytearray()
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        answer = _parse(self._read)
        if answer is not None and self._answer is not None and not self._answer.done():
            self._read.clear()
            self._answer.set_result(answer)

    def connection_lost(self, error: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionError("the server closed the connection"))

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        assert self._transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await asyncio.wait_for(self._answer, 120)


def _parse(read: bytearray) -> tuple[int, bytes] | None:
    """Status and body once all is there."""
    head, end, body = bytes(read).partition(b"\r\n\r\n")
    if not end:
        return None
    status, lower = int(head[9:12]), head.lower()
    length = lower.find(b"\r\ncontent-length:")
    if length >= 0:
        wanted = int(lower[length + 17 :].split(b"\r\n", 1)[0])
        return (status, body) if len(body) >= wanted else None
    if status == 204:
        return status, b""
    return (status, _unchunked(body)) if body.endswith(b"0\r\n\r\n") else None


def _unchunked(body: bytes) -> bytes:
    found, place = bytearray(), 0
    while True:
        end = body.index(b"\r\n", place)
        size = int(body[place:end].split(b";")[0], 16)
        if not size:
            return bytes(found)
        found += body[end + 2 : end + 2 + size]
        place = end + 4 + size


def measure(port: int, clients: int, seconds: float, groups: Groups, expected: Expected, measured: Measured, seed: int) -> None:
    """Asks for so many seconds, of each group of questions as often, and adds what was seen; `expected` has the right bodies of each, with all rows."""

    async def run() -> None:
        end = time.monotonic() + seconds
        await asyncio.gather(*(_client(port, end, groups, expected, measured, random.Random(f"{seed} {number}")) for number in range(clients)))

    asyncio.run(run())
    measured.seconds += seconds


async def _client(port: int, end: float, groups: Groups, expected: Expected, measured: Measured, chance: random.Random) -> None:
    _, connection = await asyncio.get_running_loop().create_connection(_Connection, "127.0.0.1", port)
    while time.monotonic() < end:
        asked = chance.choice(chance.choice(groups))
        rows = chance.randint(1, MOST_ROWS) if asked.endswith(OPEN) else None
        question = asked if rows is None else f"{asked}{rows}"
        measured.repeated += question in measured.asked
        measured.asked.add(question)
        started = time.monotonic()
        status, body = await connection.ask(request(question))
        measured.times.append(time.monotonic() - started)
        measured.statuses[status] += 1
        measured.wrong += status not in ALLOWED or (status == 200 and not any(body == _first(answer, rows) for answer in expected[asked]))


def _first(answer: bytes, rows: int | None) -> bytes:
    """The head of the answer with so many rows."""
    return answer if rows is None else b"".join(answer.splitlines(keepends=True)[: rows + 1])


def request(question: str) -> bytes:
    """A query as a request by GET."""
    return f"GET /query?query={quote(question)} HTTP/1.1\r\nHost: localhost\r\nAccept: {ACCEPT}\r\n\r\n".encode()

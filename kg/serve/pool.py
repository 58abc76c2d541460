"""The processes that answer: so many at once, the rest waits its turn, and what takes too long or is no longer wanted is killed."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.serve.settings import Settings
from kg.serve.snapshot import Fingerprint, Snapshots, fingerprint
from kg.serve.values import Reply
from ontology.errors import StoreError

_WORKER = "from kg.serve.worker import main; main()"
_ROOT = Path(__file__).resolve().parents[2]
_BROKEN = "the query could not be answered; it may have taken too much memory"
_LOOK_AGAIN = 1.0  # seconds between looks at the store
_OPENING = 120.0  # seconds that a snapshot may take to be opened, and read into memory


class Busy(Exception):
    """Too many wait already, or the graph is being written for the first time; may be tried again."""


class TooLong(Exception):
    """The job was stopped because it took longer than it may."""


class Broken(Exception):
    """The process ended while it worked on the job: out of memory, or killed by somebody else."""


@dataclass(slots=True)
class _State:
    """A snapshot, what it was taken of, and how many jobs read it."""

    folder: Path
    taken_of: Fingerprint
    readers: int = 0


class Pool:
    """Runs jobs in processes over the newest whole state of the store; start it with `start`, end it with `close`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._snapshots = Snapshots(settings.output)
        self._states: list[_State] = []
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        self._turn = asyncio.Semaphore(settings.at_once)
        self._looking = asyncio.Lock()
        self._waiting = 0
        self._replacing: set[asyncio.Task[None]] = set()
        self._watcher: asyncio.Task[None] | None = None
        self._kept: dict[str, tuple[Path, Reply]] = {}

    async def start(self) -> None:
        """Takes the first snapshot, if nobody writes, and starts the processes. Raises StoreError if there is no graph."""
        await self.look()
        self._idle = list(await asyncio.gather(*(self._new() for _ in range(self._settings.at_once))))
        self._watcher = asyncio.create_task(self._watch())

    async def close(self) -> None:
        if self._watcher is not None:
            self._watcher.cancel()
        for task in self._replacing:
            task.cancel()
        for worker in self._all:
            worker.kill()
        await asyncio.gather(*(worker.ended() for worker in self._all))
        await asyncio.to_thread(self._snapshots.close)

    async def look(self) -> None:
        """Takes a new snapshot if the store changed and nobody is writing to it now."""
        async with self._looking:
            if self._states and await asyncio.to_thread(fingerprint, self._snapshots.store) == self._states[-1].taken_of:
                return
            taken = await asyncio.to_thread(self._snapshots.take)
            if taken is not None:
                self._states.append(_State(*taken))
                self._tidy()

    async def run(self, job: Mapping[str, Any], seconds: float | None = None) -> Reply:
        """The reply to a job. Raises Busy, TooLong, Broken; where the caller is cancelled the process is killed."""
        if not self._states:
            raise Busy("the graph is being written; try again when the build is done")
        if self._waiting >= self._settings.waiting:
            raise Busy("too many queries wait already; try again soon")
        self._waiting += 1
        try:
            await self._turn.acquire()
        finally:
            self._waiting -= 1
        try:
            return await self._run(job, self._settings.seconds if seconds is None else seconds)
        finally:
            self._turn.release()

    async def run_once(self, job: Mapping[str, Any], seconds: float) -> Reply:
        """As `run`, but a job of this kind is done once for each state of the store."""
        newest, kept = self._states[-1].folder if self._states else None, self._kept.get(job["kind"])
        if kept is not None and kept[0] == newest:
            return kept[1]
        reply = await self.run(job, seconds)
        if newest is not None:
            self._kept[job["kind"]] = newest, reply
        return reply

    async def _run(self, job: Mapping[str, Any], seconds: float) -> Reply:
        worker = self._taken() or await self._new()
        state = self._states[-1]
        state.readers += 1
        answered = False
        try:
            await worker.open(state.folder)
            async with asyncio.timeout(seconds):
                reply = await worker.answer({**job, "seconds": seconds})
        except TimeoutError:
            raise TooLong(f"the query was stopped after {seconds:g} seconds; ask for less, or in parts") from None
        else:
            answered = True
            return reply
        finally:
            state.readers -= 1
            self._tidy()
            if answered:
                self._give_back(worker)
            else:  # it is still at work, or gone
                worker.kill()
                self._all.discard(worker)
                replacing = asyncio.create_task(self._replace(worker))
                self._replacing.add(replacing)
                replacing.add_done_callback(self._replacing.discard)

    def _taken(self) -> "_Worker | None":
        """One that waits for work; those that somebody else ended meanwhile are let go of."""
        while self._idle:
            worker = self._idle.pop()
            if not worker.is_gone:
                return worker
            self._all.discard(worker)
        return None

    async def _replace(self, worker: "_Worker") -> None:
        await worker.ended()
        self._give_back(await self._new())

    def _give_back(self, worker: "_Worker") -> None:
        """Makes it ready for the next job, or ends it where there are more than may work at once."""
        self._idle.append(worker)
        if len(self._all) > self._settings.at_once:
            surplus = self._idle.pop(0)
            surplus.kill()
            self._all.discard(surplus)

    async def _new(self) -> "_Worker":
        worker = await _Worker.start(self._settings)
        self._all.add(worker)
        return worker

    def _tidy(self) -> None:
        """Lets go of the snapshots that nobody reads any more, but for the newest."""
        for state in [state for state in self._states[:-1] if not state.readers]:
            self._states.remove(state)
            self._snapshots.drop(state.folder)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_AGAIN)
            with suppress(StoreError, OSError):  # a graph that is taken away is served on as it was
                await self.look()


class _Worker(asyncio.SubprocessProtocol):
    """One process of `kg.serve.worker`, and what it has sent of its next reply."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._read = bytearray()
        self._reply: asyncio.Future[Reply] = self._loop.create_future()
        self._gone: asyncio.Future[None] = self._loop.create_future()
        self._process: asyncio.SubprocessTransport | None = None
        self._input: asyncio.WriteTransport | None = None
        self._opened: Path | None = None

    @classmethod
    async def start(cls, settings: Settings) -> "_Worker":
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        # -P: what lies in the folder that the server was started in is not imported
        transport, worker = await asyncio.get_running_loop().subprocess_exec(
            cls, sys.executable, "-P", "-c", _WORKER, str(settings.memory_bytes), str(settings.held_quads), stderr=None,
            env={key: value for key, value in os.environ.items() if not key.startswith("KHABAR_")} | {"PYTHONPATH": path}, start_new_session=True,
        )  # fmt: skip
        worker._process = transport
        worker._input = transport.get_pipe_transport(0)  # type: ignore[assignment]
        await worker._reply  # that it is ready
        return worker

    @property
    def is_gone(self) -> bool:
        return self._gone.done()

    async def open(self, folder: Path) -> None:
        """Has it read that snapshot from now on. It counts for no query's time, or a short limit would never let a large graph be opened.

        Raises Busy where it cannot be read, TimeoutError, Broken.
        """
        if folder != self._opened:
            async with asyncio.timeout(_OPENING):
                reply = await self.answer({"kind": "open", "folder": str(folder), "seconds": _OPENING})
            if reply.status != 204:
                raise Busy("the graph cannot be read now; try again")
            self._opened = folder

    async def answer(self, job: Mapping[str, Any]) -> Reply:
        """The reply. Raises Broken where the process ends before it."""
        assert self._input is not None
        if self.is_gone:
            raise Broken(_BROKEN)
        self._reply = self._loop.create_future()
        self._input.write(json.dumps(job).encode() + b"\n")
        return await self._reply

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        self._read += data
        end = self._read.find(b"\n")
        if end < 0 or self._reply.done():
            return
        header = json.loads(self._read[:end])
        if len(self._read) - end - 1 >= header["length"]:
            self._reply.set_result(Reply(header["status"], header["type"], bytes(self._read[end + 1 :])))
            self._read.clear()

    def connection_lost(self, error: Exception | None) -> None:
        if not self._reply.done():
            self._reply.set_exception(Broken(_BROKEN))
        self._gone.set_result(None)

    def kill(self) -> None:
        assert self._process is not None
        with suppress(ProcessLookupError):
            self._process.kill()

    async def ended(self) -> None:
        await self._gone

"""`kg build` and `kg forget` are killed with SIGKILL at fifty moments: nothing acknowledged is lost, nothing is there by halves, all is mended.

A kill comes in the midst of a step, and another in the midst of the command that is to mend it. What must hold after each: every document is
whole, as it was before the step or as it is after it, and as after it where the ledger has acknowledged that; the store shows the one state or
the other; a check finds nothing but what the next build mends. And that build gives, byte for byte, what steps give that nobody killed.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.check import inspect
from kg.ledger import LEDGER_FOLDER, Ledger
from kg.store import STORE_FOLDER, GraphStore, canonical_nquads
from kg.store_states import MARKER

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is neither fork nor SIGKILL on Windows")
ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 25  # of two kills each
TEXTS = {
    "saham": "قصفت طائرات الجيش السوري بلدة سراقب يوم 7 آذار 2021، وقتل خمسة مدنيين.",
    "zawra": "التقى وزير الخارجية الأردني نظيره العراقي في عمّان يوم 9 آذار 2021.",
    "wahat": "هاجم مسلحون مجهولون حاجزاً للشرطة العراقية قرب بعقوبة يوم 11 آذار 2021، وأصيب شرطيان.",
    "naft": "احتج مئات العمال أمام حقل نفطي في البصرة يوم 12 آذار 2021.",
}
CHANGED = {"saham": "قصف الجيش السوري بلدة سراقب يوم 7 آذار 2021، وقتل سبعة مدنيين. ونفت وزارة الدفاع السورية قصف البلدة."}


@dataclass(frozen=True)
class Step:
    """A command, what mends the folder if the command has nothing left to do, and the folder before and after it."""

    arguments: Sequence[str]
    otherwise: Sequence[str]
    before: Path
    after: Path
    seconds: float


class Worker:
    """The process that runs commands in forks."""

    def __init__(self) -> None:
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "tests" / "kg" / "crash_worker.py"), " ".join(TEXTS.values())],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip
        assert self._line() == "warm"

    def run(self, arguments: Sequence[str], kill_after: float | None = None) -> tuple[int, dict[str, str]]:
        """The exit status, and what the ledger acknowledged last of each document."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([*arguments]) + "\n")
        self._process.stdin.flush()
        group = int(self._line().removeprefix("started "))
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):  # it was quicker this time
                os.killpg(group, signal.SIGKILL)
        told: dict[str, str] = {}
        while not (line := self._line()).startswith("ended "):
            done, _, name = line.partition(" ")
            told[name] = done
        return int(line.removeprefix("ended ")), told

    def close(self) -> None:
        self._process.communicate(timeout=30)

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().rstrip("\n")


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()


@pytest.fixture(scope="module")
def steps(worker: Worker, tmp_path_factory: pytest.TempPathFactory) -> list[Step]:
    """Adding articles, changing one and adding another, forgetting one, adding the last; as they go when nobody kills them."""
    place = tmp_path_factory.mktemp("steps")
    folders = {name: place / name for name in ("old", "new")}
    for name, folder in folders.items():
        folder.mkdir()
        for stem, text in (TEXTS if name == "old" else TEXTS | CHANGED).items():
            (folder / f"{stem}.txt").write_text(text, encoding="utf-8")
    old, new = folders["old"], folders["new"]
    build = "build", "-o", "{}"
    commands = [
        ([*build, str(old / "saham.txt"), str(old / "zawra.txt")],) * 2,
        ([*build, str(new / "saham.txt"), str(old / "zawra.txt"), str(new / "wahat.txt")],) * 2,
        (["forget", "zawra", "-g", "{}"], [*build, str(new / "saham.txt")]),
        ([*build, str(new / "naft.txt"), "--license", "https://example.org/licence"],) * 2,
    ]
    found, before = [], place / "0"
    for number, (arguments, otherwise) in enumerate(commands, 1):
        after = place / str(number)
        if before.exists():
            shutil.copytree(before, after)
        begun = time.monotonic()
        assert worker.run(_at(arguments, after))[0] == 0
        found.append(Step(arguments, otherwise, before, after, time.monotonic() - begun))
        before = after
    return found


def _at(arguments: Sequence[str], output: Path) -> list[str]:
    return [argument.replace("{}", str(output)) for argument in arguments]


def documents(output: Path) -> dict[str, tuple[str, bytes]]:
    """Reading and quads of each; raises StoreError for what is not whole."""
    ledger = Ledger(output / LEDGER_FOLDER)
    return {name: (json.dumps(ledger.get_reading(name), sort_keys=True), ledger.get_quads(name)) for name in ledger.ids()}


def stored(output: Path) -> bytes | None:
    """What readers see."""
    if not (output / STORE_FOLDER / MARKER).exists() or b"null" in (output / STORE_FOLDER / MARKER).read_bytes():
        return None
    with GraphStore.open(output / STORE_FOLDER, read_only=True) as store:
        return canonical_nquads(store.quads())


def files(output: Path) -> dict[str, bytes]:
    """All files of the folder but for those of the database, whose bytes tell of its history."""
    return {str(path.relative_to(output)): path.read_bytes() for path in output.rglob("*") if path.is_file() and not path.is_relative_to(output / STORE_FOLDER)}


def assert_whole(output: Path, step: Step, acknowledged: dict[str, str]) -> None:
    before, after, now = documents(step.before), documents(step.after), documents(output)
    for name in before.keys() | after.keys():
        may_be = {before.get(name), after.get(name)} if name not in acknowledged else {after.get(name)}
        assert now.get(name) in may_be, f"{name} is neither what it was nor what it was to be"
    assert now.keys() <= before.keys() | after.keys()
    assert stored(output) in (stored(step.before), stored(step.after))
    if output.exists() and any(output.iterdir()) and (output / STORE_FOLDER / MARKER).exists():
        assert all("`kg build`" in damage.remedy and "checksum" not in damage.told for damage in inspect(output).damages), inspect(output)


def test_fifty_kills_lose_nothing(worker: Worker, steps: list[Step], tmp_path: Path) -> None:
    chance, output = random.Random(20), tmp_path / "out"
    killed = 0
    for number in range(ROUNDS):
        step = steps[number % len(steps)]
        shutil.rmtree(output, ignore_errors=True)
        if step.before.exists():
            shutil.copytree(step.before, output)
        part = (number // len(steps) + chance.random()) / (ROUNDS / len(steps))  # moments spread over the whole of each step
        acknowledged: dict[str, str] = {}
        for moment in (part, chance.random()):
            status, told = worker.run(_at(step.arguments, output), moment * step.seconds)
            killed += status == -signal.SIGKILL
            acknowledged |= told
            assert_whole(output, step, acknowledged)
        status, _ = worker.run(_at(step.arguments, output))
        if status:  # there was nothing left to forget
            assert worker.run(_at(step.otherwise, output))[0] == 0
        assert files(output) == files(step.after), f"round {number}"
        assert stored(output) == stored(step.after)
        assert not inspect(output).damages
    assert killed >= ROUNDS  # else the machine was too quick for its own measure

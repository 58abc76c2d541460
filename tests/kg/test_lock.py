"""One writes at a time, and whoever comes second waits or is told whom for; readers see whole states while others write."""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kg.lock import LOCK_FILE, writing
from kg.store_states import begin_state, hold_state, present, states, sums_of
from ontology.errors import StoreError

ROOT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys, time
from pathlib import Path
from kg.lock import writing
with writing(Path(sys.argv[1]), "kg build"):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(folder: Path) -> "subprocess.Popen[bytes]":
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    return holder


def test_the_second_is_told_who_writes(tmp_path: Path) -> None:
    holder = hold(tmp_path)
    with (
        pytest.raises(StoreError, match=rf"is locked by `kg build` \(process {holder.pid} on \S+, since 20\d\d-.* UTC\); wait .*--wait SECONDS"),
        writing(tmp_path, "kg forget", wait=0),
    ):
        pytest.fail("two wrote at once")
    holder.communicate()
    assert not list(tmp_path.iterdir())  # nothing is left of the lock
    with writing(tmp_path, "kg forget", wait=0):
        assert json.loads((tmp_path / LOCK_FILE).read_bytes())["process"] == os.getpid()


def test_the_second_waits_for_the_first(tmp_path: Path) -> None:
    holder = hold(tmp_path)
    threading.Timer(0.5, lambda: holder.communicate()).start()
    begun = time.monotonic()
    with writing(tmp_path, "kg forget", wait=60):
        assert time.monotonic() - begun > 0.3
    holder.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_who_was_killed_holds_nothing(tmp_path: Path) -> None:
    holder = hold(tmp_path)
    holder.kill()
    holder.communicate()
    assert (tmp_path / LOCK_FILE).exists()  # and its words stand in it still
    with writing(tmp_path, "kg forget", wait=0):
        assert str(holder.pid) not in (tmp_path / LOCK_FILE).read_text()
    (tmp_path / LOCK_FILE).write_text("{ half")
    with writing(tmp_path, "kg forget", wait=0):
        pass


def test_threads_of_one_process_stand_in_line_too(tmp_path: Path) -> None:
    with writing(tmp_path, "kg build"), pytest.raises(StoreError, match=f"process {os.getpid()}"), writing(tmp_path, "kg build", wait=0):
        pytest.fail("two wrote at once")


def test_many_writers_never_meet(tmp_path: Path) -> None:
    within: list[int] = []
    most: list[int] = []

    def write() -> None:
        for _ in range(20):
            with writing(tmp_path, "kg build", wait=60):
                within.append(1)
                most.append(len(within))
                time.sleep(0.001)
                within.pop()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 80


def _state(folder: Path, content: str) -> None:
    """Makes a state whose one file of data has this content."""
    state = begin_state(folder)
    (state.database / "CURRENT").write_text(content)
    state.publish()


def test_a_state_stays_as_long_as_it_is_read(tmp_path: Path) -> None:
    _state(tmp_path, "first")
    held = hold_state(tmp_path)
    for content in ("second", "third"):
        _state(tmp_path, content)
        assert (held.database / "CURRENT").read_text() == "first"
    assert len(states(tmp_path)) == 2  # who reads none but the present one keeps no other
    held.release()
    _state(tmp_path, "fourth")
    now = present(tmp_path)
    assert now is not None
    assert states(tmp_path) == (now,)
    assert (now / "CURRENT").read_text() == "fourth"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["khabar-store.json", now.name, sums_of(now).name]


def test_what_is_given_up_leaves_the_former_state(tmp_path: Path) -> None:
    _state(tmp_path, "first")
    state = begin_state(tmp_path)
    (state.database / "CURRENT").write_text("second")
    state.abandon()
    with_hold = hold_state(tmp_path)
    assert (with_hold.database / "CURRENT").read_text() == "first"
    with_hold.release()
    assert len(states(tmp_path)) == 1

"""The ledger keeps documents whole: names are safe, damage is found, a kill leaves nothing by halves."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ledger import Ledger, file_name
from ontology.errors import StoreError

ROOT = Path(__file__).resolve().parents[2]
QUADS = b'<http://a> <http://b> "\xd8\xae\xd8\xa8\xd8\xb1"@ar <http://g> .\n'
HOSTILE = [
    "../../etc/passwd",
    "..",
    ".",
    "",
    "a/b\\c",
    "خبر عاجل",
    "A",
    "a",
    "CON",
    "x" * 400,
    "line\nbreak",
    "nul\0",
    "ا" * 300,
    "%41",
    "a-b",
    "a b",
    '"quoted"',
]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "documents")


def test_a_document_comes_back_as_it_was_put(ledger: Ledger) -> None:
    reading = {"events": [{"type": "ASSAULT", "trigger": "هاجم", "confidence": 0.9, "date": None}]}
    ledger.put("article-1", reading, QUADS)
    assert ledger.get_reading("article-1") == reading
    assert ledger.get_quads("article-1") == QUADS
    assert ledger.ids() == ("article-1",)
    assert "article-1" in ledger
    assert ledger.check() == ()


def test_equal_documents_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        Ledger(tmp_path / name).put("x", {"b": 1, "a": [2]} if name == "one" else {"a": [2], "b": 1}, QUADS)
    contents = [{path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two")]
    assert contents[0] == contents[1]


@pytest.mark.parametrize("document_id", HOSTILE)
def test_any_id_names_files_within_the_folder(ledger: Ledger, document_id: str) -> None:
    ledger.put(document_id, {"id": document_id}, QUADS)
    assert ledger.ids() == (document_id,)
    assert ledger.get_reading(document_id) == {"id": document_id}
    assert ledger.check() == ()
    assert {path.parent for path in ledger.folder.parent.rglob("*") if path.is_file()} == {ledger.folder}
    assert all(len(path.name) < 100 for path in ledger.folder.iterdir())


def test_all_hostile_ids_live_side_by_side(ledger: Ledger) -> None:
    for document_id in HOSTILE:
        ledger.put(document_id, {"id": document_id}, QUADS)
    assert ledger.ids() == tuple(sorted(HOSTILE))
    assert len({file_name(document_id).lower() for document_id in HOSTILE}) == len(HOSTILE)


@given(st.text(), st.text())
def test_names_tell_ids_apart_and_are_plain(first: str, second: str) -> None:
    assert (file_name(first) == file_name(second)) == (first == second)
    assert set(file_name(first)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_replacing_and_removing(ledger: Ledger) -> None:
    ledger.put("x", {"n": 1}, QUADS)
    ledger.put("x", {"n": 2}, b"")
    assert (ledger.get_reading("x"), ledger.get_quads("x")) == ({"n": 2}, b"")
    ledger.remove("x")
    ledger.remove("x")
    assert ledger.ids() == ()
    assert list(ledger.folder.iterdir()) == []


def test_several_put_together_are_as_if_put_one_by_one(tmp_path: Path) -> None:
    documents = [(name, {"id": name}, QUADS) for name in HOSTILE]
    together, apart = Ledger(tmp_path / "together"), Ledger(tmp_path / "apart")
    together.put_all(documents)
    for document in documents:
        apart.put(*document)
    together.put_all([])
    assert {path.name: path.read_bytes() for path in together.folder.iterdir()} == {path.name: path.read_bytes() for path in apart.folder.iterdir()}


def test_one_bad_reading_among_several_leaves_all_as_they_were(ledger: Ledger) -> None:
    ledger.put("x", {"n": 1}, QUADS)
    with pytest.raises(StoreError, match="'z' is no JSON value"):
        ledger.put_all([("x", {"n": 2}, b""), ("y", {"n": 2}, b""), ("z", {"n": {1}}, b"")])
    assert (ledger.ids(), ledger.get_reading("x")) == (("x",), {"n": 1})
    assert ledger.check() == ()


def test_an_absent_document_is_named_with_the_remedy(ledger: Ledger) -> None:
    assert ledger.ids() == ()
    assert ledger.check() == ()
    ledger.remove("x")
    with pytest.raises(StoreError, match="no document 'x'; run `kg build`"):
        ledger.get_reading("x")


def test_a_reading_that_is_no_json_is_refused_and_leaves_the_old_one(ledger: Ledger) -> None:
    ledger.put("x", {"n": 1}, QUADS)
    for reading in ({"n": {1, 2}}, {"n": float("nan")}, {"n": "\ud800"}):
        with pytest.raises(StoreError, match="is no JSON value"):
            ledger.put("x", reading, QUADS)
    assert ledger.get_reading("x") == {"n": 1}


@pytest.mark.parametrize("ending", [".nq", ".json"])
@pytest.mark.parametrize("damage", ["flip", "truncate", "empty", "append", "delete"])
def test_damage_is_found_and_never_read(ledger: Ledger, ending: str, damage: str) -> None:
    ledger.put("good", {"n": 0}, QUADS)
    ledger.put("x", {"n": 1}, QUADS)
    path = ledger.folder / (file_name("x") + ending)
    content = path.read_bytes()
    changed = {"flip": bytes([content[0] ^ 1]) + content[1:], "truncate": content[:-1], "empty": b"", "append": content + b"\n"}
    if damage == "delete":
        path.unlink()
    else:
        path.write_bytes(changed[damage])
    (problem,) = ledger.check()
    assert str(path) in problem
    assert "kg build" in problem
    assert "\n" not in problem
    with pytest.raises(StoreError, match="kg build"):
        ledger.get_quads("x") if ending == ".nq" else ledger.get_reading("x")
    assert ledger.get_reading("good") == {"n": 0}


def test_damaged_checksums_are_found(ledger: Ledger) -> None:
    for content in (b"", b"\xff\xfe", b'# "another id"\n', b"# 3\n"):
        ledger.put("x", {}, QUADS)
        (ledger.folder / f"{file_name('x')}.sha256").write_bytes(content)
        assert len(ledger.check()) == 1
    ledger.put("x", {}, QUADS)
    (ledger.folder / f"{file_name('x')}.sha256").unlink()
    assert len(ledger.check()) == 2  # two files that nobody vouches for
    assert ledger.ids() == ()


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not on this machine")
def test_the_checksums_serve_sha256sum(ledger: Ledger) -> None:
    ledger.put("خبر", {"n": 1}, QUADS)
    done = subprocess.run(["sha256sum", "--check", "--strict", f"{file_name('خبر')}.sha256"], cwd=ledger.folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_folder_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    (tmp_path / "documents").write_text("a file")
    with pytest.raises(StoreError, match="'x' cannot be written"):
        Ledger(tmp_path / "documents").put("x", {}, QUADS)


WRITER = """
import signal
import sys
from pathlib import Path
from kg.ledger import Ledger
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs hand down that it is ignored
ledger, turn = Ledger(Path(sys.argv[1])), int(sys.argv[2])
def document(name):
    return name, {"turn": turn, "long": "x" * 20000}, f"<http://{name}> <http://turn> \\"{turn}\\" <http://g> .\\n".encode() * 200
print("ready", flush=True)
while True:
    turn += 1
    for name in ("a", "b", "c"):
        ledger.put(*document(name))
        print(f"put {name} {turn}", flush=True)
        ledger.remove("c")
        print(f"removed c {turn}", flush=True)
    ledger.put_all(map(document, "abdef"))
    print("".join(f"put {name} {turn}\\n" for name in "abdef"), end="", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT] if sys.platform != "win32" else [])
def test_a_kill_loses_nothing_that_was_acknowledged_and_leaves_nothing_by_halves(tmp_path: Path, stop: signal.Signals) -> None:
    delays = random.Random(7)
    folder = tmp_path / "documents"
    acknowledged: dict[str, int] = {}
    for attempt in range(8):
        command = [sys.executable, "-c", WRITER, str(folder), str(1000 * attempt)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            time.sleep(delays.uniform(0.0, 0.5))
            writer.send_signal(stop)
            told = [line.split() for line in writer.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
        acknowledged.update({name: int(turn) for done, name, turn in told if done == "put"})
        ledger = Ledger(folder)
        turns = {name: ledger.get_reading(name)["turn"] for name in ledger.ids()}
        for name, turn in turns.items():
            assert ledger.get_quads(name) == f'<http://{name}> <http://turn> "{turn}" <http://g> .\n'.encode() * 200
        assert all(turns[name] >= turn for name, turn in acknowledged.items() if name != "c")
        assert ledger.check() == ()
    assert acknowledged.keys() >= set("abcdef")
    ledger.settle()
    assert ledger.leftovers() == ()
    ledger.remove("a")
    assert not list(folder.glob(f"{file_name('a')}*"))


def test_what_a_kill_left_before_and_after_the_checksums_took_their_place(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each renaming is a moment to be killed at: before the checksums' the document is the old one, after it the new one."""
    states = []
    for moment in range(3):
        ledger.put("x", {"n": 1}, QUADS)
        with monkeypatch.context() as patch, pytest.raises(SystemExit):
            _killed_at(patch, moment)
            ledger.put("x", {"n": 2}, b"")
        states.append((ledger.get_reading("x")["n"], ledger.get_quads("x")))
        assert ledger.check() == ()
        ledger.settle()
        assert ledger.leftovers() == ()
        assert states[-1] == (ledger.get_reading("x")["n"], ledger.get_quads("x"))
    assert states == [(1, QUADS), (2, b""), (2, b"")]


def _killed_at(patch: pytest.MonkeyPatch, moment: int) -> None:
    calls: list[Path] = []
    real = Path.replace

    def replace(path: Path, target: Path) -> Path:
        if len(calls) == moment:
            raise SystemExit
        calls.append(path)
        return real(path, target)

    patch.setattr(Path, "replace", replace)


def test_a_removal_that_was_killed_is_ended(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.put("x", {"n": 1}, QUADS)
    ledger.put("y", {"n": 1}, QUADS)
    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(Path, "unlink", lambda *_, **__: sys.exit())
        ledger.remove("x")
    assert ledger.ids() == ("y",)
    assert ledger.check() == ()
    ledger.settle()
    assert {path.name.partition(".")[0] for path in ledger.folder.iterdir()} == {file_name("y")}

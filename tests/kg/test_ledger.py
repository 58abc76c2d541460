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
ledger = Ledger(Path(sys.argv[1]))
print("ready", flush=True)
round = 0
while True:
    round += 1
    for name in ("a", "b", "c"):
        ledger.put(name, {"round": round, "long": "x" * 20000}, f"<http://{name}> <http://round> \\"{round}\\" <http://g> .\\n".encode() * 200)
        ledger.remove("c")
    lot = [(name, {"round": round, "long": "y" * 20000}, f"<http://{name}> <http://round> \\"{round}\\" <http://g> .\\n".encode() * 200) for name in "abdef"]
    ledger.put_all(lot)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT] if sys.platform != "win32" else [])
def test_a_kill_leaves_every_document_whole_or_absent(tmp_path: Path, stop: signal.Signals) -> None:
    delays = random.Random(7)
    folder = tmp_path / "documents"
    for _ in range(6):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(delays.uniform(0.0, 0.08))
            writer.send_signal(stop)
        ledger = Ledger(folder)
        for document_id in ledger.ids():
            turn = ledger.get_reading(document_id)["round"]
            assert ledger.get_quads(document_id) == f'<http://{document_id}> <http://round> "{turn}" <http://g> .\n'.encode() * 200
        assert all("was not finished" in problem for problem in ledger.check())
    ledger.put_all((name, {}, QUADS) for name in "abcdef")
    assert ledger.check() == ()
    ledger.remove("a")
    assert not list(folder.glob(f"{file_name('a')}*"))

"""What is served while a build writes, and afterwards; what is chosen by Accept; what is told before anything starts."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from graph_fixture import parsed
from pyoxigraph import NamedNode
from serve_fixture import ROOT, serving, write_graph

import cli
from commands.serving import _listen
from kg.serve.negotiation import choose, parse_accept
from kg.serve.snapshot import Snapshots, fingerprint
from kg.serve.worker import open_snapshot
from kg.store import STORE_FOLDER, GraphStore
from ontology.errors import StoreError

COUNT = "SELECT (COUNT(DISTINCT ?e) AS ?n) { ?e a kh:Event }"
MORE = "http://x/more"


def _more(number: int) -> list[object]:
    return list(parsed(f"<event/more{number}> a kh:Event .", MORE))


def _hold(output: Path) -> "subprocess.Popen[bytes]":
    """Another process that has written half of what it will, and holds the lock until its input ends."""
    script = (
        "import sys; from pathlib import Path; from kg.store import GraphStore; from graph_fixture import parsed\n"
        "with GraphStore.open(Path(sys.argv[1])) as store:\n"
        "    store.put_graph('http://x/more', parsed('<event/half> a kh:Event .', 'http://x/more'))\n"
        "    print('held', flush=True); sys.stdin.read()\n"
        "    store.put_graph('http://x/more', parsed('<event/half> a kh:Event . <event/whole> a kh:Event .', 'http://x/more'))\n"
    )
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests' / 'kg'}", "PATH": "/usr/bin:/bin"}
    process = subprocess.Popen([sys.executable, "-c", script, str(output / STORE_FOLDER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    return process


def _let_go(process: "subprocess.Popen[bytes]") -> None:
    process.communicate(b"", timeout=60)
    assert process.returncode == 0


def test_a_snapshot_stays_as_it_was(tmp_path: Path) -> None:
    write_graph(tmp_path)
    snapshots = Snapshots(tmp_path)
    taken = snapshots.take()
    assert taken is not None
    folder, taken_of = taken
    assert taken_of == fingerprint(tmp_path / STORE_FOLDER)
    with GraphStore.open(tmp_path / STORE_FOLDER) as store:
        for number in range(20):
            store.put_graph(MORE, _more(number))  # type: ignore[arg-type]
        store.optimize()
    assert fingerprint(tmp_path / STORE_FOLDER) != taken_of
    with GraphStore.open(folder, read_only=True) as store:
        assert MORE not in store.graphs()
        assert len(list(store.quads())) == len(store)
    snapshots.close()
    assert not list((tmp_path / "serving").iterdir())


def test_while_another_writes_a_snapshot_shows_what_was_before(tmp_path: Path) -> None:
    write_graph(tmp_path)
    snapshots = Snapshots(tmp_path)
    holder = _hold(tmp_path)
    try:
        taken = snapshots.take()
        assert taken is not None
        with GraphStore.open(taken[0], read_only=True) as store:
            assert MORE not in store.graphs()
    finally:
        _let_go(holder)
    assert fingerprint(tmp_path / STORE_FOLDER) != taken[1]
    taken = snapshots.take()
    assert taken is not None
    with GraphStore.open(taken[0], read_only=True) as store:
        assert MORE in store.graphs()
    snapshots.close()


def test_what_a_killed_server_left_is_removed_by_the_next(tmp_path: Path) -> None:
    write_graph(tmp_path)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = tmp_path / "serving" / str(dead.pid) / "1"
    left.mkdir(parents=True)
    Snapshots(tmp_path).close()
    assert not left.exists()


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        Snapshots(tmp_path).take()


def test_the_old_graph_is_served_while_one_is_written_and_the_new_one_afterwards(tmp_path: Path) -> None:
    pytest.importorskip("starlette", reason="kg serve is an extra: pip install 'khabar[serve]'")
    write_graph(tmp_path)
    with serving(tmp_path) as server:
        assert server.query(COUNT, "text/csv").body.split() == [b"n", b"7"]
        holder = _hold(tmp_path)
        time.sleep(2)  # it looks each second
        assert server.query(COUNT, "text/csv").body.split() == [b"n", b"7"]
        _let_go(holder)
        deadline = time.monotonic() + 20
        while (found := server.query(COUNT, "text/csv").body.split()) != [b"n", b"9"] and time.monotonic() < deadline:
            assert found == [b"n", b"7"]  # never half of it
            time.sleep(0.2)
        assert found == [b"n", b"9"]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "a/x"),
        ("", "a/x"),
        ("*/*", "a/x"),
        ("b/*", "b/y"),
        ("b/y, a/x", "a/x"),
        ("b/y;q=0.9, a/x;q=0.8", "b/y"),
        ("b/y;q=0.9, */*;q=0.1", "b/y"),
        ("a/x;q=0, */*", "b/y"),
        ("a/*;q=0.9, a/x;q=0.1, b/y;q=0.5", "a/z"),
        ("B/Y ; v=1 ; Q=1.0", "b/y"),
        ("b/y;q=2, a/x", "a/x"),
        ("b/y;q=nan", None),
        ("b/y;q=much", None),
        ("nothing", None),
        ("c/w", None),
        ("*/*;q=0", None),
    ],
)
def test_the_best_format_is_chosen(accept: str | None, expected: str | None) -> None:
    assert choose(accept, ("a/x", "b/y", "a/z")) == expected


def test_ranges_without_a_slash_are_passed_over() -> None:
    assert parse_accept("text, /x, y/, a/b;q=0.25") == (("a", "b", 0.25),)


@pytest.mark.parametrize(
    ("arguments", "environment", "told"),
    [
        (["--writable"], {}, "KHABAR_TOKEN"),
        (["--writable"], {"KHABAR_TOKEN": "short"}, "16 or more"),
        (["--writable", "--token-file", "/no/such/file"], {}, "cannot be read"),
        (["--token-file", "x"], {}, "--writable"),
        ([], {}, "kg build"),
    ],
)
def test_a_wrong_call_is_one_line(tmp_path: Path, arguments: list[str], environment: dict[str, str], told: str) -> None:
    result = CliRunner(env={"KHABAR_TOKEN": None, **environment}).invoke(cli.main, ["serve", "-g", str(tmp_path), *arguments])
    assert result.exit_code == 2
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_body_of_an_answer_does_not_wait_for_its_head_to_be_acknowledged() -> None:
    with _listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize("held_quads", [0, 1_000_000])
def test_a_snapshot_answers_alike_from_memory_and_from_the_disk(tmp_path: Path, held_quads: int) -> None:
    write_graph(tmp_path)
    with GraphStore.open(tmp_path / STORE_FOLDER) as store:
        store.oxigraph.add_graph(NamedNode("http://x/empty"))
    with GraphStore.open(tmp_path / STORE_FOLDER, read_only=True) as store, open_snapshot(tmp_path / STORE_FOLDER, held_quads) as opened:
        assert list(opened.quads()) == list(store.quads())
        assert opened.graphs() == store.graphs()

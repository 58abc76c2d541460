"""Graphs are replaced whole, and every failure is one line with a remedy."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.store import GraphStore, canonical_nquads
from kg.store_states import present, write_marker
from ontology.errors import StoreError

ROOT = Path(__file__).resolve().parents[2]
GRAPH = "http://example.org/graph"


def quad(number: int, graph: str = GRAPH) -> Quad:
    return Quad(NamedNode("http://example.org/s"), NamedNode("http://example.org/p"), Literal(str(number)), NamedNode(graph))


def values(store: GraphStore, graph: str | None = None) -> set[str]:
    return {found.object.value for found in store.quads(graph) if isinstance(found.object, Literal)}


def test_a_store_on_disk_keeps_what_was_put(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path / "out" / "store") as store:
        store.put_graph(GRAPH, [quad(1)])
    with GraphStore.open(tmp_path / "out" / "store", read_only=True) as store:
        assert values(store) == {"1"}
        for change in (lambda: store.put_graph(GRAPH, []), lambda: store.delete_graph(GRAPH), store.optimize):
            with pytest.raises(StoreError, match="reading only"):
                change()
    with pytest.raises(StoreError, match="is closed"):
        store.graphs()
    with GraphStore.open(tmp_path / "out" / "store") as store:
        store.optimize()
        assert values(store) == {"1"}


def test_a_folder_that_is_no_graph_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("dear all")
    (tmp_path / "empty").mkdir()
    for name in ("letters", "empty", "absent"):
        with pytest.raises(StoreError, match=f"{name}: is no graph of Khabar; run `kg build` first"):
            GraphStore.open(tmp_path / name, read_only=True)
    with pytest.raises(StoreError, match="letters: is no graph of Khabar, but holds other files; give another folder"):
        GraphStore.open(tmp_path / "letters")
    assert sorted(path.name for path in (tmp_path / "letters").iterdir()) == ["a.txt"]
    assert not (tmp_path / "absent").exists()
    with pytest.raises(StoreError, match="is no graph"):
        GraphStore.open(tmp_path / "letters" / "a.txt")


def test_the_output_folder_instead_of_the_store_is_understood(tmp_path: Path) -> None:
    GraphStore.open(tmp_path / "store").close()
    with pytest.raises(StoreError, match=r"did you mean .*store"):
        GraphStore.open(tmp_path, read_only=True)


def test_another_format_and_corruption_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    GraphStore.open(folder).close()
    database = present(folder)
    assert database is not None
    (database / "CURRENT").write_text("garbage")
    for read_only in (True, False):
        with pytest.raises(StoreError, match=r"cannot be read or written .*kg check --repair"):
            GraphStore.open(folder, read_only=read_only)
    (database / "CURRENT").unlink()
    with pytest.raises(StoreError, match=r"lacks files; run `kg check --repair`"):
        GraphStore.open(folder, read_only=True)
    (folder / "khabar-store.json").write_text('{"format": 99}')
    with pytest.raises(StoreError, match="has format 99"):
        GraphStore.open(folder)
    (folder / "khabar-store.json").write_text("[]")
    with pytest.raises(StoreError, match="has format None"):
        GraphStore.open(folder)


def test_a_marker_without_a_database_is_begun_again(tmp_path: Path) -> None:
    write_marker(tmp_path, None)
    with pytest.raises(StoreError, match="run `kg build` first"):
        GraphStore.open(tmp_path, read_only=True)
    with GraphStore.open(tmp_path) as store:
        assert store.graphs() == ()


HOLDER = """
import sys
from pathlib import Path
from kg.store import GraphStore
store = GraphStore.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def test_a_locked_store_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "store")]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(StoreError, match=f"is locked by `kg` .process {holder.pid} on .*, since 20.*wait until"):
            GraphStore.open(tmp_path / "store")
        holder.communicate()
    GraphStore.open(tmp_path / "store").close()


LOADER = """
import sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from kg.store import GraphStore
print("ready", flush=True)
turn = 0
while True:
    turn += 1
    store = GraphStore.open(Path(sys.argv[1]))
    names = [NamedNode(f"http://example.org/{turn}/{n}") for n in range(8)]
    lines = [(NamedNode(f"http://s/{n}"), NamedNode("http://p"), Literal(f"{turn} {n}")) for n in range(200)]
    store.put_graphs({name.value: [Quad(*line, name) for line in lines] for name in names})
    store.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_a_kill_leaves_new_graphs_whole_or_absent(tmp_path: Path) -> None:
    delays = random.Random(11)
    for _ in range(6):
        with subprocess.Popen([sys.executable, "-c", LOADER, str(tmp_path / "store")], cwd=ROOT, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(delays.uniform(0.0, 0.8))
            writer.kill()
        with GraphStore.open(tmp_path / "store") as store:
            assert {len(list(store.quads(graph))) for graph in store.graphs()} <= {200}
            assert len(store) == 200 * len(store.graphs())
            some = bool(len(store))
    assert some


WRITER = """
import sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from kg.store import GraphStore
graph = NamedNode("http://example.org/graph")
print("ready", flush=True)
turn = 0
while True:
    turn += 1
    store = GraphStore.open(Path(sys.argv[1]))
    store.put_graph(graph.value, [Quad(NamedNode(f"http://example.org/{n}"), NamedNode("http://p"), Literal(str(turn)), graph) for n in range(300)])
    store.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_a_kill_leaves_the_old_graph_or_the_new_one(tmp_path: Path) -> None:
    delays = random.Random(5)
    for _ in range(4):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path / "store")], cwd=ROOT, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(delays.uniform(0.0, 0.8))
            writer.kill()
        with GraphStore.open(tmp_path / "store") as store:
            assert (len(store), len(values(store))) in {(0, 0), (300, 1)}
            some = bool(len(store))
    assert some


def test_canonical_nquads_are_sorted_unique_and_escaped() -> None:
    awkward = Quad(NamedNode("http://s"), NamedNode("http://p"), Literal('\x01"\n\\خبر', language="ar"), NamedNode(GRAPH))
    found = canonical_nquads([quad(2), awkward, quad(1), quad(2)])
    lines = found.splitlines(keepends=True)
    assert lines == sorted(set(lines))
    assert len(lines) == 3
    assert '"\\u0001\\"\\n\\\\خبر"@ar'.encode() in found
    assert canonical_nquads([]) == b""

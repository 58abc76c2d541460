"""Graphs are replaced whole, and every failure is one line with a remedy."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from graph_fixture import example_store, graphs
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from kg.store import GraphStore, canonical_nquads
from kg.store_states import present, write_marker
from ontology.errors import StoreError
from ontology.terms import XSD

ROOT = Path(__file__).resolve().parents[2]
GRAPH = "http://example.org/graph"


def quad(number: int, graph: str = GRAPH) -> Quad:
    return Quad(NamedNode("http://example.org/s"), NamedNode("http://example.org/p"), Literal(str(number)), NamedNode(graph))


def values(store: GraphStore, graph: str | None = None) -> set[str]:
    return {found.object.value for found in store.quads(graph) if isinstance(found.object, Literal)}


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[GraphStore]:
    """The same promises in memory and on disk."""
    with GraphStore.in_memory() if request.param == "memory" else GraphStore.open(tmp_path / "store") as opened:
        yield opened


def test_a_graph_is_replaced_whole(store: GraphStore) -> None:
    store.put_graph(GRAPH, [quad(1), quad(2)])
    store.put_graph("http://example.org/other", [quad(9, "http://example.org/other")])
    store.put_graph(GRAPH, [quad(2), quad(3)])
    assert values(store, GRAPH) == {"2", "3"}
    assert values(store) == {"2", "3", "9"}
    assert len(store) == 3


def test_putting_the_same_graph_twice_changes_nothing(store: GraphStore) -> None:
    for _ in range(2):
        for iri, quads in graphs().items():
            store.put_graph(iri, quads)
    assert canonical_nquads(store.quads()) == canonical_nquads(example_store().quads())


def test_an_empty_graph_is_no_graph(store: GraphStore) -> None:
    store.put_graph(GRAPH, [quad(1)])
    store.put_graph(GRAPH, [])
    assert store.graphs() == ()
    store.delete_graph(GRAPH)
    assert len(store) == 0


def test_graphs_and_quads_are_sorted(store: GraphStore) -> None:
    shuffled = list(graphs().items())
    random.Random(3).shuffle(shuffled)
    for iri, quads in shuffled:
        store.put_graph(iri, reversed(quads))
    assert list(store.graphs()) == sorted(graphs())
    lines = [str(found) for found in store.quads()]
    assert lines == sorted(lines)
    assert lines == [str(found) for found in example_store().quads()]


def test_quads_of_the_default_graph_are_taken_into_the_named_one(store: GraphStore) -> None:
    store.put_graph(GRAPH, [Quad(quad(1).subject, quad(1).predicate, quad(1).object, DefaultGraph())])
    assert list(store.quads(GRAPH)) == [quad(1)]


@pytest.mark.parametrize(
    "stranger",
    [
        quad(1, "http://example.org/other"),
        Quad(BlankNode("b"), NamedNode("http://p"), Literal("1"), NamedNode(GRAPH)),
        Quad(NamedNode("http://s"), NamedNode("http://p"), BlankNode("b"), NamedNode(GRAPH)),
    ],
)
def test_a_quad_that_does_not_fit_leaves_the_old_graph(store: GraphStore, stranger: Quad) -> None:
    store.put_graph(GRAPH, [quad(1)])
    with pytest.raises(StoreError, match="does not fit"):
        store.put_graph(GRAPH, [quad(2), stranger])
    assert values(store) == {"1"}


def test_an_error_in_the_quads_leaves_the_old_graph(store: GraphStore) -> None:
    def broken() -> Iterator[Quad]:
        yield quad(2)
        raise ValueError("no more")

    store.put_graph(GRAPH, [quad(1)])
    with pytest.raises(ValueError, match="no more"):
        store.put_graph(GRAPH, broken())
    assert values(store) == {"1"}


def test_numbers_are_kept_by_value(store: GraphStore) -> None:
    decimal = NamedNode(str(XSD.decimal))
    before = Quad(NamedNode("http://s"), NamedNode("http://p"), Literal("0.9000", datatype=decimal), NamedNode(GRAPH))
    store.put_graph(GRAPH, [before])
    store.put_graph(GRAPH, [before, quad(1)])  # the difference is one quad, not three
    assert values(store) == {"0.9", "1"}


def test_the_base_is_told_by_the_assembled_graph(store: GraphStore) -> None:
    assert store.base() is None
    store.put_graph("https://data.example/x/graph/assembled", [quad(1, "https://data.example/x/graph/assembled")])
    assert store.base() == "https://data.example/x/"


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


def test_several_graphs_new_and_old_are_put_at_once(store: GraphStore) -> None:
    store.put_graph(GRAPH, [quad(1), quad(2)])
    other = f"{GRAPH}/other"
    store.put_graphs({GRAPH: [quad(2), quad(3)], other: iter([quad(4, other), quad(4, other)]), f"{GRAPH}/none": []})
    assert store.graphs() == tuple(sorted((GRAPH, other)))
    assert list(store.quads(GRAPH)) == sorted([quad(2), quad(3)], key=str)
    assert list(store.unsorted_quads(other)) == [quad(4, other)]
    assert set(store.unsorted_quads(GRAPH, NamedNode("http://example.org/s"))) == {quad(2), quad(3)}
    assert not list(store.unsorted_quads(GRAPH, NamedNode("http://example.org/nobody")))


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

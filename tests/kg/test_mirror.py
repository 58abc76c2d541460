"""A store behind a server holds what the folder holds, whatever broke off before, and nothing of others is touched."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from graph_fixture import BASE, graphs
from pyoxigraph import Literal, NamedNode, Quad
from remote_fixture import VIRTUOSO_PASSWORD, answer, free_port, misbehaving_server, oxigraph_server, program, virtuoso_server

from kg.remote.mirror import MIRROR_FILE, Mirrored, choose_store, mirror, remembered_store
from kg.remote.requests import Limits
from kg.remote.store import RemoteStore
from kg.store import STORE_FOLDER, GraphStore, canonical_nquads
from ontology.errors import InputError, StoreError

QUICK = Limits(connect=5.0, attempts=2, pause=0.01)
ONE, TWO = f"{BASE}document/one", f"{BASE}document/two"
FOREIGN = "http://example.org/of-somebody-else"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    if program("oxigraph") is None:
        pytest.skip("oxigraph is not installed: mirroring is not tested")
    with oxigraph_server() as url:
        yield url


@pytest.fixture
def remote(server: str) -> Iterator[RemoteStore]:
    with RemoteStore.open(server) as store:
        for graph in store.graphs():
            store.delete_graph(graph)
        yield store


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """The small graph as a build leaves it."""
    with GraphStore.open(tmp_path / STORE_FOLDER) as store:
        store.put_graphs(graphs())
    return tmp_path


def held(output: Path) -> bytes:
    with GraphStore.open(output / STORE_FOLDER, read_only=True) as store:
        return canonical_nquads(store.quads())


def put(output: Path, graph: str, *quads: Quad) -> None:
    with GraphStore.open(output / STORE_FOLDER) as store:
        store.put_graph(graph, quads)


def quad(graph: str, words: str = "خبر") -> Quad:
    return Quad(NamedNode("http://example.org/s"), NamedNode("http://example.org/p"), Literal(words, language="ar"), NamedNode(graph))


def test_the_server_holds_what_the_folder_holds_and_gets_no_more_than_changed(output: Path, remote: RemoteStore, server: str) -> None:
    assert mirror(output) is None
    choose_store(output, server)
    remote.put_graph(FOREIGN, [quad(FOREIGN)])
    assert mirror(output) == Mirrored(server, 5, 0, 0)
    everything = held(output) + canonical_nquads([quad(FOREIGN)])
    assert canonical_nquads(remote.quads()) == b"".join(sorted(everything.splitlines(keepends=True)))
    assert mirror(output) == Mirrored(server, 0, 0, 5)
    put(output, ONE, quad(ONE))
    put(output, TWO)
    assert mirror(output) == Mirrored(server, 1, 1, 3)
    remote.delete_graph(FOREIGN)
    assert canonical_nquads(remote.quads()) == held(output)
    assert mirror(output, everything=True) == Mirrored(server, 4, 0, 0)


def test_what_the_server_lost_or_got_besides_is_mended(output: Path, remote: RemoteStore, server: str) -> None:
    choose_store(output, server)
    mirror(output)
    remote.update(f"DELETE WHERE {{ GRAPH <{ONE}> {{ ?s a ?o }} }} ; INSERT DATA {{ GRAPH <{TWO}> {{ <http://x/s> <http://x/p> 1 }} }}")
    assert mirror(output) == Mirrored(server, 2, 0, 3)
    assert canonical_nquads(remote.quads()) == held(output)


def test_a_dead_server_leaves_the_folder_whole_and_says_what_to_do(output: Path) -> None:
    before = held(output)
    choose_store(output, f"oxigraph+http://127.0.0.1:{free_port()}")
    with pytest.raises(StoreError, match=rf"cannot be reached .* itself is whole: run `kg mirror -g {output}` to send it again"):
        mirror(output, limits=QUICK)
    assert held(output) == before


@pytest.mark.parametrize("broken", range(1, 6))
def test_what_broke_off_is_sent_the_next_time(output: Path, remote: RemoteStore, server: str, broken: int) -> None:
    """Each PUT in turn fails; documents go first, and no graph is taken for sent that was not."""
    with misbehaving_server() as between:

        def behave(handler: BaseHTTPRequestHandler) -> None:
            puts = [seen.path for seen in between.seen if seen.method == "PUT"]
            if len(dict.fromkeys(puts)) == broken:
                answer(handler, 503)
            else:
                answer(handler, 200, b'{"head": {"vars": ["graph", "n"]}, "results": {"bindings": []}}', "application/sparql-results+json")

        between.behave = behave
        choose_store(output, f"oxigraph+{between.url}")
        with pytest.raises(StoreError, match="the server failed"):
            mirror(output, limits=QUICK)
        order = list(dict.fromkeys(seen.path for seen in between.seen if seen.method == "PUT"))
    assert ["document" in path for path in order] == [True, True, True, False, False][:broken]
    record = json.loads((output / MIRROR_FILE).read_text(encoding="utf-8"))
    assert sorted(map(bool, record["sent"].values())) == [False] * (6 - broken) + [True] * (broken - 1)
    (output / MIRROR_FILE).write_text(json.dumps(record | {"address": server}), encoding="utf-8")
    mirror(output)
    assert canonical_nquads(remote.quads()) == held(output)


def test_graphs_of_other_documents_are_not_overwritten(output: Path, remote: RemoteStore, server: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    strange = f"{BASE}document/strange"
    with GraphStore.open(other / STORE_FOLDER) as store:
        store.put_graphs(graphs())
        store.put_graph(strange, [quad(strange)])
    choose_store(other, server)
    mirror(other)
    choose_store(output, server)
    with pytest.raises(StoreError, match=rf"holds graphs that .* knows nothing of, such as <{strange}>; give .* another --base"):
        mirror(output)
    assert canonical_nquads(remote.quads()) == held(other)


def test_the_address_is_remembered_and_no_password(output: Path, remote: RemoteStore, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert remembered_store(output) is None
    monkeypatch.setenv("KHABAR_STORE_USER", "amal")
    monkeypatch.setenv("KHABAR_STORE_PASSWORD", "s3cret")
    choose_store(output, server)
    mirror(output)
    assert remembered_store(output) == server
    assert all(b"s3cret" not in path.read_bytes() for path in output.rglob("*") if path.is_file())
    choose_store(output, None)
    assert remembered_store(output) == server
    choose_store(output, "")
    assert (remembered_store(output), mirror(output)) == (None, None)
    for address in ("http://amal:s3cret@localhost", "somewhere", str(output / "absent.toml")):
        with pytest.raises(InputError):
            choose_store(output, address)
    assert remembered_store(output) is None
    (output / MIRROR_FILE).write_text("{}", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be read; remove it"):
        mirror(output)


def test_virtuoso_holds_as_many_triples_and_is_left_alone_then(output: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    if program("virtuoso-t") is None:
        pytest.skip("virtuoso-t is not installed: the store behind it is not tested")
    monkeypatch.setenv("KHABAR_STORE_USER", VIRTUOSO_PASSWORD.user)
    monkeypatch.setenv("KHABAR_STORE_PASSWORD", VIRTUOSO_PASSWORD.password)
    with virtuoso_server(tmp_path_factory.mktemp("virtuoso")) as url:
        choose_store(output, url)
        assert mirror(output) == Mirrored(url, 5, 0, 0)
        assert mirror(output) == Mirrored(url, 0, 0, 5)
        put(output, ONE)
        assert mirror(output) == Mirrored(url, 0, 1, 4)

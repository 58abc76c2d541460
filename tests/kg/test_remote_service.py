"""Addresses, files of settings and credentials of stores: what is taken, and what is refused without repeating a password."""

import os
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from remote_fixture import answer, misbehaving_server, settings, told

from kg.remote.credentials import Credentials, read_credentials
from kg.remote.requests import Limits
from kg.remote.service import Server, Service, Union, parse_address, read_service
from kg.remote.store import RemoteStore
from ontology.errors import InputError

GRAPH = "http://example.org/graph"
QUAD = Quad(NamedNode("http://example.org/s"), NamedNode("http://example.org/p"), Literal("خبر"), NamedNode(GRAPH))
SECRET = Credentials("amal", "سرّ-9f3b")
QUICK = Limits(connect=2.0, pause=0.01)
NOTHING = b'{"head": {"vars": ["graph"]}, "results": {"bindings": []}}'
JSON = "application/sparql-results+json"


@pytest.mark.parametrize(
    "address", ["http://amal:s3cret@localhost:7878", "oxigraph+https://amal:s3cret@h/x", "https://s3cret@h", "http://h:s3cret@x", "ftp://amal:s3cret@h/"]
)
def test_an_address_with_a_password_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(InputError) as caught:
        RemoteStore.open(address)
    assert "s3cret" not in told(caught.value)


@pytest.mark.parametrize(
    "address", ["localhost:7878", "http://", "http:///x", "http://h:port/", "http://h/?q=1", "http://h/#x", "http://h/a b", "neptune+http://h", ""]
)
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(InputError, match=r"is no address of a store|no server is called"):
        parse_address(address)


def test_a_password_is_not_sent_readable_to_other_machines(tmp_path: Path) -> None:
    for address in ("oxigraph+http://graph.example", settings(tmp_path, "http://graph.example")):
        with pytest.raises(InputError, match="the password would be sent readable"):
            RemoteStore.open(address, credentials=SECRET)
    RemoteStore.open("oxigraph+https://graph.example", credentials=SECRET).close()
    RemoteStore.open("virtuoso+http://graph.example", credentials=SECRET).close()  # a digest of it is
    RemoteStore.open(settings(tmp_path, "http://graph.example", "password-in-clear = true"), credentials=SECRET).close()


def test_credentials_come_from_the_environment_or_a_file_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "credentials"
    file.write_text("amal\nسرّ-9f3b\n", encoding="utf-8")
    file.chmod(0o600)
    assert read_credentials({}) is None
    assert read_credentials({"KHABAR_STORE_USER": "amal", "KHABAR_STORE_PASSWORD": SECRET.password}) == SECRET
    assert read_credentials({"KHABAR_STORE_CREDENTIALS": str(file)}) == SECRET
    for environment, words in (
        ({"KHABAR_STORE_USER": "amal"}, "is set alone"),
        ({"KHABAR_STORE_PASSWORD": "x"}, "is set alone"),
        ({"KHABAR_STORE_CREDENTIALS": str(file), "KHABAR_STORE_USER": "amal"}, "both set"),
        ({"KHABAR_STORE_CREDENTIALS": str(tmp_path / "none")}, "cannot be read"),
    ):
        with pytest.raises(InputError, match=words):
            read_credentials(environment)
    file.write_text("amal\n", encoding="utf-8")
    with pytest.raises(InputError, match="write the user on the first line"):
        read_credentials({"KHABAR_STORE_CREDENTIALS": str(file)})
    if os.name == "posix":
        file.chmod(0o640)
        with pytest.raises(InputError, match="others may read these credentials; run: chmod 600"):
            read_credentials({"KHABAR_STORE_CREDENTIALS": str(file)})


def test_a_file_of_settings_names_the_endpoints(tmp_path: Path) -> None:
    with misbehaving_server() as server:
        file = settings(tmp_path, server.url, 'union = "always"', "seconds = 7", "digest = true")
        assert read_service(Path(file)) == Service(
            file, f"{server.url}/q", f"{server.url}/g", f"{server.url}/u", Union.ALWAYS, Server.SPARQL, digest=True, seconds=7.0
        )
        server.behave = lambda handler: answer(handler, 200, NOTHING, JSON)
        with RemoteStore.open(file, limits=QUICK) as store:
            store.query("SELECT * { ?s ?p ?o }")
            store.put_graph(GRAPH, [QUAD])
            store.update("CLEAR ALL")
        assert [(seen.method, seen.path.partition("?")[0]) for seen in server.seen] == [("POST", "/q"), ("PUT", "/g"), ("POST", "/u")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("sekonds = 3", "there is no setting 'sekonds'"),
        ("seconds = 0", "seconds is a number"),
        ("seconds = true", "seconds is a number"),
        ('digest = "yes"', "digest is true or false"),
        ('union = "some"', "cannot be used"),
        ('server = "neptune"', "cannot be used"),
        ("= 3", "is no file of settings"),
    ],
)
def test_a_faulty_file_of_settings_is_told(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        RemoteStore.open(settings(tmp_path, "http://localhost:1", line))
    assert "store.toml" in told(caught.value)
    (tmp_path / "store.toml").write_text('query = "http://localhost:1/q"', encoding="utf-8")
    for name in ("store.toml", "absent.toml"):
        with pytest.raises(InputError, match=r"lacks 'graphs'|is no file of settings"):
            RemoteStore.open(str(tmp_path / name))

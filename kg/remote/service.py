"""Which server is asked where, and in which of its ways: a table of known ones, and files of settings for the rest."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from kg.terminal_text import one_line
from ontology.errors import InputError

_SETTINGS = frozenset({"query", "update", "graphs", "union", "server", "seconds", "digest", "password-in-clear", "exact"})
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Server(StrEnum):
    """Programs that need requests of their own kind."""

    SPARQL = "sparql"  # whatever keeps to the standards
    OXIGRAPH = "oxigraph"
    VIRTUOSO = "virtuoso"
    KHABAR = "khabar"  # kg serve, which is read


class Union(StrEnum):
    """How a server is told that the default graph of a query is all graphs together."""

    ALWAYS = "always"  # it need not be told
    PARAMETER = "parameter"  # `union-default-graph`, as Oxigraph has it
    LISTED = "listed"  # every graph is named in every query, which each server understands


@dataclass(frozen=True, slots=True)
class Service:
    """A server's endpoints and habits; without `update` nothing is changed there. `name` is what people know it by, and never holds a password.

    `seconds` one request may take. `digest` says how a password is sent, `password_in_clear` that it may go without TLS to other machines,
    `exact` that queries are answered as SPARQL 1.1 has it; where they are not, our own questions are asked of a copy.
    """

    name: str
    query: str
    graphs: str
    update: str | None
    union: Union = Union.LISTED
    server: Server = Server.SPARQL
    digest: bool = False
    seconds: float = 300.0
    password_in_clear: bool = False
    exact: bool = True

    def is_own(self, graph: str) -> bool:
        """Whether the server keeps that graph for itself, beside those of its users."""
        return self.server is Server.VIRTUOSO and _OF_VIRTUOSO.fullmatch(graph) is not None

    @property
    def is_private(self) -> bool:
        """Whether nobody on the way reads what is sent."""
        return all(_is_private(url) for url in (self.query, self.graphs, self.update or self.query))


# Where each server has its endpoints, below the address.
_PATHS: Mapping[Server, tuple[str, str, str | None, Union]] = MappingProxyType({
    Server.OXIGRAPH: ("/query", "/store", "/update", Union.PARAMETER),
    Server.VIRTUOSO: ("/sparql-auth", "/sparql-graph-crud-auth", "/sparql-auth", Union.ALWAYS),
    Server.KHABAR: ("/query", "/data", None, Union.ALWAYS),
})  # fmt: skip
_OPEN = MappingProxyType({"/sparql-auth": "/sparql", "/sparql-graph-crud-auth": "/sparql-graph-crud"})  # Virtuoso's endpoints for those without a password
_TOLD = (("oxigraph/", Server.OXIGRAPH), ("virtuoso/", Server.VIRTUOSO))
_OF_VIRTUOSO = re.compile(
    r"http://www\.openlinksw\.com/schemas/.*|http://www\.w3\.org/ns/ldp#|http://www\.w3\.org/2002/07/owl#|http://[^/]*/(?:DAV/?|sparql)"
    r"|urn:(?:activitystreams-owl:map|core:services:sparql|virtuoso:.*)|virtrdf-label|b3s.*"
)
_ADDRESS = re.compile(r"(?:(?P<server>[a-z]+)\+)?(?P<url>https?://.*)", re.IGNORECASE | re.DOTALL)


def is_address(text: str) -> bool:
    """Whether the text means a store behind a server: an address, or a file of settings."""
    return "://" in text or text.endswith(".toml")


def parse_address(text: str) -> tuple[str, Server | None]:
    """The URL in `oxigraph+http://host:7878`, and the server if it is named. Raises InputError for what is no usable address."""
    found = _ADDRESS.fullmatch(text.strip())
    if found is None:
        raise InputError(f"{_shown(text)}: is no address of a store; give one such as oxigraph+http://localhost:7878, or a file of settings (.toml)")
    name = (found["server"] or "").lower()
    if name and name not in _PATHS:
        raise InputError(f"{_shown(text)}: no server is called {name}; give one of {', '.join(_PATHS)}, or a file of settings (.toml)")
    return checked_url(found["url"]).rstrip("/"), Server(name) if name else None


def checked_url(url: str) -> str:
    """The URL as it is. Raises InputError for one that cannot be used, or that holds a password, which it does not repeat."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme.lower() in ("http", "https") and parts.hostname and (parts.port or 1) and not re.search(r"[\s\x00-\x1f]", url)
    except ValueError:
        parts, usable = urlsplit(""), False
    if "@" in (parts.netloc or url):
        raise InputError(
            "the address of the store holds a user or password, which would be seen in histories and logs; take it out and set KHABAR_STORE_USER and "
            "KHABAR_STORE_PASSWORD, or KHABAR_STORE_CREDENTIALS"
        )
    if not usable or parts.query or parts.fragment:
        raise InputError(f"{_shown(url)}: is no address of a store; give one such as http://localhost:7878, without ? and #")
    return url


def told_server(header: str) -> Server | None:
    """The server that calls itself so in its header `Server`."""
    return next((server for words, server in _TOLD if header.lower().startswith(words)), None)


def service_of(url: str, server: Server, credentials: bool) -> Service:
    """The endpoints of a known server below its address; with `credentials` those that ask for them."""
    query, graphs, update, union = _PATHS[server]
    if server is Server.VIRTUOSO and not credentials:
        query, graphs, update = _OPEN[query], _OPEN[graphs], None
    is_virtuoso = server is Server.VIRTUOSO
    return Service(url, url + query, url + graphs, None if update is None else url + update, union, server, digest=is_virtuoso, exact=not is_virtuoso)


def read_service(file: Path) -> Service:
    """What a file of settings says (`_SETTINGS`; the endpoints are URLs). Raises InputError."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{file}: is no file of settings ({one_line(str(getattr(error, 'strerror', None) or error))}); see the user guide") from error
    unknown = sorted(told.keys() - _SETTINGS)
    if unknown:
        raise InputError(f"{file}: there is no setting {unknown[0]!r}; give some of {', '.join(sorted(_SETTINGS))}")
    try:
        return Service(
            str(file), checked_url(told["query"]), checked_url(told["graphs"]), checked_url(told["update"]) if "update" in told else None,
            Union(told.get("union", Union.LISTED)), Server(told.get("server", Server.SPARQL)), _flag(told, "digest"), _seconds(told),
            _flag(told, "password-in-clear"), _flag(told, "exact", told.get("server") != Server.VIRTUOSO),
        )  # fmt: skip
    except KeyError as error:
        raise InputError(f"{file}: lacks {error}; give the URLs of query, graphs and (to write) update") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise InputError(f"{file}: has a value that cannot be used ({one_line(str(error))}); see the user guide") from error


def _flag(told: Mapping[str, object], name: str, otherwise: bool = False) -> bool:
    value = told.get(name, otherwise)
    if not isinstance(value, bool):
        raise ValueError(f"{name} is true or false")
    return value


def _seconds(told: Mapping[str, object]) -> float:
    value = told.get("seconds", 300.0)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 86400:
        raise ValueError("seconds is a number up to 86400")
    return float(value)


def _is_private(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme.lower() == "https" or parts.hostname in LOOPBACK


def _shown(text: str) -> str:
    """The text as an error may repeat it: what stands before an @ may be a password."""
    return one_line(text.rpartition("@")[2])[:200]

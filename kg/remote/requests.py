"""HTTP to the server of a store: with limits, tries again what may be done twice, and puts every failure into one line.

No redirect is followed, certificates are verified (those of a private authority by way of SSL_CERT_FILE), and a reply is held back until it is
there wholly, so that no caller sees half of it.
"""

import re
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from types import MappingProxyType
from typing import IO, Any

import httpx

from kg.remote.credentials import FILE, PASSWORD, USER, Credentials
from kg.remote.service import LOOPBACK, Service
from kg.terminal_text import one_line
from ontology.errors import InputError, StoreError

_CHUNK = 1 << 16
_IN_MEMORY = 1 << 23  # bytes of a body; larger ones go to a temporary file
_PASSING = frozenset({429, 500, 502, 503, 504})  # what may be otherwise soon
_TAG = re.compile(r"<[^<>]*>")
# What goes to this machine goes by no proxy, which the environment may name for all: it would see the password.
_DIRECT: Mapping[str, httpx.BaseTransport | None] = MappingProxyType({f"all://{f'[{host}]' if ':' in host else host}": None for host in sorted(LOOPBACK)})
_SECRETS = f"{USER} and {PASSWORD}, or {FILE}"


@dataclass(frozen=True, slots=True)
class Limits:
    """`connect` seconds until the server takes the call, the `reply` in bytes, and how often what may be repeated is tried, with `pause` seconds at first."""

    connect: float = 10.0
    reply: int = 8 << 30
    attempts: int = 4
    pause: float = 0.5


class Spool(SpooledTemporaryFile[bytes]):
    """A body in memory, and from some size on in a file that vanishes with it."""

    def __init__(self) -> None:
        super().__init__(max_size=_IN_MEMORY)

    def __del__(self) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered: status, media type without parameters, headers and the body from its beginning."""

    status: int
    media_type: str
    headers: Mapping[str, str]
    body: IO[bytes]


class Requests:
    """Sends requests to one service; close it at the end."""

    def __init__(self, service: Service, credentials: Credentials | None, limits: Limits, transport: httpx.BaseTransport | None = None) -> None:
        if credentials is not None and not service.digest and not service.is_private and not service.password_in_clear:
            raise InputError(f"{service.name}: the password would be sent readable by all on the way; use https, or a file of settings with password-in-clear")
        self._service, self._limits = service, limits
        self._secrets = () if credentials is None else (_in_header(credentials), credentials.password, credentials.user)
        timeout = httpx.Timeout(service.seconds, connect=min(limits.connect, service.seconds))
        self._client = httpx.Client(auth=_auth(service, credentials), timeout=timeout, follow_redirects=False, transport=transport, mounts=_DIRECT)

    def __repr__(self) -> str:
        return f"Requests({self._service.name!r})"

    def close(self) -> None:
        self._client.close()

    def send(
        self,
        method: str,
        url: str,
        accept: str | None = None,
        parameters: Mapping[str, str] | None = None,
        form: Mapping[str, str | list[str]] | None = None,
        body: tuple[IO[bytes], str] | None = None,
        absent_is_well: bool = False,
        repeated: bool = True,
    ) -> Reply:
        """The reply to a request whose success is a 200, 201 or 204, or with `absent_is_well` a 404.

        `body` is a file, sent from its beginning, with its media type. Raises StoreError; InputError where the server says that the request is at fault (400).
        """
        upload = None if body is None else _Upload(body[0])
        headers = {"Accept": accept or "*/*"} | ({} if upload is None or body is None else {"Content-Type": body[1], "Content-Length": str(upload.size)})
        request = self._client.build_request(method, url, params=parameters, data=form, content=upload, headers=headers)
        return self._tried(lambda: self._once(request, absent_is_well), repeated)

    def _tried(self, attempt: Callable[[], Reply], repeated: bool) -> Reply:
        for pause in [self._limits.pause * 2**number for number in range(self._limits.attempts - 1)]:
            try:
                return attempt()
            except _PassingError as error:
                if not repeated and not error.nothing_was_sent:
                    raise
            time.sleep(pause)
        return attempt()

    def _once(self, request: httpx.Request, absent_is_well: bool) -> Reply:
        until = time.monotonic() + self._service.seconds
        try:
            response = self._client.send(request, stream=True)
            try:
                reply = self._received(response, until)
            finally:
                response.close()
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            why = one_line(str(error)) or "no answer"
            kind = StoreError if "CERTIFICATE" in why.upper() else _PassingError
            raise kind(f"{self._name}: cannot be reached ({why}); start the server, or mend the address") from error
        except httpx.TimeoutException as error:
            raise StoreError(self._too_slow()) from error
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise _PassingError(f"{self._name}: the reply broke off ({self._hidden(str(error))}); see whether the server still runs, and try again") from error
        return self._judged(reply, absent_is_well)

    def _received(self, response: httpx.Response, until: float) -> Reply:
        if not {"content-length", "transfer-encoding"} & response.headers.keys() and response.status_code not in (204, 304):
            raise StoreError(f"{self._name}: does not say how long its reply is, so that half of it could pass for all; ask the server without a proxy between")
        body = Spool()
        for chunk in response.iter_bytes():
            if body.tell() + len(chunk) > self._limits.reply:
                raise StoreError(f"{self._name}: the reply is larger than {self._limits.reply} bytes; ask for less")
            if time.monotonic() > until:
                raise StoreError(self._too_slow())
            body.write(chunk)
        body.seek(0)
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Reply(response.status_code, media_type, {name.lower(): value for name, value in response.headers.items()}, body)

    def _judged(self, reply: Reply, absent_is_well: bool) -> Reply:
        status = reply.status
        if status in (200, 201, 204) or (status == 404 and absent_is_well):
            return reply
        told = f"{status}, {self._hidden(_excerpt(reply))}".removesuffix(", ")
        if status == 400:
            raise InputError(f"{self._name}: the server takes the request for a faulty one ({told}); write it as the server has it")
        if status in _PASSING:
            raise _PassingError(f"{self._name}: the server failed ({told}); see its log, or try again later")
        raise StoreError(f"{self._name}: {self._remedy(status)} ({told})")

    def _remedy(self, status: int) -> str:
        if status == 206:
            return "the answer is a part of what was asked for; give the server more time, or ask for less"
        if 300 <= status < 400:
            return "the server sends on to another address, which is not followed; give that address itself"
        if status == 401:
            return "the server does not take this user and password; set others" if self._secrets else f"the server wants a user and a password; set {_SECRETS}"
        return {
            403: "the server does not allow this; ask for the right to it" if self._secrets else f"the server does not allow this to everybody; set {_SECRETS}",
            404: "there is no such endpoint; mend the address",
            405: "the endpoint does not take this kind of request; mend the address",
            406: "the server has no answer in a format that is read here; see the user guide on stores",
            413: "the request is larger than the server takes; raise its limit",
        }.get(status, "the server does not do this; see its log")

    def _too_slow(self) -> str:
        return f"{self._name}: no whole reply within {self._service.seconds:g} seconds; ask for less, or raise `seconds` in a file of settings"

    def _hidden(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "…")
        return one_line(text)[:200]

    @property
    def _name(self) -> str:
        return self._service.name


class _PassingError(StoreError):
    """A failure that may be gone soon."""

    @property
    def nothing_was_sent(self) -> bool:
        return isinstance(self.__cause__, httpx.ConnectError | httpx.ConnectTimeout)


class _Upload:
    """A file as the body of a request, which can be sent again: after a challenge for the password, or another try."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.size = file.seek(0, 2)

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(0)
        while chunk := self._file.read(_CHUNK):
            yield chunk


def _auth(service: Service, credentials: Credentials | None) -> Any:
    if credentials is None:
        return None
    kind = httpx.DigestAuth if service.digest else httpx.BasicAuth
    return kind(credentials.user, credentials.password)


def _in_header(credentials: Credentials) -> str:
    """As a server that echoes the request would tell them."""
    return b64encode(f"{credentials.user}:{credentials.password}".encode()).decode()


def _excerpt(reply: Reply) -> str:
    """What the body of an error says, without the tags of a page."""
    text = reply.body.read(4096).decode("utf-8", "replace")
    return _TAG.sub(" ", text[text.find("<body") + 1 and text.find("<body") :]) if "html" in reply.media_type else text


def server_header(url: str, limits: Limits) -> str:
    """What the program at the address calls itself, "" where it does not. Raises StoreError where nobody answers."""
    try:
        with httpx.Client(timeout=limits.connect, follow_redirects=False, mounts=_DIRECT) as client, client.stream("GET", url) as response:
            return str(response.headers.get("server", ""))
    except httpx.HTTPError as error:
        raise StoreError(f"{url}: cannot be reached ({one_line(str(error)) or 'no answer'}); start the server, or mend the address") from error

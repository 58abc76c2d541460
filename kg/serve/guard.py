"""What goes for every request: whom this server answers, what other sites may ask, and what browsers are told to keep to."""

import time
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from kg.serve.settings import Settings
from kg.serve.values import PLAIN

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

_METHODS = {
    "/sparql": "GET, HEAD, POST, OPTIONS", "/query": "GET, HEAD, POST, OPTIONS", "/update": "POST, OPTIONS",
    "/data": "GET, HEAD, PUT, POST, DELETE, OPTIONS",
}  # fmt: skip
_SAFE: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
]
# The page of the network brings a stricter policy of its own, which names its script by a hash.
_NETWORK_POLICY = b"frame-ancestors 'none'"
# The editor of queries is a script that comes from here; its hints have styles in their attributes. It reaches no machine, this one neither.
_EDITOR_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_POLICIES = {"/": _NETWORK_POLICY, "/editor": _EDITOR_POLICY}
_POLICY = b"default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


class Guard:
    """An ASGI application around another one."""

    def __init__(self, inner: Application, settings: Settings, log: Callable[[str], object]) -> None:
        self._inner = inner
        self._settings = settings
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        started, path, method = time.monotonic(), scope["path"], scope["method"]
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}

        async def send_more(message: Message) -> None:
            if message["type"] == "http.response.start":
                given: Headers = list(message.get("headers", []))
                message["headers"] = [*given, *_SAFE, (b"content-security-policy", _POLICIES.get(path, _POLICY)), *self._cors(headers)]
                self._log(f"{method} {path} {message['status']} {time.monotonic() - started:.3f} s")
            await send(message)

        if not self._is_for_us(headers.get(b"host", "")):
            await _say(send_more, 421, "this server does not go by that name")
        elif method == "OPTIONS":
            await _say(send_more, 204, "", [(b"allow", _METHODS.get(path, "GET, HEAD, OPTIONS").encode()), *self._preflight(headers, path)])
        else:
            await self._inner(scope, receive, send_more)

    def _is_for_us(self, host: str) -> bool:
        """Whether the request calls this server by a name of its own: a foreign web site could point its own name here."""
        hosts = self._settings.hosts
        if hosts is None:
            return True
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        return name.lower() in hosts

    def _cors(self, headers: dict[bytes, str]) -> Iterable[tuple[bytes, bytes]]:
        """Nothing for sites that were not named; never credentials."""
        origins, origin = self._settings.origins, headers.get(b"origin", "")
        if not origins:
            return []
        allowed = "*" if "*" in origins else origin if origin in origins else ""
        vary = (b"vary", b"Origin")
        return [(b"access-control-allow-origin", allowed.encode()), vary] if allowed else [vary]

    def _preflight(self, headers: dict[bytes, str], path: str) -> Iterable[tuple[bytes, bytes]]:
        if not any(name == b"access-control-allow-origin" for name, _ in self._cors(headers)):
            return []
        methods = _METHODS.get(path, "GET, HEAD, OPTIONS").encode()
        return [
            (b"access-control-allow-methods", methods),
            (b"access-control-allow-headers", b"accept, authorization, content-type"),
            (b"access-control-max-age", b"600"),
        ]


async def _say(send: Send, status: int, text: str, headers: Iterable[tuple[bytes, bytes]] = ()) -> None:
    body = f"{text}\n".encode() if text else b""
    kind = [(b"content-type", PLAIN.encode()), (b"content-length", str(len(body)).encode())] if body else []
    await send({"type": "http.response.start", "status": status, "headers": [*kind, *headers]})
    await send({"type": "http.response.body", "body": body})

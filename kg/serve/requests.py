"""What a request asks for, read and checked once: parameters, body, who is asking for how long."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.pool import Broken, Busy, TooLong
from kg.serve.values import Reply, told

FORM = "application/x-www-form-urlencoded"
_PATIENCE = 0.05  # seconds before anybody looks whether the asker is still there
_GONE = 499  # nobody is left to read it; it stands in the log alone


class Unusable(Exception):
    """A request that is answered with this reply at once."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.reply = told(status, text)


@dataclass(frozen=True, slots=True)
class Parameters:
    """Names and values in the order of the request; a name may come again."""

    pairs: tuple[tuple[str, str], ...]

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.pairs if key == name)

    def one(self, name: str) -> str | None:
        """Raises Unusable where it is given twice."""
        found = self.all(name)
        if len(found) > 1:
            raise Unusable(400, f"the parameter {name} is given {len(found)} times; give it once")
        return found[0] if found else None


def parse_form(text: bytes) -> Parameters:
    """What a query string or a form holds. Raises Unusable for what is not UTF-8, or holds too many fields."""
    try:
        return Parameters(tuple(parse_qsl(text.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=1000)))
    except ValueError as error:
        raise Unusable(400, "the parameters are not in UTF-8, or far too many") from error


async def read_body(request: Request, most: int) -> bytes:
    """The body. Raises Unusable (413) as soon as it is longer than `most` bytes."""
    too_large = Unusable(413, f"the request is larger than the {most:,} bytes that are taken here")
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > most:
        raise too_large
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise too_large
    return bytes(body)


def text_of(body: bytes) -> str:
    """A query or update out of a body. Raises Unusable for what is not UTF-8."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unusable(400, f"the text is not in UTF-8 (byte {error.start})") from error


def media_type_of(request: Request) -> str:
    """The body's type in lower case without parameters. Raises Unusable (415) for another charset than UTF-8."""
    given: str = request.headers.get("content-type", "")
    media_type, *parameters = (part.strip() for part in given.lower().split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip(' "') not in ("utf-8", "utf8", "us-ascii"):
            raise Unusable(415, f"the text is sent as {value.strip()}; send UTF-8")
    return media_type


async def respond(request: Request, work: Awaitable[Reply]) -> Response:
    """The response to a job; when whoever asked goes away, the work is stopped."""
    try:
        task = asyncio.ensure_future(work)
        if not (await asyncio.wait({task}, timeout=_PATIENCE))[0] and not await _is_waited_for(request, task):
            return Response(status_code=_GONE)
        return response(task.result())
    except Busy as error:
        return response(told(503, str(error)), {"Retry-After": "2"})
    except TooLong as error:
        return response(told(504, str(error)), {"Retry-After": "60"})
    except Broken as error:
        return response(told(500, str(error)))


def response(reply: Reply, headers: dict[str, str] | None = None) -> Response:
    """A reply as Starlette has it."""
    vary = {"Vary": "Accept"} | ({"Content-Type": reply.media_type} if reply.media_type else {})
    if reply.status == 401:
        vary["WWW-Authenticate"] = 'Bearer realm="khabar"'
    if reply.status == 503:
        vary["Retry-After"] = "2"
    return Response(reply.body, reply.status, headers=vary | (headers or {}))


async def _is_waited_for(request: Request, task: asyncio.Future[Reply]) -> bool:
    """Whether somebody is still there for the reply when it is; else the task is stopped."""
    gone = asyncio.ensure_future(_until_gone(request))
    either: set[asyncio.Future[Any]] = {task, gone}
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    gone.cancel()
    if task.done():
        return True
    task.cancel()
    with suppress(asyncio.CancelledError, Busy, TooLong, Broken):
        await task
    return False


async def _until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass

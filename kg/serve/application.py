"""The endpoint as one ASGI application: which path is answered by what."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.serve.guard import Guard
from kg.serve.html import LOCAL, asset
from kg.serve.negotiation import HTML, TRIPLES, TRIPLES_NAMES, choose
from kg.serve.pool import Pool
from kg.serve.protocol import Protocol
from kg.serve.requests import Unusable, parse_form, respond, response
from kg.serve.settings import Settings

_READ, _ASK, _GRAPH = ("GET",), ("GET", "POST"), ("GET", "PUT", "POST", "DELETE")
_LINKS = (("/editor", "SPARQL"),)
_NETWORK_SECONDS = 600.0  # it is drawn once for each state of the graph
_FORMATS = {**TRIPLES_NAMES, "html": HTML}
# Files that come with the program, by the path that they are had at.
_FILES = {
    "/style.css": ("style.css", "text/css"), "/editor.js": ("editor.js", "text/javascript"),
    "/yasqe.js": ("yasqe/yasqe.min.js", "text/javascript"), "/yasqe.css": ("yasqe/yasqe.min.css", "text/css"),
}  # fmt: skip


def application(settings: Settings, log: Callable[[str], object], log_queries: bool = False) -> Guard:
    """The application; `log` is told one line a request, and the text of each query if that is wanted."""
    pool = Pool(settings)
    protocol = Protocol(pool, settings, log if log_queries else _ignore)
    pages = Pages(pool, settings)
    routes = [
        Route("/", pages.network, methods=_READ),
        Route("/sparql", protocol.sparql, methods=_ASK),
        Route("/query", protocol.sparql, methods=_ASK),
        Route("/update", protocol.update, methods=["POST"]),
        Route("/data", protocol.graphs, methods=_GRAPH),
        Route("/.well-known/void", protocol.void, methods=_READ),
        Route("/editor", pages.editor, methods=_READ),
        *(Route(path, pages.file, methods=_READ) for path in _FILES),
        Route(LOCAL + "{local:path}", pages.resource, methods=_READ),
    ]
    return Guard(Starlette(routes=routes, lifespan=_living(pool)), settings, log)


def _living(pool: Pool) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def living(_: Any) -> AsyncIterator[None]:
        try:
            await pool.start()
            yield
        finally:
            await pool.close()

    return living


class Pages:
    """The pages for people, and things in the formats of programs."""

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self._pool = pool
        self._most = settings.answer_bytes
        self._output = str(settings.output.resolve())

    async def network(self, request: Request) -> Response:
        """The network of the whole graph."""
        job = {"kind": "network", "most": self._most, "links": _LINKS, "output": self._output}
        return await respond(request, self._pool.run_once(job, _NETWORK_SECONDS))

    async def resource(self, request: Request) -> Response:
        """One thing by its IRI, which is the path below `/id/` put behind the base of the graph, as its page or as RDF."""
        try:
            form = parse_form(request.scope["query_string"]).one("format")
            if form is not None and form not in _FORMATS:
                raise Unusable(400, f"there is no format {form!r}; give one of {', '.join(_FORMATS)}")
            path = request.scope["raw_path"].decode("ascii")
        except UnicodeDecodeError:
            return response(Unusable(400, "the address holds bytes that are to be percent-encoded").reply)
        except Unusable as error:
            return response(error.reply)
        accept = _FORMATS[form] if form is not None else request.headers.get("accept")
        html = choose(accept, (HTML, *TRIPLES)) == HTML
        job = {"kind": "resource", "most": self._most, "local": path.removeprefix(LOCAL), "html": html, "accept": accept}
        return await respond(request, self._pool.run(job))

    async def editor(self, request: Request) -> Response:
        """Canned questions and SPARQL, with the answer."""
        try:
            parameters = parse_form(request.scope["query_string"])
            sparql, question = parameters.one("query"), parameters.one("ask")
        except Unusable as error:
            return response(error.reply)
        asked = {name.removeprefix("with."): value for name, value in parameters.pairs if name.startswith("with.")}
        job = {"kind": "editor", "most": self._most, "sparql": sparql, "question": question, "asked": asked}
        return await respond(request, self._pool.run(job))

    async def file(self, request: Request) -> Response:
        """A style sheet or script of the pages."""
        name, media_type = _FILES[request.url.path]
        return Response(asset(name), media_type=media_type, headers={"Cache-Control": "no-cache"})


def _ignore(text: str) -> None:
    """Tells nobody."""

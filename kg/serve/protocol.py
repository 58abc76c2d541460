"""The SPARQL 1.1 Protocol: what a request asks, and the Graph Store Protocol as far as it reads."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.serve.negotiation import HTML, TRIPLES, choose
from kg.serve.pool import Pool
from kg.serve.requests import FORM, Parameters, Unusable, media_type_of, parse_form, read_body, respond, response, text_of
from kg.serve.settings import Settings

_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"


@dataclass(frozen=True, slots=True)
class Protocol:
    """The endpoint's operations; `note` is told each query and update before it is run."""

    pool: Pool
    settings: Settings
    note: Callable[[str], object]

    async def sparql(self, request: Request) -> Response:
        """GET and POST of queries and updates; a GET that asks nothing is told of the service."""
        try:
            if request.method in ("GET", "HEAD"):
                parameters = parse_form(request.scope["query_string"])
                if not parameters.pairs:
                    return await self._service(request)
                if parameters.all("update"):
                    raise Unusable(400, "updates are sent with POST")
                return await self._query(request, parameters, parameters.one("query"))
            return await self._posted(request)
        except Unusable as error:
            return response(error.reply)

    async def update(self, request: Request) -> Response:
        """POST of updates alone."""
        try:
            return await self._posted(request, queries=False)
        except Unusable as error:
            return response(error.reply)

    async def graphs(self, request: Request) -> Response:
        """The Graph Store Protocol's GET: `?graph=IRI`, or `?default` for the union of all graphs."""
        try:
            parameters = parse_form(request.scope["query_string"])
            graph, default = parameters.one("graph"), parameters.one("default")
        except Unusable as error:
            return response(error.reply)
        if (graph is None) == (default is None) or graph == "":
            return response(Unusable(400, "say which graph: ?graph=IRI, or ?default for all of them together").reply)
        return await self._run(request, "graph", graph=graph)

    async def void(self, request: Request) -> Response:
        """What the graph holds, in VoID."""
        return await self._run(request, "void", base=_url(request))

    async def _posted(self, request: Request, queries: bool = True) -> Response:
        media_type = media_type_of(request)
        if media_type not in (FORM, _QUERY, _UPDATE) or (media_type == _QUERY and not queries):
            raise Unusable(415, f"send {FORM}, {_QUERY} or {_UPDATE}" if queries else f"send {FORM} or {_UPDATE}")
        body, given = await read_body(request, self.settings.request_bytes), parse_form(request.scope["query_string"])
        if media_type != FORM:
            if given.all("query") or given.all("update"):
                raise Unusable(400, "what is asked stands in the body and in the address; give it once")
            return await (self._query if media_type == _QUERY else self._update)(request, given, text_of(body))
        form = Parameters((*given.pairs, *parse_form(body).pairs))
        query, update = form.one("query"), form.one("update")
        if update is not None and query is None:
            return await self._update(request, form, update)
        if update is not None or not queries:
            raise Unusable(400, "give either a query or an update" if queries else "give the parameter update")
        return await self._query(request, form, query)

    async def _query(self, request: Request, parameters: Parameters, sparql: str | None) -> Response:
        if sparql is None:
            raise Unusable(400, "the parameter query is missing")
        default, named = parameters.all("default-graph-uri"), parameters.all("named-graph-uri")
        self.note(sparql)
        return await self._run(request, "query", sparql=sparql, default=default, named=named, base=_url(request))

    async def _update(self, request: Request, parameters: Parameters, sparql: str) -> Response:
        token = self.settings.token
        if token is None:
            raise Unusable(403, "nothing can be changed here; start the endpoint with --writable for that")
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), token.encode()):
            return response(Unusable(401, "updates need the token, as Authorization: Bearer …").reply, {"WWW-Authenticate": 'Bearer realm="khabar"'})
        if parameters.all("using-graph-uri") or parameters.all("using-named-graph-uri"):
            raise Unusable(400, "using-graph-uri is not supported; write USING or GRAPH in the update")
        self.note(sparql)
        store = str(self.pool.store)
        answered = await self._run(request, "update", sparql=sparql, base=_url(request), store=store)
        await self.pool.look()
        return answered

    async def _service(self, request: Request) -> Response:
        accept = request.headers.get("accept")
        if choose(accept, (*TRIPLES, HTML)) == HTML:
            return RedirectResponse("/editor", 303, headers={"Vary": "Accept"})
        return await self._run(request, "service", base=_url(request), writable=self.settings.token is not None)

    async def _run(self, request: Request, kind: str, **job: Any) -> Response:
        common = {"kind": kind, "accept": request.headers.get("accept"), "most": self.settings.answer_bytes}
        return await respond(request, self.pool.run(common | job))


def _url(request: Request) -> str:
    """The address that was asked, without parameters."""
    return str(request.url.replace(query="", fragment=""))

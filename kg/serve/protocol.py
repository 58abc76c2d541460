"""The SPARQL 1.1 Protocol: what a request asks, and the Graph Store Protocol as far as it reads."""

import hmac
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.serve.negotiation import HTML, RESULT_NAMES, TRIPLES, TRIPLES_NAMES, WRITTEN, choose
from kg.serve.pool import Pool
from kg.serve.requests import FORM, Parameters, Unusable, media_type_of, parse_form, read_body, respond, response, text_of
from kg.serve.settings import Settings
from kg.serve.using import with_data_set
from ontology.errors import StoreError

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
        """The Graph Store Protocol: `?graph=IRI`, or `?default` for the union of all graphs, which can only be read."""
        try:
            parameters = parse_form(request.scope["query_string"])
            graph, default = parameters.one("graph"), parameters.one("default")
            if (graph is None) == (default is None) or graph == "":
                raise Unusable(400, "say which graph: ?graph=IRI, or ?default for all of them together")
            if request.method in ("GET", "HEAD"):
                return await self._run(request, "graph", graph=graph)
            self._refuse_strangers(request)
            if graph is None:
                raise Unusable(403, "the default graph is all graphs together, made from the articles; write to ?graph=IRI")
            if request.method == "DELETE":
                return await self._change(request, "remove", graph=graph)
            form = media_type_of(request)
            if form not in WRITTEN:
                raise Unusable(415, f"send {', '.join(WRITTEN)}")
            body = text_of(await read_body(request, self.settings.request_bytes))
            return await self._change(request, "replace" if request.method == "PUT" else "add", graph=graph, form=form, body=body)
        except Unusable as error:
            return response(error.reply)

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
        _refuse_others(parameters, ("using-graph-uri", "using-named-graph-uri"), "a query")
        default, named = parameters.all("default-graph-uri"), parameters.all("named-graph-uri")
        self.note(sparql)
        job = {"sparql": sparql, "default": default, "named": named, "base": _url(request)}
        return await self._run(request, "query", **job, **_format(parameters))

    async def _update(self, request: Request, parameters: Parameters, sparql: str) -> Response:
        self._refuse_strangers(request)
        _refuse_others(parameters, ("default-graph-uri", "named-graph-uri"), "an update")
        sparql = with_data_set(sparql, parameters.all("using-graph-uri"), parameters.all("using-named-graph-uri"))
        self.note(sparql)
        return await self._change(request, "update", sparql=sparql, base=_url(request))

    def _refuse_strangers(self, request: Request) -> None:
        """Raises Unusable for whoever may not change anything."""
        token = self.settings.token
        if token is None:
            raise Unusable(403, "nothing can be changed here; start the endpoint with --writable for that")
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), token.encode()):
            raise Unusable(401, "changes need the token, as Authorization: Bearer …")

    async def _change(self, request: Request, kind: str, **job: Any) -> Response:
        answered = await self._run(request, kind, output=str(self.settings.output.resolve()), **job)
        with suppress(StoreError, OSError):  # the change is made; where no snapshot can be taken now, the former is served on
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


def _format(parameters: Parameters) -> dict[str, str]:
    """What a link says in place of the header Accept, by its short name; not `format`, which some clients send beside Accept, even twice."""
    name, names = parameters.one("as"), {**RESULT_NAMES, **TRIPLES_NAMES}
    if name is None:
        return {}
    if name not in names:
        raise Unusable(400, f"there is no format {name!r}; give one of {', '.join(names)}, or Accept")
    return {"accept": names[name]}


def _refuse_others(parameters: Parameters, names: tuple[str, str], what: str) -> None:
    """Raises Unusable where the data set is given by the words of another operation, which would be passed over."""
    for name in names:
        if parameters.all(name):
            raise Unusable(400, f"{name} is not for {what}; queries take default-graph-uri and named-graph-uri, updates using-[named-]graph-uri")


def _url(request: Request) -> str:
    """The address that was asked, without parameters."""
    return str(request.url).partition("?")[0]

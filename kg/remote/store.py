"""A graph behind a server, with the promises of every store: `kg.store_contract`."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions

from kg.extras import load_extra
from kg.nodes import checked
from kg.refusals import chooses_dataset, refuse_calls
from kg.remote.answers import NTRIPLES, accepted, as_put, check_media_type, read_answer, read_triples, whole_query
from kg.remote.credentials import Credentials, read_credentials
from kg.remote.service import Server, Service, Union, parse_address, read_service, service_of, told_server
from kg.store import GraphStore
from kg.store_contract import Dataset, Result, base_of
from kg.tables import text_of
from kg.turtle import triple_lines
from ontology.errors import StoreError

if TYPE_CHECKING:
    from kg.remote.requests import Limits, Reply, Requests

_GRAPHS = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } }"
_SIZES = "SELECT ?graph (COUNT(*) AS ?n) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
_LARGEST_REQUEST = 64 << 20  # bytes

Chosen = dict[str, str | list[str]]  # parameters of the protocol that choose the graphs of a query


class RemoteStore:
    """Named graphs behind a server; use `open(address)`, best in a `with` statement.

    Replies are read by pyoxigraph, so that terms and answers are of the types that `GraphStore` gives. `put_graph` is one request that may be repeated,
    and so is each graph of `put_graphs`; whether readers see a graph half replaced is for the server to say.
    """

    def __init__(self, service: Service, requests: "Requests", read_only: bool = False) -> None:
        self._service = service
        self._requests: Requests | None = requests
        self._read_only = read_only
        self._grammar = GraphStore.in_memory()  # empty: it tells what is a query, and of which form, before a server is asked

    @classmethod
    def open(cls, address: str, read_only: bool = False, credentials: Credentials | None = None, limits: "Limits | None" = None) -> Self:
        """The store at an address or by a file of settings; the credentials, where none are given, are the environment's.

        Raises InputError for what is no usable address, StoreError where no known server answers at a plain one.
        """
        load_extra("httpx", "remote", "a store behind a server")
        from kg.remote.requests import Limits, Requests, server_header

        limits, credentials = limits or Limits(), credentials or read_credentials()
        if "://" not in address:
            service = read_service(Path(address))
        else:
            url, server = parse_address(address)
            server = server or told_server(server_header(url, limits))
            if server is None:
                raise StoreError(f"{url}: does not say which server it is; write oxigraph+{url} or virtuoso+{url}, or give a file of settings (.toml)")
            service = service_of(url, server, credentials is not None)
        return cls(service, Requests(service, credentials, limits), read_only)

    def __repr__(self) -> str:
        return f"RemoteStore({self._service.name!r})"

    @property
    def is_exact(self) -> bool:
        """Whether the server answers queries as SPARQL 1.1 has it; of one that does not, ask `GraphStore.copy_of`."""
        return self._service.exact

    def put_graph(self, iri: str, quads: Iterable[Quad]) -> None:
        """Replaces the named graph by one PUT; what goes beyond 64 MiB of N-Triples is added by more requests. Errors as in `GraphStore.put_graph`."""
        from kg.remote.upload import TURTLE_MARK, graph_bodies

        self._changed_at()
        media_type, mark = ("text/turtle", TURTLE_MARK) if self._service.server is Server.VIRTUOSO else (NTRIPLES, b"")
        bodies = list(graph_bodies(checked(iri), quads, _LARGEST_REQUEST, mark))  # all of it is checked before anything is changed
        for number, body in enumerate(bodies):
            self._at_server.send("POST" if number else "PUT", self._service.graphs, parameters={"graph": iri}, body=(body, media_type))
        if not bodies:
            self.delete_graph(iri)

    def put_graphs(self, graphs: Mapping[str, Iterable[Quad]]) -> None:
        """Replaces several graphs, one after the other."""
        for iri, quads in graphs.items():
            self.put_graph(iri, quads)

    def delete_graph(self, iri: str) -> None:
        """Removes the named graph; one that is absent stays absent."""
        self._changed_at()
        self._at_server.send("DELETE", self._service.graphs, parameters={"graph": checked(iri).value}, absent_is_well=True)

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of all named graphs that are not empty, sorted; those that the server keeps for itself are left out."""
        return tuple(sorted(iri for (iri,) in self._rows(_GRAPHS) if not self._service.is_own(iri)))

    def sizes(self) -> Mapping[str, int]:
        """How many triples each graph holds."""
        return {iri: int(number) for iri, number in self._rows(_SIZES) if not self._service.is_own(iri)}

    def holds_graph(self, iri: str) -> bool:
        """Whether there is a named graph of that IRI, with triples in it. Raises InputError for what is no IRI."""
        return bool(self._answer(f"ASK {{ GRAPH {checked(iri)} {{ ?s ?p ?o }} }}", QueryBoolean, {}))

    def base(self) -> str | None:
        """What the IRIs of the data begin with, told by the graph of assembled events; None before there is one."""
        return base_of(self.graphs())

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """All quads, or those of one graph, sorted by their N-Quads line."""
        names = self.graphs() if graph is None else (graph,)
        return iter(sorted((quad for name in names for quad in self.unsorted_quads(name)), key=str))

    def unsorted_quads(self, graph: str, subject: NamedNode | None = None) -> Iterator[Quad]:
        """The quads of one graph, or those of one subject in it, one by one in no order; the server's reply waits in a temporary file."""
        name = checked(graph)
        if subject is None:
            reply = self._at_server.send("GET", self._service.graphs, NTRIPLES, {"graph": graph}, absent_is_well=True)
            if reply.status == 404:
                return
            check_media_type(reply.media_type, NTRIPLES, self._service.name)
        else:
            reply = self._asked(f"CONSTRUCT {{ {subject} ?p ?o }} WHERE {{ GRAPH {name} {{ {subject} ?p ?o }} }}", {}, NTRIPLES)
        triples, number = read_triples(reply.body, self._service.name), 0
        for number, triple in enumerate(as_put(triples) if self._service.server is Server.VIRTUOSO else triples, 1):  # noqa: B007
            yield Quad(triple.subject, triple.predicate, triple.object, name)
        if self._service.server is Server.VIRTUOSO and subject is None:
            self._check_whole(name, number)

    def __len__(self) -> int:
        """How many quads there are."""
        return sum(self.sizes().values())

    def query(self, sparql: str, *, default_graph: str | None = None) -> Result:
        """The answer to a SPARQL 1.1 query over the union of all named graphs, or over `default_graph` alone; refusals as in `GraphStore.query`."""
        form = type(self._grammar.query(sparql))
        return self._answer(sparql, form, self._everything() if default_graph is None else {"default-graph-uri": checked(default_graph).value})

    def query_protocol(self, sparql: str, dataset: Dataset | None = None, base: str | None = None) -> Result:
        """The answer over `dataset`, else over what the query's own FROM chooses, else over the union of all graphs."""
        form = type(self._grammar.query_protocol(sparql, dataset, base))
        chosen: Chosen = {}
        if dataset is not None:
            chosen = {"default-graph-uri": [checked(iri).value for iri in dataset.default], "named-graph-uri": [checked(iri).value for iri in dataset.named]}
        elif not chooses_dataset(sparql):
            chosen = self._everything()
        return self._answer(sparql, form, chosen, base)

    def update(self, sparql: str, base: str | None = None) -> None:
        """Carries out a SPARQL 1.1 update, as wholly as the server does; LOAD and SERVICE are refused. It is tried once, for twice may be another thing."""
        refuse_calls(sparql, update=True)
        with suppress(StoreError):  # the empty store lacks what it speaks of
            GraphStore.in_memory().update(sparql, base)  # refuses what is none
        self._at_server.send("POST", self._changed_at(), form={"update": whole_query(sparql, base)}, repeated=False)

    def close(self) -> None:
        """Ends the connections; closing twice is no error."""
        if self._requests is not None:
            self._requests.close()
        self._requests = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def _at_server(self) -> "Requests":
        if self._requests is None:
            raise StoreError(f"{self._service.name}: is closed; open it again")
        return self._requests

    def _changed_at(self) -> str:
        """Where updates go. Raises StoreError where nothing may be changed."""
        if self._read_only:
            raise StoreError(f"{self._service.name}: was opened for reading only; open it without read_only to change it")
        if self._service.update is None:
            raise StoreError(f"{self._service.name}: can only be read; set KHABAR_STORE_USER and KHABAR_STORE_PASSWORD, or `update` in a file of settings")
        return self._service.update

    def _everything(self) -> Chosen:
        """What has the server ask all graphs as one."""
        if self._service.union is Union.PARAMETER:
            return {"union-default-graph": ""}
        graphs = list(self.graphs()) if self._service.union is Union.LISTED else []
        return {"default-graph-uri": graphs, "named-graph-uri": graphs} if graphs else {}

    def _answer(self, sparql: str, form: type[Result], chosen: Chosen, base: str | None = None) -> Result:
        return read_answer(self._asked(sparql, chosen, accepted(form), base).body, form, self._service.name)

    def _asked(self, sparql: str, chosen: Chosen, accept: str, base: str | None = None) -> "Reply":
        # Virtuoso's 500 is no accident, but what it says of queries that it cannot do.
        repeated = self._service.server is not Server.VIRTUOSO
        reply = self._at_server.send("POST", self._service.query, accept, form={"query": whole_query(sparql, base), **chosen}, repeated=repeated)
        check_media_type(reply.media_type, accept, self._service.name)
        if (most := reply.headers.get("x-sparql-maxrows")) is not None:
            raise StoreError(f"{self._service.name}: cuts answers at {most} rows; ask for less, or raise ResultSetMaxRows in virtuoso.ini")
        return reply

    def triple_lines(self, graph: str) -> Iterator[bytes]:
        """The triples of one graph as lines of N-Triples, in no order."""
        yield from triple_lines(self.unsorted_quads(graph))

    def _check_whole(self, graph: NamedNode, number: int) -> None:
        """Virtuoso cuts graphs at its limit of rows without a word."""
        ((counted,),) = self._rows(f"SELECT (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
        if number < int(counted):
            raise StoreError(f"{self._service.name}: gives {number} of the {counted} triples of {graph}; raise ResultSetMaxRows in virtuoso.ini")

    def _rows(self, sparql: str) -> Iterator[tuple[str, ...]]:
        """The rows of a question that names its graphs itself, as texts."""
        found = self._answer(sparql, QuerySolutions, {})
        return (tuple(map(text_of, solution)) for solution in cast(QuerySolutions, found))

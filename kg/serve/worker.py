"""One process that answers jobs, one after the other: a line of JSON in, a line of JSON and the body out.

It lives until its input ends or it is killed; whatever a query does to it, the server goes on.
"""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from kg.serve.answers import answer_graph, answer_network, answer_query, answer_resource
from kg.serve.changes import change_by_update, delete_graph, put_graph
from kg.serve.html import editor_page, resource_page
from kg.serve.negotiation import TRIPLES
from kg.serve.service import describe_service, describe_void
from kg.serve.values import Reply, told
from kg.store import GraphStore
from kg.store_contract import Dataset, ReadStore
from ontology.errors import InputError, KhabarError, RefusedError, StoreError

if sys.platform != "win32":
    import resource

_CHANGES = frozenset({"update", "replace", "add", "remove"})
Job = Mapping[str, Any]


def main() -> None:
    """Answers the jobs on standard input, with as many bytes of memory as the first argument says; graphs of as many quads as the second are held in it.

    Nothing else may write to standard output, so that is moved out of the way.
    """
    _limit_memory(int(sys.argv[1]))
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, replies, int(sys.argv[2]))


def serve(jobs: BinaryIO, replies: BinaryIO, held_quads: int) -> None:
    """Answers each job of the stream until it ends: `open` a snapshot, ask what was opened last, or change the store itself."""
    held: GraphStore | None = None
    _send(replies, Reply(204, "", b""))  # ready
    for line in jobs:
        job = json.loads(line)
        _limit_time(job["seconds"])
        try:
            if job["kind"] == "open":
                held, reply = open_snapshot(Path(job["folder"]), held_quads), Reply(204, "", b"")
            elif job["kind"] in _CHANGES:
                reply = change(job)
            else:
                assert held is not None
                reply = answer(held, job)
        except KhabarError as error:
            reply = _problem(error)
        _send(replies, reply)


def _send(replies: BinaryIO, reply: Reply) -> None:
    header = {"status": reply.status, "type": reply.media_type, "length": len(reply.body)}
    replies.write(json.dumps(header).encode() + b"\n" + reply.body)
    replies.flush()


def open_snapshot(folder: Path, held_quads: int) -> GraphStore:
    """The graph of a snapshot; in memory, where questions take a fraction of the time, unless it has more quads than that."""
    store = GraphStore.open(folder, read_only=True)
    if len(store) > held_quads:
        return store
    held = GraphStore.in_memory()
    held.oxigraph.extend(store.oxigraph)
    for graph in store.oxigraph.named_graphs():
        held.oxigraph.add_graph(graph)  # those without a triple are graphs too
    store.close()
    return held


def answer(store: ReadStore, job: Job) -> Reply:
    """The reply to a job that reads."""
    kind, accept, most = job["kind"], job.get("accept"), job["most"]
    if kind == "query":
        return answer_query(store, job["sparql"], _dataset(job), job["base"], accept, most)
    if kind == "graph":
        return answer_graph(store, job["graph"], accept, most)
    if kind == "resource":
        iri = (store.base() or "") + job["local"]
        return resource_page(store, iri) if job["html"] else answer_resource(store, iri, accept, most)
    if kind == "network":
        return answer_network(store, Path(job["output"]), [(href, text) for href, text in job["links"]])
    if kind == "editor":
        return editor_page(store, job["sparql"], job["question"], job["asked"])
    return describe_service(store, job["base"], accept, job["writable"]) if kind == "service" else describe_void(store, accept, most)


def _limit_memory(most: int) -> None:
    """A query that wants more ends its process. Elsewhere than on Linux only time is limited."""
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _limit_time(seconds: float) -> None:
    """Ends the process by itself where the server that should kill it is gone."""
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        # twice: what a library does in threads of its own counts too
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + 2 * seconds) + 2, resource.RLIM_INFINITY))


def change(job: Job) -> Reply:
    """The reply to a job that writes to the store itself, not to a snapshot."""
    output = Path(job["output"])
    if job["kind"] == "update":
        return change_by_update(output, job["sparql"], job["base"])
    if job["kind"] == "remove":
        return delete_graph(output, job["graph"])
    return put_graph(output, job["graph"], job["body"], TRIPLES[job["form"]], add=job["kind"] == "add")


def _dataset(job: Job) -> Dataset | None:
    default, named = job["default"], job["named"]
    return Dataset(tuple(default), tuple(named)) if default or named else None


def _problem(error: KhabarError) -> Reply:
    if isinstance(error, RefusedError):
        return told(403, str(error))
    if isinstance(error, InputError):
        return told(400, str(error))
    return told(503 if isinstance(error, StoreError) else 500, "the graph cannot be read now; try again")

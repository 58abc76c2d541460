"""The command that serves a graph to browsers and programs."""

import ipaddress
import socket
import sys
from pathlib import Path

import click

from commands.terminal import FILE, graph_option
from kg.opening import open_graph
from kg.serve.settings import Settings, read_token
from kg.terminal_text import one_line
from ontology.errors import InputError

_MIB = 1024 * 1024


@click.command("serve")
@graph_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; the default is heard by this machine alone.")
@click.option("--port", type=click.IntRange(0, 65535), default=7878, show_default=True, help="0 takes a free one.")
@click.option("--seconds", type=click.FloatRange(0.1, 86400), default=30.0, show_default=True, help="How long one query may take.")
@click.option("--max-answer", type=click.IntRange(1, 4096), default=64, show_default=True, help="The largest answer, in MiB.")
@click.option("--max-request", type=click.IntRange(1, 1024), default=1, show_default=True, help="The largest request, in MiB.")
@click.option("--max-memory", type=click.IntRange(256, 1 << 20), default=2048, show_default=True, help="What one query may take of memory, in MiB (on Linux).")
@click.option("--at-once", type=click.IntRange(1, 256), default=4, show_default=True, help="Queries that run together; more wait.")
@click.option("--waiting", type=click.IntRange(0, 10000), default=64, show_default=True, help="How many may wait before the next is told to come back.")
@click.option("--cors-origin", "origins", multiple=True, metavar="ORIGIN", help="A web site that may ask from its pages, * for all; may be repeated.")
@click.option("--writable", is_flag=True, help="Take updates that bring the token (from KHABAR_TOKEN or --token-file).")
@click.option("--token-file", type=FILE, help="A file with the token for updates.")
@click.option("--log-queries", is_flag=True, help="Write the text of each query to the log too.")
def serve_command(
    graph: Path, host: str, port: int, seconds: float, max_answer: int, max_request: int, max_memory: int, at_once: int, waiting: int,
    origins: tuple[str, ...], writable: bool, token_file: Path | None, log_queries: bool,
) -> None:  # fmt: skip
    """Serve the graph: a SPARQL endpoint, the network, and a page for each event and entity."""
    if token_file is not None and not writable:
        raise InputError("--token-file belongs to --writable")
    token = read_token(token_file) if writable else None
    open_graph(graph).close()  # says what is wrong with it before anything is started
    hosts = frozenset({"localhost", "127.0.0.1", "[::1]", host.lower()}) if is_loopback(host) else None
    answer, request, memory = (size * _MIB for size in (max_answer, max_request, max_memory))
    settings = Settings(graph, seconds, answer, request, memory, at_once, waiting, hosts, frozenset(origins), token)
    _run(settings, host, port, log_queries)


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine hears on the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _run(settings: Settings, host: str, port: int, log_queries: bool) -> None:
    """Serves until it is stopped."""
    try:
        import uvicorn

        from kg.serve.application import application
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("uvicorn", "starlette"):
            raise
        raise InputError(f"kg serve needs {error.name}, which is not installed; run: pip install 'khabar[serve]'") from error
    server = uvicorn.Server(uvicorn.Config(
        application(settings, _log, log_queries), host=host, port=port, log_level="error", access_log=False, server_header=False,
        lifespan="on", timeout_graceful_shutdown=5, limit_concurrency=1000, ws="none",
    ))  # fmt: skip
    listening = _listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"http://{shown}:{listening.getsockname()[1]}/ (SPARQL at /sparql; stop with Ctrl-C)")
    sys.stdout.flush()
    if not is_loopback(host):
        click.echo(f"note: listening on {host}, where other machines may ask this graph; put TLS and access control in front of it", err=True)
    with listening:
        server.run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        raise InputError(f"{host}:{port}: cannot be listened on ({error.strerror or error}); give another --host or --port") from error
    # Connections take this over. Head and body are sent apart, and without it the body waits 40 ms for the other side to say that it has the head.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _log(line: str) -> None:
    click.echo(one_line(line), err=True)

"""Commands that ask a graph: questions, pictures, other formats, figures, checks."""

import sys
from pathlib import Path

import click

from commands.terminal import DASH, FILE, asked_graph_option, tell_errors, write
from kg.account import account
from kg.account_text import format_account
from kg.export import FORMATS as EXPORTS
from kg.export import write_export
from kg.ledger import LEDGER_FOLDER, Ledger
from kg.opening import Place, open_graph, priors_for
from kg.query import answer_one, ask, list_questions
from kg.quotations import texts_of
from kg.statistics import statistics
from kg.store import GraphStore
from kg.summary import format_findings, format_questions, format_statistics
from kg.tables import FORMATS as ANSWERS
from kg.tables import format_answer
from kg.validate import check


@click.command("query")
@click.argument("sparql", required=False)
@asked_graph_option
@click.option("--file", "file", type=FILE, help="A file with the query, - for standard input.")
@click.option("--ask", "question", metavar="NAME", help="A canned question.")
@click.option("--with", "parameters", metavar="KEY=VALUE", multiple=True, help="A parameter of the question; may be repeated.")
@click.option("--list", "listed", is_flag=True, help="Show the canned questions.")
@click.option("--format", "form", type=click.Choice(ANSWERS), default="table", show_default=True)
def query_command(sparql: str | None, graph: Place, file: Path | None, question: str | None, parameters: tuple[str, ...], listed: bool, form: str) -> None:
    """Ask the graph: SPARQL, a file with it, or a canned question."""
    if listed:
        click.echo(format_questions(list_questions()))
        return
    with open_graph(graph, ours=question is not None) as store:
        click.echo(format_answer(answer_one(store, sparql, file, question, parameters), form), nl=False)


@click.command("export")
@asked_graph_option
@click.option("--format", "form", type=click.Choice(EXPORTS), required=True)
@click.option("-o", "--output", type=FILE, default=DASH, help="A file to write to instead of standard output.")
@click.option("--reifiers", is_flag=True, help="Of ttl, trig, nq: RDF 1.2, with the event of each plain triple.")
@click.option("--bom", is_flag=True, help="Of csv: a byte order mark, for Excel.")
def export_command(graph: Place, form: str, output: Path, reifiers: bool, bom: bool) -> None:
    """Write the graph in one of the formats that other programs read."""
    with open_graph(graph) as store:
        write(output, lambda stream: write_export(store, form, stream, reifiers=reifiers, byte_order_mark=bom))


@click.command("validate")
@asked_graph_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def validate_command(graph: Place, form: str) -> None:
    """Check the graph against its shapes and its articles, and its files against their checksums."""
    ledger = Ledger(graph / LEDGER_FOLDER) if isinstance(graph, Path) else None
    with open_graph(graph) as store:
        local = store if isinstance(store, GraphStore) else GraphStore.copy_of(store)
        report = check(local, None if ledger is None else texts_of(ledger), priors_for(graph))
    if form == "json" or report.findings:
        click.echo(format_findings(report, form))
    tell_errors(() if ledger is None else ledger.check())
    if not report.conforms:
        sys.exit(1)
    if form == "text":
        click.echo("the graph keeps to its shapes" + ("" if ledger else "; whether it quotes rightly, only the folder that it was built in can tell"))


@click.command("stats")
@asked_graph_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def stats_command(graph: Place, form: str) -> None:
    """Show how much there is, of what, from when to when."""
    with open_graph(graph) as store:
        click.echo(format_statistics(statistics(store), form))


@click.command("explain")
@click.argument("event")
@asked_graph_option
@click.option("--format", "form", type=click.Choice(["text", *ANSWERS]), default="text", show_default=True, help="text: with the arithmetic of its belief.")
def explain_command(event: str, graph: Place, form: str) -> None:
    """Show the sentences that an event (its IRI or id) was read in, who says so, and how its belief comes about."""
    with open_graph(graph) as store:
        if form == "text":
            click.echo(format_account(account(store, event, priors_for(graph))))
        else:
            click.echo(format_answer(ask(store, "evidence-of-event", {"event": event}), form), nl=False)

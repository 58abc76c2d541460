"""The `kg` command: wiring only. Nothing else in the project prints or exits.

Exit codes: 0 all well; 1 some files failed, or validation found something; 2 the call or its input cannot be used; 130 interrupted.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import click

from extract.annotation import parse_prediction, read_gold, read_predictions
from extract.evaluate import evaluate, format_evaluation, format_faults
from extract.model import EventType
from kg.build import BuildReport, build, forget, read_articles
from kg.export import FORMATS as EXPORTS
from kg.export import NETWORK_FORMATS, write_export
from kg.ledger import LEDGER_FOLDER, Ledger
from kg.network import Filters, build_network
from kg.outputs import OUTPUTS, to_json, write_whole
from kg.parameters import parse_pairs
from kg.query import answer, ask, list_questions, read_query
from kg.records import read_records, write_records
from kg.statistics import statistics
from kg.store import STORE_FOLDER, GraphStore
from kg.summary import format_questions, format_statistics, one_line
from kg.tables import FORMATS as ANSWERS
from kg.tables import format_answer
from kg.validate import validate
from kg.view.page import render_page
from kg.workers import EXTRACTORS, MODELS, find_extractor
from ontology.errors import InputError, KhabarError
from ontology.terms import DATA, ONTOLOGY

FILE = click.Path(path_type=Path, allow_dash=True)
DASH = Path("-")


class Commands(click.Group):
    """Turns whatever Khabar, the system or a person's Ctrl-C raises into one line and an exit code."""

    def main(self, *arguments: Any, **options: Any) -> NoReturn:
        sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (closed by whoever called)
        try:
            result = super().main(*arguments, **(options | {"standalone_mode": False}))
            sys.stdout.flush()
        except click.ClickException as error:
            _fail(error.format_message(), error.exit_code)
        sys.exit(result if isinstance(result, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            _fail("interrupted; what was stored before is whole", 130)
        except KhabarError as error:
            _fail(str(error), 2)
        except BrokenPipeError:  # whoever read our output has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        except OSError as error:
            _fail(f"{error.filename or 'the system'}: {error.strerror or error}; check the path and its permissions", 2)
        except UnicodeError as error:
            _fail(f"text cannot be shown or read in this encoding ({error}); set PYTHONUTF8=1", 2)


def _fail(message: str, code: int) -> NoReturn:
    click.echo(one_line(f"error: {message}"), err=True)
    sys.exit(code)


def _report(errors: Iterable[object], notices: Iterable[object] = ()) -> None:
    """Tells what else to know and what failed, and exits with 1 if anything did."""
    failed = [f"error: {error}" for error in errors]
    for line in (*(f"note: {notice}" for notice in notices), *failed):
        click.echo(one_line(line), err=True)
    if failed:
        sys.exit(1)


def _write(output: Path, write: Callable[[BinaryIO], object]) -> None:
    write(sys.stdout.buffer) if output == DASH else write_whole(output, write)


def _open(graph: Path) -> GraphStore:
    return GraphStore.open(graph / STORE_FOLDER, read_only=True)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal's standard error; in a pipe, silence."""
    with ExitStack() as stack:
        bars: list[Any] = []

        def tell(done: int, total: int) -> None:
            if not bars and sys.stderr.isatty():
                bars.append(stack.enter_context(click.progressbar(length=total, label="reading", file=sys.stderr)))
            for bar in bars:
                bar.update(done - bar.pos)

        yield tell


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    try:
        click.echo(f"kg {version('khabar')}")
    except PackageNotFoundError:
        click.echo("kg (not installed: run `pip install .`)")
    ctx.exit()


def _day(_: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no day; write it as 2021-12-06") from error


graph_option = click.option("-g", "--graph", type=FILE, default=Path("output"), show_default=True, help="The folder that `kg build` wrote.")
manifest_option = click.option("--manifest", type=FILE, help="CSV: file, source, published, title, url, language.")
jobs_option = click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to read with.")
extractor_option = click.option("--extractor", type=click.Choice(sorted(EXTRACTORS)), default="rules", show_default=True)
model_option = click.option("--model", type=click.Choice(MODELS), default="trained", show_default=True, help="none: the grammar alone.")
paths_argument = click.argument("paths", nargs=-1, required=True, type=FILE)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version and exit.")
def main() -> None:
    """Khabar reads Arabic news into a graph of events: who did what to whom, where, when, and who says so."""


@main.command("build")
@paths_argument
@click.option("-o", "--output", type=FILE, default=Path("output"), show_default=True, help="The folder to write to.")
@manifest_option
@extractor_option
@model_option
@jobs_option
@click.option("--strict", is_flag=True, help="Stop at the first bad file and write nothing.")
@click.option("--base", default=DATA, show_default=True, help="What the IRIs of the data begin with.")
def build_command(paths: tuple[Path, ...], output: Path, manifest: Path | None, extractor: str, model: str, jobs: int, strict: bool, base: str) -> None:
    """Add articles (files, folders, - for standard input) to the graph, and write it out."""
    with _progress() as progress:
        report = build(paths, output, manifest, find_extractor(extractor, model), jobs, strict, base, progress)
    _tell_build(report, output)


def _tell_build(report: BuildReport, output: Path) -> None:
    if report.documents or not report.errors:
        figures = f"{report.documents} documents, {report.reports} reports of {report.events} events, {report.entities} entities"
        click.echo(f"{output}: {figures} ({report.read} read, {report.unchanged} unchanged): {', '.join(OUTPUTS)}")
    _report(report.errors, report.notices)


@main.command("extract")
@paths_argument
@manifest_option
@extractor_option
@model_option
@jobs_option
@click.option("--format", "form", type=click.Choice(["jsonl", "csv", "table"]), help="jsonl, unless --explain is given.")
@click.option("--explain", is_flag=True, help="Tell for people why each slot has its value; with --format jsonl as data (`reasons`).")
@click.option("-o", "--output", type=FILE, default=DASH, help="A file to write to instead of standard output.")
def extract_command(
    paths: tuple[Path, ...], manifest: Path | None, extractor: str, model: str, jobs: int, form: str | None, explain: bool, output: Path
) -> None:
    """Print the event records of articles, one a line."""
    if explain and form in ("csv", "table"):
        raise click.UsageError(f"--explain has no place in {form}; leave --format out to read it, or give --format jsonl")
    documents, errors, notices = read_articles(paths, manifest)
    records = read_records(documents, errors.append, find_extractor(extractor, model), jobs)
    _write(output, lambda stream: write_records(records, form or ("explanation" if explain else "jsonl"), stream))
    _report(errors, notices)


@main.command("query")
@click.argument("sparql", required=False)
@graph_option
@click.option("--file", "file", type=FILE, help="A file with the query, - for standard input.")
@click.option("--ask", "question", metavar="NAME", help="A canned question.")
@click.option("--with", "parameters", metavar="KEY=VALUE", multiple=True, help="A parameter of the question; may be repeated.")
@click.option("--list", "listed", is_flag=True, help="Show the canned questions.")
@click.option("--format", "form", type=click.Choice(ANSWERS), default="table", show_default=True)
def query_command(sparql: str | None, graph: Path, file: Path | None, question: str | None, parameters: tuple[str, ...], listed: bool, form: str) -> None:
    """Ask the graph: SPARQL, a file with it, or a canned question."""
    if listed:
        click.echo(format_questions(list_questions()))
        return
    if sum(given is not None for given in (sparql, file, question)) != 1:
        raise click.UsageError("give one of: a SPARQL query, --file, --ask NAME, --list")
    if parameters and question is None:
        raise click.UsageError("--with belongs to --ask NAME")
    given = parse_pairs(parameters)
    with _open(graph) as store:
        found = answer(store, read_query(file) if file else sparql or "") if question is None else ask(store, question, given)
    click.echo(format_answer(found, form), nl=False)


@main.command("view")
@graph_option
@click.option("-o", "--output", type=FILE, default=Path("network.html"), show_default=True)
@click.option("--type", "types", type=click.Choice([t.value for t in EventType], case_sensitive=False), multiple=True, help="May be repeated.")
@click.option("--from", "first", metavar="DAY", callback=_day, help="The first day, as 2021-12-06.")
@click.option("--to", "last", metavar="DAY", callback=_day, help="The last day.")
@click.option("--actor", help="Name or id of who does it.")
@click.option("--min-belief", type=float, default=0.0, show_default=True, help="From 0 to 1.")
def view_command(graph: Path, output: Path, types: tuple[str, ...], first: date | None, last: date | None, actor: str | None, min_belief: float) -> None:
    """Write the interactive network, one HTML file that needs no net."""
    filters = Filters(tuple(map(EventType, types)) or tuple(EventType), first, last, actor, min_belief)
    with _open(graph) as store:
        page = render_page(build_network(store, filters))
    _write(output, lambda stream: stream.write(page.encode()))


@main.command("export")
@graph_option
@click.option("--format", "form", type=click.Choice(EXPORTS), required=True)
@click.option("-o", "--output", type=FILE, default=DASH, help="A file to write to instead of standard output.")
def export_command(graph: Path, form: str, output: Path) -> None:
    """Write the graph in one of the formats that other programs read."""
    with _open(graph) as store:
        network = build_network(store, Filters()) if form in NETWORK_FORMATS else None
        _write(output, lambda stream: write_export(store, form, stream, network))


@main.command("validate")
@graph_option
def validate_command(graph: Path) -> None:
    """Check the graph against its shapes and its files against their checksums."""
    with _open(graph) as store:
        report = validate(quad for name in store.graphs() if name != ONTOLOGY for quad in store.quads(name))
    for finding in report.findings:
        click.echo(f"{finding.severity}: {finding.focus} {finding.path}: {finding.message}" + (f" (is {finding.value})" if finding.value else ""))
    _report(Ledger(graph / LEDGER_FOLDER).check())
    if not report.conforms:
        sys.exit(1)
    click.echo("the graph keeps to its shapes")


@main.command("stats")
@graph_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def stats_command(graph: Path, form: str) -> None:
    """Show how much there is, of what, from when to when."""
    with _open(graph) as store:
        found = statistics(store)
    click.echo(json.dumps(to_json(found), ensure_ascii=False, indent=1) if form == "json" else format_statistics(found))


@main.command("forget")
@click.argument("document")
@graph_option
def forget_command(document: str, graph: Path) -> None:
    """Remove a document, and all that only it said, from the graph."""
    _tell_build(forget(document, graph), graph)


@main.command("explain")
@click.argument("event")
@graph_option
@click.option("--format", "form", type=click.Choice(ANSWERS), default="table", show_default=True)
def explain_command(event: str, graph: Path, form: str) -> None:
    """Show the sentences that an event (its IRI or id) was read in, and who says so."""
    with _open(graph) as store:
        click.echo(format_answer(ask(store, "evidence-of-event", {"event": event}), form), nl=False)


@main.command("evaluate")
@click.argument("gold", type=FILE)
@click.argument("predicted", type=FILE, required=False)
@click.option("--articles", type=FILE, help="Without PREDICTED: the folder of the annotated articles, which are read now.")
@manifest_option
@model_option
@click.option("--errors", is_flag=True, help="Show what is missed, extra or wrong.")
def evaluate_command(gold: Path, predicted: Path | None, articles: Path | None, manifest: Path | None, model: str, errors: bool) -> None:
    """Score event records (JSON lines) against an annotation."""
    if predicted is None and articles is None:
        raise InputError("nothing to score: give a file PREDICTED, or the articles with --articles")
    wanted, (documents, failed, _) = read_gold(gold), read_articles([articles] if articles and not predicted else [], manifest)
    read = read_records(documents, failed.append, find_extractor("rules", model))
    found = read_predictions(predicted) if predicted else tuple(map(parse_prediction, read))
    evaluation = evaluate(wanted, found)
    click.echo(format_evaluation(evaluation))
    if errors:
        click.echo(format_faults(evaluation))
    _report(failed)


if __name__ == "__main__":
    main()

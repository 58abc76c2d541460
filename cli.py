"""The `kg` command: wiring only. Nothing else in the project prints or exits.

Exit codes: 0 all well; 1 some files failed, or validation found something; 2 the call or its input cannot be used; 130 interrupted.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import click

from extract.evaluate import format_evaluation, format_faults
from extract.model import EventType
from kg.build import BuildReport, build, forget, read_articles, renew
from kg.export import FORMATS as EXPORTS
from kg.export import NETWORK_FORMATS, write_export
from kg.ledger import LEDGER_FOLDER, Ledger
from kg.likeness import Judgement
from kg.network import Filters, build_network, parse_day
from kg.outputs import OUTPUTS, write_whole
from kg.query import answer_one, ask, list_questions
from kg.records import read_records, write_records
from kg.review import Review
from kg.review_text import format_pair, format_pairs
from kg.scoring import score
from kg.statistics import statistics
from kg.store import STORE_FOLDER, GraphStore
from kg.summary import format_error, format_finding, format_questions, format_statistics, format_version, one_line
from kg.tables import FORMATS as ANSWERS
from kg.tables import format_answer
from kg.validate import validate
from kg.view.page import render_page
from kg.workers import EXTRACTORS, MODELS, find_extractor
from ontology.errors import KhabarError
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
        except BrokenPipeError:  # whoever read our output has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        except (KhabarError, OSError, UnicodeError) as error:
            _fail(format_error(error), 2)


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


graph_option = click.option("-g", "--graph", type=FILE, default=Path("output"), show_default=True, help="The folder that `kg build` wrote.")
manifest_option = click.option("--manifest", type=FILE, help="CSV: file, source, published, title, url, language.")
jobs_option = click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to read with.")
extractor_option = click.option("--extractor", type=click.Choice(sorted(EXTRACTORS)), default="rules", show_default=True)
model_option = click.option("--model", type=click.Choice(MODELS), default="trained", show_default=True, help="none: the grammar alone.")
decisions_option = click.option("--decisions", type=FILE, help="The file of decisions (`kg review`), if not decisions.tsv in the graph's folder.")
paths_argument = click.argument("paths", nargs=-1, required=True, type=FILE)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(format_version(), message="%(version)s")
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
@decisions_option
@click.option("--base", default=DATA, show_default=True, help="What the IRIs of the data begin with.")
def build_command(paths: tuple[Path, ...], output: Path, manifest: Path | None, extractor: str, model: str, jobs: int, strict: bool, **also: Any) -> None:
    """Add articles (files, folders, - for standard input) to the graph, and write it out."""
    with _progress() as progress:
        report = build(paths, output, manifest, find_extractor(extractor, model), jobs, strict, progress=progress, **also)
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
    with _open(graph) as store:
        click.echo(format_answer(answer_one(store, sparql, file, question, parameters), form), nl=False)


@main.command("view")
@graph_option
@click.option("-o", "--output", type=FILE, default=Path("network.html"), show_default=True)
@click.option("--type", "types", type=click.Choice([t.value for t in EventType], case_sensitive=False), multiple=True, help="May be repeated.")
@click.option("--from", "first", metavar="DAY", help="The first day, as 2021-12-06.")
@click.option("--to", "last", metavar="DAY", help="The last day.")
@click.option("--actor", help="Name or id of who does it.")
@click.option("--min-belief", type=float, default=0.0, show_default=True, help="From 0 to 1.")
def view_command(graph: Path, output: Path, types: tuple[str, ...], first: str | None, last: str | None, actor: str | None, min_belief: float) -> None:
    """Write the interactive network, one HTML file that needs no net."""
    filters = Filters(tuple(map(EventType, types)) or tuple(EventType), parse_day(first), parse_day(last), actor, min_belief)
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
        _write(output, lambda stream: write_export(store, form, stream, build_network(store, Filters()) if form in NETWORK_FORMATS else None))


@main.command("validate")
@graph_option
def validate_command(graph: Path) -> None:
    """Check the graph against its shapes and its files against their checksums."""
    with _open(graph) as store:
        report = validate(quad for name in store.graphs() if name != ONTOLOGY for quad in store.quads(name))
    for finding in report.findings:
        click.echo(format_finding(finding))
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
        click.echo(format_statistics(statistics(store), form))


@main.command("forget")
@click.argument("document")
@graph_option
@decisions_option
def forget_command(document: str, graph: Path, decisions: Path | None) -> None:
    """Remove a document, and all that only it said, from the graph."""
    _tell_build(forget(document, graph, decisions), graph)


@main.command("review")
@graph_option
@decisions_option
@click.option("--list", "listed", is_flag=True, help="Show all pairs and decisions, and ask nothing.")
@click.option("--decide", nargs=3, metavar="A B JUDGEMENT", help="Keep a judgement (same, different or unsure) of two entities.")
@click.option("--reason", default="", help="Why, with --decide.")
@click.option("--undo", nargs=2, metavar="A B", help="Take the decision of two entities back.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="json: what --list shows, as data.")
def review_command(graph: Path, decisions: Path | None, listed: bool, decide: Sequence[str], reason: str, undo: Sequence[str], form: str) -> None:
    """Judge entities that may be one: asks of each uncertain pair, or does what the options say."""
    review = Review(graph, decisions)
    if decide:
        review.decide(decide[0], decide[1], decide[2], reason)
    elif undo:
        review.undo(*undo)
    elif listed or form == "json":
        click.echo(format_pairs(review.pairs(), form))
    else:
        with suppress(click.Abort):  # the end of the input, or Ctrl-C: what was decided before stands
            _ask(review)
    if review.changed:
        _tell_build(renew(graph, decisions), graph)


def _ask(review: Review) -> None:
    """Asks of every open pair until the answers end."""
    for pair in review.open_pairs():
        click.echo(f"\n{format_pair(pair)}")
        answer = click.prompt("judgement", type=click.Choice([*map(str, Judgement), "skip", "quit"]), default="skip")
        if answer == "quit":
            return
        if answer != "skip":
            review.decide(pair.one.id, pair.other.id, answer, click.prompt("reason", default="", show_default=False))


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
    evaluation, failed = score(gold, predicted, articles, manifest, model)
    click.echo(format_evaluation(evaluation) + (f"\n{format_faults(evaluation)}" if errors else ""))
    _report(failed)


if __name__ == "__main__":
    main()

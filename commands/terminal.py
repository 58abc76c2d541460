"""What all commands share: the group that turns errors into one line and an exit code, streams, progress, and options."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import click

from kg.build import BuildReport
from kg.lock import WAIT
from kg.opening import place_of
from kg.outputs import OUTPUTS, write_whole
from kg.summary import format_error, format_mirrored
from kg.terminal_text import one_line
from kg.workers import EXTRACTORS, MODELS
from ontology.errors import InputError, KhabarError

FILE = click.Path(path_type=Path, allow_dash=True)
DASH = Path("-")


class Folder(click.Path):
    """A folder of this machine, and no address, which a path would make a strange name of."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, str) and "://" in value:
            remedy = "give the folder that `kg build` wrote, which is mirrored to its store"
            raise InputError(f"{param.opts[0] if param else value}: this command works on a folder, and not on a store behind a server; {remedy}")
        return super().convert(value, param, ctx)


class FolderOrStore(click.Path):
    """A folder of this machine as a path, or the address of a store as text."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return value if isinstance(value, str) and isinstance(place_of(value), str) else super().convert(value, param, ctx)


graph_option = click.option(
    "-g", "--graph", type=Folder(path_type=Path, allow_dash=True), default=Path("output"), show_default=True, help="The folder that `kg build` wrote."
)
asked_graph_option = click.option(
    "-g", "--graph", type=FolderOrStore(path_type=Path, allow_dash=True), default=Path("output"), show_default=True,
    help="The folder that `kg build` wrote, or the address of the store that it was mirrored to.",
)  # fmt: skip
manifest_option = click.option("--manifest", type=FILE, help="CSV: file, source, published, title, url, language.")
jobs_option = click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to read with.")
extractor_option = click.option("--extractor", type=click.Choice(sorted(EXTRACTORS)), default="rules", show_default=True)
model_option = click.option("--model", type=click.Choice(MODELS), default="trained", show_default=True, help="none: the grammar alone.")
decisions_option = click.option("--decisions", type=FILE, help="The file of decisions (`kg review`), if not decisions.tsv in the graph's folder.")
gazetteer_option = click.option(
    "--gazetteer", "gazetteers", type=FILE, multiple=True, help="A table of places that `kg gazetteer import` wrote; may be repeated."
)
wait_option = click.option(
    "--wait", type=click.FloatRange(0), default=WAIT, show_default=True, metavar="SECONDS", help="How long to wait for another that writes to the graph."
)
store_option = click.option(
    "--store", metavar="ADDRESS", help="A store behind a server (oxigraph+http://…, virtuoso+http://…, a .toml) that the graph is mirrored to from now on."
)
paths_argument = click.argument("paths", nargs=-1, required=True, type=FILE)


class Commands(click.Group):
    """Turns whatever Khabar, the system or a person's Ctrl-C raises into one line and an exit code."""

    def main(self, *arguments: Any, **options: Any) -> NoReturn:
        sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (closed by whoever called)
        try:
            result = super().main(*arguments, **(options | {"standalone_mode": False}))
            sys.stdout.flush()
        except click.ClickException as error:
            fail(error.format_message(), error.exit_code)
        sys.exit(result if isinstance(result, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            fail("interrupted; what was stored before is whole", 130)
        except BrokenPipeError:  # whoever read our output has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        except (KhabarError, OSError, UnicodeError) as error:
            fail(format_error(error), 2)


def fail(message: str, code: int) -> NoReturn:
    click.echo(one_line(f"error: {message}"), err=True)
    sys.exit(code)


def tell_errors(errors: Iterable[object], notices: Iterable[object] = ()) -> None:
    """Tells what else to know and what failed, and exits with 1 if anything did."""
    failed = [f"error: {error}" for error in errors]
    for line in (*(f"note: {notice}" for notice in notices), *failed):
        click.echo(one_line(line), err=True)
    if failed:
        sys.exit(1)


def write(output: Path, write: Callable[[BinaryIO], object]) -> None:
    write(sys.stdout.buffer) if output == DASH else write_whole(output, write)


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal's standard error; in a pipe, silence."""
    with ExitStack() as stack:
        bars: list[Any] = []

        def tell(done: int, total: int) -> None:
            if not bars and sys.stderr.isatty():
                bars.append(stack.enter_context(click.progressbar(length=total, label="reading", file=sys.stderr)))
            for bar in bars:
                bar.update(done - bar.pos)

        yield tell


def tell_build(report: BuildReport, output: Path) -> None:
    if report.documents or not report.errors:
        figures = f"{report.documents} documents, {report.reports} reports of {report.events} events, {report.entities} entities"
        click.echo(f"{output}: {figures} ({report.read} read, {report.unchanged} unchanged), {report.changed} events new or changed: {', '.join(OUTPUTS)}")
        if report.mirrored is not None:
            click.echo(format_mirrored(report.mirrored))
    tell_errors(report.errors, report.notices)

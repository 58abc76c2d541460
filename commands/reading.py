"""Commands that read articles: into a graph, into records, against an annotation."""

from pathlib import Path
from typing import Any

import click

from commands.terminal import (
    DASH,
    FILE,
    decisions_option,
    extractor_option,
    gazetteer_option,
    graph_option,
    jobs_option,
    manifest_option,
    model_option,
    paths_argument,
    progress_bar,
    store_option,
    tell_build,
    tell_errors,
    wait_option,
    write,
)
from extract.evaluate import format_evaluation, format_faults
from kg.build import build, forget, read_articles
from kg.gazetteer.chosen import choose_gazetteers
from kg.records import read_records, write_records
from kg.scoring import score
from kg.workers import find_extractor
from ontology.terms import DATA


@click.command("build")
@paths_argument
@click.option("-o", "--output", type=FILE, default=Path("output"), show_default=True, help="The folder to write to.")
@manifest_option
@extractor_option
@model_option
@jobs_option
@click.option("--strict", is_flag=True, help="Stop at the first bad file and write nothing.")
@decisions_option
@gazetteer_option
@click.option("--no-gazetteer", is_flag=True, help="Forget the gazetteers that the graph knows from earlier builds.")
@click.option("--base", default=DATA, show_default=True, help="What the IRIs of the data begin with.")
@click.option("--license", "licence", metavar="IRI", help="The licence that you publish the graph under, kept for later builds; empty for none.")
@store_option
@wait_option
def build_command(
    paths: tuple[Path, ...],
    output: Path,
    manifest: Path | None,
    extractor: str,
    model: str,
    jobs: int,
    strict: bool,
    gazetteers: tuple[Path, ...],
    no_gazetteer: bool,
    **also: Any,
) -> None:
    """Add articles (files, folders, - for standard input) to the graph, and write it out."""
    if gazetteers and no_gazetteer:
        raise click.UsageError("--gazetteer and --no-gazetteer contradict each other; give one of them")
    places = gazetteers or (() if no_gazetteer else None)
    with progress_bar() as progress:
        report = build(paths, output, manifest, find_extractor(extractor, model), jobs, strict, progress=progress, gazetteers=places, **also)
    tell_build(report, output)


@click.command("extract")
@paths_argument
@manifest_option
@extractor_option
@model_option
@jobs_option
@gazetteer_option
@click.option("--format", "form", type=click.Choice(["jsonl", "csv", "table"]), help="jsonl, unless --explain is given.")
@click.option("--explain", is_flag=True, help="Tell for people why each slot has its value; with --format jsonl as data (`reasons`).")
@click.option("-o", "--output", type=FILE, default=DASH, help="A file to write to instead of standard output.")
def extract_command(
    paths: tuple[Path, ...],
    manifest: Path | None,
    extractor: str,
    model: str,
    jobs: int,
    gazetteers: tuple[Path, ...],
    form: str | None,
    explain: bool,
    output: Path,
) -> None:
    """Print the event records of articles, one a line."""
    if explain and form in ("csv", "table"):
        raise click.UsageError(f"--explain has no place in {form}; leave --format out to read it, or give --format jsonl")
    documents, errors, notices = read_articles(paths, manifest)
    records = read_records(documents, errors.append, find_extractor(extractor, model, choose_gazetteers(gazetteers)), jobs, note=notices.append)
    write(output, lambda stream: write_records(records, form or ("explanation" if explain else "jsonl"), stream))
    tell_errors(errors, notices)


@click.command("forget")
@click.argument("document")
@graph_option
@decisions_option
@wait_option
def forget_command(document: str, graph: Path, decisions: Path | None, wait: float) -> None:
    """Remove a document, and all that only it said, from the graph."""
    tell_build(forget(document, graph, decisions, wait), graph)


@click.command("evaluate")
@click.argument("gold", type=FILE)
@click.argument("predicted", type=FILE, required=False)
@click.option("--articles", type=FILE, help="Without PREDICTED: the folder of the annotated articles, which are read now.")
@manifest_option
@model_option
@gazetteer_option
@click.option("--errors", is_flag=True, help="Show what is missed, extra or wrong.")
def evaluate_command(
    gold: Path, predicted: Path | None, articles: Path | None, manifest: Path | None, model: str, gazetteers: tuple[Path, ...], errors: bool
) -> None:
    """Score event records (JSON lines) against an annotation."""
    evaluation, failed = score(gold, predicted, articles, manifest, model, choose_gazetteers(gazetteers))
    click.echo(format_evaluation(evaluation) + (f"\n{format_faults(evaluation)}" if errors else ""))
    tell_errors(failed)

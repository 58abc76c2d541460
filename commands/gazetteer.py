"""The command that makes tables of places from foreign gazetteers."""

from pathlib import Path

import click

from commands.terminal import DASH, FILE, tell_errors, write
from kg.gazetteer.formats import FORMATS
from kg.gazetteer.importer import import_places
from kg.gazetteer.report import format_import, unshown_faults
from kg.gazetteer.values import ImportReport, parse_wanted
from ontology.known import PLACE_KINDS, load_entities


@click.group("gazetteer")
def gazetteer_command() -> None:
    """Make tables of places for `kg build --gazetteer` from gazetteers of others."""


@gazetteer_command.command("import")
@click.argument("sources", nargs=-1, required=True, type=FILE)
@click.option("-o", "--output", type=FILE, default=Path("gazetteer.tsv"), show_default=True, help="The table to write.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="What the sources are, where it cannot be told from them.")
@click.option("--country", "countries", metavar="SY,IQ", default="", help="Only places of these countries (ISO 3166-1, two letters).")
@click.option("--kinds", metavar="KIND,KIND", default="", help=f"Only places of these kinds: {', '.join(sorted(PLACE_KINDS))}.")
@click.option("--min-population", type=click.IntRange(0), default=0, help="Only places with so many inhabitants at least.")
def import_command(sources: tuple[Path, ...], output: Path, form: str | None, countries: str, kinds: str, min_population: int) -> None:
    """Read GeoNames dumps, Who's On First extracts and OCHA tables of p-codes into one table."""
    wanted = parse_wanted(countries, kinds, min_population)
    reports: list[ImportReport] = []
    write(output, lambda stream: reports.append(import_places(sources, stream, load_entities(), wanted, form)))
    (report,) = reports
    click.echo(f"{output}: {format_import(report)}", err=output == DASH)
    tell_errors(report.faults, unshown_faults(report))

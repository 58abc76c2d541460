"""The command that looks whether a graph's folder is whole, and mends it."""

import sys
from pathlib import Path

import click

from commands.terminal import decisions_option, graph_option, wait_option
from kg.build import decisions_of
from kg.check import inspect
from kg.damage_text import format_inspection
from kg.repair import repair


@click.command("check")
@graph_option
@decisions_option
@click.option("--repair", "mend", is_flag=True, help="Make the store and the files anew of the documents, and set aside what cannot be.")
@wait_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def check_command(graph: Path, decisions: Path | None, mend: bool, wait: float, form: str) -> None:
    """Look for damage: flipped bits, lost and unfinished files, a store that disagrees with its documents.

    The exit code is 1 where there is any, or where --repair cannot mend all of it.
    """
    decided = decisions_of(graph, decisions)
    if mend:
        mended = repair(graph, decided, wait)
        click.echo(format_inspection(graph, mended.after, form, mended.done, mended.lost))
        sys.exit(1 if mended.lost or mended.after.damages else 0)
    found = inspect(graph, decided, wait)
    click.echo(format_inspection(graph, found, form))
    sys.exit(1 if found.damages else 0)

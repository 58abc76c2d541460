"""The command that sends a graph to a store behind a server."""

from pathlib import Path

import click

from commands.terminal import graph_option, store_option, wait_option
from kg.commit import stored_base
from kg.lock import writing
from kg.remote.mirror import choose_store, mirror
from kg.summary import format_mirrored
from ontology.errors import InputError


@click.command("mirror")
@graph_option
@store_option
@click.option("--all", "everything", is_flag=True, help="Send every graph, also those that the store should hold already.")
@click.option("--stop", is_flag=True, help="Forget the store; what it holds stays there.")
@wait_option
def mirror_command(graph: Path, store: str | None, everything: bool, stop: bool, wait: float) -> None:
    """Have a store behind a server hold what the graph holds; after that `kg build` keeps it so."""
    if stop and (store or everything):
        raise click.UsageError("--stop goes with no other option")
    stored_base(graph)  # says what is wrong with the folder
    with writing(graph, "kg mirror", wait):
        choose_store(graph, "" if stop else store)
        done = mirror(graph, everything)
    if stop:
        click.echo(f"{graph}: is mirrored to no store any more")
    elif done is None:
        raise InputError(f"{graph}: is mirrored to no store yet; name one with --store")
    else:
        click.echo(format_mirrored(done))

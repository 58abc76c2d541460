"""The command by which people judge likenesses."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from commands.terminal import decisions_option, graph_option, tell_build
from kg.build import renew
from kg.likeness import Judgement
from kg.review import Review
from kg.review_text import format_pair, format_pairs


@click.command("review")
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
        tell_build(renew(graph, decisions), graph)


def _ask(review: Review) -> None:
    """Asks of every open pair until the answers end."""
    for pair in review.open_pairs():
        click.echo(f"\n{format_pair(pair)}")
        answer = click.prompt("judgement", type=click.Choice([*map(str, Judgement), "skip", "quit"]), default="skip")
        if answer == "quit":
            return
        if answer != "skip":
            review.decide(pair.one.id, pair.other.id, answer, click.prompt("reason", default="", show_default=False))

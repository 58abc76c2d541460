"""The command by which people judge likenesses of entities, and which reports tell one event."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from commands.terminal import decisions_option, graph_option, tell_build, wait_option
from kg.build import renew
from kg.decisions import Decision
from kg.event_review import EventReview
from kg.event_review_text import format_event_pair, format_event_pairs
from kg.likeness import Judgement
from kg.review import Pair, Review
from kg.review_text import format_pair, format_pairs
from kg.terminal_text import one_line


@click.command("review")
@graph_option
@decisions_option
@click.option("--events", is_flag=True, help="Judge which reports tell one event, instead of which names are of one entity.")
@click.option("--list", "listed", is_flag=True, help="Show all pairs and decisions, and ask nothing.")
@click.option(
    "--decide", nargs=3, metavar="A B JUDGEMENT", help="Keep a judgement (same, different or unsure) of two entities; with --events of two reports or events."
)
@click.option("--reason", default="", help="Why, with --decide.")
@click.option("--undo", nargs=2, metavar="A B", help="Take the decision of the two back.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="json: what --list shows, as data.")
@wait_option
def review_command(
    graph: Path, decisions: Path | None, events: bool, listed: bool, decide: Sequence[str], reason: str, undo: Sequence[str], form: str, wait: float
) -> None:
    """Judge entities that may be one, or reports that may tell one event: asks of each uncertain pair, or does what the options say."""
    review = EventReview(graph, decisions) if events else Review(graph, decisions)
    if decide:
        _tell("kept", review.decide(decide[0], decide[1], decide[2], reason))
    elif undo:
        _tell("taken back", review.undo(*undo))
    elif listed or form == "json":
        click.echo(_listed(review, form))
    else:
        with suppress(click.Abort):  # the end of the input, or Ctrl-C: what was decided before stands
            _ask(review)
    if review.changed:
        tell_build(renew(graph, decisions, wait), graph)


def _tell(done: str, decisions: Decision | Sequence[Decision]) -> None:
    """What was decided of events may be several decisions, of reports that nobody named."""
    for decision in [decisions] if isinstance(decisions, Decision) else decisions:
        click.echo(one_line(f"{done}: {decision.one} and {decision.other} are {decision.judgement}"))


def _listed(review: Review | EventReview, form: str) -> str:
    return format_pairs(review.pairs(), form) if isinstance(review, Review) else format_event_pairs(review.pairs(), form)


def _ask(review: Review | EventReview) -> None:
    """Asks of every open pair until the answers end."""
    for pair in review.open_pairs():
        click.echo(f"\n{format_pair(pair) if isinstance(pair, Pair) else format_event_pair(pair)}")
        answer = click.prompt("judgement", type=click.Choice([*map(str, Judgement), "skip", "quit"]), default="skip")
        if answer == "quit":
            return
        if answer != "skip":
            review.decide(pair.one.id, pair.other.id, answer, click.prompt("reason", default="", show_default=False))

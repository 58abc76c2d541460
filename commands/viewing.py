"""The command that writes the interactive page."""

from pathlib import Path

import click

from commands.terminal import FILE, asked_graph_option, write
from extract.model import EventType, Factuality
from kg.network import build_network, parse_filters
from kg.network_details import with_details
from kg.opening import Place, open_graph, priors_for
from kg.view.embed import as_fragment
from kg.view.opening import LANGUAGES, TABS, THEMES, Opening
from kg.view.page import render_page


@click.command("view")
@asked_graph_option
@click.option("-o", "--output", type=FILE, default=Path("network.html"), show_default=True)
@click.option("--type", "types", type=click.Choice([t.value for t in EventType], case_sensitive=False), multiple=True, help="May be repeated.")
@click.option("--from", "first", metavar="DAY", help="The first day, as 2021-12-06.")
@click.option("--to", "last", metavar="DAY", help="The last day.")
@click.option("--actor", help="Name or id of who does it.")
@click.option("--target", help="Name or id of whom it is done to.")
@click.option("--party", help="Name or id of who does it or whom it is done to.")
@click.option("--place", help="Name or id of where it happens; all that lies there counts too.")
@click.option("--source", "outlets", multiple=True, help="Name of an outlet that reports it; may be repeated.")
@click.option("--factuality", "factualities", type=click.Choice([f.value for f in Factuality], case_sensitive=False), multiple=True, help="May be repeated.")
@click.option("--sources", type=click.IntRange(1), default=1, show_default=True, help="So many independent ones at least.")
@click.option("--min-belief", type=float, default=0.0, show_default=True, help="From 0 to 1.")
@click.option("--title", help="Above the page and in the tab of the browser.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="ar", show_default=True, help="The language that it opens in.")
@click.option("--theme", type=click.Choice(THEMES), help="Otherwise as the reader's system has it.")
@click.option("--tab", type=click.Choice(TABS), default="network", show_default=True, help="What it opens on.")
@click.option("--embed", is_flag=True, help="Write a fragment to put into an article instead of a page.")
def view_command(
    graph: Place, output: Path, types: tuple[str, ...], first: str | None, last: str | None, actor: str | None, target: str | None, party: str | None,
    place: str | None, outlets: tuple[str, ...], factualities: tuple[str, ...], sources: int, min_belief: float, title: str | None, language: str,
    theme: str | None, tab: str, embed: bool,
) -> None:  # fmt: skip
    """Write the interactive network, one HTML file that needs no net."""
    filters = parse_filters(
        types=types, first=first, last=last, actor=actor, target=target, party=party, place=place, outlets=outlets, factualities=factualities,
        minimum_sources=sources, minimum_belief=min_belief,
    )  # fmt: skip
    opening = Opening(title, language, theme, tab, embed)
    with open_graph(graph) as store:
        page = render_page(with_details(build_network(store, filters), store, priors_for(graph)), opening)
    text = as_fragment(page, opening) if embed else page
    write(output, lambda stream: stream.write(text.encode()))

"""Communities of entities that have more to do with each other than with the rest: how a page of thousands opens."""

from collections import Counter
from collections.abc import Mapping

import networkx as nx

from kg.layout import Position, layout

# More communities than this at once say no more than a ball of entities would.
_MOST_PLACED = 60
_TIES = 3


def communities(network: "nx.MultiDiGraph[str]") -> list[list[str]]:
    """The entities of `network` in communities, the one with most members first; networkx's Louvain method, seeded.

    Nodes are numbered in sorted order before, because sets of numbers, unlike sets of strings, are walked in the same
    order in every process.
    """
    nodes = [node for node, kind in sorted(network.nodes(data="kind")) if kind != "event"]
    numbers = {node: number for number, node in enumerate(nodes)}
    simple: nx.Graph[int] = nx.Graph()
    simple.add_nodes_from(range(len(nodes)))
    for source, target, places in network.edges(data="places", default=()):
        for one, other in {(source, target), *((end, place) for place in places or () for end in (source, target))}:
            if one in numbers and other in numbers and one != other:
                weight = simple.get_edge_data(numbers[one], numbers[other], {"weight": 0})["weight"]
                simple.add_edge(numbers[one], numbers[other], weight=weight + 1)
    found = [sorted(members) for members in nx.community.louvain_communities(simple, seed=0)]
    return [[nodes[number] for number in members] for members in sorted(found, key=lambda members: (-len(members), members[0]))]


def places_of(network: "nx.MultiDiGraph[str]", members: list[list[str]]) -> list[Position | None]:
    """Where the largest communities stand, as if each were one node; None for the small ones, which are not drawn at first."""
    community = {node: number for number, nodes in enumerate(members[:_MOST_PLACED]) for node in nodes}
    quotient: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    # The widest label that the page gives a community, so that none stands on another.
    quotient.add_nodes_from((_name(number), {"kind": "group", "label_ar": "م" * 22, "label_en": None}) for number in sorted(set(community.values())))
    quotient.add_edges_from((_name(one), _name(other)) for one, other in _strongest_ties(network, community))
    placed = layout(quotient)
    return [placed.get(_name(number)) for number in range(len(members))]


def _strongest_ties(network: "nx.MultiDiGraph[str]", community: Mapping[str, int]) -> list[tuple[int, int]]:
    """Pairs of communities where one is among the few that the other has most to do with: all pairs together would pull everything into a ball."""
    ties: dict[int, Counter[int]] = {number: Counter() for number in community.values()}
    for source, target in network.edges():
        one, other = community.get(source), community.get(target)
        if one is not None and other is not None and one != other:
            ties[one][other] += 1
            ties[other][one] += 1
    strongest = {(one, other) for one, near in ties.items() for other in sorted(near, key=lambda other: (-near[other], other))[:_TIES]}
    return sorted({(min(pair), max(pair)) for pair in strongest})


def _name(number: int) -> str:
    return f"c{number:05}"  # sorted as numbers are

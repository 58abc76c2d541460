"""Which entities of the articles are one: what people decided, then what the rules are sure of; the rest is possibly the same.

Nothing here changes what was read. Each build starts from the entities that the articles name and joins them anew, so a
decision that is taken back leaves no trace.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from extract.model import EntityKind
from kg.candidates import candidates, names_of
from kg.decisions import Decision, judgements
from kg.geography.overlap import may_be_same_place
from kg.groups import Groups
from kg.likeness import Judgement, Name, Verdict, compare
from kg.model import Entity
from ontology.errors import InputError

_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two entities that the rules find the same or cannot tell apart; the smaller id first."""

    one: str
    other: str
    judgement: Judgement
    reason: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is who: for each entity the id of the one that it is, where that is another; and for each that remains, what it may be the same as."""

    joined: Mapping[str, str]
    possibly: Mapping[str, tuple[str, ...]]


def find_likenesses(entities: Mapping[str, Entity]) -> tuple[Likeness, ...]:
    """What the rules say of all candidates, without the pairs that are different or that nothing ties; sorted by the ids."""
    alike = {(a, b): verdict for a, b in candidates(entities) for verdict in _best(entities[a], entities[b]) if _may_meet(entities[a], entities[b], entities)}
    torn = _torn(alike)
    return tuple(Likeness(a, b, *_final(verdict, (a, b) in torn)) for (a, b), verdict in sorted(alike.items()))


def _may_meet(one: Entity, other: Entity, entities: Mapping[str, Entity]) -> bool:
    """«الصالحية» in one governorate is not the one in another."""
    return not one.kind is other.kind is EntityKind.PLACE or may_be_same_place(one, other, entities).may


def _best(one: Entity, other: Entity) -> Iterator[Verdict]:
    """The likeliest of what their names tell, if it ties them. The rules alone never take a text's name for a reviewed entity: that is for people."""
    verdicts = (compare(Name(a, one.kind, one.held), Name(b, other.kind, other.held)) for a, b in product(names_of(one), names_of(other)))
    alike = [verdict for verdict in verdicts if verdict.tied and verdict.judgement is not Judgement.DIFFERENT]
    if alike:
        best = min(alike, key=lambda verdict: (verdict.judgement is not Judgement.SAME, len(verdict.reason), verdict.reason))
        listed = best.judgement is Judgement.SAME and (one.known or other.known)
        yield Verdict(Judgement.UNSURE, f"{best.reason}; the reviewed tables lack this name") if listed else best


def _torn(alike: Mapping[_Pair, Verdict]) -> frozenset[_Pair]:
    """Pairs that the rules find the same, of which one is the same as a third and the other not: nobody knows to whom the name belongs."""
    same = [pair for pair, verdict in alike.items() if verdict.judgement is Judgement.SAME]
    groups = Groups()
    for a, b in same:
        groups.join(a, b)
    certain = set(same)
    whole = {root: all(pair in certain for pair in combinations(sorted(members), 2)) for root, members in groups.members().items()}
    return frozenset(pair for pair in same if not whole[groups.of(pair[0])])


def _final(verdict: Verdict, torn: bool) -> tuple[Judgement, str]:
    return (Judgement.UNSURE, f"{verdict.reason}; but the name may be another's too") if torn else (verdict.judgement, verdict.reason)


def settle(entities: Mapping[str, Entity], likenesses: Sequence[Likeness], decisions: Sequence[Decision], known: Iterable[str] = ()) -> Identity:
    """Joins what was decided or is sure. `known` are the ids of all reviewed entities, which a decision may name without their being met.

    Decisions of ids that no article has are passed over: the articles may come later. Raises InputError where decisions contradict each other.
    """
    reviewed = frozenset(known)
    told = {pair: told for pair, told in judgements(decisions).items() if all(one in entities or one in reviewed for one in pair)}
    apart = [pair for pair, judgement in told.items() if judgement is Judgement.DIFFERENT]
    groups = Groups(apart)
    for (a, b), judgement in told.items():
        if judgement is Judgement.SAME:
            groups.join(a, b)
    _check(groups, apart, reviewed)
    for pair in likenesses:
        if pair.judgement is Judgement.SAME and (pair.one, pair.other) not in told and groups.may_join(pair.one, pair.other):
            groups.join(pair.one, pair.other)
    joined = {one: leader for members in groups.members().values() for leader in [_leader(members, reviewed)] for one in members if one != leader}
    unsure = [pair for pair, judgement in told.items() if judgement is Judgement.UNSURE and entities.keys() >= set(pair)]
    open_pairs = [*((pair.one, pair.other) for pair in likenesses), *unsure]
    return Identity(joined, _possibly(open_pairs, apart, joined, reviewed))


def _check(groups: Groups, apart: Iterable[_Pair], reviewed: frozenset[str]) -> None:
    """Raises InputError where decisions make one what another decision, or the reviewed tables, keep apart."""
    for a, b in apart:
        if groups.of(a) == groups.of(b):
            raise InputError(f"{a} and {b} are decided to be different, but other decisions make them one; undo one of these (`kg review --undo`)")
    for members in groups.members().values():
        if len(listed := sorted(members & reviewed)) > 1:
            raise InputError(f"{listed[0]} and {listed[1]} are two in the reviewed tables, but decisions make them one; correct the tables or undo a decision")


def _leader(members: Iterable[str], reviewed: frozenset[str]) -> str:
    return min(members, key=lambda one: (one not in reviewed, one))


def _possibly(pairs: Iterable[_Pair], apart: Sequence[_Pair], joined: Mapping[str, str], reviewed: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """The links of what remains unsure, both ways, between those who stand for their groups."""
    kept_apart = {frozenset((joined.get(a, a), joined.get(b, b))) for a, b in apart}
    links: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in ((joined.get(a, a), joined.get(b, b)) for a, b in pairs):
        if a != b and frozenset((a, b)) not in kept_apart and not {a, b} <= reviewed:
            links[a].add(b)
            links[b].add(a)
    return {one: tuple(sorted(others)) for one, others in sorted(links.items())}

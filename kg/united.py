"""Who an event's participants are, where several reports name them differently."""

from collections.abc import Sequence

from kg.compatible import Compatibility
from kg.parties import Party

_Ids = tuple[str, ...]


def united(sides: Sequence[_Ids], rules: Compatibility) -> _Ids:
    """One side (actors, targets or places) of an event, from that side of each of its reports; sorted.

    All that are named, without the larger wholes of which another report names a part («إسرائيل» where one says «الجيش الإسرائيلي»). Of
    the unnamed those that stand beside a named one; where nobody is named, all that the fullest report tells: «أحد عشر مدنياً» of one outlet
    and «ثلاثة عشر شخصاً» of another are no twenty-four.
    """
    tellings = [_distinct(side, rules) for side in sorted(set(sides)) if side]
    named = [frozenset(one for one in telling if not rules.party(one).words) for telling in tellings]
    if not any(named):
        return min(tellings, key=lambda telling: (-len(telling), -sum(len(rules.party(one).words) for one in telling), telling), default=())
    beside = _distinct([one for telling, mine in zip(tellings, named, strict=True) if mine for one in telling], rules)
    return tuple(one for one in beside if not _is_whole_of_another(one, named, rules))


def united_sides(tellings: Sequence[tuple[_Ids, _Ids]], rules: Compatibility, mutual: bool) -> tuple[_Ids, _Ids]:
    """The actors and targets of an event, from those of each of its reports.

    Whom one report names as doing it with others («دورية مشتركة لألف وباء») and another as its other side («سيّرت ألف دورية مع باء») takes part and undergoes
    nothing; where two meet (`mutual`), he is the other side.
    """
    actors, targets = united([one for one, _ in tellings], rules), united([other for _, other in tellings], rules)
    joint = {one for doers, _ in tellings if len(doers) > 1 for one in doers} & {*actors} & {*targets}
    if not joint:
        return actors, targets
    if mutual:
        return tuple(one for one in actors if one not in joint) or actors, targets
    return actors, tuple(one for one in targets if one not in joint)


def united_way(tellings: Sequence[tuple[_Ids, _Ids]], rules: Compatibility) -> tuple[_Ids, _Ids]:
    """Whence and whither an event leads, from the origins and destinations of each of its reports: the narrowest of each.

    What one report says that it comes from and another that it goes to is neither: each report keeps what it says.
    """
    origins, destinations = (rules.narrowest(united(sides, rules)) for sides in zip(*tellings, strict=True))
    both = {*origins} & {*destinations}
    return tuple(one for one in origins if one not in both), tuple(one for one in destinations if one not in both)


def _is_whole_of_another(one: str, named: Sequence[frozenset[str]], rules: Compatibility) -> bool:
    """Whether some report names a part of it, and none both."""
    parts = {part for mine in named for part in mine if part != one and one in rules.above(part)}
    return bool(parts) and not any(one in mine and parts & mine for mine in named)


def _distinct(side: Sequence[str], rules: Compatibility) -> _Ids:
    """The ids, one for each party: «شخصين» of two documents stand in one event once."""
    first: dict[Party, str] = {}
    for identity in sorted(set(side)):
        first.setdefault(rules.party(identity), identity)
    return tuple(sorted(first.values()))

"""What belongs to what across documents: which body is part or member of which, as each document says, and what of it stands as a plain triple."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from extract.model import Belonging, BelongingRelation, EntityKind, Mention, Reading
from kg.digest import digest
from kg.model import Affiliation, Entity

Identify = Callable[[str, Mention, EntityKind], str]  # document, mention and the kind where it tells none: the id of whom it means
_Edge = tuple[str, BelongingRelation, str]


def find_affiliations(reading: Reading, identify: Identify) -> tuple[Affiliation, ...]:
    """What one document says of belonging, in text order, each once."""
    document = reading.document.id
    found: dict[str, Affiliation] = {}
    for one in reading.belongings:
        part, whole = (identify(document, body, EntityKind.ORGANIZATION) for body in (one.part, one.whole))
        if part != whole:
            key = digest(_key(document, one))
            found[key] = Affiliation(key, one, part, whole)
    return tuple(found.values())


def _key(document: str, one: Belonging) -> tuple[object, ...]:
    return document, one.span.start, one.span.end, one.part.span.start, one.whole.span.start, one.relation.value


def plain_belongings(affiliations: Iterable[Affiliation], entities: Mapping[str, Entity]) -> Sequence[_Edge]:
    """Each part, relation and whole that some document tells of two bodies that are the same in every document; sorted.

    Reviewed data win: of whom the tables know a larger whole, they alone say it. What would make a body part of itself, by way of others, by
    the tables or by what another document says, is left with its source.
    """
    told = sorted({(one.part, one.belonging.relation, one.whole) for one in affiliations})
    open_ = [edge for edge in told if _is_open(entities[edge[0]]) and not entities[edge[2]].bound]
    larger = {one.id: {other for other in (one.parent, one.member_of) if other is not None} for one in entities.values()}
    for part, _, whole in open_:
        larger[part].add(whole)
    return tuple(edge for edge in open_ if edge[0] not in _above(edge[2], larger))


def _is_open(part: Entity) -> bool:
    return not part.bound and not (part.known and (part.parent is not None or part.member_of is not None))


def _above(body: str, larger: Mapping[str, Iterable[str]]) -> set[str]:
    """The body and all that it is of."""
    found, waiting = {body}, [body]
    while waiting:
        fresh = set(larger.get(waiting.pop(), ())) - found
        found |= fresh
        waiting += fresh
    return found

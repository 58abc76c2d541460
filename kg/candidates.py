"""Which pairs of entities are worth comparing: those whose names meet in a block, never all pairs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from extract.model import EntityKind
from kg.likeness import split_class
from kg.model import Entity
from kg.naming import is_generic, is_named, plain_name, without_article
from kg.person_name import person_name
from kg.spelling import skeleton

LARGEST_BLOCK = 60  # entities that share a key; what more of them share («قوات الأمن …») ties nobody to anybody

Key = tuple[str, ...]


def candidates(entities: Mapping[str, Entity]) -> Iterator[tuple[str, str]]:
    """Pairs of ids, sorted, the smaller first, each once. Two reviewed entities are never a pair: the tables keep them apart."""
    blocks: defaultdict[Key, set[str]] = defaultdict(set)
    for identity, entity in entities.items():
        for key in {key for name in names_of(entity) for key in _keys(entity.kind, name)}:
            blocks[key].add(identity)
    pairs = {pair for block in blocks.values() if len(block) <= LARGEST_BLOCK for pair in combinations(sorted(block), 2)}
    yield from sorted((a, b) for a, b in pairs if not (entities[a].known and entities[b].known))


def names_of(entity: Entity) -> tuple[str, ...]:
    """The names that tell who it is, in Arabic letters; none of somebody unnamed, or of a reviewed state or place, which no text spells in its own way."""
    if not is_named(entity) or (entity.known and entity.kind in (EntityKind.PLACE, EntityKind.STATE)):
        return ()
    names = dict.fromkeys(name for name in (entity.label_ar, *entity.aliases) if name and not name.isascii())
    return tuple(names)


def _keys(kind: EntityKind, name: str) -> Iterator[Key]:
    if kind is EntityKind.PERSON:
        yield from _person_keys(person_name(name).units)
        return
    family = "place" if kind is EntityKind.PLACE else "body"
    words = tuple(map(without_article, plain_name(name)))
    _, rest = split_class(words)
    yield from ((family, *_sounds(part)) for part in {words, rest})
    if len(words) > 1 and not all(map(is_generic, words[:2])):
        yield (family, "begins", *_sounds(words[:2]))


def _person_keys(units: tuple[str, ...]) -> Iterator[Key]:
    """First and last name, and the first two; one name alone meets nobody."""
    if len(units) > 1:
        first, second, last = _sounds((units[0], units[1], units[-1]))
        yield from {("person", first, second), ("person", first, last)}


def _sounds(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(skeleton(word) or word for word in words)

"""Reviewed entities as the names that the extractor looks for."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from extract.model import EntityKind
from extract.names import KnownName, NameTable
from ontology.known import KnownEntity


def name_table(entities: Iterable[KnownEntity], imported: Iterable[KnownEntity] = ()) -> NameTable:
    """All names, bare definites, metonyms and adjectives of the entities; `imported` are places that nobody reviewed."""
    return NameTable((name for entity in entities for name in _names(entity)), (name for entity in imported for name in _names(entity)))


def _names(entity: KnownEntity) -> Iterator[KnownName]:
    kind, place_kind, importance = _KINDS[entity.kind], entity.place_kind, entity.population
    label = entity.label_ar or entity.label_en or entity.id
    for word in dict.fromkeys((entity.label_ar, *entity.names)):
        if word:
            yield KnownName(word, entity.id, kind, label, "name", place_kind, importance)
    for use, words in (("bare", entity.bare), ("metonym", entity.metonyms), ("nisba", entity.adjectives)):
        for word in words:
            yield KnownName(word, entity.id, kind, label, use, place_kind, importance)


_KINDS: Mapping[str, EntityKind] = MappingProxyType({kind.value: kind for kind in EntityKind})

"""Reviewed entities as the names that the extractor looks for."""

from collections.abc import Iterable, Iterator

from extract.model import EntityKind
from extract.names import KnownName, NameTable
from ontology.known import KnownEntity


def name_table(entities: Iterable[KnownEntity], imported: Iterable[KnownEntity] = ()) -> NameTable:
    """All names, bare definites, metonyms and adjectives of the entities; `imported` are places that nobody reviewed."""
    return NameTable((name for entity in entities for name in _names(entity)), (name for entity in imported for name in _names(entity)))


def _names(entity: KnownEntity) -> Iterator[KnownName]:
    kind = EntityKind(entity.kind)
    label = entity.label_ar or entity.label_en or entity.id
    spellings = dict.fromkeys((*((entity.label_ar,) if entity.label_ar else ()), *entity.names))
    for use, words in (("name", spellings), ("bare", entity.bare), ("metonym", entity.metonyms), ("nisba", entity.adjectives)):
        for word in words:
            yield KnownName(word, entity.id, kind, label, use, entity.place_kind, entity.population)

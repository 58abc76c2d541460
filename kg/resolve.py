"""From mentions in documents to entities across documents, the same for any order of the readings.

A mention is the entity whose id it bears. Any other proper name is one entity per kind and normal form (without the
article): identical letters, never likeness. What bears no proper name («شخصين», «مسلحون مجهولون», a lone first name, a bare
«اللجنة») stands for somebody within its own document only, and so does a group of a larger whole («عنصرين من داعش»),
which is a member of it and never the whole itself.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from extract.arabic.analyser import load_adjectives
from extract.arabic.normal import normalize
from extract.arabic.tables import load_rows
from extract.arabic.words import split_words
from extract.model import EntityKind, EventMention, Mention, Reading
from kg.model import Coordinates, Entity, Report
from ontology.known import KnownEntity

_UNNAMED_KINDS = frozenset({EntityKind.GROUP, EntityKind.CIVILIANS})


@dataclass(frozen=True, slots=True)
class Resolution:
    """All entities by id, and all reports with their participants resolved.

    A report's `actors`, `targets` and `places` stand in the order of its mention's, one id for each.
    """

    entities: Mapping[str, Entity]
    reports: tuple[Report, ...]


def resolve(readings: Sequence[Reading], known: Sequence[KnownEntity]) -> Resolution:
    """The entities that the readings speak of, with the larger wholes they belong to, and their reports."""
    register = _Register({entity.id: entity for entity in known})
    reports = [
        _report(mention, identity, register)
        for reading in sorted(readings, key=lambda reading: reading.document.id)
        for mention, identity in _identified(reading.events)
    ]
    return Resolution(MappingProxyType(register.entities()), tuple(reports))


def is_named(entity: Entity) -> bool:
    """Whether the entity bears a name that means the same in every document."""
    return entity.known or (entity.member_of is None and _is_proper(entity.kind, plain_name(entity.label_ar or "")))


@lru_cache(maxsize=65536)
def plain_name(name: str) -> tuple[str, ...]:
    """The words of a name in normal form, marks and the article of the first word left out."""
    words = [word.normal for word in split_words(name) if not word.is_mark]
    return tuple(_without_article(word) if n == 0 else word for n, word in enumerate(words))


def _without_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


@lru_cache(maxsize=1)
def _generic_words() -> frozenset[str]:
    """Words that describe and do not name: heads of phrases («قوات», «مسؤول», «قرية»), adjectives in their usual endings, and
    those of `data/generic_words.tsv`."""
    rows = (files("kg") / "data" / "generic_words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    inflected = (adjective + ending for adjective in load_adjectives() for ending in ("", "ه", "ين", "ون", "ات"))
    return frozenset([*(row.split("\t")[0] for row in rows), *(normalize(row[0]) for row in load_rows("heads")), *inflected])


def _is_proper(kind: EntityKind, words: tuple[str, ...]) -> bool:
    if kind in _UNNAMED_KINDS or all(_without_article(word) in _generic_words() or word.isdigit() for word in words):
        return False
    return len(words) > 1 or kind is EntityKind.PLACE  # one word alone names a village, but not one person or one council


def _identified(mentions: Iterable[EventMention]) -> Iterator[tuple[EventMention, str]]:
    """A document's mentions in text order, each with its report's id; the same trigger read twice gives two."""
    seen: Counter[tuple[object, ...]] = Counter()
    for mention in sorted(dict.fromkeys(mentions), key=lambda m: (m.trigger, m.type, repr(m))):
        key = (mention.document, mention.trigger.start, mention.trigger.end, mention.type.value)
        yield mention, digest((*key, seen[key]) if seen[key] else key)
        seen[key] += 1


def digest(key: Iterable[object]) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of the key's parts."""
    return hashlib.sha256("\x1f".join(map(str, key)).encode()).hexdigest()[:16]


def _report(mention: EventMention, identity: str, register: "_Register") -> Report:
    def ids(found: Iterable[Mention], otherwise: EntityKind) -> tuple[str, ...]:
        return tuple(register.identify(mention.document, one, otherwise) for one in found)

    source = mention.attribution.source if mention.attribution else None
    return Report(
        identity,
        mention,
        actors=ids(mention.actors, EntityKind.GROUP),
        targets=ids(mention.targets, EntityKind.GROUP),
        places=ids(mention.places, EntityKind.PLACE),
        attributed_to=register.identify(mention.document, source, EntityKind.GROUP) if source else None,
    )


class _Register:
    """Whom the mentions seen so far stand for; grows with each, and forgets the order they came in."""

    def __init__(self, known: Mapping[str, KnownEntity]) -> None:
        self._known = known
        self._met: set[str] = set()
        self._unlisted: dict[str, tuple[EntityKind, str | None]] = {}
        self._surfaces: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def identify(self, document: str, mention: Mention, otherwise: EntityKind) -> str:
        """The id of what the mention stands for; `otherwise` is its kind where the mention tells none."""
        if mention.entity is not None and mention.entity in self._known:
            self._met.add(mention.entity)
            return mention.entity
        kind, whole = mention.kind or otherwise, mention.within if mention.within in self._known else None
        name = plain_name(mention.name or mention.text)
        key: tuple[object, ...] = (kind.value, *name)
        if mention.within is not None or not _is_proper(kind, name):
            key = ("in", document, mention.within, *key)
        identity = f"unlisted/{digest(key)}"
        self._unlisted[identity] = (kind, whole)
        self._surfaces[identity][" ".join((mention.name or mention.text).split())] += 1
        if whole is not None:
            self._met.add(whole)
        return identity

    def entities(self) -> dict[str, Entity]:
        """All that was met, and every larger whole above it, sorted by id."""
        found = {identity: self._unlisted_entity(identity) for identity in self._unlisted}
        for identity in self._met:
            step: str | None = identity
            while step is not None and step in self._known and step not in found:
                found[step] = _known_entity(self._known[step], self._known)
                step = found[step].parent
        return dict(sorted(found.items()))

    def _unlisted_entity(self, identity: str) -> Entity:
        kind, whole = self._unlisted[identity]
        label, *others = sorted(self._surfaces[identity].items(), key=lambda pair: (-pair[1], -len(pair[0]), pair[0]))
        return Entity(identity, kind, label[0] or None, None, aliases=tuple(sorted(other for other, _ in others)), member_of=whole)


def _known_entity(entity: KnownEntity, known: Mapping[str, KnownEntity]) -> Entity:
    position = None
    if entity.latitude is not None and entity.longitude is not None:
        position = Coordinates(entity.latitude, entity.longitude, entity.precision_km or 0.0)
    return Entity(
        id=entity.id,
        kind=EntityKind(entity.kind),
        label_ar=entity.label_ar or None,
        label_en=entity.label_en or None,
        known=True,
        aliases=tuple(sorted({*entity.names} - {entity.label_ar, entity.label_en})),
        same_as=tuple(sorted(entity.same_as)),
        parent=entity.parent if entity.parent in known else None,
        coordinates=position,
    )

"""From mentions in documents to entities across documents, the same for any order of the readings.

A mention is the entity whose id it bears. Any other proper name is one entity per kind and normal form (without the
article); which of these are one all the same, people's decisions and the rules of `identity` say. What bears no proper
name («شخصين», «مسلحون مجهولون», a lone first name, a bare «اللجنة») stands for somebody within its own document only, and so
does a group of a larger whole («عنصرين من داعش»), which is a member of it and never the whole itself.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from extract.model import EntityKind, EventMention, Mention, Reading
from kg.decisions import Decision
from kg.description import PEOPLE, Describer, Description
from kg.identity import Identity, Likeness, find_likenesses, settle
from kg.model import Coordinates, Entity, Report
from kg.naming import is_proper, plain_name
from ontology.known import KnownEntity

_GROUND = ("place", "state")
_NOBODY = Identity(MappingProxyType({}), MappingProxyType({}))  # nobody is another, nor possibly


@dataclass(frozen=True, slots=True)
class Resolution:
    """All entities by id, and all reports with their participants resolved.

    A report's `actors`, `targets` and `places` stand in the order of its mention's, one id for each.
    """

    entities: Mapping[str, Entity]
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """What the articles name, before anybody is taken for another: entities and reports as in `Resolution`, and what is alike."""

    entities: Mapping[str, Entity]
    reports: tuple[Report, ...]
    likenesses: tuple[Likeness, ...]


def resolve(readings: Sequence[Reading], known: Sequence[KnownEntity], decisions: Sequence[Decision] = ()) -> Resolution:
    """The entities that the readings speak of, with the larger wholes they belong to, and their reports.

    Raises InputError where decisions contradict each other.
    """
    register, reports = _read(readings, known)
    entities = register.entities()
    identity = settle(entities, find_likenesses(register.nameable(entities)), decisions, (entity.id for entity in known))
    return Resolution(MappingProxyType(register.entities(identity)), tuple(_joined(report, identity.joined) for report in reports))


def name_all(readings: Sequence[Reading], known: Sequence[KnownEntity]) -> Named:
    """Each name for itself, as decisions speak of them."""
    register, reports = _read(readings, known)
    entities = register.entities()
    return Named(MappingProxyType(entities), tuple(reports), find_likenesses(register.nameable(entities)))


def _joined(report: Report, joined: Mapping[str, str]) -> Report:
    def ids(found: Iterable[str]) -> tuple[str, ...]:
        return tuple(joined.get(one, one) for one in found)

    source = report.attributed_to
    return replace(report, actors=ids(report.actors), targets=ids(report.targets), places=ids(report.places), attributed_to=joined.get(source or "", source))


def _read(readings: Sequence[Reading], known: Sequence[KnownEntity]) -> tuple["_Register", list[Report]]:
    register = _Register({entity.id: entity for entity in known})
    reports = [
        _report(mention, identity, register)
        for reading in sorted(readings, key=lambda reading: reading.document.id)
        for mention, identity in _identified(reading.events)
    ]
    return register, reports


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
        self._describer = Describer(known.values())
        self._unlisted: dict[str, Entity] = {}
        self._surfaces: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def identify(self, document: str, mention: Mention, otherwise: EntityKind) -> str:
        """The id of what the mention stands for; `otherwise` is its kind where the mention tells none."""
        if mention.entity is not None and mention.entity in self._known:
            self._met.add(mention.entity)
            return mention.entity
        name, whole = mention.name or mention.text, self._known.get(mention.within or "")
        described = self._describer.describe(name, mention.kind, otherwise, placed=whole is not None and whole.kind in _GROUND)
        if described.side and described.state is not None:
            self._met.add(described.state)
            return described.state
        placed = described.kind is not EntityKind.PLACE and (whole is None or whole.kind in _GROUND)
        owned = mention.within is not None and not (described.named and placed)
        bound = owned or not described.named
        key: tuple[object, ...] = (described.kind.value, *plain_name(name))
        if bound:
            key = ("in", document, mention.within, *key)
        identity = f"unlisted/{digest(key)}"
        found = self._linked(Entity(identity, described.kind, None, None, bound=bound), described, whole)
        self._unlisted[identity] = _both(self._unlisted.get(identity, found), found)
        self._surfaces[identity][" ".join(name.split())] += 1
        return identity

    def _linked(self, entity: Entity, described: Description, whole: KnownEntity | None) -> Entity:
        """With whom or what its words tie it to: a body, a place to live or sit at, a state."""
        state = described.state if whole is None or whole.kind in _GROUND else None
        if described.office and whole is not None and whole.kind in _GROUND:
            whole = None
        if whole is not None and whole.kind == "state" and entity.kind is not EntityKind.PLACE:
            state, whole = whole.id, None
        self._met.update(found for found in (state, whole.id if whole else None) if found is not None)
        if state is not None:
            entity = _of_state(entity, state, described)
        if whole is None:
            return entity
        homely = whole.kind == "place" and entity.kind is not EntityKind.PLACE
        return replace(entity, home=whole.id) if homely else replace(entity, member_of=whole.id)

    def nameable(self, entities: Mapping[str, Entity]) -> dict[str, Entity]:
        """Those of the entities that are the same in every document, and not somebody within one."""
        return {one: entity for one, entity in entities.items() if not entity.bound}

    def entities(self, identity: Identity = _NOBODY) -> dict[str, Entity]:
        """All that was met, and every larger whole above it, sorted by id, joined and linked as `identity` says."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for one in self._unlisted:
            groups[identity.joined.get(one, one)].append(one)
        found = {one: self._unlisted_entity(one, sorted(members), identity.possibly.get(one, ())) for one, members in groups.items() if one not in self._known}
        for one in self._met | (groups.keys() & self._known.keys()):
            step: str | None = one
            while step is not None and step in self._known and step not in found:
                found[step] = _known_entity(self._known[step], self._known, (name for member in groups.get(step, ()) for name in self._surfaces[member]))
                step = found[step].parent
        return dict(sorted(found.items()))

    def _unlisted_entity(self, identity: str, members: Sequence[str], possibly: tuple[str, ...]) -> Entity:
        """The entity of all its members' names; proper ones come first, then the most frequent, then the fullest."""
        entity = self._unlisted[identity]
        surfaces = sum((self._surfaces[member] for member in members), Counter[str]())
        proper = {name: is_proper(entity.kind, plain_name(name)) for name in surfaces}
        label, *others = sorted(surfaces, key=lambda name: (not proper[name], -surfaces[name], -len(name), name))
        return replace(entity, label_ar=label or None, aliases=tuple(sorted(others)), same_as=possibly)


def _both(one: Entity, other: Entity) -> Entity:
    """One entity with what two mentions of it tell; where they differ, the first in the order of ids."""

    def told(first: str | None, second: str | None) -> str | None:
        return min(filter(None, (first, second)), default=None)

    links = (told(one.parent, other.parent), told(one.member_of, other.member_of), told(one.home, other.home), told(one.nationality, other.nationality))
    return replace(one, parent=links[0], member_of=links[1], home=links[2], nationality=links[3])


def _of_state(entity: Entity, state: str, described: Description) -> Entity:
    """«الشرطة المصرية» is part of the state, «جنود مصريون» and «طائرات مصرية» are its own, «عمال مصريون» are its people."""
    if entity.kind is EntityKind.OBJECT or described.servants:
        return replace(entity, member_of=state)
    return replace(entity, nationality=state) if entity.kind in PEOPLE else replace(entity, parent=state)


def _known_entity(entity: KnownEntity, known: Mapping[str, KnownEntity], more_names: Iterable[str] = ()) -> Entity:
    position = None
    if entity.latitude is not None and entity.longitude is not None:
        position = Coordinates(entity.latitude, entity.longitude, entity.precision_km or 0.0)
    return Entity(
        id=entity.id,
        kind=EntityKind(entity.kind),
        label_ar=entity.label_ar or None,
        label_en=entity.label_en or None,
        known=True,
        aliases=tuple(sorted({*entity.names, *more_names} - {entity.label_ar, entity.label_en})),
        same_as=tuple(sorted(entity.same_as)),
        parent=entity.parent if entity.parent in known else None,
        coordinates=position,
        sectors=entity.sectors,
        valid_from=entity.valid_from,
        valid_to=entity.valid_to,
    )

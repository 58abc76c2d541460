"""From mentions in documents to entities across documents, the same for any order of the readings.

A mention is the entity whose id it bears. Any other proper name is one entity per kind and normal form (without the
article); which of these are one all the same, people's decisions and the rules of `identity` say. What bears no proper
name («شخصين», «مسلحون مجهولون», a lone first name, a bare «اللجنة») stands for somebody within its own document only, and so
does a group of a larger whole («عنصرين من داعش»), which is a member of it and never the whole itself.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from extract.model import EntityKind, EventMention, Mention, Reading
from kg.belongings import find_affiliations
from kg.decisions import Decision
from kg.description import PEOPLE, Describer, Description
from kg.digest import digest
from kg.geography.places import DocumentPlaces, Geographer
from kg.geography.register import PlaceRegister, merged_surfaces
from kg.identity import Identity, Likeness, find_likenesses, settle
from kg.joined_ids import joined_affiliation, joined_holding, joined_report
from kg.model import Affiliation, Entity, Holding, PlaceNaming, Report
from kg.naming import is_proper, plain_name
from kg.offices import find_holdings, heads_of, in_words, titles_of_unknown
from kg.outlets import Outlets
from ontology.known import KnownEntity
from ontology.lines import load_lines
from ontology.offices import parse_offices

_GROUND = ("place", "state")
_NOBODY = Identity(MappingProxyType({}), MappingProxyType({}))  # nobody is another, nor possibly


@dataclass(frozen=True, slots=True)
class Resolution:
    """All entities by id, and all reports with their participants resolved.

    A report's `actors`, `targets`, `places`, `origins` and `destinations` stand in the order of its mention's, one id for each. `places` are
    all that each document names, by the document's id and in text order; `holdings` what each says of offices, `affiliations` of belonging;
    `publishers` are the known outlets.
    """

    entities: Mapping[str, Entity]
    reports: tuple[Report, ...]
    places: Mapping[str, tuple[PlaceNaming, ...]]
    holdings: Mapping[str, tuple[Holding, ...]] = field(default_factory=lambda: MappingProxyType({}))
    affiliations: Mapping[str, tuple[Affiliation, ...]] = field(default_factory=lambda: MappingProxyType({}))
    publishers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class _Read:
    """What all readings tell, before anybody is taken for another."""

    register: "_Register"
    reports: list[Report] = field(default_factory=list)
    places: dict[str, tuple[PlaceNaming, ...]] = field(default_factory=dict)
    holdings: dict[str, tuple[Holding, ...]] = field(default_factory=dict)
    affiliations: dict[str, tuple[Affiliation, ...]] = field(default_factory=dict)
    publishers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Named:
    """What the articles name, before anybody is taken for another: entities and reports as in `Resolution`, and what is alike.

    `offices` are the words of those that the articles give to a person, by his id, each once.
    """

    entities: Mapping[str, Entity]
    reports: tuple[Report, ...]
    likenesses: tuple[Likeness, ...]
    offices: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


def resolve(readings: Sequence[Reading], known: Sequence[KnownEntity], decisions: Sequence[Decision] = ()) -> Resolution:
    """The entities that the readings speak of, with the larger wholes they belong to, and their reports.

    Raises InputError where decisions contradict each other.
    """
    read = _read(readings, known)
    entities = read.register.entities()
    identity = settle(entities, find_likenesses(read.register.nameable(entities)), decisions, (entity.id for entity in known))
    one = identity.joined
    places = {name: tuple(replace(found, place=one.get(found.place, found.place)) for found in namings) for name, namings in read.places.items()}
    holdings = {name: tuple(joined_holding(found, one) for found in holdings) for name, holdings in read.holdings.items()}
    affiliations = {name: tuple(joined_affiliation(found, one) for found in told) for name, told in read.affiliations.items()}
    reports = tuple(joined_report(report, one) for report in read.reports)
    found, publishers = MappingProxyType(read.register.entities(identity)), MappingProxyType(read.publishers)
    return Resolution(found, reports, MappingProxyType(places), MappingProxyType(holdings), MappingProxyType(affiliations), publishers)


def name_all(readings: Sequence[Reading], known: Sequence[KnownEntity]) -> Named:
    """Each name for itself, as decisions speak of them."""
    read = _read(readings, known)
    entities = read.register.entities()
    told: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for one in (holding for holdings in read.holdings.values() for holding in holdings):
        told[one.person][in_words(one.office)] = None
    offices = MappingProxyType({person: tuple(words) for person, words in told.items()})
    return Named(MappingProxyType(entities), tuple(read.reports), find_likenesses(read.register.nameable(entities)), offices)


def _read(readings: Sequence[Reading], known: Sequence[KnownEntity]) -> _Read:
    geographer = Geographer(known, load_lines())
    read, outlets = _Read(_Register({entity.id: entity for entity in known}, geographer)), Outlets(known)
    for reading in sorted(readings, key=lambda reading: reading.document.id):
        document, places = reading.document.id, geographer.places(reading)
        read.register.places.add(places)
        read.places[document] = places.namings()
        read.register.introduce(titles_of_unknown(reading))
        read.reports.extend(_report(mention, identity, read.register, places) for mention, identity in _identified(reading.events))
        read.holdings[document] = find_holdings(reading, read.register.identify)
        read.register.hold(read.holdings[document])
        read.affiliations[document] = find_affiliations(reading, read.register.identify)
        if (publisher := outlets.of(reading.document.source)) is not None:
            read.publishers[document] = read.register.meet(publisher)
    return read


def _identified(mentions: Iterable[EventMention]) -> Iterator[tuple[EventMention, str]]:
    """A document's mentions in text order, each with its report's id; the same trigger read twice gives two."""
    seen: Counter[tuple[object, ...]] = Counter()
    for mention in sorted(dict.fromkeys(mentions), key=lambda m: (m.trigger, m.type, repr(m))):
        key = (mention.document, mention.trigger.start, mention.trigger.end, mention.type.value)
        yield mention, digest((*key, seen[key]) if seen[key] else key)
        seen[key] += 1


def _report(mention: EventMention, identity: str, register: "_Register", places: DocumentPlaces) -> Report:
    def ids(found: Iterable[Mention], otherwise: EntityKind) -> tuple[str, ...]:
        return tuple(site.id if (site := places.of(one, otherwise)) else register.identify(mention.document, one, otherwise) for one in found)

    source = mention.attribution.source if mention.attribution else None
    relays = [relay.source for relay in mention.attribution.relays()] if mention.attribution else []
    return Report(
        identity,
        mention,
        actors=ids(mention.actors, EntityKind.GROUP),
        targets=ids(mention.targets, EntityKind.GROUP),
        places=ids(mention.places, EntityKind.PLACE),
        attributed_to=register.identify(mention.document, source, EntityKind.GROUP) if source else None,
        origins=ids(mention.origins, EntityKind.PLACE),
        destinations=ids(mention.destinations, EntityKind.PLACE),
        relayed_by=tuple(register.identify(mention.document, relay, EntityKind.GROUP) for relay in relays),
    )


class _Register:
    """Whom the mentions seen so far stand for; grows with each, and forgets the order they came in."""

    def __init__(self, known: Mapping[str, KnownEntity], geographer: Geographer) -> None:
        self._known, self._geographer = known, geographer
        self.places = PlaceRegister(geographer)
        self._met: set[str] = set()
        self._describer = Describer(known.values())
        self._unlisted: dict[str, Entity] = {}
        self._surfaces: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._titles: Mapping[tuple[str, ...], tuple[str, ...]] = {}
        self._held: defaultdict[str, set[tuple[str, str | None]]] = defaultdict(set)

    def introduce(self, titles: Mapping[tuple[str, ...], tuple[str, ...]]) -> None:
        """By name the titles that the document to be read gives to people whom no table lists: one name with two titles may be two people's."""
        self._titles = titles

    def hold(self, holdings: Iterable[Holding]) -> None:
        """What offices a document says that people hold."""
        for one in holdings:
            self._held[one.person].update((head, one.organisation) for head in heads_of(one.office))

    def meet(self, known: str) -> str:
        """The id of a known entity, which from now on is one of the graph's."""
        self._met.add(known)
        return known

    def identify(self, document: str, mention: Mention, otherwise: EntityKind) -> str:
        """The id of what the mention stands for; `otherwise` is its kind where the mention tells none."""
        if mention.entity is not None and mention.entity in self._known:
            self._met.add(mention.entity)
            return mention.entity
        name, whole = mention.name or mention.text, self._known.get(mention.within or "")
        described = self._describer.describe(name, mention.kind, otherwise, placed=whole is not None and whole.kind in _GROUND)
        if mention.kind is EntityKind.PERSON and plain_name(name) in self._titles:  # who holds an office is no wage, though called «راتب»
            described = Description(EntityKind.PERSON, is_proper(EntityKind.PERSON, plain_name(name)), office=True)
        if described.side and described.state is not None:
            self._met.add(described.state)
            return described.state
        placed = described.kind is not EntityKind.PLACE and (whole is None or whole.kind in _GROUND)
        owned = mention.within is not None and not (described.named and (placed or described.office))  # a full name is his everywhere
        bound = owned or not described.named
        key: tuple[object, ...] = (described.kind.value, *plain_name(name))
        if described.kind is EntityKind.PERSON:
            key = (*key, *self._titles.get(plain_name(name), ()))
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
        if described.office and whole is not None and whole.kind in (*_GROUND, "person"):
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
        for one in {*self._unlisted, *self.places.unlisted()}:
            groups[identity.joined.get(one, one)].append(one)
        found = {one: self._unlisted_entity(one, sorted(members), identity) for one, members in groups.items() if one not in self._known}
        found |= {ground.id: ground for ground in self.places.grounds()}
        larger = {entity.parent for entity in found.values() if entity.parent is not None}
        for one in (self._met | self.places.met | larger | groups.keys()) & self._known.keys():
            step: str | None = one
            while step is not None and step in self._known and step not in found:
                found[step] = self._known_entity(self._known[step], merged_surfaces(self._surfaces, self.places.surfaces, groups.get(step, ())))
                step = found[step].parent
        return dict(sorted(found.items()))

    def _unlisted_entity(self, identity: str, members: Sequence[str], joins: Identity) -> Entity:
        """The entity of all its members' names; proper ones come first, then the most frequent, then the fullest."""
        entity = self._unlisted.get(identity) or Entity(identity, EntityKind.PLACE, None, None, bound=identity in self.places.local)
        surfaces = merged_surfaces(self._surfaces, self.places.surfaces, members)
        proper = {name: is_proper(entity.kind, plain_name(name)) for name in surfaces}
        label, *others = sorted(surfaces, key=lambda name: (not proper[name], -surfaces[name], -len(name), name))
        held = frozenset(told for member in members for told in self._held[member])
        named = replace(entity, label_ar=label or None, aliases=tuple(sorted(others)), same_as=joins.possibly.get(identity, ()), held=held)
        placed = self.places.placed(named, members)
        return replace(placed, parent=joins.joined.get(placed.parent or "", placed.parent))

    def _known_entity(self, entity: KnownEntity, more_names: Iterable[str]) -> Entity:
        is_place = entity.id in self._geographer.atlas
        position, extent = self._geographer.known(entity.id) if is_place else (None, None)
        return Entity(
            id=entity.id,
            kind=EntityKind(entity.kind),
            label_ar=entity.label_ar or None,
            label_en=entity.label_en or None,
            known=True,
            aliases=tuple(sorted({*entity.names, *more_names} - {entity.label_ar, entity.label_en})),
            same_as=tuple(sorted(entity.same_as)),
            parent=self._geographer.atlas.parent(entity.id) if is_place else entity.parent if entity.parent in self._known else None,
            coordinates=position,
            sectors=entity.sectors,
            valid_from=entity.valid_from,
            valid_to=entity.valid_to,
            extent=extent,
            offices=parse_offices(entity.office or ""),
        )


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

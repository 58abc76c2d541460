"""What the places of one document stand for: known ones, ground made from them, places that no table has, and names left open."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from extract.model import EntityKind, EventMention, Ground, Landmark, Mention, Reading, Relation, Span
from kg.digest import digest
from kg.geography.atlas import Atlas
from kg.geography.choices import Choice, Chooser
from kg.geography.grounds import Grounds, ground_id
from kg.geography.kinds import load_kinds
from kg.geography.outlines import circle
from kg.geography.sphere import Position
from kg.model import Coordinates, Entity, Extent, PlaceClass, PlaceNaming
from kg.naming import is_proper, plain_name
from ontology.known import KnownEntity
from ontology.lines import KnownLine

_Key = tuple[Span, Ground | None]


@dataclass(frozen=True, slots=True)
class Site:
    """What a mention of a place stands for: an id, why, and unless a table has it, the entity. `is_local` if it is the same in no other document."""

    id: str
    reason: str
    entity: Entity | None = None
    is_local: bool = False


class DocumentPlaces:
    """The places of one document. `sites` has them by the mention's span and ground, `made` all entities that no table has, by id."""

    def __init__(self, sites: Mapping[_Key, Site], made: Mapping[str, Site], words: Sequence[tuple[Site, str]], named: Sequence[_Key]) -> None:
        self._sites, self.made, self._words, self._named = sites, made, words, named

    def of(self, mention: Mention, otherwise: EntityKind) -> Site | None:
        """What the mention stands for; None where it tells of no ground. `otherwise` is its kind where it tells none."""
        return self._sites.get((mention.span, _ground(mention))) if (mention.kind or otherwise) is EntityKind.PLACE else None

    def words(self) -> Iterator[tuple[Site, str]]:
        """What each mention stands for, and its words."""
        return iter(self._words)

    def namings(self) -> tuple[PlaceNaming, ...]:
        """What the document's own list of places stands for, in text order; without such a list, that of its events."""
        return tuple(PlaceNaming(key[0], self._sites[key].id, self._sites[key].reason) for key in self._named)


class Geographer:
    """Decides the places of documents by the known places."""

    def __init__(self, known: Sequence[KnownEntity], lines: Iterable[KnownLine]) -> None:
        self._codes = {entity.id: entity.country for entity in known if entity.country}
        self.atlas = Atlas(known)
        self._grounds = Grounds(self.atlas, lines)

    def known(self, place: str) -> tuple[Coordinates | None, Extent]:
        """Where a known place is: a point with its radius, and the ground."""
        return self._grounds.known(place)

    def places(self, reading: Reading) -> DocumentPlaces:
        """What each place mention of the reading, and of its events, stands for."""
        mentions = _mentions(reading)
        chooser = Chooser(reading.document.text, mentions, self.atlas, self._countries(reading))
        teller = _Teller(reading.document.id, mentions, chooser, self._grounds, self.atlas)
        sites = {(mention.span, mention.ground): teller.site(number) for number, mention in enumerate(mentions)}
        words = [(sites[mention.span, mention.ground], " ".join(mention.text.split())) for mention in mentions]
        named = dict.fromkeys((mention.span, _ground(mention)) for mention in reading.places or mentions)
        return DocumentPlaces(MappingProxyType(sites), MappingProxyType(teller.made), words, tuple(key for key in sites if key in named))

    def somewhere_in(self, place: str) -> tuple[Coordinates | None, Extent]:
        """Where a place is of which no more is known than the known place around it."""
        position, extent = self.known(place)
        return _somewhere(self.atlas[place].label_en or place, position, extent)

    def _countries(self, reading: Reading) -> Counter[str]:
        """The states that the actors of the events belong to, each as often as they are named."""
        found: Counter[str] = Counter()
        for event in reading.events:
            for mention in (*event.actors, *event.targets, *([event.attribution.source] if event.attribution else ())):
                state = self.atlas.state_of(self._codes.get(mention.entity or mention.within or ""))
                found.update([state] if state else [])
        return found


class _Teller:
    """Tells for each mention of one document what it stands for."""

    def __init__(self, document: str, mentions: Sequence[Mention], chooser: Chooser, grounds: Grounds, atlas: Atlas) -> None:
        self._document, self._mentions, self._chooser = document, mentions, chooser
        self._choices = chooser.choices()
        self._grounds, self._atlas = grounds, atlas
        self._within = self._told_within()
        self._sites: dict[int, Site] = {}
        self._telling: set[int] = set()
        self.made: dict[str, Site] = {}

    def site(self, number: int) -> Site:
        """What the mention of that number stands for; ground around it is told first, which stands behind it."""
        if number not in self._sites:
            self._telling.add(number)
            site = self._site(number)
            self._telling.discard(number)
            if site.entity is not None:
                self.made.setdefault(site.id, site)
            self._sites[number] = site
        return self._sites[number]

    def _told_within(self) -> dict[tuple[str, ...], int]:
        """For each name that no table has the first mention that a phrase says it lies in: it holds for the name wherever it stands."""
        found: dict[tuple[str, ...], int] = {}
        for number, (mention, choices) in enumerate(zip(self._mentions, self._choices, strict=True)):
            within = self._chooser.within(number)
            for landmark, choice in zip(mention.ground.landmarks if mention.ground else (), choices, strict=True):
                if within is not None and choice.place is None and not choice.candidates:
                    found.setdefault(plain_name(landmark.name), within)
        return found

    def _site(self, number: int) -> Site:
        mention, choices = self._mentions[number], self._choices[number]
        ground = mention.ground or Ground(Relation.AT, ())
        reason = "; ".join(dict.fromkeys(choice.reason for choice in choices))
        if all(choice.place for choice in choices):
            landmarks, more = self._with_other_side(ground, [choice.place for choice in choices if choice.place])
            found, reason = self._grounds.entity(ground, landmarks), f"{reason}{more}"
            return Site(found, reason) if isinstance(found, str) else Site(found.id, reason, found)
        sites = [self._landmark(number, landmark, choice) for landmark, choice in zip(ground.landmarks, choices, strict=True)]
        for one in sites:
            if one.entity is not None:
                self.made.setdefault(one.id, one)
        if ground.relation is Relation.AT:
            return sites[0]
        names = [(landmark.name, landmark.name) for landmark in ground.landmarks]
        extent = Extent(PlaceClass.UNKNOWN, f"where its landmark lies is not known: {reason}")
        larger = sites[0].id if len(sites) == 1 else None
        identity = ground_id(ground, [one.id for one in sites])
        entity = Entity(identity, EntityKind.PLACE, self._grounds.names(ground, names)[0], None, parent=larger, extent=extent)
        return Site(identity, reason, entity, is_local=True)

    def _with_other_side(self, ground: Ground, places: list[str]) -> tuple[list[str], str]:
        """The landmarks of a border, the state on its other side included where the document tells which: «الحدود التركية»."""
        if ground.relation is not Relation.BORDER or len(places) != 1:
            return places, ""
        other = self._chooser.other_side(self._grounds.neighbours.get(places[0], ()))
        return ([*places, other], f"; of its neighbours the document speaks of {self._atlas[other].label_en}") if other else (places, "")

    def _landmark(self, number: int, landmark: Landmark, choice: Choice) -> Site:
        if choice.place is not None:
            return Site(choice.place, choice.reason)
        name = plain_name(landmark.name)
        if choice.candidates:
            identity = f"unlisted/{digest(('in', self._document, 'place', *name, *choice.candidates))}"
            entity = Entity(
                identity, EntityKind.PLACE, landmark.name, None, same_as=choice.candidates, extent=Extent(PlaceClass.UNKNOWN, choice.reason),
            )  # fmt: skip
            return Site(identity, choice.reason, entity, is_local=True)
        return self._unlisted(number, landmark, choice, name)

    def _unlisted(self, number: int, landmark: Landmark, choice: Choice, name: tuple[str, ...]) -> Site:
        """A place that no table has: one of its name in the governorate or country that the phrase puts it in."""
        kind = load_kinds().get(landmark.place_kind or "")
        is_bare = kind is None or kind.is_bare
        around = self._around(self._within.get(name) if self._chooser.within(number) is None else self._chooser.within(number))
        larger = around.id if around else None
        key: tuple[object, ...] = (EntityKind.PLACE.value, *name, *(() if is_bare else (landmark.place_kind,)), *self._key_of(around))
        is_local = not is_proper(EntityKind.PLACE, name)
        identity = f"unlisted/{digest(('in', self._document, *key) if is_local else key)}"
        position, extent = self._somewhere_in(around) if around else (None, Extent(PlaceClass.UNKNOWN, choice.reason))
        label = landmark.name if is_bare else self._mentions[number].text
        entity = Entity(identity, EntityKind.PLACE, label, None, parent=larger, coordinates=position, extent=extent)
        return Site(identity, choice.reason, entity, is_local)

    def _around(self, within: int | None) -> Site | None:
        """The ground of a mention that another lies in, if it is on the map."""
        site = self.site(within) if within is not None and within not in self._telling else None  # «الخزنة في ريف الخزنة»
        return site if site and (site.entity is None or site.entity.known) else None

    def _key_of(self, around: Site | None) -> tuple[str, ...]:
        """What tells homonyms in two governorates apart: the governorate, or the country, of the ground around."""
        if around is None:
            return ()
        known = around.id if around.entity is None else around.entity.parent
        larger = (self._atlas.governorate(known) or self._atlas.country(known)) if known else None
        return ("in", larger) if larger else ()

    def _somewhere_in(self, around: Site) -> tuple[Coordinates | None, Extent]:
        if around.entity is None:
            position, extent = self._grounds.known(around.id)
            return _somewhere(self._atlas[around.id].label_en or around.id, position, extent)
        return _somewhere(around.entity.label_en or around.id, around.entity.coordinates, around.entity.extent)


def _somewhere(label: str, position: Coordinates | None, extent: Extent | None) -> tuple[Coordinates | None, Extent]:
    """The extent of something within a place of that extent."""
    if extent is None or extent.wkt is None or position is None:
        return None, Extent(PlaceClass.UNKNOWN, f"no table has it; the words put it in {label}")
    ground = extent.wkt
    if extent.precision in (PlaceClass.EXACT, PlaceClass.OFFSET):
        ground = circle(Position(position.latitude, position.longitude), position.precision_km).wkt
    return position, Extent(PlaceClass.AREA, f"somewhere in {label}, where the words put it; no table has it", ground)


def _ground(mention: Mention) -> Ground | None:
    """The ground that the mention tells, or that of its known entity."""
    if mention.ground is not None and mention.ground.landmarks:
        return mention.ground
    if mention.entity is not None and mention.kind is EntityKind.PLACE:
        return Ground(Relation.AT, (Landmark(mention.span, mention.name, (mention.entity,)),))
    return None


def _mentions(reading: Reading) -> tuple[Mention, ...]:
    """All mentions that tell of ground, in text order, each once and with that ground."""
    told = [*reading.places, *(mention for event in reading.events for mention in _grounds(event))]
    found = {(mention.span, ground): replace(mention, ground=ground) for mention in told if (ground := _ground(mention)) is not None}
    return tuple(found[key] for key in sorted(found, key=lambda key: (key[0], repr(key[1]))))


def _grounds(event: EventMention) -> Iterator[Mention]:
    yield from (*event.places, *event.origins, *event.destinations, *_placelike(event.actors), *_placelike(event.targets))


def _placelike(mentions: Iterable[Mention]) -> Iterator[Mention]:
    return (mention for mention in mentions if mention.kind is EntityKind.PLACE)

"""The places of all documents together: what several documents say of one place that no table has becomes one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extract.model import EntityKind
from kg.geography.places import DocumentPlaces, Geographer
from kg.model import Entity, Extent, PlaceClass

_UNKNOWN = Extent(PlaceClass.UNKNOWN, "no table has it, and the words do not say where it lies")


class PlaceRegister:
    """Gathers what documents name; the order in which they come makes no difference."""

    def __init__(self, geographer: Geographer) -> None:
        self._geographer = geographer
        self._made: defaultdict[str, set[Entity]] = defaultdict(set)
        self.met: set[str] = set()  # ids of known places
        self.local: set[str] = set()  # ids of what is the same in no other document
        self.surfaces: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, places: DocumentPlaces) -> None:
        """All that a document's place mentions stand for."""
        for site in places.made.values():
            if site.entity is not None:
                self._made[site.id].add(site.entity)
                self.met.update(site.entity.same_as)
                self.surfaces[site.id][site.entity.label_ar or ""] += 1
            if site.is_local:
                self.local.add(site.id)
        for site, words in places.words():
            if site.entity is None:
                self.met.add(site.id)
            else:
                self.surfaces[site.id][words] += 1
                self.surfaces[site.id][site.entity.label_ar or words] += 1  # the name alone goes before what stands around it

    def unlisted(self) -> Iterator[str]:
        """The ids of the places that no table has and no rule makes from one that it has."""
        return (one for one, made in self._made.items() if not any(entity.known for entity in made))

    def grounds(self) -> Iterator[Entity]:
        """The entities of ground made from known places, with the words that named them."""
        for one, made in self._made.items():
            for entity in made:
                if entity.known:
                    yield replace(entity, aliases=tuple(sorted(self.surfaces[one].keys() - {entity.label_ar, entity.label_en})))

    def placed(self, entity: Entity, members: Iterable[str]) -> Entity:
        """The entity of a place that no table has, with what the documents say of its members: where it lies, and what it may be."""
        if entity.kind is not EntityKind.PLACE:
            return entity
        told = [one for member in members for one in self._made.get(member, ())]
        same = tuple(sorted({*entity.same_as, *(other for one in told for other in one.same_as)}))
        known = {one.parent: one for one in sorted(told, key=repr) if one.parent is not None}
        larger = self._common([self._chain(parent) for parent in sorted(known)])
        if larger in known:
            found = known[larger]
            return replace(entity, same_as=same, parent=larger, coordinates=found.coordinates, extent=found.extent)
        if larger is not None:
            coordinates, extent = self._geographer.somewhere_in(larger)
            return replace(entity, same_as=same, parent=larger, coordinates=coordinates, extent=extent)
        rules = sorted({one.extent.rule for one in told if one.extent and one.extent.wkt is None})
        return replace(entity, same_as=same, extent=Extent(PlaceClass.UNKNOWN, "; ".join(rules)) if rules else _UNKNOWN)

    def _chain(self, place: str) -> list[str]:
        """The place and all around it, ground made from known places among them."""
        if place in self._geographer.atlas:
            return list(self._geographer.atlas.above(place))
        above = sorted({one.parent for one in self._made.get(place, ()) if one.parent is not None})
        return [place, *(step for one in above[:1] for step in self._chain(one))]

    @staticmethod
    def _common(chains: Sequence[Sequence[str]]) -> str | None:
        return next((one for one in chains[0] if all(one in chain for chain in chains)), None) if chains else None


def merged_surfaces(counters: Mapping[str, Counter[str]], more: Mapping[str, Counter[str]], members: Iterable[str]) -> Counter[str]:
    """How often each of the members' names stands in the documents."""
    found: Counter[str] = Counter()
    for member in members:
        found.update(counters.get(member, ()))
        found.update(more.get(member, ()))
    return found

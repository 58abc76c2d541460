"""Participants as far as identity goes: who is of whom, and which sides cannot be the same."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from extract.model import EntityKind
from kg.model import Entity
from kg.naming import is_generic, is_named, plain_name

_ARMED = frozenset({EntityKind.MILITARY, EntityKind.ARMED_GROUP, EntityKind.COALITION})
_CIVIL = frozenset({EntityKind.CIVILIANS, EntityKind.ORGANIZATION, EntityKind.MEDIA})
_PEOPLE = _ARMED | {EntityKind.CIVILIANS, EntityKind.GROUP, EntityKind.PERSON}
_THINGS = frozenset({EntityKind.OBJECT, EntityKind.PLACE})
_OF_A_BODY = frozenset({EntityKind.GROUP.value, EntityKind.MILITARY.value, EntityKind.ARMED_GROUP.value})  # unnamed parties that a body has


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """A participant as far as identity goes: a named entity's id, or the words for somebody unnamed, with the whole it is of."""

    id: str
    words: tuple[str, ...] = ()
    whole: str = ""

    def names(self) -> Iterator[str]:
        """The named entities that stand behind it."""
        if not self.words:
            yield self.id
        if self.whole:
            yield self.whole


@lru_cache(maxsize=65536)
def named(parties: frozenset[Party]) -> frozenset[str]:
    """The named entities among participants and behind groups of them."""
    return frozenset(name for party in parties for name in party.names())


class Parties:
    """Judges sides by what is known of entities."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self._entities = entities
        self._around = cache(self._line_above)
        self._party = cache(self._party_of)
        self._name_words = cache(self._words_of_names)

    def party(self, identity: str) -> Party:
        """Who an entity id stands for; unnamed people in two documents are alike if the words are."""
        return self._party(identity)

    def _party_of(self, identity: str) -> Party:
        entity = self._entities.get(identity)
        if entity is None or is_named(entity):
            return Party(identity)
        return Party(entity.kind.value, plain_name(entity.label_ar or "") or (identity,), entity.member_of or "")

    def above(self, place: str) -> Sequence[str]:
        """The place itself and every larger one around it."""
        return self._around(place)

    def _line_above(self, place: str) -> tuple[str, ...]:
        seen: dict[str, None] = {}
        step: str | None = place
        while step is not None and step not in seen:
            seen[step] = None
            step = self._entities[step].parent if step in self._entities else None
        return tuple(seen)

    def belong(self, one: str, other: str) -> bool:
        """Whether the one is the other, or a part of it or the other way round."""
        return one in self.above(other) or other in self.above(one)

    def are_others(self, one: Collection[Party], other: Collection[Party]) -> bool:
        """Whether both sides are named, or people of named bodies, all by the reviewed tables or all by texts alone, and nobody of the one can be of the other.

        In the tables part, member and whole belong together; of other names any word in common leaves it open.
        """
        ones, others = self._bodies(one), self._bodies(other)
        if not ones or not others:
            return False
        if len(set(map(self._is_reviewed, (*ones, *others)))) > 1:
            return False
        if any(party.words for party in (*one, *other)) and self._is_ground(ones) is not self._is_ground(others):
            return False  # «قصف الرقة», «قصف عناصر داعش»: they may hold the town
        return not any(self.belong(a, b) or self._name_words(a) & self._name_words(b) for a in ones for b in others)

    def name_others_beside(self, one: Collection[Party], other: Collection[Party]) -> bool:
        """Whether both sides name bodies, or what is of them, and the one a reviewed body beside, to which nobody of the other belongs."""
        ones, others = named(frozenset(one)), named(frozenset(other))
        return bool(others) and any(self._is_reviewed(a) and not self._is_ground((a,)) and not any(self.belong(a, b) for b in others) for a in ones)

    def _is_ground(self, identities: Iterable[str]) -> bool:
        return any(one in self._entities and self._entities[one].kind is EntityKind.PLACE for one in identities)

    def _bodies(self, side: Iterable[Party]) -> tuple[str, ...]:
        """Who they are by name, or the bodies whose people they are («عناصر من داعش»); nobody where one of them is neither."""
        found = [party.id if not party.words else party.whole if party.id in _OF_A_BODY else "" for party in side]
        return tuple(found) if all(found) else ()

    def are_other_sorts(self, one: Iterable[Party], other: Iterable[Party]) -> bool:
        """Whether those of the one side are armed bodies and those of the other civil ones: an army, a charity."""
        return self._are_of(_ARMED, one, _CIVIL, other) or self._are_of(_CIVIL, one, _ARMED, other)

    def are_people_and_things(self, one: Iterable[Party], other: Iterable[Party]) -> bool:
        """Whether those of the one side are people and those of the other things: soldiers, a house."""
        return self._are_of(_PEOPLE, one, _THINGS, other) or self._are_of(_THINGS, one, _PEOPLE, other)

    def _are_of(self, sort: frozenset[EntityKind], one: Iterable[Party], other_sort: frozenset[EntityKind], other: Iterable[Party]) -> bool:
        ones, others = (tuple(map(self._kind, side)) for side in (one, other))
        return bool(ones and others) and all(kind in sort for kind in ones) and all(kind in other_sort for kind in others)

    def _kind(self, party: Party) -> EntityKind | None:
        if party.words:
            return EntityKind(party.id)
        return self._entities[party.id].kind if party.id in self._entities else None

    def is_place(self, identity: str) -> bool:
        """Whether it is a place or a state."""
        return identity in self._entities and self._entities[identity].kind in (EntityKind.PLACE, EntityKind.STATE)

    def _is_reviewed(self, identity: str) -> bool:
        return identity in self._entities and self._entities[identity].known

    def _words_of_names(self, identity: str) -> frozenset[str]:
        """The words of the names that texts give; a reviewed entity is told by its id."""
        entity = self._entities.get(identity)
        names = () if entity is None or entity.known else (entity.label_ar or "", *entity.aliases)
        return frozenset(word for name in names for word in plain_name(name) if not is_generic(word))

"""Which known place each name of a document means, with the reason: homonyms are told apart by what the text names beside them.

In this order: the kind that the words tell; the larger place in the same phrase («الصالحية في ريف دير الزور»); the same name told
apart elsewhere in the document; then what `sure_places` tells. What nothing tells stays open, and so do villages of countries of which
the document names nothing else.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.model import Ground, Landmark, Mention, Relation
from kg.geography.atlas import Atlas
from kg.geography.kinds import load_kinds
from kg.geography.levels import Setting, choose_level, in_rows, options
from kg.geography.phrases import Phrases
from kg.geography.sphere import distance_km
from kg.geography.sure_places import SurePlaces
from kg.naming import plain_name

_OF_AREA = frozenset({Relation.AT, Relation.PART, Relation.RURAL, Relation.BORDER})
# Ranks of ground beside those of kinds of places: all of these are wider than a city, and a country's side is wider than a governorate.
_WIDER = {Relation.RURAL: 5.9, Relation.OFFSET: 5.5, Relation.AROUND: 4.5, Relation.BETWEEN: 4.5, Relation.ALONG: 4.5, Relation.BORDER: 5.5}
_SIDE_OF_STATE = 6.5
_ANY_GROUND = "region"  # «منطقة الضباب بتعز»: the word is said of ground of any size
_CITY = "city"
_ABOUT_OTHERS = 3  # known places of other countries that make a document one about these
_AS_FAR_AGAIN = 1.5  # «15 كم غرب تدمر» is no farther off than this many times what the words say

At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a landmark's name means, and why.

    `place` is a known id; without one, `candidates` are the known places that it may be, none where no table has it. `is_elsewhere` where
    the phrase puts it where no known place of the name is; that holds for the name in the whole document.
    """

    place: str | None
    reason: str
    candidates: tuple[str, ...] = ()
    is_elsewhere: bool = False


class Chooser:
    """Decides all landmarks of one document; `countries` are ids of states that its actors belong to, each as often as they are named."""

    def __init__(self, text: str, mentions: Sequence[Mention], atlas: Atlas, countries: Counter[str]) -> None:
        self._mentions, self._atlas, self._countries = mentions, atlas, countries
        self._phrases = Phrases(text, mentions, self._rank)
        self._surroundings = SurePlaces(atlas, self._phrases.sentences, countries)
        self._of_name: dict[tuple[str, ...], str] = {}

    def choices(self) -> tuple[tuple[Choice, ...], ...]:
        """For each mention the choices of its ground's landmarks, in their order; none without ground."""
        found = {at: self._by_phrase(at[0], landmark) for at, landmark in self._landmarks()}
        absent = {plain_name(landmark.name): found[at] for at, landmark in self._landmarks() if (one := found[at]) and one.is_elsewhere}
        for at, landmark in self._landmarks():
            if not self._phrases.chains[at[0]]:
                found[at] = absent.get(plain_name(landmark.name), found[at])
        strays = self._strays(found)
        open_names = {plain_name(landmark.name): strays[at] for at, landmark in self._landmarks() if at in strays}
        for at, landmark in self._landmarks():
            if at in strays or (found[at] is None and not self._phrases.chains[at[0]]):
                found[at] = open_names.get(plain_name(landmark.name), found[at])
        for (number, _), choice in found.items():
            self._learn(number, choice)
        for at, landmark in self._landmarks():
            choice = found[at]
            if choice is not None and choice.place is not None:
                self._of_name.setdefault(plain_name(landmark.name), choice.place)
        for at, landmark in self._landmarks():
            if found[at] is None:
                found[at] = choice = self._by_surroundings(at[0], landmark)
                self._learn(at[0], choice)
        levelled = self._levelled({at: choice for at, choice in found.items() if choice is not None})
        return tuple(tuple(levelled[n, k] for k in range(len(_landmarks(mention)))) for n, mention in enumerate(self._mentions))

    def _strays(self, found: Mapping[At, Choice | None]) -> dict[At, Choice]:
        """The obscure places of countries that the document names nothing else of, where it is about others: «كفر الكردي» of Egypt in news of Syria.

        A name that stands in the tables once may well be that of another village; so these are left open.
        """
        places = {at: choice.place for at, choice in found.items() if choice is not None and choice.place is not None}
        of_country: defaultdict[str | None, set[str]] = defaultdict(set)
        for one in places.values():
            of_country[self._atlas.country(one)].add(one)
        strays: dict[At, Choice] = {}
        for at, landmark in self._landmarks():
            if at not in places or landmark.place_kind == _CITY:  # «مدينة لوغانو» is the one that everybody knows
                continue
            place = places[at]
            country = self._atlas.country(place)
            elsewhere = sum(len(others) for other, others in of_country.items() if other != country)
            is_alone = country is not None and of_country[country] == {place} and not self._countries[country]
            if is_alone and elsewhere >= _ABOUT_OTHERS and self._is_obscure([place]):
                reason = f"the one known place of this name lies in {self._atlas[country or place].label_en}, of which the document names nothing else"
                strays[at] = Choice(None, reason, (place,))
        return strays

    def within(self, number: int) -> int | None:
        """The mention in whose ground the phrase says that this one lies; behind a mere comma only wide ground, for a town may be the next of a list."""
        chain = self._phrases.chains[number]
        return next((n for n in chain if self._phrases.firm[number] or self._rank(self._mentions[n]) >= _WIDER[Relation.RURAL]), None)

    def other_side(self, states: Sequence[str]) -> str | None:
        """Which of the neighbours of a state is meant by «الحدود التركية» in this document."""
        return self._surroundings.likeliest_country(states)

    def _landmarks(self) -> Iterator[tuple[At, Landmark]]:
        for n, mention in enumerate(self._mentions):
            for k, landmark in enumerate(_landmarks(mention)):
                yield (n, k), landmark

    def _learn(self, number: int, choice: Choice | None) -> None:
        ground = self._mentions[number].ground
        if choice is not None and choice.place is not None and ground is not None:
            named_alone = ground.relation in (Relation.AT, Relation.BORDER) and choice.place == self._atlas.country(choice.place)
            self._surroundings.add(number, choice.place, is_ground=not named_alone)

    def _rank(self, mention: Mention) -> float:
        ground = mention.ground
        if ground is None or not ground.landmarks:
            return 0.0
        if ground.relation in _WIDER:
            return _WIDER[ground.relation]
        first, kinds = ground.landmarks[0], load_kinds()
        if first.place_kind and first.place_kind in kinds and first.place_kind != _ANY_GROUND:
            rank: float = kinds[first.place_kind].rank
        else:
            rank = max((self._atlas.kind(one).rank for one in options(first, self._atlas)), default=kinds["village"].rank)
        return min(rank, _SIDE_OF_STATE) if ground.relation is Relation.PART else rank

    def _by_phrase(self, number: int, landmark: Landmark) -> Choice | None:
        """The choice that the words by themselves allow; None where several places remain."""
        found = options(landmark, self._atlas)
        if not found:
            return Choice(None, "no table has a place of this name")
        kept, larger = self._in_phrase(number, found)
        if not kept and self._phrases.firm[number] and self._is_obscure(found):
            return Choice(None, f"no table has a place of this name in «{larger}», where the phrase puts it", is_elsewhere=True)
        kept = kept or found
        if len(kept) == 1:
            return Choice(kept[0], "the only known place of this name" if len(found) == 1 else f"it lies in «{larger}», which the phrase names")
        return None

    def _in_phrase(self, number: int, found: Sequence[str]) -> tuple[Sequence[str], str]:
        """Those of the places that lie in the ground which the phrase goes on to, and its words; all of them where it names none that is known."""
        for n in self._phrases.chains[number]:
            ground = self._mentions[n].ground
            known = options(ground.landmarks[0], self._atlas) if ground else ()
            if ground is None or not known:
                continue
            for loosely in (False, True):
                kept = [place for place in found if any(self._holds(ground, larger, place, loosely) for larger in known)]
                if kept:
                    return kept, self._mentions[n].text
            return (), self._mentions[n].text
        return found, ""

    def _holds(self, ground: Ground, larger: str, place: str, loosely: bool) -> bool:
        """Whether a place lies in ground that is told by the known place `larger`."""
        atlas = self._atlas
        if larger in atlas.above(place):
            return True
        is_area = atlas.kind(larger).is_area
        area = larger if is_area else atlas.namesake(larger)
        if ground.relation is Relation.AT and not is_area and atlas.kind(place).rank < load_kinds()["village"].rank:
            area = None  # «حي الصالحية في دمشق»: the city, and not its governorate
        if area is not None and (ground.relation in _OF_AREA or not is_area):
            loosely = loosely and (ground.relation not in _OF_AREA or atlas.country(place) in (None, atlas.country(area)))
            return atlas.lies_in(place, area, loosely)
        here, there = atlas.position(place), atlas.position(larger)
        reach = max(atlas.kind(larger).beside_km, atlas.reach_km(larger), _AS_FAR_AGAIN * (ground.kilometres or 0.0))
        return here is not None and there is not None and distance_km(here, there) <= reach

    def _is_obscure(self, found: Iterable[str]) -> bool:
        """Whether there may well be another place of the name: no city or country is among them."""
        return all(self._atlas.kind(one).rank < load_kinds()[_CITY].rank for one in found)

    def _by_surroundings(self, number: int, landmark: Landmark) -> Choice:
        every = options(landmark, self._atlas)
        found = self._in_phrase(number, every)[0] or every
        said = self._of_name.get(plain_name(landmark.name))
        if said in found:
            return Choice(said, "as the document tells the name apart elsewhere")
        if self._is_obscure(found) and landmark.place_kind != _CITY and self._surroundings.is_about_others(found, _ABOUT_OTHERS):
            reason = f"{len(found)} known places bear this name, all in countries of which the document names no place"
            return Choice(None, reason, tuple(sorted(found)))
        for judge, reason in self._surroundings.judges(number):
            found = judge(found)
            if len(found) == 1:
                return Choice(found[0], reason)
        return Choice(None, f"{len(found)} known places bear this name, and nothing in the text tells which", tuple(sorted(found)))

    def _levelled(self, found: dict[At, Choice]) -> dict[At, Choice]:
        """City or governorate, for each name that is both."""
        called = {(self._city(choice.place), landmark.place_kind) for at, landmark in self._landmarks() if (choice := found[at]).place}
        rows = in_rows([self._is_row(n, found) for n in range(len(self._mentions) - 1)])
        inner = {self.within(n): n for n in range(len(self._mentions) - 1, -1, -1)}
        levelled = dict(found)
        for at, landmark in self._landmarks():
            place, ground = found[at].place, self._mentions[at[0]].ground
            if place is None or ground is None:
                continue
            setting = Setting(
                holds=self._is_outside(inner[at[0]], place, found) if at[0] in inner else None,
                called_governorate=(place, "governorate") in called,
                called_city=not called.isdisjoint(((place, "city"), (place, "town"))),
                in_row=rows[at[0]],
                opens=self._phrases.sentences[at[0]] == self._phrases.sentences[0],
            )
            level = choose_level(place, ground, landmark, setting, self._atlas)
            levelled[at] = Choice(level.place, "; ".join(filter(None, (found[at].reason, level.reason))))
        return levelled

    def _city(self, place: str | None) -> str | None:
        """The city of a governorate's name, else the place itself."""
        return self._atlas.seat(place or "") or place

    def _is_outside(self, inner: int, city: str, found: dict[At, Choice]) -> bool:
        """Whether what the phrase puts into a city lies outside of it: by the map, and for a place on no map if it is a village or town."""
        place, kinds = found[inner, 0].place if (inner, 0) in found else None, load_kinds()
        here, there = self._atlas.position(place) if place else None, self._atlas.position(city)
        if here is None or there is None:
            return kinds["village"].rank <= self._rank(self._mentions[inner]) <= kinds["town"].rank
        return distance_km(here, there) > kinds["city"].near_km

    def _is_row(self, number: int, found: dict[At, Choice]) -> bool:
        """Whether two names in a row, joined by «و» or a comma, are both names of governorates."""
        places = [found[n, 0].place if (n, 0) in found else None for n in (number, number + 1)]
        return self._phrases.joined[number] and all(place is not None and self._is_of_governorate(place) for place in places)

    def _is_of_governorate(self, place: str) -> bool:
        larger = self._atlas.namesake(self._city(place) or place)
        return larger is not None and larger == self._atlas.governorate(larger)


def _landmarks(mention: Mention) -> tuple[Landmark, ...]:
    return mention.ground.landmarks if mention.ground else ()

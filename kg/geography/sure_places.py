"""What the text around an ambiguous name tells of it: judges that keep the likelier of several known places, each with its reason."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from kg.geography.atlas import Atlas
from kg.geography.kinds import load_kinds
from kg.geography.sphere import Position, distance_km

_NEIGHBOURS = 8  # places decided before and behind that nearness is measured to
_MUCH = 3.0  # times nearer than the next, before nearness tells two places apart
_NEAR_KM = 150.0  # and no farther off than this
_MUCH_LARGER = 10.0  # times the people of the next, before size does

Judge = Callable[[Sequence[str]], Sequence[str]]


class SurePlaces:
    """The places that a document is sure of, and where it names them; grows as more are decided."""

    def __init__(self, atlas: Atlas, sentences: Sequence[int], countries: Counter[str]) -> None:
        self._atlas, self._sentences = atlas, sentences
        self._countries = Counter(countries)
        self._governorates: Counter[str] = Counter()
        self._of_sentence: defaultdict[int, set[str]] = defaultdict(set)
        self._spots: dict[int, Position] = {}
        self._places: set[str] = set()
        self._told: set[str] = set()  # countries of which ground is told

    def add(self, number: int, place: str, is_ground: bool) -> None:
        """The mention of that number means that place. A state that is named by itself is no `ground`: it may be named for what it does."""
        self._places.add(place)
        governorate, country = self._atlas.governorate(place), self._atlas.country(place)
        self._governorates.update([governorate] if governorate else [])
        self._countries.update([country] if country else [])
        if is_ground:
            self._told.update([country] if country else [])
            self._of_sentence[self._sentences[number]].update(filter(None, (governorate, country)))
        spot = self._atlas.position(place)
        if spot is not None and not self._atlas.kind(place).is_area:
            self._spots[number] = spot

    def judges(self, number: int) -> Iterator[tuple[Judge, str]]:
        """In the order in which they are asked about the mention of that number; what one keeps, the next decides among."""
        yield from self._larger("country", self._atlas.country, self._countries, number)
        yield self._city, "the one city among places of this name"
        yield from self._larger("governorate", self._atlas.governorate, self._governorates, number)
        yield self._nearest(number), "much the nearest to the places named around it"
        yield self._largest, f"more than {_MUCH_LARGER:.0f} times as large as the next of this name"

    def is_about_others(self, places: Sequence[str], least: int) -> bool:
        """Whether the document names nothing in any of the countries of the places, and at least so many known places elsewhere."""
        return len(self._places) >= least and self._told.isdisjoint(self._atlas.country(one) or "" for one in places)

    def likeliest_country(self, states: Sequence[str]) -> str | None:
        """The one of the states that the document opens with, or else speaks of more than of the others; None where it speaks of none more."""
        opening = self._of_sentence[self._sentences[0]]
        for named in (dict.fromkeys(opening, 1), self._countries):
            found = _by(lambda one: one, named)(states) if states else ()
            if len(found) == 1 and named.get(found[0]):
                return found[0]
        return None

    def _larger(self, level: str, larger: Callable[[str], str | None], named: Mapping[str, int], number: int) -> Iterator[tuple[Judge, str]]:
        sentence, opening = self._of_sentence[self._sentences[number]], self._of_sentence[self._sentences[0]]
        yield _by(larger, dict.fromkeys(sentence, 1)), f"the sentence names places of its {level}"
        yield _by(larger, dict.fromkeys(opening, 1)), f"the document opens with places of its {level}"
        yield _by(larger, named), f"the document names its {level} most"

    def _city(self, found: Sequence[str]) -> Sequence[str]:
        cities = [one for one in found if self._atlas.kind(one).rank >= load_kinds()["city"].rank]
        return cities if len(cities) == 1 else found

    def _nearest(self, number: int) -> Judge:
        numbers = (n for n in range(number - _NEIGHBOURS, number + _NEIGHBOURS + 1) if n in self._spots)
        around = [self._spots[n] for n in numbers]

        def off(place: str) -> float:
            here = self._atlas.position(place)
            return min((distance_km(here, spot) for spot in around), default=float("inf")) if here else float("inf")

        def judge(found: Sequence[str]) -> Sequence[str]:
            first, second = sorted(found, key=lambda one: (off(one), one))[:2]
            return (first,) if off(first) <= _NEAR_KM and _MUCH * off(first) <= off(second) else found

        return judge

    def _largest(self, found: Sequence[str]) -> Sequence[str]:
        size = {one: self._atlas[one].population for one in found}
        first, second = sorted(found, key=lambda one: (-size[one], one))[:2]
        return (first,) if size[first] > _MUCH_LARGER * size[second] else found


def _by(larger: Callable[[str], str | None], named: Mapping[str, int]) -> Judge:
    """Keeps the places whose larger one is named most."""

    def judge(found: Sequence[str]) -> Sequence[str]:
        scores = [named.get(larger(one) or "", 0) for one in found]
        return tuple(one for one, score in zip(found, scores, strict=True) if score == max(scores))

    return judge

"""Documents with hand-made grounds, and what the places in them stand for."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from extract.model import Bearing, Document, EntityKind, Ground, Landmark, Mention, Reading, Relation, Span
from kg.geography.places import DocumentPlaces, Geographer
from kg.naming import plain_name
from ontology.known import KnownEntity, load_entities
from ontology.lines import load_lines

AT = Relation.AT


def village(identity: str, name: str, parent: str, latitude: float, longitude: float, kind: str = "village", population: int = 0) -> KnownEntity:
    """A row of the tables as they might be."""
    country = identity.split("/")[1].upper()
    return KnownEntity(
        identity, "place", name, name, parent=parent, country=country, latitude=latitude, longitude=longitude, precision_km=2, place_kind=kind,
        population=population,
    )  # fmt: skip


# Namesakes beside those of the tables: made up, but where such villages are.
NAMESAKES = (
    village("place/sy/t-salihiyah-hama", "الصالحية", "place/sy/hama-governorate", 35.2, 36.9),
    village("place/sy/t-salihiyah-damascus", "الصالحية", "place/sy/damascus", 33.52, 36.29, "neighbourhood"),
    village("place/sy/t-jadidah-idlib", "جديدة", "place/sy/idlib-governorate", 35.8, 36.4),
    village("place/sy/t-jadidah-hasakah", "جديدة", "place/sy/al-hasakah-governorate", 36.6, 40.9),
)


@lru_cache(maxsize=1)
def known() -> tuple[KnownEntity, ...]:
    return (*load_entities(), *NAMESAKES)


@lru_cache(maxsize=1)
def geographer() -> Geographer:
    return Geographer(known(), load_lines())


@lru_cache(maxsize=1)
def _by_name() -> dict[tuple[str, ...], list[str]]:
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for entity in known():
        if entity.kind in ("place", "state"):
            for name in {plain_name(name) for name in (entity.label_ar, *entity.names)}:
                found[name].append(entity.id)
    return found


def candidates(name: str) -> tuple[str, ...]:
    """The ids of all known places of that name."""
    return tuple(_by_name().get(plain_name(name), ()))


def place(
    text: str, words: str, name: str = "", relation: Relation = AT, bearings: Sequence[Bearing] = (), kind: str | None = None, kilometres: float | None = None,
    occurrence: int = 0, others: Sequence[str] = (),
) -> Mention:  # fmt: skip
    """The mention of those words in the text, with ground told by the place `name` (the words themselves without it) and `others`."""
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    span = Span(start, start + len(words))
    landmarks = tuple(Landmark(span, one, candidates(f"محافظة {one}" if kind == "governorate" else one), kind) for one in (name or words, *others))
    return Mention(span, words, words, EntityKind.PLACE, ground=Ground(relation, landmarks, tuple(bearings), kilometres))


def reading(text: str, mentions: Sequence[Mention], document: str = "d") -> Reading:
    return Reading(Document(document, text), (), tuple(sorted(mentions, key=lambda mention: mention.span)))


def places(text: str, mentions: Sequence[Mention]) -> DocumentPlaces:
    return geographer().places(reading(text, mentions))


def sited(text: str, *mentions: Mention) -> list[str]:
    """The ids of what the mentions stand for, in their order."""
    found = places(text, mentions)
    return [site.id for mention in mentions if (site := found.of(mention, EntityKind.PLACE))]

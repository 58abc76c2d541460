"""Whatever documents name, every place has an entity, everything it is part of is there too, and the order changes nothing."""

from collections.abc import Sequence
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Bearing, Document, EntityKind, Ground, Landmark, Mention, Reading, Relation, Span
from kg.model import PlaceClass
from kg.resolve import resolve
from tests.kg.place_fixture import candidates, known, place, reading

NAMES = ("حلب", "دير الزور", "سوريا", "تركيا", "طرابلس", "الصالحية", "الخزنة الطويلة", "القرية", "الفرات", "هجين", "")
KINDS = (None, "village", "governorate", "field", "camp", "city")


@st.composite
def mentions(draw: st.DrawFn) -> tuple[str, Sequence[Mention]]:
    text, found = "", []
    for _ in range(draw(st.integers(0, 6))):
        text += draw(st.sampled_from([" في ", " و", "، ", ". ", " وقال إن ", " "]))
        names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2))
        words = names[0]
        kind, relation = draw(st.sampled_from(KINDS)), draw(st.sampled_from(list(Relation)))
        landmarks = tuple(Landmark(Span(0, 0), name, draw(st.sampled_from([candidates(name), ()])), kind) for name in names)
        bearings = tuple(draw(st.lists(st.sampled_from(list(Bearing)), max_size=2)))
        ground = Ground(relation, landmarks, bearings, draw(st.sampled_from([None, 0.0, 12.5])))
        found.append(Mention(Span(len(text), len(text) + len(words)), words, words, EntityKind.PLACE, ground=ground))
        text += words
    return text, found


@settings(max_examples=60, deadline=None)
@given(st.lists(mentions(), max_size=3), st.integers())
def test_any_places_of_any_documents_make_a_whole_graph(documents: list[tuple[str, Sequence[Mention]]], seed: int) -> None:
    readings = [Reading(Document(str(number), text), (), tuple(found)) for number, (text, found) in enumerate(documents)]
    resolution = resolve(readings, known())
    shuffled = list(readings)
    Random(seed).shuffle(shuffled)
    assert resolve(shuffled, known()) == resolution
    entities = resolution.entities
    for one in readings:
        assert [naming.span for naming in resolution.places[one.document.id]] == [mention.span for mention in sorted(one.places, key=lambda m: m.span)]
    for naming in (naming for found in resolution.places.values() for naming in found):
        assert entities[naming.place].kind in (EntityKind.PLACE, EntityKind.STATE) and naming.reason
    for entity in entities.values():
        assert entity.parent is None or entity.parent in entities
        assert all(other in entities for other in entity.same_as if not entity.known)
        assert entity.extent is not None and entity.extent.rule
        assert (entity.extent.wkt is None) == (entity.coordinates is None) == (entity.extent.precision is PlaceClass.UNKNOWN)


def test_what_lies_beside_a_place_that_no_table_has_is_part_of_it() -> None:
    text = "قصف شرقي الخزنة الطويلة"
    found = resolve([reading(text, [place(text, "شرقي الخزنة الطويلة", "الخزنة الطويلة", Relation.OFFSET, [Bearing.EAST])])], known())
    (region,) = [entity for entity in found.entities.values() if entity.label_ar == "شرق الخزنة الطويلة"]
    assert region.parent is not None and found.entities[region.parent].label_ar == "الخزنة الطويلة"

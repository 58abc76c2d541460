"""Known entities: the tables load, say what they should, and contradict themselves nowhere."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.errors import OntologyError
from ontology.files import ontology_path
from ontology.known import ACTOR_TABLES, KINDS, PLACE_KINDS, KnownEntity, fold, load_entities, parse_table
from ontology.known_checks import check_entities
from ontology.known_entity import fold_all
from ontology.offices import parse_offices

HEADER = "id\tkind\tname_ar\tname_en\tnames\tparent\tlat\tlon\tprecision_km"


@pytest.fixture(scope="module")
def entities() -> tuple[KnownEntity, ...]:
    return load_entities()


@pytest.fixture(scope="module")
def by_id(entities: tuple[KnownEntity, ...]) -> dict[str, KnownEntity]:
    return {entity.id: entity for entity in entities}


def owners(entities: tuple[KnownEntity, ...], name: str) -> set[str]:
    """Ids of the entities that a name, spelt in any of the ways that fold together, may mean by itself."""
    wanted = fold(name)
    return {entity.id for entity in entities if wanted in map(fold, (entity.label_ar, *entity.names))}


def rows(*lines: str) -> tuple[KnownEntity, ...]:
    return tuple(parse_table("\n".join([HEADER, *lines]), "made_up.tsv"))


def test_packaged_tables_have_no_problems(entities: tuple[KnownEntity, ...]) -> None:
    assert check_entities(entities) == ()


def test_there_is_enough_of_every_kind(entities: tuple[KnownEntity, ...]) -> None:
    counts = Counter(entity.kind for entity in entities)
    actors = sum(counts.values()) - counts["place"] - counts["state"] - counts["person"]
    assert counts["state"] >= 193
    assert actors >= 600 + 2000  # reviewed, and made by patterns
    assert counts["person"] >= 700
    assert counts["place"] >= 3000
    assert set(counts) == set(KINDS)


def test_the_reviewed_tables_hold_enough_actors_and_names() -> None:
    reviewed = [entity for table in ACTOR_TABLES for entity in parse_table(ontology_path(f"data/{table}").read_text(encoding="utf-8"), table)]
    assert len(reviewed) >= 600
    assert len({fold(name) for entity in reviewed for name in (entity.label_ar, entity.label_en, *entity.names)}) >= 3000


def test_what_stands_for_a_government_is_a_city_too(entities: tuple[KnownEntity, ...]) -> None:
    places = {fold(name) for entity in entities if entity.kind == "place" for name in (entity.label_ar, *entity.names)}
    assert [name for entity in entities for name in entity.metonyms if fold(name) not in places] == []


def test_the_supplement_names_every_kind_of_place(entities: tuple[KnownEntity, ...]) -> None:
    assert {entity.place_kind for entity in entities if entity.kind == "place"} == set(PLACE_KINDS)


def test_two_loads_are_equal(entities: tuple[KnownEntity, ...]) -> None:
    assert load_entities() == entities


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("داعش", "isis"),
        ("تنظيم الدولة", "isis"),
        ("تنظيم الدولة الاسلامية", "isis"),
        ("ISIS", "isis"),
        ("قسد", "sdf"),
        ("قوات سوريا الديموقراطية", "sdf"),
        ("قوات سورية الديمقراطية", "sdf"),
        ("SDF", "sdf"),
        ("وحدات حماية الشعب الكردية", "ypg"),
        ("الأسايش", "asayish"),
        ("قوات النظام", "syrian-army"),
        ("قوات النظام السوري", "syrian-army"),
        ("قوات الحكومة السورية", "syrian-army"),
        ("الجيش السوري", "syrian-army"),
        ("النظام السوري", "syrian-government"),
        ("نظام بشار الاسد", "syrian-government"),
        ("الجيش السوري الحر", "free-syrian-army"),
        ("الجيش الوطني السوري", "syrian-national-army"),
        ("التحالف الدولي", "international-coalition"),
        ("قوات التحالف الدولي", "international-coalition"),
        ("الائتلاف الدولي", "international-coalition"),
        ("التحالف العربي", "saudi-led-coalition"),
        ("تركيا", "turkey"),
        ("الجيش التركي", "turkish-army"),
        ("أميركا", "united-states"),
        ("الولايات المتحدة الأمريكية", "united-states"),
        ("البنتاغون", "us-defense-department"),
        ("المرصد السوري لحقوق الانسان", "sohr"),
        ("الشبكة السورية لحقوق الإنسان", "snhr"),
        ("حزب العمال الكردستاني", "pkk"),
        ("البشمركة", "peshmerga"),
        ("الحرس الثوري الإيراني", "irgc"),
        ("أنصار الله", "houthis"),
        ("الحشد الشعبي", "popular-mobilization-forces"),
        ("الأناضول", "anadolu"),
        ("سانا", "sana"),
        ("رويترز", "reuters"),
        ("هيومن رايتس ووتش", "human-rights-watch"),
        ("رجب طيب إردوغان", "person/recep-tayyip-erdogan"),
        ("مايلز كاكينز", "person/myles-caggins"),
        ("كوباني", "place/sy/ayn-al-arab"),
        ("دير الزور", "place/sy/deir-ez-zor"),
        ("محافظة دير الزور", "place/sy/deir-ez-zor-governorate"),
        ("الباغوز", "place/sy/al-baghuz"),
        ("رميلان", "place/sy/rmelan"),
        ("حقل العمر النفطي", "place/sy/omar-field"),
        ("سجن الحسكة", "place/sy/sinaa-prison"),
        ("الفرات", "place/world/euphrates"),
        ("عين الأسد", "place/iq/ayn-al-asad"),
    ],
)
def test_names_mean_one_entity(entities: tuple[KnownEntity, ...], name: str, identifier: str) -> None:
    assert owners(entities, name) == {identifier}


@pytest.mark.parametrize(
    ("name", "identifiers"),
    [
        ("طرابلس", {"place/ly/tripoli", "place/lb/tripoli"}),
        ("أريحا", {"place/sy/ariha", "place/ps/jericho"}),
        ("رفح", {"place/ps/rafah"}),
        ("القنيطرة", {"place/sy/al-qunaytirah"}),
        ("الخالدية", {"place/iq/al-khalidiyah"}),
        ("سنجار", {"place/iq/sinjar", "place/sy/sinjar"}),
    ],
)
def test_homonyms_of_places_are_all_there(entities: tuple[KnownEntity, ...], name: str, identifiers: set[str]) -> None:
    assert owners(entities, name) >= identifiers


@pytest.mark.parametrize("name", ["التنظيم", "التحالف", "المرصد", "القوات", "الحركة", "الجماعة", "النظام", "المعارضة"])
def test_bare_definites_name_no_actor_by_themselves(entities: tuple[KnownEntity, ...], name: str) -> None:
    assert {identifier for identifier in owners(entities, name) if not identifier.startswith("place/")} == set()


@pytest.mark.parametrize(
    ("name", "identifiers"),
    [
        ("التنظيم", {"isis", "al-qaeda"}),
        ("التحالف", {"international-coalition", "saudi-led-coalition"}),
        ("المرصد", {"sohr"}),
        ("الحركة", {"hamas", "ahrar-al-sham"}),
        ("النظام", {"syrian-government"}),
    ],
)
def test_bare_definites_point_to_their_candidates(entities: tuple[KnownEntity, ...], name: str, identifiers: set[str]) -> None:
    assert {entity.id for entity in entities if name in entity.bare} >= identifiers


@pytest.mark.parametrize(("capital", "state"), [("أنقرة", "turkey"), ("موسكو", "russia"), ("طهران", "iran"), ("دمشق", "syria"), ("واشنطن", "united-states")])
def test_capitals_are_metonyms_of_states_and_places_too(entities: tuple[KnownEntity, ...], capital: str, state: str) -> None:
    assert [entity.id for entity in entities if capital in entity.metonyms] == [state]
    assert {identifier.split("/")[0] for identifier in owners(entities, capital)} == {"place"}


@pytest.mark.parametrize(("adjective", "state"), [("تركي", "turkey"), ("أمريكي", "united-states"), ("أميركي", "united-states"), ("إسرائيلي", "israel")])
def test_adjectives_of_states(by_id: dict[str, KnownEntity], adjective: str, state: str) -> None:
    assert adjective in by_id[state].adjectives


@pytest.mark.parametrize(
    ("identifier", "latitude", "longitude"),
    [
        ("place/sy/deir-ez-zor", 35.336, 40.141),
        ("place/sy/al-hasakah", 36.502, 40.748),
        ("place/sy/rmelan", 37.0, 41.95),
        ("place/sy/al-kashkiyah", 34.82, 40.70),
        ("place/iq/mosul", 36.34, 43.13),
    ],
)
def test_places_lie_where_they_are(by_id: dict[str, KnownEntity], identifier: str, latitude: float, longitude: float) -> None:
    place = by_id[identifier]
    assert place.latitude == pytest.approx(latitude, abs=0.1)
    assert place.longitude == pytest.approx(longitude, abs=0.1)


def test_the_supplement_corrects_a_town_and_keeps_its_population(by_id: dict[str, KnownEntity]) -> None:
    town = by_id["place/sy/ayn-al-arab"]
    assert town.origin.startswith("places_syria.tsv:")
    assert town.population > 0
    assert town.same_as[0].startswith("https://sws.geonames.org/")
    assert town.parent == "place/sy/aleppo-governorate"


def test_persons_have_offices(by_id: dict[str, KnownEntity]) -> None:
    person = by_id["person/kino-gabriel"]
    assert (person.kind, person.parent, person.office) == ("person", "sdf", "Spokesman of the SDF (2017–2021)")


@pytest.mark.parametrize("line", ["a\tmedia\tأ", "a\ttown\tأ\tA\t\t\tnorth\t40\t2"])
def test_a_broken_row_is_named(line: str) -> None:
    with pytest.raises(OntologyError, match=r"^made_up\.tsv:2: "):
        rows(line)


def test_every_office_can_be_read(entities: tuple[KnownEntity, ...]) -> None:
    for entity in entities:
        if entity.kind == "person":
            assert len({office.title for office in parse_offices(entity.office or "")}) >= (entity.office or "").count("("), entity.id


def test_ministers_and_presidents_have_the_years_of_their_office(by_id: dict[str, KnownEntity]) -> None:
    offices = [entity.office for entity in by_id.values() if entity.kind == "person"]
    assert None not in offices
    ministers = [office for office in offices if office and " Minister of " in office and not office.startswith("Deputy")]
    assert len(ministers) > 100
    assert [office for office in ministers if not any(digit.isdigit() for digit in office)] == []


@given(st.text(alphabet="أإآٱابتةىيه َّـ", max_size=20))
def test_folding_is_idempotent(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.lists(st.text(alphabet="أإآٱابتةىيه َّـZ", max_size=8), max_size=5))
def test_many_names_fold_as_each_does(names: list[str]) -> None:
    assert fold_all(names) == {name: fold(name) for name in names}

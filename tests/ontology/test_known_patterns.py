"""Patterns of state bodies: what they make for each state, and what reviewed rows keep from them."""

import pytest

from ontology.errors import OntologyError
from ontology.known import KnownEntity, fold, load_entities
from ontology.known_patterns import expand, parse_patterns

PATTERNS = parse_patterns(
    "\n".join(
        [
            "id\tkind\tname_ar\tname_en\tnames\tsectors\tparent\tonly\twithout",
            "army\tmilitary\tالجيش {m}\t{demonym} army\tالقوات {f}|جيش {state}\tMIL\tgovernment\t\tstar",
            "court\tgovernment\tالديوان الملكي {m}\t{demonym} royal court\t\tGOV\tstate\tkaf\t",
            "government\tgovernment\tالحكومة {f}\t{demonym} government\tحكومة {state}\tGOV\tstate\t\t",
        ]
    )
)
KAF = KnownEntity("kaf", "state", "قافستان", "Kafistan", adjectives=("قافي", "قافستاني"), country="KF", demonym="Kafi")
STAR = KnownEntity("star", "state", "نجمستان", "Star Land", country="ST", demonym="Star")
SOUTH = KnownEntity("south", "state", "جنوب قافستان", "South Kafistan", adjectives=("جنوب قافي",), demonym="South Kafi")
NORTH = KnownEntity("north", "state", "قافستان الشمالية", "North Kafistan", adjectives=("قافي شمالي",), demonym="North Kafi")


def made(*entities: KnownEntity) -> dict[str, KnownEntity]:
    return {entity.id: entity for entity in expand(PATTERNS, entities)}


def test_a_pattern_is_filled_with_every_adjective_of_the_state() -> None:
    army = made(KAF)["kafi-army"]
    assert (army.kind, army.label_ar, army.label_en, army.country, army.sectors) == ("military", "الجيش القافي", "Kafi army", "KF", ("MIL",))
    assert army.names == ("الجيش القافستاني", "القوات القافية", "القوات القافستانية", "جيش قافستان")
    assert army.parent == "kafi-government"
    assert army.origin == "patterns.tsv:2"


@pytest.mark.parametrize(
    ("state", "army"),
    [
        (SOUTH, ("الجيش الجنوب قافي", "القوات الجنوب قافية", "جيش جنوب قافستان")),
        (NORTH, ("الجيش القافي الشمالي", "القوات القافية الشمالية", "جيش قافستان الشمالية")),
    ],
)
def test_adjectives_of_two_words(state: KnownEntity, army: tuple[str, ...]) -> None:
    found = made(state)[f"{state.id}-kafi-army"]
    assert (found.label_ar, *found.names) == army


def test_a_state_without_adjective_has_what_needs_none() -> None:
    assert {identity: entity.label_ar for identity, entity in made(STAR).items()} == {"star": "نجمستان", "star-government": "حكومة نجمستان"}


def test_only_and_without_name_the_states() -> None:
    found = made(KAF, STAR)
    assert "kafi-court" in found
    assert not {"star-army", "star-court"} & found.keys()


@pytest.mark.parametrize(
    "reviewed",
    [
        KnownEntity("kafi-army", "military", "القوات المسلحة القافية", "Kafi Forces", country="KF"),
        KnownEntity("guards", "military", "حرس قافستان", "Guards", names=("الجيش القافى",), country="KF"),
    ],
)
def test_a_reviewed_row_takes_the_place_of_a_pattern_and_its_names(reviewed: KnownEntity) -> None:
    found = made(KAF, reviewed)
    assert [entity.id for entity in found.values() if entity.kind == "military"] == [reviewed.id]
    names = found[reviewed.id].names
    assert "جيش قافستان" in names
    assert len({fold(name) for name in names}) == len(names)


def test_a_name_that_somebody_bears_is_left_to_him() -> None:
    rebels = KnownEntity("rebels", "armed-group", "ثوار", "Rebels", names=("القوات القافية",))
    found = made(KAF, rebels)
    assert found["rebels"].names == ("القوات القافية",)
    assert "القوات القافية" not in found["kafi-army"].names


def test_parents_are_those_who_took_the_place() -> None:
    cabinet = KnownEntity("cabinet", "government", "الحكومة القافية", "Cabinet", country="KF")
    assert made(KAF, cabinet)["kafi-army"].parent == "cabinet"


def test_a_broken_pattern_is_named() -> None:
    with pytest.raises(OntologyError, match=r"^patterns\.tsv:2: "):
        parse_patterns("id\tkind\narmy")


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("الجيش الهندي", "indian-army"),
        ("القوات الأوغندية", "ugandan-army"),
        ("وزارة الخارجية السويدية", "swedish-foreign-ministry"),
        ("الخارجية الكورية الجنوبية", "south-korean-foreign-ministry"),
        ("الداخلية النمساوية", "austrian-interior-ministry"),
        ("الشرطة الألمانية", "german-police"),
        ("البرلمان البريطاني", "british-parliament"),
        ("حكومة فرنسا", "french-government"),
        ("القوات الروسية", "russian-armed-forces"),
        ("القوات التركية", "turkish-army"),
        ("القوات الأمريكية", "us-armed-forces"),
        ("البرلمان العراقي", "iraqi-parliament"),
        ("الخارجية الأمريكية", "us-state-department"),
        ("الحكومة اليمنية", "yemeni-government"),
    ],
)
def test_bodies_of_real_states(name: str, identity: str) -> None:
    assert {entity.id for entity in load_entities() if fold(name) in map(fold, (entity.label_ar, *entity.names))} == {identity}

"""Likeness of names: what is one, what is two, and what only people can tell."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import EntityKind
from kg.known_likeness import KnownLikeness
from kg.likeness import Judgement, Name, compare
from kg.person_name import person_name
from kg.spelling import Spelling, skeleton, spelled
from ontology.known import load_entities

PAIRS = Path(__file__).resolve().parents[2].parent / "shared" / "gold" / "name_pairs.json"
PERSON, BODY, PLACE = EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.PLACE
SAME, DIFFERENT, UNSURE = Judgement.SAME, Judgement.DIFFERENT, Judgement.UNSURE

# What is expected, then the two names.
PERSONS = """
same      | سعيد الرائد                     | سعيد الرائد
same      | سؤدد الخطيب                     | سودد الخطيب
same      | العقيد سعيد الحمدان             | سعيد الحمدان
same      | العقيد سعيد الحمدان             | عقيد سعيد الحمدان
same      | الناشط سعيد الحمدان             | الناشط سَعيد الحمدان
same      | العقيد سعيد الحمدان             | القيادي سعيد الحمدان
unsure    | العقيد سعيد الحمدان             | المقدم سعيد الحمدان
unsure    | القيادي سعيد الحمدان            | الوزير سعيد الحمدان
same      | عبد الله الحمدان                | عبدالله الحمدان
same      | أبو بكر الحمدان                 | أبي بكر الحمدان
same      | المتحدث باسم التحالف وين ماروتو | المتحدث باسم التحالف وين ماروطو
same      | قائد اللواء سعيد حمود الحمدان   | قائد اللواء سعيد حمود الحمدان
unsure    | المتحدث باسم التحالف وين ماروتو | المتحدث باسم البعثة وين ماروطو
unsure    | العقيد سعيد الحمدان             | الناشط سعيد الحمدان
unsure    | وين ماروتو                      | وين ماروطو
unsure    | سعيد القاسم                     | سعيد قاسم
unsure    | سعيد الجاسم                     | سعيد القاسم
unsure    | محمد بن سلمان                   | محمد سلمان
unsure    | سعيد الحمدان                    | سعيد حمود الحمدان
unsure    | سعيد حمود                       | سعيد حمود الحمدان
unsure    | سعيد الحمدان                    | الحمدان
unsure    | وين ماروتو                      | Wayne Marotto
unsure    | الرئيس التركي                   | الرئيس التركي الجديد
different | سعيد الحمدان                    | سعيد العلوان
different | سعيد الحمدان                    | فادي الحمدان
different | حسن الحمدان                     | حسين الحمدان
different | جمال الحمدان                    | كمال الحمدان
different | سعيد القاسم                     | سعيد القاسمي
different | سعيد حمود الحمدان               | سعيد علي الحمدان
different | سعيد الحمدان                    | العلوان
different | سعيد الحمدان                    | حمود علي العلوان
different | Wayne Marotto                   | Joel Harper
"""
BODIES = """
same      | مجلس وادي الرمل المدني | المجلس وادي الرمل المدني
same      | هيئة شؤون الأسرى       | هيئة شئون الأسرى
same      | لجنة حماية التراث      | «لجنة حماية التراث»
unsure    | مجلس العزاء             | مجلس عزاء
unsure    | عشيرة البوخلف           | قبيلة البوخلف
unsure    | صحيفة ضفاف النهر        | ضفاف النهر
unsure    | حركة نداء السهل         | حركة نداء السهل المتمردة
unsure    | شركة غولدمار للنفط      | شركة جولدمار للنفط
different | صحيفة ميليت             | مالطا
unsure    | رعد                     | قوات الردع العربية
different | مجلس وادي الرمل المدني  | مجلس وادي الرمل العسكري
different | الإدارة الشرقية         | الإدارة الغربية
different | حركة نداء السهل         | حزب نداء السهل
different | حركة نداء السهل         | قيادة حركة نداء السهل
different | اللواء 71 مشاة          | اللواء 72 مشاة
different | قوات الوفاق             | حكومة الوفاق
"""
PLACES = """
same      | كفر ناصح      | كفر ناصح
unsure    | قرية كفر ناصح | كفر ناصح
unsure    | قرية كفر ناصح | بلدة كفر ناصح
different | مخيم كفر ناصح | بلدة كفر ناصح
different | ريف كفر ناصح  | كفر ناصح
"""


def rows(table: str, kind: EntityKind) -> list[tuple[str, Name, Name]]:
    cells = ([cell.strip() for cell in line.split("|")] for line in table.strip().splitlines())
    return [(wanted, Name(one, kind), Name(other, kind)) for wanted, one, other in cells]


@pytest.mark.parametrize(("wanted", "one", "other"), [*rows(PERSONS, PERSON), *rows(BODIES, BODY), *rows(PLACES, PLACE)])
def test_words_alone(wanted: str, one: Name, other: Name) -> None:
    found = compare(one, other)
    assert found.judgement == wanted, found.reason
    assert found.reason and compare(other, one).judgement == wanted


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (Name("نداء السهل", PLACE), Name("نداء السهل", BODY), DIFFERENT),
        (Name("نداء السهل", BODY), Name("نداء السهل", EntityKind.ARMED_GROUP), UNSURE),
        (Name("نداء السهل", BODY), Name("نداء السهل"), SAME),
        (Name("", BODY), Name("نداء السهل", BODY), UNSURE),
    ],
)
def test_kinds(one: Name, other: Name, wanted: Judgement) -> None:
    assert compare(one, other).judgement is wanted


@pytest.fixture(scope="module")
def tables() -> KnownLikeness:
    return KnownLikeness(load_entities())


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("قسد", "SDF", SAME),
        ("قوات النظام", "قوات قسد", DIFFERENT),
        ("تنظيم «الدولة»", "داعش", SAME),
        ("وزارة الخارجية التركية", "الخارجية التركية", SAME),
        ("التحالف", "التحالف الدولي", UNSURE),
    ],
)
def test_the_tables_are_asked_first(tables: KnownLikeness, one: str, other: str, wanted: Judgement) -> None:
    found = tables.decide(Name(one, BODY), Name(other, BODY))
    assert found.judgement is wanted, found.reason
    assert tables.decide(Name(other, BODY), Name(one, BODY)).judgement is wanted


@pytest.mark.skipif(not PAIRS.exists(), reason=f"the annotated pairs of names are not at hand ({PAIRS.name})")
def test_annotated_pairs(tables: KnownLikeness) -> None:
    pairs = json.loads(PAIRS.read_text(encoding="utf-8"))
    kinds = {"PER": PERSON, "ORG": BODY}
    found = [(pair, tables.decide(Name(pair["a"], kinds[pair["type"]]), Name(pair["b"], kinds[pair["type"]])).judgement) for pair in pairs]
    right = [pair for pair, judgement in found if judgement is (SAME if pair["same"] else DIFFERENT)]
    assert len(right) >= len(pairs) - 2
    assert [pair for pair, judgement in found if judgement is SAME and not pair["same"]] == []
    alone = [(pair, compare(Name(pair["a"], kinds[pair["type"]]), Name(pair["b"], kinds[pair["type"]])).judgement) for pair in pairs]
    assert [pair for pair, judgement in alone if judgement is (DIFFERENT if pair["same"] else SAME)] == [], (
        "without tables the rules may be unsure, but not wrong"
    )


@pytest.mark.parametrize(
    ("text", "titles", "bodies", "units"),
    [
        ("المتحدث باسم التحالف العقيد سعيد الحمدان", {"متحدث", "عقيد"}, {"تحالف"}, ("سعيد", "الحمدان")),
        ("الشيخ عبد العزيز بن صالح آل زيد", {"شيخ"}, set(), ("عبدالعزيز", "صالح", "الزيد")),
        ("سيف الدين أبو الفضل", set(), set(), ("سيفالدين", "ابوالفضل")),
        ("المتحدث باسم الهلال", {"متحدث"}, {"هلال"}, ()),
        ("الناشط باسم الحمدان", {"ناشط"}, set(), ()),
        ("قائد القاعدة الروسية", {"قائد"}, {"قاعده", "روسيه"}, ()),
        ("Wayne B. Marotto III", set(), set(), ("wayne", "marotto")),
        ("", set(), set(), ()),
    ],
)
def test_parts_of_a_persons_name(text: str, titles: set[str], bodies: set[str], units: tuple[str, ...]) -> None:
    found = person_name(text)
    assert (found.titles, found.units) == (titles, units)
    if bodies or not units:
        assert bodies <= found.bodies


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("كبرييل", "غابرييل", Spelling.VARIANT),
        ("تشارلز", "شارلز", Spelling.VARIANT),
        ("مسيول", "مسؤول", Spelling.OTHER),
        ("شيون", "شؤون", Spelling.OTHER),
        ("سؤدد", "سودد", Spelling.EQUAL),
        ("علي", "علا", Spelling.OTHER),
        ("سالم", "سليم", Spelling.OTHER),
        ("71", "72", Spelling.OTHER),
        ("khaled", "khalid", Spelling.VARIANT),
        ("qasim", "kasem", Spelling.VARIANT),
    ],
)
def test_spellings(one: str, other: str, wanted: Spelling) -> None:
    assert spelled(one, other) is spelled(other, one) is wanted


NAMES = st.lists(st.sampled_from(["سعيد", "الحمدان", "العقيد", "بن", "عبد", "الله", "قرية", "مجلس", "Ali", "7", "حركة", "ماروتو", "ماروطو"]), max_size=4).map(
    " ".join
)
KINDS = st.none() | st.sampled_from(EntityKind)


@given(st.builds(Name, NAMES, KINDS), st.builds(Name, NAMES, KINDS))
def test_order_never_matters_to_the_judgement(one: Name, other: Name) -> None:
    assert compare(one, other).judgement is compare(other, one).judgement
    assert compare(one, one).judgement is not DIFFERENT


@given(st.text())
def test_a_skeleton_is_no_longer_than_its_word(word: str) -> None:
    assert len(skeleton(word)) <= len(word)

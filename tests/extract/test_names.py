"""The table of known names finds a name in a text's words, however it is spelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.arabic.words import split_words
from extract.model import EntityKind
from extract.names import KnownName, NameTable


def known(name: str, entity: str = "x", importance: int = 0) -> KnownName:
    return KnownName(name, entity, EntityKind.PLACE, name, importance=importance)


def found(table: NameTable, text: str) -> tuple[str, ...]:
    """The entities of the name that the text begins with."""
    forms = [word.normal for word in split_words(text) if not word.is_mark]
    hit = table.match(forms, forms[0])
    return tuple(name.entity for name in hit[1]) if hit else ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("تل الزيتون", "تل الزيتون"),
        ("تل الزيتون", "تَلّ الزيتــون"),
        ("أم الحصى", "ام الحصي"),
        ("وادي الرمّانة", "وادي الرمانه"),
        ("رأس-العين", "رأس العين"),
        ("«تلة» 905", "تلة ٩٠٥"),
        ("حي  الورد", "حي الورد"),
        ("K2", "k 2"),
        ("ﷲ كريم", "الله كريم"),
    ],
)
def test_a_name_is_found_in_every_spelling(name: str, text: str) -> None:
    assert found(NameTable([known(name)]), text) == ("x",)


def test_the_longest_name_wins_and_the_important_stand_first() -> None:
    table = NameTable([known("تل", "a"), known("تل الورد", "c", 5), known("تل الورد", "b", 70)])
    assert found(table, "تل الورد الغربي") == ("b", "c")
    assert found(table, "تل غزال") == ("a",)


@given(st.text(alphabet="أبةىيلا ـَّ-«»٣3aZﷲﷺ\u200f\u200c\u202b\n\t", max_size=12))
def test_whatever_a_name_holds_its_own_words_find_it(name: str) -> None:
    if any(not word.is_mark for word in split_words(name)):
        assert found(NameTable([known(name)]), name) == ("x",)


NAMED = NameTable(
    KnownName(name, name, EntityKind.ORGANIZATION, name)
    for name in (
        "هيئة السلام والتنمية", "لجان المقاومة لبلدة الوادي", "بلدة الوادي", "المجلس الأعلى للسلام", "رابطة المعلمين بليبيا",
        "ليبيا", "بوتان", "سارة ليا",
    )
)  # fmt: skip


@pytest.mark.parametrize("word", ["هيئه", "لجان", "بلده", "ليبيا", "رابطه", "بوتان", "ليا"])
def test_words_of_names_are_words(word: str) -> None:
    assert word in NAMED.vocabulary


@pytest.mark.parametrize("word", ["والتنميه", "لبلده", "للسلام", "بليبيا", "السلام"])
def test_particles_inside_a_name_are_not_part_of_its_words(word: str) -> None:
    assert word not in NAMED.vocabulary


def test_an_adjective_of_a_state_is_no_word_of_a_name() -> None:
    adjective = KnownName("سوري", "state", EntityKind.STATE, "سوريا", use="nisba")
    assert NameTable([adjective, known("موقع خبر سوري")]).vocabulary == {"موقع", "خبر"}
    assert "سوري" in NameTable([adjective, known("سوري الأحمد")]).vocabulary  # as somebody's first name it is


def test_a_first_name_at_the_end_of_a_name_is_no_surname_unless_the_table_says_so() -> None:
    people = [KnownName(name, name, EntityKind.PERSON, name) for name in ("رياض الخطابي", "رياض سيف", "محمود عباس")]
    short = KnownName("عباس", "محمود عباس", EntityKind.PERSON, "محمود عباس", use="bare")
    assert NameTable([*people, short]).surnames == {"الخطابي", "عباس"}

"""Search: one folding for all spellings of Arabic, Latin names, outlets and types too; it shows what it finds, by mouse and keys."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

import pytest
from filter_fixture import address, chips, filter_store, passing
from news_fixture import entities, read_event, store_of
from visiting import IN_BROWSER, Visit

from extract.model import EntityKind
from kg.model import Entity

pytestmark = IN_BROWSER
Visits = Callable[..., Visit]

NAMES = {
    "asayish": ("قوى الأمن الداخلي (الأسايش)", "Asayish"),
    "awla": ("هيئة الإغاثة الأولى", "First Relief Board"),
    "musa": ("مصطفى آل موسى", "Mustafa Al Musa"),
    "liwa": ("اللواء 313", "Brigade 313"),
    "raai": ("مؤسسة الراعي الصالح", "Good Shepherd Foundation"),
    "cafe": ("مقهى الزاوية", "Café São Élan"),
}
# What is written and who is found first: hamza, ة/ه, ى/ي, signs, tatweel, article, particles before it, figures, Persian letters.
FOLDING = [
    ("الأسايش", "asayish"), ("الاسايش", "asayish"), ("أسايش", "asayish"), ("اسايش", "asayish"), ("الأسايـــش", "asayish"), ("الأَسَايِش", "asayish"),
    ("بالأسايش", "asayish"),
    ("والأسايش", "asayish"), ("قوي الامن", "asayish"), ("قوى الأمن", "asayish"), ("امن داخلي", "asayish"), ("asayish", "asayish"), ("ASAY", "asayish"),
    ("سايش", "asayish"),
    ("هيئة الإغاثة", "awla"), ("هيئه الاغاثه", "awla"), ("هيئة إغاثة", "awla"), ("الأولي", "awla"), ("الاولى", "awla"), ("relief", "awla"),
    ("مصطفى", "musa"), ("مصطفي", "musa"), ("مصطفی", "musa"), ("ال موسي", "musa"), ("آل موسى", "musa"), ("mustafa al-musa", "musa"), ("Musa", "musa"),
    ("٣١٣", "liwa"), ("313", "liwa"), ("۳۱۳", "liwa"), ("اللواء ٣١٣", "liwa"), ("لواء", "liwa"), ("«اللواء»", "liwa"),
    ("مؤسسة", "raai"), ("موسسه", "raai"), ("الراعى", "raai"), ("راعي", "raai"), ("shepherd", "raai"),
    ("cafe sao", "cafe"), ("CAFÉ", "cafe"), ("elan", "cafe"), ("مقهي", "cafe"),
]  # fmt: skip


def named_page(visit: Visits) -> Visit:
    known = entities() | {one: Entity(one, EntityKind.ORGANIZATION, arabic, english, known=True) for one, (arabic, english) in NAMES.items()}
    read = [read_event(f"CONSULT .9 [a:{one}|الجهة] [!|التقت] وفد [t:dawn|الجبهة]", number) for number, one in enumerate(NAMES)]
    return visit(store_of(known, [one for documents, _ in read for one in documents], [event for _, event in read]))


def test_every_spelling_finds_the_name(visit: Visits) -> None:
    page = named_page(visit).open()
    wrong = [(text, expected, found[:3]) for text, expected in FOLDING if (found := page.page.evaluate("(text) => khabar.find(text)", text))[:1] != [expected]]
    assert wrong == []


SOUNDING = [
    ("hasakah", "الحسكة"), ("Al-Hasaka", "الحسكة"), ("hassakeh", "الحسكة"), ("hsk", "الحسكة"), ("qamishlo", "القامشلي"), ("Kamishli", "القامشلي"),
    ("shaddadi", "الشدادي"), ("khirba", "خربة"), ("ghazali", "الغزالي"), ("قامشلو", "Qamishli"),
]  # fmt: skip
# The last three have too few consonants to tell names apart.
SOUNDING_ELSE = [("hasak", "الحسين"), ("qamas", "القامشلي"), ("hms", "حماة"), ("ba", "باب"), ("tal", "تل"), ("thawra", "الثورة")]


def test_a_name_is_found_by_its_sound_in_the_other_script(visit: Visits) -> None:
    names = sorted({name for _, name in SOUNDING + SOUNDING_ELSE})
    known = entities() | {f"place/{name}": Entity(f"place/{name}", EntityKind.PLACE, name, None) for name in names}
    read = [read_event(f"ASSAULT .9 [a:dawn|الجبهة] [!|هاجمت] في [p:place/{name}|المكان]", number) for number, name in enumerate(names)]
    page = visit(store_of(known, [one for documents, _ in read for one in documents], [event for _, event in read])).open()

    def found(text: str) -> list[str]:
        return [unquote(key).removeprefix("place/") for key in page.page.evaluate("(text) => khabar.find(text)", text)]

    assert [(text, name) for text, name in SOUNDING if name not in found(text)] == []
    assert [(text, name) for text, name in SOUNDING_ELSE if name in found(text)] == []


@pytest.mark.parametrize("text", ["", " ", "ً", "ـــ", "«»", "zzz", "\u202e", "<b>", "الأمس البعيد"])
def test_what_is_no_name_finds_nothing(visit: Visits, text: str) -> None:
    assert named_page(visit).open().page.evaluate("(text) => khabar.find(text)", text) == []


def test_the_start_of_a_name_comes_first_then_the_number_of_events(visit: Visits) -> None:
    page = visit().open("#lang=en")
    page.page.fill("#query", "s")
    rows = page.page.locator("#suggestions [role=option]")
    names = [text.translate({0x2068: None, 0x2069: None}) for text in rows.locator(".name").all_inner_texts()]
    figures = [int(text) for text in rows.locator(".figure").all_inner_texts()]
    starts = [name.lower().startswith("s") for name in names]
    assert starts == sorted(starts, reverse=True)
    begun = [figure for figure, start in zip(figures, starts, strict=True) if start]
    assert begun == sorted(begun, reverse=True)
    assert len(names) == 10


def test_it_is_a_combobox_that_keys_walk(visit: Visits) -> None:
    page = visit().open("#lang=en")
    field = page.page.locator("#query")
    assert (field.get_attribute("role"), field.get_attribute("aria-expanded"), field.get_attribute("aria-controls")) == ("combobox", "false", "suggestions")
    field.fill("front")
    assert field.get_attribute("aria-expanded") == "true"
    assert page.page.get_attribute("#suggestions", "role") == "listbox"
    page.page.keyboard.press("ArrowUp")
    last = page.page.locator("#suggestions [role=option]").last
    assert last.get_attribute("aria-selected") == "true"
    assert field.get_attribute("aria-activedescendant") == last.get_attribute("id")
    page.page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "suggestion-0"
    page.page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "front"
    page.page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-expanded") == "true"
    page.page.keyboard.press("Enter")
    assert "selection=entity:dawn" in address(page)


def test_a_folded_node_is_brought_on_stage(visit: Visits) -> None:
    page = visit().open("#limit=10&mode=lines")
    target = page.ask("nodeOf('nora')")
    assert target not in page.ask("nodes()")
    page.page.fill("#query", "نورا داود")
    page.page.keyboard.press("Enter")
    page.settle()
    assert target in page.ask("nodes()")
    assert "نورا داود" in page.panel()
    assert "نورا داود" in page.page.inner_text("#spoken")
    page.page.keyboard.press("Escape")
    assert target in page.ask("nodes()"), "it stays when the selection goes"


def test_outlets_and_types_become_filters(visit: Visits) -> None:
    page = visit(filter_store()).open("#tab=table&lang=en")
    page.page.fill("#query", "valley mon")
    option = page.page.locator("#suggestions [role=option]").first
    assert "outlet" in option.inner_text()
    option.click()
    assert chips(page) == ["Valley Monitor"]
    assert passing(page) == {2, 5, 6}
    assert page.page.input_value("#query") == ""
    page.page.fill("#query", "تشاور")
    page.page.keyboard.press("Enter")
    assert passing(page) == {5}
    assert chips(page) == ["only: consultation", "Valley Monitor"]


def test_a_place_that_only_holds_others_becomes_a_filter(visit: Visits) -> None:
    page = visit(filter_store()).open("#tab=table")
    page.page.fill("#query", "هضبة")
    page.page.keyboard.press("Enter")
    assert "place=place/upland" in address(page)
    assert passing(page) == {0, 1, 6}


def test_the_name_that_was_found_is_told_where_another_is_shown(visit: Visits) -> None:
    page = visit().open("#lang=en")
    page.page.fill("#query", "fajr")
    assert "Dawn Front" in page.page.inner_text("#suggestions")
    assert "Fajr Front" in page.page.inner_text("#suggestions")


def test_a_name_without_letters_breaks_nothing(visit: Visits) -> None:
    known = entities() | {"dawn": replace(entities()["dawn"], label_ar="؟", label_en="—", aliases=("ـ",))}
    documents, event = read_event("ASSAULT .9 [a:dawn|الجبهة] [!|هاجمت] [t:falcons|اللواء]")
    page = visit(store_of(known, documents, [event])).open()
    assert page.page.evaluate("() => khabar.find('لواء')") == ["falcons"]

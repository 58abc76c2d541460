"""Which place a name means: homonyms, cities and governorates of one name, ties, and places that no table has."""

from dataclasses import replace

import pytest

from extract.model import Bearing, EntityKind, Ground, Landmark, Relation, Span
from kg.geography.kinds import load_kinds
from kg.geography.labels import load_sides
from kg.model import PlaceClass
from ontology.known import PLACE_KINDS
from tests.kg.place_fixture import place, places, sited

R, P = Relation.RURAL, Relation.PART

# (the text, the name in question and how often it stood before, the other places of the text, what it means)
HOMONYMS = [
    ("قتل مدني في قرية الصالحية في ريف حماة", "الصالحية", [("ريف حماة", "حماة", R)], "place/sy/t-salihiyah-hama"),
    ("قتل مدني في بلدة الصالحية بريف دير الزور الشرقي", "الصالحية", [("ريف دير الزور الشرقي", "دير الزور", R)], "place/sy/al-salihiyah-dz"),
    ("قتل مدني في الصالحية، ريف حماه", "الصالحية", [("ريف حماه", "حماه", R)], "place/sy/t-salihiyah-hama"),
    ("قتل مدني في حي الصالحية في دمشق", "الصالحية", [("دمشق", "دمشق", Relation.AT)], "place/sy/t-salihiyah-damascus"),
    ("قتل مدني في الصالحية شمال شرقي دير الزور", "الصالحية", [("شمال شرقي دير الزور", "دير الزور", Relation.OFFSET)], "place/sy/al-salihiyah-dz"),
    ("في محافظة حماة قتل مدني في الصالحية", "الصالحية", [("محافظة حماة", "حماة", Relation.AT)], "place/sy/t-salihiyah-hama"),
    ("دير الزور. وقتل مدني في الصالحية", "الصالحية", [("دير الزور", "دير الزور", Relation.AT)], "place/sy/al-salihiyah-dz"),
    ("داهمت القوات جديدة في ريف إدلب", "جديدة", [("ريف إدلب", "إدلب", R)], "place/sy/t-jadidah-idlib"),
    ("داهمت القوات قريتي جديدة والهول في ريف الحسكة", "جديدة", [("الهول", "الهول", Relation.AT), ("ريف الحسكة", "الحسكة", R)], "place/sy/t-jadidah-hasakah"),
    ("وصل الوفد إلى طرابلس في شمال لبنان", "طرابلس", [("شمال لبنان", "لبنان", P)], "place/lb/tripoli"),
    ("وصل الوفد إلى طرابلس في ليبيا", "طرابلس", [("ليبيا", "ليبيا", Relation.AT)], "place/ly/tripoli"),
    ("مصراتة وسرت. ووصل الوفد إلى طرابلس", "طرابلس", [("مصراتة", "مصراتة", Relation.AT), ("سرت", "سرت", Relation.AT)], "place/ly/tripoli"),
    ("اشتباكات في بيروت. وامتدت إلى طرابلس", "طرابلس", [("بيروت", "بيروت", Relation.AT)], "place/lb/tripoli"),
    ("انفجار في المنصورة في ريف الرقة", "المنصورة", [("ريف الرقة", "الرقة", R)], "place/sy/al-mansurah"),
    ("انفجار في الطبقة. ثم في المنصورة", "المنصورة", [("الطبقة", "الطبقة", Relation.AT)], "place/sy/al-mansurah"),
    ("انفجار في القاهرة. ثم في المنصورة", "المنصورة", [("القاهرة", "القاهرة", Relation.AT)], "place/eg/al-mansurah"),
    ("انفجار في الكرامة شرقي الرقة", "الكرامة", [("شرقي الرقة", "الرقة", Relation.OFFSET)], "place/sy/al-karamah"),
    ("انفجار في الكرامة في الأردن", "الكرامة", [("الأردن", "الأردن", Relation.AT)], "place/jo/al-karamah"),
    ("هاجم التنظيم الرمادي في محافظة الأنبار", "الرمادي", [("محافظة الأنبار", "الأنبار", Relation.AT)], "place/iq/ramadi"),
    ("هاجم التنظيم الفلوجة والرمادي", "الرمادي", [("الفلوجة", "الفلوجة", Relation.AT)], "place/iq/ramadi"),
    ("هاجم التنظيم القائم قرب البوكمال", "القائم", [("قرب البوكمال", "البوكمال", Relation.AROUND)], "place/iq/al-qaim"),
    ("قصف تل أبيض وعين عيسى", "تل أبيض", [("عين عيسى", "عين عيسى", Relation.AT)], "place/sy/tall-abyad"),
    ("قصف تل أبيض وعين عيسى", "عين عيسى", [("تل أبيض", "تل أبيض", Relation.AT)], "place/sy/ayn-isa"),
    ("آبار النفط في رميلان في ريف الحسكة", "رميلان", [("ريف الحسكة", "الحسكة", R)], "place/sy/rmelan"),
    ("اجتماع في القامشلي", "القامشلي", [], "place/sy/al-qamishli"),
]


@pytest.mark.parametrize(("text", "name", "others", "expected"), HOMONYMS)
def test_a_homonym_is_told_by_what_stands_around_it(text: str, name: str, others: list[tuple[str, str, Relation]], expected: str) -> None:
    around = [place(text, words, called, relation) for words, called, relation in others]
    assert sited(text, place(text, name), *around)[0] == expected


def test_the_other_way_round_the_larger_place_is_not_the_smaller_ones() -> None:
    """«دير الزور والصالحية في ريف حماة»: what stands before it by «و» is no larger place of it."""
    text = "في دير الزور والصالحية في ريف حماة"
    assert sited(text, place(text, "الصالحية"), place(text, "دير الزور"), place(text, "ريف حماة", "حماة", R))[0] == "place/sy/t-salihiyah-hama"


def test_one_name_means_one_place_in_a_document() -> None:
    text = "مداهمة في الصالحية. وقالت دمشق وحلب إن الهدوء عاد. والصالحية في ريف حماة"
    mentions = [place(text, "الصالحية"), place(text, "دمشق"), place(text, "حلب"), place(text, "الصالحية", occurrence=1), place(text, "ريف حماة", "حماة", R)]
    assert {sited(text, *mentions)[n] for n in (0, 3)} == {"place/sy/t-salihiyah-hama"}


def test_a_tie_stays_open_with_its_candidates() -> None:
    text = "وصل الوفد إلى طرابلس"
    (mention,) = [place(text, "طرابلس")]
    site = places(text, [mention]).of(mention, EntityKind.PLACE)
    assert site is not None and site.entity is not None and site.is_local
    assert site.entity.same_as == ("place/lb/tripoli", "place/ly/tripoli")
    assert site.entity.extent is not None and site.entity.extent.precision is PlaceClass.UNKNOWN
    assert site.entity.coordinates is None
    assert "2 known places" in site.reason


def test_ground_beside_a_tie_is_open_too() -> None:
    text = "قصف شرقي طرابلس"
    mention = place(text, "شرقي طرابلس", "طرابلس", Relation.OFFSET, [Bearing.EAST])
    site = places(text, [mention]).of(mention, EntityKind.PLACE)
    assert site is not None and site.entity is not None
    assert site.entity.coordinates is None and site.entity.label_ar == "شرق طرابلس"
    assert places(text, [mention]).made[site.entity.parent or ""].entity is not None


LEVELS = [
    ("محافظة دير الزور", "دير الزور", Relation.AT, (), "governorate", "place/sy/deir-ez-zor-governorate"),
    ("مدينة دير الزور", "دير الزور", Relation.AT, (), "city", "place/sy/deir-ez-zor"),
    ("دير الزور", "دير الزور", Relation.AT, (), None, "place/sy/deir-ez-zor"),
    ("ريف الحسكة", "الحسكة", R, (), None, "place/sy/al-hasakah-governorate/rural"),
    ("ريف الحسكة الجنوبي", "الحسكة", R, (Bearing.SOUTH,), None, "place/sy/al-hasakah-governorate/rural-south"),
    ("ريف دمشق", "دمشق", R, (), None, "place/sy/rif-dimashq"),
    ("ريف دمشق الغربي", "دمشق", R, (Bearing.WEST,), None, "place/sy/rif-dimashq/rural-west"),
    ("شمال شرقي دير الزور", "دير الزور", Relation.OFFSET, (Bearing.NORTH_EAST,), None, "place/sy/deir-ez-zor/north-east-of"),
    ("وسط الرقة", "الرقة", P, (Bearing.MIDDLE,), None, "place/sy/ar-raqqah/middle"),
    ("ريف منبج", "منبج", R, (), None, "place/sy/manbij-district/rural"),
    ("شمال نينوى", "نينوى", P, (Bearing.NORTH,), None, "place/iq/nineveh/north"),
]


@pytest.mark.parametrize(("words", "name", "relation", "bearings", "kind", "expected"), LEVELS)
def test_city_or_governorate(words: str, name: str, relation: Relation, bearings: tuple[Bearing, ...], kind: str | None, expected: str) -> None:
    assert sited(words, place(words, words, name, relation, bearings, kind)) == [expected]


def test_a_bare_name_is_the_governorate_where_the_text_says_so() -> None:
    village = "في الباغوز في دير الزور"
    assert sited(village, place(village, "الباغوز"), place(village, "دير الزور"))[1] == "place/sy/deir-ez-zor-governorate"
    called = "قال المجلس في حلب. وفي محافظة دير الزور قتل ثلاثة. وهدأت دير الزور أمس"
    mentions = [place(called, "حلب"), place(called, "محافظة دير الزور", "دير الزور", kind="governorate"), place(called, "دير الزور", occurrence=1)]
    assert sited(called, *mentions)[1:] == ["place/sy/deir-ez-zor-governorate"] * 2
    row = "قال المجلس. وفي الحسكة والرقة ودير الزور خلايا"
    assert sited(row, *(place(row, name) for name in ("الحسكة", "الرقة", "دير الزور")))[2] == "place/sy/deir-ez-zor-governorate"
    two = "قال المجلس. وفي الحسكة والرقة خلايا"
    assert sited(two, place(two, "الحسكة"), place(two, "الرقة")) == ["place/sy/al-hasakah", "place/sy/ar-raqqah"]


def test_a_place_that_no_table_has_lies_where_the_phrase_puts_it() -> None:
    text = "داهمت قوة قرية الخزنة الطويلة في ريف حماة الشرقي، وفي الخزنة الطويلة قتل رجل"
    mentions = [
        place(text, "الخزنة الطويلة"), place(text, "ريف حماة الشرقي", "حماة", R, [Bearing.EAST]), place(text, "الخزنة الطويلة", occurrence=1)
    ]  # fmt: skip
    found = places(text, mentions)
    first, second = (found.of(mentions[n], EntityKind.PLACE) for n in (0, 2))
    assert first is not None and second is not None and first.entity is not None and first.id == second.id
    assert first.entity.parent == "place/sy/hama-governorate/rural-east" and first.entity.extent is not None
    assert first.entity.extent.precision is PlaceClass.AREA and "no table has it" in first.entity.extent.rule
    quarter = "قصف حي الخزنة الطويلة في مدينة حلب"
    told = place(quarter, "الخزنة الطويلة", kind="neighbourhood")
    site = places(quarter, [told, place(quarter, "مدينة حلب", "حلب", kind="city")]).of(told, EntityKind.PLACE)
    assert site is not None and site.entity is not None and site.entity.parent == "place/sy/aleppo" and site.entity.extent is not None
    assert (site.entity.extent.wkt or "").startswith("POLYGON")
    other = "داهمت قوة قرية الخزنة الطويلة في ريف حلب"
    assert sited(other, place(other, "الخزنة الطويلة"), place(other, "ريف حلب", "حلب", R))[0] != first.id


def test_a_place_a_little_beyond_the_border_lies_in_another_country() -> None:
    """«الطيبة» of Jordan lies near Daraa; that in its countryside is no table's."""
    text = "قتل رجل في بلدة الطيبة بريف درعا الشرقي"
    told = place(text, "الطيبة", kind="town")
    site = places(text, [told, place(text, "ريف درعا الشرقي", "درعا", R)]).of(told, EntityKind.PLACE)
    assert site is not None and site.entity is not None and site.entity.extent is not None
    assert "no table has it" in site.entity.extent.rule and (site.entity.parent or "").startswith("place/sy/daraa-governorate")


def test_no_known_place_is_taken_that_lies_elsewhere() -> None:
    """«الباغوز في ريف حماة» is not the one on the Euphrates."""
    text = "في الباغوز في ريف حماة. ثم في الباغوز"
    found = sited(text, place(text, "الباغوز"), place(text, "ريف حماة", "حماة", R), place(text, "الباغوز", occurrence=1))
    assert found[0].startswith("unlisted/") and found[0] == found[2]
    city = "قوات موسكو في سوريا"
    assert sited(city, place(city, "موسكو"), place(city, "سوريا")) == ["place/ru/moscow", "syria"]


def test_the_one_known_place_of_a_name_is_left_open_where_the_document_is_about_other_countries() -> None:
    """A village of that name stands in the tables for Egypt alone; news of Aleppo, Hama and Idlib means another."""
    text = "قصفت حلب وحماة وإدلب. ومداهمة في بنها العسل"
    far = Landmark(Span(0, 1), "كفر الكردي", ("place/eg/kafr-al-kurdi",))
    mention = replace(place(text, "بنها العسل"), ground=Ground(Relation.AT, (far,)))
    cities = [place(text, name) for name in ("حلب", "حماة", "إدلب")]
    site = places(text, [*cities, mention]).of(mention, EntityKind.PLACE)
    assert site is not None and site.entity is not None and site.entity.same_as == ("place/eg/kafr-al-kurdi",) and "Egypt" in site.reason
    assert sited(text, mention) == sited(text, *cities[:2], mention)[2:] == ["place/eg/kafr-al-kurdi"]
    named = text + ". وقالت مصر"
    assert sited(named, mention, *cities, place(named, "مصر"))[0] == "place/eg/kafr-al-kurdi"


def test_a_name_that_alone_means_nothing_means_a_place_behind_the_word_for_it() -> None:
    """«صور» are pictures too, «مدينة صور» is Tyre; «النعيمة» stands in the tables as «النعيمة (درعا)»."""
    text = "بلدتي النعيمة واليادودة في ريف درعا"
    told = [replace(place(text, "النعيمة", kind="town"), ground=Ground(Relation.AT, (Landmark(Span(0, 1), "النعيمة", (), "town"),)))]
    assert sited(text, *told, place(text, "اليادودة"), place(text, "ريف درعا", "درعا", R))[0] == "place/sy/al-naimah-daraa"
    bare = replace(told[0], ground=Ground(Relation.AT, (Landmark(Span(0, 1), "النعيمة"),)))
    assert sited(text, bare)[0].startswith("unlisted/")


def test_the_word_region_is_said_of_ground_of_any_size() -> None:
    text = "وقفة في منطقة الخزنة الطويلة بتعز"
    mentions = [place(text, "منطقة الخزنة الطويلة", "الخزنة الطويلة", kind="region"), place(text, "تعز")]
    site = places(text, mentions).of(mentions[0], EntityKind.PLACE)
    assert site is not None and site.entity is not None and site.entity.parent == "place/ye/taiz-governorate"


def test_a_village_is_no_governorate_of_its_name() -> None:
    text = "والي ولاية الصالحية"
    (found,) = sited(text, replace(place(text, "ولاية الصالحية", "الصالحية"), ground=Ground(Relation.AT, (
        Landmark(Span(0, 1), "الصالحية", ("place/sy/al-salihiyah-dz",), "governorate"),)),
    ))  # fmt: skip
    assert found.startswith("unlisted/")


def test_a_governorate_of_which_the_tables_have_the_city_alone_is_an_area() -> None:
    text = "في ولاية تيزي وزو"
    told = Ground(Relation.AT, (Landmark(Span(0, 1), "تيزي وزو", ("place/dz/tizi-ouzou",), "governorate"),))
    mention = replace(place(text, "تيزي وزو"), ground=told)
    site = places(text, [mention]).of(mention, EntityKind.PLACE)
    assert site is not None and site.entity is not None and site.id == "place/dz/tizi-ouzou/governorate"
    assert site.entity.extent is not None and site.entity.extent.precision is PlaceClass.AREA and site.entity.parent == "algeria"


def test_homonyms_of_countries_that_the_document_does_not_name_are_left_open() -> None:
    text = "درعا وحلب وحماة. وقصف قرب بلدة بنها العسل. وعلى جسر بنها العسل"
    villages = Landmark(Span(0, 1), "بنها العسل", ("place/eg/kafr-al-kurdi", "place/jo/at-tayyibah"), "town")
    mention = replace(place(text, "بنها العسل"), ground=Ground(Relation.AT, (villages,)))
    cities = [place(text, name) for name in ("درعا", "حلب", "حماة")]
    site = places(text, [*cities, mention]).of(mention, EntityKind.PLACE)
    assert site is not None and site.entity is not None and site.entity.same_as == villages.candidates
    one = replace(mention, ground=Ground(Relation.AT, (replace(villages, candidates=villages.candidates[:1]),)))
    bare = Landmark(Span(0, 1), "بنها العسل", ("place/eg/kafr-al-kurdi", "place/lb/tripoli"))
    again = replace(place(text, "بنها العسل", occurrence=1), ground=Ground(Relation.AT, (bare,)))
    assert sited(text, *cities, one, again)[3] == sited(text, *cities, one, again)[4]


def test_a_village_is_no_landmark_of_itself() -> None:
    text = "الخزنة الطويلة في ريف الخزنة الطويلة"
    found = sited(text, place(text, "الخزنة الطويلة"), place(text, "ريف الخزنة الطويلة", "الخزنة الطويلة", R))
    assert found[1] == f"{found[0]}/rural"


def test_the_tables_know_every_kind_of_place_and_every_bearing() -> None:
    assert load_kinds().keys() == PLACE_KINDS | {"state"}
    assert load_sides().keys() == set(Bearing)
    assert [one for one, side in load_sides().items() if side.degrees is None] == [Bearing.MIDDLE]

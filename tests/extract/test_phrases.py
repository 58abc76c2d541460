"""Noun phrases: where each one ends, what is tied to it, and which members a coordination has."""

import pytest
from reading_fixture import Parsed, parse, wrong

from extract.arabic.chunks import ChunkKind
from extract.arabic.phrases import Phrase

# Every phrase that a row of words gives, a coordination's members apart; then all spellings of these words.
PHRASES: dict[tuple[str, ...], list[str]] = {
    ("الناطق باسم الجيش أحمد علي",): ["الناطق باسم الجيش أحمد علي"],
    # construct chains
    ("قائد شرطة مدينة الموصل القديمة",): ["قائد شرطة مدينة الموصل القديمة"],
    ("منازل سكان القرية",): ["منازل سكان القرية"],
    ("رئيس مجلس الوزراء اللبناني",): ["رئيس مجلس الوزراء اللبناني"],
    ("مستودع ذخيرة",): ["مستودع ذخيرة"],
    # adjectives
    ("قوات الأمن الداخلي",): ["قوات الأمن الداخلي"],
    ("الجيش الوطني السوري",): ["الجيش الوطني السوري"],
    ("هذه البلدة الصغيرة",): ["هذه البلدة الصغيرة"],
    ("طائرة حربية روسية",): ["طائرة حربية روسية"],
    # numbers and quantities
    ("خمسة عشر جنديا أمريكيا",): ["خمسة عشر جنديا أمريكيا"],
    ("ثلاثة من عناصر التنظيم",): ["ثلاثة من عناصر التنظيم"],
    ("عشرات المدنيين",): ["عشرات المدنيين"],
    ("عدد من المدنيين",): ["عدد من المدنيين"],
    # titles and names
    ("العقيد محمود حسن",): ["العقيد محمود حسن"],
    ("الشيخ سالم الجبوري",): ["الشيخ سالم الجبوري"],
    ("الرئيس الأمريكي جو بايدن",): ["الرئيس الأمريكي جو بايدن"],
    # tied to their body
    ("عناصر من تنظيم داعش",): ["عناصر من تنظيم داعش"],
    ("عناصر من تنظيم «داعش",): ["عناصر من تنظيم «داعش»", "عناصر من تنظيم «داعش"],
    ("مقاتلون من حركة طالبان",): ["مقاتلون من حركة طالبان"],
    ("الناطق باسم الحركة",): ["الناطق باسم الحركة"],
    ("المتحدث باسم وزارة الدفاع",): ["المتحدث باسم وزارة الدفاع"],
    ("مقاتلون تابعون لقوات سوريا الديمقراطية",): ["مقاتلون تابعون لقوات سوريا الديمقراطية"],
    ("مواقع لجبهة النصرة",): ["مواقع لجبهة النصرة"],
    # coordination
    ("تركيا", "روسيا"): ["كل من تركيا وروسيا", "تركيا وروسيا", "كلّ من تركيا وروسيا"],
    ("الجيش", "الشرطة", "الأهالي"): ["الجيش والشرطة والأهالي", "الجيش و«الشرطة» والأهالي"],
    ("وزير الدفاع", "وزير الخارجية"): ["وزير الدفاع ووزير الخارجية"],
    ("هيئة تحرير الشام", "الجيش الوطني"): ['«هيئة تحرير الشام» و"الجيش الوطني"', "“هيئة تحرير الشام” و “الجيش الوطني”", "هيئة تحرير الشام والجيش الوطني"],
    ("هيئة تحرير الشام", "الفصائل"): ["هيئة تحرير الشام (جبهة النصرة سابقا) والفصائل"],
    ("روسيا", "إيران", "تركيا"): ["روسيا وإيران وتركيا", "روسيا، وإيران، وتركيا"],
    # phrases that must stop
    ("بلدة سراقب", "ريف إدلب"): ["بلدة سراقب بريف إدلب", "بلدة سراقب في ريف إدلب"],
    ("الحوثيون", "التحالف"): ["الحوثيون التحالف"],
    ("الشرطة", "المقر"): ["الشرطة المقر"],
    ("مسلحون", "قرية"): ["مسلحون قرية"],
    ("مسلحون مجهولون", "القيادي"): ["مسلحون مجهولون القيادي"],
    ("طائرة حربية", "السوق"): ["طائرة حربية السوق"],
    ("طائرات حربية روسية", "أطراف البلدة"): ["طائرات حربية روسية أطراف البلدة"],
    ("صاروخ روسي الصنع",): ["صاروخ روسي الصنع"],
    ("مسؤول أمريكي رفيع المستوى",): ["مسؤول أمريكي رفيع المستوى"],
    ("ثلاثة متمردين أكراد",): ["ثلاثة متمردين أكراد"],
    ("شمال غربي مأرب",): ["شمال غربي مأرب"],
    ("مقاتلو الحركة", "القصر الرئاسي"): ["مقاتلو الحركة القصر الرئاسي"],
    ("الحركة", "الفلسطينيين"): ["الحركة الفلسطينيين"],
    ("ضباط الشرطة المحليين",): ["ضباط الشرطة المحليين"],
    ("البيان", "الحكومة التركية"): ["البيان الحكومة التركية"],
    ("مئات العائلات", "مخيم الهول"): ["مئات العائلات في مخيم الهول"],
    ("الضابط",): ["الضابط الذي", "الضابط،", "الضابط.", "الضابط أن", "الضابط ثم"],
    ("جندي",): ["جندي يوم الأربعاء", "جندي، الأربعاء", "جندي أمس"],
}
KNOWN_WRONG = [
    ("«مدعومة من» after the group's adjective is no tie", ("فصائل مدعومة من تركيا",), "فصائل مدعومة من تركيا"),
    ("a definite participle (التابعة ل) ties as an indefinite one does", ("القوات التابعة للجيش السوري",), "القوات التابعة للجيش السوري"),
]
SPANS = [
    ("قصف الجيش بلدة سراقب", "بلدة سراقب"),
    ("هاجم المسلحون بالسلاح", "السلاح"),
    ("انسحب الجنود وقادتهم", "قادتهم"),
    ("اجتمع الوزير كالعادة", "العادة"),
]


def phrases(parsed: Parsed) -> list[Phrase]:
    return [member for chunk in parsed.chunks for member in chunk.members]


def words(text: str) -> tuple[str, ...]:
    parsed = parse(text)
    return tuple(parsed.words(phrase, whole=phrase.extent > phrase.last) for phrase in phrases(parsed))


@pytest.mark.parametrize(("found", "text"), [(found, text) for found, texts in PHRASES.items() for text in texts])
def test_phrases(found: tuple[str, ...], text: str) -> None:
    assert words(text) == found


@pytest.mark.parametrize(("found", "text"), [wrong(reason, found, text) for reason, found, text in KNOWN_WRONG])
def test_known_wrong(found: tuple[str, ...], text: str) -> None:
    assert words(text) == found


@pytest.mark.parametrize(("text", "phrase"), SPANS)
def test_attached_particles_are_left_out_of_a_span(text: str, phrase: str) -> None:
    assert phrase in words(text)


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("عناصر من تنظيم داعش", "isis"),
        ("مقاتلي تنظيم داعش", "isis"),
        ("مواقع قوات سوريا الديمقراطية", "sdf"),
        ("مواقع لجبهة النصرة", "al-nusra-front"),
        ("مقاتلون تابعون لقوات سوريا الديمقراطية", "sdf"),
    ],
)
def test_a_group_is_not_its_body_but_of_it(text: str, entity: str) -> None:
    (phrase,) = phrases(parse(text))
    assert phrase.names == ()
    assert phrase.inner is not None
    assert phrase.inner.entity == entity


@pytest.mark.parametrize(
    ("text", "entity"), [("تنظيم داعش", "isis"), ("تنظيم «داعش»", "isis"), ("«قوات سوريا الديمقراطية»", "sdf"), ("بتركيا", "turkey"), ("وبتركيا", "turkey")]
)
def test_a_name_names_its_entity(text: str, entity: str) -> None:
    (phrase,) = phrases(parse(text))
    assert entity in {name.entity for name in phrase.names}


@pytest.mark.parametrize(
    ("text", "person"), [("العقيد محمود حسن", True), ("الشيخ سالم الجبوري", True), ("العقيد", False), ("قوات الأمن", False), ("سيرغي لافروف", True)]
)
def test_persons(text: str, person: bool) -> None:
    (phrase,) = phrases(parse(text))
    assert phrase.person is person


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("سلسلة غارات جوية", "غارات"),
        ("عدد من الهجمات", "الهجمات"),
        ("هذا الهجوم", "الهجوم"),
        ("«اغتيال» الشيخ", "اغتيال"),
        ("إثر قصف عنيف", "قصف"),
        ("بقصف مدفعي", "بقصف"),
    ],
)
def test_nouns_of_action_head_a_chunk_of_their_own(text: str, head: str) -> None:
    parsed = parse(text)
    chunk = next(chunk for chunk in parsed.chunks if chunk.kind is ChunkKind.EVENT)
    assert parsed.tokens[chunk.head].word.text == head


@pytest.mark.parametrize("text", ["هيئة تحرير الشام", "وزارة الدفاع", "قوات الدعم السريع", "غرفة عمليات الفتح المبين", "قيادة العمليات المشتركة"])
def test_a_noun_of_action_in_the_name_of_a_body_is_none(text: str) -> None:
    assert all(chunk.kind is not ChunkKind.EVENT for chunk in parse(text).chunks)


@pytest.mark.parametrize("text", ["قصف الجيش بلدة سراقب، بحسب المرصد: «قتل اثنان» (صورة).", "و ب ل «»", "أن الذي لم", "١٢ ٣"])
def test_every_word_is_in_one_chunk(text: str) -> None:
    parsed = parse(text)
    inside = [at for chunk in parsed.chunks for at in range(chunk.first, chunk.last)]
    assert len(inside) == len(set(inside))
    assert set(inside) == set(range(len(parsed.tokens)))

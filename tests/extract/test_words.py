"""Normal forms, words and sentences: one table a rule, value first, then every spelling that gives it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.arabic.normal import normalize, normalize_all
from extract.arabic.sentences import load_furniture, split_sentences
from extract.arabic.words import split_words

TEXTS = st.text(st.characters(min_codepoint=0x0600, max_codepoint=0x06FF) | st.characters(codec="utf-8"), max_size=80)
SPELLINGS = {
    "احمد": ["أحمد", "احمد", "إحمد", "آحمد", "ٱحمد", "أَحْمَد", "أحمـــد"],
    "ادلب": ["إدلب", "ادلب", "أدلب", "إدلِب"],
    "قاعده": ["قاعدة", "قاعده", "قَاعِدَة", "قاعـدة"],
    "مصطفي": ["مصطفى", "مصطفي", "مُصطفى", "مصطفی"],
    "كركوك": ["كركوك", "کرکوک", "كـركوك"],
    "قصف": ["قصف", "قَصَفَ", "قُصِفَ", "قصـــف", "قصفٌ", "ق\u200dصف", "\u200fقصف\u200f", "\ufeffقصف"],
    "هذا": ["هذا", "هٰذا", "هَذا"],
    "لا": ["لا", "ﻻ", "لاَ", "ﻟﺎ"],
    "سلام": ["سلام", "ﺳﻼﻡ", "سلامٌ", "ســلام"],
    "2021": ["2021", "٢٠٢١", "۲۰۲۱"],
    "12": ["12", "١٢", "۱۲", "1٢"],
    "yeni safak": ["Yeni Safak", "YENI SAFAK", "yeni safak"],
}
KEPT_APART = [("سؤال", "سوال"), ("رئيس", "رييس"), ("ماء", "ما"), ("قتل", "قتال"), ("حلب", "جلب"), ("12", "21"), ("علي", "عالي")]
WORDS = {
    ("قصف", "الجيش", "المدينة", "."): "قصف الجيش المدينة.",
    ("لـ", "”", "قسد", "“"): "لـ”قسد“",
    ("“", "داعش", "”", "،"): "“داعش”،",
    ("3", ",", "5"): "3 , 5",
    ("3,500",): "3,500",
    ("٣٫٥",): "٣٫٥",
    ("10", ".", "ثم"): "10.ثم",
    ("د", ".", "سعيد"): "د. سعيد",
    ("أول", "\n\n", "ثان"): "أول\n\nثان",
    ("قَصَفَ",): "قَصَفَ",
    ("إف", "-", "16"): "إف-16",
    ("آب", "/", "أغسطس"): "آب/أغسطس",
    ("😀", "خبر"): "😀 خبر",
    ("snake", "_", "case"): "snake_case",
    (): " \t \u3000 ",
}
SENTENCES = {
    ("قصف الجيش المدينة.", "ثم انسحب منها."): "قصف الجيش المدينة. ثم انسحب منها.",
    ("هل تنسحب القوات؟", "لا أحد يعلم!"): "هل تنسحب القوات؟ لا أحد يعلم!",
    ("التقى د. سامر الوفد في القصر.",): "التقى د. سامر الوفد في القصر.",
    ("زار أ. د. سامر الجامعة أمس.",): "زار أ. د. سامر الجامعة أمس.",
    ("قال: «انسحبت القوات.»", "ثم خرج من القاعة."): "قال: «انسحبت القوات.» ثم خرج من القاعة.",
    ("قال إنه “لن يعود.”", "وخرج من القاعة."): "قال إنه “لن يعود.” وخرج من القاعة.",
    ("انتظر الناس طويلا...", "ثم عادوا إلى بيوتهم."): "انتظر الناس طويلا... ثم عادوا إلى بيوتهم.",
    ("بلغت النسبة 3.5 بالمئة هذا العام.",): "بلغت النسبة 3.5 بالمئة هذا العام.",
    ("موقع example.com نشر الخبر أمس.",): "موقع example.com نشر الخبر أمس.",
    ("تركيا تقصف ريف حلب", "قصفت تركيا ريف حلب."): "تركيا تقصف ريف حلب\nقصفت تركيا ريف حلب.",
    ("تركيا تقصف ريف حلب",): "تركيا تقصف ريف حلب\nتركيا تقصف ريف حلب",
    ("تركيا تقصف ريف حلب", "قال شاهد ذلك."): "تركيا تقصف ريف حلب\n\nقال شاهد ذلك.\nتركيا  تقصف ريفَ حلب\n",
}
FURNITURE = [
    "سياسة",
    "اتصل بنا",
    "اشترك في نشرتنا الآن",
    "ادعم عملنا بتبرع صغير",
    "تبرع لموقعنا كي يستمر",
    "تابعونا على فيسبوك وتويتر",
    "صورة أرشيفية لجنود في حلب",
    "صورة تظهر بيوتا في المدينة",
    "camera icon جنود في حلب",
    "tag icon سوريا تركيا قصف",
    "جميع الحقوق محفوظة للموقع 2024",
    "اقرأ أيضا عن الحرب",
    "شاهد أيضاً\nتركيا تقصف ريف حلب",
    "مواضيع ذات صلة\nروسيا تقصف ريف إدلب\nاعتقال شابين في درعا",
]
OWN_LINES = ["تركيا تقصف ريف حلب", "قصف الجيش المدينة.", "خبر عاجل اليوم"]


@pytest.mark.parametrize(("normal", "spelling"), [(normal, spelling) for normal, spellings in SPELLINGS.items() for spelling in spellings])
def test_spellings_of_one_word_meet(normal: str, spelling: str) -> None:
    assert normalize(spelling) == normal


@pytest.mark.parametrize(("word", "other"), KEPT_APART)
def test_different_words_stay_apart(word: str, other: str) -> None:
    assert normalize(word) != normalize(other)


@given(TEXTS)
def test_normalizing_twice_changes_nothing(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@given(TEXTS)
def test_a_normal_form_has_no_signs_and_one_alif(text: str) -> None:
    assert not set(normalize(text)) & set("أإآٱىةـًٌٍَُِّْ٠١٢٣٤٥٦٧٨٩")


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي ", max_size=40))
def test_vowel_signs_and_tatweel_written_in_do_not_matter(text: str) -> None:
    assert normalize("".join(f"{letter}\u064e\u0640" for letter in text)).replace("\u0640", "") == normalize(text)


@pytest.mark.parametrize(("words", "text"), WORDS.items())
def test_words(words: tuple[str, ...], text: str) -> None:
    assert tuple(word.text for word in split_words(text)) == words


@given(TEXTS, st.integers(0, 20))
def test_every_word_is_where_it_says(text: str, start: int) -> None:
    words = split_words(text, min(start, len(text)))
    assert all(text[word.start : word.end] == word.text and word.start >= min(start, len(text)) for word in words)
    assert all(before.end <= after.start for before, after in pairwise(words))


@given(TEXTS)
def test_no_letter_or_digit_is_lost(text: str) -> None:
    covered = {at for word in split_words(text) for at in range(word.start, word.end)}
    assert all(at in covered for at, letter in enumerate(text) if letter.isalpha() or letter.isdigit())


@pytest.mark.parametrize(("sentences", "text"), SENTENCES.items())
def test_sentences(sentences: tuple[str, ...], text: str) -> None:
    assert tuple(sentence.span.of(text) for sentence in split_sentences(text, load_furniture())) == sentences


@pytest.mark.parametrize("text", FURNITURE)
def test_what_stands_around_an_article_is_no_sentence(text: str) -> None:
    assert split_sentences(text, load_furniture()) == ()


@pytest.mark.parametrize("text", OWN_LINES)
def test_an_articles_own_line_is_a_sentence(text: str) -> None:
    (sentence,) = split_sentences(text, load_furniture())
    assert sentence.headline is (text[-1] != ".")


def test_a_long_paragraph_with_an_appeals_word_is_kept() -> None:
    said = "قال مدير المنظمة إن كل من تبرع لحملة الشتاء هذا العام أسهم في وصول الخيام والأغطية والحليب إلى مئات العائلات"
    text = f"{said} التي نزحت من القرى القريبة من خط التماس في الشمال."
    assert len(split_sentences(text, load_furniture())) == 1


@given(TEXTS)
def test_sentences_stand_in_order_within_the_text(text: str) -> None:
    spans = [sentence.span for sentence in split_sentences(text, load_furniture())]
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


def test_a_sentence_without_end_is_cut_at_a_comma() -> None:
    text = "قصف الجيش المدينة، " * 500
    assert max(len(sentence.words) for sentence in split_sentences(text, load_furniture())) < 420


@given(st.lists(st.text(alphabet="أإآٱىةی ـَّ٣3aZکﷲ\u200f", max_size=8), max_size=5))
def test_many_texts_have_the_normal_forms_that_each_has(texts: list[str]) -> None:
    assert normalize_all(texts) == [normalize(text) for text in texts]

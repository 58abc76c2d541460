"""Words taken apart: attached particles, pronouns, what is never cut, and verb against noun by what stands around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_fixture import analyser, lexicon, parse

from extract.arabic.normal import normalize
from extract.arabic.tables import load_rows
from extract.arabic.tokens import Kind, Token
from extract.arabic.words import split_words
from extract.counts import load_duals

# stem, then conjunction, preposition, article and pronoun, then every word that comes apart like this
PARTICLES = [
    ("مدينه", "", "ب", True, "", ["بالمدينة", "بالمدينه", "بالمَدينة"]),
    ("مدينه", "", "ل", True, "", ["للمدينة", "للمدينه"]),
    ("حكومه", "", "ل", False, "", ["لحكومة", "لحكومه"]),
    ("نازحين", "", "ل", True, "", ["للنازحين"]),
    ("حكومه", "", "ل", True, "", ["للحكومة"]),
    ("مدينه", "و", "", True, "", ["والمدينة"]),
    ("مدينه", "و", "ب", True, "", ["وبالمدينة"]),
    ("جيش", "", "ك", True, "", ["كالجيش"]),
    ("جيش", "", "ل", True, "", ["للجيش", "للجيـش"]),
    ("جيش", "و", "ل", True, "", ["وللجيش"]),
    ("قشتبان", "", "ل", True, "", ["للقشتبان", "للقشتبـان"]),  # a word that nobody knows begins with lam less often than not
    ("جيش", "ف", "", True, "", ["فالجيش"]),
    ("تركيا", "و", "ل", False, "", ["ولتركيا"]),
    ("تعاون", "و", "ب", True, "", ["وبالتعاون"]),
    ("قوات", "", "", False, "ها", ["قواتها", "قوّاتها"]),
    ("قوات", "", "ب", False, "ه", ["بقواته"]),
    ("هجوم", "", "", False, "ه", ["هجومه"]),
    ("هجوم", "و", "", False, "هم", ["وهجومهم"]),
    ("مدينه", "", "", False, "هم", ["مدينتهم"]),
    ("حمايه", "", "ل", False, "", ["لحماية"]),
    ("شرطه", "", "", False, "", ["شرطة", "شرطه"]),
]
# lemma, tense, future, conjunction, pronoun, then the words
VERBS = [
    ("قصف", "perfect", False, "و", "", ["وقصف", "وقَصَفَ"]),
    ("قتل", "perfect", False, "ف", "", ["فقتل"]),
    ("هاجم", "perfect", False, "ف", "", ["فهاجموا"]),
    ("هاجم", "perfect", False, "", "هم", ["هاجمهم", "هاجمتهم", "هاجموهم"]),
    ("استهدف", "perfect", False, "", "ها", ["استهدفها", "استهدفتها", "استهدفوها", "إستهدفها"]),
    ("اعتقل", "perfect", False, "", "ه", ["اعتقله", "اعتقلته", "اعتقلوه"]),
    ("قصف", "imperfect", True, "", "", ["ستقصف", "سيقصف", "سنقصف", "سيقصفون"]),
    ("التقى", "imperfect", True, "", "", ["سيلتقي", "سيلتقى"]),
    ("التقى", "imperfect", True, "و", "", ["وسيلتقي"]),
    ("قتل", "imperfect", False, "", "", ["ليقتل", "يقتل", "تقتل", "يقتلون"]),
    ("تبنى", "perfect", False, "", "ه", ["تبناه", "تبنّاه"]),
]
PREPOSITIONS = {"علي": ["عليه", "عليها", "عليهم"], "من": ["منه", "منها", "منهم"], "بين": ["بينهم", "بينها"], "في": ["فيه", "فيها"], "ل": ["له", "لها", "لهم"]}
# Words that begin like a particle or end like a pronoun, and are whole.
WHOLE = [
    *("وفد", "وزارة", "وزارات", "وزير", "وكالة", "وكالات", "وثيقة", "وحدة", "وحدات", "وسائل", "واشنطن", "وليد", "ولاية", "وادي", "وقود", "وقف", "وفاة", "وطن"),
    *("بيان", "بيانات", "بلدة", "بلدات", "برلمان", "بغداد", "بيروت", "باكستان", "بريطانيا", "بلجيكا", "بنك", "بحر", "بناء", "بعثة", "بوتين", "بايدن"),
    *("لجنة", "لجان", "لقاء", "لواء", "لبنان", "ليبيا", "لندن", "لغم", "لاجئ", "لاجئون", "لسان"),
    *("كتيبة", "كتائب", "كنيسة", "كركوك", "كوباني", "كابول", "كمين", "كلمة", "كاتب"),
    *("فصائل", "فصيل", "فرقة", "فريق", "فلسطين", "فرنسا", "فتاة", "فندق", "فيديو"),
    *("سوريا", "سجن", "سوق", "سلاح", "سيارة", "سفارة", "سفير", "سفينة", "سكان", "سلطات", "سعر", "سنة"),
    *("الله", "السويداء", "الجزائر", "العراق", "اليمن", "شبكة", "طه", "عبدالله", "وجه", "مياه", "مكتبة", "هيئة"),
]
# The word, the sentence, and whether it is a verb there.
VERB_OR_NOUN = {
    "قصف": {
        True: ["قصف الجيش المدينة", "الذي قصف المدينة", "لم قصف", "أنه قصف المدينة"],
        False: ["بعد قصف المدينة", "في قصف على المدينة", "إثر قصف الجيش المدينة", "سلسلة قصف"],
    },
    "قتل": {True: ["قتل جندي في المدينة", "وقد قتل الجندي"], False: ["بعد قتل الجندي", "حاول قتل الجندي", "في قتل الجندي"]},
    "دعم": {True: ["الذي دعم الحكومة"], False: ["من دعم الحكومة", "بعد دعم دولي", "تقديم دعم للحكومة"]},
    "هاجم": {True: ["هاجم الجيش المدينة", "الجيش هاجم المدينة"], False: []},
    "سيطرت": {True: ["سيطرت القوات على المدينة", "القوات سيطرت على المدينة"], False: []},
    "اعتقال": {True: [], False: ["تم اعتقال الرجل", "اعتقال الرجل", "بعد اعتقال الرجل"]},
    "يقتل": {True: ["أن يقتل الجندي", "لم يقتل الجندي", "الجيش يقتل الجندي"], False: []},
    "دخل": {True: ["دخل الجيش المدينة"], False: ["من دخل المواطن"]},
    "مضيفا": {True: ["قال الوزير ذلك ، مضيفا أن الجيش انسحب"], False: []},
    "داعيا": {True: [], False: ["كان داعيا معروفا"]},
}


def analysed(word: str) -> Token:
    (found,) = split_words(word)
    return analyser().analyse(found)


@pytest.mark.parametrize(
    ("stem", "conjunction", "preposition", "definite", "pronoun", "word"), [(*value, word) for *value, words in PARTICLES for word in words]
)
def test_particles_come_off(stem: str, conjunction: str, preposition: str, definite: bool, pronoun: str, word: str) -> None:
    token = analysed(word)
    assert (token.stem, token.conjunction, token.preposition, token.definite, token.pronoun) == (stem, conjunction, preposition, definite, pronoun)
    assert token.kind is Kind.NOUN


@pytest.mark.parametrize(("lemma", "tense", "future", "conjunction", "pronoun", "word"), [(*value, word) for *value, words in VERBS for word in words])
def test_verbs_come_apart(lemma: str, tense: str, future: bool, conjunction: str, pronoun: str, word: str) -> None:
    token = analysed(word)
    assert (lemma, tense) in {(reading.lemma, reading.tense) for reading in token.verbs}
    assert (token.future, token.conjunction, token.pronoun) == (future, conjunction, pronoun)


@pytest.mark.parametrize(("stem", "word"), [(stem, word) for stem, words in PREPOSITIONS.items() for word in words])
def test_prepositions_with_a_pronoun(stem: str, word: str) -> None:
    token = analysed(word)
    assert (token.kind, token.stem) == (Kind.PREPOSITION, stem)
    assert token.pronoun == word.removeprefix(word[: len(stem)])


@pytest.mark.parametrize("word", WHOLE)
def test_words_that_are_never_cut(word: str) -> None:
    token = analysed(word)
    assert (token.conjunction, token.preposition, token.pronoun, token.future) == ("", "", "", False)


@pytest.mark.parametrize("word", ["مدرسة", "قتلة", "شبكة", "مكتبة", "معركة", "ضربة", "حملة", "جهة", "قواتة"])
def test_a_final_ta_is_no_pronoun(word: str) -> None:
    assert analysed(word).pronoun == ""
    assert not analysed(word).verbs


@pytest.mark.parametrize(
    ("word", "verb", "text"), [(word, verb, text) for word, uses in VERB_OR_NOUN.items() for verb, texts in uses.items() for text in texts]
)
def test_verb_or_noun_by_what_stands_around(word: str, verb: bool, text: str) -> None:
    token = next(token for token in parse(text).tokens if token.word.text == word)
    assert (token.kind is Kind.VERB) is verb


@pytest.mark.parametrize(
    ("word", "value"), [("خمسة", 5), ("خمسه", 5), ("12", 12), ("١٢", 12), ("1,200", 1200), ("مئة", 100), ("مائة", 100), ("ألف", 1000), ("والثلاثون", None)]
)
def test_numbers_have_their_value(word: str, value: int | None) -> None:
    assert analysed(word).value == value or value is None


@given(st.text("وفبلكساليتنمهةىأإءؤئقصدعر", min_size=1, max_size=12))
def test_no_word_loses_all_its_letters(word: str) -> None:
    for found in split_words(word):
        token = analyser().analyse(found)
        assert token.stem
        assert token.word == found
        assert analyser().analyse(found) == token


def test_a_word_is_analysed_alike_wherever_it_stands() -> None:
    text = "قصف ثم قصف"
    first, _, second = (analyser().analyse(word) for word in split_words(text))
    assert (first.stem, first.kind, first.verbs) == (second.stem, second.kind, second.verbs)
    assert (first.word.start, second.word.start) == (0, 7)


@pytest.mark.parametrize(
    ("lemma", "word"), [("هجوم", word) for word in ("هجوم", "هجوما", "هجوماً", "هجومًا", "هجومٌ", "الهجوم", "بهجوم", "والهجوم", "هجومه", "هجمات", "هجومين")]
)
def test_forms_of_one_noun_of_action(lemma: str, word: str) -> None:
    noun = analysed(word).noun
    assert noun is not None
    assert noun.lemma == lemma


def test_a_participle_before_its_definite_object() -> None:
    parsed = parse("انتقد الوزير القرار، داعياً الأطراف إلى الحوار")
    assert next(token for token in parsed.tokens if token.normal == "داعيا").kind is Kind.VERB


def test_every_single_form_of_a_dual_is_one_word() -> None:
    assert all(len(split_words(singular)) == 1 for singular in load_duals().values())
    assert lexicon().numbers["خمسه"] == 5


def test_misspellings_are_no_words_and_what_they_mean_is_read() -> None:
    rows = list(load_rows("misspellings"))
    assert [form for form, _ in rows] == sorted(form for form, _ in rows)
    known = lexicon().verb_forms.keys() | lexicon().heads.keys() | {key[0] for key in lexicon().nouns if len(key) == 1}
    assert [form for form, _ in rows if normalize(form) in known] == []
    assert [form for form, correct in rows if analysed(form).stem != analysed(correct).stem] == []


def test_a_misspelt_word_keeps_its_text() -> None:
    token = analysed("المسئولين")
    assert token.word.text == "المسئولين"
    assert token.stem == analysed("المسؤولين").stem

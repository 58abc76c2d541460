"""Stories: which articles are alike in their words, and which are copies of one text."""

import random

import pytest

from extract.model import Document
from kg.stories import Stories, dot, stems, weights_of

FIRE = "اندلع حريق كبير في مستودع للحبوب قرب ميناء الطابية مساء السبت وأتى على ثلاثة عنابر قبل أن يخمده رجال الإطفاء"
FIRE_AGAIN = "أخمد رجال الإطفاء حريقاً أتى على عنابر مستودع الحبوب في ميناء الطابية"
TALKS = "بحث وزيرا النقل في البلدين تسيير خط بحري جديد وتخفيض رسوم العبور على الشاحنات"


def document(name: str, text: str, published: str | None = "2022-03-14", source: str | None = None) -> Document:
    return Document(name, text, source, published)


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("المستودعات", "مستودع"),
        ("ومستودع", "مستودع"),
        ("والمستودع", "مستودع"),
        ("بالمستودع", "مستودع"),
        ("للمستودع", "مستودع"),
        ("مستودعاً", "مستودع"),
        ("مُسْتَودَع", "مستودع"),
        ("مستـودع", "مستودع"),
        ("عمليّة", "عملي"),
        ("عمليه", "عملي"),
        ("من", ""),
        ("«مستودع»", "مستودع"),
    ],
)
def test_stems(text: str, stem: str) -> None:
    assert stems(text) == ([stem] if stem else [])


def test_weights_have_length_one_and_rare_words_weigh_more() -> None:
    weights = weights_of("قال المتحدث إن الطابية")
    assert sum(weight * weight for weight in weights.values()) == pytest.approx(1.0)
    assert weights["طابي"] > weights["متحدث"]
    assert weights_of("") == {}


def test_one_story_in_other_words_is_alike_and_another_is_not() -> None:
    stories = Stories([document("a", FIRE), document("b", FIRE_AGAIN), document("c", TALKS)])
    assert stories.pairs() == [("a", "b")]
    assert stories.likeness("a", "b") > 0.3 > stories.likeness("a", "c")
    assert dot(weights_of(FIRE), weights_of(FIRE)) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("published", "pairs", "together"),
    [("2022-03-16", 1, True), ("2022-03-20", 1, False), ("2022-04-20", 0, False), ("2022-03", 1, False), (None, 1, False)],
)
def test_articles_of_one_story_appear_within_days(published: str | None, pairs: int, together: bool) -> None:
    stories = Stories([document("a", FIRE), document("b", FIRE_AGAIN, published)])
    assert (len(stories.pairs()), stories.appeared_together("a", "b")) == (pairs, together)


def test_a_copy_has_the_source_of_the_text_that_appeared_first() -> None:
    copied = FIRE + ". نقلت الخبر صحف عدة"
    stories = Stories([document("z", FIRE, "2022-03-14", "وكالة"), document("a", copied, "2022-03-15", "صحيفة"), document("b", FIRE_AGAIN, source="موقع")])
    assert [stories.source(name) for name in "zab"] == ["وكالة", "وكالة", "موقع"]
    assert Stories([document("a", FIRE)]).source("a") == "a"


def test_neighbours_are_bounded_so_that_work_grows_with_the_articles() -> None:
    stories = Stories([document(f"d{n:03}", FIRE) for n in range(120)])
    assert len(stories.pairs()) <= 20 * 120


def test_the_order_of_the_documents_never_matters() -> None:
    documents = [document(f"d{n}", text) for n, text in enumerate((FIRE, FIRE_AGAIN, TALKS) * 4)]
    expected = Stories(documents).pairs()
    random.Random(7).shuffle(documents)
    assert Stories(documents).pairs() == expected

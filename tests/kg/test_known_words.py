"""The names of the reviewed actors against the words that the extractor knows: which of them are words of every day."""

from collections.abc import Iterator

import pytest

from extract.arabic.analyser import Analyser
from extract.arabic.lexicon import load_lexicon
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.arabic.words import split_words
from kg.naming import without_article
from ontology.known import KnownEntity, load_entities

# A noun of action that the news hardly uses beside its name: «النصرة».
EVERYDAY_NAMES = {"النصرة"}
# Short forms that are names in the article that has named them, though no word for a body: «العصائب», «الوفاق».
BARE_WITHOUT_HEAD = {
    *("العصائب", "التنسيقية", "الانفصاليون", "الانفصاليين", "خفر السواحل", "الحماية الرئاسية", "الوفاق", "الكابينيت", "الكابينت", "الملتقى"),
    *("الانتقالي", "الشرعية", "الإطار", "الرباعية", "البطريركية", "البعث", "المنسقية", "النهضة", "الحراك", "الإصلاح", "القائمة", "المرجعية", "أعماق", "عمان"),
    *("المرجعية الدينية", "الصهيونية الدينية"),
}


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser(load_lexicon(), frozenset())


def actors() -> Iterator[KnownEntity]:
    return (entity for entity in load_entities() if entity.kind not in ("place", "state", "person"))


def first_word(analyser: Analyser, name: str) -> Token:
    return analyser.analyse(next(word for word in split_words(name) if not word.is_mark))


def is_everyday(token: Token, name: str) -> bool:
    """What the extractor has no guard against: a noun of action or a function word, or a verb that is spelt just like the name."""
    if {token.bare, token.stem} & word_class("common word"):
        return False  # taken for the actor only where the words around it tell
    return token.noun is not None or token.kind not in (Kind.NOUN, Kind.VERB) or (bool(token.verbs) and token.word.text == without_article(name) == token.stem)


def test_no_actor_is_called_by_an_everyday_word_alone(analyser: Analyser) -> None:
    single = [name for entity in actors() for name in (entity.label_ar, *entity.names) if "\u0600" <= name[0] <= "\u06ff" and len(name.split()) == 1]
    assert len(single) > 300
    assert {name for name in single if is_everyday(first_word(analyser, name), name)} == EVERYDAY_NAMES


def test_short_forms_begin_with_the_word_for_a_body(analyser: Analyser) -> None:
    short = {form for entity in load_entities() if entity.kind not in ("place", "person") for form in entity.bare}
    assert len(short) > 150
    assert {form for form in short if not first_word(analyser, form).heads} == BARE_WITHOUT_HEAD

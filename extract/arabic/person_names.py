"""Names of people behind their office or what else they are: «وزير الدفاع الروسي إيغور …», «الطفلة ليلى …», «شقيقه أحمد …»."""

from collections.abc import Sequence

from extract.arabic.tokens import Token
from extract.arabic.word_classes import given_names, word_class

LONGEST_PERSON = 5  # words


def is_titled(tokens: Sequence[Token], before: int) -> bool:
    """Whether a phrase that ends at a word began with a title or another word for one person."""
    return any(_names_one(word) for word in tokens[max(0, before - LONGEST_PERSON) : before + 1])


def is_in_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word stands within a person's name behind his title: a first name is at it or not far before."""
    given = next((index for index in range(at, max(at - LONGEST_PERSON, -1), -1) if tokens[index].stem in given_names()), None)
    return given is not None and is_titled(tokens, given - 1)


def _names_one(word: Token) -> bool:
    kin = bool(word.pronoun) and "group" in word.heads
    return "title" in word.heads or kin or (word.definite and word.stem in word_class("one-person"))

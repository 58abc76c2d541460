"""Names of people behind their office or what else they are: «وزير الدفاع الروسي إيغور …», «الطفلة ليلى …», «شقيقه أحمد …»."""

from collections.abc import Sequence

from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import given_names, word_class

LONGEST_PERSON = 5  # words
SHORTEST_SURNAME = 3  # letters


def is_titled(tokens: Sequence[Token], before: int) -> bool:
    """Whether a phrase that ends at a word began with a title or another word for one person."""
    for index in range(before, max(before - LONGEST_PERSON, -1), -1):
        if tokens[index].kind in (Kind.VERB, Kind.MARK):
            return False
        if _names_one(tokens[index]):
            return True
    return False


def is_in_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word stands within a person's name behind his title: nothing but names lie between it and a first name."""
    for index in range(at, max(at - LONGEST_PERSON, -1), -1):
        word = tokens[index]
        if word.stem in given_names():
            return is_titled(tokens, index - 1)
        opens = bool(word.heads) and (not word.definite or word.stem in word_class("office"))  # «ولد الشيخ أحمد» goes on, «… المتحدث» does not
        if word.kind is not Kind.NOUN or word.noun or word.preposition or opens:
            return False
    return False


def surname(tokens: Sequence[Token], first: int, last: int) -> str:
    """The name by which the article will go on to call an unknown person: the last word of his, or nothing."""
    word = tokens[last - 1]
    given = last - first > 1 and is_in_name(tokens, last - 2)
    return word.bare if given and not (word.heads or word.noun or word.pronoun) and len(word.stem) >= SHORTEST_SURNAME else ""


def _names_one(word: Token) -> bool:
    kin = bool(word.pronoun) and "group" in word.heads
    return "title" in word.heads or kin or (word.definite and word.stem in word_class("one-person"))

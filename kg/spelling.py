"""Whether two words may be spellings of one: letter by letter, or by the consonants that a foreign name keeps however it is written."""

from enum import IntEnum
from functools import lru_cache

from extract.arabic.word_classes import given_names
from kg.naming import without_article


class Spelling(IntEnum):
    """How alike two words are; the smaller, the less."""

    OTHER = 0
    VARIANT = 1  # «كاغينز», «كاكينز»: the same name to the ear, perhaps
    EQUAL = 2  # but for hamza, ة/ه, ى/ي and vowel signs


# What different papers write for one foreign sound, and what sounds alike where Arabic is spoken.
_SOUNDS = str.maketrans("غجقثصطضظذپڤ", "كككسستدزز" + "بف")
_LATIN_SOUNDS = str.maketrans("cqgzv", "kkksf")
_LATIN_PAIRS = (("kh", "x"), ("gh", "k"), ("sh", "S"), ("ch", "S"), ("th", "s"), ("dh", "d"), ("ph", "f"))
_VOWELS = frozenset("اويءأaeiouyw'")
_HAMZAS = str.maketrans("", "", "ؤئء")
_SEATS = str.maketrans({"ؤ": "و", "ئ": "ي", "ء": None})
_SHORTEST = 2  # consonants; fewer say nothing («علي», «علا»)


@lru_cache(maxsize=65536)
def spelled(one: str, other: str) -> Spelling:
    """How alike two words in normal form are. Two first names that are both listed («حسن», «حسين») are two, however alike."""
    if not _hamzas(one).isdisjoint(_hamzas(other)):
        return Spelling.EQUAL
    if {one, other} <= given_names() or one.isascii() != other.isascii() or one.isdigit():
        return Spelling.OTHER
    return Spelling.VARIANT if len(skeleton(one)) >= _SHORTEST and skeleton(one) == skeleton(other) else Spelling.OTHER


def _hamzas(word: str) -> frozenset[str]:
    """The word as it is written where hamza is left out, and where it sits on another letter («شؤون», «شئون»)."""
    return frozenset((word.translate(_SEATS), word.translate(_HAMZAS)))


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a word in normal form, without its article: sounds that papers confuse fall together, doubled ones are one.

    A vowel letter stays at the beginning, and so does the last ي of «القاسمي», which is no «القاسم».
    """
    bare = without_article(word)
    if bare.isascii():
        for pair, sound in _LATIN_PAIRS:
            bare = bare.replace(pair, sound)
    folded = bare.replace("تش", "ش").translate(_SOUNDS).translate(_LATIN_SOUNDS)
    inner = [letter for n, letter in enumerate(folded) if letter not in _VOWELS or n == 0 or (letter == "ي" and n == len(folded) - 1)]
    return "".join(letter for n, letter in enumerate(inner) if n == 0 or letter != inner[n - 1])

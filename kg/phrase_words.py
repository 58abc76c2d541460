"""The words of a phrase for somebody, out of their sentence: figures, head, and what the head is by the tables."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

from extract.arabic.analyser import load_adjectives, load_function_words
from extract.arabic.normal import normalize
from extract.arabic.tables import load_rows
from extract.arabic.word_classes import word_class
from extract.arabic.words import split_words
from extract.model import CountKind
from kg.naming import is_generic, plain_name, without_article

_PRONOUNS = ("هما", "هم", "ها", "نا", "كم", "ه", "ي")


class Words:
    """A phrase: its `head` behind figures, `stem` the head as the tables have it, the `rest` behind it, and `senses` («armed», «object» …)."""

    def __init__(self, text: str) -> None:
        self.text, self.plain = text, plain_name(text)
        words = [word.normal for word in split_words(text) if not word.is_mark]
        at = next((n for n, word in enumerate(words) if not is_figure(word)), 0)
        figures = [word for word in words[:at] if functions().get(word) != "demonstrative"]
        self.counted = any(word not in _ONE for word in figures)
        self.head = words[at] if words else ""
        self.rest = tuple(words[at + 1 :])
        self.definite = self.head.startswith("ال") and len(self.head) > 4
        self.stem, self.senses = _looked_up(self.head)
        dual = self.head.endswith(self.stem + "ي") or (self.stem.endswith("ا") and self.stem != without_article(self.head))  # «ضابطي صف», «طفلاها»
        self.single = not (dual or self.counted or _is_plural(self.stem) or "several" in self.senses)


_DUALS = (("تان", "ه"), ("تين", "ه"), ("تان", ""), ("تين", ""), ("ان", ""), ("ين", ""))  # «طائرتين» as «طائرة», «حكومتان», «جسرين»
ONE_OF = frozenset({"احد", "احدي"})
_ONE = ONE_OF | {"من"}


def _is_plural(stem: str) -> bool:
    return stem in word_class("people") or stem.endswith(("ون", "ين", "ات", "ان"))


@lru_cache(maxsize=4096)
def is_figure(word: str) -> bool:
    """Whether a word counts or points: «خمسة», «عدد», «من», «هذه»."""
    bare = without_article(word)
    return word.isdigit() or word == "من" or word in _figures() or bare in _figures()


@lru_cache(maxsize=1)
def _figures() -> frozenset[str]:
    """Numerals, quantities («عدد من», «عشرات») and demonstratives."""
    pointing = (word for word, kind in functions().items() if kind in ("quantifier", "demonstrative"))
    return frozenset([*(normalize(row[0]) for row in load_rows("numbers")), *pointing])


@lru_cache(maxsize=1)
def functions() -> Mapping[str, str]:
    """Function words and their class."""
    return load_function_words()


@lru_cache(maxsize=4096)
def _looked_up(head: str) -> tuple[str, frozenset[str]]:
    """A head as the extractor's heads or `data/described.tsv` have it, and what it is; of «قواتها» what «قوات» is."""
    bare = without_article(head)
    for form in (bare, *(bare.removesuffix(pronoun) for pronoun in _PRONOUNS if bare.endswith(pronoun) and len(bare) > len(pronoun) + 2)):
        for spelling in (form, form.removesuffix("ا") if form.endswith("ا") else form, form[:-1] + "ه" if form.endswith("ت") else form):
            if found := _heads().get(spelling):
                return spelling, found
    dual = next((bare.removesuffix(end) + one for end, one in _DUALS if bare.endswith(end) and bare.removesuffix(end) + one in _heads()), None)
    return bare, _heads()[dual] | {"several"} if dual else frozenset()


@lru_cache(maxsize=1)
def _heads() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for form, sense in (*(row[:2] for row in load_rows("heads")), *_described()):
        found.setdefault(normalize(form), set()).add(sense)
    return {form: frozenset(senses) for form, senses in found.items()}


def _described() -> Iterable[list[str]]:
    rows = (files("kg") / "data" / "described.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return (row.split("\t") for row in rows)


def casualty(word: str) -> CountKind | None:
    """As what a noun counts people («قتلى», «جريحين»), None of other words."""
    return _casualties().get(word)


@lru_cache(maxsize=1)
def _casualties() -> Mapping[str, CountKind]:
    rows = (row for row in load_rows("nouns") if row[5:6] == ["casualty"] and row[4])
    return {normalize(form): CountKind(kind) for lemma, more, _, _, kind, *_ in rows for form in (lemma, *more.split("|"))}


def is_quality(word: str) -> bool:
    """Whether a word only says how something is: «المسلحة», «المحلي»."""
    bare = without_article(word)
    return any(bare.removesuffix(ending) in load_adjectives() for ending in ("", "ه", "ين", "ون", "ات"))


def is_common(word: str) -> bool:
    """Whether a word stands in the tables of the language, and so is hardly a name."""
    if word.startswith(("لل", "ل")) and len(word) > 4 and is_common("ال" + word[2:] if word.startswith("لل") else word[1:]):
        return True  # «لقوات المعارضة»
    return is_generic(word) or bool(_looked_up(word)[1]) or is_figure(word) or without_article(word) in _nouns()


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    """Nouns of what happens («انتخابات», «قصف»), one word each."""
    forms = (form for lemma, more, *_ in load_rows("nouns") for form in (lemma, *more.split("|")))
    return frozenset(normalize(form) for form in forms)

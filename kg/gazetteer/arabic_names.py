"""Names as foreign gazetteers spell them: which of them Arabic news may write, in what spelling, and the Latin one as part of an id."""

import re
import unicodedata
from collections.abc import Iterable

from ontology.known import fold

_NAME = re.compile(r"[ء-غف-ي]+(?:[ -][ء-غف-ي]+)*")
_SHORTEST = 3  # letters of a name of one word: shorter ones are particles or halves of words
_LONGEST = 60
_MARKS = dict.fromkeys([*range(0x064B, 0x0660), 0x0670, 0x0640, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0xFEFF])
# Letters of Persian and Kurdish, as the Arabic press writes them.
_LETTERS = _MARKS | str.maketrans({"ی": "ي", "ک": "ك", "گ": "ك", "چ": "ج", "پ": "ب", "ڤ": "ف", "ہ": "ه", "ھ": "ه"})
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_ARTICLE = re.compile(r"(?i)a[dlnrstz]h?[ -]|el[ -]")
_LONGEST_SLUG = 40


def arabic_names(names: Iterable[str], name_en: str = "") -> tuple[str, ...]:
    """Those of the names that are written in Arabic letters, each once however it is spelt, the likeliest spelling first.

    Dialect and Persian spellings drop the article, the hamza and the dots of ة; they come after those that have them. `name_en` tells
    whether the name has an article.
    """
    spelt = tuple(dict.fromkeys(filter(None, map(_spelt, names))))
    if len(spelt) < 2 or not name_en:
        return _once(spelt)
    has_article = bool(_ARTICLE.match(latin(name_en)))

    def likeness(name: str) -> tuple[bool, bool, int]:
        return name.startswith("ال") != has_article, name.endswith("ه"), -sum(letter in "أإآةىئؤ" for letter in name)

    return _once(sorted(spelt, key=likeness))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold(name), name)
    return tuple(found.values())


def _spelt(name: str) -> str | None:
    """«دَرعا » is درعا; None for what no Arabic article would write."""
    if name.isascii():
        return None
    plain = " ".join(_BRACKETS.sub("", unicodedata.normalize("NFKC", name)).translate(_LETTERS).split())
    if not _NAME.fullmatch(plain) or len(plain) > _LONGEST:
        return None
    return plain if " " in plain or len(plain.removeprefix("ال")) >= _SHORTEST else None


def latin(name: str) -> str:
    """The name without the marks of transliteration: Al Ḩasakah is Al Hasakah. Empty if it has no Latin letters."""
    if name.isascii() and name.replace(" ", "").isalpha():
        return " ".join(name.split())
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i")).encode("ascii", "ignore").decode("ascii")
    plain = " ".join(re.sub(r"[`'\"|]", "", "".join(letter if letter.isprintable() else " " for letter in plain)).split())
    return plain if any(map(str.isalpha, plain)) else ""


def slug(name: str) -> str:
    """The name as part of an id: lower-case ASCII letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", latin(name).lower())[:_LONGEST_SLUG].strip("-")

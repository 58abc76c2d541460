"""Where the known names stand in a sentence, everyday words of the same letters told apart."""

from collections.abc import Iterable, Sequence

from extract.arabic.imported_names import Told, called, goes_on, opens_list, told_of
from extract.arabic.normal import normalize
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import given_names, word_class
from extract.model import EntityKind
from extract.names import KnownName, NameTable

_LONGEST = 12  # tokens of a name, quotation marks included

Hit = tuple[int, tuple[KnownName, ...]]


class NameFinder:
    """Finds names of the table in analysed words; holds nothing of a text."""

    def __init__(self, names: NameTable) -> None:
        self._names = names

    def attested(self, sentences: Iterable[Sequence[Token]]) -> frozenset[str]:
        """The ids of the imported places that an article calls places somewhere («بلدة جورين»), so that «جورين» alone may mean them."""
        if not self._names.has_imported:
            return frozenset()
        hits = (hit for tokens in sentences for hit in self.find(tokens).values())
        return frozenset(name.entity for _, names in hits for name in names)

    def find(self, tokens: Sequence[Token], attested: frozenset[str] = frozenset(), own: NameTable | None = None) -> dict[int, Hit]:
        """Known names by the index of their first word: length in tokens (quotation marks included) and readings; the article's `own` before others."""
        found: dict[int, Hit] = {}
        at, end, listed = 0, -1, Told.NOTHING
        while at < len(tokens):
            here = listed if end >= 0 and goes_on(tokens, at, end) else Told.NOTHING
            hit = None if tokens[at].kind is Kind.MARK else _own(own, tokens, at) or self._at(tokens, at, attested, here)
            if hit is not None:
                found[at], end = hit, at + hit[0]
                listed = called(tokens, at) if opens_list(tokens, at) else here
            at += hit[0] if hit else 1
        return found

    def _at(self, tokens: Sequence[Token], at: int, attested: frozenset[str], listed: Told) -> Hit | None:
        indices, forms = _words_from(tokens, at)
        found: Hit | None = None
        for first in _spellings(tokens[at]):
            found = self._names.match(forms, first)
            common = found is not None and (_is_common_word(tokens, at, found[1]) if found[0] == 1 else _is_of_person(tokens, at, found))
            if found is not None and not common:
                break
            found = None
        if self._names.has_imported and (found is None or _all_places(found[1])):
            found = self._with_imported(found, tokens, at, indices, attested, listed)
        return None if found is None else (indices[found[0] - 1] + 1 - at, found[1])

    def _with_imported(
        self, reviewed: Hit | None, tokens: Sequence[Token], at: int, indices: Sequence[int], attested: frozenset[str], listed: Told
    ) -> Hit | None:
        """What was found, or an imported name that the words tell: one where none was found, a longer one, or homonyms behind reviewed places."""
        forms = [tokens[index].normal for index in indices]
        for first in _spellings(tokens[at]):
            hit = self._names.match_imported(forms, first)
            if hit is None or (reviewed is not None and reviewed[0] > hit[0]):
                continue
            attached = first not in (forms[0], forms[0].removeprefix("و"), forms[0].removeprefix("ف"))
            known = any(name.entity in attested for name in hit[1])
            told = told_of(tokens, at, indices[hit[0] - 1] + 1, attached=attached, attested=known, listed=listed)
            fitting = tuple(name for name in hit[1] if told.fits(name.place_kind))
            homonyms = reviewed[1] if reviewed is not None and reviewed[0] == hit[0] else ()
            if fitting and not (homonyms and told is Told.PLACE):  # «ريف عفرين» is of the one that news speaks of
                return hit[0], (*homonyms, *fitting)
        return reviewed


def _words_from(tokens: Sequence[Token], at: int) -> tuple[list[int], list[str]]:
    """The indices and normal forms of the words that a name may have, marks left out."""
    indices = [index for index in range(at, min(at + _LONGEST, len(tokens))) if tokens[index].normal not in "\"'“”«»()"]
    return indices, [tokens[index].normal for index in indices]


def _own(own: NameTable | None, tokens: Sequence[Token], at: int) -> Hit | None:
    """What the article itself calls somebody by."""
    if own is None:
        return None
    indices, forms = _words_from(tokens, at)
    found = next((hit for first in _spellings(tokens[at]) if (hit := own.match(forms, first)) is not None), None)
    return None if found is None else (indices[found[0] - 1] + 1 - at, found[1])


def _all_places(names: Sequence[KnownName]) -> bool:
    return all(name.kind is EntityKind.PLACE and name.use == "name" for name in names)


def _is_common_word(tokens: Sequence[Token], at: int, names: Sequence[KnownName]) -> bool:
    """A town that is called like a common word («الوقف») is only meant where a place is spoken of."""
    token = tokens[at]
    birthplace = word_class("birthplace")
    if token.stem in birthplace and at + 1 < len(tokens) and tokens[at + 1].stem in birthplace:
        return True  # «في مسقط رأسه» is no Muscat
    if token.verbs and _stands_as_noun(tokens, at) and any(_same_letters(name.name, token) for name in names):
        return False  # «شرقي تدمر», «على تدمر»
    if token.preposition and at and tokens[at - 1].kind is Kind.PREPOSITION and token.normal in (normalize(name.name) for name in names):
        return False  # «إلى بعقوبة»: no second preposition
    if token.normal in word_class("begins a name") and any(name.kind is EntityKind.PLACE for name in names):  # «عين» in «عين ليسنة»
        return True
    if token.verbs and not any(_same_letters(name.name, token) for name in names):  # «أفاد» is not AFAD, «آفاد»
        return True
    if token.bare in word_class("common word") or token.stem in word_class("common word"):  # «في إطار», «بحجة», «القائم بالأعمال»
        return not _is_spoken_of_as_place(tokens, at, names)
    if any(name.kind is not EntityKind.PLACE for name in names) or not (token.noun or token.heads or token.verbs or token.kind is not Kind.NOUN):
        return False
    before = tokens[at - 1] if at else None
    return before is None or not ("place" in before.heads or (before.kind is Kind.PREPOSITION and before.stem == "في" and token.heads <= {"place"}))


def _is_of_person(tokens: Sequence[Token], at: int, found: Hit) -> bool:
    """«قال الشيخ سالم الجبوري»: a village called after somebody is only meant where a place is spoken of."""
    length, names = found
    last = tokens[at + length - 1] if at + length <= len(tokens) else None
    before = tokens[at - 1] if at else None
    placed = before is not None and ("place" in before.heads or (before.kind is Kind.PREPOSITION and before.stem in ("في", "الي", "من")))
    titled = "title" in tokens[at].heads and last is not None and last.normal in given_names()
    return titled and not placed and _all_places(names)


def _stands_as_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word that may be a verb, and no known noun, stands behind a preposition or a side: no verb does."""
    token, before = tokens[at], tokens[at - 1] if at else None
    if before is None or token.noun or token.heads or token.participle:
        return False
    return (before.kind is Kind.PREPOSITION and not before.pronoun) or ("direction" in before.heads and not before.definite)


def _is_spoken_of_as_place(tokens: Sequence[Token], at: int, names: Sequence[KnownName]) -> bool:
    """«محافظة حجة», «في حجة», «من القائم»: behind a head of places or a preposition written apart, and with its own hamzas."""
    before = tokens[at - 1] if at else None
    written = tokens[at].word.text.replace("ة", "ه")
    if before is None or not any(written.endswith(name.name.replace("ة", "ه")) for name in names):
        return False
    apart = before.kind is Kind.PREPOSITION and before.stem in ("في", "الي", "من") and not tokens[at].preposition
    return "place" in before.heads or apart


def _same_letters(name: str, token: Token) -> bool:
    """Whether a name stands there with its own hamzas."""
    return token.word.text.endswith(name)


def _spellings(token: Token) -> tuple[str, ...]:
    """The word as it is, and without its attached particles: «وبتركيا» as وبتركيا and تركيا."""
    whole = token.normal
    bare = token.bare if token.kind is Kind.NOUN else whole
    stripped = [whole[length:] for length in (1, 2) if len(whole) > length + 2 and whole[0] in "وفبلك" and all(letter in "وفبلك" for letter in whole[:length])]
    lam = ["ال" + whole[len(attached) + 2 :] for attached in ("", "و", "ف") if whole.startswith(attached + "لل") and len(whole) > 4]
    return tuple(dict.fromkeys((whole, bare, *lam, *stripped)))

"""Figures of people killed, wounded, arrested …: read off the phrase of those it happened to."""

from collections.abc import Mapping, Sequence

from extract.arabic.chunks import Chunk
from extract.arabic.drafts import Draft, Filler
from extract.arabic.normal import normalize
from extract.arabic.phrases import Phrase
from extract.arabic.tables import load_rows
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.model import Count, CountKind, Exactness, Span

_BOUNDS = {
    "نحو": Exactness.ABOUT, "حوالي": Exactness.ABOUT, "قرابه": Exactness.ABOUT, "زهاء": Exactness.ABOUT, "تقريبا": Exactness.ABOUT,
    "اكثر": Exactness.AT_LEAST, "الاقل": Exactness.AT_LEAST, "يقل": Exactness.AT_LEAST, "عشرات": Exactness.AT_LEAST, "مئات": Exactness.AT_LEAST,
    "الاف": Exactness.AT_LEAST, "اقل": Exactness.AT_MOST,
}  # fmt: skip
# Scale words multiply the number before them: «3 آلاف», «12 ألف».
_SCALES = {"الف": 1000, "الاف": 1000, "مليون": 1_000_000, "ملايين": 1_000_000}
_NEARBY = 4
_SHORTEST_NISBA = 4
_LONGEST_NAME = 5
_PLURALS = ("ين", "ون", "ات")
_THINGS = frozenset({"object", "weapon", "place"})
_PEOPLE = frozenset({"group", "title", "armed", "government", "organisation", "quantifier"})
_TEN = 10


def load_duals() -> Mapping[str, str]:
    """Dual forms that no plural shares, with their singular."""
    return {row[0]: row[1] for row in load_rows("duals")}


def counts_of(draft: Draft, tokens: Sequence[Token], chunks: Sequence[Chunk], duals: Mapping[str, str]) -> tuple[Count, ...]:
    """How many people the event killed, wounded, displaced …: each kind once, those it happened to added up."""
    fillers = draft.targets or (draft.actors if draft.counts is CountKind.DISPLACED else ())
    found: dict[CountKind, list[Count]] = {}
    counted = False  # «13 جنديا وشرطيا»: the figure counts both
    for filler in fillers:
        dies = draft.frame is not None and normalize(draft.frame.lemma) in word_class("dying")  # «توفي سبعة من الجرحى»
        kind = draft.counts and ((None if dies else _kind_of(filler, chunks)) or draft.counts)
        count = None if kind is None or (counted and _is_one(filler, tokens)) else _count_filler(kind, filler, tokens, duals)
        counted = counted or (count is not None and count.low > _TEN)
        if count is not None:
            found.setdefault(count.kind, []).append(count)
    return tuple(sum_counts(counts) for counts in found.values())


def _is_one(filler: Filler, tokens: Sequence[Token]) -> bool:
    """An accusative singular without a figure of its own."""
    return filler.phrase is not None and filler.phrase.last - filler.phrase.first == 1 and tokens[filler.phrase.head].stem.endswith("ا")


def _kind_of(filler: Filler, chunks: Sequence[Chunk]) -> CountKind | None:
    """«مئة جريح»: the word itself says what befell them."""
    at = filler.phrase.head if filler.phrase is not None else -1
    noun = next((chunk.noun for chunk in chunks if chunk.first <= at < chunk.last), None)
    return noun.counts if noun is not None and noun.strength == "casualty" else None


def _count_filler(kind: CountKind, filler: Filler, tokens: Sequence[Token], duals: Mapping[str, str]) -> Count | None:
    if filler.phrase is not None:
        return count_people(kind, filler.phrase, tokens, duals)
    if filler.pronoun != "ه" or kind is CountKind.DISPLACED:
        return None
    return Count(kind, 1, 1, Exactness.EXACT, tokens[filler.token].word.span)  # «فقتلوه»


def count_people(kind: CountKind, phrase: Phrase, tokens: Sequence[Token], duals: Mapping[str, str]) -> Count | None:
    """How many people the phrase names, or None where it gives no figure."""
    heads = tokens[phrase.head].heads
    if heads & _THINGS and not heads & _PEOPLE:  # «توقيف ثلاث سيارات»
        return None
    number = _number(tokens[phrase.first : phrase.last])
    if number is None and "quantifier" in tokens[phrase.head].heads:  # «أكثر من 33 مسلحا»
        number = _number(tokens[phrase.last : phrase.extent])
    if number is None:
        number = _implied(phrase, tokens, duals)
    if number is None:
        return None
    exactness = _exactness(phrase, tokens)
    low = 0 if exactness is Exactness.AT_MOST else number
    high = None if exactness is Exactness.AT_LEAST else number
    return Count(kind, low, high, exactness, phrase.span(tokens))


def sum_counts(counts: Sequence[Count]) -> Count:
    """The figures of coordinated groups added up: «5 جنود و7 مسلحين» are twelve; as sure as the least sure of them."""
    highs = [count.high for count in counts if count.high is not None]
    exactness = next((count.exactness for count in counts if count.exactness is not Exactness.EXACT), Exactness.EXACT)
    span = Span(min(count.span.start for count in counts), max(count.span.end for count in counts))
    return Count(counts[0].kind, sum(count.low for count in counts), sum(highs) if len(highs) == len(counts) else None, exactness, span)


def _number(tokens: Sequence[Token]) -> int | None:
    total: int | None = None
    half = False
    for token in tokens:
        half = half or token.stem == "نصف"
        if half and token.normal in _SCALES:  # «نصف مليون»
            return _SCALES[token.normal] // 2
        if token.normal in _SCALES and total:
            total *= _SCALES[token.normal]
        elif token.value is not None and token.kind is Kind.NUMBER:
            teen = total is not None and total < _TEN == token.value  # «خمسة عشر»
            total = token.value if total is None else total + token.value if token.conjunction or teen else total
        elif total is not None:
            break
    return total


def _implied(phrase: Phrase, tokens: Sequence[Token], duals: Mapping[str, str]) -> int | None:
    """Two for a dual, one for somebody named or an indefinite singular person («عنصر من التنظيم», «ابنه»)."""
    head = tokens[phrase.head]
    if head.stem in duals or head.bare in duals:
        return 2
    if head.pronoun:
        return 1 if head.stem in word_class("kin") | word_class("one-person") else None
    if head.stem.endswith(_PLURALS):
        return None
    single = phrase.person or _is_singular(head, duals) or _is_nisba(head, phrase) or _is_name(tokens[phrase.first : phrase.last], phrase)
    return 1 if single else None


def _is_singular(head: Token, duals: Mapping[str, str]) -> bool:
    forms = (head.stem, head.stem.removesuffix("ا"))
    return any(form in duals.values() or form in word_class("one-person") for form in forms)


def _is_nisba(head: Token, phrase: Phrase) -> bool:
    """«فلسطيني», «مصرية»: who is called by his country alone."""
    known = bool(phrase.names or head.heads or head.definite)
    return not known and head.stem.endswith(("ي", "يا", "يه")) and len(head.stem) > _SHORTEST_NISBA


def _is_name(words: Sequence[Token], phrase: Phrase) -> bool:
    """«أمجد الفايد»: two words or more that mean nothing, the first known as a name or the last with an article."""
    if phrase.names or not 1 < len(words) <= _LONGEST_NAME or any(word.heads or word.noun is not None or word.kind is not Kind.NOUN for word in words):
        return False
    return not words[0].definite and (words[0].named or words[-1].definite)


def _exactness(phrase: Phrase, tokens: Sequence[Token]) -> Exactness:
    first, last = max(0, phrase.first - _NEARBY), min(len(tokens), phrase.last + _NEARBY)
    before = [token.stem for token in tokens[first : phrase.first]]
    inside = [token.bare for token in tokens[phrase.first : phrase.last]]
    after = [token.bare for token in tokens[phrase.last : last]]
    figure = any(token.value is not None and token.normal not in _SCALES for token in tokens[phrase.first : phrase.last])
    quantity = [token.stem for token in tokens[phrase.first : phrase.head + 1]]
    for word in (*before[-2:], *inside, *quantity):
        if word in _BOUNDS and not (figure and word in _SCALES):  # «ثلاثة آلاف» is a figure, «آلاف» is none
            return _BOUNDS[word]
    if "يقل" in before:
        return Exactness.AT_LEAST
    return Exactness.AT_LEAST if after[:2] == ["علي", "الاقل"] else Exactness.EXACT

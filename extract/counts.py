"""Figures of people killed, wounded, arrested …: read off the phrase of those it happened to."""

from collections.abc import Mapping, Sequence

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
_TEN = 10


def load_duals() -> Mapping[str, str]:
    """Dual forms that no plural shares, with their singular."""
    return {row[0]: row[1] for row in load_rows("duals")}


def count_people(kind: CountKind, phrase: Phrase, tokens: Sequence[Token], duals: Mapping[str, str]) -> Count | None:
    """How many people the phrase names, or None where it gives no figure."""
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
    """Two for a dual, one for an indefinite singular person («عنصر من التنظيم»)."""
    head = tokens[phrase.head]
    if head.stem in duals or head.bare in duals:
        return 2
    singular = head.stem in duals.values() or head.stem in word_class("one-person")
    return 1 if phrase.person or (singular and not head.pronoun) else None


def _exactness(phrase: Phrase, tokens: Sequence[Token]) -> Exactness:
    first, last = max(0, phrase.first - _NEARBY), min(len(tokens), phrase.last + _NEARBY)
    before = [token.stem for token in tokens[first : phrase.first]]
    inside = [token.bare for token in tokens[phrase.first : phrase.last]]
    after = [token.bare for token in tokens[phrase.last : last]]
    for word in (*before[-2:], *inside):
        if word in _BOUNDS:
            return _BOUNDS[word]
    if "يقل" in before:
        return Exactness.AT_LEAST
    return Exactness.AT_LEAST if after[:2] == ["علي", "الاقل"] else Exactness.EXACT

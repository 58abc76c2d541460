"""Whether a report tells of one occasion or of many, and what its words say of its place among others of its sort.

«منذ بداية العام قُتل أربعون» and «تتعرض القرى يومياً للقصف» sum up what many days brought: no such report is of one of those days. «عاود القصف», «تفجير ثانٍ» and
«إصابة ابنه الآخر» set apart what was told before, and «على صعيد آخر» opens another matter. The words stand in `data/occasion_words.tsv`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from extract.arabic.normal import normalize
from extract.arabic.words import WALLS, Word, first_word, split_words
from extract.model import EventMention, Span
from kg.happenings import lemma_of, read_rows
from kg.phrase_words import Words

_AROUND = 4  # words behind a trigger that may say how often
_AGAIN = 5  # words before a trigger
_ALSO = 4  # words behind a trigger
_BEFORE = 3  # words before it
_OPENING = 4  # words of a sentence that may say that it turns to something else
_SOME_DAYS = 3  # «منذ السبت الماضي» on a Wednesday sums up


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the words of a report say: of many occasions (`many`), over a span of time (`summed`), of a state (`lasting`), of one more (`again`), of
    another of its sort (`another`).

    `turned` says that its sentence turns to another matter, `before` that it sets something apart from it in time («بعد اقتحام مماثل …»), `part`
    that it counts some of those told of already («قُتل أربعة منهم»).
    """

    many: bool = False
    summed: bool = False
    lasting: bool = False
    again: bool = False
    another: bool = False
    turned: bool = False
    before: bool = False
    part: bool = False


def occasion_of(mention: EventMention, text: str) -> Occasion:
    """What the words around a trigger say; `text` is the document's, empty where nobody has it."""
    words = [word for word in _words_of(text, mention.sentence.start, mention.sentence.end) if word.normal != "\n"]
    before = _back_to_a_wall([word for word in words if word.end <= mention.trigger.start])
    behind = _up_to_a_wall([word for word in words if word.start >= mention.trigger.end])
    near = _said(before[-_BEFORE:]) | _said(behind[:_AROUND])
    carrier = _said(before[-1:])
    trigger = _said(split_words(text, mention.trigger.start, mention.trigger.end))
    summed = _sums_up(mention, text, words) or (mention.time is None and _is_in_a_span(words, mention.trigger, behind[:1]))
    return Occasion(
        many="often" in near
        or "deeds" in trigger
        or summed
        or ("kinds of" in carrier and not _is_of_a_day(mention))
        or _is_for_long(before),
        summed=summed,
        lasting=_goes_on(mention, text, before),
        again="again" in _said(before[-_AGAIN:]) or "also" in _said(behind[:_ALSO]),
        another=_is_another(mention, text),
        turned=_is_turned(words),
        part=any("part" in _last_or_next(text, target.span, mention.sentence.end) for target in mention.targets),
        before="before" in _said([word for word in words if word.end <= mention.trigger.start]),
    )


@lru_cache(maxsize=1024)
def _words_of(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words of a sentence, kept for the other reports in it."""
    return split_words(text, start, end)


def _is_turned(words: Sequence[Word]) -> bool:
    """«من ناحية أخرى», «على صعيد متصل», «وفي حوادث مماثلة», «وفي السياق ذاته»."""
    opening = [word for word in words if not word.is_mark][:_OPENING]
    about = (_said([matter]) & {"matter", "kinds of"} and _said([which]) & {"another", "apart"} for matter, which in pairwise(opening))
    return "context" in _said(opening[:2]) or any(about)


def _goes_on(mention: EventMention, text: str, before: Sequence[Word]) -> bool:
    """«القرى التي يسيطر عليها», «ما زال يحاصر»: a state of things, in the imperfect."""
    lemma = normalize(lemma_of(mention.rule))
    word = normalize(mention.trigger.of(text)).removeprefix("و").removeprefix("ف")
    is_imperfect = mention.rule.startswith("verb ") and word.startswith(("ي", "ت", "ن")) and not word.startswith(lemma[:2])
    return is_imperfect and "lasting" in _said(before[-1:])


def _is_for_long(before: Sequence[Word]) -> bool:
    """«خلال أسبوع من الغارات», «العديد من الجولات»."""
    return len(before) > 1 and before[-1].normal == "من" and bool(_said(before[-2:-1]) & {"span", "kinds of"})


def _sums_up(mention: EventMention, text: str, words: Sequence[Word]) -> bool:
    """Whether what is told went on, or was counted, over some days: «منذ مطلع العام», «خلال الأشهر الماضية»."""
    time = mention.time
    if time is not None and time.first is not None and time.last is not None:
        if (time.last - time.first).days < _SOME_DAYS:
            return False
        ahead = [word for word in words if word.end <= time.span.start][-1:]
        return "since" in _said(ahead) | _said_first(text, time.span.start, time.span.end)
    opening = next((word for word in words if not word.is_mark), None)
    return opening is not None and "since" in _said([opening])


def _is_in_a_span(words: Sequence[Word], trigger: Span, next_word: Sequence[Word]) -> bool:
    """«تشن القوات منذ الشتاء حملة سقط خلالها عشرات الجنود»: in the course of what has gone on since."""
    return bool(_said(next_word) & {"during", "since"}) and "since" in _said([word for word in words if word.end <= trigger.start])


def _is_of_a_day(mention: EventMention) -> bool:
    time = mention.time
    return time is not None and time.first is not None and time.last is not None and (time.last - time.first).days < _SOME_DAYS


def _is_another(mention: EventMention, text: str) -> bool:
    """«تفجير ثانٍ», «هجوم آخر»; and «ابنه الآخر», but not «أربعة آخرون» or «إصابة آخر»."""
    begin = min((target.span.start for target in mention.targets if target.span.start > mention.trigger.start), default=mention.sentence.end)
    if "another" in _said_first(text, mention.trigger.end, begin):
        return True
    hit = [target.span.of(text) for target in mention.targets]
    return len(hit) == 1 and "another" in _said(split_words(hit[0])[1:]) and Words(hit[0]).single


def _up_to_a_wall(words: Sequence[Word]) -> list[Word]:
    wall = next((n for n, word in enumerate(words) if _is_wall(word)), len(words))
    return [word for word in words[:wall] if not word.is_mark]


def _back_to_a_wall(words: Sequence[Word]) -> list[Word]:
    return _up_to_a_wall(words[::-1])[::-1]


def _is_wall(word: Word) -> bool:
    return word.text in WALLS or word.text in "،,"


def _said_first(text: str, start: int, end: int) -> frozenset[str]:
    word = first_word(text, start, end)
    return frozenset() if word is None else _said([word])


def _last_or_next(text: str, span: Span, end: int) -> frozenset[str]:
    """What the last word of a phrase says, or the one behind it: «منهم» belongs to the phrase, or follows it."""
    return _said(split_words(text, span.start, span.end)[-1:]) | _said_first(text, span.end, end)


def _said(words: Sequence[Word]) -> frozenset[str]:
    table = load_occasion_words()
    return frozenset(table.get(form, "") for word in words for form in (word.normal, word.normal.removeprefix("و")))


def sets_apart(words: Sequence[Word]) -> bool:
    """Whether one of the words sets what it tells apart in time from what stands before: «بعد», «قبل»."""
    return "before" in _said(words)


@lru_cache(maxsize=1)
def load_occasion_words() -> Mapping[str, str]:
    """What words in normal form say of an occasion (`data/occasion_words.tsv`)."""
    return dict(row.split("\t") for row in read_rows("occasion_words"))

"""A report with what its own words and its place in the article say: what reports are compared by."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from extract.arabic.normal import normalize
from extract.arabic.words import split_words
from extract.model import CountKind, EventType, Span
from kg.compatible import Compatibility, Traits, When
from kg.happenings import family_of_happening, happening_of, lemma_of, read_rows
from kg.model import Report
from kg.naming import is_generic, plain_name
from kg.occasion import Occasion, occasion_of
from kg.parties import Party, named
from kg.phrase_words import Words, casualty, is_figure, is_quality
from kg.stories import Stories, Weights, sentence_weights

LEAD = 2  # sentences of an article that tell what it is about: headline and first
_COUNTED = MappingProxyType(
    {
        (CountKind.KILLED, EventType.ASSAULT): "killing",
        (CountKind.WOUNDED, EventType.ASSAULT): "wounding",
        (CountKind.ARRESTED, EventType.COERCE): "arrest",
        (CountKind.ABDUCTED, EventType.ASSAULT): "abduction",
    }
)
_NAME = 10  # words of one phrase
_CARRIED = ("(light", "(cause")  # «ألقى القبض», «دفعهم إلى الفرار»: the verb has it so, known or not
_OF_A_LAND = ("ي", "يا", "يه", "يين", "يون", "يان")  # «جنود مصريين», «حافلة عسكرية»: behind a noun, an adjective
_CIVIL = "civilian"
_PEOPLE = frozenset({_CIVIL, "armed"})
_ANYBODY = frozenset({"group"})  # «أشخاص», «شبان»


@dataclass(frozen=True, slots=True)
class Telling:
    """A report with its traits, the word that tells it and what sort of happening that is, the number of its sentence among those that tell
    something, whether it is spoken of as known («الهجوم»), how many sentences up to its own turn to another matter, and its `day`: its own, or in headline
    and lead the only one that these tell."""

    report: Report
    traits: Traits
    lemma: str
    happening: str | None
    sentence: int
    definite: bool
    occasion: Occasion
    matter: int
    words: Weights
    day: When | None = None

    @property
    def document(self) -> str:
        return self.report.mention.document

    @property
    def span(self) -> Span:
        return self.report.mention.sentence


def read_tellings(reports: Iterable[Report], rules: Compatibility, stories: Stories) -> Iterator[Telling]:
    """The reports of one document, in the order of the text."""
    return iter(_with_days(_spread(list(_in_order(reports, rules, stories)))))


def _with_days(tellings: Sequence[Telling]) -> list[Telling]:
    main = [telling for telling in tellings if telling.sentence < LEAD and not (telling.occasion.before or telling.occasion.another)]
    days = {telling.traits.when for telling in main if telling.traits.when is not None}
    of_leads = next(iter(days)) if len(days) == 1 and all(day.is_particular for day in days) else None
    return [replace(t, day=t.traits.when or (of_leads if t.sentence < LEAD and not t.occasion.before else None)) for t in tellings]


def _spread(tellings: Sequence[Telling]) -> list[Telling]:
    """What the article tells of many occasions somewhere («منذ أيلول قتلت الغارات …») and nowhere of a day, it tells of many throughout."""
    many = {telling.happening for telling in tellings if telling.occasion.summed}
    many -= {telling.happening for telling in tellings if telling.traits.when is not None and telling.traits.when.is_particular} | {None}
    return [replace(t, occasion=replace(t.occasion, many=True)) if t.happening in many and t.traits.when is None else t for t in tellings]


def _in_order(reports: Iterable[Report], rules: Compatibility, stories: Stories) -> Iterator[Telling]:
    number, matter, last = -1, 0, None
    words: Weights = {}
    for report in sorted(reports, key=lambda report: (report.mention.sentence, report.mention.trigger, report.id)):
        mention, text = report.mention, stories.text(report.mention.document)
        occasion = occasion_of(mention, text)
        if mention.sentence != last:
            number, matter, last, words = number + 1, matter + occasion.turned, mention.sentence, sentence_weights(mention.sentence.of(text))
        lemma, traits = lemma_of(mention.rule), rules.traits(report)
        happening = happening_told(report)
        if traits.family is None and happening is not None:
            traits = replace(traits, family=family_of_happening(happening))
        if happening == "strike" and (left := _fired_from(report, text)):
            traits = replace(traits, places=traits.places - frozenset(map(rules.place, left)))
        definite = not any(way in mention.rule for way in _CARRIED) and normalize(mention.trigger.of(text)).removeprefix("و").startswith("ال")
        yield Telling(report, traits, lemma, happening, number, definite, occasion, matter, words)


def happening_told(report: Report) -> str | None:
    """The sort of happening that a report tells, by its word, else by those whom it counts; None where nobody put it down."""
    return happening_of(lemma_of(report.mention.rule)) or _of_those_hit(report)


def _of_those_hit(report: Report) -> str | None:
    """The sort of happening of a word that alone tells none, by those whom it counts: «سقط خمسة قتلى», «خلّف جريحين»."""
    kinds = [count.kind for count in report.mention.counts]
    kinds += [kind for mention in report.mention.targets for word in plain_name(mention.text) if (kind := casualty(word)) is not None]
    return next((_COUNTED[kind, report.mention.type] for kind in kinds if (kind, report.mention.type) in _COUNTED), None)


def _fired_from(report: Report, text: str) -> list[str]:
    """The places out of which a strike is fired («أطلقوا صواريخ من القرية»), by their ids: what is struck lies elsewhere."""
    found = []
    for mention, place in zip(report.mention.places, report.places, strict=False):
        before = [word.normal for word in split_words(text, report.mention.sentence.start, mention.span.start)][-2:]
        if before[1:] == ["من"] and not is_quality(before[0]):  # not «مناطق أخرى من البلاد»
            found.append(place)
    return found


def are_alike(one: frozenset[Party], other: frozenset[Party]) -> bool:
    """Whether the two sides have somebody named in common, or where not both name anybody, words for them."""
    if named(one) and named(other):
        return bool(named(one) & named(other))
    return not _words(one).isdisjoint(_words(other))


def likeness(one: frozenset[Party], other: frozenset[Party]) -> int:
    """How much two sides have in common: a name tells more than any words."""
    return _NAME * len(named(one) & named(other)) + len(_words(one) & _words(other))


@lru_cache(maxsize=65536)
def _words(parties: frozenset[Party]) -> frozenset[str]:
    """The words that describe them, without figures and what counts («خمسة», «عدد من»): five soldiers and five passers-by have no word in common."""
    return frozenset(word for party in parties for word in party.words if not is_figure(word))


def share_words(one: frozenset[Party], other: frozenset[Party]) -> bool:
    """Whether a word that tells who is hit, and not only how many or that it is people or places, stands on both sides."""
    return not _telling_words(one).isdisjoint(_telling_words(other))


def share_targets(one: Traits, other: Traits) -> bool:
    """Whether somebody who is named, or told in telling words, is hit in both; two Turkish policemen and two Turkish soldiers have no more in common
    than their country."""
    if _are_people_apart(one.targets, other.targets):
        return False
    return bool(named(one.targets) & named(other.targets)) or share_words(one.targets, other.targets)


def _are_people_apart(one: frozenset[Party], other: frozenset[Party]) -> bool:
    """Whether both are people, and they cannot be the same."""
    ones, others = _people(one), _people(other)
    return bool(ones and others) and not any(_may_be_one(a, b) for a in ones for b in others)


@lru_cache(maxsize=65536)
def _people(parties: frozenset[Party]) -> frozenset[tuple[str, str]]:
    return frozenset(sort for sort in _sorts(parties) if sort[1] in _PEOPLE)


def tell_targets(one: Traits, other: Traits) -> bool:
    """Whether both say who is hit, in more than words for anything («تبنى الهجوم على موقعه»)."""
    vague = ("anything", "anything")
    return all(any(any(load_hit_words().get(word) != vague for word in party.words or ("",)) for party in traits.targets) for traits in (one, other))


def hit_others(one: Traits, other: Traits) -> bool:
    """Whether both tell who is hit, by name or in words that set them apart, and it cannot be the same: soldiers and police, civilians and fighters."""
    if share_targets(one, other):
        return False
    ones, others = (_sorts(traits.targets) for traits in (one, other))
    told = all(named(traits.targets) or sorts for traits, sorts in ((one, ones), (other, others)))
    return told and not any(_may_be_one(a, b) for a in ones for b in others)


def hit_other_people(one: Traits, other: Traits, rules: Compatibility) -> bool:
    """Whether people are hit in both who cannot be the same; of a market and of a house two outlets may tell of one strike."""
    if share_targets(one, other):
        return False
    people, others = _people(one.targets), _people(other.targets)
    if people and others:
        return _are_people_apart(one.targets, other.targets)
    return (_has_civilians(others) and _has_bodies(one, rules)) or (_has_civilians(people) and _has_bodies(other, rules))


def _has_civilians(people: frozenset[tuple[str, str]]) -> bool:
    return any(sort == _CIVIL for _, sort in people)


def _has_bodies(traits: Traits, rules: Compatibility) -> bool:
    return any(not rules.is_place(name) for name in named(traits.targets))


def do_others(one: Traits, other: Traits) -> bool:
    """Whether both tell what people do it, and it cannot be the same: police and protesters."""
    return _are_people_apart(one.actors, other.actors)


def _may_be_one(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one == other or one[0] == other[1] or other[0] == one[1]


@lru_cache(maxsize=65536)
def _sorts(parties: frozenset[Party]) -> frozenset[tuple[str, str]]:
    return frozenset(sort for party in parties for sort in _kinds(party.words))


@lru_cache(maxsize=65536)
def _telling_words(parties: frozenset[Party]) -> frozenset[str]:
    return frozenset(who for who, sort in _sorts(parties) if who != sort)


@lru_cache(maxsize=65536)
def _kinds(words: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    """Who is meant by a phrase, and of what sort they are, by its words that set somebody apart: of «ثلاثة أشخاص من حراس السوق» guards and a market."""
    kinds: list[tuple[str, str]] = []
    for word in map(Words, words):
        if word.stem in load_hit_words():
            kinds.append(load_hit_words()[word.stem])
        elif not (is_figure(word.head) or is_generic(word.head) or word.senses == _ANYBODY or (kinds and word.head.endswith(_OF_A_LAND))):
            kinds.append((word.stem, "thing"))
    return frozenset(kind for kind in kinds if kind[0] != "anything")


@lru_cache(maxsize=1)
def load_hit_words() -> Mapping[str, tuple[str, str]]:
    """Nouns for those who are hit, in normal form without article: who it is in whatever number, and of what sort («armed», «civilian»).

    «anything» may be said of anybody («مواقع», «قتلى»).
    """
    return {word: (who, sort) for word, who, sort in (row.split("\t") for row in read_rows("hit_words"))}

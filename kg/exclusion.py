"""What rules out that two reports tell one event, whatever speaks for it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from extract.model import EntityKind, EventType, Factuality
from kg.compatible import Compatibility, Figures, Traits, When, overlap
from kg.happenings import Trait, families_with
from kg.model import Report
from kg.parties import Party, named
from kg.phrase_words import ONE_OF, Words, is_figure
from kg.stories import dot
from kg.telling import LEAD, Telling, are_alike, hit_other_people, likeness, share_targets

_ALIKE = 0.5  # two sentences of one article, so that they may give two speakers' figures for one thing
_FAR = 10  # times: figures further apart are of no one thing, whoever gives them
_PERSONS = frozenset({EntityKind.PERSON.value, EntityKind.GROUP.value, EntityKind.CIVILIANS.value})
MUTUAL = (EventType.CONSULT, EventType.COOPERATE, EventType.AGREE)
_FAMILIES = (
    frozenset({EventType.ASSAULT, EventType.COERCE}),
    frozenset({EventType.MOBILIZE, EventType.RETREAT}),
    frozenset({EventType.CONSULT, EventType.COOPERATE, EventType.AGREE, EventType.SUPPORT}),
)


def exclusion(one: Telling, other: Telling, rules: Compatibility) -> str | None:
    """Why the two cannot be one event, None where nothing rules it out."""
    return next(_exclusions(one, other, rules), None)


def facing(one: Traits, other: Traits) -> Traits:
    """The other with its sides as the one has them: «التقى الوزير السفير» is «التقى السفير الوزير»."""
    if one.type not in MUTUAL or other.type not in MUTUAL:
        return other
    straight = likeness(one.actors, other.actors) + likeness(one.targets, other.targets)
    turned = likeness(one.actors, other.targets) + likeness(one.targets, other.actors)
    return replace(other, actors=other.targets, targets=other.actors) if turned > straight else other


def is_other_happening(one: Telling, other: Telling) -> bool:
    """Whether each tells a known sort of happening, and these differ."""
    return one.happening is not None and other.happening is not None and one.happening != other.happening


def is_another(one: Telling, other: Telling) -> bool:
    """Whether the one is called another of its sort («هجوم ثانٍ») and the other is not; one before it («بعد هجوم مماثل») may be another article's."""
    if not one.occasion.another or other.occasion.another:
        return False
    return one.document == other.document or not one.occasion.before


def is_one_family(one: Telling, other: Telling) -> bool:
    """Whether both are told by one word, or by words known to tell one family of happenings."""
    return one.lemma == other.lemma or (one.traits.family is not None and one.traits.family == other.traits.family)


def is_one_sort(one: Telling, other: Telling) -> bool:
    """Whether both are told by one word or by words for one sort of happening, or one is an attack of the other's family («هجوم» for «غارة», «تفجير»)."""
    if one.lemma == other.lemma or (one.happening is not None and one.happening == other.happening):
        return True
    return is_one_family(one, other) and "attack" in (one.happening, other.happening) and "capture of ground" not in (one.happening, other.happening)


def _exclusions(one: Telling, other: Telling, rules: Compatibility) -> Iterator[str]:
    a, b = one.traits, facing(one.traits, other.traits)
    if a.type is not b.type and b.type not in relatives(a.type):
        yield "other types"
    if one.day is not None and other.day is not None and _other_days(one.day, other.day, 0 if one.document == other.document else 1):
        yield "other days"
    if rules.lie_apart(a.places, b.places):
        yield "other places"
    if rules.are_others(a.actors, b.actors) or rules.are_other_sorts(a.actors, b.actors):
        yield "other doers"
    if rules.are_others(a.targets, b.targets):
        yield "others hit"
    if _live_apart(one.report, other.report, a.type in MUTUAL and b is not other.traits, rules):
        yield "people of other places"
    if _are_turned_round(a, b):
        yield "roles turned round"
    if a.family == b.family and a.family in families_with(Trait.OF_BODIES) and rules.are_people_and_things(a.targets, b.targets):
        yield "people and things"  # «أصاب ثلاثة جنود», «أصاب الصاروخ حافلة»
    if is_another(one, other) or is_another(other, one):
        yield "called another"  # «denied that a second explosion …»
    if one.occasion.again != other.occasion.again and not (one if one.occasion.again else other).sentence < LEAD:
        yield "told as done again"
    if one.occasion.lasting != other.occasion.lasting:
        yield "a state of things"
    if _are_of_other_spans(one, other):
        yield "many occasions"
    if one.document == other.document:
        yield from _within_one_article(one, other, rules)


def _within_one_article(one: Telling, other: Telling, rules: Compatibility) -> Iterator[str]:
    """What one writer does not say of one event: two figures in his own words, the same verb twice in a sentence."""
    a, b = one.traits, other.traits
    if one.span == other.span and is_other_happening(one, other):
        yield "two sorts in one sentence"
    if one.span == other.span and one.lemma == other.lemma and not one.definite and not other.definite:
        yield "told twice in one sentence"
    if (
        _figures_conflict(a.figures, b.figures)
        and not a.targets & b.targets
        and one.occasion.part == other.occasion.part
        and not (_speaker(one) != _speaker(other) and _are_retold(one, other, rules))
    ):
        yield "other figures"
    if max(one.sentence, other.sentence) >= LEAD and (_sums_up(a, b, rules) or _sums_up(b, a, rules)):
        yield "others hit as well"
    if a.family in families_with(Trait.OF_PEOPLE) and _are_not_hit_alone(a, b):
        yield "one and many"
    if (one.report.mention.factuality is Factuality.PLANNED) != (other.report.mention.factuality is Factuality.PLANNED) and one.sentence > 1 < other.sentence:
        yield "planned and done"
    if one.matter != other.matter and not _have_doers_in_common(a, b):
        yield "another matter"


def _are_not_hit_alone(one: Traits, other: Traits) -> bool:
    """Whether a single person is hit in the one and several in the other; a figure that is not exact leaves it open."""
    return are_one_and_many(one.targets, other.targets) and all(low == high for traits in (one, other) for _, low, high in traits.figures)


def are_one_and_many(one: frozenset[Party], other: frozenset[Party]) -> bool:
    """Whether a single person stands on the one side and several on the other, nobody named: «شخص», «آخرين»."""
    a, b = _is_one_person(one), _is_one_person(other)
    return a is not None and b is not None and a is not b


def _is_one_person(side: frozenset[Party]) -> bool | None:
    """Whether it is a single unnamed person, None where the words do not tell («عناصر», «آخرين» are many), or of a body («قوة»)."""
    if len(side) != 1:
        return None
    (party,) = side
    return _tell_one_person(party.words) if party.id in _PERSONS else None


@lru_cache(maxsize=65536)
def _tell_one_person(words: tuple[str, ...]) -> bool | None:
    if not words or all(map(is_figure, words)):
        return None
    return Words(" ".join(words)).single or (len(words) > 1 and words[0] in ONE_OF and not is_figure(words[1]))


def _are_of_other_spans(one: Telling, other: Telling) -> bool:
    """Whether one tells a single occasion and the other many; or both many, and not of the same time or the same figure."""
    if one.occasion.many != other.occasion.many:
        return True
    a, b = one.traits, other.traits
    if not one.occasion.many or (one.document == other.document and one.lemma == other.lemma and not _figures_conflict(a.figures, b.figures)):
        return False
    return not ((a.when is not None and a.when == b.when) or set(a.figures) & set(b.figures))


def _figures_conflict(one: Figures, other: Figures) -> bool:
    """Whether both count one kind of people, and no figure of the one can be one of the other; «at least 115» is no 3,000 either."""
    pairs = [(a, b) for a in one for b in other if a[0] is b[0]]
    return bool(pairs) and (not any(overlap(a, b) for a, b in pairs) or _are_far_apart(one, other))


def _are_retold(one: Telling, other: Telling, rules: Compatibility) -> bool:
    """Whether two speakers' figures are of one event: the same day, the same place, or much the same words; or a doer boasts."""
    a, b = one.traits, other.traits
    if hit_other_people(a, b, rules) or _are_far_apart(a.figures, b.figures):
        return False
    if any(_boasts(telling, rules) for telling in (one, other)):
        return True
    return rules.share_date(a, b) or rules.share_place(a, b) or dot(one.words, other.words) >= _ALIKE


def _boasts(telling: Telling, rules: Compatibility) -> bool:
    """«زعم التنظيم أنه قتل ثمانية»; an army that announces the death of its own soldiers boasts of nothing."""
    report, traits = telling.report, telling.traits
    return report.attributed_to in report.actors and not rules.meet(named(traits.actors), named(traits.targets))


def _are_far_apart(one: Figures, other: Figures) -> bool:
    """Whether one kind of people is counted in both, and the figures that are nearest to each other still lie far apart."""
    nearest = min(((a, b) for a in one for b in other if a[0] is b[0]), key=lambda pair: abs(pair[0][1] - pair[1][1]), default=None)
    return nearest is not None and max(nearest[0][1], nearest[1][1]) > _FAR * min(nearest[0][1], nearest[1][1])


def _have_doers_in_common(one: Traits, other: Traits) -> bool:
    if one.actors and other.actors:
        return are_alike(one.actors, other.actors)
    return share_targets(one, other)


def _speaker(telling: Telling) -> str | None:
    """Who is said to say it, by the id that the text has for him; None where the article itself does."""
    return telling.report.attributed_to


@lru_cache(maxsize=64)
def relatives(kind: EventType) -> tuple[EventType, ...]:
    """The types that an event of this type may be told as, itself not among them."""
    return tuple(sorted({one for family in _FAMILIES if kind in family for one in family} - {kind}))


def _live_apart(one: Report, other: Report, turned: bool, rules: Compatibility) -> bool:
    """Whether people of one place stand in the one where those of another stand in the other: «سكان هجين», «سكان غرانيج»."""
    actors, targets = (other.targets, other.actors) if turned else (other.actors, other.targets)
    return rules.live_apart(one.actors, actors) or rules.live_apart(one.targets, targets)


def _sums_up(one: Traits, other: Traits, rules: Compatibility) -> bool:
    """Whether the one names more of those hit and tells neither where nor when, as the other does: «قصفت مواقع ألف في الجبل», «شنت غارات على ألف وباء»."""
    if one.family != "fighting" or one.places or one.when is not None or not (other.places or other.when):
        return False
    return rules.name_others_beside(one.targets, other.targets)


def _are_turned_round(one: Traits, other: Traits) -> bool:
    """Whether who does it to the one undergoes it in the other; those who meet may stand on either side."""
    if one.type in MUTUAL:
        return False
    actors, others = named(one.actors), named(other.actors)
    if actors & others or one.actors & other.actors:
        return False
    turned = one.actors & other.targets or other.actors & one.targets
    return bool(turned or actors & named(other.targets) or others & named(one.targets))


def _other_days(one: When, other: When, slack: int) -> bool:
    """Whether two dates are more than some days apart: «the night to Tuesday» is Monday to one outlet and Tuesday to the other."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return False
    return (other.first - one.last).days > slack or (one.first - other.last).days > slack

"""What two reports must have in common beside the kind of event, so that they can be told of one: armies shell towns every day."""

from extract.model import CountKind, Factuality
from kg.compatible import Compatibility, Traits
from kg.exclusion import MUTUAL, facing, is_one_sort
from kg.happenings import Trait, families_with
from kg.parties import named
from kg.stories import Stories, dot
from kg.telling import LEAD, Telling, are_alike, hit_other_people, hit_others, share_targets, share_words, tell_targets

_ONE_TOPIC = 0.15  # two articles, so that their headlines may tell one thing
_ROUND = 1000
_OLD = 2  # days between a happening and an article that tells it without a day, at most
_BACKGROUND = 7  # days before an article from which on what it dates is no news
_MUCH_ALIKE = 0.5
_NEXT_DAY = 1  # between articles whose sentences alone are alike
_ALIKE = 0.3  # two sentences, so that they may tell one thing in other words


def within_one_article(one: Telling, other: Telling, rules: Compatibility, stories: Stories) -> bool:
    """One sort of happening, and a day, somebody hit, a figure or a place of both; headline and lead; or one is spoken of as known («الهجوم»)."""
    a, b = one.traits, facing(one.traits, other.traits)
    leads = one.sentence < LEAD and other.sentence < LEAD and one.span != other.span and not _are_other_families(a, b)
    if leads and (is_one_sort(one, other) or share_targets(a, b) or rules.share_place(a, b) or named(a.actors) & named(b.actors)):
        return True
    if not is_one_sort(one, other) or hit_others(a, b):
        return False
    if share_targets(a, b) or rules.share_date(a, b):
        return True
    if is_old_news(one, other, stories, _BACKGROUND) or is_old_news(other, one, stories, _BACKGROUND):
        return False
    if _shared_figures(a, b) or rules.share_place(a, b) or a.places & b.places:
        return True
    sides = (named(a.actors) & named(b.actors) or share_words(a.actors, b.actors)) and not (a.targets and b.targets)
    later = max(one, other, key=lambda telling: telling.report.mention.trigger)
    if later.occasion.part and abs(one.sentence - other.sentence) == 1:
        return True
    known = later.definite and not (tell_targets(a, b) and not are_alike(a.targets, b.targets))
    return bool(known or sides or (one.span != other.span and dot(one.words, other.words) >= _ALIKE))


def across_articles(one: Telling, other: Telling, rules: Compatibility, stories: Stories) -> bool:
    """A day or days close to each other, and a place, a lead, a figure, somebody hit or the words of the sentence."""
    a, b = one.traits, facing(one.traits, other.traits)
    alike, one_topic = dot(one.words, other.words), stories.likeness(one.document, other.document) >= _ONE_TOPIC
    leads = one.sentence < LEAD and other.sentence < LEAD
    if rules.share_date(a, b):
        doers = bool(named(a.actors) & named(b.actors))
        return one_topic or leads or doers or rules.share_place(a, b) or share_targets(a, b) or bool(_shared_figures(a, b)) or alike >= _ALIKE
    old = _BACKGROUND if _shared_figures(a, b) else _OLD
    if not stories.appeared_together(one.document, other.document) or is_old_news(one, other, stories, old) or is_old_news(other, one, stories, old):
        return False
    if (one.report.mention.factuality is Factuality.PLANNED) != (other.report.mention.factuality is Factuality.PLANNED):
        return False  # «calls on the army to strike» and a strike
    sides = a.type in MUTUAL and are_alike(a.actors, b.actors) and are_alike(a.targets, b.targets)
    topic = rules.share_place(a, b) or (one_topic and not hit_other_people(a, b, rules))
    of_topic = leads and topic and not _are_other_families(a, b) and not (_is_bare(one) or _is_bare(other))
    near = stories.appeared_together(one.document, other.document, _NEXT_DAY)
    return bool(sides or _shared_figures(a, b) or of_topic or alike >= _MUCH_ALIKE or (near and alike >= _ALIKE))


def is_old_news(dated: Telling, undated: Telling, stories: Stories, most: int = _OLD) -> bool:
    """Whether the one is of a day long before the article appeared that tells the other without a day."""
    when, published = dated.traits.when, stories.published(undated.document)
    if when is None or when.last is None or published is None or undated.traits.when is not None:
        return False
    return (published - when.last).days > most


def _are_other_families(one: Traits, other: Traits) -> bool:
    if one.family is None or other.family is None:
        return bool({one.family, other.family} & families_with(Trait.OF_PEOPLE))
    return one.family != other.family


def _is_bare(telling: Telling) -> bool:
    """«القصف التركي» of an article that tells neither where nor whom nor when: a war, as like as not."""
    traits = telling.traits
    return telling.definite and not (traits.targets or traits.places or traits.when or traits.figures)


def _shared_figures(one: Traits, other: Traits) -> set[tuple[CountKind, int]]:
    """Exact figures of more than one that both give; a thousand and a million are rarely exact."""
    ones, others = ({(kind, low) for kind, low, high in traits.figures if low == high} for traits in (one, other))
    return {(kind, figure) for kind, figure in ones & others if figure > 1 and figure % _ROUND}

"""Which events are the toll of another: those killed or wounded in an attack, told beside it in one sentence.

«قُتل ثلاثة في قصف …» and «هجوم … أدى إلى إصابة خمسة» tell two events each, what was done and what came of it; who counts attacks leaves out the tolls. The words
that lead from a toll to its attack stand in `data/toll_words.tsv`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.arabic.normal import normalize
from extract.arabic.words import split_words
from extract.model import EventType, Factuality, Span
from kg.compatible import Compatibility
from kg.happenings import family_of_happening, lemma_of, read_rows
from kg.model import Event, Report
from kg.occasion import sets_apart
from kg.stories import Stories
from kg.telling import happening_told

_TOLLS = frozenset({"killing", "wounding"})
_NEAR = 2  # words before an attack that may lead to it: «في أول عملية»
_COMES_OF_IT = ("(cause)", "(subject shared)")  # «هجوم أدى إلى مقتل …», «هاجموا الحاجز وقتلوا …»


@dataclass(frozen=True, slots=True)
class _Told:
    """A report of an attack or of a toll, and the id of its event."""

    report: Report
    event: str
    is_toll: bool

    @property
    def trigger(self) -> Span:
        return self.report.mention.trigger


def with_tolls(events: Sequence[Event], rules: Compatibility, stories: Stories) -> tuple[Event, ...]:
    """The events, each toll with the attack that most sentences tell as its own; none where they are in two minds."""
    sentences: defaultdict[tuple[str, Span], list[_Told]] = defaultdict(list)
    for event in events:
        for told in _told(event):
            sentences[told.report.mention.document, told.report.mention.sentence].append(told)
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (document, _), found in sentences.items():
        for toll, attack in _links(sorted(found, key=lambda told: told.trigger), stories.text(document)):
            if toll.event != attack.event and _fit(toll.report, attack.report, rules):
                votes[toll.event][attack.event] += 1
    return tuple(replace(event, toll_of=_chosen(votes[event.id])) if event.id in votes else event for event in events)


def _chosen(votes: Counter[str]) -> str | None:
    (first, most), *others = votes.most_common(2)
    return None if others and others[0][1] == most else first


def _told(event: Event) -> Iterator[_Told]:
    """The reports that tell an attack or a toll as having happened."""
    for report in event.reports:
        happening = happening_told(report)
        if happening is None or report.mention.type is not EventType.ASSAULT or report.mention.factuality is not Factuality.ASSERTED:
            continue
        if happening in _TOLLS or family_of_happening(happening) == "fighting":
            yield _Told(report, event.id, happening in _TOLLS)


def _links(told: Sequence[_Told], text: str) -> Iterator[tuple[_Told, _Told]]:
    """The tolls of one sentence with their attacks; what is added by «و» to a toll is of the same attack."""
    last: _Told | None = None
    for n, toll in enumerate(told):
        if not toll.is_toll:
            last = None
            continue
        added = last if _begins_with(toll, "و", text) else None
        last = _behind(toll, told[n + 1 :], text) or _ahead(toll, told[:n], text) or added
        if last is not None:
            yield toll, last


def _behind(toll: _Told, rest: Iterable[_Told], text: str) -> _Told | None:
    """The next attack, where the words lead to it: «قُتل ثلاثة بقصف», «… في تفجير», «… عندما قصفت»."""
    attack = next((told for told in rest if not told.is_toll), None)
    if attack is None or _begins_with(attack, "و", text):  # «قُتل راعٍ في هجين وقصفت المدفعية البلدة»
        return None
    before = [one.normal for one in split_words(text, toll.trigger.end, attack.trigger.start)][-_NEAR:]
    leads = not load_toll_words().isdisjoint(before) or _begins_with(attack, "ب", text)
    return attack if leads else None


def _begins_with(told: _Told, particle: str, text: str) -> bool:
    """Whether the particle is attached to the word, and no letter of its own («وفاة»)."""
    return normalize(told.trigger.of(text)).startswith(particle) and not normalize(lemma_of(told.report.mention.rule)).startswith(particle)


def _ahead(toll: _Told, before: Iterable[_Told], text: str) -> _Told | None:
    """The only attack that the sentence told, where the toll comes of it and nothing else was set before it («قصف … بعد إطلاق نار أدى إلى مقتل …»)."""
    attacks = [told for told in before if not told.is_toll]
    if not any(way in toll.report.mention.rule for way in _COMES_OF_IT) or len({attack.event for attack in attacks}) != 1:
        return None
    return None if sets_apart(split_words(text, attacks[-1].trigger.end, toll.trigger.start)) else attacks[-1]


def _fit(toll: Report, attack: Report, rules: Compatibility) -> bool:
    one, other = rules.traits(toll), rules.traits(attack)
    return not (rules.are_others(one.actors, other.actors) or rules.lie_apart(one.places, other.places))


@lru_cache(maxsize=1)
def load_toll_words() -> frozenset[str]:
    """Words in normal form between a toll and its attack (`data/toll_words.tsv`)."""
    return frozenset(read_rows("toll_words"))

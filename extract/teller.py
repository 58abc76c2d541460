"""The events of one sentence as it stands in its article: who is meant, who says so, how many."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from extract.arabic.dating import lies_ahead
from extract.arabic.drafts import Draft, Filler
from extract.arabic.phrases import Phrase
from extract.attribution import relays_of, said_of
from extract.belongings import belonging_of
from extract.counts import counts_of
from extract.dates import go_on_since, is_ahead, move_ahead, move_by
from extract.discourse import Discourse
from extract.factuality import judge
from extract.learned.proposals import Proposal, Surroundings, times_of
from extract.model import (
    Attribution,
    Belonging,
    Count,
    Document,
    EntityKind,
    EventMention,
    EventType,
    Factuality,
    Mention,
    Office,
    Span,
    Stance,
    TimeInterval,
)
from extract.offices import office_of
from extract.parsed import ParsedSentence
from extract.participants import ParticipantResolver
from extract.reasons import ReasonTeller
from extract.said import Said

_SPOKEN = frozenset({EventType.REQUEST, EventType.ACCUSE, EventType.THREATEN, EventType.REJECT, EventType.AGREE, EventType.SUPPORT})


class Teller:
    """Turns the drafts of one sentence into event mentions: pronouns, places, times, speakers, figures."""

    def __init__(
        self, document: Document, parsed: ParsedSentence, discourse: Discourse, duals: Mapping[str, str], speaker: Mention | None
    ) -> None:
        self._document, self._parsed, self._discourse, self._duals, self._speaker = document, parsed, discourse, duals, speaker
        self._reasons = ReasonTeller(document, parsed)
        self._resolver = ParticipantResolver(parsed, discourse, speaker)

    def proposals(self) -> Iterator[Proposal]:
        """The sentence's drafts, told as events, in order."""
        surroundings = Surroundings(self._parsed, self._mention_of)
        for draft in self._parsed.drafts:
            event = self._event(draft)
            yield Proposal(
                draft,
                self._parsed,
                event,
                tuple(surroundings.participants(draft, event, self._resolver.dropped(draft, event.targets))),
                tuple(surroundings.places(event)),
                tuple(times_of(self._parsed, partial(self._time, draft=draft))),
                partial(self._count, draft, event.factuality),
            )

    def _mention_of(self, phrase: Phrase, as_place: bool) -> Mention:
        return self._discourse.mention(phrase, self._parsed.tokens, as_place=as_place)

    def offices(self) -> tuple[Office, ...]:
        """Who holds which office by the words of the sentence."""
        return tuple(office_of(draft, self._parsed.tokens, self._document.text, self._discourse) for draft in self._parsed.offices)

    def belongings(self) -> tuple[Belonging, ...]:
        """What belongs to what by the words of the sentence."""
        found = (belonging_of(draft, self._parsed.tokens, self._discourse) for draft in self._parsed.belongings)
        return tuple(one for one in found if one is not None)

    def close(self) -> Mention | None:
        """Leaves the sentence: hands its subjects on to those behind it, and says who spoke last in it, for «وأضاف»."""
        topics = self._resolver.topics()
        self._discourse.told(topics)
        spoken = [said.speaker for said in self._parsed.said if said.speaker is not None]
        if spoken:
            return self._resolver.mention(Filler(spoken[-1], spoken[-1].head))
        return topics[-1 if len(topics) == 1 else 1].mentions[0] if topics else self._speaker

    def _event(self, draft: Draft) -> EventMention:
        tokens = self._parsed.tokens
        actors, targets = self._resolver.participants(draft)
        factuality, stance, cue, judged = judge(draft, tokens, self._parsed.chunks, self._parsed.clauses)
        time = self._time(draft.time, draft)
        if factuality is Factuality.ASSERTED and time is not None and is_ahead(time, self._document.published):
            if draft.type in _SPOKEN:
                time = None  # «طالبوا بانتخابات في الشهر المقبل»: what is spoken of lies ahead
            else:
                # «يقوم الأسبوع المقبل بزيارة»
                factuality, judged = Factuality.PLANNED, "its date lies ahead of the publication"
                stance = Stance.PLANS if stance is Stance.ASSERTS else stance
        trigger = tokens[draft.trigger].word.span
        event = EventMention(
            self._document.id,
            self._parsed.sentence.span,
            trigger,
            draft.type,
            actors,
            targets,
            self._places(draft, targets),
            time,
            self._count(draft, factuality),
            factuality,
            stance,
            None if cue is None else tokens[cue].word.span,
            self._attribution(draft, actors),
            draft.rule,
            _confidence(draft),
            origins=self._grounds(draft.origins),
            destinations=self._grounds(draft.destinations),
        )
        return replace(event, reasons=MappingProxyType(self._reasons.of(event, draft, judged)))

    def _places(self, draft: Draft, targets: Sequence[Mention]) -> tuple[Mention, ...]:
        """The places told, else the ground that a pronoun or «المدينة» among the targets refers to: «بعد تحريرها»."""
        told = self._grounds(draft.places)
        struck = draft.type in (EventType.ASSAULT, EventType.COERCE)
        return told or (tuple(target for target in targets if target.kind is EntityKind.PLACE) if struck else ())

    def _grounds(self, phrases: Sequence[Phrase]) -> tuple[Mention, ...]:
        return tuple(self._mention_of(phrase, as_place=True) for phrase in phrases)

    def _attribution(self, draft: Draft, actors: Sequence[Mention]) -> Attribution | None:
        said = said_of(self._parsed.said, draft.trigger)
        carried = draft.clause is not None and draft.rule.endswith(("(aspect)", "(light)"))
        carrier = None if draft.clause is None or not carried else self._parsed.chunks[self._parsed.clauses[draft.clause].verb].first
        if said is None or said.cue in (self._parsed.chunks[draft.chunk].first, carrier):  # «شددت واشنطن العقوبات» says nothing
            return None
        speaker = self._resolver.speaker_of(draft)
        persons = {reading.person for reading in self._parsed.tokens[draft.trigger].verbs}
        if draft.type in _SPOKEN and not persons & {"1s", "1p"} and any(actor.name == getattr(speaker, "name", "") for actor in actors):
            return None  # «قال فلان: «ندعو …»»: his own words are the event
        return None if speaker is None else Attribution(speaker, self._word(said.cue), self._relayed(said, speaker))

    def _relayed(self, said: Said, speaker: Mention) -> Attribution | None:
        """The chain of those who pass on what is said; whoever stands in it already passes nothing on to himself."""
        passed: list[tuple[Phrase | None, int]] = [(said.relay, said.cue)] if said.relay is not None else []
        for outer in relays_of(self._parsed.said, said, self._parsed.tokens):
            passed += [(outer.speaker, outer.cue), *([(outer.relay, outer.cue)] if outer.relay is not None else [])]
        chain: list[tuple[Mention, int]] = []
        for phrase, cue in passed:
            relay = self._speaker if phrase is None else self._resolver.mention(Filler(phrase, phrase.head))
            if relay is not None and relay.name not in (speaker.name, *(other.name for other, _ in chain)):
                chain.append((relay, cue))
        relayed: Attribution | None = None
        for relay, cue in reversed(chain):
            relayed = Attribution(relay, self._word(cue), relayed)
        return relayed

    def _word(self, token: int) -> Span:
        return self._parsed.tokens[token].word.span

    def _time(self, time: TimeInterval | None, draft: Draft) -> TimeInterval | None:
        if time is not None and draft.days_off:
            return move_by(time, draft.days_off)
        if time is not None and draft.since and time == draft.time:
            return go_on_since(time, self._document.published)
        ahead = time is not None and lies_ahead(draft, self._parsed.tokens, self._parsed.chunks, self._parsed.clauses)
        return move_ahead(time, self._document.published) if ahead and time is not None else time

    def _count(self, draft: Draft, factuality: Factuality, targets: Sequence[Phrase] | None = None) -> tuple[Count, ...]:
        """The people that the event befell, or would if these were its targets; of what is only planned nobody."""
        if factuality in (Factuality.PLANNED, Factuality.NEGATED):
            return ()
        befallen = draft if targets is None else replace(draft, targets=tuple(Filler(phrase, phrase.head) for phrase in targets))
        return counts_of(befallen, self._parsed.tokens, self._parsed.chunks, self._duals)


def _confidence(draft: Draft) -> float:
    """A first estimate by how firmly the construction is filled; calibrated values come with the model."""
    filled = bool(draft.actors) + bool(draft.targets) + bool(draft.places or draft.time)
    return round(0.5 + 0.12 * filled + (0.08 if draft.strength == "strong" else 0.0), 2)

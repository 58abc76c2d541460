"""The events of one sentence as it stands in its article: who is meant, who says so, how many."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from extract.arabic.chunks import ChunkKind
from extract.arabic.drafts import Draft, Filler
from extract.arabic.tokens import Kind
from extract.attribution import said_of
from extract.counts import count_people, sum_counts
from extract.discourse import Discourse
from extract.factuality import judge
from extract.model import Attribution, Count, Document, EventMention, Mention, Span
from extract.parsed import ParsedSentence
from extract.reasons import ReasonTeller

_ACTING_HEADS = frozenset({"armed", "government", "organisation", "group", "title"})


class Teller:
    """Turns the drafts of one sentence into event mentions: pronouns, places, times, speakers, figures."""

    def __init__(
        self, document: Document, parsed: ParsedSentence, discourse: Discourse, duals: Mapping[str, str], speaker: Mention | None, subject: Mention | None
    ) -> None:
        self._document, self._parsed, self._discourse, self._duals = document, parsed, discourse, duals
        self._speaker, self._subject = speaker, subject
        self._reasons = ReasonTeller(document, parsed)
        for chunk in parsed.chunks:
            for phrase in chunk.members:
                discourse.remember(phrase, parsed.tokens)

    def events(self) -> Iterator[EventMention]:
        """The sentence's events, in order."""
        for draft in self._parsed.drafts:
            if draft.vague:
                continue
            event = self._event(draft)
            if draft.clause is not None or event.actors or event.targets:  # a noun of action with nobody in it is talk
                yield event

    def last_speaker(self) -> Mention | None:
        """Who spoke last in the sentence, for «وأضاف»."""
        spoken = [said.speaker for said in self._parsed.said if said.speaker is not None]
        if spoken:
            return self._mention(Filler(spoken[-1], spoken[-1].head))
        return self._speaker if self.last_subject() is self._subject else self.last_subject()

    def last_subject(self) -> Mention | None:
        """The subject of the last main clause, for a verb without one at the head of the next."""
        for clause in reversed(self._parsed.clauses):
            own = clause.subject_from in ("before", "after") and not clause.passive
            if own and clause.subject is not None and self._parsed.chunks[clause.subject].kind is ChunkKind.PHRASE:
                phrase = self._parsed.chunks[clause.subject].members[0]
                if phrase.names or self._parsed.tokens[phrase.head].heads & _ACTING_HEADS:
                    return self._discourse.mention(phrase, self._parsed.tokens)
        return self._subject

    def _event(self, draft: Draft) -> EventMention:
        tokens = self._parsed.tokens
        actors = self._mentions(draft.actors)
        targets = self._mentions(draft.targets, avoid=actors)
        if draft.open_actor and not actors:
            actors = self._dropped(draft)
        factuality, cue, judged = judge(draft, tokens, self._parsed.chunks, self._parsed.clauses)
        trigger = tokens[draft.trigger].word.span
        event = EventMention(
            self._document.id,
            self._parsed.sentence.span,
            trigger,
            draft.type,
            actors,
            targets,
            tuple(self._discourse.mention(place, tokens, as_place=True) for place in draft.places),
            draft.time,
            self._counts(draft),
            factuality,
            None if cue is None else tokens[cue].word.span,
            self._attribution(draft),
            draft.rule,
            _confidence(draft),
        )
        return replace(event, reasons=MappingProxyType(self._reasons.of(event, draft, judged)))

    def _mentions(self, fillers: Sequence[Filler], avoid: Sequence[Mention] = ()) -> tuple[Mention, ...]:
        found = (self._mention(filler, avoid) for filler in fillers)
        return tuple(dict.fromkeys(mention for mention in found if mention is not None))

    def _mention(self, filler: Filler, avoid: Sequence[Mention] = ()) -> Mention | None:
        if filler.phrase is not None:
            return self._discourse.mention(filler.phrase, self._parsed.tokens)
        word = self._parsed.tokens[filler.token].word
        referent = self._discourse.pronoun(filler.pronoun, word.start, avoid, self._subject_before(filler.token))
        if referent is None:
            return None
        span = Span(word.end - min(len(filler.pronoun), len(word.text)), word.end)
        return replace(referent, span=span)  # the text stays the antecedent's

    def _subject_before(self, token: int) -> Span | None:
        """Where the subject of the clause around a token stands: a possessive mostly means it."""
        for clause in reversed(self._parsed.clauses):
            chunk = None if clause.subject is None else self._parsed.chunks[clause.subject]
            if self._parsed.chunks[clause.verb].head < token and clause.antecedent is None and chunk is not None and chunk.members:
                return chunk.members[0].span(self._parsed.tokens)
        return None

    def _dropped(self, draft: Draft) -> tuple[Mention, ...]:
        """The unnamed subject: «نحن» is the speaker's side, anybody else the subject of the clause before."""
        token = self._parsed.tokens[draft.trigger]
        persons = {reading.person for reading in token.verbs}
        if persons and persons <= {"1p", "1s"}:
            said = said_of(self._parsed.said, draft.trigger)
            speaker = self._mention(Filler(said.speaker, said.speaker.head)) if said is not None and said.speaker is not None else self._speaker
            return () if speaker is None else (self._discourse.side_of(speaker),)
        return () if self._subject is None or token.kind is not Kind.VERB else (self._subject,)

    def _attribution(self, draft: Draft) -> Attribution | None:
        said = said_of(self._parsed.said, draft.trigger)
        if said is None or said.cue == self._parsed.chunks[draft.chunk].first:
            return None
        speaker = self._speaker if said.speaker is None else self._mention(Filler(said.speaker, said.speaker.head))
        return None if speaker is None else Attribution(speaker, self._parsed.tokens[said.cue].word.span)

    def _counts(self, draft: Draft) -> tuple[Count, ...]:
        if draft.counts is None:
            return ()
        phrases = [filler.phrase for filler in draft.targets if filler.phrase is not None]
        found = (count_people(draft.counts, phrase, self._parsed.tokens, self._duals) for phrase in phrases)
        known = [count for count in found if count is not None]
        return (sum_counts(known),) if known else ()


def _confidence(draft: Draft) -> float:
    """A first estimate by how firmly the construction is filled; calibrated values come with the model."""
    filled = bool(draft.actors) + bool(draft.targets) + bool(draft.places or draft.time)
    return round(0.5 + 0.12 * filled + (0.08 if draft.strength == "strong" else 0.0), 2)

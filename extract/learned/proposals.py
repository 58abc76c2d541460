"""What the grammar proposes of one event, and all that stands near enough to fill its slots instead."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extract.arabic.chunks import Chunk
from extract.arabic.clause_parts import Clause
from extract.arabic.drafts import Draft
from extract.arabic.phrases import Phrase
from extract.arabic.places import is_place
from extract.model import Count, EventMention, Mention, TimeInterval
from extract.parsed import ParsedSentence


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may fill a slot: what it stands for, its `phrase` (None for a pronoun) and the `chunk` where it stands.

    `given` is the slot that the grammar put it in, with its reason; both are empty where it put it in none.
    Whom a dropped subject means stands in another sentence: its chunk is None.
    """

    mention: Mention
    chunk: int | None
    phrase: Phrase | None = None
    given: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft in its sentence, the event as the grammar tells it, and the participants, places and dates that it may have.

    `count` counts the people in a row of phrases, as the event's counts would be if these were its targets.
    """

    draft: Draft
    parsed: ParsedSentence
    event: EventMention
    participants: tuple[Candidate, ...]
    places: tuple[Candidate, ...]
    times: tuple[tuple[int, TimeInterval], ...]
    count: Callable[[Sequence[Phrase]], tuple[Count, ...]]

    @property
    def stands(self) -> bool:
        """Whether the grammar alone would tell it: a noun of action with nobody in it is talk."""
        return not self.draft.vague and (self.draft.clause is not None or bool(self.event.actors or self.event.targets))

    @property
    def chunk(self) -> Chunk:
        """The chunk of the trigger."""
        return self.parsed.chunks[self.draft.chunk]

    @property
    def clause(self) -> Clause | None:
        """The clause whose verb is the trigger or carries it."""
        return None if self.draft.clause is None else self.parsed.clauses[self.draft.clause]


class Surroundings:
    """The phrases of one sentence as participants and as places, found once for all its drafts."""

    def __init__(self, parsed: ParsedSentence, mention_of: Callable[[Phrase, bool], Mention]) -> None:
        self._parsed = parsed
        # The chunk of each character at which a word, or what is left of it without its particles, may begin.
        words = ((at, parsed.tokens[token].word) for at, chunk in enumerate(parsed.chunks) for token in range(chunk.first, chunk.last))
        self._chunk_at = {position: at for at, word in words for position in range(word.start, word.end)}
        phrases = [phrase for chunk in parsed.chunks for phrase in chunk.members]
        self._participants = {mention_of(phrase, False): phrase for phrase in phrases}
        self._places = {mention_of(phrase, True): phrase for phrase in phrases if is_place(phrase, parsed.tokens)}

    def participants(self, draft: Draft, event: EventMention, dropped: Sequence[Mention]) -> Iterator[Candidate]:
        """Who the grammar says takes part, whom a dropped subject would mean, and every phrase of the sentence."""
        drafted = {filler.phrase: filler.reason for filler in (*draft.actors, *draft.targets) if filler.phrase is not None}
        taken: set[Mention] = set()
        for given, mentions in (("actor", event.actors), ("target", event.targets)):
            fillers = draft.actors if given == "actor" else draft.targets
            for mention in mentions:
                taken.add(mention)
                phrase = self._participants.get(mention)
                reason = drafted.get(phrase, "") if phrase is not None else fillers[0].reason if fillers else "dropped"
                here = self._parsed.sentence.span.covers(mention.span)
                yield Candidate(mention, self._chunk_at.get(mention.span.start, draft.chunk) if here else None, phrase, given, reason)
        yield from (Candidate(mention, None, reason="dropped") for mention in dropped if mention not in taken)
        yield from (self._near(mention, phrase) for mention, phrase in self._participants.items() if mention not in taken)

    def places(self, event: EventMention) -> Iterator[Candidate]:
        """Where the grammar says it happened, and every other phrase of the sentence that is somewhere."""
        for mention in event.places:
            yield Candidate(mention, self._chunk_at.get(mention.span.start), self._places.get(mention), "place", "place")
        yield from (self._near(mention, phrase) for mention, phrase in self._places.items() if mention not in event.places)

    def _near(self, mention: Mention, phrase: Phrase) -> Candidate:
        return Candidate(mention, self._chunk_at.get(self._parsed.tokens[phrase.first].word.start), phrase)


def times_of(parsed: ParsedSentence, resolve: Callable[[TimeInterval], TimeInterval | None]) -> Iterator[tuple[int, TimeInterval]]:
    """The dates of the sentence, with their chunks, resolved as this event would have them («السبت» of what is planned lies ahead)."""
    for index, chunk in enumerate(parsed.chunks):
        time = None if chunk.time is None else resolve(chunk.time)
        if time is not None:
            yield index, time

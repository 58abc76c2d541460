"""The embedded extractor: grammar over analysed words, knowledge from data files, no model."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from types import MappingProxyType

from extract.arabic.analyser import Analyser
from extract.arabic.chunks import Chunker, ChunkKind
from extract.arabic.clauses import ClauseReader
from extract.arabic.context import decide_verbs
from extract.arabic.drafts import Draft, Filler
from extract.arabic.events import EventReader
from extract.arabic.lexicon import Lexicon
from extract.arabic.phrases import PhraseParser
from extract.arabic.sentences import Sentence, load_furniture, split_sentences
from extract.arabic.sharing import share
from extract.arabic.tables import tables_digest
from extract.arabic.tokens import Kind, Token
from extract.arabic.words import split_words
from extract.attribution import find_said, said_of
from extract.counts import count_people, load_duals, sum_counts
from extract.dates import find_dates
from extract.discourse import Discourse, country_of
from extract.factuality import judge
from extract.model import Attribution, Count, Document, EntityKind, EventMention, Mention, Reading, Span, TimeInterval
from extract.names import KnownName, NameTable
from extract.parsed import ParsedSentence

_GRAMMAR = 1  # goes up with every change of the code that changes what is read


class RuleExtractor:
    """Reads documents by grammar. Holds only tables; `read` of one document never depends on another.

    `version` changes with the grammar (by hand) and with every row of the tables and names (by their digest): a graph built before a
    correction is read anew after it.
    """

    name = "rules"

    def __init__(self, lexicon: Lexicon, names: NameTable) -> None:
        self._lexicon, self._names = lexicon, names
        self.version = f"{_GRAMMAR}.{sha256(f'{tables_digest()} {names.digest}'.encode()).hexdigest()[:8]}"
        self._analyser = Analyser(lexicon, names.vocabulary)
        self._furniture, self._duals = load_furniture(), load_duals()

    def read(self, document: Document) -> Reading:
        """All event mentions of the document, in the order of the text."""
        dates = find_dates(split_words(document.text), document.published)
        sentences = [self._parse(sentence, dates) for sentence in split_sentences(document.text, self._furniture)]
        discourse = Discourse(document.text, self._names, _countries(sentences))
        events: list[EventMention] = []
        speaker: Mention | None = None
        subject: Mention | None = None
        for parsed in sentences:
            told = _Teller(document, parsed, discourse, self._duals, speaker, subject)
            events.extend(told.events())
            speaker, subject = told.last_speaker(), told.last_subject()
        return Reading(document, tuple(events))

    def _parse(self, sentence: Sentence, dates: Sequence[TimeInterval]) -> ParsedSentence:
        raw = tuple(self._analyser.analyse(word) for word in sentence.words)
        names = self._find_names(raw)
        named = frozenset(index for start, (length, _) in names.items() for index in range(start, start + length))
        dated = _dates_by_token(raw, dates)
        tokens = decide_verbs(raw, named)
        blocked = frozenset(index for start, (length, _) in dated.items() for index in range(start, start + length))
        parser = PhraseParser(tokens, names, blocked, self._analyser.adjectives)
        chunks = Chunker(tokens, parser, dated, self._lexicon.nouns, self._lexicon.cues).chunks()
        reader = ClauseReader(tokens, chunks, self._analyser)
        clauses = reader.clauses()
        drafts = share(EventReader(tokens, chunks, clauses, reader, self._names).drafts(), tokens, chunks)
        return ParsedSentence(sentence, tokens, chunks, clauses, drafts, find_said(tokens, chunks, clauses))

    def _find_names(self, tokens: Sequence[Token]) -> dict[int, tuple[int, tuple[KnownName, ...]]]:
        """Known names by the index of their first word: length in tokens (quotation marks included) and readings."""
        found: dict[int, tuple[int, tuple[KnownName, ...]]] = {}
        at = 0
        while at < len(tokens):
            hit = None if tokens[at].kind is Kind.MARK else self._name_at(tokens, at)
            if hit is not None:
                found[at] = hit
            at += hit[0] if hit else 1
        return found

    def _name_at(self, tokens: Sequence[Token], at: int) -> tuple[int, tuple[KnownName, ...]] | None:
        indices = [index for index in range(at, min(at + 12, len(tokens))) if tokens[index].normal not in "\"'“”«»()"]
        forms = [tokens[index].normal for index in indices]
        for first in _spellings(tokens[at]):
            hit = self._names.match(forms, first)
            if hit is not None and not (hit[0] == 1 and _is_common_word(tokens, at, hit[1])):
                return indices[hit[0] - 1] + 1 - at, hit[1]
        return None


def _is_common_word(tokens: Sequence[Token], at: int, names: Sequence[KnownName]) -> bool:
    """A town that is called like a common word («الوقف») is only meant where a place is spoken of."""
    token = tokens[at]
    if token.verbs and not any(_same_letters(name.name, token) for name in names):  # «أفاد» is not AFAD, «آفاد»
        return True
    if any(name.kind is not EntityKind.PLACE for name in names) or not (token.noun or token.heads or token.verbs or token.kind is not Kind.NOUN):
        return False
    before = tokens[at - 1] if at else None
    return before is None or not ("place" in before.heads or (before.kind is Kind.PREPOSITION and before.stem == "في" and token.heads <= {"place"}))


def _same_letters(name: str, token: Token) -> bool:
    """Whether a name stands there with its own hamzas."""
    return token.word.text.endswith(name)


def _spellings(token: Token) -> tuple[str, ...]:
    """The word as it is, and without its attached particles: «وبتركيا» as وبتركيا and تركيا."""
    whole = token.normal
    bare = token.bare if token.kind is Kind.NOUN else whole
    stripped = [whole[length:] for length in (1, 2) if len(whole) > length + 2 and whole[0] in "وفبلك" and all(letter in "وفبلك" for letter in whole[:length])]
    lam = ["ال" + whole[len(attached) + 2 :] for attached in ("", "و", "ف") if whole.startswith(attached + "لل") and len(whole) > 4]
    return tuple(dict.fromkeys((whole, bare, *lam, *stripped)))


def _dates_by_token(tokens: Sequence[Token], dates: Sequence[TimeInterval]) -> dict[int, tuple[int, TimeInterval]]:
    """Date expressions by the index of their first token, with their length in tokens."""
    if not tokens:
        return {}
    span = Span(tokens[0].word.start, tokens[-1].word.end)
    found = {}
    for time in dates[bisect_left(dates, span.start, key=lambda date: date.span.start) :]:  # in text order
        if time.span.start >= span.end:
            break
        if span.covers(time.span):
            inside = [index for index, token in enumerate(tokens) if token.word.start < time.span.end and token.word.end > time.span.start]
            found[inside[0]] = (len(inside), time)
    return found


def _countries(sentences: Sequence[ParsedSentence]) -> Counter[str]:
    """How often each country is spoken of, by the names of places that are of one country alone."""
    found: Counter[str] = Counter()
    for parsed in sentences:
        for chunk in parsed.chunks:
            for phrase in chunk.members:
                codes = {country_of(name) for name in (*phrase.names, *((phrase.inner,) if phrase.inner else ()))} - {""}
                found.update(codes if len(codes) == 1 else ())
    return found


_ACTING_HEADS = frozenset({"armed", "government", "organisation", "group", "title"})


class _Teller:
    """Turns the drafts of one sentence into event mentions: pronouns, places, times, speakers, figures."""

    def __init__(
        self, document: Document, parsed: ParsedSentence, discourse: Discourse, duals: Mapping[str, str], speaker: Mention | None, subject: Mention | None
    ) -> None:
        self._document, self._parsed, self._discourse, self._duals = document, parsed, discourse, duals
        self._speaker, self._subject = speaker, subject
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
        factuality, cue = judge(draft, tokens, self._parsed.chunks, self._parsed.clauses)
        trigger = tokens[draft.trigger].word.span
        return EventMention(
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
            MappingProxyType(_reasons(draft)),
        )

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


def _reasons(draft: Draft) -> dict[str, str]:
    reasons: dict[str, str] = {}
    for slot, fillers in (("actor", draft.actors), ("target", draft.targets)):
        if fillers:
            reasons[slot] = ", ".join(dict.fromkeys(filler.reason for filler in fillers))
    return reasons

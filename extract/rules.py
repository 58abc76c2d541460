"""The embedded extractor: grammar over analysed words, knowledge from data files, and a small trained model that may revise what it drafts."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from extract.arabic.analyser import Analyser
from extract.arabic.belongings import BelongingReader
from extract.arabic.casualties import join_casualties
from extract.arabic.chunks import Chunker
from extract.arabic.clauses import ClauseReader
from extract.arabic.context import decide_verbs, quote_names
from extract.arabic.dating import date_events
from extract.arabic.events import EventReader
from extract.arabic.joints import Joints
from extract.arabic.lexicon import Lexicon
from extract.arabic.motion import RouteReader
from extract.arabic.offices import OfficeReader, holders_of
from extract.arabic.person_names import surname
from extract.arabic.phrases import PhraseParser
from extract.arabic.sentences import Sentence, load_furniture, split_sentences
from extract.arabic.sharing import share
from extract.arabic.tables import tables_digest
from extract.arabic.tokens import Token
from extract.arabic.words import split_words
from extract.attribution import find_said
from extract.counts import load_duals
from extract.dates import Dates, read_dates
from extract.discourse import Discourse
from extract.introduced import find_introduced
from extract.learned.decide import Model
from extract.learned.proposals import Proposal
from extract.model import Belonging, Document, Mention, Office, Reading, Span, TimeInterval
from extract.name_finder import NameFinder
from extract.names import NameTable
from extract.parsed import ParsedSentence
from extract.places import ArticlePlaces
from extract.quotations import spread_quotations
from extract.teller import Teller

_GRAMMAR = 5  # goes up with every change of the code that changes what is read


class RuleExtractor:
    """Reads documents by grammar, and with a model lets that decide anew. Holds only tables; `read` of one document never depends on another.

    `version` changes with the grammar (by hand) and with every row of the tables, names and weights (by their digest): a graph built before a
    correction is read anew after it.
    """

    name = "rules"

    def __init__(self, lexicon: Lexicon, names: NameTable, model: Model | None = None) -> None:
        self._lexicon, self._names, self._model = lexicon, names, model
        knowledge = sha256(f"{tables_digest()} {names.digest}".encode()).hexdigest()[:8]
        self.version = f"{_GRAMMAR}.{knowledge}" + (f".{model.version}" if model else "")
        self._analyser = Analyser(lexicon, names.vocabulary)
        self._finder = NameFinder(names)
        self._furniture, self._duals = load_furniture(), load_duals()

    def read(self, document: Document) -> Reading:
        """All that the document tells, each in the order of the text."""
        dates = read_dates(split_words(document.text), document.published)
        sentences = self._article(document, dates)
        proposals: list[Proposal] = []
        offices: list[Office] = []
        belongings: list[Belonging] = []
        for told in self._told(document, dates, sentences):
            proposals += told.proposals()
            offices += told.offices()
            belongings += told.belongings()
        events = self._model.decide(proposals) if self._model else (proposal.event for proposal in proposals if proposal.stands)
        places = ArticlePlaces(document.text, self._names, sentences)
        return Reading(document, tuple(map(places.grounded, events)), places.named, tuple(offices), dates.published, dates.doubts, tuple(belongings))

    def proposals(self, document: Document) -> Iterator[Proposal]:
        """What the grammar makes of the document: its events and whatever else may be one, with all that may fill their slots."""
        dates = read_dates(split_words(document.text), document.published)
        for told in self._told(document, dates, self._article(document, dates)):
            yield from told.proposals()

    def _article(self, document: Document, dates: Dates) -> Sequence[ParsedSentence]:
        return spread_quotations(self._sentences(document, dates.times), document.text)

    def _told(self, document: Document, dates: Dates, sentences: Sequence[ParsedSentence]) -> Iterator[Teller]:
        """The sentences in order; each is to be asked before the next one is, for it leaves what it names to those behind it."""
        document = replace(document, published=dates.counted_from)
        discourse = Discourse(document.text, self._names, sentences)
        speaker: Mention | None = None
        for parsed in sentences:
            told = Teller(document, parsed, discourse, self._duals, speaker)
            yield told
            speaker = told.close()

    def _sentences(self, document: Document, dates: Sequence[TimeInterval]) -> list[ParsedSentence]:
        """In order, as each is read knowing by what names the people before it will go on to be called."""
        found: list[ParsedSentence] = []
        surnames = self._names.surnames
        split = tuple(split_sentences(document.text, self._furniture))
        attested = self._finder.attested(map(self._analysed, split))
        for sentence in split:
            found.append(self._parse(sentence, dates, surnames, attested))
            phrases = (phrase for chunk in found[-1].chunks for phrase in chunk.members if phrase.person)
            surnames |= {surname(found[-1].tokens, phrase.first, phrase.last) for phrase in phrases} - {""}
        own = NameTable(name for parsed in found for name in find_introduced(parsed, document.text, self._names))
        again = (bool(own.vocabulary & {token.bare for token in parsed.tokens}) for parsed in found)
        return [self._parse(one.sentence, dates, surnames, attested, own) if anew else one for one, anew in zip(found, again, strict=True)]

    def _analysed(self, sentence: Sentence) -> tuple[Token, ...]:
        return tuple(self._analyser.analyse(word) for word in sentence.words)

    def _parse(
        self,
        sentence: Sentence,
        dates: Sequence[TimeInterval],
        surnames: frozenset[str] | None = None,
        attested: frozenset[str] = frozenset(),
        own: NameTable | None = None,
    ) -> ParsedSentence:
        """One sentence taken apart; `own` are the names that its article gives somebody itself."""
        raw = self._analysed(sentence)
        names = self._finder.find(raw, attested, own)
        named = frozenset(index for start, (length, _) in names.items() for index in range(start, start + length))
        dated = _dates_by_token(raw, dates)
        tokens = decide_verbs(quote_names(raw, names), named)
        blocked = frozenset(index for start, (length, _) in dated.items() for index in range(start, start + length))
        joints = Joints(tokens, names, blocked, self._analyser.adjectives, surnames or self._names.surnames)
        offices = tuple(OfficeReader(tokens, names, blocked, joints, self._names, self._analyser.frames).offices())
        parser = PhraseParser(tokens, names, blocked, joints, holders_of(offices))
        chunks = Chunker(tokens, parser, dated, self._lexicon.nouns, self._lexicon.cues).chunks()
        reader = ClauseReader(tokens, chunks, self._analyser)
        clauses = reader.clauses()
        drafts = share(EventReader(tokens, chunks, clauses, reader, self._names).drafts(), tokens, chunks)
        drafts = date_events(join_casualties(drafts, tokens, chunks), tokens, chunks, clauses, self._lexicon.participles)
        drafts = tuple(map(RouteReader(tokens, chunks, clauses, reader).routed, drafts))
        belongings = BelongingReader(tokens, names, chunks, clauses, parser).belongings()
        return ParsedSentence(sentence, tokens, chunks, clauses, drafts, find_said(tokens, chunks, clauses), names, blocked, offices, belongings)


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

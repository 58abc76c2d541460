"""What the tests of reading share: the real lexicon and names, one sentence taken apart, and tables of expected events.

A table (`sentences.txt`, and one a topic: `sentences_places.txt` …) puts the value first, then every spelling that gives it:

    +<tab>ASSAULT قصفت<tab>actor=…<tab>target=… + …<tab>place=…<tab>date=…<tab>by=…<tab>killed=5<tab>planned
    <tab>a sentence that tells exactly the events of the rows above it

A row that begins with `?` is an event that may be found or not. ` / ` stands between names of one participant, ` + ` between participants;
killed~5 is about 5, killed>5 at least, killed<5 at most. A row that begins with `!` says, in known_wrong.txt, what is wrong today.

The tables of offices, belongings and motion (`read_sentences`) have other values in the same order: rows that begin with `+`, then sentences;
a row `!` stands before sentences that tell none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from extract.arabic.analyser import Analyser
from extract.arabic.chunks import Chunk
from extract.arabic.clause_parts import Clause
from extract.arabic.context import decide_verbs
from extract.arabic.lexicon import Lexicon, load_lexicon
from extract.arabic.normal import normalize
from extract.arabic.phrases import Phrase
from extract.arabic.sentences import Sentence
from extract.arabic.tokens import Token
from extract.arabic.words import split_words
from extract.dates import find_dates
from extract.model import Count, Document, EventMention, Exactness, Mention, Reading
from extract.names import NameTable
from extract.rules import RuleExtractor
from kg.known_names import name_table
from ontology.known import load_entities

HERE = Path(__file__).parent
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
PUBLISHED = "2024-03-15"  # a Friday; the day on which all sentences of the tables were printed
SLOTS = ("actor", "target", "place")
COUNTS = {"=": Exactness.EXACT, "~": Exactness.ABOUT, ">": Exactness.AT_LEAST, "<": Exactness.AT_MOST}
_QUOTES = str.maketrans("", "", "«»“”\"'()")
_KIND_OF_PLACE = re.compile("^(?:مدينه|بلده|قريه|محافظه|منطقه|ناحيه|مخيم|حي) (?=.)")
_COUNT = re.compile("(killed|wounded|arrested|abducted|displaced)([=~<>])(.+)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One event of a table; a filler is all the names that it may be given."""

    type: str
    trigger: str
    slots: dict[str, list[frozenset[str]]] = field(default_factory=dict)
    date: str | None = None
    by: frozenset[str] = frozenset()
    factuality: str = "asserted"
    counts: frozenset[tuple[str, str, int]] = frozenset()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence and all events that it tells; `where` is the table and line that has it, by which a test is called; `wrong` what goes wrong today."""

    where: str
    text: str
    events: tuple[Wanted, ...]
    wrong: str = ""

    def __str__(self) -> str:
        return self.where


def read_cases(pattern: str) -> list[Case]:
    """The cases of the tables whose file name fits."""
    return [case for path in sorted(HERE.glob(pattern)) for case in _read_table(path)]


def _read_table(path: Path) -> list[Case]:
    found: list[Case] = []
    rows: list[Wanted] = []
    wrong = ""
    fresh = True
    for line, row in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        first, *cells = row.split("\t")
        if first == "!":
            wrong, rows, fresh = cells[0], [], False
        elif first in ("+", "?", "-"):
            rows, fresh = ([] if fresh else rows), False
            if first != "-":
                rows = [*rows, wanted(cells, optional=first == "?")]
        elif not first and cells and cells[0]:
            found.append(Case(f"{path.stem} {line}", cells[0].replace("⏎", "\n"), tuple(rows), wrong))
            fresh = True
    return found


def read_sentences(name: str) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Each sentence of a table, with the cells of each row above it."""
    rows: list[tuple[str, ...]] = []
    fresh = True
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        first, *cells = line.split("\t")
        if first in ("+", "!"):
            rows, fresh = ([] if fresh else rows) + [tuple(cells)] * (first == "+"), False
        elif not first and cells:
            fresh = True
            yield cells[0], rows


def wanted(cells: Sequence[str], *, optional: bool = False) -> Wanted:
    """One row of a table."""
    kind, _, trigger = cells[0].partition(" ")
    event = Wanted(kind, trigger, {slot: [] for slot in SLOTS}, optional=optional)
    counts: set[tuple[str, str, int]] = set()
    for cell in cells[1:]:
        key, _, value = cell.partition("=")
        count = _COUNT.fullmatch(cell)
        if count:
            counts.add((count[1], COUNTS[count[2]].value, int(count[3])))
        elif key in SLOTS:
            event.slots[key].extend(_names(filler) for filler in value.split(" + "))
        elif key == "date":
            event = replace(event, date=value)
        elif key == "by":
            event = replace(event, by=_names(value))
        elif cell in ("planned", "negated", "denied"):
            event = replace(event, factuality=cell)
        else:
            raise ValueError(f"{cell!r} is no cell of a table of events")
    return replace(event, counts=frozenset(counts))


def _names(cell: str) -> frozenset[str]:
    return frozenset(plain(name) for name in cell.split(" / "))


def plain(name: str) -> str:
    """A name without quotation marks and the kind of place that it begins with."""
    return _KIND_OF_PLACE.sub("", " ".join(normalize(name.translate(_QUOTES)).split()))


def wrong(reason: str, *values: object) -> ParameterSet:
    """The values of a case that the extractor gets wrong today: it fails once it comes right, and then belongs with the others."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))


def faults(events: Sequence[EventMention], case: Case) -> list[str]:
    """What the events of a sentence get wrong; empty where all is as the table says."""
    left = list(events)
    found: list[str] = []
    for want in case.events:
        hit = next((event for event in left if _is(event, want, case.text)), None)
        if hit is not None:
            left.remove(hit)
            found.extend(differences(hit, want))
        elif not want.optional:
            found.append(f"{want.type} {want.trigger} is not found")
    found += [f"{event.type} {event.trigger.of(case.text)} is too much" for event in left]
    return [case.text, *found] if found else []


def _is(event: EventMention, want: Wanted, text: str) -> bool:
    word = normalize(event.trigger.of(text))
    wanted_words = {normalize(trigger) for trigger in want.trigger.split(" / ")}
    return event.type == want.type and bool(wanted_words & {word, *(word[cut:] for cut in (1, 2))})


def differences(event: EventMention, want: Wanted) -> Iterator[str]:
    """Where an event is not what the row says; of an optional one nothing is asked."""
    if want.optional:
        return
    for slot, mentions in zip(SLOTS, (event.actors, event.targets, event.places), strict=True):
        if not _same(mentions, want.slots[slot]):
            yield f"{want.trigger}: {slot} is {[mention.text for mention in mentions]}, not {[sorted(names) for names in want.slots[slot]]}"
    date = event.time.edtf if event.time else None
    by = called(event.attribution.source) if event.attribution else frozenset()
    counts = frozenset((count.kind.value, count.exactness.value, figure(count)) for count in event.counts)
    if date != want.date:
        yield f"{want.trigger}: date is {date}, not {want.date}"
    if bool(by) != bool(want.by) or not (by & want.by or not by):
        yield f"{want.trigger}: told by {sorted(by)}, not {sorted(want.by)}"
    if event.factuality != want.factuality:
        yield f"{want.trigger}: {event.factuality}, not {want.factuality}"
    if counts != want.counts:
        yield f"{want.trigger}: counts {sorted(counts)}, not {sorted(want.counts)}"


def _same(mentions: Sequence[Mention], wanted_names: Sequence[frozenset[str]]) -> bool:
    left = [called(mention) for mention in mentions]
    for names in wanted_names:
        hit = next((own for own in left if own & names), None)
        if hit is None:
            return False
        left.remove(hit)
    return not left


def called(mention: Mention) -> frozenset[str]:
    """All that a mention may be called."""
    return frozenset(plain(name) for name in (mention.text, mention.name, mention.entity or ""))


def figure(count: Count) -> int:
    """The one number that the words give, whichever bound it is."""
    return count.low if count.exactness is not Exactness.AT_MOST else count.high or 0


@cache
def lexicon() -> Lexicon:
    """The packaged lexicon, loaded once for all tests."""
    return load_lexicon()


@cache
def names() -> NameTable:
    """The packaged names, loaded once for all tests."""
    return name_table(load_entities())


@cache
def analyser() -> Analyser:
    """The analyser of single words."""
    return Analyser(lexicon(), names().vocabulary)


@cache
def extractor() -> RuleExtractor:
    """The extractor with all that is packaged."""
    return RuleExtractor(lexicon(), names())


def read(text: str, name: str = "article") -> Reading:
    """What is read from a text printed on the day of the tables."""
    return extractor().read(Document(name, text, published=PUBLISHED))


def only(text: str, trigger: str) -> EventMention:
    """The one event with a given trigger."""
    (event,) = [event for event in read(text).events if normalize(event.trigger.of(text)) == normalize(trigger)]
    return event


@dataclass(frozen=True, slots=True)
class Parsed:
    """One sentence with its words, chunks and clauses."""

    text: str
    tokens: tuple[Token, ...]
    chunks: tuple[Chunk, ...]
    clauses: tuple[Clause, ...]

    def words(self, phrase: Phrase, *, whole: bool = False) -> str:
        return phrase.span(self.tokens, whole=whole).of(self.text)

    def members(self, index: int | None) -> str:
        """The phrases of one chunk, a noun of action by its word."""
        if index is None:
            return ""
        chunk = self.chunks[index]
        if not chunk.members:
            return self.tokens[chunk.head].word.text
        return " + ".join(self.words(member, whole=member.extent > member.last) for member in chunk.members)


def parse(text: str) -> Parsed:
    """One sentence taken apart as the extractor does it."""
    words = split_words(text)
    parsed = extractor()._parse(Sentence(words, headline=False), find_dates(words, PUBLISHED))
    return Parsed(text, parsed.tokens, parsed.chunks, parsed.clauses)


def tokens(text: str) -> tuple[Token, ...]:
    """The words of one sentence, verbs told from nouns, no names known."""
    return decide_verbs(tuple(analyser().analyse(word) for word in split_words(text)), frozenset())

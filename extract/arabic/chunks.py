"""A sentence as a row of chunks: phrases with their preposition, nouns of action, verbs, dates, particles."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from extract.arabic.coordination import LONGEST_PARENTHESIS, Coordination
from extract.arabic.event_heads import EventHeads
from extract.arabic.lexicon import NounFrame
from extract.arabic.phrases import Phrase, PhraseParser, tells_where
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.arabic.words import QUOTES
from extract.model import TimeInterval


class ChunkKind(StrEnum):
    """What a chunk is to its clause."""

    PHRASE = "phrase"
    EVENT = "event"  # headed by a noun of action
    VERB = "verb"
    DATE = "date"
    MARK = "mark"
    QUOTE = "quote"
    SUBORDINATOR = "subordinator"
    RELATIVE = "relative"
    NEGATION = "negation"
    COPULA = "copula"
    PARTICLE = "particle"
    CUE = "cue"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens `first:last` of a sentence; `members` are the coordinated phrases, `head` the word that decides.

    `genitive` says that a phrase completes the noun of action right before it.
    """

    kind: ChunkKind
    first: int
    last: int
    head: int
    preposition: str = ""
    members: tuple[Phrase, ...] = ()
    noun: NounFrame | None = None
    time: TimeInterval | None = None
    cue: str = ""
    genitive: bool = False
    pronoun: str = ""


_KINDS = {
    Kind.VERB: ChunkKind.VERB,
    Kind.SUBORDINATOR: ChunkKind.SUBORDINATOR,
    Kind.RELATIVE: ChunkKind.RELATIVE,
    Kind.NEGATION: ChunkKind.NEGATION,
    Kind.COPULA: ChunkKind.COPULA,
}
_LONGEST_CUE = 4
# Cues that stand where a preposition stands and whose phrase is an argument.
_ARGUMENT_CUES = frozenset({"agent", "joint", "attribution"})


class Chunker:
    """Cuts one sentence; everything it needs was looked up before."""

    def __init__(
        self,
        tokens: Sequence[Token],
        parser: PhraseParser,
        dates: Mapping[int, tuple[int, TimeInterval]],
        nouns: Mapping[tuple[str, ...], NounFrame],
        cues: Mapping[tuple[str, ...], str],
    ) -> None:
        self._tokens, self._parser, self._dates, self._cues = tokens, parser, dates, cues
        self._heads = EventHeads(tokens, parser, dates, nouns)
        self._coordination = Coordination(tokens, parser, self._heads, frozenset(dates))

    def chunks(self) -> tuple[Chunk, ...]:
        """All chunks, in order; no token is in two."""
        return tuple(self._mark_genitives(self._cut()))

    def _cut(self) -> Iterator[Chunk]:
        at = 0
        while at < len(self._tokens):
            chunk = self._chunk(at)
            yield chunk
            at = max(chunk.last, at + 1)

    def _chunk(self, at: int) -> Chunk:
        token = self._tokens[at]
        if at in self._dates:
            length, time = self._dates[at]
            return Chunk(ChunkKind.DATE, at, at + length, at, token.preposition, time=time)
        if token.kind is Kind.MARK:
            return self._mark(at)
        if (aside := self._side(at) or self._earlier(at)) is not None:
            return aside
        measured = self._measured(at)
        if measured is not None:
            return measured
        cue = self._cue(at)
        if cue is not None:
            return cue
        if token.kind is Kind.PREPOSITION:
            return self._prepositional(at, at + 1, token.stem)
        if token.is_nominal or token.kind is Kind.DEMONSTRATIVE or self._is_each(at):
            return self._nominal(at, at, token.preposition) or Chunk(ChunkKind.PARTICLE, at, at + 1, at)
        return Chunk(_KINDS.get(token.kind, ChunkKind.PARTICLE), at, at + 1, at)

    def _is_each(self, at: int) -> bool:
        """«كلا من تركيا وروسيا»: the two, each."""
        return self._tokens[at].stem == "كلا" and at + 1 < len(self._tokens) and self._tokens[at + 1].stem == "من"

    def _side(self, at: int) -> Chunk | None:
        """«من جهة», «من طرف آخر»: which of two sides somebody stands on, nobody himself."""
        words = self._tokens[at : at + 3]
        if len(words) < 2 or words[0].stem != "من" or words[0].conjunction == "و" or words[1].stem not in word_class("side"):
            return None
        if words[1].definite or words[1].pronoun:
            return None
        counted = len(words) > 2 and words[2].stem in word_class("other-side")
        follows = words[2] if len(words) > 2 else None
        ends = follows is None or follows.kind in (Kind.MARK, Kind.PREPOSITION) or bool(follows.conjunction or follows.preposition)
        return Chunk(ChunkKind.PARTICLE, at, at + 2 + counted, at + 1) if counted or ends else None

    def _measured(self, at: int) -> Chunk | None:
        """«ما لا يقل عن 18 عنصرا»: a phrase with its bound before it."""
        words = [token.stem for token in self._tokens[at : at + 4]]
        for length in (4, 3):
            if " ".join(words[:length]) in word_class("bound") and at + length < len(self._tokens):
                return self._nominal(at, at + length, "")
        return None

    def _mark(self, at: int) -> Chunk:
        token = self._tokens[at]
        if token.normal in QUOTES:
            return Chunk(ChunkKind.QUOTE, at, at + 1, at)
        if token.normal == "(":
            end = next((n for n in range(at, min(at + LONGEST_PARENTHESIS, len(self._tokens))) if self._tokens[n].normal == ")"), None)
            if end is not None:
                length, time = self._dates.get(at + 1, (0, None))
                if time is not None and at + 1 + length == end:  # «قامت (السبت) بضربة»
                    return Chunk(ChunkKind.DATE, at, end + 1, at + 1, time=time)
                return Chunk(ChunkKind.PARTICLE, at, end + 1, at)
        return Chunk(ChunkKind.MARK, at, at + 1, at)

    def _cue(self, at: int) -> Chunk | None:
        """A function cue of several words («من قبل», «بالتعاون مع») with the phrase it introduces."""
        according = self._according(at)
        if according is not None:
            return according
        for length in range(min(_LONGEST_CUE, len(self._tokens) - at), 0, -1):
            words = tuple(token.normal if n else token.normal.removeprefix(token.conjunction) for n, token in enumerate(self._tokens[at : at + length]))
            cue = self._cues.get(words)
            if cue == "attribution" and at + length < len(self._tokens) and self._tokens[at + length].preposition == "ب":
                return Chunk(ChunkKind.CUE, at, at + length, at, " ".join(words), cue=cue)  # «هدد في بيان بقصف …»
            if cue in _ARGUMENT_CUES:
                start = at + length
                if words[-1] in word_class("statement") and self._is_described(start):  # «في بيان مقتضب»
                    return Chunk(ChunkKind.CUE, at, start + 1, start - 1, " ".join(words), cue=cue)
                chunk = self._prepositional(at, start, " ".join(words))
                return replace(chunk, cue=cue)
        return None

    def _is_described(self, at: int) -> bool:
        """Whether a word that names nobody stands before a comma: an adjective of what was published."""
        if at + 1 >= len(self._tokens) or self._tokens[at + 1].kind is not Kind.MARK:
            return False
        token = self._tokens[at]
        bare = token.kind is Kind.NOUN and not (token.definite or token.conjunction or token.preposition or token.pronoun or token.heads or token.named)
        return bare and token.noun is None

    def _earlier(self, at: int) -> Chunk | None:
        """«دانت من قبل عددا من …»: before an accusative it is «earlier», not «by»."""
        words = self._tokens[at : at + 3]
        earlier = len(words) == 3 and (words[0].stem, words[1].normal) == ("من", "قبل") and words[2].is_accusative
        return Chunk(ChunkKind.PARTICLE, at, at + 2, at) if earlier else None

    def _according(self, at: int) -> Chunk | None:
        """«وفقا لوكالة …»: the cue's ل is attached to its source."""
        if self._tokens[at].stem in word_class("according") and at + 1 < len(self._tokens) and self._tokens[at + 1].preposition == "ل":
            source = self._nominal(at, at + 1, "ل")
            return None if source is None else replace(source, cue="attribution")
        return None

    def _prepositional(self, at: int, start: int, preposition: str) -> Chunk:
        token = self._tokens[start - 1]
        if token.pronoun:
            return Chunk(ChunkKind.CUE, at, start, start - 1, preposition, pronoun=token.pronoun)
        if start < len(self._tokens) and self._tokens[start].stem in ("اقل", "اكثر") and self._tokens[start].definite:  # «على الأقل»
            return Chunk(ChunkKind.PARTICLE, at, start + 1, at)
        figure = start < len(self._tokens) and (self._tokens[start].kind is Kind.NUMBER or "quantifier" in self._tokens[start].heads)
        if figure and preposition in word_class("measure"):
            preposition = token.preposition
        if start < len(self._tokens) and start in self._dates:
            length, time = self._dates[start]
            return Chunk(ChunkKind.DATE, at, start + length, start, preposition, time=time)
        if start < len(self._tokens) and not self._tokens[start].conjunction:
            nominal = self._nominal(at, start, preposition)
            if nominal is not None:
                return nominal
        return Chunk(ChunkKind.CUE, at, start, at, preposition)

    def _nominal(self, first: int, at: int, preposition: str) -> Chunk | None:
        event = self._event(first, at, preposition)
        if event is not None:
            return event
        phrase = self._parser.parse(at, preposition)
        if phrase is None:
            return None
        if not preposition and tells_where(phrase, self._tokens):
            preposition, phrase = "في", replace(phrase, preposition="في")  # «شمالي سوريا» tells where
        members = [phrase]
        while (member := self._coordination.following(members[-1], preposition)) is not None:
            members.append(member)
        return Chunk(ChunkKind.PHRASE, first, max(members[-1].extent, at + 1), phrase.head, preposition, tuple(members))

    def _event(self, first: int, at: int, preposition: str) -> Chunk | None:
        head = self._heads.head(at)
        if head is None:
            return None
        length, noun = self._heads.noun_at(head)
        end = head + length
        governs = self._tokens[end - 1].kind is Kind.PREPOSITION  # «القبض على آخرين»
        while not governs and end < len(self._tokens) and self._heads.is_adjective(end, self._tokens[end - 1]):
            if noun is not None and end == head + length and self._heads.is_person(end, head, noun):
                break
            end += 1
        return Chunk(ChunkKind.EVENT, first, end, head, preposition, noun=noun)

    def _mark_genitives(self, chunks: Iterator[Chunk]) -> Iterator[Chunk]:
        before: Chunk | None = None
        for chunk in chunks:
            if before is not None and before.kind is ChunkKind.EVENT and chunk.kind in (ChunkKind.PHRASE, ChunkKind.EVENT) and before.last == chunk.first:
                chunk = replace(chunk, genitive=self._takes_genitive(before, chunk))
            elif before is not None and self._is_of(before, chunk):
                chunk = replace(chunk, genitive=True)
            if chunk.kind is not ChunkKind.QUOTE:
                before = chunk
            elif before is not None and before.last == chunk.first:
                before = replace(before, last=chunk.last)
            yield chunk

    def _is_of(self, before: Chunk, chunk: Chunk) -> bool:
        """«في ختام اللقاء»: one indefinite noun behind a preposition has the definite noun of action for its genitive."""
        if before.kind is not ChunkKind.PHRASE or chunk.kind is not ChunkKind.EVENT or before.last != chunk.first or not before.preposition:
            return False
        last, first = self._tokens[before.last - 1], self._tokens[chunk.first]
        single = before.head == before.last - 1 and last.kind is Kind.NOUN and not before.members[0].names
        bare = not (last.definite or last.pronoun or last.named or last.is_accusative)
        return single and bare and first.definite and not (first.conjunction or chunk.preposition)

    def _takes_genitive(self, event: Chunk, chunk: Chunk) -> bool:
        head, first = self._tokens[event.head], self._tokens[chunk.first]
        if chunk.kind is ChunkKind.PHRASE and self._tokens[event.last - 1].kind is Kind.NOUN and event.last > event.head + self._heads.noun_at(event.head)[0]:
            return False  # «هز انفجار عنيف العاصمة»: behind its adjective a noun has no genitive
        governs = self._tokens[event.last - 1].kind is Kind.PREPOSITION  # «القبض على»
        return not ((head.definite and not governs) or head.pronoun or first.conjunction or chunk.preposition)

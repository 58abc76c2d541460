"""Verbs of saying, claiming and accusing: whose words they introduce or close, and how far these reach."""

from collections.abc import Iterator, Sequence

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.lexicon import VerbFrame
from extract.arabic.phrases import Phrase
from extract.arabic.tokens import Token
from extract.arabic.word_classes import word_class
from extract.model import EntityKind, EventType
from extract.said import Said

_STRONG_MARKS = frozenset(".؟!?")
_COMMAS = frozenset("،,")
CLOSING = {"«": "»", "“": "”“", '"': '"'}
_CARRYING = frozenset({"light", "light-passive", "light-reversed", "aspect", "achieve", "attempt", "cause"})
_TELLING = (ChunkKind.VERB, ChunkKind.EVENT, ChunkKind.SUBORDINATOR, ChunkKind.COPULA)
_ABOUT = frozenset({"", "عن", "ب", "الي", "علي"})  # how a noun of action follows a verb of saying


def turns_away(index: int, tokens: Sequence[Token], chunks: Sequence[Chunk]) -> bool:
    """«…، فيما …», «…، في حين …», «…، وهو ما …»: from here on the article itself speaks again."""
    first = chunks[index].first
    before = first - 1
    if tokens[first].stem == "حين":
        before -= tokens[first - 1].stem == "في"
    elif chunks[index].kind is ChunkKind.RELATIVE and tokens[first - 1].normal in ("وهو", "وهي"):
        return tokens[first].stem == "ما"
    elif tokens[first].stem not in word_class("meanwhile"):
        return False
    return before >= 0 and tokens[before].normal in _COMMAS


def seems(index: int, tokens: Sequence[Token]) -> bool:
    """The verb of «على ما يبدو», «كما يبدو», «فيما يبدو»: how something looks, nobody's word."""
    return tokens[index].stem in word_class("seeming") and index > 0 and tokens[index - 1].stem in word_class("as it")


def is_outlet(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """Whether a phrase names a news agency, paper or channel."""
    return any(name.kind is EntityKind.MEDIA for name in phrase.names) or tokens[phrase.head].stem in word_class("outlet")


class VerbsOfSaying:
    """Finds the verbs of one sentence by which somebody speaks."""

    def __init__(self, tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause]) -> None:
        self._tokens, self._chunks, self._clauses = tokens, chunks, clauses

    def said(self) -> Iterator[Said]:
        """What each of them introduces, or closes («…»، قالت الشرطة)."""
        for clause in self._clauses:
            frame = next((frame for frame in clause.frames if _tells(frame)), None)
            if frame is None or self._is_nobodys(clause):
                continue
            speaker, cue = self._speaker(clause, frame.roles.get("عن", ())), self._chunks[clause.verb].first
            relay, content = self._relay(clause, speaker), self._content(clause, frame)
            if content is not None:
                yield Said(*content, speaker, cue, frame.lemma, relay)
            elif speaker is not None and frame.cls == "say" and clause.subject_from != "antecedent" and self._follows_content(clause.verb):
                yield Said(0, cue, speaker, cue, frame.lemma, relay)

    def _mark(self, index: int) -> str:
        return self._tokens[self._chunks[index].first].normal

    def _is_nobodys(self, clause: Clause) -> bool:
        """«يذكر أن …», «سجلت حوادث»: nobody speaks."""
        if clause.subject is not None and clause.subject_from != "shared":
            noun = self._chunks[clause.subject].noun
            quoted = any(chunk.kind is ChunkKind.QUOTE for chunk in self._chunks[clause.verb : clause.subject])
            return noun is not None and noun.type is EventType.ASSAULT and not quoted
        opens = clause.verb == 0 or self._mark(clause.verb - 1) in _STRONG_MARKS
        impersonal = all(reading.tense == "imperfect" and reading.person == "3ms" for reading in clause.token.verbs)
        return opens and impersonal and not clause.token.conjunction and not clause.token.participle

    def _speaker(self, clause: Clause, after_from: Sequence[str]) -> Phrase | None:
        if "source" in after_from:
            for index in clause.complements:
                if self._chunks[index].preposition == "عن" and self._chunks[index].members:
                    return self._chunks[index].members[0]
        return self._subject(clause)

    def _subject(self, clause: Clause) -> Phrase | None:
        own = clause.subject is not None and clause.subject_from != "shared"
        chunk = self._chunks[clause.subject] if own and clause.subject is not None else None
        return chunk.members[0] if chunk is not None and chunk.members else None

    def _relay(self, clause: Clause, speaker: Phrase | None) -> Phrase | None:
        """The agency of «نقلت الوكالة عن مصدر», or of «قال مصدر للوكالة»."""
        subject = self._subject(clause)
        if speaker is not None and speaker != subject:
            return subject
        told = (self._chunks[index] for index in clause.complements if self._chunks[index].preposition == "ل")
        return next((chunk.members[0] for chunk in told if chunk.members and is_outlet(chunk.members[0], self._tokens)), None)

    def _content(self, clause: Clause, frame: VerbFrame) -> tuple[int, int] | None:
        """The tokens that are said: after أن, a colon, a quotation mark or a preposition that introduces them."""
        carries = frame.cls == "say" and any(other.cls in _CARRYING and other.lemma == frame.lemma for other in clause.frames)
        described = False  # in a clause about who speaks: «قالت فلانة، التي تسكن القرية، إن …»
        index = clause.verb
        while (index := index + 1) < len(self._chunks):
            chunk = self._chunks[index]
            if chunk.kind is ChunkKind.SUBORDINATOR:
                unsaid = self._tokens[chunk.first].stem in word_class("meanwhile") or self._resumes(index, clause.verb)
                return None if unsaid else (chunk.last, self._end(index + 1))
            if self._mark(index) == ":":
                return self._after_colon(index)
            if self._opens_quotation(index):
                closing = self._closing(index)
                if any(other.kind in _TELLING for other in self._chunks[index + 1 : closing]):
                    return chunk.first, self._chunks[closing - 1].last
                index = closing - 1
            elif self._is_complement(index, frame, carries or described):
                return chunk.first, self._end(index)
            elif (chunk.kind is ChunkKind.VERB and not described) or self._mark(index) in _STRONG_MARKS:
                return None
            described = described or chunk.kind is ChunkKind.RELATIVE
        return None

    def _resumes(self, subordinator: int, verb: int) -> bool:
        """«قال إن النسبة بلغت تسعين، وإن …»: «وإن» goes back to the verb before the first «إن»."""
        earlier = any(chunk.kind is ChunkKind.SUBORDINATOR for chunk in self._chunks[:verb])
        return earlier and self._tokens[self._chunks[subordinator].first].conjunction == "و"

    def _is_complement(self, index: int, frame: VerbFrame, other: bool) -> bool:
        """«أعلن عن اعتقال …», «اتهمه بالضلوع في …»; after another sense of the verb, or of another verb, only what one is accused of."""
        chunk = self._chunks[index]
        if frame.type is EventType.ACCUSE and chunk.preposition == "ب" and chunk.kind in (ChunkKind.EVENT, ChunkKind.PHRASE):
            return True
        about = chunk.preposition in _ABOUT or (chunk.cue == "attribution" and chunk.noun is not None and chunk.noun.type not in (None, EventType.CONSULT))
        return chunk.kind is ChunkKind.EVENT and about and not other

    def _after_colon(self, colon: int) -> tuple[int, int]:
        quoted = colon + 1 < len(self._chunks) and self._mark(colon + 1) in CLOSING
        return self._chunks[colon].last, self._chunks[self._closing(colon + 1) - 1].last if quoted else len(self._tokens)

    def _opens_quotation(self, index: int) -> bool:
        """A straight mark opens where those before it make pairs."""
        mark, first = self._mark(index), self._chunks[index].first
        if mark not in CLOSING or self._chunks[index].kind is not ChunkKind.QUOTE:
            return False
        return mark != '"' or sum(token.normal == '"' for token in self._tokens[:first]) % 2 == 0

    def _closing(self, opening: int) -> int:
        """The chunk behind a quotation; the end of the sentence where it is not closed in it."""
        marks = CLOSING[self._mark(opening)]
        ends = (index + 1 for index in range(opening + 1, len(self._chunks)) if self._tokens[self._chunks[index].last - 1].normal in marks)
        return next(ends, len(self._chunks))

    def _end(self, start: int) -> int:
        """How far words that stand in no quotation reach."""
        quoted = ""
        for index in range(start, len(self._chunks)):
            mark = self._mark(index)
            if quoted:
                quoted = "" if mark in quoted else quoted
            elif self._opens_quotation(index):
                quoted = CLOSING[mark]
            elif turns_away(index, self._tokens, self._chunks):
                return self._chunks[index].first
        return len(self._tokens)

    def _follows_content(self, verb: int) -> bool:
        before = self._chunks[max(0, verb - 3) : verb]
        if verb and self._tokens[before[-1].first].stem in word_class("meanwhile"):
            return False
        marks = [self._tokens[chunk.first].normal for chunk in before if chunk.kind in (ChunkKind.MARK, ChunkKind.QUOTE, ChunkKind.PARTICLE)]
        cued = any(self._tokens[chunk.first].stem in ("كما", "حسبما", "وفق") for chunk in before[-2:])
        return cued or any(mark in "،,»”“\"" for mark in marks)


def _tells(frame: VerbFrame) -> bool:
    """A verb of saying, of claiming («تبنى») or of accusing: what it introduces is its subject's word."""
    return frame.cls in ("say", "claim") or (frame.type is EventType.ACCUSE and "content" in frame.roles.get("ب", ()))

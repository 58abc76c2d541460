"""A sentence taken apart: what the grammar hands on to whoever tells its events."""

from dataclasses import dataclass

from extract.arabic.chunks import Chunk
from extract.arabic.clause_parts import Clause
from extract.arabic.drafts import Draft
from extract.arabic.offices import OfficeDraft
from extract.arabic.sentences import Sentence
from extract.arabic.tokens import Token
from extract.said import Said


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """One sentence, analysed: words, chunks, clauses, the events drafted from them, who says what, and who holds which office."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    chunks: tuple[Chunk, ...]
    clauses: tuple[Clause, ...]
    drafts: tuple[Draft, ...]
    said: tuple[Said, ...]
    offices: tuple[OfficeDraft, ...] = ()

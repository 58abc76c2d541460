"""A sentence taken apart: what the grammar hands on to whoever tells its events."""

from collections.abc import Mapping
from dataclasses import dataclass

from extract.arabic.belongings import BelongingDraft
from extract.arabic.chunks import Chunk
from extract.arabic.clause_parts import Clause
from extract.arabic.drafts import Draft
from extract.arabic.offices import OfficeDraft
from extract.arabic.sentences import Sentence
from extract.arabic.tokens import Token
from extract.names import KnownName
from extract.said import Said


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """One sentence, analysed: words, chunks, clauses, the events drafted from them, who says what, and who holds which office.

    `names` are the known names by the index of their first word, with their length; `blocked` are the words of dates.
    """

    sentence: Sentence
    tokens: tuple[Token, ...]
    chunks: tuple[Chunk, ...]
    clauses: tuple[Clause, ...]
    drafts: tuple[Draft, ...]
    said: tuple[Said, ...]
    names: Mapping[int, tuple[int, tuple[KnownName, ...]]]
    blocked: frozenset[int]
    offices: tuple[OfficeDraft, ...] = ()
    belongings: tuple[BelongingDraft, ...] = ()

"""What a clause is, and the row of chunks that its parts are looked for in."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.lexicon import VerbFrame
from extract.arabic.subjects import SubjectFit
from extract.arabic.tokens import Token

NOMINAL = (ChunkKind.PHRASE, ChunkKind.EVENT)
STOPS = (ChunkKind.VERB, ChunkKind.SUBORDINATOR, ChunkKind.RELATIVE, ChunkKind.COPULA)
PASSED_OVER = (ChunkKind.QUOTE, ChunkKind.PARTICLE, ChunkKind.NEGATION)


@dataclass(frozen=True, slots=True)
class Clause:
    """One verb and what stands around it, as indices of chunks.

    `subject_from` tells how the subject was found: "after" the verb, "before" it, as the "antecedent" of a relative
    clause, or "shared" with the clause before; `passive` that the subject undergoes the verb; `resumed` which pronoun
    in a relative clause stands for its antecedent («البلدة التي سيطر الجيش عليها»).
    """

    verb: int
    token: Token
    frames: tuple[VerbFrame, ...]
    subject: int | None
    subject_from: str
    object: int | None
    complements: tuple[int, ...]
    fronted: tuple[int, ...]
    antecedent: int | None = None
    passive: bool = False
    resumed: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The words and chunks of one sentence, and what every search in them asks."""

    tokens: Sequence[Token]
    chunks: Sequence[Chunk]
    fit: SubjectFit

    def head(self, index: int) -> Token:
        """The word that decides a chunk."""
        return self.tokens[self.chunks[index].head]

    def mark(self, index: int) -> str:
        """The first word of a chunk, which is all of a mark of punctuation."""
        return self.tokens[self.chunks[index].first].normal

    def preposition(self, index: int) -> str:
        return self.chunks[index].preposition

    def is_bare(self, index: int) -> bool:
        """Whether a chunk may be subject or object: no preposition, no genitive, no adverb."""
        chunk = self.chunks[index]
        return chunk.kind in NOMINAL and not chunk.preposition and not chunk.genitive and not self.fit.is_adverbial(chunk)

    def skip_back(self, index: int) -> int:
        """The chunk before, quotation marks, particles and negations passed over; -1 where there is none."""
        index -= 1
        while index >= 0 and self.chunks[index].kind in PASSED_OVER:
            index -= 1
        return index

    def skip_ahead(self, index: int) -> int:
        """The chunk behind, quotation marks, particles and negations passed over; the end where there is none."""
        index += 1
        while index < len(self.chunks) and self.chunks[index].kind in PASSED_OVER:
            index += 1
        return index

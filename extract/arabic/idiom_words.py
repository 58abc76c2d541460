"""The word that makes an idiom of the verb before it: «علاقاتها» of «قطعت علاقاتها»."""

from collections.abc import Sequence

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.lexicon import Idiom
from extract.arabic.tokens import Kind, Token

# A word of quantity or an adjective of number may stand before the word that is looked for: «جميع الطرق».
_FIRST_WORDS = 3


def is_idiom_word(idiom: Idiom, tokens: Sequence[Token], chunk: Chunk) -> bool:
    """Whether a phrase begins with the word that makes the idiom."""
    if chunk.kind not in (ChunkKind.PHRASE, ChunkKind.EVENT):
        return chunk.kind is ChunkKind.DATE and "#" in idiom.words
    if "*" in idiom.words or ("#" in idiom.words and tokens[chunk.head].kind is Kind.NUMBER):  # «تعود إلى 2015»
        return True
    first = chunk.head if idiom.frame.type is not None else chunk.first  # «وصل عدد السكان إلى …»: a figure moves nowhere
    for token in tokens[first : min(chunk.last, chunk.head + _FIRST_WORDS)]:
        accusative = "" if token.definite or token.pronoun else token.stem.removesuffix("ا")  # «نشر تقريرا»
        if token.stem in idiom.words or accusative in idiom.words or (token.pronoun and token.stem in idiom.own):
            return True
        if not (token.kind in (Kind.NUMBER, Kind.PREPOSITION) or "quantifier" in token.heads):
            return False
    return False

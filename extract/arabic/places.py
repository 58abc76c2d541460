"""What makes a phrase a place: a known place, or a head noun such as «بلدة», «ريف», «شمال شرقي»."""

from collections.abc import Sequence

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.phrases import Phrase
from extract.arabic.tokens import Token
from extract.model import EntityKind

_PLACES = frozenset({EntityKind.PLACE, EntityKind.STATE})


def is_place(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """Whether a phrase names somewhere; organisations with a place in their name do not."""
    if phrase.names:
        return any(name.kind in _PLACES and name.use != "metonym" for name in phrase.names)
    heads = tokens[phrase.head].heads
    if "direction" in heads and "place" not in heads and not phrase.inner:  # «الجانب الأمني» is nowhere
        return any("place" in token.heads for token in tokens[phrase.head + 1 : phrase.last])
    return bool(heads & {"place", "direction"}) and not heads & {"group", "armed", "organisation"}


def is_ground(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """Whether a phrase names a piece of ground, as states and their capitals that act do not."""
    if phrase.names:
        return phrase.names[0].kind is EntityKind.PLACE and phrase.names[0].use != "metonym"
    return is_place(phrase, tokens) and not tokens[phrase.head].heads & {"government", "object"}


def is_place_phrase(chunk: Chunk, tokens: Sequence[Token]) -> bool:
    """Whether a chunk names somewhere."""
    return chunk.kind is ChunkKind.PHRASE and bool(chunk.members) and is_place(chunk.members[0], tokens)

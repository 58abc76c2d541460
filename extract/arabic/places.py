"""What makes a phrase a place: a known place, or a head noun such as «بلدة», «ريف», «شمال شرقي»."""

from collections.abc import Sequence

from extract.arabic.analyser import load_adjectives
from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.phrases import Phrase
from extract.arabic.prepositions import slot_key
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.model import EntityKind

_SHORTEST_NISBA = 3
_PLACES = frozenset({EntityKind.PLACE, EntityKind.STATE})


def is_place(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """Whether a phrase names somewhere; organisations with a place in their name do not, nor what of somebody is hit."""
    if phrase.last - phrase.head == 1 and tokens[phrase.head].stem.removeprefix("ال") in word_class("body part"):
        return False
    if phrase.names:
        return any(name.kind in _PLACES and name.use != "metonym" for name in phrase.names)
    heads = tokens[phrase.head].heads
    if phrase.preposition in word_class("near") and _is_unknown_name(phrase, tokens):
        return True
    if "place" in heads and (phrase.preposition in word_class("inside") or _heads_ground(phrase, tokens)):  # «في جامعة …»: the building
        return True
    if "direction" in heads and "place" not in heads and not phrase.inner:  # «الجانب الأمني» is nowhere
        return any("place" in token.heads for token in tokens[phrase.head + 1 : phrase.last]) or _is_part_of_country(phrase, tokens)
    edge = "direction" in heads and (phrase.inner is not None and phrase.inner.kind is EntityKind.PLACE)  # «أطراف مدينة …»
    return edge or (bool(heads & {"place", "direction"}) and not heads & {"group", "armed", "organisation"})


def _is_unknown_name(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """«قرب لارك», «قبالة سديروت»: one bare word that nothing is known of, behind a preposition that only a place follows."""
    head = tokens[phrase.head]
    known = head.heads or head.noun or head.definite or head.pronoun or head.preposition or head.kind is not Kind.NOUN
    return not known and phrase.last - phrase.first <= 2 and phrase.last - phrase.head == 1 and head.stem not in load_adjectives()


def _is_part_of_country(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """«الشمال السوري», «الغرب الليبي»: a point of the compass with the adjective of a country; «الجانب الروسي» is a party."""
    head, rest = tokens[phrase.head], tokens[phrase.head + 1 : phrase.last]
    if phrase.preposition not in word_class("inside") | {"الي", "نحو", "ب"} or head.stem not in word_class("compass"):
        return False
    return head.definite and len(rest) == 1 and rest[0].definite and rest[0].stem.endswith("ي")


def _heads_ground(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """«مركز ولاية …», «مبنى محافظة …»: of a place and not of a body."""
    follows = phrase.head + 1
    return follows < phrase.last and not tokens[phrase.head].definite and "place" in tokens[follows].heads


def is_ground(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """Whether a phrase names a piece of ground, as states and their capitals that act do not."""
    if phrase.names:
        return phrase.names[0].kind is EntityKind.PLACE and phrase.names[0].use != "metonym"
    heads = tokens[phrase.head].heads
    return is_place(phrase, tokens) and ("direction" in heads or not heads & {"government", "object"})


def is_vague(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """Ground without a name of its own: «مناطق متعددة», «مقرات», «منازلها», «بلدة صغيرة»; «بلدة شنف» has one."""
    head, rest = tokens[phrase.head], tokens[phrase.head + 1 : phrase.last]
    ground = head.stem in word_class("vague ground") or "place" in head.heads
    if phrase.names or phrase.inner or head.definite or not ground:
        return False
    if any(token.definite or token.heads & {"place", "direction"} for token in rest):
        return False
    return not _bears_name(head) or not rest or _describes(rest[0], head)


def is_named_ground(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """Whether a phrase names one settlement or piece of ground: «الباغوز», «بلدة ليمان», not «مناطق في …»."""
    if phrase.names or (phrase.inner is not None and phrase.inner.kind is EntityKind.PLACE):
        return True
    head, alone = tokens[phrase.head], phrase.last - phrase.head == 1
    if head.definite:  # «القاعدة», «التلة»: the one named before
        return alone and head.stem in word_class("settlement")
    return _bears_name(head) and phrase.last - phrase.head > 1 and not is_vague(phrase, tokens)


def is_local(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """A building or body of one place: «مفوضية مدينة …», «مستشفى حلب»; where it is struck is there."""
    heads = tokens[phrase.head].heads
    inside = phrase.inner is not None and phrase.inner.kind is EntityKind.PLACE
    return inside and bool(heads & {"object", "organisation", "place"}) and not heads & {"armed", "group", "title", "government", "weapon"}


def _bears_name(head: Token) -> bool:
    return head.stem in word_class("settlement") | word_class("proper ground") | word_class("pair of settlements")


def _describes(token: Token, head: Token) -> bool:
    """Whether the indefinite behind «بلدة», «حي» is an adjective that agrees with it and no name: «بلدة ساحلية», «حي سكني»."""
    if head.stem.endswith("ه") and not token.stem.endswith("ه"):
        return False
    masculine = token.stem.removesuffix("ه")
    return masculine in load_adjectives() or (masculine.endswith("ي") and len(masculine) > _SHORTEST_NISBA)


def is_place_phrase(chunk: Chunk, tokens: Sequence[Token]) -> bool:
    """Whether a chunk names somewhere."""
    return chunk.kind is ChunkKind.PHRASE and bool(chunk.members) and is_place(chunk.members[0], tokens)


def is_where(chunk: Chunk, tokens: Sequence[Token]) -> bool:
    """Whether a chunk tells where; a state after على or بين is a party («عقوبات على بيلاروسيا»), not ground."""
    if not is_place_phrase(chunk, tokens):
        return False
    parties = any(any(name.kind is EntityKind.STATE for name in member.names) or not is_place(member, tokens) for member in chunk.members)
    return not (parties and slot_key(chunk.preposition) in word_class("party"))

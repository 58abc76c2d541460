"""What events of one sentence share: the place and the doer that are said once for several."""

from collections.abc import Sequence
from dataclasses import replace

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.drafts import Draft
from extract.arabic.phrases import Phrase
from extract.arabic.places import is_ground, is_local, is_named_ground
from extract.arabic.prepositions import slot_key
from extract.arabic.tokens import Token
from extract.arabic.word_classes import word_class
from extract.arabic.words import WALLS
from extract.model import EntityKind, EventType

_SLOTS = ("actors", "targets", "places")

_MOVING = (EventType.MOBILIZE, EventType.RETREAT)
_SPOKEN = (EventType.REQUEST, EventType.ACCUSE, EventType.THREATEN, EventType.REJECT, EventType.SUPPORT)

# «قتل خمسة في قصف …»: the second event is how the first came about.

_SPEECH = frozenset({EventType.ACCUSE, EventType.THREATEN, EventType.REQUEST, EventType.AGREE, EventType.REJECT, EventType.SUPPORT})


def share(drafts: Sequence[Draft], tokens: Sequence[Token], chunks: Sequence[Chunk]) -> tuple[Draft, ...]:
    """The drafts, in order, with what their neighbours in the same clause say of them too."""
    groups: list[list[Draft]] = []
    for told in drafts:
        draft = _placed_by_target(told, tokens) if told.places else told
        link = _link(groups[-1][-1], draft, tokens, chunks) if groups else ""
        if link:
            groups[-1].append(draft)
        else:
            groups.append([draft])
    spread = (_with_lender(own, draft, group) for group in groups for own, draft in zip(group, _spread(group, tokens, chunks), strict=True))
    return tuple(_without_topic(_placed_by_target(draft, tokens), drafts) for draft in spread)


def _with_lender(own: Draft, draft: Draft, group: Sequence[Draft]) -> Draft:
    """The draft after sharing, with the event at which each slot that was not its own is said."""
    taken = [slot for slot in _SLOTS if getattr(draft, slot) and getattr(draft, slot) != getattr(own, slot)]
    lenders = ((slot, other.trigger) for slot in taken for other in group if getattr(other, slot) == getattr(draft, slot))
    return replace(draft, borrowed=tuple(dict(lenders).items())) if taken else draft


def _without_topic(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """Where words are spoken is seldom said: what is shared or a whole country is what they are about («دعوات لوقف الحرب في اليمن»)."""
    if draft.type not in _SPOKEN:
        return draft
    own = () if "places" in dict(draft.borrowed) else draft.places
    return replace(draft, places=tuple(place for place in own if _is_where_spoken(place, draft, drafts)))


def _is_where_spoken(place: Phrase, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """«وفي القاهرة، طلبت الوزارة …» opens with where; in «اتهمت الشرطة باقتحام منزل في …» the place is that of the deed."""
    if place.last <= draft.trigger and place.preposition == "في" and place.names and place.names[0].kind is EntityKind.PLACE and place.first <= 1:
        return True
    told_of = draft.type is EventType.ACCUSE and draft.rule.startswith("verb ") and any(draft.trigger < other.trigger < place.first for other in drafts)
    return not told_of and not any(name.kind is EntityKind.STATE for name in place.names)


def _placed_by_target(draft: Draft, tokens: Sequence[Token]) -> Draft:
    """Ground that is taken or struck is also where it happens; by its name it is narrower than «في ريف …»."""
    if draft.type not in (EventType.ASSAULT, EventType.COERCE):
        return draft
    grounds = _grounds(draft, tokens)
    named = any(is_named_ground(phrase, tokens) for phrase in grounds)
    return replace(draft, places=grounds if named else draft.places or grounds)


def _grounds(draft: Draft, tokens: Sequence[Token]) -> tuple[Phrase, ...]:
    """The targets that are ground; both of «بلدتي … و…», whatever the second is called."""
    found: list[Phrase] = []
    for filler in draft.targets:
        phrase = filler.phrase
        both = bool(found) and tokens[found[-1].head].stem in word_class("pair of settlements")
        if phrase is not None and (both or is_ground(phrase, tokens) or is_local(phrase, tokens)):
            found.append(phrase)
    return tuple(found)


def _link(before: Draft, draft: Draft, tokens: Sequence[Token], chunks: Sequence[Chunk]) -> str:
    if draft.chunk <= before.chunk:
        return ""
    between = chunks[before.chunk + 1 : draft.chunk]
    if any(chunk.kind is ChunkKind.SUBORDINATOR or (chunk.kind is ChunkKind.MARK and tokens[chunk.first].normal in WALLS) for chunk in between):
        return ""
    if draft.causes:
        return "cause"
    if draft.chunk == before.chunk + 1 and draft.strength == "casualty" and not chunks[draft.chunk].preposition:
        return "subject"  # «سقط قتلى في …»
    first = tokens[chunks[draft.chunk].first]
    if first.conjunction:
        return "coordination"
    if before.type in _SPEECH and before.clause is not None:
        return ""  # «اتهمت … بقصف»: what is spoken of is no means of speaking
    return "means" if chunks[draft.chunk].preposition in word_class("means") and chunks[draft.chunk].kind is ChunkKind.EVENT else ""


def _spread(group: Sequence[Draft], tokens: Sequence[Token], chunks: Sequence[Chunk]) -> list[Draft]:
    """The place reaches all that is coordinated; the doer reaches those that something was done to."""
    result = list(group)
    for at in range(1, len(result)):
        result[at - 1], result[at] = _pair(result[at - 1], result[at], _link(result[at - 1], result[at], tokens, chunks))
    for at in range(len(result) - 1, 0, -1):
        result[at - 1], result[at] = _pair(result[at - 1], result[at], _link(result[at - 1], result[at], tokens, chunks))
    return result


def _lent(before: Draft, after: Draft) -> tuple[Phrase, ...]:
    """«اعتقلته واقتادته إلى المركز»: where somebody is taken is not where he was before; «انطلقت واتجهت نحو …» is one way."""
    if before.type in _MOVING:
        return after.places
    return () if after.type in _MOVING else tuple(place for place in after.places if slot_key(place.preposition) not in word_class("way"))


def _pair(before: Draft, after: Draft, link: str) -> tuple[Draft, Draft]:
    later = replace(after, places=after.places or before.places)
    earlier = replace(before, places=before.places or _lent(before, after))
    if link == "cause":  # «هجوم أدى إلى مقتل جنديين في …»
        return earlier, replace(later, actors=after.actors or before.actors)
    if link == "means" and any(filler.reason == "between" for filler in after.actors):
        return earlier, later  # «مقتل خمسة في اشتباكات بين …»: by whose hand is not said
    if link == "means":
        fought = bool(after.actors) and {filler.phrase for filler in after.actors} <= {filler.phrase for filler in before.targets}
        killers = after.targets if fought else after.actors  # «مقتل متمردين في اشتباكات مع الجيش»
        earlier = replace(earlier, actors=before.actors or (() if before.open_actor else killers))
        return earlier, replace(later, targets=after.targets or before.targets)
    if link == "coordination" and not before.actors and before.targets and after.actors and after.actors[0].reason.endswith(" pronoun"):
        return earlier, replace(later, actors=(), targets=after.targets or before.targets)  # «ترهيب المدنيين وابتزازهم»
    if link == "coordination" and before.targets and before.targets[0].reason == "genitive" and after.actors and after.actors[0].reason == "either pronoun":
        return earlier, replace(later, actors=before.actors, targets=before.targets)  # «قتل المدنيين وتهجيرهم»
    if link == "coordination" and before.actors and after.actors and after.actors[0].reason.endswith(" pronoun"):
        return earlier, replace(later, actors=before.actors)  # «تقدمها وسيطرتها»: the same she
    if link == "coordination" and not before.actors and not after.open_actor and not before.open_actor:
        return replace(earlier, actors=after.actors), later
    if link == "coordination" and not after.actors and not after.open_actor and after.strength == "strong" and "noun" in before.rule and "noun" in after.rule:
        undergoing = {filler.phrase for filler in after.targets}  # «نزوح وتشريد السكان»: who flees drives nobody out
        return earlier, replace(later, actors=tuple(filler for filler in before.actors if filler.phrase is None or filler.phrase not in undergoing))
    return earlier, later

"""The places of an article: every one that it names, and where those of its events lie."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from extract.arabic.landmarks import Expression
from extract.arabic.phrases import whole_article
from extract.arabic.place_contexts import find_places
from extract.arabic.wording import Wording, with_article
from extract.discourse import countries_of, nearest
from extract.model import EntityKind, EventMention, Ground, Landmark, Mention, Relation, Span
from extract.names import NameTable
from extract.parsed import ParsedSentence

_SETTLEMENTS = frozenset({"city", "town", "village"})


@dataclass(frozen=True, slots=True)
class _Told:
    """A place as the text tells it; `kinds` is all that its landmark may be, `pointing` that its words only point back to one."""

    mention: Mention
    kinds: frozenset[str]
    pointing: bool


class ArticlePlaces:
    """The places of one article, found once all its sentences are read."""

    def __init__(self, text: str, names: NameTable, sentences: Sequence[ParsedSentence]) -> None:
        self._text, self._sentences = text, sentences
        self._told: list[_Told] = []
        spoken: set[str] = set()
        unsure: list[tuple[Expression, Wording]] = []
        for parsed in sentences:
            wording = Wording(tuple(map(with_article, parsed.tokens)), parsed.names, parsed.blocked, names.nisba)
            for found, sure in find_places(wording, spoken):
                if sure:
                    self._tell(found, wording)
                else:
                    unsure.append((found, wording))
        for found, wording in unsure:  # «… تدخل ليسنة» in the headline, «في ليسنة» in the text
            if found.ground.landmarks[0].name in spoken:
                self._tell(found, wording)
        self._told.sort(key=lambda told: told.mention.span)
        self._starts = [told.mention.span.start for told in self._told]

    @cached_property
    def _countries(self) -> Mapping[str, int]:
        return countries_of(self._sentences)

    @property
    def named(self) -> tuple[Mention, ...]:
        """All places that the text names, in its order; «البلدة» names none."""
        return tuple(told.mention for told in self._told if not told.pointing)

    def grounded(self, event: EventMention) -> EventMention:
        """The event with the ground of its places, of its way, and of the places among those whom it befalls."""
        places, origins, destinations = (tuple(map(self._grounded, found)) for found in (event.places, event.origins, event.destinations))
        targets = tuple(self._grounded(one) if self._is_ground(one) else one for one in event.targets)
        return replace(event, places=places, targets=targets, origins=origins, destinations=destinations)

    def _is_ground(self, target: Mention) -> bool:
        """«قصفت أطراف البلدة»: whom it befalls is a place, by its kind or because just these words tell one; a state is a party."""
        told = self._overlapping(target.span)
        return target.kind is EntityKind.PLACE or (target.kind is not EntityKind.STATE and told is not None and told.mention.span == target.span)

    def _tell(self, found: Expression, wording: Wording) -> None:
        span = wording.span(found.first, found.last)
        words = wording.words(found.first, found.last)
        if found.refers:
            told = self._pointing(found.ground, span, words)
            if told is not None:
                self._told.append(told)
            return
        kinds = frozenset(filter(None, (found.ground.landmarks[0].place_kind, *(name.place_kind for name in found.readings))))
        text = whole_article(span.of(self._text), wording.tokens[found.first])
        self._told.append(_Told(self._mention(found, span, text, words), kinds, pointing=False))

    def _mention(self, found: Expression, span: Span, text: str, words: str) -> Mention:
        if found.readings and found.ground.relation is Relation.AT:
            name = nearest(found.readings, self._countries) if len(found.readings) > 1 else found.readings[0]
            return Mention(span, text, name.label, name.kind, name.entity or None, ground=found.ground)
        within = next((landmark.candidates[0] for landmark in found.ground.landmarks if landmark.candidates), None)
        return Mention(span, text, words, EntityKind.PLACE, None, within, found.ground)

    def _pointing(self, ground: Ground, span: Span, words: str) -> _Told | None:
        """«البلدة», «أطراف المدينة»: about the place last named of that kind."""
        bare = ground.landmarks[0]
        before = self._last_named(bare, span)
        if before is None or before.mention.ground is None:
            return None
        landmark = replace(before.mention.ground.landmarks[0], span=bare.span)
        if ground.relation is Relation.AT:
            told = replace(before.mention, span=span, text=span.of(self._text), ground=replace(before.mention.ground, landmarks=(landmark,)))
            return _Told(told, before.kinds, pointing=True)
        within = landmark.candidates[0] if landmark.candidates else None
        mention = Mention(span, span.of(self._text), words, EntityKind.PLACE, None, within, replace(ground, landmarks=(landmark,)))
        return _Told(mention, frozenset(), pointing=True)

    def _last_named(self, bare: Landmark, span: Span) -> _Told | None:
        """The place of the kind that the text named last, those before that the words called so; a town where none was."""
        kind = bare.place_kind or ""
        back = [told for told in reversed(self._told) if told.mention.ground is not None and told.mention.ground.relation is Relation.AT]
        if kind == "country":
            return self._last_state()
        called = (told for told in back if told.mention.ground is not None and told.mention.ground.landmarks[0].place_kind == kind)
        fitting = (told for told in back if kind in told.kinds or (kind in _SETTLEMENTS and told.kinds & _SETTLEMENTS))
        return next(called, None) or next(fitting, None)

    def _last_state(self) -> _Told | None:
        """The state that the text named last, by itself or as that of which a side, a border or a part was told."""
        for told in reversed(self._told):
            landmark = told.mention.ground.landmarks[0] if told.mention.ground is not None else None
            if landmark is not None and landmark.candidates and not landmark.candidates[0].startswith("place/"):
                state = Mention(landmark.span, landmark.name, landmark.name, EntityKind.STATE, landmark.candidates[0], ground=Ground(Relation.AT, (landmark,)))
                return _Told(state, frozenset(), pointing=False)
        return None

    def _grounded(self, place: Mention) -> Mention:
        told = self._overlapping(place.span) or self._called(place)
        if told is not None and told.pointing and place.entity is not None and place.entity != told.mention.entity:
            told = self._called(place) or told  # what the event takes «المدينة» for
        if told is None or told.mention.ground is None:
            return place
        ground = told.mention.ground
        part = place.span.start < told.mention.span.start and place.entity != told.mention.entity and ground.relation is Relation.AT
        return replace(place, ground=replace(ground, relation=Relation.AROUND) if part else ground)

    def _overlapping(self, span: Span) -> _Told | None:
        """The place told by the same words: of several the one that shares most of them."""
        first = max(bisect_left(self._starts, span.start) - 1, 0)
        near = [told for told in self._told[first : bisect_left(self._starts, span.end)] if told.mention.span.overlaps(span)]
        return max(near, key=lambda told: _shared(told.mention.span, span), default=None)

    def _called(self, place: Mention) -> _Told | None:
        """Of a place that only a pronoun tells, what the text said of it last by its name."""
        before = self._told[: bisect_left(self._starts, place.span.start)]
        return next((told for told in reversed(before) if place.name in (told.mention.name, told.mention.text)), None)


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)

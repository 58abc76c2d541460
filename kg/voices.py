"""How the reports of an event are heard: who says each, and as what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from extract.model import Document, EntityKind, EventType
from kg.belief import Voice, reckon
from kg.model import Entity, Event, Report
from kg.naming import is_proper, plain_name
from kg.priors import Capacity, Priors

# Of what is done, who does it or suffers it tells with an interest; of what is said he is the best witness.
_DEEDS = frozenset({
    EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.PROTEST, EventType.RETREAT, EventType.SANCTION, EventType.AID, EventType.COOPERATE,
})  # fmt: skip
_SPEAKING_AS_ONE = frozenset({EntityKind.STATE, EntityKind.GOVERNMENT, EntityKind.MILITARY, EntityKind.ARMED_GROUP})  # two of one body are on one side
_NOBODY_BY_NAME = frozenset({EntityKind.GROUP, EntityKind.CIVILIANS, EntityKind.OBJECT})  # «مصادر», «سكان», «صور»
_UNLISTED = "unlisted/"


class Hearing:
    """Hears the reports of events by what is known of entities and documents.

    By a document's id, `readers` name the extractor that read it, `publishers` the entity that published it.
    """

    def __init__(
        self,
        entities: Mapping[str, Entity],
        documents: Iterable[Document] = (),
        readers: Mapping[str, str] = MappingProxyType({}),
        publishers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._entities = entities
        self._outlets = {document.id: document.source for document in documents}
        self._readers, self._publishers = readers, publishers

    def weighed(self, event: Event, priors: Priors) -> Event:
        """The event with its belief, the number of its sources and the capacities in which they speak."""
        voices = tuple(self.voices(event))
        reckoning = reckon(voices, priors)
        capacities = tuple((report.id, voice.capacity) for report, voice in zip(event.reports, voices, strict=True))
        return replace(event, belief=reckoning.belief, sources=reckoning.sources, capacities=capacities)

    def voices(self, event: Event) -> Iterator[Voice]:
        """Each report of the event as belief hears it, in their order."""
        first = dict(event.quoted)
        sides = [self._bodies(one) for one in (*event.actors, *event.targets)] if event.type in _DEEDS else []
        for report in event.reports:
            mention = report.mention
            text = first.get(report.id, mention.document)
            yield Voice(
                document=mention.document,
                text=text,
                sentence=mention.sentence.start,
                outlet=self._outlets.get(text) or text,
                speaker=report.attributed_to,
                capacity=self._capacity(report, sides),
                confidence=mention.confidence,
                factuality=mention.factuality,
                stance=mention.stance,
                extractor=self._readers.get(mention.document, ""),
                publisher=self._publishers.get(text),
            )

    def _capacity(self, report: Report, sides: Iterable[Mapping[str, bool]]) -> Capacity:
        if report.attributed_to is None:
            return Capacity.OWN
        mine = self._bodies(report.attributed_to)
        if any(mine[body] or side[body] for side in sides for body in mine.keys() & side.keys()):
            return Capacity.PARTY
        return Capacity.ANONYMOUS if self._is_anonymous(report.attributed_to) else Capacity.ATTRIBUTED

    def _is_anonymous(self, speaker: str) -> bool:
        entity = self._entities.get(speaker)
        if entity is None or not speaker.startswith(_UNLISTED):
            return False
        return entity.kind in _NOBODY_BY_NAME or (entity.kind is EntityKind.PERSON and not is_proper(entity.kind, plain_name(entity.label_ar or "")))

    def _bodies(self, identity: str) -> Mapping[str, bool]:
        """Somebody and all that he belongs to, each with whether those who share it are on one side: the two of an alliance need not be."""
        found: dict[str, bool] = {}
        waiting = [identity]
        while waiting:
            one = waiting.pop()
            entity = self._entities.get(one)
            if one not in found:
                found[one] = one == identity or (entity is not None and entity.kind in _SPEAKING_AS_ONE)
                if entity is not None:
                    larger = (entity.parent, entity.member_of, *(body for _, body in entity.held))
                    waiting += [body for body in larger if body is not None and not body.startswith("place/")]
        return found

"""What was weighed when events were assembled, kept for the next build: reports of articles that did not change are not weighed again.

Which reports of two articles are likely one follows from the two articles and from what is known of those that they name, and from nothing
else. So it is kept under a digest of just that, in `weighed.json`, beside a digest of each event. The file holds no word of an article and nothing that
the present articles do not give; lost or damaged, it is made anew.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.model import Entity, Event, Report
from kg.outputs import write_whole
from kg.program import program_digest
from kg.stories import Stories
from ontology.errors import StoreError

WEIGHED_FILE = "weighed.json"

Likely = tuple[float, str, str]  # minus the probability that two reports are one, and their ids, the smaller first
_Weigh = Callable[[], Iterable[Likely]]


@dataclass(slots=True)
class Weighed:
    """The likely pairs of reports of two articles: those of the `former` build where nothing that counts has changed, else weighed now.

    `contexts` give for each article a digest of all that counts of it; without one all is weighed and nothing kept. `anew` counts the pairs of articles
    that were weighed now, `events` are digests of the events by their ids, and `changed` tells how many of these the former build did not have just so.
    """

    former: Mapping[str, Sequence[Likely]] = field(default_factory=dict)
    former_events: Mapping[str, str] = field(default_factory=dict)
    contexts: Mapping[str, str] = field(default_factory=dict)
    likely: dict[str, Sequence[Likely]] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)
    anew: int = 0

    @property
    def changed(self) -> int:
        return sum(self.former_events.get(event) != digest for event, digest in self.events.items())

    def likely_pairs(self, one: str, other: str, reports: Iterable[str], weigh: _Weigh) -> Sequence[Likely]:
        """What `weigh` finds of two articles, of which these `reports` are compared, two and two."""
        if one not in self.contexts or other not in self.contexts:
            return tuple(weigh())
        key = _digest((self.contexts[one], self.contexts[other], *reports))
        found = self.former.get(key)
        if found is None:
            found = tuple(weigh())
            self.anew += 1
        self.likely[key] = found
        return found


def contexts_of(readings: Mapping[str, str], reports: Iterable[Report], entities: Mapping[str, Entity], stories: Stories) -> dict[str, str]:
    """For each article a digest of its reading (as `readings` give it by its id), of its reports as resolved, of all that is known of those whom
    these name and of the larger wholes they belong to, and of what it shares with other articles."""
    told: dict[str, list[object]] = {name: [] for name in readings}
    named: dict[str, set[str]] = {name: set() for name in readings}
    for report in reports:
        sides = report.actors, report.targets, report.places, report.origins, report.destinations, (report.attributed_to,), report.relayed_by
        told[report.mention.document].append((report.id, sides))
        named[report.mention.document].update(one for side in sides for one in side if one is not None)
    known = _Known(entities)
    return {
        name: _digest((
            program_digest(), reading, stories.original(name), stories.source(name), stories.is_same_text(name),
            *sorted(map(repr, told[name])), *known.digests(named[name]),
        ))
        for name, reading in readings.items()
    }  # fmt: skip


class _Known:
    """Digests of entities. Who knows what of whom goes by links, so those that are linked belong to what is known of one."""

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self._entities = entities
        self._digest: dict[str, str] = {}

    def digests(self, named: Iterable[str]) -> list[str]:
        """Of these entities and of all that they lead to, sorted."""
        found: set[str] = set()
        waiting = list(named)
        while waiting:
            one = waiting.pop()
            if one not in found and one in self._entities:
                found.add(one)
                entity = self._entities[one]
                links = entity.parent, entity.member_of, entity.home, entity.nationality, *(body for _, body in entity.held)
                waiting += [link for link in links if link is not None]
        return sorted(map(self._of, found))

    def _of(self, identity: str) -> str:
        if identity not in self._digest:
            entity = self._entities[identity]
            names = () if entity.known else entity.aliases  # of one that tables know, how articles spell it tells nothing more
            links = entity.parent, entity.member_of, entity.home, entity.nationality, sorted(entity.held, key=str)
            ground = entity.coordinates, entity.extent
            self._digest[identity] = _digest((identity, entity.kind, entity.known, entity.bound, entity.label_ar, entity.label_en, names, links, ground))
        return self._digest[identity]


def event_digests(events: Iterable[Event]) -> dict[str, str]:
    """A digest of all that each event says, by its id."""
    found = {}
    for event in events:
        who = event.type, event.actors, event.targets, event.places, event.origins, event.destinations
        what = event.time, event.counts, event.factuality, event.belief, event.sources, event.toll_of
        why = event.reasons, event.quoted, [(one, str(capacity)) for one, capacity in event.capacities], [report.id for report in event.reports]
        found[event.id] = _digest((who, what, why))
    return found


def read_weighed(output: Path, contexts: Mapping[str, str]) -> Weighed:
    """What the last build left in `output`, for articles of these contexts; nothing where it left nothing, or where that cannot be made out."""
    found = _read(output / WEIGHED_FILE)
    if found is None:
        return Weighed(contexts=contexts)
    likely, events = found
    return Weighed({key: tuple((minus, one, other) for minus, one, other in pairs) for key, pairs in likely.items()}, events, contexts)


def drop_weighed(output: Path) -> None:
    """Has the next build weigh all anew. Raises StoreError."""
    try:
        (output / WEIGHED_FILE).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{output / WEIGHED_FILE}: cannot be removed ({error.strerror or error}); check the folder's rights") from error


def keep_weighed(output: Path, weighed: Weighed) -> None:
    """Writes what this build weighed. Raises StoreError."""
    found, events = _to_json(weighed.likely), _to_json(weighed.events)
    text = f'{{"digest": "{_digest((found, events))}",\n"events": {events},\n"likely": {found}}}\n'
    write_whole(output / WEIGHED_FILE, lambda stream: stream.write(text.encode()))


def _read(path: Path) -> tuple[dict[str, Any], dict[str, str]] | None:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        likely, events = value["likely"], value["events"]
        return (likely, events) if value["digest"] == _digest((_to_json(likely), _to_json(events))) else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _to_json(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _digest(parts: Iterable[object]) -> str:
    return sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:32]

"""From readings to a graph on disk: what is resolved, assembled and written, and what of it the last build has left that need not be made again."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.assemble import assemble
from kg.commit import Graphs, Told, commit
from kg.decisions import Decision, of_entities, of_reports
from kg.gazetteer.chosen import Gazetteers, keep_gazetteers, known_entities
from kg.ledger import LEDGER_FOLDER, Ledger
from kg.model import Report
from kg.outputs import write_outputs
from kg.priors import priors_of
from kg.records import doubts_told
from kg.remote.mirror import Mirrored, mirror
from kg.resolve import Resolution, resolve
from kg.state import Kept, State, digest_of, drop_state, files_of, given_of, keep_state, read_state, seals
from kg.stored import Stored, to_ledger
from kg.stories import Stories
from kg.weighed import Weighed, contexts_of, event_digests, keep_weighed, read_weighed


@dataclass(frozen=True, slots=True)
class Way:
    """How a graph is made of readings, and what else its report tells.

    `licence` is None where that of before stays; the store begins empty where it is to be filled `anew`.
    """

    output: Path
    base: str
    decisions: tuple[Decision, ...]
    gazetteers: Gazetteers
    licence: str | None = None
    errors: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A graph as it is on disk, how many of its events were not there just so before, and how many pairs of articles were weighed anew for them."""

    state: State
    changed: int = 0
    weighed: int = 0


def make(way: Way, stored: Mapping[str, Stored], read: Collection[str] = ()) -> Made:
    """Resolves and assembles, and makes store and ledger hold it; nothing that people open is written yet.

    Those that were `read` now are compared with the ledger whole: what it held of them may be damaged.
    """
    resolution = _resolved(way, stored)
    stories = Stories(one.reading.document for one in stored.values())
    weighed = read_weighed(way.output, contexts_of({name: one.digest for name, one in stored.items()}, resolution.reports, resolution.entities, stories))
    graphs = _graphs(way, stored, resolution, stories, weighed)
    weighed.events = event_digests(graphs.events)
    former = read_state(way.output)
    drop_state(way.output)
    keep_gazetteers(way.output, way.gazetteers)
    kept_of = {} if former is None else {name: made for name, made in former.made().items() if name not in read}
    done = commit(way.output, lambda name: to_ledger(stored[name]), graphs, kept_of, way.anew)
    keep_weighed(way.output, weighed)
    sealed = seals(Ledger(way.output / LEDGER_FOLDER))
    kept = {name: Kept(one.source, sealed[name], done.made[name], tuple(doubts_told(one.reading))) for name, one in sorted(stored.items())}
    figures = len(stored), len(resolution.reports), len(graphs.events), len(resolution.entities)
    given = given_of(way.output, way.base, done.licence, way.decisions, way.gazetteers)
    return Made(State(given, kept, figures), weighed.changed, weighed.anew)


def graphs_anew(way: Way, stored: Mapping[str, Stored]) -> Graphs:
    """What `make` makes store and ledger hold, made of the readings alone and written nowhere. Raises InputError for unusable gazetteers and priors."""
    return _graphs(way, stored, _resolved(way, stored), Stories(one.reading.document for one in stored.values()))


def write(way: Way, state: State) -> Mirrored | None:
    """Writes the files that people open, unless they are there as they are to be, and then the proof that all is done; sends the graph on at last."""
    doubts = [doubt for _, kept in sorted(state.documents.items()) for doubt in kept.doubts]
    account = {"errors": list(way.errors), "notices": list(way.notices), "doubts": doubts}
    told = digest_of(json.dumps(account))
    if state.told != told or state.files != files_of(way.output):
        keep_gazetteers(way.output, way.gazetteers)
        write_outputs(way.output, way.base, account)
        keep_state(way.output, replace(state, told=told, files=files_of(way.output)))
    return mirror(way.output)


def _resolved(way: Way, stored: Mapping[str, Stored]) -> Resolution:
    return resolve([one.reading for one in stored.values()], known_entities(way.gazetteers), of_entities(way.decisions))


def _graphs(way: Way, stored: Mapping[str, Stored], resolution: Resolution, stories: Stories, weighed: Weighed | None = None) -> Graphs:
    documents, readers = [one.reading.document for one in stored.values()], {name: one.run.name for name, one in stored.items()}
    decided, priors = of_reports(way.decisions), priors_of(way.output)
    events = assemble(resolution.reports, resolution.entities, documents, decided, readers, priors, resolution.publishers, stories, weighed)
    reports: dict[str, list[Report]] = {name: [] for name in stored}
    for report in resolution.reports:
        reports[report.mention.document].append(report)
    told = {name: Told(one.reading, reports[name], one.run, one.digest) for name, one in sorted(stored.items())}
    named = resolution.places, resolution.holdings, resolution.publishers
    return Graphs(told, events, resolution.entities, *named, way.base, way.licence, resolution.affiliations)

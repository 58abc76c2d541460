"""How well reports of one happening meet in one event: pairs of annotated reports, against a table of which of them are the same.

    python tools/assembly_score.py [--articles corpus] [--wrong] [--missed]

Each article is read and assembled with all others. An annotated report counts where the extractor finds it. A pair of the same
group and label is to meet; a pair of which one is marked `different`, or of two groups, is not. Two labels of one group («the strike», «the
deaths in it») may meet or not. Pairs within one article count as those across do.
"""

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from extract.annotation import read_gold
from extract.evaluate import align
from extract.model import Document, Reading
from extract.read.documents import read_documents
from kg.assemble import assemble
from kg.model import Entity, Report
from kg.resolve import resolve
from kg.workers import rule_extractor
from ontology.known import load_entities
from tools.annotated import ROOT, prediction_of


@dataclass(frozen=True, slots=True)
class Told:
    """What the table says of a report: the happenings of its group that it tells (`same`), and those that it only resembles (`different`)."""

    group: str
    same: frozenset[str] = frozenset()
    different: frozenset[str] = frozenset()

    @property
    def labels(self) -> frozenset[str]:
        return self.same | self.different


@dataclass(frozen=True, slots=True)
class Annotation:
    """Annotated articles as the extractor reads them; `told` by the ids of the annotated reports that it finds, of `rows` in the table."""

    documents: Sequence[Document]
    reports: Sequence[Report]
    entities: Mapping[str, Entity]
    told: Mapping[str, Told]
    rows: int
    groups: Mapping[str, str]

    def group(self, document: str) -> str:
        """The group of articles that a document stands in, else its own id."""
        return self.groups.get(document, document)

    def reports_of(self, document: str) -> list[Report]:
        """The annotated reports of a document of some group."""
        return [report for report in self.reports if report.mention.document == document and report.id in self.told]

    def labelled(self) -> list[Report]:
        """The reports of which the table says what they tell."""
        return [report for report in self.reports if report.id in self.told and self.told[report.id].labels]

    def wanted(self, one: str, other: str) -> bool | None:
        """Whether two reports are to meet; None where either will do: what is labelled differently or not at all within its group."""
        a, b = self.told[one], self.told[other]
        if a.group != b.group:
            return False
        if a.same & b.same:
            return True
        if a.same & b.different or b.same & a.different:
            return False
        return None if bool(a.labels) == bool(b.labels) else False


def annotation(folder: Path) -> Annotation:
    """The articles of a folder with `gold.jsonl` and `same_events.tsv`, read by the extractor as it ships."""
    documents = [found for found in read_documents([folder], folder / "manifest.csv") if isinstance(found, Document)]
    extractor = rule_extractor()
    readings = [extractor.read(document) for document in documents]
    resolution = resolve(readings, load_entities())
    rows = list(csv.DictReader((folder / "same_events.tsv").open(encoding="utf-8"), delimiter="\t"))
    groups = {row["document"]: row["group"] for row in rows}
    labels = {key: _told(mine) for key, mine in _by_event(rows).items()}
    found = _found(readings, resolution.reports, folder / "gold.jsonl")
    told = {report.id: labels.get(key, Told(groups[key[0]])) for key, report in found.items() if key[0] in groups}
    return Annotation(documents, resolution.reports, resolution.entities, told, len(rows), groups)


def _by_event(rows: Iterable[Mapping[str, str]]) -> Mapping[tuple[str, str], Sequence[Mapping[str, str]]]:
    found: defaultdict[tuple[str, str], list[Mapping[str, str]]] = defaultdict(list)
    for row in rows:
        found[row["document"], row["event"]].append(row)
    return found


def _told(rows: Sequence[Mapping[str, str]]) -> Told:
    same, different = (frozenset(row["label"] for row in rows if row["relation"] == relation) for relation in ("same", "different"))
    return Told(rows[0]["group"], same, different)


def _found(readings: Sequence[Reading], reports: Iterable[Report], gold: Path) -> Mapping[tuple[str, str], Report]:
    """For each annotated event that was found, by document and id, its report."""
    by_document: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        by_document[report.mention.document].append(report)
    annotated = read_gold(gold)
    found: dict[tuple[str, str], Report] = {}
    for reading in readings:
        events = [event for event in annotated if event.document == reading.document.id]
        mine = by_document[reading.document.id]
        pairs = align(events, [prediction_of(report.mention, reading.document) for report in mine])
        found.update({(reading.document.id, events[i].id or ""): mine[j] for i, j in pairs.items()})
    return found


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs of annotated reports: those that met, rightly and wrongly, and those that did not though they are one."""

    right: Sequence[tuple[Report, Report]]
    wrong: Sequence[tuple[Report, Report]]
    missed: Sequence[tuple[Report, Report]]

    @property
    def precision(self) -> float:
        return len(self.right) / max(1, len(self.right) + len(self.wrong))

    @property
    def recall(self) -> float:
        return len(self.right) / max(1, len(self.right) + len(self.missed))

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


def score(found: Annotation) -> Score:
    """The articles' reports, assembled, against the table."""
    event_of = {report.id: event.id for event in assemble(found.reports, found.entities, found.documents) for report in event.reports}
    labelled = sorted(found.labelled(), key=lambda report: report.id)
    pairs: defaultdict[tuple[bool | None, bool], list[tuple[Report, Report]]] = defaultdict(list)
    for a, b in combinations(labelled, 2):
        pairs[found.wanted(a.id, b.id), event_of[a.id] == event_of[b.id]].append((a, b))
    return Score(pairs[True, True], pairs[False, True], pairs[True, False])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=Path, default=ROOT / "corpus")
    parser.add_argument("--wrong", action="store_true", help="show the pairs that should not have met")
    parser.add_argument("--missed", action="store_true", help="show the pairs that should have met")
    options = parser.parse_args(arguments)
    found = annotation(options.articles)
    result = score(found)
    for title, shown, pairs in (("met, but are two", options.wrong, result.wrong), ("one, but did not meet", options.missed, result.missed)):
        for a, b in pairs if shown else ():
            print(f"{title}: {_words(a, found)}  |  {_words(b, found)}")
    right, wrong, missed = len(result.right), len(result.wrong), len(result.missed)
    print(f"{len(found.labelled())} of {found.rows} reports found; of pairs: {right} met rightly, {wrong} wrongly, {missed} did not meet")
    print(f"pairwise P {result.precision:.3f}  R {result.recall:.3f}  F1 {result.f1:.3f}")
    return 0


def _words(report: Report, found: Annotation) -> str:
    mention, told = report.mention, found.told[report.id]
    text = next(document.text for document in found.documents if document.id == mention.document)
    roles = (("", report.actors), ("→", report.targets), ("@", report.places))
    parties = " ".join(f"{sign}{found.entities[i].label_ar}" for sign, ids in roles for i in ids)
    when, labels = mention.time.edtf if mention.time else None, "/".join(sorted(told.labels))
    return f"{told.group}.{labels} {mention.document} {mention.type} «{mention.trigger.of(text)}» {parties} {when or ''}".rstrip()


if __name__ == "__main__":
    sys.exit(main())

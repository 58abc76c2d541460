"""Lists what assembling takes for one event in any articles, with the sentences, for a person to read and judge.

    python -m tools.merges PATH…        files or folders; what `manifest.csv` of a folder says of its articles counts

Nothing is written: the sentences are other people's.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from extract.model import Document, Span
from extract.read.documents import read_documents
from kg.assemble import assemble
from kg.model import Entity, Event, Report
from kg.resolve import resolve
from kg.workers import rule_extractor
from ontology.known import load_entities


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("articles", nargs="+", type=Path)
    options = parser.parse_args(arguments)
    documents = list(read_articles(options.articles))
    extractor = rule_extractor()
    resolution = resolve([extractor.read(document) for document in documents], load_entities())
    events = assemble(resolution.reports, resolution.entities, documents)
    merged = sorted((event for event in events if len(event.reports) > 1), key=_place_in_line)
    texts = {document.id: document.text for document in documents}
    for event in merged:
        print(told(event, resolution.entities, texts), end="\n\n")
    across = sum(len({report.mention.document for report in event.reports}) > 1 for event in merged)
    print(f"{len(resolution.reports)} reports in {len(events)} events; {len(merged)} of several reports, {across} of several articles")
    return 0


def read_articles(paths: Sequence[Path]) -> Iterator[Document]:
    """The articles under the paths, each once, with what the manifest beside them says."""
    by_folder: dict[Path, list[Path]] = {}
    for path in paths:
        by_folder.setdefault(path if path.is_dir() else path.parent, []).append(path)
    for folder, mine in by_folder.items():
        manifest = folder / "manifest.csv"
        found = read_documents(mine, manifest if manifest.exists() else None)
        yield from (document for document in found if isinstance(document, Document))


def _place_in_line(event: Event) -> tuple[str, int]:
    return min((report.mention.document, report.mention.trigger.start) for report in event.reports)


def told(event: Event, entities: Mapping[str, Entity], texts: Mapping[str, str]) -> str:
    """An event with each of its reports on a line: who, to whom, where, when, and the sentence."""
    when = event.time.edtf if event.time else None
    counts = " ".join(f"{count.kind.value} {count.low}" for count in event.counts)
    lines = [f"{event.type} {_roles(event, entities)} {when or ''} {counts}".rstrip()]
    for report in sorted(event.reports, key=lambda report: (report.mention.document, report.mention.trigger)):
        mention, text = report.mention, texts[report.mention.document]
        when = mention.time.edtf if mention.time else None
        lines.append(f"    {mention.document} {mention.type} {_roles(report, entities)} {when or ''} {mention.factuality.value}")
        lines.append(f"        {_marked(mention.sentence, mention.trigger, text)}")
    return "\n".join([*lines, *(f"    because: {reason}" for reason in event.reasons)])


def _marked(sentence: Span, trigger: Span, text: str) -> str:
    """The sentence on one line, the word that tells the event between brackets."""
    before, behind = text[sentence.start : trigger.start], text[trigger.end : sentence.end]
    return " ".join(f"{before}[{trigger.of(text)}]{behind}".split())


def _roles(told_of: Event | Report, entities: Mapping[str, Entity]) -> str:
    roles = (("", told_of.actors), ("→", told_of.targets), ("@", told_of.places))
    return " ".join(f"{sign}{entities[identity].label_ar}" for sign, identities in roles for identity in identities)


if __name__ == "__main__":
    sys.exit(main())

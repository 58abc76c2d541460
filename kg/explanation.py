"""Event records told for people: the sentence with its trigger marked, then each slot with its value and why it has it."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from kg.terminal_text import isolate, mixed, one_line
from ontology.terms import DATA

Record = Mapping[str, Any]

_WIDTH = len("attributed_to")


def explain_records(records: Iterable[Record]) -> Iterator[str]:
    """The records (`extract.record`) by document, each document's name above its events, an event a paragraph that ends in an empty line."""
    for name, group in groupby(records, key=lambda record: record["doc"]):
        yield f"{isolate(name)}\n\n"
        yield from ("".join(f"{line}\n" for line in (*_lines(record), "")) for record in group)


def _lines(record: Record) -> Iterator[str]:
    yield _marked(record)
    reasons = record["reasons"]
    for slot, value in _values(record):
        why = reasons.get(slot)
        yield f"  {slot:<{_WIDTH}} {value}" + (f" ← {mixed(why)}" if why else "")
    yield f"  {'rule':<{_WIDTH}} {mixed(record['rule'])}; confidence {record['confidence']:.2f}"


def _marked(record: Record) -> str:
    """The sentence with ⟦ ⟧ around the trigger."""
    sentence, trigger = record["sentence"], record["trigger"]
    first, last = trigger["start"] - sentence["start"], trigger["end"] - sentence["start"]
    return isolate(marked(sentence["text"], first, last))


def marked(sentence: str, start: int, end: int) -> str:
    """The sentence with ⟦ ⟧ around its trigger, which is given by its place in it."""
    return f"{sentence[:start]}⟦{sentence[start:end]}⟧{sentence[end:]}"


def _values(record: Record) -> Iterator[tuple[str, str]]:
    """The slots that have a value, by the name that `reasons` gives them too."""
    yield "type", record["type"]
    for role in ("actor", "target", "place"):
        if record[role]:
            yield role, "; ".join(map(_participant, record[role]))
    if record["date"]:
        yield "date", record["date"]["value"] or "vague"
    yield "factuality", record["factuality"]
    if record["attributed_to"]:
        yield "attributed_to", _participant(record["attributed_to"])
    if record["figures"]:
        yield "counts", "; ".join(map(_figure, record["figures"]))


def _participant(mention: Record) -> str:
    """The resolved name, with the id of the known entity: «قسد [actor/sdf]»."""
    known = mention["entity"]
    return isolate(mention["label"]) + (f" [{one_line(known.removeprefix(DATA))}]" if known else "")


def _figure(count: Record) -> str:
    low, high = count["low"], count["high"]
    return f"{count['kind']} {count['exactness']} {high if low == 0 and high is not None else low}".replace(" exact ", " ")

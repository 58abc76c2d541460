"""The annotated articles of `corpus/`: read by the project's own readers, every offset and every reference holds."""

import csv
import json
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from extract.agreement import days_of, likeness
from extract.annotation import OPTIONAL, SLOTS, read_gold
from extract.model import CountKind, Document, EventType, Factuality
from extract.read.documents import read_documents

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@cache
def documents() -> Mapping[str, Document]:
    found = list(read_documents(sorted(CORPUS.glob("*.txt")), CORPUS / "manifest.csv"))
    assert all(isinstance(document, Document) for document in found), found
    return {document.id: document for document in found if isinstance(document, Document)}


@cache
def events() -> Mapping[str, Mapping[str, Any]]:
    lines = (CORPUS / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return {event["id"]: event for event in map(json.loads, lines)}


@cache
def same_events() -> tuple[Mapping[str, str], ...]:
    with (CORPUS / "same_events.tsv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file, delimiter="\t"))


def test_the_scorer_reads_every_event_of_every_article() -> None:
    gold = read_gold(CORPUS / "gold.jsonl")
    assert len(gold) == len(events())  # so no id is given twice
    assert {event.document for event in gold} == set(documents())


def test_every_article_is_listed_and_dated() -> None:
    assert [name for name, document in documents().items() if not (document.published and document.source and document.title and document.url)] == []
    assert [name for name, document in documents().items() if document.title != document.text.partition("\n")[0]] == []


def test_triggers_stand_where_they_say() -> None:
    spans = [(id_, documents()[event["doc"]].text[t["start"] : t["end"]], t["text"]) for id_, event in events().items() for t in event["triggers"]]
    assert [span for span in spans if span[1] != span[2] or not span[1].strip()] == []


def test_events_are_numbered_by_their_article() -> None:
    assert [id_ for id_, event in events().items() if id_.split("-")[0] != event["doc"].split("-")[0]] == []


def test_every_type_is_there_and_often_enough_to_learn_from() -> None:
    core = Counter(event["types"][0] for event in events().values() if event["core"])
    assert {type_ for event in events().values() for type_ in event["types"]} == {type_.value for type_ in EventType}
    assert min(core[type_] for type_ in EventType) >= 25


@pytest.mark.parametrize("slot", SLOTS)
def test_the_first_name_of_a_filler_stands_in_its_article(slot: str) -> None:
    strange = [(id_, names[0]) for id_, event in events().items() for names in event[slot] if names == [OPTIONAL] or not _occurs(names[0], event["doc"])]
    assert strange == []


def test_factuality_dates_and_counts_are_known_values() -> None:
    assert {event["factuality"] for event in events().values()} == {factuality.value for factuality in Factuality}
    assert [id_ for id_, event in events().items() if event["date"] and days_of(event["date"]) is None] == []
    assert {kind for event in events().values() for kind in event["counts"]} <= {kind.value for kind in CountKind}


def test_same_events_name_existing_events_of_their_document() -> None:
    assert [row for row in same_events() if events().get(row["event"], {"doc": None})["doc"] != row["document"]] == []
    assert {row["relation"] for row in same_events()} == {"same", "different"}


def test_every_group_joins_articles_and_no_event_is_both_same_and_different() -> None:
    rows = sorted(same_events(), key=lambda row: row["group"])
    groups = {group: list(members) for group, members in groupby(rows, key=lambda row: row["group"])}
    assert len(groups) >= 10
    assert [group for group, members in groups.items() if len({row["document"] for row in members}) < 2] == []
    same, different = (
        {(row["group"], row["label"], row["event"]) for row in same_events() if row["relation"] == relation} for relation in ("same", "different")
    )
    assert same.isdisjoint(different)
    assert {key[:2] for key in different} <= {key[:2] for key in same}


def _occurs(name: str, document: str) -> bool:
    return all(_stands_in(word, document) for word in name.split())


@cache
def _stands_in(word: str, document: str) -> bool:
    """Whether it is a word of the article, particles aside; a sign alone is no word."""
    return not likeness(word, word) or any(likeness(word, other) == 1 for other in re.split(r"[\s«»]+", documents()[document].text))

"""Judging likenesses: the evidence of a pair, decisions that the next build replays, and that leave no trace once undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest

from extract.model import Attribution, Document, EntityKind, EventMention, EventType, Mention, Office, Reading, Span
from kg.build import build, forget, renew
from kg.decisions import DECISIONS_FILE
from kg.ledger import LEDGER_FOLDER
from kg.likeness import Judgement
from kg.outputs import OUTPUTS
from kg.query import answer
from kg.review import Pair, Review
from kg.review_text import format_pair, format_pairs
from kg.store import STORE_FOLDER, GraphStore
from kg.tables import Table
from ontology.errors import InputError, StoreError
from ontology.terms import DATA

NOON = datetime(2022, 5, 18, 12, tzinfo=UTC)
ARTICLES: Mapping[str, str] = {
    "alpha": "هاجم | الضابط وين ماروتو | كشافة وادي الرمل",
    "beta": "هاجم | وين ماروطو | كشافة وادي الرمل",
    "gamma": "هاجم | وين مارتو | كشافة وادي الرمل",
}
ONE, OTHER, THIRD = "الضابط وين ماروتو", "وين ماروطو", "وين مارتو"


@dataclass(frozen=True)
class LineExtractor:
    """Reads lines «trigger | person | body»; the body says so too."""

    name: str = "lines"
    version: str = "1"

    def read(self, document: Document) -> Reading:
        events = tuple(_event(document, line) for line in document.text.splitlines() if "|" in line)
        officers = (actor for event in events for actor in event.actors if actor.name.startswith("الضابط"))
        return Reading(document, events, offices=tuple(Office(actor.span, actor, title="الضابط") for actor in officers))


def _event(document: Document, line: str) -> EventMention:
    start = document.text.index(line)
    spans = [(part.strip(), document.text.index(part.strip(), start)) for part in line.split("|")]
    trigger, actor, target = (Span(at, at + len(text)) for text, at in spans)
    person = Mention(actor, actor.of(document.text), actor.of(document.text), EntityKind.PERSON)
    body = Mention(target, target.of(document.text), target.of(document.text), EntityKind.ORGANIZATION)
    return EventMention(document.id, Span(start, start + len(line)), trigger, EventType.ASSAULT, (person,), (body,), attribution=Attribution(body))


def lines() -> LineExtractor:
    return LineExtractor()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "manifest.csv").write_text("file,source,published\nalpha.txt,بريد الهضاب,2022-05-18\n", encoding="utf-8")
    return folder


@pytest.fixture
def graph(articles: Path, tmp_path: Path) -> Path:
    build([articles], tmp_path / "out", articles / "manifest.csv", lines)
    return tmp_path / "out"


def files(graph: Path) -> dict[str, bytes]:
    """What people open, and the truth on disk."""
    return {path.name: path.read_bytes() for path in [*(graph / name for name in OUTPUTS), *sorted((graph / LEDGER_FOLDER).iterdir())]}


def turtle(graph: Path) -> str:
    return (graph / "graph.ttl").read_text(encoding="utf-8")


def links(graph: Path) -> set[frozenset[str]]:
    """The pairs that are possibly the same, by label; each is told both ways."""
    with GraphStore.open(graph / STORE_FOLDER, read_only=True) as store:
        found = answer(store, "SELECT ?a ?b WHERE { ?x kh:possiblySame ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }")
    assert isinstance(found, Table)
    told = [tuple(cell.value for cell in row if cell is not None) for row in found.rows]
    assert {pair[::-1] for pair in told} == set(told)
    return set(map(frozenset, told))


def pair_of(review: Review, *names: str) -> Pair:
    (found,) = [pair for pair in review.pairs() if {pair.one.names[0], pair.other.names[0]} == set(names)]
    return found


def test_the_evidence_stands_side_by_side(graph: Path) -> None:
    pair = pair_of(Review(graph), ONE, OTHER)
    one, other = sorted((pair.one, pair.other), key=lambda side: side.names != (ONE,))
    assert (one.kind, one.offices, other.offices) == ("person", ("الضابط",), ())
    assert [(article.document, article.source, article.published) for article in one.articles] == [("alpha", "بريد الهضاب", "2022-05-18")]
    assert (one.sentence, other.sentence) == (ARTICLES["alpha"], ARTICLES["beta"])
    assert (pair.rules, pair.decision) == (Judgement.UNSURE, None) and "spelled" in pair.why
    told = format_pair(pair)
    assert all(words in told for words in (pair.one.id, pair.other.id, ONE, OTHER, "الضابط", "alpha", "بريد الهضاب", ARTICLES["beta"], "spelled"))
    assert format_pairs([], "text") and format_pairs([], "json") == "[]"


def test_a_pair_is_linked_then_one_then_linked_again_byte_for_byte(articles: Path, graph: Path) -> None:
    before = files(graph)
    assert links(graph) == {frozenset(pair) for pair in combinations((ONE, OTHER, THIRD), 2)}
    Review(graph).decide(ONE, OTHER, "same", "the same office")
    assert files(graph) == before, "a decision is a line of text until the graph is made anew"
    renew(graph)
    assert f'skos:altLabel "{OTHER}"@ar' in turtle(graph) and len(links(graph)) == 1
    merged = files(graph)
    build([articles], graph, articles / "manifest.csv", lines)
    assert files(graph) == merged, "every build replays the decisions"
    Review(graph).undo(OTHER, ONE)
    renew(graph)
    assert files(graph) == before


@pytest.mark.parametrize("judgement", ["same", "different", "unsure"])
def test_every_judgement_is_undone_without_a_trace(graph: Path, judgement: str) -> None:
    before = files(graph)
    Review(graph).decide(ONE, OTHER, judgement)
    renew(graph)
    assert (files(graph) == before) is (judgement == "unsure")
    Review(graph).undo(ONE, OTHER)
    renew(graph)
    assert files(graph) == before


def test_different_takes_the_link_away_and_leaves_the_others(graph: Path) -> None:
    Review(graph).decide(ONE, OTHER, "different")
    renew(graph)
    assert links(graph) == {frozenset((ONE, THIRD)), frozenset((OTHER, THIRD))}


def test_decisions_hold_time_reason_and_names_in_a_sorted_table(graph: Path) -> None:
    review = Review(graph)
    review.decide(OTHER, THIRD, "unsure", time=NOON)
    review.decide(ONE, OTHER, "same", "two lines\nof\treason", NOON)
    review.decide(OTHER, ONE, "different", "on second thoughts", NOON)
    header, *rows = [line.split("\t") for line in (graph / DECISIONS_FILE).read_text(encoding="utf-8").splitlines()]
    assert header == ["one", "other", "judgement", "time", "reason", "name", "other_name"]
    assert rows == sorted(rows) and len(rows) == 2
    assert ["different", "2022-05-18T12:00:00Z", "on second thoughts"] in [row[2:5] for row in rows]
    assert {name for row in rows for name in row[5:]} == {ONE, OTHER, THIRD}


def test_a_file_of_ones_own_serves_any_graph(articles: Path, graph: Path, tmp_path: Path) -> None:
    own = tmp_path / "reviewed.tsv"
    with pytest.raises(InputError, match=r"reviewed\.tsv"):
        build([articles], graph, articles / "manifest.csv", lines, decisions=own)
    Review(graph, own).decide(ONE, OTHER, "same")
    assert not (graph / DECISIONS_FILE).exists()
    build([articles], tmp_path / "second", articles / "manifest.csv", lines, decisions=own)
    renew(graph, own)
    assert files(tmp_path / "second") == files(graph)
    forget("gamma", graph, own)
    assert f'altLabel "{ONE}"' in turtle(graph) or f'altLabel "{OTHER}"' in turtle(graph)


def test_a_decision_outlives_the_article_and_waits_for_it(articles: Path, graph: Path) -> None:
    Review(graph).decide(ONE, OTHER, "same")
    renew(graph)
    merged = files(graph)
    forget("beta", graph)
    (pair,) = [pair for pair in Review(graph).pairs() if pair.decision]
    assert {pair.one.names[0], pair.other.names[0]} == {ONE, OTHER}
    build([articles / "beta.txt"], graph, articles / "manifest.csv", lines)
    assert files(graph) == merged


def test_what_follows_from_decisions_is_not_asked(graph: Path) -> None:
    review, asked = Review(graph), []
    for pair in review.open_pairs():
        asked.append(pair)
        review.decide(pair.one.id, pair.other.id, "same")
    assert len(asked) == 2 and len(review.decisions) == 2, "the third is the same by the other two"
    assert review.changed and list(Review(graph).open_pairs()) == [] and not Review(graph).changed


def test_entities_by_id_iri_and_name(graph: Path) -> None:
    review = Review(graph)
    pair = pair_of(review, ONE, OTHER)
    first = review.decide(pair.one.id, f"<{DATA}{pair.other.id}>", "same", time=NOON)
    second = review.decide(ONE, f"«{OTHER}»", "same", time=NOON)
    assert first == second
    assert review.decide(ONE, "isis", "different").one == "isis"


@pytest.mark.parametrize(
    ("one", "other", "judgement", "words"),
    [
        (ONE, "لا أحد", "same", "لا أحد"),
        (ONE, "", "same", "no entities"),
        (ONE, ONE, "same", "one entity"),
        (ONE, OTHER, "perhaps", "perhaps"),
        ("sdf", "isis", "same", "reviewed tables"),
    ],
)
def test_what_cannot_be_decided_changes_nothing(graph: Path, one: str, other: str, judgement: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        Review(graph).decide(one, other, judgement)
    assert not (graph / DECISIONS_FILE).exists()


def test_a_decision_that_contradicts_others_is_refused(graph: Path) -> None:
    review = Review(graph)
    review.decide(ONE, OTHER, "same")
    review.decide(OTHER, THIRD, "same")
    kept = (graph / DECISIONS_FILE).read_bytes()
    with pytest.raises(InputError, match="undo"):
        review.decide(ONE, THIRD, "different")
    assert (graph / DECISIONS_FILE).read_bytes() == kept


def test_nothing_to_undo_and_no_graph(graph: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--list"):
        Review(graph).undo(ONE, OTHER)
    with pytest.raises(StoreError, match="kg build"):
        Review(tmp_path / "absent")

"""Judging what reports tell: pairs in doubt with their evidence, decisions that every build replays, and that leave no trace once undone."""

import shutil
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

import pytest

from kg.account import account
from kg.account_text import format_account
from kg.build import build, forget, renew
from kg.decisions import DECISIONS_FILE, of_report
from kg.event_review import EventReview
from kg.event_review_text import format_event_pair, format_event_pairs
from kg.event_sides import EventPair
from kg.ledger import LEDGER_FOLDER
from kg.likeness import Judgement
from kg.outputs import OUTPUTS
from kg.query import answer
from kg.review import Review
from kg.store import STORE_FOLDER, GraphStore
from kg.tables import Table
from kg.validate import check
from ontology.errors import InputError, StoreError
from ontology.terms import DATA

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ARTICLES = sorted([*EXAMPLES.glob("0[12]*.txt"), *EXAMPLES.glob("16*.txt")])
NOON = datetime(2022, 5, 18, 12, tzinfo=UTC)
HOSTILE = 'two\nlines,\ta \x1b[31mcolour\u202e, " and \\ <b>«'


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("events") / "out"
    build(ARTICLES, output, EXAMPLES / "manifest.csv")
    return output


@pytest.fixture
def graph(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "out"))


def add(name: str, graph: Path) -> None:
    build([EXAMPLES / f"{name}.txt"], graph, EXAMPLES / "manifest.csv")


def files(graph: Path) -> dict[str, bytes]:
    """What people open, and the truth on disk."""
    return {path.name: path.read_bytes() for path in [*(graph / name for name in OUTPUTS), *sorted((graph / LEDGER_FOLDER).iterdir())]}


def events(graph: Path) -> dict[str, str]:
    """For each report the event that the graph on disk gives it to."""
    with GraphStore.open(graph / STORE_FOLDER, read_only=True) as store:
        found = answer(store, "SELECT ?report ?event WHERE { ?report kh:reports ?event }")
    assert isinstance(found, Table)
    return {report.removeprefix(DATA): event.removeprefix(DATA) for report, event in found.texts()}


def told(graph: Path, event: str) -> str:
    with GraphStore.open(graph / STORE_FOLDER, read_only=True) as store:
        return format_account(account(store, DATA + event))


def conforms(graph: Path) -> bool:
    with GraphStore.open(graph / STORE_FOLDER, read_only=True) as store:
        return check(store, {article.stem: article.read_text(encoding="utf-8") for article in ARTICLES}).conforms


def of_two_documents(review: EventReview, joined: bool) -> EventPair:
    return next(pair for pair in review.pairs() if pair.joined is joined and pair.one.document != pair.other.document)


def test_what_is_in_doubt_stands_first_where_the_graph_is_likeliest_wrong(graph: Path) -> None:
    pairs, home = EventReview(graph).pairs(), events(graph)
    assert {pair.joined for pair in pairs} == {True, False}
    doubts = [1 - (pair.probability or 0) if pair.joined else pair.probability or 0 for pair in pairs]
    assert doubts == sorted(doubts, reverse=True) and min(doubts) >= 0.25
    for pair in pairs:
        assert (pair.one.event, pair.other.event) == (home[pair.one.id], home[pair.other.id])
        assert pair.joined is (pair.one.event == pair.other.event) and pair.decision is None
    between = [frozenset((pair.one.event, pair.other.event)) for pair in pairs if not pair.joined]
    assert len(set(between)) == len(between), "two events are asked of once"
    within = [pair.one for pair in pairs if pair.joined]
    assert all(sum(other.event == one.event for other in within) < one.reports for one in within), "so many links at most as hold the event together"


def test_the_evidence_stands_side_by_side(graph: Path) -> None:
    pair = of_two_documents(EventReview(graph), joined=True)
    text = format_event_pair(pair)
    assert pair.probability is not None and f"one event, probability {pair.probability:.2f}" in text and pair.reasons
    for side in (pair.one, pair.other):
        assert side.sentence is not None and side.trigger is not None
        article = (EXAMPLES / f"{side.document}.txt").read_text(encoding="utf-8")
        assert side.sentence in article
        trigger = side.trigger.of(side.sentence)
        assert f"⟦{trigger}⟧" in text and trigger
        for words in (side.id, side.event, side.type, side.date, side.document, side.source, side.published, *side.actors, *side.targets, *side.places):
            assert words is None or words in text
    assert "nothing" in format_event_pairs([], "text") and format_event_pairs([], "json") == "[]"


def test_two_events_are_made_one_and_two_again_byte_for_byte(graph: Path) -> None:
    before, review = files(graph), EventReview(graph)
    pair = of_two_documents(review, joined=False)
    former = {report for report, event in events(graph).items() if event in (pair.one.event, pair.other.event)}
    review.decide(pair.one.id, pair.other.id, "same", HOSTILE, NOON)
    assert files(graph) == before, "a decision is a line of text until the graph is made anew"
    renew(graph)
    home = events(graph)
    assert {report for report, event in home.items() if event == home[pair.one.id]} == former, "the events become one whole"
    assert "by decision of a person: two lines, a [31mcolour" in told(graph, home[pair.one.id])
    assert conforms(graph)
    merged = files(graph)
    add(ARTICLES[0].stem, graph)
    assert files(graph) == merged, "every build replays the decisions"
    EventReview(graph).undo(pair.other.id, pair.one.id)
    renew(graph)
    assert files(graph) == before


def test_an_event_is_divided_and_whole_again_byte_for_byte(graph: Path) -> None:
    before, review = files(graph), EventReview(graph)
    pair = of_two_documents(review, joined=True)
    review.decide(pair.one.id, pair.other.id, "different", "two raids")
    renew(graph)
    home = events(graph)
    assert home[pair.one.id] != home[pair.other.id]
    assert f"kept apart from what {pair.other.document} tells, by decision of a person: two raids" in told(graph, home[pair.one.id])
    assert conforms(graph)
    EventReview(graph).undo(pair.one.id, pair.other.id)
    renew(graph)
    assert files(graph) == before


@pytest.mark.parametrize("judgement", [Judgement.SAME, Judgement.DIFFERENT, Judgement.UNSURE])
def test_what_the_graph_says_already_may_be_decided_too(graph: Path, judgement: Judgement) -> None:
    """So that it stays, whatever else is found; the pair is not asked of again."""
    before, review = events(graph), EventReview(graph)
    pair = of_two_documents(review, joined=judgement is Judgement.SAME)
    review.decide(pair.one.id, pair.other.id, judgement)
    renew(graph)
    assert events(graph) == before
    again = EventReview(graph)
    assert {pair.one.id, pair.other.id} not in [{one.one.id, one.other.id} for one in again.open_pairs()]
    (decided,) = [one for one in again.pairs() if one.decision]
    assert (decided.one.id, decided.other.id, decided.joined) == (pair.one.id, pair.other.id, pair.joined)


def test_events_by_id_and_iri(graph: Path) -> None:
    review = EventReview(graph)
    pair = of_two_documents(review, joined=False)
    assert pair.one.event and pair.other.event
    first = review.decide(f"<{DATA}{pair.one.event}>", pair.other.event.removeprefix("event/"), "same", time=NOON)
    assert [decision.pair for decision in first] == [(pair.one.id, pair.other.id)], "two events are judged by their likeliest pair"
    assert review.decide(DATA + pair.one.id, pair.other.id.removeprefix("report/"), "same", time=NOON) == first
    assert review.undo(pair.one.event, pair.other.event) == first


def test_a_report_is_taken_out_of_its_event(graph: Path) -> None:
    before, home = files(graph), events(graph)
    event = max(set(home.values()), key=list(home.values()).count)
    members = sorted(report for report, its in home.items() if its == event)
    review = EventReview(graph)
    assert len(review.decide(members[0], event, "different")) == len(members) - 1
    renew(graph)
    assert not {report for report, its in events(graph).items() if its == events(graph)[members[0]]} & set(members[1:])
    for other in members[1:]:
        EventReview(graph).undo(members[0], other)
    renew(graph)
    assert files(graph) == before


def test_a_decision_outlives_its_article_and_waits_for_it(graph: Path) -> None:
    pair = of_two_documents(EventReview(graph), joined=False)
    EventReview(graph).decide(pair.one.id, pair.other.id, "same", "one raid", NOON)
    renew(graph)
    merged = files(graph)
    assert pair.other.document
    forget(pair.other.document, graph)
    (kept,) = [one for one in EventReview(graph).pairs() if one.decision]
    assert (kept.joined, kept.probability, kept.other.sentence) == (None, None, None)
    text = format_event_pair(kept)
    assert f"not met: no article of this graph tells {pair.other.id}" in text and f"{pair.other.document}: " in text
    without = files(graph)
    decisions = (graph / DECISIONS_FILE).read_bytes()
    (graph / DECISIONS_FILE).unlink()
    renew(graph)
    assert files(graph) == without, "what is not met changes nothing"
    (graph / DECISIONS_FILE).write_bytes(decisions)
    add(pair.other.document, graph)
    assert files(graph) == merged


def test_a_decision_of_words_that_an_article_no_longer_has_is_not_met_and_can_be_taken_back(graph: Path, tmp_path: Path) -> None:
    pair = of_two_documents(EventReview(graph), joined=False)
    EventReview(graph).decide(pair.one.id, pair.other.id, "same")
    changed = tmp_path / f"{pair.one.document}.txt"
    changed.write_text("عُدّل النص.\n" + (EXAMPLES / changed.name).read_text(encoding="utf-8"), encoding="utf-8")
    build([changed], graph)
    (kept,) = [one for one in EventReview(graph).pairs() if one.decision]
    assert kept.joined is None and pair.one.id not in events(graph)
    with pytest.raises(InputError, match="no report or event"):
        EventReview(graph).decide(pair.one.id, pair.other.id, "different")
    EventReview(graph).undo(pair.one.id, pair.other.id)
    assert not [one for one in EventReview(graph).pairs() if one.decision]


@pytest.mark.parametrize("judgement", ["same", "different"])
def test_what_follows_from_decisions_is_not_asked(graph: Path, judgement: str) -> None:
    """Of two events whose other reports were judged, whether before or on the way."""
    review, home = EventReview(graph), events(graph)
    pair = of_two_documents(review, joined=False)
    beside = [(a, b) for a in home for b in home if (home[a], home[b]) == (pair.one.event, pair.other.event) and (a, b) != (pair.one.id, pair.other.id)]
    assert pair in review.open_pairs()
    review.decide(*beside[0], judgement)
    assert pair in review.pairs() and pair not in review.open_pairs()
    assert {pair.one.id, pair.other.id} not in [{one.one.id, one.other.id} for one in EventReview(graph).open_pairs()]


def test_no_answer_is_refused(graph: Path) -> None:
    review, asked = EventReview(graph), 0
    for pair, judgement in zip(review.open_pairs(), cycle(["same", "different", "same"]), strict=False):
        asked += 1
        review.decide(pair.one.id, pair.other.id, judgement)
    assert asked == len(review.decisions) > 1 and list(review.open_pairs()) == []
    renew(graph)
    home = events(graph)
    for decision in review.decisions:
        assert (home[decision.one] == home[decision.other]) is (decision.judgement is Judgement.SAME)


@pytest.mark.parametrize(
    ("one", "other", "judgement", "words"),
    [
        ("report", "report", "same", "one report"),
        ("event", "event", "different", "divide it"),
        ("report", "nobody", "same", "no report or event has the id 'nobody'"),
        ("report", "", "same", "no report or event"),
        ("report", "event", "perhaps", "perhaps"),
    ],
)
def test_what_cannot_be_decided_changes_nothing(graph: Path, one: str, other: str, judgement: str, words: str) -> None:
    side = of_two_documents(EventReview(graph), joined=True).one
    ids = {"report": side.id, "event": side.event or ""}
    with pytest.raises(InputError, match=words):
        EventReview(graph).decide(ids.get(one, one), ids.get(other, other), judgement)
    assert not (graph / DECISIONS_FILE).exists()


def test_decisions_that_contradict_others_are_refused(graph: Path) -> None:
    review = EventReview(graph)
    home = events(graph)
    event = max(set(home.values()), key=list(home.values()).count)
    a, b, c, *_ = sorted(report for report, its in home.items() if its == event)
    review.decide(a, b, "same")
    review.decide(b, c, "same")
    kept = (graph / DECISIONS_FILE).read_bytes()
    with pytest.raises(InputError, match=f"{a} = {b} = {c}.*undo one of these"):
        review.decide(a, c, "different")
    assert (graph / DECISIONS_FILE).read_bytes() == kept
    (graph / DECISIONS_FILE).write_bytes(kept + f"{a}\t{c}\tdifferent\t2022-05-18T12:00:00Z\t\t\t\n".encode())
    for use in (EventReview, Review, renew):
        with pytest.raises(InputError, match="undo one of these"):
            use(graph)


def test_events_kept_apart_are_not_called_one_by_other_reports(graph: Path) -> None:
    review = EventReview(graph)
    home = events(graph)
    one, other = sorted(set(home.values()), key=lambda event: (-list(home.values()).count(event), event))[:2]
    ends = [sorted(report for report, its in home.items() if its == event) for event in (one, other)]
    (likeliest,) = review.decide(one, other, "unsure")
    apart = next(pair for pair in zip(*ends, strict=False) if set(pair) != set(likeliest.pair))
    review.decide(*apart, "different")
    with pytest.raises(InputError, match="undo that first"):
        review.decide(one, other, "same")


def test_one_file_holds_decisions_of_entities_too(graph: Path) -> None:
    entities, review = Review(graph), EventReview(graph)
    of_entities = entities.decide("sdf", "isis", "different", "two", NOON)
    pair = of_two_documents(EventReview(graph), joined=False)
    EventReview(graph).decide(pair.one.id, pair.other.id, "same", HOSTILE, NOON)
    assert [decision.pair for decision in Review(graph).decisions] == [of_entities.pair] and not review.decisions
    (of_reports,) = EventReview(graph).decisions
    assert Review(graph).undo("sdf", "isis") == of_entities
    assert EventReview(graph).decisions == (of_reports,)
    assert len([one for one in Review(graph).pairs() if one.decision]) == 0
    lines = (graph / DECISIONS_FILE).read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2 and lines[1].split("\t")[5].startswith(f"{pair.one.document}: ")


def test_a_file_of_ones_own_serves_any_graph(graph: Path, tmp_path: Path) -> None:
    own = tmp_path / "reviewed.tsv"
    pair = of_two_documents(EventReview(graph), joined=False)
    EventReview(graph, own).decide(pair.one.id, pair.other.id, "same")
    assert not (graph / DECISIONS_FILE).exists()
    build(ARTICLES, tmp_path / "second", EXAMPLES / "manifest.csv", decisions=own)
    renew(graph, own)
    assert files(tmp_path / "second") == files(graph)


def test_lists_show_no_controls(graph: Path) -> None:
    pair = of_two_documents(EventReview(graph), joined=False)
    EventReview(graph).decide(pair.one.id, pair.other.id, "same", HOSTILE)
    text = format_event_pairs(EventReview(graph).pairs(), "text")
    assert "\x1b" not in text and "\u202e" not in text and "two lines, a [31mcolour" in text
    assert all(line.startswith("   ") or line[:1].isdigit() or not line for line in text.split("\n"))


def test_reports_are_named_alike_in_every_order(graph: Path, tmp_path: Path) -> None:
    for article in reversed(ARTICLES):
        add(article.stem, tmp_path / "slow")
    assert events(tmp_path / "slow") == events(graph)
    assert all(report == of_report(report.removeprefix("report/")) for report in events(graph))


def test_nothing_to_undo_and_no_graph(graph: Path, tmp_path: Path) -> None:
    pair = of_two_documents(EventReview(graph), joined=False)
    with pytest.raises(InputError, match="--events --list"):
        EventReview(graph).undo(pair.one.id, pair.other.id)
    with pytest.raises(StoreError, match="kg build"):
        EventReview(tmp_path / "absent")

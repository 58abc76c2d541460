"""The account of an event: its reports, and an arithmetic that gives the belief that stands in the graph."""

from pathlib import Path

import pytest

from kg.account import account, format_account
from kg.build import build
from kg.query import answer
from kg.store import STORE_FOLDER, GraphStore
from kg.tables import Table
from ontology.errors import InputError

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
COPY = "\n\nأعاد موقع البيدر نشر النص كما ورد."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    folder = tmp_path_factory.mktemp("account")
    texts = {name: (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8") for name in ("03-infijar-raqqa", "04-infijar-raqqa-hasila", "05-nafi-raqqa")}
    for name, text in (texts | {"copy": texts["03-infijar-raqqa"] + COPY}).items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    manifest = folder / "manifest.csv"
    manifest.write_text((EXAMPLES / "manifest.csv").read_text(encoding="utf-8") + "copy.txt,موقع البيدر,2022-05-19,,,ar\n", encoding="utf-8")
    build(sorted(folder.glob("*.txt")), folder / "out", manifest)
    return GraphStore.open(folder / "out" / STORE_FOLDER, read_only=True)


def events(store: GraphStore) -> dict[str, float]:
    found = answer(store, "SELECT ?event ?belief WHERE { ?event kh:belief ?belief } ORDER BY ?event")
    assert isinstance(found, Table)
    return {str(event): float(str(belief)) for event, belief in found.texts()}


def test_the_arithmetic_gives_the_belief_of_every_event(store: GraphStore) -> None:
    found = events(store)
    assert len(found) > 10
    for event, belief in found.items():
        assert account(store, event).reckoning.belief == pytest.approx(belief, abs=1e-4)


def test_a_copy_is_told_and_counts_for_nothing(store: GraphStore) -> None:
    copied = [account(store, event) for event in events(store)]
    with_copy = [one for one in copied if any(row["first"] for row in one.reports)]
    assert with_copy
    for one in with_copy:
        assert not any(tally.source == "موقع البيدر" for tally in (*one.reckoning.speaking, *one.reckoning.denying))
        assert "a copy of" in format_account(one)


def test_the_account_shows_sentences_reasons_and_sums(store: GraphStore) -> None:
    told = [account(store, event) for event in events(store)]
    largest = max(told, key=lambda one: len(one.reports))
    text = format_account(largest)
    assert all(row["sentence"] in text for row in largest.reports)
    assert "taken for one event" in text and f"{largest.reckoning.belief:.3f}" in text


def test_an_unknown_event_is_an_error(store: GraphStore) -> None:
    with pytest.raises(InputError):
        account(store, "event/nowhere")

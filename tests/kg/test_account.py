"""The account of an event: its reports, and an arithmetic that gives the belief that stands in the graph."""

from importlib.resources import files
from pathlib import Path

import pytest

from extract.event_types import Factuality, Stance
from kg.account import Account, account, reckonings
from kg.account_text import format_account
from kg.belief import Voice, reckon
from kg.build import build
from kg.priors import PRIORS_FILE, Capacity, priors_of
from kg.query import answer
from kg.store import STORE_FOLDER, GraphStore
from kg.tables import Table
from ontology.errors import InputError

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TOLD = ("03-infijar-raqqa", "04-infijar-raqqa-hasila", "05-nafi-raqqa", "17-ghara-bayhan", "18-ghara-bayhan-riwaya")
COPY = "\n\nأعاد موقع البيدر نشر النص كما ورد."


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> GraphStore:
    folder = tmp_path_factory.mktemp("account")
    texts = {name: (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8") for name in TOLD}
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


def test_the_sources_that_speak_for_an_event_are_counted(store: GraphStore) -> None:
    found = answer(store, "SELECT ?event ?sources WHERE { ?event kh:independentSources ?sources }")
    assert isinstance(found, Table)
    told = {event: int(sources) for event, sources in found.texts()}
    assert told.keys() == events(store).keys() and max(told.values()) > 1
    assert all(len(account(store, event).reckoning.speaking) == sources for event, sources in told.items())


def test_a_copy_is_told_and_counts_for_nothing(store: GraphStore) -> None:
    copied = [account(store, event) for event in events(store)]
    with_copy = [one for one in copied if any(row["first"] for row in one.reports)]
    assert with_copy
    for one in with_copy:
        assert not any(line.source == "موقع البيدر" for line in (*one.reckoning.speaking, *one.reckoning.denying))
        assert "a copy of" in format_account(one)


def test_the_account_shows_sentences_reasons_and_sums(store: GraphStore) -> None:
    told = [account(store, event) for event in events(store)]
    largest = max(told, key=lambda one: len(one.reports))
    text = format_account(largest)
    assert all(row["sentence"] in text for row in largest.reports)
    assert "taken for one event" in text and f"{largest.reckoning.belief:.3f}" in text


def test_every_sum_can_be_followed(store: GraphStore) -> None:
    denied = [one for one in (account(store, event) for event in events(store)) if one.reckoning.denying and one.reckoning.speaking]
    assert denied
    for one in denied:
        text, sum_ = format_account(one), one.reckoning
        assert f"  belief: {sum_.support:.3f} × (1 − 0.5 × {sum_.against:.3f}) = {sum_.belief:.3f}" in text
        assert f"  independent sources: {len(sum_.speaking)}" in text
        for line in (*sum_.speaking, *sum_.denying):
            assert f"{line.source}" in text and f"= {sum_.wrong(line, ['rules']):.3f}" in text


def test_an_extractor_beside_another_has_a_line_for_each_set_that_may_be_able() -> None:
    voices = [Voice(name, name, 0, name, None, Capacity.OWN, 0.9, Factuality.ASSERTED, reader) for name, reader in (("a", "rules"), ("b", "llm"))]
    found = reckon(voices)
    text = format_account(Account("e", "Assault", (), (), found))
    for able in ("llm", "rules", "llm and rules"):
        assert f"for it, if only {able} can read it: " in text
    assert f") = {found.support:.3f}\n" in text


def test_priors_in_the_folder_of_a_graph_weigh_it_anew_and_explain_it(tmp_path: Path) -> None:
    article = EXAMPLES / "17-ghara-bayhan.txt"
    build([article], tmp_path, EXAMPLES / "manifest.csv")
    with GraphStore.open(tmp_path / STORE_FOLDER, read_only=True) as before:
        usual = events(before)
    packaged = (files("kg") / "data" / PRIORS_FILE).read_text(encoding="utf-8")
    (tmp_path / PRIORS_FILE).write_text(packaged.replace("random = 0.17", "random = 0.67"), encoding="utf-8")
    built = build([article], tmp_path, EXAMPLES / "manifest.csv")
    assert built.unchanged == 1  # nothing is read anew
    with GraphStore.open(tmp_path / STORE_FOLDER, read_only=True) as after:
        told = events(after)
        assert told.keys() == usual.keys() and all(told[event] < usual[event] for event in told if usual[event])
        assert all(sum_.belief == pytest.approx(told[event], abs=1e-4) for event, sum_ in reckonings(after, priors_of(tmp_path)))
    (tmp_path / PRIORS_FILE).write_text("[sources]", encoding="utf-8")
    with pytest.raises(InputError, match=PRIORS_FILE):
        build([article], tmp_path, EXAMPLES / "manifest.csv")


def test_a_known_agency_is_one_source_quoted_or_in_its_own_articles(tmp_path: Path) -> None:
    attack = "قصف الجيش السوري بلدة سراقب يوم 7 آذار 2021."
    texts = {"own": ("رويترز", attack), "quoted": ("موقع البيدر", f"قالت وكالة رويترز إن {attack.replace('قصف الجيش السوري', 'الجيش السوري قصف')}")}
    texts["other"] = "إذاعة الوادي", "التقى وزير الزراعة وفداً من المزارعين."
    for name, (_, text) in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("file,source\n" + "".join(f"{name}.txt,{outlet}\n" for name, (outlet, _) in texts.items()), encoding="utf-8")
    build(sorted(tmp_path.glob("*.txt")), tmp_path / "out", manifest)
    with GraphStore.open(tmp_path / "out" / STORE_FOLDER, read_only=True) as store:
        found = [account(store, event) for event in events(store)]
        assert dict(reckonings(store)) == {one.event: one.reckoning for one in found}
        for one in found:
            assert one.reckoning.belief == pytest.approx(events(store)[one.event], abs=1e-4)
    (both,) = (one for one in found if len(one.reports) == 2)
    assert [row["publisher"].rsplit("/", 1)[-1] for row in both.reports] == ["reuters", ""]
    assert both.reckoning.sources == 1


def test_a_supposition_is_told_as_such() -> None:
    found = reckon([Voice("a", "a", 0, "a", None, Capacity.OWN, 0.9, Factuality.ASSERTED, "rules", Stance.HYPOTHESISES)])
    text = format_account(Account("e", "Assault", (), (), found))
    assert f"for it, only supposed: 0.25 × ({4 * found.support:.3f}) = {found.support:.3f}" in text
    assert "independent sources: 0" in text


def test_an_unknown_event_is_an_error(store: GraphStore) -> None:
    with pytest.raises(InputError):
        account(store, "event/nowhere")

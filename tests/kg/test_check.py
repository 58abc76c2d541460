"""A check finds every damage and names it; a repair makes whole what can be, and drops nothing in silence."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from build_fixture import lines, never, stored, written, written_articles
from click.testing import CliRunner
from graph_fixture import parsed

import cli
from kg.build import build, forget
from kg.check import Inspection, inspect
from kg.ledger import LEDGER_FOLDER, Ledger, file_name
from kg.nodes import document_iri
from kg.outputs import OUTPUTS
from kg.repair import QUARANTINE_FOLDER, repair
from kg.state import STATE_FILE
from kg.store import STORE_FOLDER, GraphStore
from kg.store_states import begin_state, files_of, present, states
from ontology.errors import StoreError
from ontology.terms import DATA

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build([written_articles(folder / "articles")], folder / "out", extractor=lines, licence=LICENCE)
    return folder / "out"


@pytest.fixture
def output(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "out")
    return tmp_path / "out"


def database(output: Path) -> Path:
    found = present(output / STORE_FOLDER)
    assert found is not None
    return found


def flip(path: Path, place: int = -1) -> None:
    content = bytearray(path.read_bytes())
    content[place % len(content)] ^= 4
    path.write_bytes(bytes(content))


def paths(found: Inspection) -> set[Path]:
    return {damage.path for damage in found.damages}


def test_nothing_is_found_in_what_was_just_built_and_nothing_is_touched(output: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*")}
    assert inspect(output) == Inspection((), 4, 8)
    assert repair(output).done == ()
    assert {path: path.stat().st_mtime_ns for path in output.rglob("*")} == before


def test_any_flipped_bit_in_any_file_is_found_at_its_file(output: Path) -> None:
    chance = random.Random(3)
    files = sorted(path for path in output.rglob("*") if path.is_file() and path.stat().st_size and path.name != "LOCK" and not path.name.startswith("LOG"))
    assert len(files) > 30
    for path in files:
        whole = path.read_bytes()
        flip(path, chance.randrange(len(whole)))
        found = inspect(output)
        path.write_bytes(whole)
        # Where checksums are damaged, they and what they vouch for disagree.
        assert any(str(one.path).startswith(str(path).removesuffix(".sha256").removesuffix("khabar-store.json")) for one in found.damages), path
        assert all("kg build" in one.remedy or "--repair" in one.remedy for one in found.damages)
    assert not inspect(output).damages


@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:-7]), lambda path: path.write_bytes(b"")])
@pytest.mark.parametrize("what", ["quads", "reading", "sums", "store", "marker", "output", "state"])
def test_lost_and_truncated_files_are_found_and_mended(output: Path, built: Path, what: str, harm: Callable[[Path], object]) -> None:
    stem = output / LEDGER_FOLDER / file_name("alpha")
    path = {
        "quads": stem.with_suffix(".nq"),
        "reading": stem.with_suffix(".json"),
        "sums": stem.with_suffix(".sha256"),
        "store": max((path for path in files_of(database(output)) if path.suffix == ".sst"), key=lambda path: path.stat().st_size),
        "marker": output / STORE_FOLDER / "khabar-store.json",
        "output": output / "graph.trig",
        "state": output / STATE_FILE,
    }[what]
    harm(path)
    found = inspect(output)
    assert path in paths(found) or (what == "sums" and stem.with_suffix(".json") in paths(found))
    mended = repair(output)
    assert not mended.after.damages
    is_lost = what in ("reading", "sums") and not (what == "sums" and path.exists() and path.stat().st_size)
    assert bool(mended.lost) == is_lost
    if mended.lost:
        assert "run `kg build` on the article again" in mended.lost[0]
        assert {file.suffix for file in (output / QUARANTINE_FOLDER).iterdir()} >= {".nq"}
        build([built.parent / "articles"], output, extractor=lines)
    assert (written(output), stored(output)) == (written(built), stored(built))
    assert not inspect(output).damages


def test_a_store_that_disagrees_with_its_documents_is_found_and_filled_anew(output: Path, built: Path) -> None:
    beta, mine = document_iri(DATA, "beta").value, "http://example.org/mine"
    with GraphStore.open(output / STORE_FOLDER) as store:
        store.put_graph(beta, list(store.quads(beta))[1:])
        store.delete_graph(document_iri(DATA, "gamma").value)
        store.put_graph(mine, parsed("<event/mine> a kh:Event .", mine))
        store.oxigraph.update("INSERT DATA { <http://x/a> <http://x/b> 'c' }")
    found = inspect(output).damages
    told = {damage.place: damage.told for damage in found}
    assert "lacks 1" in told[f"graph <{beta}>"]
    assert "is missing" in told[f"graph <{document_iri(DATA, 'gamma').value}>"]
    assert "no document of the ledger" in told[f"graph <{mine}>"]
    assert "outside every graph" in told[None]
    assert len(found) == 4
    mended = repair(output)
    assert not mended.after.damages and not mended.lost
    assert sum("set aside" in line for line in mended.done) == 2
    aside = b"".join(path.read_bytes() for path in (output / QUARANTINE_FOLDER).iterdir())
    assert b"event/mine" in aside and b"http://x/a" in aside
    assert (written(output), stored(output)) == (written(built), stored(built))


@pytest.mark.parametrize("graph", ["graph/assembled", "graph/statistics", "graph/description"])
def test_events_that_no_reading_tells_are_found(output: Path, graph: str) -> None:
    iri = DATA + graph
    with GraphStore.open(output / STORE_FOLDER) as store:
        store.put_graph(iri, [*store.quads(iri), *parsed("<event/more> a kh:Event .", iri)])
    (damage,) = inspect(output).damages
    assert damage.place == f"graph <{iri}>" and "1 quads too many" in damage.told


def test_quads_that_the_reading_does_not_give_are_found_though_checksums_vouch_for_them(output: Path) -> None:
    ledger = Ledger(output / LEDGER_FOLDER)
    ledger.put("beta", ledger.get_reading("beta"), ledger.get_quads("alpha"))
    assert any(damage.place == "document 'beta'" for damage in inspect(output).damages)
    assert not repair(output).after.damages


def test_a_document_whose_checksums_lost_its_name_is_named_by_its_reading(output: Path, built: Path) -> None:
    path = output / LEDGER_FOLDER / f"{file_name('alpha')}.sha256"
    path.write_bytes(path.read_bytes().replace(b"alpha", b"alphb", 1))
    with pytest.raises(StoreError, match=r"is damaged, .*kg check --repair"):
        build([built.parent / "articles" / "beta.txt"], output, extractor=lines)
    mended = repair(output)
    assert not mended.lost and not mended.after.damages
    assert (written(output), stored(output)) == (written(built), stored(built))


def test_unfinished_files_and_states_are_told_and_removed(output: Path) -> None:
    state = begin_state(output / STORE_FOLDER)
    state._lock.release()  # as a kill would leave it
    (output / "graph.ttl.unfinished").write_text("half")
    stem = output / LEDGER_FOLDER / file_name("alpha")
    stem.with_suffix(".nq.new").write_text("half")
    assert paths(inspect(output)) == {state.database, output / "graph.ttl.unfinished", stem.with_suffix(".nq.new")}
    mended = repair(output)
    assert not mended.after.damages
    assert not (output / "graph.ttl.unfinished").exists() and len(states(output / STORE_FOLDER)) == 1


def test_a_lost_store_and_a_lost_proof_keep_base_and_licence_as_far_as_any_file_tells(output: Path, tmp_path: Path) -> None:
    base = "https://example.org/news/"
    build([written_articles(tmp_path / "more")], tmp_path / "news", extractor=lines, base=base, licence=LICENCE)
    before = written(tmp_path / "news")
    shutil.rmtree(tmp_path / "news" / STORE_FOLDER)
    assert not repair(tmp_path / "news").after.damages
    assert written(tmp_path / "news") == before
    shutil.rmtree(tmp_path / "news" / STORE_FOLDER)
    (tmp_path / "news" / STATE_FILE).unlink()
    assert not repair(tmp_path / "news").after.damages
    assert base.encode() in (tmp_path / "news" / "graph.ttl").read_bytes()


def test_a_forgotten_document_is_no_damage(output: Path) -> None:
    forget("gamma", output)
    assert not inspect(output).damages


def test_the_next_build_takes_no_damaged_file_for_good(output: Path, built: Path) -> None:
    flip(output / "events.csv")
    build([built.parent / "articles"], output, extractor=never)
    assert not inspect(output).damages


def test_a_folder_that_is_no_graph_is_told(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear all")
    for call in (inspect, repair):
        with pytest.raises(StoreError, match="no graph of Khabar"):
            call(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_the_command_tells_line_by_line_and_by_its_exit_code(output: Path) -> None:
    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(cli.main, ["check", "-g", str(output), *arguments])
        return result.exit_code, result.output

    assert run() == (0, f"{output}: is whole: 4 documents, 8 graphs, and the files made of them\n")
    flip(output / OUTPUTS[0])
    code, told = run()
    assert (code, told) == (1, f"damage: {output / OUTPUTS[0]}: is not what the last build wrote; run `kg build`, or `kg check --repair`\n")
    code, told = run("--format", "json")
    assert (code, json.loads(told)["whole"], json.loads(told)["damages"][0]["path"]) == (1, False, str(output / OUTPUTS[0]))
    flip(output / LEDGER_FOLDER / f"{file_name('alpha')}.json")
    code, told = run("--repair")
    assert code == 1 and "lost: " in told and "'alpha'" in told
    assert run()[0] == 0
    assert CliRunner().invoke(cli.main, ["check", "-g", str(output / "absent")]).exit_code == 2

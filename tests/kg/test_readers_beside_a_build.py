"""While a build writes, readers see the graph as it was before or as it is after, in every command, and never an error."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from build_fixture import lines, written_articles
from click.testing import CliRunner

import cli
from kg.build import build, forget
from kg.store import STORE_FOLDER, GraphStore, canonical_nquads
from kg.store_states import states

ROOT = Path(__file__).resolve().parents[2]
ASKED: Sequence[Sequence[str]] = (
    ("query", "SELECT (COUNT(DISTINCT ?r) AS ?reports) (COUNT(DISTINCT ?e) AS ?events) { ?r a kh:Report . OPTIONAL { ?r kh:reports ?e } }"),
    ("stats",),
    ("export", "--format", "nq"),
    ("export", "--format", "csv"),
    ("view", "-o", "-"),
)


def _answers(output: Path) -> list[str]:
    found = []
    for command in ASKED:
        result = CliRunner().invoke(cli.main, [command[0], "-g", str(output), *command[1:]])
        assert (result.exit_code, result.stderr) == (0, ""), (command, result.stderr)
        found.append(result.stdout)
    return found


BUILDER = """
import sys
from pathlib import Path
from build_fixture import lines
from kg.build import build, forget
output, *paths = map(Path, sys.argv[1:])
build(paths, output, extractor=lines)
for path in paths[2:]:
    forget(path.stem, output)
build(paths, output, extractor=lines)
"""


def test_every_command_shows_a_whole_state_while_another_builds(tmp_path: Path) -> None:
    paths, output = sorted(written_articles(tmp_path / "articles").iterdir()), tmp_path / "out"
    may_be = []
    for number, chosen in enumerate((paths, [*paths[:2], paths[3]], paths[:2])):
        build(chosen, tmp_path / str(number), extractor=lines)
        may_be.append(_answers(tmp_path / str(number)))
    build(paths[:2], output, extractor=lines)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests" / "kg")))}
    seen = []
    with subprocess.Popen([sys.executable, "-c", BUILDER, str(output), *map(str, paths)], env=environment) as builder:
        while builder.poll() is None:
            seen.append(_answers(output))
    assert builder.returncode == 0
    assert len(seen) > 3
    for one in seen:
        for told, *wanted in zip(one, *may_be, strict=True):
            assert told in wanted
    assert _answers(output) == may_be[0]


def test_who_reads_on_keeps_what_was_there_though_builds_compact_and_remove(tmp_path: Path) -> None:
    articles, output = written_articles(tmp_path / "articles"), tmp_path / "out"
    build([articles], output, extractor=lines)
    with GraphStore.open(output / STORE_FOLDER, read_only=True) as store:
        before = canonical_nquads(store.quads())
        for name in ("gamma", "beta"):
            forget(name, output)
            assert canonical_nquads(store.quads()) == before
        assert len(states(output / STORE_FOLDER)) == 2
    forget("delta", output)
    assert len(states(output / STORE_FOLDER)) == 1

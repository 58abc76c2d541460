"""Any way to the same documents gives the same folder, byte for byte: one by one or at once, in any order, with detours over what is forgotten again."""

import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from build_fixture import contents

from kg.build import build, forget, renew
from kg.decisions import DECISIONS_FILE, Decision, format_decisions, of_report
from kg.gazetteer.table import format_places
from kg.ledger import LEDGER_FOLDER, Ledger
from kg.likeness import Judgement
from kg.resolve import resolve
from kg.stored import read_stored
from ontology.known import KnownEntity, load_entities

EXAMPLES = Path(__file__).parents[2] / "examples"
# One event in several outlets, copies, denials, people of one name, and files that have nothing to tell or that are hard to tell apart.
STORY = ("03-infijar-raqqa", "04-infijar-raqqa-hasila", "05-nafi-raqqa", "01-dawriya-hasaka", "02-dawriya-hasaka-naqla")
HOSTILE = {
    "empty-of-events": "لا شيء هنا",
    "one-word": "قصف",
    "same-1": "قتل ثلاثة جنود في قصف على قرية أم الطيور يوم الاثنين 6 كانون الأول 2021.",
    "same-2": "قتل ثلاثة جنود في قصف على قرية أم الطيور يوم الاثنين 6 كانون الأول 2021.",
    "same-but-one": "قتل ثلاثة جنود في قصف على قرية أم الطيور يوم الاثنين 6 كانون الأول 2021!",
    "SAME-1 ": "قُتِلَ ٣ جنود في قصفٍ على قرية «أم الطيور».\u200f\nنفى الجيش قصف قرية أم الطيور.",
    "long": "قصف الجيش السوري مدينة إدلب. " * 20,
}


@dataclass(frozen=True)
class Articles:
    folder: Path
    manifest: Path
    names: tuple[str, ...]

    def paths(self, names: Sequence[str]) -> list[Path]:
        return [self.folder / f"{name}.txt" for name in names]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Articles:
    folder = tmp_path_factory.mktemp("articles")
    for name in STORY:
        shutil.copy(EXAMPLES / f"{name}.txt", folder)
    for name, text in HOSTILE.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    rows = [line for line in (EXAMPLES / "manifest.csv").read_text(encoding="utf-8").splitlines() if line.startswith(("file,", *STORY))]
    manifest = folder / "manifest.csv"
    manifest.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return Articles(folder, manifest, tuple(sorted((*STORY, *HOSTILE))))


@pytest.fixture(scope="module")
def given_by_people(articles: Articles, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Decisions of reports of these articles, one of nobody's and one of entities; and a table of places that they name."""
    output = tmp_path_factory.mktemp("first")
    build([articles.folder], output, articles.manifest)
    stored = read_stored(Ledger(output / LEDGER_FOLDER))
    assert len(stored) == len(articles.names)
    draw, time = random.Random(7), "2022-01-01T00:00:00Z"
    reports = resolve([one.reading for one in stored.values()], load_entities()).reports
    one, other, third, fourth = draw.sample([of_report(report.id) for report in reports], 4)
    pairs = [
        (one, other, Judgement.SAME),
        (third, fourth, Judgement.DIFFERENT),
        ("report/0", "report/f", Judgement.SAME),
        ("isis", "unlisted/0", Judgement.UNSURE),
    ]
    file, table = (tmp_path_factory.mktemp("given") / name for name in (DECISIONS_FILE, "places.tsv"))
    file.write_text(format_decisions([Decision(*sorted(pair), judgement, time) for *pair, judgement in pairs]), encoding="utf-8")
    village = KnownEntity("place/sy/umm-at-tuyur", "place", "أم الطيور", "Umm at Tuyur", parent="place/sy/al-hasakah-governorate", place_kind="village")
    table.write_text(format_places([village]), encoding="utf-8")
    return file, table


def scratch(articles: Articles, names: Sequence[str], output: Path, by_people: tuple[Path, Path] | None) -> dict[str, bytes]:
    """The folder of these articles built at once."""
    built(articles, names, output, by_people)
    return contents(output)


def built(articles: Articles, names: Sequence[str], output: Path, by_people: tuple[Path, Path] | None, jobs: int = 1) -> None:
    decisions, tables = (by_people[0], [by_people[1]]) if by_people else (None, None)
    report = build(articles.paths(names), output, articles.manifest, jobs=jobs, decisions=decisions, gazetteers=tables)
    assert report.errors == ()


@pytest.mark.parametrize(("seed", "with_people"), [(0, False), (1, True)])
def test_any_order_and_detour_gives_what_all_at_once_gives(
    articles: Articles, given_by_people: tuple[Path, Path], tmp_path: Path, seed: int, with_people: bool
) -> None:
    draw, by_people = random.Random(seed), given_by_people if with_people else None
    wanted = scratch(articles, articles.names, tmp_path / "whole", by_people)
    names, output = draw.sample(articles.names, len(articles.names)), tmp_path / "steps"
    while names:
        together = draw.randint(1, 5)
        built(articles, names[:together], output, by_people, jobs=draw.choice((1, 2)))
        names = names[together:]
        if draw.random() < 0.5:
            forgotten = draw.choice(sorted(read_stored(Ledger(output / LEDGER_FOLDER))))
            forget(forgotten, output, by_people[0] if by_people else None)
            names.append(forgotten)
    assert contents(output) == wanted
    built(articles, articles.names, output, by_people)
    assert contents(output) == wanted
    renew(output, by_people[0] if by_people else None)
    assert contents(output) == wanted


def test_a_then_b_is_b_then_a_is_both_and_without_b_is_a(articles: Articles, tmp_path: Path) -> None:
    one, other = STORY[0], STORY[2]
    both, alone = (scratch(articles, names, tmp_path / str(len(names)), None) for names in ((one, other), (one,)))
    for number, (first, second) in enumerate(((one, other), (other, one))):
        output = tmp_path / f"way{number}"
        built(articles, [first], output, None)
        built(articles, [second], output, None)
        assert contents(output) == both
    forget(other, output)
    assert contents(output) == alone
    assert not [path for path in output.rglob("*") if path.is_file() and other.encode() in path.read_bytes()]
    built(articles, [other], output, None)
    assert contents(output) == both

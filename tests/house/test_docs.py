"""What the documents say to do can be done: their Python runs, their links lead somewhere, and every option is explained."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cli import main
from kg import KnowledgeGraph

ROOT = Path(__file__).resolve().parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "examples").glob("*.md")))
GUIDE = ROOT / "docs" / "user-guide.md"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", [ROOT / "README.md", GUIDE], ids=lambda page: page.name)
def test_the_python_of_a_page_runs(page: Path, tmp_path: Path) -> None:
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    assert blocks
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    for block in blocks:
        done = subprocess.run([sys.executable, "-c", block], cwd=tmp_path, env=here, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "output" / "graph.ttl").is_file()


def test_the_questions_of_the_graphs_page_find_something(tmp_path: Path) -> None:
    questions = re.findall(r"^```sparql\n(.*?)^```$", (ROOT / "docs" / "graph.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    with KnowledgeGraph.build(ROOT / "examples", tmp_path, manifest=ROOT / "examples" / "manifest.csv") as graph:
        assert len(questions) > 4 and [question for question in questions if not graph.query(question)] == []


def options(command: click.Command, name: str = "kg") -> Iterator[tuple[str, str]]:
    if isinstance(command, click.Group):
        for part, under in command.commands.items():
            yield from options(under, f"{name} {part}")
    for option in command.params:
        yield from ((name, text) for text in (*option.opts, *option.secondary_opts) if text.startswith("--"))


def test_every_option_stands_in_the_user_guide() -> None:
    guide, told = GUIDE.read_text(encoding="utf-8"), dict.fromkeys(options(main))
    assert len(told) > 50
    assert [f"{command} {option}" for command, option in told if option not in ("--help", "--version") and not re.search(rf"{option}\b", guide)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    local = [link for link in LINK.findall(text) if not re.match(r"[a-z]+:", link)]
    assert [link for link in local if link.split("#")[0] and not (page.parent / link.split("#")[0]).exists()] == []
    for link in local:
        target, _, heading = link.partition("#")
        if heading:
            assert heading in headings((page.parent / target) if target else page), link


def headings(page: Path) -> set[str]:
    """The anchors that a page's headings have: in lower case, words joined by hyphens, other signs left out."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}

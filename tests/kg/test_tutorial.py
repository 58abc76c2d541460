"""The tutorial does what it says: its blocks run in order and print what stands there."""

import doctest
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXTRAS = {"to_dataframe": "pandas", ".dataset": "oxrdflib"}


def blocks() -> list[str]:
    return BLOCK.findall(TUTORIAL.read_text(encoding="utf-8"))


def failures(texts: list[str]) -> list[str]:
    told: list[str] = []
    example = doctest.DocTestParser().get_doctest("".join(texts), {}, "tutorial", str(TUTORIAL), 0)
    doctest.DocTestRunner(verbose=False).run(example, out=told.append)
    return told


def test_all_blocks_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = [sign for sign, module in EXTRAS.items() if find_spec(module) is None]
    monkeypatch.chdir(tmp_path)
    assert failures([block for block in blocks() if not any(sign in block for sign in missing)]) == []
    assert (tmp_path / "network.html").is_file() and (tmp_path / "events.geojson").is_file()
    if missing:
        pytest.skip(f"all but the blocks with {' and '.join(missing)}, whose extras are not installed")


def test_what_is_not_so_fails() -> None:
    assert failures([">>> 1 + 1\n3\n"]) != []


def test_no_python_is_left_out() -> None:
    text = TUTORIAL.read_text(encoding="utf-8")
    assert text.count("```python") == len(blocks()) > 8
    assert all(">>>" in block for block in blocks())

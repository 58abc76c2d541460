"""The wheel as users get it: built, installed into a clean environment, run from another folder."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = "أعلنت وزارة الدفاع أن مسلحين مجهولين هاجموا حاجزاً للشرطة في مدينة الرقة يوم الأحد، ما أسفر عن مقتل عنصرين.\n"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling", reason="building a wheel needs hatchling (make test installs it)")
    folder = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)], folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`kg` of a new environment that has the wheel, and the packages of the tested one from which the project itself is kept out."""
    folder = tmp_path_factory.mktemp("clean") / "environment"
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(wheel)],
        folder,
    )
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    dependencies = folder / "dependencies"
    dependencies.mkdir()
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        if package.suffix != ".pth" and "khabar" not in package.name.lower():
            (dependencies / package.name).symlink_to(package)
    (site / "dependencies.pth").write_text(f"{dependencies}\n")
    return folder / "bin" / "kg"


def run(command: list[str], folder: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | {"PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_wheel_carries_the_rooms_and_all_their_data(wheel: Path) -> None:
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    present = {path.relative_to(ROOT).as_posix() for room in ("commands", "extract", "kg", "ontology") for path in (ROOT / room).rglob("*") if path.is_file()}
    assert packed == {"cli.py", *(name for name in present if "__pycache__" not in name)}


def test_wheel_carries_licence_and_notice(wheel: Path) -> None:
    names = {Path(name).name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" in name}
    assert {"LICENSE", "NOTICE"} <= names


def test_same_sources_give_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)], tmp_path)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_the_installed_modules_are_those_of_the_wheel(command: Path, tmp_path: Path) -> None:
    python = command.with_name("python")
    for module in ("cli", "commands", "extract", "kg", "ontology"):
        place = run([str(python), "-c", f"import {module}; print({module}.__file__)"], tmp_path)
        assert Path(place).is_relative_to(command.parents[1]), f"{module} comes from {place}"


def test_help_from_another_folder(command: Path, tmp_path: Path) -> None:
    said = run([str(command), "--help"], tmp_path)
    assert "build" in said and "query" in said


def test_build_from_another_folder(command: Path, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    run([str(command), "build", "article.txt", "-o", "graph"], tmp_path)
    for name in ("graph.ttl", "graph.trig", "events.csv", "network.html", "report.json"):
        assert (tmp_path / "graph" / name).stat().st_size > 0, name
    assert "ASSAULT" in (tmp_path / "graph" / "events.csv").read_text(encoding="utf-8")

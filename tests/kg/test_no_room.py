"""A full disk, a folder that may not be written to: an error that names the folder, no stack trace, and what was there stays whole."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from build_fixture import lines, stored, written, written_articles

from kg.build import build
from kg.check import inspect
from kg.ledger import LEDGER_FOLDER

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mounts and limits of this kind are Linux's")
ROOT = Path(__file__).resolve().parents[2]
TEXT = "قصفت طائرات الجيش السوري بلدة سراقب يوم 7 آذار 2021، وقتل خمسة مدنيين.\n"


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A file system of its own in memory; skips where nobody may mount one."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("only root may mount a small disk here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _run(*arguments: str, before: str = "") -> "subprocess.CompletedProcess[str]":
    """The command in a process of its own, in which `before` is done first."""
    script = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{before}\nimport cli\ncli.main(sys.argv[1:])\n"
    return subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=False, timeout=300)


def _is_told(done: "subprocess.CompletedProcess[str]", folder: Path) -> None:
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr and len(done.stderr.splitlines()) == 1, done.stderr
    assert str(folder) in done.stderr
    assert any(remedy in done.stderr for remedy in ("room", "rights", "another", "may be written")), done.stderr


@pytest.mark.parametrize("left", [40, 400, 1200, 1800])  # KiB: no room for the ledger, for the store, for the files
def test_a_full_disk_is_an_error_and_no_loss(tmp_path: Path, left: int) -> None:
    articles = written_articles(tmp_path / "articles")
    built = tmp_path / "built"
    build([articles / "alpha.txt", articles / "beta.txt"], built, extractor=lines)
    size = sum(path.stat().st_blocks * 512 for path in built.rglob("*")) // 1024
    (tmp_path / "more").mkdir()
    for number in range(40):
        (tmp_path / "more" / f"more{number}.txt").write_text(TEXT * (number + 3), encoding="utf-8")
    with mounted(tmp_path / "disk", f"size={size + left + 400}k") as disk:
        output = disk / "out"
        shutil.copytree(built, output)
        free = os.statvfs(disk)
        (disk / "ballast").write_bytes(b"x" * max(0, free.f_bavail * free.f_frsize - left * 1024))
        _is_told(_run("build", str(tmp_path / "more"), "-o", str(output)), output)
        for path in (built / LEDGER_FOLDER).iterdir():
            assert (output / LEDGER_FOLDER / path.name).read_bytes() == path.read_bytes()
        assert (stored(output), written(output)) == (stored(built), written(built))
        assert all("`kg build`" in damage.remedy for damage in inspect(output).damages)
        (disk / "ballast").unlink()


@pytest.mark.parametrize("most", [2_000, 60_000, 300_000])
def test_a_file_that_may_not_grow_is_an_error_and_no_loss(tmp_path: Path, most: int) -> None:
    articles, output = written_articles(tmp_path / "articles"), tmp_path / "out"
    build([articles], output, extractor=lines)
    files, quads = written(output), stored(output)
    (tmp_path / "more.txt").write_text(TEXT * 40, encoding="utf-8")
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))"
    _is_told(_run("build", str(tmp_path / "more.txt"), "-o", str(output), before=limit), output)
    assert (written(output), stored(output)) == (files, quads)
    build([articles], output, extractor=lines)
    assert not inspect(output).damages


def test_a_read_only_disk_can_be_read_and_checked_and_is_not_written(tmp_path: Path) -> None:
    articles = written_articles(tmp_path / "articles")
    with mounted(tmp_path / "disk", "size=64m") as disk:
        output = disk / "out"
        build([articles], output, extractor=lines)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        (tmp_path / "more.txt").write_text(TEXT, encoding="utf-8")
        for command in (("build", str(tmp_path / "more.txt"), "-o"), ("forget", "alpha", "-g"), ("check", "--repair", "-g")):
            _is_told(_run(*command, str(output)), output)
        assert not inspect(output).damages
        for command in (("stats",), ("query", "ASK { ?e a kh:Event }"), ("export", "--format", "ttl"), ("check",)):
            done = _run(*command, "-g", str(output))
            assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can become somebody without rights")
def test_somebody_without_rights_is_told_so(tmp_path: Path) -> None:
    articles, output = written_articles(tmp_path / "articles"), tmp_path / "out"
    build([articles], output, extractor=lines)
    files, quads = written(output), stored(output)
    for path in (tmp_path, *tmp_path.parents):
        if path.stat().st_uid == 0 and not path.stat().st_mode & 1:
            path.chmod(path.stat().st_mode | 0o055)
    become = "import os; os.setgid(65534); os.setuid(65534)"
    if subprocess.run([sys.executable, "-c", f"{become}\nimport click, pyoxigraph"], capture_output=True, check=False).returncode:
        pytest.skip("this Python may not be read by others than root")
    for command in (("build", str(articles / "alpha.txt"), "-o"), ("forget", "alpha", "-g")):
        _is_told(_run(*command, str(output), before=become), output)
    assert (written(output), stored(output)) == (files, quads)

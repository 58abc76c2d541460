"""The `kg` command where its input and output are no ordinary files: pipes, links, closed streams, odd names."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_cli import ARTICLES, ROOT, error_of, kg


@pytest.mark.skipif(os.name != "posix", reason="pipes with a name are of POSIX")
def test_what_is_no_file_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    result = kg("extract", "-", "-o", tmp_path / "pipe", text=ARTICLES["attack"])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "pipe").is_fifo() and os.read(reader, 6) == b'{"doc"'
    os.close(reader)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert kg("extract", "-", "-o", tmp_path / "link", text=ARTICLES["attack"]).exit_code == 0
    assert (tmp_path / "link").is_symlink() and (tmp_path / "file").read_bytes().startswith(b'{"doc"')


def test_a_name_with_breaks_and_escapes_is_told_on_one_line(tmp_path: Path) -> None:
    said = error_of(kg("build", tmp_path / "new\nline\x1b[31m.txt", "-o", tmp_path / "out"), 1)
    assert "new line[31m.txt" in said and "\x1b" not in said


def test_a_manifest_from_standard_input(tmp_path: Path) -> None:
    article = tmp_path / "raid.txt"
    article.write_text(ARTICLES["raid"], encoding="utf-8")
    rows = f"file,published\n{article},yesterday\n"
    assert "-:2" in error_of(kg("extract", article, "--manifest", "-", text=rows.encode()), 1)


@pytest.mark.parametrize(("closed", "code", "said"), [("<&-", 1, b"error: -: "), (">&-", 0, b"")])
@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX closes the streams")
def test_closed_streams(closed: str, code: int, said: bytes) -> None:
    command = f'"$0" "$1" extract - {closed}'
    done = subprocess.run(["sh", "-c", command, sys.executable, ROOT / "cli.py"], input=ARTICLES["raid"].encode(), capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (code, b"")
    assert done.stderr.startswith(said) and b"Traceback" not in done.stderr

"""The manifest: every cell that is taken, and every one that is refused with its line and a remedy."""

from pathlib import Path

import pytest

from extract.read.manifest import Entry, Manifest, parse_published, read_manifest
from ontology.errors import InputError


def table(folder: Path, text: str | bytes, *files: str) -> Manifest:
    for name in files or ("a.txt", "b.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    (folder / "manifest.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_manifest(folder / "manifest.csv")


def entry(folder: Path, text: str | bytes) -> Entry | InputError:
    return table(folder, text).entries[(folder / "a.txt").resolve()]


@pytest.mark.parametrize(("cell", "value"), [("2021-12-09", "2021-12-09"), (" 2021-12 ", "2021-12"), ("", None), ("  ", None), ("2024-02-29", "2024-02-29")])
def test_published(cell: str, value: str | None) -> None:
    assert parse_published(cell) == value


@pytest.mark.parametrize(
    "cell", ["2021", "2021-13", "2021-02-29", "2021-1-9", "9/12/2021", "yesterday", "2021-12-09T10:00", "0000-01", "٢٠٢١-١٢", "2021-00-10"]
)
def test_published_refused(cell: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        parse_published(cell)


class TestTable:
    def test_all_columns(self, tmp_path: Path) -> None:
        row = "file,source,published,title,url,language\na.txt,راصد,2021-12,عنوان,https://example.org/خبر/١,ar-SY\n"
        assert entry(tmp_path, row) == Entry(2, "راصد", "2021-12", "عنوان", "https://example.org/خبر/١", "ar-SY")

    def test_other_columns_are_ignored_and_order_is_free(self, tmp_path: Path) -> None:
        assert entry(tmp_path, "origin,source,FILE\nx,راصد,a.txt\n") == Entry(2, "راصد")

    def test_short_row_leaves_the_rest_unknown(self, tmp_path: Path) -> None:
        assert entry(tmp_path, "file,source,published,title\na.txt,راصد\n") == Entry(2, "راصد")

    @pytest.mark.parametrize("text", ["\ufefffile,source\na.txt,راصد\n", "file,source\r\na.txt,راصد\r\n", "\nfile,source\n\na.txt,راصد"[1:]])
    def test_byte_order_mark_line_ends_and_empty_lines(self, tmp_path: Path, text: str) -> None:
        found = entry(tmp_path, text)
        assert isinstance(found, Entry) and found.source == "راصد"

    def test_windows_1256_is_read_and_reported(self, tmp_path: Path) -> None:
        found = table(tmp_path, "file,source\na.txt,وكالة الفرات\n".encode("cp1256"))
        assert [e.source for e in found.entries.values() if isinstance(e, Entry)] == ["وكالة الفرات"]
        assert "Windows-1256" in str(found.notices[0])

    def test_lines_are_those_of_an_editor_also_after_a_cell_of_two_lines(self, tmp_path: Path) -> None:
        found = table(tmp_path, 'file,title\na.txt,"سطر\nسطر"\nb.txt,آخر\n')
        assert [e.line for e in found.entries.values() if isinstance(e, Entry)] == [2, 4]

    def test_files_in_folders(self, tmp_path: Path) -> None:
        found = table(tmp_path, "file\nx/a.txt\n", "x/a.txt")
        assert list(found.entries) == [(tmp_path / "x" / "a.txt").resolve()]


class TestBadRows:
    @pytest.mark.parametrize(
        ("row", "words"),
        [
            ("a.txt,,2021-02-30,,,", "bad date of publication"),
            ("a.txt,,,,javascript:alert(1),", "bad url"),
            ("a.txt,,,,https://example.org/a b,", "bad url"),
            ("a.txt,,,,,Arabic language", "bad language"),
            ("a.txt,راصد,2021-12,عنوان, وفيه فاصلة,https://example.org,ar", "7 cells"),
        ],
    )
    def test_row_is_refused_with_its_line_and_the_others_stay(self, tmp_path: Path, row: str, words: str) -> None:
        found = table(tmp_path, f"file,source,published,title,url,language\nb.txt,,,,,\n{row}\n")
        error = found.entries[(tmp_path / "a.txt").resolve()]
        assert isinstance(error, InputError)
        assert words in str(error) and "manifest.csv:3: a.txt" in str(error)
        assert found.entries[(tmp_path / "b.txt").resolve()] == Entry(2)

    @pytest.mark.parametrize("name", ["absent.txt", "../absent.txt", "a", "ا" * 300])
    def test_absent_file(self, tmp_path: Path, name: str) -> None:
        found = table(tmp_path, f"file,source\n{name},راصد\n")
        assert not found.entries
        assert f"manifest.csv:2: there is no file '{name}'" in str(found.astray[0])

    def test_row_without_file(self, tmp_path: Path) -> None:
        assert "names no file" in str(table(tmp_path, "file,source\n,راصد\n").astray[0])

    def test_same_file_twice(self, tmp_path: Path) -> None:
        assert entry(tmp_path, "file,source\na.txt,راصد\na.txt,راصد\n") == Entry(2, "راصد")
        error = entry(tmp_path, "file,source\na.txt,راصد\n./a.txt,غيره\n")
        assert isinstance(error, InputError) and "manifest.csv:3: names the file of line 2 again" in str(error)


class TestBadTables:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            (b"", "no column named 'file'"),
            (b"name,source\na.txt,x\n", "no column named 'file'"),
            (b"file;source\na.txt;x\n", "commas"),
            (b"file,source,Source\na.txt,x,y\n", "stands there twice"),
            (b'file,title\na.txt,"open\n', "not a CSV table"),
            (b"PK\x03\x04\x00\x00", "binary data"),
        ],
    )
    def test_table_is_refused_as_a_whole(self, tmp_path: Path, text: bytes, words: str) -> None:
        with pytest.raises(InputError, match=r"manifest\.csv") as error:
            table(tmp_path, text)
        assert words in str(error.value)
        assert "\n" not in str(error.value)

    def test_folder_for_a_table(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="cannot read the manifest"):
            read_manifest(tmp_path)

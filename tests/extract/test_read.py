"""Files to documents: what is read, what is refused and in which words, and that the others go on."""

import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import Document
from extract.read.decode import Notice, decode
from extract.read.documents import Article, find_articles, read_documents
from ontology.errors import InputError

TEXT = "زار وفد من البلدية مدينة الرقة يوم الأحد.\n"


def write(path: Path, text: str | bytes = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(*paths: Path, manifest: Path | None = None) -> list[Document | InputError | Notice]:
    return list(read_documents(paths, manifest))


def only(path: Path) -> Document:
    (document,) = read(path)
    assert isinstance(document, Document)
    return document


def refusal(path: Path) -> str:
    (error,) = read(path)
    assert isinstance(error, InputError)
    assert "\n" not in str(error)
    return str(error)


def ids(*paths: Path) -> list[str]:
    return [article.id for article in find_articles(paths) if isinstance(article, Article)]


class TestText:
    def test_document_carries_stem_and_text(self, tmp_path: Path) -> None:
        assert only(write(tmp_path / "a.txt")) == Document(id="a", text=TEXT)

    @pytest.mark.parametrize("text", ["سطر\r\nسطر\r\n", "سطر\rسطر", "\ufeffسطر", "سَطْرٌ ـــ\u200f", "أول\f\tثان", "e\u0301", "\U0001f600 خبر"])
    def test_no_code_point_is_changed(self, tmp_path: Path, text: str) -> None:
        assert only(write(tmp_path / "a.txt", text)).text == text

    def test_byte_order_mark_counts_as_it_stands_on_disk(self, tmp_path: Path) -> None:
        document = only(write(tmp_path / "a.txt", b"\xef\xbb\xbf" + TEXT.encode()))
        on_disk = (tmp_path / "a.txt").read_bytes().decode("utf-8")
        assert document.text.index("وفد") == on_disk.index("وفد")

    @given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
    def test_utf_8_round_trip(self, text: str) -> None:
        assert decode(text.encode(), "a.txt") == (text, "utf-8")


class TestOtherEncodings:
    def test_cp1256_is_read_and_reported(self, tmp_path: Path) -> None:
        notice, document = read(write(tmp_path / "old.txt", TEXT.encode("cp1256")))
        assert isinstance(notice, Notice) and isinstance(document, Document)
        assert document.text == TEXT
        assert "old.txt" in str(notice) and "Windows-1256" in str(notice)

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (TEXT.encode()[:20] + b"\xd9" + TEXT.encode()[20:] * 3, "damaged UTF-8 at byte 19"),
            ((TEXT * 5).encode()[:-2] + b"\xd8", "damaged UTF-8"),
            ("Une dépêche à côté".encode("latin-1"), "neither UTF-8"),
            ("Новости дня".encode("cp1251"), "neither UTF-8"),
            (TEXT.encode("utf-16"), "UTF-16"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "binary data"),
            (b"%PDF-1.7\x00\xff", "binary data"),
        ],
    )
    def test_what_is_no_text_is_refused(self, tmp_path: Path, data: bytes, words: str) -> None:
        message = refusal(write(tmp_path / "bad.txt", data))
        assert words in message and "bad.txt" in message

    @given(st.binary())
    def test_any_bytes_give_a_text_or_a_refusal(self, data: bytes) -> None:
        try:
            text, encoding = decode(data, "a.txt")
        except InputError:
            return
        assert text.encode(encoding) == data


class TestRefusals:
    @pytest.mark.parametrize("text", ["", "\n \t", "\ufeff", "--- ...\n"])
    def test_file_without_words(self, tmp_path: Path, text: str) -> None:
        assert "holds no words" in refusal(write(tmp_path / "empty.txt", text))

    def test_missing_file(self, tmp_path: Path) -> None:
        assert "no such file" in refusal(tmp_path / "absent.txt")

    def test_name_with_a_null_byte(self) -> None:
        assert "cannot be read" in refusal(Path("a\0b.txt"))

    @pytest.mark.parametrize("names", [[], ["table.csv", ".hidden.txt", "README.md", ".git/a.txt"]])
    def test_folder_without_articles(self, tmp_path: Path, names: list[str]) -> None:
        for name in names:
            write(tmp_path / name)
        assert "no articles in this folder" in refusal(tmp_path)

    @pytest.mark.parametrize("name", ["a.pdf", "a.csv", "a"])
    def test_other_kinds_of_file(self, tmp_path: Path, name: str) -> None:
        assert "plain text" in refusal(write(tmp_path / name))

    def test_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.txt")
        assert "plain text" in refusal(tmp_path / "pipe.txt")

    def test_too_large(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt")
        size = path.stat().st_size
        (error,) = read_documents([path], largest=size - 1)
        assert f"larger than {size - 1} bytes" in str(error)
        assert [type(d) for d in read_documents([path], largest=size)] == [Document]

    def test_link_to_itself(self, tmp_path: Path) -> None:
        (tmp_path / "loop.txt").symlink_to("loop.txt")
        assert "cannot be read" in refusal(tmp_path / "loop.txt")
        assert "cannot be read" in refusal(tmp_path)

    def test_name_that_is_no_utf_8_can_still_be_printed(self, tmp_path: Path) -> None:
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
        assert "caf\\xe9.txt" in refusal(write(path, ""))
        assert only(write(path)).id == "caf\\xe9"

    def test_others_go_on(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt")
        write(tmp_path / "b.txt", "")
        write(tmp_path / "c.txt")
        found = read(tmp_path, tmp_path / "absent.txt")
        assert [d.id if isinstance(d, Document) else type(d) for d in found] == ["a", InputError, InputError, "c"]

    def test_file_that_vanishes_after_the_search(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt")
        documents = read_documents([path])
        path.unlink()
        assert "no such file" in str(next(documents))


class TestSearch:
    def test_sorted_whatever_the_order_asked_in(self, tmp_path: Path) -> None:
        paths = [write(tmp_path / name) for name in ("b.txt", "a.md", "c/d.TXT")]
        assert ids(*paths) == ids(*reversed(paths)) == ids(tmp_path) == ["a", "b", "d"]

    def test_each_file_once(self, tmp_path: Path) -> None:
        path = write(tmp_path / "x" / "a.txt")
        (tmp_path / "x" / "link.txt").symlink_to(path)
        (tmp_path / "x" / "circle").symlink_to(tmp_path, target_is_directory=True)
        assert ids(path, tmp_path, tmp_path / "x", path) == ["a"]

    def test_linked_folder_is_read(self, tmp_path: Path) -> None:
        write(tmp_path / "elsewhere" / "a.txt")
        (tmp_path / "here").mkdir()
        (tmp_path / "here" / "more").symlink_to(tmp_path / "elsewhere")
        assert ids(tmp_path / "here") == ["a"]

    @pytest.mark.parametrize(
        ("files", "expected"),
        [
            (["a.txt", "b.txt"], ["a", "b"]),
            (["2020/a.txt", "2021/a.txt", "2021/b.txt"], ["2020/a", "2021/a", "b"]),
            (["x/1/a.txt", "y/1/a.txt"], ["x/1/a", "y/1/a"]),
            (["x/a.md", "x/a.txt"], ["a.md", "a.txt"]),
            (["x/a.md", "x/a.txt", "y/a.txt"], ["x/a.md", "x/a.txt", "y/a.txt"]),
        ],
    )
    def test_ids_are_as_short_as_they_can_be_and_all_different(self, tmp_path: Path, files: list[str], expected: list[str]) -> None:
        for name in files:
            write(tmp_path / name)
        assert ids(tmp_path) == expected


class TestStandardInput:
    def test_dash_reads_it_under_a_name_from_its_content(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def document() -> Document:
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
            return only(Path("-"))

        assert document() == document()
        assert document().text == TEXT
        assert document().id.startswith("stdin-")


class TestWithManifest:
    def test_facts_come_from_the_row(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt")
        manifest = write(tmp_path / "manifest.csv", "file,source,published,title\na.txt,وكالة الفرات,2021-12-09,عنوان\n")
        assert read(tmp_path, manifest=manifest) == [Document(id="a", text=TEXT, source="وكالة الفرات", published="2021-12-09", title="عنوان")]

    def test_file_without_a_row_is_read_without_facts(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt")
        manifest = write(tmp_path / "manifest.csv", "file,source\n")
        assert read(tmp_path, manifest=manifest) == [Document(id="a", text=TEXT)]

    def test_bad_row_stands_in_its_article_s_place(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt")
        write(tmp_path / "b.txt")
        manifest = write(tmp_path / "manifest.csv", "file,published\na.txt,9/12/2021\nabsent.txt,\n")
        astray, bad, good = read(tmp_path, manifest=manifest)
        assert "manifest.csv:3" in str(astray) and "manifest.csv:2" in str(bad)
        assert isinstance(good, Document) and good.id == "b"

    def test_manifest_may_lie_apart_from_the_articles(self, tmp_path: Path) -> None:
        write(tmp_path / "articles" / "a.txt")
        manifest = write(tmp_path / "facts" / "manifest.csv", "file,source\na.txt,راصد\n")
        (document,) = read(tmp_path / "articles", manifest=manifest)
        assert isinstance(document, Document) and document.source == "راصد"

    def test_missing_manifest_stops_before_anything_is_read(self, tmp_path: Path) -> None:
        write(tmp_path / "a.txt")
        with pytest.raises(InputError, match="no such manifest"):
            read_documents([tmp_path], tmp_path / "absent.csv")

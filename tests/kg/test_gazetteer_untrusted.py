"""Gazetteers come from anywhere: whatever a file holds, it is told or left out, and costs neither disk nor memory nor the other lines."""

import tracemalloc
import zipfile
from pathlib import Path

import pytest
from gazetteer_fixture import KNOWN, faults_alone, feature, geonames, run, written

from kg.gazetteer.importer import import_places
from kg.gazetteer.values import Limits


def test_every_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = geonames(5, "Marjuha", "مرجوحة")
    lines: tuple[str | bytes, ...] = (
        "a\tb",
        geonames(6, "M", "مرجوحة", where="95\t40"),
        geonames(7, "M", "مرجوحة", where="nan\t40"),
        geonames(8, "M", "مرجوحة").replace("\tMY\t", "\tM1\t"),
        geonames(9, "M", "مرجوحة").replace("9\tM", "-9\tM"),
        geonames(10, "M", "شلهوبة").encode("cp1256"),
        b"\0" * 40,
        b"x" * 5000,
        good,
    )
    path = written(tmp_path, "MY.txt", geonames(4, "First", "الأولى الكبيرة"), *lines)
    found = run([path], limits=Limits(line=2000))
    assert set(found.places) == {"الأولى الكبيرة", "مرجوحة"}
    assert [fault.partition(": ")[0] for fault in found.faults] == [f"{path}:{line}" for line in range(2, 10)]
    assert found.report.fault_count == 8


def test_a_file_of_faults_tells_the_first_and_counts_all(tmp_path: Path) -> None:
    path = written(tmp_path, "MY.txt", geonames(5, "Marjuha", "مرجوحة"), *["broken"] * 500)
    found = run([path])
    assert (len(found.faults), found.report.fault_count) == (Limits().faults, 500)


def test_an_archive_that_swells_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "MY.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("MY.txt", "0" * (64 << 20))
    assert "unpacks to 67108864 bytes" in faults_alone(tmp_path / "MY.zip")


def test_a_damaged_archive_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "MY.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("MY.txt", "\n".join(geonames(n, "Marjuha", "مرجوحة") for n in range(1, 2000)))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    found = run([path])
    assert "cannot be read on from here" in found.faults[-1]


@pytest.mark.parametrize("content", [b"", b"hello\n", b"\xff\xfeI\x00", b"{}", b"{" * 100_000, b"PK\x03\x04rubbish", b'{"features": 3}', b"[1]"])
def test_what_is_no_gazetteer_is_a_fault(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file.txt").write_bytes(content)
    assert faults_alone(tmp_path / "file.txt")


def test_names_hold_nothing_that_breaks_the_table(tmp_path: Path) -> None:
    row = feature(wof__name="Mar\tju|ha\n\u202e", name__ara_x_preferred=["مر\tجوحة", "مرجوحة\nالشط", "<b>مرجوحة</b>", "ال|بلدة", "مرجوحة (قرية)"])
    found = run([written(tmp_path, "1.geojson", row)])
    assert [line.count("\t") for line in found.table.splitlines()] == [12, 12]
    assert next(iter(found.places.values())).label_en == "Mar juha"
    assert {name for place in found.places.values() for name in (place.label_ar, *place.names)} == {"مر جوحة", "مرجوحة الشط", "مرجوحة", "ال بلدة"}


def test_memory_does_not_grow_with_the_gazetteer(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        letters = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
        path = tmp_path / f"{count}.txt"
        with path.open("w", encoding="utf-8") as file:
            for n in range(1_000, 1_000 + count):
                name = "مرج" + "".join(letters[n // 27**place % 27] for place in range(4))
                file.write(geonames(n, f"Village {n}", f"V{n},{name}", where=f"{n % 80}\t{n % 170}") + "\n")
        tracemalloc.start()
        with (tmp_path / "out.tsv").open("wb") as stream:
            report = import_places([path], stream, KNOWN)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert report.taken == count
        return most

    small, large = peak(500), peak(4_000)
    assert large < small + (1 << 20)

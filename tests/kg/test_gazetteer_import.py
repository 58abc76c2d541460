"""`kg gazetteer import`: places of foreign gazetteers as rows like our own."""

import io
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from gazetteer_fixture import WOF_HEADER, Imported, faults_alone, feature, geonames, run, wof, written

from kg.gazetteer.importer import import_places
from kg.gazetteer.known_places import Spot
from kg.gazetteer.table import read_places
from kg.gazetteer.values import Wanted
from ontology.known import PLACE_KINDS, load_entities

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"


class TestGeoNames:
    def test_a_line_is_a_place_of_ours(self, tmp_path: Path) -> None:
        place = run([written(tmp_path, "MY.txt", geonames(5, "Al Marjūḩah", "Marjuha,المرجوحه,المرجوحة", population=9000))]).places["المرجوحة"]
        assert (place.id, place.place_kind, place.label_en, place.names) == ("place/my/al-marjuhah-geonames-5", "town", "Al Marjuhah", ())
        assert (place.latitude, place.longitude, place.precision_km, place.population) == (35.5, 40.5, 3.0, 9000)
        assert (place.country, place.same_as, place.source) == ("MY", ("https://sws.geonames.org/5/",), "geonames")

    @pytest.mark.parametrize(
        ("code", "population", "kind"),
        [
            ("P.PPL", 0, "village"),
            ("P.PPL", 5_000, "town"),
            ("P.PPL", 100_000, "city"),
            ("P.PPLA", 300, "city"),
            ("P.PPLX", 90_000, "neighbourhood"),
            ("S.CMPRF", 0, "camp"),
            ("S.PRN", 0, "prison"),
            ("L.OILF", 0, "field"),
            ("S.DAM", 0, "dam"),
            ("S.AIRB", 0, "base"),
            ("T.HLL", 0, "mountain"),
            ("H.STM", 0, "river"),
        ],
    )
    def test_feature_codes_are_kinds(self, tmp_path: Path, code: str, population: int, kind: str) -> None:
        found = run([written(tmp_path, "MY.txt", geonames(5, "Marjuha", "مرجوحة", code, population=population))])
        assert found.places["مرجوحة"].place_kind == kind

    @pytest.mark.parametrize("code", ["S.HTL", "P.PPLQ", "T.WAD", "S.MSQE"])
    def test_other_features_are_counted_and_left_out(self, tmp_path: Path, code: str) -> None:
        found = run([written(tmp_path, "MY.txt", geonames(5, "Marjuha", "مرجوحة", code))])
        assert (found.places, dict(found.report.passed)) == ({}, {f"of a kind that is not taken ({code})": 1})

    def test_a_place_lies_in_the_nearest_unit_that_has_a_name(self, tmp_path: Path) -> None:
        lines = (
            geonames(1, "Hills", "محافظة التلال", "A.ADM1"),
            geonames(2, "Springs", "قضاء الينابيع", "A.ADM2", admin="07\t12\t\t"),
            geonames(3, "Nameless", "", "A.ADM3", admin="07\t12\t34\t"),
            geonames(4, "Marjuha", "مرجوحة", admin="07\t12\t34\t"),
            geonames(5, "Kafra", "كفرا المرج", admin="07\t99\t\t"),
            geonames(6, "Elsewhere", "مرجانة الشط", admin="00\t\t\t"),
        )
        places = run([written(tmp_path, "MY.txt", *reversed(lines))]).places
        assert "محافظة التلال" not in places  # the packaged one
        assert places["قضاء الينابيع"].parent == "place/my/hills-governorate"
        assert places["مرجوحة"].parent == "place/my/springs-geonames-2"
        assert places["كفرا المرج"].parent == "place/my/hills-governorate"
        assert places["مرجانة الشط"].parent == "marsylia"

    def test_alternate_names_in_arabic_come_first_and_old_ones_never(self, tmp_path: Path) -> None:
        dump = written(tmp_path, "MY.txt", geonames(5, "Marjuha", "Marjuha"), geonames(6, "Other", "Other"))
        names = written(
            tmp_path,
            "alternateNamesV2.txt",
            "1\t5\tar\tالمرجوحة القديمة\t\t\t\t1\t\t",
            "2\t5\tar\tمرجوحة\t\t\t\t\t\t",
            "3\t5\tar\tالمرجوحة\t1\t\t\t\t\t",
            "4\t5\tfa\tمرجوهه\t\t\t\t\t\t",
            "5\t5\tlink\thttps://example.org\t\t\t\t\t\t",
            "6\t5\tar\tمرجوح\t\t\t1\t\t\t",
            "oops",
        )
        found = run([dump, names])
        assert [(place.label_ar, place.names) for place in found.places.values()] == [("المرجوحة", ("مرجوحة",))]
        assert dict(found.report.passed) == {"without a name in Arabic letters": 1}
        assert found.faults[0].startswith(f"{names}:7: 1 columns, not a line of alternate names")

    def test_a_dump_may_be_zipped_as_it_is_offered(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "MY.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("readme.txt", "not data\n")
            archive.writestr("../../MY.txt", geonames(5, "Marjuha", "مرجوحة") + "\nbroken\n")
        found = run([tmp_path / "MY.zip"])
        assert list(found.places) == ["مرجوحة"]
        assert found.faults == [f"{tmp_path}/MY.zip/MY.txt:2: 1 columns where GeoNames has 19; correct or remove the line"]
        assert not (tmp_path.parent.parent / "MY.txt").exists()


class TestWhosOnFirst:
    def test_a_row_of_an_extract_is_a_place_of_ours(self, tmp_path: Path) -> None:
        rows = (wof(1, "Springs", "الينابيع", "county"), wof(2, "Qaryat Marjuha", "Marjuha|قَرية مرجوحة|مرجوحه", parent="1", more="99\t120"))
        places = run([written(tmp_path, "wof.tsv", WOF_HEADER, *rows)]).places
        place = places["مرجوحة"]
        assert (place.id, place.parent, place.population) == ("place/my/qaryat-marjuha-wof-2", "place/my/springs-wof-1", 120)
        assert place.same_as == ("https://sws.geonames.org/99/", "https://spelunker.whosonfirst.org/id/2/")
        assert places["قضاء الينابيع"].names[-1] == "الينابيع"

    def test_a_unit_has_its_bare_name_only_where_no_settlement_has_it(self, tmp_path: Path) -> None:
        rows = (wof(1, "Springs", "الينابيع|ينابيع الشط", "county"), wof(2, "Springs", "الينابيع"), wof(3, "Shalhub", "شلهوب", "county"))
        units = {place.id: place for place in run([written(tmp_path, "wof.tsv", WOF_HEADER, *rows)]).places.values() if place.place_kind == "district"}
        assert "ينابيع الشط" in units["place/my/springs-wof-1"].names
        assert "الينابيع" not in units["place/my/springs-wof-1"].names
        assert "شلهوب" not in units["place/my/shalhub-wof-3"].names  # a packaged village
        assert units["place/my/shalhub-wof-3"].label_ar == "قضاء شلهوب"

    def test_features_in_geojson_say_the_same(self, tmp_path: Path) -> None:
        folder = tmp_path / "data" / "12"
        folder.mkdir(parents=True)
        box = {"geom__bbox": "40.0,35.0,40.4,35.4", "wof__placetype": "county", "wof__id": 7, "wof__name": "Springs", "name__ara_x_preferred": ["الينابيع"]}
        written(folder, "1.geojson", feature(wof__hierarchy=[{"county_id": 7, "locality_id": 1}], wof__concordances={"gn:id": 99}, wof__parent_id=7))
        written(folder, "7.geojson", feature(**box))
        written(folder, "7-alt-uscensus.geojson", feature(**box))
        written(folder, "8.geojson", feature(wof__id=8, mz__is_current=0))
        written(folder, "9.geojson", feature(wof__id=9, edtf__deprecated="2019-01-01"))
        written(folder, "10.geojson", "{")
        (folder / "11.geojson").symlink_to(folder / "1.geojson")
        found = run([tmp_path])
        assert set(found.places) == {"مرجوحة", "قضاء الينابيع"}
        assert found.places["مرجوحة"].parent == "place/my/springs-wof-7"
        assert found.places["مرجوحة"].same_as[0] == "https://sws.geonames.org/99/"
        assert found.places["قضاء الينابيع"].precision_km == pytest.approx(28.7, abs=0.2)
        assert found.report.passed["no longer there, or superseded"] == 2
        assert len(found.faults) == 1 and found.faults[0].startswith(f"{folder}/10.geojson: no JSON")

    def test_features_in_a_database_say_the_same(self, tmp_path: Path) -> None:
        path = tmp_path / "wof.db"
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("CREATE TABLE geojson (id INTEGER, body TEXT, source TEXT, is_alt INTEGER)")
            rows = [(1, feature(), "", 0), (1, feature(wof__name="Alt"), "quattroshapes", 1), (2, "[]", "", 0), (3, None, "", 0)]
            database.executemany("INSERT INTO geojson VALUES (?, ?, ?, ?)", rows)
        before = path.read_bytes()
        found = run([path])
        assert list(found.places) == ["مرجوحة"]
        assert found.faults == [f"{path}: feature 2: no GeoJSON feature with properties; remove it"]
        assert path.read_bytes() == before

    def test_older_databases_hold_features_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "wof.db"
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("CREATE TABLE geojson (id INTEGER PRIMARY KEY, body TEXT, lastmodified INTEGER)")
            database.execute("INSERT INTO geojson VALUES (1, ?, 0)", (feature(),))
        assert list(run([path]).places) == ["مرجوحة"]

    def test_a_database_of_something_else_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "other.db"
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("CREATE VIEW geojson AS SELECT 1 AS id, '{}' AS body, 0 AS is_alt")
        assert "has no table `geojson`" in faults_alone(path)
        path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4000)
        assert "cannot be read as a database" in faults_alone(path)


class TestOcha:
    @pytest.mark.parametrize(
        "header",
        [
            "ADM0_EN,ADM0_PCODE,ADM1_EN,ADM1_AR,ADM1_PCODE,ADM2_EN,ADM2_AR,ADM2_PCODE",
            "admin0Name_en,admin0Pcode,admin1Name_en,admin1Name_ar,admin1Pcode,admin2Name_en,admin2Name_ar,admin2Pcode",
            "adm0_name,adm0_pcode,adm1_name,adm1_name1,adm1_pcode,adm2_name,adm2_name1,adm2_pcode",
        ],
    )
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_sheets_of_all_years_say_the_same(self, tmp_path: Path, header: str, delimiter: str) -> None:
        cells = "Marsylia,MY,Hills,التلال,MY07,Springs,الينابيع,MY0712"
        path = written(
            tmp_path, "adm2.csv", f"\ufeff{header}".replace(",", delimiter), "#country,,,,,,,#adm2".replace(",", delimiter), cells.replace(",", delimiter)
        )
        found = run([path])
        place = found.places["قضاء الينابيع"]
        assert (place.id, place.place_kind, place.label_en) == ("place/my/springs-pcode-my0712", "district", "Springs")
        assert (place.latitude, place.longitude, place.precision_km) == (None, None, None)
        assert (place.parent, found.faults) == ("marsylia", [])

    def test_levels_lie_in_each_other_and_areas_are_radii(self, tmp_path: Path) -> None:
        first = written(tmp_path, "adm1.csv", "ADM1_AR,ADM1_PCODE,Latitude,Longitude", "التلال,MY07,35.1,40.2")
        second = written(
            tmp_path, "adm2.csv", "ADM1_PCODE,ADM2_AR,ADM2_EN,ADM2_PCODE,center_lat,center_lon,area_sqkm", 'MY07,"الينابيع",Springs,MY0712,35.2,40.3,314.2'
        )
        third = written(tmp_path, "places.csv", "ADM2_PCODE,ADM4_AR,ADM4_PCODE,Lat,Long", "MY0712,مرجوحة,MYC1,35.21,40.31")
        places = run([third, second, first]).places
        assert places["قضاء الينابيع"].parent == "place/my/hills-governorate"
        assert places["قضاء الينابيع"].precision_km == 10
        assert (places["مرجوحة"].parent, places["مرجوحة"].place_kind) == ("place/my/springs-pcode-my0712", "village")

    def test_bad_rows_are_named_and_the_rest_goes_on(self, tmp_path: Path) -> None:
        rows = ("التلال الغربية,MY08,35.1", "بلا رمز,,35.1,40", "الينابيع,MY 09,35.1,40", "النهر,MY10,x,40", "المرج,MY11,35,40")
        path = written(tmp_path, "adm1.csv", "ADM1_AR,ADM1_PCODE,lat,lon", *rows)
        found = run([path])
        assert set(found.places) == {"محافظة المرج"}
        told = ("fewer cells than the header", "no p-code", "p-code 'MY 09' is no code", "latitude 'x' is no number")
        assert [fault.partition(": ")[0] for fault in found.faults] == [f"{path}:{line}" for line in (2, 3, 4, 5)]
        assert all(problem in fault for problem, fault in zip(told, found.faults, strict=True))

    def test_a_spreadsheet_is_told_to_be_saved_as_csv(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "adm.xlsx", "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
        assert "save each sheet as CSV" in faults_alone(tmp_path / "adm.xlsx")

    def test_codes_of_three_letters_name_their_country(self, tmp_path: Path) -> None:
        path = written(tmp_path, "adm1.csv", "ADM1_TR,ADM1_AR,ADM1_PCODE", "Hatay,هاتاي,TUR031")
        assert run([path]).places["ولاية هاتاي"].country == "TR"


class TestMerging:
    def test_what_we_have_already_is_counted_and_not_doubled(self, tmp_path: Path) -> None:
        lines = (
            geonames(77, "Renamed", "اسم آخر", where="30\t30"),  # by its GeoNames id
            geonames(78, "Shalhub", "شلهوب", where="35.14\t40.14"),  # by name, kind and distance
            geonames(79, "Shalhub", "شلهوب", where="35.6\t40.9"),  # a homonym farther off
            geonames(80, "Shalhub", "شلهوب", "A.ADM2", where="35.1\t40.1", admin="07\t12\t\t"),  # another kind
        )
        found = run([written(tmp_path, "MY.txt", *lines)])
        assert sorted(place.same_as[0] for place in found.places.values()) == ["https://sws.geonames.org/79/", "https://sws.geonames.org/80/"]
        assert found.report.passed["known already"] == 2

    def test_the_same_place_in_a_later_gazetteer_is_known_already(self, tmp_path: Path) -> None:
        dump = written(tmp_path, "MY.txt", geonames(5, "Marjuha", "مرجوحة"), geonames(6, "Marjuha", "مرجوحة", where="35.51\t40.51"))
        extract = written(tmp_path, "wof.tsv", WOF_HEADER, wof(1, "M", "مرجوحه", more="5\t"), wof(2, "M", "مَرجوحة"), wof(3, "M", "مرجوحة", where="36.5\t41"))
        one, other = run([dump, extract]), run([extract, dump])
        assert sorted(row.split("\t")[0] for row in one.table.splitlines()[1:]) == [
            "place/my/m-wof-3",
            "place/my/marjuha-geonames-5",
            "place/my/marjuha-geonames-6",
        ]
        assert one.report.passed["known already"] == 2
        assert "place/my/marjuha-geonames-5" not in other.table

    def test_the_same_file_twice_changes_nothing(self, tmp_path: Path) -> None:
        one = written(tmp_path, "MY.txt", geonames(5, "Marjuha", "مرجوحة"))
        other = written(tmp_path, "copy.txt", geonames(5, "Marjuha", "مرجوحة"))
        assert run([one]).table == run([one, one]).table == run([one, other]).table
        assert run([one, other]).report.passed == {"known already": 1} or run([one, other]).report.passed == {"told twice": 1}

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            (("point", "MY", 35.0, 40.0), ("point", "MY", 35.0, 40.05), True),
            (("point", "MY", 35.0, 40.0), ("point", "MY", 35.0, 40.2), False),
            (("point", "MY", 35.0, 40.0), ("point", "IQ", 35.0, 40.0), False),
            (("point", "MY", 35.0, 40.0), ("district", "MY", 35.0, 40.0), False),
            (("point", "MY", None, None), ("point", "MY", 35.0, 40.0), True),
        ],
    )
    def test_sameness_is_symmetric(self, one: tuple[str, str, float, float], other: tuple[str, str, float, float], same: bool) -> None:
        first, second = Spot("a", *one, 2.0), Spot("b", *other, 2.0)
        assert (first.may_be(second), second.may_be(first)) == (same, same)


class TestChoosing:
    def test_only_what_is_wanted(self, tmp_path: Path) -> None:
        rows = (geonames(1, "Springs", "الينابيع", "A.ADM2", admin="07\t12\t\t"), geonames(2, "Marjuha", "مرجوحة", admin="07\t12\t\t", population=800))
        path = written(tmp_path, "MY.txt", *rows, geonames(3, "Camp", "مخيم الشط", "S.CMP"))
        assert set(run([path], wanted=Wanted(kinds=frozenset(["village", "camp"]))).places) == {"مرجوحة", "مخيم الشط"}
        assert set(run([path], wanted=Wanted(least_population=500)).places) == {"مرجوحة"}
        assert run([path], wanted=Wanted(countries=frozenset(["IQ"]))).places == {}

    def test_what_is_left_out_is_no_parent(self, tmp_path: Path) -> None:
        rows = (geonames(1, "Springs", "الينابيع", "A.ADM2", admin="07\t12\t\t"), geonames(2, "Marjuha", "مرجوحة", admin="07\t12\t\t"))
        only = run([written(tmp_path, "MY.txt", *rows, geonames(4, "Hills", "محافظة التلال", "A.ADM1"))], wanted=Wanted(kinds=frozenset(["village"])))
        assert only.places["مرجوحة"].parent == "place/my/hills-governorate"


@pytest.fixture(scope="module")
def imported() -> Imported:
    stream = io.BytesIO()
    report = import_places([SHARED / "wof_sy.tsv", SHARED / "wof_iq.tsv"], stream, load_entities())
    return Imported(stream.getvalue().decode(), report)


@pytest.mark.skipif(not SHARED.exists(), reason="the extracts of Who's On First are not here")
class TestRealExtracts:
    def test_every_row_is_a_place_or_counted(self, imported: Imported) -> None:
        rows = sum(len((SHARED / name).read_text(encoding="utf-8").splitlines()) - 1 for name in ("wof_sy.tsv", "wof_iq.tsv"))
        assert imported.report.taken + sum(imported.report.passed.values()) == rows
        assert imported.report.fault_count == 0
        assert imported.report.taken > 25_000

    def test_the_table_is_sorted_and_can_be_read(self, imported: Imported, tmp_path: Path) -> None:
        (tmp_path / "g.tsv").write_text(imported.table, encoding="utf-8")
        places = read_places(tmp_path / "g.tsv")
        assert [place.id for place in places] == sorted(place.id for place in places)
        assert {place.place_kind for place in places} <= PLACE_KINDS
        known = {entity.id for entity in load_entities()} | {place.id for place in places}
        assert [place.id for place in places if place.parent not in known] == []

    def test_what_the_packaged_tables_hold_is_not_doubled(self, imported: Imported) -> None:
        links = {link for entity in load_entities() for link in entity.same_as}
        assert [place.id for place in imported.places.values() if links & {*place.same_as}] == []
        assert imported.report.passed["known already"] > 300

"""Tables of places that a person may have edited: read with the line of every fault, kept by a graph, known to every process."""

from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from extract.model import Document
from kg.build import build, forget, renew
from kg.gazetteer.chosen import GAZETTEER_FILE, NO_GAZETTEERS, choose_gazetteers, gazetteers_of, known_entities, load_places
from kg.gazetteer.table import HEADER, format_places, read_places
from kg.outputs import OUTPUTS
from kg.review import Review
from kg.workers import RuleFactory, find_extractor, load_extractor
from ontology.errors import InputError
from ontology.known import KnownEntity

VILLAGE = KnownEntity(
    id="place/sy/marjuha-test-1",
    kind="place",
    place_kind="village",
    label_ar="مرجوحة",
    label_en="Marjuha",
    names=("المرجوحة",),
    parent="place/sy/al-hasakah-governorate",
    country="SY",
    latitude=36.5,
    longitude=40.75,
    precision_km=2.0,
    population=120,
    source="test",
    same_as=("https://sws.geonames.org/1/",),
)
BARE = replace(VILLAGE, id="place/sy/shalhub-test-2", label_ar="شلهوب", label_en="", names=(), latitude=None, longitude=None, precision_km=None, same_as=())
ARTICLES = {
    "one": "هاجم تنظيم داعش حاجزاً لقوات سوريا الديمقراطية في قرية مرجوحة يوم 7 كانون الأول 2021.\n",
    "two": "اعتقلت قوات سوريا الديمقراطية ثلاثة أشخاص في بلدة شلهوب يوم 6 كانون الأول 2021.\n",
}


def table(folder: Path, *places: KnownEntity, name: str = "places.tsv") -> Path:
    path = folder / name
    path.write_text(format_places(places), encoding="utf-8")
    return path


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def outputs(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in (*OUTPUTS, GAZETTEER_FILE)}


def test_places_come_back_as_they_went(tmp_path: Path) -> None:
    assert read_places(table(tmp_path, BARE, VILLAGE)) == (VILLAGE, BARE)


@pytest.mark.parametrize(
    ("edited", "problem"),
    [
        ({"id": "isis"}, "'isis' is no id of a place"),
        ({"id": "place/sy/a b"}, "is no id of a place"),
        ({"place_kind": "hamlet"}, "'hamlet' is no kind of place"),
        ({"place_kind": "military"}, "'military' is no kind of place"),
        ({"label_ar": ""}, "has no name; fill name_ar"),
        ({"latitude": None}, "has one coordinate"),
        ({"latitude": 136.5}, "bad coordinates 136.5"),
        ({"latitude": float("nan")}, "bad coordinates nan"),
        ({"precision_km": None}, "has coordinates without precision_km"),
        ({"precision_km": float("inf")}, "has coordinates without precision_km"),
        ({"same_as": ("geonames 1",)}, "in same_as is no address"),
        ({"parent": "place/sy/marjuha-test-1"}, "is its own ancestor"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, edited: dict[str, object], problem: str) -> None:
    path = table(tmp_path, replace(VILLAGE, **edited))
    with pytest.raises(InputError) as told:
        read_places(path)
    assert str(told.value).startswith(f"{path}:2: ") and problem in str(told.value)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", ":1: not a table of places"),
        (b"name,place\n", ":1: not a table of places"),
        (HEADER.encode() + b"one\tcell\n", ":2: 2 columns where the header has 13"),
        (HEADER.encode() + "\u0645".encode("cp1256"), ": cannot be read"),
        (format_places([VILLAGE]).encode() + format_places([VILLAGE]).encode().partition(b"\n")[2], ":3: place/sy/marjuha-test-1 stands in"),
    ],
)
def test_a_bad_table_is_named(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "places.tsv"
    path.write_bytes(content)
    with pytest.raises(InputError) as told:
        read_places(path)
    assert f"{path}{problem}" in str(told.value)


def test_circles_of_parents_are_refused(tmp_path: Path) -> None:
    path = table(tmp_path, replace(VILLAGE, parent=BARE.id), replace(BARE, parent=VILLAGE.id))
    with pytest.raises(InputError, match="its own ancestor"):
        read_places(path)


def test_several_tables_are_one_in_any_order(tmp_path: Path) -> None:
    one, other = table(tmp_path, VILLAGE, name="one.tsv"), table(tmp_path, BARE, VILLAGE, name="other.tsv")
    assert load_places(choose_gazetteers([one, other])) == load_places(choose_gazetteers([other, one])) == (VILLAGE, BARE)
    assert choose_gazetteers([one, other]).digest == choose_gazetteers([other, one]).digest != choose_gazetteers([one]).digest
    with pytest.raises(InputError, match=r"told otherwise at .*one\.tsv:2"):
        choose_gazetteers([one, table(tmp_path, replace(VILLAGE, latitude=35.0), name="third.tsv")])


def test_a_table_that_changes_meanwhile_is_told(tmp_path: Path) -> None:
    path = table(tmp_path, VILLAGE)
    chosen = replace(choose_gazetteers([path]), digest="another")
    with pytest.raises(InputError, match="changed while it was in use"):
        load_places(chosen)


def test_a_packaged_id_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"places\.tsv:2: place/sy/al-hasakah is the id of a packaged place"):
        known_entities(choose_gazetteers([table(tmp_path, replace(VILLAGE, id="place/sy/al-hasakah"))]))


def test_equal_factories_are_one_in_a_process_and_in_another(tmp_path: Path) -> None:
    chosen = choose_gazetteers([table(tmp_path, VILLAGE)])
    assert find_extractor("rules", "none", chosen) == RuleFactory("none", chosen) != RuleFactory("none")
    assert load_extractor(RuleFactory("none", chosen)) is load_extractor(RuleFactory("none", choose_gazetteers([tmp_path / "places.tsv"])))
    with get_context("spawn").Pool(1) as pool:
        assert pool.apply(_version, (RuleFactory("none", chosen),)) == RuleFactory("none", chosen)().version != RuleFactory("none")().version


def _version(factory: RuleFactory) -> str:
    return factory().version


def test_an_extractor_finds_what_was_imported(tmp_path: Path) -> None:
    document = Document("one", ARTICLES["one"])
    places = RuleFactory("none", choose_gazetteers([table(tmp_path, VILLAGE)]))().read(document).events[0].places
    assert [(place.name, place.entity) for place in places] == [("مرجوحة", VILLAGE.id)]
    assert [place.entity for place in RuleFactory("none")().read(document).events[0].places] == [None]


def test_a_graph_keeps_its_gazetteers(articles: Path, tmp_path: Path) -> None:
    given = [table(tmp_path, VILLAGE), table(tmp_path, BARE, name="more.tsv")]
    whole, steps = tmp_path / "whole", tmp_path / "steps"
    assert build([articles], whole, jobs=2, gazetteers=given).read == 2
    before = outputs(whole)
    assert VILLAGE.id in before["graph.ttl"].decode() and BARE.id in before["graph.ttl"].decode()
    assert build([articles], whole).read == 0
    assert build([articles], whole, gazetteers=given[::-1]).read == 0
    assert outputs(whole) == before

    build([articles / "two.txt"], steps, gazetteers=given)
    for path in given:
        path.unlink()
    build([articles / "one.txt"], steps)  # it knows them still
    assert outputs(steps) == before
    renew(steps)
    assert outputs(steps) == before
    assert Review(steps).decide(VILLAGE.id, BARE.id, "different").name == "مرجوحة"
    forget("two", steps)
    assert BARE.id not in (steps / "graph.ttl").read_text(encoding="utf-8") and VILLAGE.id in (steps / "graph.ttl").read_text(encoding="utf-8")


def test_a_graph_may_be_told_to_forget_them(articles: Path, tmp_path: Path) -> None:
    never, output = tmp_path / "never", tmp_path / "output"
    build([articles], never)
    build([articles], output, gazetteers=[table(tmp_path, VILLAGE, BARE)])
    assert build([articles], output, gazetteers=[]).read == 2
    assert not (output / GAZETTEER_FILE).exists()
    assert {name: (output / name).read_bytes() for name in OUTPUTS} == {name: (never / name).read_bytes() for name in OUTPUTS}
    assert gazetteers_of(output, None) == NO_GAZETTEERS


def test_an_unusable_gazetteer_stops_a_build_before_anything_is_written(articles: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        build([articles], tmp_path / "output", gazetteers=[tmp_path / "none.tsv"])
    with pytest.raises(InputError, match="no kind of place"):
        build([articles], tmp_path / "output", gazetteers=[table(tmp_path, replace(VILLAGE, place_kind="hamlet"))])
    assert not (tmp_path / "output").exists()

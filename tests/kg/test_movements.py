"""Where movements come from and go to, from the articles' words to the graph: each report's own, and what all of them tell together."""

import csv
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions

from extract.model import Document, EntityKind, EventMention, EventType, Span
from kg.build import build
from kg.compatible import Compatibility
from kg.model import Entity, Report
from kg.query import ask
from kg.records import read_records, record_table
from kg.store import STORE_FOLDER, GraphStore
from kg.tables import Table
from kg.united import united_way
from ontology.terms import DATA

KHARTOUM, NYALA = "place/sd/khartoum", "place/sd/nyala"
TEXTS = {
    "one": "أفاد شهود بأن قوات الدعم السريع انسحبت من مدينة الخرطوم في 12 أبريل 2024.",
    "two": "انسحبت قوات الدعم السريع في 12 أبريل 2024 من الخرطوم إلى نيالا.",
}
PLACES = {
    one.id: one
    for one in (
        Entity("hama", EntityKind.PLACE, "محافظة حماة", None, known=True),
        Entity("suran", EntityKind.PLACE, "صوران", None, known=True, parent="hama"),
        Entity("homs", EntityKind.PLACE, "حمص", None, known=True),
    )
}


def test_reports_keep_their_way_and_the_event_unites_them(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    assert build([tmp_path], tmp_path / "graph").events == 1
    with GraphStore.open(tmp_path / "graph" / STORE_FOLDER, read_only=True) as store:
        assert asked(store, "?event kh:origin ?x") == [KHARTOUM]
        assert asked(store, "?event kh:destination ?x") == [NYALA]
        assert asked(store, "?event kh:place ?x") == [KHARTOUM, NYALA]
        for role, words in (("origin", ["الخرطوم", "مدينة الخرطوم"]), ("destination", ["نيالا"])):
            assert asked(store, f'?report kh:mention [ kh:role "{role}" ; kh:words ?x ]') == words
        answered = ask(store, "movements", {"origin": "السودان", "destination": "نيالا"})
        assert isinstance(answered, Table) and [row[answered.columns.index("origins")] for row in answered.texts()] == ["Khartoum"]


    with (tmp_path / "graph" / "events.csv").open(encoding="utf-8-sig", newline="") as stream:
        (line,) = csv.DictReader(stream)
    assert [line[column] for column in ("origins_ar", "origins_en", "destinations_ar", "destinations_en")] == ["الخرطوم", "Khartoum", "نيالا", "Nyala"]
    assert sorted(line["places_en"].split(";")) == ["Khartoum", "Nyala"]


def test_records_tell_both_ends_in_columns_of_their_own() -> None:
    table = record_table(read_records([Document("two", TEXTS["two"])], tell=print))
    (row,) = table.texts()
    told = dict(zip(table.columns, row, strict=True))
    assert (told["origin"], told["destination"]) == ("الخرطوم", "نيالا")


def asked(store: GraphStore, pattern: str) -> list[str]:
    found = store.query(f"SELECT DISTINCT ?x {{ {pattern} }}")
    assert isinstance(found, QuerySolutions)
    return sorted(solution["x"].value.removeprefix(DATA) for solution in found)


def report(number: int, origins: str, destinations: str) -> Report:
    mention = EventMention("d", Span(0, 9), Span(0, 4), EventType.RETREAT)
    return Report(str(number), mention, (), (), (), None, tuple(origins.split()), tuple(destinations.split()))


@pytest.mark.parametrize(
    ("told", "origins", "destinations"),
    [
        ([("hama", ""), ("", "homs")], "hama", "homs"),  # one tells where from, the other where to
        ([("hama", "homs"), ("suran", "homs")], "suran", "homs"),  # the narrower one
        ([("hama", ""), ("homs", "")], "hama homs", ""),  # two origins stand side by side
        ([("hama", "homs"), ("homs", "")], "hama", ""),  # from and to Homs: neither
        ([("", ""), ("", "")], "", ""),
    ],
)
def test_what_reports_tell_of_a_way_is_united(told: list[tuple[str, str]], origins: str, destinations: str) -> None:
    rules = Compatibility(PLACES)
    ways = [(one.origins, one.destinations) for one in (report(number, *way) for number, way in enumerate(told))]
    wanted = tuple(origins.split()), tuple(destinations.split())
    assert united_way(ways, rules) == united_way(ways[::-1], rules) == wanted

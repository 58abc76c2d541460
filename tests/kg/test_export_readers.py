"""Exports for maps, databases and data frames, each read by something that did not write it and compared with the graph."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from graph_fixture import BASE, store_with_an_area
from pyoxigraph import RdfFormat, Store, parse

from kg.export import FORMATS, write_export
from kg.export.geojson import _ground
from kg.network import Filters, build_network
from kg.store import GraphStore
from ontology.errors import InputError


@pytest.fixture(scope="module")
def store() -> GraphStore:
    return store_with_an_area()


def exported(store: GraphStore, form: str, **options: bool) -> bytes:
    stream = io.BytesIO()
    write_export(store, form, stream, build_network(store, Filters()), **options)
    return stream.getvalue()


def selected(store: GraphStore, sparql: str) -> set[tuple[str, ...]]:
    return {tuple(term.value for term in solution) for solution in store.query(sparql)}  # type: ignore[union-attr]


# --- GeoJSON


def features(store: GraphStore) -> dict[str, Any]:
    read = json.loads(exported(store, "geojson"))
    assert read["type"] == "FeatureCollection"
    return {feature["id"].rsplit("/", 1)[-1]: feature for feature in read["features"]}


def positions(value: Any) -> Iterator[tuple[float, float]]:
    if isinstance(value, list) and value and isinstance(value[0], float):
        yield value[0], value[1]
    elif isinstance(value, list):
        for one in value:
            yield from positions(one)


def test_every_event_is_a_feature_with_longitude_first(store: GraphStore) -> None:
    found = features(store)
    assert {(f"{BASE}event/{name}",) for name in found} == selected(store, "SELECT DISTINCT ?event { ?event a kh:Event }")
    assert found["b2"]["geometry"] == {"type": "Point", "coordinates": [40.75, 36.5]}
    assert found["b2"]["properties"] | {"sentence": ""} == {
        "type": "COERCE", "actors": [f"{BASE}coalition", f"{BASE}sdf"], "targets": [f"{BASE}unlisted/cell"], "places": [f"{BASE}place/al-hasakah"],
        "places_ar": ["الحسكة"], "places_en": ["Al-Hasakah"], "place_class": [], "precision_km": 5.0, "date": "2021-12", "first_day": "2021-12-01",
        "last_day": "2021-12-31", "factuality": "asserted", "belief": 0.75, "reports": 1, "sentence": "",
    }  # fmt: skip


def test_an_event_without_a_place_has_no_geometry(store: GraphStore) -> None:
    assert features(store)["d4"]["geometry"] is None
    assert "geometry" in features(store)["d4"]  # RFC 7946 wants the member


def test_an_area_is_a_polygon_with_its_precision(store: GraphStore) -> None:
    area = features(store)["e5"]
    assert area["geometry"]["type"] == "Polygon"
    assert (area["properties"]["place_class"], area["properties"]["precision_km"]) == (["sector"], 21.5)
    both = features(store)["a1"]["geometry"]
    assert both["type"] == "GeometryCollection"
    assert sorted(one["type"] for one in both["geometries"]) == ["Point", "Polygon"]


def test_rings_are_closed_and_turn_as_the_standard_says() -> None:
    clockwise = "POLYGON((0 0, 0 4, 4 4, 4 0, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1))"
    ground = _ground(clockwise)
    assert ground is not None
    outer, hole = ground["coordinates"]
    assert outer[0] == outer[-1] and hole[0] == hole[-1]
    assert turning(outer) > 0 > turning(hole)
    assert _ground("LINESTRING(40 36, 41 36.5)") == {"type": "LineString", "coordinates": [(40.0, 36.0), (41.0, 36.5)]}
    assert _ground("MULTIPOINT((1 2))") is None


def turning(ring: list[tuple[float, float]]) -> float:
    return sum((next_x - x) * (next_y + y) for (x, y), (next_x, next_y) in pairwise(ring)) * -1


def test_all_positions_lie_on_the_earth_and_near_syria(store: GraphStore) -> None:
    found = [place for feature in features(store).values() for place in positions((feature["geometry"] or {}).get("coordinates", []))]
    assert found
    assert all(40 < longitude < 42 and 35 < latitude < 37 for longitude, latitude in found)


# --- Neo4j


def tables(store: GraphStore) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(exported(store, "neo4j"))) as archive:
        assert archive.testzip() is None
        return {name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"), newline=""))) for name in archive.namelist()}


def test_neo4j_gets_ids_labels_and_ties_that_meet(store: GraphStore) -> None:
    read = tables(store)
    ids = [row["iri:ID"] for name in ("events.csv", "entities.csv", "reports.csv") for row in read[name]]
    assert len(ids) == len(set(ids))
    ties = read["relationships.csv"]
    assert {end for tie in ties for end in (tie[":START_ID"], tie[":END_ID"])} <= set(ids)
    for kind, prop in (("ACTOR", "kh:actor"), ("TARGET", "kh:target"), ("PLACE", "kh:place"), ("REPORTS", "kh:reports")):
        found = {(tie[":START_ID"], tie[":END_ID"]) for tie in ties if tie[":TYPE"] == kind}
        assert found == selected(store, f"SELECT DISTINCT ?s ?o {{ ?s {prop} ?o }}")
    events = {row["iri:ID"].rsplit("/", 1)[-1]: row for row in read["events.csv"]}
    assert (events["a1"][":LABEL"], events["a1"]["firstDay:date"], events["a1"]["belief:double"]) == ("Event;Assault", "2021-12-06", "0.9375")
    assert events["d4"]["firstDay:date"] == ""
    isis = next(row for row in read["entities.csv"] if row["iri:ID"] == f"{BASE}isis")
    assert (isis[":LABEL"], isis["label_ar"], isis["aliases:string[]"].count(";")) == ("Entity;ArmedGroup", "داعش", 1)
    assert not any("\n" in value for rows in read.values() for row in rows for value in row.values())


# --- Parquet


def test_parquet_is_read_by_a_database(store: GraphStore, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    (tmp_path / "events.parquet").write_bytes(exported(store, "parquet"))
    ask = duckdb.connect().execute
    table = f"'{tmp_path / 'events.parquet'}'"
    assert {(event,) for (event,) in ask(f"SELECT event FROM {table}").fetchall()} == selected(store, "SELECT DISTINCT ?event { ?event a kh:Event }")
    found = ask(f"SELECT event, actor FROM (SELECT event, unnest(actors) AS actor FROM {table})").fetchall()
    assert set(found) == selected(store, "SELECT DISTINCT ?event ?actor { ?event kh:actor ?actor }")
    (row,) = ask(f"SELECT CAST(first_day AS VARCHAR), belief, counts[1].low, places_en, precision_km, sources FROM {table} WHERE event LIKE '%/a1'").fetchall()
    assert row == ("2021-12-06", 0.9375, 3, ["Ash Shaddadi", "east of Ash Shaddadi"], 2.0, ["Furat News", "Khabur Post"])
    assert ask(f"SELECT first_day FROM {table} WHERE event LIKE '%/d4'").fetchall() == [(None,)]


def test_without_pyarrow_parquet_names_the_remedy(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"the format parquet needs pyarrow, which is not installed; run: pip install 'khabar\[parquet\]'"):
        exported(store, "parquet")


# --- networks of real graphs


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networkx_reads_the_network_of_the_graph(store: GraphStore, form: str) -> None:
    network = build_network(store, Filters())
    text = io.BytesIO(exported(store, form))
    read = nx.read_graphml(text, force_multigraph=True) if form == "graphml" else nx.read_gexf(text)
    assert set(read.nodes) == set(network.nodes)
    assert sorted(read.edges()) == sorted(network.edges())
    assert {(name, attributes.get("label_ar")) for name, attributes in read.nodes(data=True)} == {
        (name, attributes["label_ar"]) for name, attributes in network.nodes(data=True)
    }


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_the_network_need_not_be_made_to_be_written(store: GraphStore, form: str) -> None:
    stream = io.BytesIO()
    write_export(store, form, stream)
    assert stream.getvalue() == exported(store, form)
    stream.seek(0)
    read = nx.read_graphml(stream, force_multigraph=True) if form == "graphml" else nx.read_gexf(stream)
    keys = {(attributes.get("id_"),) for _, _, attributes in read.edges(data=True)}
    assert keys == selected(store, "SELECT DISTINCT ?event { ?event a kh:Event }")  # also the one that is only denied


def test_an_edge_tells_its_reports_as_json_and_a_node_in_gephi_its_name(store: GraphStore) -> None:
    read = nx.read_gexf(io.BytesIO(exported(store, "gexf")))
    told = [report for _, _, attributes in read.edges(data=True) for report in json.loads(attributes["reports"])]
    assert {(report["id"], report["sentence"]) for report in told} >= selected(
        store, "SELECT ?report ?sentence { ?event kh:actor ?actor ; kh:target ?target . ?report kh:reports ?event ; kh:sentence ?sentence }"
    )
    assert read.nodes[f"{BASE}isis"]["label"] == "داعش"


# --- RDF 1.2


@pytest.mark.parametrize(("form", "read_as"), [("ttl", RdfFormat.TURTLE), ("trig", RdfFormat.TRIG), ("nq", RdfFormat.N_QUADS)])
def test_reifiers_tell_the_event_of_each_plain_triple(store: GraphStore, form: str, read_as: RdfFormat) -> None:
    plain, reified = Store(), Store()
    plain.bulk_extend(parse(exported(store, form), format=read_as))
    reified.bulk_extend(parse(exported(store, form, reifiers=True), format=read_as))
    sparql = """PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX kh: <https://w3id.org/khabar/ontology#>
      SELECT ?event ?actor ?target { ?event rdf:reifies <<( ?actor kh:assaulted ?target )>> }"""
    found = {tuple(term.value for term in row) for row in reified.query(sparql, use_default_graph_as_union=True)}  # type: ignore[union-attr]
    a, c, f = (f"{BASE}event/{name}" for name in ("a1", "c3", "f6"))
    isis, sdf, civilians = f"{BASE}isis", f"{BASE}sdf", f"{BASE}civilians"
    assert found == {(a, f"{BASE}unlisted/cell", sdf), (c, f"{BASE}turkey", civilians), (f, isis, sdf), (f, isis, civilians)}
    assert set(plain) < set(reified)
    assert len(reified) - len(plain) == 7  # and three of the other plain triples


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in ("ttl", "trig", "nq")])
def test_reifiers_belong_to_rdf(store: GraphStore, form: str) -> None:
    with pytest.raises(InputError, match="reifiers does not fit the format"):
        exported(store, form, reifiers=True)
    if form != "csv":
        with pytest.raises(InputError, match="byte order mark does not fit the format"):
            exported(store, form, byte_order_mark=True)


def test_csv_takes_a_byte_order_mark(store: GraphStore) -> None:
    assert exported(store, "csv", byte_order_mark=True) == b"\xef\xbb\xbf" + exported(store, "csv")


def test_there_are_as_many_formats_as_the_guide_tells() -> None:
    guide = (Path(__file__).resolve().parents[2] / "docs" / "user-guide.md").read_text(encoding="utf-8")
    assert all(f"`{form}`" in guide for form in FORMATS)

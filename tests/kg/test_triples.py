"""From values to quads: what a graph holds, that it never depends on order, and that no text or id can break it."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from extract.model import (
    Attribution,
    Count,
    CountKind,
    Document,
    EntityKind,
    EventMention,
    EventType,
    Exactness,
    Factuality,
    Mention,
    Precision,
    Publication,
    Span,
    Stance,
    TimeInterval,
)
from kg.model import Coordinates, Entity, Event, Extent, PlaceClass, PlaceNaming, Report
from kg.nodes import decimal, document_iri, entity_iri, event_iri, linked_iri, part_of, report_iri, run_iri, scripted, trimmed, worded
from kg.triples import Run, assembled_quads, document_quads
from ontology.errors import InputError
from ontology.files import CONTEXT_FILE, read_ontology
from ontology.terms import DATA, DCTERMS, EVENT_CLASS, EVENT_PREDICATE, GEO, KH, OA, OWL, PROV, RDF, RDFS, SKOS
from ontology.terms import TIME as OWL_TIME

GOLDEN = Path(__file__).parent / "golden" / "triples.nq"
RUN = Run("rules", "1")
TEXT = "عنوان. قالت الشرطة إن مسلحين قتلوا 3 مدنيين في الهول أمس. انتهى."


def found(words: str, kind: EntityKind | None = None) -> Mention:
    start = TEXT.index(words)
    return Mention(Span(start, start + len(words)), words, words, kind)


def span_of(words: str) -> Span:
    return found(words).span


TIME = TimeInterval(span_of("أمس"), "أمس", "2021-12-06", date(2021, 12, 6), date(2021, 12, 6), Precision.DAY)
KILLED = Count(CountKind.KILLED, 3, 3, Exactness.EXACT, span_of("3 مدنيين"))
DOCUMENT = Document("007", TEXT, source="وكالة", published="2021-12-07", title="خبر قصير", url="https://example.org/7?a=1&b=«س»")
MENTION = EventMention(
    document="007", sentence=span_of("قالت الشرطة إن مسلحين قتلوا 3 مدنيين في الهول أمس."), trigger=span_of("قتلوا"), type=EventType.ASSAULT,
    actors=(found("مسلحين"),), targets=(found("مدنيين"),), places=(found("الهول"),), time=TIME, counts=(KILLED,),
    attribution=Attribution(found("الشرطة")), rule="kill/active", confidence=0.85,
)  # fmt: skip
REPORT = Report("r1", MENTION, ("unlisted/gunmen",), ("civilians",), ("place/al-hawl",), attributed_to="police")
EVENT = Event("e1", EventType.ASSAULT, ("unlisted/gunmen",), ("civilians",), ("place/al-hawl",), TIME, (KILLED,), Factuality.ASSERTED, 0.85, (REPORT,))
ENTITIES = {
    entity.id: entity
    for entity in (
        Entity("unlisted/gunmen", EntityKind.GROUP, "مسلحون", None, member_of="isis"),
        Entity(
            "isis",
            EntityKind.ARMED_GROUP,
            "تنظيم الدولة",
            "Islamic State",
            known=True,
            aliases=("داعش", "ISIS"),
            same_as=("https://example.org/isis",),
            sectors=("REB", "IMG"),
            valid_from="2013-04",
        ),
        Entity("civilians", EntityKind.CIVILIANS, "مدنيون", "civilians", known=True),
        Entity("police", EntityKind.MILITARY, "الشرطة", "police", known=True, sectors=("COP",), valid_to="2024-12-08"),
        Entity("place/al-hawl", EntityKind.PLACE, "الهول", "Al-Hawl", known=True, parent="place/al-hasakah", coordinates=Coordinates(36.3908, 41.15, 3)),
        Entity("place/al-hasakah", EntityKind.PLACE, "الحسكة", "Al-Hasakah", known=True),
    )
}


def of_document(document: Document = DOCUMENT, reports: tuple[Report, ...] = (REPORT,), base: str = DATA) -> list[Quad]:
    return list(document_quads(document, reports, {report.id: "e1" for report in reports}, base, RUN))


def assembled(events: tuple[Event, ...] = (EVENT,), entities: Mapping[str, Entity] = ENTITIES, base: str = DATA) -> list[Quad]:
    return list(assembled_quads(events, entities, base))


def values(quads: list[Quad], subject: NamedNode, predicate: str) -> list[str]:
    return [str(quad.object.value) for quad in quads if quad.subject == subject and quad.predicate.value == str(predicate)]  # type: ignore[union-attr]


def written(quads: list[Quad]) -> bytes:
    lines = pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS)
    assert lines is not None
    return lines


def as_lines(quads: list[Quad]) -> list[str]:
    return sorted(written(quads).decode().splitlines())


def test_a_small_document_gives_exactly_the_golden_quads() -> None:
    """To renew the file after an intended change: write `as_lines(...)` of the same values to it and read the diff."""
    assert as_lines(of_document() + assembled()) == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_the_words_that_make_a_stance_and_an_attribution_are_mentions() -> None:
    said = Attribution(found("الشرطة"), span_of("قالت"))
    threatened = replace(MENTION, factuality=Factuality.PLANNED, stance=Stance.THREATENS, cue=span_of("إن"), attribution=said)
    quads = of_document(reports=(replace(REPORT, mention=threatened),))
    report = NamedNode(f"{DATA}report/r1")
    assert (values(quads, report, KH.stance), values(quads, report, KH.factuality)) == ([str(KH.Threatens)], [str(KH.Planned)])
    meant = {
        role: (values(quads, node, KH.words), values(quads, node, KH.refersTo), values(quads, node, OA.start))  # type: ignore[arg-type]
        for node in {quad.subject for quad in quads if quad.predicate.value == str(KH.role)}
        for role in values(quads, node, KH.role)  # type: ignore[arg-type]
    }
    assert meant["cue"] == (["إن"], [str(KH.Threatens)], [str(span_of("إن").start)])
    assert meant["source-cue"] == (["قالت"], [str(KH.attributedTo)], [str(span_of("قالت").start)])


def test_whoever_passes_words_on_is_told_with_the_words_that_say_so() -> None:
    relay = Attribution(found("مدنيين"), span_of("أمس"), Attribution(found("الشرطة"), span_of("في")))
    mention = replace(MENTION, attribution=Attribution(found("الشرطة"), span_of("قالت"), relay))
    quads = of_document(reports=(replace(REPORT, mention=mention, relayed_by=("civilians", "police")),))
    report = NamedNode(f"{DATA}report/r1")
    assert values(quads, report, KH.attributedTo) == [f"{DATA}police"]
    assert values(quads, report, KH.relayedBy) == [f"{DATA}civilians"]  # nobody passes on his own words
    relays = [quad.subject for quad in quads if quad.predicate.value == str(KH.role) and quad.object == Literal("relay")]
    assert [values(quads, node, KH.words) for node in relays] == [["مدنيين"]]  # type: ignore[arg-type]
    cues = {
        (*values(quads, node, KH.words), *values(quads, node, KH.refersTo))  # type: ignore[arg-type]
        for node in [quad.subject for quad in quads if quad.predicate.value == str(KH.role) and quad.object == Literal("source-cue")]
    }
    assert cues == {("قالت", str(KH.attributedTo)), ("أمس", str(KH.relayedBy))}


def test_every_offset_leads_back_to_its_words() -> None:
    quads = of_document()
    nodes = {quad.subject for quad in quads if quad.predicate.value == str(KH.words) and values(quads, quad.subject, OA.start)}  # type: ignore[arg-type]
    assert len(nodes) == 6  # actor, target, place, time, count, source
    for node in nodes:
        (start,), (end,), (words,) = (values(quads, node, predicate) for predicate in (OA.start, OA.end, KH.words))  # type: ignore[arg-type]
        assert TEXT[int(start) : int(end)] == words
    (start,), (end,), (sentence,) = (
        values(quads, NamedNode(f"{DATA}report/r1/{part}"), predicate)
        for part, predicate in (("position", OA.start), ("position", OA.end), ("quote", OA.exact))
    )
    assert TEXT[int(start) : int(end)] == sentence == values(quads, report_iri(DATA, "r1"), KH.sentence)[0]


def test_every_quad_of_a_document_is_in_its_graph_and_none_has_blank_nodes() -> None:
    for quads, graph in ((of_document(), f"{DATA}document/007"), (assembled(), f"{DATA}graph/assembled")):
        assert {quad.graph_name for quad in quads} == {NamedNode(graph)}
        assert not [quad for quad in quads if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)]
        assert len(set(quads)) == len(quads)


def test_the_order_of_reading_changes_nothing() -> None:
    reports = tuple(replace(REPORT, id=f"r{number}") for number in range(8))
    events = tuple(replace(EVENT, id=f"e{number}", actors=("isis", "police")) for number in range(8))
    shuffled = Random(7)
    other_reports, other_events = shuffled.sample(reports, 8), shuffled.sample(events, 8)
    other_entities = dict(shuffled.sample(list(ENTITIES.items()), len(ENTITIES)))
    turned = tuple(replace(event, actors=event.actors[::-1]) for event in other_events)
    assert of_document(reports=reports) == of_document(reports=tuple(other_reports))
    assert assembled(events) == assembled(turned, other_entities)


def test_counts_are_numbered_by_their_figures() -> None:
    counts = (KILLED, replace(KILLED, kind=CountKind.WOUNDED, low=9, high=None, exactness=Exactness.AT_LEAST), replace(KILLED, low=1))
    quads = assembled((replace(EVENT, counts=counts),))
    assert quads == assembled((replace(EVENT, counts=counts[::-1]),))
    assert [values(quads, NamedNode(f"{DATA}event/e1/count/{number}"), KH.low) for number in (1, 2, 3)] == [["1"], ["3"], ["9"]]
    assert values(quads, NamedNode(f"{DATA}event/e1/count/3"), KH.high) == []


def test_an_event_says_how_many_sources_and_each_report_in_what_role_its_source_speaks() -> None:
    quads = assembled((replace(EVENT, sources=2, capacities=(("r1", "party"),)),))
    assert values(quads, event_iri(DATA, "e1"), KH.independentSources) == ["2"]
    assert values(quads, report_iri(DATA, "r1"), KH.role) == ["party"]


def test_figures_that_differ_stand_side_by_side_with_their_sources_and_a_range() -> None:
    others = replace(MENTION, counts=(replace(KILLED, low=8, high=None, exactness=Exactness.AT_LEAST),))
    reports = (REPORT, replace(REPORT, id="r2", mention=replace(others, document="008"), attributed_to=None), replace(REPORT, id="r3"))
    counts = (KILLED, *others.counts)
    quads = assembled((replace(EVENT, reports=reports, counts=counts),))
    three, eight, span = (NamedNode(f"{DATA}event/e1/count/{number}") for number in ("1", "2", "killed"))
    assert values(quads, three, PROV.wasDerivedFrom) == [f"{DATA}report/r1/count/1", f"{DATA}report/r3/count/1"]
    assert (values(quads, three, PROV.wasAttributedTo), values(quads, eight, PROV.wasAttributedTo)) == ([f"{DATA}police"], [f"{DATA}document/008"])
    assert set(values(quads, event_iri(DATA, "e1"), KH.count)) == {three.value, eight.value, span.value}
    assert (values(quads, span, KH.low), values(quads, span, KH.high), values(quads, span, KH.exactness)) == (["3"], [], ["range"])
    assert values(quads, span, PROV.wasDerivedFrom) == [three.value, eight.value]


@pytest.mark.parametrize("event_type", list(EventType))
def test_each_type_has_its_class_and_its_plain_triple(event_type: EventType) -> None:
    quads = assembled((replace(EVENT, type=event_type),))
    assert set(values(quads, event_iri(DATA, "e1"), RDF.type)) == {str(KH.Event), EVENT_CLASS[event_type]}
    assert values(quads, entity_iri(DATA, "unlisted/gunmen"), EVENT_PREDICATE[event_type]) == [f"{DATA}civilians"]


@pytest.mark.parametrize("factuality", [Factuality.PLANNED, Factuality.NEGATED, Factuality.DENIED])
def test_what_did_not_happen_gives_no_plain_triple(factuality: Factuality) -> None:
    quads = assembled((replace(EVENT, factuality=factuality),))
    assert not {quad.predicate.value for quad in quads} & set(EVENT_PREDICATE.values())


def test_one_plain_triple_a_pair_however_many_events() -> None:
    quads = assembled(tuple(replace(EVENT, id=f"e{number}", actors=("isis", "police"), targets=("civilians", "state")) for number in range(3)))
    assert sum(quad.predicate.value == str(KH.assaulted) for quad in quads) == 4


def test_what_two_do_side_by_side_neither_does_to_himself() -> None:
    both = ("unlisted/gunmen", "civilians")
    quads = assembled((replace(EVENT, actors=both, targets=both),))
    assert sorted(quad.subject != quad.object for quad in quads if quad.predicate.value == str(KH.assaulted)) == [True, True]


def test_intervals_are_those_of_owl_time_and_share_their_instants() -> None:
    events = tuple(replace(EVENT, id=f"e{number}") for number in range(3))
    store = pyoxigraph.Store()
    store.extend(assembled(events))
    asked = """PREFIX kh: <https://w3id.org/khabar/ontology#> PREFIX time: <http://www.w3.org/2006/time#> SELECT ?event ?first ?last WHERE {
      ?event kh:time ?when . ?when time:hasBeginning/time:inXSDDate ?first ; time:hasEnd/time:inXSDDate ?last }"""
    told = [(row["first"].value, row["last"].value) for row in store.query(asked, use_default_graph_as_union=True)]
    assert told == [("2021-12-06", "2021-12-06")] * 3
    instants = {quad.subject.value for quad in assembled(events) if quad.object == NamedNode(OWL_TIME.Instant)}
    assert instants == {f"{DATA}day/2021-12-06/start", f"{DATA}day/2021-12-06/end"}  # a day has an extent: its ends are two


def test_an_open_bound_has_no_instant() -> None:
    time = TimeInterval(Span(0, 3), "منذ 2016", "2016/..", date(2016, 1, 1), None, Precision.RANGE)
    quads = assembled((replace(EVENT, time=time),))
    node = NamedNode(f"{DATA}event/e1/time")
    assert (values(quads, node, OWL_TIME.hasBeginning), values(quads, node, OWL_TIME.hasEnd)) == ([f"{DATA}day/2016-01-01/start"], [])


@pytest.mark.parametrize(
    ("edtf", "precision", "first", "last"),
    [("2021-12-09", "day", "2021-12-09", "2021-12-09"), ("2021-12", "month", "2021-12-01", "2021-12-31"), ("2021", "year", "2021-01-01", "2021-12-31")],
)
def test_a_publication_that_the_text_proves_stands_apart(edtf: str, precision: str, first: str, last: str) -> None:
    document = replace(DOCUMENT, published=None)
    proved = Publication(edtf, Span(0, 5), "it says so")
    quads = list(document_quads(document, (REPORT,), {"r1": "e1"}, DATA, RUN, published=proved))
    (node,) = values(quads, document_iri(DATA, "007"), KH.inferredPublication)
    told = {name: values(quads, NamedNode(node), term) for name, term in (("edtf", KH.edtf), ("first", KH.firstDay), ("last", KH.lastDay))}
    assert told == {"edtf": [edtf], "first": [first], "last": [last]}
    assert values(quads, NamedNode(node), KH.precision) == [precision]
    assert values(quads, NamedNode(node), KH.words) == [TEXT[:5]]
    assert values(quads, NamedNode(node), RDFS.comment) == ["it says so"]
    assert values(quads, document_iri(DATA, "007"), KH.published) == []
    assert len(set(quads)) == len(quads)


def test_what_is_unknown_leaves_no_trace() -> None:
    bare = EventMention("x", Span(0, 3), Span(0, 3), EventType.AID)
    quads = of_document(Document("x", "abc"), (Report("r", bare, (), (), ()),))
    told = {quad.predicate.value for quad in quads}
    assert not told & {str(term) for term in (KH.published, KH.attributedTo, KH.mention, KH.rule)}
    assert not [quad for quad in quads if isinstance(quad.object, Literal) and quad.object.value in ("", "None")]
    open_time = replace(TIME, edtf=None, first=None, last=None, precision=Precision.VAGUE)
    interval = [quad for quad in assembled((replace(EVENT, time=open_time),)) if quad.subject == NamedNode(f"{DATA}event/e1/time")]
    assert {quad.predicate.value for quad in interval} == {str(RDF.type), str(KH.precision), str(KH.words)}


def test_only_reviewed_likeness_is_identity() -> None:
    likeness = ("police", "https://example.org/x")
    reviewed = assembled((), {"isis": replace(ENTITIES["isis"], same_as=likeness)})
    unreviewed = assembled((), {"isis": replace(ENTITIES["isis"], same_as=likeness, known=False)})
    node = entity_iri(DATA, "isis")
    assert values(reviewed, node, OWL.sameAs) == values(unreviewed, node, KH.possiblySame) == ["https://example.org/x", f"{DATA}police"]
    assert values(unreviewed, node, OWL.sameAs) == values(reviewed, node, KH.possiblySame) == []


def test_labels_and_aliases_carry_the_language_that_their_letters_show() -> None:
    quads = assembled()
    named = {(quad.predicate.value, quad.object) for quad in quads if quad.subject == entity_iri(DATA, "isis")}
    assert (str(RDFS.label), Literal("تنظيم الدولة", language="ar")) in named
    assert (str(RDFS.label), Literal("Islamic State", language="en")) in named
    assert {(str(SKOS.altLabel), Literal("داعش", language="ar")), (str(SKOS.altLabel), Literal("ISIS"))} <= named


def test_a_point_is_longitude_then_latitude() -> None:
    assert values(assembled(), NamedNode(f"{DATA}place/al-hawl/geometry"), GEO.asWKT) == ["POINT(41.15 36.3908)"]


def test_an_area_has_a_polygon_a_centroid_and_the_rule_that_drew_it() -> None:
    ring = "POLYGON((40 34, 41 34, 41 35, 40 34))"
    east = Entity(
        "place/al-hawl/east-of", EntityKind.PLACE, "شرق الهول", "east of Al-Hawl", known=True, coordinates=Coordinates(34.5, 40.5, 60.25),
        extent=Extent(PlaceClass.SECTOR, "the part in this bearing", ring),
    )  # fmt: skip
    quads, node = assembled((), {east.id: east}), entity_iri(DATA, east.id)
    assert values(quads, part_of(node, "geometry"), GEO.asWKT) == [ring]
    assert values(quads, part_of(node, "centroid"), GEO.asWKT) == ["POINT(40.5 34.5)"]
    assert [values(quads, node, one) for one in (KH.precision, KH.rule, KH.precisionKm)] == [["sector"], ["the part in this bearing"], ["60.25"]]
    lost = Entity("unlisted/x", EntityKind.PLACE, "الوادي", None, same_as=("place/al-hawl",), extent=Extent(PlaceClass.UNKNOWN, "no table has it"))
    quads, node = assembled((), {lost.id: lost}), entity_iri(DATA, lost.id)
    assert values(quads, node, GEO.hasGeometry) == values(quads, node, OWL.sameAs) == []
    assert values(quads, node, KH.possiblySame) == [f"{DATA}place/al-hawl"]
    assert [values(quads, node, one) for one in (KH.precision, KH.rule)] == [["unknown"], ["no table has it"]]


def test_a_document_names_its_places_with_offsets_and_reasons() -> None:
    named = [PlaceNaming(Span(0, 4), "place/al-hawl", "the only one"), PlaceNaming(Span(5, 8), "place/al-hawl", "as elsewhere")]
    quads = list(document_quads(DOCUMENT, [], {}, DATA, Run("rules", "1"), named))
    document = document_iri(DATA, DOCUMENT.id)
    assert values(quads, document, DCTERMS.spatial) == [f"{DATA}place/al-hawl"]
    assert values(quads, document, KH.mention) == [f"{document.value}/place/{number}" for number in (1, 2)]
    second = part_of(document, "place", 2)
    assert [values(quads, second, one) for one in (OA.start, OA.end, KH.role, KH.rule)] == [["5"], ["8"], ["place"], ["as elsewhere"]]
    assert values(quads, second, KH.words) == [DOCUMENT.text[5:8]]
    assert {quad.graph_name for quad in quads} == {document}


@pytest.mark.parametrize(
    ("value", "digits"), [(1.0, "1"), (0.0, "0"), (-0.00001, "0"), (0.8625, "0.8625"), (0.123456, "0.1235"), (1e-9, "0"), (100.0, "100"), (-10.5, "-10.5")]
)
def test_figures_are_canonical(value: float, digits: str) -> None:
    assert trimmed(value, 4) == decimal(value).value == digits


ODD_IDS = {
    "plain-1_2.3~": "plain-1_2.3~",
    "two words": "two%20words",
    "a/b": "a%2Fb",
    "a#b?c": "a%23b%3Fc",
    "100%": "100%25",
    '<x>"{}|\\^`': "%3Cx%3E%22%7B%7D%7C%5C%5E%60",
    "خبر": "%D8%AE%D8%A8%D8%B1",
    "new\nline\x00": "new%0Aline%00",
    "\udcff": "%ED%B3%BF",  # how Python names a file whose bytes are no UTF-8
}


@pytest.mark.parametrize(("identifier", "encoded"), ODD_IDS.items())
def test_odd_ids_give_valid_iris(identifier: str, encoded: str) -> None:
    assert document_iri(DATA, identifier).value == f"{DATA}document/{encoded}"
    assert entity_iri(DATA, identifier).value == f"{DATA}{encoded.replace('%2F', '/')}"
    quads = of_document(replace(DOCUMENT, id=identifier), (replace(REPORT, id=identifier, mention=replace(MENTION, document=identifier)),))
    assert set(pyoxigraph.parse(written(quads), format=RdfFormat.N_QUADS)) == set(quads)


@given(st.text(), st.text())
def test_different_ids_never_share_an_iri(one: str, other: str) -> None:
    assert (document_iri(DATA, one) == document_iri(DATA, other)) == (one == other)
    assert re.fullmatch(r"[A-Za-z0-9._~%:/-]+", document_iri(DATA, one).value)


HOSTILE = [
    'quotes " \'\'\' """ and \\ backslash',
    "> . <urn:x> <urn:y> <urn:z> .",
    "line\nfeed\rreturn\ttab",
    "nul \x00 bell \x07 \u2028 \ufeff",
    "‫يمين‬ \u202e محارف اتجاه",
    "</script><script>alert(1)</script>",
    "emoji 🕊️ and e\u0301",
    "half \ud83d a pair",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("language", ["ar", "ar-SY", "Arabic (Syria)", "", "en\n"])
def test_hostile_text_stays_text_in_both_parsers(text: str, language: str) -> None:
    document = Document("x", text, source=text, published=text, title=text, url=text, language=language)
    mention = EventMention("x", Span(0, len(text)), Span(0, len(text)), EventType.AID, rule=text)
    quads = of_document(document, (Report("r", mention, (), (), ()),))
    assert set(pyoxigraph.parse(written(quads), format=RdfFormat.N_QUADS)) == set(quads)
    read = Dataset().parse(data=written(quads), format="nquads")
    assert len({triple[:3] for triple in read.quads()}) == len(quads)
    assert values(quads, report_iri(DATA, "r"), KH.sentence) == [text.replace("\ud83d", "\ufffd")]


def test_round_trip_in_both_parsers_and_through_a_store() -> None:
    quads = of_document() + assembled()
    store = pyoxigraph.Store()
    store.extend(quads)
    assert set(store) == set(quads)  # figures and language tags come back as they were written
    turtle = pyoxigraph.serialize((quad.triple for quad in quads), format=RdfFormat.TURTLE)
    lines = pyoxigraph.serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    assert isomorphic(Graph().parse(data=turtle, format="turtle"), Graph().parse(data=lines, format="nt"))


def test_json_ld_in_our_context_says_the_same_in_both_parsers() -> None:
    graph = Graph().parse(data=written([Quad(*quad.triple) for quad in of_document() + assembled()]), format="nt")
    context = json.loads(read_ontology(CONTEXT_FILE))["@context"]
    compact = graph.serialize(format="json-ld", context=context)
    assert isomorphic(Graph().parse(data=compact, format="json-ld"), graph)
    assert isomorphic(Graph().parse(data=written(list(pyoxigraph.parse(compact, format=RdfFormat.JSON_LD))), format="nt"), graph)


@pytest.mark.parametrize("base", ["", "id/", "https://example.org/id", "https://example.org/a b/", "no scheme:/"])
def test_an_unusable_base_is_refused_with_advice(base: str) -> None:
    with pytest.raises(InputError, match=r"IRI.*; (give one|remove)"):
        document_iri(base, "x")


def test_a_base_of_ones_own_is_used_everywhere() -> None:
    quads = of_document(base="urn:mine:ids/") + assembled(base="urn:mine:ids/")
    assert not [quad for quad in quads if DATA in str(quad)]
    assert linked_iri("urn:mine:ids/", "isis") == NamedNode("urn:mine:ids/isis")


def test_the_run_depends_on_name_and_version_only() -> None:
    assert run_iri(DATA, "rules", "1") == run_iri(DATA, "rules", "1")
    assert len({run_iri(DATA, *run) for run in (("rules", "1"), ("rules", "2"), ("llm", "1"), ("rules1", ""))}) == 4


def test_a_report_of_another_document_or_without_event_is_refused() -> None:
    with pytest.raises(ValueError, match="report r1 is of document '007', not of 'other'"):
        of_document(replace(DOCUMENT, id="other"))
    with pytest.raises(KeyError):
        list(document_quads(DOCUMENT, (REPORT,), {}, DATA, RUN))


def test_words_without_arabic_letters_get_no_language() -> None:
    assert scripted("ISIS").language is None
    assert scripted("ISIS داعش").language == "ar"
    assert worded("x", "not a tag").language is None

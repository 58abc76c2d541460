"""One good graph, and for each rule of the shapes a way to break it that must be found and explained."""

import re
from datetime import date

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat
from rdflib import Graph, Literal
from rdflib.namespace import SH

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
    Span,
    TimeInterval,
)
from kg.findings import Finding, Severity
from kg.model import Coordinates, Entity, Event, Report
from kg.priors import load_priors
from kg.triples import Run, assembled_quads, document_quads
from kg.validate import validate
from kg.voices import Hearing
from ontology.errors import OntologyError
from ontology.files import ONTOLOGY_FILE, PLOVER_FILE, SECTORS_FILE, SHAPES_FILE, read_ontology
from ontology.terms import DATA, PREFIXES

HEAD = f"@base <{DATA}> .\n" + "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
GOOD = """
<event/e1> a kh:Event , kh:Assault ; kh:factuality kh:Asserted ; kh:belief 0.8 ; kh:independentSources 1 ;
  kh:time <event/e1/time> ; kh:count <event/e1/count/1> ;
  kh:actor <isis> ; kh:target <sdf> ; kh:place <place/al-hawl> .
<event/e1/time> a kh:TimeInterval ; kh:precision "range" ; kh:firstDay "2021-12-06"^^xsd:date ; kh:lastDay "2021-12-07"^^xsd:date .
<event/e1/count/1> a kh:Count ; kh:countKind "killed" ; kh:low 3 ; kh:high 5 ; kh:exactness "about" ; prov:wasDerivedFrom <report/r1/count/1> ;
  prov:wasAttributedTo <coalition> .
<report/r1/count/1> a kh:Count ; kh:countKind "killed" ; kh:low 4 ; kh:exactness "exact" .
<isis> a kh:ArmedGroup ; rdfs:label "داعش"@ar , "ISIS"@en ; kh:sector sector:REB ; schema:foundingDate "2013-04" ; schema:dissolutionDate "2024-12-08" .
<sdf> a kh:ArmedGroup ; rdfs:label "قسد"@ar ; kh:partOf <coalition> .
<coalition> a kh:Coalition ; rdfs:label "Coalition"@en .
<place/al-hawl> a kh:Place ; rdfs:label "الهول"@ar ; geo:hasGeometry <place/al-hawl/geometry> ; kh:precisionKm 3.0 .
<place/al-hawl/geometry> geo:asWKT "POINT(41.15 36.39)"^^geo:wktLiteral .
<place/al-hawl/east-of> a kh:Place ; rdfs:label "شرق الهول"@ar ; kh:partOf <place/al-hawl> ; kh:precision "sector" ; kh:rule "the part in this bearing" ;
  geo:hasGeometry <place/al-hawl/east-of/geometry> ; geo:hasCentroid <place/al-hawl/east-of/centroid> ; kh:precisionKm 21.5 .
<place/al-hawl/east-of/geometry> geo:asWKT "POLYGON((41.15 36.39, 41.4 36.2, 41.4 36.6, 41.15 36.39))"^^geo:wktLiteral .
<place/al-hawl/east-of/centroid> geo:asWKT "POINT(41.3 36.39)"^^geo:wktLiteral .
<unlisted/al-wadi> a kh:Place ; rdfs:label "الوادي"@ar ; kh:precision "unknown" ; kh:rule "no table has it" ; kh:possiblySame <place/al-hawl> .
<person/sami> a kh:Person ; rdfs:label "سامي"@ar ; prov:actedOnBehalfOf <coalition> .
<radio> a kh:Media ; rdfs:label "إذاعة الوادي"@ar .
<office/o1> a org:Membership ; org:member <person/sami> ; org:organization <coalition> ; schema:roleName "المتحدث"@ar ; kh:words "المتحدث سامي"@ar ;
  oa:start 2 ; oa:end 9 ; prov:wasDerivedFrom <document/d1> .
<belonging/b1> a rdf:Statement ; rdf:subject <sdf> ; rdf:predicate kh:partOf ; rdf:object <coalition> ; kh:words "قسد التابعة للتحالف"@ar ;
  oa:start 2 ; oa:end 9 ; prov:wasDerivedFrom <document/d1> .
<document/d1> dcterms:publisher <radio> .
<document/d1> a kh:Document .
<report/r1> a kh:Report ; kh:reports <event/e1> ; prov:wasDerivedFrom <document/d1> ; prov:wasGeneratedBy <run/1> ; oa:hasTarget <report/r1/target> ;
  kh:sentence "جملة"@ar ; kh:trigger "فعل"@ar ; kh:triggerStart 4 ; kh:triggerEnd 7 ; kh:factuality kh:Denied ; kh:stance kh:Denies ; kh:confidence 0.5 ;
  kh:role "attributed" ; kh:attributedTo <coalition> ; kh:relayedBy <sdf> ; kh:mention <report/r1/mention/1> .
<report/r1/target> a oa:SpecificResource ; oa:hasSource <document/d1> ; oa:hasSelector <report/r1/position> , <report/r1/quote> .
<report/r1/quote> a oa:TextQuoteSelector ; oa:exact "جملة"@ar .
<report/r1/position> a oa:TextPositionSelector ; oa:start 0 ; oa:end 40 .
<report/r1/mention/1> a kh:Mention ; kh:role "actor" ; oa:start 1 ; oa:end 3 ; kh:refersTo <isis> .
<run/1> a prov:Activity ; kh:extractor "rules" ; kh:version "1" .
"""

EVENT, TIME, COUNT, REPORT, MENTION, PLACE = "event/e1", "event/e1/time", "event/e1/count/1", "report/r1", "report/r1/mention/1", "place/al-hawl"
BELONGING = "belonging/b1"
UNSOURCED = '<office/o2> a org:Membership ; org:member <unlisted/x> ; schema:roleName "x" .'
EAST, OFFICE = "place/al-hawl/east-of", "office/o1"
# (what to replace, by what, the node at fault, the path, a piece of the message)
BROKEN = [
    ("rdf:subject <sdf>", "rdf:subject <nobody>", BELONGING, "rdf:subject", "not exactly one entity"),
    ("rdf:object <coalition>", "rdf:object <nobody>", BELONGING, "rdf:object", "said to belong to is not exactly one entity"),
    ("rdf:predicate kh:partOf", "rdf:predicate kh:actor", BELONGING, "rdf:predicate", "either kh:partOf or kh:memberOf"),
    ('kh:words "قسد التابعة للتحالف"@ar ;', "", BELONGING, "kh:words", "has no words"),
    ("oa:end 9 ; prov:wasDerivedFrom <document/d1> .\n<document/d1>", "oa:end 9 .\n<document/d1>", BELONGING, "prov:wasDerivedFrom", "one document of this"),
    (
        "kh:place <place/al-hawl> .", "kh:place <place/al-hawl> ; kh:origin <place/al-hawl> ; kh:destination <place/al-hawl> .", EVENT, "kh:origin",
        "leaves and goes to one and the same place",
    ),
    ("kh:Event , kh:Assault", "kh:Event", EVENT, "rdf:type", "exactly one of the 16 PLOVER classes"),
    ("kh:Event , kh:Assault", "kh:Event , kh:Assault , kh:Aid", EVENT, "rdf:type", "exactly one of the 16 PLOVER classes"),
    ("kh:factuality kh:Asserted ;", "", EVENT, "kh:factuality", "event has exactly one factuality"),
    ("kh:factuality kh:Asserted", 'kh:factuality "asserted"', EVENT, "kh:factuality", "event has exactly one factuality"),
    ("kh:factuality kh:Asserted", "kh:factuality kh:Asserted , kh:Planned", EVENT, "kh:factuality", "event has exactly one factuality"),
    ("kh:belief 0.8 ;", "", EVENT, "kh:belief", "belief, a decimal from 0 to 1"),
    ("kh:belief 0.8", "kh:belief 1.01", EVENT, "kh:belief", "belief, a decimal from 0 to 1"),
    ("kh:belief 0.8", "kh:belief -0.1", EVENT, "kh:belief", "belief, a decimal from 0 to 1"),
    ("kh:belief 0.8", 'kh:belief "high"', EVENT, "kh:belief", "belief, a decimal from 0 to 1"),
    ("kh:independentSources 1 ;", "", EVENT, "kh:independentSources", "one number of independent sources"),
    ("kh:independentSources 1", "kh:independentSources -1", EVENT, "kh:independentSources", "one number of independent sources"),
    ('kh:role "attributed"', 'kh:role "aloud"', REPORT, "kh:role", "exactly one role: own"),
    ("kh:reports <event/e1> ;", "", EVENT, "^kh:reports", "No report speaks of this event"),
    ("kh:actor <isis>", "kh:actor <nobody>", EVENT, "kh:actor|kh:target|kh:place", "not an entity of this graph"),
    ("kh:time <event/e1/time>", "kh:time <event/e1/time> ; sem:subEventOf <isis>", EVENT, "sem:subEventOf", "toll is of one attack"),
    ("kh:time <event/e1/time>", "kh:time <event/e1/time> , <isis>", EVENT, "kh:time", "at most one time"),
    ("kh:count <event/e1/count/1>", "kh:count 5", EVENT, "kh:count", "count is not a kh:Count"),
    ('"2021-12-06"^^xsd:date', '"2021-12-08"^^xsd:date', TIME, "kh:firstDay", "ends before it begins"),
    ('"2021-12-06"^^xsd:date', '"2021-12"', TIME, "kh:firstDay", "at most one first day, an xsd:date"),
    ('"2021-12-07"^^xsd:date', '"2021-13-40"^^xsd:date', TIME, "kh:lastDay", "at most one last day, an xsd:date"),
    ('"range"', '"about"', TIME, "kh:precision", "exactly one precision"),
    ("kh:low 3", "kh:low 6", COUNT, "kh:low", "low figure is above its high figure"),
    ("kh:low 3", "kh:low -3", COUNT, "kh:low", "exactly one low figure"),
    ("kh:low 3 ;", "", COUNT, "kh:low", "exactly one low figure"),
    ("kh:high 5", 'kh:high "many"', COUNT, "kh:high", "at most one high figure"),
    ('"killed"', '"bored"', COUNT, "kh:countKind", "exactly one kind"),
    ("prov:wasDerivedFrom <report/r1/count/1> ;", "", COUNT, "prov:wasDerivedFrom", "from which figures of reports"),
    ("prov:wasDerivedFrom <report/r1/count/1> ;", "prov:wasDerivedFrom <report/r1> ;", COUNT, "prov:wasDerivedFrom", "from which figures of reports"),
    (";\n  prov:wasAttributedTo <coalition>", "", COUNT, "", "does not say who counts"),
    ("prov:wasAttributedTo <coalition>", "prov:wasAttributedTo <event/e1>", COUNT, "prov:wasAttributedTo", "neither an entity nor a document"),
    ('"about"', '"range"', COUNT, "", "fewer than two figures"),
    ('"about"', '"roughly"', COUNT, "kh:exactness", "exactly one exactness"),
    ("kh:reports <event/e1> ;", "", REPORT, "kh:reports", "exactly one event"),
    ("kh:reports <event/e1>", "kh:reports <event/e1> , <event/e2>", REPORT, "kh:reports", "exactly one event"),
    ("prov:wasDerivedFrom <document/d1> ;", "", REPORT, "prov:wasDerivedFrom", "exactly one document"),
    ("a kh:Document .", "a kh:Document ; kh:inferredPublication <isis> .", "document/d1", "kh:inferredPublication", "at most one inferred publication"),
    ("<document/d1> a kh:Document .", "", REPORT, "prov:wasDerivedFrom", "exactly one document, which is in this graph"),
    ('kh:sentence "جملة"@ar ;', "", REPORT, "kh:sentence", "exactly one sentence"),
    ('kh:sentence "جملة"@ar', 'kh:sentence ""', REPORT, "kh:sentence", "which is not empty"),
    ('kh:trigger "فعل"@ar ;', "", REPORT, "kh:trigger", "exactly one trigger"),
    ("oa:hasTarget <report/r1/target> ;", "", REPORT, "oa:hasTarget", "where its sentence stands"),
    ("kh:triggerStart 4 ;", "", REPORT, "kh:triggerStart", "exactly one trigger start"),
    ("kh:triggerStart 4", "kh:triggerStart -4", REPORT, "kh:triggerStart", "exactly one trigger start"),
    ("kh:triggerEnd 7 ;", "", REPORT, "kh:triggerEnd", "exactly one trigger end"),
    ("kh:triggerEnd 7", "kh:triggerEnd 3", REPORT, "kh:triggerStart", "trigger ends before it starts"),
    ("kh:factuality kh:Denied", "kh:factuality kh:Rumoured", REPORT, "kh:factuality", "report has exactly one factuality"),
    ("kh:stance kh:Denies ;", "", REPORT, "kh:stance", "exactly one stance"),
    ("kh:stance kh:Denies", "kh:stance kh:Doubts", REPORT, "kh:stance", "exactly one stance"),
    ("kh:stance kh:Denies", "kh:stance kh:Plans", REPORT, "", "stance and factuality contradict each other"),
    ("kh:factuality kh:Denied ; kh:stance kh:Denies", "kh:factuality kh:Negated ; kh:stance kh:Hypothesises", REPORT, "", "contradict each other"),
    ("prov:actedOnBehalfOf <coalition>", "prov:actedOnBehalfOf <nobody>", "person/sami", "prov:actedOnBehalfOf", "speaks for is not an entity"),
    ("dcterms:publisher <radio>", "dcterms:publisher <isis>", "document/d1", "dcterms:publisher", "at most one publisher"),
    ("kh:relayedBy <sdf>", "kh:relayedBy <nobody>", REPORT, "kh:relayedBy", "Who relays a report is not an entity"),
    ("kh:relayedBy <sdf>", "kh:relayedBy <coalition>", REPORT, "kh:relayedBy", "is the one whom it is attributed to"),
    ("kh:attributedTo <coalition> ;", "", REPORT, "kh:attributedTo", "nobody's words are"),
    ("kh:confidence 0.5", "kh:confidence 5", REPORT, "kh:confidence", "confidence, a decimal from 0 to 1"),
    ("kh:attributedTo <coalition>", "kh:attributedTo <nobody>", REPORT, "kh:attributedTo", "attributed to is not an entity"),
    ("prov:wasGeneratedBy <run/1> ;", "", REPORT, "prov:wasGeneratedBy", "which extractor"),
    ("oa:start 1 ;", "", MENTION, "oa:start", "exactly one start"),
    ("oa:end 3 ;", "", MENTION, "oa:end", "exactly one end"),
    ("oa:start 1 ; oa:end 3", "oa:start 3 ; oa:end 1", MENTION, "oa:start", "end before they start"),
    ("oa:start 0 ; oa:end 40", "oa:start 41 ; oa:end 40", "report/r1/position", "oa:start", "end before they start"),
    ('"actor"', '"hero"', MENTION, "kh:role", "exactly one role"),
    ("kh:refersTo <isis>", 'kh:refersTo "isis"', MENTION, "kh:refersTo", "exactly one thing"),
    ("oa:hasSource <document/d1>", "oa:hasSource <document/d2>", "report/r1/target", "oa:hasSource", "exactly one document"),
    ("; oa:hasSelector <report/r1/position> , <report/r1/quote>", "", "report/r1/target", "oa:hasSelector/oa:start", "at which offset"),
    ("oa:hasSelector <report/r1/position> ,", "oa:hasSelector", REPORT, "oa:hasTarget/oa:hasSelector/oa:start", "at which one offset its sentence"),
    ('oa:exact "جملة"@ar', 'oa:exact "كلام آخر"@ar', REPORT, "oa:hasTarget/oa:hasSelector/oa:exact", "is not its sentence"),
    ("oa:hasSource <document/d1>", "oa:hasSource <document/d2>", REPORT, "oa:hasTarget/oa:hasSource", "quotes another document"),
    ("<event/e1> a kh:Event , kh:Assault", "<event/e1> a kh:Event , kh:Assault , kh:Person", EVENT, "rdf:type", "An entity is typed as an event"),
    ("<report/r1> a kh:Report", "<report/r1> a kh:Report , kh:Event", REPORT, "rdf:type", "An event is typed as a report"),
    ("<isis> a kh:ArmedGroup", "<isis> a kh:ArmedGroup , kh:State", "isis", "rdf:type", "exactly one kind"),
    ("<isis> a kh:ArmedGroup", "<isis> a kh:Entity", "isis", "rdf:type", "exactly one kind"),
    ("kh:possiblySame <place/al-hawl>", "owl:sameAs <place/al-hawl>", "unlisted/al-wadi", "", "for people to say"),
    ('rdfs:label "Coalition"@en', 'rdfs:label "Coalition"@en ; owl:sameAs <unlisted/al-wadi>', "unlisted/al-wadi", "", "for people to say"),
    ("oa:end 9 ; prov:wasDerivedFrom <document/d1>", "oa:end 9", OFFICE, "", "in which document they stand"),
    ("<document/d1> a kh:Document", f"{UNSOURCED} <document/d1> a kh:Document", "office/o2", "", "no reviewed table lists"),
    ('; rdfs:label "قسد"@ar', "", "sdf", "rdfs:label", "has no name"),
    ('"Coalition"@en', '""@en', "coalition", "rdfs:label", "has no name"),
    ('"ISIS"@en', '"داعش!"@ar', "isis", "rdfs:label", "two names in one language"),
    ("kh:partOf <coalition>", "kh:partOf <event/e1>", "sdf", "kh:partOf|kh:memberOf", "part or member of something"),
    ("sector:REB", "sector:Rebels", "isis", "kh:sector", "not a concept of the scheme"),
    ('"2013-04"', '"April 2013"', "isis", "schema:foundingDate", "not one year, month or day"),
    ('"2024-12-08"', '"2024" , "2025"', "isis", "schema:dissolutionDate", "not one year, month or day"),
    ("kh:partOf <coalition>", "schema:nationality <event/e1>", "sdf", "schema:homeLocation|schema:location|schema:nationality", "of a place or state"),
    ("POINT(41.15 36.39)", "POINT(36.39 141.15)", PLACE, "geo:hasGeometry/geo:asWKT", "not one POINT"),
    ("POINT(41.15 36.39)", "POINT(41,15 36,39)", PLACE, "geo:hasGeometry/geo:asWKT", "not one POINT"),
    ("POINT(41.15 36.39)", "POINT(180.5 0)", PLACE, "geo:hasGeometry/geo:asWKT", "not one POINT"),
    ('"POINT(41.15 36.39)"^^geo:wktLiteral', '"POINT(41.15 36.39)"', PLACE, "geo:hasGeometry/geo:asWKT", "not one POINT"),
    ("41.4 36.2, 41.4 36.6, ", "", EAST, "geo:hasGeometry/geo:asWKT", "not one POINT"),
    ("POLYGON((41.15 36.39, 41.4 36.2, 41.4 36.6, 41.15 36.39))", "LINESTRING(41.15 36.39)", EAST, "geo:hasGeometry/geo:asWKT", "not one POINT"),
    ("POINT(41.3 36.39)", "POLYGON((41.3 36.39))", EAST, "geo:hasCentroid/geo:asWKT", "centroid of an area is not"),
    ('"sector"', '"nearby"', EAST, "kh:precision", "place has at most one precision"),
    ('kh:rule "no table has it" ; ', "", "unlisted/al-wadi", "geo:hasGeometry|kh:rule", "neither a geometry nor a reason"),
    ("geo:hasGeometry <place/al-hawl/geometry>", "geo:hasGeometry <place/al-hawl/geometry> , <g>", PLACE, "geo:hasGeometry", "more than one geometry"),
    ("; kh:precisionKm 3.0", "", PLACE, "kh:precisionKm", "how many kilometres"),
    ("org:member <person/sami> ; ", "", OFFICE, "org:member", "exactly one person"),
    ("org:member <person/sami>", "org:member <isis>", OFFICE, "org:member", "exactly one person"),
    ("org:organization <coalition>", "org:organization <coalition> , <sdf>", OFFICE, "org:organization", "at most one body"),
    (
        'org:organization <coalition> ; schema:roleName "المتحدث"@ar ; ',
        "",
        OFFICE,
        "schema:roleName|schema:honorificPrefix|org:organization",
        "neither title nor rank nor body",
    ),
    ("oa:end 9 ; prov:wasDerivedFrom <document/d1>", "oa:end 9 ; prov:wasDerivedFrom <isis>", OFFICE, "prov:wasDerivedFrom", "one document"),
    ("oa:start 2 ; ", "", OFFICE, "oa:start", "exactly one start"),
    ('; kh:version "1"', "", "run/1", "kh:version", "version of its extractor"),
]


def quads_of(turtle: str) -> list[pyoxigraph.Quad]:
    return list(pyoxigraph.parse(HEAD + turtle, format=RdfFormat.TURTLE))


def test_a_good_graph_passes() -> None:
    report = validate(quads_of(GOOD))
    assert report.findings == ()
    assert report.conforms


@pytest.mark.parametrize(("old", "new", "focus", "path", "message"), BROKEN)
def test_a_broken_graph_is_found_and_explained(old: str, new: str, focus: str, path: str, message: str) -> None:
    assert old in GOOD
    report = validate(quads_of(GOOD.replace(old, new)))
    assert not report.conforms
    found = [one for one in report.findings if one.focus == DATA + focus and one.path == path and message in one.message]
    assert found and all(one.severity is Severity.VIOLATION for one in found), report.findings


def test_a_value_that_is_none_of_its_datatype_is_a_finding_without_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    assert not validate(quads_of(GOOD.replace('"2021-12-07"^^xsd:date', '"2021-13-40"^^xsd:date'))).conforms
    assert caplog.records == []


def test_values_that_have_no_order_are_found_by_their_type() -> None:
    turtle = GOOD.replace('kh:firstDay "2021-12-06"^^xsd:date', 'kh:firstDay "2021-12-06Z"^^xsd:date')
    turtle = turtle.replace("kh:low 3", 'kh:low "three"').replace("oa:start 1", "oa:start []")
    found = {(one.focus.removeprefix(DATA), one.path) for one in validate(quads_of(turtle)).findings}
    assert {(COUNT, "kh:low"), (MENTION, "oa:start")} <= found


def test_every_message_is_in_both_languages() -> None:
    shapes = Graph().parse(data=read_ontology(SHAPES_FILE), format="turtle")
    for rule in {*shapes.subjects(SH.message)}:
        told = [one for one in shapes.objects(rule, SH.message) if isinstance(one, Literal)]
        assert sorted(str(one.language) for one in told) == ["ar", "en"], rule
        assert all(one.endswith(".") for one in told)


def test_every_rule_of_the_shapes_is_in_the_table() -> None:
    shapes = Graph().parse(data=read_ontology(SHAPES_FILE), format="turtle")
    messages = {str(message) for message in shapes.objects(None, SH.message) if isinstance(message, Literal) and message.language == "en"}
    unbroken = {message for message in messages if not any(piece in message for *_, piece in BROKEN)}
    assert unbroken == {"An event names neither actor nor target."}  # a warning; the next test


def test_a_warning_is_told_but_the_graph_conforms() -> None:
    report = validate(quads_of(GOOD.replace("kh:actor <isis> ; kh:target <sdf> ; ", "")))
    assert report.conforms
    (told,) = report.findings
    assert told == Finding(
        f"{DATA}event/e1", "kh:actor|kh:target", "An event names neither actor nor target.", Severity.WARNING, message_ar="لا يذكر الحدث فاعلا ولا مستهدفا."
    )


def test_the_value_at_fault_is_shown_and_findings_are_in_order() -> None:
    turtle = GOOD.replace("kh:belief 0.8", "kh:belief 1.5").replace("kh:confidence 0.5", "kh:confidence 7.0")
    findings = validate(quads_of(turtle)).findings
    assert [(one.path, one.value) for one in findings] == [("kh:belief", "1.5"), ("kh:confidence", "7.0")]
    assert findings == validate(reversed(quads_of(turtle))).findings


@pytest.mark.parametrize("wkt", ["POINT(-180 -90)", "POINT(180.0 90.00)", "POINT(0 0)", "POINT(179.999999 -89.999999)"])
def test_points_up_to_the_edge_of_the_world_are_valid(wkt: str) -> None:
    assert validate(quads_of(GOOD.replace("POINT(41.15 36.39)", wkt))).conforms


@pytest.mark.parametrize(("stance", "factuality"), [("Hypothesises", "Asserted"), ("Hypothesises", "Planned"), ("Threatens", "Planned"), ("Plans", "Planned")])
def test_what_is_supposed_may_lie_open_or_have_happened(stance: str, factuality: str) -> None:
    turtle = GOOD.replace("kh:factuality kh:Denied ; kh:stance kh:Denies", f"kh:factuality kh:{factuality} ; kh:stance kh:{stance}")
    assert validate(quads_of(turtle)).findings == ()


def test_open_dates_and_open_counts_are_no_fault() -> None:
    turtle = re.sub(r' ; kh:firstDay "[^"]*"\^\^xsd:date', "", GOOD).replace("kh:high 5 ; ", "")
    assert validate(quads_of(turtle)).findings == ()


def test_the_ontology_beside_the_data_changes_nothing() -> None:
    vocabulary = [quad for name in (ONTOLOGY_FILE, PLOVER_FILE, SECTORS_FILE) for quad in pyoxigraph.parse(read_ontology(name), format=RdfFormat.TURTLE)]
    assert validate(quads_of(GOOD) + vocabulary).findings == ()


def test_nothing_is_valid_and_a_quoted_triple_is_refused() -> None:
    assert validate([]).conforms
    with pytest.raises(OntologyError, match=r"no RDF 1\.1 term"):
        validate(pyoxigraph.parse("<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <<( <urn:c> <urn:d> <urn:e> )>> .", format=RdfFormat.N_TRIPLES))


TEXT = "قال بيان إن جماعة قتلت ثلاثة في بلدة أمس"


def many_quads(reports: int) -> list[pyoxigraph.Quad]:
    """As many events with one report each, ten to a document, as `kg.triples` writes them."""
    named = Mention(Span(12, 17), "جماعة", "جماعة")
    when = TimeInterval(Span(37, 40), "أمس", "2021-12-06", date(2021, 12, 6), date(2021, 12, 6), Precision.DAY)
    killed = Count(CountKind.KILLED, 3, 3, Exactness.EXACT, Span(23, 28))
    quads: list[pyoxigraph.Quad] = []
    events: list[Event] = []
    for number in range(reports // 10):
        document = Document(f"d{number}", TEXT, published="2021-12-07")
        mention = EventMention(
            document.id, Span(0, len(TEXT)), Span(18, 22), EventType.ASSAULT, (named,), (named,), (named,), when, (killed,), attribution=Attribution(named)
        )
        found = [Report(f"r{number}-{one}", mention, ("a",), ("b",), ("place/p",), "a") for one in range(10)]
        told = (
            Event(f"e{one.id}", EventType.ASSAULT, one.actors, one.targets, one.places, when, (killed,), Factuality.ASSERTED, 0.0, (one,)) for one in found
        )
        events += [Hearing({}).weighed(one, load_priors()) for one in told]
        quads += document_quads(document, found, {one.id: f"e{one.id}" for one in found}, DATA, Run("rules", "1"))
    entities = (Entity("a", EntityKind.GROUP, "جماعة", None), Entity("b", EntityKind.CIVILIANS, None, "people"))
    place = Entity("place/p", EntityKind.PLACE, "بلدة", None, coordinates=Coordinates(36.0, 41.0, 5.0))
    return quads + list(assembled_quads(events, {one.id: one for one in (*entities, place)}, DATA))


def test_what_the_project_writes_keeps_to_its_own_shapes() -> None:
    """200 reports are about 20,000 quads."""
    assert validate(many_quads(200)).findings == ()

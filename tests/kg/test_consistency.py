"""What SHACL Core cannot say: one good graph with its article, and for each rule a way to break it that gives that one finding."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.build import build
from kg.findings import Finding, Severity
from kg.ledger import LEDGER_FOLDER, Ledger
from kg.quotations import texts_of
from kg.store import STORE_FOLDER, GraphStore
from kg.validate import check
from ontology.terms import DATA, PREFIXES

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
HEAD = f"@base <{DATA}> .\n" + "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
TEXT = "مقدمة. هاجم «جيش النخيل» قرية الواحة، وقال العقيد نزار البدري ذلك."
SENTENCE = TEXT[7:]
TRIGGER, NAME, TOLD = (TEXT.index(words) for words in ("هاجم", "جيش النخيل", "العقيد نزار البدري"))
GOOD = f"""
<event/e1> a kh:Event , kh:Assault ; kh:factuality kh:Asserted ; kh:belief 0.4968 ; kh:independentSources 1 ;
  kh:time <event/e1/time> ; kh:actor <a> ; kh:target <b> ;
  kh:count <event/e1/count/1> , <event/e1/count/2> , <event/e1/count/killed> .
<event/e1/count/1> a kh:Count ; kh:countKind "killed" ; kh:low 5 ; kh:high 5 ; kh:exactness "exact" ; prov:wasDerivedFrom <report/r1/count/1> ;
  prov:wasAttributedTo <document/d1> .
<event/e1/count/2> a kh:Count ; kh:countKind "killed" ; kh:low 8 ; kh:high 9 ; kh:exactness "about" ; prov:wasDerivedFrom <report/r1/count/2> ;
  prov:wasAttributedTo <a> .
<event/e1/count/killed> a kh:Count ; kh:countKind "killed" ; kh:low 5 ; kh:high 9 ; kh:exactness "range" ;
  prov:wasDerivedFrom <event/e1/count/1> , <event/e1/count/2> .
<report/r1/count/1> a kh:Count ; kh:countKind "killed" ; kh:low 5 ; kh:high 5 ; kh:exactness "exact" .
<report/r1/count/2> a kh:Count ; kh:countKind "killed" ; kh:low 8 ; kh:high 9 ; kh:exactness "about" .
<event/e1/time> a kh:TimeInterval ; kh:precision "day" ; kh:edtf "2021-12-06" ; kh:firstDay "2021-12-06"^^xsd:date ; kh:lastDay "2021-12-06"^^xsd:date .
<a> a kh:ArmedGroup ; rdfs:label "جيش النخيل"@ar ; kh:assaulted <b> .
<b> a kh:Civilians ; rdfs:label "أهالي"@ar .
<place/p> a kh:Place ; rdfs:label "الواحة"@ar ; kh:partOf <place/q> ; kh:precisionKm 1.0 ; geo:hasGeometry <place/p/geometry> .
<place/p/geometry> geo:asWKT "POLYGON((41.1 36.3, 41.4 36.2, 41.4 36.6, 41.1 36.3))"^^geo:wktLiteral .
<place/q> a kh:Place ; rdfs:label "السهل"@ar ; kh:rule "no table has it" .
<person/n> a kh:Person ; rdfs:label "نزار البدري"@ar ; org:memberOf <a> .
<office/o1> a org:Membership ; org:member <person/n> ; org:organization <a> ; schema:honorificPrefix "العقيد"@ar ; kh:words "العقيد نزار البدري"@ar ;
  oa:start {TOLD} ; oa:end {TOLD + 18} ; prov:wasDerivedFrom <document/d1> .
<document/d1> a kh:Document ; dcterms:source "وكالة" ; kh:mention <document/d1/place/1> .
<document/d1/place/1> a kh:Mention ; kh:role "place" ; kh:words "الواحة"@ar ; oa:start {TEXT.index("الواحة")} ; oa:end {TEXT.index("الواحة") + 6} ;
  kh:refersTo <place/p> .
<report/r1> a kh:Report ; kh:reports <event/e1> ; prov:wasDerivedFrom <document/d1> ; prov:wasGeneratedBy <run/1> ; oa:hasTarget <report/r1/target> ;
  kh:sentence "{SENTENCE}"@ar ; kh:trigger "هاجم"@ar ; kh:triggerStart {TRIGGER} ; kh:triggerEnd {TRIGGER + 4} ; kh:factuality kh:Asserted ;
  kh:confidence 0.7 ; kh:role "own" ; kh:stance kh:Asserts ; kh:mention <report/r1/mention/1> .
<report/r1/target> a oa:SpecificResource ; oa:hasSource <document/d1> ; oa:hasSelector <report/r1/position> , <report/r1/quote> .
<report/r1/position> a oa:TextPositionSelector ; oa:start 7 ; oa:end {len(TEXT)} .
<report/r1/quote> a oa:TextQuoteSelector ; oa:exact "{SENTENCE}"@ar .
<report/r1/mention/1> a kh:Mention ; kh:role "actor" ; kh:words "جيش النخيل"@ar ; oa:start {NAME} ; oa:end {NAME + 10} ; kh:refersTo <a> .
<run/1> a prov:Activity ; kh:extractor "rules" ; kh:version "1" .
"""
OFFSETS = f"kh:triggerStart {TRIGGER} ; kh:triggerEnd {TRIGGER + 4}"
PART = "kh:precisionKm 1.0 ;"
SPAN = 'kh:low 5 ; kh:high 9 ; kh:exactness "range"'
# (what to replace, by what, the node at fault, the path, a piece of the message, how many findings there are in all)
BROKEN = [
    (OFFSETS, "kh:triggerStart 2 ; kh:triggerEnd 6", "report/r1", "kh:triggerStart|kh:triggerEnd", "outside its sentence", 2),
    (OFFSETS, f"kh:triggerStart {TRIGGER + 1} ; kh:triggerEnd {TRIGGER + 5}", "report/r1", "kh:trigger", "not those of its sentence", 2),
    ("<place/q> a kh:Place ;", "<place/q> a kh:Place ; kh:partOf <place/p> ;", "place/q", "kh:partOf", "part of itself", 2),
    ("<place/q> a kh:Place ;", "<place/q> a kh:Place ; kh:partOf <place/q> ;", "place/q", "kh:partOf", "part of itself", 1),
    ("kh:assaulted <b>", "kh:assaulted <b> ; kh:aided <b>", "a", "kh:actor|kh:target", "no asserted event", 1),
    ("kh:assaulted <b>", "kh:assaulted <b> , <a>", "a", "kh:actor|kh:target", "no asserted event", 1),
    ("kh:factuality kh:Asserted ; kh:belief", "kh:factuality kh:Planned ; kh:belief", "a", "kh:actor|kh:target", "no asserted event", 1),
    ("kh:target <b> ;", "kh:target <b> ; kh:origin <place/p> ;", "event/e1", "kh:origin|kh:destination", "none of its places", 1),
    ("; kh:assaulted <b>", "", "event/e1", "kh:actor|kh:target", "lacks the plain triple", 1),
    ("org:organization <a> ;", "org:organization <b> ;", "person/n", "org:memberOf", "no office", 1),
    ("41.4 36.6, 41.1 36.3))", "41.4 36.6, 41.2 36.3))", "place/p/geometry", "geo:asWKT", "does not end where it begins", 1),
    ('"2021-12-06" ;', '"2021-12" ;', "event/e1/time", "kh:edtf", "not those that its date", 1),
    ('; kh:lastDay "2021-12-06"^^xsd:date', "", "event/e1/time", "kh:edtf", "not those that its date", 1),
    ('"2021-12-06" ;', '"6 December" ;', "event/e1/time", "kh:edtf", "is no EDTF", 1),
    (SPAN, SPAN.replace("5", "6"), "event/e1/count/killed", "kh:low|kh:high", "not what they span", 1),
    (SPAN, SPAN.replace("9", "8"), "event/e1/count/killed", "kh:low|kh:high", "not what they span", 1),
    (SPAN, SPAN.replace(" kh:high 9 ;", ""), "event/e1/count/killed", "kh:low|kh:high", "not what they span", 1),
    ("kh:low 8 ; kh:high 9 ;", "kh:low 8 ;", "event/e1/count/killed", "kh:low|kh:high", "not what they span", 1),
    ("kh:belief 0.4968", "kh:belief 0.9", "event/e1", "kh:belief", "not what its reports give", 1),
    (f"oa:start 7 ; oa:end {len(TEXT)}", f"oa:start 6 ; oa:end {len(TEXT) - 1}", "report/r1", "kh:sentence", "do not stand in document 'd1'", 2),
    (f"oa:start {NAME} ; oa:end {NAME + 10}", f"oa:start {NAME} ; oa:end {NAME + 9}", "report/r1/mention/1", "kh:words", "do not stand in document 'd1'", 1),
    ('kh:words "الواحة"@ar', 'kh:words "الواحه"@ar', "document/d1/place/1", "kh:words", "do not stand in document 'd1'", 1),
    (f"oa:start {TOLD} ;", f"oa:start {TOLD - 1} ;", "office/o1", "kh:words", "do not stand in document 'd1'", 1),
    ("document/d1", "document/d2", "document/d2", "", "not among the articles", 1),
]


def findings_of(turtle: str) -> Sequence[Finding]:
    store = GraphStore.in_memory()
    graph = f"{DATA}graph/assembled"
    store.put_graph(graph, (Quad(q.subject, q.predicate, q.object, NamedNode(graph)) for q in parse(HEAD + turtle, format=RdfFormat.TURTLE)))
    return check(store, {"d1": TEXT}).findings


def test_a_good_graph_passes() -> None:
    assert findings_of(GOOD) == ()


def test_an_actor_that_is_its_own_target_needs_no_plain_triple() -> None:
    assert findings_of(GOOD.replace("kh:target <b> ;", "kh:target <b> , <a> ;")) == ()


@pytest.mark.parametrize(("old", "new", "focus", "path", "message", "in_all"), BROKEN)
def test_a_broken_graph_is_found_and_explained(old: str, new: str, focus: str, path: str, message: str, in_all: int) -> None:
    assert old in GOOD
    findings = findings_of(GOOD.replace(old, new))
    (found,) = [one for one in findings if one.focus == DATA + focus and one.path == path and message in one.message]
    assert found.severity is Severity.VIOLATION and found.message_ar and found.remedy
    assert len(findings) == in_all, findings


FOLDERS = {"examples": ROOT / "examples", "corpus": ROOT / "corpus", "seeds": SHARED / "seeds", "dev": SHARED / "dev"}


@pytest.mark.parametrize("name", FOLDERS)
def test_every_build_keeps_to_shapes_and_articles(name: str, tmp_path: Path) -> None:
    folder = FOLDERS[name]
    if not folder.is_dir():
        pytest.skip(f"{folder} is not here")
    articles = sorted(folder.glob("*.txt"))[:60:4] if name == "corpus" else sorted(folder.glob("*.txt"))
    manifest = folder / "manifest.csv"
    built = build(articles, tmp_path, manifest if manifest.exists() else None)
    assert built.reports > 0
    with GraphStore.open(tmp_path / STORE_FOLDER, read_only=True) as store:
        report = check(store, texts_of(Ledger(tmp_path / LEDGER_FOLDER)))
    assert [one for one in report.findings if one.severity is Severity.VIOLATION] == []

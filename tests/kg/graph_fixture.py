"""A small graph in the shape of the RDF contract: three articles, seven events. All of it is invented."""

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.store import GraphStore

BASE = "https://w3id.org/khabar/id/"
PREFIXES = """
@base <https://w3id.org/khabar/id/> .
@prefix kh: <https://w3id.org/khabar/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix prov: <http://www.w3.org/ns/prov#> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <https://schema.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
ENTITIES = """
<isis> a kh:ArmedGroup ; rdfs:label "داعش"@ar , "ISIS"@en ; skos:altLabel "تنظيم الدولة الإسلامية"@ar , "Islamic State"@en .
<unlisted/cell> a kh:Group ; rdfs:label "خلية من داعش"@ar ; kh:memberOf <isis> .
<sdf> a kh:ArmedGroup ; rdfs:label "قوات سوريا الديمقراطية"@ar , "Syrian Democratic Forces"@en ; skos:altLabel "قسد"@ar , "SDF"@en .
<coalition> a kh:Coalition ; rdfs:label "التحالف الدولي"@ar , "International Coalition"@en .
<turkey> a kh:State ; rdfs:label "تركيا"@ar , "Turkey"@en ; owl:sameAs <http://www.wikidata.org/entity/Q43> .
<civilians> a kh:Civilians ; rdfs:label "مدنيون"@ar , "civilians"@en .
<person/rawi> a kh:Person ; rdfs:label "سامي الراوي"@ar , "Sami al-Rawi"@en ; org:memberOf <coalition> .
<person/rawi/office/1> a org:Membership ; org:member <person/rawi> ; org:organization <coalition> ;
  schema:roleName "Spokesman of the Coalition"@en ; schema:startDate "2021"^^xsd:gYear .
<place/syria> a kh:Place ; rdfs:label "سوريا"@ar , "Syria"@en .
<place/al-hasakah-governorate> a kh:Place ; rdfs:label "محافظة الحسكة"@ar , "Al-Hasakah Governorate"@en ; kh:partOf <place/syria> .
<place/al-hasakah> a kh:Place ; rdfs:label "الحسكة"@ar , "Al-Hasakah"@en ; kh:partOf <place/al-hasakah-governorate> ;
  geo:hasGeometry <place/al-hasakah/geometry> ; kh:precisionKm 5.0 .
<place/al-hasakah/geometry> geo:asWKT "POINT(40.7500 36.5000)"^^geo:wktLiteral .
<place/ash-shaddadi> a kh:Place ; rdfs:label "الشدّادي"@ar , "Ash Shaddadi"@en ; kh:partOf <place/al-hasakah-governorate> ;
  geo:hasGeometry <place/ash-shaddadi/geometry> ; kh:precisionKm 2.0 .
<place/ash-shaddadi/geometry> geo:asWKT "POINT(40.7300 36.0600)"^^geo:wktLiteral .
"""
# Beside the example: two events in the land east of Ash Shaddadi, which is no point.
AREA = """
<event/a1> kh:place <place/ash-shaddadi/east-of> . <event/e5> kh:place <place/ash-shaddadi/east-of> .
<place/ash-shaddadi/east-of> a kh:Place ; rdfs:label "شرق الشدّادي"@ar , "east of Ash Shaddadi"@en ; kh:partOf <place/al-hasakah-governorate> ;
  kh:precision "sector" ; kh:precisionKm 21.5 ; geo:hasGeometry <place/ash-shaddadi/east-of/geometry> ; geo:hasCentroid <place/ash-shaddadi/east-of/centroid> .
<place/ash-shaddadi/east-of/geometry> geo:asWKT "POLYGON((40.73 36.06, 41 35.9, 41 36.2, 40.73 36.06))"^^geo:wktLiteral .
<place/ash-shaddadi/east-of/centroid> geo:asWKT "POINT(40.91 36.05)"^^geo:wktLiteral .
"""
EVENTS = """
<event/a1> a kh:Assault , kh:Event ; kh:actor <unlisted/cell> ; kh:target <sdf> ; kh:place <place/ash-shaddadi> ; kh:time <event/a1/time> ;
  kh:count <event/a1/count/1> ; kh:factuality kh:Asserted ; kh:independentSources 2 ; kh:belief 0.9375 .
<event/a1/time> a kh:TimeInterval ; kh:edtf "2021-12-06" ; kh:firstDay "2021-12-06"^^xsd:date ; kh:lastDay "2021-12-06"^^xsd:date ;
  kh:precision "day" ; kh:words "يوم الاثنين"@ar .
<event/a1/count/1> a kh:Count ; kh:countKind "killed" ; kh:low 3 ; kh:high 3 ; kh:exactness "exact" .
<unlisted/cell> kh:assaulted <sdf> .
<event/b2> a kh:Coerce , kh:Event ; kh:actor <sdf> , <coalition> ; kh:target <unlisted/cell> ; kh:place <place/al-hasakah> ; kh:time <event/b2/time> ;
  kh:count <event/b2/count/1> ; kh:factuality kh:Asserted ; kh:independentSources 1 ; kh:belief 0.75 .
<event/b2/time> a kh:TimeInterval ; kh:edtf "2021-12" ; kh:firstDay "2021-12-01"^^xsd:date ; kh:lastDay "2021-12-31"^^xsd:date ;
  kh:precision "month" ; kh:words "الشهر الجاري"@ar .
<event/b2/count/1> a kh:Count ; kh:countKind "arrested" ; kh:low 38 ; kh:exactness "at-least" .
<sdf> kh:coerced <unlisted/cell> . <coalition> kh:coerced <unlisted/cell> .
<event/c3> a kh:Assault , kh:Event ; kh:actor <turkey> ; kh:target <civilians> ; kh:place <place/al-hasakah> ; kh:time <event/c3/time> ;
  kh:factuality kh:Asserted ; kh:independentSources 1 ; kh:belief 0.5 .
<event/c3/time> a kh:TimeInterval ; kh:edtf "XXXX-12-08" ; kh:precision "day" ; kh:words "الثامن من كانون الأول"@ar .
<turkey> kh:assaulted <civilians> .
<event/d4> a kh:Assault , kh:Event ; kh:actor <turkey> ; kh:target <civilians> ; kh:factuality kh:Denied ; kh:independentSources 0 ; kh:belief 0.4 .
<event/e5> a kh:Assault , kh:Event ; kh:actor <isis> ; kh:target <civilians> ; kh:time <event/e5/time> ;
  kh:factuality kh:Planned ; kh:independentSources 1 ; kh:belief 0.3 .
<event/e5/time> a kh:TimeInterval ; kh:edtf "2022-01-02" ; kh:firstDay "2022-01-02"^^xsd:date ; kh:lastDay "2022-01-02"^^xsd:date ; kh:precision "day" .
<event/f6> a kh:Assault , kh:Event ; kh:actor <isis> ; kh:target <sdf> , <civilians> ; kh:place <place/al-hasakah> ; kh:time <event/f6/time> ;
  kh:count <event/f6/count/1> , <event/f6/count/2> ; kh:factuality kh:Asserted ; kh:independentSources 1 ; kh:belief 0.8 .
<event/f6/time> a kh:TimeInterval ; kh:edtf "2022-01-20/2022-01-26" ; kh:firstDay "2022-01-20"^^xsd:date ; kh:lastDay "2022-01-26"^^xsd:date ;
  kh:precision "range" .
<event/f6/count/1> a kh:Count ; kh:countKind "killed" ; kh:low 12 ; kh:exactness "at-least" .
<event/f6/count/2> a kh:Count ; kh:countKind "wounded" ; kh:low 20 ; kh:high 25 ; kh:exactness "about" .
<isis> kh:assaulted <sdf> , <civilians> .
<event/g7> a kh:Consult , kh:Event ; kh:actor <sdf> ; kh:target <coalition> ; kh:factuality kh:Asserted ; kh:independentSources 1 ; kh:belief 0.6 .
<sdf> kh:consulted <coalition> .
"""


def _document(name: str, source: str | None, published: str, title: str) -> str:
    outlet = "" if source is None else f'dcterms:source "{source}" ; '
    return (
        f'<document/{name}> a kh:Document , schema:NewsArticle ; dcterms:title "{title}"@ar ; {outlet}kh:published "{published}" ; '
        f'schema:url <https://example.org/{name}> ; dcterms:language "ar" .\n'
    )


def _report(name: str, document: str, event: str, sentence: str, trigger: str, start: int, factuality: str = "Asserted", said: str | None = None) -> str:
    claim = "" if said is None else f" ; kh:attributedTo <{said}>"
    report = f"report/{name}"
    return f"""
<{report}> a kh:Report , prov:Entity ; kh:reports <event/{event}> ; prov:wasDerivedFrom <document/{document}> ; kh:sentence "{sentence}"@ar ;
  kh:trigger "{trigger}"@ar ; kh:triggerStart {start + sentence.index(trigger)} ; kh:triggerEnd {start + sentence.index(trigger) + len(trigger)} ;
  oa:hasTarget <{report}/target> ; kh:factuality kh:{factuality} ; kh:confidence 0.9 ; kh:rule "verb/active" ; prov:wasGeneratedBy <run/r1>{claim} .
<{report}/target> oa:hasSource <document/{document}> ; oa:hasSelector <{report}/position> , <{report}/quote> .
<{report}/position> a oa:TextPositionSelector ; oa:start {start} ; oa:end {start + len(sentence)} .
<{report}/quote> a oa:TextQuoteSelector ; oa:exact "{sentence}"@ar .
<run/r1> a prov:Activity ; kh:extractor "rules" ; kh:version "1" .
"""


def _mention(name: str, entity: str, words: str, start: int) -> str:
    """Words of a report that fill one of its roles; the same words may fill several."""
    node = f"report/{name}"
    return f"""
<{node[: node.index("/mention")]}> kh:mention <{node}> .
<{node}> a kh:Mention ; kh:refersTo <{entity}> ; kh:words "{words}"@ar ; oa:start {start} ; oa:end {start + len(words)} .
"""


OFFICE = """
<office/o1> a org:Membership ; org:member <person/rawi> ; org:organization <coalition> ; schema:roleName "المتحدث"@ar ; schema:honorificPrefix "العقيد"@ar ;
  kh:words "المتحدث باسم التحالف العقيد سامي الراوي"@ar ; oa:start 120 ; oa:end 159 ; prov:wasDerivedFrom <document/two> ; prov:wasGeneratedBy <run/r1> .
"""
DOCUMENTS = {
    "one": _document("one", "Furat News", "2021-12-09", "هجوم في الشدادي")
    + _report("r1", "one", "a1", "هاجمت خلية من داعش نقطة لقسد في الشدادي يوم الاثنين.", "هاجمت", 0)
    + _mention("r1/mention/1", "sdf", "قسد", 0)
    + _mention("r2/mention/1", "sdf", "«قسد»", 65)
    + _mention("r2/mention/2", "coalition", "التحالف الدولي", 70)
    + _report("r2", "one", "b2", "اعتقلت قسد والتحالف الدولي 38 شخصاً على الأقل.", "اعتقلت", 60),
    "two": _document("two", "Khabur Post", "2021-12-10", "قصف على الحسكة")
    + _report("r3", "two", "a1", "قتل ثلاثة من قسد في هجوم بالشدادي.", "هجوم", 0, said="sdf")
    + _mention("r3/mention/1", "sdf", "قسد", 10)
    + _mention("r3/mention/2", "sdf", "قسد", 10)
    + _mention("r4/mention/1", "sdf", "ها", 50)
    + _report("r4", "two", "c3", "قصفت تركيا مدنيين في الحسكة، بحسب قسد.", "قصفت", 40, said="sdf")
    + _report("r5", "two", "d4", "نفت تركيا قصف المدنيين.", "قصف", 90, "Denied", "turkey")
    + OFFICE,
    "three": _document("three", None, "2022-02", "اشتباكات")
    + _report("r6", "three", "e5", "كان داعش يخطط لمهاجمة مدنيين.", "مهاجمة", 0, "Planned")
    + _report("r7", "three", "f6", "هاجم داعش قسد ومدنيين في الحسكة.", "هاجم", 40, said="coalition")
    + _report("r8", "three", "g7", "بحثت قسد الأمر مع التحالف.", "بحثت", 80),
}
ONTOLOGY_GRAPH = "https://w3id.org/khabar/ontology"
ONTOLOGY = 'kh:Assault a owl:Class ; rdfs:subClassOf kh:Event ; rdfs:label "assault"@en , "اعتداء"@ar .'


def parsed(turtle: str, graph: str) -> list[Quad]:
    """Turtle as the quads of a graph."""
    triples = parse(PREFIXES + turtle, format=RdfFormat.TURTLE)
    return [Quad(quad.subject, quad.predicate, quad.object, NamedNode(graph)) for quad in triples]


def graphs() -> dict[str, list[Quad]]:
    """All graphs of the example by IRI."""
    found = {f"{BASE}document/{name}": parsed(text, f"{BASE}document/{name}") for name, text in DOCUMENTS.items()}
    assembled = f"{BASE}graph/assembled"
    return found | {assembled: parsed(ENTITIES + EVENTS, assembled), ONTOLOGY_GRAPH: parsed(ONTOLOGY, ONTOLOGY_GRAPH)}


def example_store() -> GraphStore:
    """The example in memory."""
    store = GraphStore.in_memory()
    for iri, quads in graphs().items():
        store.put_graph(iri, quads)
    return store


def store_with_an_area() -> GraphStore:
    """The example and `AREA` in memory."""
    store = example_store()
    store.put_graph(f"{BASE}graph/area", parsed(AREA, f"{BASE}graph/area"))
    return store

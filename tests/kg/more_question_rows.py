"""More of the example graph, for questions about tolls, copies, plans, sequences and likeness; the rows are worked out by hand."""

from graph_fixture import BASE, ENTITIES, EVENTS, example_store, parsed
from question_rows import CELL, COALITION, ISIS, SDF

from kg.nodes import statistics_graph
from kg.observations import statistics_quads
from kg.store import GraphStore

SECTORS = """@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
@prefix sector: <https://w3id.org/khabar/sector#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""
# Days after the attack a1 two outlets, of which one repeats the other, tell of it with other figures, and of an arrest (h8).
MORE = (
    SECTORS
    + """
<isis> kh:sector sector:UAF . <sdf> kh:sector sector:REB .
sector:UAF skos:prefLabel "unidentified armed force"@en . sector:REB skos:prefLabel "rebels"@en .
<event/h8> a kh:Coerce , kh:Event ; kh:actor <sdf> ; kh:target <unlisted/cell> ; kh:place <place/al-hasakah> ; kh:time <event/h8/time> ;
  kh:factuality kh:Asserted ; kh:independentSources 1 ; kh:belief 0.6 .
<event/h8/time> kh:edtf "2021-12-10" ; kh:firstDay "2021-12-10"^^xsd:date ; kh:lastDay "2021-12-10"^^xsd:date ; kh:precision "day" .
<event/i9> a kh:Support , kh:Event ; kh:actor <coalition> ; kh:target <sdf> ; kh:factuality kh:Asserted ; kh:independentSources 1 ; kh:belief 0.6 .
<event/j10> a kh:Consult , kh:Event ; kh:actor <sdf> ; kh:target <turkey> ; kh:factuality kh:Planned ; kh:independentSources 1 ; kh:belief 0.6 .
<event/k11> a kh:Coerce , kh:Event ; kh:actor <sdf> ; kh:target <unlisted/cell> ; kh:time <event/k11/time> ;
  kh:factuality kh:Planned ; kh:independentSources 0 ; kh:belief 0.6 .
<event/k11/time> kh:edtf "2021-12-09" ; kh:firstDay "2021-12-09"^^xsd:date ; kh:lastDay "2021-12-09"^^xsd:date .
<event/l12> a kh:Accuse , kh:Event ; kh:actor <sdf> ; kh:target <turkey> ; kh:factuality kh:Asserted ; kh:independentSources 1 ; kh:belief 0.6 .
<sdf> kh:accused <turkey> .
<event/m13> a kh:Protest , kh:Event ; kh:actor <civilians> ; kh:place <unlisted/town> ; kh:factuality kh:Asserted ; kh:independentSources 1 ; kh:belief 0.6 .
<event/o14> a kh:Retreat , kh:Event ; kh:actor <civilians> ; kh:origin <place/al-hasakah> ; kh:destination <place/ash-shaddadi> ;
  kh:place <place/al-hasakah> , <place/ash-shaddadi> ; kh:factuality kh:Asserted ; kh:independentSources 1 ; kh:belief 0.6 .
<event/p15> a kh:Mobilize , kh:Event ; kh:actor <turkey> ; kh:destination <place/al-hasakah-governorate> ; kh:place <place/al-hasakah-governorate> ;
  kh:factuality kh:Negated ; kh:independentSources 0 ; kh:belief 0.6 .
<event/q16> a kh:Assault , kh:Event ; sem:subEventOf <event/a1> ; kh:factuality kh:Asserted ; kh:independentSources 1 ; kh:belief 0.6 ;
  kh:count <event/q16/count/1> , <event/q16/count/2> .
<event/q16/count/1> kh:countKind "wounded" ; kh:low 4 ; kh:high 4 ; kh:exactness "exact" .
<event/q16/count/2> kh:countKind "killed" ; kh:low 2 ; kh:high 2 ; kh:exactness "exact" .
<unlisted/brigade> a kh:ArmedGroup ; rdfs:label "لواء الخابور"@ar ; kh:partOf <sdf> .
<belonging/b1> a rdf:Statement ; rdf:subject <unlisted/brigade> ; rdf:predicate kh:partOf ; rdf:object <sdf> ;
  kh:words "لواء الخابور التابع لقسد"@ar ; prov:wasDerivedFrom <document/four> .
<belonging/b2> a rdf:Statement ; rdf:subject <unlisted/brigade> ; rdf:predicate kh:memberOf ; rdf:object <coalition> ;
  kh:words "لواء الخابور المنضوي في التحالف"@ar ; prov:wasDerivedFrom <document/five> .
<unlisted/town> a kh:Place ; rdfs:label "البلدة"@ar ; kh:possiblySame <place/al-hasakah> .
<unlisted/n1> a kh:Person ; rdfs:label "سالم الراوي"@ar ; kh:possiblySame <unlisted/n2> .
<unlisted/n2> a kh:Person ; rdfs:label "سالم راوي"@ar ; kh:possiblySame <unlisted/n1> .
<document/four> a kh:Document ; dcterms:source "Plateau Mail" ; kh:published "2021-12-11" .
<document/five> a kh:Document ; dcterms:source "Delta Wire" ; kh:published "2021-12-12" .
<report/r1> kh:mention <report/r1/count> .
<report/r1/count> kh:words "ثلاثة"@ar ; kh:refersTo <report/r1/figure> .
<report/r1/figure> kh:countKind "killed" ; kh:low 3 ; kh:high 3 ; kh:exactness "exact" .
<report/r10> kh:mention <report/r10/count> , <report/r10/part> .
<report/r10/count> kh:words "خمسة"@ar ; kh:refersTo <report/r10/figure> .
<report/r10/figure> kh:countKind "killed" ; kh:low 5 ; kh:high 5 ; kh:exactness "exact" .
<report/r10/part> kh:words "جريح"@ar ; kh:refersTo <report/r10/other> .
<report/r10/other> kh:countKind "wounded" ; kh:low 1 ; kh:high 1 ; kh:exactness "exact" .
<report/r11> kh:mention <report/r11/count> ; prov:wasQuotedFrom <document/four> .
<report/r11/count> kh:words "أربعة على الأقل"@ar ; kh:refersTo <report/r11/figure> .
<report/r11/figure> kh:countKind "killed" ; kh:low 4 ; kh:exactness "at-least" .
<event/a1> kh:count <event/a1/count/2> , <event/a1/count/3> , <event/a1/count/killed> .
<event/a1/count/1> prov:wasDerivedFrom <report/r1/figure> ; prov:wasAttributedTo <document/one> .
<event/a1/count/2> a kh:Count ; kh:countKind "killed" ; kh:low 4 ; kh:exactness "at-least" ;
  prov:wasDerivedFrom <report/r11/figure> ; prov:wasAttributedTo <document/five> .
<event/a1/count/3> a kh:Count ; kh:countKind "killed" ; kh:low 5 ; kh:high 5 ; kh:exactness "exact" ;
  prov:wasDerivedFrom <report/r10/figure> ; prov:wasAttributedTo <document/four> .
<event/a1/count/killed> a kh:Count ; kh:countKind "killed" ; kh:low 3 ; kh:exactness "range" ;
  prov:wasDerivedFrom <event/a1/count/1> , <event/a1/count/2> , <event/a1/count/3> .
<report/r13> prov:wasQuotedFrom <document/four> .
<report/r16/who> kh:refersTo <unlisted/n1> .
<radio> a kh:Media ; rdfs:label "إذاعة الوادي"@ar , "Valley Radio"@en .
<wire> a kh:Media ; rdfs:label "وكالة الضفة"@ar .
<sdf> prov:actedOnBehalfOf <coalition> .
<report/r3> kh:relayedBy <radio> .
<report/r4> kh:relayedBy <radio> , <wire> ; kh:stance kh:Hypothesises ; kh:mention <report/r4/cue> , <report/r4/said> .
<report/r4/cue> kh:role "cue" ; kh:words "يرجح"@ar ; kh:refersTo kh:Hypothesises .
<report/r4/said> kh:role "source-cue" ; kh:words "نقلت"@ar ; kh:refersTo kh:relayedBy .
<report/r5> kh:relayedBy <radio> ; kh:stance kh:Denies .
<report/r6> kh:stance kh:Threatens ; kh:mention <report/r6/cue> .
<report/r6/cue> kh:role "cue" ; kh:words "هدد"@ar ; kh:refersTo kh:Threatens .
<report/r15> kh:stance kh:Plans .
"""
    + "".join(
        f'<report/{report}> a kh:Report ; kh:reports <event/{event}> ; prov:wasDerivedFrom <document/{document}> ; kh:factuality kh:{claimed} ;\n'
        f'  kh:sentence "{sentence}"@ar .\n'
        for report, event, document, claimed, sentence in (
            ("r10", "a1", "four", "Asserted", "خمسة قتلى في هجوم الشدادي."),
            ("r11", "a1", "five", "Asserted", "أربعة قتلى على الأقل في هجوم الشدادي."),
            ("r12", "h8", "four", "Asserted", "اعتقلت قسد خلية في الحسكة."),
            ("r13", "h8", "five", "Asserted", "اعتقلت قسد خلية في الحسكة."),
            ("r14", "l12", "two", "Asserted", "اتهمت قسد تركيا بالقصف."),
            ("r15", "j10", "four", "Planned", "ستلتقي قسد وفداً تركياً."),
            ("r16", "m13", "five", "Asserted", "تظاهر مدنيون في البلدة."),
        )
    )
)  # fmt: skip


def store_with_more() -> GraphStore:
    """The example, `MORE` and the statistics of both in memory."""
    store = example_store()
    store.put_graph(f"{BASE}graph/assembled", parsed(ENTITIES + EVENTS + MORE, f"{BASE}graph/assembled"))
    store.put_graph(statistics_graph(BASE).value, statistics_quads(store, BASE))
    return store


# question, parameters, the columns that are looked at, the rows in their order
MORE_GOLDEN: list[tuple[str, dict[str, str], str, list[tuple[str, ...]]]] = [
    (
        "pairs-by-month",
        {},
        "month events actor type target",
        [
            ("2021-12", "2", SDF, "COERCE", CELL),
            ("2021-12", "1", COALITION, "COERCE", CELL),
            ("2021-12", "1", CELL, "ASSAULT", SDF),
            ("2022-01", "1", ISIS, "ASSAULT", SDF),
            ("2022-01", "1", ISIS, "ASSAULT", "civilians"),
        ],
    ),
    ("pairs-by-month", {"actor": "داعش", "from": "2022"}, "month target_ar", [("2022-01", "قوات سوريا الديمقراطية"), ("2022-01", "مدنيون")]),
    ("pairs-by-month", {"type": "coerce", "minimum": "2"}, "actor events", [(SDF, "2")]),
    (
        "busiest-districts",
        {},
        "district events months most_in_a_month first_month last_month",
        [("Al-Hasakah Governorate", "2", "2", "1", "2021-12", "2022-01")],
    ),
    ("busiest-districts", {"type": "coerce"}, "events months most_in_a_month", [("2", "1", "2")]),
    ("busiest-districts", {"minimum": "3"}, "district", []),
    ("who-supported-whom", {}, "type actor target event", [("SUPPORT", COALITION, SDF, "i9")]),
    ("who-supported-whom", {"actor": "قسد"}, "event", []),
    (
        "said-by-enemies",
        {"actor": "تركيا"},
        "enemy hostility role type claimed source event",
        [(SDF, "accused", "target", "ACCUSE", "asserted", "Khabur Post", "l12"), (SDF, "accused", "actor", "ASSAULT", "asserted", "Khabur Post", "c3")],
    ),
    (  # the coalition was never at odds with داعش itself, but holds one of its cells
        "said-by-enemies",
        {"actor": "داعش"},
        "enemy hostility role event",
        [(COALITION, "coerced", "actor", "f6"), (SDF, "assaulted by it; coerced", "actor", "a1")],
    ),
    ("said-by-enemies", {"actor": "التحالف الدولي"}, "enemy", []),
    (
        "denied-by-the-accused",
        {},
        "accused denier type claim_type claimant event denied_event",
        [("Turkey", "Turkey", "ASSAULT", "accusation", "", "l12", "d4"), ("Turkey", "Turkey", "ASSAULT", "the same", SDF, "c3", "d4")],
    ),
    ("denied-by-the-accused", {"accused": "قسد"}, "event", []),
    (  # the agency has only what the radio has too; Turkey speaks for itself
        "who-relays-whom",
        {},
        "relay speaker speaks_for reports articles outlets",
        [
            ("Valley Radio", SDF, COALITION, "2", "1", "Khabur Post"),
            ("Valley Radio", "Turkey", "", "1", "1", "Khabur Post"),
            ("وكالة الضفة", SDF, COALITION, "1", "1", "Khabur Post"),
        ],
    ),
    ("who-relays-whom", {"relay": "وكالة الضفة"}, "relay_ar speaker_ar speaks_for_ar", [("وكالة الضفة", "قوات سوريا الديمقراطية", "التحالف الدولي")]),
    ("who-relays-whom", {"speaker": "التحالف الدولي"}, "relay reports", [("Valley Radio", "2"), ("وكالة الضفة", "1")]),
    (
        "threatened-or-supposed",
        {},
        "stance claimed cue type actors targets_ar claimant_ar source event",
        [
            ("hypothesises", "asserted", "يرجح", "ASSAULT", "Turkey", "مدنيون", "قوات سوريا الديمقراطية", "Khabur Post", "c3"),
            ("threatens", "planned", "هدد", "ASSAULT", ISIS, "مدنيون", "", "", "e5"),
        ],
    ),
    ("threatened-or-supposed", {"actor": "داعش"}, "cue event", [("هدد", "e5")]),
    ("threatened-or-supposed", {"stance": "plans"}, "claimed cue source event", [("planned", "", "Plateau Mail", "j10")]),
    ("threatened-or-supposed", {"type": "CONSULT"}, "event", []),
    ("planned-not-done", {}, "actors targets type event", [(SDF, "Turkey", "CONSULT", "j10")]),  # e5 and k11 came about: f6, h8
    ("planned-not-done", {"type": "ASSAULT"}, "event", []),
    (
        "conflicting-tolls",
        {},
        "kind range low high figure_words source event",
        [
            ("killed", "3+", "3", "3", "ثلاثة", "Furat News", "a1"),
            ("killed", "3+", "5", "5", "خمسة", "Plateau Mail", "a1"),
            ("killed", "3+", "4", "", "أربعة على الأقل", "Delta Wire", "a1"),
        ],
    ),
    ("conflicting-tolls", {"kind": "wounded"}, "low", []),
    (
        "what-followed",
        {},
        "date place next_date next_place widest_days order event next_event",
        [("2021-12-06", "Ash Shaddadi", "2021-12-10", "Al-Hasakah", "4", "sure", "a1", "h8")],
    ),
    ("what-followed", {"days": "3"}, "event", []),
    ("what-followed", {"days": "25", "place": "الحسكة"}, "widest_days order next_event", [("25", "open", "b2"), ("4", "sure", "h8")]),
    ("what-followed", {"first": "COERCE", "next": "ASSAULT", "days": "60"}, "event next_event", [("b2", "a1"), ("b2", "f6"), ("h8", "f6")]),
    (
        "movements",
        {},
        "type actors origins destinations_ar factuality event",
        [
            ("RETREAT", "civilians", "Al-Hasakah", "الشدّادي", "asserted", "o14"),
            ("MOBILIZE", "Turkey", "", "محافظة الحسكة", "negated", "p15"),
        ],
    ),
    # the toll q16 stands with its attack a1, whose own reports give other figures
    (
        "attacks-with-tolls",
        {},
        "date least_killed most_killed least_wounded most_wounded tolls event",
        [("2021-12-06", "2", "5", "4", "4", "1", "a1"), ("2022-01-20/2022-01-26", "12", "12", "20", "20", "0", "f6"), ("XXXX-12-08", *[""] * 4, "0", "c3")],
    ),
    ("attacks-with-tolls", {"actor": "داعش", "to": "2021", "place": "سوريا"}, "event", [("a1",)]),
    ("attacks-with-tolls", {"actor": "التحالف الدولي"}, "event", []),
    ("movements", {"origin": "محافظة الحسكه", "destination": "Ash Shaddadi"}, "event", [("o14",)]),
    ("movements", {"origin": "الشدادي"}, "event", []),
    ("movements", {"destination": "سوريا", "who": "تركيا"}, "event", [("p15",)]),
    ("movements", {"from": "2021"}, "event", []),
    (
        "told-belongings",
        {"part": "لواء الخابور"},
        "part relation whole stands words source",
        [
            ("لواء الخابور", "member of", COALITION, "false", "لواء الخابور المنضوي في التحالف", "Delta Wire"),
            ("لواء الخابور", "part of", SDF, "true", "لواء الخابور التابع لقسد", "Plateau Mail"),
        ],
    ),
    ("told-belongings", {"whole": "قسد"}, "part_ar whole_ar published", [("لواء الخابور", "قوات سوريا الديمقراطية", "2021-12-11")]),
    ("told-belongings", {"part": "قسد"}, "part", []),
    ("sector-pairs", {}, "actor_sector target_sector events actors targets", [("unidentified armed force", "rebels", "2", "2", "1")]),
    (
        "copied-texts",
        {},
        "source published first_source copied reports document first_document",
        [("Delta Wire", "2021-12-12", "Plateau Mail", "2", "3", "five", "four")],
    ),
    ("one-source-events", {"type": "COERCE"}, "source documents event", [("Furat News", "1", "b2"), ("Plateau Mail", "2", "h8")]),
    ("one-outlet-events", {"outlet": "furat news"}, "event", [("b2",)]),
    ("one-outlet-events", {"outlet": "Plateau Mail"}, "event", [("j10",)]),
    ("unresolved-places", {}, "place events candidates", [("البلدة", "1", "Al-Hasakah < Al-Hasakah Governorate")]),
    ("possibly-same", {}, "name other_name kind mentions other_mentions", [("سالم الراوي", "سالم راوي", "Person", "1", "0")]),
    ("possibly-same", {"entity": "سالم راوي"}, "name", [("سالم الراوي",)]),
    ("possibly-same", {"entity": "قسد"}, "name", []),
    (
        "most-reported-events",
        {},
        "outlets reports sources event",
        [
            ("4", "4", "Delta Wire؛ Furat News؛ Khabur Post؛ Plateau Mail", "a1"),
            ("2", "2", "Delta Wire؛ Plateau Mail", "h8"),
        ],
    ),
    (
        "new-since",
        {"since": "2021-12-11", "type": "COERCE"},
        "change published new_reports event",
        [("new", "2021-12-12", "2", "h8")],
    ),
    ("members-of-party", {"party": "التحالف الدولي"}, "member kind events", [("Sami al-Rawi", "Person", "0")]),
    ("members-of-party", {"party": "داعش"}, "member kind events", [(CELL, "Group", "4")]),  # a1, b2, h8, k11
    ("relations-of-actor", {"actor": "داعش"}, "partner force_by_it force_on_it words_by_it cooperation",
     [(SDF, "2", "2", "0", "0"), (COALITION, "0", "1", "0", "0"), ("civilians", "1", "0", "0", "0")]),
    ("outlet-profile", {}, "source articles reports attributed own_words denied planned copied alone percent_denied", [
        ("Khabur Post", "1", "4", "3", "1", "1", "0", "0", "3", "25"),
        ("Delta Wire", "1", "3", "0", "3", "0", "0", "2", "1", "0"),
        ("Plateau Mail", "1", "3", "0", "3", "0", "1", "0", "1", "0"),
        ("three", "1", "3", "1", "2", "0", "1", "0", "3", "0"),
        ("Furat News", "1", "2", "0", "2", "0", "0", "0", "1", "0"),
    ]),
    ("events-of-actor", {"actor": "داعش", "to": "2021-12-09"}, "event", [("b2",), ("a1",), ("k11",)]),
    ("who-attacked-whom", {"actor": ISIS, "to": "2021"}, "event", [("a1",)]),
]  # fmt: skip

"""The rows that each canned question gives on the example graph, worked out by hand."""

from graph_fixture import BASE

CELL, SDF, COALITION, ISIS = "خلية من داعش", "Syrian Democratic Forces", "International Coalition", "ISIS"
BOTH_SOLD = f"{COALITION}; {SDF}"

# question, parameters, the columns that are looked at, the rows in their order
GOLDEN: list[tuple[str, dict[str, str], str, list[tuple[str, ...]]]] = [
    (
        "who-attacked-whom",
        {},
        "date actor target places belief reports event",
        [
            ("2021-12-06", CELL, SDF, "Ash Shaddadi", "0.9375", "2", "a1"),
            ("2022-01-20/2022-01-26", ISIS, SDF, "Al-Hasakah", "0.8", "1", "f6"),
            ("2022-01-20/2022-01-26", ISIS, "civilians", "Al-Hasakah", "0.8", "1", "f6"),
            ("XXXX-12-08", "Turkey", "civilians", "Al-Hasakah", "0.5", "1", "c3"),
        ],
    ),
    (
        "who-attacked-whom",
        {"actor": "داعش", "target": "قسد"},
        "actor_ar target_ar event",
        [(CELL, "قوات سوريا الديمقراطية", "a1"), ("داعش", "قوات سوريا الديمقراطية", "f6")],
    ),
    ("who-attacked-whom", {"from": "2022-01-26"}, "event", [("f6",), ("f6",)]),
    ("who-attacked-whom", {"to": "2021-12"}, "event", [("a1",)]),
    (
        "events-of-actor",
        {"actor": "تنظيم الدوله الاسلاميه"},
        "date role type factuality event",
        [
            ("2021-12", "target", "COERCE", "asserted", "b2"),
            ("2021-12-06", "actor", "ASSAULT", "asserted", "a1"),
            ("2022-01-02", "actor", "ASSAULT", "planned", "e5"),
            ("2022-01-20/2022-01-26", "actor", "ASSAULT", "asserted", "f6"),
        ],
    ),
    (
        "events-of-actor",
        {"actor": "turkey"},
        "date type targets_ar factuality event",
        [("", "ASSAULT", "مدنيون", "denied", "d4"), ("XXXX-12-08", "ASSAULT", "مدنيون", "asserted", "c3")],
    ),
    (
        "events-near-place",
        {"place": "الحسكه", "km": "10"},
        "km precision_km place event",
        [("0", "5", "Al-Hasakah", "b2"), ("0", "5", "Al-Hasakah", "f6"), ("0", "5", "Al-Hasakah", "c3")],
    ),
    (
        "events-near-place",
        {"place": "Ash Shaddadi"},
        "km place_ar event",
        [("0", "الشدّادي", "a1"), ("49", "الحسكة", "b2"), ("49", "الحسكة", "f6"), ("49", "الحسكة", "c3")],
    ),
    ("events-near-point", {"latitude": "36.06", "longitude": "40.73", "km": "1"}, "km event", [("0", "a1")]),
    ("events-near-point", {"latitude": "-36", "longitude": "-40.73", "km": "1000"}, "km event", []),
    (
        "events-in-place",
        {"place": "سوريا"},
        "place path date event",
        [
            ("Al-Hasakah", "Al-Hasakah < Al-Hasakah Governorate < Syria", "2021-12", "b2"),
            ("Al-Hasakah", "Al-Hasakah < Al-Hasakah Governorate < Syria", "2022-01-20/2022-01-26", "f6"),
            ("Al-Hasakah", "Al-Hasakah < Al-Hasakah Governorate < Syria", "XXXX-12-08", "c3"),
            ("Ash Shaddadi", "Ash Shaddadi < Al-Hasakah Governorate < Syria", "2021-12-06", "a1"),
        ],
    ),
    ("events-in-place", {"place": "الشدادي"}, "place_ar actors_ar event", [("الشدّادي", CELL, "a1")]),
    (
        "who-says-so",
        {},
        "claimant claimed actors targets source published event",
        [
            (COALITION, "asserted", ISIS, f"{SDF}; civilians", "", "2022-02", "f6"),
            (SDF, "asserted", CELL, SDF, "Khabur Post", "2021-12-10", "a1"),
            (SDF, "asserted", "Turkey", "civilians", "Khabur Post", "2021-12-10", "c3"),
            ("Turkey", "denied", "Turkey", "civilians", "Khabur Post", "2021-12-10", "d4"),
        ],
    ),
    (
        "who-says-so",
        {"claimant": "SDF", "event": "event/c3", "type": "assault"},
        "claimant_ar sentence",
        [("قوات سوريا الديمقراطية", "قصفت تركيا مدنيين في الحسكة، بحسب قسد.")],
    ),
    (
        "denied-or-planned",
        {},
        "factuality date actors targets sentence event",
        [
            ("denied", "", "Turkey", "civilians", "نفت تركيا قصف المدنيين.", "d4"),
            ("planned", "2022-01-02", ISIS, "civilians", "كان داعش يخطط لمهاجمة مدنيين.", "e5"),
        ],
    ),
    ("denied-or-planned", {"factuality": "Planned", "actor": "isis"}, "event", [("e5",)]),
    (
        "evidence-of-event",
        {"event": f"{BASE}event/a1"},
        "published source title trigger start end claimed claimant document report",
        [
            ("2021-12-09", "Furat News", "هجوم في الشدادي", "هاجمت", "0", "52", "asserted", "", "one", "r1"),
            ("2021-12-10", "Khabur Post", "قصف على الحسكة", "هجوم", "0", "34", "asserted", SDF, "two", "r3"),
        ],
    ),
    (
        "co-actors",
        {"actor": "قسد"},
        "partner partner_ar type events first_day last_day",
        [(COALITION, "التحالف الدولي", "COERCE", "1", "2021-12-01", "2021-12-31")],
    ),
    ("co-actors", {"actor": "قسد", "type": "ASSAULT"}, "partner", []),
    (
        "one-source-events",
        {},
        "source documents event",
        [("Furat News", "1", "b2"), ("Khabur Post", "1", "d4"), ("Khabur Post", "1", "c3"), ("three", "1", "e5"), ("three", "1", "f6"), ("three", "1", "g7")],
    ),
    (
        "between-dates",
        {"from": "2021-12-06", "to": "2022-01-19"},
        "date actors event",
        [("2021-12", BOTH_SOLD, "b2"), ("2021-12-06", CELL, "a1"), ("2022-01-02", ISIS, "e5")],
    ),
    ("between-dates", {"from": "٢٠٢٢", "to": "2022", "type": "ASSAULT"}, "event", [("e5",), ("f6",)]),
    ("counts-of-killed", {}, "low high exactness actors event", [("12", "", "at-least", ISIS, "f6"), ("3", "3", "exact", CELL, "a1")]),
    ("counts-of-killed", {"kind": "arrested"}, "low high targets event", [("38", "", CELL, "b2")]),
    ("counts-of-killed", {"kind": "wounded", "to": "2021"}, "low", []),
    (
        "most-active-pairs",
        {"type": "ASSAULT"},
        "events actor target first_day last_day",
        [
            ("1", ISIS, SDF, "2022-01-20", "2022-01-26"),
            ("1", ISIS, "civilians", "2022-01-20", "2022-01-26"),
            ("1", "Turkey", "civilians", "", ""),
            ("1", CELL, SDF, "2021-12-06", "2021-12-06"),
        ],
    ),
    ("most-active-pairs", {"minimum": "2"}, "events", []),
    ("events-by-month", {}, "month type events", [("2021-12", "ASSAULT", "1"), ("2021-12", "COERCE", "1"), ("2022-01", "ASSAULT", "1")]),
    ("events-by-month", {"actor": "التحالف الدولي"}, "month type events", [("2021-12", "COERCE", "1")]),
    (
        "names-of-entities",
        {},
        "entity mentions articles words times",
        [(SDF, "4", "2", "قسد", "3"), (SDF, "4", "2", "ها", "1"), (COALITION, "1", "1", "التحالف الدولي", "1")],
    ),
    ("names-of-entities", {"mentions": "2", "entity": "قسد"}, "entity words", [(SDF, "قسد"), (SDF, "ها")]),
    ("names-of-entities", {"mentions": "9"}, "entity", []),
    (
        "disputed-events",
        {},
        "type actor target date sentence denial event denied_event",
        [("ASSAULT", "Turkey", "civilians", "XXXX-12-08", "قصفت تركيا مدنيين في الحسكة، بحسب قسد.", "نفت تركيا قصف المدنيين.", "c3", "d4")],
    ),
    (
        "who-holds-which-office",
        {"person": "سامي الراوي"},
        "person title rank body_ar from words source",
        [
            ("Sami al-Rawi", "Spokesman of the Coalition", "", "التحالف الدولي", "2021", "", ""),
            ("Sami al-Rawi", "المتحدث", "العقيد", "التحالف الدولي", "", "المتحدث باسم التحالف العقيد سامي الراوي", "Khabur Post"),
        ],
    ),
    (
        "who-holds-which-office",
        {"body": "International Coalition"},
        "person_ar title",
        [("سامي الراوي", "Spokesman of the Coalition"), ("سامي الراوي", "المتحدث")],
    ),
    ("who-holds-which-office", {"body": "قسد"}, "person", []),
]

"""What the clients of the endpoint's benchmark ask: the canned questions and plain look-ups, each with values that the graph has.

A question that ends with OPEN wants a number of rows behind it, any; so as many different ones can be asked as are wanted.
"""

import random
from collections.abc import Mapping, Sequence
from typing import Any

from pyoxigraph import QuerySolutions

from kg.query import Question, bind, list_questions
from kg.store import GraphStore
from ontology.terms import PREFIXES

OPEN = " LIMIT "


def _with_prefixes(text: str) -> str:
    """The query with the declarations that it needs; `kg serve` needs none, Oxigraph does."""
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items() if f"{name}:" in text and f"PREFIX {name}:" not in text) + text


_VARIANTS = 20  # of each canned question
# What a parameter of a kind can be given.
_VALUES = {
    "party": "{ ?e kh:actor ?x } UNION { ?e kh:target ?x }", "place": "?e kh:place ?x", "event": "?x a kh:Event",
    "from-date": "?t kh:firstDay ?x", "to-date": "?t kh:lastDay ?x", "outlet": "?d a kh:Document ; dcterms:source ?x",
}  # fmt: skip
# Where the values come from, and what is asked of each.
_PATTERNS = (
    ("?x a kh:Event", "SELECT DISTINCT ?p ?o { %s ?p ?o } ORDER BY ?p ?o"),
    ("?x a kh:Place", "SELECT DISTINCT ?p ?o { %s ?p ?o } ORDER BY ?p ?o"),
    ("?x a kh:Event", "SELECT DISTINCT ?r ?s ?d { ?r kh:reports %s ; kh:sentence ?s ; prov:wasDerivedFrom ?d } ORDER BY ?r ?s ?d"),
    ("?e kh:actor ?x", "SELECT DISTINCT ?e ?kind ?day { ?e kh:actor %s ; a ?kind . OPTIONAL { ?e kh:time/kh:firstDay ?day } } ORDER BY ?day ?e ?kind"),
    ("?e kh:target ?x", "SELECT ?who (COUNT(DISTINCT ?e) AS ?n) { ?e kh:target %s ; kh:actor ?who } GROUP BY ?who ORDER BY DESC(?n) ?who"),
    ("?e kh:place ?x", "SELECT ?kind (COUNT(DISTINCT ?e) AS ?n) { ?e kh:place/kh:partOf* %s ; a ?kind } GROUP BY ?kind ORDER BY DESC(?n) ?kind"),
    ("?x a kh:Document", "SELECT DISTINCT ?e { ?r prov:wasDerivedFrom %s ; kh:reports ?e } ORDER BY ?e"),
    ("?e a ?x ; kh:actor ?who", "SELECT ?who (COUNT(DISTINCT ?e) AS ?n) { ?e a %s ; kh:actor ?who } GROUP BY ?who ORDER BY DESC(?n) ?who"),
    ("?t kh:firstDay ?x", "SELECT DISTINCT ?e { ?e kh:time/kh:firstDay ?day . FILTER(?day >= %s) } ORDER BY ?day ?e"),
)


def look_ups(store: GraphStore) -> list[list[str]]:
    """The questions of each pattern, one for each value."""
    return [[_with_prefixes(pattern % value) + OPEN for value in _found(store, values)] for values, pattern in _PATTERNS]


def canned(store: GraphStore) -> list[list[str]]:
    """Variants of each canned question that takes a number of rows, with values by chance, the same in each run."""
    chance = random.Random(0)
    values = {kind: [term.value for term in _found(store, pattern)] for kind, pattern in _VALUES.items()}
    groups = []
    for question in list_questions():
        if "LIMIT" not in question.sparql:
            given = [_parameters(question, values, chance) for _ in range(_VARIANTS)]
            groups.append(sorted({_with_prefixes(_bare(bind(store, question, some))) + OPEN for some in given}))
    return groups


def _parameters(question: Question, values: Mapping[str, Sequence[str]], chance: random.Random) -> dict[str, str]:
    """A value for every parameter that needs one, and for every other one."""
    wanted = [one for one in question.parameters if one.kind in values and (one.required or chance.random() < 0.5)]
    given = {one.name: chance.choice(values[one.kind]) for one in wanted}
    others = {"latitude": f"{chance.uniform(30, 37):.2f}", "longitude": f"{chance.uniform(35, 45):.2f}"}
    return given | {one.name: others[one.name] for one in question.parameters if one.name in others}


def _found(store: GraphStore, pattern: str) -> list[Any]:
    result = store.query(f"SELECT DISTINCT ?x {{ {pattern} }} ORDER BY ?x")
    assert isinstance(result, QuerySolutions)
    return [row[0] for row in result]


def _bare(sparql: str) -> str:
    """Without the lines of comment, for an address."""
    return "\n".join(line.strip() for line in sparql.splitlines() if not line.lstrip().startswith("#"))

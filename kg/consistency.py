"""What SHACL Core cannot say of a graph: offsets against those of another node, cycles, what follows from events, and arithmetic."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.account import reckonings
from kg.edtf import bounds
from kg.findings import Finding, Severity
from kg.priors import Priors
from kg.solutions import Row, rows
from kg.store_contract import ReadStore
from ontology.terms import EVENT_CLASS, EVENT_PREDICATE

_NEAR = 0.001  # beliefs and confidences are written with four digits


@dataclass(frozen=True, slots=True)
class _Rule:
    """A question whose every row (`focus`, `value`) is a fault."""

    path: str
    message: str
    message_ar: str
    query: str


_POSITION = "?focus oa:hasTarget/oa:hasSelector ?at . ?at oa:start ?from ; oa:end ?to ."
_PAIRS = "VALUES (?predicate ?class) { " + " ".join(f"(<{EVENT_PREDICATE[kind]}> <{EVENT_CLASS[kind]}>)" for kind in EVENT_CLASS) + " } "
_ASSERTED = "?event a ?class ; kh:factuality kh:Asserted ; kh:actor ?actor ; kh:target ?target . FILTER(?actor != ?target)"
_RULES = (
    _Rule(
        "kh:triggerStart|kh:triggerEnd",
        "A report's trigger stands outside its sentence.",
        "اللفظ الدال في الخبر يقع خارج جملته.",
        "SELECT ?focus ?value { ?focus kh:triggerStart ?value ; kh:triggerEnd ?end . " + _POSITION + " FILTER(?value < ?from || ?end > ?to) }",
    ),
    _Rule(
        "kh:trigger",
        "The words of a report's trigger are not those of its sentence at these offsets.",
        "كلمات اللفظ الدال ليست كلمات الجملة في هذه المواضع.",
        "SELECT ?focus ?value { ?focus kh:sentence ?said ; kh:trigger ?value ; kh:triggerStart ?start ; kh:triggerEnd ?end . "
        + _POSITION
        + " FILTER(?start >= ?from && ?end <= ?to && SUBSTR(STR(?said), ?start - ?from + 1, ?end - ?start) != STR(?value)) }",
    ),
    _Rule(
        "kh:partOf",
        "A place or body is part of itself, by way of others or at once.",
        "المكان أو الجهة جزء من نفسه، مباشرة أو عبر غيره.",
        "SELECT DISTINCT ?focus ?value { ?focus kh:partOf ?value . ?value kh:partOf* ?focus }",
    ),
    _Rule(
        "kh:origin|kh:destination",
        "A place that a movement leaves or goes to is none of its places (kh:place).",
        "مكان تغادره الحركة أو تتجه إليه ليس من أماكن الحدث (kh:place).",
        "SELECT DISTINCT ?focus ?value { ?focus kh:origin|kh:destination ?value FILTER NOT EXISTS { ?focus kh:place ?value } }",
    ),
    _Rule(
        "kh:actor|kh:target",
        "A plain triple says what no asserted event of this graph says.",
        "علاقة مباشرة تقول ما لا يقوله أي حدث مؤكد في هذا البيان.",
        "SELECT DISTINCT (?actor AS ?focus) (CONCAT(STR(?predicate), ' ', STR(?target)) AS ?value) { "
        + _PAIRS
        + " ?actor ?predicate ?target FILTER NOT EXISTS { "
        + _ASSERTED
        + " } }",
    ),
    _Rule(
        "kh:actor|kh:target",
        "An asserted event lacks the plain triple of its actor and target.",
        "حدث مؤكد تنقصه العلاقة المباشرة بين فاعله والمستهدف به.",
        "SELECT DISTINCT (?event AS ?focus) (CONCAT(STR(?actor), ' ', STR(?predicate), ' ', STR(?target)) AS ?value) { "
        + _PAIRS
        + _ASSERTED
        + " FILTER NOT EXISTS { ?actor ?predicate ?target } }",
    ),
    _Rule(
        "org:memberOf",
        "A person belongs to a body (org:memberOf), but no office of this graph says so (org:Membership).",
        "شخص ينتمي إلى جهة (org:memberOf) ولا منصب في هذا البيان يقول بذلك (org:Membership).",
        "SELECT DISTINCT ?focus ?value { ?focus org:memberOf ?value FILTER NOT EXISTS { ?office org:member ?focus ; org:organization ?value } "
        "FILTER NOT EXISTS { ?office org:member ?focus FILTER NOT EXISTS { ?office org:organization ?other } } }",
    ),
    _Rule(
        "kh:low|kh:high",
        "The range of an event's figures is not what they span: the least low, and the greatest high if none is open.",
        "مدى أرقام الحدث ليس ما تمتد عليه: أدنى حد أدنى، وأعلى حد أعلى إن لم يكن أحدها مفتوحا.",
        "SELECT ?focus ?value { { SELECT ?focus (MIN(?a_low) AS ?least) (MAX(?a_high) AS ?most) (COUNT(?a_low) > COUNT(?a_high) AS ?open) { "
        '?focus kh:exactness "range" ; prov:wasDerivedFrom ?one . ?one kh:low ?a_low . OPTIONAL { ?one kh:high ?a_high } } GROUP BY ?focus } '
        "?focus kh:low ?low . OPTIONAL { ?focus kh:high ?high } BIND(CONCAT(STR(?low), '-', COALESCE(STR(?high), '')) AS ?value) "
        "FILTER(?low != ?least || BOUND(?high) = ?open || (BOUND(?high) && ?high != ?most)) }",
    ),
    _Rule(
        "geo:asWKT",
        "A polygon does not end where it begins.",
        "المضلع لا ينتهي حيث يبدأ.",
        "SELECT ?focus ?value { ?focus geo:asWKT ?value FILTER(STRSTARTS(STR(?value), 'POLYGON((')) "
        "BIND(STRBEFORE(STRAFTER(STR(?value), '(('), ', ') AS ?first) FILTER(!STRENDS(STR(?value), CONCAT(', ', ?first, '))'))) }",
    ),
)
_INTERVALS = "SELECT ?focus ?edtf ?first ?last { ?focus kh:edtf ?edtf OPTIONAL { ?focus kh:firstDay ?first } OPTIONAL { ?focus kh:lastDay ?last } }"
_BELIEFS = "SELECT ?focus ?value { ?focus a kh:Event ; kh:belief ?value }"


def inconsistencies(store: ReadStore, priors: Priors | None = None) -> Iterator[Finding]:
    """What contradicts itself in the union of all graphs, rule by rule; beliefs by `priors`, else the packaged ones. Raises StoreError."""
    for rule in _RULES:
        for row in _rows(store, rule.query):
            yield Finding(row["focus"], rule.path, rule.message, Severity.VIOLATION, row["value"], rule.message_ar)
    yield from _wrong_days(store)
    yield from _wrong_beliefs(store, priors)


def _wrong_days(store: ReadStore) -> Iterator[Finding]:
    for row in _rows(store, _INTERVALS):
        told = f"{row['edtf']}: {row['first'] or '..'} to {row['last'] or '..'}"
        try:
            first, last = (str(day or "") for day in bounds(row["edtf"]))
        except ValueError:
            message = "A date is no EDTF (2021-12-06, 2021-12, 2021-12-06/2021-12-09, XXXX-12-06 …).", "التاريخ ليس على صيغة EDTF (مثل 2021-12-06)."
        else:
            if (first, last) == (row["first"], row["last"]):
                continue
            message = "An interval's first and last day are not those that its date (kh:edtf) bounds.", "يوما المدة الأول والأخير ليسا حدي تاريخها (kh:edtf)."
        yield Finding(row["focus"], "kh:edtf", message[0], Severity.VIOLATION, told, message[1])


def _wrong_beliefs(store: ReadStore, priors: Priors | None) -> Iterator[Finding]:
    stated = {row["focus"]: row["value"] for row in _rows(store, _BELIEFS)}
    for event, sum_ in reckonings(store, priors):
        if event in stated and not _is_near(stated[event], sum_.belief):
            message = "An event's belief is not what its reports give (see `kg explain`)."
            told = f"{stated[event]}, reckoned {sum_.belief:.4f}"
            yield Finding(event, "kh:belief", message, Severity.VIOLATION, told, "درجة تصديق الحدث ليست ما تعطيه أخباره (انظر kg explain).")


def _is_near(stated: str, reckoned: float) -> bool:
    try:
        return abs(float(stated) - reckoned) <= _NEAR
    except ValueError:
        return False


def _rows(store: ReadStore, query: str) -> Iterator[Row]:
    """Each row once: a triple that several graphs hold gives several."""
    return map(dict, sorted({tuple(row.items()) for row in rows(store, query, "")}))

"""The figures of each event with who gives them, as one cell of a table: «killed 5-8 (5: outlet A 2022-05-18 / 8: outlet B 2022-05-19)»."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.solutions import Row, grouped, rows
from kg.store_contract import ReadStore

_COUNTS = """SELECT DISTINCT ?event ?count ?kind ?low ?high ?exactness WHERE {
  ?event kh:count ?count . ?count kh:countKind ?kind ; kh:low ?low . OPTIONAL { ?count kh:high ?high } OPTIONAL { ?count kh:exactness ?exactness }
} ORDER BY ?event ?kind ?low ?high ?count"""
_MEMBERS = """SELECT DISTINCT ?range ?count WHERE {
  ?event kh:count ?range , ?count . ?range kh:exactness "range" ; prov:wasDerivedFrom ?count } ORDER BY ?range ?count"""
# Of a copied text the first article is the source; so only reports of the source itself tell when it said so.
_SOURCES = """SELECT DISTINCT ?count ?source ?name (MIN(?day) AS ?published) WHERE {
  ?event kh:count ?count . ?count prov:wasAttributedTo ?source ; prov:wasDerivedFrom ?told .
  ?mention kh:refersTo ?told . ?report kh:mention ?mention ; prov:wasDerivedFrom ?document .
  FILTER(?source = ?document || EXISTS { ?report kh:attributedTo ?source })
  OPTIONAL { ?source rdfs:label ?english FILTER(LANG(?english) = "en") } OPTIONAL { ?source rdfs:label ?arabic FILTER(LANG(?arabic) = "ar") }
  OPTIONAL { ?source dcterms:source ?outlet } OPTIONAL { ?document kh:published ?day }
  BIND(COALESCE(?outlet, ?english, ?arabic) AS ?name)
} GROUP BY ?count ?source ?name ORDER BY ?count ?published ?name ?source"""
_WORDS = {"at-least": "at least ", "at-most": "at most ", "about": "about "}
_PARTING = ";/"  # between figures, and between the sides of a range


@dataclass(frozen=True, slots=True)
class CountRow:
    """A figure of an event: who gives it, each with the day of publication or an empty text; of a range the figures that it spans."""

    kind: str
    low: int
    high: int | None
    exactness: str
    sources: tuple[tuple[str, str], ...]
    members: tuple["CountRow", ...] = ()

    @property
    def is_range(self) -> bool:
        return self.exactness == "range"


def counts_of_events(store: ReadStore) -> Mapping[str, Sequence[CountRow]]:
    """The figures of each event, by its IRI, in the order of kinds and figures; those that a range spans stand in it and beside it."""
    sources = grouped(store, _SOURCES)
    members = {name: [row["count"] for row in spanned] for name, spanned in grouped(store, _MEMBERS).items()}
    counts = {row["count"]: row for row in rows(store, _COUNTS)}
    made = {name: _count(row, sources.get(name, ())) for name, row in counts.items()}
    found: defaultdict[str, list[CountRow]] = defaultdict(list)
    for name, row in counts.items():
        one, spanned = made[name], tuple(made[member] for member in members.get(name, ()) if member in made)
        found[row["event"]].append(CountRow(one.kind, one.low, one.high, one.exactness, one.sources, spanned) if spanned else one)
    return found


def _count(row: Row, sources: Iterable[Row]) -> CountRow:
    named = tuple((_cleared(source.get("name", source["source"].rsplit("/", 1)[-1])), source.get("published", "")) for source in sources)
    high = row.get("high")
    return CountRow(row["kind"], int(row["low"]), None if high is None else int(high), row.get("exactness", "exact"), named)


def _cleared(name: str) -> str:
    return "".join("," if letter in _PARTING else letter for letter in name)


def figures_told(counts: Sequence[CountRow]) -> str:
    """The figures as one line, parted by `;`, each range before what it does not span. Days stand only where figures differ: a toll may have risen."""
    spanned = {member for count in counts for member in count.members}
    shown = sorted((count for count in counts if count not in spanned), key=lambda count: (count.kind, not count.is_range))
    return ";".join(f"{count.kind} {_figure(count)}{_told(count)}" for count in shown)


def _told(count: CountRow) -> str:
    if count.is_range:
        return f" ({' / '.join(f'{_figure(member)}: {_named(member.sources, dated=True)}' for member in count.members)})"
    return f" ({_named(count.sources, dated=False)})" if count.sources else ""


def _named(sources: Iterable[tuple[str, str]], dated: bool) -> str:
    return ", ".join(_distinct(f"{name} {day}".rstrip() if dated else name for name, day in sources))


def _distinct(texts: Iterable[str]) -> Iterator[str]:
    yield from dict.fromkeys(texts)


def _figure(count: CountRow) -> str:
    """«5», «5-8», «at least 5»; a hyphen, which keeps its place among Arabic names, where a dash would turn the figures round."""
    words = _WORDS.get(count.exactness, "at least " if count.high is None else "")
    if count.exactness == "at-most" and count.high is not None:
        return f"{words}{count.high}"
    return f"{words}{count.low}" + (f"-{count.high}" if count.high not in (None, count.low) else "")

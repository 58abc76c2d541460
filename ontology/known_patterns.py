"""The ministries, armies and services of every state, from one table of patterns instead of a row for each.

«وزارة الخارجية {f}» is written once and means «وزارة الخارجية الفرنسية» with the adjective of each state. A reviewed row
that has the id or the label of what a pattern makes takes its place, and the spellings that nobody else bears.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ontology.errors import OntologyError
from ontology.known_entity import KnownEntity, fold, fold_all


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the table; `label_ar`, `label_en` and `names` hold the slots {m}, {f}, {state} and {demonym}.

    {m} and {f} are the state's adjectives with their article, masculine and feminine («التركي», «التركية»); {state} its
    Arabic name. `parent` is the id of another pattern or `state`; `only` and `without` are ids of states, empty for all.
    """

    id: str
    kind: str
    label_ar: str
    label_en: str
    names: tuple[str, ...]
    sectors: tuple[str, ...]
    parent: str
    only: frozenset[str]
    without: frozenset[str]
    origin: str


def parse_patterns(text: str, table: str = "patterns.tsv") -> tuple[Pattern, ...]:
    """The patterns of a tab-separated table with a header row. Raises OntologyError for a row without its columns."""
    header, *lines = text.splitlines()
    columns = header.split("\t")
    found = []
    for number, line in enumerate(lines, start=2):
        try:
            found.append(_pattern(dict(zip(columns, line.split("\t"), strict=True)), f"{table}:{number}"))
        except (KeyError, ValueError) as error:
            raise OntologyError(f"{table}:{number}: not a pattern ({error}); correct the row") from error
    return tuple(found)


def _pattern(row: Mapping[str, str], origin: str) -> Pattern:
    names, sectors, only, without = (tuple(filter(None, row[column].split("|"))) for column in ("names", "sectors", "only", "without"))
    return Pattern(row["id"], row["kind"], row["name_ar"], row["name_en"], names, sectors, row["parent"], frozenset(only), frozenset(without), origin)


def expand(patterns: Sequence[Pattern], entities: Sequence[KnownEntity]) -> tuple[KnownEntity, ...]:
    """The entities, reviewed ones with the spellings that patterns add to them, and behind them what the patterns make for each state."""
    actors = [entity for entity in entities if entity.kind != "place"]
    fitting = {state.id: list(_fitting(patterns, state)) for state in actors if state.kind == "state" and state.demonym}
    borne = {entity.id: (entity.label_ar, *entity.names, *entity.metonyms) for entity in actors}
    folded = fold_all(name for names in (*borne.values(), *(names for found in fitting.values() for _, names in found)) for name in names)
    owners = {folded[name]: identity for identity, names in reversed(borne.items()) for name in names}
    reviewed = {entity.id: entity for entity in actors}
    more: dict[str, list[str]] = {}
    made: list[KnownEntity] = []
    for state in (reviewed[identity] for identity in fitting):
        ids = {"state": state.id}
        own: list[tuple[Pattern, list[str]]] = []
        for pattern, names in fitting[state.id]:
            identity = f"{_slug(state)}-{pattern.id}"
            taken = identity if identity in reviewed else owners.get(folded[names[0]])
            ids[pattern.id] = taken or identity
            free = [name for name in names if owners.setdefault(folded[name], ids[pattern.id]) == ids[pattern.id]]
            if taken is None:
                own.append((pattern, free))
            else:
                more.setdefault(taken, []).extend(free)
        made += [_made(pattern, state, free, ids) for pattern, free in own]
    return (*(_with_names(entity, more.get(entity.id, ())) if entity.id in more else entity for entity in entities), *made)


def _fitting(patterns: Sequence[Pattern], state: KnownEntity) -> Iterator[tuple[Pattern, list[str]]]:
    """The patterns that a state has, each with its names, the label first; a state without adjective has those that need none."""
    adjectives = tuple(map(_definite, state.adjectives))
    for pattern in patterns:
        if state.id in pattern.without or (pattern.only and state.id not in pattern.only):
            continue
        names = [name for template in (pattern.label_ar, *pattern.names) for name in _filled(template, state.label_ar, adjectives)]
        if names:
            yield pattern, list(dict.fromkeys(names))


def _definite(adjective: str) -> tuple[str, str]:
    """Masculine and feminine with the article: «الكوري الشمالي», «الكورية الشمالية»; of «جنوب أفريقي» only the first word takes it."""
    first, *others = adjective.split()
    words = [f"ال{first}", *(f"ال{word}" if first.endswith("ي") else word for word in others)]
    return " ".join(words), " ".join(f"{word}ة" if word.endswith("ي") else word for word in words)


def _filled(template: str, state: str, adjectives: Sequence[tuple[str, str]]) -> Iterator[str]:
    if "{m}" not in template and "{f}" not in template:
        yield template.replace("{state}", state)
    for masculine, feminine in adjectives if "{m}" in template or "{f}" in template else ():
        yield template.replace("{m}", masculine).replace("{f}", feminine).replace("{state}", state)


def _made(pattern: Pattern, state: KnownEntity, names: Sequence[str], ids: Mapping[str, str]) -> KnownEntity:
    """The entity of a pattern; `ids` gives those of the state and of its other patterns, of which one may be the parent."""
    label, *others = names
    return KnownEntity(
        id=ids[pattern.id],
        kind=pattern.kind,
        label_ar=label,
        label_en=pattern.label_en.replace("{demonym}", state.demonym or state.label_en),
        names=tuple(others),
        parent=ids.get(pattern.parent, state.id),
        country=state.country,
        sectors=pattern.sectors,
        origin=pattern.origin,
    )


def _with_names(entity: KnownEntity, names: Sequence[str]) -> KnownEntity:
    known = {fold(name) for name in (entity.label_ar, *entity.names)}
    return replace(entity, names=(*entity.names, *(name for name in names if fold(name) not in known)))


def _slug(state: KnownEntity) -> str:
    return (state.demonym or state.id).lower().replace(" ", "-")

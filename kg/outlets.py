"""Which known outlet published an article, by the name that its manifest gives."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.naming import plain_name
from ontology.known import KnownEntity


class Outlets:
    """The reviewed media by all their names; a name that two of them bear means neither."""

    def __init__(self, known: Iterable[KnownEntity]) -> None:
        named: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for entity in known:
            if entity.kind == "media":
                for name in (entity.label_ar, entity.label_en, *entity.names):
                    named[plain_name((name or "").casefold())].add(entity.id)
        self._named: Mapping[tuple[str, ...], str] = {name: min(found) for name, found in named.items() if name and len(found) == 1}

    def of(self, source: str | None) -> str | None:
        """The id of the outlet that a manifest's source names; None where no reviewed one bears the name."""
        return self._named.get(plain_name((source or "").casefold()))

"""What an imported place is called by itself: names that mean it, and no larger or smaller place of the same name."""

from collections.abc import Iterator

from kg.gazetteer.kinds import admin_words, called
from kg.gazetteer.known_places import KnownPlaces, without_admin_word
from kg.gazetteer.values import Found
from kg.gazetteer.workspace import Workspace
from ontology.known import fold

_SHORTEST = 3  # letters that are left of «قرية …»


class Naming:
    """Chooses names once all places of an import are known."""

    def __init__(self, known: KnownPlaces, workspace: Workspace) -> None:
        self._known, self._workspace = known, workspace

    def names(self, place: Found) -> tuple[str, ...]:
        """The label first: «قضاء سنجار» and, where no town is called so, «سنجار»; a village by its name without «قرية»."""
        found = self._of_unit(place, place.level) if place.level else (_without_kind(name, place.kind) for name in place.names)
        return tuple(dict.fromkeys(found))

    def _of_unit(self, place: Found, level: int) -> Iterator[str]:
        bases = tuple(dict.fromkeys(map(without_admin_word, place.names)))
        for base in bases:
            yield from (f"{word} {base}" for word in admin_words(place.country, level))
        for base in bases:
            if not (self._known.names_settlement(base) or self._workspace.names_settlement(base)):
                yield base


def _without_kind(name: str, kind: str) -> str:
    """«قرية الفياضي» is called الفياضي: «قرية» is what a text says before it, or does not."""
    first, _, rest = name.partition(" ")
    return rest if len(rest) >= _SHORTEST and fold(first) in map(fold, called(kind)) else name

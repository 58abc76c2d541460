"""Ids that are one, as they are joined."""

from collections import defaultdict
from collections.abc import Iterable, Mapping


class Groups:
    """The same groups in whatever order they were joined; each goes by its smallest id. What is to stay apart is the caller's to ask."""

    def __init__(self, apart: Iterable[tuple[str, str]] = ()) -> None:
        self._above: dict[str, str] = {}
        self._foes: defaultdict[str, set[str]] = defaultdict(set)
        for one, other in apart:
            self._foes[one].add(other)
            self._foes[other].add(one)

    def of(self, one: str) -> str:
        """The id that stands for the group."""
        while (above := self._above.get(one, one)) != one:
            self._above[one] = self._above.get(above, above)  # so that long chains shorten
            one = above
        return one

    def join(self, one: str, other: str) -> None:
        """Makes the groups of the two one, whatever is to stay apart."""
        first, second = sorted((self.of(one), self.of(other)))
        self._above[first], self._above[second] = first, first
        if first != second:
            for foe in self._foes.pop(second, ()):
                self._foes[foe].discard(second)
                self._foes[foe].add(first)
                self._foes[first].add(foe)

    def has_foes(self, one: str) -> bool:
        """Whether anything is to stay apart from the group."""
        return bool(self._foes.get(self.of(one)))

    def may_join(self, one: str, other: str) -> bool:
        """Whether joining the two would leave apart what is to stay so."""
        return self.of(other) not in self._foes.get(self.of(one), ())

    def members(self) -> Mapping[str, frozenset[str]]:
        """All groups by the ids that stand for them; what was never joined is not among them."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for one in self._above:
            found[self.of(one)].add(one)
        return {root: frozenset(members) for root, members in found.items()}

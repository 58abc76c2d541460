"""Likeness with the reviewed tables asked first: they know that «قسد» is SDF, and that قوات النظام never is.

For programs that hold lists of names of their own, and measured on annotated pairs of names. A build asks the tables earlier, mention by
mention (`kg.resolve`), and the words only of what they do not know (`kg.identity`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from extract.model import EntityKind
from kg.likeness import Judgement, Name, Verdict, compare
from kg.naming import plain_name
from kg.person_name import person_name
from ontology.known import KnownEntity


class KnownLikeness:
    """Judges names by the tables first and by their words where the tables are silent; built once, never changed."""

    def __init__(self, known: Iterable[KnownEntity]) -> None:
        names: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        bare: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for entity in known:
            for name in (entity.label_ar, entity.label_en, *entity.names, *_within_brackets(entity.label_ar)):
                names[plain_name(name)].add(entity.id)
            for name in (*entity.bare, *_before_brackets(entity.label_ar)):
                bare[plain_name(name)].add(entity.id)
        self._names: Mapping[tuple[str, ...], set[str]] = names
        self._bare: Mapping[tuple[str, ...], set[str]] = bare

    def decide(self, one: Name, other: Name) -> Verdict:
        """Whether two names are one's, and why."""
        first, second = self._known(one), self._known(other)
        if first and second:
            if len(both := first & second) > 1:
                return Verdict(Judgement.UNSURE, f"the tables know several of this name: {_listed(both)}")
            if both:
                return Verdict(Judgement.SAME, f"the tables know both as names of {_listed(both)}")
            return Verdict(Judgement.DIFFERENT, f"the tables know them as {_listed(first)} and {_listed(second)}")
        if found := self._by_short_form(first, other) or self._by_short_form(second, one):
            return found
        return compare(one, other)

    def _known(self, name: Name) -> set[str]:
        """The entities that a name means by itself; a person's also behind his titles («العقيد مايلز كاغينز»)."""
        found = self._names.get(plain_name(name.text), set())
        if found or name.kind is not EntityKind.PERSON:
            return found
        return self._names.get(person_name(name.text).units, set())

    def _by_short_form(self, known: set[str], short: Name) -> Verdict | None:
        """A family name or another short form beside a full name: theirs, if it is of nobody else in the tables."""
        owners = self._bare.get(plain_name(short.text), set())
        if not owners & known:
            return None
        if len(owners) == 1:
            return Verdict(Judgement.SAME, f"«{short.text}» is short for {_listed(owners)} and nobody else in the tables")
        return Verdict(Judgement.UNSURE, f"«{short.text}» is short for {len(owners)} in the tables")


def _before_brackets(label: str) -> Iterator[str]:
    """«قوى الأمن الداخلي (الأسايش)»: what stands before may mean others too, …"""
    if "(" in label:
        yield label.partition("(")[0]


def _within_brackets(label: str) -> Iterator[str]:
    """… what stands within them is a name."""
    if "(" in label:
        yield label.partition("(")[2].partition(")")[0]


def _listed(ids: set[str]) -> str:
    return ", ".join(sorted(ids)[:3]) + (" …" if len(ids) > 3 else "")

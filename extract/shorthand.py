"""What short words mean in one article: bare definites of bodies that it names («التنظيم», «قوات التحالف»)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.model import EntityKind
from extract.names import KnownName, NameTable

# A headline says «التحالف» before the text names it; of governments and armies it may mean its own country's, which nobody need name.
_NAMED_LATER = frozenset({EntityKind.ARMED_GROUP, EntityKind.COALITION, EntityKind.ORGANIZATION, EntityKind.MEDIA})
_LONGEST_BARE = 2  # words: «قوات التحالف», «المنظمة الدولية»


class Shorthand:
    """Looks short words up; `named` are the known entities that the whole article names."""

    def __init__(self, names: NameTable, named: Iterable[KnownName] = ()) -> None:
        self._names = names
        self._named: Mapping[str, KnownName] = {name.entity: name for name in named if name.kind in _NAMED_LATER and name.entity}

    def bare(self, words: Sequence[Token]) -> Mapping[str, KnownName]:
        """The entities, by id, that a bare definite may mean where the article names them: «التنظيم», «التنظيم المتطرف», «المنظمة الدولية»."""
        if not words or len(words) > _LONGEST_BARE:
            return {}
        whole = self._names.bare(" ".join((words[0].bare, *(word.normal for word in words[1:]))))
        found = whole or (self._names.bare(words[0].bare) if words[0].definite else ())
        shared = len(words) > 1 and not whole and words[1].stem in word_class("of many states")
        return {name.entity: name for name in found if not shared or words[1].normal in name.label.split()}

    def named_later(self, bare: Mapping[str, KnownName]) -> KnownName | None:
        """The only one of them that the article names anywhere."""
        found = [name for identity, name in self._named.items() if identity in bare]
        return found[0] if len(found) == 1 else None


def owners(words: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The bare definites inside a phrase with their adjective: «التنظيم» in «مقاتلو التنظيم», «للجبهة» in «مواقع للجبهة».

    None behind a participle, which may tell of an enemy: «العشائر المتصدية للتنظيم».
    """
    for index, word in enumerate(words[1:], 1):
        before = words[index - 1]
        if before.participle:
            return
        if word.definite and word.kind is Kind.NOUN and (word.preposition or not before.definite):
            adjective = [other for other in words[index + 1 : index + 2] if other.definite and not other.preposition]
            yield (word, *adjective)

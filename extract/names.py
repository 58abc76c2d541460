"""Known names in a row of words: longest match, clitics on the first word allowed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from extract.arabic.normal import normalize
from extract.arabic.words import split_words
from extract.model import EntityKind

_PRESENTATION_FORMS = "\ufb50"  # letters from here on may stand for several


@dataclass(frozen=True, slots=True)
class KnownName:
    """One spelling of a known entity.

    `bare` marks a definite noun that stands for the entity once it was named («التنظيم»), `metonym` a capital
    that speaks for its state, `nisba` a masculine singular adjective («تركي»).
    """

    name: str
    entity: str
    kind: EntityKind
    label: str
    use: str = "name"
    place_kind: str | None = None
    importance: int = 0

    @property
    def row(self) -> str:
        """All of it as one line of text."""
        return "\t".join((self.name, self.entity, self.kind, self.label, self.use, self.place_kind or "", f"{self.importance}\n"))


class NameTable:
    """Names by their normal words; built once, never changed."""

    def __init__(self, names: Iterable[KnownName]) -> None:
        by_first: dict[str, dict[tuple[str, ...], list[KnownName]]] = {}
        bare: dict[str, list[KnownName]] = {}
        nisba: dict[str, KnownName] = {}
        told = sha256()
        for known in names:
            told.update(known.row.encode())
            key = _key(known.name)
            if not key:
                continue
            if known.use == "bare":
                bare.setdefault(normalize(known.name), []).append(known)
            elif known.use == "nisba":
                nisba.setdefault(key[0], known)
            else:
                by_first.setdefault(key[0], {}).setdefault(key, []).append(known)
        self._by_first: Mapping[str, Sequence[tuple[tuple[str, ...], tuple[KnownName, ...]]]] = {
            first: [(key, _ranked(found)) for key, found in sorted(keys.items(), key=lambda pair: (-len(pair[0]), pair[0]))]
            for first, keys in by_first.items()
        }
        self.vocabulary = frozenset(word for keys in by_first.values() for key in keys for word in key if len(key) == 1 or not word.startswith("ال"))
        self.digest = told.hexdigest()
        self._bare = {key: _ranked(found) for key, found in bare.items()}
        called = frozenset(key for key, found in bare.items() if " " not in key and any(name.kind is EntityKind.PERSON for name in found))
        people = [key for keys in by_first.values() for key, found in keys.items() if len(key) > 1 and found[0].kind is EntityKind.PERSON]
        self.surnames = called | frozenset(key[-1] for key in people)
        self._nisba = nisba

    def match(self, forms: Sequence[str], first: str) -> tuple[int, tuple[KnownName, ...]] | None:
        """The longest name that begins with `first` and goes on with `forms[1:]`: its length in words and its readings."""
        for key, found in self._by_first.get(first, ()):
            if len(key) <= len(forms) and all(forms[n] == key[n] for n in range(1, len(key))):
                return len(key), found
        return None

    def bare(self, form: str) -> tuple[KnownName, ...]:
        """The entities that a bare definite may stand for, once one of them was named."""
        return self._bare.get(form, ())

    def nisba(self, form: str) -> KnownName | None:
        """The state of an adjective in any gender and number, without its article."""
        for ending in ("", "ه", "ين", "ون", "ان", "تين", "تان", "ات", "ا"):
            stem = form.removesuffix(ending) if ending else form
            if (ending == "" or stem != form) and stem in self._nisba:
                return self._nisba[stem]
        return None


def _key(name: str) -> tuple[str, ...]:
    """The normal words of a name, as `split_words` finds them; letters and blanks alone need no search for words."""
    if name.replace(" ", "").isalpha() and max(name) < _PRESENTATION_FORMS:
        return tuple(normalize(name).split())
    return tuple(word.normal for word in split_words(name) if not word.is_mark)


def _ranked(names: Sequence[KnownName]) -> tuple[KnownName, ...]:
    """Real names before metonyms, the important before the obscure, then by id."""
    if len(names) == 1:
        return tuple(names)
    return tuple(sorted(set(names), key=lambda known: (known.use == "metonym", -known.importance, known.entity)))

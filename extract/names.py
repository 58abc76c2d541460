"""Known names in a row of words: longest match, clitics on the first word allowed."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from extract.arabic.normal import normalize_all
from extract.arabic.word_classes import given_names
from extract.arabic.words import split_words
from extract.model import EntityKind

_SHORTEST = 3  # letters of a word that may have a particle before it: «لبلدة», but not «ليا»


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


class _Names:
    """Names by their normal words, and for the first word of names how many words they have, the most first."""

    def __init__(self, found: Mapping[tuple[str, ...], Sequence[KnownName]]) -> None:
        lengths: dict[str, set[int]] = {}
        for key in found:
            lengths.setdefault(key[0], set()).add(len(key))
        self.by_key: Mapping[tuple[str, ...], tuple[KnownName, ...]] = {key: _ranked(names) for key, names in found.items()}
        self._lengths: Mapping[str, tuple[int, ...]] = {first: tuple(sorted(several, reverse=True)) for first, several in lengths.items()}

    def match(self, forms: Sequence[str], first: str) -> tuple[int, tuple[KnownName, ...]] | None:
        for length in self._lengths.get(first, ()):
            found = self.by_key.get((first, *forms[1:length])) if length <= len(forms) else None
            if found:
                return length, found
        return None


class NameTable:
    """Names by their normal words; built once, never changed.

    `imported` are names of places from gazetteers that nobody reviewed: thousands of villages are called like everyday words.
    """

    def __init__(self, names: Iterable[KnownName], imported: Iterable[KnownName] = ()) -> None:
        every, more = tuple(names), tuple(imported)
        self.digest = sha256("".join([known.row for known in (*every, *more)]).encode()).hexdigest()
        by_key: dict[tuple[str, ...], list[KnownName]] = {}
        bare: dict[str, list[KnownName]] = {}
        self._nisba: dict[str, KnownName] = {}
        for known, key in zip(every, _keys(every), strict=True):
            if not key:
                continue
            if known.use == "bare":
                bare.setdefault(" ".join(key), []).append(known)
            elif known.use == "nisba":
                self._nisba.setdefault(key[0], known)
            else:
                by_key.setdefault(key, []).append(known)
        self._names = _Names(by_key)
        self._imported = _Names(_grouped(more))
        self._bare = {key: _ranked(found) for key, found in bare.items()}
        self.vocabulary = _vocabulary(by_key, self._nisba)
        called = frozenset(key for key, found in bare.items() if " " not in key and any(name.kind is EntityKind.PERSON for name in found))
        last = frozenset(key[-1] for key, found in by_key.items() if len(key) > 1 and found[0].kind is EntityKind.PERSON)
        self.surnames = called | (last - given_names())  # «رياض سيف» does not make «سيف» the end of every name

    def match(self, forms: Sequence[str], first: str) -> tuple[int, tuple[KnownName, ...]] | None:
        """The longest name that begins with `first` and goes on with `forms[1:]`: its length in words and its readings."""
        return self._names.match(forms, first)

    def match_imported(self, forms: Sequence[str], first: str) -> tuple[int, tuple[KnownName, ...]] | None:
        """The same among the names that nobody reviewed, which count only where the words around them tell a place."""
        return self._imported.match(forms, first)

    @property
    def has_imported(self) -> bool:
        """Whether there are names that nobody reviewed."""
        return bool(self._imported.by_key)

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


def _keys(names: Sequence[KnownName]) -> Iterator[tuple[str, ...]]:
    """The normal words of each name, as `split_words` finds them; a name of letters and blanks alone needs no search for words."""
    plain = [known.name if known.name.isalpha() or known.name.replace(" ", "").isalpha() else "" for known in names]
    for known, normal in zip(names, normalize_all(plain), strict=True):
        blanks = normal.count(" ")
        if normal and blanks == known.name.count(" "):  # «ﷺ» is one letter and several words
            yield tuple(normal.split()) if blanks else (normal,)
        else:
            yield tuple(word.normal for word in split_words(known.name) if not word.is_mark)


def _grouped(names: Sequence[KnownName]) -> dict[tuple[str, ...], list[KnownName]]:
    found: dict[tuple[str, ...], list[KnownName]] = {}
    for known, key in zip(names, _keys(names), strict=True):
        if key:
            found.setdefault(key, []).append(known)
    return found


def _ranked(names: Sequence[KnownName]) -> tuple[KnownName, ...]:
    """Real names before metonyms, the important before the obscure, then by id."""
    if len(names) == 1:
        return tuple(names)
    return tuple(sorted(set(names), key=lambda known: (known.use == "metonym", -known.importance, known.entity)))


def _vocabulary(names: Iterable[tuple[str, ...]], adjectives: Container[str]) -> frozenset[str]:
    """The words of names as they stand without particles: of «لجان المقاومة لبلدة الوادي» not «لبلدة», of «الأمن والدفاع» not
    «والدفاع»; nor a state's adjective that only follows («سوري»), which names nobody."""
    found = tuple(names)
    first = frozenset(name[0] for name in found if len(name) == 1 or not name[0].startswith("ال"))
    inner = frozenset(word for name in found if len(name) > 1 for word in name[1:] if not word.startswith("ال") and word not in adjectives) - first
    words = first | inner
    attached = (word for word in inner if word.startswith(("لل", "وال", "بال")) or (word[0] in "ولب" and len(word) > _SHORTEST and word[1:] in words))
    return words.difference(attached)

"""What the extractor knows of Arabic words: verbs and nouns of action with their event types and roles.

The knowledge lives in tab-separated files under `data/`, one row a fact, sorted by the first column;
this module only loads them. Every key is a normal form (`normalize`), without clitics or article.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

from extract.arabic.normal import normalize
from extract.model import CountKind, EventType

Tense = Literal["perfect", "imperfect"]
Voice = Literal["active", "passive"]
Roles = Mapping[str, tuple[str, ...]]
_PREPOSITIONS = frozenset({"علي", "عن", "من", "في", "الي", "ب", "ل"})


@dataclass(frozen=True, slots=True)
class VerbReading:
    """One way to read a word as a verb; `person` is like "3ms" (masculine singular), "3fp", "1p"."""

    lemma: str
    tense: Tense
    person: str
    voice: Voice


@dataclass(frozen=True, slots=True)
class VerbFrame:
    """What a verb does: its class (`event`, `say`, `light` …), its event type, who stands in which slot.

    `roles` maps a slot (`subj`, `obj`, `obj2`, `comp` or a preposition) to the roles its filler may have.
    """

    lemma: str
    cls: str
    type: EventType | None
    roles: Roles
    counts: CountKind | None


@dataclass(frozen=True, slots=True)
class NounFrame:
    """What a noun of action means; `strength` tells how readily it names a particular event."""

    lemma: str
    type: EventType | None
    roles: Roles
    counts: CountKind | None
    strength: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables; look words up by normal form, multiword keys by the sequence of normal forms."""

    verb_forms: Mapping[str, tuple[VerbReading, ...]]
    verbs: Mapping[str, tuple[VerbFrame, ...]]
    nouns: Mapping[tuple[str, ...], NounFrame]
    stop: frozenset[str]
    heads: Mapping[str, frozenset[str]]
    cues: Mapping[tuple[str, ...], str]
    numbers: Mapping[str, int]


def load_lexicon() -> Lexicon:
    """The packaged lexicon, read anew at each call (about 0.2 s)."""
    return Lexicon(
        verb_forms=MappingProxyType({row[0]: _readings(row[1]) for _, row in _rows("verb_forms")}),
        verbs=MappingProxyType(_verbs()),
        nouns=MappingProxyType(_nouns()),
        stop=frozenset(normalize(row[0]) for _, row in _rows("stoplist")),
        heads=MappingProxyType(_heads()),
        cues=MappingProxyType({_key(row[0]): row[1] for _, row in _rows("cues")}),
        numbers=MappingProxyType({normalize(row[0]): int(row[1]) for _, row in _rows("numbers")}),
    )


def _rows(name: str) -> Iterator[tuple[int, list[str]]]:
    """Line numbers and cells of `data/<name>.tsv` after its header, comments left out."""
    text = (files("extract.arabic") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if number > 1 and line and not line.startswith("#"):
            yield number, line.split("\t")


def _key(words: str) -> tuple[str, ...]:
    return tuple(normalize(words).split(" "))


def _readings(cell: str) -> tuple[VerbReading, ...]:
    return tuple(VerbReading(*cast(tuple[str, Tense, str, Voice], reading.split(":"))) for reading in cell.split("|"))


def _verbs() -> dict[str, tuple[VerbFrame, ...]]:
    verbs: dict[str, tuple[VerbFrame, ...]] = {}
    for _, (lemma, _root, _pattern, cls, event_type, roles, counts) in _rows("verbs"):
        frame = VerbFrame(lemma, cls, _type(event_type), _roles(roles), _counts(counts))
        verbs[lemma] = (*verbs.get(lemma, ()), frame)
    return verbs


def _nouns() -> dict[tuple[str, ...], NounFrame]:
    nouns: dict[tuple[str, ...], NounFrame] = {}
    derived: dict[tuple[str, ...], NounFrame] = {}
    for _, (lemma, forms, event_type, roles, counts, strength) in _rows("nouns"):
        frame = NounFrame(lemma, _type(event_type), _roles(roles), _counts(counts), strength)
        for form in (lemma, *forms.split("|")):
            if form:
                nouns[_key(form)] = frame
                derived |= dict.fromkeys(noun_spellings(_key(form)), frame)
    return derived | nouns


def noun_spellings(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Other ways a noun's words are written: accusative, before a pronoun, with an article on its adjective.

    («قصف»،) gives («قصفا»،); («زياره»،) the stem («زيارت»،) of زيارته; («اعتداء»،) those of اعتداؤه and
    اعتدائه; («هجوم»، «انتحاري») gives («هجوم»، «الانتحاري»).
    """
    *first, last = words
    if first:
        return () if last.startswith("ال") or last in _PREPOSITIONS or words[0] in _PREPOSITIONS else ((*first, "ال" + last),)
    if last.endswith("ه"):
        return ((last[:-1] + "ت",),)
    if last.endswith("اء"):
        return ((last[:-1] + "ؤ",), (last[:-1] + "ئ",))
    return () if last.endswith(("ات", "ين", "ان", "ا", "ون")) else ((last + "ا",),)


def _heads() -> dict[str, frozenset[str]]:
    heads: dict[str, frozenset[str]] = {}
    for _, (form, kind) in _rows("heads"):
        heads[normalize(form)] = heads.get(normalize(form), frozenset()) | {kind}
    return heads


def _type(cell: str) -> EventType | None:
    return None if cell == "-" else EventType(cell)


def _counts(cell: str) -> CountKind | None:
    return CountKind(cell) if cell else None


def _roles(cell: str) -> Roles:
    pairs = (pair.partition("=") for pair in cell.split())
    return MappingProxyType({slot.replace("_", " "): tuple(roles.split("|")) for slot, _, roles in pairs})

"""What the extractor knows of Arabic words: verbs and nouns of action with their event types and roles.

The knowledge lives in tab-separated files under `data/`, one row a fact, sorted by the first column;
this module only loads them. Every key is a normal form (`normalize`), without clitics or article.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

from extract.arabic.normal import normalize
from extract.model import CountKind, EventType

Tense = Literal["perfect", "imperfect"]
Voice = Literal["active", "passive"]
Roles = Mapping[str, tuple[str, ...]]
_NO_ACCUSATIVE = ("ات", "ين", "ان", "ا", "ون", "ه", "اء")
_PREPOSITIONS = frozenset({"علي", "عن", "من", "في", "الي", "ب", "ل"})


@dataclass(frozen=True, slots=True)
class VerbReading:
    """One way to read a word as a verb; `person` is like "3ms" (masculine singular), "3fp", "1p"."""

    lemma: str
    tense: Tense
    person: str
    voice: Voice


@dataclass(frozen=True, slots=True)
class ParticipleReading:
    """One way to read a word as a participle; `kind` is gender and number, "msa" the indefinite accusative («داعيا»)."""

    lemma: str
    voice: Voice
    kind: str


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
class Idiom:
    """What a verb means with a certain word beside it: «قطع» is a sanction where its `slot` holds «علاقات».

    `own` are the words that count only with a pronoun («سفيرها»); `*` is any word, `#` a figure; a `future` idiom is none in the past («سيدفع الثمن»).
    """

    slot: str
    words: frozenset[str]
    own: frozenset[str]
    future: bool
    frame: VerbFrame


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
    participles: Mapping[str, tuple[ParticipleReading, ...]] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    idioms: Mapping[str, tuple[Idiom, ...]] = field(default_factory=lambda: MappingProxyType({}), hash=False)


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
        participles=MappingProxyType({row[0]: _participles(row[1]) for _, row in _rows("participles")}),
        idioms=MappingProxyType(_idioms()),
    )


def _text(name: str) -> str:
    return (files("extract.arabic") / "data" / f"{name}.tsv").read_text(encoding="utf-8")


def _rows(name: str) -> Iterator[tuple[int, list[str]]]:
    """Line numbers and cells of `data/<name>.tsv` after its header, comments left out."""
    return _split(_text(name))


def _split(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if number > 1 and line and not line.startswith("#"):
            yield number, line.split("\t")


def _key(words: str) -> tuple[str, ...]:
    return tuple(normalize(words).split(" "))


def _readings(cell: str) -> tuple[VerbReading, ...]:
    return tuple(VerbReading(*cast(tuple[str, Tense, str, Voice], reading.split(":"))) for reading in cell.split("|"))


def _participles(cell: str) -> tuple[ParticipleReading, ...]:
    return tuple(ParticipleReading(*cast(tuple[str, Voice, str], reading.split(":"))) for reading in cell.split("|"))


def _verbs() -> dict[str, tuple[VerbFrame, ...]]:
    verbs: dict[str, tuple[VerbFrame, ...]] = {}
    for _, (lemma, _root, _pattern, cls, event_type, roles, counts) in _rows("verbs"):
        frame = VerbFrame(lemma, cls, _type(event_type), _roles(roles), _counts(counts))
        verbs[lemma] = (*verbs.get(lemma, ()), frame)
    return verbs


def _idioms() -> dict[str, tuple[Idiom, ...]]:
    idioms: dict[str, tuple[Idiom, ...]] = {}
    counted = {(frame.lemma, frame.type): frame.counts for frames in _verbs().values() for frame in frames}  # «أودى بحياة …» counts whom «أودى بـ» does
    for _, (lemma, slot, cell, event_type, roles, tense) in _rows("verb_idioms"):
        words = [normalize(word) for word in cell.split("|")]
        frame = VerbFrame(lemma, "event", _type(event_type), _roles(roles), counted.get((lemma, _type(event_type))))
        own = frozenset(word.removesuffix("+") for word in words if word.endswith("+"))
        idioms[lemma] = (*idioms.get(lemma, ()), Idiom(slot, frozenset(word for word in words if not word.endswith("+")), own, tense == "future", frame))
    return idioms


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
    اعتدائه; («هجوم»، «انتحاري») gives («هجوم»، «الانتحاري») and the («هجوم»، «انتحاريا») of هجوما انتحاريا.
    """
    *first, last = words
    if first:
        if last.startswith("ال") or last in _PREPOSITIONS or words[0] in _PREPOSITIONS:
            return ()
        accusative = () if last.endswith(_NO_ACCUSATIVE) else ((*first, last + "ا"),)
        return ((*first, "ال" + last), *accusative)
    if last.endswith("ه"):
        return ((last[:-1] + "ت",),)
    if last.endswith("اء"):
        return ((last[:-1] + "ؤ",), (last[:-1] + "ئ",))
    return () if last.endswith(_NO_ACCUSATIVE) else ((last + "ا",),)


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


CLASSES = frozenset(["event", "say", "light", "light-reversed", "light-passive", "aspect", "attempt", "achieve", "cause", "claim", "other"])
STRENGTHS = frozenset({"strong", "weak", "casualty", "light"})
ROLES = frozenset(["actor", "target", "place", "content", "source", "event", "none", "both", "owner"])
_PREPOSITIONAL = (
    *("على", "إلى", "من", "ب", "ل", "مع", "عن", "ضد", "في", "بين", "تجاه", "نحو", "حول", "إزاء", "أمام", "لدى", "فوق", "تحت", "عبر", "باتجاه"),
    *("ضحية", "من_قبل", "من_جانب", "على_يد", "في_وجه", "من_أجل", "إلى_جانب"),
)
VERB_SLOTS = frozenset({"subj", "obj", "obj2", "comp", *_PREPOSITIONAL})
NOUN_SLOTS = frozenset({"gen", "obj", "adj", *_PREPOSITIONAL})
HEADS = frozenset(["group", "armed", "organisation", "government", "title", "object", "weapon", "place", "direction", "unit"])
CUES = frozenset(["attribution", "negation", "future", "hypothesis", "agent", "joint", "purpose", "cause"])
TYPES = frozenset({"-", *EventType})
COUNTS = frozenset({"", *CountKind})
# What each cell of a table may hold; a cell without an entry may hold anything.
_ALLOWED: Mapping[str, Mapping[int, frozenset[str]]] = MappingProxyType({
    "verbs": {3: CLASSES, 4: TYPES, 6: COUNTS},
    "verb_idioms": {1: VERB_SLOTS, 3: TYPES, 5: frozenset({"", "future"})},
    "nouns": {2: TYPES, 4: COUNTS, 5: STRENGTHS},
    "heads": {1: HEADS},
    "cues": {1: CUES},
})  # fmt: skip
_WIDTHS = MappingProxyType({"verbs": 7, "verb_idioms": 6, "nouns": 6, "stoplist": 2, "heads": 2, "cues": 2, "numbers": 2, "verb_forms": 2, "participles": 2})
# Where the roles stand and which slots they may name.
_ROLE_CELLS = MappingProxyType({"verbs": (5, VERB_SLOTS), "verb_idioms": (4, VERB_SLOTS), "nouns": (3, NOUN_SLOTS)})
# What must not stand in two rows of a table.
_KEYS: Mapping[str, Callable[[list[str]], tuple[str, ...]]] = MappingProxyType({
    "verbs": lambda row: (" ".join((row[0], row[3], row[4], row[5])),),
    "verb_idioms": lambda row: tuple(f"{row[0]} {row[1]} {word}" for word in row[2].split("|")),
    "nouns": lambda row: tuple(normalize(form) for form in (row[0], *row[1].split("|")) if form),
    "heads": lambda row: (f"{normalize(row[0])} {row[1]}",),
    **dict.fromkeys(("stoplist", "cues", "numbers", "verb_forms", "participles"), lambda row: (normalize(row[0]),)),
})  # fmt: skip


def check_lexicon() -> tuple[str, ...]:
    """Everything wrong with the packaged tables, one line each with file and line; empty when all is well."""
    lemmas = {row[0] for _, row in _rows("verbs")}
    forms = {row[0] for _, row in _rows("verb_forms")}
    found = [problem for name in _WIDTHS for problem in check_table(name, _text(name))]
    found += [
        f"{name}.tsv:{number}: {lemma} is not in verbs.tsv; run tools/generate_verb_forms.py"
        for name in ("verb_forms", "participles")
        for number, row in _rows(name)
        for lemma in sorted({reading.partition(":")[0] for reading in row[1].split("|")} - lemmas)
    ]
    found += [f"verb_idioms.tsv:{number}: {row[0]} is not in verbs.tsv" for number, row in _rows("verb_idioms") if row[0] not in lemmas]
    found += [f"stoplist.tsv:{number}: {row[0]} is no verb form; leave it out" for number, row in _rows("stoplist") if normalize(row[0]) not in forms]
    return tuple(found)


def check_table(name: str, text: str) -> Iterator[str]:
    """What is wrong within one table, given its text."""
    seen: dict[str, int] = {}
    before = ""
    for number, row in _split(text):
        where = f"{name}.tsv:{number}"
        if len(row) != _WIDTHS[name]:
            yield f"{where}: {len(row)} cells where {_WIDTHS[name]} belong"
            continue
        if row[0] < before:
            yield f"{where}: {row[0]} stands after {before}; sort by the first column"
        before = row[0]
        yield from (f"{where}: {problem}" for problem in _check_cells(name, row))
        for key in _KEYS[name](row):
            if key in seen:
                yield f"{where}: {key} stands in line {seen[key]} too"
            seen.setdefault(key, number)


def _check_cells(name: str, row: list[str]) -> Iterator[str]:
    for column, allowed in _ALLOWED.get(name, {}).items():
        if row[column] not in allowed:
            yield f"{row[column]!r} is none of {', '.join(sorted(allowed))}"
    if name == "verbs" and row[3] == "event" and row[4] == "-":
        yield f"the event verb {row[0]} has no type"
    if name == "numbers" and not row[1].isdigit():
        yield f"{row[1]!r} is no number"
    if name in _ROLE_CELLS:
        column, slots = _ROLE_CELLS[name]
        for pair in row[column].split():
            slot, _, roles = pair.partition("=")
            if slot not in slots:
                yield f"{slot!r} is no slot"
            yield from (f"{role!r} is no role" for role in roles.split("|") if role not in ROLES)

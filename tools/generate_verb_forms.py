"""Write extract/arabic/data/verb_forms.tsv and participles.tsv: third- and first-person forms of the verbs in verbs.tsv, and their participles.

Run `python tools/generate_verb_forms.py` from the project's root after changing verbs.tsv. The conjugations
are made by mazini (CC BY 4.0); the output depends on verbs.tsv and mazini's version alone.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from mazini import conjugate

from extract.arabic.normal import normalize

DATA = Path(__file__).resolve().parents[1] / "extract" / "arabic" / "data"
PERSONS = ("3ms", "3fs", "3mp", "3md", "3fd", "1p", "1s", "3fp")
RARE_PERSONS = ("1s", "3fp")
# mazini's name of a slot without the person, then tense and voice of a reading; the frequent first.
SLOTS = (
    ("past", "perfect", "active"),
    ("ind", "imperfect", "active"),
    ("past_pass", "perfect", "passive"),
    ("ind_pass", "imperfect", "passive"),
    ("sub", "imperfect", "active"),
    ("sub_pass", "imperfect", "passive"),
    ("juss", "imperfect", "active"),
    ("juss_pass", "imperfect", "passive"),
)
# A plain verb is likelier than the causative written alike: «يسكن» is «he dwells».
PATTERNS = ("I", "Iq", "II", "III", "VIII", "X", "V", "VI", "VII", "IIq", "IV", "IX")
RARE = 1_000_000


def read_verbs(path: Path, without: str = "") -> tuple[tuple[str, str, str, bool], ...]:
    """Lemma, root, pattern and whether it takes an object: each conjugation once, in the table's order; not the verbs of class `without`."""
    verbs: dict[tuple[str, str, str], bool] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("#"):
            continue
        lemma, root, pattern, cls, _type, roles, _counts = line.split("\t")
        if cls == without:
            continue
        verbs[lemma, root, pattern] = verbs.get((lemma, root, pattern), False) or "obj=" in roles
    return tuple((*key, takes_object) for key, takes_object in verbs.items())


def verb_readings(lemma: str, root: str, pattern: str, takes_object: bool) -> Iterator[tuple[str, str, int]]:
    """Normal forms, each with a reading `lemma:tense:person:voice` and its rank, the smaller the likelier."""
    slots = conjugate(root, pattern, passive=takes_object).slots
    for slot, tense, voice in SLOTS:
        for person in PERSONS:
            for form in slots.get(f"{slot}_{person}", ()):
                for spelling in spellings(form.form):
                    yield spelling, f"{lemma}:{tense}:{person}:{voice}", _rank(slot, person, pattern)


def _rank(slot: str, person: str, pattern: str) -> int:
    """The smaller the likelier: voice and mood first, then the person, then the pattern."""
    place = [name for name, _, _ in SLOTS].index(slot)
    rare = RARE if person in RARE_PERSONS or slot.startswith("juss") else 0
    return rare + place * 1000 + PERSONS.index(person) * 100 + PATTERNS.index(pattern.split("/")[0])


def spellings(form: str) -> tuple[str, ...]:
    """The normal forms a vocalised form is written in, the one before an object pronoun among them.

    «قصفوا» loses its alif before a pronoun (قصفوه) and «تبنى» turns its ya to alif (تبناه); newspapers
    write «بدأوا» for «بدؤوا».
    """
    found = [normalize(form)]
    bare = normalize(form.replace("ى", "\ue000"))  # normalize() folds ى into ي: keep it apart
    if bare.endswith("\ue000"):
        found.append(bare[:-1] + "ا")
    if found[0].endswith("وا"):
        found.append(found[0][:-1])
    found += [spelling.replace("ؤو", "او") for spelling in found if "ؤو" in spelling]
    return tuple(dict.fromkeys(found))


def generate(verbs: Iterable[tuple[str, str, str, bool]]) -> dict[str, tuple[str, ...]]:
    """Readings by normal form, the likeliest in a newspaper first: «نقل» is «he carried», hardly «let us dismiss»."""
    readings: dict[str, dict[str, int]] = {}
    for verb in verbs:
        for form, reading, rank in verb_readings(*verb):
            found = readings.setdefault(form, {})
            found[reading] = min(rank, found.get(reading, rank))
    return {form: _likely(found) for form, found in sorted(readings.items())}


def _likely(ranks: Mapping[str, int]) -> tuple[str, ...]:
    """The readings in order of rank; rare persons and moods only where nothing more frequent is written alike."""
    ordered = sorted(ranks, key=ranks.__getitem__)
    frequent = tuple(reading for reading in ordered if ranks[reading] < RARE)
    return frequent or tuple(ordered)


# What follows the stem of a participle, with gender and number; "msa" is the indefinite accusative («داعيا»).
PARTICIPLE_ENDINGS = (
    ("", "ms"), ("ا", "msa"), ("ه", "fs"), ("ان", "md"), ("ون", "mp"), ("ين", "mp"), ("و", "mp"), ("ي", "mp"), ("ات", "fp"),
)  # fmt: skip


def participle_readings(lemma: str, root: str, pattern: str, takes_object: bool) -> Iterator[tuple[str, str]]:
    """Normal forms of both participles, each with a reading `lemma:voice:gender and number`."""
    slots = conjugate(root, pattern, passive=takes_object).slots
    for slot, voice in (("ap", "active"), ("pp", "passive")):
        for form in slots.get(slot, ()):
            weak = form.form.endswith(("\u064d", "ًى"))  # داعٍ and ملقًى: their ya comes back before an ending
            stem = normalize(form.form.removesuffix("ى"))
            for ending, kind in PARTICIPLE_ENDINGS:
                joint = "ي" if weak and ending in ("ا", "ه", "ان", "ات") else ""
                yield stem + joint + ending, f"{lemma}:{voice}:{kind}"
            if weak:
                yield stem + "ي", f"{lemma}:{voice}:ms"


def generate_participles(verbs: Iterable[tuple[str, str, str, bool]]) -> dict[str, tuple[str, ...]]:
    """Readings by normal form, in the order of the verbs."""
    readings: dict[str, dict[str, None]] = {}
    for verb in verbs:
        for form, reading in participle_readings(*verb):
            readings.setdefault(form, {})[reading] = None
    return {form: tuple(found) for form, found in sorted(readings.items())}


def write(name: str, readings: Mapping[str, tuple[str, ...]]) -> None:
    rows = "".join(f"{form}\t{'|'.join(found)}\n" for form, found in readings.items())
    (DATA / f"{name}.tsv").write_text(f"form\treadings\n{rows}", encoding="utf-8")
    sys.stdout.write(f"{name}: {len(readings)} forms\n")


def main() -> None:
    """Rewrite the packaged tables."""
    write("verb_forms", generate(read_verbs(DATA / "verbs.tsv")))
    write("participles", generate_participles(read_verbs(DATA / "verbs.tsv", without="other")))


if __name__ == "__main__":
    main()

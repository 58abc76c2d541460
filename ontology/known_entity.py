"""The value of one known entity, and when two names of known entities count as the same."""

from collections.abc import Iterable
from dataclasses import dataclass, field

KINDS = frozenset(["state", "government", "military", "armed-group", "coalition", "organization", "media", "person", "group", "place"])
PLACE_KINDS = frozenset(
    [
        *("city", "town", "village", "neighbourhood", "district", "governorate", "region", "field", "prison", "camp", "base"),
        *("crossing", "river", "dam", "road", "mountain"),
    ]
)

_FOLD = str.maketrans("أإآٱىة", "ااااي" + "ه", "".join(map(chr, [*range(0x064B, 0x0660), 0x0670, 0x0640])))
_FOLDED = frozenset(map(chr, _FOLD))


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """One reviewed entity.

    `kind` is the value of an EntityKind; places have `place_kind` beside it (`town`, `field` …). `names` are other
    spellings in any script; `bare` the short definites («التنظيم») that may mean it once it was named; `metonyms`
    the capitals that stand for a state's government. Latitude and longitude are WGS84 degrees, `precision_km` the
    radius in kilometres that they are good for. `population` ranks homonyms and is 0 where unknown. `sectors` are codes of
    the actor's role (`GOV`, `REB` …); `valid_from` and `valid_to` the years, months or days (EDTF) between which it existed.
    `demonym` is the English adjective of a state («French»).
    `origin` is the row's file and line.
    """

    id: str
    kind: str
    label_ar: str
    label_en: str
    names: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    parent: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision_km: float | None = None
    place_kind: str | None = None
    population: int = 0
    source: str = ""
    same_as: tuple[str, ...] = ()
    office: str | None = None
    sectors: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    demonym: str | None = None
    origin: str = field(default="", compare=False)


def fold(name: str) -> str:
    """The spelling-blind form under which two names of known entities count as the same."""
    return " ".join(name.translate(_FOLD).lower().split())


def fold_all(names: Iterable[str]) -> dict[str, str]:
    """The folded form of each of many names, letter by letter of all of them at once, which costs far less."""
    every = list(dict.fromkeys(names))
    together = "\n".join(every)
    for letter in {*together} & _FOLDED:
        together = together.replace(letter, letter.translate(_FOLD))
    return {name: " ".join(line.split()) for name, line in zip(every, together.lower().split("\n"), strict=bool(every))}

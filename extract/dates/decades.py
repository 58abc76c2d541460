"""Reads decades and centuries: «التسعينيات», «ثمانينيات القرن الماضي», «العقد الأول من القرن الحالي», «القرن التاسع عشر»."""

from extract.dates.calendar_words import SHIFTS
from extract.dates.scene import Found, Scene
from extract.dates.when import years_of

_SPOKEN_OF_ALONE = "456789"  # «في العشرينيات» is rather an age, or of either century
_CENTURIES = range(10, 22)  # counted as in «القرن العشرين»
_AGE = ("عمره", "عمرها", "العمر", "عمرهم", "عمري")


def read_decade(scene: Scene, at: int, attached: bool = False) -> Found | None:
    """«التسعينيات», «ثمانينيات القرن الماضي», «عقد التسعينيات»; not «في الستينيات من عمره»."""
    word = scene.find("decade-word", at, attached)
    hit = scene.find("decade", word.end if word else at, attached and word is None)
    if hit is None:
        return _read_pointed_decade(scene, at, attached)
    here = scene.skip(hit.end, "من")
    if scene.normal(here) in _AGE:
        return None
    if century := _century(scene, here):
        return Found(years_of(f"{century[0]}{hit.value}X"), century[1])
    definite = scene.normal(hit.end - 1).removeprefix("و").startswith(("ال", "بال", "لل"))
    return Found(years_of(f"19{hit.value}X"), hit.end) if definite and hit.value in _SPOKEN_OF_ALONE else None


def _read_pointed_decade(scene: Scene, at: int, attached: bool) -> Found | None:
    """«العقد الماضي», «هذا العقد», «العقد الثاني من القرن الحالي»."""
    this = scene.find("this", at, attached)
    word = scene.find("decade-word", this.end) if this else scene.find("decade-word", at, attached)
    if word is None:
        return None
    number, shift = scene.find("ordinal", word.end), scene.find("shift", word.end)
    last = scene.find("recent", word.end)
    if (number or last) and (century := _century(scene, scene.skip((number or last or word).end, "من"))):
        tens = int(number.value) - 1 if number else 9
        return Found(years_of(f"{century[0]}{tens}X"), century[1]) if tens < 10 else None
    pointed = "this" if this else shift.value if shift else None
    if pointed not in SHIFTS or scene.anchor.year is None:
        return None
    return Found(years_of(f"{scene.anchor.year // 10 + SHIFTS[pointed]}X"), shift.end if shift and not this else word.end)


def read_century(scene: Scene, at: int, attached: bool = False) -> Found | None:
    """«القرن الماضي», «القرن التاسع عشر», «هذا القرن»; not «القرن الأفريقي»."""
    this = scene.find("this", at, attached)
    century = _century(scene, this.end, True) if this else _century(scene, at, attached=attached)
    return Found(years_of(f"{century[0]}XX"), century[1]) if century else None


def _century(scene: Scene, at: int, this: bool = False, attached: bool = False) -> tuple[int, int] | None:
    """The first two digits of its years, and the index after."""
    word = scene.find("century", at, attached)
    if word is None:
        return None
    if this:
        return _now(scene), word.end
    number = scene.day_number(word.end)
    if number and number.value in _CENTURIES:
        if scene.find("era-hijri", number.end) or scene.normal(number.end) == "قبل":
            return None
        era = scene.find("era-gregorian", number.end)
        return number.value - 1, era.end if era else number.end
    shift = scene.find("shift", word.end)
    return (_now(scene) + SHIFTS[shift.value], shift.end) if shift and shift.value in SHIFTS else None


def _now(scene: Scene) -> int:
    return (scene.anchor.year or 2000) // 100

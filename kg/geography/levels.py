"""One name, several levels: «دير الزور» is a city and the governorate around it. Which of the two the words mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.model import Bearing, Ground, Landmark, Relation
from kg.geography.atlas import Atlas
from kg.geography.kinds import load_kinds
from kg.naming import plain_name


@dataclass(frozen=True, slots=True)
class Level:
    """The known place that a name means, and why that and not the larger or smaller one of the same name."""

    place: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the text around a name tells of its level.

    `holds` tells whether the phrase says that a village or another place outside of the city lies in it, None where it says nothing;
    `called_governorate` and `called_city` whether the document anywhere says «محافظة …», «مدينة …» of the name; `in_row` whether it stands
    in a list of three or more names of governorates; `opens` whether it stands in the document's first sentence.
    """

    holds: bool | None = None
    called_governorate: bool = False
    called_city: bool = False
    in_row: bool = False
    opens: bool = False


def options(landmark: Landmark, atlas: Atlas) -> tuple[str, ...]:
    """The known places that a landmark may be, the smallest of each that stand one within the other under this name.

    A name that alone means nothing («النعيمة», «صور») means a place where a word says so: «بلدتي النعيمة واليادودة».
    """
    found = [one for one in landmark.candidates if one in atlas] or list(atlas.governorates_called(landmark.name))
    if not found and landmark.place_kind:
        found = list(atlas.called(landmark.name))
    if landmark.place_kind == "governorate":  # «ولاية البركة» is no village of the name
        found = [one for one in found if atlas.kind(one).rank > load_kinds()["village"].rank]
    around = {larger for one in found for larger in atlas.above(one) if larger != one}
    return tuple(dict.fromkeys(one for one in found if one not in around))


def choose_level(place: str, ground: Ground, landmark: Landmark, setting: Setting, atlas: Atlas) -> Level:
    """The place itself, or the larger one of its name."""
    larger = _larger(place, landmark, atlas)
    if ground.relation is Relation.RURAL:
        larger = atlas.countryside(place) or larger
    if larger is None:
        return Level(place)
    if atlas.kind(larger).name == landmark.place_kind:
        return Level(larger, f"called a {landmark.place_kind}")
    if landmark.place_kind in load_kinds():
        return Level(place, f"called a {landmark.place_kind}")
    if ground.relation is Relation.RURAL:
        return Level(larger, "countryside is a governorate's or district's")
    if ground.relation is Relation.PART and ground.bearings != (Bearing.MIDDLE,):
        return Level(larger, "sides are a governorate's or district's")
    if ground.relation is Relation.AT and _is_larger_meant(setting):
        return Level(larger, _larger_reason(setting))
    return Level(place, "a bare name is the city's")


def _larger(place: str, landmark: Landmark, atlas: Atlas) -> str | None:
    """The governorate or district of the same name around a city or town."""
    name = plain_name(atlas.bare_name(place))
    called = (one for one in landmark.candidates if one != place and one in atlas.above(place) and plain_name(atlas.bare_name(one)) == name)
    return atlas.namesake(place) or next(called, None)


def _is_larger_meant(setting: Setting) -> bool:
    if setting.holds is not None:
        return setting.holds
    return setting.in_row or (setting.called_governorate and not setting.called_city and not setting.opens)


def _larger_reason(setting: Setting) -> str:
    if setting.holds:
        return "a place outside of the city is said to lie in it"
    return "it stands in a row of governorates" if setting.in_row else "the document calls it a governorate"


def in_rows(rows: Sequence[bool]) -> tuple[bool, ...]:
    """For a run of mentions, of which `rows` tells whether each goes on to the next by «و» or a comma, whether it is one of three or more in a row."""
    found = [False] * (len(rows) + 1)
    start = 0
    for n in range(len(rows) + 1):
        if n == len(rows) or not rows[n]:
            if n - start >= 2:
                found[start : n + 1] = [True] * (n + 1 - start)
            start = n + 1
    return tuple(found)

"""Points of the compass and distances in words: «شمال شرقي», «الشمالي الغربي», «على بعد 15 كيلومتراً»."""

from collections.abc import Iterator

from extract.arabic.tokens import Kind
from extract.arabic.word_classes import word_class
from extract.arabic.wording import Wording
from extract.model import Bearing

_MOST_WORDS = 5  # of sides: «الشمالي الشرقي والجنوبي الغربي»
_LONGEST_FIGURE = 4  # words of a number


def bearings(wording: Wording, at: int, *, definite: bool, opening: bool = False) -> tuple[tuple[Bearing, ...], int]:
    """The sides told from a word on, and the word behind them: «شمال شرقي» is one, «شمال وشرق» two; `opening` allows particles before the first."""
    found: list[str] = []
    end = at + _MOST_WORDS
    while at < end and (value := _side(wording, at, definite, opening=opening and not found, joins=bool(found))) is not None:
        joined = bool(found) and wording.tokens[at].conjunction == "و"
        if found and not joined:
            found[-1] = _together(found[-1], value)
        else:
            found.append(value)
        at += 1
    return tuple(Bearing(one) for one in dict.fromkeys(found)), at


def _side(wording: Wording, at: int, definite: bool, *, opening: bool, joins: bool) -> str | None:
    token = wording.at(at)
    value = None if token is None else wording.role(at, "side")
    fits = token is not None and token.definite == definite and not token.pronoun
    bare = token is not None and not token.preposition and (joins or not token.conjunction)
    return value if fits and (opening or bare) else None


def _together(first: str, second: str) -> str:
    """Of «شمال» and «شرقي» north-east; what goes not together is the later."""
    both = {first, second}
    pair = next((up + side for up in ("N", "S") for side in ("E", "W") if both == {up, side}), None)
    return pair or (first if second == "C" else second)


def distance(wording: Wording, at: int) -> tuple[float, int] | None:
    """A distance in kilometres that begins at a word, and the word behind it: «15 كيلومتراً», «خمسة وعشرين كم», «كيلومترين»."""
    two = wording.role(at, "unit two")
    if two is not None:
        return float(two), at + 1
    figure, step = 0.0, at
    for value in _figures(wording, at):
        figure = figure * value if value >= 1000 and figure else figure + value
        step += 1
    unit = wording.role(step, "unit") if step > at else None
    if unit is None:
        return None
    step += 1
    if unit == "1" and wording.role(step, "unit") == "0.001":  # «كيلو متر»
        step += 1
    if wording.stem(step) in ("مربع", "مربعا", "مربعه", "مكعب"):
        return None
    return round(figure * float(unit), 3), step


def _figures(wording: Wording, at: int) -> Iterator[float]:
    for index in range(at, min(at + _LONGEST_FIGURE, len(wording.tokens))):
        token = wording.at(index)
        if token is None or token.kind is not Kind.NUMBER or token.stem in word_class("collective") or (index > at and token.conjunction not in ("", "و")):
            return
        written = token.normal.replace("٫", ".").replace(",", ".")
        value = float(token.value) if token.value is not None else float(written) if written.replace(".", "", 1).isdigit() else None
        if value is None:
            return
        yield value

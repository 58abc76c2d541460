"""Reads dates made of dates: «من 5 إلى 8 مايو», «يومي السبت والأحد», «منذ 2016», «منذ بداية العام وحتى نهاية مارس»."""

from dataclasses import replace

from extract.dates.calendar_words import Named, read_named, read_year_figures
from extract.dates.expressions import longest, read_simple
from extract.dates.relative_words import read_ago, read_since_amount
from extract.dates.scene import Found, Scene
from extract.dates.when import join, since


def read_expression(scene: Scene, at: int) -> Found | None:
    """The longest date that begins at the word."""
    readings = (read_range(scene, at), read_since(scene, at), read_ago(scene, at, True), read_simple(scene, at, True))
    return longest(*readings)


def read_since(scene: Scene, at: int) -> Found | None:
    """«منذ 2016», «منذ بداية العام الحالي وحتى نهاية مارس»; not «لأول مرة منذ 30 عاما», which dates nothing."""
    hit = scene.find("since", at, attached=True)
    if hit is None:
        return None
    begun = read_simple(scene, hit.end, bare=True)
    if begun is None:
        return None if scene.normal(at - 1) in ("مره", "الاولي", "الاول") else read_since_amount(scene, hit.end)
    if scene.find("when", begun.end):  # «منذ نوفمبر 2020 حين قتل …»: the day itself
        return begun
    until = scene.find("until", scene.skip_comma(begun.end), attached=True)
    ended = read_simple(scene, until.end, bare=True) if until else None
    whole = join(begun.when, ended.when) if ended and ended.when.last else None
    return Found(whole, ended.end) if whole and ended else Found(since(begun.when, scene.anchor), begun.end)


def read_range(scene: Scene, at: int) -> Found | None:
    """«ما بين 10 و23 من تشرين الثاني», «من 5 إلى 8 مايو», «يومي السبت والأحد», «5-8 مايو»."""
    for kind, joint in (("between", "و"), ("from", "until"), ("period-two", "و"), ("two-years", "و"), ("two-months", "و")):
        opener = scene.find(kind, at, attached=True)
        if opener and (found := _read_two(scene, opener.end, joint)):
            return found
    if scene.day_number(at, True) is None and not (read_year_figures(scene, at) and scene.preceded_by("before-year", at)):
        return None
    return _read_two(scene, at, "-") or (_read_two(scene, at, "و") if scene.preceded_by("before-month", at) and scene.digits(at) else None)


def _read_two(scene: Scene, at: int, joint: str) -> Found | None:
    """Two dates with the joint between; the first may leave to the second what they share."""
    short = scene.digits(at) or scene.day_number(at)
    if short and (right := _after_joint(scene, short.end, joint)) is not None:
        named = read_named(scene, right, joint == "و", bare=True)
        if named and named.date.day and (found := _two_named(scene, Named(replace(named.date, day=short.value), short.end), named)):
            return found
    left = read_named(scene, at, bare=True)
    if left and (right := _after_joint(scene, left.end, joint)) is not None:
        named = read_named(scene, right, joint == "و", bare=True)
        if named and (found := _two_named(scene, left, named)):
            return found
    return _two_simple(scene, at, joint)


def _after_joint(scene: Scene, at: int, joint: str) -> int | None:
    if joint == "و":
        return at if scene.normal(at).startswith("و") else scene.skip(at, "الي") if scene.normal(at) == "الي" else None
    if joint == "-":
        return at + 1 if scene.normal(at) in ("-", "–") else None
    hit = scene.find(joint, scene.skip_comma(at), attached=True)
    return hit.end if hit else None


def _two_named(scene: Scene, left: Named, right: Named) -> Found | None:
    date = left.date
    if date.year is None and date.year_shift is None and date.shift is None:
        date = replace(date, year=right.date.year, year_shift=right.date.year_shift, shift=right.date.shift if date.months == right.date.months else None)
    first, last = date.resolve(scene.anchor), right.date.resolve(scene.anchor)
    if first and last and first.first and last.first and first.first > last.first and left.date.year is None:
        first = replace(date, year=last.first.year - 1).resolve(scene.anchor)  # «من نوفمبر إلى مارس»
    whole = join(first, last) if first and last else None
    return Found(whole, right.end) if whole else None


def _two_simple(scene: Scene, at: int, joint: str) -> Found | None:
    first = read_year_figures(scene, at) or read_simple(scene, at, bare=True)
    right = _after_joint(scene, first.end, joint) if first else None
    if first is None or right is None:
        return None
    last = read_year_figures(scene, right) or read_simple(scene, right, joint == "و", True)
    whole = join(first.when, last.when) if last else None
    if whole is None and last and joint == "و":  # «يومي أمس وأول من أمس»
        whole = join(last.when, first.when)
    return Found(whole, last.end) if whole and last else None

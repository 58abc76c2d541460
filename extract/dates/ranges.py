"""Reads dates made of dates: «من 5 إلى 8 مايو», «يومي السبت والأحد», «في 5 أو 6 أيار», «منذ 2016», «منذ بداية العام وحتى نهاية مارس»."""

from collections.abc import Callable
from dataclasses import replace

from extract.dates.amounts import read_ago, read_hence, read_since_amount
from extract.dates.calendar_words import Named, read_named, read_year_figures
from extract.dates.expressions import longest, read_simple
from extract.dates.scene import Found, Scene
from extract.dates.when import When, both, either, join, qualified, since

_Joined = Callable[[When, When], When | None]

# The word that opens a pair of dates, what stands between them, and what the two make: all the time from one to the other, or each of them.
_OPENERS: tuple[tuple[str, str, _Joined], ...] = (
    ("between", "و", join),
    ("from", "until", join),
    ("stretch-word", "-", join),
    ("period-two", "و", both),
    ("two-years", "و", both),
    ("two-months", "و", both),
)
_FIRST_SINCE = ("مره", "الاولي", "الاول", "نوعه", "نوعها")
_UNTIL, _UNTIL_REACH = ("حتي", "الي", "غايه"), 14  # words from «من» to its «حتى»
_EITHER_REACH = 6  # words from the first date to its «أو»


def read_expression(scene: Scene, at: int) -> Found | None:
    """The longest date that begins at the word, as sure as the words before it are."""
    kinds = scene.kinds(at)
    counted = [reader(scene, at, True) for kind, reader in (("since", read_since), ("ago", read_ago), ("hence", read_hence)) if kind in kinds]
    found = longest(read_range(scene, at, kinds), *counted, read_simple(scene, at, True))
    if found is None:
        return _read_about_year(scene, at)
    if scene.preceded_by("perhaps", at):
        return Found(qualified(found.when, "?"), found.end)
    return Found(qualified(found.when, "~"), found.end) if _is_about(scene, at) else found


def _is_about(scene: Scene, at: int) -> bool:
    """«نحو عام 2010»: unlike «توجهوا نحو البلدة الاثنين» it stands right before."""
    hit = scene.preceding("about", at)
    return hit is not None and hit.end == at


def _read_about_year(scene: Scene, at: int) -> Found | None:
    """«حوالي 2010»; not «حوالي 2000 منزل»: a mark or line end comes behind it."""
    year = read_year_figures(scene, at) if _is_about(scene, at) else None
    return Found(qualified(year.when, "~"), year.end) if year and not scene.normal(year.end)[:1].isalnum() else None


def read_since(scene: Scene, at: int, attached: bool = False) -> Found | None:
    """«منذ 2016», «منذ بداية العام الحالي وحتى نهاية مارس»; not «لأول مرة منذ 30 عاما», which dates nothing."""
    hit = scene.find("since", at, attached)
    if hit is None:
        return None
    begun = read_simple(scene, hit.end, bare=True)
    if begun is None:
        return None if scene.normal(at - 1) in _FIRST_SINCE else read_since_amount(scene, hit.end)
    if scene.find("when", begun.end):  # «منذ نوفمبر 2020 حين قتل …»: the day itself
        return begun
    until = scene.find("until", scene.skip_comma(begun.end), attached=True)
    ended = read_simple(scene, until.end, bare=True) if until else None
    whole = join(begun.when, ended.when) if ended and ended.when.last else None
    return Found(whole, ended.end) if whole and ended else Found(since(begun.when, scene.anchor), begun.end)


def read_range(scene: Scene, at: int, kinds: frozenset[str]) -> Found | None:
    """«ما بين 10 و23 من تشرين الثاني», «من 5 إلى 8 مايو», «يومي السبت والأحد», «5-8 مايو», «في 5 أو 6 أيار»."""
    for kind, joint, joined in _OPENERS:
        opener = scene.find(kind, at, attached=True) if kind in kinds else None
        if opener and joint == "until" and not any(word.endswith(_UNTIL) for word in scene.normals[opener.end : opener.end + _UNTIL_REACH]):
            continue  # «من» is the commonest of words
        found = _read_two(scene, opener.end, joint, joined) if opener else None
        if opener and found:
            return _read_third_year(scene, opener.end, found) if kind == "two-years" else found
    if "او" in scene.normals[at + 1 : at + _EITHER_REACH] and (found := _read_two(scene, at, "او", either)):
        return found
    if "month" in kinds and scene.preceded_by("before-month", at):  # «في أكتوبر ونوفمبر الماضيين»
        return _read_two_months(scene, at)
    if kinds.isdisjoint(("ordinal", "figures")):
        return None
    if scene.day_number(at, True) is None and not (read_year_figures(scene, at) and scene.preceded_by("before-year", at)):
        return None
    return _read_two(scene, at, "-", join) or (_read_two(scene, at, "و", both) if scene.preceded_by("before-month", at) and scene.digits(at) else None)


def _read_two_months(scene: Scene, at: int) -> Found | None:
    left = read_named(scene, at, bare=True)
    right = _after_joint(scene, left.end, "و") if left else None
    named = read_named(scene, right, True, True) if right is not None else None
    if left is None or named is None or named.date.day is not None or named.date.hijri:
        return None
    return _two_named(scene, left, named, both)


def _read_third_year(scene: Scene, at: int, found: Found) -> Found:
    """«أعوام 2014 و2015 و2016»: years that follow on one another."""
    while (right := _after_joint(scene, found.end, "و")) is not None and (more := read_year_figures(scene, right)):
        last, first = found.when.last, more.when.first
        whole = join(found.when, more.when) if last and first and (first - last).days == 1 else None
        if whole is None:
            break
        found = Found(whole, more.end)
    return found


def _read_two(scene: Scene, at: int, joint: str, joined: _Joined) -> Found | None:
    """Two dates with the joint between; the first may leave to the second what they share."""
    short = scene.digits(at) or scene.day_number(at)
    if short and (right := _after_joint(scene, short.end, joint)) is not None:
        named = read_named(scene, right, joint == "و", bare=True)
        if named and named.date.day and (found := _two_named(scene, Named(replace(named.date, day=short.value), short.end), named, joined)):
            return found
    left = read_named(scene, at, bare=True)
    if left and (right := _after_joint(scene, left.end, joint)) is not None:
        named = _read_of_it(scene, right, left) or read_named(scene, right, joint == "و", bare=True)
        if named and (found := _two_named(scene, left, named, joined)):
            return found
    return _two_simple(scene, at, joint, joined)


def _read_of_it(scene: Scene, at: int, left: Named) -> Named | None:
    """«بين العاشر من نوفمبر والثالث والعشرين منه»."""
    day = scene.day_number(at, True)
    return Named(replace(left.date, day=day.value), day.end + 1) if day and left.date.day and scene.normal(day.end) == "منه" else None


def _after_joint(scene: Scene, at: int, joint: str) -> int | None:
    if joint == "و":
        return at if scene.normal(at).startswith("و") else scene.skip(at, "الي") if scene.normal(at) == "الي" else None
    if joint == "-":
        return at + 1 if scene.normal(at) in ("-", "–") else None
    if joint == "او":
        return at + 1 if scene.normal(at) == "او" else None
    hit = scene.find(joint, scene.skip_comma(at), attached=True)
    return hit.end if hit else None


def _two_named(scene: Scene, left: Named, right: Named, joined: _Joined) -> Found | None:
    date = left.date
    if date.year is None and date.year_shift is None and date.shift is None:
        date = replace(date, year=right.date.year, year_shift=right.date.year_shift, shift=right.date.shift if date.months == right.date.months else None)
    first, last = date.resolve(scene.anchor), right.date.resolve(scene.anchor)
    if first and last and first.first and last.first and first.first > last.first and left.date.year is None and joined is join:
        first = replace(date, year=last.first.year - 1).resolve(scene.anchor)  # «من نوفمبر إلى مارس»
    whole = joined(first, last) if first and last else None
    return Found(whole, right.end) if whole else None


def _two_simple(scene: Scene, at: int, joint: str, joined: _Joined) -> Found | None:
    first = read_year_figures(scene, at) or read_simple(scene, at, bare=True)
    right = _after_joint(scene, first.end, joint) if first else None
    if first is None or right is None:
        return None
    last = read_year_figures(scene, right) or read_simple(scene, right, joint == "و", True)
    whole = joined(first.when, last.when) if last else None
    return Found(whole, last.end) if whole and last else None

"""When a text was published, where its own words prove it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from extract.dates.scene import Scene
from extract.dates.told import Told, is_quoted
from extract.dates.when import Anchor
from extract.model import Publication, Span

_HEAD_LINES, _FOOT_LINES = 4, 2  # where a dateline may stand
_DATELINE_WORDS = 4  # «دير الزور – عنب بلدي،» before its date
_PLACE_WORDS = 2  # on top, where a longer line is a title
_LEAD_WORDS = 120
_NEXT_DAYS = timedelta(days=3)  # within which a report of a day appears


@dataclass(frozen=True, slots=True)
class Proof:
    """A day (or, with `precision` 7 or 4 letters of it, a month or year) and the words that prove it."""

    day: date
    span: Span
    reason: str
    letters: int = 10

    @property
    def publication(self) -> Publication:
        return Publication(self.day.isoformat()[: self.letters], self.span, self.reason)


def prove_publication(scene: Scene, dates: Sequence[Told]) -> tuple[Proof | None, tuple[Proof, ...]]:
    """The finest that the text proves, and the proofs that contradict one another (then there is none).

    A day is proved by «اليوم، الخميس، 9 من كانون الأول» where a year is told that it fits, by a relative day beside its full date, and by a dateline.
    A month, by a full date in the lead that fits its weekday and is the latest told. A year, by «العام الجاري 2021». Dates that do not fit their weekday
    and words within quotation marks prove nothing.
    """
    days = [proof for told in dates if (proof := _own_day(scene, told, dates))]
    days = days or list(_datelines(scene, dates))
    days = [proof for proof in days if not _is_outdated(scene, proof.day, dates)]
    if days:
        return (days[0], ()) if len({proof.day for proof in days}) == 1 else (None, tuple(days))
    return _lead_month(scene, dates) or _current_year(dates), ()


def _own_day(scene: Scene, told: Told, dates: Sequence[Told]) -> Proof | None:
    """«أمس الأربعاء 8 كانون الأول 2021», «اليوم، الخميس، 9 من كانون الأول» beside «9 كانون الأول 2021»."""
    if told.offset is None or is_quoted(scene, told.at):
        return None
    own = f"«{told.time.text}» counts from the text's own day"
    if told.day:
        return Proof(told.day - timedelta(days=told.offset), told.time.span, own) if told.fits else None
    if told.named is None or told.named.day is None or told.named.hijri:
        return None
    for day, words in _years_for(told, dates, scene.anchor):
        if told.fits_on(day):
            calendar = "; the weekday fits the calendar" if told.weekday is not None else ""
            return Proof(day - timedelta(days=told.offset), told.time.span, f"{own}, and {words}{calendar}")
    return None


def _years_for(told: Told, dates: Sequence[Told], anchor: Anchor) -> Iterator[tuple[date, str]]:
    """The day in the years that other words tell: the same date with its year, a year said to be this or the last one, the manifest's."""
    assert told.named is not None
    month, number = told.named.months[0], told.named.day
    same = {other.day: other for other in dates if other.day and (other.day.month, other.day.day) == (month, number) and other.fits}
    if len(same) == 1:
        yield from ((day, f"«{other.time.text}» gives the year") for day, other in same.items())
    years = {other.year - other.year_shift: other for other in dates if other.year and other.year_shift is not None}
    if len(years) == 1 and told.weekday is not None:
        yield from ((day, f"«{other.time.text}» gives the year") for year, other in years.items() if (day := _day(year, month, number)))
    if anchor.year and (day := _day(anchor.year, month, number)):
        yield day, f"{anchor.year} is told as its year"


def _day(year: int, month: int, day: int | None) -> date | None:
    try:
        return date(year, month, day or 0)
    except ValueError:
        return None


def _is_outdated(scene: Scene, day: date, dates: Sequence[Told]) -> bool:
    """Whether the text tells of a later day as past: then the day is that of something quoted."""
    return any(other.day and other.day > day and other.fits and (other.offset or 0) <= 0 and not scene.ahead(other.at) for other in dates)


def _datelines(scene: Scene, dates: Sequence[Told]) -> Iterator[Proof]:
    """«دمشق، 9 كانون الأول 2021», «نشر في: 9/12/2021»: a full date that has its line at the head or foot for itself."""
    breaks = [-1, *(index for index, normal in enumerate(scene.normals) if normal == "\n"), len(scene.normals)]
    labelled: list[Proof] = []
    plain: list[Proof] = []
    for told in dates:
        if told.day is None or not told.fits:
            continue
        line = next(number for number, at in enumerate(breaks) if at >= told.at) - 1
        first, last = breaks[line] + 1, breaks[line + 1]
        if scene.preceded_by("dateline", told.at) or (scene.normal(told.at - 1) == ":" and scene.preceded_by("dateline", told.at - 1)):
            labelled.append(Proof(told.day, told.time.span, f"«{told.time.text}» stands behind the words for the day of publication"))
        elif (line < _HEAD_LINES or line >= len(breaks) - 1 - _FOOT_LINES) and _is_dateline(scene, told, first, last, line == 0):
            plain.append(Proof(told.day, told.time.span, f"«{told.time.text}» is the dateline"))
    yield from labelled or plain


def _is_dateline(scene: Scene, told: Told, first: int, last: int, top: bool) -> bool:
    """Alone in its line but for a place and an agency with a comma or dash, or before the dash that opens a report."""
    before = [scene.normal(index) for index in range(first, told.at)]
    after = [scene.normal(index) for index in range(told.end, last)]
    words = [word for word in before if word[:1].isalnum()]
    parted = not before or not before[-1][:1].isalnum()
    if len(words) > _DATELINE_WORDS or not parted:
        return False
    opens = bool(words) and bool(after) and (after[0] in "-–—:" or after[:2] in ([")", "-"], [")", "–"], [")", ":"]))
    alone = not any(word.isalpha() for word in after)
    return opens or (alone and len(words) <= (_PLACE_WORDS if top else _DATELINE_WORDS))


def _lead_month(scene: Scene, dates: Sequence[Told]) -> Proof | None:
    """The month of a full date beside its weekday in the lead, the latest that the text tells: reports of a day appear within days."""
    whole = [told for told in dates if told.day]
    lead = whole[0] if whole else None
    if lead is None or lead.day is None or lead.weekday is None or not lead.fits or lead.at > _LEAD_WORDS or is_quoted(scene, lead.at):
        return None
    if _is_outdated(scene, lead.day, dates) or scene.ahead(lead.at) or (lead.day + _NEXT_DAYS).month != lead.day.month:
        return None
    reason = f"the lead tells of «{lead.time.text}», which fits its weekday and is the latest date told: published within days of it"
    return Proof(lead.day, lead.time.span, reason, len("2021-12"))


def _current_year(dates: Sequence[Told]) -> Proof | None:
    """«العام الجاري 2021», «العام الماضي (2020)»."""
    years = {told.year - told.year_shift: told for told in dates if told.year and told.year_shift is not None}
    if len(years) != 1:
        return None
    year, told = next(iter(years.items()))
    return Proof(date(year, 1, 1), told.time.span, f"«{told.time.text}» tells which year it is", len("2021"))

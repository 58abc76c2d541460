"""What a reviewed person was, and when: «Foreign Minister of Turkey (2014–2015, 2015–2023)» as values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OFFICE = re.compile(r"(?P<title>[^(),]+(?:,[^(),]+)*?)\s*(?:\((?P<when>[^()]*)\))?(?:,\s+|$)")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_DAY = re.compile(rf"(?:(?P<month>{'|'.join(_MONTHS)})\s+)?(?P<year>\d{{4}})")


@dataclass(frozen=True, slots=True)
class KnownOffice:
    """A title in English; `since` and `until` are a year or a month (`2019`, `2020-01`), None where it is open or nobody wrote it down."""

    title: str
    since: str | None = None
    until: str | None = None


def parse_offices(cell: str) -> tuple[KnownOffice, ...]:
    """The offices of a cell, each with each of its periods. Raises ValueError for periods that cannot be read."""
    found: list[KnownOffice] = []
    for match in _OFFICE.finditer(cell):
        if match["title"].strip():
            found += (KnownOffice(match["title"].strip(), *period) for period in _periods(match["when"]))
    return tuple(found)


def _periods(when: str | None) -> Iterator[tuple[str | None, str | None]]:
    """«2011–2014, from 2021»; who was killed held it until then."""
    ended: str | None = None
    periods: list[tuple[str | None, str | None]] = []
    for period in (when or "").split(", ") if when else ():
        word, _, rest = period.partition(" ")
        if word == "killed":
            ended = _date(rest)
        elif word == "from":
            periods.append((_date(rest), None))
        elif word == "until":
            periods.append((None, _date(rest)))
        else:
            first, _, last = period.partition("–")
            periods.append((_date(first), _date(last or first)))
    yield from periods or [(None, ended)]


def _date(text: str) -> str:
    match = _DAY.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is no year or month such as 2019 or January 2020")
    return match["year"] + (f"-{_MONTHS.index(match['month']) + 1:02}" if match["month"] else "")

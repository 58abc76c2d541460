"""The cells of untrusted tables as values; each raises ValueError that says what is wrong."""

import math
import re

_COUNTRY = re.compile("[A-Za-z]{2}")
_WHOLE = re.compile("[0-9]{1,15}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


def coordinate(cell: str, most: float, what: str) -> float:
    """Degrees from -`most` to `most`."""
    try:
        degrees = float(cell)
    except ValueError:
        raise ValueError(f"{what} {_shown(cell)} is no number") from None
    if not math.isfinite(degrees) or abs(degrees) > most:
        raise ValueError(f"{what} {_shown(cell)} is not within {most:g} degrees")
    return degrees


def coordinates(latitude: str, longitude: str) -> tuple[float | None, float | None]:
    """Both, or neither where both cells are empty."""
    if not latitude.strip() and not longitude.strip():
        return None, None
    return coordinate(latitude, 90, "latitude"), coordinate(longitude, 180, "longitude")


def whole_number(cell: str, what: str, least: int = 0) -> int:
    """A number without sign or point; 0 for an empty cell."""
    if not cell and least <= 0:
        return 0
    if not _WHOLE.fullmatch(cell) or int(cell) < least:
        raise ValueError(f"{what} {_shown(cell)} is no whole number")
    return int(cell)


def country_code(cell: str) -> str:
    """ISO 3166-1 alpha-2 in capitals."""
    if not _COUNTRY.fullmatch(cell):
        raise ValueError(f"country {_shown(cell)} is no code of two letters")
    return cell.upper()


def place_code(cell: str, what: str) -> str:
    """A code of letters, digits, - and _, which an id may hold."""
    if not _CODE.fullmatch(cell):
        raise ValueError(f"{what} {_shown(cell)} is no code of letters and digits")
    return cell


def _shown(cell: str) -> str:
    return repr(cell if len(cell) <= 40 else f"{cell[:40]}…")

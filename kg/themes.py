"""What the canned questions ask about: the groups in which they are listed, in their order."""

from enum import StrEnum


class Theme(StrEnum):
    """A group of canned questions, by the word that stands in a question's header."""

    DEEDS = "deeds"
    PARTIES = "parties"
    PLACES = "places"
    TIMES = "times"
    FIGURES = "figures"
    CLAIMS = "claims"
    SOURCES = "sources"

    @property
    def title_en(self) -> str:
        return _TITLES[self][0]

    @property
    def title_ar(self) -> str:
        return _TITLES[self][1]


_TITLES = {
    Theme.DEEDS: ("Who did what to whom", "من فعل ماذا بمن"),
    Theme.PARTIES: ("One party", "طرف بعينه"),
    Theme.PLACES: ("Where", "أين"),
    Theme.TIMES: ("When", "متى"),
    Theme.FIGURES: ("How many", "كم"),
    Theme.CLAIMS: ("Who says so, and who denies it", "من يقول ذلك، ومن ينفيه"),
    Theme.SOURCES: ("Sources", "المصادر"),
}

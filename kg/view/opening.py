"""How a page opens, where its address does not say otherwise."""

from dataclasses import dataclass

LANGUAGES = ("ar", "en")
THEMES = ("light", "dark")
TABS = ("network", "map", "table")
_TITLES = {"ar": "خبر", "en": "Khabar"}


@dataclass(frozen=True, slots=True)
class Opening:
    """`theme` None follows the reader's system. An `embedded` page stands in another one: it has no address of its own."""

    title: str | None = None
    language: str = "ar"
    theme: str | None = None
    tab: str = "network"
    embedded: bool = False

    @property
    def heading(self) -> str:
        """The title, or that of a page without one."""
        return self.title or _TITLES[self.language]

"""Named places among the words of a sentence: «حلب», «بلدة ليسنة», «محافظتي نينوى وصلاح الدين», «سجن الحسكة»."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.arabic.analyser import load_adjectives
from extract.arabic.place_words import name_words
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import given_names, word_class
from extract.arabic.wording import Wording
from extract.model import EntityKind, Ground, Landmark
from extract.names import KnownName

_SETTLEMENTS = ("city", "town", "village", "neighbourhood")
# What a place that the words call so may be in the tables: the nearest sense that a name has is taken.
_SENSES: dict[str, tuple[tuple[str, ...], ...]] = {
    "city": (("city", "town"), _SETTLEMENTS, ("governorate", "region")),
    "town": (("town", "village"), _SETTLEMENTS, ("district", "region")),
    "village": (("village", "town"), ("neighbourhood",), ("city", "region")),
    "neighbourhood": (("neighbourhood",), ("village",), ("camp", "region")),
    "district": (("district",), ("city", "town", "village"), ("region",)),
    "governorate": (("governorate",), ("region", "district"), ("city", "town")),
    "region": (("region",), ("district", "governorate"), _SETTLEMENTS, ("base", "field", "mountain", "river", "crossing", "camp", "road")),
    "mountain": (("mountain",), ("region",)),
    "river": (("river",),),
}
# Of these the name is what stands behind the word for them; «قطاع غزة», «نهر الفرات» are whole.
_TITLED = frozenset({"city", "town", "village", "neighbourhood", "district", "governorate"})
# Places that are called by the town at which they lie.
SITES = frozenset({"prison", "base", "camp", "field", "dam", "crossing", "road", "-"})


@dataclass(frozen=True, slots=True)
class Named:
    """A named place over `tokens[first:last]`; `readings` are those of its landmark that the words allow.

    `of` says that it is a site which lies at its landmark («سجن الحسكة»), `refers` that it only points back to a place named before («البلدة»).
    """

    first: int
    last: int
    landmark: Landmark
    readings: tuple[KnownName, ...] = ()
    of: bool = False
    refers: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """A place as `tokens[first:last]` tell it. `readings` are those of the place itself where it is named outright; `refers`: it only points back."""

    first: int
    last: int
    ground: Ground
    readings: tuple[KnownName, ...] = ()
    refers: bool = False


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Reads the named places of one sentence."""

    wording: Wording

    def read(self, at: int) -> Named | None:
        """The named place that begins at a word, with the word before its name that says what it is."""
        first, at = at, self.wording.passed(at)
        token = self.wording.at(at)
        if token is None:
            return None
        known = self.wording.places(at)
        head = self.wording.role(at, "head") or self.wording.role(at, "site")
        if known is not None:
            own = head if known[0] > 1 else None
            return self._known(first, at, at + known[0], known[1], own)
        if head is not None and self.wording.is_construct(at):
            return self._headed(first, at, head)
        return self._called(first, at) if token.definite and token.stem in word_class("called") else None

    def bare(self, at: int) -> Named | None:
        """«البلدة», «المحافظة», «البلاد»: definite and alone, so a place named before."""
        token = self.wording.at(at)
        kind = next((kind for role in ("bare", "head", "site", "capital") if (kind := self.wording.role(at, role)) is not None), None)
        if token is None or not token.definite or kind in (None, "-"):
            return None
        return Named(at, at + 1, Landmark(self.wording.span(at, at + 1), self.wording.words(at, at + 1), (), kind), (), refers=True)

    def state(self, at: int) -> Named | None:
        """The state of a definite adjective: «السورية»."""
        state = self.wording.state(at)
        return None if state is None else Named(at, at + 1, Landmark(self.wording.span(at, at + 1), state.label, (state.entity,)), (state,))

    def _known(self, first: int, at: int, last: int, known: Sequence[KnownName], kind: str | None) -> Named:
        readings = allowed(known, kind)
        if last - at > 1 and not readings:  # «تل أبيض» is a town, whatever its first word means
            readings, kind = tuple(known), None
        at += last - at > 1 and kind in _TITLED and self.wording.role(at, "head") == kind and self.wording.is_construct(at)  # «محافظة حلب» is called حلب
        named = self.wording.state(last - 1) is None  # else «العاصمة العراقية» is all there is
        while named and last - at > 1 and (self.wording.role(at, "capital") is not None or self.wording.state(at) is not None):
            at += 1  # «العاصمة العراقية بغداد»
        return Named(first, last, self._landmark(at, last, readings, kind), readings)

    def _landmark(self, first: int, last: int, readings: Sequence[KnownName], kind: str | None) -> Landmark:
        candidates = tuple(dict.fromkeys(name.entity for name in readings if name.entity))
        return Landmark(self.wording.span(first, last), self.wording.words(first, last), candidates, None if kind == "-" else kind)

    def _headed(self, first: int, at: int, kind: str) -> Named | None:
        """«بلدة ليسنة», «سجن الحسكة», «مطار مدينة كرنة»."""
        step = self.wording.passed(at + 1)
        if not self.wording.is_free(step):
            return None
        if self._opens_place(step):
            if self._opens_place(self.wording.passed(step + 1)):
                return None
            town = self.read(step)  # «مطار مدينة ليسنة», «جبال محافظة كرنة»
            return None if town is None else Named(first, town.last, town.landmark, town.readings, of=True)
        known = self.wording.places(step)
        if known is None or (kind in SITES and self._is_everyday(step)):  # «مستشفى الثورة», «شارع فلسطين» are not there
            return self._unknown(first, at, step, kind)
        last, readings = step + known[0], allowed(known[1], kind) if kind != "-" else ()
        last = max(last, self._end_of_name(last - 1, last)) if kind != "governorate" and not readings else last
        if kind in SITES and not readings:
            return Named(first, last, self._landmark(step, step + known[0], known[1], None), known[1], of=True)
        if any(name.kind is EntityKind.STATE for name in readings) and kind in ("city", "neighbourhood", "village"):
            readings = ()  # «حي السودان» is no state
        return Named(first, last, self._landmark(step, last, readings, kind), readings)

    def _opens_place(self, at: int) -> bool:
        """Whether a word stands here that says what the name behind it names."""
        heads = self.wording.role(at, "head") is not None or self.wording.role(at, "site") is not None
        return heads and self.wording.is_construct(at) and at not in self.wording.names

    def _called(self, first: int, at: int) -> Named | None:
        """«العاصمة بغداد», «العاصمة العراقية بغداد»: a definite head before its name."""
        step = at + 1
        if self.wording.state(step) is not None and self.wording.places(step) is None:
            step += 1
        if self.wording.passed(step) != step or not self.wording.is_free(step):
            return None
        known = self.wording.places(step)
        if known is None or all(name.kind is not EntityKind.PLACE for name in known[1]):
            return None
        return self._known(first, step, step + known[0], known[1], self.wording.role(at, "head") or self.wording.role(at, "capital"))

    def _is_everyday(self, step: int) -> bool:
        token, (length, known) = self.wording.tokens[step], self.wording.names[step]
        if known[0].kind is EntityKind.STATE:
            return True
        return length == 1 and (token.bare in name_words("everyday name") or token.stem.removeprefix("ال") in given_names())

    def _unknown(self, first: int, at: int, step: int, kind: str) -> Named | None:
        """A name that no table has, behind a word that says what it names: «قرية لارك», «بلدة كفر ليسنة», «مستشفى "خليل سالم"»."""
        if not self.wording.is_free(step) or not self._may_name(step, kind, self.wording.tokens[at]):
            return None
        last = self.wording.end_of_quotation(step) or self._end_of_name(step, step + 1)
        named = at if kind in SITES else step  # a site is called by both its words
        return Named(first, last, self._landmark(named, last, (), kind))

    def _may_name(self, step: int, kind: str, head: Token | None = None) -> bool:
        token = self.wording.at(step)
        if token is None or token.kind is not Kind.NOUN or token.preposition or token.pronoun:
            return False
        if step in self.wording.names:
            return kind in SITES and self.wording.places(step) is not None
        if token.stem in word_class("begins a name") or token.normal in word_class("begins a name"):
            return True
        if token.heads == {"place"} and token.definite and kind == "region" and token.stem.startswith("م"):  # «منطقة المعامل»
            return self.wording.role(step, "lying") is None
        if token.noun is not None or token.heads or token.participle or token.is_accusative or (token.verbs and not token.definite):
            return False
        return not self._says_what_kind(token, kind, head)

    def _says_what_kind(self, token: Token, kind: str, head: Token | None) -> bool:
        """«بلدة ساحلية», «قاعدة محصنة», «منطقة قريبة»: an adjective, and no name."""
        described = any(token.stem.removesuffix(ending) in load_adjectives() | name_words("said of a place") for ending in ("", "ه", "ات"))
        nisba = not token.definite and token.stem.endswith(("ي", "يه")) and not token.named and kind != "neighbourhood"
        agrees = head is not None and head.stem.endswith("ه") and token.stem.endswith("ه") and not token.definite
        loose = kind not in ("town", "village", "city", "neighbourhood", "mountain") or token.stem.startswith("م")
        return described or nisba or (agrees and loose) or (not token.definite and token.word.text.endswith("ها"))

    def _end_of_name(self, at: int, last: int) -> int:
        """«أبو ليسنة», «كرنة الغربية», «خربة الورد»: how far a name runs that begins at a word."""
        token, follows = self.wording.tokens[at], self.wording.at(last)
        if follows is None or not self.wording.is_free(last) or follows.kind is Kind.NUMBER:
            return last
        if token.stem in word_class("begins a name") or token.normal in word_class("begins a name"):
            return self._end_of_name(last, last + 1) if not token.definite else last + 1
        if token.definite or follows.stem in name_words("part of a name"):
            return last + 1 if follows.definite and follows.stem in name_words("part of a name") else last
        goes_on = follows.definite and not (follows.heads or follows.noun or follows.verbs or follows.participle) and not follows.is_nisba
        return last + 1 if goes_on and not self._says_what_kind(follows, "-", None) else last

    def joined(self, at: int, joins: Sequence[str]) -> tuple[str, int]:
        """The preposition at a word that ties a place to what stands before it, and where the place begins: «من ليسنة», «لليسنة»."""
        token = self.wording.at(at)
        if token is None or token.conjunction:
            return "", at
        if token.is_nominal:
            return (token.preposition, at) if token.preposition in joins else ("", at)
        return (token.stem, at + 1) if token.stem in joins else ("", at)

    def listed(self, last: int, kind: str, *, unknown: bool) -> Iterator[tuple[int, Named]]:
        """The further members of «قرى ليسنة وكرنة ورملة»: where each begins, and what it is."""
        while True:
            step = self.wording.passed(last)
            comma = self.wording.stem(step) in ("،", ",")
            token = self.wording.at(step + comma)
            if token is None or (token.conjunction != "و" and not comma) or token.preposition:
                return
            begins = self.behind_and(step + comma)
            member = self.member(begins, kind, unknown=unknown)
            if member is None:
                return
            yield begins, member
            last = member.last

    def behind_and(self, at: int) -> int:
        """The word that و joins: itself, or the one behind «و «…»», where it is written apart."""
        return self.wording.passed(at + 1) if self.wording.tokens[at].normal == "و" else at

    def member(self, at: int, kind: str, *, unknown: bool) -> Named | None:
        """One member of a list of places that a word before them calls `kind`; `unknown` allows names that no table has."""
        known = self.wording.places(at)
        if known is not None:
            return self._known(at, at, at + known[0], known[1], kind if kind != "-" else None)
        token = self.wording.at(at)
        if token is None or not unknown or token.verbs or self.wording.role(at, "head") or self.wording.role(at, "site") or not self._may_name(at, kind):
            return None
        last = self._end_of_name(at, at + 1)
        return Named(at, last, self._landmark(at, last, (), kind))


def allowed(readings: Sequence[KnownName], kind: str | None) -> tuple[KnownName, ...]:
    """The readings of a name that may be of a kind, in the nearest of its senses; all where no kind is told."""
    if kind is None or kind == "-":
        return tuple(readings)
    for sense in _SENSES.get(kind, ((kind,),)):
        found = tuple(name for name in readings if name.place_kind in sense)
        if found:
            return found
    return ()

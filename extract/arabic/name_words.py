"""Where a person's name begins and ends among the words of a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from extract.arabic.normal import normalize
from extract.arabic.tables import load_rows
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import given_names, word_class
from extract.arabic.words import QUOTES
from extract.model import EntityKind
from extract.names import KnownName

_LONGEST_NAME = 6  # words
_SHORTEST = 3  # letters of a foreign name of one word
_NO_ENDINGS = ("ة", "اً", "ه", "ها", "هم", "هما")  # of unknown names: «مفاتيحها», «اعتزاله» are theirs or his
_PLURALS = ("ين", "ون", "ات")
_VILLAGES = frozenset({"town", "village", "neighbourhood", "field", "base", "camp", "mountain"})
_PARTIES = frozenset({"armed", "organisation", "government", "group", "title", "object", "weapon", "place"})


@cache
def name_parts() -> Mapping[str, str]:
    """What words within a person's name do there, by normal form (`data/name_parts.tsv`)."""
    return {normalize(row[0]): row[1] for row in load_rows("name_parts")}


@dataclass(frozen=True, slots=True)
class Holder:
    """Tokens `first:last` that name a person; `names` are the known people of that name.

    `attached` says that the letters before the first word are particles: «وأحمد علي» in a row of names, but not in «الجنرال وليام».
    """

    first: int
    last: int
    names: tuple[KnownName, ...] = ()
    attached: bool = False


@dataclass(frozen=True, slots=True)
class NameReader:
    """Judges the words of one sentence; `names` are the known names by index, `blocked` what belongs to dates, `surnames` by what people are called."""

    tokens: Sequence[Token]
    names: Mapping[int, tuple[int, tuple[KnownName, ...]]]
    blocked: frozenset[int]
    surnames: frozenset[str] = frozenset()
    _people: Mapping[int, tuple[int, tuple[KnownName, ...]]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_people", dict(self._names_proper()))

    def known(self, at: int) -> tuple[KnownName, ...]:
        """The people of the tables who are named from this word on, titles left out."""
        return self._people.get(at, (0, ()))[1]

    def _names_proper(self) -> Iterator[tuple[int, tuple[int, tuple[KnownName, ...]]]]:
        """«العقيد مايلز كاغينز» in the tables names him from «مايلز» on."""
        for at, (length, known) in self.names.items():
            people = tuple(name for name in known if name.kind is EntityKind.PERSON)
            inside = range(at, at + length)
            start = at
            if people and "title" in self.tokens[at].heads:
                given = (n for n in inside if self.tokens[n].normal in given_names() or name_parts().get(self.tokens[n].normal) == "joins-next")
                proper = (n for n in inside if self.tokens[n].kind is not Kind.MARK and "title" not in self.tokens[n].heads)
                start = next(given, next(proper, at))
            if people:
                yield start, (at + length - start, people)

    def opens(self, at: int, *, titled: bool = False) -> bool:
        """Whether a person's name begins here; behind a title that is complete (`titled`) an unknown word may be one."""
        if at >= len(self.tokens) or at in self.blocked or self.tokens[at].kind is Kind.MARK or self.speaks_for(at):
            return False
        if self.known(at):
            return True
        village = at in self.names and not self._names_body(at) and (self._is_given(at) or (titled and self._goes_on(at + 1)))
        if at in self.names and not village:
            return False
        token = self.tokens[at]
        if self._is_given(at):
            return titled or self._goes_on(at + 1)
        if name_parts().get(_form(token)) == "joins-next":
            return self._goes_on(at + 1)
        unknown = titled and self._is_unknown(at) and not token.definite and len(token.normal) >= _SHORTEST
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        set_off = at > 0 and self.tokens[at - 1].kind is Kind.MARK
        if (token.is_masdar or token.is_common_by_shape) and not self._is_given(at):
            return False  # «وعد الوزير بزيادة الأجور», «سلم السفير أوراق اعتماده»
        if unknown and not set_off and after is not None and after.definite and after.word.text.endswith("ة"):
            return False  # «طالب رئيس الحكومة بعرض القضية»
        return unknown and (self._goes_on(at + 1) or self._only_looks_attached(at + 1) or self._is_family_of(at, at + 1) or self._follows_title(at))

    def opens_definite(self, at: int) -> bool:
        """«البشير السعداوي»; «التركي الجديد» looks the same, so only where a comma sets the name off."""
        return at < len(self.tokens) and self.tokens[at].definite and self.tokens[at].stem in given_names() and self._goes_on(at + 1)

    def _follows_title(self, at: int) -> bool:
        """«الرئيس ماكرون», «الرئيس الفرنسي ماكرون»: one unknown word right behind a title is a name; behind a longer office it is none."""
        before = self.tokens[max(at - 2, 0) : at]
        behind = bool(before) and ("title" in before[-1].heads or ("title" in before[0].heads and before[-1].is_nisba))
        head = at - 1 - ("title" not in before[-1].heads) if behind else 0
        told = head > 0 and self.tokens[head - 1].kind not in (Kind.SUBORDINATOR, Kind.COPULA, Kind.MARK)  # «إن القاضي منحاز» says what he is
        return behind and (told or self.tokens[at].bare in self.surnames)

    def end(self, at: int) -> int:
        """The word behind a name that begins here."""
        if self.known(at):
            return at + self._people[at][0]
        end, open_ = at + 1, name_parts().get(_form(self.tokens[at])) == "joins-next"
        while end < len(self.tokens) and end - at < _LONGEST_NAME:
            if self._is_city_of_name(end, at):
                return end + 1
            alone = not open_ and self._units(at, end) == 1
            if alone and self._is_origin(at, end):
                return end + 1
            if alone and (self._only_looks_attached(end) or self._is_family_of(at, end)):
                end += 1
                continue
            if not open_ and self._units(at, end) > 1 and self._is_another(end):
                break
            if not (self._goes_on(end) or (open_ and self.tokens[end].is_nominal and not self.tokens[end].conjunction)):
                break
            completes = open_ or name_parts().get(self.tokens[end].normal) == "joins-last"
            open_ = name_parts().get(self.tokens[end].normal) in ("joins-next", "patronymic")
            if self.tokens[end].definite and not open_ and not completes:
                after = self.tokens[end + 1].normal if end + 1 < len(self.tokens) else ""
                return end + 1 + (name_parts().get(after) == "joins-last")  # «… الموسوي», «العبد الله»: what else is definite is no name
            end += 1
        return end

    def _is_family_of(self, first: int, at: int) -> bool:
        """«ناصر بوريطة», «ذبيح الله مجاهد», «أبو يوسف المهاجر»: behind a lone first name also what means somebody else by itself."""
        token = self.tokens[at] if at < len(self.tokens) else None
        if token is None or token.kind is not Kind.NOUN or at in self.blocked or at in self.names or token.normal in name_parts():
            return False
        parts = name_parts().keys() & {self.tokens[at - 1].normal, _form(self.tokens[first])}
        if not (self._is_given(first) or parts) and self._follows_title(first):
            return False  # «الرئيس هوفمان بجولة»
        text = token.word.text
        plain = not (token.conjunction or token.pronoun or token.noun or token.value is not None or token.is_accusative or token.definite)
        own = not token.preposition or not (token.named or token.whole or text.endswith(_PLURALS))
        person = not token.heads or (token.heads == {"group"} and not text.endswith(_PLURALS))
        return plain and own and person and not text.endswith(("ها", "هم", "هما")) and token.stem not in word_class("not a name")

    def _is_origin(self, first: int, at: int) -> bool:
        """«أبو يوسف المهاجر»: behind a kunya also who one is."""
        token = self.tokens[at]
        kunya = name_parts().get(_form(self.tokens[first])) == "joins-next" and at == first + 2
        return kunya and token.definite and token.heads == {"group"} and not token.word.text.endswith(_PLURALS)

    def _units(self, first: int, end: int) -> int:
        """How many names the words are: «أبو قتادة» and «عبد الله» are one."""
        parts = [name_parts().get(_form(token)) for token in self.tokens[first:end]]
        return sum(part != "joins-last" and (n == 0 or parts[n - 1] != "joins-next") for n, part in enumerate(parts))

    def _is_another(self, at: int) -> bool:
        """«سالم الكواري الأزمة», «ألكسندر لافروف الأسد», «جاك ليفان انتهاء العملية»: behind a full name a thing, or somebody whom the tables
        know by this."""
        token, after = self.tokens[at], self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if not token.definite and not token.named and not self._is_given(at) and name_parts().get(token.normal) is None:
            return after is not None and after.definite and after.kind is Kind.NOUN and not after.preposition
        last = self.tokens[at - 1]
        foreign = not (last.definite or self._is_given(at - 1) or name_parts().get(last.normal) or token.stem.endswith("ي"))
        if token.definite and foreign and token.stem not in word_class("title or surname"):
            return True  # «إلهام علييف النصر»
        taken = token.bare in self.surnames and name_parts().get(token.normal) is None
        return token.definite and (token.word.text.endswith("ة") or taken)

    def _only_looks_attached(self, at: int) -> bool:
        """«ستيفاني ويليامز», «بول كالفيرت»: behind a first name a word of which nothing is known begins with its own letter."""
        token = self.tokens[at] if at < len(self.tokens) else None
        if token is None or token.kind is not Kind.NOUN or not (token.conjunction or token.preposition) or at in self.names or at in self.blocked:
            return False
        known = token.heads or token.noun or token.named or token.whole or token.verbs or token.pronoun or _form(token) in given_names()
        attached = (token.definite and token.preposition != "ك") or token.stem.startswith("ا") or len(token.normal) <= _SHORTEST + 1
        return not (known or attached or token.conjunction + token.preposition in ("ل", "ب", "وب", "ول"))

    def _is_city_of_name(self, at: int, first: int) -> bool:
        """«الرئيس كمال أيدين»: behind a lone first name a city is the family's; no capital, which acts («دمشق»)."""
        known = self.names.get(at, (0, ()))[1]
        city = bool(known) and all(name.kind is EntityKind.PLACE and name.use == "name" for name in known)
        return city and at == first + 1 and self._is_given(first) and not (self.tokens[at].preposition or self.tokens[at].conjunction)

    def _goes_on(self, at: int) -> bool:
        """Whether a word may stand in a name behind its first."""
        if at >= len(self.tokens) or at in self.blocked:
            return False
        token = self.tokens[at]
        if token.conjunction and token.normal not in given_names():
            return False
        if "title" in token.heads and not token.definite and at + 1 < len(self.tokens):
            surname = token.stem in word_class("title or surname") and self._is_unknown(at + 1)
            if surname or self._is_given(at + 1):
                return True  # «صالح شيخ يوسف», «أكرم إمام أوغلو»
        if self._is_given(at) or token.normal in name_parts():
            return not self._names_body(at) or token.normal in name_parts()
        rare = token.kind is Kind.VERB and all(reading.person == "3fp" for reading in token.verbs)  # «أوين» is no «they sheltered»
        if self._names_body(at) or not (token.kind is Kind.NOUN or rare) or token.normal in QUOTES:
            return False
        unknown = self._is_unknown(at) and not token.preposition
        return rare or unknown or (token.definite and self._is_surname(token))

    def _is_given(self, at: int) -> bool:
        token = self.tokens[at]
        listed = token.normal in given_names() or (token.conjunction != "" and _form(token) in given_names())
        return (listed and token.kind in (Kind.NOUN, Kind.VERB)) or self._is_ali(at)

    def _is_ali(self, at: int) -> bool:
        """«علي الجبوري»: the first name and not «على», by its letter and by the name behind it."""
        token, after = self.tokens[at], self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if _form(token) != "علي" or not token.word.text.endswith("ي"):
            return False
        surname = after is not None and at + 1 not in self.names and after.definite and after.kind is Kind.NOUN and self._is_surname(after)
        before = self.tokens[at - 1].stem if at else ""
        ranked = before in word_class("rank") or before in word_class("title or surname")  # «العميد علي فدوي»
        return token.kind is Kind.NOUN or surname or (ranked and after is not None and after.kind is Kind.NOUN)

    def speaks_for(self, at: int) -> bool:
        """«المتحدث (الرسمي) باسم …»: the first name باسم is written like «in the name of»."""
        if self.tokens[at].normal != "باسم":
            return False
        spokesman = any(token.stem in word_class("speaks-for") for token in self.tokens[max(at - 2, 0) : at])
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return spokesman or (after is not None and bool(after.heads or after.noun or (at + 1 in self.names and self._names_body(at + 1))))

    def _names_body(self, at: int) -> bool:
        """Whether a known name begins here that is nobody's: a state, a city, a body. Villages are called like people."""
        length, known = self.names.get(at, (0, ()))
        village = length == 1 and all(name.kind is EntityKind.PLACE and name.place_kind in _VILLAGES for name in known)
        return bool(known) and not village and not self.known(at)

    def _is_unknown(self, at: int) -> bool:
        """A word that nothing is known of, as foreign names are; a letter that looks attached belongs to it («بولتون»)."""
        token = self.tokens[at]
        if token.kind is not Kind.NOUN or token.conjunction or token.pronoun or token.is_accusative or at in self.names:
            return at in self.names and not self._names_body(at) and not token.conjunction
        if token.heads or token.noun or token.whole or token.definite or token.value is not None:
            return False
        if token.normal.startswith("وال") or (token.preposition and token.stem.startswith("ا")):  # «الخارجية والمغتربين», «بأسلوب عنيف»
            return False
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        girl = token.word.text.endswith("ة") and after is not None and after.definite and self._is_surname(after)  # «لولوة الخاطر»
        return token.stem not in word_class("not a name") and (girl or not token.word.text.endswith(_NO_ENDINGS))

    def _is_surname(self, token: Token) -> bool:
        if token.stem in word_class("title or surname"):  # «سمير الحاج»
            return not (token.conjunction or token.preposition)
        office = token.stem in word_class("office") or token.heads & _PARTIES
        return not (office or token.noun or token.conjunction or token.preposition or token.stem in word_class("tenure"))


def _form(token: Token) -> str:
    """The word without «و»: «وأبو قتادة»."""
    return token.normal.removeprefix(token.conjunction)

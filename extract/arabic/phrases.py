"""Noun phrases: head, construct chain, adjectives, names; coordination; the preposition before them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from extract.arabic.joints import BODIES, Joints
from extract.arabic.name_words import Holder
from extract.arabic.person_names import is_titled
from extract.arabic.settlements import SettlementReader
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import given_names, word_class
from extract.arabic.words import QUOTES
from extract.model import EntityKind, Span
from extract.names import KnownName

_LONGEST_OFFICE = 6  # words
_PARTITIVE_HEADS = frozenset({"group", "quantifier", "object"})
# Participles that tie a group to its organisation: «قوات تابعة لقسد», «فصائل مدعومة من تركيا».


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase over `tokens[first:last]`; `extent` runs on over what is tied to it («… التابعة لقسد»).

    `names` are the known entities that the phrase as a whole names, `inner` one named inside it or tied to it; `holder` is
    the person whom the sentence names with the rank or office that the phrase tells.
    """

    first: int
    last: int
    extent: int
    head: int
    preposition: str
    names: tuple[KnownName, ...] = ()
    inner: KnownName | None = None
    person: bool = False
    holder: Holder | None = None

    def span(self, tokens: Sequence[Token], whole: bool = False) -> Span:
        """Its span in the text, attached particles left out."""
        first, last = tokens[self.first], tokens[(self.extent if whole else self.last) - 1]
        start = first.word.start + attached_length(first)
        return Span(min(start, last.word.end), last.word.end)


def whole_article(text: str, first: Token) -> str:
    """«للمصادر» without its ل is «المصادر»: the article's alif comes back."""
    definite = first.definite or first.bare.startswith("ال")
    if not (definite and first.preposition == "ل" and text.startswith("ل")):
        return text
    return "ال" + (text if first.bare.startswith("الل") else text[1:])  # «للاجئين»: of three lams two are written


def attached_length(token: Token) -> int:
    """How many letters of the original word its و ب ل ك ف take; «لل» keeps the article's second lam."""
    return letters_length(token, len(token.conjunction) + len(token.preposition))


def letters_length(token: Token, attached: int) -> int:
    """How many code points of the original word its first `attached` letters take, with the signs on them."""
    if not attached:
        return 0
    letters = 0
    for position, letter in enumerate(token.word.text):
        if letters == attached and (letter.isalpha() and letter != "ـ"):
            return position
        letters += letter.isalpha() and letter != "ـ"
    return 0


@dataclass(frozen=True, slots=True)
class PhraseParser:
    """Finds the noun phrase that begins at a token; `names` are the known names by index, `blocked` what belongs to dates.

    `holders` gives for the words of offices and of their holders' names the person.
    """

    tokens: Sequence[Token]
    names: Mapping[int, tuple[int, tuple[KnownName, ...]]]
    blocked: frozenset[int]
    joints: Joints
    holders: Mapping[int, Holder] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    @property
    def _settlements(self) -> SettlementReader:
        return SettlementReader(self.tokens, self.names)

    def parse(self, at: int, preposition: str = "") -> Phrase | None:
        """The phrase at `at` (marks of quotation before it are passed over), or None."""
        while at < len(self.tokens) and self.tokens[at].normal in QUOTES | {"("}:
            at += 1
        first = at
        while at < len(self.tokens) and self.tokens[at].kind is Kind.DEMONSTRATIVE:
            at += 1
        if at + 1 < len(self.tokens) and self.tokens[at].stem in ("كل", "كلا") and self.tokens[at + 1].stem == "من":
            first = at = at + 2  # «كل من تركيا وروسيا»: the two, each
        if first == at and at < len(self.tokens) and self.tokens[at].normal in QUOTES:
            return self.parse(at, preposition)
        if at >= len(self.tokens) or at in self.blocked or not self.tokens[at].is_nominal:
            return None
        last, known = self._core(at)
        holder = None if known else self.holders.get(at)
        named = holder is not None and self._is_named_behind(at, last, holder)
        last = holder.last if holder is not None and named else last
        extent, inner = (last, None) if named else self._tied(at, last)
        head = self._head(at, last)
        person = holder is not None or self._is_person(at, last, known)
        inner = inner or self._inner(at, last, known)
        return Phrase(first, last, extent, head, preposition or self.tokens[at].preposition, known, inner, person, holder)

    def _is_named_behind(self, at: int, last: int, holder: Holder) -> bool:
        """«المتحدث باسم الجيش العقيد فلان», «السفير لدى دمشق فلان»: one phrase, unless a comma sets the name off."""
        return at < holder.first and last < holder.last and not any(token.normal in "،,-–" for token in self.tokens[at : holder.first])

    def _core(self, at: int) -> tuple[int, tuple[KnownName, ...]]:
        """Where the construct chain and its adjectives end, and the entity that it names from its first word to its last."""
        if at in self.names:
            length, known = self.names[at]
            if self._is_half(at + length):
                return at + length + 2, ()
            end = self._after_name(at + length, known)
            other = any(token.stem in word_class("makes another") | word_class("teen") for token in self.tokens[at + length : end])
            return end, () if other else known  # «مجلس الأمن القومي» is not that of the United Nations
        end = at + 1
        while True:
            step = self._skip_quotes(end)
            if self._settlements.is_called(step, at):  # «العاصمة العراقية بغداد»
                return step + self.names[step][0], self.names[step][1]
            if not self.joints.continues(step, end - 1, at):
                return end, self._settlements.of(at)
            end = step + (self.names[step][0] if step in self.names else 1)

    def _is_half(self, end: int) -> bool:
        """«التحالف العربي – الدولي»: what two adjectives describe together is not what one of them names."""
        if end + 1 >= len(self.tokens) or self.tokens[end].normal not in word_class("dash"):
            return False
        first, second = self.tokens[end - 1], self.tokens[end + 1]
        return first.definite and second.definite and first.is_nisba and second.is_nisba and self.joints.is_free(end + 1) and end + 1 not in self.names

    def _skip_quotes(self, at: int) -> int:
        while at < len(self.tokens) and self.tokens[at].normal in QUOTES:
            at += 1
        return at

    def _after_name(self, end: int, known: tuple[KnownName, ...]) -> int:
        """A name goes on with definite adjectives («التحالف الدولي … العربي»), a person's with further names."""
        land = any(name.kind is EntityKind.STATE for name in known)
        while end < len(self.tokens) and end not in self.blocked and self.joints.is_free(end):
            token = self.tokens[end]
            if self.joints.ends_ordinal(end):
                return end + 1
            if not (token.definite and token.kind is Kind.NOUN and not token.heads and token.noun is None and end not in self.names):
                break
            if land and not self.joints.is_adjective(end):  # «رفضت موسكو العرض»
                break
            end += 1
        return end

    def _head(self, at: int, last: int) -> int:
        """The first word that is no quantity: of «ثلاثة من عناصر التنظيم» it is عناصر's number that leads."""
        for index in range(at, last):
            token = self.tokens[index]
            if token.kind is not Kind.NUMBER and "quantifier" not in token.heads and token.normal not in QUOTES:
                return index
        return at

    def _tied(self, at: int, last: int) -> tuple[int, KnownName | None]:
        """What hangs on the phrase: «من تنظيم داعش», «لقوات سوريا الديمقراطية», «التابعة للجيش»."""
        heads = self.tokens[self._head(at, last)].heads | self.tokens[at].heads
        counted = self.tokens[at].kind is Kind.NUMBER
        nxt = last
        if nxt < len(self.tokens) and self.tokens[nxt].normal == "(":
            nxt = self._after_parenthesis(nxt)
        token = self.tokens[nxt] if nxt < len(self.tokens) else None
        if token is None:
            return last, None
        if nxt + 1 < len(self.tokens) and token.stem == "من" and self.tokens[nxt + 1].stem in word_class("side") | word_class("no part"):
            return last, None  # «عناصر التنظيم من طرف آخر», «الشيوخ من أجل …»
        if token.stem == "من" and "unit" in heads and nxt + 1 < len(self.tokens) and self.tokens[nxt + 1].noun is not None:
            return last, None  # «أربعة أعوام من الإطاحة ب…»
        if token.stem == "من" and token.pronoun:  # «التقى وفد منهم القائد», «المدينة وانسحاب المقاتلين منها»
            partitive = counted or (bool(heads & {"group", "quantifier"}) and not self.tokens[last - 1].definite)
            return (nxt + 1 if partitive else last), None
        if token.stem == "من" and self._is_kept_from(nxt + 1, last):
            return last, None
        if token.kind is Kind.PREPOSITION and token.stem == "من" and (counted or heads & _PARTITIVE_HEADS):
            return (last, None) if self._settlements.is_whence(nxt + 1, heads, self.tokens[last - 1]) else self._extend(last, nxt + 1)
        names_body = nxt + 1 < len(self.tokens) and self.tokens[nxt + 1].noun is None  # else «إعلان الرئيس عن استعدادات»
        speaks = self.tokens[self._head(at, last)].stem in word_class("speaks-for")  # «ممثلين عن …», not «تنازل الملك عن …»
        if token.stem in ("عن", "باسم") and token.kind in (Kind.PREPOSITION, Kind.NOUN) and speaks and names_body:
            return self._extend(last, nxt + 1)
        if token.stem == "اسم" and token.preposition == "ب" and "title" in heads:
            return self._extend(last, nxt + 1)
        if token.kind is Kind.PREPOSITION and token.stem == "في" and self._is_body(nxt + 1) and self.tokens[self._head(at, last)].stem in word_class("member"):
            return self._extend(last, nxt + 1)  # «القيادي في حركة …»
        if token.stem in word_class("tie") and token.is_nominal and not token.preposition:
            step = nxt + 1
            if step < len(self.tokens) and self.tokens[step].kind is Kind.PREPOSITION:
                step += 1
            return self._extend(last, step)
        leading = self.tokens[self._head(at, last)].stem in word_class("leadership")
        if self._is_owner(nxt, last, heads | {"organisation"} if leading else heads):
            return self._extend(last, nxt + (token.kind is Kind.PREPOSITION))
        return last, None

    def _is_kept_from(self, at: int, last: int) -> bool:
        """«منع المتظاهرين من الوصول», «الشاحنات من دخول السوق»: what somebody is kept or freed from is no whole that he is a part of."""
        if at >= len(self.tokens) or "quantifier" in self.tokens[last - 1].heads:
            return False
        token = self.tokens[at]
        deed = token.noun is not None and token.noun.strength != "casualty" and not token.heads
        unknown = self.tokens[last - 1].definite and token.kind is Kind.NOUN and not (token.heads or token.noun or token.pronoun or token.named)
        return deed or (unknown and at not in self.names)

    def _is_body(self, at: int) -> bool:
        step = self._skip_quotes(at)
        if step >= len(self.tokens):
            return False
        heads, known = self.tokens[step].heads, self.names.get(step, (0, ()))[1]
        return bool(heads & BODIES and "place" not in heads) or any(name.kind not in (EntityKind.PLACE, EntityKind.STATE) for name in known)

    def _is_owner(self, at: int, last: int, heads: frozenset[str]) -> bool:
        """«مواقع لجبهة النصرة»: an indefinite thing or group, then ل with a known name or an armed body."""
        token, before = self.tokens[at], self.tokens[last - 1]
        body = bool(heads & {"title", "organisation"})  # «القيادة العامة لقوات …», «الناطق الرسمي لـ…»
        if not body and (before.definite or before.pronoun or not heads & {"object", "group", "armed", "place", "weapon"}):
            return False
        apart = token.kind is Kind.PREPOSITION and token.stem == "ل"
        step = self._skip_quotes(at + 1) if apart else at
        if step >= len(self.tokens) or not (apart or token.preposition == "ل") or self._is_told(step, last):
            return False
        return step in self.names or bool(self.tokens[step].heads & {"armed", "government"})

    def _is_told(self, at: int, last: int) -> bool:
        """«أكد المصدر لـ«نورث برس»», «قال المدير لوكالة رويترز»: to whom it is said, not whose he is; but «مراسل لوكالة رويترز»."""
        before = self.tokens[max(last - _LONGEST_OFFICE, 0) : last]
        if any(token.stem in word_class("posted") for token in before):
            return False
        source = any(token.stem in word_class("nameless source") for token in before[-1:])
        return source or any(name.kind is EntityKind.MEDIA for name in self.names.get(at, (0, ()))[1])

    def _after_parenthesis(self, at: int) -> int:
        for index in range(at + 1, min(at + 7, len(self.tokens))):
            if self.tokens[index].normal == ")":
                return index + 1
        return at

    def _extend(self, last: int, at: int) -> tuple[int, KnownName | None]:
        step = self._skip_quotes(at)
        if step >= len(self.tokens) or step in self.blocked or not self.tokens[step].is_nominal or self.tokens[step].conjunction:
            return last, None
        end, known = self._core(step)
        return end, (known[0] if known else self._inner(step, end, known))

    def _inner(self, at: int, last: int, known: tuple[KnownName, ...]) -> KnownName | None:
        """The first known actor named inside a longer phrase («مقاتلي تنظيم داعش»)."""
        if known:
            return None
        for index in range(at + 1, last):
            for name in self.names.get(index, (0, ()))[1]:
                return name
        return None

    def _is_person(self, at: int, last: int, known: tuple[KnownName, ...]) -> bool:
        if known:
            return known[0].kind is EntityKind.PERSON
        if is_named_unit(self.tokens[at : at + 2]):
            return False
        titles = sum("title" in self.tokens[index].heads for index in range(at, last))
        named = any(self.tokens[index].stem in given_names() and is_titled(self.tokens, index - 1) for index in range(at + 1, last))
        return named or (bool(titles) and last - at - titles >= 1)


def is_named_unit(words: Sequence[Token]) -> bool:
    """«لواء الزيتون», by its first two words, is armed men; «لواء ركن», «لواء متقاعد», «لواء خالد …» is an officer."""
    head, *behind = words
    both = {"armed", "title"} <= head.heads and not head.definite and not head.pronoun
    named = behind[0].is_nominal and behind[0].normal not in given_names() if behind else False
    return both and named and behind[0].stem not in word_class("rank degree") | word_class("former")


def tells_where(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """«شمالي سوريا», «أطراف البلدة»; «أطراف النزاع» are parties."""
    head = tokens[phrase.head]
    if "direction" not in head.heads or head.definite or phrase.last - phrase.first < 2 or head.stem in word_class("edge"):
        return False  # «قصف محيط البلدة»: an edge may itself be struck
    named = bool(phrase.names or phrase.inner) or any("place" in token.heads for token in tokens[phrase.head + 1 : phrase.last])
    return named or head.stem not in word_class("edge or party")

"""The words of one office: «المتحدث الرسمي باسم التحالف», «وزير الخارجية التركي السابق», and which of them name the body that it is of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.arabic.joints import BODIES, Joints
from extract.arabic.name_words import NameReader
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.arabic.words import QUOTES
from extract.model import EntityKind
from extract.names import KnownName, NameTable

_LONGEST_OFFICE = 16  # words
_LONGEST_PARENTHESIS = 6
_GROUND = frozenset({EntityKind.PLACE, EntityKind.STATE})


@dataclass(frozen=True, slots=True)
class Body:
    """Tokens `first:last` that name the body which an office is of; `names` are the known entities that they name."""

    first: int
    last: int
    names: tuple[KnownName, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """Tokens `first:last` that tell an office; `title` are those of them that name it, the body left out."""

    first: int
    last: int
    title: tuple[int, ...]
    body: Body | None = None


@dataclass(frozen=True, slots=True)
class OfficeWordReader:
    """Reads the office that begins at a word of one sentence; the fields are those of `PhraseParser`, and the table that knows «تركي»."""

    tokens: Sequence[Token]
    names: Mapping[int, tuple[int, tuple[KnownName, ...]]]
    blocked: frozenset[int]
    joints: Joints
    people: NameReader
    table: NameTable

    def read(self, at: int) -> OfficeWords:
        """The office whose head stands at `at`, as far as its words reach: to a name, to another title, to the end of the phrase."""
        end = at + 1
        while end - at < _LONGEST_OFFICE and end < len(self.tokens):
            step = self._step(end, at)
            if step is None:
                break
            end = step
        while end > at + 1 and self._is_open(end - 1):
            end -= 1
        body = self._body(at, end)
        return OfficeWords(at, end, tuple(self._title(at, end, body)), body)

    def _is_open(self, at: int) -> bool:
        """Marks and prepositions that nothing follows."""
        return (self.tokens[at].kind is Kind.MARK and self.tokens[at].normal != ")") or self._is_tie(at)

    def _is_tie(self, at: int) -> bool:
        return self.tokens[at].kind is Kind.PREPOSITION or self._is_in_name_of(at)

    def _is_in_name_of(self, at: int) -> bool:
        return self.tokens[at].stem in ("اسم", "باسم") and not self.tokens[at].pronoun

    def is_complete(self, at: int) -> bool:
        """Whether a noun phrase may end at a word: definite, owned or a name; «وزير» alone waits for its genitive."""
        token = self.tokens[at]
        owned = bool(token.pronoun) or ("title" in token.heads and token.word.text.endswith("ه"))  # «مديره»
        ends_name = any(start <= at < start + length for start, (length, _) in self.names.items() if start <= at)
        defined = token.definite or token.normal.startswith("وال") or owned or ends_name
        return defined or token.normal in QUOTES | {")"} or token.stem in word_class("rank degree")

    def _step(self, at: int, start: int) -> int | None:
        """The word behind the one at `at` where that goes on with the office, else None."""
        token, complete = self.tokens[at], self.is_complete(at - 1)
        if at in self.blocked or (not self._is_tie(at - 1) and self.people.opens(at, titled=complete)):
            return None
        if token.kind is Kind.MARK:
            return self._behind_mark(at)
        if self.people.speaks_for(at):
            return at + 1
        if at in self.names and not self.people.known(at) and not (self.tokens[at - 1].definite and token.is_nisba and token.bare.startswith("ال")):
            return self._behind_name(at, start, complete)
        if token.kind is Kind.PREPOSITION:
            return at + 1 if token.stem in word_class("office preposition") and not token.pronoun and self._is_body(at + 1) else None
        if not token.is_nominal:
            return None
        if is_acting(token):
            return at + 1
        if token.preposition:
            return self._attached(at, start)
        if token.normal.startswith("وال") and not token.conjunction:  # «والمغتربين», a word of the ministry's name
            return at + 1 if complete else None
        if token.conjunction:
            field = token.stem in word_class("field of office")
            plain = token.definite and "title" not in token.heads and (field or not token.heads & BODIES) and self.tokens[at - 1].definite
            return at + 1 if token.conjunction == "و" and plain and token.noun is None else None
        if ("title" in token.heads or token.stem in word_class("rank")) and complete and not token.is_nisba and self._is_title_of_another(at):
            return None
        if complete and token.definite and token.stem in word_class("tenure"):
            return at + 1
        if token.stem in word_class("rank degree") and self.tokens[at - 1].stem in word_class("rank") | word_class("rank degree"):
            return at + 1
        if self._is_tie(at - 1) or (token.kind is Kind.NUMBER and token.stem in word_class("teen")):
            return at + 1
        if at in self.names:  # «القيادي الحوثي»
            return at + self.names[at][0]
        return at + 1 if self.joints.continues(at, at - 1, start) else None

    def _is_title_of_another(self, at: int) -> bool:
        """«رئيس الوفد العقيد …», «المبعوث الخاص وزير …»; «المدير المساعد» and «الأمين المساعد» describe."""
        return self.tokens[at].stem not in word_class("describing title")

    def _behind_mark(self, at: int) -> int | None:
        if self.tokens[at].normal in QUOTES:
            return at + 1
        if self.tokens[at].normal != "(":
            return None
        end = next((n for n in range(at + 1, min(at + _LONGEST_PARENTHESIS, len(self.tokens))) if self.tokens[n].normal == ")"), None)
        told = end is not None and not any(token.kind is Kind.NUMBER for token in self.tokens[at:end])  # «(14 عاما)» is an age
        return end + 1 if end is not None and told else None

    def _behind_name(self, at: int, start: int, complete: bool) -> int | None:
        """«زار الوزير بغداد», «التقى الوزير التحالف»: behind a complete office only what a preposition ties to it is of it."""
        token, (length, _) = self.tokens[at], self.names[at]
        if token.conjunction:
            return None
        if token.preposition:
            addressed = self.names[at][1][0].kind is EntityKind.MEDIA and any(self._bodies(start + 1, at))  # «قال … باسم الجيش لوكالة …»
            return at + length if token.preposition == "ل" and not addressed else None
        tied = self._is_tie(at - 1) or self.tokens[at - 1].normal in QUOTES
        return at + length if tied or not complete else None

    def _attached(self, at: int, start: int) -> int | None:
        """«باسم …», «القائم بأعمال …», «بالوكالة», «لحركة …», «للشؤون السياسية»."""
        token = self.tokens[at]
        if token.conjunction:
            return None
        if token.preposition == "ب":
            return at + 1 if token.stem == "اسم" else None
        tied = token.definite or token.heads & (BODIES | {"government", "direction"}) or self.tokens[start].stem in word_class("speaks-for")
        if "title" in token.heads:  # «المستشارة الخاصة للأمين العام»
            return at + 1 if token.preposition == "ل" and token.definite and self.tokens[start].stem in word_class("serves an office") else None
        return at + 1 if token.preposition == "ل" and tied else None

    def _is_body(self, at: int) -> bool:
        """Whether what a preposition ties to an office is a body or a place: «في حركة …», «لدى دمشق», «إلى سوريا»."""
        at = self._past_quotes(at)
        if at >= len(self.tokens) or self.tokens[at].conjunction or self.people.known(at):
            return False
        token = self.tokens[at]
        return at in self.names or "place" in token.heads or (token.noun is None and bool(token.heads & (BODIES | {"direction"})))

    # ------------------------------------------------------------ the body that it is of

    def _body(self, at: int, end: int) -> Body | None:
        """«باسم» says whom he speaks for; who is sent is of the sender, everybody else of the body rather than of the country."""
        named = next((n for n in range(at, end) if self._is_in_name_of(n)), at)
        bodies = list(self._bodies(named + 1, end))
        states = list(self._states(named + 1, end))
        if named > at and (spoken_for := self._spoken_for(named, end, bodies)) is not None:
            return spoken_for
        if any(token.stem in word_class("envoy") for token in self.tokens[at : at + 2]):  # «نائب المندوب الروسي»
            sender = [body for body in (*bodies, *states) if not self._is_behind(body, word_class("destination of envoy"))]
            if sender:
                return min(sender, key=lambda body: body.first)
            bodies = [body for body in bodies if self.tokens[body.first - 1].stem == "في"]  # «الممثل الأعلى في الاتحاد الأوروبي»
        known = [body for body in bodies if body.names]
        ministry = self._ministry(at, end, states)
        return next(iter((*known, *ministry, *bodies, *states)), None)

    def _spoken_for(self, named: int, end: int, bodies: Sequence[Body]) -> Body | None:
        """What stands right behind «باسم»: a body, or people («العشائر»); None where it is an office («باسم الرئيس الروسي»)."""
        first = self._past_quotes(named + 1)
        if first >= end or self._is_title_word(first):
            return None
        whole = self._end_of_body(first, end)
        return next((body for body in bodies if body.first < whole and body.names), None) or Body(first, whole)

    def _is_title_word(self, at: int) -> bool:
        return "title" in self.tokens[at].heads and at not in self.names

    def _past_quotes(self, at: int) -> int:
        while at < len(self.tokens) and self.tokens[at].normal in QUOTES | {"("}:
            at += 1
        return at

    def _is_behind(self, body: Body, prepositions: frozenset[str]) -> bool:
        return self.tokens[body.first - 1].stem in prepositions

    def _bodies(self, first: int, end: int) -> Iterator[Body]:
        at = first
        while at < end:
            token = self.tokens[at]
            if at in self.names:
                length, named = self.names[at]
                known = tuple(name for name in named if name.kind not in _GROUND and name.kind is not EntityKind.PERSON)
                if known:
                    yield Body(at, at + length, known)
                at += length
            elif token.heads & BODIES and "title" not in token.heads and not self._is_field(token):
                yield Body(at, self._end_of_body(at, end))
                at += 1  # what it goes on with may be known: «أركان الجيش الإسرائيلي»
            else:
                at += 1

    def _is_field(self, token: Token) -> bool:
        """«القيادي العسكري», «وزير الدفاع»: what an office is about is no body."""
        return (token.is_nisba and token.definite) or token.stem in word_class("field of office")

    def _end_of_body(self, at: int, end: int) -> int:
        """To a preposition or a word about the tenure: «مجلس النواب | السابق»; «بلدية كفر ناصح» and «المجلس الأعلى للصحافة» go on."""
        last = at + (self.names[at][0] if at in self.names else 1)
        while last < end and self.tokens[last].kind not in (Kind.PREPOSITION, Kind.MARK) and self.tokens[last].preposition in ("", "ل"):
            named = last in self.names and (self.is_complete(last - 1) or self.tokens[last].preposition)
            if self.tokens[last].stem in word_class("tenure") or named:
                break
            last += self.names[last][0] if last in self.names else 1
        return last

    def _states(self, first: int, end: int) -> Iterator[Body]:
        """«الرئيس التركي», «سفير روسيا»; no ground behind a preposition: «السفير لدى دمشق»."""
        for at in range(first, end):
            if at in self.names:
                length, known = self.names[at]
                state = tuple(name for name in known if name.kind is EntityKind.STATE and name.use == "name")
                if state and not self._is_behind(Body(at, at), word_class("office preposition")):
                    yield Body(at, at + length, state)
            elif self.tokens[at].definite and self.tokens[at].is_nisba and (nation := self._nation(self.tokens[at].stem)):
                yield Body(at, at + 1, nation)

    def _nation(self, stem: str) -> tuple[KnownName, ...]:
        """«تركي» is of Turkey, «أممي» of the United Nations."""
        if stem in word_class("of the united nations"):
            found = self.table.match(("الامم", "المتحده"), "الامم")
            return found[1] if found else ()
        state = self.table.nisba(stem)
        return () if state is None else (state,)

    def _ministry(self, at: int, end: int, states: Sequence[Body]) -> Iterator[Body]:
        """«وزير الخارجية التركي» is of «(وزارة) الخارجية التركية», where the tables know it."""
        head = next((n for n in range(at, end) if self.tokens[n].stem in word_class("minister")), None)
        state = states[0] if states else None
        if head is None or state is None or state.first <= head + 1:
            return
        forms = [token.normal for token in self.tokens[head + 1 : state.last]]
        if self.tokens[state.first].is_nisba and not forms[-1].endswith("ه"):
            forms[-1] += "ه"  # «الخارجية التركية»
        for words in (forms, ["وزاره", *forms]):
            found = self.table.match(words, words[0])
            if found is not None and found[0] == len(words):
                yield Body(head + 1, state.last, found[1])
                return

    def _title(self, at: int, end: int, body: Body | None) -> Iterator[int]:
        """The words of the office without the body, and without what ties it on: «باسم», «في»."""
        covered = range(body.first, body.last) if body is not None else range(0)
        ministry = body is not None and self.tokens[body.first - 1].stem in word_class("minister")
        tie = body.first - 1 if body is not None else -1
        while tie > at and self.tokens[tie].normal in QUOTES | {"("}:
            tie -= 1
        for index in range(at, end):
            token = self.tokens[index]
            nation = ministry and index in covered and body is not None and index < body.last - 1
            ties = index == tie and self._is_tie(index)
            behind = body is not None and self._is_in_name_of(tie) and index >= body.last and token.stem not in word_class("tenure")
            if (nation or index not in covered) and not (ties or behind or token.kind is Kind.MARK):
                yield index


def is_acting(token: Token) -> bool:
    """«(القائم) بأعمال», «بالوكالة», «بالإنابة»."""
    return token.normal.startswith("ب") and token.normal[1:].removeprefix("ال") in word_class("acting")

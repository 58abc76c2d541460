"""Who holds which office by the words of a sentence: «المتحدث الرسمي باسم التحالف العقيد فلان», «فلان، مدير المرصد …»."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extract.arabic.joints import BODIES, Joints
from extract.arabic.lexicon import VerbFrame
from extract.arabic.name_words import Holder, NameReader
from extract.arabic.normal import normalize
from extract.arabic.office_words import Body, OfficeWordReader, OfficeWords, is_acting
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import given_names, word_class
from extract.arabic.words import QUOTES
from extract.model import EntityKind, EventType
from extract.names import KnownName, NameTable

_COMMAS = frozenset("،,")
_DASHES = frozenset("-–—")
_FARTHEST_TITLE = 14  # tokens behind the first word of a name
_LONGEST_NICKNAME = 7  # tokens between parentheses


@dataclass(frozen=True, slots=True)
class OfficeDraft:
    """Tokens `first:last` say that somebody holds a rank or an office; `rank` and `title` are the indices of their words."""

    first: int
    last: int
    person: Holder
    rank: tuple[int, ...] = ()
    title: tuple[int, ...] = ()
    body: Body | None = None


@cache
def _titles() -> frozenset[str]:
    return word_class("honorific") | word_class("rank") | word_class("several titles")


def _may_be_title(token: Token) -> bool:
    return "title" in token.heads or token.stem in _titles() or token.stem in word_class("stands in")


@dataclass(frozen=True, slots=True)
class _Before:
    """What stands before a name: a rank and offices up to token `last`; `several` says that they are of more than one person."""

    last: int
    rank: OfficeWords | None
    offices: tuple[OfficeWords, ...]
    several: bool = False


class OfficeReader:
    """Finds the offices of one sentence; `names`, `blocked` and `joints` as for `PhraseParser`, `frames` what the verbs of it mean."""

    def __init__(
        self,
        tokens: Sequence[Token],
        names: Mapping[int, tuple[int, tuple[KnownName, ...]]],
        blocked: frozenset[int],
        joints: Joints,
        table: NameTable,
        frames: Callable[[Token], Sequence[VerbFrame]],
    ) -> None:
        self._tokens = tokens
        self._names = names
        self._titled = frozenset(at for at, (_, known) in names.items() if any(name.kind is EntityKind.PERSON for name in known))
        self._people = NameReader(tokens, names, blocked, joints.surnames)
        self._words = OfficeWordReader(tokens, names, blocked, joints, self._people, table)
        self._frames = frames

    def offices(self) -> Iterator[OfficeDraft]:
        """All of them in text order: from each title, and from each name with a title close behind it; most words are neither."""
        titles = [at for at, token in enumerate(self._tokens) if _may_be_title(token)]
        near = frozenset(n for at in titles for n in range(at - _FARTHEST_TITLE, at + 1))
        at = 0
        for start in sorted(near):
            if at <= start < len(self._tokens) and start >= 0:
                found = tuple(self._titled_from(start) if self._opens_title(start) else self._named_from(start))
                yield from found
                at = max((draft.last for draft in found), default=start + (self._names[start][0] if start in self._names else 1))

    def _titled_from(self, at: int) -> Iterator[OfficeDraft]:
        """«المتحدث باسم التحالف العقيد فلان», «الوزيران فلان وفلان», «المتحدث باسم التحالف، العقيد فلان،»."""
        before = self._before(at)
        start = None if before is None else self._past_quotes(before.last)
        if before is None or start is None:
            return
        if not self._people.opens(start, titled=True):
            yield from self._set_off(at, before, start)
            return
        person = self._holder(start)
        yield from self._drafts(at, person, before.rank, (*before.offices, *self._behind(person)))
        while before.several and self._is_joined(person.last):
            person = self._holder(person.last, titled=False)
            yield from self._drafts(at, person, before.rank, before.offices)

    def _set_off(self, at: int, office: _Before, comma: int) -> Iterator[OfficeDraft]:
        """The name behind its office between two commas, with or without a rank of its own."""
        start = comma + 1
        if not office.offices or office.several or start >= len(self._tokens) or self._tokens[comma].normal not in _COMMAS | _DASHES:
            return
        ranked = self._before(start) if self._opens_title(start) else None
        named = start if ranked is None else ranked.last
        listed = self._people.opens(named) or self._people.opens_definite(named)
        foreign = not listed and self._people.opens(named, titled=True)  # «…، إيهور بوندار، …»
        if (ranked is not None and (ranked.offices or ranked.several)) or not (listed or foreign):
            return
        person = self._holder(named)
        closed = self._is_closed(person.last) if foreign and ranked is None else self._is_closed(person.last) or self._opens_addressee(person.last)
        if self._tokens[named].conjunction == "" and closed and not (foreign and person.last == named + 1):
            yield from self._drafts(at, person, office.rank or (ranked.rank if ranked else None), office.offices)

    def _opens_addressee(self, at: int) -> bool:
        """«…، محمد علي لـ«الوطن»: …», «… في بيان»."""
        return self._tokens[at].kind is Kind.PREPOSITION or bool(self._tokens[at].preposition)

    def _named_from(self, at: int) -> Iterator[OfficeDraft]:
        """«فلان، مدير المرصد،»: a name without a title before it."""
        if self._people.opens(at, titled=self._is_said_by(at)) and self._is_named(at):
            person = self._holder(at, titled=False)
            yield from self._drafts(at, person, None, tuple(self._behind(person)))

    def _is_named(self, at: int) -> bool:
        """Whether a name without a title may open here; not behind another word of a name, nor behind an indefinite noun («بلدة صالح»)."""
        before = self._tokens[at - 1] if at else None
        return before is None or before.kind is not Kind.NOUN or before.definite or bool(self._people.known(at)) or bool(before.verbs)

    def _is_said_by(self, at: int) -> bool:
        """«قال يالجين أكدوغان …»: right behind a verb of saying even an unknown word may open a name."""
        before = self._tokens[at - 1] if at else None
        return before is not None and before.kind is Kind.VERB and not before.pronoun and any(frame.cls == "say" for frame in self._frames(before))

    def _holder(self, at: int, *, titled: bool = True) -> Holder:
        attached = not titled and self._tokens[at].normal not in given_names()
        return Holder(at, self._people.end(at), self._people.known(at), attached)

    def _is_joined(self, at: int) -> bool:
        """«الوزيران فلان | وفلان»."""
        return at < len(self._tokens) and self._tokens[at].conjunction == "و" and (bool(self._people.known(at)) or self._people.opens(at, titled=True))

    def _drafts(self, first: int, person: Holder, rank: OfficeWords | None, offices: Sequence[OfficeWords]) -> Iterator[OfficeDraft]:
        ranked, body = (rank.title, rank.body) if rank is not None else ((), None)
        if not offices and rank is not None:
            yield OfficeDraft(first, person.last, person, ranked, body=body)
        for number, office in enumerate(offices):
            start, end = min(first, office.first), max(person.last, office.last)
            yield OfficeDraft(start, end, person, ranked if number == 0 else (), office.title, office.body or body)

    # ------------------------------------------------------------ before the name

    def _opens_title(self, at: int) -> bool:
        token = self._tokens[at]
        if token.kind is not Kind.NOUN or not self._is_title(at) or (at in self._names and not self._stands_in(at) and at not in self._titled):
            return False
        before = self._tokens[at - 1] if at else None
        if token.stem in word_class("rank or unit") and not token.definite and not self._is_rank(at):
            return False  # «لواء الشهيد خالد»
        if before is None or token.conjunction:
            return True
        if token.stem in word_class("several titles") and before.kind is Kind.NOUN and not before.definite and before.heads & BODIES:
            return False  # «مجلس النواب»
        if before.definite:
            return not (before.kind is Kind.NOUN and token.stem in word_class("title or adjective") and before.is_feminine == token.is_feminine)
        return before.stem not in word_class("named after")

    def _is_title(self, at: int) -> bool:
        token = self._tokens[at]
        known = "title" in token.heads or token.stem in _titles()
        return (known and not self._is_first_name(at)) or self._stands_in(at)

    def _is_first_name(self, at: int) -> bool:
        """«خليفة حفتر», «أمين الجميل»; «أمير قطر» and «أمين عام» are titles."""
        token = self._tokens[at]
        return token.normal in given_names() and not token.definite and self._people.opens(at)

    def _stands_in(self, at: int) -> bool:
        """«القائم بأعمال …»."""
        return self._tokens[at].stem in word_class("stands in") and at + 1 < len(self._tokens) and is_acting(self._tokens[at + 1])

    def _before(self, at: int) -> _Before | None:
        """The titles that begin at a word, to where a name may open; None where one of them goes on to nobody."""
        rank: OfficeWords | None = None
        offices: list[OfficeWords] = []
        end = at
        while end < len(self._tokens) and self._tokens[end].kind in (Kind.NOUN, Kind.NUMBER) and (end == at or not self._tokens[end].conjunction):
            if end > at and self._people.opens(end, titled=True):
                break
            if offices and self._is_object(at, end):
                return None
            if rank is None and self._is_rank(end):
                rank = self._words.read(end)
                end = rank.last
            elif self._tokens[end].stem in word_class("honorific"):
                end += 1
            elif self._is_title(end):
                offices.append(self._words.read(end))
                end = offices[-1].last
            else:
                break
        if end == at or not self._words.is_complete(end - 1):
            return None
        return _Before(end, rank, tuple(offices), self._tokens[at].stem in word_class("several titles"))

    def _is_object(self, at: int, rank: int) -> bool:
        """«استقبل رئيس المجلس اللواء فلان في …»: of a verb of meeting without another object the second title is whom they met."""
        verb = self._tokens[at - 1] if at else None
        if verb is None or verb.kind is not Kind.VERB or verb.pronoun:
            return False
        if not any(frame.type is EventType.CONSULT and "target" in frame.roles.get("obj", ()) for frame in self._frames(verb)):
            return False
        name = next((n for n in range(rank + 1, len(self._tokens)) if self._people.opens(n, titled=True)), rank)
        end = self._past_quotes(self._people.end(name))
        behind = self._tokens[end] if end < len(self._tokens) else None
        return behind is None or not behind.is_nominal or bool(behind.preposition or behind.conjunction) or end in self._words.blocked

    def _is_rank(self, at: int) -> bool:
        """«العقيد», «ملازم أول», «عقيد فلان»; «عميد الكلية» and «نقيب المحامين» are offices."""
        token, follows = self._tokens[at], self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        if token.stem not in word_class("rank") or token.pronoun:
            return False
        degree = follows is not None and follows.stem in word_class("rank degree") and not follows.conjunction
        return token.definite or degree or self._people.opens(at + 1, titled=True)

    # ------------------------------------------------------------ behind the name

    def _behind(self, person: Holder) -> Iterator[OfficeWords]:
        """«فلان، مدير …،», «فلان المتحدث باسم …», «فلان، وهو قيادي في …،»."""
        at = self._past_quotes(person.last)
        at = self._past_parenthesis(at)
        set_off = at < len(self._tokens) and self._tokens[at].normal in _COMMAS | _DASHES
        at += set_off
        being = at < len(self._tokens) and self._tokens[at].normal in word_class("being")
        at += being
        if not (at < len(self._tokens) and self._describes(at, being=being)):
            return
        office = self._words.read(at)
        if self._people.opens(self._past_quotes(office.last), titled=True) or self._opens_next_title(office.last):
            return
        if self._is_closed(office.last) if set_off or being else self._is_apposition(person.first, office):
            yield office

    def _describes(self, at: int, *, being: bool) -> bool:
        if self._tokens[at].stem in word_class("one of") and at + 1 < len(self._tokens):
            at += 1  # «أحد قادة …»
        token = self._tokens[at]
        if "title" not in token.heads or token.conjunction or token.preposition or token.pronoun or token.kind is not Kind.NOUN:
            return False
        return token.stem not in word_class("rank") | word_class("honorific") and not (at in self._names and not being)

    def _opens_next_title(self, at: int) -> bool:
        return at < len(self._tokens) and self._is_title(at) and self._tokens[at].definite and not self._tokens[at].conjunction

    def _is_closed(self, at: int) -> bool:
        """A phrase set off by a comma ends with one, with the sentence, or before «إن», «قال»."""
        at = self._past_parenthesis(self._past_quotes(at))
        if at >= len(self._tokens):
            return True
        token = self._tokens[at]
        return token.kind in (Kind.MARK, Kind.SUBORDINATOR, Kind.VERB, Kind.RELATIVE) or at in self._words.blocked

    def _is_apposition(self, name: int, office: OfficeWords) -> bool:
        """Without a comma a title behind a name may be another person («التقى فلان رئيس الحكومة»): not where it speaks for a body, where the
        name stands behind a preposition, or where the verb before only says («قال فلان رئيس الحكومة إن»)."""
        head = self._tokens[office.first]
        speaks = any(self._tokens[n].stem in ("اسم", "باسم") or self._tokens[n].preposition == "ل" for n in range(office.first, office.last))
        spokesman = speaks and head.stem in word_class("speaks-for")
        governed = self._tokens[name].preposition or (name and self._tokens[name - 1].kind is Kind.PREPOSITION)
        member = head.stem in word_class("member") and (head.stem not in word_class("office") or head.definite)
        return office.body is not None and bool(spokesman or governed or member or self._is_said(name))

    def _is_said(self, name: int) -> bool:
        """«قال فلان رئيس الحكومة»; «أبلغ فلان رئيس الحكومة أن …» has another."""
        verb = next((token for token in reversed(self._tokens[:name]) if token.kind is Kind.VERB), None)
        if verb is None or any(normalize(reading.lemma) in word_class("tells somebody") for reading in verb.verbs):
            return False
        return any(frame.cls == "say" for frame in self._frames(verb))

    # ------------------------------------------------------------ marks

    def _past_quotes(self, at: int) -> int:
        while at < len(self._tokens) and self._tokens[at].normal in QUOTES:
            at += 1
        return at

    def _past_parenthesis(self, at: int) -> int:
        if at < len(self._tokens) and self._tokens[at].normal == "(":
            return next((n + 1 for n in range(at + 1, min(at + _LONGEST_NICKNAME, len(self._tokens))) if self._tokens[n].normal == ")"), at)
        return at


def holders_of(drafts: Sequence[OfficeDraft]) -> Mapping[int, Holder]:
    """The person of each word that names him or tells his rank or office; no one where the word tells that of several («الوزيران»)."""
    people: dict[int, set[Holder]] = {}
    for draft in drafts:
        for index in (*range(draft.person.first, draft.person.last), *draft.rank, *draft.title):
            people.setdefault(index, set()).add(draft.person)
    return {index: holder for index, (holder, *others) in people.items() if not others}

"""What belongs to what by the words of a sentence: «لواء كذا التابع للجيش», «كتائب كذا، الجناح العسكري لحركة كذا،», «فصائل كذا، بينها أ وب».

The words that tell it stand in `data/belonging_words.tsv`, each with how it is used, whether it makes a part or a member, and the prepositions
before the whole («-»: none). A part is a body that its words name; what is only called by its kind («قوات تابعة للجيش») is none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.joints import BODIES
from extract.arabic.normal import normalize
from extract.arabic.phrases import Phrase, PhraseParser
from extract.arabic.prepositions import slot_key
from extract.arabic.tables import load_rows
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import given_names, word_class
from extract.arabic.words import QUOTES
from extract.model import BelongingRelation, EntityKind
from extract.names import KnownName

_COMMAS = frozenset("،,-–—")
_NO_BODY = frozenset({EntityKind.PLACE, EntityKind.STATE, EntityKind.PERSON, EntityKind.CIVILIANS, EntityKind.OBJECT})
_SHORTEST_NAME = 2  # words of a body that no table has
_LONGEST_PARENTHESIS = 6


@dataclass(frozen=True, slots=True)
class BelongingWord:
    """How a word tells of belonging: by construction, as what, and behind which prepositions the whole stands."""

    relation: BelongingRelation | None
    prepositions: frozenset[str]


@dataclass(frozen=True, slots=True)
class BelongingDraft:
    """Tokens `first:last` say that one body belongs to another."""

    first: int
    last: int
    part: Phrase
    whole: Phrase
    relation: BelongingRelation


@cache
def belonging_words() -> Mapping[tuple[str, str], BelongingWord]:
    """By normal form and use («tie», «role» …)."""
    return {
        (normalize(form), use): BelongingWord(
            None if relation == "-" else BelongingRelation(relation), frozenset(map(slot_key, prepositions.split("|"))) - {"-"}
        )
        for form, use, relation, prepositions in load_rows("belonging_words")
    }


class BelongingReader:
    """Finds what belongs to what in one sentence; `names` are the known names by index, as for `PhraseParser`."""

    def __init__(
        self,
        tokens: Sequence[Token],
        names: Mapping[int, tuple[int, tuple[KnownName, ...]]],
        chunks: Sequence[Chunk],
        clauses: Sequence[Clause],
        parser: PhraseParser,
    ) -> None:
        self._tokens, self._names, self._chunks, self._clauses, self._parser = tokens, names, chunks, clauses, parser
        self._ends = {at + length: at for at, (length, _) in names.items()}

    def belongings(self) -> tuple[BelongingDraft, ...]:
        """All of them in text order, each pair once."""
        found: dict[tuple[int, int], BelongingDraft] = {}
        for at in range(len(self._tokens)):
            for draft in (*self._tied(at), *self._role(at), *self._one_of(at), *self._unit(at), *self._listed(at)):
                found.setdefault((draft.part.first, draft.whole.first), draft)
        for clause in self._clauses:
            for draft in self._of_verb(clause):
                found.setdefault((draft.part.first, draft.whole.first), draft)
        return tuple(sorted((draft for draft in found.values() if not self._is_over(draft)), key=lambda draft: (draft.first, draft.part.first)))

    # ------------------------------------------------------------ constructions

    def _tied(self, at: int) -> Iterator[BelongingDraft]:
        """«لواء كذا التابع للجيش», «لواء أ ولواء ب التابعان للجيش», «حركة كذا المنضوية تحت لواء الحشد»."""
        word, token = self._word(at, "tie"), self._tokens[at]
        if word is None or word.relation is None or not token.definite or token.preposition or token.conjunction:
            return
        whole = self._whole(at + 1, word.prepositions)
        if whole is None:
            return
        several = token.stem.endswith(("ان", "ين", "ون"))
        for part in self._listed_before(at) if several else self._one_before(at, feminine=token.stem.endswith("ه")):
            yield BelongingDraft(part.first, whole.last, part, whole, word.relation)

    def _role(self, at: int) -> Iterator[BelongingDraft]:
        """«كتائب كذا، الجناح العسكري لحركة كذا», «ذراع حزب كذا»; the body may stand behind it too: «الجناح العسكري لحركة كذا، كتائب كذا،»."""
        word = self._word(at, "role")
        if word is None or word.relation is None or self._tokens[at].preposition or self._tokens[at].pronoun:
            return
        step = at + 1
        while step < len(self._tokens) and self._tokens[step].is_nisba and not self._tokens[step].preposition:
            step += 1
        whole = self._whole(step, word.prepositions) or (self._body(step) if step == at + 1 and not self._tokens[at].definite else None)
        if whole is None:
            return
        opened = at > 0 and self._tokens[at - 1].normal == "("
        before = next(iter(self._one_before(at - (opened or self._is_comma(at - 1)))), None)
        behind = self._body(whole.last + self._is_comma(whole.last))
        part = before or (behind if behind is not None and behind.names else None)
        if part is not None:
            yield BelongingDraft(min(at, part.first), max(whole.last, part.last), part, whole, word.relation)

    def _one_of(self, at: int) -> Iterator[BelongingDraft]:
        """«جيش كذا، أحد فصائل الجيش الحر», «… إحدى الفرق في الجيش»."""
        if self._word(at, "one of") is None or at + 1 >= len(self._tokens):
            return
        kind, token = self._word(at + 1, "kind of part"), self._tokens[at + 1]
        if kind is None or kind.relation is None or token.preposition:
            return
        behind = self._whole(at + 2, kind.prepositions) if token.definite else self._body(at + 2)
        whole = self._body(at + 1) if at + 1 in self._names else behind  # «فصائل الجيش الحر» may be its name
        part = next(iter(self._one_before(at - self._is_comma(at - 1))), None) if whole is not None else None
        if whole is not None and part is not None:
            yield BelongingDraft(part.first, whole.last, part, whole, kind.relation)

    def _unit(self, at: int) -> Iterator[BelongingDraft]:
        """«الفرقة الرابعة في الجيش السوري», «اللواء 444 بالجيش»: a unit of a number, right before a known army."""
        token = self._tokens[at]
        if not (token.preposition == "ب" or (token.kind is Kind.PREPOSITION and token.stem == "في")):
            return
        whole = self._whole(at, frozenset({"في", "ب"}))
        part = next(iter(self._one_before(at)), None) if whole is not None and whole.names else None
        if whole is None or part is None or not any(name.kind in (EntityKind.MILITARY, EntityKind.ARMED_GROUP) for name in whole.names):
            return
        unit = self._word(part.first, "unit")
        if unit is not None and unit.relation is not None:
            yield BelongingDraft(part.first, whole.last, part, whole, unit.relation)

    def _listed(self, at: int) -> Iterator[BelongingDraft]:
        """«فصائل الجيش الوطني، بينها لواء أ وفرقة ب»."""
        token = self._tokens[at]
        if (token.normal.removeprefix(token.conjunction), "such as") not in belonging_words():
            return
        end = at - (at > 0 and self._tokens[at - 1].stem == "من")
        end -= self._is_comma(end - 1)
        whole = next(iter(self._one_before(end)), None)
        kinds = () if whole is None else (whole.first, whole.first - 1)  # «فصائل الجيش الحر» may be its name
        kind = next((word for index in kinds if (word := self._word(index, "kind of part")) is not None), None)
        if whole is None or kind is None or kind.relation is None:
            return
        for part in self._members_at(at + 1):
            yield BelongingDraft(whole.first, part.last, part, whole, kind.relation)

    def _of_verb(self, clause: Clause) -> Iterator[BelongingDraft]:
        """«يضم تحالف كذا أ وب», «التحالف الذي يضم …», «تتبع الكتيبة للواء كذا»."""
        lemmas = {normalize(reading.lemma) for reading in clause.token.verbs if reading.tense != "perfect"}
        words = belonging_words()
        gathers = next((words[lemma, "verb of whole"] for lemma in lemmas if (lemma, "verb of whole") in words), None)
        belongs = next((words[lemma, "verb of part"] for lemma in lemmas if (lemma, "verb of part") in words), None)
        subject = clause.antecedent if clause.antecedent is not None else clause.subject
        if subject is None or self._is_denied(clause) or clause.passive:
            return
        first, last = self._chunks[min(subject, clause.verb)].first, self._chunks[clause.verb].last
        if gathers is not None and gathers.relation is not None and clause.object is not None:
            wholes, parts = list(self._named(subject)), list(self._named(clause.object))
            for part in parts if len(wholes) == 1 else ():
                yield BelongingDraft(first, max(part.last, last), part, wholes[0], gathers.relation)
        if belongs is not None and belongs.relation is not None:
            for at in clause.complements:
                whole = next(iter(self._named(at)), None) if slot_key(self._chunks[at].preposition) in belongs.prepositions else None
                for part in self._named(subject) if whole is not None else ():
                    if whole is not None:
                        yield BelongingDraft(first, max(whole.last, last), part, whole, belongs.relation)

    # ------------------------------------------------------------ bodies

    def _named(self, at: int) -> Iterator[Phrase]:
        """The bodies that a chunk names."""
        chunk = self._chunks[at]
        for member in chunk.members if chunk.kind is ChunkKind.PHRASE else ():
            found = self._body(member.first)
            if found is not None:
                yield found

    def _whole(self, at: int, prepositions: frozenset[str]) -> Phrase | None:
        """The body behind one of the prepositions, written apart or attached, «تحت لواء …» passed over."""
        token = self._tokens[at] if at < len(self._tokens) else None
        if token is None or token.conjunction:
            return None
        if token.kind is Kind.PREPOSITION and slot_key(token.stem) in prepositions:
            wrapped = self._word(at + 1, "umbrella") is not None and token.stem in ("تحت", "في", "ضمن") and self._body(at + 2) is not None
            return self._body(at + 1 + wrapped)
        if slot_key(token.stem) in prepositions:  # «تحت», «ضمن» as nouns
            wrapped = self._word(at + 1, "umbrella") is not None and self._body(at + 2) is not None
            return self._body(at + 1 + wrapped)
        return self._body(at) if token.preposition and token.preposition in prepositions else None

    def _body(self, at: int) -> Phrase | None:
        """The body that begins at a word: a known name, or a head of bodies with the words that name it."""
        while at < len(self._tokens) and self._tokens[at].normal in QUOTES | {"("}:
            at += 1
        if at >= len(self._tokens):
            return None
        if at in self._names:
            length, names = self._names[at]
            known = tuple(name for name in names if name.kind not in _NO_BODY)
            return Phrase(at, at + length, at + length, at, "", known) if known and len(known) == len(names) else None
        token = self._tokens[at]
        if self._word(at, "unit") is not None and at + 1 < len(self._tokens) and self._tokens[at + 1].kind is Kind.NUMBER:
            return Phrase(at, at + 2, at + 2, at, "")  # «اللواء 45»
        phrase = self._parser.parse(at) if token.heads & BODIES and "place" not in token.heads and not token.pronoun else None
        if phrase is None or phrase.first != at or (phrase.person and not self._is_unit(at)):
            return None
        last = next((n for n in range(at + 1, phrase.last) if self._word(n, "tie") is not None), phrase.last)
        while self._tokens[last - 1].normal in QUOTES:
            last -= 1
        return Phrase(at, last, last, at, "", phrase.names if last == phrase.last else (), phrase.inner if last == phrase.last else None)

    def _one_before(self, end: int, *, feminine: bool | None = None) -> Iterator[Phrase]:
        """The body whose name ends right before a word, quotation marks and a bracketed short form passed over; it agrees with `feminine`."""
        end = self._back_over_marks(end)
        known = self._ends.get(end)
        if known is not None:
            body = self._body(known)
            if body is not None and self._agrees(self._tokens[body.first], feminine):
                yield body
            return
        for first in range(end - 1, max(end - 8, -1), -1):
            token = self._tokens[first]
            if token.kind in (Kind.VERB, Kind.MARK, Kind.PREPOSITION, Kind.SUBORDINATOR, Kind.RELATIVE) and token.normal not in QUOTES:
                return
            body = self._body(first) if token.heads & BODIES else None
            if body is not None and body.last == end and end - first >= _SHORTEST_NAME and self._agrees(token, feminine):
                yield body
                return
            if token.conjunction or token.preposition:
                return

    def _listed_before(self, end: int) -> Sequence[Phrase]:
        """«لواء أ ولواء ب | التابعان …»: all bodies of the phrase that ends there, if they are several."""
        chunk = next((chunk for chunk in self._chunks if chunk.first < end <= chunk.last and len(chunk.members) > 1), None)
        found = [body for member in (chunk.members if chunk is not None else ()) if (body := self._body(member.first)) is not None]
        return found if len(found) > 1 else ()

    def _members_at(self, at: int) -> Iterator[Phrase]:
        """«لواء أ وفرقة ب وكتائب ج»."""
        while at < len(self._tokens) and self._tokens[at].normal in QUOTES:
            at += 1
        chunk = next((chunk for chunk in self._chunks if chunk.first <= at < chunk.last and chunk.members), None)
        for member in chunk.members if chunk is not None else ():
            body = self._body(member.first)
            if body is None:
                return
            yield body

    # ------------------------------------------------------------ words

    def _is_unit(self, at: int) -> bool:
        """«لواء النخيل», «اللواء 45»; «اللواء خالد» is somebody of that rank."""
        named = self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        return self._tokens[at].stem in word_class("rank or unit") and named is not None and named.normal not in given_names()

    def _word(self, at: int, use: str) -> BelongingWord | None:
        return belonging_words().get((self._tokens[at].stem, use)) if 0 <= at < len(self._tokens) else None

    def _agrees(self, head: Token, feminine: bool | None) -> bool:
        """«لواء … التابع», «كتائب … التابعة»: the gender of the word decides where it is known."""
        if feminine is None:
            return True
        masculine = head.stem in word_class("masculine")
        return not masculine if feminine else masculine or not head.is_feminine

    def _is_comma(self, at: int) -> bool:
        return 0 <= at < len(self._tokens) and self._tokens[at].normal in _COMMAS

    def _back_over_marks(self, end: int) -> int:
        while end > 0 and self._tokens[end - 1].normal in QUOTES:
            end -= 1
        if end > 0 and self._tokens[end - 1].normal == ")":
            opened = next((n for n in range(end - 2, max(end - 2 - _LONGEST_PARENTHESIS, -1), -1) if self._tokens[n].normal == "("), None)
            return end if opened is None else self._back_over_marks(opened)
        return end

    def _is_over(self, draft: BelongingDraft) -> bool:
        """«التابع سابقاً ل…», «… السابق»: it was so once."""
        inside = self._tokens[draft.first : draft.last + 1]
        return any(token.stem in word_class("former") for token in inside)

    def _is_denied(self, clause: Clause) -> bool:
        """«لا تتبع …», «كانت تضم …», «ستضم …»."""
        before = self._chunks[clause.verb - 1] if clause.verb else None
        if before is not None and before.kind in (ChunkKind.NEGATION, ChunkKind.COPULA):
            return True
        return clause.token.future or any(chunk.kind is ChunkKind.COPULA for chunk in self._chunks[max(0, clause.verb - 3) : clause.verb])

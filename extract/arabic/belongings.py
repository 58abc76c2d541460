"""What belongs to what by the words of a sentence: «لواء كذا التابع للجيش», «كتائب كذا، الجناح العسكري لحركة كذا،», «فصائل كذا، بينها أ وب».

The words that tell it stand in `data/belonging_words.tsv`, each with how it is used, whether it makes a part or a member, and the prepositions
before the whole («-»: none). A part is a body that its words name; what is only called by its kind («قوات تابعة للجيش») is none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.arabic.belonging_bodies import BelongingWord, BodyFinder, belonging_words
from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.normal import normalize
from extract.arabic.phrases import Phrase, PhraseParser
from extract.arabic.prepositions import slot_key
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.model import BelongingRelation, EntityKind
from extract.names import KnownName

_COMMAS = frozenset("،,-–—")
_ARMIES = frozenset({EntityKind.MILITARY, EntityKind.ARMED_GROUP})


@dataclass(frozen=True, slots=True)
class BelongingDraft:
    """Tokens `first:last` say that one body belongs to another."""

    first: int
    last: int
    part: Phrase
    whole: Phrase
    relation: BelongingRelation


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
        self._tokens, self._names, self._chunks, self._clauses = tokens, names, chunks, clauses
        self._bodies = BodyFinder(tokens, names, chunks, parser)

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

    def _tied(self, at: int) -> Iterator[BelongingDraft]:
        """«لواء كذا التابع للجيش», «لواء أ ولواء ب التابعان للجيش», «حركة كذا المنضوية تحت لواء الحشد»."""
        word, token = self._bodies.word(at, "tie"), self._tokens[at]
        if word is None or word.relation is None or not token.definite or token.preposition or token.conjunction:
            return
        whole = self._bodies.behind(at + 1, word.prepositions)
        if whole is None:
            return
        several = token.stem.endswith(("ان", "ين", "ون"))
        one = None if several else self._bodies.before(at, feminine=token.stem.endswith("ه"))
        for part in self._bodies.all_before(at) if several else (one,) if one is not None else ():
            yield BelongingDraft(part.first, whole.last, part, whole, word.relation)

    def _role(self, at: int) -> Iterator[BelongingDraft]:
        """«كتائب كذا، الجناح العسكري لحركة كذا», «ذراع حزب كذا»; the body may stand behind it too: «الجناح العسكري لحركة كذا، كتائب كذا،»."""
        word = self._bodies.word(at, "role")
        if word is None or word.relation is None or self._tokens[at].preposition or self._tokens[at].pronoun:
            return
        step = at + 1
        while step < len(self._tokens) and self._tokens[step].is_nisba and not self._tokens[step].preposition:
            step += 1
        bare = step == at + 1 and not self._tokens[at].definite
        whole = self._bodies.behind(step, word.prepositions) or (self._bodies.at(step) if bare else None)
        if whole is None:
            return
        behind = self._bodies.at(whole.last + self._is_comma(whole.last))
        part = self._set_off_before(at) or (behind if behind is not None and behind.names else None)
        if part is not None and not (word.prepositions == {"من"} and self._is_said_not_to_be(part, at)):
            yield BelongingDraft(min(at, part.first), max(whole.last, part.last), part, whole, word.relation)

    def _one_of(self, at: int) -> Iterator[BelongingDraft]:
        """«جيش كذا، أحد فصائل الجيش الحر», «… إحدى الفرق في الجيش», «… أحد أبرز فصائل الحشد»."""
        if self._bodies.word(at, "one of") is None or self._bodies.word(at - 1, "one of") is not None:
            return
        of = at + 1 + (self._bodies.word(at + 1, "one of") is not None)
        kind = self._bodies.word(of, "kind of part")
        if kind is None or kind.relation is None or self._tokens[of].preposition:
            return
        behind = self._bodies.behind(of + 1, kind.prepositions) if self._tokens[of].definite else self._bodies.at(of + 1)
        whole = self._bodies.at(of) if of in self._names else behind  # «فصائل الجيش الحر» may be its name
        part = self._set_off_before(at) if whole is not None else None
        if whole is not None and part is not None:
            yield BelongingDraft(part.first, whole.last, part, whole, kind.relation)

    def _unit(self, at: int) -> Iterator[BelongingDraft]:
        """«الفرقة الرابعة في الجيش السوري», «اللواء 444 بالجيش»: a unit, right before a known army."""
        token = self._tokens[at]
        if not (token.preposition == "ب" or (token.kind is Kind.PREPOSITION and token.stem == "في")):
            return
        whole = self._bodies.behind(at, frozenset({"في", "ب"}))
        part = self._bodies.before(at) if whole is not None and whole.names else None
        if whole is None or part is None or not any(name.kind in _ARMIES for name in whole.names):
            return
        unit = self._bodies.word(part.first, "unit")
        if unit is not None and unit.relation is not None:
            yield BelongingDraft(part.first, whole.last, part, whole, unit.relation)

    def _listed(self, at: int) -> Iterator[BelongingDraft]:
        """«فصائل الجيش الوطني، بينها لواء أ وفرقة ب»."""
        token = self._tokens[at]
        if (token.normal.removeprefix(token.conjunction), "such as") not in belonging_words():
            return
        end = at - (at > 0 and self._tokens[at - 1].stem == "من")
        whole = self._bodies.before(end - self._is_comma(end - 1))
        kinds = () if whole is None else (whole.first, whole.first - 1)  # «فصائل الجيش الحر» may be its name
        kind = next((word for index in kinds if (word := self._bodies.word(index, "kind of part")) is not None), None)
        if whole is None or kind is None or kind.relation is None:
            return
        for part in self._bodies.all_at(at + 1):
            yield BelongingDraft(whole.first, part.last, part, whole, kind.relation)

    def _of_verb(self, clause: Clause) -> Iterator[BelongingDraft]:
        """«يضم تحالف كذا أ وب», «التحالف الذي يضم …», «تتبع الكتيبة للواء كذا»."""
        subject = clause.antecedent if clause.antecedent is not None else clause.subject
        if subject is None or self._is_denied(clause) or clause.passive:
            return
        first, last = self._chunks[min(subject, clause.verb)].first, self._chunks[clause.verb].last
        named = self._bodies.of_chunk(subject)
        gathers, belongs = (self._verb(clause, use) for use in ("verb of whole", "verb of part"))
        if gathers is not None and gathers.relation is not None and clause.object is not None and len(named) == 1:
            for part in self._bodies.of_chunk(clause.object):
                yield BelongingDraft(first, max(part.last, last), part, named[0], gathers.relation)
        if belongs is not None and belongs.relation is not None:
            for at in clause.complements:
                wholes = self._bodies.of_chunk(at) if slot_key(self._chunks[at].preposition) in belongs.prepositions else []
                yield from (BelongingDraft(first, max(wholes[0].last, last), part, wholes[0], belongs.relation) for part in named if wholes)

    def _verb(self, clause: Clause, use: str) -> BelongingWord | None:
        """How the verb of a clause tells of belonging; what was («ضم», «انتمى») may be over."""
        lemmas = [normalize(reading.lemma) for reading in clause.token.verbs if reading.tense != "perfect"]
        return next((word for lemma in lemmas if (word := belonging_words().get((lemma, use))) is not None), None)

    def _set_off_before(self, at: int) -> Phrase | None:
        """The body before what is said of it: «كتائب كذا، | …», «كتائب كذا (| …», «… وهي | …», or with nothing between."""
        if at and self._tokens[at - 1].normal in word_class("being"):
            at -= 1
        set_off = at > 0 and (self._is_comma(at - 1) or self._tokens[at - 1].normal == "(")
        return self._bodies.before(at - set_off)

    def _is_comma(self, at: int) -> bool:
        return 0 <= at < len(self._tokens) and self._tokens[at].normal in _COMMAS

    def _is_over(self, draft: BelongingDraft) -> bool:
        """«التابع سابقاً ل…», «… السابق»: it was so once."""
        return any(token.stem in word_class("former") for token in self._tokens[draft.first : draft.last + 1])

    def _is_said_not_to_be(self, part: Phrase, at: int) -> bool:
        """«ليست حركة كذا جزءاً من …», «لم تعد …», «كانت …»."""
        before = self._tokens[max(0, part.first - 3) : at]
        return any(token.kind in (Kind.NEGATION, Kind.COPULA) for token in before)

    def _is_denied(self, clause: Clause) -> bool:
        """«لا تتبع …», «كانت تضم …», «ستضم …»."""
        before = self._chunks[max(0, clause.verb - 3) : clause.verb]
        refused = bool(before) and before[-1].kind is ChunkKind.NEGATION
        return refused or clause.token.future or any(chunk.kind is ChunkKind.COPULA for chunk in before)

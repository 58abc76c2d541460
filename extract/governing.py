"""What stands before an event in its sentence and may say how it is meant: words of its clause, nouns and verbs that govern it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.drafts import Draft
from extract.arabic.lexicon import Roles
from extract.arabic.normal import normalize
from extract.arabic.prepositions import slot_key
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.model import EventType

_BEFORE = 3


class Governor(NamedTuple):
    """The token of a verb or noun that governs an event, and what it may be a form of."""

    token: int
    lemmas: frozenset[str]


class Governing:
    """Searches one sentence; tokens and chunks are given by index."""

    def __init__(self, tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause]) -> None:
        self.tokens, self.chunks, self.clauses = tokens, chunks, clauses

    def before(self, draft: Draft) -> list[int]:
        """The few tokens before the event, or before the verb that carries it, in its own clause."""
        before = [*self._words_before(self.chunks[draft.chunk].head)]
        carried = draft.clause is not None and (" carried by " in draft.rule or self.clauses[draft.clause].verb == draft.chunk)
        if carried and draft.clause is not None:  # «لم يوقع ضحايا»: what is said of the verb is said of the noun that it carries
            before += self._words_before(self.chunks[self.clauses[draft.clause].verb].head)
        return before

    def _words_before(self, start: int) -> range:
        first = start
        if self.tokens[start].kind is Kind.VERB and self.tokens[start].conjunction:
            return range(start, start)
        while first > 0 and start - first < _BEFORE:
            token = self.tokens[first - 1]
            if token.kind in (Kind.MARK, Kind.VERB) and token.normal not in '«»“”"':
                break
            first -= 1
        return range(first, start)

    def noun_before(self, at: int) -> int | None:
        """The noun of action before the one at a chunk, in the same stretch."""
        for index in range(at - 1, -1, -1):
            if self.chunks[index].kind is ChunkKind.EVENT:
                return index
            if self.chunks[index].kind not in (ChunkKind.PHRASE, ChunkKind.CUE, ChunkKind.QUOTE):
                return None
        return None

    def outer(self, at: int) -> int:
        """«لشن عمليات», «على تقديم مساعدات»: the preposition stands before the noun that carries the event's."""
        chunk, before = self.chunks[at], self.chunks[at - 1] if at else None
        if before is None or not before.preposition or chunk.preposition or self.tokens[chunk.first].conjunction:
            return at
        head = self.tokens[before.head]
        word = before.kind is ChunkKind.PHRASE and before.last - before.first <= len(before.preposition.split()) + 1 and not (head.heads or head.definite)
        return at - 1 if before.kind is ChunkKind.EVENT or word else at

    def start(self, draft: Draft) -> int:
        """The chunk with which the event begins: its own, or the verb's that carries it."""
        return draft.chunk if draft.clause is None else min(draft.chunk, self.clauses[draft.clause].verb)

    def governed(self, draft: Draft, fits: Callable[[Clause], bool]) -> int | None:
        """The verb before the event, in the same stretch of the sentence, if it is of the kind wanted."""
        clause = self.governor(draft)
        return self.chunks[clause.verb].head if clause is not None and fits(clause) else None

    def governor(self, draft: Draft) -> Clause | None:
        """The clause of the verb before the event, where nothing between them ends the stretch."""
        start = self.start(draft)
        clause = next((clause for clause in reversed(self.clauses) if clause.verb < start), None)
        if clause is None or any(self.stops(chunk) or self._is_predicated(index) for index, chunk in enumerate(self.chunks[:start]) if index > clause.verb):
            return None
        return clause

    def verb_of(self, draft: Draft) -> int | None:
        """The token of the verb that the event is, or that carries it: «شن هجوما», «بدأ قصفا»."""
        if self.tokens[draft.trigger].kind is Kind.VERB:
            return None if self.tokens[draft.trigger].participle else draft.trigger
        carried = draft.clause is not None and draft.rule.endswith(("(light)", "(aspect)"))
        return self.chunks[self.clauses[draft.clause].verb].head if carried and draft.clause is not None else None

    def introduces(self, clause: Clause, draft: Draft) -> bool:
        """Whether an «أن» stands between the verb of a clause and the event."""
        return any(chunk.kind is ChunkKind.SUBORDINATOR for chunk in self.chunks[clause.verb + 1 : self.start(draft)])

    def _is_predicated(self, index: int) -> bool:
        """«أنها روسية»: «أن» with its pronoun has its predicate right behind it, so no verb further on is that."""
        following = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        noun = following is not None and following.kind is ChunkKind.PHRASE and not following.preposition
        return noun and self.tokens[self.chunks[index].first].stem in word_class("complement with pronoun")

    def content_of(self, draft: Draft, verbs: frozenset[EventType], nouns: frozenset[EventType]) -> Governor | None:
        """The verb or noun of these types whose content is the event: «طالب بإطلاق», «مطالبته بإبعاد»."""
        if draft.clause is not None:
            return None
        outer = self.outer(draft.chunk)
        key = slot_key(self.chunks[outer].preposition)
        for clause in self.clauses:
            slot = key if outer in clause.complements else "obj" if draft.chunk == clause.object else ""
            if slot and any(_takes(frame.roles, slot) for frame in clause.frames if frame.type in verbs):
                return Governor(self.chunks[clause.verb].head, frozenset(normalize(frame.lemma) for frame in clause.frames))
        other = self.noun_before(draft.chunk)
        noun = self.chunks[other].noun if other is not None else None
        if other is None or noun is None or noun.type not in nouns or not key or not _takes(noun.roles, key):
            return None
        return Governor(self.chunks[other].head, frozenset({normalize(noun.lemma)}))

    def stops(self, chunk: Chunk) -> bool:
        """Whether a chunk ends the stretch: «؛ . : ،», a relative, a subordinator but «أن»."""
        first = self.tokens[chunk.first]
        if chunk.kind is ChunkKind.SUBORDINATOR:
            return first.stem not in word_class("complement") | word_class("complement with pronoun")
        return chunk.kind is ChunkKind.RELATIVE or (chunk.kind is ChunkKind.MARK and first.normal in "؛.:،")


def has_lemma(clause: Clause, name: str) -> bool:
    """Whether the verb is of a class of words."""
    return any(normalize(frame.lemma) in word_class(name) for frame in clause.frames)


def _takes(roles: Roles, slot: str) -> bool:
    return any("content" in filled and slot_key(name) == slot for name, filled in roles.items())

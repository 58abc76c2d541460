"""Clauses: each verb with its subject, object and prepositional phrases, in either order of verb and subject."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from extract.arabic.analyser import Analyser
from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.lexicon import VerbFrame
from extract.arabic.prepositions import slot_key
from extract.arabic.subjects import SubjectFit, is_marked_passive
from extract.arabic.tokens import Kind, Token
from extract.arabic.words import WALLS

_NOMINAL = (ChunkKind.PHRASE, ChunkKind.EVENT)
_STOPS = (ChunkKind.VERB, ChunkKind.SUBORDINATOR, ChunkKind.RELATIVE, ChunkKind.COPULA)
_PASSED_OVER = (ChunkKind.QUOTE, ChunkKind.PARTICLE, ChunkKind.NEGATION)


@dataclass(frozen=True, slots=True)
class Clause:
    """One verb and what stands around it, as indices of chunks.

    `subject_from` tells how the subject was found: "after" the verb, "before" it, as the "antecedent" of a relative
    clause, or "shared" with the clause before; `passive` that the subject undergoes the verb.
    """

    verb: int
    token: Token
    frames: tuple[VerbFrame, ...]
    subject: int | None
    subject_from: str
    object: int | None
    complements: tuple[int, ...]
    dates: tuple[int, ...]
    fronted: tuple[int, ...]
    antecedent: int | None = None
    passive: bool = False


class ClauseReader:
    """Reads the clauses of one sentence, left to right."""

    def __init__(self, tokens: Sequence[Token], chunks: Sequence[Chunk], analyser: Analyser) -> None:
        self._tokens, self._chunks, self._analyser = tokens, chunks, analyser
        self._fit = SubjectFit(tokens, chunks, analyser)

    def clauses(self) -> tuple[Clause, ...]:
        """One clause a verb, in the order of the verbs."""
        found: list[Clause] = []
        for index, chunk in enumerate(self._chunks):
            if chunk.kind is ChunkKind.VERB:
                found.append(self._clause(index, found))
        return tuple(found)

    def _clause(self, verb: int, before: Sequence[Clause]) -> Clause:
        token = self._tokens[self._chunks[verb].head]
        frames = self._analyser.frames(token)
        after = tuple(self.reach(verb))
        fronted = tuple(self._fronted(verb))
        bare = self._bare_arguments(after)
        antecedent = self.antecedent(verb, before)
        subject, how, rest = self._subject(verb, token, bare, antecedent, before)
        reached = {slot_key(self._preposition(index)) for index in after}
        passive = self._is_passive(token, frames, subject, rest, how) and not _reaches_target(frames, reached)
        if passive and how == "shared" and bare:  # «فقُتل جندي»: what follows undergoes it
            subject, how, rest = bare[0], "after", bare[1:]
        return Clause(
            verb,
            token,
            frames,
            subject,
            how,
            rest[0] if rest and not passive else None,
            tuple(index for index in after if self._chunks[index].preposition and self._chunks[index].kind in (*_NOMINAL, ChunkKind.CUE)),
            tuple(index for index in (*after, *fronted) if self._chunks[index].kind is ChunkKind.DATE),
            tuple(index for index in fronted if self._chunks[index].kind is ChunkKind.PHRASE),
            antecedent,
            passive,
        )

    def reach(self, start: int) -> Iterator[int]:
        """The chunks after `start` that still belong to its clause."""
        resume = start
        for index in range(start + 1, len(self._chunks)):
            chunk = self._chunks[index]
            if index < resume:
                continue
            if chunk.kind is ChunkKind.MARK and (after := self._after_apposition(index)) is not None:
                resume = after
                continue
            if chunk.kind in _STOPS:
                return
            if chunk.kind is ChunkKind.MARK and (self._mark(index) in WALLS or not self._passes_comma(index)):
                return
            if chunk.kind is ChunkKind.CUE and chunk.preposition in ("بعد", "قبل", "منذ", "حيث"):
                return
            yield index

    def _fronted(self, verb: int) -> Iterator[int]:
        """Dates and prepositional phrases that stand before the verb in its clause, the nearest first."""
        for index in range(verb - 1, -1, -1):
            chunk = self._chunks[index]
            if chunk.kind in _STOPS or chunk.kind is ChunkKind.EVENT or (chunk.kind is ChunkKind.MARK and self._mark(index) in WALLS):
                return
            if chunk.kind is ChunkKind.DATE or (chunk.kind is ChunkKind.PHRASE and chunk.preposition):
                yield index

    def _bare_arguments(self, after: Sequence[int]) -> list[int]:
        """Bare phrases that may be subject or object: those behind a noun of action belong to the noun."""
        found: list[int] = []
        for index in after:
            if self._chunks[index].pronoun and self._chunks[index].preposition == "بين":  # «بينهم شرطيان» counts, it does not act
                break
            if self._is_bare(index):
                found.append(index)
            owns_the_rest = self._preposition(index) and not self._tokens[self._chunks[index].head].definite
            if self._chunks[index].kind is ChunkKind.EVENT and (len(found) > 1 or owns_the_rest):
                break
        return found

    def _mark(self, index: int) -> str:
        return self._tokens[self._chunks[index].first].normal

    def _after_apposition(self, comma: int) -> int | None:
        """Where the clause goes on after «، الواقعة في …،»: a definite participle or title between two commas."""
        if self._mark(comma) not in "،," or comma + 1 >= len(self._chunks) or self._chunks[comma + 1].kind is ChunkKind.DATE:
            return None
        first = self._tokens[self._chunks[comma + 1].first]
        if not (first.definite and first.kind is Kind.NOUN and not first.conjunction and not first.preposition and (not first.heads or "title" in first.heads)):
            return None
        for index in range(comma + 2, min(comma + 9, len(self._chunks))):
            if self._chunks[index].kind in (ChunkKind.VERB, ChunkKind.SUBORDINATOR):
                return None
            if self._chunks[index].kind is ChunkKind.MARK:
                return index + 1 if self._mark(index) in "،," else None
        return None

    def _passes_comma(self, index: int) -> bool:
        """A comma is passed before a date, a place or a prepositional phrase, not before a new clause."""
        following = next((chunk for chunk in self._chunks[index + 1 :] if chunk.kind not in _PASSED_OVER), None)
        before = self._chunks[index - 1].kind if index else None
        if following is None or self._tokens[following.first].conjunction:
            return False
        return following.kind is ChunkKind.DATE or (following.kind in _NOMINAL and (bool(following.preposition) or before is ChunkKind.DATE))

    def _preposition(self, index: int) -> str:
        return self._chunks[index].preposition

    def _is_bare(self, index: int) -> bool:
        chunk = self._chunks[index]
        return chunk.kind in _NOMINAL and not chunk.preposition and not chunk.genitive and not self._fit.is_adverbial(chunk)

    def _skip_back(self, index: int) -> int:
        index -= 1
        while index >= 0 and self._chunks[index].kind in _PASSED_OVER:
            index -= 1
        return index

    def antecedent(self, verb: int, before: Sequence[Clause]) -> int | None:
        """The phrase that a relative clause describes: before «الذي/التي», or the indefinite right before the verb."""
        index = self._skip_back(verb)
        if index < 0 or self._tokens[self._chunks[verb].head].participle:
            return None
        if self._chunks[index].kind is ChunkKind.RELATIVE:
            earlier = next((clause.antecedent for clause in reversed(before) if clause.antecedent is not None), None)
            if self._tokens[self._chunks[index].head].conjunction and before:  # «التي … والتي …»: what the first described
                return earlier if earlier is not None else before[-1].object or before[-1].subject
            previous = self._skip_back(index)
            if previous >= 0 and self._mark(previous) in "،,":
                previous = self._skip_back(previous)
            return self._described(previous, self._tokens[self._chunks[index].head].stem)
        token = self._tokens[self._chunks[verb].head]
        adjacent = index == verb - 1 and self._chunks[index].kind in _NOMINAL and not token.conjunction
        if adjacent and self._is_indefinite(index) and self._has_governor(index, before):
            return index
        return None

    def _described(self, index: int, relative: str) -> int | None:
        """The phrase that «الذي» or «التي» describes: the nearest before it that fits in gender."""
        if index < 0 or self._chunks[index].kind not in _NOMINAL:
            return None
        for at in range(index, max(index - 3, -1), -1):
            chunk = self._chunks[at]
            if chunk.kind not in _NOMINAL:
                break
            head = self._tokens[chunk.members[-1].head if chunk.members else chunk.head]
            fits = head.is_feminine == (relative == "التي")
            if relative not in ("الذي", "التي") or fits:
                return at
        return index

    def _is_indefinite(self, index: int) -> bool:
        chunk = self._chunks[index]
        words = self._tokens[chunk.first : chunk.last]
        named = any(member.names or member.inner for member in chunk.members)
        return not named and not any(token.definite or token.pronoun for token in words) and not self._completed_by_definite(index)

    def _completed_by_definite(self, index: int) -> bool:
        return self._chunks[index].genitive

    def _has_governor(self, index: int, before: Sequence[Clause]) -> bool:
        """Whether the phrase already has its place in a clause: as object, or under a preposition."""
        return bool(self._preposition(index)) or any(index in (clause.subject, clause.object) for clause in before)

    def _subject(
        self, verb: int, token: Token, bare: list[int], antecedent: int | None, before: Sequence[Clause]
    ) -> tuple[int | None, str, list[int]]:
        after = bare
        if token.participle:
            return self._shared(verb, before), "shared", after
        if antecedent is not None:
            return self._relative_subject(token, antecedent, after, self._is_resumed(verb))
        if self._has_pronoun_subject(verb):
            return self._shared(verb, before), "shared", after
        opening = self._opening(verb, before)
        if opening is not None and self._fit.agrees(token, opening, fronted=True) and not (token.conjunction and opening > 0):
            return opening, "before", after
        if after and is_marked_passive(token):  # «استُهدفت قرية»: nobody acts
            return after[0], "after", after[1:]
        plural = any(reading.person in ("3mp", "3fp", "3md", "3fd") for reading in token.verbs) and not any(
            reading.person in ("3ms", "3fs") for reading in token.verbs
        )
        if after and token.conjunction and not self._fit.is_participant(after[0]) and (shared := self._shared(verb, before)) is not None:
            return shared, "shared", after
        if after and not plural and self._fit.suits(token, after):
            return after[0], "after", after[1:]
        shared = self._shared(verb, before)
        return shared, "shared" if shared is not None else "", after

    def _has_pronoun_subject(self, verb: int) -> bool:
        """«لأنه هاجم التنظيم»: the pronoun is the subject, what follows the object."""
        index = self._skip_back(verb)
        token = self._tokens[self._chunks[index].head] if index >= 0 else None
        if token is None or token.kind is not Kind.SUBORDINATOR:
            return False
        return token.stem.startswith(("ان", "لان", "لكن", "بان")) and token.stem.endswith(("ه", "ها", "هم"))

    def _relative_subject(self, token: Token, antecedent: int, after: list[int], resumed: bool) -> tuple[int | None, str, list[int]]:
        """«الهجوم الذي شنه التنظيم»: a pronoun on the verb points back to what it is done to."""
        if token.pronoun and after:
            return after[0], "after", [antecedent, *after[1:]]
        if resumed:  # «البلدة التي سيطر عليها التنظيم»
            return (after[0], "after", after[1:]) if after and self._fit.agrees(token, after[0], fronted=False) else (None, "", after)
        return antecedent, "antecedent", after

    def _is_resumed(self, verb: int) -> bool:
        """Whether a pronoun after a preposition right behind the verb points back to the antecedent."""
        following = self._chunks[verb + 1] if verb + 1 < len(self._chunks) else None
        return following is not None and bool(following.pronoun) and following.preposition in ("علي", "ب", "الي", "في", "من")

    def _opening(self, verb: int, before: Sequence[Clause]) -> int | None:
        """The first bare phrase since the clause opened that no verb before has taken."""
        found = None
        verbs = {clause.verb for clause in before if clause.antecedent is None}
        taken = {index for clause in before for index in (clause.object, clause.subject if clause.antecedent is None else None)}
        for index in range(verb - 1, -1, -1):
            chunk = self._chunks[index]
            if index in verbs or chunk.kind is ChunkKind.SUBORDINATOR:
                break
            if chunk.kind is ChunkKind.MARK and self._mark(index) in WALLS and not self._introduces_quotation(index):
                break
            if self._is_bare(index) and index not in taken and not self._in_relative(index, before):
                found = index
        return found

    def _introduces_quotation(self, mark: int) -> bool:
        """«أن التحالف: «يدعم …»»: the subject before the colon, the verb behind it."""
        return self._mark(mark) == ":" and mark > 1 and self._is_bare(mark - 1) and self._chunks[mark - 2].kind is ChunkKind.SUBORDINATOR

    def _in_relative(self, index: int, before: Sequence[Clause]) -> bool:
        return any(clause.antecedent is not None and clause.verb < index and index in (clause.subject, clause.object) for clause in before)

    def _shared(self, verb: int, before: Sequence[Clause]) -> int | None:
        """The subject of the clause before, for a verb that has none of its own."""
        after_mark = verb > 0 and self._chunks[verb - 1].kind is ChunkKind.MARK
        main = [clause for clause in before if clause.antecedent is None]
        for clause in reversed([*before, *main] if after_mark else before):  # behind a comma the main clause goes on
            if clause.subject is not None and not clause.passive and self._fit.agrees(self._tokens[self._chunks[verb].head], clause.subject, fronted=True):
                return clause.subject
        return None

    def _is_passive(self, token: Token, frames: Sequence[VerbFrame], subject: int | None, rest: Sequence[int], how: str) -> bool:
        """Passive by form, by a written damma, or because a transitive verb has one bare phrase and no object."""
        if is_marked_passive(token):
            return True
        if not any(reading.voice == "passive" for reading in token.verbs):
            return False
        transitive = any("obj" in frame.roles and frame.cls == "event" for frame in frames)
        if not transitive or rest or token.pronoun:
            return False
        return subject is not None and how in ("after", "before", "antecedent") and self._fit.may_undergo(subject)


def _reaches_target(frames: Sequence[VerbFrame], prepositions: Collection[str]) -> bool:
    """«التقوا بالسكان»: the one it is done to stands after a preposition, so the verb is not passive."""
    return any("target" in roles and slot_key(slot) in prepositions for frame in frames for slot, roles in frame.roles.items())

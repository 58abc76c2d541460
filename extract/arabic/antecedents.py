"""What a relative clause describes: the phrase before «الذي» or «التي», or the indefinite right before its verb."""

from collections.abc import Sequence

from extract.arabic.chunks import ChunkKind
from extract.arabic.clause_parts import NOMINAL, Clause, Row
from extract.arabic.concord import concord_of_all
from extract.arabic.tokens import Token

_RESUMING = frozenset({"علي", "ب", "الي", "في", "من", "ل", "عن", "مع", "ضد", "خلال", "اثناء"})


class AntecedentFinder:
    """Finds the antecedents in one sentence."""

    def __init__(self, row: Row) -> None:
        self._row = row

    def find(self, verb: int, before: Sequence[Clause]) -> int | None:
        """The phrase that a relative clause describes: before «الذي/التي», or the indefinite right before the verb."""
        index = self._row.skip_back(verb)
        if index < 0 or self._row.head(verb).participle:
            return None
        if self._row.chunks[index].kind is ChunkKind.COPULA and self._row.chunks[before_copula := self._row.skip_back(index)].kind is ChunkKind.RELATIVE:
            index = before_copula  # «التي كانت تتحضر»
        if self._row.chunks[index].kind is ChunkKind.RELATIVE:
            earlier = next((clause.antecedent for clause in reversed(before) if clause.antecedent is not None), None)
            if self._row.head(index).conjunction and before:  # «التي … والتي …»: what the first described
                return earlier if earlier is not None else before[-1].object or before[-1].subject
            previous = self._row.skip_back(index)
            if previous >= 0 and self._row.mark(previous) in "،,":
                previous = self._row.skip_back(previous)
            return self._described(previous, self._row.head(index).stem)
        if self._row.head(verb).conjunction:
            return None
        if index == verb - 1 and self._is_described_indefinite(index, before):
            return index
        return self._event_before(verb, before)

    def _is_described_indefinite(self, index: int, before: Sequence[Clause]) -> bool:
        return self._row.chunks[index].kind in NOMINAL and self._is_indefinite(index) and self._has_governor(index, before)

    def _event_before(self, verb: int, before: Sequence[Clause]) -> int | None:
        """«شن هجوما على قاعدة استهدف جنودا»: the indefinite noun of action before its prepositional phrases, where it agrees with the verb."""
        token = self._row.head(verb)
        persons = {reading.person for reading in token.verbs}
        for index in range(verb - 1, -1, -1):
            chunk = self._row.chunks[index]
            if chunk.kind is ChunkKind.EVENT and self._is_described_indefinite(index, before):
                fits = ("3fs" if self._row.head(index).is_feminine else "3ms") in persons
                return index if fits and index < verb - 1 else None
            comma = chunk.kind is ChunkKind.MARK and self._row.mark(index) in "،," and self._is_anew(token, index, verb, before)
            if index == verb - 1 and chunk.genitive and self._row.head(index).heads & {"group", "title", "armed", "organisation"}:
                return None if any(word.definite for word in self._row.tokens[chunk.first : chunk.last]) else index  # «اغتيال ضابط شارك في …»
            passed = chunk.kind in NOMINAL and (chunk.preposition or chunk.genitive) and not self._row.tokens[chunk.first].conjunction
            if chunk.kind is not ChunkKind.QUOTE and not comma and not passed:
                return None
        return None

    def _is_anew(self, token: Token, comma: int, verb: int, before: Sequence[Clause]) -> bool:
        """«شن التنظيم غارات على …، استهدفت …»: behind the comma a verb that the subject before it does not agree with."""
        subject = before[-1].subject if before else None
        return comma == verb - 1 and subject is not None and not self._row.fit.agrees(token, subject, fronted=True)

    def resumed(self, antecedent: int, token: Token, after: Sequence[int]) -> int | None:
        """The pronoun that stands for the antecedent: «البلدة التي سيطر عليها الجيش», «… التي سيطر الجيش عليها»."""
        for at in after:
            chunk = self._row.chunks[at]
            if chunk.pronoun and chunk.preposition in _RESUMING and self._may_mean(chunk.pronoun, antecedent):
                adjacent = self._row.head(at - 1) is token
                return at if adjacent or not self._row.fit.agrees(token, antecedent, fronted=True) else None
        return None

    def _may_mean(self, pronoun: str, antecedent: int) -> bool:
        """«المراكز التي وفرتها لهم», «اتفاق وقع معها»: the pronoun is somebody else."""
        members = self._row.chunks[antecedent].members
        if pronoun == "ها" and members and not self._row.head(antecedent).heads and not (members[0].names or members[0].person):
            return True  # «مراسم …»: what may be a plural of things
        if members:
            return concord_of_all(members, self._row.tokens).fits(pronoun)
        return pronoun not in ("ه", "ها") or self._row.head(antecedent).is_feminine == (pronoun == "ها")

    def _described(self, index: int, relative: str) -> int | None:
        """The phrase that «الذي» or «التي» describes: the nearest before it that fits in gender."""
        if index < 0 or self._row.chunks[index].kind not in NOMINAL:
            return None
        for at in range(index, max(index - 3, -1), -1):
            chunk = self._row.chunks[at]
            if chunk.kind not in NOMINAL:
                break
            head = self._row.tokens[chunk.members[-1].head if chunk.members else chunk.head]
            fits = head.is_feminine == (relative == "التي")
            if relative not in ("الذي", "التي") or fits:
                return at
        return index

    def _is_indefinite(self, index: int) -> bool:
        chunk = self._row.chunks[index]
        words = self._row.tokens[chunk.members[0].first if chunk.members else chunk.head : chunk.last]  # «بالتزامن مع تفجيرات»
        named = any(member.names or member.inner for member in chunk.members) or "unit" in self._row.head(index).heads  # «بعد ساعات قطعت …»
        return not named and not any(token.definite or token.pronoun for token in words) and not self._completed_by_definite(index)

    def _completed_by_definite(self, index: int) -> bool:
        return self._row.chunks[index].genitive

    def _has_governor(self, index: int, before: Sequence[Clause]) -> bool:
        """Whether the phrase already has its place in a clause: as object, or under a preposition."""
        return bool(self._row.preposition(index)) or any(index in (clause.subject, clause.object) for clause in before)

"""Clauses: each verb with its subject, object and prepositional phrases, in either order of verb and subject."""

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from extract.arabic.analyser import Analyser
from extract.arabic.antecedents import AntecedentFinder
from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import NOMINAL, PASSED_OVER, STOPS, Clause, Row
from extract.arabic.idioms import find_idiom
from extract.arabic.lexicon import Idiom, VerbFrame
from extract.arabic.prepositions import slot_key
from extract.arabic.subject_search import SubjectFinder
from extract.arabic.subjects import SubjectFit, is_marked_passive
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import given_names, word_class
from extract.arabic.words import WALLS
from extract.model import EntityKind

_LONGEST_RELATIVE = 25  # chunks


class ClauseReader:
    """Reads the clauses of one sentence, left to right."""

    def __init__(self, tokens: Sequence[Token], chunks: Sequence[Chunk], analyser: Analyser) -> None:
        self._row = Row(tokens, chunks, SubjectFit(tokens, chunks, analyser))
        self._analyser = analyser
        self._antecedents, self._subjects = AntecedentFinder(self._row), SubjectFinder(self._row)

    def clauses(self) -> tuple[Clause, ...]:
        """One clause a verb, in the order of the verbs."""
        found: list[Clause] = []
        for index, chunk in enumerate(self._row.chunks):
            if chunk.kind is ChunkKind.VERB:
                found.append(self._clause(index, found))
        return tuple(found)

    def idiom(self, clause: Clause) -> tuple[Idiom, int] | None:
        """What the verb means with a certain word beside it, and the chunk that has the word."""
        return find_idiom(self._analyser.idioms(clause.token), clause, self._row.tokens, self._row.chunks)

    def _clause(self, verb: int, before: Sequence[Clause]) -> Clause:
        token = self._row.head(verb)
        frames = self._analyser.frames(token)
        after = tuple(self.reach(verb + 1 if self._has_twin(verb) else verb))
        bare = self._without_apposition(self._bare_arguments(after))
        antecedent = self._antecedents.find(verb, before)
        resumed = None if antecedent is None else self._antecedents.resumed(antecedent, token, after)
        subject, how, rest = self._subjects.find(verb, token, bare, antecedent, before, resumed is not None)
        reached = {slot_key(self._row.preposition(index)) for index in after}
        transitive = any("obj" in frame.roles for frame in frames)  # «سقطت في يد …» is no passive
        by = transitive and self._has_agent(after) and any(reading.voice == "passive" for reading in token.verbs)
        undergone = self._subjects.is_passive(token, frames, subject, rest, how)
        passive = by or (undergone and (is_marked_passive(token) or not _reaches_target(frames, reached)))
        if passive and how == "shared" and bare:  # «فقُتل جندي»: what follows undergoes it
            subject, how, rest = bare[0], "after", bare[1:]
        return Clause(
            verb,
            token,
            frames,
            subject,
            how,
            rest[0] if rest and not passive else None,
            tuple(index for index in after if self._row.chunks[index].preposition and self._row.chunks[index].kind in (*NOMINAL, ChunkKind.CUE)),
            tuple(self._fronted(verb)),
            antecedent,
            passive,
            resumed,
        )

    def _has_agent(self, after: Sequence[int]) -> bool:
        """Whether «على يد …» follows the verb before any noun of action, whose agent it would be."""
        chunks = (self._row.chunks[index] for index in after)
        return any(chunk.cue == "agent" for chunk in takewhile(lambda chunk: chunk.kind is not ChunkKind.EVENT, chunks))

    def reach(self, start: int) -> Iterator[int]:
        """The chunks after `start` that still belong to its clause."""
        resume = start
        for index in range(start + 1, len(self._row.chunks)):
            chunk = self._row.chunks[index]
            if index < resume:
                continue
            if chunk.kind is ChunkKind.MARK and (after := self._after_apposition(index) or self._after_relative(index) or self._after_cue(index)) is not None:
                resume = after
                continue
            if chunk.kind in STOPS or self._opens_clause(index, start) or self._opens_circumstance(index):
                return
            if chunk.kind is ChunkKind.MARK and self._closes_relative(index, start):
                return
            if chunk.kind is ChunkKind.MARK and (self._row.mark(index) in WALLS or not (self._passes_comma(index) or self._closes_aside(index, start))):
                return
            if chunk.kind is ChunkKind.CUE and chunk.preposition in ("بعد", "قبل", "منذ", "حيث"):
                return
            yield index

    def _opens_circumstance(self, index: int) -> bool:
        """«قتل وهو في طريقه إلى العمل»: what he was about is none of how he was killed; «وهو في المدينة» tells where."""
        token = self._row.head(index)
        following = self._row.chunks[index + 1] if index + 1 < len(self._row.chunks) else None
        where = following is not None and following.preposition == "في" and not self._row.head(index + 1).pronoun
        alone = self._row.chunks[index].last - self._row.chunks[index].first == 1
        return alone and not where and token.conjunction == "و" and token.stem in word_class("he or she")

    def _closes_relative(self, comma: int, verb: int) -> bool:
        """«وأسفر الهجوم، الذي لم تتبنه أي جهة، عن إصابة …»: the comma behind a relative clause that one before it opened."""
        before = self._row.skip_back(verb)
        if before < 1 or self._row.chunks[before].kind is not ChunkKind.RELATIVE or self._row.mark(before - 1) not in "،,":
            return False
        return comma + 1 < len(self._row.chunks) and self._row.chunks[comma + 1].kind is not ChunkKind.DATE and not self._is_aside(comma)

    def _is_aside(self, comma: int) -> bool:
        """Whether a comma opens words of a few chunks that another closes."""
        closing = (at for at in range(comma + 1, min(comma + 5, len(self._row.chunks))) if self._row.chunks[at].kind is ChunkKind.MARK)
        at = next(closing, None)
        return at is not None and self._row.mark(at) in "،,"

    def _opens_clause(self, index: int, start: int) -> bool:
        """«تتراجع في المدينة وأنقرة تدعو إلى …»: a bare phrase with its own و right before a verb."""
        chunks = self._row.chunks
        if index + 1 >= len(chunks) or index < start + 2 or chunks[index].kind is not ChunkKind.PHRASE or chunks[index + 1].kind is not ChunkKind.VERB:
            return False
        own = self._row.tokens[chunks[index].first].conjunction == "و" and not chunks[index].preposition
        return own and not self._row.head(index + 1).conjunction

    def _fronted(self, verb: int) -> Iterator[int]:
        """Prepositional phrases that stand before the verb in its clause, the nearest first; those behind «هجوما …» are the attack's."""
        found: list[int] = []
        if self._row.head(verb).conjunction:  # «كانت السفينة في الميناء، ودعت لندن إلى …»
            return
        for index in range(verb - 1, -1, -1):
            chunk = self._row.chunks[index]
            if index + 1 < verb and self._row.is_bare(index + 1) and self._row.tokens[self._row.chunks[index + 1].first].conjunction == "و":
                break  # «… في المدينة وأنقرة تدعو إلى …»
            opened = chunk.kind is ChunkKind.QUOTE and index == verb - 1  # «قال من سبها: "قتل …»: what is quoted begins with the verb
            if opened or chunk.kind in STOPS or (chunk.kind is ChunkKind.MARK and self._row.mark(index) in WALLS):
                break
            if chunk.kind is ChunkKind.EVENT:
                found = found if chunk.preposition else []
                break
            if chunk.kind is ChunkKind.PHRASE and chunk.preposition:
                found.append(index)
        yield from found

    def _has_twin(self, verb: int) -> bool:
        """«قتل وجرح عشرات المدنيين»: two verbs of one form share what stands behind the second."""
        if verb + 1 >= len(self._row.chunks) or self._row.chunks[verb + 1].kind is not ChunkKind.VERB:
            return False
        first, second = self._row.head(verb), self._row.head(verb + 1)
        persons = [{(reading.person, reading.tense) for reading in token.verbs} for token in (first, second)]
        return second.conjunction == "و" and not first.pronoun and bool(persons[0] & persons[1])

    def _without_apposition(self, bare: list[int]) -> list[int]:
        """«دعا فلان زعيم الحزب الحكومة إلى …»: of three, the office right behind a person is his own, the name behind an office too."""
        if len(bare) < 3 or bare[1] != bare[0] + 1:
            return bare
        first, second = self._row.chunks[bare[0]].members, self._row.chunks[bare[1]].members
        person = any(member.person for member in first) and "title" in self._row.head(bare[1]).heads
        called = "title" in self._row.head(bare[0]).heads and bool(second) and any(name.kind is EntityKind.PERSON for name in second[0].names)
        return [bare[0], *bare[2:]] if person or called else bare

    def _bare_arguments(self, after: Sequence[int]) -> list[int]:
        """Bare phrases that may be subject or object: those behind a noun of action belong to the noun."""
        found: list[int] = []
        for index in after:
            if self._row.chunks[index].pronoun and self._row.chunks[index].preposition == "بين":  # «بينهم شرطيان» counts, it does not act
                break
            if self._row.is_bare(index):
                found.append(index)
            owns_the_rest = self._row.preposition(index) and not self._row.head(index).definite and not self._is_complete(index)
            if self._row.chunks[index].kind is ChunkKind.EVENT and (len(found) > 1 or owns_the_rest):
                break
        return found

    def _is_complete(self, index: int) -> bool:
        """«غاضبون من انهيار العملة»: with its genitive a noun of action that takes no object owns nothing behind it."""
        noun, following = self._row.chunks[index].noun, index + 1
        if self._row.preposition(index) not in ("من", *word_class("cause")):
            return False
        completed = following < len(self._row.chunks) and self._row.chunks[following].genitive and self._row.head(following).definite
        return completed and noun is not None and "obj" not in noun.roles

    def _after_apposition(self, comma: int) -> int | None:
        """Where the clause goes on after «، الواقعة في …،»: a definite participle or title between two commas."""
        if self._row.mark(comma) not in "،," or comma + 1 >= len(self._row.chunks) or self._row.chunks[comma + 1].kind is ChunkKind.DATE:
            return None
        if self._is_named_between(comma):
            return comma + 3
        first = self._row.tokens[self._row.chunks[comma + 1].first]
        if not (first.definite and first.kind is Kind.NOUN and not first.conjunction and not first.preposition and (not first.heads or "title" in first.heads)):
            return None
        for index in range(comma + 2, min(comma + 9, len(self._row.chunks))):
            if self._row.chunks[index].kind in (ChunkKind.VERB, ChunkKind.SUBORDINATOR):
                return None
            if self._row.chunks[index].kind is ChunkKind.MARK:
                return index + 1 if self._row.mark(index) in "،," else None
        return None

    def _is_named_between(self, comma: int) -> bool:
        """«دعا وزير الخارجية، سامح مراد، الأطراف إلى …»: who holds the office before, and no more."""
        chunks = self._row.chunks
        if not comma or comma + 3 >= len(chunks) or chunks[comma + 2].kind is not ChunkKind.MARK or self._row.mark(comma + 2) not in "،,":
            return False
        office, name = chunks[comma - 1], chunks[comma + 1]
        if office.kind is not ChunkKind.PHRASE or name.kind is not ChunkKind.PHRASE or name.preposition or len(name.members) != 1:
            return False
        titled = "title" in self._row.head(comma - 1).heads and not self._row.tokens[name.first].conjunction
        member = name.members[0]
        known = any(known.kind is EntityKind.PERSON for known in member.names)
        return titled and (known or member.holder is not None or self._row.tokens[member.first].stem in given_names())

    def _after_relative(self, comma: int) -> int | None:
        """Where the clause goes on after «، التي …،»: at a bare phrase between commas that no verb follows."""
        chunks = self._row.chunks
        if self._row.mark(comma) not in "،," or comma + 1 >= len(chunks) or chunks[comma + 1].kind is not ChunkKind.RELATIVE:
            return None
        for index in range(comma + 2, min(comma + _LONGEST_RELATIVE, len(chunks) - 1)):
            if chunks[index].kind is ChunkKind.MARK and self._row.mark(index) in WALLS:
                return None
            if chunks[index].kind is ChunkKind.MARK and self._row.mark(index) in "،," and self._goes_on(index + 1):
                return index + 1
        return None

    def _after_cue(self, comma: int) -> int | None:
        """Where the clause goes on behind «، في بيان لها،»."""
        index = comma + 1
        if index >= len(self._row.chunks) or self._row.chunks[index].kind is not ChunkKind.CUE or self._row.mark(comma) not in "،,":
            return None
        while index < len(self._row.chunks) and self._row.chunks[index].preposition:
            index += 1
        if index < len(self._row.chunks) and self._is_lone_adjective(index):  # «في بيان مقتضب»
            index += 1
        closed = index + 1 < len(self._row.chunks) and self._row.chunks[index].kind is ChunkKind.MARK and self._row.mark(index) in "،,"
        return index + 1 if closed and self._goes_on(index + 1) else None

    def _is_lone_adjective(self, index: int) -> bool:
        chunk = self._row.chunks[index]
        return chunk.kind is ChunkKind.PHRASE and not chunk.preposition and self._row.fit.is_adverbial(chunk)

    def _closes_aside(self, comma: int, start: int) -> bool:
        """«اتهمت الوزارة، في بيان لها، فلانا»: behind prepositional phrases between two commas the object comes."""
        if self._row.mark(comma) not in "،," or comma + 1 >= len(self._row.chunks):
            return False
        index = comma - 1
        while index > start and (self._row.chunks[index].preposition or self._row.chunks[index].kind in (*PASSED_OVER, ChunkKind.DATE)):
            index -= 1
        opened = index > start and index < comma - 1 and self._row.chunks[index].kind is ChunkKind.MARK and self._row.mark(index) in "،,"
        following = self._row.chunks[comma + 1]
        return opened and following.kind is ChunkKind.PHRASE and not following.preposition and self._goes_on(comma + 1)

    def _goes_on(self, index: int) -> bool:
        """Whether a phrase behind a comma belongs to the clause before, and not to a verb of its own."""
        chunk = self._row.chunks[index]
        if chunk.kind not in (*NOMINAL, ChunkKind.DATE, ChunkKind.QUOTE) or self._row.tokens[chunk.first].conjunction:
            return False
        following = next((other for other in self._row.chunks[index + 1 :] if other.kind not in PASSED_OVER), None)
        return following is None or following.kind is not ChunkKind.VERB

    def _passes_comma(self, index: int) -> bool:
        """A comma is passed before a date, a place or a prepositional phrase, not before a new clause."""
        following = next((chunk for chunk in self._row.chunks[index + 1 :] if chunk.kind not in PASSED_OVER), None)
        before = self._row.chunks[index - 1].kind if index else None
        if following is None or self._row.tokens[following.first].conjunction:
            return False
        return following.kind is ChunkKind.DATE or (following.kind in NOMINAL and (bool(following.preposition) or before is ChunkKind.DATE))


def _reaches_target(frames: Sequence[VerbFrame], prepositions: Collection[str]) -> bool:
    """«التقوا بالسكان»: the one it is done to stands after a preposition, so the verb is not passive."""
    return any("target" in roles and slot_key(slot) in prepositions for frame in frames for slot, roles in frame.roles.items())

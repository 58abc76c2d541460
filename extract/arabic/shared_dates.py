"""Events of one sentence that fall on one day: coordinated, one the means or outcome of the other, or told as going on meanwhile."""

from collections.abc import Sequence

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import STOPS, Clause
from extract.arabic.drafts import Draft
from extract.arabic.tokens import Token
from extract.arabic.word_classes import word_class
from extract.arabic.words import WALLS
from extract.model import EventType, Precision

# What these are about has a date of its own.
_SPOKEN = frozenset({EventType.REQUEST, EventType.THREATEN, EventType.AGREE, EventType.ACCUSE, EventType.REJECT, EventType.SUPPORT})
_DONE = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.RETREAT, EventType.AID, EventType.PROTEST})
_BESIDE_NOUN = (ChunkKind.PHRASE, ChunkKind.DATE, ChunkKind.QUOTE, ChunkKind.MARK)


def find_lenders(
    dated: Sequence[bool], lent: Sequence[bool], drafts: Sequence[Draft], tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause]
) -> tuple[int | None, ...]:
    """For each draft the one (by index) whose date is its date too; None where it has its own, or none at all. `lent` says whose may be."""
    finder = _LinkFinder(drafts, tokens, chunks, clauses)
    found = [index if own else None for index, own in enumerate(dated)]  # where the date of each stands
    links = [(before, after) for after in range(1, len(drafts)) if (before := finder.before(after)) is not None]

    def lend(giver: int, taker: int) -> None:
        source = found[giver]
        if found[taker] is None and source is not None and lent[source]:
            found[taker] = source

    for before, after in links:
        lend(before, after)
    for before, after in reversed(links):
        lend(after, before)
    for after in range(1, len(drafts)):
        dated_before = next((index for index in range(after - 1, -1, -1) if found[index] is not None), None)
        if dated_before is not None and finder.is_meanwhile(dated_before, after):
            lend(dated_before, after)
    for before in range(len(drafts) - 1):
        if found[before] is None and (then := finder.at_that_time(before)) is not None:
            lend(then, before)
    for before, after in reversed(links):
        lend(after, before)
    for before, after in links:
        lend(before, after)
    return tuple(None if at == index else at for index, at in enumerate(found))


class _LinkFinder:
    """Finds which events of a sentence fall on one day."""

    def __init__(self, drafts: Sequence[Draft], tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause]) -> None:
        self._drafts, self._tokens, self._chunks, self._clauses = drafts, tokens, chunks, clauses
        self._starts = [self._start(draft) for draft in drafts]

    def before(self, after: int) -> int | None:
        """The earlier draft with which the one at `after` shares its date, in either direction."""
        draft, start = self._drafts[after], self._starts[after]
        told_by = self._told_by(draft)
        if told_by is not None:
            return told_by
        earlier = [index for index in range(after - 1, -1, -1) if self._starts[index] < start and self._drafts[index].chunk < draft.chunk]
        if not draft.causes and self._chunks[start].kind is ChunkKind.VERB and self._tokens[self._chunks[start].first].conjunction:
            earlier = self._going_on(draft, [index for index in earlier if self._drafts[index].clause is not None] or earlier)  # a verb goes on from a verb
        return earlier[0] if earlier and self._is_near(earlier[0], after) else None

    def _going_on(self, draft: Draft, verbs: list[int]) -> list[int]:
        """«نفت الحركة الهجوم الذي وقع الأحد، واتهمت …»: words about something go on from the verb with their subject, not from the relative clause."""
        clause = self._clauses[draft.clause] if draft.clause is not None else None
        if clause is None or draft.type not in _SPOKEN or clause.subject_from != "shared" or clause.subject is None:
            return verbs
        same = [index for index in verbs if self._subject(index) == clause.subject]
        ours = (other for other in self._clauses if other.subject == clause.subject and other.verb < clause.verb)
        said = any(frame.cls == "say" for other in ours for frame in other.frames)
        return same if same or said else verbs  # «قالت الوزارة إن الحادث وقع فجرا، وحذرت …»

    def _subject(self, index: int) -> int | None:
        clause = self._drafts[index].clause
        return None if clause is None else self._clauses[clause].subject

    def is_meanwhile(self, before: int, after: int) -> bool:
        """«قتل جندي أمس فيما أصيب آخر»."""
        between = self._between(before, after)
        subordinate = [chunk for chunk in between if chunk.kind in (ChunkKind.SUBORDINATOR, ChunkKind.VERB, ChunkKind.COPULA)]
        if len(subordinate) != 1 or self._is_walled(between) or self._tokens[subordinate[0].first].stem not in word_class("meanwhile"):
            return False
        return self._drafts[before].type in _DONE and self._drafts[after].type in _DONE

    def at_that_time(self, before: int) -> int | None:
        """«قتل ثلاثة عندما قصفت الطائرات السوق ظهر الاثنين»: the event that says when."""
        for after in range(before + 1, len(self._drafts)):
            between = self._chunks[self._drafts[before].chunk + 1 : self._starts[after]]
            if not between or self._tokens[between[-1].first].stem not in word_class("when"):
                continue
            date = between[-2].time if len(between) > 1 else None
            if date is not None and date.precision is not Precision.DAY:  # «الأبرز منذ 2020 عندما قتل …»
                return None
            return after if self.is_meanwhile(before, after) else None
        return None

    def _start(self, draft: Draft) -> int:
        """The chunk at which the telling begins: of a carried noun its verb's."""
        return min(draft.chunk, self._clauses[draft.clause].verb) if draft.clause is not None else draft.chunk

    def _between(self, before: int, after: int) -> Sequence[Chunk]:
        return self._chunks[self._drafts[before].chunk + 1 : self._starts[after]]

    def _is_walled(self, between: Sequence[Chunk]) -> bool:
        return any(chunk.kind is ChunkKind.MARK and self._tokens[chunk.first].normal in WALLS for chunk in between)

    def _told_by(self, draft: Draft) -> int | None:
        """«الهجوم الذي أوقع …»: the event that the clause tells more of."""
        if draft.clause is None:
            return None
        clause = self._clauses[draft.clause]
        about = (clause.antecedent, clause.subject if clause.subject_from != "shared" else None)
        return next((index for index, other in enumerate(self._drafts) if other.chunk in about and other.chunk < draft.chunk), None)

    def _is_near(self, earlier: int, after: int) -> bool:
        draft, chunk, between = self._drafts[after], self._chunks[self._starts[after]], self._between(earlier, after)
        if self._is_walled(between) or any(chunk.kind is ChunkKind.SUBORDINATOR for chunk in between):
            return False
        if draft.causes or self._tokens[chunk.first].conjunction or self._tells_means(draft) or self._describes(earlier, after):
            return True
        if self._is_outcome(draft):
            return True
        if chunk.kind is not ChunkKind.EVENT or any(other.kind in STOPS or other.cue == "attribution" for other in between):
            return False
        if self._drafts[earlier].type in _SPOKEN:
            return chunk.preposition in word_class("during") or (draft.type is EventType.CONSULT and chunk.preposition == "في")  # «رفض، في جلسة عقدها أمس، …»
        beside = next(other for other in reversed(self._chunks[: self._starts[after]]) if not other.genitive)
        under_cause = not chunk.preposition and beside.preposition in (*word_class("cause"), *word_class("during"))  # «جراء تنفيذ الجيش غارات»
        return chunk.genitive or chunk.preposition in (*word_class("means"), *word_class("during")) or under_cause

    def _is_outcome(self, draft: Draft) -> bool:
        """«…، ما أوقع جريحين», «الأمر الذي أودى بحياة تسعة»: the clause tells what came of the event before it."""
        clause = self._clauses[draft.clause] if draft.clause is not None else None
        if clause is None or not clause.verb or self._chunks[clause.verb - 1].kind is not ChunkKind.RELATIVE:
            return False
        whole = self._tokens[self._chunks[clause.verb - 1].first].normal == "ما" or clause.antecedent is None
        about = self._tokens[self._chunks[clause.antecedent].head].stem if clause.antecedent is not None else ""
        return any(frame.cls == "cause" for frame in clause.frames) and (whole or about in word_class("the matter"))

    def _tells_means(self, draft: Draft) -> bool:
        """«جراء صاروخ أطلقته القوات»: the clause describes by what the event before came about."""
        antecedent = self._clauses[draft.clause].antecedent if draft.clause is not None else None
        return antecedent is not None and self._chunks[antecedent].preposition in ("ب", *word_class("cause"))

    def _describes(self, earlier: int, after: int) -> bool:
        """«هجوما ليل أمس استهدف …»: a verb without a conjunction behind an indefinite noun of action."""
        draft, noun = self._drafts[after], self._chunks[self._drafts[earlier].chunk]
        between = self._between(earlier, after)
        heads = (noun.head, *(chunk.head for chunk in between if chunk.genitive))
        if draft.clause is None or noun.kind is not ChunkKind.EVENT or any(self._is_definite(self._tokens[head]) for head in heads):
            return False
        marks = sum(chunk.kind is ChunkKind.MARK for chunk in between) + (noun.preposition in word_class("before-or-after"))
        own = all(chunk.kind is not ChunkKind.PHRASE or chunk.preposition or chunk.genitive for chunk in between)
        return own and all(chunk.kind in _BESIDE_NOUN for chunk in between) and marks < 2

    def _is_definite(self, token: Token) -> bool:
        return token.definite or token.named or bool(token.pronoun)

"""Whether an event is only supposed: a condition, «قد», «يرجح أن», «احتمال», «مزاعم», «محتمل»."""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from extract.arabic.chunks import ChunkKind
from extract.arabic.drafts import Draft
from extract.arabic.prepositions import slot_key
from extract.arabic.tokens import Token
from extract.arabic.word_classes import word_class
from extract.governing import Governing, has_lemma
from extract.model import EventType
from extract.saying import seems

_FAR = 6  # words between a verb and an adverb of doubt behind it
_NEAR = 3  # chunks between a noun of doubt and the event: «احتمال وقوع هجوم»
_BARE = (ChunkKind.PHRASE, ChunkKind.EVENT, ChunkKind.CUE, ChunkKind.PARTICLE)


class Supposition(NamedTuple):
    """The token that makes it one, how it does, and whether what is supposed lies open: «قد يقصف» does, «يرجح أنه قصف» does not."""

    cue: int
    reason: str
    open: bool


class Supposer:
    """Looks for the words of one sentence that leave open whether an event is so."""

    def __init__(self, governing: Governing) -> None:
        self._governing = governing
        self._tokens, self._chunks, self._clauses = governing.tokens, governing.chunks, governing.clauses

    def of(self, draft: Draft, before: Sequence[int]) -> Supposition | None:
        """The supposition that the event is; `before` are the words before it."""
        at = self._governing.verb_of(draft)
        verb = None if at is None else self._tokens[at]
        found = self._condition(at, before) if at is not None and not draft.rule.endswith("(aspect)") else None  # «إذا توقف عن القصف»
        return found or self._doubtful(draft) or self._noun(draft) or self._complement(draft, verb) or self._governed(draft, verb) or self._aside(draft)

    def _condition(self, at: int, before: Sequence[int]) -> Supposition | None:
        """«إذا قصفت», «ربما قصفت», «قد تقصف», «إن قصفت», «في حال قصفت»; «قد قصفت» is none."""
        words = (*word_class("hypothesis"), *(word_class("condition") if _is_open(self._tokens[at]) else ()))
        hint = next((index for index in before if self._tokens[index].stem in words or self._is_case(index)), None)
        if hint is None and at and not _is_open(self._tokens[at]) and self._tokens[at - 1].word.text.endswith("إن"):
            hint = at - 1  # «إنّ» has a noun behind it
        return None if hint is None else Supposition(hint, "condition or possibility", open=True)

    def _is_case(self, index: int) -> bool:
        """«في حال»."""
        return self._tokens[index].stem == "حال" and index > 0 and self._tokens[index - 1].stem == "في"

    def _doubtful(self, draft: Draft) -> Supposition | None:
        """«هجوم محتمل» may come, «الهجوم المزعوم» may have been."""
        chunk = self._chunks[draft.chunk]
        for index in range(chunk.head + 1, min(chunk.last + 1, len(self._tokens))):
            stem = self._tokens[index].stem
            if stem in word_class("possible adjective") or stem in word_class("alleged adjective"):
                return Supposition(index, "adjective of doubt", open=stem in word_class("possible adjective"))
        return None

    def _noun(self, draft: Draft) -> Supposition | None:
        """«احتمال شن هجوم», «خوفا من انتقام», «مزاعم عن قصف», «في حال سيطرة»."""
        if self._chunks[draft.chunk].kind is not ChunkKind.EVENT:
            return None  # «رغم المخاوف قصفت القوات …»
        for index in range(draft.chunk - 1, max(draft.chunk - 1 - _NEAR, -1), -1):
            chunk = self._chunks[index]
            cue = self._doubt_in(chunk.first, chunk.last)
            if cue is not None:
                if not self._reaches(cue, index) or (self._is_case(cue) and draft.type is EventType.MOBILIZE):
                    return None  # «مخاوف السكان هجمات …»; «في حال تأهب»
                return Supposition(cue, "noun of doubt", open=self._tokens[cue].stem not in word_class("alleging"))
            passed = chunk.kind is ChunkKind.QUOTE or (chunk.kind is ChunkKind.EVENT and (chunk.noun is None or chunk.noun.type is None))
            if not (passed or (chunk.kind in _BARE and chunk.last - chunk.first == 1 and not self._tokens[chunk.first].definite)):
                return None
            if self._tokens[self._chunks[draft.chunk].first].conjunction:
                return None
        return None

    def _doubt_in(self, first: int, last: int) -> int | None:
        nouns = word_class("doubt") | word_class("alleging")
        return next((index for index in range(last - 1, first - 1, -1) if self._tokens[index].stem in nouns or self._is_case(index)), None)

    def _reaches(self, cue: int, index: int) -> bool:
        """Whether a noun of doubt is of what follows its chunk: by a preposition («الاشتباه بتنفيذ»), else only as the first of a chain («احتمال قصف»)."""
        return bool(self._chunks[index + 1].preposition) or (cue == self._chunks[index].last - 1 and not self._tokens[cue].definite)

    def _complement(self, draft: Draft, verb: Token | None) -> Supposition | None:
        """«من المرجح أن التنظيم نفذ», «مخاوف من أن يقصف»: what stands before the «أن» behind which the event stands."""
        for index in range(self._governing.start(draft) - 1, 0, -1):
            chunk = self._chunks[index]
            if self._governing.stops(chunk) or chunk.kind is ChunkKind.VERB:
                return None
            if chunk.kind is ChunkKind.SUBORDINATOR:
                cue = self._doubt_before(index)
                return None if cue is None else Supposition(cue, "behind words of doubt with «أن»", open=verb is None or _is_open(verb))
        return None

    def _doubt_before(self, subordinator: int) -> int | None:
        """The word of doubt that «أن», «من أن», «بأن» goes back to; in «لجنة للتحقيق في مزاعم الفساد أن …» there is none."""
        tied = self._tokens[self._chunks[subordinator].first].stem.startswith("ب") or self._chunks[subordinator - 1].kind is ChunkKind.CUE
        before = max(0, subordinator - 1 - (self._chunks[subordinator - 1].kind is ChunkKind.CUE))
        chunk, first = self._chunks[before], self._chunks[before].first
        if chunk.genitive and before:
            first = self._chunks[before - 1].first  # «مزاعم المعارضة بأن»
        adjectives = word_class("possible adjective") | word_class("likely")
        described = next((index for index in range(chunk.first, chunk.last) if self._tokens[index].stem in adjectives), None)
        doubt = self._doubt_in(first if tied else chunk.last - 1, chunk.last)
        return described if doubt is None else doubt

    def _governed(self, draft: Draft, verb: Token | None) -> Supposition | None:
        """«رجح أن التنظيم نفذ», «يشتبه في ارتكابه»; in «طائرات يعتقد أنها روسية قصفت» the bombing is no belief."""
        clause = self._governing.governor(draft)
        if clause is None:
            return None
        expected = has_lemma(clause, "expecting") or (has_lemma(clause, "may") and _is_open(clause.token))
        if not expected and not has_lemma(clause, "supposing") and clause.token.stem not in word_class("seeming"):
            return None
        if verb is not None and not self._governing.introduces(clause, draft):
            return None
        return Supposition(self._chunks[clause.verb].head, "complement of a verb of supposing", open=expected if verb is None else _is_open(verb))

    def _words_behind(self, verb: int) -> range:
        """The few words behind a verb."""
        return range(self._chunks[verb].last, min(self._chunks[verb].last + _FAR, len(self._tokens)))

    def _aside(self, draft: Draft) -> Supposition | None:
        """«قصفت، على الأرجح، البلدة», «قصفت، على ما يبدو، البلدة»."""
        clause = None if draft.clause is None else self._clauses[draft.clause]
        if clause is None:
            return None
        likely = (
            self._chunks[index].head
            for index in clause.complements
            if slot_key(self._chunks[index].preposition) == "علي" and self._tokens[self._chunks[index].head].stem in word_class("likely")
        )
        following = (index for index in self._words_behind(clause.verb) if seems(index, self._tokens))
        cue = next(chain(likely, following), None)
        return None if cue is None else Supposition(cue, "adverb of doubt", open=_is_open(self._tokens[self._chunks[clause.verb].head]))


def _is_open(verb: Token) -> bool:
    """Whether it has not happened yet by its tense."""
    return verb.future or (bool(verb.verbs) and verb.verbs[0].tense == "imperfect")

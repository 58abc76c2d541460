"""What somebody threatens to do, and what he warns of."""

from typing import NamedTuple

from extract.arabic.clause_parts import Clause
from extract.arabic.drafts import Draft
from extract.arabic.word_classes import word_class
from extract.governing import Governing, has_lemma
from extract.model import EventType, Stance

_THREATEN = frozenset({EventType.THREATEN})


class Threat(NamedTuple):
    """The token that threatens; the stance is a hypothesis where it only warns of what others may do."""

    cue: int
    stance: Stance


def threat(draft: Draft, governing: Governing) -> Threat | None:
    """«هدد بقصف», «توعد بأنه سيقصف» threaten; «حذر من قصف» does not, «حذر من أنه سيقصف» does."""
    noun = governing.content_of(draft, _THREATEN, _THREATEN)
    if noun is not None:
        return Threat(noun.token, Stance.HYPOTHESISES if noun.lemmas & word_class("warning") else Stance.THREATENS)
    own = None if draft.clause is None else governing.clauses[draft.clause]
    verb, clause = governing.verb_of(draft), governing.governor(draft)
    if verb is None or clause is None or not _threatens(clause) or not governing.introduces(clause, draft):
        return None
    if all(reading.tense == "perfect" for reading in governing.tokens[verb].verbs):
        return None
    others = has_lemma(clause, "warning") and (own is None or (own.subject is not None and own.subject != clause.subject))
    return Threat(governing.chunks[clause.verb].head, Stance.HYPOTHESISES if others else Stance.THREATENS)


def _threatens(clause: Clause) -> bool:
    return any(frame.type is EventType.THREATEN and any("content" in filled for filled in frame.roles.values()) for frame in clause.frames)

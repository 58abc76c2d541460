"""The offices that a sentence tells, as values: who holds which, and of what body."""

from collections.abc import Sequence

from extract.arabic.offices import OfficeDraft
from extract.arabic.phrases import Phrase, attached_length
from extract.arabic.tokens import Token
from extract.arabic.word_classes import word_class
from extract.discourse import Discourse
from extract.model import Mention, Office, Span


def office_of(draft: OfficeDraft, tokens: Sequence[Token], text: str, discourse: Discourse) -> Office:
    """The office with its person and body as they are known where the words stand («التحالف» is the one named before)."""
    words, person = tokens[draft.first : draft.last], draft.person
    own = draft.first == person.first and not person.attached  # «وليام فلان، قائد …» begins so
    span = Span(words[0].word.start + (0 if own else attached_length(words[0])), words[-1].word.end)
    return Office(
        span,
        discourse.person(draft.person, tokens),
        _told(draft.rank, tokens),
        None if _is_counterpart(draft, tokens) else _told(draft.title, tokens),
        _body(draft, tokens, discourse),
    )


def _is_counterpart(draft: OfficeDraft, tokens: Sequence[Token]) -> bool:
    """«نظيره الروسي»: of Russia, and what he is there another's title tells."""
    return bool(draft.title) and tokens[draft.title[0]].stem in word_class("counterpart") | {"نظير", "نظيرته"}


def _body(draft: OfficeDraft, tokens: Sequence[Token], discourse: Discourse) -> Mention | None:
    if draft.body is None:
        return None
    first, last = draft.body.first, draft.body.last
    return discourse.mention(Phrase(first, last, last, first, "", draft.body.names), tokens)


def _told(words: Sequence[int], tokens: Sequence[Token]) -> str | None:
    """The words in a row, without what is attached to the first: «للمتحدث الرسمي» tells of «المتحدث الرسمي»."""
    if not words:
        return None
    first, *rest = (tokens[index] for index in words)
    head = first.word.text[attached_length(first) :]
    if first.definite and first.preposition == "ل" and not head.startswith("ا"):
        head = "ال" + head[1:]
    return " ".join([head, *(token.word.text for token in rest)])

"""What a sentence says that belongs to what, as values."""

from collections.abc import Sequence
from dataclasses import replace

from extract.arabic.belongings import BelongingDraft
from extract.arabic.phrases import attached_length
from extract.arabic.tokens import Token
from extract.discourse import Discourse
from extract.model import Belonging, EntityKind, Mention, Span

_NO_BODY = frozenset({EntityKind.PLACE, EntityKind.STATE, EntityKind.PERSON})


def belonging_of(draft: BelongingDraft, tokens: Sequence[Token], discourse: Discourse) -> Belonging | None:
    """The belonging with both bodies as they are known where the words stand; None where one of them is nobody in particular («للوزارة»)."""
    part, whole = (_as_body(discourse.mention(phrase, tokens), tokens[phrase.head]) for phrase in (draft.part, draft.whole))
    told = all(_is_particular(body, phrase.last - phrase.first) for body, phrase in ((part, draft.part), (whole, draft.whole)))
    if not told or part.name == whole.name or (part.entity is not None and part.entity == whole.entity):
        return None
    first, last = tokens[draft.first], tokens[draft.last - 1]
    return Belonging(Span(first.word.start + attached_length(first), last.word.end), part, whole, draft.relation)


def _as_body(mention: Mention, head: Token) -> Mention:
    """«لواء النخيل» is no general."""
    unit = mention.kind is EntityKind.PERSON and mention.entity is None and "armed" in head.heads
    return replace(mention, kind=EntityKind.ARMED_GROUP) if unit else mention


def _is_particular(body: Mention, words: int) -> bool:
    """A known body, one that an article named before («الجماعة»), or one called by more than its kind."""
    return body.kind not in _NO_BODY and (body.entity is not None or words > 1 or body.name != body.text)

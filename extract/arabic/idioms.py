"""Verbs that tell an event of their own, or none, with a certain word beside them: «قطع العلاقات», «سحب سفيره», «نزل إلى الشارع», «نشر صورا»."""

from collections.abc import Sequence
from dataclasses import replace

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.drafts import Filler
from extract.arabic.idiom_words import is_idiom_word
from extract.arabic.lexicon import Idiom
from extract.arabic.phrases import Phrase
from extract.arabic.prepositions import slot_key
from extract.arabic.slots import SlotReader
from extract.arabic.tokens import Token
from extract.arabic.words import QUOTES
from extract.model import CountKind, EventType

_NO_CROWD = frozenset({"armed", "government", "object"})


def find_idiom(idioms: Sequence[Idiom], clause: Clause, tokens: Sequence[Token], chunks: Sequence[Chunk]) -> tuple[Idiom, int] | None:
    """The idiom that a clause makes and the chunk that has its word."""
    for idiom in idioms:
        for at in _in_slot(idiom, clause, chunks):
            if is_idiom_word(idiom, tokens, chunks[at]) and not _is_excluded(idiom, clause, tokens, chunks):
                return idiom, at
    return None


def _in_slot(idiom: Idiom, clause: Clause, chunks: Sequence[Chunk]) -> tuple[int, ...]:
    """The chunks that stand where the idiom has its word."""
    if idiom.slot == "subj":
        subject = clause.object if clause.subject is None else clause.subject  # «انتشر الوباء»: what can do nothing was not taken for the subject
        return (subject,) if subject is not None and clause.subject_from != "shared" else ()
    if idiom.slot != "obj":
        dated = (at for at in (clause.verb + 1, clause.verb + 2) if at < len(chunks) and chunks[at].kind is ChunkKind.DATE)
        return tuple(at for at in (*clause.complements, *dated) if slot_key(chunks[at].preposition) == slot_key(idiom.slot))
    undergoing = clause.subject if clause.passive else clause.object
    if idiom.frame.type is None and undergoing is None:  # «أطلق عليها لقب …», «برنامج تقوده …»
        undergoing = clause.antecedent if clause.token.pronoun else clause.subject
    return () if undergoing is None else (undergoing,)


def _is_excluded(idiom: Idiom, clause: Clause, tokens: Sequence[Token], chunks: Sequence[Chunk]) -> bool:
    """«أغلقت الشرطة الطريق», «سفينة ترفع علم بنما» are no protest: who is armed or governs does not take to the street, nor does a thing."""
    if idiom.future and not clause.token.future:
        return True
    if idiom.frame.type is None and idiom.slot == "ب" and _perished(clause, tokens, chunks):
        return True  # «قضى ثلاثة أطفال بانفجار لغم», but «قضى الاتفاق بوقف القتال»
    return idiom.frame.type is EventType.PROTEST and clause.subject is not None and bool(tokens[chunks[clause.subject].head].heads & _NO_CROWD)


def _perished(clause: Clause, tokens: Sequence[Token], chunks: Sequence[Chunk]) -> bool:
    """Whether the subject is people who hold no office, of a verb that also tells that they died."""
    by = (chunks[at].noun for at in clause.complements if chunks[at].preposition == "ب")
    dies = any(frame.counts is CountKind.KILLED for frame in clause.frames) and any(noun is not None and noun.type is EventType.ASSAULT for noun in by)
    heads = tokens[chunks[clause.subject].head].heads if clause.subject is not None else frozenset()
    return dies and "group" in heads and "title" not in heads


def owners(at: int, tokens: Sequence[Token], chunks: Sequence[Chunk], slots: SlotReader) -> tuple[Filler, ...]:
    """Whose it is that the idiom speaks of: «جمدت أصول المصرف», «أطلق سراح المعتقلين», «علق عضويته»."""
    chunk, head = chunks[at], tokens[chunks[at].head]
    if head.pronoun:
        return (Filler(token=chunk.head, pronoun=head.pronoun, reason="genitive pronoun"),)
    if chunk.kind is ChunkKind.EVENT:
        return slots.chunk_fillers(at + 1, "genitive") if at + 1 < len(chunks) and chunks[at + 1].genitive else ()
    first, *others = chunk.members
    start = first.head + 1
    while start < first.last and tokens[start].normal in QUOTES:
        start += 1
    if start >= first.last:
        return _behind(at, chunks, slots)
    if start + 1 == chunk.last and "quantifier" in tokens[start].heads:
        return _counted(at, start, chunks)
    owner = replace(first, first=start, head=start, preposition="", names=(), person=False)
    return (Filler(owner, start, reason="genitive"), *(Filler(other, other.head, reason="genitive") for other in others))


def _behind(at: int, chunks: Sequence[Chunk], slots: SlotReader) -> tuple[Filler, ...]:
    """«أودى بحياة ما لا يقل عن خمسة أشخاص»: a figure opens a phrase of its own."""
    following = at + 1
    if following >= len(chunks) or chunks[following].preposition or chunks[following].kind is not ChunkKind.PHRASE:
        return ()
    return slots.chunk_fillers(following, "genitive") if chunks[following].first == chunks[at].last else ()


def _counted(at: int, start: int, chunks: Sequence[Chunk]) -> tuple[Filler, ...]:
    """«أودى بحياة أكثر من ثلاثين مدنيا»: the figure behind «من» is whose lives they were."""
    following = at + 1
    if following >= len(chunks) or chunks[following].preposition != "من" or not chunks[following].members:
        return ()
    return (Filler(Phrase(start, start + 1, chunks[following].members[0].last, start, ""), start, reason="genitive"),)

"""How a chunk stands to the event: in which slot of its clause, on which side, how far, and what is between."""

from collections.abc import Sequence

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.drafts import Draft
from extract.arabic.lexicon import VerbFrame
from extract.arabic.phrases import Phrase
from extract.arabic.prepositions import slot_key
from extract.arabic.words import WALLS
from extract.learned.proposals import Proposal

_FAR = (1, 2, 4, 8)  # nominal chunks between: next, near, apart, far, and beyond
_LONGEST_PATH = 5


def relation(at: int | None, proposal: Proposal) -> tuple[str, str]:
    """How a chunk stands to the verb or noun of the event, and the slots that the lexicon has for that."""
    if at is None:
        return "dropped", frame_roles(proposal, "subj")
    chunk, noun = proposal.parsed.chunks[at], proposal.chunk.noun
    key = slot_key(chunk.preposition)
    if at == proposal.draft.chunk:
        return "inside", ""
    if noun is not None and at == proposal.draft.chunk + 1 and chunk.genitive:
        return "genitive", " ".join(noun.roles.get("gen", ()))
    if noun is not None and at > proposal.draft.chunk and key:
        roles = {slot_key(slot): filled for slot, filled in noun.roles.items()}
        if key in roles:
            return "complement of noun", " ".join(roles[key])
    own = None if proposal.clause is None else _in_own_clause(at, key, proposal, proposal.clause)
    return own or _in_another_clause(at, proposal)


def _in_own_clause(at: int, key: str, proposal: Proposal, clause: Clause) -> tuple[str, str] | None:
    if at == clause.subject:
        return f"subject {clause.subject_from} {'passive' if clause.passive else ''}", frame_roles(proposal, "subj")
    if at == clause.object:
        return "object", frame_roles(proposal, "obj")
    if at == clause.antecedent:
        return "antecedent", ""
    if at in clause.complements:
        return "complement", frame_roles(proposal, key)
    return ("fronted", key) if at in clause.fronted else None


def _in_another_clause(at: int, proposal: Proposal) -> tuple[str, str]:
    for other in proposal.parsed.clauses:
        name = "subject" if at == other.subject else "object" if at == other.object else "complement" if at in other.complements else ""
        if name:
            side = "before" if other.verb < proposal.draft.chunk else "after"
            return f"{name} of another {side}", other.subject_from if name == "subject" else ""
    return "free", ""


def frame_roles(proposal: Proposal, slot: str) -> str:
    """What the row of the event's verb puts into a slot."""
    frame = _frame(proposal)
    if frame is None:
        return ""
    return " ".join(next((filled for name, filled in frame.roles.items() if slot_key(name) == slot), ()))


def _frame(proposal: Proposal) -> VerbFrame | None:
    clause = proposal.clause
    if clause is None or not clause.frames:
        return None
    return next((frame for frame in clause.frames if frame.type is proposal.draft.type), clause.frames[0])


def place_between(at: int | None, proposal: Proposal) -> str:
    """Before or after the trigger, how far, and the strongest thing between."""
    if at is None:
        return "before the sentence"
    if at == proposal.draft.chunk:
        return "here"
    first, last = sorted((at, proposal.draft.chunk))
    between = proposal.parsed.chunks[first + 1 : last]
    side = "before" if at < proposal.draft.chunk else "after"
    return f"{side} {_distance(between)} {barrier(between, proposal)}"


def _distance(between: Sequence[Chunk]) -> int:
    nominal = sum(chunk.kind in (ChunkKind.PHRASE, ChunkKind.EVENT) for chunk in between)
    return next((rank for rank, far in enumerate(_FAR) if nominal < far), len(_FAR))


def barrier(between: Sequence[Chunk], proposal: Proposal) -> str:
    """A full stop of some kind, a subordinator, a verb, a noun of action, a comma, or nothing."""
    kinds = {chunk.kind for chunk in between}
    marks = {proposal.parsed.tokens[chunk.first].normal for chunk in between if chunk.kind is ChunkKind.MARK}
    if marks & WALLS:
        return "wall"
    found = [kind for kind in (ChunkKind.SUBORDINATOR, ChunkKind.RELATIVE, ChunkKind.VERB, ChunkKind.EVENT) if kind in kinds][:1]
    return "+".join([*found, *(["comma"] if marks else [])]) or "nothing"


def path(at: int, proposal: Proposal) -> str:
    """The chunks from trigger to candidate, each by its kind and preposition; only near ones."""
    first, last = sorted((at, proposal.draft.chunk))
    if last - first > _LONGEST_PATH:
        return "far"
    steps = [shape(chunk, proposal) for chunk in proposal.parsed.chunks[first : last + 1] if chunk.kind is not ChunkKind.QUOTE]
    return ("<" if at < proposal.draft.chunk else ">") + " ".join(steps)


def shape(chunk: Chunk | None, proposal: Proposal) -> str:
    """A chunk by its kind, preposition and conjunction."""
    if chunk is None:
        return "edge"
    first = proposal.parsed.tokens[chunk.first]
    if chunk.kind is ChunkKind.MARK:
        return first.normal
    return f"{'و' if first.conjunction else ''}{chunk.kind}{'/' + slot_key(chunk.preposition) if chunk.preposition else ''}{'.g' if chunk.genitive else ''}"


def slot_in(at: int | None, clause: Clause) -> str:
    """As what a chunk stands in a clause."""
    if at is None:
        return "dropped"
    if at == clause.subject:
        return "passive subject" if clause.passive else "subject"
    if at == clause.object:
        return "object"
    return "complement" if at in clause.complements else "antecedent" if at == clause.antecedent else "fronted" if at in clause.fronted else "none"


def governing(proposal: Proposal) -> tuple[Clause | None, str]:
    """The clause in which a noun of action stands, and as what."""
    at = proposal.draft.chunk
    for clause in proposal.parsed.clauses:
        slot = "none" if clause is proposal.clause else slot_in(at, clause)
        if slot != "none":
            return clause, f"{slot} {slot_key(proposal.parsed.chunks[at].preposition)}"
    return None, "none"


def role_in(phrase: Phrase | None, draft: Draft) -> str:
    """The slot that a phrase fills in a draft."""
    if phrase is None:
        return "no phrase"
    if any(_same(filler.phrase, phrase) for filler in draft.actors):
        return "actor"
    if any(_same(filler.phrase, phrase) for filler in draft.targets):
        return "target"
    return "place" if any(_same(place, phrase) for place in draft.places) else "none"


def _same(one: Phrase | None, other: Phrase) -> bool:
    return one is other or (one is not None and one.first == other.first and one.last == other.last)

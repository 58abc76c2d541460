"""Why a slot is filled otherwise than the grammar had it: the model's word for it, with how likely it finds it."""

from collections.abc import Mapping, Sequence

from extract.learned.positions import relation
from extract.learned.proposals import Candidate, Proposal
from extract.model import EventMention, Mention, TimeInterval

Scored = tuple[float, Candidate]

_FIELDS = {"actor": "actors", "target": "targets", "place": "places"}


def told_anew(
    proposal: Proposal, revised: EventMention, chosen: Mapping[str, Sequence[Scored]], time: tuple[float, TimeInterval] | None
) -> dict[str, str]:
    """The grammar's reasons, with the model's own for each slot in which it differs."""
    reasons = dict(proposal.event.reasons)
    for slot, field in _FIELDS.items():
        before: tuple[Mention, ...] = getattr(proposal.event, field)
        if getattr(revised, field) != before:
            reasons.pop(slot, None)
            if chosen[slot]:
                told = "; ".join(f"{_stands(candidate, proposal)}, {probability:.2f} likely" for probability, candidate in chosen[slot])
                reasons[slot] = f"chosen by the model: {told}" + (f" (the grammar had {_names(before)})" if before else "")
    if revised.time != proposal.event.time:
        reasons.pop("date", None)
        if time is not None:
            reasons["date"] = f"chosen by the model: {time[0]:.2f} likely"
    if not revised.counts:
        reasons.pop("counts", None)
    return reasons


def _stands(candidate: Candidate, proposal: Proposal) -> str:
    return relation(candidate.chunk, proposal)[0].strip() if not candidate.given else f"{candidate.given} by grammar ({candidate.reason})"


def _names(mentions: Sequence[Mention]) -> str:
    return ", ".join(f"«{mention.text}»" for mention in mentions)

"""What the grammar made of each participant over the whole article: who attacks in one sentence attacks in the next."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from extract.learned.proposals import Proposal
from extract.model import Mention


@dataclass(frozen=True, slots=True)
class Article:
    """How often each participant fills a slot, by type of event and over all types (""), and how often it is mentioned."""

    roles: Counter[tuple[str, str, str]]
    mentions: Counter[str]


def article_key(mention: Mention) -> str:
    """One key for all mentions of one thing."""
    return mention.entity or mention.within or mention.name


def article_of(proposals: Iterable[Proposal]) -> Article:
    """Counted over all proposals of an article."""
    roles: Counter[tuple[str, str, str]] = Counter()
    seen: dict[str, set[tuple[int, int]]] = {}
    for proposal in proposals:
        for candidate in (*proposal.participants, *proposal.places):
            key = article_key(candidate.mention)
            seen.setdefault(key, set()).add((candidate.mention.span.start, candidate.mention.span.end))
            if candidate.given:
                roles[key, candidate.given, proposal.draft.type] += 1
                roles[key, candidate.given, ""] += 1
    return Article(roles, Counter({key: len(spans) for key, spans in seen.items()}))

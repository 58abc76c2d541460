"""Which place mentions stand in one phrase, the larger behind the smaller: «قريتي أ وب في ريف حلب»."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from types import MappingProxyType

from extract.arabic.normal import normalize
from extract.arabic.words import split_words
from extract.model import Mention
from kg.geography.tables import load_table

_ENDS = frozenset(".!?؟\n")
_COMMAS, _BRACKETS = frozenset("،,"), frozenset("()«»\"“”")
_LONGEST_GAP = 40  # characters between two mentions of one phrase


class Link(Enum):
    """How a place mention goes on to the next."""

    WITHIN = "within"  # «هجين في ريف دير الزور», «هجين شرقي دير الزور»
    COMMA = "comma"  # «هجين، ريف دير الزور», or a list
    AND = "and"  # «هجين والشعفة»
    NONE = "none"


class Phrases:
    """How the place mentions of a document, in text order, hang together.

    `sentences` are the numbers of their sentences, `chains` for each mention the mentions in its phrase that it lies in, the nearest first.
    `joined` tells whether «و» or a comma leads from it to the next that does not overlap it, `firm` whether a word leads to the larger place
    («في ريف حلب») and not a mere comma, which may be that of a list. `rank` is larger for larger ground.
    """

    def __init__(self, text: str, mentions: Sequence[Mention], rank: Callable[[Mention], float]) -> None:
        ends = [at for at, letter in enumerate(text) if letter in _ENDS]
        self.sentences = tuple(bisect_right(ends, mention.span.start) for mention in mentions)
        chains: list[tuple[int, ...]] = [()] * len(mentions)
        joined, firm = [False] * len(mentions), [False] * len(mentions)
        for n in range(len(mentions) - 2, -1, -1):
            after = next((m for m in range(n + 1, len(mentions)) if mentions[m].span.start >= mentions[n].span.end), None)
            if after is None or self.sentences[n] != self.sentences[after]:
                continue
            link = _link(text[mentions[n].span.end : mentions[after].span.start])
            joined[n] = link in (Link.AND, Link.COMMA)
            if link in (Link.WITHIN, Link.COMMA) and rank(mentions[after]) > rank(mentions[n]):
                chains[n], firm[n] = (after, *chains[after]), link is Link.WITHIN
            elif joined[n]:
                chains[n], firm[n] = chains[after], firm[after]
        self.chains, self.joined, self.firm = tuple(chains), tuple(joined), tuple(firm)


def _link(gap: str) -> Link:
    if len(gap) > _LONGEST_GAP:
        return Link.NONE
    words = split_words(gap)
    marks = {word.text for word in words if word.is_mark}
    links = {_links().get(word.normal, Link.NONE) for word in words if not word.is_mark}
    if not marks <= _COMMAS | _BRACKETS or Link.NONE in links:
        return Link.NONE
    if Link.AND in links:
        return Link.AND
    return Link.COMMA if marks & _COMMAS and not links else Link.WITHIN


@lru_cache(maxsize=1)
def _links() -> Mapping[str, Link]:
    return MappingProxyType({normalize(word): Link(link) for word, link in load_table("place_links")})

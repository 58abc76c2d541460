"""One proposal in its article, with what all its features share, worked out once."""

from dataclasses import dataclass
from functools import cached_property

from extract.arabic.clause_parts import Clause
from extract.arabic.drafts import Draft
from extract.arabic.places import is_place_phrase
from extract.arabic.prepositions import slot_key
from extract.arabic.tokens import Kind
from extract.learned.article import Article
from extract.learned.positions import barrier, governing
from extract.learned.proposals import Proposal
from extract.model import EntityKind

_NOBODY = frozenset({None, EntityKind.PLACE})


@dataclass(frozen=True)
class View:
    """One proposal in its article, with what all its features share."""

    proposal: Proposal
    article: Article

    @property
    def draft(self) -> Draft:
        return self.proposal.draft

    @cached_property
    def lemma(self) -> str:
        return self.draft.rule.split()[1]

    @cached_property
    def rule(self) -> str:
        words = self.draft.rule.split()
        return f"{words[0]} carried" if "carried" in words else words[0]

    @cached_property
    def filled(self) -> dict[str, str]:
        """Whether the grammar filled a slot, and with what sort of thing."""
        draft = self.draft
        found = {"actor": "dropped" if draft.open_actor else "open", "target": "open", "place": "filled" if draft.places else "open"}
        for role, fillers in (("actor", draft.actors), ("target", draft.targets)):
            if fillers:
                found[role] = "pronoun" if fillers[0].pronoun else "filled"
        return found

    @cached_property
    def grounds(self) -> tuple[int, ...]:
        """The chunks of the sentence that name places."""
        return tuple(index for index, chunk in enumerate(self.proposal.parsed.chunks) if is_place_phrase(chunk, self.proposal.parsed.tokens))

    @cached_property
    def somebodies(self) -> tuple[int, ...]:
        """The chunks of the sentence that name who can act."""
        found = {candidate.chunk for candidate in self.proposal.participants if candidate.chunk is not None and candidate.mention.kind not in _NOBODY}
        return tuple(sorted(found))

    @cached_property
    def governor(self) -> tuple[Clause | None, str]:
        return governing(self.proposal)

    @cached_property
    def neighbours(self) -> tuple[tuple[Draft, str, str], ...]:
        """The events before and after this one: each with how it is joined and what stands between."""
        drafts, chunks = self.proposal.parsed.drafts, self.proposal.parsed.chunks
        at, found = drafts.index(self.draft), []
        for index, name in ((at - 1, "previous"), (at + 1, "next")):
            if not 0 <= index < len(drafts):
                continue
            first, last = sorted((drafts[index].chunk, self.draft.chunk))
            joined = "و" if self.proposal.parsed.tokens[chunks[last].first].conjunction else slot_key(chunks[last].preposition)
            found.append((drafts[index], f"{name} {joined}", barrier(chunks[first + 1 : last], self.proposal)))
        return tuple(found)

    @cached_property
    def tense(self) -> str:
        token = self.proposal.parsed.tokens[self.draft.trigger]
        return f"{token.verbs[0].tense} {token.verbs[0].person}" if token.verbs and token.kind is Kind.VERB else "noun"

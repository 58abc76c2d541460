"""Whom one filler of a sentence means: a phrase by itself, a pronoun or an unsaid subject by what stands before it."""

from collections.abc import Sequence
from dataclasses import replace

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.concord import concord_of, concord_of_all
from extract.arabic.drafts import Filler
from extract.arabic.normal import normalize
from extract.arabic.phrases import Phrase
from extract.arabic.places import is_ground
from extract.discourse import ACTING_HEADS, Discourse
from extract.model import EntityKind, Mention, Span
from extract.parsed import ParsedSentence


class ReferenceResolver:
    """Finds the antecedents in one sentence and those before it."""

    def __init__(self, parsed: ParsedSentence, discourse: Discourse) -> None:
        self._parsed, self._discourse = parsed, discourse
        for index, chunk in enumerate(parsed.chunks):
            for phrase in chunk.members:
                discourse.remember(phrase, parsed.tokens)
            self._introduce(index, chunk)

    def _introduce(self, index: int, office: Chunk) -> None:
        """«العقيد فلان المتحدث باسم التحالف: «ننسق …»»: the office behind the name says for whom the person speaks."""
        before = index - 1
        if before > 0 and self._parsed.tokens[self._parsed.chunks[before].first].normal in "،,":
            before -= 1
        body = office.members[0].inner if office.members and "title" in self._parsed.tokens[office.head].heads else None
        named = before >= 0 and body is not None and body.kind is not EntityKind.PERSON and not office.preposition
        person = self._parsed.chunks[before].members[-1] if named and self._parsed.chunks[before].members else None
        if body is not None and person is not None and person.person:
            self._discourse.introduce(self._discourse.mention(person, self._parsed.tokens), body)

    def mention(self, filler: Filler, avoid: Sequence[Mention] = (), *, acts: bool = True) -> Mention | None:
        """The one whom a phrase names or a pronoun means, or None where nobody fits."""
        if filler.phrase is not None:
            return self._owned(filler.phrase, self._discourse.mention(filler.phrase, self._parsed.tokens))
        word = self._parsed.tokens[filler.token].word
        patient = None if acts else self.patient_before(filler, avoid) or self._ground_before(filler, avoid)
        referent = patient or self._discourse.pronoun(filler.pronoun, word.start, avoid, self._subject_before(filler.token), acts=acts)
        if referent is None:
            return None
        span = Span(word.end - min(len(filler.pronoun), len(word.text)), word.end)
        return replace(referent, span=span)  # the text stays the antecedent's

    def _owned(self, phrase: Phrase, mention: Mention) -> Mention:
        """«قواته» behind «أعلن الجيش الليبي أن»: the name says whose forces they are."""
        head = self._parsed.tokens[phrase.head]
        alone = mention.entity is None and phrase.last - phrase.first == 1 and head.pronoun in ("ه", "ها", "هم") and head.heads & {"armed", "weapon"}
        word = head.word.text[: -len(head.pronoun)][-len(head.stem) :] if alone else ""
        if not alone or normalize(word) != head.stem:
            return mention
        owner = self._discourse.pronoun(head.pronoun, head.word.start, (mention,), self._subject_before(phrase.head))
        if owner is None:
            return mention
        owner = self._discourse.side_of(owner)
        return replace(mention, name=f"{word} {owner.name}", within=owner.entity or owner.within)

    def patient_before(self, filler: Filler, avoid: Sequence[Mention]) -> Mention | None:
        """«هاجموا القرية ودمروها»: what is done to somebody is mostly done to whom the clauses before it did something."""
        avoided = {mention.name for mention in avoid}
        earlier = (clause for clause in reversed(self._parsed.clauses) if self._parsed.chunks[clause.verb].head < filler.token)
        objects = [clause.subject if clause.passive else clause.object for clause in earlier]
        drafts = [draft for draft in reversed(self._parsed.drafts) if draft.trigger < filler.token]
        verbal = [at.phrase for draft in drafts if draft.clause is not None for at in draft.targets if at.phrase is not None]
        nominal = [at.phrase for draft in drafts if draft.clause is None for at in draft.targets if at.phrase is not None]
        verbal += [phrase for index in objects if index is not None for phrase in self._parsed.chunks[index].members]
        people = any(frame.counts for clause in self._parsed.clauses if self._parsed.chunks[clause.verb].head == filler.token for frame in clause.frames)
        # The object of a verb goes on from verb to verb: «طالبت التحالف بالتحقيق في قتل الشيخ وحمّلته …».
        first, then = (verbal, nominal) if filler.reason == "object pronoun" else ([], [*verbal, *nominal])
        for phrase in (*sorted(first, key=_place, reverse=True), *sorted(then, key=_place, reverse=True)):
            if phrase.last > filler.token or self._is_instrument(phrase) or (people and self._is_thing(phrase)):
                continue
            mention = self._discourse.mention(phrase, self._parsed.tokens)
            if concord_of(phrase, self._parsed.tokens).fits(filler.pronoun) and mention.name not in avoided:
                return mention
        return None

    def _ground_before(self, filler: Filler, avoid: Sequence[Mention]) -> Mention | None:
        """«انسحب من البلدة بعد أن قصفها»: ground of the same sentence, not where it only happens («في سوريا»)."""
        avoided = {mention.name for mention in avoid}
        for chunk in reversed(self._parsed.chunks):
            for phrase in reversed(chunk.members):
                if phrase.last > filler.token or chunk.preposition == "في" or not is_ground(phrase, self._parsed.tokens):
                    continue
                mention = self._discourse.mention(phrase, self._parsed.tokens, as_place=True)
                if concord_of(phrase, self._parsed.tokens).fits(filler.pronoun) and mention.name not in avoided:
                    return mention
        return None

    def _is_thing(self, phrase: Phrase) -> bool:
        """«اقتحموا المنزل وقتلوه»: no house is killed."""
        heads = self._parsed.tokens[phrase.head].heads
        return bool(heads & {"object", "place"}) and not heads & {"group", "armed", "title"}

    def _is_instrument(self, phrase: Phrase) -> bool:
        """«فجروا عبوات واستهدفوها»: not the charges."""
        heads = self._parsed.tokens[phrase.head].heads
        return "weapon" in heads and not heads & {"object", "armed"}

    def _subject_before(self, token: int) -> Span | None:
        """Where the subject of the clause around a token stands: a possessive mostly means it."""
        for clause in reversed(self._parsed.clauses):
            chunk = None if clause.subject is None else self._parsed.chunks[clause.subject]
            if self._parsed.chunks[clause.verb].head < token and clause.antecedent is None and chunk is not None and chunk.members:
                return chunk.members[0].span(self._parsed.tokens)
        return None

    def is_subordinate(self, verb: int) -> bool:
        return verb > 0 and self._parsed.chunks[verb - 1].kind is ChunkKind.SUBORDINATOR

    def in_sentence(self, verb: int, pronouns: frozenset[str]) -> tuple[Mention, ...]:
        """«منع المتمردين من التقدم بعد أن سيطروا على …»: the nearest before the verb that agrees with it and can act."""
        for chunk in reversed(self._parsed.chunks[:verb]):
            heads = self._parsed.tokens[chunk.head].heads
            acts = any(member.person or member.names or member.inner for member in chunk.members) or heads & ACTING_HEADS
            if chunk.members and acts and any(concord_of_all(chunk.members, self._parsed.tokens).fits(pronoun) for pronoun in pronouns):
                mentions = tuple(self._discourse.mention(member, self._parsed.tokens) for member in chunk.members)
                if not any(mention.kind is EntityKind.PLACE for mention in mentions):
                    return mentions
        return ()


def _place(phrase: Phrase) -> int:
    return phrase.first

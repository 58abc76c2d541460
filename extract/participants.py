"""Who takes part in a drafted event: phrases, pronouns, dropped subjects and «الجانبان» resolved to those they mean."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.concord import concord_of, concord_of_all, pronouns_of
from extract.arabic.drafts import Draft, Filler
from extract.arabic.phrases import Phrase
from extract.arabic.word_classes import word_class
from extract.attribution import said_of
from extract.discourse import Discourse, Topic
from extract.model import EntityKind, EventType, Mention, Span
from extract.parsed import ParsedSentence

_ACTING_HEADS = frozenset({"armed", "government", "organisation", "group", "title"})
_JOINT = frozenset({EventType.CONSULT, EventType.COOPERATE, EventType.AGREE})

Participants = tuple[tuple[Mention, ...], tuple[Mention, ...]]


class ParticipantResolver:
    """Resolves the fillers of one sentence's drafts; `speaker` is who spoke last before it."""

    def __init__(self, parsed: ParsedSentence, discourse: Discourse, speaker: Mention | None) -> None:
        self._parsed, self._discourse, self._speaker = parsed, discourse, speaker
        for index, chunk in enumerate(parsed.chunks):
            for phrase in chunk.members:
                discourse.remember(phrase, parsed.tokens)
            self._introduce(index, chunk)

    def _introduce(self, index: int, office: Chunk) -> None:
        """«العقيد فلان المتحدث باسم التحالف: «ننسق …»»: the office behind the name says for whom the person speaks."""
        before = index - 1
        if before > 0 and self._parsed.tokens[self._parsed.chunks[before].first].normal in "،,":
            before -= 1
        body = office.members[0].inner if office.members else None
        if before < 0 or body is None or body.kind is EntityKind.PERSON or "title" not in self._parsed.tokens[office.head].heads or not self._parsed.chunks[before].members:
            return
        person = self._parsed.chunks[before].members[-1]
        if person.person and not office.preposition:
            self._discourse.introduce(self._discourse.mention(person, self._parsed.tokens), body)

    def participants(self, draft: Draft) -> Participants:
        """Actors and targets of a draft."""
        actors = self._mentions(draft.actors)
        if actors and not draft.targets and self._is_ground(draft, actors):
            return (), actors
        targets = self._mentions(draft.targets, avoid=actors, acts=False)
        if draft.open_actor and not actors:
            actors = self._dropped(draft, targets)
        return self._as_two(draft, actors, targets)

    def _is_ground(self, draft: Draft, actors: tuple[Mention, ...]) -> bool:
        """«بعد قصفها»: where the pronoun means a town, it is what was shelled."""
        return draft.actors[0].reason == "either pronoun" and all(mention.kind is EntityKind.PLACE for mention in actors)

    def _as_two(self, draft: Draft, actors: tuple[Mention, ...], targets: tuple[Mention, ...]) -> Participants:
        """«بحث الجانبان», «اشتباكات بين الطرفين»: of two who do something together the one acts, the other is the target."""
        joint = draft.type in _JOINT or any(filler.reason == "between" for filler in draft.actors)
        if joint and len(actors) == 2 and not targets and self._is_pair(draft):
            actors, targets = actors[:1], actors[1:]
        elif len(actors) == 1 and not targets and self._is_several(draft.actors):
            targets = actors  # «اشتباكات بين قبيلتين»: each of them undergoes what the other does
        if joint and len(actors) == len(targets) == 1:
            self._discourse.met(actors[0], targets[0])
        return actors, targets

    def _is_several(self, fillers: Sequence[Filler]) -> bool:
        """One phrase behind «بين» that means more than one: «قبيلتين», «مسلحين»."""
        heads = (self._parsed.tokens[filler.phrase.head] for filler in fillers if filler.phrase and not filler.phrase.names and filler.reason == "between")
        return any("group" in head.heads or head.stem.endswith(("تين", "ين", "ات")) for head in heads)

    def _is_pair(self, draft: Draft) -> bool:
        phrases = [filler.phrase for filler in draft.actors if filler.phrase is not None]
        return draft.open_actor or any(self._parsed.tokens[phrase.head].stem in word_class("pair") for phrase in phrases)

    def _mentions(self, fillers: Sequence[Filler], avoid: Sequence[Mention] = (), *, acts: bool = True) -> tuple[Mention, ...]:
        found = (mention for filler in fillers for mention in self._each(filler, avoid, acts))
        return tuple(dict.fromkeys(found))

    def _each(self, filler: Filler, avoid: Sequence[Mention], acts: bool) -> Iterator[Mention]:
        phrase = filler.phrase
        if phrase is not None and phrase.last - phrase.first == 1:
            head = self._parsed.tokens[phrase.head]
            pair = self._discourse.pair(head.word.start) if head.definite and head.stem in word_class("pair") else None
            if pair is not None:
                span = phrase.span(self._parsed.tokens)
                yield from (replace(mention, span=span) for mention in pair)
                return
        mention = self.mention(filler, avoid, acts=acts)
        if mention is not None:
            yield mention

    def mention(self, filler: Filler, avoid: Sequence[Mention] = (), *, acts: bool = True) -> Mention | None:
        """The one whom a phrase names or a pronoun means, or None where nobody fits."""
        if filler.phrase is not None:
            return self._discourse.mention(filler.phrase, self._parsed.tokens)
        word = self._parsed.tokens[filler.token].word
        patient = None if acts else self._patient_before(filler, avoid)
        referent = patient or self._discourse.pronoun(filler.pronoun, word.start, avoid, self._subject_before(filler.token), acts=acts)
        if referent is None:
            return None
        span = Span(word.end - min(len(filler.pronoun), len(word.text)), word.end)
        return replace(referent, span=span)  # the text stays the antecedent's

    def _patient_before(self, filler: Filler, avoid: Sequence[Mention]) -> Mention | None:
        """«هاجموا القرية ودمروها»: what is done to somebody is mostly done to whom the clauses before it did something."""
        avoided = {mention.name for mention in avoid}
        earlier = (clause for clause in reversed(self._parsed.clauses) if self._parsed.chunks[clause.verb].head < filler.token)
        objects = [clause.subject if clause.passive else clause.object for clause in earlier]
        told = [at.phrase for draft in reversed(self._parsed.drafts) if draft.trigger < filler.token for at in draft.targets if at.phrase is not None]
        undergone = [phrase for index in objects if index is not None for phrase in self._parsed.chunks[index].members]
        before = [phrase for phrase in (*told, *undergone) if phrase.last <= filler.token and not self._is_instrument(phrase)]
        for phrase in sorted(before, key=lambda phrase: phrase.first, reverse=True):
            mention = self._discourse.mention(phrase, self._parsed.tokens)
            if concord_of(phrase, self._parsed.tokens).fits(filler.pronoun) and mention.name not in avoided:
                return mention
        return None

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

    def _dropped(self, draft: Draft, avoid: Sequence[Mention]) -> tuple[Mention, ...]:
        """The unnamed subject: «نحن» is the speaker's side, «هم» may be people of the same sentence, else whom the sentences before told of."""
        if draft.clause is None:
            return ()
        verb = self._parsed.clauses[draft.clause].token
        persons = {reading.person for reading in verb.verbs}
        if persons and persons <= {"1p", "1s"}:
            speaker = self.speaker_of(draft)
            return () if speaker is None else (self._discourse.side_of(speaker),)
        pronouns = pronouns_of(verb)
        clause = self._parsed.clauses[draft.clause]
        own = self._in_sentence(clause.verb, pronouns) if pronouns == {"هم"} or self._is_subordinate(clause.verb) else ()
        pair = self._discourse.pair(verb.word.start) if pronouns == {"هما"} else None
        return own or pair or self._discourse.topic(pronouns, avoid)

    def _is_subordinate(self, verb: int) -> bool:
        return verb > 0 and self._parsed.chunks[verb - 1].kind is ChunkKind.SUBORDINATOR

    def _in_sentence(self, verb: int, pronouns: frozenset[str]) -> tuple[Mention, ...]:
        """«منع المتمردين من التقدم بعد أن سيطروا على …»: the nearest before the verb that agrees with it and can act."""
        for chunk in reversed(self._parsed.chunks[:verb]):
            heads = self._parsed.tokens[chunk.head].heads
            acts = any(member.person or member.names or member.inner for member in chunk.members) or heads & _ACTING_HEADS
            if chunk.members and acts and any(concord_of_all(chunk.members, self._parsed.tokens).fits(pronoun) for pronoun in pronouns):
                mentions = tuple(self._discourse.mention(member, self._parsed.tokens) for member in chunk.members)
                if not any(mention.kind is EntityKind.PLACE for mention in mentions):
                    return mentions
        return ()

    def speaker_of(self, draft: Draft) -> Mention | None:
        """Who says the words in which the event is told."""
        said = said_of(self._parsed.said, draft.trigger)
        own = None if said is None else said.speaker
        return self._speaker if own is None else self.mention(Filler(own, own.head))

    def topics(self) -> tuple[Topic, ...]:
        """The subjects of the main clauses, the first before the others, which are the more likely the later they stand."""
        found = []
        for clause in self._parsed.clauses:
            own = clause.subject_from in ("before", "after") and not clause.passive and clause.antecedent is None
            chunk = self._parsed.chunks[clause.subject] if own and clause.subject is not None else None
            if chunk is None or chunk.kind is not ChunkKind.PHRASE:
                continue
            mentions = tuple(self._discourse.mention(member, self._parsed.tokens) for member in chunk.members)
            if any(member.names for member in chunk.members) or self._parsed.tokens[chunk.members[0].head].heads & _ACTING_HEADS:
                found.append(Topic(mentions, concord_of_all(chunk.members, self._parsed.tokens)))
        return (*found[:1], *reversed(found[1:]))

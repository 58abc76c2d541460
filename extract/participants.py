"""Who takes part in a drafted event: phrases, pronouns, dropped subjects and «الجانبان» resolved to those they mean."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.arabic.chunks import ChunkKind
from extract.arabic.concord import concord_of_all, pronouns_of
from extract.arabic.drafts import Draft, Filler
from extract.arabic.word_classes import word_class
from extract.attribution import said_of
from extract.discourse import ACTING_HEADS, Discourse, Topic
from extract.model import EntityKind, EventType, Mention
from extract.parsed import ParsedSentence
from extract.reference import ReferenceResolver

_JOINT = frozenset({EventType.CONSULT, EventType.COOPERATE, EventType.AGREE})

Participants = tuple[tuple[Mention, ...], tuple[Mention, ...]]


class ParticipantResolver:
    """Resolves the fillers of one sentence's drafts; `speaker` is who spoke last before it."""

    def __init__(self, parsed: ParsedSentence, discourse: Discourse, speaker: Mention | None) -> None:
        self._parsed, self._discourse, self._speaker = parsed, discourse, speaker
        self._references = ReferenceResolver(parsed, discourse)

    def participants(self, draft: Draft) -> Participants:
        """Actors and targets of a draft."""
        actors = self._mentions(draft.actors)
        if actors and not draft.targets and self._is_ground(draft, actors):
            return (), actors
        targets = self._mentions(draft.targets, avoid=actors, acts=False)
        shared = bool(draft.actors) and draft.actors[0].reason == "subject shared"
        if shared and {actor.name for actor in actors} & {target.name for target in targets}:
            actors = self._patient_of(draft, targets)
        if draft.open_actor and not actors:
            actors = self.dropped(draft, targets)
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
        mention = self._references.mention(filler, avoid, acts=acts)
        if mention is not None:
            yield mention

    def mention(self, filler: Filler) -> Mention | None:
        """Whom one filler means."""
        return self._references.mention(filler)

    def _patient_of(self, draft: Draft, avoid: Sequence[Mention]) -> tuple[Mention, ...]:
        """«أعدم التنظيم الشيخ لأنه هاجم التنظيم»: nobody does it to himself, so the object before did it."""
        clause = None if draft.clause is None else self._parsed.clauses[draft.clause]
        for pronoun in sorted(pronouns_of(clause.token)) if clause is not None else ():
            patient = self._references.patient_before(Filler(token=draft.trigger, pronoun=pronoun), avoid)
            if patient is not None:
                return (patient,)
        return ()

    def dropped(self, draft: Draft, avoid: Sequence[Mention]) -> tuple[Mention, ...]:
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
        own = self._references.in_sentence(clause.verb, pronouns) if pronouns == {"هم"} or self._references.is_subordinate(clause.verb) else ()
        pair = self._discourse.pair(verb.word.start) if pronouns == {"هما"} else None
        return own or pair or self._discourse.topic(pronouns, avoid)

    def speaker_of(self, draft: Draft) -> Mention | None:
        """Who says the words in which the event is told."""
        said = said_of(self._parsed.said, draft.trigger)
        own = None if said is None else said.speaker
        return self._speaker if own is None else self._references.mention(Filler(own, own.head))

    def topics(self) -> tuple[Topic, ...]:
        """The subjects of the main clauses, the first before the others, which are the more likely the later they stand."""
        found = []
        for clause in self._parsed.clauses:
            own = clause.subject_from in ("before", "after") and not clause.passive and clause.antecedent is None
            chunk = self._parsed.chunks[clause.subject] if own and clause.subject is not None else None
            if chunk is None or chunk.kind is not ChunkKind.PHRASE:
                continue
            mentions = tuple(self._discourse.mention(member, self._parsed.tokens) for member in chunk.members)
            head = self._parsed.tokens[chunk.members[0].head]
            if any(member.names for member in chunk.members) or head.heads & ACTING_HEADS or head.stem in word_class("pair"):
                found.append(Topic(mentions, concord_of_all(chunk.members, self._parsed.tokens)))
        return (*found[:1], *reversed(found[1:]))

"""Why each slot of an event is filled as it is: the row of the lexicon, the construction, the cue, told in a line each.

The words are for people who check a record; what they say is read off the same values that the event was made from.
Arabic words stand in «».
"""

from collections.abc import Sequence

from extract.arabic.chunks import Chunk
from extract.arabic.clause_parts import Clause
from extract.arabic.drafts import Draft, Filler
from extract.arabic.lexicon import NounFrame
from extract.arabic.phrases import Phrase
from extract.arabic.prepositions import slot_key
from extract.attribution import said_of
from extract.model import Document, EventMention, Exactness, Mention, TimeInterval
from extract.parsed import ParsedSentence

Reasons = dict[str, str]

# What a filler's `reason` says, and the slot of the frame that it filled.
_CONSTRUCTIONS = {
    "subject after": ("subject, after {verb}", "subj"),
    "subject before": ("subject, before {verb}", "subj"),
    "subject antecedent": ("what the relative clause with {verb} is about, its subject", "subj"),
    "subject shared": ("subject of the clause before, which {verb} goes on about", "subj"),
    "object": ("object of {verb}", "obj"),
    "genitive": ("genitive of the noun of action", "gen"),
    "either": ("genitive of the noun of action, by its form doer or done-to", "gen"),
    "adjective": ("adjective of a state's name", "adj"),
    "antecedent": ("what the relative clause is about", ""),
    "tied": ("object of {verb}: whom it is for or from", ""),
    "between": ("one side of «بين»", "بين"),
    "weapon": ("genitive of the weapon that struck", ""),
    "casualties": ("the word itself names whom it befell", ""),
}
_STRUCK = "the target is ground: where it is struck or taken is where it happens"
_CARRIED = " carried by "  # stands so in the name of a rule
_YEAR = 4  # digits
_UNSAID = "not said here: whom the clause or sentence before was about"


class ReasonTeller:
    """Tells the reasons of one sentence's events."""

    def __init__(self, document: Document, parsed: ParsedSentence) -> None:
        self._document, self._parsed = document, parsed

    def of(self, event: EventMention, draft: Draft, judged: str) -> Reasons:
        """By the name of the record's field; a slot with nothing in it has no reason. `judged` is why the factuality is what it is."""
        reasons = {"type": self._of_type(draft)}
        if event.actors:
            reasons["actor"] = self._of_participants(event.actors, draft, "actor")
        if event.targets:
            reasons["target"] = self._of_participants(event.targets, draft, "target")
        if event.places:
            reasons["place"] = _of_many(event.places, [self._of_place(place, draft) for place in draft.places] or [_STRUCK])
        if event.time is not None:
            reasons["date"] = self._of_time(event.time, draft)
        reasons["factuality"] = judged if event.cue is None else f"{judged}: «{event.cue.of(self._document.text)}»"
        if event.attribution is not None:
            reasons["attributed_to"] = self._of_attribution(draft)
        if event.counts:
            reasons["counts"] = self._of_counts(event, draft)
        return reasons

    def _of_type(self, draft: Draft) -> str:
        frame = draft.frame
        if frame is None:
            return draft.rule
        nominal = isinstance(frame, NounFrame)
        roles = " ".join(f"{slot}={'|'.join(filled)}" for slot, filled in frame.roles.items())
        row = f"{'noun of action' if nominal else 'verb'} «{frame.lemma}», row of {'nouns' if nominal else 'verbs'}.tsv: {roles or 'no roles'}"
        carrier = draft.rule.partition(_CARRIED)[2]
        if carrier:
            return f"{row}; carried by «{carrier.replace(' ', '» ', 1)}"
        return f"{row}; {self._verb(draft)} tells more of it" if nominal and draft.clause is not None else row

    def _of_participants(self, mentions: Sequence[Mention], draft: Draft, slot: str) -> str:
        return _of_many(mentions, [self._of_participant(mention, draft, slot) for mention in mentions])

    def _of_participant(self, mention: Mention, draft: Draft, slot: str) -> str:
        own, other = (draft.actors, draft.targets) if slot == "actor" else (draft.targets, draft.actors)
        filler = next((filler for filler in (*own, *other) if self._is_told_by(mention, filler)), None)
        if filler is None:
            return self._of_unsaid(draft)
        reason = self._construction(filler, draft, slot)
        if filler.phrase is None:
            word = self._parsed.tokens[filler.token].word.text
            reason = f"antecedent of the pronoun «{filler.pronoun}» in «{word}»" + (f", {reason}" if reason else "")
        moved = "" if filler in own else f", here the {slot}"  # of two sides, or of a place that can only be struck
        return self._sharing(draft, f"{slot}s") + reason + _identity(mention, filler.phrase) + moved

    def _is_told_by(self, mention: Mention, filler: Filler) -> bool:
        if filler.phrase is None:
            return mention.span.end == self._parsed.tokens[filler.token].word.end
        return mention.span.start == filler.phrase.span(self._parsed.tokens).start

    def _of_unsaid(self, draft: Draft) -> str:
        persons = {reading.person for reading in self._parsed.tokens[draft.trigger].verbs}
        return "«نحن» of the verb: the side of who speaks" if persons and persons <= {"1p", "1s"} else _UNSAID

    def _construction(self, filler: Filler, draft: Draft, slot: str) -> str:
        code = " ".join(word for word in filler.reason.split() if word != "pronoun")
        told, key = _CONSTRUCTIONS.get(code, (code, ""))
        if code.startswith("after "):
            chunk = self._chunk_at(filler.token if filler.phrase is None else filler.phrase.first)
            told, key = self._after(chunk) if chunk is not None else code, slot_key(code.removeprefix("after "))
        if f"{slot}s" in dict(draft.borrowed):  # the lender's verb and frame are not known here
            return told.format(verb="the verb")
        clause = self._clause(draft)
        if key == "subj" and clause is not None and clause.passive:
            told, key = f"{told}, which is passive", "obj"
        return told.format(verb=self._verb(draft)) + _role(draft, key, slot)

    def _chunk_at(self, token: int) -> Chunk | None:
        return next((chunk for chunk in self._parsed.chunks if chunk.first <= token < chunk.last), None)

    def _after(self, chunk: Chunk) -> str:
        """The preposition as the text has it: «على», «بالقرب من»; one that is attached alone: «ب»."""
        start = chunk.members[0].first if chunk.members else chunk.head
        words = [token.word.text for token in self._parsed.tokens[chunk.first : start] if not token.word.is_mark]
        return f"after «{' '.join(words) or chunk.preposition}»"

    def _clause(self, draft: Draft) -> Clause | None:
        return None if draft.clause is None else self._parsed.clauses[draft.clause]

    def _verb(self, draft: Draft) -> str:
        """The verb that the event's participants stand around, where it is still the draft's own: a later verb may tell more of it."""
        clause, carrier = self._clause(draft), draft.rule.partition(_CARRIED)[2].partition(" ")[0]
        if clause is None or (carrier and all(frame.lemma != carrier for frame in clause.frames)):
            return "the verb"
        return f"«{clause.token.word.text}»"

    def _sharing(self, draft: Draft, slot: str) -> str:
        lender = dict(draft.borrowed).get(slot)
        return "" if lender is None else f"sharing: said once for both, at «{self._parsed.tokens[lender].word.text}»; "

    def _of_place(self, place: Phrase, draft: Draft) -> str:
        chunk, clause = self._chunk_at(place.first), self._clause(draft)
        if "places" not in dict(draft.borrowed) and any(filler.phrase == place for filler in draft.targets):
            told = _STRUCK
        elif chunk is not None and chunk.preposition:
            told = self._after(chunk) + (", before the trigger" if chunk.last <= draft.trigger else "")
        elif chunk is not None and chunk.genitive:
            told = "genitive of the noun of action"
        elif chunk is not None and clause is not None and clause.subject is not None and self._parsed.chunks[clause.subject] == chunk:
            told = f"subject of {self._verb(draft)}"
        else:
            told = "named beside it"
        return self._sharing(draft, "places") + told + ("; a known place" if place.names else "")

    def _of_time(self, time: TimeInterval, draft: Draft) -> str:
        shared = self._sharing(draft, "time")
        if not self._parsed.sentence.span.covers(time.span):
            where = "said in another sentence; "
        else:
            where = "before the trigger; " if time.span.start < self._parsed.tokens[draft.trigger].word.start else "after the trigger; "
        moved = "" if time == draft.time else ", moved ahead: the verb is of the future"
        return f"{shared or where}{self._resolved(time)}{moved}"

    def _resolved(self, time: TimeInterval) -> str:
        """Whether the words alone give the date, or the date of publication was needed."""
        published = self._document.published
        if time.edtf is None:
            return f"«{time.text}» fixes no day" + ("" if published else ", and no date of publication is known")
        if any(word.isdecimal() and len(word) == _YEAR for word in time.text.replace("/", " ").split()) or published is None:
            return f"the words «{time.text}»"
        return f"the words «{time.text}», counted from the date of publication, {published}"

    def _of_attribution(self, draft: Draft) -> str:
        said = said_of(self._parsed.said, draft.trigger)
        if said is None:
            return "said in another sentence"
        word, chunk = self._parsed.tokens[said.cue].word, self._chunk_at(said.cue)
        if said.speaker is None:
            return f"«{word.text}» names nobody: the speaker of the sentence before"
        if said.lemma == ":":
            return "speaker before the colon"
        if chunk is not None and chunk.cue == "attribution":
            end = max(word.end, self._parsed.tokens[said.speaker.first].word.start)
            return f"named after «{self._document.text[word.start : end].strip()}»"
        return f"who says it, by the verb «{word.text}» ({said.lemma})"

    def _of_counts(self, event: EventMention, draft: Draft) -> str:
        told = []
        for count in event.counts:
            counting = "" if draft.frame is None else f"«{draft.frame.lemma}» counts {count.kind.value}"
            bound = "" if count.exactness is Exactness.EXACT else f", {count.exactness.value} by the words around it"
            told.append(f"figure in «{count.span.of(self._document.text)}», the target{bound}" + (f"; {counting}" if counting else ""))
        return "; ".join(told)


def _of_many(mentions: Sequence[Mention], reasons: Sequence[str]) -> str:
    """One reason for all, or each participant's own after its name."""
    if len(set(reasons)) == 1:
        return reasons[0]
    return "; ".join(f"«{mention.name}»: {reason}" for mention, reason in zip(mentions, reasons, strict=False))


def _role(draft: Draft, key: str, slot: str) -> str:
    """The cell of the frame that gives the slot its role: « (obj=target)»; nothing where another row gave it."""
    cells = draft.frame.roles.items() if key and draft.frame is not None else ()
    where = next((where for where, filled in cells if slot_key(where) == slot_key(key) and slot in filled), "")
    return f" ({where.replace('_', ' ')}={slot})" if where else ""


def _identity(mention: Mention, phrase: Phrase | None) -> str:
    """How the words came to stand for somebody named elsewhere, or known."""
    if phrase is None:
        return ""
    if phrase.names:
        return "; a known name"
    own = _letters(mention.text).endswith(_letters(mention.name))  # the whole, or of «بلدتي ليسنة» its name
    return "" if own else f"; «{mention.text}» stands for whom the article named before"


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))

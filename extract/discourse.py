"""What an article has named so far, and to what its pronouns, dropped subjects and bare definites refer."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.arabic.concord import Concord, concord_of
from extract.arabic.name_words import Holder, name_parts
from extract.arabic.phrases import Phrase, attached_length, is_named_unit, whole_article
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.arabic.words import QUOTES
from extract.model import EntityKind, Mention, Span
from extract.names import KnownName, NameTable
from extract.parsed import ParsedSentence
from extract.shorthand import Shorthand, owners

ACTING_HEADS = frozenset({"armed", "government", "organisation", "group", "title"})
_FARTHEST = 60  # mentions back
_FARTHEST_PAIR = 1500  # letters back
_KINDS = (
    ("title", EntityKind.PERSON),
    ("armed", EntityKind.ARMED_GROUP),
    ("government", EntityKind.GOVERNMENT),
    ("organisation", EntityKind.ORGANIZATION),
    ("group", EntityKind.GROUP),
)


@dataclass(frozen=True, slots=True)
class Remembered:
    """One mention as later words may refer to it; `state` is the country that its own words tell («وزير الخارجية التركي»)."""

    mention: Mention
    stem: str
    concord: Concord
    acts: bool
    bare: bool
    length: int
    state: KnownName | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """The subject of a sentence: all who share it, and what a verb that goes on about them agrees with."""

    mentions: tuple[Mention, ...]
    concord: Concord


class Discourse:
    """The mentions of one article in the order of reading; one is made for each article."""

    def __init__(self, text: str, names: NameTable, sentences: Sequence[ParsedSentence] = ()) -> None:
        self._text, self._names, self._countries = text, names, countries_of(sentences)
        self._short = Shorthand(names, named_in(sentences))
        self._seen: list[Remembered] = []
        self._bodies: dict[tuple[int, int], KnownName] = {}
        self._topics: Sequence[Topic] = ()
        self._pair: tuple[Mention, Mention] | None = None

    def remember(self, phrase: Phrase, tokens: Sequence[Token]) -> None:
        """Adds a phrase that names somebody or something."""
        head = tokens[phrase.head]
        mention = self.mention(phrase, tokens)
        acts = _may_act(phrase, tokens, mention.kind)
        if phrase.inner is not None and phrase.inner.kind is not EntityKind.PERSON and "title" in head.heads:
            self._bodies[mention.span.start, mention.span.end] = phrase.inner
        states = (self._names.nisba(token.stem) for token in tokens[phrase.first : phrase.last] if token.definite)
        state = next((state for state in states if state is not None), None)
        self._seen.append(Remembered(mention, head.stem, concord_of(phrase, tokens), acts, not phrase.preposition, phrase.last - phrase.first, state))

    def introduce(self, person: Mention, body: KnownName) -> None:
        """«العقيد فلان المتحدث باسم التحالف»: the body that a person named before his office speaks for."""
        self._bodies.setdefault((person.span.start, person.span.end), body)

    def told(self, topics: Sequence[Topic]) -> None:
        """The subjects of a sentence, for verbs without one in those behind it, until another has its own."""
        if topics:
            self._topics = topics

    def met(self, one: Mention, other: Mention) -> None:
        """Two parties that did something together, for «الجانبان» and «بحثا»."""
        self._pair = (one, other)

    def pair(self, position: int) -> tuple[Mention, Mention] | None:
        """The two of whom the article told last."""
        near = self._pair is not None and position - self._pair[1].span.end < _FARTHEST_PAIR
        return self._pair if near else None

    def topic(self, pronouns: frozenset[str], avoid: Sequence[Mention] = ()) -> tuple[Mention, ...]:
        """Of whom the sentences before told: the latest subject that agrees with a verb and is not one of `avoid`."""
        avoided = {mention.name for mention in avoid}
        for loosely in (False, True):
            for topic in self._topics:
                fits = not pronouns or any(topic.concord.fits(pronoun, loosely=loosely) for pronoun in pronouns)
                if fits and not avoided & {mention.name for mention in topic.mentions}:
                    return topic.mentions
        return ()

    def mention(self, phrase: Phrase, tokens: Sequence[Token], *, as_place: bool = False) -> Mention:
        """The phrase as a mention, a bare definite or family name given its full name."""
        span = phrase.span(tokens, whole=phrase.extent > phrase.last)
        text = whole_article(span.of(self._text), tokens[phrase.first])
        if phrase.names:
            name = self._reading(phrase.names, as_place)
            return Mention(span, text, name.label, name.kind, name.entity or None)
        if phrase.holder is not None and not as_place:
            return replace(self.person(phrase.holder, tokens), span=span, text=text)
        reference = self._referent(phrase, tokens, span)
        if reference is not None:
            return Mention(span, text, reference.name, reference.kind, reference.entity, reference.within)
        kind = EntityKind.PLACE if as_place else self._kind(phrase, tokens)
        within = (phrase.inner.entity or None) if phrase.inner else self._owner(phrase, tokens, span)
        return Mention(span, text, _own_name(_without_quotes(text), tokens[phrase.first]), kind, None, within)

    def person(self, holder: Holder, tokens: Sequence[Token]) -> Mention:
        """Whom the words of a name mean: one of the tables, somebody named in full before, or who is called so."""
        first, last = tokens[holder.first], tokens[holder.last - 1]
        span = Span(first.word.start + (attached_length(first) if holder.attached else 0), last.word.end)
        text = span.of(self._text)
        if holder.names:
            known = self._reading(holder.names, as_place=False)
            return Mention(span, text, known.label, known.kind, known.entity or None)
        alone = holder.last - holder.first == 1 or name_parts().get(first.normal) == "patronymic"  # «هوفمان», «بن غفير»
        full = self._bearer(text, span.start) if alone else None
        return Mention(span, text, _without_quotes(text), EntityKind.PERSON) if full is None else replace(full, span=span, text=text)

    def _reading(self, names: Sequence[KnownName], as_place: bool) -> KnownName:
        """Of a name's readings the place where a place is wanted, else the one that can act; of homonyms the one in a country of the article."""
        wanted = [name for name in names if (name.kind is EntityKind.PLACE) == as_place] or list(names)
        return nearest(wanted, self._countries)

    def _kind(self, phrase: Phrase, tokens: Sequence[Token]) -> EntityKind | None:
        if phrase.person:
            return EntityKind.PERSON
        heads = tokens[phrase.head].heads
        if phrase.last - phrase.head > 1 and is_named_unit(tokens[phrase.head : phrase.head + 2]):
            return EntityKind.ARMED_GROUP
        return next((kind for head, kind in _KINDS if head in heads), None)

    def _referent(self, phrase: Phrase, tokens: Sequence[Token], span: Span) -> Mention | None:
        head = tokens[phrase.head]
        if phrase.last - phrase.first == 1 and head.bare in word_class("homeland"):
            return self._homeland(span)
        armed = self._armed_of_bare(phrase, tokens, span)
        if armed is not None:
            return armed
        short = phrase.last - phrase.first <= 2 and head.definite and not phrase.inner
        person = self._family_name(phrase, tokens, span)
        if person is not None or not short:
            return person
        body = self._body(tokens[phrase.first : phrase.last], span)
        if body is not None:
            return body
        exact = phrase.last - phrase.first == 1 and head.heads & {"armed", "government", "organisation", "place", "title", "group"}
        return next(self._called(head, span), None) if exact else None

    def _called(self, head: Token, span: Span) -> Iterator[Mention]:
        """Who was told of by the same word and more, the nearest first: «حركة نداء الجبل», «الحركة»."""
        same = (seen for seen in self._back(span.start) if seen.stem == head.stem and seen.length > 1)
        return (seen.mention for seen in same if seen.mention.name != head.word.text)

    def _homeland(self, span: Span) -> Mention | None:
        """«بلاده»: the country of the person who was named last and whose words tell it."""
        for seen in self._back(span.start):
            if seen.mention.kind is EntityKind.PERSON:
                state = next((other.state for other in self._back(span.start) if other.state and other.mention.name == seen.mention.name), None)
                return None if state is None else Mention(span, span.of(self._text), state.label, state.kind, state.entity)
        return None

    def _armed_of_bare(self, phrase: Phrase, tokens: Sequence[Token], span: Span) -> Mention | None:
        """«قوات التحالف», «طائرات التحالف»: the arms of a body named before are the body."""
        words = tokens[phrase.first : phrase.last]
        if len(words) != 2 or words[0].definite or not words[0].heads & {"armed", "weapon"} or not words[1].definite:
            return None
        return self._body(words, span) or self._body(words[1:], span)

    def _body(self, words: Sequence[Token], span: Span) -> Mention | None:
        """The known entity that a bare definite means: named before, nearest first, or the only one named anywhere; never past one who is called so."""
        bare = self._short.bare(words)
        called = next(self._called(words[0], span), None) if bare and len(words) == 1 else None
        before = next((met for seen in self._back(span.start) if (met := _of(seen.mention, bare)) is not None), None)
        if called is not None and (before is None or called.span.start > before.span.start):
            return None if called.entity not in bare else called
        later = self._short.named_later(bare) if before is None else None
        return before if later is None else Mention(span, span.of(self._text), later.label, later.kind, later.entity)

    def _owner(self, phrase: Phrase, tokens: Sequence[Token], span: Span) -> str | None:
        """Whose «مقاتلو التنظيم», «مواقع للجبهة», «أعضاء وفد التحالف» are."""
        bodies = (self._body(words, span) for words in owners(tokens[phrase.first : phrase.extent]))
        return next((body.entity for body in bodies if body is not None), None)

    def _family_name(self, phrase: Phrase, tokens: Sequence[Token], span: Span) -> Mention | None:
        """«كاغينز» after «مايلز كاغينز»: one bare word that ended a person's name before."""
        if phrase.last - phrase.first != 1 or tokens[phrase.head].heads or tokens[phrase.head].noun is not None:
            return None
        return self._bearer(tokens[phrase.head].word.text, span.start)

    def _bearer(self, family_name: str, position: int) -> Mention | None:
        """The person of that family name whom the article named last; it may spell him in its own way («كاكينز» for the listed «كاغينز»)."""
        people = (seen.mention for seen in self._back(position) if seen.mention.kind is EntityKind.PERSON)
        return next((mention for mention in people if mention.name.endswith(" " + family_name) or mention.text.endswith(" " + family_name)), None)

    def side_of(self, speaker: Mention) -> Mention:
        """Whom a speaker's «نحن» means: the body that a spokesman speaks for, as the article introduced him."""
        for mention in (speaker, *(seen.mention for seen in self._back(speaker.span.end))):
            body = self._bodies.get((mention.span.start, mention.span.end))
            if body is not None and (mention.name.endswith(speaker.name) or speaker.name in mention.text):
                return replace(speaker, name=body.label, kind=body.kind, entity=body.entity or None)
        return speaker

    def _back(self, position: int) -> list[Remembered]:
        return [seen for seen in reversed(self._seen[-_FARTHEST:]) if seen.mention.span.start < position]

    def pronoun(self, pronoun: str, position: int, avoid: Sequence[Mention] = (), subject: Span | None = None, *, acts: bool = True) -> Mention | None:
        """The subject before a pronoun at `position`, else the nearest mention, that agrees with it and is not one of `avoid`.

        Only of one who `acts` may «هم» mean a body that is the subject: «خطف التنظيم مدنيين بعد استيلائهم على …».
        """
        return next(self._antecedents(pronoun, self._back(position), avoid, subject, acts), None)

    def _antecedents(self, pronoun: str, back: Sequence[Remembered], avoid: Sequence[Mention], subject: Span | None, acts: bool) -> Iterator[Mention]:
        avoided = {mention.name for mention in avoid}
        acting = [seen for seen in back if seen.acts and seen.mention.name not in avoided]
        own = [seen for seen in acting if subject is not None and seen.mention.span.overlaps(subject)]
        yield from (seen.mention for seen in own if seen.concord.fits(pronoun, loosely=acts))
        yield from (seen.mention for seen in acting if seen.concord.fits(pronoun))
        yield from (seen.mention for seen in acting if seen.concord.fits(pronoun, loosely=True))


def _of(mention: Mention, bare: Mapping[str, KnownName]) -> Mention | None:
    """The one of the bodies that a mention means, or that «مواقع لجبهة النصرة» are of."""
    if mention.entity in bare:
        return mention
    whole = bare.get(mention.within or "")
    return None if whole is None else replace(mention, name=whole.label, kind=whole.kind, entity=whole.entity, within=None)


def _may_act(phrase: Phrase, tokens: Sequence[Token], kind: EntityKind | None) -> bool:
    """Whether a phrase names somebody, not just where something is («في سوريا»)."""
    head = tokens[phrase.head]
    if kind in (EntityKind.STATE, EntityKind.PLACE) and phrase.preposition in word_class("placing"):
        return False
    counted = tokens[phrase.first].kind is Kind.NUMBER and not head.heads  # «15 خياطا»
    named = phrase.names or phrase.inner or phrase.person or kind is EntityKind.PERSON
    return bool(named or counted or head.heads & ACTING_HEADS)


def _without_quotes(text: str) -> str:
    """A name is no quotation: «تنظيم “الدولة» cut in its middle reads ill."""
    joined = text.replace("ـ«", "").replace("ـ“", "").replace('ـ"', "")  # «لـ«قسد»»: the particle goes on
    return " ".join("".join(" " if letter in QUOTES else letter for letter in joined).split()) or text


def _own_name(text: str, first: Token) -> str:
    """«بلدتي ليسنة» in «بلدتي ليسنة وكرنة»: the dual goes for both, the name is ليسنة."""
    kind, _, name = text.partition(" ")
    return name if name and kind and first.stem in word_class("pair of settlements") else text


def nearest(names: Sequence[KnownName], countries: Mapping[str, int]) -> KnownName:
    """Of homonyms the one in the country that is spoken of most; the first, the most important, where none is nearer."""
    return max(names, key=lambda name: countries.get(country_of(name), 0))


def country_of(name: KnownName) -> str:
    """The country code in the id of a place (`place/sy/raqqa`), or nothing."""
    parts = name.entity.split("/")
    return parts[1] if parts[0] == "place" and len(parts) > 2 else ""


def countries_of(sentences: Sequence[ParsedSentence]) -> Counter[str]:
    """How often each country is spoken of, by the names of places that are of one country alone."""
    found: Counter[str] = Counter()
    for names in _names_of(sentences):
        codes = {country_of(name) for name in names} - {""}
        found.update(codes if len(codes) == 1 else ())
    return found


def named_in(sentences: Sequence[ParsedSentence]) -> Iterator[KnownName]:
    """All that the sentences name, the likeliest reading of each name."""
    return (names[0] for names in _names_of(sentences) if names)


def _names_of(sentences: Sequence[ParsedSentence]) -> Iterator[tuple[KnownName, ...]]:
    for parsed in sentences:
        for chunk in parsed.chunks:
            for phrase in chunk.members:
                yield (*phrase.names, *((phrase.inner,) if phrase.inner else ()))

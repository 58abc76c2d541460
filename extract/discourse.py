"""What an article has named so far, and to what its pronouns and bare definites refer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract.arabic.phrases import Phrase
from extract.arabic.tokens import Token
from extract.arabic.words import QUOTES
from extract.model import EntityKind, Mention, Span
from extract.names import KnownName, NameTable

_PLURALS = frozenset({"هم", "هن", "هما"})
_FARTHEST = 60  # mentions back
_KINDS = (
    ("title", EntityKind.PERSON),
    ("armed", EntityKind.ARMED_GROUP),
    ("government", EntityKind.GOVERNMENT),
    ("organisation", EntityKind.ORGANIZATION),
    ("group", EntityKind.GROUP),
)


@dataclass(frozen=True, slots=True)
class Remembered:
    """One mention as later words may refer to it."""

    mention: Mention
    stem: str
    feminine: bool
    plural: bool
    acts: bool
    length: int


class Discourse:
    """The mentions of one article in the order of reading; one is made for each article."""

    def __init__(self, text: str, names: NameTable, countries: Mapping[str, int] | None = None) -> None:
        self._text, self._names, self._countries = text, names, countries or {}
        self._seen: list[Remembered] = []
        self._bodies: dict[tuple[int, int], KnownName] = {}

    def remember(self, phrase: Phrase, tokens: Sequence[Token]) -> None:
        """Adds a phrase that names somebody or something."""
        head = tokens[phrase.head]
        plural = head.stem.endswith(("ين", "ون", "ات")) or "group" in head.heads
        acts = bool(phrase.names or phrase.inner or phrase.person or head.heads & {"armed", "government", "organisation", "group", "title"})
        mention = self.mention(phrase, tokens)
        if phrase.inner is not None and "title" in head.heads:
            self._bodies[mention.span.start, mention.span.end] = phrase.inner
        self._seen.append(Remembered(mention, head.stem, head.is_feminine, plural, acts, phrase.last - phrase.first))

    def mention(self, phrase: Phrase, tokens: Sequence[Token], *, as_place: bool = False) -> Mention:
        """The phrase as a mention, a bare definite or family name given its full name."""
        span = phrase.span(tokens, whole=phrase.extent > phrase.last)
        text = _whole_article(span.of(self._text), tokens[phrase.first])
        if phrase.names:
            name = self._reading(phrase.names, as_place)
            return Mention(span, text, name.label, name.kind, name.entity)
        reference = self._referent(phrase, tokens, span)
        if reference is not None:
            return Mention(span, text, reference.name, reference.kind, reference.entity, reference.within)
        kind = EntityKind.PLACE if as_place else self._kind(phrase, tokens)
        within = phrase.inner.entity if phrase.inner else None
        return Mention(span, text, _without_quotes(text), kind, None, within)

    def _reading(self, names: Sequence[KnownName], as_place: bool) -> KnownName:
        """Of a name's readings the place where a place is wanted, else the one that can act; of homonyms the one in a country of the article."""
        wanted = [name for name in names if (name.kind is EntityKind.PLACE) == as_place] or list(names)
        return max(wanted, key=lambda name: self._countries.get(country_of(name), 0))  # the first, the most important, where none is nearer

    def _kind(self, phrase: Phrase, tokens: Sequence[Token]) -> EntityKind | None:
        if phrase.person:
            return EntityKind.PERSON
        heads = tokens[phrase.head].heads
        return next((kind for head, kind in _KINDS if head in heads), None)

    def _referent(self, phrase: Phrase, tokens: Sequence[Token], span: Span) -> Mention | None:
        head = tokens[phrase.head]
        armed = self._armed_of_bare(phrase, tokens, span)
        if armed is not None:
            return armed
        short = phrase.last - phrase.first <= 2 and head.definite and not phrase.inner
        if not short:
            return self._family_name(phrase, tokens, span)
        stands_for = {name.entity for name in self._names.bare(head.bare)}
        for seen in self._back(span.start):
            if seen.mention.entity in stands_for:
                return seen.mention
        exact = phrase.last - phrase.first == 1
        if not exact or not head.heads & {"armed", "government", "organisation", "place", "title", "group"}:
            return None
        same = (seen for seen in self._back(span.start) if seen.stem == head.stem and seen.length > 1)
        return next((seen.mention for seen in same if seen.mention.name != head.word.text), None)

    def _armed_of_bare(self, phrase: Phrase, tokens: Sequence[Token], span: Span) -> Mention | None:
        """«قوات التحالف», «طائرات التحالف»: the arms of a body named before are the body."""
        words = tokens[phrase.first : phrase.last]
        if len(words) != 2 or words[0].definite or not words[0].heads & {"armed", "weapon"} or not words[1].definite:
            return None
        stands_for = {name.entity for name in self._names.bare(words[1].bare)}
        return next((seen.mention for seen in self._back(span.start) if seen.mention.entity in stands_for), None)

    def _family_name(self, phrase: Phrase, tokens: Sequence[Token], span: Span) -> Mention | None:
        """«كاغينز» after «مايلز كاغينز»: one bare word that ended a person's name before."""
        if phrase.last - phrase.first != 1 or tokens[phrase.head].heads or tokens[phrase.head].noun is not None:
            return None
        word = tokens[phrase.head].word.text
        people = (seen.mention for seen in self._back(span.start) if seen.mention.kind is EntityKind.PERSON)
        return next((mention for mention in people if mention.name.endswith(" " + word)), None)

    def side_of(self, speaker: Mention) -> Mention:
        """Whom a speaker's «نحن» means: the body that a spokesman speaks for, as the article introduced him."""
        for seen in [Remembered(speaker, "", False, False, True, 0), *self._back(speaker.span.end)]:
            body = self._bodies.get((seen.mention.span.start, seen.mention.span.end))
            if body is not None and (seen.mention.name.endswith(speaker.name) or speaker.name in seen.mention.text):
                return replace(speaker, name=body.label, kind=body.kind, entity=body.entity)
        return speaker

    def _back(self, position: int) -> list[Remembered]:
        return [seen for seen in reversed(self._seen[-_FARTHEST:]) if seen.mention.span.start < position]

    def pronoun(self, pronoun: str, position: int, avoid: Sequence[Mention] = (), subject: Span | None = None) -> Mention | None:
        """The subject before a pronoun at `position`, else the nearest mention, that agrees with it and is not one of `avoid`."""
        avoided = {mention.name for mention in avoid}
        back = self._back(position)
        for seen in [*(seen for seen in back if subject is not None and seen.mention.span.overlaps(subject)), *back]:
            if seen.acts and seen.mention.name not in avoided and _agrees(pronoun, seen):
                return seen.mention
        return None


def _whole_article(text: str, first: Token) -> str:
    """«للمصادر» without its ل is «المصادر»: the article's alif comes back."""
    return "ال" + text[1:] if first.definite and first.preposition == "ل" and text.startswith("ل") else text


def _without_quotes(text: str) -> str:
    """A name is no quotation: «تنظيم “الدولة» cut in its middle reads ill."""
    return " ".join("".join(" " if letter in QUOTES else letter for letter in text).split()) or text


def _agrees(pronoun: str, seen: Remembered) -> bool:
    if pronoun in _PLURALS:
        return seen.plural
    if pronoun == "ها":
        return seen.feminine or seen.plural
    return not seen.feminine if pronoun == "ه" else True


def country_of(name: KnownName) -> str:
    """The country code in the id of a place (`place/sy/raqqa`), or nothing."""
    parts = name.entity.split("/")
    return parts[1] if parts[0] == "place" and len(parts) > 2 else ""

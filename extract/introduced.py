"""Short names that an article gives to bodies and people itself: «الهيئة الوطنية للإغاثة (هوا)», «… “هوا”», «… المعروفة اختصاراً بـهوا», «(SDF)»."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.arabic.chunks import ChunkKind
from extract.arabic.normal import normalize
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.arabic.words import QUOTES
from extract.model import EntityKind
from extract.names import KnownName, NameTable
from extract.parsed import ParsedSentence

_LONGEST_SHORT = 3  # words
_LONGEST_NAME = 10
_SHORTEST_NAME = 3  # fewer before a quotation are what is quoted: «حركة “نداء الجبل”»
_SHORTEST_WORD = 4  # letters; fewer in brackets are an abbreviation only of what they abbreviate
_BODIES = (("armed", EntityKind.ARMED_GROUP), ("government", EntityKind.GOVERNMENT), ("organisation", EntityKind.ORGANIZATION))
_NO_SHORT_FORM = (EntityKind.MEDIA, EntityKind.PLACE, EntityKind.STATE)  # «(رويترز)» is whose picture it is
_BODY = frozenset(sense for sense, _ in _BODIES)
_CLOSING = {"(": ")", "“": "”", "«": "»", '"': '"', "”": "“"}


def find_introduced(parsed: ParsedSentence, text: str, names: NameTable) -> Iterator[KnownName]:
    """What the sentence abbreviates, as names for this article alone: the short form and the full one.

    Their entity is empty where no table lists who is meant; of «منظمة كذا (هيومن رايتس ووتش)» it is the one that the short form names.
    """
    tokens = parsed.tokens
    for at, token in enumerate(tokens):
        if token.normal in _CLOSING:
            long, short = at, _enclosed(tokens, at)
            called = any(before.stem in word_class("known as") for before in tokens[max(at - 4, 0) : at])
            doubtful = token.normal != "(" or (len(short) == 1 and len(short[0].stem) < _SHORTEST_WORD)
            if called or (doubtful and not _is_acronym(short, tokens[max(at - _LONGEST_NAME, 0) : at])):
                continue
        elif token.stem in word_class("known as"):
            long, short = at, _behind(tokens, at + 1)
        else:
            continue
        meant = _meant(parsed, text, long, token.normal in QUOTES) if _may_be_short(short) else None
        if meant is None:
            continue
        words = [word.bare if n == 0 else word.normal for n, word in enumerate(short)]
        known = names.match(words, words[0])
        if known is None or known[0] < len(words):
            yield replace(meant, name=" ".join(words))
            yield meant
        elif token.normal == "(" and not meant.entity and known[1][0].kind not in _NO_SHORT_FORM:
            yield replace(known[1][0], name=meant.name)


def _is_acronym(short: Sequence[Token], long: Sequence[Token]) -> bool:
    """Whether the one word in quotation marks is made of initials of those before it; «برد “متناسب”» is none."""
    initials = [word.stem.removeprefix("ال")[:1] for word in long if word.kind is Kind.NOUN]
    if len(short) != 1 or short[0].word.text.isascii():
        return len(short) == 1
    rest = iter(initials)
    return all(letter in rest for letter in short[0].stem)


def _enclosed(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """The few words between a bracket or quotation mark and its other half."""
    closing = _CLOSING[tokens[at].normal]
    for end in range(at + 2, min(at + 2 + _LONGEST_SHORT, len(tokens))):
        if tokens[end].normal == closing or (closing in QUOTES and tokens[end].normal in QUOTES):
            return tokens[at + 1 : end]
    return ()


def _behind(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """«المعروفة [اختصاراً] بـ[اسم] هوا»: one word, a kunya of two, or what is quoted."""
    while at < len(tokens) and {tokens[at].stem, tokens[at].normal} & word_class("called by"):
        at += 1
    if at >= len(tokens):
        return ()
    if tokens[at].normal in QUOTES:
        return _enclosed(tokens, at)
    kunya = tokens[at].bare in ("ابو", "ابي", "ام") and at + 1 < len(tokens)
    return tokens[at : at + 1 + kunya]


def _may_be_short(words: Sequence[Token]) -> bool:
    """Whether words name and do not describe: no figure, no date, no «(معارض)», no «(شمال)»."""
    if not words or any(word.kind not in (Kind.NOUN, Kind.VERB) or word.value is not None for word in words):
        return False
    latin = all(word.word.text.isascii() for word in words)
    return latin or not any(word.heads - {"kind"} or word.noun or word.is_nisba or word.definite for word in words)


def _meant(parsed: ParsedSentence, text: str, end: int, quoted: bool) -> KnownName | None:
    """Whom the words before position `end` name: a known entity, a person, or the body whose head stands there."""
    if end and parsed.tokens[end - 1].normal in "،,":
        end -= 1
    phrases = [phrase for chunk in parsed.chunks for phrase in chunk.members if end in (phrase.last, phrase.extent)]
    for phrase in phrases:
        known = phrase.names[0] if phrase.names and phrase.last == end else phrase.inner
        if known is not None and known.kind not in _NO_SHORT_FORM[1:]:
            return known
        if phrase.person and phrase.last == end and not quoted:
            return _named(parsed, text, phrase.first, end, EntityKind.PERSON)
    if any(chunk.kind is ChunkKind.DATE and chunk.first < end <= chunk.last for chunk in parsed.chunks):
        return None  # «… في مايو (أيار)»
    first = _body_before(parsed.tokens, end)
    if first is None or (quoted and end - first < _SHORTEST_NAME):
        return None
    kind = next(kind for sense, kind in _BODIES if sense in parsed.tokens[first].heads)
    return _named(parsed, text, first, end, kind)


def _body_before(tokens: Sequence[Token], end: int) -> int | None:
    """Where the name of a body begins that runs up to `end`: «… باسم | الهيئة الوطنية للإغاثة»."""
    first = None
    for at in range(end - 1, max(end - 1 - _LONGEST_NAME, -1), -1):
        token = tokens[at]
        if first is not None and (token.definite or tokens[first].preposition or not token.heads & _BODY):
            break  # «متحدث باسم | الهيئة …»; but «حركة المقاومة …» is one
        if token.preposition in ("ب", "ك") or (token.kind is not Kind.NOUN and token.normal not in QUOTES):
            break
        if token.heads & _BODY:
            first = at
        if token.conjunction:
            break
    return first if first is not None and end - first > 1 else None


def _named(parsed: ParsedSentence, text: str, first: int, end: int, kind: EntityKind) -> KnownName:
    start, last = parsed.tokens[first], parsed.tokens[end - 1]
    attached = len(start.conjunction) + len(start.preposition)
    words = text[start.word.start + attached : last.word.end]
    name = " ".join("".join(" " if letter in QUOTES else letter for letter in words).split())
    label = "ال" + name[1:] if start.preposition == "ل" and normalize(name).startswith("ل") else name
    return KnownName(label, "", kind, label)

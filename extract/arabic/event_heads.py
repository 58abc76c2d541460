"""Which word heads a noun of action: quantities and nouns that only carry another are passed over, adjectives follow."""

from collections.abc import Collection, Mapping, Sequence

from extract.arabic.lexicon import NounFrame
from extract.arabic.phrases import PhraseParser
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.arabic.words import QUOTES
from extract.model import EntityKind, EventType

_LONGEST_QUANTITY = 5  # words, the noun with it: «أكثر من مئة وعشرين قتيلا»
_SHORTEST_PARTED = 3  # words; of shorter ones the adjective is mostly the second word itself


class EventHeads:
    """Finds the nouns of action of one sentence."""

    def __init__(self, tokens: Sequence[Token], parser: PhraseParser, dates: Collection[int], nouns: Mapping[tuple[str, ...], NounFrame]) -> None:
        self._tokens, self._parser, self._dates, self._nouns = tokens, parser, dates, nouns

    def head(self, at: int) -> int | None:
        """The noun of action at `at`, quantities before it passed over («سلسلة غارات», «عدد من الهجمات»)."""
        while at < len(self._tokens) and self._tokens[at].normal in QUOTES:
            at += 1
        for index in range(at, min(at + _LONGEST_QUANTITY, len(self._tokens))):
            token = self._tokens[index]
            counts_on = index > at and token.kind is Kind.NUMBER is self._tokens[index - 1].kind  # «خمسة وعشرين جريحا»
            if index in self._parser.names or index in self._dates or (index > at and (token.conjunction or token.preposition) and not counts_on):
                return None
            length, frame = self.noun_at(index)
            if "place" in token.heads and length == 1 and not (self._governs_thing(index) or self._stands_alone(index)):
                return None  # «قضاء تلعفر», «مقاطعة هلمند», but «القضاء على …», «مقاطعة البضائع», «قمة ثلاثية»
            if frame is not None:
                inner = self._wrapped(index, frame)
                return index if inner is None else inner
            counted = token.kind in (Kind.NUMBER, Kind.DEMONSTRATIVE) or "quantifier" in token.heads or (index > at and token.stem == "من")
            ranked = token.stem in word_class("ordinal") and not token.definite  # «ثاني هجوم»
            passable = counted or ranked or token.stem in word_class("negation")
            if not passable:
                return None
        return None

    def _governs_thing(self, at: int) -> bool:
        """Whether what follows is a definite common noun."""
        following = at + 1
        if self._tokens[at].noun is None or following >= len(self._tokens) or following in self._parser.names:
            return False
        return self._tokens[following].definite and not self._tokens[at].definite

    def _stands_alone(self, at: int) -> bool:
        """Whether an adjective of relation or a preposition follows, and no genitive."""
        token, after = self._tokens[at], self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        if token.noun is None or after is None or after.heads or at + 1 in self._parser.names:
            return False
        return after.kind is Kind.PREPOSITION or (after.kind is Kind.NOUN and after.definite == token.definite and after.stem.endswith(("ي", "يه")))

    def _wrapped(self, at: int, frame: NounFrame) -> int | None:
        """The noun that «شن هجمات», «تنفيذ 28 طلعة», «عملية إخلاء» tell of."""
        token, following = self._tokens[at], at + 1
        if (frame.strength != "light" and token.stem not in word_class("wrapper")) or following >= len(self._tokens):
            return None
        after = self._tokens[following]
        if token.definite or token.pronoun or after.conjunction or after.preposition or after.normal in QUOTES or (token.stem, after.normal) in self._nouns:
            return None
        inner = self.head(following)
        again = inner is not None and frame.type is EventType.ASSAULT and "بين" in frame.roles and self._is_clash(inner)  # «معارك الكر والفر»
        return None if again else inner

    def _is_clash(self, at: int) -> bool:
        frame = self.noun_at(at)[1]
        return frame is not None and "بين" in frame.roles

    def noun_at(self, at: int) -> tuple[int, NounFrame | None]:
        token = self._tokens[at]
        if not token.is_nominal:
            return 1, None
        body = token.definite and token.heads & {"armed", "government", "organisation"}
        for length in (4, 3, 2):
            rest = tuple(other.stem if other.pronoun else other.normal for other in self._tokens[at + 1 : at + length])
            keys = ((token.stem, *rest), (token.bare, *rest))
            frame = next((self._nouns[key] for key in keys if len(key) == length and key in self._nouns), None)
            if frame is None:
                frame = self._parted(at, length)
                if frame is not None:
                    return length + 1, frame
                continue
            ends_in_noun = self._tokens[at + length - 1].kind is Kind.NOUN
            if body or not (ends_in_noun and token.noun is not None and token.noun.type is frame.type):
                return length, frame
        return 1, None if body else token.noun  # «المقاومة» fights, it is no fight

    def _parted(self, at: int, length: int) -> NounFrame | None:
        """«وقف فوري لإطلاق النار»: an adjective inside a noun of several words."""
        words = self._tokens[at : at + length + 1]
        if length < _SHORTEST_PARTED or len(words) <= length or words[1].definite or not _masculine(words[1].stem) & self._parser.joints.adjectives:
            return None
        return self._nouns.get((words[0].stem, *(word.normal for word in words[2:])))

    def is_person(self, at: int, head: int, noun: NounFrame) -> bool:
        """«مقتل فلسطيني», «إصابة إسرائيليين»: an adjective of origin that does not agree, or stands behind what befalls people, is somebody."""
        token, event = self._tokens[at], self._tokens[head]
        if token.definite or event.definite or event.pronoun or "target" not in noun.roles.get("gen", ()):
            return False
        if token.stem.endswith(("يين", "يان")):
            return not event.stem.endswith("ين")
        if token.stem in word_class("another"):  # «إصابة آخرين»
            return noun.counts is not None
        return token.stem.endswith("ي") and (noun.counts is not None or event.is_feminine) and token.stem not in self._parser.joints.adjectives

    def is_adjective(self, at: int, before: Token) -> bool:
        token = self._tokens[at]
        known = _masculine(token.stem) & self._parser.joints.adjectives != set()
        if not (token.kind is Kind.NOUN or (known and token.is_nominal)) or token.conjunction or token.preposition or at in self._dates:
            return False
        if at in self._parser.names and not (known and self._is_lone_place(at)):  # «عملية جديدة»: not the town of that name
            return False
        if before.definite or before.pronoun:
            people = token.stem.endswith(("ين", "ون")) and not before.stem.endswith(("ين", "ان"))  # «دفع القصف المتمردين إلى …»
            return token.definite and not (people and before.noun is not None and before.noun.strength != "casualty")
        if "direction" in token.heads and not token.stem.endswith("ه"):  # «مناورات شرقي سوريا»
            return False
        nisba = token.stem.endswith(("يه", "ي", "يين", "يتين", "يا")) and len(token.stem) > 3 and not token.heads and token.noun is None
        participle = token.participle and before.is_feminine and not token.heads and token.noun is None  # «هتافات منددة»
        return not token.definite and (nisba or known or participle)

    def _is_lone_place(self, at: int) -> bool:
        length, names = self._parser.names[at]
        return length == 1 and all(name.kind is EntityKind.PLACE for name in names)


def _masculine(stem: str) -> set[str]:
    """The forms that an adjective's masculine singular may have."""
    return {stem.removesuffix(ending) for ending in ("", "ه", "ين", "تين", "ون", "ا", "ات", "ان")}

"""Whether a word goes on with the noun phrase before it or opens the next one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.arabic.chained_events import starts_event
from extract.arabic.person_names import is_in_name, is_titled
from extract.arabic.settlements import SettlementReader
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import given_names, word_class
from extract.model import EntityKind
from extract.names import KnownName

HEADS_OF_PARTICIPANTS = frozenset({"group", "armed", "organisation", "government", "title", "object", "weapon"})
BODIES = frozenset({"armed", "organisation", "government"})
_SHORTEST_PLURAL = 4
_SHORTEST_DUAL = 5
_SHORTEST_NISBA = 3


@dataclass(frozen=True, slots=True)
class Joints:
    """Judges the joints between the words of one sentence; the fields are those of `PhraseParser`."""

    tokens: Sequence[Token]
    names: Mapping[int, tuple[int, tuple[KnownName, ...]]]
    blocked: frozenset[int]
    adjectives: frozenset[str]
    surnames: frozenset[str] = frozenset()

    def continues(self, at: int, before: int, start: int) -> bool:
        """Whether the word at `at` belongs to the phrase that began at `start` and has reached `before`."""
        if at >= len(self.tokens) or at in self.blocked or not self.tokens[at].is_nominal:
            return False
        if self.tokens[at].conjunction and self.tokens[at].kind is Kind.NUMBER and self.tokens[before].kind is Kind.NUMBER:
            return True  # «خمسة وعشرون»
        if self._is_ordinal(before) and self.tokens[at].conjunction == "و" and self.tokens[at].definite and self.tokens[at].kind is Kind.NUMBER:
            return True  # «الفرقة الثانية والعشرين»
        if not self.is_free(at):
            return False
        token, last = self.tokens[at], self.tokens[before]
        if token.bare in word_class("own words"):  # «نقلت عن مصدر عسكري قوله إن …»
            return False
        if starts_event(at, before, self.tokens, self.adjectives) or self._turns_accusative(token, last) or self._turns_to_title(at, before, start):
            return False
        other = (token.definite and token.stem in word_class("office")) or (token.pronoun and "title" in token.heads)
        if other and is_in_name(self.tokens, before):  # «نجيب ميقاتي السفير الفرنسي», «إيغور بافلوف نظيره»
            return False
        if self._ends_person(at, before, start):
            return False
        settlements = SettlementReader(self.tokens, self.names)
        if settlements.tells_where(at, before) or settlements.ends_before(at, before):
            return False
        plural = last.stem.endswith("ون") and len(last.stem) > _SHORTEST_PLURAL and last.kind is Kind.NOUN
        nominative = plural and last.stem not in word_class("not-plural") | given_names()
        if nominative and not token.stem.endswith("ون") and token.stem not in word_class("nation"):  # «محتجون الطريق»: ون heads no chain
            return False
        dual = last.stem.endswith("تان") and len(last.stem) > _SHORTEST_DUAL and not last.definite and before not in self.names
        if dual and token.definite and last.stem not in word_class("not-plural"):  # «مقاتلتان الطائرة»
            return False
        if last.definite or last.pronoun or self._ends_name(before):
            return self._continues_definite(at, before, start)
        if before > start and self._describes(before) and not is_in_name(self.tokens, before):  # «سامي» is no nisba there
            return self._follows_adjective(at, before)
        if token.kind is Kind.NUMBER:
            return last.kind is Kind.NUMBER or "group" not in last.heads
        described = last.stem in self.adjectives and "quantifier" not in last.heads  # «عدة مقرات»: a figure
        return not (described and bool(token.heads & HEADS_OF_PARTICIPANTS) and not token.definite)

    def _ends_person(self, at: int, before: int, start: int) -> bool:
        """«دعا فولكر الأطراف», «زار الوزير سامي خليل طهران»: behind a person's name comes somebody or something else."""
        token, last = self.tokens[at], self.tokens[before]
        surname = before == start and last.bare in self.surnames and not (last.heads or last.noun) and last.stem not in self.adjectives
        if surname and token.definite:
            return True
        known = self.names.get(at, (0, ()))[1] if token.stem not in given_names() else ()
        place = any(name.kind is EntityKind.STATE or name.place_kind == "city" for name in known)
        party = token.definite and token.heads & {"group", "armed", "organisation", "government"} and "title" not in token.heads
        return bool(place or party) and is_in_name(self.tokens, before)

    def _follows_adjective(self, at: int, before: int) -> bool:
        """Behind an indefinite noun with its adjective only adjectives go on: «طائرة حربية السوق» are two, «صاروخ روسي الصنع» is one."""
        token = self.tokens[at]
        if token.definite:
            return token.stem in word_class("improper")
        deed = token.noun is not None and not token.heads  # «نفذت طائرات حربية غارات»
        return self.is_adjective(at) or not (token.heads or deed or token.kind is Kind.NUMBER or at in self.names)

    def _describes(self, at: int) -> bool:
        """Whether the word is an adjective of a noun before it, as «متمردين» in «ثلاثة متمردين» is not."""
        before = self.tokens[at - 1]
        if self.tokens[at].heads & before.heads & {"weapon"} and self.tokens[at].is_feminine and not self.tokens[at].definite:
            return True  # «طائرة مسيرة», «سيارة مفخخة»
        return self.is_adjective(at) and before.kind is Kind.NOUN and "quantifier" not in before.heads

    def is_adjective(self, at: int) -> bool:
        """Of the list of adjectives, or a nisba («روسي», «حربية») that is no noun of its own and no name."""
        token = self.tokens[at]
        stem = token.stem
        if "direction" in token.heads and not token.definite and not stem.endswith("ه"):  # «شمال غربي مأرب»
            return False
        if any(stem.removesuffix(ending) in self.adjectives for ending in ("", "ه", "ا", "ين", "تين", "ون", "ات")):
            return True
        nisba = stem.endswith(("ي", "يه", "يا", "يين", "يتين", "يون", "يات")) and len(stem) > _SHORTEST_NISBA and not token.word.text.endswith("ى")
        known = token.noun or token.heads - {"direction", "weapon"} or at in self.names  # «مقاتلي», «مستوى»
        return nisba and token.kind is Kind.NOUN and not known

    def _turns_accusative(self, token: Token, last: Token) -> bool:
        """«هاجم مسلحون حاجزا»: an accusative that follows another case opens the object; after a figure it is what is counted."""
        accusative = token.is_accusative
        return accusative and not last.is_accusative and last.kind is not Kind.NUMBER and "quantifier" not in last.heads

    def _turns_to_title(self, at: int, before: int, start: int) -> bool:
        """«النائب مارك هيل رئيس …»: behind a personal name a title opens an apposition or an object."""
        last = self.tokens[before]
        unknown = last.kind is Kind.NOUN and not (last.definite or last.heads or last.noun)
        token = self.tokens[at]
        return "title" in token.heads and not token.definite and before > start and unknown and "title" in self.tokens[start].heads

    def _ends_name(self, before: int) -> bool:
        return any(start <= before < start + length for start, (length, _) in self.names.items() if start <= before)

    def _continues_definite(self, at: int, before: int, start: int) -> bool:
        token, last = self.tokens[at], self.tokens[before]
        if token.definite:
            return not self._opens_another(at, before, start)
        if self.ends_ordinal(at):
            return True
        if (token.stem in given_names() or token.stem == "علي") and is_titled(self.tokens, before):  # «وزير الدفاع الروسي إيغور …»
            return True
        if token.stem in word_class("state or adjective") and last.definite and last.is_feminine:
            return True  # «الدفاعات السعودية»
        if at in self.names:
            known = self.names[at][1][0]
            person = known.kind is EntityKind.PERSON and is_titled(self.tokens, before)
            placed = known.place_kind == "city"
            ground = "place" in last.heads and known.kind in (EntityKind.PLACE, EntityKind.STATE)  # «اتهم وجهاء البلدة أجهزة الأمن»
            return person or ground or ("title" in last.heads and not placed)  # «زار الوزير بغداد»
        unknown = not (token.heads or token.noun or token.kind is Kind.NUMBER or token.stem in self.adjectives or token.is_common_by_shape)
        ending = token.word.text.endswith(("ا", "ه", "ها", "هم")) and not token.named  # «وزير الدفاع مارك إسبر», no «… مجددا», «… نظيره»
        first = self.tokens[start]
        office = ("title" in first.heads or (bool(first.pronoun) and "group" in first.heads)) and not ending  # «شقيقه دعار»
        return unknown and ("title" in last.heads or office)

    def ends_ordinal(self, at: int) -> bool:
        """«الفرقة الرابعة عشرة»: no figure of its own."""
        return self._is_ordinal(at - 1) and self.tokens[at].stem in word_class("teen") and self.is_free(at)

    def _is_ordinal(self, at: int) -> bool:
        token = self.tokens[at]
        return token.definite and token.stem.removesuffix("ه") in word_class("ordinal") | {"حادي"}

    def _opens_another(self, at: int, before: int, start: int) -> bool:
        """«الحوثيون التحالف», «مقاتلو الحركة القصر»: a definite noun behind a definite is no genitive, so it is another party."""
        token, last = self.tokens[at], self.tokens[before]
        nisba = token.is_nisba
        if token.heads & BODIES and not nisba:
            return True
        if "title" in last.heads:
            return "place" in token.heads or token.stem in word_class("people")  # «وصل الوزير العاصمة», «وعد المحافظ السكان»
        if self._ends_name(before) and "title" in token.heads and is_titled(self.tokens, before - 1):
            return True  # «عزى أمير الكويت الرئيس …»
        if self._is_other_party(token, last) or self._opens_people(token, start, before):
            return True
        thing = token.heads & {"place", "object"} and not token.heads & last.heads & {"weapon"}
        if thing and not nisba and not self.is_adjective(at):
            return True
        if _is_noun_by_shape(token) and not (last.stem.endswith("ات") or last.heads & {"group", "title"}):
            return True
        if self.tokens[before - 1].is_nominal and before > start and not self.tokens[before - 1].definite:
            return False  # in a chain it may agree with either noun
        return self._disagrees(token, last)

    def _is_other_party(self, token: Token, last: Token) -> bool:
        """«الحوثيون التحالف», «الجانب الروسي الوفد الأوكراني», «التنظيم الشيخ»: two parties, not one."""
        party = bool(token.heads & BODIES) or token.stem in word_class("office")
        one = token.stem in word_class("one-person") and token.stem not in self.adjectives and not token.is_nisba
        return (party and (bool(last.heads) or last.is_nisba)) or (one and bool(last.heads & BODIES))

    def _opens_people(self, token: Token, start: int, before: int) -> bool:
        """«وزير الصناعة المضربين», «وحدات الأمن المعتصمين»: behind one man or a body, people in ين are others."""
        plural = token.stem.endswith("ين") and len(token.stem) > _SHORTEST_PLURAL and "group" in token.heads
        first = self.tokens[start]
        many = first.stem.endswith(("ين", "ان", "ون", "و")) or first.stem in word_class("people")
        one = bool(first.heads & BODIES) or ("title" in first.heads and not many)
        return (plural or token.stem in word_class("community")) and before > start and one and "group" not in first.heads - {"title"}

    def _disagrees(self, token: Token, last: Token) -> bool:
        """«الشرطة المقر», «الحركة الفلسطينيين»: a definite word that is no adjective of the one before it."""
        people = last.heads & {"group", "title"} or last.stem.endswith(("ين", "ون", "ان"))
        if token.stem.endswith(("ين", "ون")) and len(token.stem) > _SHORTEST_PLURAL:
            return not people and (last.stem.endswith(("ه", "ات")) or bool(last.heads & BODIES))
        if last.stem in word_class("pair"):  # «الجانبان الهدنة»
            return not token.stem.endswith("ان")
        nisba = token.stem.endswith("ي") and token.stem not in word_class("people")  # «اللجنة الأهالي»
        return last.is_feminine and not token.is_feminine and not nisba and not token.stem.endswith("ان")

    def is_free(self, at: int) -> bool:
        """Whether a word carries nothing that starts something new."""
        token = self.tokens[at]
        return not token.conjunction and not token.preposition


def _is_noun_by_shape(token: Token) -> bool:
    """«العلاقات», «الأوضاع»: plurals that no adjective of the press has."""
    stem = token.stem
    broken = len(stem) == 5 and stem[0] == "ا" and stem[3] == "ا"
    return not token.is_nisba and (broken or (stem.endswith("ات") and len(stem) > _SHORTEST_PLURAL))

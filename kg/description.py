"""What the words for somebody that no table lists say of him: of what kind he is, and whether they name the same one in every document.

A head word decides («عناصر», «وزارة», «حافلة»), in `data/described.tsv` and the heads that the extractor knows. What every state has
(«الشرطة», «وزارة الصحة») is named only with whose it is («الشرطة السودانية»).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from extract.arabic.normal import normalize
from extract.arabic.word_classes import word_class
from extract.model import EntityKind
from kg.naming import is_generic, is_proper, without_article
from kg.person_name import person_name
from kg.phrase_words import Words, functions, is_common, is_figure, is_quality
from ontology.known import KnownEntity

_BODIES = (("armed", EntityKind.ARMED_GROUP), ("government", EntityKind.GOVERNMENT), ("organisation", EntityKind.ORGANIZATION))
_BODY_SENSES = frozenset({"armed", "government", "organisation"})
PEOPLE = frozenset({EntityKind.PERSON, EntityKind.GROUP, EntityKind.CIVILIANS})  # human beings, not a body of them


@dataclass(frozen=True, slots=True)
class Description:
    """`kind`, corrected where the words tell another; `named` says that the words mean the same one in every document; `state` is the
    state of its adjective («جنود مصريين»: مصري), if there is one; `side` says that nobody but that state is meant («الجانب المصري»), `office`
    that a person is told by his name or office, whose place or state need not be his, `servants` that they serve their state («جنود مصريين»)."""

    kind: EntityKind
    named: bool
    state: str | None = None
    side: bool = False
    office: bool = False
    servants: bool = False


class Describer:
    """Describes by words alone; what it said once, it keeps."""

    def __init__(self, known: Iterable[KnownEntity]) -> None:
        self._states: dict[str, str] = {}
        self._lands: set[str] = set()
        for entity in known:
            self._states.update((normalize(adjective), entity.id) for adjective in entity.adjectives)
            self._lands.update(map(normalize, (entity.label_ar, *entity.names)) if entity.adjectives else ())
        self._known: dict[tuple[str, EntityKind | None, EntityKind, bool], Description] = {}

    def describe(self, text: str, kind: EntityKind | None, otherwise: EntityKind, placed: bool = False) -> Description:
        """`kind` is what the extractor found, `otherwise` what stands where it found none; `placed` says that a known place is part of the words."""
        key = (text, kind, otherwise, placed)
        if key not in self._known:
            self._known[key] = self._describe(Words(text), kind, otherwise, placed)
        return self._known[key]

    def _describe(self, words: Words, kind: EntityKind | None, otherwise: EntityKind, placed: bool) -> Description:
        if EntityKind.PLACE in (kind, kind or otherwise):
            return Description(EntityKind.PLACE, is_proper(EntityKind.PLACE, words.plain))
        if kind is EntityKind.PERSON or (kind is None and not words.senses and not words.counted):
            person = self._person(words, kind)
            if person is not None:
                return person
        state = self._state(words)
        people = self._people(words, state)
        if people is not None:
            return people
        if "things" in words.senses or (words.senses & {"object", "weapon"} and not words.senses & _BODY_SENSES):
            return Description(EntityKind.OBJECT, False, state)
        if kind is None and "place" in words.senses:
            return Description(EntityKind.PLACE, is_proper(EntityKind.PLACE, words.plain))
        found = next((body for sense, body in _BODIES if sense in words.senses), None)
        body = found if kind is EntityKind.PERSON else kind or found
        if body is None:
            return Description(otherwise, False)  # «الموقف البريطاني»: who knows what that is
        whose = placed or any(self._adjective(word) == state for word in words.rest if state and word.startswith("ال"))
        return Description(body, body not in PEOPLE and self._names_body(words, whose), state, "side" in words.senses and whose)

    def _person(self, words: Words, kind: EntityKind | None) -> Description | None:
        """A full name, or an office; None for what only holds a title («مكتب المدعي العام», «ممثلين عن …»)."""
        title = "title" in words.senses or not words.senses
        other_body = words.senses & (_BODY_SENSES | {"object", "things"})
        if person_name(words.text).certain and _is_full_name(words.text) and (title or not other_body):
            return Description(EntityKind.PERSON, True, office=True)
        several = words.senses & {"several", "things"} or (words.senses & {"members", "civilians", "group"} and not words.single)
        if kind is None or several or (words.senses and not title and not words.senses <= {"group"}):
            return None
        return Description(EntityKind.PERSON, title and not words.counted and _is_full_name(words.text), office=True)

    def _people(self, words: Words, state: str | None) -> Description | None:
        if words.senses & {"community"} and not words.counted:
            return Description(EntityKind.GROUP, bool(words.rest) and not all(map(is_generic, words.rest)))
        nation = self._nation(words.head)
        one = words.stem in word_class("one-person") and "title" not in words.senses
        if words.single and (one or words.senses & {"civilians", "members"}):
            return Description(EntityKind.PERSON, False, state, servants="servants" in words.senses)
        if "civilians" in words.senses:
            return Description(EntityKind.CIVILIANS, False, state)
        if words.senses & {"members", "anonymous"} or nation is not None:
            return Description(EntityKind.GROUP, False, nation or state, servants="servants" in words.senses)
        if words.counted and not words.senses & {"object", "weapon", "things", "place"}:
            return Description(EntityKind.GROUP, False, state)
        if "group" in words.senses and not words.senses & _BODY_SENSES:
            return Description(EntityKind.GROUP, False, state)
        return None

    def _nation(self, head: str) -> str | None:
        """«الفلسطينيين», «يمنيون»: the state of people who are called by it."""
        word = without_article(head)
        return next((self._states[stem] for end in ("ين", "ون") if (stem := word.removesuffix(end)) != word and stem in self._states), None)

    def _state(self, words: Words) -> str | None:
        """The state of the first adjective of one that stands behind the head: «الشرطة السودانية», «ثلاثة جنود مصريين»."""
        return next((state for word in words.rest if (state := self._adjective(word)) is not None), None)

    def _adjective(self, word: str) -> str | None:
        if word in self._lands:  # «سوريا» is no «سورياً»
            return None
        word = without_article(word)
        stems = (word.removesuffix(ending) for ending in ("", "ه", "ا", "ين", "ون", "ان", "تين", "تان", "ات"))
        return next((self._states[stem] for stem in stems if stem in self._states), None)

    def _names_body(self, words: Words, whose: bool) -> bool:
        if words.counted or not words.rest or words.senses & {"several", "things"} or words.rest[0] in word_class("tie"):
            return False
        own = [word for word in words.rest if not is_common(word) and self._adjective(word) is None]
        if whose or "institution" in words.senses:
            return whose
        if words.definite or "local" in words.senses:  # «الفصيل المسلح», «الجبهة الوطنية للتحرير»; «لجنة الانتخابات», «مجلس الطيانة»
            return any(not (word.startswith("ال") and (words.definite or word.endswith(("ي", "يه")))) for word in own)  # «مجلس الأمن القومي»
        if not words.senses:  # «كشافة السهل»
            return not all(map(is_common, (words.head, *words.rest)))
        of = [word for word in words.rest if not is_quality(word)]
        return (len(of) > 1 or bool(own)) and (any(word.startswith("ال") for word in of) or (bool(own) and "bearer" in words.senses))


def _is_full_name(text: str) -> bool:
    """Whether words name a person fully, and tell more than an office: «فريقاً من ستة جراحين», «النائب عن ديالى» do not."""
    name = person_name(text)
    if len(name.units) < 2 or any(is_figure(unit) for unit in name.units):
        return False
    strange = any(is_generic(unit) or unit in functions() for unit in name.units)
    return name.certain or not (strange or any(unit.startswith("ال") for unit in (name.units if name.titles else name.units[:1])))

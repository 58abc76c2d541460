"""Whether a phrase can be the subject of a verb: gender, number, case endings, and what sort of thing it is."""

from collections.abc import Sequence

from extract.arabic.analyser import Analyser
from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.concord import Number, concord_of_all, pronouns_of
from extract.arabic.idiom_words import is_idiom_word
from extract.arabic.lexicon import VerbFrame
from extract.arabic.normal import normalize
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.model import EntityKind, EventType

ACTING = frozenset({EntityKind.STATE, EntityKind.GOVERNMENT, EntityKind.MILITARY, EntityKind.ARMED_GROUP, EntityKind.COALITION})
_SPEECH = frozenset({EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.SUPPORT, EventType.AGREE})
_SHORTEST_PLURAL = 4
_SHORTEST_DUAL = 5
# Names that end in ين as plurals do («الحوثيين»), not «البحرين» or «ياسين».
_PEOPLE = frozenset({EntityKind.MILITARY, EntityKind.ARMED_GROUP, EntityKind.GROUP, EntityKind.CIVILIANS})
_MARKED = 4  # letters and signs in which the damma of a passive perfect stands: قُتل, استُهدفت


class SubjectFit:
    """Judges the chunks of one sentence as subjects."""

    def __init__(self, tokens: Sequence[Token], chunks: Sequence[Chunk], analyser: Analyser) -> None:
        self._tokens, self._chunks, self._analyser = tokens, chunks, analyser

    def suits(self, token: Token, after: Sequence[int]) -> bool:
        """Whether the first phrase after a verb is its subject."""
        first = after[0]
        return (
            self.agrees(token, first, fronted=False)
            and self.may_act(token, first)
            and not self.is_accusative(first)
            and not self.is_carried(token, after)
        )

    def is_adverbial(self, chunk: Chunk) -> bool:
        """A lone indefinite adjective or participle («مكثفا», «كاملة», «مضيفا», «متأثرين») is nobody, «مسلحون» are somebody."""
        token = self._tokens[chunk.head]
        if chunk.kind is not ChunkKind.PHRASE or chunk.last - chunk.first != 1 or token.pronoun:
            return False
        if token.definite:  # «جولة العنف الجديدة»
            described = chunk.first > 0 and self._tokens[chunk.first - 1].is_nominal and not token.conjunction
            town = all(name.kind is EntityKind.PLACE for name in chunk.members[0].names)
            return described and town and not token.heads and self._analyser.is_adjective(token)
        if token.heads & {"group", "armed", "title"} or token.stem.endswith("ون"):
            return False
        ending = token.stem.endswith("ين") and not token.stem.endswith("تين")  # «صادرت بندقيتين»
        adverb = ending and len(token.stem) > _SHORTEST_PLURAL and not token.heads and not chunk.members[0].names
        return (token.participle and not token.heads) or adverb or self._analyser.is_adjective(token)

    def is_accusative(self, index: int) -> bool:
        """«دعت الفلسطينيين», «اعتقل شابًا»: an ending that a subject never has; after a figure it tells nothing."""
        chunk = self._chunks[index]
        head = self._tokens[chunk.head]
        words = self._tokens[chunk.first : chunk.head]
        if chunk.kind is not ChunkKind.PHRASE or any(token.value is not None or "quantifier" in token.heads for token in words):
            return False
        of_people = not chunk.members or not chunk.members[0].names or chunk.members[0].names[0].kind in _PEOPLE
        known = head.definite or "group" in head.heads or head.stem.startswith("ال")
        plural = head.stem.endswith("ين") and len(head.stem) > _SHORTEST_PLURAL and known and of_people
        dual = head.stem.endswith("تين") and len(head.stem) > _SHORTEST_DUAL and not head.heads & {"group", "armed"}  # «صادرت بندقيتين»
        return plural or dual or head.is_accusative

    def may_act(self, token: Token, index: int) -> bool:
        """A place named by its kind («أحياء», «بلدة») right after a verb that needs a doer is what it is done to."""
        head = self._tokens[self._chunks[index].head]
        heads = head.heads
        if head.pronoun and head.stem in word_class("counterpart"):  # «والتقى نظيره»: whose he is, is the subject
            return False
        thing = heads - {"place"} == {"object"} and bool(token.conjunction)  # «… وداهمت منازل»: whoever came before
        place = "place" in heads and not heads & {"armed", "group", "government", "organisation", "object"}
        acting = any(name.kind in ACTING for member in self._chunks[index].members for name in member.names[:1])
        if token.pronoun or acting or not (thing or place):
            return True
        return not any("obj" in frame.roles and "target" in frame.roles["obj"] for frame in self._analyser.frames(token))

    def is_participant(self, index: int) -> bool:
        """Whether a phrase is somebody or something that may do or undergo."""
        chunk = self._chunks[index]
        words = self._tokens[chunk.first : chunk.last]
        return chunk.kind is ChunkKind.EVENT or any(
            member.names or member.inner or member.person for member in chunk.members
        ) or any(token.heads or token.value is not None for token in words)

    def is_carried(self, token: Token, after: Sequence[int]) -> bool:
        """«ألقت القبض»: the noun right after a light verb is what it carries, not who does it."""
        if any(is_idiom_word(idiom, self._tokens, self._chunks[after[0]]) for idiom in self._analyser.idioms(token) if idiom.slot == "obj"):
            return True  # «وقطعت علاقاتها»
        light = any(frame.cls in ("light", "aspect", "achieve", "attempt") and "event" in frame.roles.get("obj", ()) for frame in self._analyser.frames(token))
        return light and self._chunks[after[0]].kind is ChunkKind.EVENT and len(after) == 1

    def agrees(self, token: Token, index: int, *, fronted: bool) -> bool:
        """Whether verb and noun fit in gender, and, where the noun comes first, in number."""
        chunk = self._chunks[index]
        head = self._tokens[chunk.head]
        persons = {reading.person for reading in token.verbs}
        feminine = head.is_feminine or (not head.heads and any(name.label.endswith("ة") for member in chunk.members for name in member.names[:1]))
        plural_people = head.stem.endswith(("ون", "ين")) or head.stem in word_class("collective") or len(chunk.members) > 1 or head.kind is Kind.NUMBER
        if persons & {"1s", "1p"} and not persons & {"3ms", "3fs"}:
            return False
        if persons & {"3mp", "3md", "3fp", "3fd"} and fronted:
            return True
        named = any(member.names for member in chunk.members)
        if "quantifier" in head.heads and persons & {"3fs", "3ms"}:  # «عدد من الفصائل تمكنت», «تمكن»
            return True
        if "3fs" in persons and "3ms" not in persons:
            if head.stem in word_class("masculine") or self._counts_men(index):
                return False
            singular = head.noun is not None and head.stem == normalize(head.noun.lemma) and not feminine
            collective = bool(head.heads & {"group", "armed", "weapon", "object", "place", "organisation"})
            return feminine or named or (not fronted and not singular) or (head.noun is not None and not singular) or collective
        if "3ms" in persons and "3fs" not in persons:
            counted = plural_people or head.kind is Kind.NUMBER or "quantifier" in head.heads
            people = head.stem in word_class("people")  # «عقد قادة …», «طالب علماء …»
            if not fronted and self._names_state(index):
                return False
            return not feminine or (not fronted and (counted or people)) or (named and not head.heads)
        return True

    def _names_state(self, index: int) -> bool:
        """«واتهم واشنطن»: a state or its capital, feminine but for a few, is no subject of a masculine verb."""
        members = self._chunks[index].members
        state = any(name.kind is EntityKind.STATE or name.place_kind == "city" for member in members for name in member.names)
        return state and len(members) == 1 and not self._tokens[members[0].head].heads and concord_of_all(members, self._tokens).feminine is True

    def _counts_men(self, index: int) -> bool:
        """«ثلاثة شبان», «21 منهم»: a figure before men, or one in ة, takes no feminine verb."""
        chunk = self._chunks[index]
        first, head = self._tokens[chunk.members[0].first if chunk.members else chunk.first], self._tokens[chunk.head]
        if first.kind is not Kind.NUMBER or head.is_feminine:
            return False
        return head.kind is Kind.NUMBER or first.stem.endswith("ه") or "group" in head.heads

    def is_carried_on(self, token: Token, index: int, *, loosely: bool) -> bool:
        """Whether a verb without a subject of its own may go on about a phrase before it: «سيطروا» about many, or `loosely` about a body of people."""
        chunk = self._chunks[index]
        pronouns, heads = pronouns_of(token), self._tokens[chunk.head].heads
        if not self.agrees(token, index, fronted=True) or (heads and heads <= {"object", "place"} and not any(member.names for member in chunk.members)):
            return False
        if not chunk.members or not pronouns:
            return True
        concord = concord_of_all(chunk.members, self._tokens)
        if pronouns <= {"ه", "ها"} and concord.number is Number.TWO:
            return False  # «اعتقل رجلين …، ثم أفرج عن …»
        if not pronouns & {"ه", "ها"}:
            return any(concord.fits(pronoun, loosely=loosely and not concord.feminine) for pronoun in pronouns)
        person = any(member.person for member in chunk.members)
        named = any(member.names for member in chunk.members)
        deverbal = token.noun is not None and not loosely  # «واصلت إسرائيل قصف …»: what may be a noun need not agree
        return person or not named or deverbal or any(concord.fits(pronoun) for pronoun in pronouns)

    def frames(self, token: Token) -> tuple[VerbFrame, ...]:
        """The frames of the verbs that the token may be."""
        return self._analyser.frames(token)

    def speaks(self, token: Token) -> bool:
        """Whether a verb is an act of speech: «مؤكدا», «مطالبا», «متهما»."""
        return any(frame.cls in ("say", "claim") or frame.type in _SPEECH for frame in self._analyser.frames(token))

    def may_undergo(self, subject: int, *, harms: bool) -> bool:
        """People, numbers and things undergo; states and armies that stand alone mostly act. Whom a verb `harms` may have any name («قتل فلان»)."""
        chunk = self._chunks[subject]
        words = self._tokens[chunk.first : chunk.last]
        if any(token.kind is Kind.NUMBER or "quantifier" in token.heads for token in words):
            return True
        heads = self._tokens[chunk.head].heads
        nobody = chunk.kind is ChunkKind.PHRASE and not heads and not any(member.names or member.inner for member in chunk.members)
        return bool(heads & {"group", "object", "title"}) or any(member.person for member in chunk.members) or (harms and nobody)


def is_marked_passive(token: Token) -> bool:
    """Passive by its form alone, or by a written damma at the head of a perfect, where the active never has one."""
    if all(reading.voice == "passive" for reading in token.verbs):
        return True
    perfect = any(reading.voice == "passive" and reading.tense == "perfect" for reading in token.verbs)
    attached = len(token.conjunction)
    return perfect and "\u064f" in token.word.text[attached : attached + _MARKED]

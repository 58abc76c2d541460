"""Which phrase is a verb's subject: behind it, before it, what its relative clause describes, or that of the clause before."""

from collections.abc import Iterator, Sequence

from extract.arabic.chunks import ChunkKind
from extract.arabic.clause_parts import Clause, Row
from extract.arabic.concord import concord_of_all, pronouns_of
from extract.arabic.lexicon import VerbFrame
from extract.arabic.normal import normalize
from extract.arabic.prepositions import slot_key
from extract.arabic.subjects import is_marked_passive
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.arabic.words import WALLS
from extract.model import EntityKind, EventType

# Who threatens or demands needs nobody named to threaten or ask: «هدد الرئيس بفرض عقوبات» is no passive.
_SPEAKING = frozenset({EventType.THREATEN, EventType.REQUEST})
_PROMISING = _SPEAKING | {EventType.AGREE}  # «وعد الوزير بزيادة الأجور»
_PLURALS = frozenset({"3mp", "3fp", "3md", "3fd"})

_LONGEST_DATELINE = 3  # chunks


class SubjectFinder:
    """Finds the subjects in one sentence."""

    def __init__(self, row: Row) -> None:
        self._row = row

    def find(
        self, verb: int, token: Token, bare: list[int], antecedent: int | None, before: Sequence[Clause], resumed: bool
    ) -> tuple[int | None, str, list[int]]:
        """The subject of a verb, how it was found, and which bare phrases are left to be its object."""
        if token.participle:
            return self._shared(verb, before), "shared", bare
        if antecedent is not None:
            return self._relative_subject(verb, token, antecedent, bare, before, resumed)
        pronoun = self._pronoun_subject(verb)
        if pronoun and (shared := self._shared(verb, before, pronoun)) is not None:
            return shared, "shared", bare
        opening = None if pronoun else self._opening(verb, before)
        if opening is not None and self._row.fit.agrees(token, opening, fronted=True) and not (token.conjunction and opening > 0):
            return opening, "before", bare
        return self._after(verb, token, bare, before, pronoun)

    def _after(self, verb: int, token: Token, after: list[int], before: Sequence[Clause], pronoun: str) -> tuple[int | None, str, list[int]]:
        """The phrase behind the verb if it may act («أنها هاجمت القرية» has its subject), else the subject of the clause before."""
        if after and is_marked_passive(token):  # «استُهدفت قرية»: nobody acts
            return after[0], "after", after[1:]
        persons = {reading.person for reading in token.verbs}
        plural = bool(persons & _PLURALS) and "3ms" not in persons and "3fs" not in persons
        shared = self._shared(verb, before, pronoun)
        if after and shared is not None and token.conjunction and (not self._row.fit.is_participant(after[0]) or self._is_object(verb, token, after)):
            return shared, "shared", after
        if shared is not None and self._goes_on_behind_aside(verb, after):
            return shared, "shared", after
        if after and not plural and pronoun in ("", "ه") and self._row.fit.suits(token, after):
            return after[0], "after", after[1:]
        return shared, "shared" if shared is not None else "", after

    def _goes_on_behind_aside(self, verb: int, after: list[int]) -> bool:
        """«بعد أن اخترقت، وفق أنقرة، المجال الجوي»: right behind the comma no subject comes that does nothing itself."""
        if not after or verb + 1 >= len(self._row.chunks) or self._row.mark(verb + 1) not in "،,":
            return False
        return not self._row.fit.is_participant(after[0])

    def _is_object(self, verb: int, token: Token, after: list[int]) -> bool:
        """«… وأصاب 11 آخرين»: a number alone behind a verb that has no passive is what it is done to; so is who is named alone behind «واتهم»."""
        if len(after) != 1:
            return False
        if self._names_whom(verb, token, after[0]) or self._is_own(token, after[0]):
            return True
        if any(reading.voice == "passive" for reading in token.verbs):
            return False
        chunk = self._row.chunks[after[0]]
        return chunk.kind is ChunkKind.PHRASE and self._row.tokens[chunk.members[0].first].kind is Kind.NUMBER

    def _names_whom(self, verb: int, token: Token, index: int) -> bool:
        """«قالت … واتهمت السلطات بـ», «… ودعا أنصاره إلى», «… وحذرت أنقرة من»: whom a speaker who goes on speaks of or to."""
        lemmas = {normalize(reading.lemma) for reading in token.verbs}
        if token.pronoun:
            return False
        if lemmas <= word_class("needs-object"):
            return True
        members, frames = self._row.chunks[index].members, self._row.fit.frames(token)
        asks = next((frame for frame in frames if frame.type in _SPEAKING and "target" in frame.roles.get("obj", ())), None)
        if asks is None or not members:
            return False
        wanted = {slot_key(slot) for slot, roles in asks.roles.items() if "content" in roles and slot != "obj"}
        follows = index + 1 < len(self._row.chunks) and slot_key(self._row.preposition(index + 1)) in wanted
        own = bool(self._row.head(index).pronoun) and "group" in self._row.head(index).heads
        state = any(name.kind is EntityKind.STATE or name.place_kind == "city" for name in members[0].names)
        return follows and (own or state)

    def _is_own(self, token: Token, index: int) -> bool:
        """«قررت … وستدرب طواقمها»: his own people and things are what he does it to; of whom somebody may be killed nothing is told by that."""
        frames = [frame for frame in self._row.fit.frames(token) if frame.type is not None]
        harmless = bool(frames) and all(frame.counts is None and "target" in frame.roles.get("obj", ()) for frame in frames)
        return harmless and not token.pronoun and self._row.head(index).pronoun in pronouns_of(token)

    def _pronoun_subject(self, verb: int) -> str:
        """«لأنه هاجم التنظيم»: the pronoun is the subject, what follows the object."""
        index = self._row.skip_back(verb)
        token = self._row.head(index) if index >= 0 else None
        if token is None or token.kind is not Kind.SUBORDINATOR or not token.stem.startswith(("ان", "لان", "لكن", "بان")):
            return ""
        return next((pronoun for pronoun in ("هما", "هم", "ها", "ه") if token.stem.endswith(pronoun)), "")

    def _relative_subject(
        self, verb: int, token: Token, antecedent: int, after: list[int], before: Sequence[Clause], resumed: bool
    ) -> tuple[int | None, str, list[int]]:
        """«الهجوم الذي شنه التنظيم»: a pronoun on the verb points back to what it is done to."""
        if {reading.person for reading in token.verbs} <= {"1s", "1p"}:  # «في الوقت الذي ندين»
            return None, "", after
        if token.pronoun and after:
            return after[0], "after", [antecedent, *after[1:]]
        if token.pronoun and self._points_back(token.pronoun, antecedent):  # «سحبت واشنطن الفيتو الذي كانت فرضته»
            shared = self._shared(verb, before)
            return shared, "" if shared is None else "shared", [antecedent]
        agrees = self._row.fit.agrees(token, antecedent, fronted=True)
        if resumed or not agrees:  # «البلدة التي سيطر عليها التنظيم»
            if after and self._row.fit.agrees(token, after[0], fronted=False):
                return after[0], "after", after[1:]
            if not resumed:
                return antecedent, "antecedent", after
            many = bool({reading.person for reading in token.verbs} & _PLURALS)
            shared = None if many else self._shared(verb, before)  # «وصل الوزير من البلد الذي أجرى فيه محادثات»
            return shared, "shared" if shared is not None else "", after
        return antecedent, "antecedent", after

    def _points_back(self, pronoun: str, antecedent: int) -> bool:
        """Whether the pronoun on the verb of a relative clause may be what the clause describes."""
        chunk = self._row.chunks[antecedent]
        if chunk.members:
            return concord_of_all(chunk.members, self._row.tokens).fits(pronoun)
        return self._row.head(antecedent).is_feminine == (pronoun == "ها")

    def _opening(self, verb: int, before: Sequence[Clause]) -> int | None:
        """The first bare phrase since the clause opened that no verb before has taken."""
        found = None
        verbs = {clause.verb for clause in before if clause.antecedent is None}
        taken = {index for clause in before for index in (clause.object, clause.subject if clause.antecedent is None else None)}
        for index in range(verb - 1, -1, -1):
            chunk = self._row.chunks[index]
            if index in verbs or chunk.kind is ChunkKind.SUBORDINATOR:
                break
            if chunk.kind is ChunkKind.MARK and ((self._row.mark(index) in WALLS and not self._introduces_quotation(index)) or self._ends_dateline(index)):
                break
            if self._row.is_bare(index) and index not in taken and not self._in_relative(index, before):
                found = index
        return found

    def _ends_dateline(self, mark: int) -> bool:
        """«بغداد – هاجم مسلحون …», «دمشق - سانا – قتل …»: where and for whom it is written."""
        if self._row.mark(mark) not in word_class("dash") or mark == 0 or self._row.chunks[0].kind is not ChunkKind.PHRASE:
            return False
        opens = any(name.kind is EntityKind.PLACE for member in self._row.chunks[0].members for name in member.names)
        return opens and mark <= _LONGEST_DATELINE

    def _introduces_quotation(self, mark: int) -> bool:
        """«أن التحالف: «يدعم …»»: the subject before the colon, the verb behind it."""
        return self._row.mark(mark) == ":" and mark > 1 and self._row.is_bare(mark - 1) and self._row.chunks[mark - 2].kind is ChunkKind.SUBORDINATOR

    def _in_relative(self, index: int, before: Sequence[Clause]) -> bool:
        return any(clause.antecedent is not None and clause.verb < index and index in (clause.subject, clause.object) for clause in before)

    def _shared(self, verb: int, before: Sequence[Clause], pronoun: str = "") -> int | None:
        """The subject of the clause before, for a verb that has none of its own.

        Behind a comma or «قبل أن» the main clause goes on; «…»، مطالبةً …» is what the speaker says too.
        """
        main_first = verb > 0 and self._row.chunks[verb - 1].kind in (ChunkKind.MARK, ChunkKind.SUBORDINATOR)
        told = self._is_told(verb)
        subjects = [(told and self._says(clause), clause.antecedent is None, clause.verb, clause.subject) for clause in before if not clause.passive]
        subjects += [(False, True, at, at) for at in self._topics(verb, before)]
        subjects.sort(key=lambda subject: (subject[0], main_first and subject[1], subject[2]), reverse=True)
        loosely = bool(self._row.head(verb).conjunction) or bool(self._pronoun_subject(verb))
        fitting = (at for *_, at in subjects if at is not None and self._row.fit.is_carried_on(self._row.head(verb), at, loosely=loosely))
        return next((at for at in fitting if self._may_mean(pronoun, at)), None)

    def _may_mean(self, pronoun: str, index: int) -> bool:
        """Whether the pronoun of «أنه», «أنها», «أنهم» agrees with a phrase."""
        members = self._row.chunks[index].members
        return not pronoun or not members or concord_of_all(members, self._row.tokens).fits(pronoun, loosely=True)

    def _is_told(self, verb: int) -> bool:
        """Whether an indefinite participle behind a quotation goes on telling what its speaker says: «… مواقعنا»، مؤكدا …»."""
        token = self._row.head(verb)
        quoted = verb > 1 and self._row.chunks[verb - 1].kind is ChunkKind.MARK and self._row.chunks[verb - 2].kind is ChunkKind.QUOTE
        return token.participle and quoted and self._row.fit.speaks(token)

    def _says(self, clause: Clause) -> bool:
        return any(frame.cls == "say" for frame in clause.frames)

    def _topics(self, verb: int, before: Sequence[Clause]) -> Iterator[int]:
        """«أن المعتقل في الثلاثين من عمره، وتقدم بطلب»: who stands behind «أن» and has no verb of his own."""
        taken = {index for clause in before for index in (clause.subject, clause.object)}
        for index in range(verb - 1):
            if self._row.chunks[index].kind is not ChunkKind.SUBORDINATOR or self._row.head(index).stem not in word_class("complement"):
                continue
            following = self._row.skip_ahead(index)
            if following < verb and self._row.is_bare(following) and following not in taken and self._names_somebody(following):
                yield following

    def _names_somebody(self, index: int) -> bool:
        noun = self._row.chunks[index].noun
        return self._row.chunks[index].kind is ChunkKind.PHRASE or (noun is not None and noun.strength == "casualty")

    def _must_act(self, subject: int, frames: Sequence[VerbFrame]) -> bool:
        """«نفى الوزير فلان، في مؤتمر، أن …»: what is denied is no person; «انتقد المتحدث باسم الجيش، في بيان، …»: he speaks, or he is hurt."""
        members = self._row.chunks[subject].members
        contents = all(frame.roles.get("obj") == ("content",) for frame in frames if frame.cls == "event")
        harms = any(frame.type in (EventType.ASSAULT, EventType.COERCE) for frame in frames)
        speaks = any(token.normal.startswith("باسم") for member in members if member.person for token in self._row.tokens[member.head + 1 : member.head + 3])
        return (contents and any(member.person for member in members)) or (speaks and not harms)

    def is_passive(self, token: Token, frames: Sequence[VerbFrame], subject: int | None, rest: Sequence[int], how: str) -> bool:
        """Passive by form, by a written damma, or because a transitive verb has one bare phrase and no object."""
        if is_marked_passive(token):
            return True
        if not any(reading.voice == "passive" for reading in token.verbs):
            return False
        transitive = any(frame.roles.get("obj", ("place",)) != ("place",) and frame.cls == "event" for frame in frames)  # «وصل الوفد»: came
        if not transitive or rest or token.pronoun or any(frame.type in _PROMISING for frame in frames):
            return False
        if subject is not None and self._must_act(subject, frames):
            return False
        harms = any(frame.counts is not None for frame in frames)
        return subject is not None and how in ("after", "before", "antecedent") and self._row.fit.may_undergo(subject, harms=harms)

"""The grammar of places: from the words of a sentence to where they say that a place lies.

Every method that reads takes the index of a word and gives what begins there, or nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.arabic.compass import bearings, distance
from extract.arabic.landmarks import Expression, Landmarks, Named
from extract.arabic.lines import Lines
from extract.arabic.wording import Wording
from extract.model import Bearing, EntityKind, Ground, Relation

# Beside these a side lies within, «شمالي العراق»; beside anything smaller it lies without, «شمالي ليسنة».
_WIDE = frozenset({"governorate", "region", "district", "country", "neighbourhood"})


@dataclass(frozen=True, slots=True)
class PlaceGrammar:
    """Reads the places of one sentence."""

    wording: Wording

    @property
    def landmarks(self) -> Landmarks:
        return Landmarks(self.wording)

    @property
    def lines(self) -> Lines:
        return Lines(self.wording)

    def read(self, at: int) -> tuple[Expression, ...]:
        """What begins at a word, with the members of a list that a dual or plural before them opens; empty where no place does."""
        lists = self._rural_list(at) or self._list(at) or self._near_list(at)
        if lists:
            return lists
        found = self._distant(at) or self.lines.shore(at) or self.lines.border(at) or self.lines.way(at) or self._related(at) or self._plain(at)
        return () if found is None else (self._with_distance(found),)

    def _related(self, at: int) -> Expression | None:
        """What is told by its side, its nearness or its country."""
        whole = self.wording.places(at)
        if whole is not None and whole[0] > 1:
            return None  # «شرق الفرات», «ريف دمشق»: a name of its own
        return self._rural(at) or self._side(at) or self._near(at) or self._lying(at) or self._soil(at)

    def _plain(self, at: int) -> Expression | None:
        named = self.landmarks.read(at)
        if named is None:
            bare = self.landmarks.bare(at)
            return None if bare is None else self._of(bare)
        sides, last = bearings(self.wording, named.last, definite=True)
        if sides and not named.of:  # «القلمون الغربي», «حلب الشرقية»
            return Expression(at, last, Ground(Relation.PART, (named.landmark,), sides))
        return self._of(named)

    def _of(self, named: Named, first: int | None = None) -> Expression:
        """A named place as it is, or what lies at it."""
        relation = Relation.AROUND if named.of else Relation.AT
        start = named.first if first is None else first
        return Expression(start, named.last, Ground(relation, (named.landmark,)), () if named.of else named.readings, named.refers)

    def _inner(self, at: int) -> Named | None:
        """The place that a word before it is about: named, or named before."""
        return self.landmarks.read(at) or self.landmarks.bare(self.wording.passed(at))

    # --- countryside

    def _rural(self, at: int) -> Expression | None:
        if self.wording.role(at, "rural") is None:
            return None
        token = self.wording.tokens[at]
        if token.definite:  # «الريف الشرقي لليسنة»
            sides, step = bearings(self.wording, at + 1, definite=True)
            join, step = self.landmarks.joined(step, ("ل", "من", "في"))
            named = self._inner(step) if join else None
            return self._rural_of(at, named, sides) if named is not None else None
        if token.pronoun:
            return None
        sides, step = bearings(self.wording, at + 1, definite=False)  # «ريف شمال ليسنة»
        deeper = self._rural(step) if self.wording.role(step + 1, "rural") is None else None
        if deeper is not None:  # «بادية ريف ليسنة الشرقي»
            return replace(deeper, first=at)
        named = self._inner(step)
        return None if named is None else self._rural_of(at, named, sides)

    def _rural_of(self, at: int, named: Named, sides: tuple[Bearing, ...]) -> Expression:
        told, last = bearings(self.wording, named.last, definite=True)
        return Expression(at, last, Ground(Relation.RURAL, (named.landmark,), (*sides, *told)), (), named.refers)

    def _rural_list(self, at: int) -> tuple[Expression, ...]:
        """«ريفي ليسنة وكرنة», «أرياف ليسنة الشمالي وكرنة الغربي»: of each its own."""
        if self.wording.role(at, "rural") not in ("two", "many"):
            return ()
        first = self._rural(at)
        if first is None or first.refers:
            return () if first is None else (first,)
        found = [first]
        for begins, named in self._members(first.last, "-"):
            if self.wording.role(at, "rural") == "two" and len(found) > 1:
                break
            found.append(self._rural_of(begins, named, ()))
        return tuple(found)

    def _members(self, last: int, kind: str, *, unknown: bool = False) -> Iterator[tuple[int, Named]]:
        """The further members of a list; sides behind a member are passed over: «حلب الشمالي وإدلب الجنوبي»."""
        while (member := next(self.landmarks.listed(last, kind, unknown=unknown), None)) is not None:
            yield member
            _, last = bearings(self.wording, member[1].last, definite=True)

    def _list(self, at: int) -> tuple[Expression, ...]:
        """«قريتي ليسنة وكرنة», «بلدات ليسنة وكرنة ورملة»; one name behind a plural is the place that they are of."""
        kind = self.wording.role(at, "two") or self.wording.role(at, "many")
        if kind is None or not self.wording.is_construct(at):
            return ()
        pair, step = self.wording.role(at, "two") is not None, self.wording.passed(at + 1)
        if not self.wording.is_free(step) or self.wording.role(step, "rural") is not None:
            return ()
        first = self.landmarks.member(step, kind, unknown=True)
        if first is None:
            return ()
        members = [first, *(named for _, named in self._members(first.last, kind, unknown=True))][: 2 if pair else None]
        if len(members) > 1 or pair:
            return tuple(self._of(named, at if named is first else None) for named in members)
        return () if not first.readings else tuple(filter(None, (self._plain(step),)))

    # --- sides

    def _side(self, at: int) -> Expression | None:
        token = self.wording.at(at)
        if token is None or self.wording.role(at, "side") is None or token.pronoun or (token.definite and token.is_nisba):
            return None  # «الجبل الشرقي»: of the noun before it
        sides, step = bearings(self.wording, at, definite=token.definite, opening=True)
        if not sides:
            return None
        if token.definite:
            return self._definite_side(at, sides, step)
        deeper = self._rural(step)
        if deeper is not None:  # «شمالي ريف ليسنة»
            return replace(deeper, first=at, ground=replace(deeper.ground, bearings=(*sides, *deeper.ground.bearings)))
        named = self._inner(step)
        return None if named is None else self._sided(at, named, sides)

    def _definite_side(self, at: int, sides: tuple[Bearing, ...], step: int) -> Expression | None:
        """«الشمال السوري», «الشمال الشرقي من ليسنة»."""
        state = self.landmarks.state(step)
        if state is not None:
            return Expression(at, state.last, Ground(Relation.PART, (state.landmark,), sides))
        join, step = self.landmarks.joined(step, ("من", "ل", "في"))
        named = self._inner(step) if join else None
        if named is None:
            return None
        outside = self.wording.stem(at - 1) in ("الي", "باتجاه") and join == "من"
        return self._sided(at, named, sides, Relation.OFFSET if outside else Relation.PART if join == "في" else None)

    def _sided(self, at: int, named: Named, sides: tuple[Bearing, ...], relation: Relation | None = None) -> Expression:
        within = _is_wide(named) or sides == (Bearing.MIDDLE,)
        told = relation or (Relation.PART if within else Relation.OFFSET)
        return Expression(at, named.last, Ground(told, (named.landmark,), sides), (), named.refers)

    def _lying(self, at: int) -> Expression | None:
        """«المناطق الشرقية في ليسنة», «الأحياء الجنوبية من كرنة», «الجزء الشمالي الغربي من البلاد»."""
        token = self.wording.at(at)
        if token is None or self.wording.role(at, "lying") is None or not token.definite:
            return None
        sides, step = bearings(self.wording, at + 1, definite=True)
        state = self.landmarks.state(step) if sides else None
        if state is not None:
            return Expression(at, state.last, Ground(Relation.PART, (state.landmark,), sides))
        join, step = self.landmarks.joined(step, ("من", "في", "ل", "ب")) if sides else ("", step)
        named = self._inner(step) if join else None
        return None if named is None else Expression(at, named.last, Ground(Relation.PART, (named.landmark,), sides), (), named.refers)

    def _soil(self, at: int) -> Expression | None:
        """«الأراضي السورية», «الساحل الليبي», «أراضي العراق»."""
        value, token = self.wording.role(at, "soil"), self.wording.at(at)
        if value is None or token is None or token.pronoun:
            return None
        state = self.landmarks.state(at + 1) if token.definite else None
        if state is not None and self.wording.tokens[at + 1].is_feminine == value.endswith("masculine"):
            return None  # «خفر السواحل الإيراني»
        if state is None and not token.definite and value.startswith("at"):
            named = self.landmarks.read(at + 1)
            state = named if named is not None and named.readings and named.readings[0].kind is EntityKind.STATE else None
        if state is None:
            return None
        return Expression(at, state.last, Ground(Relation.AT if value.startswith("at") else Relation.PART, (state.landmark,)))

    # --- nearness and distance

    def _near(self, at: int) -> Expression | None:
        token = self.wording.at(at)
        if token is None or self.wording.role(at, "near") is None or token.pronoun or token.definite:
            return None
        step = at + 1
        if self.wording.stem(step) in ("من", "عن") and not self.wording.tokens[step].conjunction:
            step += 1
        deeper = self._rural(step) or self.lines.border(step) or self.lines.shore(step) or self._side(step)
        if deeper is not None:
            return replace(deeper, first=at)
        named = self._inner(step) or self._unknown_near(at, step)
        if named is None or (named.readings and named.readings[0].kind is EntityKind.STATE):
            return None
        sides, last = bearings(self.wording, named.last, definite=True)
        return Expression(at, last, Ground(Relation.AROUND, (named.landmark,), sides), (), named.refers)

    def _near_list(self, at: int) -> tuple[Expression, ...]:
        """«محيط قريتي ليسنة وكرنة»: about both."""
        if self.wording.role(at, "near") is None or not self.wording.is_construct(at):
            return ()
        step = at + 1 + (self.wording.stem(at + 1) == "من")
        about = tuple(replace(one, ground=replace(one.ground, relation=Relation.AROUND)) for one in self._list(step) if one.ground.relation is Relation.AT)
        return (replace(about[0], first=at), *about[1:]) if about else ()

    def _unknown_near(self, at: int, step: int) -> Named | None:
        """«قرب لارك»: behind a preposition that only a place follows, one word that no table has."""
        token = self.wording.at(step)
        alone = token is not None and self.wording.is_free(step) and not token.definite and token.stem not in ("ان", "ما")
        return self.landmarks.member(step, "-", unknown=True) if alone and self.wording.stem(at) in ("قرب", "قباله", "بالقرب") else None

    def _distant(self, at: int) -> Expression | None:
        """«15 كيلومتراً غرب ليسنة», «عشرين كم من الحدود السورية»."""
        told = distance(self.wording, at)
        if told is None:
            return None
        kilometres, step = told
        if self.wording.stem(step) in ("تقريبا", "فقط"):
            step += 1
        if self.wording.stem(step) in ("الي", "باتجاه") and self.wording.role(step + 1, "side") is not None:
            step += 1
        side = self._side(step)
        if side is not None:
            relation = Relation.OFFSET if side.ground.relation is Relation.PART else side.ground.relation
            return replace(side, first=at, ground=replace(side.ground, relation=relation, kilometres=kilometres))
        join, step = self.landmarks.joined(step, ("من", "عن"))
        if not join:
            return None
        border = self.lines.border(step)
        if border is not None:
            return replace(border, first=at, ground=replace(border.ground, kilometres=kilometres))
        named = self._inner(step)
        return None if named is None else Expression(at, named.last, Ground(Relation.OFFSET, (named.landmark,), (), kilometres), (), named.refers)

    def _with_distance(self, found: Expression) -> Expression:
        """«غرب ليسنة بنحو 15 كيلومتراً», «شرقي كرنة على بعد 20 كم»."""
        if found.ground.relation is not Relation.OFFSET or found.ground.kilometres is not None:
            return found
        for step in range(found.last, min(found.last + 4, len(self.wording.tokens))):
            told = distance(self.wording, step)
            if told is not None:
                return replace(found, last=told[1], ground=replace(found.ground, kilometres=told[0])) if step > found.last or self._is_by(step) else found
            if self.wording.stem(step) not in ("ب", "بنحو", "نحو", "حوالي", "مسافه", "بعد", "علي", "بحوالي", "قرابه"):
                return found
        return found

    def _is_by(self, at: int) -> bool:
        return self.wording.tokens[at].preposition == "ب"


def _is_wide(named: Named) -> bool:
    if named.landmark.place_kind is not None:
        return named.landmark.place_kind in _WIDE
    return bool(named.readings) and (named.readings[0].kind is EntityKind.STATE or named.readings[0].place_kind in _WIDE)

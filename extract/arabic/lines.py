"""Places that are lines: borders, roads between two places, the banks of rivers."""

from collections.abc import Iterator
from dataclasses import dataclass

from extract.arabic.compass import bearings
from extract.arabic.landmarks import Expression, Landmarks, Named
from extract.arabic.tokens import Kind
from extract.arabic.wording import Wording
from extract.model import EntityKind, Ground, Landmark, Relation

_DASHES = frozenset("-–—ـ/")
_LONGEST_DESCRIPTION = 3  # words between «الطريق» and what it joins


@dataclass(frozen=True, slots=True)
class Lines:
    """Reads the lines of one sentence; each method takes the index of a word and gives what begins there, or None."""

    wording: Wording

    @property
    def _landmarks(self) -> Landmarks:
        return Landmarks(self.wording)

    def border(self, at: int) -> Expression | None:
        """«الحدود السورية العراقية», «الحدود مع تركيا», «حدود محافظة ليسنة», «الشريط الحدودي بين سوريا ولبنان»."""
        token = self.wording.at(at)
        if token is None or token.pronoun:
            return None
        if self.wording.role(at, "bordering") is not None and token.definite:
            return self._bordering(at, at + 1)
        if token.definite and self.wording.role(at + 1, "bordering") is not None and self.wording.is_free(at + 1):
            return self._bordering(at, at + 2)
        if self.wording.role(at, "border") is None:
            return None
        return self._bordering(at, at + 1) if token.definite else self._border_of(at)

    def _bordering(self, at: int, step: int) -> Expression | None:
        """What the border is told by: adjectives of states, then مع, بين or ل with places."""
        sides, step = bearings(self.wording, step, definite=True)
        step = self._behind_description(step)
        found = list(self._states(step))
        step = found[-1].last if found else step
        if not sides:
            sides, step = bearings(self.wording, step, definite=True)
        found += self._with(step)
        last = max([step, *(named.last for named in found)])
        return Expression(at, last, Ground(Relation.BORDER, _landmarks(found), sides)) if found else None

    def _behind_description(self, step: int) -> int:
        """«الحدود الإدارية لمحافظة …», «الحدود البرية المشتركة مع …», «الشريط الحدودي الفاصل بين …»."""
        end = step
        while end < step + _LONGEST_DESCRIPTION and self.wording.is_free(end) and self.wording.tokens[end].definite and self.wording.state(end) is None:
            if end in self.wording.names:
                break
            end += 1
        joins = self.wording.stem(end) in ("مع", "بين") or self._landmarks.joined(end, ("ل",))[0] or self.wording.state(end) is not None
        return end if joins else step

    def _states(self, step: int) -> Iterator[Named]:
        while True:
            if self.wording.stem(step) in _DASHES:
                step += 1
            token = self.wording.at(step)
            state = self.wording.nisba(token.stem) if token is not None and token.definite and token.conjunction in ("", "و") else None
            if state is None:
                return
            yield Named(step, step + 1, Landmark(self.wording.span(step, step + 1), state.label, (state.entity,)), (state,))
            step += 1

    def _with(self, step: int) -> list[Named]:
        """«مع تركيا», «بين سوريا والعراق», «لمحافظة ليسنة», «مع كل من سوريا ولبنان»."""
        if self.wording.stem(step) == "بين":
            return list(self._pair(step + 1))
        join, step = self._landmarks.joined(step, ("مع", "ل"))
        if self.wording.stem(step) in ("كل", "كلا") and self.wording.stem(step + 1) == "من":
            return list(self._pair(step + 2))
        named = self._landmarks.read(step) if join else None
        return [] if named is None else [named, *self._states_joined(named)]

    def _states_joined(self, named: Named) -> Iterator[Named]:
        """«الحدود مع العراق وسوريا»: another state behind one."""
        if _is_state(named):
            yield from (other for other in self._joined_by_and(named.last) if _is_state(other))

    def _border_of(self, at: int) -> Expression | None:
        named = self._landmarks.read(at + 1)
        if named is None:
            return None
        found = [named, *(self._with(named.last) or self._states_joined(named))]
        return Expression(at, found[-1].last, Ground(Relation.BORDER, _landmarks(found)))

    def _pair(self, step: int) -> Iterator[Named]:
        """«سوريا والعراق», «بلدتي ليسنة وكرنة», «مدينة ليسنة ومدينة كرنة»: two, or nothing."""
        kind = self.wording.role(step, "two")
        first = self._landmarks.read(step) if kind is None else self._landmarks.member(self.wording.passed(step + 1), kind, unknown=True)
        if first is None:
            return
        second = next(self._joined_by_and(first.last, kind), None)
        if second is not None:
            yield from (first, second)

    def _joined_by_and(self, last: int, kind: str | None = None) -> Iterator[Named]:
        step = self.wording.passed(last)
        token = self.wording.at(step)
        if token is None or token.conjunction != "و" or token.preposition:
            return
        step = step + 1 if token.stem == "بين" else self._landmarks.behind_and(step)
        named = self._landmarks.read(step) or (self._landmarks.member(step, kind, unknown=True) if kind else None)
        if named is not None:
            yield named

    def way(self, at: int) -> Expression | None:
        """«الطريق الواصل بين ليسنة وكرنة», «طريق ليسنة – كرنة», «بين بلدتي ليسنة وكرنة»."""
        if self.wording.stem(at) == "بين":
            pair = tuple(self._pair(at + 1))
            between = bool(pair) and all(self._is_ground(named) for named in pair)
            return Expression(at, pair[1].last, Ground(Relation.BETWEEN, _landmarks(pair))) if between else None
        token = self.wording.at(at)
        if token is None or self.wording.role(at, "way") is None or token.pronoun:
            return None
        step = at + 1
        while step <= at + _LONGEST_DESCRIPTION and self.wording.is_free(step) and self.wording.tokens[step].definite and step not in self.wording.names:
            step += 1
        if self.wording.stem(step) == "بين":
            pair = tuple(self._pair(step + 1))
            return Expression(at, pair[1].last, Ground(Relation.BETWEEN, _landmarks(pair))) if pair else None
        return self._road(at, step)

    def _road(self, at: int, step: int) -> Expression | None:
        """«طريق ليسنة كرنة», «طريق ليسنة - كرنة»; of one name it is a road there."""
        first = self._landmarks.read(step)
        if first is None or (self.wording.tokens[at].definite and self.wording.tokens[step].preposition):
            return None
        dashed = first.last + (self.wording.stem(first.last) in _DASHES)
        token = self.wording.at(dashed)
        follows = token is not None and not token.preposition and token.kind is Kind.NOUN and not token.conjunction
        second = self._landmarks.read(dashed) if follows else None
        if follows and second is None and dashed > first.last:
            second = self._landmarks.member(dashed, "-", unknown=True)
        if second is not None:
            return Expression(at, second.last, Ground(Relation.BETWEEN, _landmarks((first, second))))
        return None if self.wording.tokens[at].definite else Expression(at, first.last, Ground(Relation.AROUND, (first.landmark,)))

    def _is_ground(self, named: Named) -> bool:
        """«بين ليسنة وكرنة» lies between them; states and capitals are parties."""
        if named.landmark.place_kind is not None:
            return True
        at = named.last - 1
        acting = any(name.use == "metonym" for name in self.wording.names.get(named.first, (0, ()))[1])
        return not acting and at >= 0 and bool(named.readings) and named.readings[0].kind is EntityKind.PLACE

    def shore(self, at: int) -> Expression | None:
        """«ضفة نهر الفرات الشرقية», «الضفة الشرقية لنهر الفرات», «على طول حوض الفرات»."""
        token = self.wording.at(at)
        if token is None or self.wording.role(at, "shore") is None or token.pronoun:
            return None
        if token.stem == "طول" and self.wording.stem(at - 1) != "علي":
            return None
        if token.definite:
            sides, step = bearings(self.wording, at + 1, definite=True)
            join, step = self._landmarks.joined(step, ("ل", "من"))
            river = self._river(step) if join else None
            return None if river is None else Expression(at, river.last, Ground(Relation.ALONG, (river.landmark,), sides))
        deeper = self.shore(at + 1) if self.wording.role(at + 2, "shore") is None else None
        if deeper is not None:
            return Expression(at, deeper.last, deeper.ground)
        river = self._river(at) or self._river(at + 1)
        if river is None:
            return None
        sides, last = bearings(self.wording, river.last, definite=True)
        return Expression(at, last, Ground(Relation.ALONG, (river.landmark,), sides))

    def _river(self, at: int) -> Named | None:
        named = self._landmarks.read(at)
        if named is None:
            return None
        rivers = named.landmark.place_kind == "river" or any(name.place_kind == "river" for name in named.readings)
        return named if rivers else None


def _is_state(named: Named) -> bool:
    return bool(named.readings) and named.readings[0].kind is EntityKind.STATE


def _landmarks(named: list[Named] | tuple[Named, ...]) -> tuple[Landmark, ...]:
    return tuple(one.landmark for one in named)

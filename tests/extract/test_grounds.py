"""The grammar of places: where the words say that a place lies, then every spelling that says so (`grounds.txt`); and where none is named.

A table puts the value first: `+`, the relation with its bearings and kilometres, the landmarks, joined by ` + `. A landmark is a name,
with `=` and the id of one of its candidates (`=` alone: none is known), with `:` and the kind that the words call it. A row of `+` more is
one place more. Then spellings, with ` | ` between them, each of which names exactly the places of the rows above it; under `-` none.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from extract.arabic.tables import load_rows
from extract.model import Bearing, EntityKind, Landmark, Mention, Relation
from ontology.known import PLACE_KINDS
from tests.extract.reading_fixture import HERE, plain, read


@dataclass(frozen=True, slots=True)
class Case:
    """One spelling and the places that it names."""

    where: str
    text: str
    places: tuple[str, ...]

    def __str__(self) -> str:
        return self.where


def cases() -> Iterator[Case]:
    rows: list[str] = []
    fresh = True
    for line, row in enumerate((HERE / "grounds.txt").read_text(encoding="utf-8").splitlines(), start=1):
        first, *cells = row.split("\t")
        if first in ("+", "-"):
            rows, fresh = ([] if fresh else rows) + ["\t".join(cells)] * (first == "+"), False
        elif not first and cells:
            fresh = True
            for number, words in enumerate(cells[0].split(" | ")):
                yield Case(f"{line}.{number} {words[:60]}", words.replace("⏎", "\n"), tuple(rows))


def told(place: Mention, like: str) -> str:
    """A place as a row of the table has it, no finer than the row tells."""
    assert place.ground is not None
    ground = place.ground
    what = " ".join([ground.relation.value, *ground.bearings, *([f"{ground.kilometres:g}"] if ground.kilometres is not None else [])])
    wanted = like.partition("\t")[2].split(" + ")
    return "\t".join([what, " + ".join(_landmark(one, want) for one, want in zip(ground.landmarks, wanted + [""] * 9, strict=False))])


def _landmark(landmark: Landmark, like: str) -> str:
    name, _, rest = like.partition("=")
    same = bool(rest) and rest in landmark.candidates
    cell = name if same or plain(landmark.name) == plain(name.partition(":")[0]) else landmark.name
    if ":" in name and cell == name:
        cell = f"{name.partition(':')[0]}:{landmark.place_kind}"
    return cell + (f"={rest if same else ' '.join(landmark.candidates)}" if "=" in like else "")


CASES = list(cases())


def sentence(words: str) -> str:
    return words if words.endswith((".", "\n")) else f"أفاد شهود بأن انفجاراً وقع {words}، من دون مزيد من التفاصيل."


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_words_name_exactly_these_places(case: Case) -> None:
    places = read(sentence(case.text)).places
    like = [*case.places, *[""] * len(places)]
    assert [told(place, row) for place, row in zip(places, like, strict=False)] == list(case.places)


def test_there_are_hundreds_of_spellings() -> None:
    assert len(CASES) > 300
    assert {row.split()[0] for case in CASES for row in case.places} == set(Relation)


@pytest.mark.parametrize("case", [case for case in CASES if case.places][::3], ids=str)
def test_every_place_stands_where_its_words_are(case: Case) -> None:
    text = sentence(case.text)
    for place in read(text).places:
        assert place.ground is not None
        assert place.span.of(text).endswith(place.text.removeprefix("ال"))
        for landmark in place.ground.landmarks:
            assert place.span.covers(landmark.span)


def test_the_words_of_places_are_sound() -> None:
    rows = list(load_rows("place_words"))
    kinds = {"head", "site", "two", "many", "capital"}
    assert [row[:2] for row in rows] == sorted(row[:2] for row in rows)
    assert len({(row[0], row[1]) for row in rows}) == len(rows)
    assert {row[2] for row in rows if row[1] in kinds} <= PLACE_KINDS | {"-"}
    assert {row[2] for row in rows if row[1] == "side"} <= set(Bearing)


def test_the_words_of_names_of_places_are_sound() -> None:
    rows = [tuple(row[:2]) for row in load_rows("place_name_words")]
    assert rows == sorted(set(rows))


def test_a_bare_definite_is_the_place_last_named_of_its_kind() -> None:
    reading = read("وصلت القافلة إلى مدينة الحسكة قادمة من بلدة اليعربية. وقصفت الطائرات المدينة فجراً. وقتل مدني في قصف على أطراف البلدة.")
    assert [place.text for place in reading.places] == ["مدينة الحسكة", "بلدة اليعربية"]
    places = {place.text: place for event in reading.events for place in (*event.places, *event.targets)}
    city = places["المدينة"]
    assert city.ground is not None
    assert city.ground.landmarks[0].candidates[0] == "place/sy/al-hasakah"
    edge = places["أطراف البلدة"]
    assert edge.ground is not None
    assert (edge.ground.relation, plain(edge.ground.landmarks[0].name)) == (Relation.AROUND, "اليعربيه")


def test_the_country_is_the_one_named_last() -> None:
    reading = read("تشهد الأراضي الليبية أزمة منذ سنوات. وقتل ثلاثة مدنيين بقصف في جنوب البلاد.")
    (place,) = reading.events[0].places
    assert place.ground is not None
    assert (place.ground.relation, place.ground.bearings, place.ground.landmarks[0].candidates) == (Relation.PART, (Bearing.SOUTH,), ("libya",))


def test_the_places_of_events_tell_their_ground() -> None:
    (event,) = read("قصفت القوات الروسية مواقع للمسلحين في ريف إدلب الجنوبي.").events
    (place,) = event.places
    assert place.ground is not None
    assert (place.ground.relation, place.ground.bearings) == (Relation.RURAL, (Bearing.SOUTH,))


def test_homonyms_are_not_decided() -> None:
    (place,) = read(sentence("في بلدة المنصورة")).places
    assert place.ground is not None
    (landmark,) = place.ground.landmarks
    assert len(landmark.candidates) > 1
    assert all(place.kind is EntityKind.PLACE for place in read(sentence("في بلدة المنصورة")).places)

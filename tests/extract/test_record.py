"""Records: every event mention comes back as it went."""

import json
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.model import (
    Attribution,
    Bearing,
    Belonging,
    BelongingRelation,
    Count,
    CountKind,
    Document,
    Doubt,
    EntityKind,
    EventMention,
    EventType,
    Exactness,
    Factuality,
    Ground,
    Landmark,
    Mention,
    Office,
    Precision,
    Publication,
    Reading,
    Relation,
    Span,
    Stance,
    TimeInterval,
)
from extract.record import from_record, reading_from_json, reading_to_json, to_record
from ontology.errors import InputError

BASE = "https://example.org/id/"
TEXT = "اعتقلت الشرطة ثلاثة مهربين في بلدة الطيانة يوم الأحد، بحسب المجلس المحلي. " * 3
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)
LOCAL = st.none() | st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8})?", fullmatch=True)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, len(TEXT)))
    return Span(start, draw(st.integers(start, len(TEXT))))


LANDMARKS = st.builds(Landmark, spans(), WORDS, st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), max_size=2).map(tuple), st.none() | WORDS)
GROUNDS = st.builds(
    Ground,
    st.sampled_from(Relation),
    st.lists(LANDMARKS, max_size=2).map(tuple),
    st.lists(st.sampled_from(Bearing), max_size=2).map(tuple),
    st.none() | st.floats(0, 999),
)
MENTIONS = st.builds(Mention, spans(), WORDS, WORDS, st.none() | st.sampled_from(EntityKind), LOCAL, LOCAL, st.none() | GROUNDS)
BELONGINGS = st.builds(Belonging, spans(), MENTIONS, MENTIONS, st.sampled_from(BelongingRelation))
OFFICES = st.builds(Office, spans(), MENTIONS, st.none() | WORDS, st.none() | WORDS, st.none() | MENTIONS)
TIMES = st.builds(TimeInterval, spans(), WORDS, st.none() | WORDS, DAYS, DAYS, st.sampled_from(Precision))
COUNTS = st.builds(Count, st.sampled_from(CountKind), st.integers(0, 9999), st.none() | st.integers(0, 9999), st.sampled_from(Exactness), spans())
MANY = st.lists(MENTIONS, max_size=3).map(tuple)

SAID = st.builds(Attribution, MENTIONS, st.none() | spans())
ATTRIBUTIONS = st.recursive(SAID, lambda relay: st.builds(Attribution, MENTIONS, st.none() | spans(), relay), max_leaves=3)


@st.composite
def events(draw: st.DrawFn) -> EventMention:
    sentence = draw(spans())
    start = draw(st.integers(sentence.start, sentence.end))
    return EventMention(
        "alpha",
        sentence,
        Span(start, draw(st.integers(start, sentence.end))),
        draw(st.sampled_from(EventType)),
        draw(MANY),
        draw(MANY),
        draw(MANY),
        draw(st.none() | TIMES),
        draw(st.lists(COUNTS, max_size=3).map(tuple)),
        draw(st.sampled_from(Factuality)),
        draw(st.sampled_from(Stance)),
        draw(st.none() | spans()),
        draw(st.none() | ATTRIBUTIONS),
        draw(WORDS),
        draw(st.floats(0, 1)),
        MappingProxyType(draw(st.dictionaries(WORDS, WORDS, max_size=3))),
        draw(MANY),
        draw(MANY),
    )


DOCUMENT = Document("alpha", TEXT, source="وكالة", published="2021-12")


@given(events(), st.sampled_from(["", BASE]))
def test_record_round_trip_through_json(event: EventMention, base: str) -> None:
    record = json.loads(json.dumps(to_record(event, DOCUMENT, base), ensure_ascii=False))
    assert from_record(record, base) == event


READINGS = st.builds(
    Reading,
    st.just(DOCUMENT),
    st.lists(events(), max_size=3).map(tuple),
    MANY,
    st.lists(OFFICES, max_size=2).map(tuple),
    st.none() | st.builds(Publication, WORDS, spans(), WORDS),
    st.lists(st.builds(Doubt, spans(), WORDS), max_size=2).map(tuple),
    st.lists(BELONGINGS, max_size=2).map(tuple),
)


@given(READINGS)
def test_reading_round_trip_is_one_line(reading: Reading) -> None:
    line = reading_to_json(reading)
    assert "\n" not in line
    assert reading_from_json(line) == reading
    assert reading_to_json(reading_from_json(line)) == line


def a_report() -> EventMention:
    police = Mention(Span(7, 13), "الشرطة", "الشرطة", EntityKind.GOVERNMENT, "police")
    town = Mention(Span(30, 42), "بلدة الطيانة", "بلدة الطيانة", EntityKind.PLACE)
    some = Count(CountKind.ARRESTED, 3, 3, Exactness.EXACT, Span(14, 19))
    part = Count(CountKind.ARRESTED, 2, 2, Exactness.EXACT, Span(14, 19))
    return EventMention("alpha", Span(0, 72), Span(0, 6), EventType.COERCE, (police,), (), (town,), counts=(some, part))


@pytest.mark.parametrize(
    ("factuality", "stance"), [("asserted", Stance.ASSERTS), ("planned", Stance.PLANS), ("negated", Stance.NEGATES), ("denied", Stance.DENIES)]
)
def test_a_record_of_an_older_version_has_the_stance_of_its_factuality(factuality: str, stance: Stance) -> None:
    record = to_record(a_report(), DOCUMENT) | {"factuality": factuality}
    del record["stance"]
    assert from_record(record).stance is stance


def test_a_record_of_an_older_version_has_no_relays() -> None:
    police = Mention(Span(7, 13), "الشرطة", "الشرطة")
    record = to_record(replace(a_report(), attribution=Attribution(police, Span(0, 6))), DOCUMENT)
    del record["attributed_to"]["relayed_by"]
    assert from_record(record).attribution == Attribution(police, Span(0, 6))


def test_fields_follow_the_guidelines() -> None:
    record = to_record(a_report(), DOCUMENT, BASE)
    assert record["trigger"] == {"start": 0, "end": 6, "text": "اعتقلت"}
    assert record["actor"][0] | {"text": "الشرطة", "label": "الشرطة", "entity": BASE + "police"} == record["actor"][0]
    assert record["place"][0]["entity"] is None
    assert (record["date"], record["attributed_to"], record["factuality"]) == (None, None, "asserted")


def test_counts_keep_the_largest_figure_of_a_kind() -> None:
    assert to_record(a_report(), DOCUMENT)["counts"] == {"arrested": 3}


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("type", "EXPLODE", "EXPLODE"),
        ("trigger", {"start": 9, "end": 2}, "9..2"),
        ("trigger", None, "alpha"),
        ("confidence", 1.5, "1.5"),
        ("actor", [{"start": 0, "end": 1}], "kind"),
        ("figures", 3, "alpha"),
        ("reasons", [], "alpha"),
    ],
)
def test_a_broken_record_names_its_document(field: str, value: object, words: str) -> None:
    record = to_record(a_report(), DOCUMENT) | {field: value}
    with pytest.raises(InputError, match="alpha") as caught:
        from_record(record)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_entity_outside_the_base_is_refused() -> None:
    with pytest.raises(InputError, match="does not start with"):
        from_record(to_record(a_report(), DOCUMENT), BASE)


@pytest.mark.parametrize("line", ["", "{}", "[]", '{"document": {"colour": 1}, "events": []}'])
def test_a_broken_reading_is_an_input_error(line: str) -> None:
    with pytest.raises(InputError, match="build the graph anew"):
        reading_from_json(line)

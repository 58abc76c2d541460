"""Whole sentences through the extractor: what they tell, what they do not tell, and what must hold of any text whatever."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_fixture import HERE, Case, extractor, faults, only, read, read_cases

from extract.arabic.sentences import load_furniture, split_sentences
from extract.arabic.words import split_words
from extract.model import Document, EntityKind, EventMention, EventType, Reading

CASES = read_cases("sentences*.txt")
KNOWN_WRONG = read_cases("known_wrong*.txt")
NEGATIVE = [
    (line.partition("\t")[0], line.partition("\t")[2].replace("⏎", "\n"))
    for line in (HERE / "negative.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
WORDS = [
    *("قصف", "قصفت", "قُتل", "هجوم", "الهجوم", "شن", "ألقت", "القبض", "على", "في", "من", "بين", "مع", "ب", "لـ", "أن", "إنه", "الذي", "التي", "عليها", "لم"),
    *("أشاد", "التقى"),
    *("قال", "بحسب", "نفى", "حاول", "تم", "تعرض", "تبنى", "داعش", "تنظيم", "تركيا", "قوات", "سوريا", "الديمقراطية", "مدينة", "حلب", "وحلب", "خمسة", "جنود"),
    *(
        "٣",
        "12",
        "أمس",
        "يوم",
        "الأحد",
        "2021",
        "،",
        ".",
        ":",
        "؛",
        "؟",
        "«",
        "»",
        "“",
        "”",
        '"',
        "(",
        ")",
        "\n",
        "\n\n",
        "😀",
        "\u200f",
        "\u202b",
        "ـ",
        "…",
        "-",
    ),
]
NEWS = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
LETTERS = st.text(st.characters(min_codepoint=0x0600, max_codepoint=0x06FF) | st.sampled_from(' \n.،«»"()0123456789😀\u200f\u202e\ufefb'), max_size=200)
FEWER = settings(max_examples=60)


def mentions(event: EventMention) -> list[tuple[int, int, str]]:
    told = (*event.actors, *event.targets, *event.places, *event.origins, *event.destinations)
    own = [(mention.span.start, mention.span.end, mention.text) for mention in told]
    return own if event.attribution is None else [*own, (event.attribution.source.span.start, event.attribution.source.span.end, "")]


def spans_of(event: EventMention) -> list[tuple[int, int]]:
    found = [(start, end) for start, end, _ in mentions(event)]
    found += [(span.start, span.end) for span in (event.sentence, event.trigger, event.cue) if span]
    found += [(count.span.start, count.span.end) for count in event.counts]
    return found


class TestSentences:
    def test_the_table_is_large_and_covers_every_type(self) -> None:
        assert len(CASES) >= 150
        assert len({str(case.events) for case in CASES}) >= 90
        assert {want.type for case in CASES for want in case.events} == set(EventType)

    @pytest.mark.parametrize("case", CASES, ids=str)
    def test_tells_exactly_these_events(self, case: Case) -> None:
        assert faults(read(case.text).events, case) == []

    @pytest.mark.parametrize("case", [pytest.param(case, marks=pytest.mark.xfail(strict=True, reason=case.wrong), id=str(case)) for case in KNOWN_WRONG])
    def test_known_wrong(self, case: Case) -> None:
        assert faults(read(case.text).events, case) == []


class TestNothing:
    @pytest.mark.parametrize(("reason", "text"), NEGATIVE, ids=[f"{number} {reason}" for number, (reason, _) in enumerate(NEGATIVE)])
    def test_tells_no_event(self, reason: str, text: str) -> None:
        assert [(event.type.value, event.trigger.of(text)) for event in read(text).events] == [], reason

    @pytest.mark.parametrize("text", ["", " ", "\n\n\n", ".", "،؛؟", "…", "قصف", "و", "\u200f", "\ufeff", "😀😀😀", "ـــــ", "ًٌٍَُِّْ", "٣", "«»", "(((", "\x00"])
    def test_scraps_of_text(self, text: str) -> None:
        assert read(text).events == ()

    @pytest.mark.parametrize("text", ["أشاد الوزير بـ…", "أشاد الوزير بـ 😀 الجيش.", "التقى ب ثم خرج الوفد.", "اعترف الوزير ب."])
    def test_a_preposition_alone(self, text: str) -> None:
        read(text)


class TestDiscourse:
    """What a sentence takes from the ones before it."""

    def test_a_bare_definite_stands_for_what_was_named(self) -> None:
        text = "انسحب تنظيم داعش من مدينة هجين. وهاجم التنظيم حاجزاً قرب الميادين."
        assert [mention.entity for mention in only(text, "وهاجم").actors] == ["isis"]

    def test_a_dropped_subject_is_the_one_before(self) -> None:
        text = "انتشرت الشرطة التركية في المدينة. وداهمت منازل السكان."
        assert [mention.text for mention in only(text, "وداهمت").actors] == ["الشرطة التركية"]

    def test_we_is_the_body_that_the_speaker_speaks_for(self) -> None:
        text = "قال المتحدث باسم حركة طالبان: «سيطرنا على مدينة قندوز»."
        assert [mention.entity for mention in only(text, "سيطرنا").actors] == ["taliban"]

    def test_the_speaker_before_goes_on_speaking(self) -> None:
        text = "قال وزير الدفاع التركي إن العملية مستمرة. وأضاف أن القوات التركية قصفت مواقع المسلحين."
        event = only(text, "قصفت")
        assert event.attribution is not None
        assert event.attribution.source.text == "وزير الدفاع التركي"

    def test_what_follows_the_tail_of_a_page_is_not_read(self) -> None:
        text = "قصفت تركيا مدينة منبج.\nمواضيع ذات صلة\nروسيا تقصف مدينة الباب\n"
        assert [event.trigger.of(text) for event in read(text).events] == ["قصفت"]

    def test_a_title_printed_twice_is_one_event(self) -> None:
        title = "الجيش السوري يقصف مدينة الباب"
        assert len(read(f"{title}\n{title}\n").events) == 1

    @pytest.mark.parametrize(
        ("actor", "kind"),
        [
            ("لواء النخيل", EntityKind.ARMED_GROUP),
            ("لواء أحرار النخيل", EntityKind.ARMED_GROUP),
            ("لواء الشهيد نزار", EntityKind.ARMED_GROUP),
            ("لواء متقاعد", EntityKind.PERSON),
            ("لواء ركن", EntityKind.PERSON),
        ],
    )
    def test_a_brigade_with_a_name_is_no_general(self, actor: str, kind: EntityKind) -> None:
        (event,) = read(f"هاجم الجيش السوري {actor}.").events
        assert [(one.text, one.kind) for one in event.targets] == [(actor, kind)]


class TestPromises:
    @FEWER
    @given(NEWS | LETTERS)
    def test_nothing_breaks_and_every_span_lies_in_the_text(self, text: str) -> None:
        for event in read(text).events:
            assert 0.0 <= event.confidence <= 1.0
            assert event.sentence.covers(event.trigger)
            assert event.trigger.of(text).strip()
            assert all(0 <= start < end <= len(text) for start, end in spans_of(event))
            assert event.time is None or event.time.span.of(text) == event.time.text

    @pytest.mark.parametrize("case", CASES[::5], ids=str)
    def test_what_names_itself_is_sliced_from_the_text(self, case: Case) -> None:
        for event in read(case.text).events:
            assert all(_is_own(words, case.text[start:end]) or _is_reference(words, case.text[:end]) for start, end, words in mentions(event))

    @FEWER
    @given(NEWS, NEWS)
    def test_a_document_is_read_alike_whatever_was_read_before(self, text: str, other: str) -> None:
        first = read(text)
        read(other)
        assert read(text) == first

    @FEWER
    @given(st.integers(0, 500), st.sampled_from(CASES))
    def test_a_line_break_before_moves_only_the_offsets(self, lines: int, case: Case) -> None:
        before = "\n" * lines
        events = read(before + case.text).events
        assert [(event.type, event.trigger.start - lines) for event in events] == [(event.type, event.trigger.start) for event in read(case.text).events]

    def test_reading_knows_its_document(self) -> None:
        document = Document("alpha", "قصفت تركيا مدينة منبج.")
        reading = extractor().read(document)
        assert reading == Reading(document, reading.events, reading.places)
        assert [place.name for place in reading.places] == ["تركيا", "منبج"]
        assert {event.document for event in reading.events} == {"alpha"}

    @pytest.mark.parametrize(
        "piece",
        ["قصف الجيش السوري مواقع داعش في حلب ", "ا", "قَ", '"', "(", ".", "الذي ", "12 ", "داعش وتركيا ", "a\n", "و", "بلكف ", "ضصثقف غعهخح ", "\u200f\u202b"],
    )
    def test_fifty_thousand_letters_on_one_line_are_read(self, piece: str) -> None:
        text = (piece * (50_000 // len(piece) + 1))[:50_000]
        assert all(0 <= start < end <= len(text) for event in read(text).events for start, end in spans_of(event))

    @pytest.mark.parametrize("word", ["قتل", "وقتل", "جندي", "و", "الذي", "12", "a"])
    def test_a_sentence_without_end_is_cut(self, word: str) -> None:
        """What is done with a sentence may grow with the square of its words, so no text makes a long one."""
        text = _repeated(word, 50_000)
        lengths = [len(sentence.words) for sentence in split_sentences(text, load_furniture())]
        assert sum(lengths) == len(split_words(text))
        assert max(lengths) <= 302

    @pytest.mark.parametrize("piece", ["قتل", "قتل جندي", "وقتل"])
    def test_verbs_without_end_are_read(self, piece: str) -> None:
        read(_repeated(piece, 20_000))


def _repeated(piece: str, size: int) -> str:
    """As much of one piece, over and over, as makes a text of so many bytes."""
    return f"{piece} " * (size // len(f"{piece} ".encode()))


def _is_own(words: str, slice_of_text: str) -> bool:
    """The one letter that may differ is the alif of an article: «للنازحين» is «النازحين»."""
    return words in ("", slice_of_text, f"ا{slice_of_text}")


def _is_reference(words: str, before: str) -> bool:
    """A pronoun's mention has the words of what it refers to."""
    return words in before

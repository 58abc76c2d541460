"""What is claimed of an event: asserted, planned, negated or denied; value first, then every way of saying it."""

import pytest
from reading_fixture import read, wrong

from extract.model import EventMention

BOMBING = ("قصف", "ستقصف", "تقصف", "القصف")
CASES: dict[str, list[str]] = {
    "asserted": [
        "قصفت القوات بلدة سراقب.",
        "القوات تقصف بلدة سراقب",
        "لقد قصفت القوات بلدة سراقب.",
        "قد قصفت القوات بلدة سراقب.",
        "كانت القوات تقصف بلدة سراقب.",
        "واصلت القوات قصف بلدة سراقب.",
        "بدأت القوات قصف بلدة سراقب.",
        "تمكنت القوات من قصف بلدة سراقب.",
        "تعرضت بلدة سراقب لقصف عنيف.",
        "لا يزال الجيش هناك. قصفت القوات بلدة سراقب.",
        "قصفت القوات بلدة سراقب ولم ينج أحد.",
    ],
    "planned": [
        "ستقصف القوات بلدة سراقب.",
        "سوف تقصف القوات بلدة سراقب.",
        "حاولت القوات قصف بلدة سراقب.",
        "تحاول القوات قصف بلدة سراقب.",
        "تعتزم القوات قصف بلدة سراقب.",
        "تستعد القوات لقصف بلدة سراقب.",
        "تنوي القوات قصف بلدة سراقب.",
        "قد تقصف القوات بلدة سراقب.",
        "ربما تقصف القوات بلدة سراقب.",
        "تخطط القوات لقصف بلدة سراقب.",
        "تريد القوات أن تقصف بلدة سراقب.",
        "هددت القوات بقصف بلدة سراقب.",
        "من المتوقع أن تقصف القوات بلدة سراقب.",
    ],
    "negated": [
        "لم تقصف القوات بلدة سراقب.",
        "لن تقصف القوات بلدة سراقب.",
        "لا تقصف القوات بلدة سراقب.",
        "قال الوزير إن القوات لم تقصف بلدة سراقب.",
        "لَم تقصف القوات بلدة سراقب.",
        "غادر الجنود دون قصف بلدة سراقب.",
        "أكدت القوات عدم قصف بلدة سراقب.",
    ],
    "denied": [
        "نفت القوات قصف بلدة سراقب.",
        "نفت روسيا قصف بلدة سراقب.",
        "أنكرت القوات قصف بلدة سراقب.",
        "تنفي القوات قصف بلدة سراقب.",
        "نفت القوات أن تكون قصفت بلدة سراقب.",
        "نفت القوات صحة أنباء عن قصف بلدة سراقب.",
    ],
}
KNOWN_WRONG = {
    "planned": [
        ("a possibility with يمكن أن", "يمكن أن تقصف القوات بلدة سراقب."),
        ("«على وشك»", "القوات على وشك قصف بلدة سراقب."),
    ],
    "negated": [("abstention", "امتنعت القوات عن قصف بلدة سراقب."), ("a failed attempt", "فشلت القوات في قصف بلدة سراقب.")],
}


def bombing(text: str) -> EventMention:
    (event,) = [event for event in read(text).events if "قصف" in event.trigger.of(text)]
    return event


@pytest.mark.parametrize(("value", "text"), [(value, text) for value, texts in CASES.items() for text in texts])
def test_factuality(value: str, text: str) -> None:
    assert bombing(text).factuality == value


@pytest.mark.parametrize(("value", "text"), [wrong(reason, value, text) for value, rows in KNOWN_WRONG.items() for reason, text in rows])
def test_known_wrong(value: str, text: str) -> None:
    assert bombing(text).factuality == value


@pytest.mark.parametrize(
    ("cue", "text"),
    [("لم", "لم تقصف القوات بلدة سراقب."), ("لن", "لن تقصف القوات بلدة سراقب."), ("نفت", "نفت القوات قصف بلدة سراقب."), ("سوف", "سوف تقصف القوات بلدة سراقب.")],
)
def test_the_word_that_says_so(cue: str, text: str) -> None:
    span = bombing(text).cue
    assert span is not None
    assert span.of(text) == cue


def test_what_is_asserted_has_no_cue() -> None:
    assert bombing("قصفت القوات بلدة سراقب.").cue is None

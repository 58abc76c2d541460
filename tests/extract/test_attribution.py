"""Who says so: value first, then every way of saying it. None is the article itself."""

import pytest
from reading_fixture import called, plain, read

SOURCES: dict[str, list[str]] = {
    "الشرطة": [
        "قالت الشرطة إن القوات قصفت بلدة سراقب.",
        "أعلنت الشرطة أن القوات قصفت بلدة سراقب.",
        "اعلنت الشرطه ان القوات قصفت بلدة سراقب.".replace("الشرطه", "الشرطة"),
        "أكدت الشرطة أن القوات قصفت بلدة سراقب.",
        "أفادت الشرطة بأن القوات قصفت بلدة سراقب.",
        "ذكرت الشرطة أنّ القوات قصفت بلدة سراقب.",
        "بحسب الشرطة، قصفت القوات بلدة سراقب.",
        "وفق الشرطة، قصفت القوات بلدة سراقب.",
        "قصفت القوات بلدة سراقب، بحسب الشرطة.",
        "قصفت القوات بلدة سراقب، وفق الشرطة.",
        "قصفت القوات بلدة سراقب، نقلا عن الشرطة.",
        "الشرطة: القوات قصفت بلدة سراقب",
        "الشرطة: قصف بلدة سراقب",
        "جاء على لسان الشرطة أن القوات قصفت بلدة سراقب.",
        "«القوات قصفت بلدة سراقب»، قالت الشرطة.",
    ],
    "وكالة رويترز": [
        "نقلت وكالة رويترز أن القوات قصفت بلدة سراقب.",
        "قصفت القوات بلدة سراقب، كما ذكرت وكالة رويترز.",
        "قصفت القوات بلدة سراقب، حسبما أفادت وكالة رويترز.",
        "ذكرت وكالة «رويترز» أن القوات قصفت بلدة سراقب.",
        "قصفت القوات بلدة سراقب، وفقا لوكالة رويترز.",
    ],
    "المرصد السوري": ["وفقاً للمرصد السوري، قصفت القوات بلدة سراقب."],
    "مصدر أمني": ["قال مصدر أمني إن القوات قصفت بلدة سراقب.", "أوضح مصدر أمني أن القوات قصفت بلدة سراقب.", "بحسب مصدر أمني، قصفت القوات بلدة سراقب."],
    "وزارة الدفاع": ["قصفت القوات بلدة سراقب، وفق ما جاء في بيان لوزارة الدفاع."],
    "وزير الدفاع": [
        "قال وزير الدفاع: «القوات قصفت بلدة سراقب».",
        "قال وزير الدفاع أمس إن القوات قصفت بلدة سراقب.",
        "وزير الدفاع يعلن أن القوات قصفت بلدة سراقب",
        # nested: the inner speaker counts
        "قال وزير الدفاع، في بيان، إن القوات قصفت بلدة سراقب.",
        "نقلت الصحيفة عن وزير الدفاع أن القوات قصفت بلدة سراقب.",
        "ذكرت الصحيفة أن وزير الدفاع قال إن القوات قصفت بلدة سراقب.",
    ],
}
UNSAID = [
    "قصفت القوات بلدة سراقب.",
    "قصفت القوات بلدة سراقب. وقالت الشرطة إن الطريق مفتوح.",
    "قالت الشرطة إن الطريق مفتوح. القوات قصفت بلدة سراقب.",
    "قصفت القوات بلدة سراقب عند الساعة 10:30 صباحا.",
    "على حسب الطقس، قصفت القوات بلدة سراقب.".replace("على حسب الطقس", "رغم الطقس"),
    # a label before a colon is no speaker
    "عاجل: القوات قصفت بلدة سراقب",
    "خاص: القوات قصفت بلدة سراقب",
]


def told_by(text: str) -> frozenset[str]:
    events = [event for event in read(text).events if "قصف" in event.trigger.of(text)]
    assert len(events) == 1, "the bombing is not found"
    attribution = events[0].attribution
    return called(attribution.source) if attribution else frozenset()


@pytest.mark.parametrize(("source", "text"), [(source, text) for source, texts in SOURCES.items() for text in texts])
def test_told_by(source: str, text: str) -> None:
    assert plain(source) in told_by(text) or any(plain(source).removeprefix("وكاله ") == name for name in told_by(text))


@pytest.mark.parametrize("text", UNSAID)
def test_told_by_the_article(text: str) -> None:
    assert told_by(text) == frozenset()


@pytest.mark.parametrize(("cue", "text"), [("بحسب", "بحسب الشرطة، قصفت القوات بلدة سراقب."), ("قالت", "قالت الشرطة إن القوات قصفت بلدة سراقب.")])
def test_the_word_that_says_so(cue: str, text: str) -> None:
    (event,) = read(text).events
    assert event.attribution is not None
    assert event.attribution.cue is not None
    assert event.attribution.cue.of(text) == cue


def test_a_speech_act_is_not_told_by_its_own_speaker() -> None:
    (event,) = [event for event in read("طالبت روسيا مجلس الأمن بعقد جلسة.").events if event.type == "REQUEST"]
    assert event.attribution is None

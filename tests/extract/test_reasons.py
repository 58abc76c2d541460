"""Reasons: each slot that is filled says why, and says what is true."""

import re

import pytest
from reading_fixture import PUBLISHED, extractor, only, read_cases

from extract.model import Document, EventMention

RAID = "اعتقلت الشرطة ثلاثة مهربين في بلدة الطيانة أمس."
PASSIVE = "قُتل خمسة جنود وأصيب تسعة آخرون بقصف على بلدة الطيانة أمس."
AMBUSH = "شن مسلحون مجهولون هجوماً على حاجز للجيش العراقي قرب كركوك."
SAID = "قال المجلس المحلي إن مسلحين هاجموا حاجزاً للجيش العراقي."
ASSERTED = "no word before it negates, denies or plans it"

WORDED = (
    "subject", "object of ", "genitive ", "adjective ", "after «", "one side of ", "antecedent of ", "what the relative clause ", "the word itself ",
    "not said here", "«", "sharing: ",
)  # fmt: skip


def filled(event: EventMention) -> set[str]:
    slots = {"actor": event.actors, "target": event.targets, "place": event.places, "date": event.time}
    slots |= {"attributed_to": event.attribution, "counts": event.counts}
    return {"type", "factuality", *(slot for slot, value in slots.items() if value)}


def test_every_filled_slot_has_a_reason_and_no_other() -> None:
    texts = {case.text for case in read_cases("sentences*.txt")}
    events = [event for text in sorted(texts) for event in extractor().read(Document("a", text, published=PUBLISHED)).events]
    assert len(events) > 100
    for event in events:
        assert set(event.reasons) == filled(event)
        assert all(reason.strip() == reason != "" and "«»" not in reason for reason in event.reasons.values()), event.reasons
        assert all(reason.count("«") == reason.count("»") for reason in event.reasons.values())
        for slot in event.reasons.keys() & {"actor", "target"}:
            assert event.reasons[slot].startswith(WORDED), f"{event.reasons[slot]}: give this reason its wording in extract/reasons.py"


@pytest.mark.parametrize(
    ("text", "trigger", "slot", "reason"),
    [
        (RAID, "اعتقلت", "type", "verb «اعتقل», row of verbs.tsv: subj=actor obj=target"),
        (RAID, "اعتقلت", "actor", "subject, after «اعتقلت» (subj=actor)"),
        ("الشرطة اعتقلت ثلاثة مهربين.", "اعتقلت", "actor", "subject, before «اعتقلت» (subj=actor)"),
        (RAID, "اعتقلت", "target", "object of «اعتقلت» (obj=target)"),
        (RAID, "اعتقلت", "place", "after «في»"),
        (RAID, "اعتقلت", "date", f"after the trigger; the words «أمس», counted from the date of publication, {PUBLISHED}"),
        (RAID, "اعتقلت", "factuality", ASSERTED),
        (RAID, "اعتقلت", "counts", "figure in «ثلاثة مهربين», the target; «اعتقل» counts arrested"),
        (RAID.replace("ثلاثة", "أكثر من ثلاثة"), "اعتقلت", "counts", "the target, at-least by the words around it; «اعتقل» counts arrested"),
        (RAID.replace("أمس", "في 6 كانون الأول 2021"), "اعتقلت", "date", "after the trigger; the words «6 كانون الأول 2021»"),
        (PASSIVE, "قُتل", "target", "subject, after «قُتل», which is passive (obj=target)"),
        (PASSIVE, "قُتل", "place", "sharing: said once for both, at «بقصف»; after «على»; a known place"),
        (AMBUSH, "هجوماً", "type", "noun of action «هجوم», row of nouns.tsv"),
        (AMBUSH, "هجوماً", "type", "; carried by «شن» (light)"),
        (AMBUSH, "هجوماً", "actor", "subject, after «شن»"),
        (AMBUSH, "هجوماً", "target", "after «على» (على=target)"),
        (AMBUSH, "هجوماً", "place", "after «قرب»; a known place"),
        (SAID, "هاجموا", "attributed_to", "who says it, by the verb «قال» (قال)"),
        ("هاجم مسلحون حاجزاً للجيش العراقي، بحسب المجلس المحلي.", "هاجم", "attributed_to", "named after «بحسب»"),
        ("لم تعتقل الشرطة أي شخص.", "تعتقل", "factuality", "negation: «لم»"),
        ("ستهاجم القوات العراقية المدينة.", "ستهاجم", "factuality", "future: «ستهاجم»"),
        ("نفى الجيش العراقي أن يكون قد قصف البلدة.", "قصف", "factuality", "complement of a verb of denial: «نفى»"),
    ],
)
def test_reason(text: str, trigger: str, slot: str, reason: str) -> None:
    assert reason in only(text, trigger).reasons[slot]


def test_a_pronoun_names_its_word() -> None:
    event = only("أعلنت حركة طالبان هدنة. وهاجمها مسلحون.", "وهاجمها")
    assert event.reasons["target"].startswith("antecedent of the pronoun «ها» in «وهاجمها», object of «وهاجمها» (obj=target)")


def test_what_is_left_unsaid_is_told_as_such() -> None:
    event = only("سيطر الجيش العراقي على البلدة. ثم هاجموا القرية.", "هاجموا")
    assert not event.actors or event.reasons["actor"] == "not said here: whom the clause or sentence before was about"
    event = only("قال قائد الجيش العراقي: سنهاجم المدينة.", "سنهاجم")
    assert event.actors and event.reasons["actor"] == "«نحن» of the verb: the side of who speaks"


def test_who_was_found_as_the_other_side_says_so() -> None:
    event = only("وصل الجيش العراقي إلى كركوك بعد قصفها.", "قصفها")
    assert event.targets[0].name == "كركوك"
    assert event.reasons["target"].startswith("antecedent of the pronoun «ها» in «قصفها»")


def test_a_bare_definite_says_that_it_stands_for_another() -> None:
    event = only("هاجم تنظيم داعش بلدة الطيانة. واعتقل التنظيم ثلاثة رعاة.", "واعتقل")
    assert event.actors[0].entity is not None
    assert event.reasons["actor"].endswith("«التنظيم» stands for whom the article named before")


def test_participants_with_different_reasons_are_told_one_by_one() -> None:
    event = only("هاجم تنظيم داعش ومسلحون مجهولون حاجزاً.", "هاجم")
    assert len(event.actors) == 2
    assert re.fullmatch("«.+»: subject.+a known name; «مسلحون مجهولون»: subject.+", event.reasons["actor"])

"""Which events are the toll of another: who was killed or wounded in an attack that the same sentence tells."""

import pytest

from extract.model import Document, EntityKind, EventMention, EventType, Factuality, Span
from kg.assemble import assemble
from kg.happenings import read_rows
from kg.model import Coordinates, Entity, Event, Report
from kg.resolve import digest
from kg.triples import assembled_quads
from ontology.terms import DATA, SEM

ENTITIES = {
    entity.id: entity
    for entity in (
        Entity("sdf", EntityKind.ARMED_GROUP, "قسد", "SDF", known=True),
        Entity("isis", EntityKind.ARMED_GROUP, "داعش", "ISIS", known=True),
        Entity("hajin", EntityKind.PLACE, "هجين", "Hajin", known=True, coordinates=Coordinates(34.7, 40.8, 5)),
        Entity("tabqa", EntityKind.PLACE, "الطبقة", "Tabqa", known=True, coordinates=Coordinates(35.8, 38.5, 5)),
    )
}
KILLED, DIED, HURT, STRUCK, STRIKE, BLAST = "verb قتل (passive)", "noun مقتل", "noun إصابة", "verb قصف (subject after)", "noun قصف", "noun انفجار"
CAUSED, SHARED = "noun مقتل carried by أدى (cause)", "verb قتل (subject shared)"


def told(text: str, *triggers: tuple[str, str], actors: str = "", places: str = "", factuality: Factuality = Factuality.ASSERTED) -> list[Event]:
    """The events of a sentence, one for each of its triggers (word, rule) in their order; actors and places are those of the first."""
    document, reports = Document("d", text, published="2021-12-07"), []
    for n, (word, rule) in enumerate(triggers):
        start = text.index(word)
        mention = EventMention("d", Span(0, len(text)), Span(start, start + len(word)), EventType.ASSAULT, factuality=factuality, rule=rule)
        reports.append(Report(digest((n,)), mention, tuple(actors.split()) if n == 0 else (), (), tuple(places.split()) if n == 0 else ("hajin",)))
    events = assemble(reports, ENTITIES, [document])
    assert assemble(reports[::-1], ENTITIES, [document]) == events
    return [next(event for event in events if report in event.reports) for report in reports]


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("قُتل ثلاثة رعاة في قصف على هجين", (("قُتل", KILLED), ("قصف", STRIKE))),
        ("قتل ثلاثة رعاة بقصف على هجين", (("قتل", KILLED), ("بقصف", STRIKE))),
        ("مقتل ثلاثة رعاة بانفجارٍ في هجين", (("مقتل", DIED), ("بانفجارٍ", BLAST))),
        ("مقتل ثلاثة رعاة في أول قصفٍ على هجين", (("مقتل", DIED), ("قصفٍ", STRIKE))),
        ("قُتل ثلاثة رعاة عندما قصفت المدفعية هجين", (("قُتل", KILLED), ("قصفت", STRUCK))),
        ("قُتل ثلاثة رعاة جرّاء قصف على هجين", (("قُتل", KILLED), ("قصف", STRIKE))),
        ("مقتل ثلاثة رعاة نتيجة قصف على هجين", (("مقتل", DIED), ("قصف", STRIKE))),
    ],
)
def test_words_lead_from_a_toll_to_its_attack(text: str, triggers: tuple[tuple[str, str], ...]) -> None:
    toll, attack = told(text, *triggers)
    assert toll.toll_of == attack.id and attack.toll_of is None


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("قصفت المدفعية هجين ما أدى إلى مقتل ثلاثة رعاة", (("قصفت", STRUCK), ("مقتل", CAUSED))),
        ("قصفت المدفعية هجين وقتلت ثلاثة رعاة", (("قصفت", STRUCK), ("وقتلت", SHARED))),
    ],
)
def test_what_comes_of_an_attack_is_its_toll(text: str, triggers: tuple[tuple[str, str], ...]) -> None:
    attack, toll = told(text, *triggers)
    assert toll.toll_of == attack.id and attack.toll_of is None


def test_what_is_added_to_a_toll_is_of_the_same_attack() -> None:
    attack, killed, hurt = told("قصفت المدفعية هجين ما أدى إلى مقتل راعٍ وإصابة زوجته", ("قصفت", STRUCK), ("مقتل", CAUSED), ("وإصابة", HURT))
    assert killed.toll_of == hurt.toll_of == attack.id


def test_a_toll_whose_own_first_letter_is_waw_is_not_added() -> None:
    text = "قصفت المدفعية هجين ما أدى إلى مقتل راعٍ فيما سُجلت وفاة آخر"
    attack, killed, died = told(text, ("قصفت", STRUCK), ("مقتل", CAUSED), ("وفاة", "noun وفاة"))
    assert killed.toll_of == attack.id and died.toll_of is None


@pytest.mark.parametrize(
    ("text", "triggers"),
    [
        ("قصفت المدفعية هجين رداً على مقتل ثلاثة رعاة", (("قصفت", STRUCK), ("مقتل", DIED))),
        ("قُتل ثلاثة رعاة، وقصفت المدفعية هجين", (("قُتل", KILLED), ("وقصفت", STRUCK))),
        ("قُتل ثلاثة رعاة في هجين وقصفت المدفعية البلدة", (("قُتل", KILLED), ("وقصفت", STRUCK))),
        ("قصفت المدفعية هجين بعد إطلاق نار أدى إلى مقتل ثلاثة رعاة", (("قصفت", STRUCK), ("مقتل", CAUSED))),
        ("قصفت المدفعية هجين وانفجرت قنبلة ما أدى إلى مقتل رعاة", (("قصفت", STRUCK), ("وانفجرت", "verb انفجر (subject after)"), ("مقتل", CAUSED))),
        ("قُتل ثلاثة رعاة في لقاء بهجين", (("قُتل", KILLED), ("لقاء", "noun لقاء"))),
    ],
)
def test_what_merely_stands_beside_an_attack_is_no_toll_of_it(text: str, triggers: tuple[tuple[str, str], ...]) -> None:
    assert not any(event.toll_of for event in told(text, *triggers))


def test_no_toll_of_what_did_not_happen_or_happened_elsewhere() -> None:
    sentence = "قُتل ثلاثة رعاة في قصف على هجين", ("قُتل", KILLED), ("قصف", STRIKE)
    assert told(*sentence)[0].toll_of
    assert not told(*sentence, factuality=Factuality.PLANNED)[0].toll_of
    assert not told(*sentence, places="tabqa")[0].toll_of


def test_the_graph_says_so_in_the_terms_of_sem() -> None:
    toll, attack = told("قُتل ثلاثة رعاة في قصف على هجين", ("قُتل", KILLED), ("قصف", STRIKE))
    found = {(q.subject.value, q.object.value) for q in assembled_quads([toll, attack], ENTITIES, DATA) if q.predicate.value == str(SEM.subEventOf)}  # type: ignore[union-attr]
    assert found == {(f"{DATA}event/{toll.id}", f"{DATA}event/{attack.id}")}


def test_the_words_are_sorted_and_each_stands_once() -> None:
    rows = read_rows("toll_words")
    assert rows == sorted(set(rows))

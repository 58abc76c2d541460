"""What belongs to what in the graph: each document's statement with its words, and the plain triples that nothing speaks against."""

import re
from pathlib import Path

import pytest

from extract.model import Belonging, BelongingRelation, Document, EntityKind, Mention, Reading, Span
from kg.belongings import plain_belongings
from kg.build import build
from kg.model import Affiliation, Entity
from kg.query import ask
from kg.resolve import resolve
from kg.store import STORE_FOLDER, GraphStore
from kg.tables import Table
from kg.triples import Run, assembled_quads, document_quads
from kg.validate import validate
from ontology.known import load_entities
from ontology.terms import DATA, KH

TEXT = "أعلنت كتيبة النخيل التابعة لقوات سوريا الديمقراطية الهدنة."
NAKHIL, SDF = "كتيبة النخيل", "قوات سوريا الديمقراطية"
KNOWN = load_entities()
PART, MEMBER = BelongingRelation.PART, BelongingRelation.MEMBER
BODIES = {
    one.id: one
    for one in (
        Entity("army", EntityKind.MILITARY, "الجيش", None, known=True),
        Entity("hpg", EntityKind.ARMED_GROUP, "قوات الدفاع", None, known=True, parent="pkk"),
        Entity("pkk", EntityKind.ARMED_GROUP, "الحزب", None, known=True),
        Entity("unlisted/nakhil", EntityKind.ARMED_GROUP, NAKHIL, None),
        Entity("unlisted/zaytun", EntityKind.ARMED_GROUP, "لواء الزيتون", None),
        Entity("unlisted/council", EntityKind.ORGANIZATION, "المجلس", None, bound=True),
    )
}


def mention(words: str, entity: str | None = None) -> Mention:
    start = TEXT.index(words)
    return Mention(Span(start, start + len(words)), words, words, EntityKind.ARMED_GROUP, entity)


def told(part: str, whole: str, relation: BelongingRelation = PART) -> Affiliation:
    return Affiliation(f"{part} {whole}", Belonging(Span(6, 50), mention(NAKHIL), mention(SDF, "sdf"), relation), part, whole)


@pytest.mark.parametrize(
    ("edges", "plain"),
    [
        ([("unlisted/nakhil", "army")], ["unlisted/nakhil part army"]),
        ([("unlisted/nakhil", "army"), ("unlisted/nakhil", "army")], ["unlisted/nakhil part army"]),
        ([("pkk", "army")], ["pkk part army"]),  # of the party the tables know no larger whole
        ([("hpg", "army")], []),  # they say that these are of the party
        ([("hpg", "pkk")], []),  # … and so they alone say it
        ([("pkk", "hpg")], []),  # the tables have it the other way round
        ([("unlisted/nakhil", "unlisted/zaytun"), ("unlisted/zaytun", "unlisted/nakhil")], []),  # two documents contradict each other
        ([("unlisted/nakhil", "hpg"), ("pkk", "unlisted/nakhil")], []),  # … by way of the tables
        ([("unlisted/council", "army")], []),  # «المجلس» is somebody within one document only
        ([("unlisted/nakhil", "unlisted/council")], []),
    ],
)
def test_which_of_them_stand_as_plain_triples(edges: list[tuple[str, str]], plain: list[str]) -> None:
    affiliations = [told(*edge) for edge in edges]
    assert [" ".join(edge) for edge in plain_belongings(affiliations, BODIES)] == plain
    assert plain_belongings(affiliations[::-1], BODIES) == plain_belongings(affiliations, BODIES)


def test_a_belonging_has_its_words_and_its_document() -> None:
    one = Belonging(Span(6, 50), mention(NAKHIL), mention(SDF, "sdf"), MEMBER)
    reading = Reading(Document("a", TEXT), (), belongings=(one, one))
    resolution = resolve([reading], KNOWN)
    (affiliation,) = resolution.affiliations["a"]
    quads = list(document_quads(reading.document, (), {}, DATA, Run("rules", "1"), belongings=(affiliation,)))
    (node,) = {quad.subject.value for quad in quads if quad.object.value.endswith("#Statement")}
    found = {re.split("[/#]", quad.predicate.value)[-1]: quad.object.value for quad in quads if quad.subject.value == node}
    assert found["predicate"] == str(KH.memberOf) and found["object"] == f"{DATA}sdf" and found["words"] == TEXT[6:50]
    assert (found["start"], found["end"], found["wasDerivedFrom"]) == ("6", "50", f"{DATA}document/a")
    assembled = list(assembled_quads((), resolution.entities, DATA, belongings=(affiliation,)))
    assert [quad.object.value for quad in assembled if quad.subject.value == found["subject"] and quad.predicate.value == str(KH.memberOf)] == [f"{DATA}sdf"]
    assert validate([*quads, *assembled]).conforms


def test_from_articles_to_the_question(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    build([tmp_path / "a.txt"], tmp_path / "out")
    with GraphStore.open(tmp_path / "out" / STORE_FOLDER, read_only=True) as store:
        found = ask(store, "told-belongings", {"whole": "قسد"})
        assert isinstance(found, Table)
        ((*row,),) = found.texts()
        assert dict(zip(found.columns, row, strict=True)) | {"article": "", "part_iri": ""} == {
            "part": NAKHIL, "part_ar": NAKHIL, "relation": "part of", "whole": "Syrian Democratic Forces", "whole_ar": SDF, "stands": "true",
            "words": TEXT[6:50], "source": "", "article": "", "published": "", "part_iri": "",
        }  # fmt: skip
        members = ask(store, "members-of-party", {"party": "قسد"})
        assert isinstance(members, Table) and NAKHIL in {row[0] for row in members.texts()}

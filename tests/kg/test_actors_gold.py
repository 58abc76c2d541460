"""One entity each for those who matter most in seeds and dev: whatever means them bears their id, and nothing else does.

The articles lie beside the repository and not in it; without them this is skipped.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from extract.arabic.words import split_words
from extract.model import Document, EventMention, Mention, Reading
from extract.read.documents import read_documents
from kg.model import Report
from kg.resolve import resolve
from kg.workers import load_extractor, rule_extractor
from ontology.known import load_entities

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
FOLDERS = ("seeds", "dev")

# Forms that mean one entity wherever they stand, in normal form without quotation marks.
ALWAYS = {
    "isis": (
        *("داعش", "تنظيم داعش", "تنظيم الدولة", "تنظيم الدولة الإسلامية", "الدولة الإسلامية", "تنظيم (الدولة الإسلامية", "تنظيم (الدولة"),
        *("التنظيم", "التنظيم المتشدد", "التنظيم المتطرف"),
    ),
    "sdf": ("قسد", "قوات قسد", "قوات سوريا الديمقراطية"),
    "international-coalition": (
        *("التحالف الدولي", "قوات التحالف الدولي", "طائرات التحالف الدولي", "طيران التحالف الدولي", "الائتلاف الدولي"),
        *("التحالف الدولي ضد داعش", "التحالف الدولي لمحاربة داعش", "التحالف الذي تقوده الولايات المتحدة", "قوات التحالف"),
    ),
    "syrian-army": ("الجيش السوري", "قوات الجيش السوري", "قوات النظام", "قوات النظام السوري", "قوات الحكومة السورية"),
    "syrian-government": ("النظام السوري", "نظام الأسد", "نظام بشار الأسد", "الحكومة السورية"),
    "turkey": ("تركيا", "أنقرة", "الدولة التركية", "تركي", "تركية", "التركي"),
    "sohr": ("المرصد", "المرصد السوري", "المرصد السوري لحقوق الإنسان", "المرصد السوري لحقوق الانسان"),
}
# Forms that mean them in some articles and others elsewhere.
SOMETIMES = {
    "international-coalition": ("التحالف", "العقيد مايلز كاغينز"),  # his «نحن» is the Coalition's
    "sdf": ("كينو كبرييل",),  # … and his the SDF's
    "syrian-army": ("القوات الحكومية",),
}


def plain(text: str) -> tuple[str, ...]:
    """Words in normal form without quotation marks and brackets."""
    return tuple(word.normal for word in split_words(text) if word.normal not in "«»“”\"'()")


@cache
def found() -> tuple[tuple[str, str], ...]:
    """The words of every mention of the events of seeds and dev, and the id that they were resolved to."""
    readings: list[Reading] = []
    for folder in FOLDERS:
        documents = [one for one in read_documents([SHARED / folder], SHARED / folder / "manifest.csv") if isinstance(one, Document)]
        readings += [load_extractor(rule_extractor).read(document) for document in documents]
    reports = resolve(readings, load_entities()).reports
    return tuple((mention.text, identity) for report in reports for mention, identity in zip(_mentions(report.mention), _ids(report), strict=True))


def _mentions(event: EventMention) -> Iterator[Mention]:
    yield from (*event.actors, *event.targets, *((event.attribution.source,) if event.attribution else ()))


def _ids(report: Report) -> Iterator[str]:
    yield from (*report.actors, *report.targets, *((report.attributed_to,) if report.attributed_to else ()))


needs_articles = pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the articles of ../shared are not here")


@needs_articles
@pytest.mark.parametrize("identity", ALWAYS)
def test_every_form_bears_the_id_and_nothing_else_does(identity: str) -> None:
    forms = {plain(form) for form in ALWAYS[identity]}
    allowed = forms | {plain(form) for form in SOMETIMES.get(identity, ())}
    assert {(text, one) for text, one in found() if plain(text) in forms and one != identity} == set()
    assert {text for text, one in found() if one == identity and plain(text) not in allowed} == set()
    assert sum(one == identity for _, one in found()) >= 3


@needs_articles
def test_the_army_is_found_through_the_regime() -> None:
    entities = {entity.id: entity for entity in load_entities()}
    above = ["syrian-army"]
    while (parent := entities[above[-1]].parent) is not None:
        above.append(parent)
    assert above == ["syrian-army", "syrian-government", "syria"]

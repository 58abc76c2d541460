"""What was weighed before is not weighed again, and nobody can tell from the events."""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from build_fixture import contents, lines, written_articles

from extract.model import Document, Reading
from extract.read.documents import read_documents
from kg.assemble import assemble
from kg.build import build
from kg.decisions import Decision
from kg.likeness import Judgement
from kg.model import Event
from kg.nodes import assembled_graph
from kg.resolve import Resolution, resolve
from kg.store import STORE_FOLDER, GraphStore
from kg.stories import Stories
from kg.weighed import WEIGHED_FILE, Weighed, contexts_of
from kg.workers import rule_extractor
from ontology.known import KnownEntity, load_entities
from ontology.terms import DATA

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def readings() -> tuple[Reading, ...]:
    extractor = rule_extractor()
    found = (one for one in read_documents([EXAMPLES], EXAMPLES / "manifest.csv") if isinstance(one, Document))
    return tuple(extractor.read(document) for document in found)


def events_of(readings: Sequence[Reading], resolution: Resolution, weighed: Weighed | None, stories: Stories) -> tuple[Event, ...]:
    documents = [reading.document for reading in readings]
    return assemble(resolution.reports, resolution.entities, documents, publishers=resolution.publishers, stories=stories, weighed=weighed)


def after(
    former: Weighed, readings: Sequence[Reading], known: Sequence[KnownEntity], decisions: Sequence[Decision] = ()
) -> tuple[Weighed, tuple[Event, ...], tuple[Event, ...]]:
    """What is weighed after `former`, and the events, with it and from scratch."""
    resolution, stories = resolve(readings, known, decisions), Stories(reading.document for reading in readings)
    digests = {reading.document.id: repr(reading) for reading in readings}
    weighed = Weighed(former.likely, contexts=contexts_of(digests, resolution.reports, resolution.entities, stories))
    return weighed, events_of(readings, resolution, weighed, stories), events_of(readings, resolution, None, stories)


def renamed(reading: Reading, name: str, **also: str | None) -> Reading:
    """The same under another id, perhaps published elsewhere or on another day."""
    document = replace(reading.document, id=name, **also)
    return replace(reading, document=document, events=tuple(replace(event, document=name) for event in reading.events))


def walk(readings: Sequence[Reading], draw: random.Random) -> Iterator[tuple[list[Reading], list[KnownEntity], list[Decision]]]:
    """Articles that come and go, are copied, republished, lose events; tables that say otherwise where a place lies; people that are one."""
    present, known, decisions = list(draw.sample(readings, 20)), list(load_entities()), list[Decision]()
    people = sorted(one for one, entity in resolve(readings, known).entities.items() if one.startswith("unlisted/") and not entity.bound)
    places = sorted({one for reading in readings for event in reading.events for place in event.places if (one := place.entity) is not None})
    for step in range(20):
        way, at = draw.randrange(7), draw.randrange(len(present))
        if way == 0:
            present.append(renamed(draw.choice(readings), f"copy-{step}", source=draw.choice(("وكالة النهر", None))))
        elif way == 1 and len(present) > 8:
            del present[at]
        elif way == 2:
            present[at] = replace(present[at], events=present[at].events[: draw.randrange(len(present[at].events) + 1)])
        elif way == 3:
            present[at] = renamed(present[at], present[at].document.id, published=draw.choice(("2020-01-01", "2021-12-09", None)))
        elif way == 4:
            one, other = sorted(draw.sample(people, 2))
            decisions = [Decision(one, other, draw.choice((Judgement.SAME, Judgement.DIFFERENT)), "2022-01-01T00:00:00Z")]
        elif way == 5:
            moved, parent = draw.choice(places), draw.choice(places)
            known = [replace(entity, parent=parent) if entity.id == moved and parent != moved else entity for entity in load_entities()]
        else:
            known = [replace(entity, latitude=None, longitude=None) if entity.id in draw.sample(places, 5) else entity for entity in load_entities()]
        yield [*{reading.document.id: reading for reading in present}.values()], known, decisions


@pytest.mark.parametrize("seed", range(2))
def test_events_are_the_same_as_from_scratch_after_whatever_changed(readings: Sequence[Reading], seed: int) -> None:
    former, anew, spared = Weighed(), 0, 0
    for present, known, decisions in walk(readings, random.Random(seed)):
        former, found, wanted = after(former, present, known, decisions)
        assert found == wanted
        anew, spared = anew + former.anew, spared + len(former.likely) - former.anew
    assert spared > 3 * anew  # what is always weighed anew proves nothing


def test_the_same_again_weighs_nothing_and_one_more_article_little(readings: Sequence[Reading]) -> None:
    first, _, _ = after(Weighed(), readings[:-1], load_entities())
    again, _, _ = after(first, readings[:-1], load_entities())
    assert (first.anew, again.anew, again.likely) == (len(first.likely), 0, first.likely)
    more, _, _ = after(again, readings, load_entities())
    assert 0 < more.anew < len(more.likely) / 10  # its own, and those of articles that name whom it calls by another name


def graph_of_events(output: Path) -> dict[str, set[str]]:
    """What the assembled graph says of each event and of what is below it, and which reports are of it."""
    found: dict[str, set[str]] = {}
    with GraphStore.open(output / STORE_FOLDER, read_only=True) as store:
        for quad in store.quads():
            for node in (quad.subject, quad.object):
                event = str(node).strip("<>").removeprefix(f"{DATA}event/").split("/")[0]
                is_its_own = quad.graph_name.value == assembled_graph(DATA).value and node == quad.subject
                if str(node).startswith(f"<{DATA}event/") and (is_its_own or quad.predicate.value.endswith("#reports")):
                    found.setdefault(event, set()).add(str(quad))
    return found


def test_a_build_counts_the_events_that_are_new_or_otherwise(tmp_path: Path) -> None:
    articles, output = written_articles(tmp_path / "articles"), tmp_path / "out"
    first = build([articles], output, extractor=lines)
    assert first.changed == first.events == len(graph_of_events(output))
    for name, text in (
        ("beta", "هاجم | لواء الغسق | كتيبة الرامح |"),
        ("delta", "هاجم | لواء الشفق | فوج السنبلة |"),
        ("gamma", "هاجم | شخصين | فوج السنبلة | الطيانة"),
    ):
        before = graph_of_events(output)
        (articles / f"{name}.txt").write_text(text, encoding="utf-8")
        report = build([articles], output, extractor=lines)
        now = graph_of_events(output)
        assert report.changed == sum(before.get(event) != told for event, told in now.items())
        assert 0 < report.changed < report.events or name == "gamma"
        assert report.weighed <= 4  # the article with itself and with the others


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def turn(path: Path) -> None:
    """Says that something is likely that is not, as if it had been weighed so."""
    value = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**value, "likely": {key: [[-1.0, "a", "b"]] for key in value["likely"]}}), encoding="utf-8")


@pytest.mark.parametrize("harm", [Path.unlink, cut, turn, lambda path: path.write_text("[" * 100_000), lambda path: path.write_text("{}")])
def test_lost_or_damaged_all_is_weighed_anew_to_the_same_bytes(tmp_path: Path, harm: Callable[[Path], object]) -> None:
    articles, output = written_articles(tmp_path / "articles"), tmp_path / "out"
    build([articles], output, extractor=lines)
    before = contents(output)
    harm(output / WEIGHED_FILE)
    report = build([articles], output, extractor=lines)
    assert (report.read, report.weighed > 0) == (0, True)
    assert contents(output) == before

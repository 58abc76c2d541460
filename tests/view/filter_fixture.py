"""Seven made-up events of which each filter of the page takes others, and what the page says of itself."""

from dataclasses import replace

from news_fixture import entities, read_event, store_of
from pyoxigraph import Store
from visiting import Visit

from extract.event_types import Stance
from extract.model import EntityKind
from kg.model import Entity, Event

# Event n is e{5n}, of outlets in turn: وكالة الضفة, صحيفة المنارة, Valley Monitor, none.
LINES = (
    "ASSAULT .9 [a:dawn|الجبهة] [!|هاجمت] [t:falcons|اللواء] في [p:place/basalt|القلعة] [d:2024-01-05|الجمعة]",
    "ASSAULT .8 [a:falcons|اللواء] [!|هاجم] [t:dawn|الجبهة] في [p:place/tell-siraj|التل] [d:2024-01-20|السبت]",
    "AID planned .5 [a:crescent|الهلال] [!|سيوزّع] سلالًا على [t:displaced|النازحين] في [p:place/salt-market|السوق] [d:2024-02|في شباط]",
    "ACCUSE .7 [a:union|الاتحاد] [!|اتهم] [t:dawn|الجبهة]",
    "REJECT denied .3 [a:dawn|الجبهة] [!|رفضت] مقترح [t:union|الاتحاد] [d:2024-03-05|الخامس من آذار]",
    "CONSULT .95 [a:leila|منصور] [!|التقت] وفد [t:union|الاتحاد] [d:2024-01-12|الجمعة] // [!|اجتمعت] [a:leila|منصور] بوفد [t:union|الاتحاد]",
    "PROTEST .6 [!|احتجاج] في [p:place/basalt|القلعة] [d:2024-02-18|الأحد]",
)
HELD = {"place/basalt": "place/upland", "place/tell-siraj": "place/upland"}


def filter_store() -> Store:
    """The plateau «الهضبة» holds castle and hill; the aid is threatened rather than planned; the fifth event's year is not known."""
    known = entities() | {"place/upland": Entity("place/upland", EntityKind.PLACE, "الهضبة العليا", "Upland", known=True)}
    known = {one: replace(entity, parent=HELD.get(one)) for one, entity in known.items()}
    read = [read_event(line, number * 5) for number, line in enumerate(LINES)]
    events = [_bent(number, event) for number, (_, event) in enumerate(read)]
    documents = {document.id: document for found, _ in read for document in found}
    return store_of(known, list(documents.values()), events)


def land_store() -> Store:
    """Twelve villages in three governorates of a state, which no event names itself, and a harbour in none."""
    villages = {f"place/v{number}": f"قرية {number}" for number in range(12)}
    larger = {"place/g0": "محافظة الشرق", "place/g1": "محافظة الغرب", "place/g2": "محافظة الجنوب", "place/land": "بلاد السهل"}
    known = entities() | {one: Entity(one, EntityKind.PLACE, name, None, known=True, parent=_parent(one)) for one, name in (villages | larger).items()}
    places = [*villages, "place/turquoise"]
    read = [read_event(f"ASSAULT .9 [a:dawn|الجبهة] [!|هاجمت] في [p:{place}|المكان]", number) for number, place in enumerate(places)]
    return store_of(known, [one for documents, _ in read for one in documents], [event for _, event in read])


def _parent(place: str) -> str | None:
    if place == "place/land":
        return None
    return "place/land" if place.startswith("place/g") else f"place/g{int(place.removeprefix('place/v')) % 3}"


def _bent(number: int, event: Event) -> Event:
    if number == 2:
        return replace(event, reports=tuple(replace(report, mention=replace(report.mention, stance=Stance.THREATENS)) for report in event.reports))
    if number == 4 and event.time is not None:
        return replace(event, time=replace(event.time, edtf="XXXX-03-05", first=None, last=None))
    return event


def passing(page: Visit) -> set[int]:
    """The numbers of the events in the table, which shows all that pass."""
    found = page.page.evaluate("() => [...document.querySelectorAll('#table tr[data-event]')].map((row) => Number(row.dataset.event))")
    return set(found)


def address(page: Visit) -> str:
    return str(page.page.evaluate("decodeURIComponent(location.hash)"))


def open_groups(page: Visit) -> None:
    page.page.evaluate("() => document.querySelectorAll('#filters details').forEach((group) => { group.open = true; })")
    page.settle()


def chips(page: Visit) -> list[str]:
    texts = page.page.locator("#chosen .taken span:first-child").all_inner_texts()
    return [text.translate({0x2068: None, 0x2069: None}) for text in texts]

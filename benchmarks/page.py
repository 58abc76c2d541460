"""How fast the page is, in headless Chromium, beside pyvis as it comes on the same graph: `python benchmarks/page.py 200 1000 5000 50000`.

For each number of events: seconds to make the page, its size, seconds from opening it to the first picture, and frames per
second while a node is dragged, in one run on one machine. The graph is made up: entities meet as in news, a few in most
events and most in few. pyvis is left out above 1,000 events, where it does not answer.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import networkx as nx

from extract.model import EntityKind, EventType
from kg.network import add_event
from kg.network_values import NetworkEvent, NetworkMention, NetworkReport
from kg.view.page import write_page

BASE = "https://w3id.org/khabar/id/"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
_PYVIS_UP_TO = 1000
_WORDS = ["مصادر", "محلية", "قوات", "موقع", "الجيش", "ريف", "المدينة", "الشرقي", "فجر", "اليوم", "سقوط", "جرحى", "شهود", "وفد", "لجنة", "مجلس", "لواء", "بعثة"]
_SECONDS = 3.0
# As it opens, and with as much drawn as a reader can ask for.
_VIEWS = {"khabar": "#lang=ar", "khabar, most": "#limit=500&mode=lines"}
_COUNT_FRAMES = """() => {
    window.frames_ = 0; window.since_ = performance.now();
    const count = () => { window.frames_ += 1; requestAnimationFrame(count); };
    requestAnimationFrame(count);
}"""


def made_up(events: int) -> "nx.MultiDiGraph[str]":
    """A network of so many events among about a quarter as many entities, the same every time."""
    chance = random.Random(7)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    kinds = [kind.value for kind in EntityKind]
    names = [f"{BASE}entity/{number:06}" for number in range(max(12, events // 4))]
    for number, name in enumerate(names):
        kind = kinds[number % len(kinds)]
        where = {"latitude": chance.uniform(12, 37), "longitude": chance.uniform(-8, 55), "precision_km": 5.0, "place_class": "exact"}
        label = " ".join(chance.sample(_WORDS, 2))
        network.add_node(name, kind=kind, label_ar=label, label_en=f"Entity {number}", aliases=(), **(where if kind == "place" else {}))
    for number in range(events):
        add_event(network, _event(number, names, chance))
    network.remove_nodes_from([name for name in names if not network.degree(name)])
    return network


def _event(number: int, names: list[str], chance: random.Random) -> NetworkEvent:
    region = int(len(names) * chance.random() ** 1.5) // 40 * 40
    several = [names[min(len(names) - 1, region + int(40 * chance.random() ** 3))] for _ in range(2)]
    if chance.random() < 0.12:
        several[1] = names[int(len(names) * chance.random() ** 4)]
    day = f"20{15 + number % 8}-{1 + number % 12:02}-{1 + number % 28:02}"
    reports = tuple(_report(number, told, chance) for told in range(1 if number % 4 else 2))
    return NetworkEvent(
        id=f"{BASE}event/{number:06}", type=chance.choice(list(EventType)), label_ar=None, label_en=None, actors=tuple(several[:1]),
        targets=tuple(several[1:]), places=(), date=day, first=day, last=day, precision="day", date_words="اليوم", counts=(), factuality="asserted",
        belief=round(chance.uniform(0.4, 0.95), 4), reports=reports,
    )  # fmt: skip


def _report(number: int, told: int, chance: random.Random) -> NetworkReport:
    sentence = " ".join(chance.choices(_WORDS, k=30))
    mentions = (NetworkMention("actor", 0, 4, None), NetworkMention("target", 12, 20, None))
    document, outlet = f"{BASE}document/{number // 3 + told:06}", f"وكالة {number % 40}"
    return NetworkReport(f"{BASE}r{number}", sentence, (5, 10), mentions, document, outlet, "عنوان الخبر", "2021-12-06", None, None, "asserted", 0.8)


def main(sizes: list[int]) -> None:
    """Prints a table."""
    from playwright.sync_api import sync_playwright

    print("| events | page | made in s | KB | KB an event | ready in s | frames/s dragging |\n| ---: | --- | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS.split())
        for events in sizes:
            network = made_up(events)
            for name, path, seconds in _pages(network, events, Path(folder)):
                kilobytes = path.stat().st_size / 1000
                ready, frames = _measure(browser, path, "" if name == "pyvis" else _VIEWS[name])
                print(f"| {events:,} | {name} | {seconds:.1f} | {kilobytes:,.0f} | {kilobytes / events:.2f} | {ready:.2f} | {frames:.0f} |", flush=True)
        browser.close()


def _pages(network: "nx.MultiDiGraph[str]", events: int, folder: Path) -> Iterator[tuple[str, Path, float]]:
    start = time.perf_counter()
    write_page(network, folder / "ours.html")
    made = time.perf_counter() - start
    for name in _VIEWS:
        yield name, folder / "ours.html", made
    if events > _PYVIS_UP_TO:
        return
    from pyvis.network import Network

    start = time.perf_counter()
    other = Network(directed=True, cdn_resources="in_line")
    for node, label in network.nodes(data="label_ar"):
        other.add_node(node, label=label)
    for source, target in network.edges():
        other.add_edge(source, target)
    (folder / "pyvis.html").write_text(other.generate_html(), encoding="utf-8")
    yield "pyvis", folder / "pyvis.html", time.perf_counter() - start


def _measure(browser: Any, path: Path, view: str) -> tuple[float, float]:
    """Seconds until something is drawn and stands, and frames a second while the pointer drags."""
    from playwright.sync_api import Error

    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.route("http*://**", lambda route: route.abort())  # pyvis asks for fonts and styles
    ours = bool(view)
    page.goto(path.as_uri() + view, wait_until="commit")
    drawn = "window.khabar && khabar.drawnAt()" if ours else "typeof network === 'object' && network && network.physics.stabilized && performance.now()"
    found, start = 0.0, time.perf_counter()
    while not found and time.perf_counter() - start < 75:
        with suppress(Error):  # the page is still loading
            found = float(page.evaluate(drawn) or 0.0)
        page.wait_for_timeout(20)
    point = page.evaluate("khabar.pointOf(khabar.nodes()[0])") if ours else {"x": 500, "y": 400}
    page.wait_for_timeout(300)
    page.mouse.move(point["x"], point["y"])
    page.mouse.down()
    page.evaluate(_COUNT_FRAMES)
    start, turn = time.perf_counter(), 0
    while time.perf_counter() - start < _SECONDS:
        turn += 1
        page.mouse.move(point["x"] + turn % 120, point["y"] + turn * 3 % 90)
    frames = float(page.evaluate("window.frames_ * 1000 / (performance.now() - window.since_)"))
    page.mouse.up()
    page.close()
    return (found / 1000 if found else float("inf")), frames


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [200, 1000, 5000, 50000])

"""How much memory and time the exports of a large graph take, beside pyoxigraph's own dump of it.

    python benchmarks/exports.py [--triples 1000000] [--formats ttl,trig,nq] [--keep FOLDER]

Makes up a graph on disk: articles of ten sentences, most events told by one of them, entities drawn at random. Then exports it in each format, each in
a process of its own, and prints CPU time, peak resident memory (Python, libraries and the store's own caches included) and the size of the file.
`raw` is pyoxigraph writing the same store as TriG, unsorted, without prefixes and with the packaged ontology.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from kg.export import FORMATS  # noqa: E402 (found from the line above)
from kg.nodes import assembled_graph, day, decimal, document_iri, entity_iri, event_iri, integer, part_of, plain, report_iri, worded  # noqa: E402
from kg.store import STORE_FOLDER, GraphStore  # noqa: E402
from ontology.terms import DATA, DCTERMS, GEO, KH, PROV, RDF, RDFS  # noqa: E402

MEMORY_MIB, TIMES_RAW = 300, 1.5  # the marks
SENTENCES = 10
ENTITIES = 4_000
TOGETHER = 200  # documents written at once
SENTENCE = "قال وأعلن المتحدث مصدر محلي إن قوات مجهولة هاجمت قرية ريف المدينة الشمالي مساء أمس وقتلت ثلاثة مدنيين"
PROGRAM = """
import resource, sys, time
from pathlib import Path
from pyoxigraph import RdfFormat
from kg.export import write_export
from kg.store import GraphStore
form, folder, out = sys.argv[1:]
start = time.process_time()
with GraphStore.open(Path(folder), read_only=True) as store, open(out, "wb") as stream:
    if form == "raw":
        store.oxigraph.dump(stream, format=RdfFormat.TRIG)
    else:
        write_export(store, form, stream)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(time.process_time() - start, peak / (2**20 if sys.platform == "darwin" else 1024))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds and peak memory of one export, and the size of what it wrote."""

    seconds: float
    memory_mib: float
    size_mib: float


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--keep", type=Path, help="A folder for the graph, used again if it holds one.")
    parser.add_argument("--make", type=Path, help="Only makes up a graph, in this folder.")
    options = parser.parse_args(arguments)
    if options.make:
        make(options.make, options.triples)
        return 0
    with tempfile.TemporaryDirectory() as place:
        folder = (options.keep or Path(place)) / STORE_FOLDER
        if not folder.exists():
            # In a process of its own: a child's peak is never below what its parent held.
            subprocess.run([sys.executable, __file__, "--make", str(folder), "--triples", str(options.triples)], check=True, cwd=ROOT)
        report(folder, options.formats.split(","), Path(place, "out"))
    return 0


def report(folder: Path, forms: list[str], out: Path) -> None:
    raw = measure("raw", folder, out)
    print(f"raw       {raw.seconds:6.1f} s CPU  {raw.memory_mib:6,.0f} MiB peak  {raw.size_mib:6,.0f} MiB written")
    for form in forms:
        cost = measure(form, folder, out)
        kept = "kept" if cost.memory_mib < MEMORY_MIB else "missed"
        times = f"{cost.seconds / raw.seconds:.2f} times raw" + (f" (mark {TIMES_RAW})" if form == "trig" else "")
        print(f"{form:9} {cost.seconds:6.1f} s CPU  {cost.memory_mib:6,.0f} MiB peak  {cost.size_mib:6,.0f} MiB written; {times}; {MEMORY_MIB} MiB {kept}")


def measure(form: str, folder: Path, out: Path) -> Cost:
    call = [sys.executable, "-c", PROGRAM, form, str(folder), str(out)]
    said = subprocess.run(call, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True).stdout.split()
    return Cost(float(said[0]), float(said[1]), out.stat().st_size / 2**20)


def make(folder: Path, triples: int) -> None:
    """Writes a made-up graph of at least so many triples; the same one each time."""
    chance, documents = random.Random(7), 0
    graph = assembled_graph(DATA)
    assembled = list(entities(chance, graph))
    with GraphStore.open(folder) as store:
        while len(store) + len(assembled) < triples:
            lot = {}
            for number in range(documents, documents + TOGETHER):
                lot[document_iri(DATA, f"{number:06}").value] = list(document(number, chance))
                for sentence in range(SENTENCES):
                    assembled.extend(event(f"{number:06}{sentence}", chance, graph))
            documents += TOGETHER
            store.put_graphs(lot)
        store.put_graph(graph.value, assembled)
        store.optimize()
        print(f"{len(store):,} triples, {documents:,} articles, {documents * SENTENCES:,} events")


def entities(chance: random.Random, graph: NamedNode) -> Iterator[Quad]:
    for number in range(ENTITIES):
        node = entity(number)
        is_place = number % 4 == 0
        yield Quad(node, named(RDF.type), named(KH.Place if is_place else KH.ArmedGroup), graph)
        yield Quad(node, named(RDFS.label), worded(f"{words(chance, 1)} {number}", "ar"), graph)
        yield Quad(node, named(RDFS.label), worded(f"entity {number}", "en"), graph)
        if is_place:
            geometry = part_of(node, "geometry")
            wkt = Literal(f"POINT({chance.uniform(36, 42):.4f} {chance.uniform(33, 37):.4f})", datatype=named(GEO.wktLiteral))
            yield Quad(node, named(GEO.hasGeometry), geometry, graph)
            yield Quad(geometry, named(GEO.asWKT), wkt, graph)


def event(name: str, chance: random.Random, graph: NamedNode) -> Iterator[Quad]:
    node, time = event_iri(DATA, name), part_of(event_iri(DATA, name), "time")
    actor, target, place = (entity(chance.randrange(ENTITIES // 4) * 4 + step) for step in (1, 2, 0))
    told = date(2021, 1, 1) + timedelta(chance.randrange(700))
    for predicate, value in (
        (RDF.type, named(KH.Event)), (RDF.type, named(KH.Assault)), (KH.actor, actor), (KH.target, target), (KH.place, place), (KH.time, time),
        (KH.factuality, named(KH.Asserted)), (KH.belief, decimal(chance.random())), (KH.independentSources, integer(1)),
    ):  # fmt: skip
        yield Quad(node, named(predicate), value, graph)
    for predicate, value in ((RDF.type, named(KH.TimeInterval)), (KH.edtf, plain(told.isoformat())), (KH.firstDay, day(told)), (KH.lastDay, day(told))):
        yield Quad(time, named(predicate), value, graph)
    yield Quad(actor, named(KH.assaulted), target, graph)


def document(number: int, chance: random.Random) -> Iterator[Quad]:
    graph = document_iri(DATA, f"{number:06}")
    for predicate, value in ((RDF.type, named(KH.Document)), (DCTERMS.source, plain(f"Outlet {number % 40}")), (DCTERMS.title, worded(words(chance, 8), "ar"))):
        yield Quad(graph, named(predicate), value, graph)
    for sentence in range(SENTENCES):
        node = report_iri(DATA, f"{number:06}{sentence}")
        for predicate, value in (
            (RDF.type, named(KH.Report)), (KH.reports, event_iri(DATA, f"{number:06}{sentence}")), (PROV.wasDerivedFrom, graph),
            (KH.sentence, worded(words(chance, 25), "ar")), (KH.factuality, named(KH.Asserted)), (KH.confidence, decimal(chance.random())),
        ):  # fmt: skip
            yield Quad(node, named(predicate), value, graph)
        for place in range(3):
            mention = part_of(node, "mention", place)
            yield Quad(node, named(KH.mention), mention, graph)
            yield Quad(mention, named(KH.refersTo), entity(chance.randrange(ENTITIES)), graph)
            yield Quad(mention, named(KH.words), worded(words(chance, 2), "ar"), graph)


def words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(SENTENCE.split(), k=count))


def entity(number: int) -> NamedNode:
    return entity_iri(DATA, f"made-up/{number}")


def named(iri: str) -> NamedNode:
    return NamedNode(str(iri))


if __name__ == "__main__":
    sys.exit(main())

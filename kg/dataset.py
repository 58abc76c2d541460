"""What a built graph tells of itself, in VoID, DCAT and PROV: its figures, its days, its vocabularies, and who made it.

All of it follows from what the other graphs hold, so that the same articles give the same description; hence no time of day. Whose the
words are, `dcterms:rights` says; a licence stands only where whoever built the graph gave one, for the program cannot grant any.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from kg.nodes import Statement, checked, dataset_iri, day, description_graph, integer, part_of, plain, statistics_graph, worded
from kg.solutions import text_rows, text_rows_of_graph
from kg.statistics import span_of_days
from kg.store_contract import ReadStore
from kg.turtle import compact_iri
from ontology.terms import DCAT, DCTERMS, ENTITY_CLASS, KH, ONTOLOGY, PREFIXES, PROV, RDF, RDFS, SDO, VERSION, VOID

_DISTRIBUTION = "khabar"
_WORDS = (
    (DCTERMS.title, "Events that news articles report", "أحداث ترويها مقالات إخبارية"),
    (
        DCTERMS.description,
        "Who did what to whom, where and when, who says so, and in which sentence; made from articles by a program, with its errors.",
        "من فعل ماذا بمن، وأين ومتى، ومن يقول ذلك، وفي أي جملة؛ استخرجه برنامج من مقالات، بما فيه من أخطاء.",
    ),
    (
        DCTERMS.rights,
        "Titles and sentences are quoted from articles, whose rights stay with their publishers. Places are named and put in part after GeoNames (CC BY 4.0).",
        "العناوين والجمل مقتبسة من المقالات، وحقوقها لناشريها. وأسماء الأماكن ومواضعها بعضها من GeoNames (CC BY 4.0).",
    ),
)
_CLASSES = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) WHERE { ?thing a ?class } GROUP BY ?class"
_PROPERTIES = "SELECT ?property (COUNT(*) AS ?n) WHERE { ?thing ?property ?value } GROUP BY ?property"
_LICENCE = "SELECT ?licence WHERE { <%s> dcterms:license ?licence }"
_OUTLETS = "SELECT DISTINCT ?outlet WHERE { ?document a kh:Document ; dcterms:source ?outlet }"
_LANGUAGES = "SELECT DISTINCT ?language WHERE { ?document a kh:Document ; dcterms:language ?language }"
_RUNS = "SELECT DISTINCT ?run WHERE { ?run a prov:Activity }"
_FIRST = "SELECT (MIN(STR(?thing)) AS ?first) WHERE { ?thing a kh:%s }"


def dataset_quads(store: ReadStore, base: str, licence: str | None = None) -> Iterator[Quad]:
    """The description of the store's graphs, but for the ontology, the statistics and an older description, as quads of its own graph.

    `licence` is the IRI of the licence that the graph is under, "" for none; where None is given, that of the older description stays.
    A triple counts once for each graph that holds it. Raises InputError for an unusable base.
    """
    graph, dataset = description_graph(base), dataset_iri(base)
    for node in _licence(store, dataset, licence):
        yield Quad(dataset, NamedNode(DCTERMS.license), node, graph)
    classes, properties = (_counted(store, question, (graph.value, statistics_graph(base).value)) for question in (_CLASSES, _PROPERTIES))
    for statements in (_told(dataset, base), _figures(dataset, classes, properties), _parts(dataset, classes, properties, store), _days(dataset, store)):
        yield from (Quad(subject, NamedNode(predicate), value, graph) for subject, predicate, value in statements)
    for predicate, value in _made_from(store, classes, properties):
        yield Quad(dataset, NamedNode(predicate), value, graph)


def licence_of(store: ReadStore, base: str) -> str:
    """The IRI of the licence that the graph is under, "" for none."""
    return next((iri for (iri,) in text_rows(store, _LICENCE % dataset_iri(base).value)), "")


def software_version() -> str | None:
    """Khabar's version, None where it runs without being installed."""
    try:
        return version(_DISTRIBUTION)
    except PackageNotFoundError:
        return None


def _licence(store: ReadStore, dataset: NamedNode, given: str | None) -> Iterator[NamedNode]:
    """The licence: as given now, or before."""
    for licence in [given] if given is not None else [iri for (iri,) in text_rows(store, _LICENCE % dataset.value)]:
        if licence:
            yield checked(licence)


def _told(dataset: NamedNode, base: str) -> Iterator[Statement]:
    for kind in (VOID.Dataset, DCAT.Dataset, PROV.Entity):
        yield dataset, RDF.type, NamedNode(kind)
    for predicate, english, arabic in _WORDS:
        yield dataset, predicate, worded(english, "en")
        yield dataset, predicate, worded(arabic, "ar")
    yield dataset, VOID.subset, statistics_graph(base)
    yield dataset, VOID.uriSpace, plain(base)
    yield dataset, DCTERMS.conformsTo, NamedNode(VERSION)
    software = part_of(dataset, "software")
    yield dataset, PROV.wasAttributedTo, software
    yield software, RDF.type, NamedNode(PROV.SoftwareAgent)
    yield software, RDFS.label, plain(_DISTRIBUTION)
    if (number := software_version()) is not None:
        yield software, SDO.softwareVersion, plain(number)


def _figures(dataset: NamedNode, classes: Counter[str], properties: Counter[str]) -> Iterator[Statement]:
    yield dataset, VOID.triples, integer(properties.total())
    yield dataset, VOID.entities, integer(sum(classes[kind] for kind in ENTITY_CLASS.values()))
    yield dataset, VOID.classes, integer(len(classes))
    yield dataset, VOID.properties, integer(len(properties))


def _parts(dataset: NamedNode, classes: Counter[str], properties: Counter[str], store: ReadStore) -> Iterator[Statement]:
    for kind, number in sorted(classes.items()):
        part = part_of(dataset, "class", _step(kind))
        yield dataset, VOID.classPartition, part
        yield part, VOID["class"], NamedNode(kind)
        yield part, VOID.entities, integer(number)
    for name, number in sorted(properties.items()):
        part = part_of(dataset, "property", _step(name))
        yield dataset, VOID.propertyPartition, part
        yield part, VOID.property, NamedNode(name)
        yield part, VOID.triples, integer(number)
        if name == str(DCTERMS.source):  # how many outlets
            yield part, VOID.distinctObjects, integer(len(text_rows(store, _OUTLETS)))


def _days(dataset: NamedNode, store: ReadStore) -> Iterator[Statement]:
    first, last = span_of_days(store)
    if first is not None and last is not None:
        period = part_of(dataset, "period")
        yield dataset, DCTERMS.temporal, period
        yield period, RDF.type, NamedNode(DCTERMS.PeriodOfTime)
        yield period, DCAT.startDate, day(first)
        yield period, DCAT.endDate, day(last)


def _made_from(store: ReadStore, classes: Iterable[str], properties: Iterable[str]) -> Iterator[tuple[str, NamedNode | Literal]]:
    """The vocabularies, languages, runs, and a resource of each sort to begin with."""
    for namespace in sorted({iri for iri in PREFIXES.values() for term in (*classes, *properties) if term.startswith(iri)}):
        yield VOID.vocabulary, NamedNode(ONTOLOGY if namespace == PREFIXES["kh"] else namespace)
    for (language,) in text_rows(store, _LANGUAGES):
        yield DCTERMS.language, plain(language)
    for (run,) in text_rows(store, _RUNS):
        yield PROV.wasGeneratedBy, NamedNode(run)
    for kind in (KH.Event, KH.Document, KH.Person):
        ((first,),) = text_rows(store, _FIRST % str(kind).removeprefix(PREFIXES["kh"]))
        if first:
            yield VOID.exampleResource, NamedNode(first)


def _counted(store: ReadStore, question: str, others: Iterable[str]) -> Counter[str]:
    """Figures by IRI of all graphs, but for those that are no data."""
    figures = Counter({iri: int(number) for iri, number in text_rows(store, question)})
    for graph in (ONTOLOGY, *others):
        figures.subtract({iri: int(number) for iri, number in text_rows_of_graph(store, question, graph)})
    return +figures


def _step(iri: str) -> str:
    """A term in the IRI of its part: `kh/Event`."""
    return quote(compact_iri(iri).replace(":", "/", 1), safe="/")

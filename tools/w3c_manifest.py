"""The manifests of the W3C's SPARQL tests, read as frozen values: what is asked of what, and what should come of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

from ontology.errors import InputError

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
_SITE = "http://www.w3.org/2009/sparql/docs/tests/"  # what relative names in a folder of tests are resolved against; nothing is fetched


class Kind(StrEnum):
    """What a test asks for."""

    QUERY = "answer"
    UPDATE = "change"
    GOOD_QUERY = "query accepted"
    BAD_QUERY = "query refused"
    GOOD_UPDATE = "update accepted"
    BAD_UPDATE = "update refused"
    OTHER = "no query or update"


_KINDS = {
    MF.QueryEvaluationTest: Kind.QUERY, MF.CSVResultFormatTest: Kind.QUERY, MF.UpdateEvaluationTest: Kind.UPDATE, UT.UpdateEvaluationTest: Kind.UPDATE,
    MF.PositiveSyntaxTest: Kind.GOOD_QUERY, MF.PositiveSyntaxTest11: Kind.GOOD_QUERY,
    MF.NegativeSyntaxTest: Kind.BAD_QUERY, MF.NegativeSyntaxTest11: Kind.BAD_QUERY,
    MF.PositiveUpdateSyntaxTest11: Kind.GOOD_UPDATE, MF.NegativeUpdateSyntaxTest11: Kind.BAD_UPDATE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Graphs:
    """Files of a data set: those of its default graph, and those of its named ones, each with the graph's IRI."""

    default: tuple[Path, ...] = ()
    named: tuple[tuple[str, Path], ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One test. `base` is the IRI of its request; `after` is the data set that an update should leave, `result` the file of a query's answer."""

    group: str
    name: str
    kind: Kind
    request: Path | None
    base: str
    before: Graphs = Graphs()
    after: Graphs = Graphs()
    result: Path | None = None
    lax: bool = False  # an answer may repeat its rows as often as it likes
    entailment: bool = False

    @property
    def id(self) -> str:
        return f"{self.group}/{self.name}"

    @property
    def is_update(self) -> bool:
        return self.kind in (Kind.UPDATE, Kind.GOOD_UPDATE, Kind.BAD_UPDATE)


def read_cases(folder: Path) -> Iterator[Case]:
    """The tests of every manifest below the folder, group by group in the order of their names. Raises InputError where there is no manifest."""
    manifests = sorted(folder.rglob("manifest*.ttl"))
    if not manifests:
        raise InputError(f"{folder}: has no manifest.ttl below it; give the folder of a SPARQL suite of the W3C, such as sparql/sparql11")
    for manifest in manifests:
        yield from _Manifest(folder, manifest).cases()


def iri_of(folder: Path, file: Path) -> str:
    """What a file of the suite is called in its queries."""
    return _SITE + file.relative_to(folder).as_posix()


class _Manifest:
    def __init__(self, folder: Path, file: Path) -> None:
        self._folder, self._file = folder, file
        try:
            self._graph = Graph().parse(data=file.read_text(encoding="utf-8"), format="turtle", publicID=iri_of(folder, file))
        except (OSError, ValueError, SyntaxError) as error:
            raise InputError(f"{file}: cannot be read as a manifest ({error})") from error

    def cases(self) -> Iterator[Case]:
        for manifest in self._graph.subjects(RDF.type, MF.Manifest):
            for entries in self._graph.objects(manifest, MF.entries):
                yield from map(self._case, self._graph.items(entries))

    def _case(self, test: Node) -> Case:
        kind = next((kind for type_, kind in _KINDS.items() if (test, RDF.type, type_) in self._graph), Kind.OTHER)
        group, name = self._file.parent.relative_to(self._folder).as_posix(), str(test).rsplit("#", 1)[-1]
        action, result = self._graph.value(test, MF.action), self._graph.value(test, MF.result)
        if kind is Kind.OTHER or action is None:
            return Case(group, name, Kind.OTHER, None, "")
        request = self._graph.value(action, QT.query) or self._graph.value(action, UT.request) or action
        namespace = UT if kind is Kind.UPDATE else QT
        return Case(
            group, name, kind, self._path(request), str(request),
            before=self._graphs(action, namespace),
            after=self._graphs(result, namespace) if kind is Kind.UPDATE and result is not None else Graphs(),
            result=self._path(result) if kind is Kind.QUERY and result is not None else None,
            lax=(test, MF.resultCardinality, MF.LaxCardinality) in self._graph,
            entailment=any(str(property_).endswith("#entailmentRegime") for property_ in self._graph.predicates(action)),
        )  # fmt: skip

    def _graphs(self, node: Node, words: Namespace) -> Graphs:
        named = []
        for told in self._graph.objects(node, words.graphData):
            file = self._graph.value(told, words.graph) or self._graph.value(told, words.data) or told
            named.append((str(self._graph.value(told, RDFS.label) or file), self._path(file)))
        return Graphs(tuple(sorted(self._path(file) for file in self._graph.objects(node, words.data))), tuple(sorted(named)))

    def _path(self, node: Node) -> Path:
        """The file of the suite that an IRI names; it may not lie outside the suite's folder."""
        name = str(node).split("#", 1)[0]
        if not isinstance(node, URIRef) or not name.startswith(_SITE) or ".." in name:
            raise InputError(f"{self._file}: {node} names no file of the suite")
        return self._folder / name.removeprefix(_SITE)

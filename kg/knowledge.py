"""The graph for programs and notebooks: one object to open, build, ask, draw and hand on to rdflib, networkx and pandas."""

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from pathlib import Path
from types import TracebackType
from typing import Any, Self, Unpack

import networkx as nx
from pyoxigraph import RdfFormat, serialize
from rdflib import Dataset, Graph

from kg.answer_rows import Rows
from kg.build import BuildReport, build
from kg.event_values import EventValue, Participant, entity_values, event_values
from kg.export import write_export
from kg.network import Wishes, build_network, parse_filters
from kg.network_details import with_details
from kg.opening import Place, open_graph, place_of, priors_for
from kg.outputs import write_whole
from kg.query import Question, answer, ask, list_questions
from kg.rdflib_dataset import rdflib_dataset
from kg.statistics import Statistics, statistics
from kg.store_contract import ReadStore
from kg.tables import Table, Triples
from kg.view.page import write_page
from ontology.errors import InputError
from ontology.terms import PREFIXES

Parameter = str | int | float | bool | date


class KnowledgeGraph:
    """A built graph, for reading; use `open` or `build`, best in a `with` statement.

    It sees what was there when it was opened, locks nothing, and changes nothing: `kg build` may run at the same time.
    All methods raise StoreError once it is closed. `build_report` tells what `build` did; None after `open`.
    """

    def __init__(self, store: ReadStore, place: Place, build_report: BuildReport | None = None) -> None:
        self._graph = store
        self.place = place
        self.build_report = build_report

    @classmethod
    def open(cls, folder: str | Path) -> Self:
        """The graph that `kg build` wrote to `folder`, or the one at the address of a store behind a server. Raises StoreError where there is none."""
        place = folder if isinstance(folder, Path) else place_of(folder)
        return cls(open_graph(place), place)

    @classmethod
    def build(cls, paths: str | Path | Iterable[str | Path], output: str | Path, manifest: str | Path | None = None, **options: Any) -> Self:
        """Adds the articles of `paths` (files, folders) to the graph in `output` and opens it; `options` as `kg.build.build` takes them.

        What was wrong with single articles is in `build_report.errors`. Raises InputError for unusable files, StoreError for a damaged graph.
        """
        given = [paths] if isinstance(paths, str | Path) else paths
        report = build([Path(path) for path in given], Path(output), manifest=None if manifest is None else Path(manifest), **options)
        if report.errors and not report.documents:
            raise InputError(report.errors[0])
        opened = cls.open(output)
        opened.build_report = report
        return opened

    def query(self, sparql: str) -> Rows:
        """The answer to a SPARQL SELECT over all graphs as one; the project's prefixes need no declaration.

        Raises InputError for what is no query, and for a query of another form: see `holds` and `construct`.
        """
        return _rows(answer(self._graph, sparql))

    def holds(self, sparql: str) -> bool:
        """The answer to a SPARQL ASK. Raises InputError for a query of another form."""
        found = answer(self._graph, sparql)
        if not isinstance(found, bool):
            raise InputError("the query gives more than true or false; begin it with ASK, or use query() or construct()")
        return found

    def construct(self, sparql: str) -> Graph:
        """The triples of a SPARQL CONSTRUCT or DESCRIBE as an rdflib Graph of its own. Raises InputError for a query of another form."""
        found = answer(self._graph, sparql)
        if not isinstance(found, Triples):
            raise InputError("the query gives no triples; begin it with CONSTRUCT or DESCRIBE, or use query() or holds()")
        graph = Graph()
        _bind_prefixes(graph)
        return graph.parse(data=serialize(found.triples, format=RdfFormat.N_TRIPLES), format="nt")

    def ask(self, question: str, **parameters: Parameter) -> Rows:
        """The answer to a canned question (`questions()` lists them), its parameters as Python values: `ask("events-of-actor", actor="قسد")`.

        A parameter whose name Python keeps for itself takes an underscore: `from_="2021-12"`.
        Raises InputError for an unknown name or a value that does not fit.
        """
        return _rows(ask(self._graph, question, {name.removesuffix("_"): _parameter(value) for name, value in parameters.items()}))

    def questions(self) -> tuple[Question, ...]:
        """The canned questions with their titles and parameters."""
        return list_questions()

    def events(self) -> Iterator[EventValue]:
        """All events as typed values, in the order of their IRIs."""
        return event_values(self._graph)

    def entities(self) -> Iterator[Participant]:
        """All entities and places, in the order of their IRIs."""
        return entity_values(self._graph)

    def statistics(self) -> Statistics:
        """How much there is, of what, from when to when."""
        return statistics(self._graph)

    def network(self, **wishes: Unpack[Wishes]) -> "nx.MultiDiGraph[str]":
        """Who did what to whom as a networkx graph: entities are nodes, events edges; attributes as `kg.network.build_network` tells.

        It takes the filters of `kg view`: `types`, `first`, `last`, `actor`, `target`, `party`, `place`, `outlets`, `factualities`,
        `minimum_belief` and `minimum_sources` (see `kg.network_filters.Wishes`), such as `network(types="assault", place="درعا")`.
        Raises InputError for what the graph does not know.
        """
        return build_network(self._graph, parse_filters(**wishes))

    def write_page(self, path: str | Path, network: "nx.MultiDiGraph[str] | None" = None) -> None:
        """Writes the interactive page of the network (of all, where none is given) with its evidence: one HTML file that needs no net."""
        chosen = self.network() if network is None else network.copy()
        write_page(with_details(chosen, self._graph, priors_for(self.place)), Path(path))

    def export(self, path: str | Path, form: str | None = None) -> None:
        """Writes the graph to a file, in the format that its name ends in or that `form` names (`kg.export.FORMATS`). Raises InputError."""
        wanted = form or Path(path).suffix.removeprefix(".").lower()
        write_whole(Path(path), lambda stream: write_export(self._graph, wanted, stream))

    @property
    def dataset(self) -> Dataset:
        """An rdflib Dataset over the same store, which needs the extra `rdflib`; its default graph is the union of all graphs.

        It cannot be written to, and its queries, given as text, call nobody: SERVICE and FROM are refused as in `query`. Raises InputError where
        oxrdflib is absent.
        """
        dataset = rdflib_dataset(self._graph)
        _bind_prefixes(dataset)
        return dataset

    def close(self) -> None:
        """Lets go of the store; closing twice is no error."""
        self._graph.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"KnowledgeGraph({str(self.place)!r})"

    def _repr_html_(self) -> str:
        """The figures of the graph as a small table for a notebook, escaped."""
        found = self.statistics()
        days = " – ".join(day.isoformat() for day in (found.first_day, found.last_day) if day)
        actors = ", ".join(f"{actor.label_ar or actor.label_en or actor.entity} ({actor.events:,})" for actor in found.top_actors[:5])
        figures = (
            ("documents", found.documents),
            ("reports", found.reports),
            ("events", found.events),
            ("entities", found.entities),
            ("triples", found.triples),
        )
        told = [*((name, f"{figure:,}") for name, figure in figures), ("days", days or "none known"), ("busiest actors", actors or "none")]
        rows = "".join(f'<tr><th>{name}</th><td dir="auto">{escape(text)}</td></tr>' for name, text in told)
        return f"<table><caption>{escape(str(self.place))}</caption><tbody>{rows}</tbody></table>"


def _rows(found: object) -> Rows:
    if not isinstance(found, Table):
        raise InputError("the query gives no rows; begin it with SELECT, or use holds() for ASK and construct() for CONSTRUCT and DESCRIBE")
    return Rows.of(found)


def _parameter(value: Parameter) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def _bind_prefixes(graph: Graph) -> None:
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri, replace=True)

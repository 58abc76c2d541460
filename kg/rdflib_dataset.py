"""The store as an rdflib dataset, for reading, by the rule that holds for every query here: it calls no other machine.

To be imported only where the extra `rdflib` is installed.
"""

from collections.abc import Mapping
from typing import NoReturn

from oxrdflib import OxigraphStore
from rdflib import Dataset
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Identifier

from kg.refusals import refuse_calls, refuse_from
from kg.store import GraphStore
from ontology.errors import RefusedError, StoreError


class _ReadingStore(OxigraphStore):
    """Refuses what would call another machine; what Oxigraph does not take on, rdflib would carry out itself, SERVICE and LOAD included.

    Only who asks rdflib's own engine by name (`use_store_provided=False`) goes round it.
    """

    def query(
        self,
        query: Query | str,
        initNs: Mapping[str, object],
        initBindings: Mapping[str, Identifier],
        queryGraph: str,
        **kwargs: object,
    ) -> Result:
        if not isinstance(query, str):
            raise RefusedError("a prepared query would be answered by rdflib, which calls other machines where it says SERVICE; give the query as text")
        refuse_calls(query)
        refuse_from(query)
        return super().query(query, initNs, initBindings, queryGraph, **kwargs)

    def update(self, *_: object, **__: object) -> NoReturn:
        raise StoreError("the graph was opened for reading only; change it with `kg build`")


def rdflib_dataset(store: GraphStore) -> Dataset:
    """A dataset over the open store, whose default graph is the union of all graphs. Raises StoreError once the store is closed."""
    return Dataset(store=_ReadingStore(store=store.oxigraph), default_union=True)

"""The store as an rdflib dataset, for reading, by the rule that holds for every query here: it calls no other machine."""

from typing import NoReturn

from rdflib import Dataset
from rdflib.query import Result

from kg.extras import load_extra
from kg.refusals import refuse_calls, refuse_from
from kg.store import GraphStore
from kg.store_contract import ReadStore
from ontology.errors import RefusedError, StoreError


class _CallsNobody:
    """Stands before an rdflib store's queries: what Oxigraph does not take on, rdflib would carry out itself, SERVICE and LOAD included.

    Only who asks rdflib's own engine by name (`use_store_provided=False`) goes round it.
    """

    def query(self, query: object, *told: object, **more: object) -> Result:
        if not isinstance(query, str):
            raise RefusedError("a prepared query would be answered by rdflib, which calls other machines where it says SERVICE; give the query as text")
        refuse_calls(query)
        refuse_from(query)
        answer: Result = super().query(query, *told, **more)  # type: ignore[misc]
        return answer

    def update(self, *_: object, **__: object) -> NoReturn:
        raise StoreError("the graph was opened for reading only; change it with `kg build`")


def rdflib_dataset(store: ReadStore) -> Dataset:
    """A dataset over the open store, whose default graph is the union of all graphs. Raises InputError where oxrdflib is absent, StoreError if it is closed.

    Of a store behind a server it is a copy in memory, as rdflib would ask it triple by triple.
    """
    oxrdflib = load_extra("oxrdflib", "rdflib", "an rdflib dataset over the store")
    reading = type("ReadingStore", (_CallsNobody, oxrdflib.OxigraphStore), {})
    return Dataset(store=reading(store=(store if isinstance(store, GraphStore) else GraphStore.copy_of(store)).oxigraph), default_union=True)

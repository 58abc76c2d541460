"""Whether what the graph quotes stands in the articles: sentences, triggers and names against the texts, letter by letter."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from extract.record import reading_value
from kg.findings import Finding, Severity
from kg.ledger import Ledger
from kg.nodes import document_iri, plain
from kg.solutions import text_rows
from kg.store_contract import ReadStore
from ontology.errors import InputError, StoreError

_QUOTED = """SELECT ?focus ?path ?words ?start ?end ?document {
  { ?focus kh:sentence ?words ; prov:wasDerivedFrom ?document ; oa:hasTarget/oa:hasSelector ?at .
    ?at oa:start ?start ; oa:end ?end BIND("kh:sentence" AS ?path) }
  UNION { ?focus kh:trigger ?words ; kh:triggerStart ?start ; kh:triggerEnd ?end ; prov:wasDerivedFrom ?document BIND("kh:trigger" AS ?path) }
  UNION { ?report kh:mention ?focus ; prov:wasDerivedFrom ?document . ?focus kh:words ?words ; oa:start ?start ; oa:end ?end BIND("kh:words" AS ?path) }
  UNION { ?document kh:mention ?focus . ?document a kh:Document . ?focus kh:words ?words ; oa:start ?start ; oa:end ?end BIND("kh:words" AS ?path) }
  UNION { VALUES ?told { org:Membership rdf:Statement }
    ?focus a ?told ; kh:words ?words ; oa:start ?start ; oa:end ?end ; prov:wasDerivedFrom ?document BIND("kh:words" AS ?path) }
}"""


def texts_of(ledger: Ledger) -> Mapping[str, str]:
    """The texts of the documents by id. Damaged ones are left out: `Ledger.check` tells them."""
    texts = {}
    for name in ledger.ids():
        with suppress(StoreError, InputError, KeyError):
            stored: Any = ledger.get_reading(name)
            texts[name] = reading_value(stored["reading"]).document.text
    return texts


def misquotations(store: ReadStore, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Each quotation that does not stand at its offsets in its document, in order; `texts` are those of the documents by id.

    What lacks offsets or a document is found by the shapes.
    """
    base = store.base()
    if base is None:
        return
    named = {document_iri(base, name).value: (name, plain(text).value) for name, text in texts.items()}
    quoted = sorted(set(text_rows(store, _QUOTED)))
    for document in sorted({row[-1] for row in quoted} - set(named)):
        message, message_ar = "The graph quotes a document that is not among the articles read for it.", "يقتبس البيان وثيقة ليست بين المقالات المقروءة."
        yield Finding(document, "", message, Severity.VIOLATION, None, message_ar)
    for focus, path, words, start, end, document in quoted:
        name, text = named.get(document, ("", None))
        if text is not None and not (start.isdigit() and end.isdigit() and text[int(start) : int(end)] == words):
            message = f"The words do not stand in document {name!r} from letter {start} to {end}."
            message_ar = f"الكلمات ليست في الوثيقة «{name}» من الحرف {start} إلى {end}."
            yield Finding(focus, path, message, Severity.VIOLATION, words, message_ar, f"run `kg forget {name}`, then `kg build` on the article again")

"""Every IRI that Khabar uses, and nowhere else.

The namespaces are closed: a misspelt term raises AttributeError at once. The maps go from the values of
`extract.model` to IRIs as plain strings, which rdflib and pyoxigraph both take.
"""

from collections.abc import Mapping
from types import MappingProxyType

from rdflib import URIRef
from rdflib.namespace import DCAT, DCTERMS, GEO, ORG, OWL, PROV, QB, RDF, RDFS, SDO, SH, SKOS, TIME, VOID, XSD, DefinedNamespace, Namespace

__all__ = [
    "ASSEMBLED", "DATA", "DATASET", "DCAT", "DCTERMS", "DESCRIPTION", "ENTITY_CLASS", "EVENT_CLASS", "EVENT_PREDICATE", "FACTUALITY", "GEO", "KH", "OA",
    "ONTOLOGY", "ORG", "OWL", "PLOVER", "PLOVER_SCHEME", "PREFIXES", "PROV", "QB", "RDF", "RDFS", "SDMX_DIMENSION", "SDMX_MEASURE", "SDO", "SECTOR", "SECTORS",
    "SECTOR_SCHEME", "SEM", "SH", "SKOS", "STANCE", "STATISTICS", "TIME", "VERSION", "VOID", "XSD",
]  # fmt: skip

ONTOLOGY = "https://w3id.org/khabar/ontology"  # the ontology itself, and the graph that holds it in a store
VERSION = f"{ONTOLOGY}/1.0.0"  # of the ontology
PLOVER_SCHEME = "https://w3id.org/khabar/plover"
SECTOR_SCHEME = "https://w3id.org/khabar/sector"
DATA = "https://w3id.org/khabar/id/"  # the default base of all data; configurable
ASSEMBLED = "graph/assembled"  # relative to the base: the graph of events and entities
DESCRIPTION, DATASET = "graph/description", "graph/dataset"  # … the graph that tells what all others hold, and what it tells it of
STATISTICS = "graph/statistics"  # … the graph of how many events there were, month by month


class KH(DefinedNamespace):
    """The Khabar ontology, `khabar.ttl`."""

    _NS = Namespace(f"{ONTOLOGY}#")
    _fail = True

    Event: URIRef
    Agree: URIRef
    Consult: URIRef
    Support: URIRef
    Concede: URIRef
    Cooperate: URIRef
    Aid: URIRef
    Retreat: URIRef
    Request: URIRef
    Accuse: URIRef
    Reject: URIRef
    Threaten: URIRef
    Protest: URIRef
    Sanction: URIRef
    Mobilize: URIRef
    Coerce: URIRef
    Assault: URIRef

    TimeInterval: URIRef
    Count: URIRef
    Factuality: URIRef
    Asserted: URIRef
    Planned: URIRef
    Negated: URIRef
    Denied: URIRef
    Stance: URIRef
    Asserts: URIRef
    Denies: URIRef
    Negates: URIRef
    Plans: URIRef
    Threatens: URIRef
    Hypothesises: URIRef

    Document: URIRef
    Report: URIRef
    Mention: URIRef
    Entity: URIRef
    State: URIRef
    Government: URIRef
    Military: URIRef
    ArmedGroup: URIRef
    Coalition: URIRef
    Organization: URIRef
    Media: URIRef
    Person: URIRef
    Civilians: URIRef
    Group: URIRef
    Object: URIRef
    Place: URIRef

    actor: URIRef
    target: URIRef
    place: URIRef
    origin: URIRef
    destination: URIRef
    time: URIRef
    count: URIRef
    factuality: URIRef
    stance: URIRef
    belief: URIRef
    independentSources: URIRef

    reports: URIRef
    attributedTo: URIRef
    relayedBy: URIRef
    mention: URIRef
    refersTo: URIRef
    role: URIRef
    words: URIRef
    sentence: URIRef
    trigger: URIRef
    triggerStart: URIRef
    triggerEnd: URIRef
    confidence: URIRef
    rule: URIRef
    published: URIRef
    inferredPublication: URIRef
    extractor: URIRef
    version: URIRef

    edtf: URIRef
    firstDay: URIRef
    lastDay: URIRef
    precision: URIRef
    countKind: URIRef
    low: URIRef
    high: URIRef
    exactness: URIRef

    memberOf: URIRef
    partOf: URIRef
    possiblySame: URIRef
    precisionKm: URIRef
    sector: URIRef

    ploverType: URIRef
    eventClass: URIRef
    agreedWith: URIRef
    consulted: URIRef
    supported: URIRef
    concededTo: URIRef
    cooperatedWith: URIRef
    aided: URIRef
    retreatedFrom: URIRef
    requestedOf: URIRef
    accused: URIRef
    rejected: URIRef
    threatened: URIRef
    protestedAgainst: URIRef
    sanctioned: URIRef
    mobilizedAgainst: URIRef
    coerced: URIRef
    assaulted: URIRef


class PLOVER(DefinedNamespace):
    """The scheme of event types, `plover.ttl`."""

    _NS = Namespace(f"{PLOVER_SCHEME}#")
    _fail = True

    AGREE: URIRef
    CONSULT: URIRef
    SUPPORT: URIRef
    CONCEDE: URIRef
    COOPERATE: URIRef
    AID: URIRef
    RETREAT: URIRef
    REQUEST: URIRef
    ACCUSE: URIRef
    REJECT: URIRef
    THREATEN: URIRef
    PROTEST: URIRef
    SANCTION: URIRef
    MOBILIZE: URIRef
    COERCE: URIRef
    ASSAULT: URIRef


class SECTORS(DefinedNamespace):
    """The roles of actors, `sectors.ttl`."""

    _NS = Namespace(f"{SECTOR_SCHEME}#")
    _fail = True

    BUS: URIRef
    COP: URIRef
    CRM: URIRef
    CVL: URIRef
    EDU: URIRef
    GOV: URIRef
    HLH: URIRef
    IGO: URIRef
    IMG: URIRef
    JUD: URIRef
    LAB: URIRef
    LEG: URIRef
    MED: URIRef
    MIL: URIRef
    NGO: URIRef
    OPP: URIRef
    PRM: URIRef
    PTY: URIRef
    REB: URIRef
    REF: URIRef
    REL: URIRef
    SEP: URIRef
    SPY: URIRef
    UAF: URIRef


class SEM(DefinedNamespace):
    """The terms of the Simple Event Model that we write; what our own are subclasses of stands in `khabar.ttl`."""

    _NS = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
    _fail = True

    subEventOf: URIRef


class OA(DefinedNamespace):
    """The terms of the Web Annotation vocabulary that we use; rdflib does not bring them."""

    _NS = Namespace("http://www.w3.org/ns/oa#")
    _fail = True

    Annotation: URIRef
    SpecificResource: URIRef
    TextPositionSelector: URIRef
    TextQuoteSelector: URIRef
    hasBody: URIRef
    hasTarget: URIRef
    hasSource: URIRef
    hasSelector: URIRef
    start: URIRef
    end: URIRef
    exact: URIRef


class SDMX_DIMENSION(DefinedNamespace):
    """The dimensions of statistics that we use, named by the cube vocabulary's own content guidelines; rdflib does not bring them."""

    _NS = Namespace("http://purl.org/linked-data/sdmx/2009/dimension#")
    _fail = True

    refArea: URIRef
    refPeriod: URIRef


class SDMX_MEASURE(DefinedNamespace):
    """… and the measure."""

    _NS = Namespace("http://purl.org/linked-data/sdmx/2009/measure#")
    _fail = True

    obsValue: URIRef


# PLOVER type → class of the event, and property of the plain triple from actor to target.
EVENT_CLASS: Mapping[str, str] = MappingProxyType({code: str(KH[code.capitalize()]) for code in PLOVER.__annotations__ if code.isupper()})
EVENT_PREDICATE: Mapping[str, str] = MappingProxyType({
    "AGREE": str(KH.agreedWith), "CONSULT": str(KH.consulted),
    "SUPPORT": str(KH.supported), "CONCEDE": str(KH.concededTo),
    "COOPERATE": str(KH.cooperatedWith), "AID": str(KH.aided),
    "RETREAT": str(KH.retreatedFrom), "REQUEST": str(KH.requestedOf),
    "ACCUSE": str(KH.accused), "REJECT": str(KH.rejected),
    "THREATEN": str(KH.threatened), "PROTEST": str(KH.protestedAgainst),
    "SANCTION": str(KH.sanctioned), "MOBILIZE": str(KH.mobilizedAgainst),
    "COERCE": str(KH.coerced), "ASSAULT": str(KH.assaulted),
})  # fmt: skip

# Kind of entity → class.
ENTITY_CLASS: Mapping[str, str] = MappingProxyType({
    "state": str(KH.State), "government": str(KH.Government),
    "military": str(KH.Military), "armed-group": str(KH.ArmedGroup),
    "coalition": str(KH.Coalition), "organization": str(KH.Organization),
    "media": str(KH.Media), "person": str(KH.Person),
    "civilians": str(KH.Civilians), "group": str(KH.Group),
    "object": str(KH.Object), "place": str(KH.Place),
})  # fmt: skip

# What a text claims about an event's happening, and how it puts it forward → individual.
FACTUALITY: Mapping[str, str] = MappingProxyType({value: str(KH[value.capitalize()]) for value in ("asserted", "planned", "negated", "denied")})
STANCE: Mapping[str, str] = MappingProxyType({
    value: str(KH[value.capitalize()]) for value in ("asserts", "denies", "negates", "plans", "threatens", "hypothesises")
})  # fmt: skip

# Code of an actor's role → concept.
SECTOR: Mapping[str, str] = MappingProxyType({code: str(SECTORS[code]) for code in SECTORS.__annotations__ if code.isupper()})

# For SPARQL queries and for writing Turtle.
PREFIXES: Mapping[str, str] = MappingProxyType({
    "kh": f"{ONTOLOGY}#", "plover": f"{PLOVER_SCHEME}#",
    "dcat": str(DCAT._NS), "dcterms": str(DCTERMS._NS),
    "geo": str(GEO._NS), "oa": str(OA._NS),
    "org": str(ORG._NS), "owl": str(OWL._NS),
    "prov": str(PROV._NS), "qb": str(QB._NS),
    "rdf": str(RDF._NS), "rdfs": str(RDFS._NS),
    "schema": str(SDO._NS), "sdmx-dimension": str(SDMX_DIMENSION._NS),
    "sdmx-measure": str(SDMX_MEASURE._NS), "sector": f"{SECTOR_SCHEME}#",
    "sem": str(SEM._NS), "sh": str(SH._NS),
    "skos": str(SKOS._NS), "time": str(TIME._NS),
    "void": str(VOID._NS), "xsd": str(XSD._NS),
})  # fmt: skip

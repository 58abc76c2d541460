"""What sort of event one is, and what a text claims about it."""

from enum import StrEnum


class EventType(StrEnum):
    """The PLOVER event types (https://github.com/openeventdata/PLOVER)."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Factuality(StrEnum):
    """What the text claims about the event's happening."""

    ASSERTED = "asserted"
    PLANNED = "planned"  # future, attempted, intended
    NEGATED = "negated"
    DENIED = "denied"

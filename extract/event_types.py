"""What sort of event one is, and what a text claims about it."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


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


class Stance(StrEnum):
    """How the text, or whom it cites, puts an event forward: what it is said to be, more finely than its factuality.

    What is planned by its factuality is planned, threatened or supposed; what is supposed to have happened already is asserted by its factuality.
    """

    ASSERTS = "asserts"
    DENIES = "denies"  # «نفى»
    NEGATES = "negates"  # «لم», «فشل في»
    PLANS = "plans"  # to come, intended, attempted, asked for, promised
    THREATENS = "threatens"  # by who says that he would do it
    HYPOTHESISES = "hypothesises"  # a condition, a possibility, a suspicion, a fear


# What a factuality says of the stance where nothing finer is known.
PLAIN_STANCE: Mapping[Factuality, Stance] = MappingProxyType({
    Factuality.ASSERTED: Stance.ASSERTS,
    Factuality.PLANNED: Stance.PLANS,
    Factuality.NEGATED: Stance.NEGATES,
    Factuality.DENIED: Stance.DENIES,
})  # fmt: skip

"""What a check of the graph found, told so that an analyst can act on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

AGAIN = "run `kg build` on the articles again, with nothing but Khabar writing to the folder; if it stays, report the defect"


class Severity(StrEnum):
    """A violation must be mended; a warning is worth a look."""

    VIOLATION = "violation"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that one node breaks.

    `focus` is the node's IRI, `path` the property or path in SPARQL's writing with the prefixes of `ontology.terms`,
    `value` what stands there, None where something is missing; `message_ar` is the message in Arabic, `remedy` what to do.
    """

    focus: str
    path: str
    message: str
    severity: Severity
    value: str | None = None
    message_ar: str | None = None
    remedy: str = AGAIN


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """The findings in order; `conforms` says that none of them is a violation."""

    conforms: bool
    findings: tuple[Finding, ...]


def report_of(findings: Iterable[Finding]) -> ValidationReport:
    """The findings, each once and in order."""
    found = tuple(sorted(set(findings), key=_in_order))
    return ValidationReport(all(one.severity is not Severity.VIOLATION for one in found), found)


def _in_order(finding: Finding) -> tuple[str, ...]:
    return finding.focus, finding.path, finding.message, finding.severity, finding.value or ""

"""Figures and questions as lines for a terminal."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from kg.dataset import software_version
from kg.findings import Finding, Severity, ValidationReport
from kg.outputs import to_json
from kg.query import Parameter, Question
from kg.remote.mirror import Mirrored
from kg.statistics import Statistics
from kg.terminal_text import isolate, one_line
from kg.themes import Theme


def format_statistics(found: Statistics, form: str = "text") -> str:
    """The figures, one subject a line, or as JSON."""
    if form == "json":
        return json.dumps(to_json(found), ensure_ascii=False, indent=1)
    days = f"{found.first_day} to {found.last_day}" if found.first_day else "none known"
    lines = [
        f"documents  {found.documents}",
        f"reports    {found.reports}",
        f"events     {found.events}  ({_parts(found.events_by_type)})",
        f"           ({_parts(found.events_by_factuality)})",
        f"entities   {found.entities}  ({_parts(found.entities_by_kind)})",
        f"triples    {found.triples}",
        f"days       {days}",
        "actors     events",
    ]
    return "\n".join([*lines, *(f"{actor.events:6}     {actor.label_ar or actor.label_en or actor.entity}" for actor in found.top_actors)])


def format_mirrored(done: Mirrored) -> str:
    """Where the graph was sent, and how much of it."""
    return f"{done.address}: {done.sent} graphs sent, {done.removed} removed, {done.unchanged} there already"


def format_questions(questions: Iterable[Question]) -> str:
    """The canned questions below the title of their theme, each with its parameters below it."""
    return "\n\n".join("\n".join(_theme(theme, found)) for theme, found in groupby(questions, key=attrgetter("theme")))


def _theme(theme: Theme, questions: Iterable[Question]) -> Iterator[str]:
    yield f"{theme.title_en} · {isolate(theme.title_ar)}"
    for question in questions:
        yield f"  {question.name}: {question.title_en}"
        yield from map(_parameter, question.parameters)


def _parameter(parameter: Parameter) -> str:
    default = "required" if parameter.required else "optional" if parameter.default is None else f"default {parameter.default}"
    return f"      {parameter.name}=…  {parameter.description} ({parameter.kind}, {default})"


def _parts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counts.items()) or "none"


def format_findings(report: ValidationReport, form: str = "text") -> str:
    """What validation found, a line each with what to do about violations, or as JSON."""
    if form == "json":
        return json.dumps(to_json(report), ensure_ascii=False, indent=1)
    return "\n".join(map(_finding, report.findings))


def _finding(found: Finding) -> str:
    value = f" (is {found.value})" if found.value else ""
    remedy = f" → {found.remedy}" if found.severity is Severity.VIOLATION else ""
    return one_line(f"{found.severity}: {' '.join(filter(None, (found.focus, found.path)))}: {found.message}{value}{remedy}")


def format_version() -> str:
    """The command and its version, as far as it is installed."""
    number = software_version()
    return "kg (not installed: run `pip install .`)" if number is None else f"kg {number}"


def format_error(error: Exception) -> str:
    """What went wrong, as people are told it."""
    if isinstance(error, UnicodeError):
        return f"text cannot be shown or read in this encoding ({error}); set PYTHONUTF8=1"
    if isinstance(error, OSError):
        return f"{error.filename or 'the system'}: {error.strerror or error}; check the path and its permissions"
    return str(error)

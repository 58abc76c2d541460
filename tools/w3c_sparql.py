"""Runs SPARQL tests of the W3C on our query path, and tells of each that fails whether the engine below fails alike.

    python -m tools.w3c_sparql FOLDER…                        a table and the failures; exit code 1 where one is ours
    python -m tools.w3c_sparql FOLDER=NAME… --page FILE       writes the page of docs besides, with the suites' names

A folder is such as `sparql/sparql11` of the W3C's repository of RDF tests. Its files are others' work and are not part of the project.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path

from ontology.errors import KhabarError, RefusedError
from tools.w3c_manifest import Case, Kind, read_cases
from tools.w3c_ways import Engine, Ours, calls_out, fault

_ELSEWHERE = {
    "entailment": "an entailment regime: nothing is inferred here, as questions use property paths",
    "other": "asks for more than a query or an update: a server, its description, or a graph store",
}
_REMARKS = Path(__file__).with_name("w3c_remarks.tsv")
_PAGE = """# SPARQL 1.1: the suites of the W3C

Each test is run as a request to `kg serve` is: a query by `answer_query` over the data set that the protocol names, its answer written in the format
of the expected one and read back; an update by `GraphStore.update`. A test that fails is run once more on pyoxigraph alone: where that fails alike, the
failure is the engine's, else ours. `SERVICE` and `LOAD` are refused by design, as they would have the machine call another one. Numbers are compared by value.

`make w3c` fetches the last of the copies below, prints its table and fails where a failure is ours; another folder is named by `make w3c SUITE=folder`.
`python -m tools.w3c_sparql FOLDER=NAME… --page FILE` writes this page, and a test holds it against the suite where that is found (`.w3c/sparql11`,
or the folder that `KHABAR_W3C_SUITE` names).
"""


class Outcome(StrEnum):
    """What came of a test."""

    PASSED = "passed"
    OURS = "failed: ours"
    ENGINE = "failed: the engine's"
    REFUSED = "refused by design"
    NOT_RUN = "not run"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one test, and why where it did not pass."""

    case: Case
    outcome: Outcome
    reason: str = ""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("suites", nargs="+", metavar="FOLDER[=NAME]", help="a folder with manifest.ttl below it, and what the suite is called")
    parser.add_argument("--page", type=Path, help="the page to write")
    options = parser.parse_args(arguments)
    sections, mine = [], 0
    try:
        for suite in options.suites:
            folder, _, name = suite.partition("=")
            verdicts = run(Path(folder))
            mine += sum(verdict.outcome is Outcome.OURS for verdict in verdicts)
            sections.append(section(Path(folder), name or Path(folder).name, verdicts))
            print(sections[-1])
    except KhabarError as error:
        print(f"w3c_sparql: {error}", file=sys.stderr)
        return 2
    if options.page is not None:
        options.page.write_text("\n".join((_PAGE, *sections)), encoding="utf-8")
    return 1 if mine else 0


def run(folder: Path) -> tuple[Verdict, ...]:
    """What comes of each test of the folder. Raises InputError where it holds none."""
    return tuple(_verdict(case, folder) for case in read_cases(folder))


def _verdict(case: Case, folder: Path) -> Verdict:
    if case.kind is Kind.OTHER or case.entailment:
        return Verdict(case, Outcome.NOT_RUN, _ELSEWHERE["entailment" if case.entailment else "other"])
    try:
        wrong = fault(case, Ours(), folder)
    except RefusedError as error:
        return Verdict(case, Outcome.REFUSED, str(error))
    if wrong is None:
        return Verdict(case, Outcome.PASSED)
    assert case.request is not None
    return Verdict(case, Outcome.OURS if _engine_passes(case, folder) else Outcome.ENGINE, wrong)


def _engine_passes(case: Case, folder: Path) -> bool:
    assert case.request is not None
    text = case.request.read_bytes().decode("utf-8", errors="surrogateescape")
    if calls_out(text, case.is_update):
        return True  # not tried, as it might call another machine: counted against us
    return fault(case, Engine(), folder) is None


def fingerprint(folder: Path) -> str:
    """The first digits of the SHA-256 of all files that the suite has, by name and content."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{file.relative_to(folder).as_posix()}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:16]


def section(folder: Path, name: str, verdicts: Iterable[Verdict]) -> str:
    """The suite's part of the page: a table by group, then each test that did not pass."""
    found, remarks = tuple(verdicts), dict(line.split("\t") for line in _REMARKS.read_text(encoding="utf-8").splitlines())
    lines = [f"## {name}", "", f"Files with the fingerprint `{fingerprint(folder)}`, pyoxigraph {version('pyoxigraph')}.", ""]
    lines += [f"| group | tests | {' | '.join(Outcome)} |", f"| --- |{' ---: |' * (1 + len(Outcome))}"]
    for group in dict.fromkeys(verdict.case.group for verdict in found):
        lines.append(_row(group, [verdict for verdict in found if verdict.case.group == group]))
    lines += [_row("**all**", found), ""]
    for outcome in (Outcome.OURS, Outcome.ENGINE):
        failed = [verdict for verdict in found if verdict.outcome is outcome]
        lines += [f"{outcome.capitalize()}: {len(failed) or 'none'}.", ""]
        lines += [_told(verdict, remarks) for verdict in failed] + [""] * bool(failed)
    for reason in sorted({verdict.reason for verdict in found if verdict.outcome in (Outcome.NOT_RUN, Outcome.REFUSED)}):
        groups = dict.fromkeys(verdict.case.group for verdict in found if verdict.reason == reason)
        lines += [f"{next(v.outcome for v in found if v.reason == reason).capitalize()} ({', '.join(groups)}): {reason}.", ""]
    return "\n".join(lines).rstrip() + "\n"


def _told(verdict: Verdict, remarks: Mapping[str, str]) -> str:
    """A failure: what a person found out about it, and what the answers do not share."""
    remark = remarks.get(verdict.case.id)
    return f"- `{verdict.case.id}` ({verdict.case.kind}): {f'{remark}. ' if remark else ''}{verdict.reason[:1].upper()}{verdict.reason[1:]}"


def _row(group: str, verdicts: Sequence[Verdict]) -> str:
    numbers = [sum(verdict.outcome is outcome for verdict in verdicts) for outcome in Outcome]
    return f"| {group} | {len(verdicts)} | {' | '.join(str(number or '') for number in numbers)} |"


if __name__ == "__main__":
    sys.exit(main())

"""What an import did, in words for a terminal."""

from collections.abc import Iterator

from kg.gazetteer.values import ImportReport

_MOST = 8  # reasons that are told one by one


def format_import(report: ImportReport) -> str:
    """How many places of which kinds were taken, and why others were not, the most frequent reason first."""
    kinds = ", ".join(f"{number:,} {kind}" for kind, number in sorted(report.kinds.items(), key=lambda pair: (-pair[1], pair[0])))
    taken = f"{report.taken:,} places" + (f" ({kinds})" if kinds else "")
    reasons = sorted(report.passed.items(), key=lambda pair: (-pair[1], pair[0]))
    told = [f"{number:,} {reason}" for reason, number in reasons[:_MOST]]
    if rest := sum(number for _, number in reasons[_MOST:]):
        told.append(f"{rest:,} for other reasons")
    return taken + (f"; left out: {', '.join(told)}" if told else "")


def unshown_faults(report: ImportReport) -> Iterator[str]:
    """A line about the faults that are not told one by one, if there are any."""
    if report.fault_count > len(report.faults):
        yield f"{report.fault_count - len(report.faults):,} more lines could not be read; only the first of each file are told"

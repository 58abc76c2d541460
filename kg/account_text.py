"""The account of an event as people read it: its reports with their sentences, why they are one, and the arithmetic of its belief."""

from collections.abc import Iterator, Sequence

from extract.event_types import Stance
from kg.account import Account
from kg.belief import Line, Reckoning
from kg.decided import APART
from kg.priors import Capacity
from kg.solutions import Row
from kg.terminal_text import isolate, mixed
from ontology.terms import KH, STANCE

_AS = {Capacity.OWN: "", Capacity.ATTRIBUTED: " (quoted)", Capacity.ANONYMOUS: " (quoted, nameless)", Capacity.PARTY: " (quoted, a party to it)"}


def format_account(found: Account) -> str:
    """The account for people: each report with its sentence, then the sources and the arithmetic, a line each."""
    lines = [f"{found.type}  {found.event}", ""]
    for row in found.reports:
        lines += [f"  {isolate(row['sentence'])}", f"    {_origin(row)}"]
    for_one = "; ".join(mixed(reason) for reason in found.reasons if not reason.startswith(APART))
    apart = [f"  {mixed(reason)}" for reason in found.reasons if reason.startswith(APART)]
    if found.reasons:
        lines += ["", *([f"  taken for one event: {for_one}"] if for_one else ()), *apart]
    return "\n".join([*lines, "", *_arithmetic(found.reckoning)])


def _origin(row: Row) -> str:
    claimed = row["factuality"].removeprefix(str(KH._NS)).lower() + (", only supposed" if row["stance"] == STANCE[Stance.HYPOTHESISES] else "")
    speaker = f", says {isolate(row['name'] or row['speaker'])}" if row["speaker"] else ""
    copied = f"; a copy of {isolate(row['first'])}" if row["first"] else ""
    place = f"{isolate(row['outlet'] or row['document'])}, from letter {row['start']}"
    return f"{claimed}{speaker}; {place}; read with confidence {float(row['confidence']):.2f}{copied}; {_report(row)}"


def _report(row: Row) -> str:
    """The end of its IRI, as `kg review --events` takes it."""
    return "report/" + row["report"].rpartition("report/")[2]


def _arithmetic(sum_: Reckoning) -> Iterator[str]:
    for name in sorted({name for line in (*sum_.speaking, *sum_.denying) for _, name in line.readings}):
        prior = sum_.priors.extractor(name)
        yield f"  {isolate(name or 'the extractor')} misreads {prior.systematic:.2f} for good and {prior.random:.2f} by chance"
    for title, lines, total in (("for it", sum_.speaking, sum_.support), ("against it", sum_.denying, sum_.against)):
        terms = list(sum_.terms(lines))
        for able, weight, borne_out in terms:
            reading = f"{title}, if only {' and '.join(able)} can read it" if len(terms) > 1 else title
            yield from (f"  {reading}: {_source(line)} is wrong by {_wrong(sum_, line, able)}" for line in lines)
            product = " × ".join(f"{sum_.wrong(line, able):.3f}" for line in lines)
            yield f"  {reading}: {weight:.2f} × (1 − {product}) = {weight * borne_out:.3f}"
        supposed = f"{sum_.priors.hypothesis} × " if title == "for it" and sum_.supposed else ""
        if terms and (supposed or len(terms) > 1):
            together = " + ".join(f"{weight * borne_out:.3f}" for _, weight, borne_out in terms)
            yield f"  {title}{', only supposed' if supposed else ''}: {supposed}({together}) = {total:.3f}"
    if sum_.denying:
        yield f"  belief: {sum_.support:.3f} × (1 − {sum_.priors.denial} × {sum_.against:.3f}) = {sum_.belief:.3f}"
    else:
        yield f"  belief: {sum_.belief:.3f}"
    yield f"  independent sources: {sum_.sources}"


def _source(line: Line) -> str:
    return isolate(line.source) + _AS[line.capacity]


def _wrong(sum_: Reckoning, line: Line, able: Sequence[str]) -> str:
    """«0.05 + 0.95 × (1 − 0.82 × 0.90) = 0.301»: wrong for good, or by chance in all of its sentences; each read rightly by 0.82, told so by 0.90."""
    chances = " × ".join(f"(1 − {sum_.read(c, name):.2f} × {1.0 - line.prior.random:.2f})" for c, name in line.readings if name in able) or "1"
    return f"{line.prior.systematic:.2f} + {1.0 - line.prior.systematic:.2f} × {chances} = {sum_.wrong(line, able):.3f}"

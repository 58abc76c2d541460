"""What people decided of reports, as assembling heeds it: a person's word goes before all evidence, and before what rules it out.

«same» of two reports makes one event of the two events that they belong to without it, whatever these tell. «different» keeps two reports in two events,
and so it does what other decisions make one with either; whatever else was in their event goes to the side that assembling ties it to first. «unsure»
changes nothing. A decision of a report that no article tells (any more) is passed over until one does.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator

from kg.decisions import Decision, report_of
from kg.groups import Groups
from kg.likeness import Judgement
from kg.model import Report
from kg.terminal_text import one_line
from ontology.errors import InputError

APART = "kept apart from"  # how a reason begins that is no reason for being one


class Decided:
    """The decisions of the reports of one build, and what follows from them while its events grow. Raises InputError where they contradict each other."""

    def __init__(self, decisions: Iterable[Decision] = (), reports: Iterable[Report] = ()) -> None:
        decisions = tuple(decisions)
        check_decisions(decisions)
        self._document = {report.id: report.mention.document for report in reports} if decisions else {}
        pairs = [((report_of(told.one), report_of(told.other)), told) for told in decisions]
        self._met = [(pair, told) for pair, told in pairs if self._document.keys() >= set(pair)]
        self._groups = Groups(pair for pair, told in self._met if told.judgement is Judgement.DIFFERENT)
        self._told_of: defaultdict[str, list[tuple[tuple[str, str], Decision]]] = defaultdict(list)
        for pair, told in self._met:
            self._told_of[pair[0]].append((pair, told))
            self._told_of[pair[1]].append((pair, told))
        for pair in self.same():
            self._groups.join(*pair)

    def same(self) -> Iterator[tuple[str, str]]:
        """The ids of the reports that are of one event, in pairs."""
        return (pair for pair, told in self._met if told.judgement is Judgement.SAME)

    def is_bound(self, report: str) -> bool:
        """Whether the report is to stay apart from any."""
        return self._groups.has_foes(report)

    def may_join(self, one: str, other: str) -> bool:
        """Whether the events of the two reports, as they have grown so far, may become one."""
        return self._groups.may_join(one, other)

    def join(self, one: str, other: str) -> None:
        """Takes note that the events of the two reports are one."""
        self._groups.join(one, other)

    def reasons(self, reports: Iterable[str]) -> frozenset[str]:
        """In words, what was decided of these reports, which are all that one event has."""
        event = frozenset(reports)
        return frozenset(reason for one in event for pair, told in self._told_of.get(one, ()) for reason in self._reason(pair, told, event))

    def _reason(self, pair: tuple[str, str], told: Decision, event: frozenset[str]) -> Iterator[str]:
        reason = one_line(told.reason)
        why = f"by decision of a person: {reason}" if reason else "by decision of a person"
        if told.judgement is Judgement.SAME:
            yield why
        elif told.judgement is Judgement.DIFFERENT:
            (other,) = set(pair) - event
            yield f"{APART} what {one_line(self._document[other])} tells, {why}"


def check_decisions(decisions: Iterable[Decision]) -> None:
    """Raises InputError where decisions of reports, of whatever articles, make one what another keeps apart."""
    told = tuple(decisions)
    ties: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in (decision.pair for decision in told if decision.judgement is Judgement.SAME):
        ties[one].append(other)
        ties[other].append(one)
    for one, other in (decision.pair for decision in told if decision.judgement is Judgement.DIFFERENT):
        if chain := _chain(one, other, ties):
            tied = " = ".join(chain)
            told_so = f"{one} and {other} are decided to tell two events, but other decisions make them one ({tied})"
            raise InputError(f"{told_so}; undo one of these (`kg review --events --undo`), or remove its line")


def _chain(one: str, other: str, ties: defaultdict[str, list[str]]) -> list[str]:
    """The shortest way from the one to the other over what is the same; empty where there is none."""
    came: dict[str, str | None] = {one: None}
    ahead = deque([one])
    while ahead and other not in came:
        at = ahead.popleft()
        for after in sorted(ties.get(at, ())):
            if after not in came:
                came[after] = at
                ahead.append(after)
    chain: list[str] = []
    step = other if other in came else None
    while step is not None:
        chain.append(step)
        step = came[step]
    return chain[::-1]

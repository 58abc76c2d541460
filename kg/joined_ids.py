"""What documents tell, under the ids of those whom people's decisions and the rules of identity make one; `joined` gives these by the old id."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.model import Affiliation, Holding, Report


def joined_holding(holding: Holding, joined: Mapping[str, str]) -> Holding:
    body = holding.organisation
    return replace(holding, person=joined.get(holding.person, holding.person), organisation=joined.get(body or "", body))


def joined_affiliation(affiliation: Affiliation, joined: Mapping[str, str]) -> Affiliation:
    return replace(affiliation, part=joined.get(affiliation.part, affiliation.part), whole=joined.get(affiliation.whole, affiliation.whole))


def joined_report(report: Report, joined: Mapping[str, str]) -> Report:
    def ids(found: Iterable[str]) -> tuple[str, ...]:
        return tuple(joined.get(one, one) for one in found)

    source = report.attributed_to
    return replace(
        report,
        actors=ids(report.actors),
        targets=ids(report.targets),
        places=ids(report.places),
        attributed_to=joined.get(source or "", source),
        origins=ids(report.origins),
        destinations=ids(report.destinations),
        relayed_by=ids(report.relayed_by),
    )

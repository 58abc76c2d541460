"""Weighs the evidence by which reports meet in events (`kg/data/same_event.tsv`), from our own articles of which people said what is the same.

    python tools/train_assembly.py            prints how well it judges pairs that it did not learn from
    python tools/train_assembly.py --write    and writes the weights, and the shares of stems (`kg/data/common_stems.tsv`)

A logistic regression over the evidence of `kg/same_event.py`; judged by six-fold cross-validation over the groups of articles. A weight of the
wrong sign, which a few hundred pairs may give by chance, is taken out and the rest learned again.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from kg.compatible import Compatibility
from kg.model import Report
from kg.same_event import SameEvent, load_weights
from kg.stories import Stories, stems
from kg.telling import Telling
from tools.annotated import ROOT
from tools.assembly_score import Annotation, annotation

DATA = ROOT / "kg" / "data"
AGAINST = ("other", "untold")  # words of evidence that may only speak against
STRENGTH = 1.0
LEAST_SHARE = 0.04


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    if options.write:
        write_shares()
    names = sorted(set(load_weights()) - {"nothing"})
    values, same, groups = examples(annotation(ROOT / "corpus"), names)
    print(f"{len(same)} pairs, {int(same.sum())} of them one event")
    judged = np.zeros(len(same))
    for learned, held_out in GroupKFold(6).split(values, same, groups):
        weights, nothing = fit(values[learned], same[learned], names)
        judged[held_out] = 1.0 / (1.0 + np.exp(-(values[held_out] @ weights + nothing)))
    for least in (0.4, 0.5, 0.6, 0.7, 0.8):
        taken = judged >= least
        right = int((taken & same).sum())
        print(f"from {least}: P {right / max(1, int(taken.sum())):.3f}  R {right / int(same.sum()):.3f}")
    if options.write:
        write_weights(dict(zip(names, fit(values, same, names)[0], strict=True)), fit(values, same, names)[1])
    return 0


def examples(found: Annotation, names: Sequence[str]) -> tuple["np.ndarray", "np.ndarray", "np.ndarray"]:
    """The evidence of each pair that might meet (pairs × evidence), whether it is to, and the group of articles it stands in."""
    rules = Compatibility(found.entities)
    judge = SameEvent(rules, Stories(found.documents))
    rows, same, groups = [], [], []
    for one, other in pairs(found, judge):
        wanted = found.wanted(one.report.id, other.report.id)
        if wanted is not None and not judge.is_excluded(one, other) and judge.has_grounds(one, other):
            evidence = Counter(dict(judge.evidence(one, other)))
            rows.append([evidence[name] for name in names])
            same.append(wanted)
            groups.append(found.group(one.document))
    return np.array(rows, dtype=float), np.array(same), np.array(groups)


def pairs(found: Annotation, judge: SameEvent) -> list[tuple[Telling, Telling]]:
    """The pairs within each article and across articles of one story, of annotated reports."""
    by_document: defaultdict[str, list[Report]] = defaultdict(list)
    for report in found.reports:
        by_document[report.mention.document].append(report)
    everything = {document.id: judge.tellings(by_document[document.id]) for document in found.documents}
    told = {name: [telling for telling in tellings if telling.report.id in found.told] for name, tellings in everything.items()}
    within = [pair for tellings in told.values() for pair in combinations(tellings, 2)]
    across = [(a, b) for one, other in Stories(found.documents).pairs() for a in told[one] for b in told[other]]
    return within + across


def fit(values: "np.ndarray", same: "np.ndarray", names: Sequence[str]) -> tuple["np.ndarray", float]:
    """Weights in the order of the names, and the weight of nothing."""
    kept = np.ones(len(names), dtype=bool)
    while True:
        model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(values[:, kept], same)
        weights = np.zeros(len(names))
        weights[kept] = model.coef_[0]
        wrong = [n for n, name in enumerate(names) if name != "same sentence" and weights[n] * (-1 if any(word in name.split() for word in AGAINST) else 1) < 0]
        if not wrong:
            return weights, float(model.intercept_[0])
        kept[wrong] = False


def write_weights(weights: dict[str, float], nothing: float) -> None:
    table = DATA / "same_event.tsv"
    header, *rows = table.read_text(encoding="utf-8").splitlines()
    reasons = {row.split("\t")[0]: row.split("\t")[2] for row in rows}
    lines = [f"{name}\t{(weights | {'nothing': nothing})[name]:.2f}\t{reasons[name]}" for name in sorted(reasons)]
    table.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")


def write_shares() -> None:
    articles = sorted([*(ROOT / "corpus").glob("*.txt"), *(ROOT / "examples").glob("*.txt")])
    holding = Counter(stem for article in articles for stem in set(stems(article.read_text(encoding="utf-8"))))
    lines = [f"{stem}\t{count / len(articles):.2f}" for stem, count in sorted(holding.items()) if count >= LEAST_SHARE * len(articles)]
    Path(DATA / "common_stems.tsv").write_text("\n".join(["stem\tshare", *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

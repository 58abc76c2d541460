"""The weights that the model was trained to, as a table of data: decision, feature, weight, sorted."""

from collections.abc import Mapping
from pathlib import Path

WEIGHTS = Path(__file__).parent / "data" / "weights.tsv"


def load_weights() -> Mapping[str, Mapping[str, float]]:
    """For each decision the weight of each feature."""
    weights: dict[str, dict[str, float]] = {}
    for line in WEIGHTS.read_text(encoding="utf-8").splitlines():
        decision, name, weight = line.split("\t")
        weights.setdefault(decision, {})[name] = float(weight)
    return weights


def format_weights(weights: Mapping[str, Mapping[str, float]]) -> str:
    """The table."""
    rows = sorted((decision, name, weight) for decision, names in weights.items() for name, weight in names.items())
    return "".join(f"{decision}\t{name}\t{weight:g}\n" for decision, name, weight in rows)

"""The weights that the model was trained to, as a table of data: decision, feature, weight, sorted."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from extract.learned.decide import Model

WEIGHTS = Path(__file__).parent / "data" / "weights.tsv"


def load_model() -> Model:
    """The model as it was trained."""
    text = WEIGHTS.read_text(encoding="utf-8")
    weights: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        decision, name, weight = line.split("\t")
        weights.setdefault(decision, {})[name] = float(weight)
    return Model(weights, sha256(text.encode()).hexdigest()[:8])


def format_weights(weights: Mapping[str, Mapping[str, float]]) -> str:
    """The table."""
    rows = sorted((decision, name, weight) for decision, names in weights.items() for name, weight in names.items())
    return "".join(f"{decision}\t{name}\t{weight:g}\n" for decision, name, weight in rows)

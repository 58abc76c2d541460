"""Loading of the small tab-separated tables of `kg/data`."""

from collections.abc import Iterator
from importlib.resources import files


def load_table(name: str) -> Iterator[list[str]]:
    """The cells of each row of `data/<name>.tsv` under its header."""
    for line in (files("kg") / "data" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        yield line.split("\t")

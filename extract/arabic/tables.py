"""Loading of the small tab-separated tables beside the lexicon."""

from collections.abc import Iterator
from importlib.resources import files


def load_rows(name: str) -> Iterator[list[str]]:
    """The cells of each row of `data/<name>.tsv`; the header and `#` comments are left out."""
    text = (files("extract.arabic") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        if line and not line.startswith("#"):
            yield line.split("\t")

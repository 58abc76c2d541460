"""Loading of the small tab-separated tables beside the lexicon."""

from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files

_FOLDERS = (("extract.arabic", "data"), ("extract", "dates"))


def load_rows(name: str) -> Iterator[list[str]]:
    """The cells of each row of `data/<name>.tsv`; the header and `#` comments are left out."""
    text = (files("extract.arabic") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        if line and not line.startswith("#"):
            yield line.split("\t")


def tables_digest() -> str:
    """A digest of all language tables, so that a corrected row makes a new version of what reads by them."""
    tables = [table for package, folder in _FOLDERS for table in (files(package) / folder).iterdir() if table.name.endswith(".tsv")]
    return sha256(b"".join(table.read_bytes() for table in sorted(tables, key=lambda table: table.name))).hexdigest()

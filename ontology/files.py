"""The files that the ontology is packaged as."""

from importlib.resources import files
from pathlib import Path

from ontology.errors import OntologyError

ONTOLOGY_FILE = "khabar.ttl"
PLOVER_FILE = "plover.ttl"
SECTORS_FILE = "sectors.ttl"
SHAPES_FILE = "shapes.ttl"
CONTEXT_FILE = "context.jsonld"


def ontology_path(name: str) -> Path:
    """Where a packaged file stands (`khabar.ttl`, `data/states.tsv` …).

    Raises OntologyError if the installation has no such file.
    """
    path = Path(str(files("ontology").joinpath(name)))
    if not path.is_file():
        raise OntologyError(f"{path}: the packaged file {name} is missing; install khabar again")
    return path


def read_ontology(name: str) -> bytes:
    """A packaged file's content. Raises OntologyError if the installation has no such file."""
    return ontology_path(name).read_bytes()

"""By which program a graph was made: a digest that changes with every line of ours and every library beside it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from importlib.resources.abc import Traversable

_DISTRIBUTION = "khabar"
_ROOMS = ("extract", "kg", "ontology")  # what decides on a graph's bytes: code and tables


@lru_cache(maxsize=1)
def program_digest() -> str:
    """The SHA-256 of all code and tables, and of the versions of the libraries, as they are when it is first asked for."""
    found = sha256()
    for room in _ROOMS:
        for name, content in sorted(_files(files(room), room)):
            found.update(f"{name} {sha256(content).hexdigest()}\n".encode())
    for line in sorted(_libraries()):
        found.update(f"{line}\n".encode())
    return found.hexdigest()


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for one in folder.iterdir():
        if one.is_dir() and one.name != "__pycache__":
            yield from _files(one, f"{name}/{one.name}")
        elif one.is_file() and not one.name.endswith(".pyc"):
            yield f"{name}/{one.name}", one.read_bytes()


def _libraries() -> Iterator[str]:
    """Name and version of each library that Khabar cannot do without; none where it runs without being installed."""
    try:
        wanted = requires(_DISTRIBUTION) or []
    except PackageNotFoundError:
        return
    for name in (re.split(r"[^\w.-]", line)[0] for line in wanted if "extra ==" not in line):
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield name

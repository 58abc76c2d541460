"""What whoever starts the endpoint decides."""

import os
from dataclasses import dataclass
from pathlib import Path

from ontology.errors import InputError

TOKEN_VARIABLE = "KHABAR_TOKEN"
_SHORTEST_TOKEN = 16
_ROOM_OF_QUAD = 8192  # bytes


@dataclass(frozen=True, slots=True)
class Settings:
    """`output` is the folder that `kg build` wrote; `seconds` one query may take, `answer_bytes` its answer, `request_bytes` a request's
    body, `memory_bytes` the process that answers; `at_once` queries run together and `waiting` more wait. `hosts` are the names that a
    request may call this server by, None for any; `origins` those of other web sites that may ask, `*` for all; without `token` nothing
    may be changed.
    """

    output: Path
    seconds: float = 30.0
    answer_bytes: int = 64 * 1024 * 1024
    request_bytes: int = 1024 * 1024
    memory_bytes: int = 2048 * 1024 * 1024
    at_once: int = 4
    waiting: int = 64
    hosts: frozenset[str] | None = None
    origins: frozenset[str] = frozenset()
    token: str | None = None

    @property
    def held_quads(self) -> int:
        """How large a graph a process that answers holds in its memory: at 400 bytes a quad, no more than a twentieth of what it may take."""
        return self.memory_bytes // _ROOM_OF_QUAD


def read_token(file: Path | None) -> str:
    """The token that updates need: the first line of the file, else the environment's. Raises InputError where there is none to rely on."""
    if file is None:
        token, source = os.environ.get(TOKEN_VARIABLE, ""), f"the variable {TOKEN_VARIABLE}"
    else:
        try:
            token, source = (file.read_text(encoding="utf-8").splitlines() or [""])[0], str(file)
        except (OSError, UnicodeError) as error:
            raise InputError(f"{file}: the token cannot be read ({getattr(error, 'strerror', None) or error}); give a file with one line") from error
    token = token.strip()
    if len(token) < _SHORTEST_TOKEN or not token.isascii() or not token.isprintable() or " " in token:
        remedy = "put one into it, or into a file that --token-file names"
        raise InputError(f"{source}: holds no token of {_SHORTEST_TOKEN} or more plain characters, without which nobody may write; {remedy}")
    return token

"""User and password of a store, which come from the environment or a file and go nowhere but to its server."""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ontology.errors import InputError

USER, PASSWORD, FILE = "KHABAR_STORE_USER", "KHABAR_STORE_PASSWORD", "KHABAR_STORE_CREDENTIALS"


@dataclass(frozen=True, slots=True)
class Credentials:
    """No part of them is ever shown."""

    user: str = field(repr=False)
    password: str = field(repr=False)


def read_credentials(environment: Mapping[str, str] = os.environ) -> Credentials | None:
    """Those that the variables tell, or the two lines of the file that one of them names; None where none of them is set.

    Raises InputError for one without the other, and for a file that others may read.
    """
    told = {name: environment[name] for name in (USER, PASSWORD, FILE) if environment.get(name)}
    if not told:
        return None
    if FILE in told and len(told) > 1:
        raise InputError(f"{FILE} and {' and '.join(told.keys() - {FILE})} are both set; unset one of them")
    if FILE in told:
        return _from_file(Path(told[FILE]))
    if len(told) == 1:
        raise InputError(f"{next(iter(told))} is set alone; set {USER} and {PASSWORD} both")
    return Credentials(told[USER], told[PASSWORD])


def _from_file(path: Path) -> Credentials:
    try:
        with path.open(encoding="utf-8") as file:
            mode = os.fstat(file.fileno()).st_mode
            lines = file.read().splitlines()
    except (OSError, UnicodeError) as error:
        raise InputError(f"{path}: the credentials cannot be read ({getattr(error, 'strerror', None) or 'no text'}); give a file of two lines") from error
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise InputError(f"{path}: others may read these credentials; run: chmod 600 {path}")
    if len(lines) != 2 or not all(lines):
        raise InputError(f"{path}: holds no credentials; write the user on the first line and the password on the second")
    return Credentials(*lines)

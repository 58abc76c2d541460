"""Short names for content: the same content has the same name everywhere."""

import hashlib
from collections.abc import Iterable


def digest(key: Iterable[object]) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of the key's parts."""
    return hashlib.sha256("\x1f".join(map(str, key)).encode()).hexdigest()[:16]

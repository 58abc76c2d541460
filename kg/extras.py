"""Libraries that not everybody needs: imported when they are wanted, and named with the remedy where they are absent."""

from importlib import import_module
from typing import Any

from ontology.errors import InputError


def load_extra(module: str, extra: str, purpose: str) -> Any:
    """The module. Raises InputError that says which extra of the distribution brings it."""
    try:
        return import_module(module)
    except ImportError as error:
        raise InputError(f"{purpose} needs {module}, which is not installed; run: pip install 'khabar[{extra}]'") from error

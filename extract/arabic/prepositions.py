"""One key for a preposition, however it is spelled and whatever is written around it."""

from functools import lru_cache


@lru_cache(maxsize=1024)
def slot_key(preposition: str) -> str:
    """A preposition without its spelling variants: إلى and الي, من_قبل and من قبل."""
    key = preposition.replace("إ", "ا").replace("أ", "ا").replace("ى", "ي").replace("_", " ")
    return "مع" if key.endswith(" مع") else key  # «بالتعاون مع»

"""The graph: entities and events across articles, stored, asked, drawn and written.

`from kg import KnowledgeGraph` is the way in for programs and notebooks; it is imported when it is asked for, so that `import kg` does no work.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.knowledge import KnowledgeGraph

__all__ = ["KnowledgeGraph"]


def __getattr__(name: str) -> Any:
    if name != "KnowledgeGraph":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from kg.knowledge import KnowledgeGraph

    return KnowledgeGraph

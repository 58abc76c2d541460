"""What a check found and what a repair did, as lines for a terminal or as JSON."""

import json
from collections.abc import Sequence
from pathlib import Path

from kg.check import Inspection
from kg.terminal_text import one_line


def format_inspection(output: Path, found: Inspection, form: str = "text", done: Sequence[str] = (), lost: Sequence[str] = ()) -> str:
    """A line for each thing that was done and that is wrong, or that all is well; as JSON the same in fields."""
    if form == "json":
        damages = [{"path": str(one.path), "place": one.place, "told": one.told, "remedy": one.remedy} for one in found.damages]
        told = {"whole": not found.damages, "documents": found.documents, "graphs": found.graphs, "done": list(done), "lost": list(lost), "damages": damages}
        return json.dumps(told, ensure_ascii=False, indent=1)
    lines = [f"done: {line}" for line in done] + [f"lost: {line}" for line in lost] + [f"damage: {one}" for one in found.damages]
    if not found.damages:
        lines.append(f"{output}: is whole: {found.documents} documents, {found.graphs} graphs, and the files made of them")
    return "\n".join(map(one_line, lines))

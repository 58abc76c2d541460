"""The network as one HTML file that opens from disk: nothing is fetched, and no data is ever read as markup."""

import base64
import hashlib
import importlib.util
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx
from jinja2 import Environment, FunctionLoader, StrictUndefined

from kg.view.compose import compose
from ontology.errors import InputError, OntologyError

# In this order one script; each file only declares, `main.js` starts.
SCRIPTS = ("text.js", "state.js", "filters.js", "graph.js", "labels.js", "timeline.js", "search.js", "evidence.js", "panel.js", "main.js")
_STYLE, _TEMPLATE, _WORDS = "page.css", "page.html.j2", "words.json"
# These end a script block early, or end a line of script in old engines, wherever they stand.
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def write_page(network: "nx.MultiDiGraph[str]", path: Path, title: str = "خبر") -> None:
    """Writes the page to `path`. Raises InputError if the file cannot be written."""
    try:
        path.write_text(render_page(network, title), encoding="utf-8", newline="\n")
    except OSError as problem:
        raise InputError(f"{path}: the page cannot be written ({problem.strerror}): choose another file") from problem


def render_page(network: "nx.MultiDiGraph[str]", title: str = "خبر") -> str:
    """The page as text; the same network and title give the same bytes.

    `network` comes from `kg.network.build_network`. Its drawing library is read from the installed pyvis.
    """
    data = _json(compose(network) | {"title": title, "words": json.loads(_asset(_WORDS))})
    library, script, style = _drawing_library(), _script(), _asset(_STYLE)
    policy = f"default-src 'none'; script-src {_hash(library)} {_hash(script)}; style-src {_hash(style)}; img-src data:; base-uri 'none'; form-action 'none'"
    environment = Environment(autoescape=True, undefined=StrictUndefined, loader=FunctionLoader(_asset), trim_blocks=True, lstrip_blocks=True)
    template = environment.get_template(_TEMPLATE)
    return template.render(title=title, policy=policy, data=data, library=library, script=script, style=style) + "\n"


def _json(value: Any) -> str:
    """JSON that may stand in a script block."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_ESCAPES)


def _hash(block: str) -> str:
    digest = hashlib.sha256(block.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def _asset(name: str) -> str:
    return files("kg.view").joinpath(name).read_text(encoding="utf-8")


def _script() -> str:
    return _block("(() => {\n'use strict';\n" + "\n".join(_asset(name) for name in SCRIPTS) + "})();\n", "the page's own script")


@cache
def _drawing_library() -> str:
    """vis-network as pyvis ships it, the newest if there are several, without the pointer to a source map that would be fetched."""
    package = importlib.util.find_spec("pyvis")
    folder = Path(package.origin).parent / "lib" if package and package.origin else Path()
    found = sorted(folder.glob("vis-*/vis-network.min.js"), key=lambda path: [int(part) for part in path.parent.name[4:].split(".")])
    if not found:
        raise OntologyError(f"pyvis has no vis-network.min.js under {folder}: install pyvis 0.3.2")
    text = found[-1].read_text(encoding="utf-8").replace("\r\n", "\n")
    return _block("\n".join(line for line in text.split("\n") if not line.startswith("//# sourceMappingURL")) + "\n", str(found[-1]))


def _block(script: str, where: str) -> str:
    """The script itself, if nothing in it would end its block early."""
    if "</script" in script.lower() or "<!--" in script:
        raise OntologyError(f"{where} cannot stand in a page: it contains an end of script")
    return script

"""The network as one HTML file that opens from disk: nothing is fetched, and no data is ever read as markup."""

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import networkx as nx
from jinja2 import Environment, FunctionLoader, StrictUndefined

from kg.view.assets import SCRIPTS, STYLES, WORDS
from kg.view.compose import compose
from kg.view.opening import Opening
from ontology.errors import InputError, OntologyError

# These end a script block early, or end a line of script in old engines, wherever they stand.
_ESCAPES = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def write_page(network: "nx.MultiDiGraph[str]", path: Path, opening: Opening | str | None = None) -> None:
    """Writes the page to `path`. Raises InputError if the file cannot be written."""
    try:
        path.write_text(render_page(network, opening), encoding="utf-8", newline="\n")
    except OSError as problem:
        raise InputError(f"{path}: the page cannot be written ({problem.strerror}): choose another file") from problem


def render_page(network: "nx.MultiDiGraph[str]", opening: Opening | str | None = None, links: Sequence[tuple[str, str]] = ()) -> str:
    """The page as text; the same network, opening (or title) and links give the same bytes.

    `network` comes from `kg.network.build_network`; `links` (address, words) lead elsewhere.
    """
    opening = opening if isinstance(opening, Opening) else Opening(opening)
    how = {"lang": opening.language, "theme": opening.theme, "tab": opening.tab, "embedded": opening.embedded}
    page = compose(network)
    data, script, style = _json(page.data | {"title": opening.heading, "opening": how, "words": words()}), _script(), "\n".join(map(_asset, STYLES))
    policy = f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    environment = Environment(autoescape=True, undefined=StrictUndefined, loader=FunctionLoader(_asset), trim_blocks=True, lstrip_blocks=True)
    template = environment.get_template("page.html.j2")
    outlines = _json(json.loads(_asset("outlines.json")))
    lazily = {"evidence": map(_json, page.evidence), "details": map(_json, page.details), "about": _json(page.about), "outlines": outlines}
    return template.render(title=opening.heading, opening=opening, policy=policy, links=links, data=data, script=script, style=style, **lazily) + "\n"


def words() -> dict[str, dict[str, dict[str, str]]]:
    """language → group → key → word of the interface, of all the word files together. Raises OntologyError if two differ on one."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for name in WORDS:
        for language, groups in json.loads(_asset(name)).items():
            for group, some in groups.items():
                known = found.setdefault(language, {}).setdefault(group, {})
                if twice := sorted(known.keys() & some.keys()):
                    raise OntologyError(f"kg/view/{name}: {language}.{group}.{twice[0]} stands in another file of words too: rename one")
                known.update(some)
    return found


def _json(value: Any) -> str:
    """JSON that may stand in a script block."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escaped in _ESCAPES.items():  # str.translate looks at every letter of many megabytes
        text = text.replace(character, escaped)
    return text


def _hash(block: str) -> str:
    digest = hashlib.sha256(block.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def _asset(name: str) -> str:
    return files("kg.view").joinpath(name).read_text(encoding="utf-8")


def _script() -> str:
    """All our scripts as one block that nothing in it ends early."""
    script = "(() => {\n'use strict';\n" + "\n".join(map(_asset, SCRIPTS)) + "})();\n"
    if "</script" in script.lower() or "<!--" in script:
        raise OntologyError("the page's own script cannot stand in a page: it contains an end of script")
    return script

"""Makes docs/ontology.html from ontology/khabar.ttl: pyLODE's page with a diagram, Arabic set from right to left, and anchors named as the terms.

    python tools/ontology_page.py            writes the page (`make ontology`)
    python tools/ontology_page.py --check    exits 1 if the page is not what the ontology gives

The page is one file: pyLODE writes its style into it, and nothing is loaded from elsewhere.
"""

import argparse
import logging
import re
import sys
from html import escape
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.term import Node

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from ontology.files import ONTOLOGY_FILE, read_ontology  # noqa: E402 (found from the line above)
from ontology.terms import OWL, PREFIXES, RDF, RDFS, SKOS  # noqa: E402
from tools.ontology_diagram import draw_diagram  # noqa: E402

PAGE = ROOT / "docs" / "ontology.html"
_ARABIC = r"[\u0600-\u06ff][^<\n]*"
_ALONE = re.compile(rf"<(p|pre)>({_ARABIC})</\1>")
_BEHIND_ENGLISH = re.compile(rf"(<(?:h[1-6]|a)\b[^>]*>)([^<\n]*?[A-Za-z0-9)])({_ARABIC})")
_TITLE = re.compile(r"<title>[^<]*</title>")
_TERM = re.compile(rf'<div class="property entity" id="([^"]+)">(?:(?!<code>).)*<code>{re.escape(PREFIXES["kh"])}(\w+)</code>', re.DOTALL)
_CLASSES, _PROPERTIES = '<div class="section" id="classes">', '<div class="section" id="objectproperties">'
_INDENT = re.compile(r"\n\s+")  # no line of an example begins with a space
_STYLE = """    <style>
        pre { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
        [dir=rtl] { font-family: "Noto Naskh Arabic", "Amiri", "DejaVu Sans", sans-serif; }
        #overview svg { max-width: 100%; height: auto; }
    </style>
  </head>"""


def make_page() -> str:
    """The page as HTML; the same ontology gives the same text. Raises ModuleNotFoundError where pyLODE is not installed."""
    from pylode import OntPub  # of the dev extra; here, so that the diagram can be had without it

    logging.disable(logging.INFO)
    ontology = Graph().parse(data=read_ontology(ONTOLOGY_FILE), format="turtle")
    drawing, values = draw_diagram(ontology), _values(ontology)  # before pyLODE adds what follows from the ontology
    made = OntPub(ontology=ontology).make_html()
    text = made.decode() if isinstance(made, bytes) else str(made)
    text = text.replace(_CLASSES, f'<div class="section" id="overview">\n<h2>Overview</h2>\n{drawing}\n</div>\n{_CLASSES}', 1)
    text = text.replace(_PROPERTIES, values + _PROPERTIES, 1)
    for old, new in {match.group(1): match.group(2) for match in _TERM.finditer(text)}.items():
        text = text.replace(f'id="{old}"', f'id="{new}"', 1).replace(f'href="#{old}"', f'href="#{new}"')
    text = _ALONE.sub(r'<\1 lang="ar" dir="rtl">\2</\1>', text)
    text = _BEHIND_ENGLISH.sub(r'\1\2 · <span lang="ar" dir="rtl">\3</span>', text)
    text = _TITLE.sub("<title>Khabar event ontology</title>", text, count=1).replace("<html>", '<html lang="en">', 1).replace("  </head>", _STYLE, 1)
    return _INDENT.sub("\n", text).strip("\n") + "\n"


def _values(ontology: Graph) -> str:
    """The section of named individuals, which pyLODE leaves out."""
    lines = ['<div class="section" id="individuals">', "<h2>Values</h2>"]
    for value in ontology.subjects(RDF.type, OWL.NamedIndividual):
        labels, definitions, examples = (_in_order(ontology, value, link) for link in (RDFS.label, SKOS.definition, SKOS.example))
        name = str(value).removeprefix(PREFIXES["kh"])
        (kind,) = (str(one).removeprefix(PREFIXES["kh"]) for one in ontology.objects(value, RDF.type) if one != OWL.NamedIndividual)
        lines += [f'<div class="property entity" id="{name}">', f"<h3>{''.join(labels)}</h3>", "<table>"]
        lines += [f"<tr><th>IRI</th><td><code>{value}</code></td></tr>", f'<tr><th>Type</th><td><a href="#{kind}">{kind}</a></td></tr>']
        lines += [f"<tr><th>Description</th><td>{''.join(f'<p>{text}</p>' for text in definitions)}</td></tr>"]
        lines += [f"<tr><th>Example</th><td>{''.join(f'<pre>{text}</pre>' for text in examples)}</td></tr>", "</table>", "</div>"]
    return "\n".join([*lines, "</div>", ""])


def _in_order(ontology: Graph, value: Node, link: URIRef) -> list[str]:
    """Latin letters before Arabic ones."""
    return sorted((escape(str(text)) for text in ontology.objects(value, link)), key=lambda text: (bool(re.match(_ARABIC, text)), text))


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes docs/ontology.html from the ontology.")
    parser.add_argument("--check", action="store_true", help="only tell whether the page is what the ontology gives")
    page = make_page()
    if not parser.parse_args().check:
        PAGE.write_text(page, encoding="utf-8")
    elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != page:
        sys.exit(f"{PAGE.relative_to(ROOT)} is not what the ontology gives: run `make ontology`")


if __name__ == "__main__":
    main()

"""The page as a fragment for an article of somebody else's: an iframe that carries the page in itself.

An iframe and not a custom element with a shadow root: ids, styles and scripts of the article cannot meet those of the page, however many
stand in it; the page keeps its own content security policy; and in the sandbox without `allow-same-origin` neither
can read the other, cookies and storage of the article's site included.
"""

from html import escape

from kg.view.opening import Opening

# Scripts draw it; CSV and pictures are downloads; the link to a report opens a window of its own.
_SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
# Important, for styles of articles reach for every iframe; the attributes hold where a policy forbids inline styles.
_STYLE = "all: initial !important; display: block !important; width: 100% !important; height: 640px !important; border: 1px solid #c9c2b4 !important"
# In single quotes, for JSON is full of double ones; on one line, for some editors of articles put paragraphs where lines are empty.
_SOURCE = str.maketrans({"&": "&amp;", "'": "&#39;", "<": "&lt;", ">": "&gt;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def as_fragment(page: str, opening: Opening) -> str:
    """The iframe element, one line; the same page gives the same bytes."""
    title, lang = escape(" ".join(opening.heading.split()), quote=True), opening.language
    attributes = f'title="{title}" lang="{lang}" width="100%" height="640" loading="lazy" referrerpolicy="no-referrer" sandbox="{_SANDBOX}" style="{_STYLE}"'
    return f"<iframe {attributes} srcdoc='{page.translate(_SOURCE)}'></iframe>\n"

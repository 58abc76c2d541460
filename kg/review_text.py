"""Pairs of entities as people read them: field by field, the two sides beneath each other; and as data."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from kg.decisions import Decision
from kg.outputs import to_json
from kg.review import Article, Pair, Side
from kg.terminal_text import isolate, mixed, one_line

_Pair = TypeVar("_Pair")
_MOST = 6  # articles or names that are shown of one side


def format_pairs(pairs: Sequence[Pair], form: str) -> str:
    """The pairs as text or JSON."""
    return format_numbered(pairs, form, format_pair, "nothing is alike, and nothing was decided")


def format_pair(pair: Pair) -> str:
    """A pair as a paragraph: what is said of it, then its evidence side by side."""
    rules = f"{pair.rules} by the rules: {mixed(pair.why)}" if pair.rules else "not alike by the rules"
    return "\n".join((format_verdict(pair.decision, rules), *format_fields(_fields(pair.one, pair.other))))


def format_numbered(pairs: Sequence[_Pair], form: str, paragraph: Callable[[_Pair], str], nothing: str) -> str:
    """Pairs of whatever sort as JSON, or as paragraphs that are numbered only for reading; `nothing` says that there are none."""
    if form == "json":
        return json.dumps([to_json(pair) for pair in pairs], ensure_ascii=False, indent=1)
    return "\n\n".join(f"{number}. {paragraph(pair)}" for number, pair in enumerate(pairs, 1)) or nothing


def format_verdict(decision: Decision | None, evidence: str) -> str:
    """What a person decided and beside it the evidence, in words of ours; that alone where nobody decided."""
    if decision is None:
        return evidence
    reason = f": {mixed(decision.reason)}" if decision.reason else ""
    return f"{decision.judgement} by decision of {one_line(decision.time)}{reason} ({evidence})"


def _fields(one: Side, other: Side) -> Iterator[tuple[str, str, str]]:
    yield "id", one_line(one.id), one_line(other.id)
    yield "kind", one.kind, other.kind
    yield "names", _some(one.names), _some(other.names)
    yield "offices", _some(one.offices), _some(other.offices)
    yield "articles", _articles(one.articles), _articles(other.articles)
    yield "sentence", isolate(one.sentence or ""), isolate(other.sentence or "")


def format_fields(fields: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Two lines for each field that either side has: its name with the one's value, and the other's below."""
    for name, one, other in fields:
        if one.strip("\u2068\u2069") or other.strip("\u2068\u2069"):
            yield f"   {name:<9} A  {one or '–'}"
            yield f"   {'':<9} B  {other or '–'}"


def _some(texts: Sequence[str]) -> str:
    return ", ".join(map(isolate, texts[:_MOST])) + (f" … ({len(texts)})" if len(texts) > _MOST else "")


def _articles(articles: Iterable[Article]) -> str:
    return _some(tuple(format_article(article.document, article.source, article.published) for article in articles))


def format_article(document: str, source: str | None, published: str | None) -> str:
    """The id of a document, with its outlet and day where they are known."""
    told = ", ".join(filter(None, (source, published)))
    return f"{document} ({told})" if told else document

"""Pairs of entities as people read them: field by field, the two sides beneath each other; and as data."""

import json
from collections.abc import Iterable, Iterator, Sequence

from kg.outputs import to_json
from kg.review import Article, Pair, Side
from kg.terminal_text import isolate, mixed, one_line

_MOST = 6  # articles or names that are shown of one side


def format_pairs(pairs: Sequence[Pair], form: str) -> str:
    """The pairs as text or JSON; they are numbered only for reading."""
    if form == "json":
        return json.dumps([to_json(pair) for pair in pairs], ensure_ascii=False, indent=1)
    if not pairs:
        return "nothing is alike, and nothing was decided"
    return "\n\n".join(f"{number}. {format_pair(pair)}" for number, pair in enumerate(pairs, 1))


def format_pair(pair: Pair) -> str:
    """A pair as a paragraph: what is said of it, then its evidence side by side."""
    return "\n".join((_verdict(pair), *format_fields(_fields(pair.one, pair.other))))


def _verdict(pair: Pair) -> str:
    rules = f"{pair.rules} by the rules: {mixed(pair.why)}" if pair.rules else "not alike by the rules"
    if pair.decision is None:
        return rules
    reason = f": {mixed(pair.decision.reason)}" if pair.decision.reason else ""
    return f"{pair.decision.judgement} by decision of {one_line(pair.decision.time)}{reason} ({rules})"


def _fields(one: Side, other: Side) -> Iterator[tuple[str, str, str]]:
    yield "id", one_line(one.id), one_line(other.id)
    yield "kind", one.kind, other.kind
    yield "names", _some(one.names), _some(other.names)
    yield "offices", _some(one.offices), _some(other.offices)
    yield "articles", _some(tuple(map(_article, one.articles))), _some(tuple(map(_article, other.articles)))
    yield "sentence", isolate(one.sentence or ""), isolate(other.sentence or "")


def format_fields(fields: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Two lines for each field that either side has: its name with the one's value, and the other's below."""
    for name, one, other in fields:
        if one.strip("\u2068\u2069") or other.strip("\u2068\u2069"):
            yield f"   {name:<9} A  {one or '–'}"
            yield f"   {'':<9} B  {other or '–'}"


def _some(texts: Sequence[str]) -> str:
    return ", ".join(map(isolate, texts[:_MOST])) + (f" … ({len(texts)})" if len(texts) > _MOST else "")


def _article(article: Article) -> str:
    told = ", ".join(filter(None, (article.source, article.published)))
    return f"{article.document} ({told})" if told else article.document

"""Pairs of entities as people read them: field by field, the two sides beneath each other; and as data."""

import json
from collections.abc import Iterator, Sequence

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
    return "\n".join((_verdict(pair), *_fields(pair.one, pair.other)))


def _verdict(pair: Pair) -> str:
    rules = f"{pair.rules} by the rules: {mixed(pair.why)}" if pair.rules else "not alike by the rules"
    if pair.decision is None:
        return rules
    reason = f": {mixed(pair.decision.reason)}" if pair.decision.reason else ""
    return f"{pair.decision.judgement} by decision of {one_line(pair.decision.time)}{reason} ({rules})"


def _fields(one: Side, other: Side) -> Iterator[str]:
    yield from _field("id", one_line(one.id), one_line(other.id))
    yield from _field("kind", one.kind, other.kind)
    yield from _field("names", _some(one.names), _some(other.names))
    yield from _field("offices", _some(one.offices), _some(other.offices))
    yield from _field("articles", _some(tuple(map(_article, one.articles))), _some(tuple(map(_article, other.articles))))
    yield from _field("sentence", isolate(one.sentence or ""), isolate(other.sentence or ""))


def _field(name: str, one: str, other: str) -> Iterator[str]:
    if one.strip("\u2068\u2069") or other.strip("\u2068\u2069"):
        yield f"   {name:<9} A  {one or '–'}"
        yield f"   {'':<9} B  {other or '–'}"


def _some(texts: Sequence[str]) -> str:
    return ", ".join(map(isolate, texts[:_MOST])) + (f" … ({len(texts)})" if len(texts) > _MOST else "")


def _article(article: Article) -> str:
    told = ", ".join(filter(None, (article.source, article.published)))
    return f"{article.document} ({told})" if told else article.document

"""Whom short words mean within an article: bare definites, abbreviations that it introduces, and bodies inside longer phrases.

`references.tsv` gives a text, the word that tells an event of it, a role in that event and whom it means: a known entity's id, `in` the id of
the body that people or things are of, the full name of somebody unlisted, or `-` where the words must stay nobody's but their own.
"""

import pytest
from reading_fixture import HERE, read

from extract.arabic.normal import normalize
from extract.model import EventMention, Mention

ROWS = [line.split("\t") for line in (HERE / "references.tsv").read_text(encoding="utf-8").splitlines()[1:]]


def told(text: str, trigger: str, role: str) -> tuple[Mention, ...]:
    """Who plays the role in the events that a word tells; the word stands at the first place where the text has the trigger's words."""
    at = text.rindex(trigger)
    events: list[EventMention] = [event for event in read(text).events if at - 1 <= event.trigger.start < at + len(trigger)]
    assert events, f"no event at «{trigger}»"
    if role == "by":
        return tuple(event.attribution.source for event in events if event.attribution)
    return tuple(mention for event in events for mention in (event.actors if role == "actor" else event.targets))


def meaning(mention: Mention) -> str:
    if mention.entity:
        return mention.entity
    if mention.within:
        return f"in {mention.within}"
    return "-" if normalize(mention.name) == normalize(mention.text) else mention.name


def test_the_table_is_large() -> None:
    assert len(ROWS) >= 100
    assert sum(row[3] == "-" for row in ROWS) >= 10


@pytest.mark.parametrize(("text", "trigger", "role", "whom"), ROWS, ids=[str(n) for n, _ in enumerate(ROWS, 2)])
def test_whom(text: str, trigger: str, role: str, whom: str) -> None:
    found = {meaning(mention) for mention in told(text, trigger, role)}
    names = {normalize(mention.name) for mention in told(text, trigger, role)}
    assert found == {whom} or (whom != "-" and normalize(whom) in names)

"""Text of articles and of users as a terminal may show it: on one line, harmless, each word in its own direction."""

import re

_JOINERS = "\u200c\u200d"  # unprintable, but Arabic is written with them
_ISOLATE, _END = "\u2068", "\u2069"  # what stands between keeps its own direction, whatever stands around it
_ARABIC = "[\u0600-\u06ff]+"
_OTHER_WAY = re.compile(f"«([^«»]*)»|{_ARABIC}(?: {_ARABIC})*")  # in a line of ours


def one_line(message: str) -> str:
    """The message on one line whatever a file in it is called: no breaks, and no sequences that a terminal would obey."""
    return "".join(letter for letter in " ".join(message.split()) if letter.isprintable() or letter in _JOINERS)


def isolate(text: str) -> str:
    """The text on one line, kept from mixing its direction with what stands around it."""
    return f"{_ISOLATE}{one_line(text)}{_END}"


def mixed(text: str) -> str:
    """A line of ours with Arabic in it: each quotation, and each Arabic word outside one, keeps its direction."""
    return _OTHER_WAY.sub(lambda match: isolate(match[0]) if match[1] is None else f"«{isolate(match[1])}»", one_line(text))

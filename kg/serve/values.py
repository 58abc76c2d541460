"""What is sent back."""

from dataclasses import dataclass

PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Reply:
    """Status code, media type and body of a response."""

    status: int
    media_type: str
    body: bytes


def told(status: int, text: str) -> Reply:
    """A reply of one line for people."""
    return Reply(status, PLAIN, f"{text}\n".encode())

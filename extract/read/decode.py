"""Bytes of a file to its text, code point for code point.

UTF-8 first. A byte order mark stays in the text: offsets count the code points of the file as it stands on disk,
and the normal form drops the mark where words are compared. Line ends stay as they are for the same reason.
What is not UTF-8 is tried as Windows-1256, the old Arabic code page, which gives every byte a letter; so two
guards keep it from making words out of anything: damaged UTF-8 is told from cp1256, and most letters must be Arabic.
"""

from dataclasses import dataclass

from ontology.errors import InputError

UTF_8 = "utf-8"
CP1256 = "cp1256"

_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = frozenset(range(0x20)) - frozenset(b"\t\n\r\f\x1a")  # 0x1a ended files under DOS
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know although the reading went on: one line with what, where and what to do."""

    message: str

    def __str__(self) -> str:
        return self.message


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text and the encoding it was in (`utf-8` or `cp1256`).

    Raises InputError, naming `name`, for bytes that are no text or text in an encoding that is not read.
    """
    if data.startswith(_UTF_16_MARKS):
        raise InputError(f"{name}: is UTF-16; convert it first: iconv -f UTF-16 -t UTF-8")
    if not _CONTROLS.isdisjoint(data):
        raise InputError(f"{name}: holds binary data, not text; give its text as a UTF-8 file")
    try:
        return data.decode(UTF_8), UTF_8
    except UnicodeDecodeError as error:
        return _decode_cp1256(data, name, error.start), CP1256


def encoding_notice(name: str, encoding: str) -> Notice | None:
    """The notice that a file was not UTF-8; None where it was."""
    if encoding == UTF_8:
        return None
    return Notice(f"{name}: not UTF-8, read as Windows-1256 ({encoding}); check its words, and save it as UTF-8 to be sure")


def _decode_cp1256(data: bytes, name: str, bad_byte: int) -> str:
    lenient = data.decode(UTF_8, errors="replace")
    if sum(not c.isascii() and c != _REPLACEMENT for c in lenient) > lenient.count(_REPLACEMENT):
        # Far more of it is good UTF-8 than not: as cp1256 it would come out as wrong Arabic letters.
        raise InputError(f"{name}: damaged UTF-8 at byte {bad_byte}; get an undamaged copy or mend that place")
    text = data.decode(CP1256)
    foreign = [c for c in text if c.isalpha() and not c.isascii()]
    if 2 * sum("\u0600" <= c <= "\u06ff" for c in foreign) <= len(foreign):
        raise InputError(f"{name}: neither UTF-8 (byte {bad_byte}) nor Arabic in Windows-1256; save it as UTF-8")
    return text

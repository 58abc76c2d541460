"""Records told for people: what is said, and that neither direction of writing upsets the other."""

import unicodedata

from extract.model import Document
from extract.record import to_record
from kg.explanation import explain_records
from kg.terminal_text import isolate
from kg.workers import find_extractor
from ontology.terms import DATA

TEXT = "اعتقلت قوات سوريا الديمقراطية أكثر من ثلاثة مهربين في بلدة الطيانة أمس، بحسب المجلس المحلي.\nوهاجم مسلحون حاجزاً لـ«قسد» في البصيرة."
ISOLATES = {"\u2068": 1, "\u2069": -1}


def told(text: str = TEXT, name: str = "note") -> list[str]:
    document = Document(name, text, published="2022-05-18")
    records = [to_record(event, document, DATA) for event in find_extractor("rules", model="none")().read(document).events]
    return "".join(explain_records(records)).splitlines()


def bare(line: str) -> str:
    return "".join(letter for letter in line if letter not in ISOLATES)


def test_a_slot_a_line_with_value_and_reason() -> None:
    lines = [bare(line) for line in told()]
    assert lines[0] == "note"
    assert lines[2] == "⟦اعتقلت⟧ قوات سوريا الديمقراطية أكثر من ثلاثة مهربين في بلدة الطيانة أمس، بحسب المجلس المحلي."
    slots = {line.split()[0]: line for line in lines[3 : lines.index("", 3)]}
    assert list(slots) == ["type", "actor", "target", "place", "date", "factuality", "attributed_to", "counts", "rule"]
    assert slots["actor"].startswith("  actor         قوات سوريا الديمقراطية [sdf] ← subject, after «اعتقلت»")
    assert "2022-05-17 ← after the trigger; the words «أمس»" in slots["date"]
    assert "arrested at-least 3 ← figure in" in slots["counts"]
    assert "; confidence " in slots["rule"]


def test_what_is_empty_has_no_line() -> None:
    assert not any(line.strip().startswith(("date", "counts", "attributed_to")) for line in told("هاجم مسلحون حاجزاً في البصيرة."))
    assert list(explain_records([])) == []


def test_every_arabic_word_stands_in_an_isolate_and_every_isolate_is_closed() -> None:
    for line in told():
        depth = 0
        for letter in line:
            depth += ISOLATES.get(letter, 0)
            assert depth >= 0
            assert depth or unicodedata.bidirectional(letter) not in ("R", "AL"), line
        assert depth == 0, line


def test_nothing_in_a_text_or_name_steers_the_terminal() -> None:
    lines = told("هاجم مسلحون \x1b[31m\u202eحاجزاً\u2069 في البصيرة.", name="a\x1b]0;x\x07")
    assert not any(letter in "\x1b\x07\u202e" for line in lines for letter in line)
    assert all(line.count("\u2068") == line.count("\u2069") for line in lines)
    assert isolate("a\nb\x1b") == "\u2068a b\u2069"

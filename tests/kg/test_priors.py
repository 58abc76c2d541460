"""The file of priors: what it says, and what is told of a faulty one."""

from importlib.resources import files
from pathlib import Path

import pytest

from kg.priors import PRIORS_FILE, Capacity, Prior, load_priors, parse_priors, priors_of
from ontology.errors import InputError

GOOD = (files("kg") / "data" / PRIORS_FILE).read_text(encoding="utf-8")
BROKEN = [
    ("[outlets]", "[outlets", "not TOML", "line"),
    ("[extractors.other]", "[extractors.another]", "extractors.other", "is missing"),
    ("[sources.party]", "[sources.parties]", "[sources]", "it needs just anonymous, attributed, own, party"),
    ("[denial]", "[denials]", "the file", "it needs just denial, extractors, hypothesis, outlets, sources"),
    ("weight = 0.5", 'weight = "half"', "denial.weight", "'half'; give a number from 0 to 1"),
    ("weight = 0.5", "weight = true", "denial.weight", "True"),
    ("weight = 0.5", "weigh = 0.5", "[denial]", "has weigh"),
    ("systematic = 0.15", "systematic = 15", "sources.attributed.systematic", "15"),
    ("systematic = 0.15", "systematic = nan", "sources.attributed.systematic", "nan"),
    ("systematic = 0.15\n", "", "[sources.attributed]", "has random"),
    ("[outlets]", "[outlets]\nwire = 0.2", "[outlets.wire]", "is no table"),
]


@pytest.mark.parametrize(("old", "new", "place", "fault"), BROKEN)
def test_a_faulty_file_is_told_by_place(old: str, new: str, place: str, fault: str) -> None:
    assert GOOD.count(old) == 1
    with pytest.raises(InputError) as error:
        parse_priors(GOOD.replace(old, new), "here.toml")
    message = str(error.value)
    assert message.startswith("here.toml: ") and place in message and fault in message and "\n" not in message


def test_an_outlet_is_weighed_by_its_name_in_its_own_voice_only() -> None:
    priors = parse_priors(GOOD.replace("[outlets]", '[outlets]\n"وكالة" = { systematic = 0.01, random = 0.02 }'), "x")
    assert priors.source(Capacity.OWN, "وكالة") == Prior(0.01, 0.02)
    assert priors.source(Capacity.OWN, "صحيفة") == priors.sources[Capacity.OWN]
    assert priors.source(Capacity.ATTRIBUTED, "وكالة") == priors.sources[Capacity.ATTRIBUTED]


def test_an_extractor_without_a_table_is_weighed_as_any_other() -> None:
    assert load_priors().extractor("rules") == load_priors().extractors["rules"]
    assert load_priors().extractor("") == load_priors().extractors["other"]


def test_a_graph_has_its_own_priors_or_the_packaged_ones(tmp_path: Path) -> None:
    assert priors_of(tmp_path) == load_priors()
    (tmp_path / PRIORS_FILE).write_text(GOOD.replace("weight = 0.5", "weight = 0.25"), encoding="utf-8")
    assert priors_of(tmp_path).denial == 0.25
    (tmp_path / PRIORS_FILE).write_bytes(b"\xff")
    with pytest.raises(InputError, match="cannot be read"):
        priors_of(tmp_path)

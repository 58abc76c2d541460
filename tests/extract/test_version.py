"""The extractor's version says by which tables a document was read."""

from extract.arabic.lexicon import load_lexicon
from extract.arabic.tables import tables_digest
from extract.model import EntityKind
from extract.names import KnownName, NameTable
from extract.rules import RuleExtractor

NAME = KnownName("كتيبة النهر", "river-brigade", EntityKind.ARMED_GROUP, "كتيبة النهر")


def version(*names: KnownName) -> str:
    return RuleExtractor(load_lexicon(), NameTable(names)).version


def test_the_same_tables_make_the_same_version() -> None:
    assert version(NAME) == version(NAME)
    assert tables_digest() == tables_digest()


def test_another_name_makes_another_version() -> None:
    assert len({version(), version(NAME), version(NAME, KnownName("لواء السهل", "plain-brigade", EntityKind.ARMED_GROUP, "لواء السهل"))}) == 3

"""Names of places from foreign gazetteers: found where the words tell a place, and nowhere else."""

import pytest

from extract.arabic.analyser import Analyser
from extract.arabic.lexicon import load_lexicon
from extract.arabic.sentences import load_furniture, split_sentences
from extract.model import EntityKind
from extract.name_finder import NameFinder
from extract.names import KnownName, NameTable

IMPORTED = (
    *("مرجوحة", "الشلهوبية", "الثورة", "واسعة", "بجروح", "راشد", "العراقي", "حياة", "العاصمة", "مطل"),
    *("تل مرجوح", "كفر شلهوب", "قضاء شلهوب", "أبو عمر", "حسين محمد", "خليل سليمان", "شهر رمضان", "على محمد", "أم الشلاهيب"),
)
REVIEWED = (
    KnownName("الدرباسية الكبرى", "place/sy/reviewed", EntityKind.PLACE, "الدرباسية الكبرى"),
    KnownName("لواء الشلاهيب", "brigade", EntityKind.ARMED_GROUP, "لواء الشلاهيب"),
    KnownName("الشلهوبي", "person/shalhub", EntityKind.PERSON, "الشلهوبي"),
)


def place(name: str) -> KnownName:
    return KnownName(name, f"place/xx/{name}", EntityKind.PLACE, name, place_kind="village")


@pytest.fixture(scope="module")
def finder() -> NameFinder:
    return NameFinder(NameTable(REVIEWED, [*map(place, IMPORTED), place("الدرباسية الكبرى"), place("لواء الشلاهيب"), place("الشلهوبي")]))


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser(load_lexicon(), frozenset())


def found(finder: NameFinder, analyser: Analyser, text: str) -> list[str]:
    """The names found in a text, as the text writes them, attested ones included."""
    sentences = [tuple(map(analyser.analyse, sentence.words)) for sentence in split_sentences(text, load_furniture())]
    attested = finder.attested(sentences)
    return [
        " ".join(token.word.text for token in tokens[at : at + hit[0]])
        for tokens in sentences
        for at, hit in sorted(finder.find(tokens, attested).items())
        if any(name.entity.startswith("place/xx/") for name in hit[1])
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("انفجرت عبوة في قرية مرجوحة أمس.", ["مرجوحة"]),
        ("انفجرت عبوة في قرية مَرجُوحه أمس.", ["مَرجُوحه"]),
        ("انفجرت عبوة في قرية «مرجوحـة» أمس.", ["مرجوحـة"]),
        ("انفجرت عبوة ببلدة الشلهوبية.", ["الشلهوبية"]),
        ("وصلت القافلة إلى مدينة الثورة.", ["الثورة"]),
        ("قصفت الطائرات محيط مرجوحة.", ["مرجوحة"]),
        ("قصفت الطائرات ريف مرجوحة الشرقي.", ["مرجوحة"]),
        ("وقع الانفجار قرب مرجوحة.", ["مرجوحة"]),
        ("وقع الانفجار شمالي مرجوحة.", ["مرجوحة"]),
        ("دخل الجيش تل مرجوح فجرا.", ["تل مرجوح"]),
        ("دخل الجيش وتل مرجوح بيد الفصائل.", ["وتل مرجوح"]),
        ("وقع الهجوم في كفر شلهوب.", ["كفر شلهوب"]),
        ("وقع الهجوم بقضاء شلهوب.", ["بقضاء شلهوب"]),
        ("وقع الهجوم في أم الشلاهيب.", []),
        ("وقع الهجوم في بلدة أم الشلاهيب.", ["أم الشلاهيب"]),
        ("قصف الطيران قريتي مرجوحة والشلهوبية.", ["مرجوحة", "والشلهوبية"]),
        ("قصف الطيران قرى مرجوحة، الشلهوبية وكفر شلهوب.", ["مرجوحة", "الشلهوبية", "وكفر شلهوب"]),
        ("قصف الطيران قرية راشد.", ["راشد"]),
        ("دخل الجيش بلدة مرجوحة. ووقع في مرجوحة قتلى.", ["مرجوحة", "مرجوحة"]),
        ("دخل الجيش بلدة مرجوحة. ووقع بمرجوحة قتلى.", ["مرجوحة", "بمرجوحة"]),
    ],
)
def test_told_places_are_found(finder: NameFinder, analyser: Analyser, text: str, names: list[str]) -> None:
    assert found(finder, analyser, text) == names


@pytest.mark.parametrize(
    "text",
    [
        "شن الجيش عملية واسعة في الريف.",
        "سيطر الجيش على مناطق واسعة.",
        "أصيب ثلاثة مدنيين بجروح.",
        "قال العقيد راشد إن القوات انسحبت.",
        "انسحب الجانب العراقي من المعبر.",
        "أودى الهجوم بحياة تسعة أشخاص.",
        "يربط الجسر أحياء العاصمة بعضها ببعض.",
        "جرت الانتخابات في مدينة العاصمة.",
        "قال أبو عمر إن القوات انسحبت.",
        "قتل حسين محمد في الهجوم.",
        "نقل المصاب إلى خليل سليمان في المشفى.",
        "توقف القتال في شهر رمضان.",
        "قبض الجنود على محمد أمس.",
        "نصبوا حاجزا على موقع مطل على البلدة.",
        "قالت الثورة كلمتها.",
        "وقع القتال في مرجوحة.",
        "دخل الجيش قرية واسعة الأرجاء.",
        "رست السفينة في ميناء راشد.",
        "رست السفينة في جزيرة لمرجوحة.",
        "انفجرت عبوة في حي مرجوحة.",
        "انفجرت عبوة قرب بمرجوحة.",
    ],
)
def test_everyday_words_and_people_are_not(finder: NameFinder, analyser: Analyser, text: str) -> None:
    assert found(finder, analyser, text) == []


def test_an_imported_homonym_stands_behind_the_reviewed_place_and_never_beside_an_actor(finder: NameFinder, analyser: Analyser) -> None:
    def readings(text: str) -> list[tuple[str, ...]]:
        tokens = tuple(map(analyser.analyse, next(iter(split_sentences(text, load_furniture()))).words))
        return [tuple(name.entity for name in hit[1]) for hit in finder.find(tokens).values()]

    assert readings("وقع الهجوم في بلدة الدرباسية الكبرى.") == [("place/sy/reviewed", "place/xx/الدرباسية الكبرى")]
    assert readings("وقع الهجوم في حي الدرباسية الكبرى.") == [("place/sy/reviewed",)]
    assert readings("وقع الهجوم في ريف الدرباسية الكبرى.") == [("place/sy/reviewed",)]
    assert readings("هاجم الدرباسية الكبرى.") == [("place/sy/reviewed",)]
    assert readings("هاجم لواء الشلاهيب القرية.") == [("brigade",)]
    assert readings("قال الشلهوبي إن القوات انسحبت.") == [("person/shalhub",)]


def test_what_is_imported_changes_the_version_and_no_word() -> None:
    plain, more = NameTable(REVIEWED), NameTable(REVIEWED, [place("مرجوحة")])
    assert plain.digest != more.digest
    assert (plain.vocabulary, plain.surnames) == (more.vocabulary, more.surnames)

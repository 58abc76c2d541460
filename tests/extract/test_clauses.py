"""Clauses: each verb's subject and object in either order, passives, dropped subjects, pronouns, relative clauses."""

import pytest
from reading_fixture import Parsed, parse, wrong

from extract.arabic.normal import normalize

# The verb, its subject and how it was found, its object, whether it is passive; then all sentences that say so.
CLAUSES: dict[tuple[str, str, str, str, bool], list[str]] = {
    # verb first
    ("هاجم", "المسلحون", "after", "حاجزا للشرطة", False): ["هاجم المسلحون حاجزا للشرطة", "هاجم «المسلحون» حاجزاً للشرطة", "فهاجم المسلحون حاجزا للشرطة"],
    ("قتلت", "القوات", "after", "ثلاثة مدنيين", False): ["قتلت القوات ثلاثة مدنيين", "وقتلت القوات ثلاثة مدنيين", "قَتَلَتِ القواتُ ثلاثةَ مدنيين"],
    ("قتل", "الضابط", "after", "جنديا", False): ["قتل الضابط جنديا", "قتل الضابط جندياً"],
    ("انسحبت", "القوات", "after", "", False): ["انسحبت القوات من المدينة", "انسحبت القوات أمس", "لم تعد هناك حرب، انسحبت القوات"],
    ("قصف", "الجيش", "after", "المدينة", False): ["قصف الجيش المدينة"],
    ("قصفت", "الطائرات", "after", "السوق", False): ["في المدينة قصفت الطائرات السوق"],
    ("التقى", "الوفد", "shared", "الوزير", False): ["وصل الوفد والتقى الوزير", "وصل الوفد، والتقى الوزير"],
    # subject first
    ("قصف", "الجيش", "before", "المدينة", False): ["الجيش قصف المدينة", "«الجيش» قصف المدينة", "أعلن أن الجيش قصف المدينة", "الجيش في الشمال قصف المدينة"],
    ("يقصف", "الجيش", "before", "المدينة", False): ["الجيش يقصف المدينة", "عاجل: الجيش يقصف المدينة"],
    ("هاجم", "الجيش", "before", "القرية", False): ["قال الوزير إن الجيش هاجم القرية", "ذكر أن الجيش هاجم القرية"],
    # passive: by context, by its sign, by its form
    ("قتل", "ثلاثة مدنيين", "after", "", True): ["قتل ثلاثة مدنيين", "قُتل ثلاثة مدنيين", "قُتِلَ ثلاثةُ مدنيين في المدينة", "قتل ثلاثة مدنيين في المدينة"],
    ("أصيب", "جنديان", "after", "", True): ["أصيب جنديان", "أُصيب جنديان", "وأصيب جنديان بجروح"],
    ("قتل", "الضابط", "after", "", True): ["قُتل الضابط", "قُتل الضابط برصاص قناص"],
    ("استهدفت", "القاعدة", "after", "", True): ["استُهدفت القاعدة بصاروخ"],
    ("اعتقل", "عشرات الطلاب", "after", "", True): ["اعتقل عشرات الطلاب", "اعتُقل عشرات الطلاب أمس"],
    ("وصل", "الوفد", "after", "", False): ["وصل الوفد", "وصل الوفد إلى المدينة"],
    # accusative endings that are no subjects
    ("دعت", "", "", "الفلسطينيين", False): ["دعت الفلسطينيين إلى الصمود"],
    ("اعتقلوا", "", "", "شابا", False): ["اعتقلوا شابا", "اعتقلوا شاباً"],
    # pronouns
    ("اعتقلته", "الشرطة", "after", "", False): ["اعتقلته الشرطة", "اعتقلته الشرطة أمس"],
    ("اعتقلته", "الشرطة", "before", "", False): ["الشرطة اعتقلته"],
    ("قصفتها", "الطائرات", "after", "", False): ["قصفتها الطائرات", "قصفتها الطائرات ليلا"],
    ("اعتقلت", "الشرطة", "shared", "شابا", False): ["قالت الشرطة إنها اعتقلت شابا", "قالت الشرطة إنها اعتقلت شاباً"],
    # coordinated verbs share their subject
    ("اعتقلت", "القوات", "shared", "شابا", False): ["اقتحمت القوات بلدة سلواد واعتقلت شاباً"],
    ("انسحبت", "القوات", "shared", "", False): ["دخلت القوات مدينة الباب ثم انسحبت منها"],
    ("التقى", "الوزير", "before", "المحافظ", False): ["الوزير الذي زار المدينة التقى المحافظ"],
    # relative clauses
    ("شنه", "التنظيم", "after", "الهجوم", False): ["الهجوم الذي شنه التنظيم", "تحدث عن الهجوم الذي شنه التنظيم"],
    ("زار", "الوزير", "antecedent", "المدينة", False): ["الوزير الذي زار المدينة"],
    ("دخلت", "القوات", "antecedent", "المدينة", False): ["القوات التي دخلت المدينة", "تحدث عن القوات التي دخلت المدينة"],
    ("سيطر", "الجيش", "after", "", False): ["البلدة التي سيطر عليها الجيش"],
    ("قتل", "آخر", "after", "", True): ["أُصيب جندي وقُتل آخر"],
}
ANTECEDENTS = {
    ("شنه", "الهجوم"): ["الهجوم الذي شنه التنظيم"],
    ("سيطر", "البلدة"): ["البلدة التي سيطر عليها الجيش", "عاد إلى البلدة التي سيطر عليها الجيش"],
    ("قتلوا", "الجنود"): ["الجنود الذين قتلوا في المدينة"],
    ("استهدف", "هجوم"): ["قتل جندي في هجوم استهدف حاجزا"],
}
KNOWN_WRONG = {
    ("استهدفت", "طائرة", "after", "القاعدة", False): ("a single indefinite subject before a definite object", "استهدفت طائرة القاعدة"),
    ("اعتقل", "", "", "شابا", False): ("the accusative «شابا», written without its sign, after a verb that may be passive", "اعتقل شابا"),
    ("اعتقل", "الجيش", "shared", "شابا", False): ("the accusative «شابا» behind a coordinated verb", "دخل الجيش إلى المدينة واعتقل شابا"),
    ("عادوا", "المسلحون", "before", "", False): ("a new subject after و is not the object of the verb before", "القوات انسحبت والمسلحون عادوا"),
    ("أقامته", "القوات", "after", "حاجز", False): ("a verb with a pronoun right behind an indefinite noun", "حاجز أقامته القوات"),
    ("تقصف", "المدينة", "after", "", True): ("a place undergoes a verb written with its damma", "تُقصف المدينة"),
    ("هاجم", "مسلحون", "after", "الحاجز", False): ("a plural verb behind an indefinite subject", "هاجم مسلحون دخلوا المدينة الحاجز"),
}


def told(parsed: Parsed, verb: str) -> tuple[str, str, str, bool]:
    clause = next(clause for clause in parsed.clauses if _is_verb(parsed, clause.verb, verb))
    return parsed.members(clause.subject), clause.subject_from, parsed.members(clause.object), clause.passive


def _is_verb(parsed: Parsed, chunk: int, verb: str) -> bool:
    token = parsed.tokens[parsed.chunks[chunk].head]
    return token.normal.removeprefix(token.conjunction) == normalize(verb)


def bare(words: str) -> str:
    return words.translate(str.maketrans("", "", "«»ًٌٍَُِّْ"))


@pytest.mark.parametrize(("value", "text"), [(value, text) for value, texts in CLAUSES.items() for text in texts])
def test_clauses(value: tuple[str, str, str, str, bool], text: str) -> None:
    subject, how, thing, passive = told(parse(text), value[0])
    assert (bare(subject), how, bare(thing), passive) == value[1:]


@pytest.mark.parametrize(("value", "text"), [wrong(reason, value, text) for value, (reason, text) in KNOWN_WRONG.items()])
def test_known_wrong(value: tuple[str, str, str, str, bool], text: str) -> None:
    assert told(parse(text), value[0]) == value[1:]


@pytest.mark.parametrize(("verb", "antecedent", "text"), [(*value, text) for value, texts in ANTECEDENTS.items() for text in texts])
def test_what_a_relative_clause_describes(verb: str, antecedent: str, text: str) -> None:
    parsed = parse(text)
    clause = next(clause for clause in parsed.clauses if _is_verb(parsed, clause.verb, verb))
    assert parsed.members(clause.antecedent) == antecedent


@pytest.mark.parametrize("text", ["قصف الجيش، بعد ظهر أمس، المدينة", "زار الوزير المصنع، الواقع في ضواحي العاصمة، والتقى العمال"])
def test_no_clause_takes_what_another_has(text: str) -> None:
    parsed = parse(text)
    objects = [clause.object for clause in parsed.clauses if clause.object is not None and clause.antecedent is None]
    assert len(objects) == len(set(objects))


@pytest.mark.parametrize(
    ("text", "places"),
    [("في حلب قصفت القوات حاجزا", ["حلب"]), ("انسحبت القوات من منبج إلى الباب", ["منبج", "الباب"]), ("قصفت القوات حاجزا. في حلب", [])],
)
def test_complements_end_with_the_clause(text: str, places: list[str]) -> None:
    (clause, *_) = parse(text).clauses
    assert [parse(text).members(at) for at in (*clause.fronted, *clause.complements)] == places

"""The Arabic lexicon: its tables are sound, its forms are right, and it loads fast enough to load anew."""

from pathlib import Path

import pytest

from extract.arabic.lexicon import Lexicon, VerbReading, check_lexicon, check_table, load_lexicon, noun_spellings
from extract.arabic.normal import normalize
from extract.arabic.word_classes import word_class
from extract.model import CountKind, EventType
from tools.generate_verb_forms import DATA, generate, generate_participles, read_verbs

# Lemma, then words of it with tense, person and voice; a word may have other readings beside.
FORMS = [
    ("قصف", "قصف perfect 3ms active | قصفت perfect 3fs active | قصفوا perfect 3mp active | قُصفت perfect 3fs passive | يقصف imperfect 3ms active"),
    ("قصف", "تقصف imperfect 3fs active | يقصفون imperfect 3mp active | يقصفوا imperfect 3mp active | نقصف imperfect 1p active | قصفنا perfect 1p active"),
    ("قتل", "قُتل perfect 3ms passive | قُتلوا perfect 3mp passive | يُقتل imperfect 3ms passive | قتلا perfect 3md active | قتلتا perfect 3fd active"),
    ("قال", "قال perfect 3ms active | قالت perfect 3fs active | قالوا perfect 3mp active | يقول imperfect 3ms active | تقول imperfect 3fs active"),
    ("قال", "قيل perfect 3ms passive | يُقال imperfect 3ms passive | يقولون imperfect 3mp active | نقول imperfect 1p active"),
    ("أعلن", "أعلن perfect 3ms active | أعلنت perfect 3fs active | يعلن imperfect 3ms active | أعلنوا perfect 3mp active | أُعلن perfect 3ms passive"),
    ("أصاب", "أُصيب perfect 3ms passive | أُصيبت perfect 3fs passive | أصيبوا perfect 3mp passive | يصيب imperfect 3ms active | أصابت perfect 3fs active"),
    ("أصاب", "يصاب imperfect 3ms passive | أصابتا perfect 3fd active"),
    ("شن", "شن perfect 3ms active | شنت perfect 3fs active | شنوا perfect 3mp active | يشن imperfect 3ms active | تشن imperfect 3fs active"),
    ("شن", "يشنون imperfect 3mp active | شنتا perfect 3fd active"),
    ("ألقى", "ألقى perfect 3ms active | ألقت perfect 3fs active | ألقوا perfect 3mp active | يلقي imperfect 3ms active | أُلقي perfect 3ms passive"),
    ("أجرى", "أجرى perfect 3ms active | أجرت perfect 3fs active | يجري imperfect 3ms active | أجريا perfect 3md active"),
    ("استولى", "استولى perfect 3ms active | استولت perfect 3fs active | استولوا perfect 3mp active | يستولي imperfect 3ms active"),
    ("دعا", "دعا perfect 3ms active | دعت perfect 3fs active | دعوا perfect 3mp active | يدعو imperfect 3ms active | تدعو imperfect 3fs active"),
    ("دعا", "ندعو imperfect 1p active | يدعون imperfect 3mp active"),
    ("نفى", "نفى perfect 3ms active | نفت perfect 3fs active | ينفي imperfect 3ms active | نفوا perfect 3mp active"),
    ("التقى", "التقى perfect 3ms active | التقت perfect 3fs active | التقوا perfect 3mp active | يلتقي imperfect 3ms active | التقيا perfect 3md active"),
    ("سعى", "سعى perfect 3ms active | يسعى imperfect 3ms active | تسعى imperfect 3fs active | يسعون imperfect 3mp active"),
    ("رأى", "رأى perfect 3ms active | رأت perfect 3fs active | يرى imperfect 3ms active | ترى imperfect 3fs active"),
    ("جاء", "جاء perfect 3ms active | جاءت perfect 3fs active | جاؤوا perfect 3mp active | يجيء imperfect 3ms active"),
    ("بدأ", "بدأ perfect 3ms active | بدأت perfect 3fs active | بدأوا perfect 3mp active | بدؤوا perfect 3mp active | يبدأ imperfect 3ms active"),
    ("لجأ", "لجأ perfect 3ms active | لجأت perfect 3fs active | لجأوا perfect 3mp active | يلجأ imperfect 3ms active"),
    ("أخذ", "أخذ perfect 3ms active | يأخذ imperfect 3ms active | أخذوا perfect 3mp active"),
    ("وصل", "وصل perfect 3ms active | يصل imperfect 3ms active | تصل imperfect 3fs active | وصلوا perfect 3mp active | يصلون imperfect 3mp active"),
    ("وقع", "وقع perfect 3ms active | يقع imperfect 3ms active | وقعت perfect 3fs active | تقع imperfect 3fs active"),
    ("وقّع", "وقع perfect 3ms active | يوقع imperfect 3ms active | وقعوا perfect 3mp active | وقعتا perfect 3fd active"),
    ("حمّل", "حملت perfect 3fs active | يحمل imperfect 3ms active"),
    ("اتهم", "اتهم perfect 3ms active | اتهمت perfect 3fs active | يتهم imperfect 3ms active | اتهموا perfect 3mp active | تتهم imperfect 3fs active"),
    ("اتفق", "اتفق perfect 3ms active | اتفقا perfect 3md active | يتفق imperfect 3ms active"),
    ("اضطر", "اضطر perfect 3ms active | يضطر imperfect 3ms active"),
    ("استهدف", "استهدف perfect 3ms active | استهدفت perfect 3fs active | يستهدف imperfect 3ms active | استُهدف perfect 3ms passive"),
    ("استهدف", "استهدفتا perfect 3fd active"),
    ("استأنف", "استأنفت perfect 3fs active | يستأنف imperfect 3ms active"),
    ("اغتال", "اغتال perfect 3ms active | اغتيل perfect 3ms passive | يغتال imperfect 3ms active | اغتالوا perfect 3mp active"),
    ("احتل", "احتل perfect 3ms active | احتلت perfect 3fs active | يحتل imperfect 3ms active"),
    ("انسحب", "انسحب perfect 3ms active | ينسحب imperfect 3ms active | انسحبوا perfect 3mp active | تنسحب imperfect 3fs active"),
    ("هاجم", "هاجم perfect 3ms active | هوجم perfect 3ms passive | هوجمت perfect 3fs passive | يهاجم imperfect 3ms active"),
    ("حاصر", "حاصرت perfect 3fs active | حوصر perfect 3ms passive | يحاصر imperfect 3ms active"),
    ("تعرض", "تعرض perfect 3ms active | تعرضوا perfect 3mp active | يتعرض imperfect 3ms active"),
    ("توفى", "تُوُفّي perfect 3ms passive | توفيت perfect 3fs passive | توفوا perfect 3mp passive"),
    ("سيطر", "سيطر perfect 3ms active | سيطرت perfect 3fs active | يسيطر imperfect 3ms active | سيطروا perfect 3mp active | يسيطرون imperfect 3mp active"),
    ("تم", "تم perfect 3ms active | تمت perfect 3fs active | يتم imperfect 3ms active"),
    ("زال", "يزال imperfect 3ms active | تزال imperfect 3fs active"),
]
CASES = [(lemma, *case.split()) for lemma, cases in FORMS for case in cases.split(" | ")]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def test_the_packaged_tables_are_sound() -> None:
    assert check_lexicon() == ()


def test_there_are_enough_cases_of_inflection() -> None:
    assert len(CASES) > 120


@pytest.mark.parametrize(("lemma", "word", "tense", "person", "voice"), CASES)
def test_inflected_forms(lexicon: Lexicon, lemma: str, word: str, tense: str, person: str, voice: str) -> None:
    readings = lexicon.verb_forms[normalize(word)]
    assert (lemma, tense, person, voice) in {(one.lemma, one.tense, one.person, one.voice) for one in readings}


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("نقل", "نقل"), ("يسكن", "سكن"), ("يجب", "وجب"), ("يزال", "زال"), ("ترد", "رد"), ("اثار", "أثار"), ("يعلن", "أعلن"), ("وقعت", "وقع"), ("تمت", "تم")],
)
def test_the_likeliest_reading_comes_first(lexicon: Lexicon, form: str, lemma: str) -> None:
    assert lexicon.verb_forms[form][0].lemma == lemma


@pytest.mark.parametrize(("form", "lemma"), [("قصفو", "قصف"), ("تبنا", "تبنى"), ("هاجمو", "هاجم"), ("دعو", "دعا")])
def test_forms_before_an_object_pronoun(lexicon: Lexicon, form: str, lemma: str) -> None:
    assert lemma in {reading.lemma for reading in lexicon.verb_forms[form]}


def test_rare_moods_do_not_stand_beside_frequent_ones(lexicon: Lexicon) -> None:
    assert {reading.lemma for reading in lexicon.verb_forms["يرد"]} == {"رد", "ورد"}  # not the jussives of أراد and أردى


def test_only_third_and_first_persons(lexicon: Lexicon) -> None:
    persons = {reading.person for readings in lexicon.verb_forms.values() for reading in readings}
    assert persons == {"3ms", "3fs", "3md", "3fd", "3mp", "3fp", "1s", "1p"}


@pytest.mark.parametrize(
    ("form", "lemma", "voice", "kind"),
    [
        ("داعيا", "دعا", "active", "msa"), ("مشددا", "شدد", "active", "msa"), ("متهم", "اتهم", "passive", "ms"), ("مدعومه", "دعم", "passive", "fs"),
        ("مستهدفه", "استهدف", "passive", "fs"), ("معتقلين", "اعتقل", "passive", "mp"), ("نافيا", "نفى", "active", "msa"), ("مطالبين", "طالب", "active", "mp"),
        ("محاصره", "حاصر", "passive", "fs"), ("مؤكدا", "أكد", "active", "msa"), ("مضيفه", "أضاف", "active", "fs"), ("مسيطرون", "سيطر", "active", "mp"),
    ],
)  # fmt: skip
def test_participles(lexicon: Lexicon, form: str, lemma: str, voice: str, kind: str) -> None:
    assert (lemma, voice, kind) in {(one.lemma, one.voice, one.kind) for one in lexicon.participles[form]}


@pytest.mark.parametrize(
    ("lemma", "cls", "event_type", "slot", "roles"),
    [
        ("قصف", "event", EventType.ASSAULT, "obj", ("target",)),
        ("سيطر", "event", EventType.ASSAULT, "على", ("target",)),
        ("اعتقل", "event", EventType.COERCE, "obj", ("target",)),
        ("التقى", "event", EventType.CONSULT, "ب", ("target",)),
        ("اتهم", "event", EventType.ACCUSE, "ب", ("content",)),
        ("دعا", "event", EventType.REQUEST, "إلى", ("content",)),
        ("انسحب", "event", EventType.RETREAT, "من", ("place",)),
        ("توجه", "event", EventType.MOBILIZE, "إلى", ("place",)),
        ("هدد", "event", EventType.THREATEN, "obj", ("target",)),
        ("تظاهر", "event", EventType.PROTEST, "ضد", ("target",)),
        ("رفض", "event", EventType.REJECT, "obj", ("content", "target")),
        ("أفرج", "event", EventType.CONCEDE, "عن", ("target",)),
        ("رحب", "event", EventType.SUPPORT, "ب", ("target",)),
        ("تعهد", "event", EventType.AGREE, "ل", ("target",)),
        ("انضم", "event", EventType.COOPERATE, "إلى", ("target",)),
        ("دعم", "event", EventType.AID, "obj", ("target",)),
        ("عاقب", "event", EventType.SANCTION, "obj", ("target",)),
        ("قال", "say", None, "subj", ("source",)),
        ("نقل", "say", None, "عن", ("source",)),
        ("شن", "light", None, "obj", ("event",)),
        ("تعرض", "light-reversed", None, "ل", ("event",)),
        ("تم", "light-passive", None, "subj", ("event",)),
        ("حاول", "attempt", None, "obj", ("event",)),
        ("تمكن", "achieve", None, "من", ("event",)),
        ("أدى", "cause", None, "إلى", ("event",)),
        ("تبنى", "claim", None, "obj", ("event",)),
        ("واصل", "aspect", None, "obj", ("event",)),
    ],
)
def test_frames(lexicon: Lexicon, lemma: str, cls: str, event_type: EventType | None, slot: str, roles: tuple[str, ...]) -> None:
    frames = [frame for frame in lexicon.verbs[lemma] if frame.cls == cls]
    assert [(frame.type, frame.roles.get(slot)) for frame in frames][:1] == [(event_type, roles)]


def test_a_verb_may_have_several_frames_of_one_class(lexicon: Lexicon) -> None:
    seized, died = (frame for frame in lexicon.verbs["قضى"] if frame.cls == "event")
    assert (seized.roles["على"], seized.counts) == (("target",), None)
    assert (died.roles["subj"], died.counts) == (("target",), CountKind.KILLED)


@pytest.mark.parametrize(
    ("words", "event_type", "strength"),
    [
        ("مقتل", EventType.ASSAULT, "strong"), ("هجمات", EventType.ASSAULT, "strong"), ("قصفا", EventType.ASSAULT, "strong"),
        ("غارتين", EventType.ASSAULT, "strong"), ("وقف إطلاق النار", EventType.AGREE, "strong"), ("إلقاء القبض على", EventType.COERCE, "strong"),
        ("قتلى", EventType.ASSAULT, "casualty"), ("نازحين", EventType.RETREAT, "casualty"), ("مناورات", EventType.MOBILIZE, "strong"),
        ("زيارت", EventType.CONSULT, "strong"), ("حملة", EventType.ASSAULT, "weak"), ("إطلاق سراح", EventType.CONCEDE, "strong"),
        ("غارات الجوية", EventType.ASSAULT, "strong"), ("عقوبات", EventType.SANCTION, "strong"), ("اعتداؤ", EventType.ASSAULT, "strong"),
        ("اعتدائ", EventType.ASSAULT, "strong"), ("مطالبات", EventType.REQUEST, "strong"), ("تهديدات", EventType.THREATEN, "strong"),
    ],
)  # fmt: skip
def test_nouns_of_action(lexicon: Lexicon, words: str, event_type: EventType, strength: str) -> None:
    frame = lexicon.nouns[tuple(normalize(words).split(" "))]
    assert (frame.type, frame.strength) == (event_type, strength)


@pytest.mark.parametrize(
    ("words", "spellings"),
    [
        (("قصف",), (("قصفا",),)),
        (("زياره",), (("زيارت",),)),
        (("اعتداء",), (("اعتداؤ",), ("اعتدائ",))),
        (("هجوم", "انتحاري"), (("هجوم", "الانتحاري"), ("هجوم", "انتحاريا"))),
        (("القاء", "القبض"), ()),
        (("غارات",), ()),
    ],
)
def test_spellings_of_nouns(words: tuple[str, ...], spellings: tuple[tuple[str, ...], ...]) -> None:
    assert noun_spellings(words) == spellings


def test_every_type_is_rich(lexicon: Lexicon) -> None:
    for event_type in EventType:
        assert sum(frame.type is event_type for frames in lexicon.verbs.values() for frame in frames) >= 10, event_type
        assert len({frame.lemma for frame in lexicon.nouns.values() if frame.type is event_type}) >= 12, event_type


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("عناصر", "group"), ("قوات", "armed"), ("وزارة", "organisation"), ("حكومة", "government"), ("رئيس", "title"),
        ("مدينة", "place"), ("صاروخ", "weapon"), ("كيلومتر", "unit"), ("شمالي", "direction"), ("حاجز", "object"),
    ],
)
def test_heads(lexicon: Lexicon, form: str, kind: str) -> None:
    assert kind in lexicon.heads[normalize(form)]


@pytest.mark.parametrize(("word", "value"), [("ثلاثة", 3), ("مئة", 100), ("مائتي", 200), ("آلاف", 1000), ("عشرات", 10), ("ثلاثمئة", 300), ("أربعون", 40)])
def test_numbers(lexicon: Lexicon, word: str, value: int) -> None:
    assert lexicon.numbers[normalize(word)] == value


@pytest.mark.parametrize(("cue", "cls"), [("من قبل", "agent"), ("بالتعاون مع", "joint"), ("لم", "negation"), ("بحسب", "attribution"), ("بهدف", "purpose")])
def test_cues(lexicon: Lexicon, cue: str, cls: str) -> None:
    assert lexicon.cues[tuple(normalize(cue).split(" "))] == cls


@pytest.mark.parametrize("word", ["بين", "قبل", "أمس", "نحو", "عدن", "صالح"])
def test_look_alikes_are_stopped(lexicon: Lexicon, word: str) -> None:
    assert normalize(word) in lexicon.stop


@pytest.mark.parametrize("word", ["قال", "قتل", "قصف", "فجر", "وقف", "سيطر", "خلف"])
def test_words_that_are_truly_both_are_not_stopped(lexicon: Lexicon, word: str) -> None:
    assert normalize(word) not in lexicon.stop


def test_keys_are_normal_forms(lexicon: Lexicon) -> None:
    assert all(form == normalize(form) for form in (*lexicon.verb_forms, *lexicon.stop, *lexicon.heads, *lexicon.numbers, *lexicon.participles))
    assert all(word == normalize(word) for words in lexicon.nouns for word in words)


def test_every_reading_has_its_frames(lexicon: Lexicon) -> None:
    assert all(reading.lemma in lexicon.verbs for readings in lexicon.verb_forms.values() for reading in readings)


VERB = "قصف\tقصف\tI/a~i\tevent\tASSAULT\tsubj=actor obj=target\t"
NOUN = "قصف\tعمليات القصف\tASSAULT\tgen=actor|target\t\tstrong"


@pytest.mark.parametrize(
    ("name", "rows", "problem"),
    [
        ("verbs", [VERB, VERB], "stands in line 2 too"),
        ("verbs", [VERB.replace("event", "evnt")], "verbs.tsv:2: 'evnt' is none of"),
        ("verbs", [VERB.replace("ASSAULT", "ATTACK")], "'ATTACK' is none of"),
        ("verbs", [VERB.replace("ASSAULT", "-")], "has no type"),
        ("verbs", [VERB.replace("=target", "=victim")], "'victim' is no role"),
        ("verbs", [VERB.replace("obj=", "object=")], "'object' is no slot"),
        ("verbs", [VERB + "dead"], "'dead' is none of"),
        ("verbs", [VERB.replace("\tI/a~i", "")], "6 cells where 7 belong"),
        ("verbs", [VERB, VERB.replace("قصف", "ضرب")], "verbs.tsv:3: ضرب stands after قصف"),
        ("nouns", [NOUN, NOUN.replace("قصف\tعمليات", "هجوم\tعمليات")], "nouns.tsv:3: عمليات القصف stands in line 2 too"),
        ("nouns", [NOUN.replace("strong", "firm")], "'firm' is none of"),
        ("nouns", [NOUN.replace("gen=", "subj=")], "'subj' is no slot"),
        ("stoplist", ["أمس\tnoun", "امس\tnoun"], "امس stands in line 2 too"),
        ("heads", ["قوات\tarmy"], "'army' is none of"),
        ("heads", ["قوات\tarmed", "قوات\tarmed"], "stands in line 2 too"),
        ("cues", ["بحسب\tsource"], "'source' is none of"),
        ("numbers", ["ثلاثة\tthree"], "'three' is no number"),
    ],
)
def test_the_checker_finds(name: str, rows: list[str], problem: str) -> None:
    assert problem in "\n".join(check_table(name, "\n".join(["header", *rows])))


def test_the_checker_accepts_comments_and_order() -> None:
    assert list(check_table("verbs", "\n".join(["header", VERB.replace("قصف", "ضرب"), "# of bombs", VERB]))) == []


def packaged(name: str) -> dict[str, tuple[str, ...]]:
    lines = Path(DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {form: tuple(readings.split("|")) for form, readings in (line.split("\t") for line in lines)}


def test_the_packaged_verb_forms_are_those_generated_now() -> None:
    assert generate(read_verbs(DATA / "verbs.tsv")) == packaged("verb_forms")


def test_the_packaged_participles_are_those_generated_now() -> None:
    assert generate_participles(read_verbs(DATA / "verbs.tsv", without="other")) == packaged("participles")


def test_one_verb_is_read_once_for_all_its_frames() -> None:
    verbs = read_verbs(DATA / "verbs.tsv")
    assert len({verb[:3] for verb in verbs}) == len(verbs)


def test_readings_compare_by_value() -> None:
    assert VerbReading("قصف", "perfect", "3ms", "active") == VerbReading("قصف", "perfect", "3ms", "active")


@pytest.mark.parametrize(
    "name",
    ["denial", "dying", "expecting", "failure", "may", "needs-object", "possible", "prevention", "refusal", "supposing", "tells somebody", "warning"],
)
def test_classes_of_verbs_have_no_word_that_the_lexicon_has_not(lexicon: Lexicon, name: str) -> None:
    known = {normalize(lemma) for lemma in (*lexicon.verbs, *(noun.lemma for noun in lexicon.nouns.values()))}
    assert word_class(name) <= known

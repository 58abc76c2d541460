"""What words say of somebody that no table lists: of what kind, whose, and whether they name the same one everywhere."""

from importlib.resources import files

import pytest

from extract.model import Document, EntityKind, Mention, Span
from kg.description import Describer, Description
from kg.phrase_words import Words
from kg.resolve import resolve
from kg.workers import find_extractor, load_extractor
from ontology.known import load_entities
from tests.kg.test_resolve import reading

DESCRIBER = Describer(load_entities())
ARMED, GOVERNMENT, ORGANIZATION = EntityKind.ARMED_GROUP, EntityKind.GOVERNMENT, EntityKind.ORGANIZATION
PERSON, GROUP, CIVILIANS, OBJECT, PLACE = EntityKind.PERSON, EntityKind.GROUP, EntityKind.CIVILIANS, EntityKind.OBJECT, EntityKind.PLACE


def described(text: str, kind: EntityKind | None = None, placed: bool = False) -> Description:
    return DESCRIBER.describe(text, kind, GROUP, placed)


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("عنصرين من الفصيل", ARMED, GROUP),
        ("عناصره", ARMED, GROUP),
        ("مقاتلو الكتيبة", None, GROUP),
        ("ثلاثة مسلحين", None, GROUP),
        ("عشرات المقاتلين", ARMED, GROUP),
        ("مجموعة من العناصر", ARMED, GROUP),
        ("عدد من فصائل الجبل", ARMED, GROUP),
        ("ممثلين عن النقابة", PERSON, GROUP),
        ("وزراء خارجية الدول السبع", PERSON, GROUP),
        ("قادة المنطقة", PERSON, GROUP),
        ("مصادر ميدانية", ORGANIZATION, GROUP),
        ("المصدر", ORGANIZATION, GROUP),
        ("شهود", None, GROUP),
        ("سكان بلدة الطيانة", PERSON, CIVILIANS),
        ("أهالي الحي", None, CIVILIANS),
        ("مدنيين", None, CIVILIANS),
        ("28 مدنيًّا", None, CIVILIANS),
        ("٢٨ مدنياً", None, CIVILIANS),
        ("آلاف النازحين", None, CIVILIANS),
        ("متظاهرين أكراد", None, CIVILIANS),
        ("مواطن سوداني", None, PERSON),
        ("شرطي", None, PERSON),
        ("طفله", None, PERSON),
        ("طفلاها", None, CIVILIANS),
        ("ضابطي صف", None, GROUP),
        ("أحد عناصر الشرطة", None, GROUP),
        ("الناشط الحقوقي", PERSON, PERSON),
        ("وزير النقل", PERSON, PERSON),
        ("سعاد الحمدان", None, PERSON),
        ("فادي النوري", None, PERSON),
        ("مكتب المدعي العام", PERSON, ORGANIZATION),
        ("قوات اللواء المنشق", PERSON, ARMED),
        ("سيارة الضابط", PERSON, OBJECT),
        ("الحافلة", None, OBJECT),
        ("ست عربات", None, OBJECT),
        ("طائرتين", None, OBJECT),
        ("جسرين استراتيجيين", None, OBJECT),
        ("حكومتان", None, GOVERNMENT),
        ("البيان", None, OBJECT),
        ("معلومات متقاطعة", None, OBJECT),
        ("مواقع الفصيل", ORGANIZATION, OBJECT),
        ("طائرات الجيش", None, OBJECT),
        ("المنطقة", None, PLACE),
        ("سوق مزدحم", None, OBJECT),
        ("الشرطة السودانية", ARMED, ARMED),
        ("وزارة الصحة", GOVERNMENT, GOVERNMENT),
        ("قبيلة الرشايدة", None, GROUP),
        ("الموقف الإيراني", None, GROUP),
    ],
)
def test_kind(text: str, kind: EntityKind | None, wanted: EntityKind) -> None:
    assert described(text, kind).kind is wanted


@pytest.mark.parametrize(
    ("text", "kind", "placed"),
    [
        ("الشرطة السودانية", ARMED, False),
        ("الشّرطة السّودانيّة", ARMED, False),
        ("قوات الأمن السودانية", ARMED, False),
        ("وزارة الصناعة التونسية", GOVERNMENT, False),
        ("قيادة عمليات ديالى", ARMED, True),
        ("كتيبة ثوار طرابلس", ARMED, True),
        ("حركة نداء الجبل", ARMED, False),
        ("منظمة جسر الإغاثة", ORGANIZATION, False),
        ("فصيل جند الساحل", ARMED, False),
        ("صحيفة ميليت", ORGANIZATION, False),
        ("مجلس الطيانة المدني", GOVERNMENT, False),
        ("المجلس المحلي للطيانة", ORGANIZATION, False),
        ("كشافة السهل", ORGANIZATION, False),
        ("قبيلة الرشايدة", None, False),
        ("سعاد الحمدان", PERSON, False),
        ("العقيد دلشاد مولود", PERSON, False),
        ("وزير الخارجية الليبي سالم الحمدان", PERSON, False),
    ],
)
def test_named(text: str, kind: EntityKind | None, placed: bool) -> None:
    assert described(text, kind, placed).named


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("القوات الحكومية", ARMED),
        ("قوات الأمن", ARMED),
        ("قوات الشرطة", ARMED),
        ("الطيران الحربي", ARMED),
        ("حكومتان", None),
        ("قوة سودانية", ARMED),  # one of them, not the one
        ("الفصائل المسلحة", ARMED),
        ("فصائل المعارضة", ARMED),
        ("تحالفا لقوات المعارضة", ARMED),
        ("الجماعات المسلحة", ARMED),
        ("جماعة مسلحة", ARMED),
        ("ميليشيا موالية للحكومة", ARMED),
        ("الجيش", ARMED),
        ("وزارة الصحة", GOVERNMENT),
        ("وزارة الدفاع", GOVERNMENT),
        ("الحكومة الانتقالية", GOVERNMENT),
        ("السلطات المحلية", GOVERNMENT),
        ("البرلمان", GOVERNMENT),
        ("اللجنة", ORGANIZATION),
        ("اللجنة الوطنية", ORGANIZATION),
        ("لجنة الانتخابات", ORGANIZATION),
        ("نقابة المعلمين", ORGANIZATION),
        ("مجلس الأمن القومي", GOVERNMENT),
        ("وكالة الأنباء الرسمية", ORGANIZATION),
        ("حزب تركي", ORGANIZATION),
        ("منظمة أطباء كوبية", ORGANIZATION),
        ("مصادر عسكرية", ORGANIZATION),
        ("وزير الخارجية", PERSON),
        ("الرئيس اليمني", PERSON),
        ("رئيس الوزراء العراقي", PERSON),
        ("المبعوث الأممي", PERSON),
        ("المتحدث", PERSON),
        ("مدير المركز", PERSON),
        ("النائب عن ديالى", PERSON),
        ("نائب رئيس هيئة العلاقات الخارجية", PERSON),
        ("فريقاً من ستة جراحين", PERSON),
        ("سكان بلدة الطيانة", None),
        ("ثلاثة جنود مصريين", None),
        ("الحافلة", None),
    ],
)
def test_not_named(text: str, kind: EntityKind | None) -> None:
    assert not described(text, kind).named


@pytest.mark.parametrize(
    ("text", "kind", "state"),
    [
        ("جنود مصريين", None, "egypt"),
        ("5 جنود مصريين", None, "egypt"),
        ("شرطيين تركيين", None, "turkey"),
        ("مدنيين سوريين", None, "syria"),
        ("الفلسطينيين الخمسة", None, "palestine"),
        ("يمنيون", None, "yemen"),
        ("الشرطة السودانية", ARMED, "sudan"),
        ("طائرات حربية روسية", None, "russia"),
        ("متظاهرين أكراد", None, None),
        ("قوات سوريا الديمقراطية", ARMED, None),
        ("الموقف الإيراني", None, None),
        ("وزير الخارجية الليبي", PERSON, None),  # his office is of Libya; what he is, nobody says
    ],
)
def test_state(text: str, kind: EntityKind | None, state: str | None) -> None:
    assert described(text, kind).state == state


def mention(text: str, kind: EntityKind | None = None, within: str | None = None) -> Mention:
    return Mention(Span(0, len(text)), text, text, kind, None, within)


@pytest.mark.parametrize(
    ("found", "link"),
    [
        (mention("عنصرين من داعش", GROUP, "isis"), ("member_of", "isis")),
        (mention("قياديان في حماس", GROUP, "hamas"), ("member_of", "hamas")),
        (mention("ضباط من الجيش السوري", GROUP, "syrian-army"), ("member_of", "syrian-army")),
        (mention("مقرات لداعش", None, "isis"), ("member_of", "isis")),
        (mention("سكان بلدة أبو حمام", PERSON, "place/sy/abu-hamam"), ("home", "place/sy/abu-hamam")),
        (mention("قيادة عمليات ديالى", ARMED, "place/iq/diyala"), ("home", "place/iq/diyala")),
        (mention("مدنيين سوريين"), ("nationality", "syria")),
        (mention("عمال من بيلاروس", None, "belarus"), ("nationality", "belarus")),
        (mention("جنديين تركيين"), ("member_of", "turkey")),
        (mention("طائرات روسية"), ("member_of", "russia")),
        (mention("الشرطة الهولندية", ARMED), ("parent", "netherlands")),
    ],
)
def test_links(found: Mention, link: tuple[str, str]) -> None:
    entities = resolve([reading("a", found)], load_entities())
    entity = entities.entities[entities.reports[0].actors[0]]
    told = {name: getattr(entity, name) for name in ("member_of", "home", "nationality", "parent")}
    assert {name: one for name, one in told.items() if one} == dict([link])
    assert link[1] in entities.entities


@pytest.mark.parametrize("text", ["الجانب التركي", "الطرف التركي", "الجانبُ التركيّ"])
def test_the_side_of_a_state_is_the_state(text: str) -> None:
    assert resolve([reading("a", mention(text, GOVERNMENT))], load_entities()).reports[0].actors == ("turkey",)


@pytest.mark.parametrize(("text", "head"), [("عدد من الجنود", "الجنود"), ("هذه القوات", "القوات"), ("أكثر من 30 مسلحا", "مسلحا"), ("", "")])
def test_head(text: str, head: str) -> None:
    assert Words(text).head == head


def test_every_row_is_in_order_and_stands_once() -> None:
    rows = (files("kg") / "data" / "described.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert rows == sorted(set(rows))


@pytest.mark.parametrize(
    ("text", "kind", "link"),
    [
        ("قتل الجيش عنصرين من داعش.", GROUP, ("member_of", "isis")),
        ("قتل الجيش عنصرين من «داعش».", GROUP, ("member_of", "isis")),
        ("قتل الجيش عنصرًا من تنظيم داعش.", PERSON, ("member_of", "isis")),
        ("هاجم تنظيم داعش القرية. ثم قتل الجيش خمسة من مقاتلي التنظيم.", GROUP, ("member_of", "isis")),
        ("خطف مسلحون قياديين في حركة حماس.", GROUP, ("member_of", "hamas")),
        ("خطف مسلحون ثلاثة ضباط من الجيش السوري.", GROUP, ("member_of", "syrian-army")),
        ("خطف مسلحون جنديين تركيين.", GROUP, ("member_of", "turkey")),
        ("اعتقلت الشرطة سكان بلدة أبو حمام.", CIVILIANS, ("home", "place/sy/abu-hamam")),
        ("اعتقلت الشرطة عمالا سوريين.", CIVILIANS, ("nationality", "syria")),
        ("اعتقلت الشرطة متظاهرين أكرادا.", CIVILIANS, None),
        ("قصف الجيش مواقع لداعش.", OBJECT, ("member_of", "isis")),
        ("قصف الجيش حافلة.", OBJECT, None),
    ],
)
def test_from_the_text_to_the_graph(text: str, kind: EntityKind, link: tuple[str, str] | None) -> None:
    found = resolve([load_extractor(find_extractor("rules", model="none")).read(Document("a", text))], load_entities())
    entity = found.entities[found.reports[-1].targets[0]]
    told = {name: getattr(entity, name) for name in ("member_of", "home", "nationality", "parent")}
    assert (entity.kind, {name: one for name, one in told.items() if one}) == (kind, dict([link]) if link else {})

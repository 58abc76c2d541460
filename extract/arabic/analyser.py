"""Words looked up: attached particles, article and pronoun split off, and what is left found in the lexicon."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from extract.arabic.lexicon import Idiom, Lexicon, ParticipleReading, VerbFrame, VerbReading
from extract.arabic.normal import normalize
from extract.arabic.tables import load_rows
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class
from extract.arabic.words import Word

# Longest first, so that «وبالـ» is not read as a bare و.
_PARTICLES = tuple((conjunction + preposition, conjunction, preposition) for conjunction in ("و", "ف", "") for preposition in ("ب", "ل", "ك", ""))
_VERB_PRONOUNS = ("هما", "هم", "ها", "هن", "نا", "ني", "ه")
_NOUN_PRONOUNS = ("هما", "هم", "ها", "هن", "نا", "كم", "ه")
_SHORTEST_STEM = 3
_THINGS = frozenset({"object", "weapon"})
_DOUBLED = "\u0651"  # shadda


def load_function_words() -> Mapping[str, str]:
    """Function words (normal form) and their class."""
    return {normalize(row[0]): row[1] for row in load_rows("function_words")}


@cache
def load_adjectives() -> frozenset[str]:
    """Adjectives that follow nouns of action, masculine singular."""
    return frozenset(normalize(row[0]) for row in load_rows("adjectives"))


class Analyser:
    """Looks words up out of context; the same form always gives the same answer, which is kept."""

    def __init__(self, lexicon: Lexicon, vocabulary: frozenset[str]) -> None:
        self._lexicon = lexicon
        self._functions = load_function_words()
        self.adjectives = load_adjectives()
        self._nouns = {key[0]: frame for key, frame in lexicon.nouns.items() if len(key) == 1}
        self._whole = frozenset(row[0] for row in load_rows("whole_words"))
        # A town that is called like a common word («الحكومة») does not make the word a name.
        common = lexicon.heads.keys() | self._nouns.keys()
        self._names = frozenset(word for word in vocabulary if not (word.startswith("ال") and word[2:] in common))
        # Nor does a noun of action of several words («الحركة الاحتجاجية») take the article from its first one.
        first_words = frozenset(key[0] for key in lexicon.nouns if key[0].removeprefix("ال") not in lexicon.heads)
        idiomatic = frozenset(word for idioms in lexicon.idioms.values() for idiom in idioms for word in idiom.words | idiom.own)
        self._vocabulary = idiomatic | self._names | self._whole | first_words | self._nouns.keys() | lexicon.heads.keys() | lexicon.numbers.keys()
        self._misspelt = {normalize(form): correct for form, correct in load_rows("misspellings")}
        self._seen: dict[str, Token] = {}

    def analyse(self, word: Word) -> Token:
        """The word out of context; `kind` is the likeliest and may be changed by the words around it."""
        key = word.normal + ("ة" if _ends_in_ta(word) else "")
        known = self._seen.get(key)
        if known is None:
            meant = self._misspelt.get(word.normal, word.text)
            known = self._seen[key] = self._analyse(word if meant == word.text else replace(word, text=meant, normal=normalize(meant)))
        return replace(known, word=word)

    def is_adjective(self, token: Token) -> bool:
        """Whether a word is one of the adjectives of the press, in any gender and number."""
        stem = token.stem
        return any(stem.removesuffix(ending) in self.adjectives for ending in ("", "ه", "ا", "ين", "تين", "ون", "ات"))

    def frames(self, token: Token) -> tuple[VerbFrame, ...]:
        """The frames of the verbs that the token may be."""
        return tuple(frame for lemma in dict.fromkeys(reading.lemma for reading in token.verbs) for frame in self._lexicon.verbs.get(lemma, ()))

    def idioms(self, token: Token) -> tuple[Idiom, ...]:
        """What the verbs that the token may be mean with certain words beside them."""
        return tuple(idiom for lemma in dict.fromkeys(reading.lemma for reading in token.verbs) for idiom in self._lexicon.idioms.get(lemma, ()))

    def _analyse(self, word: Word) -> Token:
        form = word.normal
        if word.is_mark:
            return Token(word, Kind.MARK, form, form)
        if form[0].isdigit():
            return Token(word, Kind.NUMBER, form, form, value=_integer(form))
        if form in "وفبلك" and len(form) == 1:  # written apart before a quotation mark: لـ «…»
            return Token(word, Kind.PREPOSITION if form in "بلك" else Kind.PARTICLE, form, form, conjunction=form if form in "وف" else "")
        if len(form) == 2 and form[0] in "وف" and form[1] in "بلك" and "ـ" in word.text:  # «وبـ«دولة مدنية»»
            return Token(word, Kind.PREPOSITION, form[1], form[1], conjunction=form[0])
        candidates = tuple(self._candidates(word))
        if _DOUBLED in word.text:  # «خلّف القصف قتلى» is not «خلف»
            known = any(other.kind is Kind.PREPOSITION for other in candidates)
            candidates = tuple(other for other in candidates if known and other.kind is Kind.VERB) or candidates
        return _both_readings(max(candidates, key=_rank), candidates)

    def _candidates(self, word: Word) -> Iterator[Token]:
        form = word.normal
        for attached, conjunction, preposition in _PARTICLES:
            rest = form[len(attached) :]
            if not form.startswith(attached) or (attached and len(rest) < 2):
                continue
            if attached == "ف" and self._functions.get(rest) == "preposition" and form in self._lexicon.verb_forms:
                continue  # «فتحت مصر المعبر» opens it
            if preposition == "ل" and rest.startswith("ل") and len(rest) > _SHORTEST_STEM:
                yield self._noun(word, conjunction, "ل", "ال" + rest[1:])  # «للشغل»; of two words that nobody knows, this one
                yield self._noun(word, conjunction, "ل", "ال" + rest)  # «للاجئين»: three lams are written as two
            yield self._noun(word, conjunction, preposition, rest)
            yield from self._function(word, conjunction, preposition, rest)
            yield from self._verb(word, conjunction, preposition, rest)
            if not preposition:
                yield from self._participle(word, conjunction, rest)

    def _function(self, word: Word, conjunction: str, preposition: str, rest: str) -> Iterator[Token]:
        kind = self._functions.get(rest)
        if rest.endswith("ا") and word.text.endswith("أ"):  # «هنأ» is not «هنا»
            return
        if conjunction + rest == "والي" and word.text.endswith("ي") and "إ" not in word.text:  # «والي الخرطوم» is not «وإلى»
            return
        if kind is None and not preposition and not _ends_in_ta(word):  # «آلية» is no «إليه»
            kind, rest, pronoun = self._preposition_with_pronoun(rest)
            if pronoun:
                yield Token(word, Kind.PREPOSITION, rest, rest, conjunction, pronoun=pronoun)
            return
        if kind is not None and kind != "quantifier" and not (preposition and kind not in ("relative", "demonstrative", "subordinator", "preposition")):
            yield Token(word, Kind(kind), rest, rest, conjunction, preposition)

    def _preposition_with_pronoun(self, form: str) -> tuple[str | None, str, str]:
        """«عليها» as على and ها."""
        for pronoun in _NOUN_PRONOUNS:
            stem = form.removesuffix(pronoun)
            if stem != form and (self._functions.get(stem) == "preposition" or stem in ("ل", "ب")):
                return "preposition", stem, pronoun
        return None, form, ""

    def _verb(self, word: Word, conjunction: str, preposition: str, rest: str) -> Iterator[Token]:
        if preposition not in ("", "ل"):
            return
        future = rest.startswith("س") and not any(stem in self._lexicon.verb_forms for stem, _ in _verb_stems(rest, _ends_in_ta(word)))  # «ساندها»
        form = rest[1:] if future else rest
        for stem, pronoun in _verb_stems(form, _ends_in_ta(word)):
            readings = self._lexicon.verb_forms.get(stem, ())
            if future or preposition:
                readings = tuple(reading for reading in readings if reading.tense == "imperfect")
            if future and "أ" not in word.text:  # «ساخن» is no «سأخن»
                readings = tuple(reading for reading in readings if reading.person != "1s")
            if pronoun:
                readings = tuple(reading for reading in readings if self._takes_object(reading.lemma))
            if form.startswith("ال") and pronoun == "ني":  # «الأمني» is an adjective
                continue
            if readings and not (stem == form and rest in self._lexicon.stop and not word.text.endswith("أ")):
                yield Token(word, Kind.VERB, stem, rest, conjunction, preposition, future, pronoun=pronoun, verbs=readings)
                return

    def _takes_object(self, lemma: str) -> bool:
        """«استقالته» is no verb: who resigns resigns from something; of verbs that tell nothing we do not know."""
        frames = self._lexicon.verbs.get(lemma, ())
        return any(frame.cls != "event" or frame.roles.keys() & {"obj", "obj2"} for frame in frames) or not frames

    def _participle(self, word: Word, conjunction: str, rest: str) -> Iterator[Token]:
        """«مضيفا أن …», «معتبرة أنه …»: an indefinite participle goes on as a verb would."""
        readings = tuple(
            VerbReading(found.lemma, "imperfect", {"msa": "3ms", "mp": "3mp"}.get(found.kind, "3fs"), "active")
            for found in self._lexicon.participles.get(rest, ())
            if found.voice == "active" and (found.kind == "msa" or _goes_on(found, rest) or (found.kind in ("fs", "fsa") and _ends_in_ta(word)))
        )
        if readings:
            yield Token(word, Kind.NOUN, rest, rest, conjunction, verbs=readings, participle=True)

    def _noun(self, word: Word, conjunction: str, preposition: str, rest: str) -> Token:
        definite = rest.startswith("ال") and len(rest) > _SHORTEST_STEM and rest not in self._vocabulary
        stem, pronoun = (rest[2:], "") if definite else self._noun_stem(rest, _ends_in_ta(word))
        return Token(
            word,
            Kind.NUMBER if stem in self._lexicon.numbers else Kind.NOUN,
            stem,
            rest,
            conjunction,
            preposition,
            definite=definite,
            pronoun=pronoun,
            noun=self._nouns.get(stem),
            heads=self._heads(stem) | (frozenset({"quantifier"}) if self._functions.get(stem) == "quantifier" else frozenset()),
            value=self._lexicon.numbers.get(stem),
            whole=stem in self._whole,
            named=stem in self._names,
        )

    def _heads(self, stem: str) -> frozenset[str]:
        """What a noun is at the head of a phrase; two things that the table has not are what one of them is («صهريجين», «طائرتين»)."""
        known = self._lexicon.heads.get(stem)
        single = stem[:-2] if stem.endswith(("ين", "ان")) else ""
        if known is not None or stem in self._vocabulary or len(single) < _SHORTEST_STEM:
            return known or frozenset()
        heads = self._lexicon.heads.get(single[:-1] + "ه" if single.endswith("ت") else single, frozenset())
        return heads if heads and heads <= _THINGS else frozenset()

    def _noun_stem(self, form: str, closed: bool) -> tuple[str, str]:
        """The noun and its pronoun; a pronoun is only seen where a known noun is left."""
        bare = form.removesuffix("ا")  # the accusative: هجوما
        if bare != form and (bare in self._nouns or self._functions.get(bare) == "quantifier"):  # «هجوما», «عددا من …»
            return bare, ""
        if form in self._vocabulary:
            return form, ""
        owned = form.endswith("ها") and form[:-2] in self._vocabulary  # «سفيرها»: hers, and no «سفيرة»
        if closed or (bare in self._vocabulary and not owned):  # after ة there is no pronoun
            return bare, ""
        for pronoun in _NOUN_PRONOUNS:
            stem = form.removesuffix(pronoun)
            if stem == form or len(stem) < 2:
                continue
            for noun in (stem, stem[:-1] + "ه" if stem.endswith("ت") else stem, stem + "ن"):
                if noun in self._vocabulary:
                    return noun, pronoun
        return form, ""


def _goes_on(found: ParticipleReading, form: str) -> bool:
    """«… خرجوا مطالبين برحيله»: of plural participles, those that nobody is called by."""
    return found.kind == "mp" and form in word_class("plural participle")


def _both_readings(best: Token, candidates: tuple[Token, ...]) -> Token:
    """The best candidate, with what it would be as a noun or as a verb beside it: the context decides later."""
    same = [other for other in candidates if other.conjunction == best.conjunction and not other.definite]
    if best.kind is Kind.VERB:
        nouns = [other for other in same if other.preposition == "" and (other.noun or other.heads)]
        return replace(best, noun=nouns[0].noun, heads=nouns[0].heads) if nouns else best
    if best.kind in (Kind.NOUN, Kind.NUMBER) and not best.definite and not best.preposition:
        verbs = [other for other in same if (other.kind is Kind.VERB or other.participle) and not other.preposition]
        if not verbs:
            return best
        return replace(best, verbs=verbs[0].verbs, pronoun=best.pronoun or verbs[0].pronoun, participle=verbs[0].participle)
    return best


def _ends_in_ta(word: Word) -> bool:
    """Whether a word is written with ة, which only a noun is and no pronoun follows."""
    return word.normal.endswith("ه") and word.text.rstrip("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652").endswith("ة")


def _verb_stems(form: str, closed: bool) -> Iterator[tuple[str, str]]:
    if closed:
        return
    yield form, ""
    for pronoun in _VERB_PRONOUNS:
        stem = form.removesuffix(pronoun)
        if stem == form or len(stem) < 2:
            continue
        yield stem, pronoun
        if stem.endswith("و"):
            yield stem + "ا", pronoun  # طالبوه from طالبوا
        if stem.endswith("ا"):
            yield stem[:-1] + "ي", pronoun  # تبناه from تبنى


def _integer(form: str) -> int | None:
    digits = form.replace("٬", "").replace(",", "")
    return int(digits) if digits.isdigit() and len(digits) < 10 else None


def _rank(token: Token) -> tuple[int, int, int]:
    """How likely a reading is: what is known beats what is not, fewer cuts beat more, a verb a like noun."""
    attached = len(token.conjunction) + len(token.preposition)
    if token.kind not in (Kind.NOUN, Kind.VERB, Kind.NUMBER):
        return (9, -attached, 0)
    if token.participle:
        return (4, -attached, 1)
    if token.kind is Kind.NUMBER and token.preposition != "ك":  # «كمية» is no «like a hundred»
        return (8, -attached, 0)
    if token.kind is Kind.VERB:
        return (6 if not token.preposition else 4, -attached, len(token.pronoun) == 0)
    known = token.noun is not None or bool(token.heads) or token.whole
    if known:
        return (7 if token.noun is None or token.preposition or token.definite else 5, -attached, len(token.pronoun) == 0)
    if token.named:  # a word of a known name: reason enough to cut its particles off, none against a verb
        return (5, 1 if token.preposition == "ل" and token.bare.startswith("ال") else -attached, 0)  # «لليمن», though a name ends so
    if token.definite:
        return (4, -attached, 0)
    return (3, _cut(token), 0)


def _cut(token: Token) -> int:
    """For unknown words: a leading و is mostly a particle, the other letters mostly are not."""
    if token.preposition:
        if token.is_masdar or (token.preposition in "بل" and token.stem in word_class("short masdar")):
            return 1
        cut = token.preposition in "بل" and len(token.stem) > _SHORTEST_STEM and not token.conjunction
        return 1 if cut and not token.stem.startswith(("ائ", "ا")) else -2
    if token.conjunction == "و":
        return 1 if len(token.stem) >= _SHORTEST_STEM + 1 else -1
    return -1 if token.conjunction else 0

"""Which words are verbs here: what the words around an ambiguous form decide."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extract.arabic.analyser import load_adjectives
from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import given_names, word_class
from extract.arabic.words import QUOTES
from extract.model import EventType

_SHORTEST_NISBA = 3
_LONGEST_ASIDE = 6  # words and their commas
_SHADDA = "\u0651"


def decide_verbs(tokens: Sequence[Token], named: frozenset[int]) -> tuple[Token, ...]:
    """The tokens with `kind` settled; `named` are the indices inside known names, which are never verbs."""
    settled: list[Token] = []
    for at, token in enumerate(tokens):
        before = _before(settled)
        if token.stem == "ام" and (at in named or (before is not None and "place" in before.heads)):
            settled.append(replace(token, kind=Kind.NOUN, definite=at not in named))  # «بلدة أم روابة», «من أم درمان»: no «or»
        elif before is not None and (_is_called(token, before, at in named) or _is_behind_preposition(token, settled)):
            settled.append(_as_name(token))
        elif _is_ali(token, before, _after(tokens, at)):
            settled.append(replace(token, kind=Kind.NOUN))
        elif not token.verbs:
            settled.append(token)
        else:
            after, behind_name = _after(tokens, at), _follows_name(tokens, at, named, before)
            verb = at not in named and not _is_second(token, settled, after) and _is_verb(token, before, after, behind_name)
            settled.append(replace(token, kind=Kind.VERB) if verb else _as_noun(token))
    return tuple(settled)


def quote_names(tokens: Sequence[Token], names: Mapping[int, tuple[int, object]]) -> tuple[Token, ...]:
    """«خطفت (داعش) مدنيين», «مسلحي (داعش)»: parentheses around a name that the clause needs are marks of quotation."""
    quoted: set[int] = set()
    for at, (length, _) in names.items():
        end = at + length
        if at and end < len(tokens) and tokens[at - 1].normal == "(" and tokens[end].normal == ")" and _needs_name(tokens, at - 2, names):
            quoted |= {at - 1, end}
    return tuple(replace(token, word=replace(token.word, normal='"')) if at in quoted else token for at, token in enumerate(tokens))


def _needs_name(tokens: Sequence[Token], at: int, names: Mapping[int, tuple[int, object]]) -> bool:
    """Whether a word leaves a place open that only a name behind it fills: a verb, a preposition, the head of a construct."""
    token = tokens[at] if at >= 0 else None
    if token is None or token.word.is_mark or any(start <= at < start + length for start, (length, _) in names.items()):
        return False
    construct = bool(token.heads) and not token.definite and not token.pronoun
    return token.kind is Kind.PREPOSITION or bool(token.verbs) or construct


def _resumes(after: Token | None) -> bool:
    """«مواجهات رشق خلالها الشبان …»: a clause that describes what stands before it."""
    return after is not None and after.kind is Kind.PREPOSITION and bool(after.pronoun) and after.stem in ("خلال", "اثناء", "في")


def _is_second(token: Token, settled: Sequence[Token], after: Token | None) -> bool:
    return (_is_told(token, settled) or _is_owned(token, settled)) and not _resumes(after)


def _as_name(token: Token) -> Token:
    return replace(token, kind=Kind.NOUN, stem=token.normal, bare=token.normal, preposition="", verbs=(), noun=None, heads=frozenset(), pronoun="")


def _is_behind_preposition(token: Token, settled: Sequence[Token]) -> bool:
    """«إلى بعقوبة», «قرب لارك»: right behind a preposition written apart there is no second one, the letter belongs to the name."""
    before = settled[-1] if settled else None
    if before is None or before.kind is not Kind.PREPOSITION or before.pronoun or before.stem not in word_class("placing") | {"من", "الي", "نحو"}:
        return False
    return bool(token.preposition) and not token.conjunction and not token.definite and token.kind in (Kind.NOUN, Kind.VERB)


def _as_noun(token: Token) -> Token:
    return replace(token, kind=Kind.NUMBER if token.value is not None else Kind.NOUN, verbs=())


def _follows_name(tokens: Sequence[Token], at: int, named: frozenset[int], before: Token | None) -> bool:
    return before is not None and _is_last_of_name(tokens, at, named)


def _is_told(token: Token, settled: Sequence[Token]) -> bool:
    """«دانت الحركة، في بيان، قتل …», «شنت القوات قصفا»: no second verb stands in a clause."""
    ours = bool(token.verbs) and {reading.person for reading in token.verbs} <= {"1s", "1p"}
    if ours and settled and settled[-1].kind is Kind.VERB and not token.conjunction and settled[-1].stem not in word_class("before-verb"):
        return True  # «واعتقلت نجله»: no «we …» right behind another verb
    if _governs_noun(token, settled):
        return True
    if token.noun is None or token.conjunction or token.pronoun or not token.verbs or any(reading.tense != "perfect" for reading in token.verbs):
        return False
    persons = {reading.person for reading in token.verbs}
    return persons in ({"3ms"}, {"3md"}) and _is_within_clause(settled)


def _governs_noun(token: Token, settled: Sequence[Token]) -> bool:
    """«ناقلة ترفع علم بريطانيا»: no perfect stands right behind an imperfect."""
    before = settled[-1] if settled else None
    if before is None or before.kind is not Kind.VERB or before.participle or token.conjunction or token.pronoun or before.stem in word_class("before-verb"):
        return False
    tenses = {reading.tense for reading in token.verbs}, {reading.tense for reading in before.verbs}
    masculine = all(reading.person == "3ms" for reading in token.verbs)  # «…ت» is a verb's
    return tenses == ({"perfect"}, {"imperfect"}) and masculine


def _is_owned(token: Token, settled: Sequence[Token]) -> bool:
    """«أكدت ألمانيا دعمها»: with nothing but the subject between a verb and a noun of action, the pronoun is whose it is."""
    if token.noun is None or token.conjunction or not token.pronoun or any(reading.tense != "perfect" for reading in token.verbs):
        return False
    for earlier in reversed(settled):
        if earlier.kind is Kind.VERB:
            return earlier is not settled[-1] and not earlier.participle
        if not (earlier.kind is Kind.NOUN or earlier.normal in QUOTES) or earlier.preposition or earlier.conjunction:
            return False
    return False


def _is_within_clause(settled: Sequence[Token]) -> bool:
    """Whether a finite verb stands before in the same clause; a phrase between two commas is passed over."""
    index = len(settled) - 1
    while index >= 0:
        token = settled[index]
        if token.word.is_mark and token.normal not in QUOTES:
            opened = next((at for at in range(index - 1, max(index - _LONGEST_ASIDE, -1), -1) if settled[at].normal in "،,"), None)
            if token.normal not in "،," or opened is None or opened + 1 >= index or settled[opened + 1].kind is not Kind.PREPOSITION:
                return False
            index = opened
        elif token.kind in (Kind.SUBORDINATOR, Kind.RELATIVE, Kind.COPULA, Kind.NEGATION) or (token.conjunction and token.kind is not Kind.VERB):
            return False
        elif token.kind is Kind.VERB:
            before = settled[index - 1] if index else None
            return not token.participle and (before is None or before.kind not in (Kind.SUBORDINATOR, Kind.RELATIVE, Kind.NEGATION, Kind.COPULA))
        index -= 1
    return False


def _is_called(token: Token, before: Token, named: bool) -> bool:
    """«قرية ليسنو»: behind an indefinite settlement the letters of an unknown name are no particles."""
    if named or not token.preposition or token.conjunction or token.kind not in (Kind.NOUN, Kind.VERB) or before.definite or before.pronoun:
        return False
    known = bool(token.noun or token.heads or token.named or token.whole or token.definite)
    called = word_class("settlement") | word_class("proper ground") | word_class("pair of settlements")
    return not known and before.stem in called and not before.is_accusative


def _is_ali(token: Token, before: Token | None, after: Token | None) -> bool:
    """«علي عبدالله», «حسين علي»: the name, where the preposition would write على."""
    if token.kind is not Kind.PREPOSITION or token.stem != "علي" or not token.word.text.endswith("ي") or token.pronoun:
        return False
    return any(near is not None and near.stem in given_names() and not near.conjunction for near in (before, after))


def _is_last_of_name(tokens: Sequence[Token], at: int, named: frozenset[int]) -> bool:
    """Whether the word before ends a known name, which is as good as definite."""
    return next((index in named for index in range(at - 1, -1, -1) if tokens[index].normal not in QUOTES), False)


def _before(settled: Sequence[Token]) -> Token | None:
    return next((token for token in reversed(settled) if token.normal not in QUOTES), None)


def _after(tokens: Sequence[Token], at: int) -> Token | None:
    return next((token for token in tokens[at + 1 :] if token.normal not in QUOTES), None)


def _is_verb(token: Token, before: Token | None, after: Token | None, named: bool) -> bool:
    if token.participle:
        if token.heads or (token.noun is not None and before is not None and before.noun is not None and before.kind is Kind.NOUN):
            return False  # «ومدينة …», «ملاحقة ومحاصرة عدد من …»
        if token.stem in word_class("plural participle"):
            return before is not None and before.kind is not Kind.PREPOSITION
        follows_mark = token.word.normal.endswith("ا") if before is None else before.word.is_mark or bool(token.conjunction)
        return follows_mark and (after is None or not after.definite or bool(after.preposition) or token.word.normal.endswith("ا"))
    if token.preposition == "ل":
        return token.kind is Kind.VERB
    if before is not None and before.stem in word_class("birthplace") and token.stem in word_class("birthplace"):
        return False  # «في مسقط رأسه»
    if before is not None and before.noun is not None and _resumes(after) and not token.heads:
        return True  # «اشتباكات قتل فيها خمسة»
    if _is_surely_a_noun(token, before, named) or _is_described(token, after):
        return False
    if token.kind is not Kind.VERB and token.noun is None and (token.heads or token.value is not None):
        return _is_praise(token, after) or _opens_with_verb(token, before, after)
    if before is not None and before.kind is Kind.PREPOSITION and not (token.conjunction or before.pronoun) and before.stem != "منذ":
        return before.stem == "من" and token.noun is None and _SHADDA in token.word.text[:-1]  # «هم من حرّر الرهائن»
    if before is not None and "title" in before.heads and token.normal in given_names():
        return False  # «الشيخ نجيب»
    if before is not None and "place" in before.heads and not (before.definite or token.conjunction or _is_feminine_perfect(token)) and token.pronoun:
        return False  # «قرية عيشة»: a name, but «مدن دمرتها الحرب»
    if (token.noun is None or token.noun.strength == "light") and not token.heads:
        return True
    return _ambiguous_is_verb(token, before, after, named)


def _ambiguous_is_verb(token: Token, before: Token | None, after: Token | None, named: bool) -> bool:
    """For a form that is both («قصف», «قتل»)."""
    if token.word.normal.removeprefix(token.conjunction).startswith("ي") or token.future or _is_feminine_perfect(token):
        return True
    if after is not None and (after.kind is Kind.PREPOSITION and after.stem in ("علي", "من", "ضد", "بين") and not token.heads):
        return before is not None and before.stem in word_class("before-verb")
    if before is None or before.word.is_mark:
        return not _tells_origin(token, after)
    if token.conjunction:
        return before.noun is None or before.kind is Kind.VERB or before.stem in word_class("end of life")
    if before.kind in (Kind.RELATIVE, Kind.NEGATION, Kind.COPULA) or before.stem in word_class("before-verb"):
        return True
    if before.kind is Kind.SUBORDINATOR:
        return before.stem.endswith(("ه", "ها", "هم", "هما"))  # «أنه قصف», not «أن قصف»
    return named or before.definite or bool(before.pronoun)


def _tells_origin(token: Token, after: Token | None) -> bool:
    """«قصف إسرائيلي على …», at the head of a sentence: an adjective of origin says who does it; who is killed («قتل إسرائيلي») is no such."""
    if token.noun is None or token.noun.counts is not None or "actor" not in token.noun.roles.get("adj", ()) or after is None:
        return False
    return after.stem.endswith("ي") and len(after.stem) > _SHORTEST_NISBA and not (after.definite or after.conjunction or after.heads or after.noun)


def _is_feminine_perfect(token: Token) -> bool:
    """«سيطرت», «قتلتهم»: the ت of the verb, where a noun would write ة or ending and pronoun."""
    form = token.word.normal.removesuffix(token.pronoun) if token.pronoun else token.word.normal
    return form.endswith("ت") and any(reading.person == "3fs" and reading.tense == "perfect" for reading in token.verbs)


def _is_surely_a_noun(token: Token, before: Token | None, named: bool) -> bool:
    """«طوقًا» by its ending; «شركة شحن»: three bare letters after an indefinite noun are its genitive."""
    if "\u064b" in token.word.text:
        return True
    if before is not None and before.kind is Kind.NOUN and not before.definite and token.word.normal in word_class("tie"):
        return True  # «رتل تابع لقوات …»
    if before is not None and before.kind is Kind.NOUN and not before.definite and before.is_feminine and _is_noun_in_t(token):
        return True  # «طائرة تجسس»
    if before is None or before.kind is not Kind.NOUN or token.conjunction or token.pronoun or len(token.word.normal) != 3:
        return False
    if "\u064f" in token.word.text and any(reading.voice == "passive" for reading in token.verbs):
        return False  # «اتفاق نُفذ …»
    if before.noun is not None and before.noun.type is EventType.ASSAULT and token.noun is None:
        return False  # «قتال حصد أرواح …»
    if before.stem in word_class("closing") or _SHADDA in token.word.text[:-1]:  # «من جهة أخرى نفذ …», «مراسم سلّم خلالها»
        return False
    described = before.stem in load_adjectives()  # «شركة كبرى قال إنها …»
    return not (named or before.definite or before.pronoun or "\u064b" in before.word.text or before.heads or described)


def _is_praise(token: Token, after: Token | None) -> bool:
    """«أثنى الوزير على …» is written like the two of «اثنى عشر»."""
    return token.stem == "اثني" and token.word.text.endswith("ى") and after is not None and after.value is None


def _opens_with_verb(token: Token, before: Token | None, after: Token | None) -> bool:
    """«طالب مجلس النواب …», «… وقتلتهم»: somebody by the dictionary, but a clause opens here and somebody who acts follows."""
    if before is not None and before.kind is Kind.RELATIVE and token.value is None and not (token.participle or token.definite or token.pronoun):
        return True  # «الذي حكم عليه»
    if token.value is not None or token.participle or token.definite:
        return False
    marked = _SHADDA in token.word.text[:-1] or (before is not None and before.stem == "ثم")
    if token.pronoun and marked and _is_feminine_perfect(token):
        return True  # «ثم فرقتهم الشرطة», «وفرّقتهم»
    if token.heads - {"group", "title"}:
        return False
    if token.conjunction and token.pronoun and token.heads == {"group"} and _is_feminine_perfect(token):
        return True
    opens = before is None or before.word.is_mark or before.stem in word_class("before-verb")
    if after is None or after.preposition or after.conjunction or token.pronoun:
        return False
    many = after.definite or after.stem.endswith("ون") or after.stem in word_class("people")  # «طالب بحارة الشركة بـ», not «طالب جامعي»
    return opens and bool(after.heads & {"title", "government", "organisation", "armed"} or (many and "group" in after.heads))


def _is_noun_in_t(token: Token) -> bool:
    """The perfect of «تجسس», «تقدم» is written like their noun, and an indefinite feminine before it cannot be its subject."""
    masculine = all(reading.person == "3ms" and reading.tense == "perfect" for reading in token.verbs)
    return masculine and token.word.normal.startswith("ت") and not token.pronoun


def _is_described(token: Token, after: Token | None) -> bool:
    """«قصف مدفعي», «رفض سوري»: an indefinite adjective behind makes it a noun, unless it may be who was killed («قتل سوري»)."""
    if token.noun is None or token.noun.counts is not None or token.pronoun or after is None or after.definite or after.conjunction or after.preposition:
        return False
    nisba = after.stem.endswith("ي") and len(after.stem) > _SHORTEST_NISBA and not after.heads and after.noun is None and not after.named
    if "title" in after.heads:
        return False  # «رفض مسؤول …»
    return after.kind is Kind.NOUN and (after.stem in load_adjectives() or nisba) and not after.verbs

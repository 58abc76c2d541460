"""Whether a noun of action inside a chain of nouns is an event of its own: «ظروف قتل …», but «هيئة دعم …», «طائرة استطلاع»."""

from collections.abc import Collection, Sequence

from extract.arabic.tokens import Kind, Token
from extract.arabic.word_classes import word_class

_BODIES = frozenset({"group", "armed", "organisation", "government", "title"})
_PARTICIPANTS = _BODIES | {"object", "weapon"}
_FARTHEST = 5  # words


def starts_event(at: int, before: int, tokens: Sequence[Token], adjectives: Collection[str]) -> bool:
    """Of the word at `at`, behind the one at `before`; inside the name of a body it never is («هيئة دعم …»)."""
    token = tokens[at]
    if token.noun is None or (token.definite and token.heads & _PARTICIPANTS) or _names_kind(at, before, tokens, adjectives):
        return False
    light = token.noun.strength == "light" and not token.definite  # «مصادر نجاح القوات في …»
    last = tokens[before]
    square = "place" in last.heads and last.stem not in word_class("aim") and token.definite and not last.definite  # «ميدان التحرير»
    named = square or bool(last.heads & _BODIES)
    participle = token.is_feminine and last.is_feminine and token.stem.startswith("م")  # «القوات المشاركة»
    apart = token.definite and last.definite and not participle  # «لجان المقاومة الاعتصام»: no genitive
    return bool(token.pronoun) or light or apart or not named or _is_carried(before, tokens)


def _names_kind(at: int, before: int, tokens: Sequence[Token], adjectives: Collection[str]) -> bool:
    """«طائرة استطلاع», «الطائرة المسيرة», «نقطة مراقبة»: what kind of weapon or place it is, with no genitive of its own."""
    token, last = tokens[at], tokens[before]
    if token.pronoun or token.definite != last.definite:
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    governs = after is not None and after.kind is Kind.NOUN and _is_free(after) and not _is_adjective(after, adjectives)
    return "weapon" in last.heads or (bool(last.heads & {"place", "object"}) and not token.definite and not governs)


def _is_carried(before: int, tokens: Sequence[Token]) -> bool:
    """«محاولة القوات التقدم»: after a noun that carries another, and who does it, comes what it carries."""
    for index in range(before, max(before - _FARTHEST, -1), -1):
        token = tokens[index]
        if token.noun is not None and token.noun.strength == "light":
            return "event" in token.noun.roles.get("obj", ())
        if not token.is_nominal or not _is_free(token):
            return False
    return False


def _is_free(token: Token) -> bool:
    return not token.conjunction and not token.preposition


def _is_adjective(token: Token, adjectives: Collection[str]) -> bool:
    return any(token.stem.removesuffix(ending) in adjectives for ending in ("", "ه"))

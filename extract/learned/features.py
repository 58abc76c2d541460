"""What the model sees of a proposal: the analysis, put as short names; each name has a weight for each decision.

What is the same for every candidate of an event is worked out once (`extract.learned.view`); what is the same for actor and target too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from extract.arabic.chunks import ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.places import is_ground, is_place
from extract.arabic.prepositions import slot_key
from extract.arabic.tokens import Token
from extract.learned.article import article_key
from extract.learned.positions import path, place_between, relation, role_in, shape, slot_in
from extract.learned.proposals import Candidate, Proposal
from extract.learned.view import View
from extract.model import Mention

_NEAR = 6  # chunks
_MANY = 3


def event_features(view: View) -> Iterator[str]:
    """Of whether the draft is an event of the article at all."""
    draft, parsed, rule, lemma = view.draft, view.proposal.parsed, view.rule, view.lemma
    yield "bias"
    yield f"lemma={lemma}"
    yield f"lemma={lemma} {rule}"
    yield f"rule={rule} {draft.type}"
    yield f"strength={draft.strength} vague={draft.vague} {rule}"
    participants = f"{_some(draft.actors)}{_some(draft.targets)}{'+' if draft.open_actor else '-'}"
    yield f"has={participants} {rule}"
    yield f"has={participants} {draft.type}"
    yield f"setting={_some(draft.places)}{'+' if draft.time else '-'} {rule}"
    first = {candidate.given: candidate for candidate in reversed(view.proposal.participants) if candidate.given}
    for role, candidate in sorted(first.items()):
        yield f"{role} {_sort(candidate.mention)} {rule}"
        yield f"{role} {candidate.reason} {rule}"
    yield f"headline={parsed.sentence.headline} {rule}"
    yield f"said={any(said.first <= draft.trigger < said.last for said in parsed.said)} {rule}"
    event = view.proposal.event
    yield f"factuality={event.factuality} {rule}"
    yield f"factuality={event.factuality} {draft.type} {participants}"
    yield f"factuality={event.factuality} {chunk_form(view)}"
    yield f"attributed={event.attribution is not None} {rule} {draft.type}"
    others = [other for other in parsed.drafts if other is not draft and not other.vague]
    yield f"same type near={any(other.type is draft.type and abs(other.chunk - draft.chunk) <= _MANY for other in others)} {rule}"
    yield from _of_trigger(view)


def chunk_form(view: View) -> str:
    """The trigger with its particles and article: «للقضاء على», «الهجوم»."""
    chunk, token = view.proposal.chunk, view.proposal.parsed.tokens[view.draft.trigger]
    return f"{'definite' if token.definite else ''} {'pronoun' if token.pronoun else ''} {chunk.preposition} {'و' if token.conjunction else ''}"


def _of_trigger(view: View) -> Iterator[str]:
    draft, parsed, chunk, rule = view.draft, view.proposal.parsed, view.proposal.chunk, view.rule
    form = chunk_form(view)
    yield f"form={form}"
    yield f"form={form} {rule} {draft.vague}"
    yield f"form={form} lemma={view.lemma}"
    yield f"chunk genitive={chunk.genitive} length={min(chunk.last - chunk.first, _MANY)} {rule}"
    for index, name in ((draft.chunk - 1, "before"), (draft.chunk + 1, "after")):
        near = parsed.chunks[index] if 0 <= index < len(parsed.chunks) else None
        named = near is not None and any(member.names for member in near.members)
        yield f"{name}={shape(near, view.proposal)} {named} {rule}"
        if near is not None:
            yield f"{name} word={parsed.tokens[near.head].stem}"
            yield f"{name} word={parsed.tokens[near.head].stem} {rule}"
    clause = view.proposal.clause
    if clause is not None:
        yield f"clause {clause.subject_from} {'passive' if clause.passive else ''} {'relative' if clause.antecedent is not None else ''} {rule}"
        yield f"verb {clause.token.verbs[0].tense} {clause.token.verbs[0].person}"
    yield f"governor={_verb_before(view.proposal)} {rule}"


def _verb_before(proposal: Proposal) -> str:
    """The sort of the last verb before the event in its stretch of the sentence."""
    chunks = proposal.parsed.chunks
    for clause in reversed(proposal.parsed.clauses):
        if clause.verb < proposal.draft.chunk:
            if any(chunk.kind is ChunkKind.MARK for chunk in chunks[clause.verb + 1 : proposal.draft.chunk]):
                return "none"
            return _sort_of_verb(clause)
    return "none"


def _sort_of_verb(clause: Clause) -> str:
    frame = clause.frames[0] if clause.frames else None
    return "unknown" if frame is None else f"{frame.cls} {frame.type or ''}"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a candidate stands to the event, worked out once for all slots: `stands` in its clause, with what the lexicon has there
    (`wanted`), `where` it is, what it fills `elsewhere`, and whether it is the `speaker` of the words."""

    candidate: Candidate
    given: str
    sort: str
    stands: str
    wanted: str
    where: str
    elsewhere: str
    ground: str
    speaker: bool


def standing_of(candidate: Candidate, view: View) -> Standing:
    """The candidate's standing in one proposal."""
    phrase, at, trigger = candidate.phrase, candidate.chunk, view.draft.trigger
    stands, wanted = relation(at, view.proposal)
    spoken = (said for said in view.proposal.parsed.said if said.speaker is not None and said.first <= trigger < said.last)
    return Standing(
        candidate,
        candidate.given or "none",
        _sort(candidate.mention),
        stands,
        wanted,
        place_between(at, view.proposal),
        _elsewhere(candidate, view),
        _ground(candidate, view),
        any(said.speaker == phrase for said in spoken),
    )


def slot_features(role: str, standing: Standing, view: View) -> Iterator[str]:
    """Of whether a candidate fills one slot: what hangs on whether the grammar filled it."""
    given, sort, stands, where, ground = standing.given, standing.sort, standing.stands, standing.where, standing.ground
    at, type_of, filled = standing.candidate.chunk, view.draft.type, view.filled[role]
    yield f"given={given} {filled}"
    yield f"given={given} {type_of} {filled}"
    yield f"given={given} {sort} {filled}"
    yield f"given={given} {stands} {standing.wanted} {filled}"
    yield f"given={given} {where} {filled}"
    yield f"{stands} {type_of} {filled}"
    yield f"{where} {view.rule} {filled}"
    yield f"{sort} {view.rule} {filled}"
    yield f"also {standing.elsewhere} given={given} {filled}"
    yield f"speaker={standing.speaker} {filled} given={given}"
    if at is None:
        yield f"dropped {view.rule} {view.tense} {filled}"
        return
    key = slot_key(view.proposal.parsed.chunks[at].preposition)
    yield f"preposition={key} {type_of} {filled}"
    yield f"preposition={key} {sort} {filled}"
    if standing.candidate.phrase is not None:
        yield f"{ground} {key} {filled} given={given}"
        yield f"{ground} {key} {where} {filled}"
        row = view.grounds if role == "place" else view.somebodies
        rank = _rank(at, row, view)
        yield f"rank {rank} of {min(len(row), _MANY)} {filled} given={given}"
        yield f"rank {rank} {ground} {key} {filled}"
        yield f"rank {rank} {view.rule} {type_of} {filled}"


def _rank(at: int, row: tuple[int, ...], view: View) -> str:
    """The how-manieth of its kind a chunk is, counted from the event to its side."""
    if at not in row:
        return "none"
    trigger = view.draft.chunk
    nearer = sum(trigger < other < at if at > trigger else at < other < trigger for other in row)
    only = "" if any((other > trigger) != (at > trigger) for other in row) else " alone"
    return f"{'after' if at > trigger else 'before'} {min(nearer, _MANY)}{only}"


def candidate_features(standing: Standing, view: View) -> Iterator[str]:
    """Of whether a candidate fills a slot: what is the same for every slot."""
    candidate, given, sort, stands, wanted = standing.candidate, standing.given, standing.sort, standing.stands, standing.wanted
    at, type_of = candidate.chunk, view.draft.type
    heads = "" if candidate.phrase is None else " ".join(sorted(view.proposal.parsed.tokens[candidate.phrase.head].heads))
    yield "bias"
    yield f"given={given} {candidate.reason} {view.rule}"
    yield f"{stands} {wanted} {view.rule}"
    yield f"{stands} {wanted} {sort}"
    yield f"{stands} lemma={view.lemma}"
    yield f"{sort} {type_of}"
    yield f"heads={heads} {type_of}"
    yield f"heads={heads} given={given}"
    yield f"lemma={view.lemma} {sort} given={given}"
    yield from _of_article(candidate, view)
    yield from _of_neighbours(candidate, view)
    if at is None:
        return
    key = slot_key(view.proposal.parsed.chunks[at].preposition)
    yield f"preposition={key} {standing.where}"
    yield f"preposition={key} lemma={view.lemma}"
    way = path(at, view.proposal)
    yield f"path {way}"
    yield f"path {way} {type_of}"
    yield f"opens={at == 0} given={given}"
    if candidate.phrase is not None:
        yield f"{standing.ground} {stands} {type_of}"
        yield from _of_words(candidate, view, stands, wanted)


def _of_words(candidate: Candidate, view: View, stands: str, wanted: str) -> Iterator[str]:
    """The candidate's own words, and whether they agree with the verb."""
    parsed, phrase, at, given = view.proposal.parsed, candidate.phrase, candidate.chunk, candidate.given or "none"
    if phrase is None or at is None:
        return
    head, opening = parsed.tokens[phrase.head], parsed.tokens[phrase.first]
    yield f"form {'definite' if head.definite else ''} {'و' if opening.conjunction else ''} {opening.kind} given={given}"
    yield f"head={head.stem}"
    yield f"head={head.stem} {view.draft.type}"
    first = min(parsed.chunks[at].first, phrase.first)
    yield f"before={parsed.tokens[first - 1].stem if first else 'edge'} given={given}"
    verb = None if view.proposal.clause is None else view.proposal.clause.token
    if verb is not None and verb.verbs:
        yield f"agreement {_persons(verb)} {_number(head)} {stands}"
        yield f"voice {'+'.join(sorted({reading.voice for reading in verb.verbs}))} {stands} {wanted}"
        yield f"accusative {head.is_accusative} {head.stem.endswith('ين')} {stands}"


def _persons(verb: Token) -> str:
    return "+".join(sorted({reading.person for reading in verb.verbs}))


def _number(head: Token) -> str:
    number = "plural" if head.stem.endswith(("ون", "ين", "ات")) else "figure" if head.value is not None else ""
    return f"{'feminine' if head.is_feminine else 'masculine'} {number}"


def _of_article(candidate: Candidate, view: View) -> Iterator[str]:
    given, type_of, key = candidate.given or "none", view.draft.type, article_key(candidate.mention)
    for role in ("actor", "target", "place"):
        own = candidate.given == role
        same = view.article.roles[key, role, type_of] - own
        anywhere = view.article.roles[key, role, ""] - own
        yield f"article {role} {min(same, 2)} {type_of}"
        yield f"article {role} same {min(same, _MANY)} any {min(anywhere, _MANY)} given={given}"
    yield f"mentions {min(view.article.mentions[key], 4)} given={given}"


def _of_neighbours(candidate: Candidate, view: View) -> Iterator[str]:
    """What the candidate is to the verb that governs the event, and to the events before and after it."""
    given, draft = candidate.given or "none", view.draft
    governor, slot = view.governor
    if governor is not None:
        mine = slot_in(candidate.chunk, governor)
        yield f"governor {_sort_of_verb(governor)} {slot} candidate={mine} {view.rule}"
        yield f"governor {slot} candidate={mine} {draft.type} given={given}"
        yield f"governor {governor.frames[0].lemma if governor.frames else governor.token.stem} {slot} candidate={mine}"
    for other, joined, between in view.neighbours:
        role = role_in(candidate.phrase, other)
        yield f"{joined} {between} role={role} {other.type is draft.type} given={given}"
        yield f"{joined} role={role} {other.type} {draft.type}"
        yield f"{joined.split()[0]} role={role} {other.rule.split()[1]} {view.lemma}"


def _elsewhere(candidate: Candidate, view: View) -> str:
    """The slots that the same phrase fills in other drafts of the sentence."""
    if candidate.phrase is None:
        return "nowhere"
    found = set()
    for other in view.proposal.parsed.drafts:
        role = role_in(candidate.phrase, other) if other is not view.draft else "none"
        if role != "none":
            found.add(f"{role} {'near' if abs(other.chunk - view.draft.chunk) < _NEAR else 'far'}")
    return "+".join(sorted(found)) or "nowhere"


def _ground(candidate: Candidate, view: View) -> str:
    phrase, tokens = candidate.phrase, view.proposal.parsed.tokens
    if phrase is None:
        return "no phrase"
    return "ground" if is_ground(phrase, tokens) else "place" if is_place(phrase, tokens) else "no place"


def _sort(mention: Mention) -> str:
    return f"{mention.kind or 'unknown'} {'known' if mention.entity else 'within' if mention.within else ''}"


def _some(fillers: tuple[object, ...]) -> str:
    return str(min(len(fillers), 2))


def time_features(chunk: int, view: View) -> Iterator[str]:
    """Of whether the date that stands at a chunk is the event's."""
    draft, parsed = view.draft, view.proposal.parsed
    time = parsed.chunks[chunk].time
    if time is None:
        return
    given = "given" if draft.time == time else "other" if draft.time is not None else "none"
    where = place_between(chunk, view.proposal)
    dates, others = sum(other.time is not None for other in parsed.chunks), sum(other.time == time for other in parsed.drafts)
    near = any(other is not draft and abs(other.chunk - chunk) < abs(draft.chunk - chunk) for other in parsed.drafts)
    yield "bias"
    yield f"given={given}"
    yield f"given={given} {where}"
    yield f"given={given} {view.rule}"
    yield f"given={given} {time.precision} {parsed.chunks[chunk].preposition}"
    yield f"{where} {view.rule}"
    yield f"dates={min(dates, _MANY)} others={min(others, 2)} given={given}"
    yield f"{draft.type} given={given}"
    yield f"word={parsed.tokens[parsed.chunks[chunk].first].stem} given={given}"
    yield f"nearer event={near} given={given} {where}"
    yield f"said={any(said.first <= draft.trigger < said.last for said in parsed.said)} given={given}"

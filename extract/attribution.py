"""Who says so: clauses of saying, «بحسب …», a speaker before a colon or after a quotation."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.arabic.chunks import Chunk, ChunkKind
from extract.arabic.clause_parts import Clause
from extract.arabic.phrases import Phrase
from extract.arabic.tokens import Kind, Token
from extract.said import Said
from extract.saying import CLOSING, VerbsOfSaying, is_outlet, seems, turns_away

_DEEPER = "نقلا عن"  # behind whoever says so: «قالت الوكالة نقلا عن شهود إن …»


def find_said(tokens: Sequence[Token], chunks: Sequence[Chunk], clauses: Sequence[Clause]) -> tuple[Said, ...]:
    """What is said by somebody in one sentence; where they nest, the inner one comes later."""
    verbs = _gone_on(tuple(VerbsOfSaying(tokens, chunks, clauses).said()))
    cued = tuple(_by_cue(tokens, chunks))
    deeper = [_within(said, verbs) for said in cued if said.lemma == _DEEPER]
    found = [*_by_colon(tokens, chunks), *(said for said in cued if said.lemma != _DEEPER), *verbs, *deeper]
    return tuple(sorted(found, key=lambda said: (said.first, -said.last)))


def said_of(found: Sequence[Said], trigger: int) -> Said | None:
    """The innermost saying that holds the trigger."""
    return next((said for said in reversed(found) if said.first <= trigger < said.last), None)


def relays_of(found: Sequence[Said], said: Said, tokens: Sequence[Token]) -> tuple[Said, ...]:
    """Who passes on what is said, the nearest first: each is a saying that holds the word by which the one before it is said."""
    passed: list[Said] = []
    at = said
    for outer in reversed(found[: found.index(said)]):
        relays = _is_relayed_aside if outer.aside else _is_relayed
        start = outer.cue if at.lemma == _DEEPER else outer.first  # «قالت الوكالة نقلا عن شهود إن …»
        beside = outer.aside and at.cue < outer.cue < at.last  # «قال الوزير في تصريح للقناة إن …»
        if (start <= at.cue < outer.last or beside) and outer.cue != at.cue and relays(outer, at, found, tokens):
            passed.append(outer)
            at = outer
    return tuple(passed)


def _gone_on(verbs: Sequence[Said]) -> tuple[Said, ...]:
    """«قال الوزير إن …، وأضاف أن …», «…، مؤكدا أن …»: who names nobody is he in whose words it stands."""
    found: list[Said] = []
    for said in verbs:
        before = next((other for other in reversed(found) if other.speaker is not None and other.cue < said.cue and other.first <= said.cue < other.last), None)
        found.append(said if said.speaker is not None or before is None else replace(said, speaker=before.speaker, relay=said.relay or before.relay))
    return tuple(found)


def _is_relayed(outer: Said, said: Said, _found: Sequence[Said], tokens: Sequence[Token]) -> bool:
    """«ذكرت الصحيفة أن الوزير قال إن …»; «قال إن …، وأضافت الشرطة أن …» and «مؤكدا أن …» go on instead."""
    goes_on = tokens[said.cue].conjunction or tokens[said.cue].participle
    told = said.aside or said.lemma == _DEEPER or (not goes_on and _is_introduced(said, tokens))
    return outer.cue < said.cue and said.speaker is not None and told and _is_introduced(outer, tokens)


def _is_introduced(said: Said, tokens: Sequence[Token]) -> bool:
    """Whether «أن», a colon or a quotation mark opens the words."""
    opening = tokens[said.first - 1] if said.first else tokens[said.first]
    return opening.kind is Kind.SUBORDINATOR or opening.normal == ":" or tokens[said.first].normal in CLOSING


def _within(said: Said, verbs: Sequence[Said]) -> Said:
    """«نقلا عن» reaches as far as the words that it stands before or among."""
    verb = next((verb for verb in reversed(verbs) if verb.cue < said.cue < verb.last), None)
    return said if verb is None else replace(said, first=verb.first, last=verb.last, aside=False)


def _is_relayed_aside(aside: Said, said: Said, found: Sequence[Said], tokens: Sequence[Token]) -> bool:
    """«قال المتحدث، بحسب القناة، إن …», «بحسب القناة، قال …»; what nobody publishes relays nothing: «قال الوزير، بحسب بيان، …»."""
    if aside.speaker is None or not is_outlet(aside.speaker, tokens):
        return False
    if aside.cue < said.cue:
        return not any(token.kind is Kind.VERB for token in tokens[aside.cue : said.cue])
    return not any(said.cue < other.cue < aside.cue for other in found if not other.aside)


def _by_colon(tokens: Sequence[Token], chunks: Sequence[Chunk]) -> Iterator[Said]:
    words = [index for index, chunk in enumerate(chunks[:5]) if chunk.kind is not ChunkKind.QUOTE]
    if len(words) > 1 and chunks[words[0]].kind is ChunkKind.PHRASE and not chunks[words[0]].preposition:
        speaker = chunks[words[0]].members[0]
        if not (speaker.names or speaker.inner or speaker.person or tokens[speaker.head].heads or tokens[speaker.head].definite):
            return  # «عاجل:» is a label
        colon = next((index for index in words[1:3] if tokens[chunks[index].first].normal == ":"), None)
        if colon is not None:
            yield Said(chunks[colon].last, len(tokens), chunks[words[0]].members[0], chunks[colon].first, ":")


def _by_cue(tokens: Sequence[Token], chunks: Sequence[Chunk]) -> Iterator[Said]:
    for index, chunk in enumerate(chunks):
        if chunk.cue != "attribution":
            continue
        if chunk.members and tokens[chunk.head].pronoun:
            continue  # «حسب تعبيره»: who speaks has been named
        if chunk.last < len(tokens) and seems(chunk.last, tokens):
            continue
        speaker = chunk.members[0] if chunk.kind is ChunkKind.PHRASE and chunk.members else _subject_of_saying(chunks, index)
        if speaker is not None:
            yield Said(_start_of_cued(index, tokens, chunks), len(tokens), speaker, chunk.first, chunk.preposition, aside=True)


def _start_of_cued(cue: int, tokens: Sequence[Token], chunks: Sequence[Chunk]) -> int:
    """«…، وبحسب المصدر …» tells who says what follows; a cue at the end, who says the clause before it."""
    following = chunks[cue + 1] if cue + 1 < len(chunks) else None
    introduces = following is not None and (following.kind is ChunkKind.SUBORDINATOR or tokens[following.first].normal == ":")
    if cue and (tokens[chunks[cue].first].conjunction or introduces):
        return chunks[cue].first
    return next((chunks[index].last for index in range(cue - 1, 0, -1) if turns_away(index, tokens, chunks)), 0)


def _subject_of_saying(chunks: Sequence[Chunk], index: int) -> Phrase | None:
    """«بحسب ما ذكر المرصد»: the subject of the verb after the cue."""
    if index + 1 < len(chunks) and chunks[index + 1].kind is not ChunkKind.VERB:
        return None  # «هدد في بيان بقصف البلدة»
    for chunk in chunks[index + 2 : index + 4]:
        if chunk.kind is ChunkKind.PHRASE and not chunk.preposition:
            return chunk.members[0]
    return None

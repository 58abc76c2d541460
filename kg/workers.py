"""Documents to readings, on one core or on several, in the order of the documents either way."""

import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from multiprocessing import get_context
from types import MappingProxyType
from typing import Protocol

from extract.arabic.lexicon import load_lexicon
from extract.learned.weights import load_model
from extract.model import Document, Reading
from extract.record import reading_from_json, reading_to_json
from extract.rules import RuleExtractor
from kg.gazetteer.chosen import NO_GAZETTEERS, Gazetteers, load_places
from kg.known_names import name_table
from ontology.errors import ExtractionError, InputError
from ontology.known import load_entities

# What a defect in an extractor raises. It costs its document, not the others: a build of thousands goes on without it.
_DEFECTS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError)
_LARGEST_CHUNK = 16  # documents that a worker is handed at once


class Extractor(Protocol):
    """Reads documents one by one; `name` and `version` say by which rules or model."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def read(self, document: Document) -> Reading:
        """All event mentions of the document. Raises ExtractionError."""
        ...


ExtractorFactory = Callable[[], Extractor]  # importable by name, since workers call it for themselves


@dataclass(frozen=True, slots=True)
class RuleFactory:
    """Makes the embedded extractor, with the packaged lexicon and entities, the model of that name and gazetteers; equal ones make equal extractors."""

    model: str = "trained"
    gazetteers: Gazetteers = NO_GAZETTEERS

    def __call__(self) -> RuleExtractor:
        """Raises InputError for an unusable gazetteer."""
        names = name_table(load_entities(), load_places(self.gazetteers))
        return RuleExtractor(load_lexicon(), names, load_model() if self.model == "trained" else None)


def rule_extractor() -> RuleExtractor:
    """The embedded extractor with the packaged lexicon, entities and trained weights."""
    return RuleFactory()()


MODELS = ("trained", "none")
EXTRACTORS: Mapping[str, Mapping[str, ExtractorFactory]] = MappingProxyType({"rules": {model: RuleFactory(model) for model in MODELS}})


def find_extractor(name: str, model: str = "trained", gazetteers: Gazetteers = NO_GAZETTEERS) -> ExtractorFactory:
    """The extractor of that name with that model and gazetteers; raises InputError if there is none."""
    if name not in EXTRACTORS:
        raise InputError(f"there is no extractor {name!r}; give one of {', '.join(sorted(EXTRACTORS))}")
    if model not in EXTRACTORS[name]:
        raise InputError(f"the extractor {name!r} has no model {model!r}; give one of {', '.join(EXTRACTORS[name])}")
    return with_gazetteers(EXTRACTORS[name][model], gazetteers)


def with_gazetteers(factory: ExtractorFactory, gazetteers: Gazetteers) -> ExtractorFactory:
    """The factory of an extractor that knows these gazetteers; one of another make looks after its own names."""
    return replace(factory, gazetteers=gazetteers) if isinstance(factory, RuleFactory) else factory


@lru_cache(maxsize=1)
def load_extractor(factory: ExtractorFactory) -> Extractor:
    """The factory's extractor, made once in a process."""
    return factory()


def read_all(documents: Sequence[Document], factory: ExtractorFactory, jobs: int = 1) -> Iterator[Reading | ExtractionError]:
    """For each document its reading, or in its place why there is none; in the documents' order, as they get ready.

    With several jobs the work is spread over as many processes. Raises ExtractionError if one of them dies.
    """
    jobs = min(jobs, len(documents))
    return map(partial(_read, factory), documents) if jobs <= 1 else _read_in_parallel(factory, documents, jobs)


def _read_in_parallel(factory: ExtractorFactory, documents: Sequence[Document], jobs: int) -> Iterator[Reading | ExtractionError]:
    chunk = max(1, min(_LARGEST_CHUNK, len(documents) // (4 * jobs)))
    # Spawned, not forked: the same on every system, and safe beside the threads of the store.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_ignore_interrupts)
    try:
        with _interrupts_blocked():
            found = pool.map(partial(_read_for_another_process, factory), documents, chunksize=chunk)
        for one in found:
            yield reading_from_json(one) if isinstance(one, str) else one
    except BrokenProcessPool as error:
        raise ExtractionError("a reading process died, perhaps for want of memory; try again with fewer jobs (--jobs 1)") from error
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Processes started within never see a Ctrl-C, not even while they start; ours comes after the block."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ignore_interrupts() -> None:
    """Leaves Ctrl-C to the first process, which ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read_for_another_process(factory: ExtractorFactory, document: Document) -> str | ExtractionError:
    read = _read(factory, document)
    return reading_to_json(read) if isinstance(read, Reading) else read


def _read(factory: ExtractorFactory, document: Document) -> Reading | ExtractionError:
    try:
        return load_extractor(factory).read(document)
    except ExtractionError as error:
        return error
    except _DEFECTS as error:
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return ExtractionError(f"{document.id}: the extractor failed on this document ({what}); leave it out and report the defect")

"""How fast Khabar reads beside two peers, on the same words in the same run.

    python benchmarks/peers.py [--articles FOLDER] [--rounds 5]

Each reads the words in processes of its own, one after the other: loading, the first sight of every article, then the
same articles again. Prints words per second by CPU time on one core, how many times as fast Khabar is, and the peak
memory of each process. The peers do less than Khabar, which reads whole events:

- `mazini`: each word looked up in a table of every form of the verbs of our lexicon, and nothing else; how fast the
  least that could be done is.
- `farahidi`: all morphological analyses of each word (AlKhalil), without a sentence around it. It is under the GPL
  (3.0 or later), so it is measured where somebody installed it (`make bench-peers` does, apart from the environment)
  and is nowhere among what Khabar needs or ships.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from extract.arabic.words import split_words  # noqa: E402 (found from the line above)
from extract.model import Document  # noqa: E402
from extract.read.documents import read_documents  # noqa: E402
from kg.workers import rule_extractor  # noqa: E402

WORDS_PER_SECOND = 5_000  # the marks that are to be reached
MEMORY_MIB = 500
AGAIN = 10  # passes over the same articles in one process
VOWEL_SIGNS = dict.fromkeys((*range(0x064B, 0x0653), 0x0670, 0x0640))  # and the tatweel
WARM_UP = "خبر"  # read before the clock starts, so that what is loaded at first use counts as loading

Read = Callable[[Document], object]


@dataclass(frozen=True, slots=True)
class Measured:
    """One process: CPU seconds of loading, of the first pass and of a later one (the median), and peak resident memory."""

    loading: float
    first: float
    again: float
    memory_mib: float


def load_khabar() -> Read:
    return rule_extractor().read


def load_mazini() -> Read:
    from mazini import conjugate

    from tools.generate_verb_forms import DATA, read_verbs

    table: dict[str, list[tuple[str, str]]] = {}
    for lemma, root, pattern, takes_object in read_verbs(DATA / "verbs.tsv"):
        for slot, forms in conjugate(root, pattern, passive=takes_object).slots.items():
            for form in forms:
                table.setdefault(without_vowel_signs(form.form), []).append((lemma, slot))
    return lambda document: [table.get(without_vowel_signs(word)) for word in words_of(document)]


def load_farahidi() -> Read:
    from farahidi import Analyzer

    analyzer = Analyzer()
    return lambda document: [analyzer.analyze(word) for word in words_of(document)]


READERS: Mapping[str, Callable[[], Read]] = {"khabar": load_khabar, "mazini": load_mazini, "farahidi": load_farahidi}


def words_of(document: Document) -> list[str]:
    return [word.text for word in split_words(document.text) if not word.is_mark]


def without_vowel_signs(word: str) -> str:
    return word.translate(VOWEL_SIGNS)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=ROOT / "examples")
    parser.add_argument("--rounds", type=int, default=5, help="processes for each, of which the median is told")
    parser.add_argument("--only", choices=sorted(READERS), help="measure one in this process and print it as JSON")
    options = parser.parse_args(arguments)
    if options.only:
        print(json.dumps(asdict(measure(READERS[options.only], articles_of(options.articles)))))
    else:
        report(options.articles, options.rounds)
    return 0


def articles_of(folder: Path) -> list[Document]:
    manifest = folder / "manifest.csv"
    found = [one for one in read_documents([folder], manifest if manifest.exists() else None) if isinstance(one, Document)]
    if not found:
        raise SystemExit(f"{folder}: no articles; give --articles a folder that has some")
    return list({document.text: document for document in found}.values())


def measure(load: Callable[[], Read], documents: Sequence[Document]) -> Measured:
    """Loads and reads in this process; the peak is that of the process, Python and all tables included."""
    start = time.process_time()
    read = load()
    read(Document("warm-up", WARM_UP))
    loading = time.process_time() - start
    passes = [seconds_of(read, documents) for _ in range(1 + AGAIN)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Measured(loading, passes[0], median(passes[1:]), peak / (1024 * 1024 if sys.platform == "darwin" else 1024))


def seconds_of(read: Read, documents: Sequence[Document]) -> float:
    """CPU seconds of one pass; what was read is let go of."""
    start = time.process_time()
    for document in documents:
        read(document)
    return time.process_time() - start


def report(folder: Path, rounds: int) -> None:
    documents = articles_of(folder)
    words = sum(len(words_of(document)) for document in documents)
    print(f"{words:,} words in {len(documents)} articles; the median of {rounds} processes each, CPU time on one core")
    print(f"{'':9} {'first sight':>18} {'Khabar is':>12} {'again':>18} {'Khabar is':>12} {'loading':>9} {'peak':>9}")
    own: Measured | None = None
    for name in READERS:
        if name != "khabar" and find_spec(name) is None:
            print(f"{name:9} is not installed here; `make bench-peers` measures it")
            continue
        one = in_processes(name, folder, rounds)
        own = own or one
        columns = ((words / one.first, one.first / own.first), (words / one.again, one.again / own.again))
        rates = " ".join(f"{rate:>10,.0f} words/s {times:>10.2f} x" for rate, times in columns)
        print(f"{name:9} {rates} {one.loading:>7.1f} s {one.memory_mib:>5,.0f} MiB")
    if own is not None:
        slowest, fits = words / max(own.first, own.again), own.memory_mib < MEMORY_MIB
        print(f"marks: {WORDS_PER_SECOND:,} words/s {'reached' if slowest >= WORDS_PER_SECOND else 'MISSED'}; ", end="")
        print(f"less than {MEMORY_MIB} MiB for extraction alone {'kept' if fits else 'MISSED'}")


def in_processes(name: str, folder: Path, rounds: int) -> Measured:
    """The median of each figure over fresh processes; of the memory the largest."""
    command = [sys.executable, str(Path(__file__).resolve()), "--only", name, "--articles", str(folder.resolve())]
    done = [Measured(**json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)) for _ in range(rounds)]
    return Measured(median(m.loading for m in done), median(m.first for m in done), median(m.again for m in done), max(m.memory_mib for m in done))


if __name__ == "__main__":
    sys.exit(main())

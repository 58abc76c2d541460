"""What a second build costs: nothing changed, and one article of N.

    python benchmarks/incremental.py [--articles examples] [--counts 500 1000 2000]

Prints, for each number of articles, the CPU seconds of a whole build, of the same build again and of the build after one article got another
sentence, all in one run and each in a process of its own, how many events are new or changed, and the ratios. The articles are
mixed from the sentences of `--articles`: any two have some in common, and each day has some articles, as in the news.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.bench import repeated, write_articles  # noqa: E402 (found from the line above)
from extract.model import Document  # noqa: E402

_SENTENCES = 6  # of an article
_FIRST = date(2021, 1, 1)
_A_DAY = 8  # articles
_MORE = "\nوأضاف المراسل أن قوات الأمن اعتقلت ثلاثة أشخاص في حلب أمس.\n"


@dataclass(frozen=True, slots=True)
class Cost:
    """One `kg build` in a process of its own: seconds of CPU and by the clock, peak memory, and what it said."""

    cpu: float
    clock: float
    memory_mib: float
    said: str


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=ROOT / "examples")
    parser.add_argument("--counts", type=int, nargs="+", default=[500, 1_000, 2_000])
    options = parser.parse_args(arguments)
    for count in options.counts:
        report(count, mixed(options.articles, count))
    return 0


def report(count: int, documents: Sequence[Document]) -> None:
    with tempfile.TemporaryDirectory() as place:
        articles, output = Path(place, "articles"), Path(place, "output")
        write_articles(documents, articles)
        whole, nothing = (build(articles, output) for _ in range(2))
        changed = articles / f"{documents[count // 2].id}.txt"
        changed.write_text(changed.read_text(encoding="utf-8") + _MORE, encoding="utf-8")
        one = build(articles, output)
    print(f"{count:,} articles: {whole.said}")
    print(f"  whole build      {told(whole)}")
    print(f"  nothing changed  {told(nothing)}, {nothing.cpu / whole.cpu:.1%} of the whole")
    print(f"  one changed      {told(one)}, {one.cpu / whole.cpu:.1%} of the whole: {one.said}", flush=True)


def told(cost: Cost) -> str:
    return f"{cost.cpu:7.2f} s of CPU, {cost.clock:7.2f} s by the clock, {cost.memory_mib:,.0f} MiB"


def mixed(folder: Path, count: int) -> list[Document]:
    """Articles of sentences drawn from those of the folder, each with a day of its own: the same for the same number."""
    models, draw = repeated(folder, count), random.Random(count)
    sentences = sorted({line for document in models for line in document.text.splitlines() if line.strip()})
    days = [(_FIRST + timedelta(days=number // _A_DAY)).isoformat() for number in range(count)]
    return [replace(one, text="\n".join(draw.sample(sentences, _SENTENCES)), published=day) for one, day in zip(models, days, strict=True)]


def build(articles: Path, output: Path) -> Cost:
    call = [sys.executable, "-m", "cli", "build", str(articles), "--manifest", str(articles / "manifest.csv"), "-o", str(output)]
    start = time.perf_counter()
    process = subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # what is doubtful in mixed articles tells nothing
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    clock = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"kg build failed with {process.returncode}; run it by hand on these articles")
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, clock, usage.ru_maxrss / scale, said.partition(": ")[2].partition(": ")[0])


if __name__ == "__main__":
    sys.exit(main())

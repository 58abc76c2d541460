"""The gate that a change passes: scores on the gold annotation not below their floors, the house within its measures.

    python tools/quality_gate.py            compares and exits 1 if anything is below its floor
    python tools/quality_gate.py --raise    also lifts the floors to what was reached; it never lowers one
    python tools/quality_gate.py --quick    the grammar alone, without the minute that cross-validation takes

The floors (F1) stand in quality/floors.json: of the grammar alone, and of grammar and model together, where each article is read by a
model that was trained without it. Of the articles in `more` every third, by sorted name, is held out: rules are written with an eye on
the others, these tell whether they carry over. Without the annotated articles beside the repository their part is skipped, and that is said.
"""

import argparse
import ast
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from extract.annotation import GoldEvent, read_gold, read_predictions  # noqa: E402 (found from the line above)
from extract.evaluate import Evaluation, evaluate  # noqa: E402
from tools.annotated import HELD_OUT, SETS, SHARED, own_articles, shared_articles  # noqa: E402

FLOORS = ROOT / "quality" / "floors.json"
GRAMMAR = "grammar"  # before the name of a set: read without the model
SOURCES = ("cli.py", "commands", "kg", "extract", "ontology", "tools", "benchmarks")
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
SLACK = 0.004  # training on another processor may round otherwise: an event or two of a set
DIGITS = 3  # a floor is what was reached, cut here, so that it holds for the run that set it

Scores = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something below its floor or beyond its measure."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"FAIL {self.where}: {self.what}"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was reached")
    parser.add_argument("--quick", action="store_true", help="measure the grammar alone")
    options = parser.parse_args(arguments)
    floors: Scores = json.loads(FLOORS.read_text(encoding="utf-8"))
    scores: Scores = {}
    if SHARED.is_dir():
        scores = measure_grammar(SHARED) | ({} if options.quick else measure_trained())
        print(format_scores(scores, floors))
    else:
        print(f"SKIPPED the scores: no annotated articles beside the repository ({SHARED.name}/)")
    faults = [*below_floor(scores, floors), *house_faults(ROOT)]
    print(*faults, sep="\n") if faults else print("The gate is passed.")
    if options.lift:
        FLOORS.write_text(format_floors(raised(floors, scores)), encoding="utf-8")
    return 1 if faults else 0


def measure_trained() -> Scores:
    """Grammar and model together, by cross-validation over the articles."""
    from tools.train_model import cross_validated, parse_all, scores_of  # here: it needs what only training needs

    shared, own = parse_all(shared_articles()), parse_all(own_articles())
    return {name: figures(evaluation) for name, evaluation in scores_of(shared, cross_validated(shared, own)).items()}


def measure_grammar(shared: Path) -> Scores:
    """Runs the extractor without its model on every annotated set; `more` is scored in two parts, apart."""
    scores: Scores = {}
    for name in SETS:
        gold = read_gold(shared / "gold" / f"{name}.jsonl")
        with tempfile.TemporaryDirectory() as folder:
            predicted = read_predictions(extract(shared / name, Path(folder) / "predicted.jsonl"))
        held_out = held_out_documents(gold) if name == "more" else frozenset()
        scores[f"{GRAMMAR} {name}"] = figures(evaluate([g for g in gold if g.document not in held_out], predicted))
        if held_out:
            scores[f"{GRAMMAR} {HELD_OUT}"] = figures(evaluate([g for g in gold if g.document in held_out], predicted))
    return scores


def extract(articles: Path, output: Path) -> Path:
    """Writes the records of a folder of articles, by the command that users run."""
    command = [sys.executable, "-c", "import sys; from cli import main; sys.exit(main())", "extract", str(articles)]
    command += ["--manifest", str(articles / "manifest.csv"), "--format", "jsonl", "--model", "none"]
    with output.open("wb") as file:
        subprocess.run(command, cwd=ROOT, stdout=file, check=True)
    return output


def held_out_documents(gold: Iterable[GoldEvent]) -> frozenset[str]:
    """Every third document: those at 2, 5, 8 … of the sorted ids."""
    return frozenset(sorted({g.document for g in gold})[2::3])


def figures(evaluation: Evaluation) -> dict[str, float]:
    return {"events": evaluation.events.f1, "slots": evaluation.all_slots.f1, "tuples": evaluation.tuples.f1}


def below_floor(scores: Mapping[str, Mapping[str, float]], floors: Mapping[str, Mapping[str, float]]) -> Iterator[Fault]:
    for name, reached in scores.items():
        for figure, value in reached.items():
            floor = floors.get(name, {}).get(figure, 0.0)
            if value < floor:
                yield Fault(name, f"{figure} F1 {value:.4f} is below its floor {floor}")


def raised(floors: Mapping[str, Mapping[str, float]], scores: Mapping[str, Mapping[str, float]]) -> Scores:
    """The floors, none lower than before."""
    names = sorted({*floors, *scores})
    return {name: _higher(floors.get(name, {}), scores.get(name, {}), 0.0 if name.startswith(GRAMMAR) else SLACK) for name in names}


def format_floors(floors: Scores) -> str:
    rows = [f"  {json.dumps(name)}: {json.dumps(values)}" for name, values in sorted(floors.items())]
    return "{\n" + ",\n".join(rows) + "\n}\n"


def format_scores(scores: Scores, floors: Scores) -> str:
    rows = [
        f"{name:17} " + "   ".join(f"{k} {v:.3f} (floor {floors.get(name, {}).get(k, 0.0):.3f})" for k, v in values.items()) for name, values in scores.items()
    ]
    return "\n".join(rows)


def house_faults(root: Path) -> Iterator[Fault]:
    """What is too long, too broad or not annotated in the sources under `root`."""
    for path in sources(root):
        text = path.read_text(encoding="utf-8")
        yield from file_faults(text, path.relative_to(root).as_posix())


def sources(root: Path) -> Iterator[Path]:
    for name in SOURCES:
        place = root / name
        yield from sorted(place.rglob("*.py")) if place.is_dir() else [place] if place.is_file() else []


def file_faults(text: str, name: str) -> Iterator[Fault]:
    lines = len(text.splitlines())
    if lines > LONGEST_FILE:
        yield Fault(name, f"{lines} lines, more than {LONGEST_FILE}; divide it")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from function_faults(node, name)
        elif isinstance(node, ast.ExceptHandler) and is_broad(node):
            yield Fault(f"{name}:{node.lineno}", "a broad except; name the errors that are expected")


def function_faults(node: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> Iterator[Fault]:
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if lines > LONGEST_FUNCTION:
        yield Fault(f"{name}:{node.lineno}", f"{node.name} has {lines} lines, more than {LONGEST_FUNCTION}; divide it")
    if node.returns is None:
        yield Fault(f"{name}:{node.lineno}", f"{node.name} does not say what it returns")


def is_broad(handler: ast.ExceptHandler) -> bool:
    names = {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)} if handler.type else {"Exception"}
    return not names.isdisjoint({"Exception", "BaseException"})


def _higher(floor: Mapping[str, float], reached: Mapping[str, float], slack: float) -> dict[str, float]:
    cut = {figure: math.floor((value - slack) * 10**DIGITS) / 10**DIGITS for figure, value in reached.items()}
    return {figure: max(floor.get(figure, 0.0), cut.get(figure, 0.0)) for figure in sorted({*floor, *cut})}


if __name__ == "__main__":
    sys.exit(main())

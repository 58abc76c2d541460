"""What holds for every file of the project, whoever wrote it."""

import ast
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("cli.py", "commands", "extract", "kg", "ontology")
BINARY = {".png", ".gz", ".woff2", ".ico"}
HASHED = re.compile(r"^([a-z0-9][\w.-]*)==\S+ \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)

# Places on somebody's machine, and the hosts that packages come from: neither says anything to another reader. Written
# in pieces, so that this file does not find itself.
FORBIDDEN = re.compile(
    "|".join(
        (
            "/wo" + "rk/",
            "/ro" + "ot/",
            r"/ho" + r"me/\w",
            r"/t" + r"mp/\w",
            "/op" + "t/",
            r"files\.pytho" + "nhosted",
            "pypi.org/sim" + "ple",
            "--extra-ind" + "ex-url",
        )
    )
)


def tracked() -> list[Path]:
    """What git has or would take, as far as it still exists."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip("no git repository here: which files belong to the project is not known")
    return [path for name in done.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def texts(*suffixes: str) -> list[tuple[str, str]]:
    wanted = [path for path in tracked() if path.suffix not in BINARY and (not suffixes or path.suffix in suffixes)]
    return [(path.relative_to(ROOT).as_posix(), path.read_bytes().decode("utf-8")) for path in wanted]


def test_no_machine_paths_or_registry_hosts() -> None:
    found = [f"{name}:{text[: match.start()].count(chr(10)) + 1}: {match.group()}" for name, text in texts() for match in FORBIDDEN.finditer(text)]
    assert found == []


def test_files_end_with_one_line_end_and_have_no_carriage_returns() -> None:
    kept_as_found = {".txt", ".html"}  # articles may have any line ends: offsets count them
    checked = [(name, text) for name, text in texts() if Path(name).suffix not in kept_as_found and text]
    assert [name for name, text in checked if "\r" in text or not text.endswith("\n") or text.endswith("\n\n")] == []


def test_python_never_unpickles_or_evaluates() -> None:
    """Nothing that runs what it reads: no pickle, marshal, shelve, eval, exec, yaml.load, os.system, shell=True."""
    found = [f"{name}:{line}: {what}" for name, text in texts(".py") for line, what in dangers(ast.parse(text))]
    assert found == []


def dangers(tree: ast.AST) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            found += [(node.lineno, module) for module in modules if module.split(".")[0] in {"pickle", "marshal", "shelve", "jsonpickle"}]
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            shell = any(keyword.arg == "shell" for keyword in node.keywords)
            found += [(node.lineno, called)] if shell or called in {"eval", "exec", "os.system", "os.popen", "yaml.load"} else []
    return found


@pytest.mark.parametrize(
    ("code", "what"),
    [("import pickle", "pickle"), ("from marshal import loads", "marshal"), ("eval('1')", "eval"), ("run('ls', shell=True)", "run"), ("re.compile('x')", "")],
)
def test_dangers_are_found(code: str, what: str) -> None:
    assert [name for _, name in dangers(ast.parse(code))] == ([what] if what else [])


def test_tables_are_sorted_so_that_changes_do_not_meet() -> None:
    in_calendar_order = "extract/dates/"  # small closed lists, read from January to December and from one to a hundred
    assert [name for name, text in texts(".tsv") if not name.startswith(in_calendar_order) and not is_sorted(text)] == []


def is_sorted(table: str) -> bool:
    """Whether the rows below the heading, comments aside, are in the order of their first cell and none stands twice."""
    rows = [line for line in table.splitlines() if line and not line.startswith("#")][1:]
    keys = [row.split("\t")[0] for row in rows]
    return keys == sorted(keys) and len(set(rows)) == len(rows)


def test_tables_have_as_many_cells_in_every_row() -> None:
    for name, text in texts(".tsv"):
        rows = [line for line in text.splitlines() if line and not line.startswith("#")]
        assert {row.count("\t") for row in rows} == {rows[0].count("\t")}, name


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-build.lock", "requirements-dev.lock"])
def test_every_pinned_package_has_its_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pinned = re.findall(r"^([a-z0-9][\w.-]*)==", text, re.MULTILINE)
    assert pinned
    assert [name for name, _ in HASHED.findall(text)] == pinned


def test_locks_cover_what_pyproject_asks_for_and_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run_time, development = pins("requirements.lock"), pins("requirements-dev.lock")
    asked = {re.split(r"[<>=!~ \[]", line)[0] for line in project["dependencies"]}
    assert asked <= run_time.keys()
    assert {re.split(r"[<>=!~ \[]", line)[0] for line in project["optional-dependencies"]["dev"]} <= development.keys()
    assert {name: version for name, version in development.items() if name in run_time} == run_time


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9][\w.-]*)==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))


EXTRAS = {"serve": ("kg/serve/", "commands/serving.py"), "remote": ("kg/remote/requests.py",)}  # where an extra may be imported
FASTER = {"httptools", "uvloop"}  # uvicorn imports them itself where they are


def test_every_import_of_the_rooms_is_declared() -> None:
    """A package that is only there because another one needs it may be gone tomorrow; one of an extra may not be there at all."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    declared, *extra = (
        {re.split(r"[<>=!~ \[]", line)[0].replace("-", "_") for line in lines} for lines in (project["dependencies"], *(extras[name] for name in EXTRAS))
    )
    assert third_party(ROOMS, but=tuple(chain(*EXTRAS.values()))) <= declared
    assert declared <= third_party(ROOMS), "a dependency that nothing imports"
    for places, names in zip(EXTRAS.values(), extra, strict=True):
        assert third_party(ROOMS) == third_party(ROOMS, but=places) | names - FASTER


def third_party(places: tuple[str, ...], but: tuple[str, ...] = ()) -> set[str]:
    own = {"cli", "commands", "extract", "kg", "ontology"}
    files = [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in places]
    files = [path for path in files if not path.relative_to(ROOT).as_posix().startswith(but or ("//",))]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in files]
    names = {name.split(".")[0] for tree in trees for name in imported(tree)}
    return names - own - set(sys.stdlib_module_names)


def imported(tree: ast.AST) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.append(node.module or "")
    return found


def test_files_of_tests_have_names_of_their_own() -> None:
    """pytest takes them for one module otherwise, and collects none of them in a run of all."""
    names = [path.name for path in tracked() if path.name.startswith("test_") and path.suffix == ".py"]
    assert [name for name in set(names) if names.count(name) > 1] == []

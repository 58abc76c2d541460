"""Canned questions: SPARQL files with a header that names them and their parameters, asked with checked values.

Beside `ask`, `answer` puts any SPARQL query of a user's own. A parameter `actor` fills every `VALUES ?wanted_actor { … }` of its
file with terms that pyoxigraph has validated and written; no text of the user's is ever pasted into a query.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from extract.read.standard import STANDARD_INPUT, read_standard_input
from kg.parameters import PARAMETER_KINDS, parse_pairs, parse_parameter
from kg.store_contract import ReadStore
from kg.tables import Answer, to_answer
from kg.themes import Theme
from ontology.errors import InputError

_HEADER = re.compile(r"# (title-en|title-ar|theme|param): (.+)")
_REQUIRED, _ABSENT = "!", "-"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be given: `kind` is one of `PARAMETER_KINDS`, `default` None where nothing is asked."""

    name: str
    kind: str
    required: bool
    default: str | None
    description: str


@dataclass(frozen=True, slots=True)
class Question:
    """A canned question; `sparql` is the whole file, which runs as it stands."""

    name: str
    title_en: str
    title_ar: str
    theme: Theme
    parameters: tuple[Parameter, ...]
    sparql: str


def list_questions() -> tuple[Question, ...]:
    """All canned questions, theme by theme, and by name in each."""
    order = list(Theme)
    found = (parse_question(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8")) for file in _question_files())
    return tuple(sorted(found, key=lambda question: (order.index(question.theme), question.name)))


def find_question(name: str) -> Question:
    """The question of that name; raises InputError with the nearest names if there is none."""
    for file in _question_files():
        if file.name == f"{name}.rq":
            return parse_question(name, file.read_text(encoding="utf-8"))
    raise InputError(f"there is no question {name!r}; {_nearest(name, [file.name.removesuffix('.rq') for file in _question_files()])}")


def ask(store: ReadStore, name: str, parameters: Mapping[str, str] | None = None) -> Answer:
    """The answer to a canned question.

    Parameters are text, as from a command line: `{"actor": "داعش", "from": "2021-12"}`. Raises InputError, in one line, for a
    question or parameter that does not exist, one that is missing, and a value that does not fit.
    """
    question = find_question(name)
    return answer(store, bind(store, question, parameters or {}))


def answer(store: ReadStore, sparql: str) -> Answer:
    """The answer to any SPARQL query, read to its end; errors as in `GraphStore.query`."""
    return to_answer(store.query(sparql))


def answer_one(store: ReadStore, sparql: str | None, file: Path | None, question: str | None, parameters: Iterable[str] = ()) -> Answer:
    """The answer to the one that is given: a SPARQL query, a file with it, or a canned question with `key=value` parameters. Raises InputError."""
    if sum(given is not None for given in (sparql, file, question)) != 1:
        raise InputError("give one of: a SPARQL query, --file, --ask NAME, --list")
    given = parse_pairs(parameters)
    if question is not None:
        return ask(store, question, given)
    if given:
        raise InputError("--with belongs to --ask NAME")
    return answer(store, read_query(file) if file else sparql or "")


def read_query(path: Path) -> str:
    """The query in a UTF-8 file, `-` for standard input. Raises InputError."""
    try:
        return (read_standard_input() if path == STANDARD_INPUT else path.read_bytes()).decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: the query cannot be read ({error.strerror or error}); check the path") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is no text in UTF-8 (byte {error.start}); give a file with a SPARQL query") from error


def bind(store: ReadStore, question: Question, parameters: Mapping[str, str]) -> str:
    """The question's SPARQL with these parameters in their places."""
    known = [parameter.name for parameter in question.parameters]
    for name in parameters:
        if name not in known:
            raise InputError(f"question {question.name} has no parameter {name!r}; {_nearest(name, known)}")
    sparql = question.sparql
    for parameter in question.parameters:
        text = parameters.get(parameter.name, parameter.default)
        if text is None and parameter.required:
            raise InputError(f"question {question.name} needs the parameter {parameter.name} ({parameter.description}); give {parameter.name}=…")
        sparql = _fill(sparql, parameter.name, "UNDEF" if text is None else _terms(store, question, parameter, text))
    return sparql


def parse_question(name: str, sparql: str) -> Question:
    """A question from its file. Raises InputError where the header lacks a title or theme, or names a kind that does not exist."""
    header: dict[str, list[str]] = {"title-en": [], "title-ar": [], "theme": [], "param": []}
    for key, value in _HEADER.findall(sparql):
        header[key].append(value.strip())
    if not header["title-en"] or not header["title-ar"]:
        raise InputError(f"question {name}: lacks a title; begin the file with `# title-en: …` and `# title-ar: …`")
    if len(header["theme"]) != 1 or header["theme"][0] not in set(Theme):
        raise InputError(f"question {name}: has no theme; give one of {', '.join(Theme)} as `# theme: …`")
    parameters = tuple(_parse_parameter_line(name, line) for line in header["param"])
    return Question(name, header["title-en"][0], header["title-ar"][0], Theme(header["theme"][0]), parameters, sparql)


def _parse_parameter_line(question: str, line: str) -> Parameter:
    """`name kind default description`; the default is `!` for required and `-` for none."""
    name, kind, default, description = (*line.split(maxsplit=3), "", "", "")[:4]
    if kind not in PARAMETER_KINDS or not default:
        raise InputError(f"question {question}: parameter line {line!r} is not `name kind default description`; kinds are {', '.join(PARAMETER_KINDS)}")
    return Parameter(name, kind, default == _REQUIRED, None if default in (_REQUIRED, _ABSENT) else default, description)


def _terms(store: ReadStore, question: Question, parameter: Parameter, text: str) -> str:
    try:
        terms = parse_parameter(store, parameter.kind, text)
    except InputError as error:
        raise InputError(f"question {question.name}, parameter {parameter.name}: {error}") from error
    return " ".join(str(term) for term in terms)


def _fill(sparql: str, name: str, terms: str) -> str:
    place = re.compile(rf"(VALUES \?wanted_{re.escape(name)} )\{{[^}}]*\}}")
    return place.sub(lambda match: f"{match.group(1)}{{ {terms} }}", sparql)


def _question_files() -> Iterator[Traversable]:
    return (file for file in files("kg").joinpath("questions").iterdir() if file.name.endswith(".rq"))


def _nearest(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name.lower(), known, n=3, cutoff=0.6)
    if near:
        return f"did you mean {' or '.join(near)}?"
    return f"there are {', '.join(sorted(known))}" if known else "it takes none"

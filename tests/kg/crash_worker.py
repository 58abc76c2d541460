"""Runs `kg` commands in forks of one process, so that each costs no import; a fork is a process of its own and dies as one.

    python crash_worker.py    and on standard input a line of JSON for each command: its arguments

It answers with a line `started PROCESS` (which leads a group of its own), a line `put ID` or `removed ID` for each document that the ledger
acknowledges, and a line `ended STATUS`.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import cli
from extract.model import Document
from kg.gazetteer.chosen import NO_GAZETTEERS
from kg.ledger import Ledger
from kg.making import Way, graphs_anew
from kg.program import program_digest
from kg.stored import stored_anew
from kg.triples import Run
from kg.workers import find_extractor, load_extractor
from ontology.terms import DATA


def warm(text: str) -> None:
    """Loads every table; nothing of Oxigraph, whose threads a fork would not have."""
    extractor = load_extractor(find_extractor("rules", "trained"))
    reading = extractor.read(Document("warm", text))
    program_digest()
    graphs_anew(Way(Path("absent"), DATA, (), NO_GAZETTEERS), {"warm": stored_anew(reading, Run("rules", "1"), "")})


def acknowledging(tell: Callable[[str], None]) -> None:
    """Has the ledger tell of what it has acknowledged, as soon as it has."""
    put_all, remove = Ledger.put_all, Ledger.remove

    def put_all_and_tell(self: Ledger, documents: Iterable[Any]) -> None:
        given = list(documents)
        put_all(self, given)
        for name, _, _ in given:
            tell(f"put {name}")

    def remove_and_tell(self: Ledger, document_id: str) -> None:
        remove(self, document_id)
        tell(f"removed {document_id}")

    Ledger.put_all, Ledger.remove = put_all_and_tell, remove_and_tell  # type: ignore[method-assign]


def tell(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def run(arguments: list[str]) -> None:
    """In the fork: one command, its output thrown away."""
    os.setsid()
    tell(f"started {os.getpid()}")
    acknowledging(tell)
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (closed by the end of the process)
    try:
        cli.main(arguments)
    except SystemExit as ended:
        os._exit(int(ended.code or 0))


def main() -> None:
    warm(sys.argv[1])
    tell("warm")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            run(json.loads(line))
        tell(f"ended {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}")


if __name__ == "__main__":
    main()

"""The W3C's SPARQL tests on our query path: what the tool makes of a small suite of our own, and the real one where it is found."""

import os
import re
from pathlib import Path

import pytest

from kg.serve.values import Reply
from tools import w3c_sparql, w3c_ways
from tools.w3c_answers import Solutions, read_answer, same
from tools.w3c_manifest import Kind, read_cases
from tools.w3c_sparql import Outcome, fingerprint, main, run, section

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "sparql-conformance.md"
SUITE = Path(os.environ.get("KHABAR_W3C_SUITE") or ROOT / ".w3c" / "sparql11")

MANIFEST = """@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#> .
@prefix ut: <http://www.w3.org/2009/sparql/tests/test-update#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix : <#> .
<> a mf:Manifest ; mf:entries ( :right :wrong :graphs :from :ordered :csv :made :changed :good :bad :calls :inferred :server ) .
:right a mf:QueryEvaluationTest ; mf:action [ qt:query <towns.rq> ; qt:data <towns.ttl> ] ; mf:result <towns.srx> .
:wrong a mf:QueryEvaluationTest ; mf:action [ qt:query <towns.rq> ; qt:data <towns.ttl> ] ; mf:result <wrong.srx> .
:graphs a mf:QueryEvaluationTest ; mf:action [ qt:query <graphs.rq> ; qt:data <empty.ttl> ; qt:graphData <towns.ttl> ] ; mf:result <graphs.srj> .
:from a mf:QueryEvaluationTest ; mf:action [ qt:query <from.rq> ] ; mf:result <towns.srx> .
:ordered a mf:QueryEvaluationTest ; mf:action [ qt:query <ordered.rq> ; qt:data <towns.ttl> ] ; mf:result <ordered.ttl> .
:csv a mf:CSVResultFormatTest ; mf:action [ qt:query <towns.rq> ; qt:data <towns.ttl> ] ; mf:result <towns.csv> .
:made a mf:QueryEvaluationTest ; mf:action [ qt:query <made.rq> ; qt:data <towns.ttl> ] ; mf:result <made.ttl> .
:changed a mf:UpdateEvaluationTest ; mf:action [ ut:request <change.ru> ; ut:data <towns.ttl> ] ;
  mf:result [ ut:data <empty.ttl> ; ut:graphData [ ut:graph <towns.ttl> ; rdfs:label "http://example.org/kept" ] ] .
:good a mf:PositiveSyntaxTest11 ; mf:action <unknown-function.rq> .
:bad a mf:NegativeSyntaxTest11 ; mf:action <half.rq> .
:calls a mf:PositiveSyntaxTest11 ; mf:action <calls.rq> .
:inferred a mf:QueryEvaluationTest ; mf:action [ qt:query <towns.rq> ; qt:data <towns.ttl> ; sd:entailmentRegime <http://www.w3.org/ns/entailment/RDFS> ] ;
  mf:result <towns.srx> .
:server a mf:ProtocolTest ; mf:action [] .
"""
TABLE = """<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="name"/><variable name="people"/></head><results>
<result><binding name="name"><literal xml:lang="ar">صعدة</literal></binding>
<binding name="people"><literal datatype="http://www.w3.org/2001/XMLSchema#decimal">70.50</literal></binding></result>
<result><binding name="name"><bnode>nameless</bnode></binding></result></results></sparql>
"""
FILES = {
    "manifest.ttl": MANIFEST,
    "empty.ttl": "",
    "towns.ttl": '@prefix : <http://example.org/> .\n:one :name "صعدة"@ar ; :people 70.5 .\n[] :name _:x .\n',
    "towns.rq": "PREFIX : <http://example.org/> SELECT ?name ?people { ?town :name ?name OPTIONAL { ?town :people ?people } }",
    "towns.srx": TABLE,
    "wrong.srx": TABLE.replace("70.50", "71"),
    "towns.csv": "people,name\r\n70.5,صعدة\r\n,_:a\r\n",
    "graphs.rq": "SELECT (COUNT(*) AS ?n) ?g { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "graphs.srj": '{"head": {"vars": ["g", "n"]}, "results": {"bindings": [{"g": {"type": "uri", "value": '
    '"http://www.w3.org/2009/sparql/docs/tests/towns.ttl"}, "n": {"type": "literal", "value": "3", '
    '"datatype": "http://www.w3.org/2001/XMLSchema#integer"}}]}}',
    "from.rq": "PREFIX : <http://example.org/> SELECT ?name ?people FROM <towns.ttl> { ?town :name ?name OPTIONAL { ?town :people ?people } }",
    "ordered.rq": "SELECT ?n { VALUES ?n { 1 3 2 } } ORDER BY DESC(?n)",
    "ordered.ttl": "@prefix rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#> . [] a rs:ResultSet ; rs:resultVariable 'n' ; "
    + "; ".join(f"rs:solution [ rs:index {place} ; rs:binding [ rs:variable 'n' ; rs:value {4 - place} ] ]" for place in (3, 1, 2))
    + " .",
    "made.rq": "PREFIX : <http://example.org/> CONSTRUCT { ?town :inhabited true . _:b :tells ?town } { ?town :people ?people }",
    "made.ttl": "@prefix : <http://example.org/> . :one :inhabited true . [] :tells :one .",
    "change.ru": "MOVE DEFAULT TO <http://example.org/kept>",
    "unknown-function.rq": "SELECT (<http://example.org/unknown>(1) AS ?x) {}",
    "half.rq": "SELECT ?x { ?x ",
    "calls.rq": "SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }",
}


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_each_kind_of_test_is_run_and_a_wrong_answer_found(suite: Path) -> None:
    outcomes = {verdict.case.name: verdict.outcome for verdict in run(suite)}
    assert [name for name, outcome in outcomes.items() if outcome is not Outcome.PASSED] == ["wrong", "calls", "inferred", "server"]
    assert [outcomes[name] for name in ("wrong", "calls", "inferred")] == [Outcome.ENGINE, Outcome.REFUSED, Outcome.NOT_RUN]


@pytest.mark.parametrize(
    ("file", "text", "failed"),
    [
        ("towns.csv", "people,name\r\n71,صعدة\r\n,_:a\r\n", "csv"),
        ("ordered.rq", "SELECT ?n { VALUES ?n { 1 3 2 } } ORDER BY ?n", "ordered"),
        ("made.ttl", "@prefix : <http://example.org/> . :one :inhabited true .", "made"),
        ("change.ru", "COPY DEFAULT TO <http://example.org/kept>", "changed"),
        ("unknown-function.rq", "SELECT (unknown(1) AS ?x) {}", "good"),
        ("half.rq", "SELECT ?x { ?x ?p ?o }", "bad"),
        ("from.rq", "SELECT ?name ?people FROM <empty.ttl> { ?name ?people ?o }", "from"),
    ],
)
def test_each_kind_of_test_can_fail(suite: Path, file: str, text: str, failed: str) -> None:
    (suite / file).write_text(text, encoding="utf-8")
    assert [verdict.case.name for verdict in run(suite) if verdict.outcome is Outcome.ENGINE] == sorted(["wrong", failed], key=MANIFEST.index)


def test_what_the_engine_does_rightly_and_we_do_not_is_ours(suite: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(suite)]) == 0
    monkeypatch.setattr(w3c_ways, "answer_query", lambda *_: Reply(200, "text/csv", b"name,people\r\n"))
    assert main([str(suite)]) == 1
    told = capsys.readouterr().out
    assert "- `./right` (answer): Another answer: 0 rows where 2 rows were wanted; lacks `?name = \"صعدة\"@ar" in told


def test_rows_are_compared_whatever_blank_nodes_are_called_and_as_often_as_they_come() -> None:
    def answer(text: str) -> Solutions:
        found = read_answer(text.encode(), "text/csv")
        assert isinstance(found, Solutions)
        return found

    assert same(answer("a,b\r\n_:x,_:x\r\n_:y,1\r\n"), answer("b,a\r\n1,_:p\r\n_:q,_:q\r\n"))
    assert not same(answer("a,b\r\n_:x,_:x\r\n"), answer("a,b\r\n_:x,_:y\r\n"))
    assert not same(answer("a\r\n1\r\n1\r\n"), answer("a\r\n1\r\n"))
    assert same(answer("a\r\n1\r\n1\r\n"), answer("a\r\n1\r\n"), lax=True)


def test_a_folder_without_tests_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "manifest.ttl" in capsys.readouterr().err


def test_a_manifest_names_no_file_outside_its_suite(suite: Path) -> None:
    (suite / "manifest.ttl").write_text(MANIFEST.replace("<half.rq>", "<http://example.org/half.rq>"), encoding="utf-8")
    assert main([str(suite)]) == 2


def test_the_page_is_written_whole(suite: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    assert main([f"{suite}=A small suite", "--page", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert "## A small suite" in text and re.search(r"\*\*all\*\* \| 13 \| 9 \|  \| 1 \| 1 \| 2 \|", text)


def test_remarks_are_sorted_and_each_is_of_a_failure_on_the_page() -> None:
    remarks = [line.split("\t")[0] for line in w3c_sparql._REMARKS.read_text(encoding="utf-8").splitlines()]
    listed = re.findall(r"^- `([^`]+)`", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert remarks == sorted(set(remarks)) and set(remarks) == set(listed)
    assert not re.search(r"^Failed: ours: \d", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_suite_of_the_w3c() -> None:
    if not SUITE.is_dir():
        pytest.skip(f"no suite of the W3C at {SUITE.name}: `make w3c` fetches one, or name a folder in KHABAR_W3C_SUITE")
    verdicts = run(SUITE)
    assert sum(verdict.case.kind in (Kind.QUERY, Kind.UPDATE) for verdict in verdicts) > 200
    assert [f"{verdict.case.id}: {verdict.reason}" for verdict in verdicts if verdict.outcome is Outcome.OURS] == []
    page = PAGE.read_text(encoding="utf-8")
    if f"`{fingerprint(SUITE)}`" in page:
        name = re.findall(r"^## (.+)$", page.split(f"`{fingerprint(SUITE)}`")[0], re.MULTILINE)[-1]
        assert section(SUITE, name, verdicts) in page


def test_every_group_of_the_suite_is_read() -> None:
    if not SUITE.is_dir():
        pytest.skip(f"no suite of the W3C at {SUITE.name}: `make w3c` fetches one, or name a folder in KHABAR_W3C_SUITE")
    groups = {case.group for case in read_cases(SUITE)}
    assert {"aggregates", "bind", "functions", "negation", "property-path", "subquery", "syntax-query", "delete-insert", "csv-tsv-res"} <= groups

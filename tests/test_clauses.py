"""The project's own list of clauses is whole, and says truly which tests claim which clause."""

import re
from pathlib import Path

import pytest

from bin import clauses

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT.parent / "shared" / "policies" / "CLAUSES.md"
TABLED = re.compile(r"^\| ([CDPQMKJ]\d{2,3}) \|", re.M)
HEADED = re.compile(r"^### ([FS]\d{1,2}) ", re.M)
LISTED = re.compile(r"^\d+\. (T\d{2,3}) ", re.M)
OF_OUR_OWN = re.compile(r"(Fault|Hostile|Perf)\d+$")
HOMES = {
    "governance",
    "pupils",
    "policies",
    "accounts",
    "consent",
    "posts",
    "incidents",
    "blocked_content",
    "assurance",
    "demo",
}


def test_every_clause_has_one_row_with_a_sentence_and_a_home():
    rows = clauses.rows()

    assert len({row["id"] for row in rows}) == len(rows)
    assert [row["id"] for row in rows if not row["sentence"] or row["home"] not in HOMES] == []


@pytest.mark.skipif(not SOURCE.exists(), reason="the source policies' list is not beside this checkout")
def test_the_list_has_the_ids_of_the_source():
    text = SOURCE.read_text()
    wanted = {*TABLED.findall(text), *HEADED.findall(text), *LISTED.findall(text)}

    assert {row["id"] for row in clauses.rows()} == wanted


def test_the_list_says_truly_which_tests_claim_which_clause():
    claimed = {row["id"]: row["tests"].split() for row in clauses.rows() if row["tests"]}

    # Fault3, Hostile2, Perf5 and their like are goals of our own, kept apart from the policies' clauses.
    said = {clause: files for clause, files in clauses.claims().items() if not OF_OUR_OWN.match(clause)}
    assert claimed == said, "run: python bin/clauses.py"


def test_whatever_pytest_finds_marked_is_in_the_list(request: pytest.FixtureRequest):
    claimed, marked = clauses.claims(), marks_of(request.session.items)

    missing = {(clause, file) for clause, file in marked if file not in claimed.get(clause, ())}
    assert missing == set(), "bin/clauses.py does not see these markers"


def test_a_marker_that_is_not_written_out_is_worked_out():
    assert "tests/governance/profile/test_settings.py" in clauses.claims()["P79"]


def marks_of(items: list[pytest.Item]) -> set[tuple[str, str]]:
    """Each clause that a collected test claims, with the file it is in, as pytest itself has them."""
    return {
        (clauses.clause_of(clause), str(item.path.relative_to(ROOT)))
        for item in items
        for mark in item.iter_markers("clause")
        for clause in mark.args
    }

"""No cell of any export is ever a live formula (Hostile6)."""

import csv
import io
import zipfile
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.services import ask_to_look_after
from governance.audit.services import record
from tests.access_table import ROWS, Row
from tests.accounts.factories import (
    AccountFactory,
    ApplicationFactory,
    CheckFactory,
    FollowerFactory,
    FoundFactory,
    HandoverFactory,
    LoanFactory,
    ReviewFactory,
    SearchFactory,
    SettingsCheckFactory,
    TechnicalFactory,
)
from tests.crowd import Crowd, taken_back
from tests.factories import PersonFactory
from tests.hostile.fields import allowed
from tests.policies.factories import ReceiptFactory
from tests.policies.teaching_factories import TeachingFactory

pytestmark = pytest.mark.django_db
FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", '=HYPERLINK("http://evil.example")', "=cmd|' /C calc'!A0"]
# Nothing in it was typed by anybody.
THE_SAME_FOR_EVERYBODY = {"governance:export_staff_sample"}
# Files that are brought again, not lists: they are CSV alone.
BROUGHT_AGAIN = {"governance:export_staff_sample", "governance:export_staff_errors"}
EXPORTS = [row for row in ROWS if "export" in row.name]
LISTS = [row for row in EXPORTS if row.name not in BROUGHT_AGAIN]


def typed_everywhere(crowd: Crowd) -> None:
    """Formulas in every place that an export shows."""
    person = crowd.person("head")
    for formula in FORMULAS:
        person.given_name, person.family_name = formula, formula
        person.save()
        leaver = PersonFactory(working_at=crowd.world.school, given_name=formula, family_name=formula)
        HandoverFactory(organisation=crowd.world.school, leaver=leaver)
        TeachingFactory(
            kind="public",
            year_group="",
            title=formula,
            organisation=crowd.world.school,
            leader=person,
            planned_on="2026-10-15",
            materials=formula,
        )
        account = AccountFactory(organisation=crowd.world.school, name=formula, purpose=formula, runners=[person])
        SettingsCheckFactory(account=account)
        ReviewFactory(account=account, how_it_went=formula)
        ApplicationFactory(organisation=crowd.world.school, proposed_name=formula, decision_reasons=formula)
        FoundFactory(organisation=crowd.world.school, name=formula, note=formula)
        LoanFactory(device__organisation=crowd.world.school, device__name=formula, borrower=person, occasion=formula)
        ReceiptFactory(organisation=crowd.world.school, version__document__title=formula)
        SearchFactory(
            organisation=crowd.world.school, searched_by=person, looked_for=formula, finds=[formula], places=[formula]
        )
        FollowerFactory(
            account__organisation=crowd.world.school,
            account__is_open=False,
            handle=formula,
            handle_key=formula,
            believed_identity=formula,
        )
        TechnicalFactory(account__organisation=crowd.world.school, note=formula, what_was_done=formula)
        CheckFactory(account__organisation=crowd.world.school, account__name=formula, looked=True, looked_by=person)
        record(
            organisation_reference=crowd.world.school.reference,
            action=formula[:20] or "x",
            thing_type=formula[:20],
            thing_reference=formula[:20],
            by=person,
            now=timezone.now(),
            facts={"reason": formula, "from": formula, "to": formula},
        )
    ask_to_look_after(timezone.now())


@pytest.mark.parametrize("row", EXPORTS, ids=lambda row: row.name)
def test_no_cell_of_an_export_is_a_formula(row: Row, crowd: Crowd) -> None:
    with taken_back():
        typed_everywhere(crowd)

        answer = crowd.send(allowed(row), "GET", reverse(row.name, kwargs=row.kwargs(crowd)))

    cells = [cell for line in csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))) for cell in line]
    assert row.name in THE_SAME_FOR_EVERYBODY or any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


@pytest.mark.clause("Hostile6")
@pytest.mark.parametrize("row", LISTS, ids=lambda row: row.name)
def test_a_workbook_holds_the_same_rows_and_no_formula(row: Row, crowd: Crowd) -> None:
    with taken_back():
        typed_everywhere(crowd)
        address = reverse(row.name, kwargs=row.kwargs(crowd))

        comma = crowd.send(allowed(row), "GET", address).body
        answer = crowd.send(allowed(row), "GET", address, {"as": "xlsx"})

    lines = list(csv.reader(io.StringIO(comma.decode("utf-8-sig"), newline="")))
    assert "spreadsheetml" in answer.headers["Content-Type"]
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    sheet = load_workbook(io.BytesIO(answer.body)).worksheets[0]
    top = next(line[0].row for line in sheet.iter_rows() if [cell.value for cell in line] == lines[0])
    assert sheet.freeze_panes == f"A{top + 1}"
    assert "Taken by" in sheet.cell(top - 2, 1).value
    found = [[shown(cell) for cell in line] for line in sheet.iter_rows(min_row=top)]
    assert len(found) == len(lines) > 1
    assert found == [[bare(cell) for cell in line] for line in lines]
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(answer.body)).read("xl/worksheets/sheet1.xml")


def bare(text: str) -> str:
    """A text without what each kind of file does to it: the apostrophe, and the line ends."""
    return text.removeprefix("'").replace("\r\n", "\n").replace("\r", "\n")


def shown(cell: Any) -> str:
    """What a cell says, as CSV writes it."""
    if cell.is_date:
        return f"{cell.value:%Y-%m-%d %H:%M}" if "hh" in cell.number_format else f"{cell.value:%Y-%m-%d}"
    return "" if cell.value is None else bare(str(cell.value))


@pytest.mark.parametrize("row", LISTS, ids=lambda row: row.name)
def test_a_workbook_is_for_whom_the_list_is(row: Row, crowd: Crowd) -> None:
    address = reverse(row.name, kwargs=row.kwargs(crowd))

    answers = {
        name: [crowd.ask(name, "GET", address, kind).status_code for kind in ({}, {"as": "xlsx"})]
        for name in (*crowd.users, "anonymous")
    }

    assert {name: codes for name, codes in answers.items() if len(set(codes)) > 1} == {}
    assert {codes[0] for codes in answers.values()} > {200}


def test_every_page_that_answers_with_a_table_is_an_export_tested_here(crowd: Crowd) -> None:
    pages = [row for row in ROWS if "GET" in row.methods and not row.public]

    kinds = {row.name: kind_of(row, crowd) for row in pages}

    assert {name for name, kind in kinds.items() if "csv" in kind} == {row.name for row in EXPORTS}


def kind_of(row: Row, crowd: Crowd) -> str:
    """What kind of file the page answers with."""
    with taken_back():
        answer = crowd.send(allowed(row), "GET", reverse(row.name, kwargs=row.kwargs(crowd)))
    return str(answer.headers.get("Content-Type", ""))

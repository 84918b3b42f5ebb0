"""No cell of any export is ever a live formula (Hostile6)."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.audit.services import record
from tests.access_table import ROWS, Row
from tests.accounts.factories import AccountFactory, CheckFactory, FollowerFactory, HandoverFactory, SearchFactory
from tests.crowd import Crowd, taken_back
from tests.factories import PersonFactory
from tests.hostile.fields import allowed
from tests.policies.teaching_factories import TeachingFactory

pytestmark = pytest.mark.django_db
FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", '=HYPERLINK("http://evil.example")', "=cmd|' /C calc'!A0"]
# Nothing in it was typed by anybody.
THE_SAME_FOR_EVERYBODY = {"governance:export_staff_sample"}
EXPORTS = [row for row in ROWS if "export" in row.name]


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
        AccountFactory(organisation=crowd.world.school, name=formula, purpose=formula, runners=[person])
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


@pytest.mark.parametrize("row", EXPORTS, ids=lambda row: row.name)
def test_no_cell_of_an_export_is_a_formula(row: Row, crowd: Crowd) -> None:
    with taken_back():
        typed_everywhere(crowd)

        answer = crowd.send(allowed(row), "GET", reverse(row.name, kwargs=row.kwargs(crowd)))

    cells = [cell for line in csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))) for cell in line]
    assert row.name in THE_SAME_FOR_EVERYBODY or any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_every_page_that_answers_with_a_table_is_an_export_tested_here(crowd: Crowd) -> None:
    pages = [row for row in ROWS if "GET" in row.methods and not row.public]

    kinds = {row.name: kind_of(row, crowd) for row in pages}

    assert {name for name, kind in kinds.items() if "csv" in kind} == {row.name for row in EXPORTS}


def kind_of(row: Row, crowd: Crowd) -> str:
    """What kind of file the page answers with."""
    with taken_back():
        answer = crowd.send(allowed(row), "GET", reverse(row.name, kwargs=row.kwargs(crowd)))
    return str(answer.headers.get("Content-Type", ""))

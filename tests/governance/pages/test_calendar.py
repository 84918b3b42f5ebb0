"""Loading term dates, and the duty that asks for them (J60, D15)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from governance.calendar.models import Term, WorkingCalendar
from governance.duties.models import Duty
from governance.duties.services import watch_day
from governance.organisations.models import Organisation
from governance.people.roles import Role
from tests.factories import CalendarFactory, OrganisationFactory, PersonFactory, RoleHeldFactory


def typed(number, name, starts_on, ends_on):
    """A row of the form as a browser posts it."""
    parts = {f"name_{number}": name}
    for field, day in (("starts_on", starts_on), ("ends_on", ends_on)):
        parts |= {f"{field}_{number}_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    return parts


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def school(spx):
    """A school with a calendar of its own, on which one term is long over."""
    calendar = CalendarFactory(terms=False)
    Term.objects.create(calendar=calendar, name="Long ago", starts_on=date(2020, 9, 1), ends_on=date(2020, 12, 18))
    Organisation.objects.filter(pk=spx.school.pk).update(calendar=calendar)
    return Organisation.objects.get(pk=spx.school.pk)


def test_the_office_loads_a_term_and_old_ones_stay(spx, school, client_for, today):
    rows = typed(1, "Autumn", today, today + timedelta(days=90))

    answer = client_for(spx.office).post(f"/calendar/{school.reference}/", rows)

    assert answer.status_code == 302
    assert set(school.calendar.terms.values_list("name", flat=True)) == {"Long ago", "Autumn"}


@pytest.mark.clause("J60")
def test_loading_what_was_missing_settles_the_duty(spx, school, client_for, today):
    watch_day(now=timezone.now())
    duty = Duty.objects.get(kind="J60", organisation=school)

    client_for(spx.office).post(duty.url, typed(1, "Autumn", today, today + timedelta(days=90)))

    duty.refresh_from_db()
    assert duty.outcome == "loaded"


def test_terms_that_overlap_are_refused_with_all_that_was_typed(spx, school, client_for, today):
    rows = typed(1, "Autumn", today, today + timedelta(days=90)) | typed(
        2, "Spring", today + timedelta(days=80), today + timedelta(days=160)
    )

    answer = client_for(spx.office).post(f"/calendar/{school.reference}/", rows)

    assert "before Autumn has ended" in answer.content.decode()
    assert 'value="Spring"' in answer.content.decode()
    assert school.calendar.terms.count() == 1


def test_half_a_row_is_told_beside_the_field_that_is_missing(spx, school, client_for):
    answer = client_for(spx.office).post(f"/calendar/{school.reference}/", {"name_1": "Autumn"})

    assert set(answer.context["form"].errors) == {"starts_on_1", "ends_on_1"}


def test_a_calendar_of_several_schools_is_not_changed_from_one_of_them(spx, client_for, today):
    rows = typed(1, "Autumn", today, today + timedelta(days=90))

    answer = client_for(spx.office).post(f"/calendar/{spx.school.reference}/", rows)

    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()


def test_an_organisation_without_a_calendar_gets_one(spx, client_for, today):
    lonely = OrganisationFactory(calendar=None)
    clerk = PersonFactory(working_at=lonely)
    RoleHeldFactory(person=clerk, organisation=lonely, role=Role.OFF)
    before = WorkingCalendar.objects.count()

    client_for(clerk).post(f"/calendar/{lonely.reference}/", typed(1, "Autumn", today, today + timedelta(days=90)))

    assert WorkingCalendar.objects.count() == before + 1
    assert Organisation.objects.get(pk=lonely.pk).calendar.terms.get().name == "Autumn"


@pytest.mark.clause("D04")
def test_another_schools_dates_are_not_found(spx, client_for):
    assert client_for(spx.office).get(f"/calendar/{spx.elsewhere.reference}/").status_code == 404


def test_the_list_says_what_is_missing(spx, school, client_for):
    text = client_for(spx.office).get("/calendar/").content.decode()

    assert "No term dates are loaded from today on." in text

"""Which calendar an organisation keeps, and how its dates are loaded."""

from datetime import date

import pytest

from governance.audit.models import AuditEvent
from governance.calendar.rules import Stretch
from governance.calendar.selectors import calendar_of, days_for
from governance.calendar.services import set_closures, set_terms
from governance.kernel.actors import SYSTEM
from governance.kernel.errors import Refused
from tests.factories import CalendarFactory, OrganisationFactory

TERM = Stretch(date(2027, 9, 2), date(2027, 12, 17), "Autumn term", "term")


@pytest.mark.clause("D15", "T58")
def test_a_school_without_a_calendar_keeps_the_one_above(db):
    calendar = CalendarFactory()
    trust = OrganisationFactory(kind="trust", calendar=calendar)
    school = OrganisationFactory(parent=trust, calendar=None)

    assert calendar_of(school) == calendar
    assert days_for(school) == days_for(trust)


@pytest.mark.clause("T58")
def test_a_schools_own_calendar_comes_before_the_one_above(db):
    trust = OrganisationFactory(kind="trust", calendar=CalendarFactory())
    own = CalendarFactory()

    assert calendar_of(OrganisationFactory(parent=trust, calendar=own)) == own


def test_the_calendar_is_read_in_one_statement(db, django_assert_num_queries):
    school = OrganisationFactory(calendar=CalendarFactory())

    with django_assert_num_queries(1):
        days = days_for(school)

    assert len(days.terms) == 3
    assert date(2026, 12, 28) in days.bank_holidays


def test_an_organisation_without_any_calendar_still_has_bank_holidays(db):
    days = days_for(OrganisationFactory(calendar=None))

    assert days.terms == ()
    assert date(2026, 8, 31) in days.bank_holidays


def set_them(calendar, terms, now):
    set_terms(calendar=calendar, organisation_reference="OR-1", terms=terms, by=SYSTEM, now=now)


@pytest.mark.clause("D15")
def test_terms_are_replaced_and_written_down(db, now):
    school = OrganisationFactory(calendar=CalendarFactory())

    set_them(school.calendar, [TERM], now)

    assert days_for(school).terms == (TERM,)
    event = AuditEvent.objects.get(action="calendar.set_terms")
    assert "2027-09-02" in event.facts
    assert "2026-" in event.facts


def test_terms_that_overlap_are_refused_whole(db, now):
    school = OrganisationFactory(calendar=CalendarFactory())
    second = Stretch(date(2027, 12, 17), date(2027, 12, 1), "Spring term", "term")

    with pytest.raises(Refused) as refusal:
        set_them(school.calendar, [TERM, second], now)

    assert len(refusal.value.reasons) == 2
    assert len(days_for(school).terms) == 3


@pytest.mark.clause("T58")
def test_closures_are_replaced_and_keep_their_kind(db, now):
    school = OrganisationFactory(calendar=CalendarFactory())
    inset = Stretch(date(2027, 9, 2), date(2027, 9, 2), "INSET", "inset")

    set_closures(calendar=school.calendar, organisation_reference="OR-1", closures=[inset], by=SYSTEM, now=now)

    assert days_for(school).closures == (inset,)


def test_a_closure_of_no_known_kind_is_refused(db, now):
    calendar = CalendarFactory()
    strange = Stretch(date(2027, 9, 2), date(2027, 9, 2), "Picnic", "picnic")

    with pytest.raises(Refused, match="Say whether Picnic"):
        set_closures(calendar=calendar, organisation_reference="OR-1", closures=[strange], by=SYSTEM, now=now)

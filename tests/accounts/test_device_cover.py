"""A picture is held against the approval of the day it was taken, whatever has become of the device since (T33, J56)."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone
from hypothesis import assume, given
from hypothesis import strategies as st

from accounts.models import DeviceApproval
from accounts.rules.device_cover import (
    RENEW_AHEAD,
    DeviceFacts,
    Missing,
    Period,
    approval_in_force,
    may_renew,
    suits_day,
    why_not_covered,
    year_ends,
)
from accounts.selectors import approval_on
from accounts.services import approve_device, find_device, renew_device, report_device, withdraw_device
from governance.calendar.rules import add_years
from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed, Refused, TooLate
from tests.accounts.factories import DeviceFactory, LossFactory

DAY = timedelta(days=1)
FIRST = date(2024, 1, 1)
days = st.integers(0, 1500).map(lambda number: FIRST + timedelta(days=number))
periods = st.lists(st.tuples(days, st.integers(0, 400)).map(lambda p: Period(p[0], p[0] + p[1] * DAY)), max_size=4)
losses = st.lists(
    st.tuples(days, st.none() | st.integers(0, 60)).map(
        lambda p: Missing(p[0], None if p[1] is None else p[0] + p[1] * DAY)
    ),
    max_size=2,
)


def facts(**known):
    """What is known of the office camera."""
    return DeviceFacts(name="Office camera", listed_on=known.pop("listed_on", FIRST), **known)


@pytest.mark.clause("T33", "C074", "Q36")
@given(periods=periods, missing=losses, withdrawn_on=st.none() | days, day=days)
def test_a_day_is_covered_where_an_approval_holds_and_nothing_had_ended_it(periods, missing, withdrawn_on, day):
    known = facts(periods=periods, missing=missing, withdrawn_on=withdrawn_on)
    # Walk every day of each approval and strike out those on which the school did not have the device.
    held = {one.starts_on + n * DAY for one in periods for n in range((one.until - one.starts_on).days + 1)}
    held -= {one for one in held if withdrawn_on and one > withdrawn_on}
    for lost in missing:
        held -= {one for one in held if lost.lost_on <= one <= (lost.found_on or date.max)}

    edges = [day, withdrawn_on, *(edge for one in periods for edge in (one.starts_on, one.until))]
    edges += [edge for one in missing for edge in (one.lost_on, one.found_on)]
    for one in {edge + n * DAY for edge in edges if edge for n in (-1, 0, 1)}:
        assert (approval_in_force(known, one) is not None) is (one in held)
        assert (why_not_covered(known, one) == "") is (one in held)


@pytest.mark.clause("T33", "J56")
@given(periods=periods, day=days, later=days)
def test_what_happens_later_never_changes_what_held_on_a_day(periods, day, later):
    assume(later > day)
    before = facts(periods=periods)

    after = facts(periods=[*periods, Period(later, later + 365 * DAY)], withdrawn_on=later, missing=[Missing(later)])

    assert (why_not_covered(after, day) == "") is (why_not_covered(before, day) == "")


@pytest.mark.clause("P46", "C074")
@given(listed_on=days, withdrawn_on=st.none() | days, day=days)
def test_where_owning_is_enough_it_counts_from_the_list_to_the_withdrawal(listed_on, withdrawn_on, day):
    known = facts(listed_on=listed_on, withdrawn_on=withdrawn_on)

    covered = why_not_covered(known, day, owned_is_enough=True) == ""

    assert covered is (listed_on <= day and (withdrawn_on is None or day <= withdrawn_on))
    assert why_not_covered(facts(is_refused=True), day, owned_is_enough=True)


@pytest.mark.clause("T33")
@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({}, "not on the list of approved devices"),
        ({"periods": [Period(date(2026, 10, 6), date(2027, 10, 6))]}, "was first approved on Tuesday 6 October 2026"),
        ({"periods": [Period(date(2025, 9, 1), date(2026, 9, 1))]}, "had run out on Tuesday 1 September 2026"),
        ({"withdrawn_on": date(2026, 10, 4)}, "was withdrawn on Sunday 4 October 2026"),
        ({"missing": [Missing(date(2026, 10, 5))]}, "was missing on Monday 5 October 2026"),
        ({"takes_pictures": False}, "is for contacting parents"),
    ],
)
def test_each_reason_is_told_in_its_own_words(known, words):
    assert words in why_not_covered(facts(**known), date(2026, 10, 5))


@pytest.mark.clause("T33")
def test_a_picture_says_on_which_day_it_was_taken_and_not_one_to_come():
    assert "on which day" in suits_day(None, FIRST)
    assert suits_day(FIRST, FIRST) == ""
    assert "cannot have been taken" in suits_day(FIRST + DAY, FIRST)


@pytest.mark.clause("J56", "T64")
@given(first=days, steps=st.lists(st.integers(-28, 500), max_size=6))
def test_years_are_counted_from_the_first_approval_and_never_drift(first, steps):
    until, seen = year_ends(first, first), [year_ends(first, first)]
    for step in steps:
        today = until + step * DAY
        assert may_renew(until, today)
        until = year_ends(first, today)
        assert until > today + RENEW_AHEAD
        seen.append(until)

    assert all(any(one == add_years(first, years) for years in range(1, 20)) for one in seen)
    assert seen == sorted(set(seen))


@pytest.mark.clause("T64", "J56")
def test_a_leap_day_is_renewed_on_28_february_and_on_29_again():
    first = date(2024, 2, 29)

    assert year_ends(first, first) == date(2025, 2, 28)
    assert year_ends(first, date(2025, 2, 20)) == date(2026, 2, 28)
    assert year_ends(first, date(2027, 2, 20)) == date(2028, 2, 29)


@pytest.mark.parametrize(("days", "may"), [(-29, False), (-28, True), (0, True), (1, True)])
def test_it_is_renewed_in_the_last_four_weeks_or_late(days, may):
    until = date(2026, 10, 5)

    assert may_renew(until, until + days * DAY) is may


@pytest.mark.django_db
@pytest.mark.clause("Q36", "T33", "C185")
def test_the_day_is_the_day_in_london(spx, signing):
    half_past_midnight = datetime(2026, 6, 3, 23, 30, tzinfo=UTC)
    device = DeviceFactory(organisation=spx.school, requested=True)
    signed = signing(spx.oso)

    approve_device(
        device, ticked=True, signing=type(signed)(half_past_midnight, spx.oso.name), by=spx.oso, now=half_past_midnight
    )

    assert approval_on(device, date(2026, 6, 3)) is None
    assert approval_on(device, date(2026, 6, 4)) == Period(date(2026, 6, 4), date(2027, 6, 4))
    assert approval_on(device, date(2027, 6, 4))
    assert approval_on(device, date(2027, 6, 5)) is None


@pytest.mark.django_db
@pytest.mark.clause("J56", "C185", "T33")
def test_a_renewal_begins_another_year_and_leaves_the_gap_open(spx, now, signing):
    device = DeviceFactory(organisation=spx.school, approvals=[(date(2025, 9, 1), date(2026, 9, 1))])

    renew_device(device, ticked=True, signing=signing(spx.oso), by=spx.oso, now=now)

    assert approval_on(device, date(2026, 9, 1))
    assert approval_on(device, date(2026, 9, 2)) is None
    assert approval_on(device, date(2026, 10, 4)) is None
    assert approval_on(device, date(2026, 10, 5)) == Period(date(2026, 10, 5), date(2027, 9, 1))
    assert device.approvals.last().signature.person == spx.oso


@pytest.mark.django_db
@pytest.mark.clause("J56")
def test_it_is_not_renewed_too_early_nor_twice_nor_while_it_is_lost(spx, now, signing):
    early = DeviceFactory(organisation=spx.school, approvals=[(date(2026, 9, 1), date(2027, 9, 1))])
    lost = DeviceFactory(organisation=spx.school, approvals=[(date(2025, 10, 5), date(2026, 10, 5))])
    LossFactory(device=lost)
    due = DeviceFactory(organisation=spx.school, approvals=[(date(2025, 10, 5), date(2026, 10, 5))])
    renew_device(due, ticked=True, signing=signing(spx.oso), by=spx.oso, now=now)

    for device, words in ((early, "Wednesday 1 September 2027"), (lost, "reported lost"), (due, "approved until")):
        with pytest.raises(Refused) as refusal:
            renew_device(device, ticked=True, signing=signing(spx.oso), by=spx.oso, now=now)
        assert words in refusal.value.reasons[0]
    assert [device.approvals.count() for device in (early, lost, due)] == [1, 1, 2]


@pytest.mark.django_db
@pytest.mark.clause("K03", "J56", "M34")
def test_whoever_asked_for_it_does_not_renew_it(spx, now, signing):
    approvals = [(date(2025, 10, 5), date(2026, 10, 5))]
    device = DeviceFactory(organisation=spx.school, requested_by=spx.oso, approvals=approvals)

    with pytest.raises(NotAllowed):
        renew_device(device, ticked=True, signing=signing(spx.oso), by=spx.oso, now=now)
    renew_device(device, ticked=True, signing=signing(spx.head), by=spx.head, now=now)

    assert device.approvals.count() == 2


@pytest.mark.django_db
@pytest.mark.clause("T33", "S21", "Q36")
def test_the_day_of_a_withdrawal_counts_and_the_day_of_a_loss_does_not(spx, now):
    broken, lost = DeviceFactory(organisation=spx.school), DeviceFactory(organisation=spx.school)

    withdraw_device(broken, reason="Broken", by=spx.oso, now=now)
    withdraw_device(lost, reason="Lost", lost_on=date(2026, 10, 2), by=spx.oso, now=now)

    assert approval_on(broken, date(2026, 10, 5))
    assert approval_on(broken, date(2026, 10, 6)) is None
    assert approval_on(lost, date(2026, 10, 1))
    assert approval_on(lost, date(2026, 10, 2)) is None


@pytest.mark.django_db
@pytest.mark.clause("S21", "T33")
def test_what_is_reported_lost_does_not_count_until_it_is_found(spx, now):
    device = DeviceFactory(organisation=spx.school)
    report_device(device, lost_on=date(2026, 10, 2), by=spx.teacher, now=now)
    assert approval_on(device, date(2026, 10, 2)) is None

    find_device(device, by=spx.oso, now=now + DAY)

    assert approval_on(device, date(2026, 10, 1))
    assert approval_on(device, date(2026, 10, 6)) is None
    assert approval_on(device, date(2026, 10, 7))
    with pytest.raises(TooLate):
        find_device(device, by=spx.oso, now=now + DAY)


@pytest.mark.django_db
@pytest.mark.clause("J56", "T33")
def test_what_was_approved_before_years_were_kept_holds_to_a_day_that_can_be_asked_for(spx):
    today = local_date(timezone.now())
    old = DeviceFactory(organisation=spx.school, approvals=[])
    DeviceFactory(organisation=spx.school, requested=True)

    import_module("accounts.migrations.0010_devices").begin_years(apps, None)

    (period,) = DeviceApproval.objects.all()
    assert (period.device, period.starts_on, period.approved_by) == (old, date(2025, 9, 1), old.decided_by)
    assert today + RENEW_AHEAD < period.until <= add_years(today + RENEW_AHEAD, 1)
    assert period.until == year_ends(date(2025, 9, 1), today)

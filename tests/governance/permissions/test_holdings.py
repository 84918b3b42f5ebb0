"""Whose role counts where, on which day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.people.roles import Role
from governance.permissions.rules.holdings import DeputyRow, EngagedRow, HeldRow, Holding, Rows, holdings_of

FEDERATION, SCHOOL, SIBLING, ELSEWHERE = 1, 2, 3, 9
PARENTS = {FEDERATION: None, SCHOOL: FEDERATION, SIBLING: FEDERATION, ELSEWHERE: None}
ME, PRINCIPAL = 11, 12
TODAY = date(2026, 10, 5)
START = date(2026, 9, 1)
DAYS = st.dates(date(2026, 8, 1), date(2026, 12, 31))


def rows(*, held=(), engaged=(), deputies=()):
    return Rows(held=tuple(held), engaged=tuple(engaged), deputies=tuple(deputies), parents=PARENTS)


def works(person=ME, place=SCHOOL, kind="employed", **dates):
    return EngagedRow(person, kind, place, **{"starts_on": START, **dates})


def holds(role=Role.HOS, person=ME, place=SCHOOL, **dates):
    return HeldRow(person, role, place, **{"starts_on": START, **dates})


def stands_in(role=Role.HOS, place=SCHOOL, starts_on=START, ends_on=date(2026, 12, 31)):
    return DeputyRow(ME, PRINCIPAL, role, place, starts_on, ends_on)


def roles(stored, day=TODAY):
    return {holding.role for holding in holdings_of(ME, stored, day)}


@pytest.mark.clause("D09", "Q36")
@given(first=DAYS, length=st.integers(0, 60), day=DAYS)
def test_a_role_counts_from_its_first_day_to_the_end_of_its_last(first, length, day):
    last = first + timedelta(days=length)
    stored = rows(held=[holds(starts_on=first, ends_on=last)], engaged=[works(starts_on=date(2026, 1, 1))])

    counts = Role.HOS in roles(stored, day)

    assert counts == (first <= day <= last)


@pytest.mark.clause("D09", "T88")
@given(last=DAYS, day=DAYS)
def test_a_role_ends_with_the_engagement_it_rests_on(last, day):
    stored = rows(held=[holds()], engaged=[works(starts_on=date(2026, 1, 1), ends_on=last)])

    counts = Role.HOS in roles(stored, day)

    assert counts == (START <= day <= last)


@pytest.mark.clause("D09")
@pytest.mark.parametrize(
    ("works_at", "counts"), [(SCHOOL, True), (FEDERATION, True), (SIBLING, False), (ELSEWHERE, False)]
)
def test_the_engagement_must_stand_in_one_line_with_the_role(works_at, counts):
    stored = rows(held=[holds(place=SCHOOL)], engaged=[works(place=works_at)])

    assert (Role.HOS in roles(stored)) is counts


@pytest.mark.clause("C014")
@pytest.mark.parametrize(
    ("kind", "derived"),
    [
        *((kind, {Role.STF}) for kind in ("employed", "trainee", "apprentice", "self-employed", "agency")),
        *((kind, {Role.STF}) for kind in ("consultant", "volunteer")),
        ("governor", set()),
        ("parent-helper", {Role.PST}),
    ],
)
def test_an_engagement_makes_every_adult_in_scope_staff_but_governors_and_parents(kind, derived):
    assert roles(rows(engaged=[works(kind=kind)])) == derived


@pytest.mark.clause("S29", "D03")
@given(first=DAYS, length=st.integers(0, 60), day=DAYS)
def test_a_deputy_holds_the_role_only_while_the_period_runs(first, length, day):
    last = first + timedelta(days=length)
    since = date(2026, 1, 1)
    stored = rows(
        held=[holds(person=PRINCIPAL, starts_on=since)],
        engaged=[works(starts_on=since), works(person=PRINCIPAL, starts_on=since)],
        deputies=[stands_in(starts_on=first, ends_on=last)],
    )

    assert (Role.HOS in roles(stored, day)) == (first <= day <= last)


@pytest.mark.clause("S29", "T36")
@pytest.mark.parametrize(
    "missing",
    [
        {"held": []},
        {"held": [holds(person=PRINCIPAL, ends_on=TODAY - timedelta(days=1))]},
        {"held": [holds(person=PRINCIPAL, role=Role.SLT)]},
        {"held": [holds(person=PRINCIPAL, place=SIBLING)]},
        {"engaged": [works()]},
        {"engaged": [works(person=PRINCIPAL)]},
        {"engaged": [works(place=SIBLING), works(person=PRINCIPAL)]},
    ],
)
def test_a_deputy_has_no_more_than_the_principal_has_and_must_work_there(missing):
    stored = rows(held=[holds(person=PRINCIPAL)], engaged=[works(), works(person=PRINCIPAL)], deputies=[stands_in()])
    assert Role.HOS in roles(stored)

    lacking = replace(stored, **{name: tuple(value) for name, value in missing.items()})

    assert Role.HOS not in roles(lacking)


@pytest.mark.clause("S29")
def test_a_deputy_may_stand_in_for_one_school_of_a_wider_role():
    stored = rows(
        held=[holds(Role.HD, PRINCIPAL, FEDERATION)],
        engaged=[works(), works(person=PRINCIPAL, place=FEDERATION)],
        deputies=[stands_in(Role.HD, SCHOOL)],
    )

    assert Holding(Role.HD, SCHOOL, principal_id=PRINCIPAL) in holdings_of(ME, stored, TODAY)


def test_own_roles_come_before_those_held_for_another():
    stored = rows(
        held=[holds(Role.SLT), holds(Role.HOS, PRINCIPAL)],
        engaged=[works(), works(person=PRINCIPAL)],
        deputies=[stands_in()],
    )

    assert [holding.role for holding in holdings_of(ME, stored, TODAY)] == [Role.SLT, Role.STF, Role.HOS]

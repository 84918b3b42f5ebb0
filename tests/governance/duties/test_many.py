"""Many duties opened at once, and climbs that would lead to the very person who owes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.duties.models import Duty
from governance.duties.rules.climbing import instead_of
from governance.duties.services import Ask, open_duties, open_duty, sweep
from governance.notices.models import Notice
from governance.people.roles import Role
from tests.factories import PersonFactory

DAY = timedelta(days=1)


def asks(spx, now, people):
    return [
        Ask(
            kind="T07",
            thing=spx.school,
            organisation=spx.school,
            due_at=now + DAY,
            label="Parcel",
            url="/parcels/",
            asked_person=person,
        )
        for person in people
    ]


def test_many_are_opened_as_one_is(spx, now):
    one, other = spx.com, spx.office

    open_duty(
        "T07", spx.school, organisation=spx.school, due_at=now + DAY, now=now, asked_person=one, label="Parcel",
        url="/parcels/",
    )  # fmt: skip
    opened = open_duties(asks(spx, now, [one, other]), now=now)

    assert [duty.asked_person for duty in opened] == [other], "the first is open already"
    shown = Duty.objects.order_by("pk").values_list("kind", "label", "due_at", "next_step_at", "opened_at")
    assert shown[0] == shown[1]
    assert Notice.objects.filter(person=other).count() == Notice.objects.filter(person=one).count() == 1


def test_opening_many_takes_as_many_statements_as_opening_few(spx, now):
    def taken(number):
        crowd = [PersonFactory(working_at=spx.school) for _ in range(number)]
        with CaptureQueriesContext(connection) as statements:
            open_duties(asks(spx, now, crowd), now=now)
        return len(statements)

    taken(2)
    assert taken(30) == taken(3)


@pytest.mark.clause("K03", "J22")
def test_the_heads_own_lapse_goes_to_the_chair(owe, spx, now):
    owe(asked_person=spx.head)

    sweep(now + DAY)

    assert Duty.objects.get().climbed_to == Role.CHR
    assert Notice.objects.filter(person=spx.head, subject__startswith="Not done").count() == 0
    assert Notice.objects.filter(person=spx.chair, subject__startswith="Not done").count() == 1


def test_everybody_elses_goes_to_the_head(owe, spx, now):
    owe(asked_person=spx.com)

    sweep(now + DAY)

    assert Duty.objects.get().climbed_to == Role.HD


@pytest.mark.parametrize(
    ("role", "asked", "others", "leads_to"),
    [
        ("HD", False, True, ("HD",)),
        ("HD", True, False, ("CHR", "TRU", "GOV")),
        ("HD", True, True, ("CHR", "TRU", "GOV")),
        ("COM", True, False, ("HD",)),
        ("COM", True, True, ("COM",)),
        ("GOV", True, True, ("GOV",)),
        ("CHR", True, False, ("TRU", "GOV")),
    ],
)
def test_nobody_stands_over_their_own_lapse(role, asked, others, leads_to):
    assert instead_of(role, asked_holds_it=asked, others_hold_it=others) == leads_to

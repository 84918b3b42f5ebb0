"""Somebody else is asked for what a leaver was asked by name (T62)."""

from datetime import timedelta

import pytest

from governance.duties.models import Duty
from governance.duties.services import hand_on, open_duty
from governance.notices.models import Notice
from governance.people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(spx, now):
    """The teacher is asked for something by name, with a role beside or without."""

    def opened(person=spx.teacher, **how):
        return open_duty(
            "J60",
            spx.school,
            organisation=spx.school,
            due_at=now + timedelta(days=9),
            now=now,
            asked_person=person,
            label="Dates",
            url="/",
            **how,
        )

    return opened


@pytest.mark.clause("T62")
def test_the_role_is_asked_where_there_is_one_and_told(spx, asked, now):
    duty = asked(asked_role=Role.COM)

    hand_on(duty, to=spx.slt, now=now)

    duty = Duty.objects.get(pk=duty.pk)
    assert (duty.asked_person, duty.asked_role, duty.due_at) == (None, Role.COM, now + timedelta(days=9))
    assert Notice.objects.filter(person=spx.com, key__startswith=duty.reference).exists()


@pytest.mark.clause("T62")
def test_else_the_other_person_is_asked_and_told(spx, asked, now):
    duty = asked()

    hand_on(duty, to=spx.slt, now=now)

    assert Duty.objects.get(pk=duty.pk).asked_person == spx.slt
    assert Notice.objects.filter(person=spx.slt, key__startswith=duty.reference).exists()


@pytest.mark.clause("T62")
def test_what_they_owe_already_they_owe_once(spx, asked, now):
    duty, theirs = asked(), asked(spx.slt)

    hand_on(duty, to=spx.slt, now=now)

    assert list(Duty.objects.filter(closed_at=None)) == [theirs]


def test_what_was_done_meanwhile_stays_done(spx, asked, now):
    duty = asked()
    Duty.objects.filter(pk=duty.pk).update(closed_at=now)

    hand_on(duty, to=spx.slt, now=now)

    assert Duty.objects.get(pk=duty.pk).asked_person == spx.teacher

"""Opening asks once and tells at once; closing settles; nobody who left is asked."""

from datetime import timedelta

import pytest

from governance.duties.models import Duty
from governance.duties.services import close_duties, open_duty, redate_duty, sweep, watch_day
from governance.notices.models import Notice
from governance.people.models import Deputy, Engagement, RoleHeld
from governance.people.roles import Role
from tests.factories import PersonFactory


def told():
    return set(Notice.objects.filter(kind__startswith="T").values_list("person__pk", flat=True))


@pytest.mark.clause("D16")
def test_opening_twice_asks_once(owe):
    first, second = owe(), owe()

    assert first == second
    assert Duty.objects.count() == Notice.objects.count() == 1


def test_what_was_closed_can_be_owed_again(owe, spx, now):
    first = owe()
    close_duties(spx.school, now=now, outcome="done")

    again = owe()

    assert again.reference != first.reference


def test_several_people_may_owe_the_same(owe, spx):
    owe(asked_person=spx.com)
    owe(asked_person=spx.teacher)

    assert told() == {spx.com.pk, spx.teacher.pk}


def test_a_role_held_above_is_asked_for_the_school_below(owe, spx):
    owe(asked_role=Role.HD)

    assert told() == {spx.head.pk}


def test_a_role_held_elsewhere_is_not_asked(owe, spx):
    owe(asked_role=Role.HOS, organisation=spx.small)

    assert spx.hos.pk not in told()


@pytest.mark.clause("D16")
def test_a_duty_that_falls_due_at_another_time_begins_its_steps_anew_and_tells_nobody(owe, now):
    duty = owe()
    sweep(now + timedelta(days=1))
    duty.refresh_from_db()
    told_before = Notice.objects.count()
    assert duty.climbed_to == Role.HD

    assert redate_duty(duty, due_at=now + timedelta(days=9))

    kept = Duty.objects.get()
    assert (kept.due_at, kept.step, kept.climbed_to) == (now + timedelta(days=9), 0, "")
    assert kept.next_step_at == now + timedelta(hours=4)
    assert Notice.objects.count() == told_before
    assert not redate_duty(kept, due_at=kept.due_at)


def test_what_is_closed_or_was_moved_meanwhile_is_not_moved(owe, spx, now):
    read, late = owe(), now + timedelta(days=9)
    Duty.objects.update(due_at=now + timedelta(days=2))
    assert not redate_duty(read, due_at=late)
    kept = Duty.objects.get()
    close_duties(spx.school, now=now, outcome="done")

    assert not redate_duty(kept, due_at=late)
    assert Duty.objects.get().next_step_at is None


@pytest.mark.clause("D14")
def test_the_notice_names_the_kind_and_the_reference_and_not_the_label(owe, spx):
    owe()

    notice = Notice.objects.get()
    assert notice.subject == f"Parcel waiting ({spx.school.reference})"
    assert "Talia" not in notice.subject + notice.line


@pytest.mark.clause("D14", "D06")
def test_a_restricted_duty_says_nothing_at_all_in_its_notice(owe, spx):
    owe("T10", asked_person=spx.dsl)

    notice = Notice.objects.get()
    assert notice.sealed
    assert "Restricted" not in notice.subject + notice.line
    assert spx.school.reference not in notice.subject + notice.line


@pytest.mark.clause("T36", "D03")
def test_the_deputy_of_somebody_away_is_told_too(owe, spx, now):
    Deputy.objects.create(
        organisation=spx.top,
        principal=spx.com,
        deputy=spx.slt,
        role=Role.COM,
        starts_on=now.date(),
        ends_on=now.date(),
        status=Deputy.Status.ACTIVE,
        made_at=now,
        made_by=spx.head,
    )

    owe()

    assert told() == {spx.com.pk, spx.slt.pk}


@pytest.mark.clause("T62")
def test_what_would_ask_a_leaver_asks_the_role(owe, spx, now):
    leaver = PersonFactory(working_at=spx.school, working_at__ends_on=now.date() - timedelta(days=1))

    duty = owe(asked_person=leaver, asked_role=Role.COM)

    assert told() == {spx.com.pk}
    assert Duty.objects.get(pk=duty.pk).asked_person is None


@pytest.mark.clause("T62")
def test_what_would_ask_nobody_climbs_at_once(owe, spx):
    RoleHeld.objects.filter(role=Role.COM).delete()

    duty = owe()

    assert told() == {spx.head.pk}
    assert Duty.objects.get(pk=duty.pk).climbed_to == Role.HD


def test_a_person_who_never_worked_here_is_still_asked(owe):
    parent = PersonFactory()

    owe(asked_person=parent)

    assert told() == {parent.pk}


@pytest.mark.clause("T62")
def test_a_duty_of_somebody_who_leaves_later_goes_to_the_role(owe, spx, now):
    owe(asked_person=spx.teacher, asked_role=Role.COM)
    Engagement.objects.filter(person=spx.teacher).update(ends_on=now.date())

    watch_day(now=now + timedelta(days=1))

    assert told() == {spx.teacher.pk, spx.com.pk}
    assert Duty.objects.get(kind="T07").asked_person is None


def test_a_duty_cannot_ask_a_role_that_nobody_is_given(spx, now):
    with pytest.raises(ValueError, match="nobody is given"):
        open_duty(
            "T07", spx.school, organisation=spx.school, due_at=now, now=now, asked_role=Role.PAR, label="x", url="/"
        )


def test_closing_one_kind_leaves_the_others(owe, spx, now):
    owe("T07")
    owe("T09")

    assert close_duties(spx.school, kinds=["T09"], now=now, outcome="done") == 1

    assert Duty.objects.get(closed_at__isnull=True).kind == "T07"


def test_closing_for_one_person_leaves_the_others(owe, spx, now):
    owe(asked_person=spx.com)
    owe(asked_person=spx.teacher)

    close_duties(spx.school, now=now, outcome="signed", asked_person=spx.com)

    assert Duty.objects.get(closed_at__isnull=True).asked_person == spx.teacher


def test_closing_what_is_closed_keeps_the_first_outcome(owe, spx, now):
    owe()
    close_duties(spx.school, now=now, outcome="approved")

    assert close_duties(spx.school, now=now, outcome="rejected") == 0

    assert Duty.objects.get().outcome == "approved"


def test_opening_takes_few_statements(owe, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        owe()

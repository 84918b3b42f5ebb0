"""Notices to parents: wordings, drafts, what is logged, and when they are owed (S20, J29, C116, C210-C213)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from governance.duties.models import Duty
from governance.duties.services import sweep
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.permissions.selectors import standing_of
from policies.models import NoticeWording, ParentNotice
from policies.rules.notice_wordings import SHIPPED, Wording
from policies.selectors import notices_for, wording_of
from policies.services import (
    draft_notice,
    drop_notice,
    edit_wording,
    parent_notices,
    repeat_notice,
    send_notice,
    write_notice,
)
from policies.services.parent_notices import draft_yearly_notices
from tests.fixtures import make_world
from tests.policies.teaching_factories import ParentNoticeFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 5)


def topics_at(school):
    """What waits to be sent there."""
    return sorted(ParentNotice.objects.filter(organisation=school, status="planned").values_list("topic", flat=True))


@pytest.mark.clause("J29", "C116", "C210", "C212", "C213", "D16")
def test_the_yearly_notices_are_drafted_once_and_asked_for(spx, now):
    for moment in (now, now, now + timedelta(days=2)):
        draft_yearly_notices(moment)

    assert topics_at(spx.school) == ["code", "filters", "pictures", "tasks"]
    filters = ParentNotice.objects.get(organisation=spx.school, topic="filters")
    owed = Duty.objects.filter(thing_reference=filters.reference)
    assert sorted(owed.values_list("asked_role", flat=True)) == ["COM", "DSL"]
    assert spx.school.name in filters.text


@pytest.mark.clause("D16")
def test_of_two_sweeps_at_once_the_second_drafts_nothing(spx, now, monkeypatch):
    draft_yearly_notices(now)
    monkeypatch.setattr(parent_notices, "drafts_open", lambda schools: set())

    assert draft_yearly_notices(now) == 0
    assert topics_at(spx.school) == ["code", "filters", "pictures", "tasks"]


@pytest.mark.clause("P74", "J29")
@pytest.mark.parametrize(
    ("preset", "owed"), [("SPX", True), ("STB", True), ("ODB", False), ("ROS", True), ("WAN", True)]
)
def test_notices_are_owed_where_the_policy_tells_parents_every_year(db, now, preset, owed):
    world = make_world(preset, "school")

    draft_yearly_notices(now)

    assert bool(topics_at(world.school)) is owed


@pytest.mark.clause("J29")
def test_a_year_after_it_was_sent_it_is_drafted_again_and_climbs_to_the_head(spx, now):
    ParentNoticeFactory(organisation=spx.school, sent=True, sent_on=TODAY, settled_on=TODAY)
    draft_yearly_notices(now)
    assert "filters" not in topics_at(spx.school)

    draft_yearly_notices(now + timedelta(days=340))
    sweep(now + timedelta(days=367))

    notice = ParentNotice.objects.get(organisation=spx.school, topic="filters", status="planned")
    assert notice.due_on == date(2027, 10, 5)
    assert set(Duty.objects.filter(thing_reference=notice.reference).values_list("climbed_to", flat=True)) == {"HD"}


@pytest.mark.clause("C212", "S20", "M45")
def test_a_notice_is_written_sent_and_logged(spx, now):
    notice = draft_notice(organisation=spx.school, topic="filters", year_group="", by=spx.com, now=now)
    with pytest.raises(Refused, match="square brackets"):
        send_notice(notice, means="letter", sent_on=TODAY, count=180, by=spx.com, now=now)
    write_notice(notice, Wording("Our filter", "We use a filter."), by=spx.dsl, now=now)

    send_notice(notice, means="letter", sent_on=TODAY, count=180, by=spx.com, now=now)

    notice.refresh_from_db()
    assert (notice.status, notice.title, notice.means, notice.count) == ("sent", "Our filter", "letter", 180)
    assert not Duty.objects.filter(thing_reference=notice.reference, closed_at=None).exists()


def test_what_was_sent_is_never_rewritten(spx, now):
    notice = ParentNoticeFactory(organisation=spx.school, sent=True)

    with pytest.raises(TooLate):
        write_notice(notice, Wording("Another", "Text"), by=spx.com, now=now)


def test_a_notice_cannot_have_been_sent_tomorrow(spx, now):
    notice = ParentNoticeFactory(organisation=spx.school)

    with pytest.raises(Refused, match="not come yet"):
        send_notice(notice, means="letter", sent_on=TODAY + timedelta(days=1), count=None, by=spx.com, now=now)


@pytest.mark.clause("C213", "J29")
def test_after_a_change_the_notice_is_drafted_and_asked_for_again(spx, now):
    sent = ParentNoticeFactory(organisation=spx.school, sent=True, topic="tasks", year_group="4")

    again = repeat_notice(sent, because="A new reading app", by=spx.dsl, now=now)

    assert (again.status, again.topic, again.year_group, again.because) == (
        "planned",
        "tasks",
        "4",
        "A new reading app",
    )
    assert again.due_on == date(2026, 10, 19)
    assert Duty.objects.filter(thing_reference=again.reference, kind="J29", closed_at=None).count() == 2
    with pytest.raises(Refused, match="waits to be sent"):
        repeat_notice(sent, because="Twice", by=spx.dsl, now=now)


def test_a_notice_that_is_not_needed_comes_back_after_a_year(spx, now):
    draft_yearly_notices(now)
    notice = ParentNotice.objects.get(organisation=spx.school, topic="code")

    drop_notice(notice, reason="The code is in the prospectus", by=spx.com, now=now)
    draft_yearly_notices(now + timedelta(days=200))
    assert "code" not in topics_at(spx.school)
    draft_yearly_notices(now + timedelta(days=340))

    assert "code" in topics_at(spx.school)


@pytest.mark.clause("C211", "C209")
def test_the_nearest_wording_upward_wins_and_every_edit_is_kept(spx, now):
    assert wording_of(spx.school, "platform") == SHIPPED["platform"]
    edit_wording(organisation=spx.top, topic="platform", wording=Wording("Top", "One"), by=spx.com, now=now)
    edit_wording(organisation=spx.top, topic="platform", wording=Wording("Top", "Two"), by=spx.com, now=now)
    assert wording_of(spx.school, "platform").text == "Two"
    edit_wording(organisation=spx.school, topic="platform", wording=Wording("Own", "Three"), by=spx.hos, now=now)

    assert wording_of(spx.school, "platform").text == "Three"
    assert wording_of(spx.small, "platform").text == "Two"
    assert NoticeWording.objects.count() == 3


@pytest.mark.clause("M45", "D04")
def test_only_those_of_the_table_draft_and_send(spx, now):
    notice = ParentNoticeFactory(organisation=spx.school)

    for person in (spx.head, spx.teacher, spx.oso, spx.governor):
        with pytest.raises(NotAllowed):
            draft_notice(organisation=spx.school, topic="code", year_group="", by=person, now=now)
        with pytest.raises(NotAllowed):
            send_notice(notice, means="letter", sent_on=TODAY, count=None, by=person, now=now)
    with pytest.raises(NotFoundHere):
        send_notice(notice, means="letter", sent_on=TODAY, count=None, by=spx.stranger, now=now)


@pytest.mark.clause("D04")
def test_the_log_holds_the_schools_of_the_reader(spx, now):
    kept = ParentNoticeFactory(organisation=spx.school)
    ParentNoticeFactory(organisation=spx.elsewhere)

    assert list(notices_for(standing_of(spx.governor, now))) == [kept]
    assert list(notices_for(standing_of(spx.office, now))) == []


@pytest.mark.parametrize("change", [{"status": "sent"}, {"status": "dropped"}, {"means": "letter"}])
def test_the_database_keeps_no_half_notice(spx, change):
    notice = ParentNoticeFactory(organisation=spx.school)

    with pytest.raises(IntegrityError), transaction.atomic():
        ParentNotice.objects.filter(pk=notice.pk).update(**change)

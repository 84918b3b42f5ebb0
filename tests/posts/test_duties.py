"""What posts owe and when: J07, J08, J14; and what they add to pages further down."""

from datetime import UTC, datetime, timedelta

import pytest

from governance.duties.models import Duty
from governance.duties.services import sweep
from governance.notices.models import Notice
from governance.workflow.panels import for_place
from posts.services import queue


@pytest.mark.clause("J07")
def test_an_approver_is_nudged_after_four_working_hours_and_then_the_head_is_asked(desk):
    desk.submitted()
    duty = Duty.objects.get(kind="J07")

    sweep(desk.now + timedelta(hours=4, minutes=1))
    nudged = Duty.objects.get(kind="J07")
    sweep(duty.due_at + timedelta(minutes=1))

    assert duty.next_step_at == datetime(2026, 10, 5, 14, 0, tzinfo=UTC)
    assert nudged.reminded_at
    assert Duty.objects.get(kind="J07").climbed_to == "HD"


@pytest.mark.clause("J07")
def test_a_planned_post_is_due_before_it_goes_out(desk):
    planned = desk.now + timedelta(hours=3)

    desk.submitted(planned_for=planned)

    assert Duty.objects.get(kind="J07").due_at == planned


@pytest.mark.clause("J08")
def test_a_held_post_asks_its_author_and_climbs(desk):
    post = desk.approved()

    queue.hold(post, reasons=["Wrong date"], by=desk.world.com, now=desk.now)
    sweep(desk.now + timedelta(days=1, minutes=1))

    duty = Duty.objects.get(kind="J08")
    assert (duty.asked_person, duty.climbed_to) == (desk.author, "COM")


@pytest.mark.clause("C101", "C102")
def test_before_a_withdrawal_is_entered_the_page_says_what_would_follow(desk):
    desk.approved(picture=True)
    desk.published(picture=True)

    (panel,) = for_place("consent.before_withdrawal", desk.pupil, desk.world.office, desk.now)

    assert panel.facts == {"queued": 1, "live": 1}


@pytest.mark.clause("D06", "T87")
def test_a_pupils_page_lists_their_posts_for_those_who_may_see_them(desk):
    post = desk.published(picture=True)

    def shown(person):
        panels = for_place("pupils.pupil", desk.pupil, person, desk.now)
        return [one for panel in panels if panel.template.startswith("posts/") for one in panel.facts["posts"]]

    assert shown(desk.world.dpo) == [post]
    assert shown(desk.world.office) == []


@pytest.mark.clause("T17", "D14")
def test_no_notice_names_a_pupil_or_quotes_a_post(desk):
    post = desk.published(picture=True, text="Harvest at ten")
    queue.hold(desk.approved(), reasons=["Wrong date"], by=desk.world.com, now=desk.now)

    said = " ".join(f"{notice.subject} {notice.line}" for notice in Notice.objects.all())
    labels = " ".join(Duty.objects.values_list("label", flat=True))
    assert post.reference in labels
    assert not any(word in said + labels for word in ("Aled", "Penrose", "Harvest"))

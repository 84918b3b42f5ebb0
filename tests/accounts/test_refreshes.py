"""A platform that changed its rules ends the right to post there in the same moment, and nowhere else (J26, C042, T41)."""

import pytest

from accounts.selectors import may_post
from policies.models import TrainingRecord
from policies.services import open_refresh, record_training

pytestmark = pytest.mark.django_db


@pytest.mark.clause("J26", "C042", "C225", "T41", "S03")
def test_a_changed_platform_ends_the_right_to_post_until_the_refresher(spx, live, now):
    assert may_post(spx.teacher, live, now)

    open_refresh(live.organisation, "platform", "X lets strangers answer", "x", by=spx.dsl, now=now)

    assert len(may_post(spx.teacher, live, now).reasons) >= 1
    training = TrainingRecord.objects.get(person=spx.teacher, course__platform="x")
    assert training.status == "refresh-needed"
    TrainingRecord.objects.filter(pk=training.pk).update(organisation=spx.school)
    record_training(person=spx.teacher, course=training.course, attended_on=now.date(), by=spx.hos, now=now)
    assert may_post(spx.teacher, live, now)


@pytest.mark.clause("T41")
def test_another_platform_keeps_its_training(spx, live, now):
    open_refresh(live.organisation, "platform", "Facebook changed", "facebook", by=spx.dsl, now=now)

    assert may_post(spx.teacher, live, now)

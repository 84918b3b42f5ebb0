"""What a step costs in statements: the same for one pupil as for sixty (Perf7)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from posts.models import Media
from posts.selectors.content import fresh
from posts.services import publication, submission
from tests.consent.factories import agreed
from tests.pupils.factories import PupilFactory

# Most of it is reading afresh what other floors answer for: standing, training, signatures, consent, profile, devices.
BUDGET = {"submit": 38, "approve": 36, "open": 22, "publish": 28}


def with_pupils(desk, count):
    """A draft whose picture shows so many pupils, all of whom may be shown."""
    pupils = [desk.pupil, *PupilFactory.create_batch(count - 1, organisation=desk.world.school, mother=True)]
    for pupil in pupils[1:]:
        agreed(pupil, desk.account)
    post = desk.start()
    picture = desk.picture(post)
    said = {picture.reference: desk.about(pupils_visible=count)}
    changes = {"pupils": {pupil.pk: [] for pupil in pupils}, "pictures": said}
    assert Media.objects.filter(post=post).count() == 1
    return desk.save(post, type(desk.plain)(**{**vars(desk.plain), **changes}))


def counted(step):
    """How many statements a step takes."""
    with CaptureQueriesContext(connection) as seen:
        step()
    return len(seen)


def costs(desk, count):
    """What submitting, approving, opening the copy pack and publishing take."""
    post = with_pupils(desk, count)
    return {
        "submit": counted(lambda: submission.submit(post, by=desk.author, now=desk.now)),
        "approve": counted(lambda: desk.approve(fresh(post))) - 1,
        "open": counted(lambda: publication.open_copy_pack(post, by=desk.author, now=desk.now)),
        "publish": counted(lambda: desk.publish(post)),
    }


@pytest.mark.clause("Perf7")
def test_each_step_costs_the_same_for_one_pupil_as_for_sixty(desk):
    one = costs(desk, 1)

    sixty = costs(desk, 60)

    assert one == sixty
    # Where rows can be locked, a move takes the chain's head before it takes the record.
    held = int(connection.features.has_select_for_update)
    assert one == {step: cost + held for step, cost in BUDGET.items()}

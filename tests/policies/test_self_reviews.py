"""Privacy settings looked over: only that it was done, asked on joining and each year, counted for the head (C022, C193)."""

from datetime import timedelta

import pytest

from governance.duties.models import Duty
from governance.kernel.errors import NotFoundHere
from governance.notices.models import Notice
from governance.people.models import Deputy
from policies.models import PrivacyReview
from policies.selectors.self_reviews import count_reviews
from policies.services.declaration_sweeps import sweep_declarations
from policies.services.self_reviews import record_review
from tests.factories import EngagementFactory, PersonFactory
from tests.policies.declarations import ReviewFactory

pytestmark = pytest.mark.django_db


def asked(person):
    """What the person is asked just now."""
    return Duty.objects.filter(kind="J+self-review", asked_person=person, closed_at=None)


@pytest.mark.clause("C022", "C193")
def test_there_is_no_place_for_anything_but_who_and_when():
    kept = {field.name for field in PrivacyReview._meta.get_fields()}

    assert kept == {"id", "reference", "organisation", "person", "reviewed_at"}


@pytest.mark.clause("C022", "C014")
def test_everybody_is_asked_on_joining_once_and_what_they_say_settles_it(spx, now):
    newcomer = PersonFactory()
    EngagementFactory(person=newcomer, organisation=spx.school, starts_on=now.date(), volunteer=True)
    for _ in range(2):
        sweep_declarations(now)
    assert asked(newcomer).count() == 1

    record_review(by=newcomer, now=now)
    sweep_declarations(now)

    assert not asked(newcomer).exists()
    assert PrivacyReview.objects.get().person == newcomer


@pytest.mark.clause("C022")
@pytest.mark.parametrize(("days", "is_asked"), [(330, False), (340, True)])
def test_everybody_is_asked_again_a_year_on(spx, now, days, is_asked):
    ReviewFactory(person=spx.teacher, organisation=spx.school, reviewed_at=now - timedelta(days=days))

    sweep_declarations(now)

    assert asked(spx.teacher).exists() is is_asked


@pytest.mark.clause("C022")
def test_governors_look_too_and_who_has_left_does_not(spx, now):
    record_review(by=spx.chair, now=now)
    gone = PersonFactory()
    EngagementFactory(person=gone, organisation=spx.school, ends_on=now.date() - timedelta(days=1))
    sweep_declarations(now)

    assert asked(spx.governor).exists()
    assert not asked(gone).exists()
    with pytest.raises(NotFoundHere):
        record_review(by=gone, now=now)


@pytest.mark.clause("C022", "D14")
def test_nobody_who_stands_in_for_another_hears_of_the_other_s_own_settings(spx, now):
    Deputy.objects.create(
        organisation=spx.school,
        principal=spx.slt,
        deputy=spx.teacher,
        role="SLT",
        starts_on=now.date(),
        ends_on=now.date() + timedelta(days=14),
        status=Deputy.Status.ACTIVE,
        made_at=now,
        made_by=spx.head,
    )

    sweep_declarations(now)

    told = Notice.objects.filter(kind="J+self-review").values_list("person", "subject")
    assert len([person for person, _ in told if person == spx.teacher.pk]) == 1
    assert len([person for person, _ in told if person == spx.slt.pk]) == 1


@pytest.mark.clause("C022")
def test_the_head_sees_numbers_and_who_is_late(spx, now):
    sweep_declarations(now)
    record_review(by=spx.hos, now=now)
    places = [spx.school]

    in_time = count_reviews(now, places)
    (late,) = count_reviews(now + timedelta(days=40), places)

    assert [(count.adults, count.done, count.late) for count in in_time] == [(5, 1, [])]
    assert set(late.late) == {spx.slt, spx.teacher, spx.office, spx.dsl}

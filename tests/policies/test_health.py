"""Policy health: counted by engagement, the same statements for sixty schools as for one, and never another tree's."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.permissions.selectors import standing_of
from policies.models import Document
from policies.selectors.health import health_for
from policies.selectors.staff import LATE, NOT_SIGNED, NOT_TRAINED, staff_at
from policies.services import open_review
from tests.factories import EngagementFactory, OrganisationFactory, PersonFactory
from tests.policies.factories import (
    AcknowledgementFactory,
    AdoptionFactory,
    CourseFactory,
    DocumentFactory,
    TrainingFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy(spx):
    """The federation's policy in force, its review due next September."""
    document = DocumentFactory(organisation=spx.top, policy=True, next_review_on=date(2027, 9, 1))
    return VersionFactory(document=document, number=1)


def line_of(place, who, now):
    """What one person sees of one place."""
    return {line.organisation: line for line in health_for(standing_of(who, now, fresh=True), now)}[place]


@pytest.mark.clause("C013", "C014", "T101", "M43")
def test_readers_are_counted_by_engagement_volunteers_and_governors_too(spx, policy, now):
    helper = PersonFactory(working_at=spx.school, working_at__volunteer=True)
    before = line_of(spx.school, spx.head, now).readers
    AcknowledgementFactory(version=policy, person=helper, organisation=spx.school, signed=True)
    course = CourseFactory(organisation=spx.top)
    TrainingFactory(person=helper, course=course, organisation=spx.school, valid=True)
    TrainingFactory(
        person=spx.teacher, course=course, organisation=spx.school, valid=True, valid_until=date(2026, 10, 4)
    )
    TrainingFactory(person=spx.hos, course=CourseFactory(organisation=spx.top, platform="x"), valid=True)

    after = line_of(spx.school, spx.head, now).readers

    assert (after.people, after.signed, after.trained) == (before.people, 1, 1)


@pytest.mark.clause("C002", "C004", "C006", "T99", "T100")
def test_what_is_late_untold_and_not_adopted_shows_and_all_done_shows_when_it_is(spx, policy, now):
    AdoptionFactory(version=policy, organisation=spx.school)
    Document.objects.update(next_review_on=date(2026, 10, 4))
    open_review(policy.document, by=spx.head, now=now)

    line = line_of(spx.school, spx.head, now)

    assert (line.is_late, line.still_to_tell, line.awaits_adoption) == (True, 3, True)
    assert line.review is not None
    assert not line.is_well
    assert not line_of(spx.small, spx.head, now).awaits_adoption


@pytest.mark.clause("D04", "M43")
def test_a_school_sees_itself_and_another_tree_nothing(spx, policy, now):
    assert [line.organisation for line in health_for(standing_of(spx.hos, now, fresh=True), now)] == [spx.school]
    assert [line.organisation for line in health_for(standing_of(spx.stranger, now, fresh=True), now)] == [
        spx.elsewhere
    ]
    assert health_for(standing_of(spx.teacher, now, fresh=True), now) == []


@pytest.mark.clause("Perf3")
def test_sixty_schools_take_as_many_statements_as_three(spx, policy, now):
    def statements():
        with CaptureQueriesContext(connection) as taken:
            lines = health_for(standing_of(spx.head, now, fresh=True), now)
        return len(lines), len(taken)

    few, cost = statements()
    for _ in range(57):
        school = OrganisationFactory(parent=spx.top)
        AcknowledgementFactory(
            version=policy, person=PersonFactory(working_at=school), organisation=school, signed=True
        )

    assert statements() == (few + 57, cost)


@pytest.mark.clause("C013", "M43")
@pytest.mark.parametrize(
    ("show", "found"),
    [
        ("", {"signer", "late", "idle"}),
        (NOT_SIGNED, {"late", "idle"}),
        (LATE, {"late"}),
        (NOT_TRAINED, {"late", "idle"}),
    ],
)
def test_the_list_shows_who_is_asked_for(spx, policy, now, show, found):
    people = {name: PersonFactory(working_at=spx.small, given_name="Wenna") for name in ("signer", "late", "idle")}
    AcknowledgementFactory(version=policy, person=people["signer"], organisation=spx.small, signed=True)
    AcknowledgementFactory(version=policy, person=people["late"], organisation=spx.small, status="overdue")
    TrainingFactory(person=people["signer"], course=CourseFactory(organisation=spx.top), valid=True)

    rows = staff_at([spx.small.pk], now, search="wenna", show=show)

    assert {name for name, person in people.items() if person in rows} == found
    assert rows.count() == len(found)


@pytest.mark.clause("C014", "T101")
def test_who_has_left_is_on_no_list(spx, policy, now):
    gone = PersonFactory(working_at=spx.school, working_at__ends_on=now.date() - timedelta(days=1))

    assert gone not in staff_at([spx.school.pk], now)


@pytest.mark.clause("Hostile6")
def test_the_export_defuses_formulas_and_keeps_to_the_filter(spx, policy, client_for):
    PersonFactory(working_at=spx.small, given_name="=1+1", family_name="Zennor")

    answer = client_for(spx.head).get("/policies/people/export/", {"place": spx.small.reference, "q": "zennor"})

    text = b"".join(answer.streaming_content).decode()
    assert "'=1+1" in text
    assert len(text.strip().splitlines()) == 2


@pytest.mark.clause("C222", "M43", "Perf3")
def test_topics_are_counted_beside_the_policy_and_the_list_is_narrowed_to_one(spx, policy, now):
    course = CourseFactory(organisation=spx.top, topic="Cyberbullying", title="Cyberbullying")
    TrainingFactory(person=spx.teacher, course=course, organisation=spx.school, valid=True)
    TrainingFactory(person=spx.slt, course=course, organisation=spx.school)
    TrainingFactory(person=spx.office, course=course, organisation=spx.school, valid=True, valid_until=now.date())
    TrainingFactory(person=spx.office, course=course, organisation=spx.school, status="booked")

    topic = line_of(spx.school, spx.head, now).topics[0]

    assert (topic.title, topic.trained, topic.to_do) == ("Cyberbullying", 2, 2)
    assert line_of(spx.small, spx.head, now).topics == []
    assert set(staff_at([spx.school.pk], now, show=NOT_TRAINED, course=course)) == {spx.hos, spx.slt, spx.dsl}
    assert spx.teacher in staff_at([spx.school.pk], now, show=NOT_TRAINED)


@pytest.mark.clause("D04", "M43")
def test_a_school_that_somebody_left_reads_what_was_asked_there_and_nothing_of_their_new_school(spx, client_for):
    mover = PersonFactory(working_at=spx.school, working_at__ends_on=date(2026, 8, 31))
    EngagementFactory(person=mover, organisation=spx.elsewhere)
    old = VersionFactory(document__organisation=spx.top, document__title="Old terms")
    new = VersionFactory(document__organisation=spx.elsewhere, document__title="New terms")
    courses = [CourseFactory(organisation=place, title=f"Course of {place}") for place in (spx.school, spx.elsewhere)]
    address = reverse("policies:view_reader", args=[mover.reference])
    assert client_for(spx.head).get(address).status_code == 404
    for version, course in zip((old, new), courses, strict=True):
        AcknowledgementFactory(version=version, person=mover, organisation=course.organisation, signed=True)
        TrainingFactory(person=mover, course=course, organisation=course.organisation, valid=True)

    def titles(reader):
        page = client_for(reader).get(address).content.decode()
        return [one for one in ("Old terms", "New terms", *map(str, courses)) if one in page]

    assert titles(spx.head) == ["Old terms", str(courses[0])]
    assert titles(spx.stranger) == ["New terms", str(courses[1])]
    assert len(titles(mover)) == 4
    newcomer = PersonFactory(working_at=spx.school)
    assert client_for(spx.head).get(address.replace(mover.reference, newcomer.reference)).status_code == 200

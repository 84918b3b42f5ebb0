"""Refreshing training: three audiences, the right to post gone at once, and nothing of before counting (J26, C225, T103)."""

from datetime import date, timedelta

import pytest

from governance.duties.models import Duty
from governance.duties.services import sweep
from governance.kernel.actors import SYSTEM
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from policies.models import RefreshPart, TrainingRecord, TrainingRefresh
from policies.selectors import trained_for
from policies.services import (
    Taught,
    accept_refresh,
    attend,
    book,
    bring_certificate,
    call_back,
    confirm,
    decline_refresh,
    excuse_audience,
    open_refresh,
    publish_version,
    sweep_training,
    teach_audience,
)
from policies.signals import version_published
from tests.policies.factories import CourseFactory, DocumentFactory, RefreshFactory, TrainingFactory, VersionFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 5)
MEETING = Taught(done_on=TODAY, means="Staff meeting", taken_by="The safeguarding lead")


def opened(spx, now, **how):
    """A refresh at the school after an incident."""
    return open_refresh(spx.school, "incident", "IN-2222222222 was significant", by=SYSTEM, now=now, **how)


@pytest.mark.clause("J26", "C225", "T103")
def test_it_closes_with_the_last_of_three_and_not_before(spx, now):
    refresh = opened(spx, now)
    duty = Duty.objects.get(kind="J26")
    assert (duty.asked_role, duty.closed_at) == ("DSL", None)

    teach_audience(refresh, "staff", MEETING, by=spx.dsl, now=now)
    excuse_audience(refresh, "pupils", reason="No pupil was concerned", by=spx.head, now=now)
    refresh.refresh_from_db()
    assert refresh.status == "open"
    teach_audience(refresh, "parents", MEETING, by=spx.hos, now=now)

    refresh.refresh_from_db()
    duty.refresh_from_db()
    assert (refresh.status, refresh.closed_at, duty.outcome) == ("closed", now, "close")
    with pytest.raises(TooLate):
        teach_audience(refresh, "staff", MEETING, by=spx.dsl, now=now)


@pytest.mark.clause("J26")
def test_it_is_due_within_twenty_working_days_and_climbs_to_the_head(spx, now):
    assert opened(spx, now).due_on == date(2026, 11, 2)

    sweep(now + timedelta(days=29))

    assert Duty.objects.get(kind="J26").climbed_to == "HD"


@pytest.mark.clause("J26", "M44")
def test_who_opens_records_and_excuses(spx, now):
    refresh = opened(spx, now)

    for who in (spx.teacher, spx.chair, spx.ict, spx.office):
        with pytest.raises(NotAllowed):
            open_refresh(spx.school, "incident", "Because", by=who, now=now)
        with pytest.raises(NotAllowed):
            teach_audience(refresh, "staff", MEETING, by=who, now=now)
    for who in (spx.hos, spx.dsl, spx.com):
        with pytest.raises(NotAllowed):
            excuse_audience(refresh, "staff", reason="Because", by=who, now=now)
    with pytest.raises(NotFoundHere):
        teach_audience(refresh, "staff", MEETING, by=spx.stranger, now=now)
    assert not RefreshPart.objects.exists()


@pytest.mark.clause("M44", "C042")
def test_the_communications_officer_looks_after_platforms_alone(spx, now):
    incident = opened(spx, now)
    with pytest.raises(NotAllowed, match="platforms"):
        open_refresh(spx.school, "incident", "Because", by=spx.com, now=now)
    with pytest.raises(NotAllowed, match="platforms"):
        teach_audience(incident, "staff", MEETING, by=spx.com, now=now)

    changed = open_refresh(spx.school, "platform", "X changed", "x", by=spx.com, now=now)
    teach_audience(changed, "staff", MEETING, by=spx.com, now=now)

    assert changed.parts.count() == 1


@pytest.mark.clause("C225", "S19")
def test_a_refresher_for_one_person_takes_the_place_of_a_renewal_attended_before(spx, now):
    course = CourseFactory(organisation=spx.school)
    training = TrainingFactory(course=course, person=spx.teacher, valid=True)
    renewal = TrainingFactory(
        course=course,
        person=spx.teacher,
        status="attended",
        attended_on=date(2026, 10, 2),
        session_on=date(2026, 10, 2),
    )

    call_back(training, reason="Something happened", by=spx.hos, now=now)

    renewal.refresh_from_db()
    assert (training.status, renewal.status) == ("refresh-needed", "ended")
    assert Duty.objects.filter(asked_person=spx.teacher, closed_at=None).count() == 1


@pytest.mark.clause("C225")
@pytest.mark.parametrize(
    ("taught", "why"),
    [
        (Taught(done_on=TODAY + timedelta(days=1), means="Meeting"), "not come yet"),
        (Taught(done_on=TODAY - timedelta(days=1), means="Meeting"), "before the refresh"),
        (Taught(done_on=TODAY, means=" "), "how they were taught"),
    ],
)
def test_only_what_was_taught_since_and_how_counts(spx, now, taught, why):
    refresh = opened(spx, now)

    with pytest.raises(Refused, match=why):
        teach_audience(refresh, "staff", taught, by=spx.dsl, now=now)


def test_an_audience_is_settled_once(spx, now):
    refresh = opened(spx, now)
    teach_audience(refresh, "staff", MEETING, by=spx.dsl, now=now)

    with pytest.raises(Refused, match="settled already"):
        excuse_audience(refresh, "staff", reason="Because", by=spx.head, now=now)


@pytest.mark.clause("C225", "T103", "S19")
def test_nothing_attended_before_it_counts_for_it(spx, now):
    course = CourseFactory(organisation=spx.top)
    for who, how in (
        (spx.teacher, {"valid": True}),
        (spx.slt, {"status": "attended", "attended_on": date(2026, 10, 2), "session_on": date(2026, 10, 2)}),
        (spx.oso, {"valid": True}),
    ):
        TrainingFactory(course=course, person=who, organisation=spx.school, **how)
    TrainingFactory(course=course, person=spx.oso, organisation=spx.school)
    elsewhere = TrainingFactory(course=course, person=spx.com, organisation=spx.small, valid=True)

    refresh = opened(spx, now, courses=[course])

    assert refresh.called_back == 2
    mine = TrainingRecord.objects.get(person=spx.teacher)
    assert mine.status == "refresh-needed"
    assert TrainingRecord.objects.get(person=spx.slt).status == "required"
    assert sorted(TrainingRecord.objects.filter(person=spx.oso).values_list("status", flat=True)) == [
        "ended",
        "refresh-needed",
    ]
    assert Duty.objects.filter(asked_person=spx.teacher, closed_at=None).count() == 1
    elsewhere.refresh_from_db()
    assert elsewhere.status == "valid"
    book(mine, session_on=TODAY, by=spx.teacher, now=now)
    with pytest.raises(Refused, match="does not count"):
        attend(mine, attended_on=date(2026, 10, 4), by=spx.hos, now=now)
    attend(mine, attended_on=TODAY, by=spx.hos, now=now)
    confirm(mine, by=spx.hos, now=now)
    assert trained_for([spx.teacher.pk], spx.school, "induction", now) == {spx.teacher.pk}


@pytest.mark.clause("C225", "S17")
@pytest.mark.parametrize(("number", "material", "found"), [(2, True, 1), (2, False, 0), (1, True, 0)])
def test_a_policy_that_changed_in_its_meaning_proposes_one(spx, now, number, material, found):
    document = DocumentFactory(organisation=spx.top, kind="terms")
    version = VersionFactory(document=document, drafting=True, number=number, material=material)
    type(document).objects.filter(pk=document.pk).update(kind="policy")

    for _ in range(2):
        version_published.send(
            version_id=version.pk, document_kind="policy", organisation_id=document.organisation_id, now=now
        )

    assert TrainingRefresh.objects.filter(status="proposed").count() == found


@pytest.mark.clause("C225")
def test_new_terms_of_use_propose_nothing(spx, now):
    version = VersionFactory(document__organisation=spx.top, drafting=True)

    publish_version(version, by=spx.head, now=now)

    assert not TrainingRefresh.objects.exists()


@pytest.mark.clause("C225")
def test_a_proposal_is_accepted_or_declined_with_a_reason(spx, now):
    course = CourseFactory(organisation=spx.school)
    TrainingFactory(course=course, person=spx.teacher, valid=True)
    accepted = RefreshFactory(organisation=spx.school, status="proposed", cause="policy")
    declined = RefreshFactory(organisation=spx.school, status="proposed", cause="policy")

    accept_refresh(accepted, courses=[course], by=spx.dsl, now=now)
    with pytest.raises(Refused, match="reason"):
        decline_refresh(declined, reason=" ", by=spx.dsl, now=now)
    decline_refresh(declined, reason="Wording alone", by=spx.dsl, now=now)

    assert (accepted.status, accepted.called_back, declined.status) == ("open", 1, "declined")


@pytest.mark.clause("J24", "J26", "T103", "S19")
@pytest.mark.parametrize("cycle", ["policy", "1"])
def test_waiting_makes_no_refresher_disappear_and_nothing_of_before_count(spx, now, cycle):
    course = CourseFactory(organisation=spx.school, topic="Privacy", audience="everybody", cycle=cycle)
    how = {"valid": True, "attended_on": date(2025, 10, 9), "valid_until": TODAY + timedelta(days=3)}
    training = TrainingFactory(course=course, person=spx.teacher, organisation=spx.school, **how)
    call_back(training, reason="Something happened", by=spx.hos, now=now)

    for days in (5, 40, 100):
        sweep_training(now + timedelta(days=days))
        training.refresh_from_db()
        assert training.status == "refresh-needed"
        assert TrainingRecord.objects.filter(course=course, person=spx.teacher).count() == 1
        assert Duty.objects.filter(thing_reference=training.reference, kind="J24", closed_at=None).exists()

    told = {"provider": "Harbour Council", "number": "77", "by": spx.teacher, "now": now + timedelta(days=100)}
    with pytest.raises(Refused, match="does not count"):
        bring_certificate(training, attended_on=date(2026, 8, 5), **told)


@pytest.mark.clause("J26", "T103")
def test_the_page_names_no_last_day_of_training_that_was_called_back(spx, client_for, now):
    course = CourseFactory(organisation=spx.school, topic="Privacy")
    training = TrainingFactory(course=course, person=spx.teacher, organisation=spx.school, valid=True)
    shows = client_for(spx.teacher).get
    assert "Counts until" in shows(training.get_absolute_url()).content.decode()

    call_back(training, reason="Something happened", by=spx.hos, now=now)

    assert "Counts until" not in shows(training.get_absolute_url()).content.decode()

"""Deciding an application: by whom, after what, with which record (C023, C024, C029, K03, K04)."""

import json

import pytest

from accounts.models import SocialAccount
from accounts.services import approve, consider, reject, send_back, submit
from governance.audit.models import AuditEvent
from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, Refused, TooLate
from governance.notices.models import Notice
from governance.people.roles import Role
from tests.accounts.factories import ApplicationFactory
from tests.factories import PersonFactory
from tests.fixtures import make_world
from tests.policies.factories import VersionFactory, make_ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(spx):
    """Under consideration, by the teacher, with two runners who are ready."""
    for person in (spx.teacher, spx.com):
        make_ready(person, spx.top)
    return ApplicationFactory(
        organisation=spx.school, applicant=spx.teacher, runners=[spx.teacher, spx.com], considered=True
    )


def decide(application, by, now, signing, **changes):
    """Approve with everything in order but for the changes."""
    given = {"reasons": "A clear purpose", "ticked": True, "signing": signing(by), "by": by, "now": now}
    return approve(application, **{**given, **changes})


@pytest.mark.clause("C023", "C024", "M03", "D08", "D10")
def test_an_approval_is_signed_and_keeps_the_profile_it_was_made_under(spx, application, now, signing):
    decide(application, spx.head, now, signing)

    application.refresh_from_db()
    event = AuditEvent.objects.get(action="application.approve")
    assert (application.status, application.decided_by) == ("approved", spx.head)
    assert "will not bring bad publicity" in application.signature.statement
    assert event.profile_version.startswith("PV-")
    assert json.loads(event.facts)["reason"] == "A clear purpose"


@pytest.mark.clause("C023", "C031", "S02")
def test_an_approval_makes_the_account_which_is_not_live_yet(spx, application, now, signing):
    account = decide(application, spx.head, now, signing)

    assert account.status == "approved-not-created"
    assert {runner.person for runner in account.runners.all()} == {spx.teacher, spx.com}
    assert Duty.objects.get(thing_reference=account.reference).asked_role == Role.COM


def test_the_applicant_is_told(spx, application, now, signing):
    decide(application, spx.head, now, signing)

    assert Notice.objects.filter(person=spx.teacher, kind="account-application").count() == 1


@pytest.mark.clause("C024")
def test_a_rejection_makes_no_account_and_says_why(spx, application, now, signing):
    reject(application, reasons="There is one already", signing=signing(spx.head), by=spx.head, now=now)

    assert application.status == "rejected"
    assert application.decision_reasons == "There is one already"
    assert not SocialAccount.objects.exists()


@pytest.mark.clause("K03", "D02", "M03")
def test_the_head_does_not_decide_their_own_application_the_chair_does(spx, application, now, signing):
    application.applicant = spx.head
    application.save()

    with pytest.raises(NotAllowed):
        decide(application, spx.head, now, signing)
    decide(application, spx.chair, now, signing)

    assert application.decided_by == spx.chair


@pytest.mark.clause("K04", "D02", "M03")
def test_a_head_who_would_run_the_account_passes_it_to_the_chair(spx, application, now, signing):
    make_ready(spx.head, spx.top)
    application.runners.create(person=spx.head)

    with pytest.raises(NotAllowed):
        decide(application, spx.head, now, signing)
    decide(application, spx.chair, now, signing)

    assert application.decided_by == spx.chair


@pytest.mark.clause("K03", "M03")
def test_the_chair_does_not_decide_while_a_head_can(spx, application, now, signing):
    with pytest.raises(NotAllowed):
        decide(application, spx.chair, now, signing)


@pytest.mark.clause("K04")
def test_another_head_comes_before_the_chair(spx, application, now, signing):
    other = PersonFactory(working_at=spx.top, roles=[Role.HD])
    application.applicant = spx.head
    application.save()

    with pytest.raises(NotAllowed):
        decide(application, spx.chair, now, signing)
    decide(application, other, now, signing)

    assert application.decided_by == other


@pytest.mark.clause("K04", "C024")
@pytest.mark.parametrize("relation", ["applicant", "runner"])
def test_nobody_considers_an_application_they_have_an_interest_in(spx, application, now, relation):
    application.status = "submitted"
    application.applicant = spx.head if relation == "applicant" else spx.teacher
    application.considered_at = application.considered_by = None
    application.save()
    if relation == "runner":
        application.runners.create(person=spx.head)

    with pytest.raises(NotAllowed):
        consider(application, by=spx.head, now=now)


@pytest.mark.clause("C029", "C030", "T44")
def test_a_runner_who_signed_only_the_version_before_is_named(spx, application, now, signing):
    document = (
        application.runners.first().person.acknowledgements.get(version__document__kind="terms").version.document
    )
    document.versions.update(status="superseded")
    VersionFactory(document=document, number=999)

    with pytest.raises(Refused) as refusal:
        decide(application, spx.head, now, signing)

    assert [reason.rpartition(" has not ")[2] for reason in refusal.value.reasons] == [
        "signed the current version of the terms of use."
    ] * 2


@pytest.mark.clause("C030", "T39")
def test_a_volunteer_who_runs_it_must_be_ready_like_staff(spx, application, now, signing):
    helper = PersonFactory(working_at=spx.school, working_at__volunteer=True)
    application.runners.create(person=helper)

    with pytest.raises(Refused) as refusal:
        decide(application, spx.head, now, signing)

    assert all(helper.name in reason for reason in refusal.value.reasons)
    assert len(refusal.value.reasons) == 2


@pytest.mark.clause("C027")
def test_the_statement_has_to_be_ticked(spx, application, now, signing):
    with pytest.raises(Refused) as refusal:
        decide(application, spx.head, now, signing, ticked=False)

    assert "Tick the statement" in refusal.value.reasons[0]


@pytest.mark.clause("D08")
def test_a_signature_without_fresh_proof_changes_nothing(spx, application, now, signing):
    stale = signing(spx.head)

    with pytest.raises(Refused):
        decide(application, spx.head, now.replace(hour=12), lambda by: stale)

    application.refresh_from_db()
    assert application.status == "under-consideration"


def test_two_deciders_at_once_the_second_is_told_kindly(spx, application, now, signing):
    second = type(application).objects.get(pk=application.pk)
    decide(application, spx.head, now, signing)

    with pytest.raises(TooLate):
        reject(second, reasons="No", signing=signing(spx.head), by=spx.head, now=now)

    assert SocialAccount.objects.count() == 1


@pytest.mark.clause("S01")
def test_questions_go_back_and_forth(spx, application, now):
    send_back(application, questions="For how long?", by=spx.head, now=now)
    assert application.status == "returned"

    submit(application, by=spx.teacher, now=now)

    assert application.status == "submitted"
    assert Duty.objects.filter(kind="J55", closed_at=None).count() == 1


@pytest.mark.clause("J55")
def test_an_application_waits_ten_working_days_before_it_climbs(spx, application, now):
    application.status = "draft"
    application.considered_at = application.considered_by = application.submitted_at = None
    application.save()

    submit(application, by=spx.teacher, now=now)

    assert Duty.objects.get(kind="J55").due_at.isoformat() == "2026-10-19T23:00:00+00:00"


@pytest.mark.clause("P03", "P06", "P07", "P08", "Q18")
def test_on_every_policy_the_head_decides_and_the_policy_says_what_is_missing(any_world, now, signing):
    world = any_world
    application = ApplicationFactory(
        organisation=world.school, applicant=world.teacher, runners=[world.teacher, world.com], considered=True
    )

    with pytest.raises(Refused):
        decide(application, world.head, now, signing)
    for person in (world.teacher, world.com):
        make_ready(person, world.top)
    decide(application, world.head, now, signing)

    assert application.status == "approved"


@pytest.mark.clause("C023", "C024")
@pytest.mark.parametrize(("preset", "missing"), [("ODB", "senior leaders"), ("STB", "discussed"), ("SPX", "")])
def test_the_policy_says_whether_it_is_discussed_or_considered_first(db, now, signing, preset, missing):
    world = make_world(preset)
    for person in (world.teacher, world.com):
        make_ready(person, world.top)
    application = ApplicationFactory(
        organisation=world.school, applicant=world.teacher, runners=[world.teacher, world.com], considered=True
    )
    application.considered_with, application.discussed_on = "", None
    application.save()

    try:
        decide(application, world.head, now, signing)
        said = ""
    except Refused as refusal:
        said = " ".join(refusal.reasons)

    assert missing in said
    assert bool(missing) == bool(said)

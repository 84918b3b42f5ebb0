"""Applying for an account, from the first draft to the moment it is handed in (S01, F1)."""

import pytest

from accounts.services import save_draft, submit, withdraw
from accounts.services.applications import Draft
from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from tests.accounts.factories import ANSWERS, ApplicationFactory, platform

pytestmark = pytest.mark.django_db


def draft_of(spx, **changes):
    """A draft by the teacher with everything in it."""
    written = {
        "platform": platform(),
        "proposed_name": "Harbour news",
        "answers": ANSWERS,
        "official_email": "news@harbour.example",
        "runners": [spx.teacher, spx.com],
        "lead": spx.teacher,
    }
    return Draft(**{**written, **changes})


@pytest.mark.clause("C025", "C026", "C028", "S01", "F1")
def test_a_complete_application_is_handed_in_and_the_head_is_asked(spx, now):
    application = save_draft(organisation=spx.school, draft=draft_of(spx), by=spx.teacher, now=now)

    submit(application, by=spx.teacher, now=now)

    application.refresh_from_db()
    assert application.status == "submitted"
    assert Duty.objects.get(kind="J55").asked_person == spx.head


@pytest.mark.clause("C025", "C026", "P06")
@pytest.mark.parametrize("slug", [*[s for s in ANSWERS if s != "reputation"]])
def test_each_question_of_the_profile_must_be_answered(spx, now, slug):
    answers = {key: value for key, value in ANSWERS.items() if key != slug}
    application = save_draft(organisation=spx.school, draft=draft_of(spx, answers=answers), by=spx.teacher, now=now)

    with pytest.raises(Refused) as refusal:
        submit(application, by=spx.teacher, now=now)

    assert len(refusal.value.reasons) == 1


@pytest.mark.clause("P06")
def test_a_question_the_profile_does_not_ask_may_stay_empty(spx, now):
    answers = {key: value for key, value in ANSWERS.items() if key != "reputation"}
    application = save_draft(organisation=spx.school, draft=draft_of(spx, answers=answers), by=spx.teacher, now=now)

    submit(application, by=spx.teacher, now=now)

    assert application.status == "submitted"


def test_a_draft_keeps_what_has_been_written_so_far(spx, now):
    unfinished = draft_of(spx, answers={"aim": "To tell"}, runners=(), lead=None, official_email="")

    application = save_draft(organisation=spx.school, draft=unfinished, by=spx.teacher, now=now)

    assert application.answers == {"aim": "To tell"}


@pytest.mark.clause("C033", "T45")
def test_every_reason_is_told_at_once(spx, now):
    poor = draft_of(spx, answers={}, runners=[spx.teacher], official_email="me@post.example")
    application = save_draft(organisation=spx.school, draft=poor, by=spx.teacher, now=now)

    with pytest.raises(Refused) as refusal:
        submit(application, by=spx.teacher, now=now)

    assert len(refusal.value.reasons) == 10 + 1 + 1


def test_a_colleague_does_not_hand_in_somebody_elses_application(spx, now):
    application = ApplicationFactory(organisation=spx.school, applicant=spx.teacher, runners=[spx.teacher, spx.com])

    with pytest.raises(NotAllowed):
        submit(application, by=spx.com, now=now)


@pytest.mark.clause("D04")
def test_a_stranger_is_told_nothing_of_it(spx, now):
    application = ApplicationFactory(organisation=spx.school, applicant=spx.teacher)

    with pytest.raises(NotFoundHere):
        submit(application, by=spx.stranger, now=now)


def test_what_was_handed_in_is_no_longer_changed(spx, now):
    application = ApplicationFactory(organisation=spx.school, applicant=spx.teacher, submitted=True)

    with pytest.raises(TooLate):
        save_draft(organisation=spx.school, draft=draft_of(spx), by=spx.teacher, now=now, application=application)


@pytest.mark.clause("P04")
def test_a_governor_is_not_among_those_who_may_apply(spx, now):
    with pytest.raises(NotAllowed):
        save_draft(organisation=spx.school, draft=draft_of(spx), by=spx.governor, now=now)


def test_somebody_from_elsewhere_cannot_be_named_as_a_runner(spx, now):
    with pytest.raises(Refused):
        save_draft(
            organisation=spx.school, draft=draft_of(spx, runners=[spx.teacher, spx.stranger]), by=spx.teacher, now=now
        )


@pytest.mark.clause("S01")
def test_the_applicant_withdraws_and_nobody_is_asked_any_more(spx, now):
    application = save_draft(organisation=spx.school, draft=draft_of(spx), by=spx.teacher, now=now)
    submit(application, by=spx.teacher, now=now)

    withdraw(application, reason="No longer needed", by=spx.teacher, now=now)

    assert not Duty.objects.filter(kind="J55", closed_at=None).exists()
    assert application.status == "withdrawn"

"""The applicant's side of an application: draft, hand in, withdraw; and taking it into consideration (S01)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.duties import DECIDE_APPLICATION
from accounts.models import AccountApplication, ApplicationRunner, FoundAccount, Platform
from accounts.rules.applications import ApplicationStatus, answers_missing, runners_missing
from accounts.rules.decisions import DECLARATION
from accounts.rules.emails import official_email_refused
from accounts.rules.found import FoundStatus
from accounts.rules.questions import questions_for
from accounts.selectors.applications import official_domains, runner_facts
from accounts.selectors.people import people_to_choose
from accounts.services.deadlines import end_of_working_day
from accounts.services.found import OVER, give_up
from governance.duties.services import open_duty
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused, TooLate
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.selectors import deciders
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from governance.workflow.services import begin, move

WORKING_DAYS_TO_DECIDE = 10
OPEN_TO_APPLICANT = (ApplicationStatus.DRAFT, ApplicationStatus.RETURNED)


@dataclass(frozen=True)
class Draft:
    """What an applicant has written so far; all but the platform and the name may still be empty."""

    platform: Platform
    proposed_name: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    official_email: str = ""
    runners: Sequence[Person] = ()
    lead: Person | None = None


@transaction.atomic
def save_draft(
    *,
    organisation: Organisation,
    draft: Draft,
    by: Person,
    now: datetime,
    application: AccountApplication | None = None,
    found: FoundAccount | None = None,
) -> AccountApplication:
    """Keep what has been written so far, in a new application or in one that is still the applicant's to change."""
    written = {
        "platform": draft.platform,
        "proposed_name": draft.proposed_name,
        "answers": {slug: answer for slug, answer in draft.answers.items() if answer},
        "official_email": draft.official_email,
    }
    if application is None:
        application = AccountApplication(organisation=organisation, applicant=by, found=found, **written)
        _refuse_second(found)
        begin(application, by=by, now=now, action="accounts.apply", facts={"platform": draft.platform.slug})
    else:
        require(by, "accounts.submit", application, now=now)
        rows = AccountApplication.objects.filter(pk=application.pk, status__in=OPEN_TO_APPLICANT)
        if not rows.update(**written):
            raise TooLate("This application has been handed in, so it can no longer be changed.")
        application.refresh_from_db()
    _name_runners(application, draft, local_date(now))
    return application


def _refuse_second(found: FoundAccount | None) -> None:
    """A found account is applied for once the head has said that it may be adopted, by one person at a time (C035)."""
    if found is None:
        return
    if FoundAccount.objects.filter(pk=found.pk, status=FoundStatus.ADOPTING).count() == 0:
        raise Refused("The headteacher has not decided that this account may be adopted.")
    if AccountApplication.objects.filter(found=found).exclude(status__in=OVER).exists():
        raise Refused("Somebody applies for this account already.")


def _name_runners(application: AccountApplication, draft: Draft, today: date) -> None:
    """Write down the runners, each person once (T40)."""
    people = {person.pk: person for person in (*draft.runners, *([draft.lead] if draft.lead else []))}
    known = set(people_to_choose(application.organisation, today).filter(pk__in=people).values_list("pk", flat=True))
    if strangers := [person.name for pk, person in people.items() if pk not in known]:
        raise Refused(f"{name} does not work here just now, so cannot run the account." for name in strangers)
    ApplicationRunner.objects.filter(application=application).delete()
    ApplicationRunner.objects.bulk_create(
        ApplicationRunner(application=application, person=person, is_lead=person == draft.lead)
        for person in people.values()
    )


def not_ready_to_submit(application: AccountApplication, now: datetime) -> list[str]:
    """Everything that keeps an application from being handed in (C025-C028, P06, P07)."""
    profile = profile_for(application.organisation, now)
    asked = [
        (question.slug, question.label)
        for question in questions_for(profile["P06"], found=application.found_id is not None)
    ]
    named = [(runner.person, runner.is_lead) for runner in application.runners.select_related("person")]
    facts = runner_facts(named, application.organisation, application.platform.slug, now)
    email = application.official_email
    return [
        *answers_missing(application.answers, questions=asked),
        *runners_missing(facts, fewest=profile["P07"]),
        *(official_email_refused(email, official_domains(application.organisation)) if email else []),
    ]


@transaction.atomic
def submit(application: AccountApplication, *, by: Person, now: datetime) -> None:
    """Hand the application in: every question answered and enough runners named; whoever decides is asked (J55, C050)."""
    require(by, "accounts.submit", application, now=now)
    application.refresh_from_db()
    if reasons := not_ready_to_submit(application, now):
        raise Refused(reasons)
    runners = sorted(runner.person.reference for runner in application.runners.select_related("person"))
    move(
        application,
        "submit",
        by=by,
        now=now,
        facts={"runners": runners, "answers": sorted(application.answers), "declared": DECLARATION},
        changes={"submitted_at": now},
    )
    _ask_for_a_decision(application, now)


def _ask_for_a_decision(application: AccountApplication, now: datetime) -> None:
    """Ask the role that decides or, where its holders applied or would run the account, whoever is next (K03, K04)."""
    free = deciders("accounts.decide", application.organisation, application, now)
    roles = [Role(role) for role in profile_for(application.organisation, now)["P03"]]
    person = free[0] if free else None
    open_duty(
        DECIDE_APPLICATION,
        application,
        organisation=application.organisation,
        due_at=end_of_working_day(application.organisation, now, WORKING_DAYS_TO_DECIDE),
        now=now,
        asked_role=roles[0] if roles else Role.HD,
        asked_person=person,
        label=f"Decide the application for {application}",
        url=application.get_absolute_url(),
    )


@transaction.atomic
def consider(
    application: AccountApplication,
    *,
    by: Person,
    now: datetime,
    considered_with: str = "",
    discussed_on: date | None = None,
) -> None:
    """Take an application into consideration: with whom, and when it was discussed with the applicant (C023, C024)."""
    if discussed_on is not None and discussed_on > local_date(now):
        raise Refused("The discussion cannot have been on a day that has not come yet.")
    changes = {
        "considered_at": now,
        "considered_by": by,
        "considered_with": considered_with.strip(),
        "discussed_on": discussed_on,
    }
    facts = {"discussed_on": discussed_on.isoformat() if discussed_on else ""}
    move(application, "consider", by=by, now=now, facts=facts, changes=changes)


@transaction.atomic
def withdraw(application: AccountApplication, *, reason: str, by: Person, now: datetime) -> None:
    """The applicant takes the application back."""
    move(application, "withdraw", by=by, now=now, reason=reason)
    if application.found is not None:
        give_up(application.found, now)

"""Deciding an application: approve, reject, or send it back with questions; reasons and signature each time (C023, C024)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.duties import CREATE_ACCOUNT
from accounts.models import AccountApplication, AccountRunner, SocialAccount
from accounts.rules.applications import runners_missing, runners_unready
from accounts.rules.decisions import CRITERIA, considered_missing
from accounts.selectors.applications import runner_facts
from accounts.selectors.posting import needs_of
from accounts.services.deadlines import end_of_working_day
from accounts.services.found import become_official, give_up
from governance.duties.services import open_duty
from governance.kernel.actors import SYSTEM
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused
from governance.notices.services import queue
from governance.people.models import Person, Signature
from governance.people.roles import Role
from governance.people.signatures.services import sign
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from governance.workflow.services import begin, move

WORKING_DAYS_TO_CREATE = 10
NOTICE = "account-application"


@dataclass(frozen=True)
class Signing:
    """The proof and the printed name that go with a signature (D08)."""

    proved_at: datetime | None
    printed_name: str


def not_ready_to_approve(application: AccountApplication, now: datetime) -> list[str]:
    """What the law of the school asks before an approval: runners ready, discussed or considered as it says (C029, C030)."""
    profile = profile_for(application.organisation, now)
    named = [(runner.person, runner.is_lead) for runner in application.runners.select_related("person")]
    facts = runner_facts(named, application.organisation, application.platform.slug, now)
    return [
        *considered_missing(
            profile["P06"], discussed_on=application.discussed_on, considered_with=application.considered_with
        ),
        *runners_missing(facts, fewest=profile["P07"]),
        *runners_unready(facts, needs=needs_of(profile)),
    ]


@transaction.atomic
def approve(
    application: AccountApplication, *, reasons: str, ticked: bool, signing: Signing, by: Person, now: datetime
) -> SocialAccount:
    """Approve: the decider is not the applicant nor a runner, every criterion is ticked, and the account may be created."""
    require(by, "accounts.decide", application, now=now)
    application.refresh_from_db()
    missing = [] if ticked else ["Tick the statement: it lists what you have satisfied yourself of."]
    if refused := [*missing, *not_ready_to_approve(application, now)]:
        raise Refused(refused)
    _decide(application, "approve", reasons, signing, by, now)
    account = _approved_account(application, by, now)
    if application.found is not None:
        become_official(application.found, now)
    _tell_applicant(application, "approved", now)
    return account


@transaction.atomic
def reject(application: AccountApplication, *, reasons: str, signing: Signing, by: Person, now: datetime) -> None:
    """Reject, with reasons that the applicant reads."""
    require(by, "accounts.decide", application, now=now)
    _decide(application, "reject", reasons, signing, by, now)
    if application.found is not None:
        give_up(application.found, now)
    _tell_applicant(application, "rejected", now)


@transaction.atomic
def send_back(application: AccountApplication, *, questions: str, by: Person, now: datetime) -> None:
    """Send the application back with questions; the applicant answers and hands it in again."""
    changes = {"questions_asked": questions.strip()}
    move(application, "send_back", by=by, now=now, reason=questions, changes=changes)
    _tell_applicant(application, "sent back with questions", now)


def _decide(
    application: AccountApplication, name: str, reasons: str, signing: Signing, by: Person, now: datetime
) -> None:
    """Sign the decision with its criteria and reasons, and move: both or neither."""
    signature: Signature = sign(
        by=by,
        thing=application,
        statement=statement_of(application, name, reasons),
        version=f"{application.reference}:{name}",
        now=now,
        proved_at=signing.proved_at,
        printed_name=signing.printed_name,
    )
    changes = {
        "decided_at": now,
        "decided_by": by,
        "decision_reasons": reasons.strip(),
        "signature": signature,
    }
    move(application, name, by=by, now=now, reason=reasons, changes=changes)


def statement_of(application: AccountApplication, name: str, reasons: str) -> str:
    """The words that the decider signs."""
    criteria = "\n".join(CRITERIA) if name == "approve" else ""
    return "\n".join(part for part in (f"I {name} {application.reference}, {application}.", criteria, reasons) if part)


def _approved_account(application: AccountApplication, by: Person, now: datetime) -> SocialAccount:
    """The account as it was approved, not yet created, with its runners; whoever creates accounts is asked (C031)."""
    account = SocialAccount(
        organisation=application.organisation,
        application=application,
        platform=application.platform,
        name=application.proposed_name,
        purpose=str(application.answers.get("aim", "")),
        audience=str(application.answers.get("audience", ""))[:300],
        contributors=application.answers.get("contributors") or [],
        is_open=application.answers.get("open_or_closed") != "closed",
        official_email=application.official_email,
        handle=application.found.handle if application.found else "",
        address=application.found.address if application.found else "",
    )
    facts = {"application": application.reference, "approved_by": by.reference}
    begin(account, by=SYSTEM, now=now, action="accounts.create", facts=facts)
    AccountRunner.objects.bulk_create(
        AccountRunner(account=account, person_id=runner.person_id, is_lead=runner.is_lead, starts_on=local_date(now))
        for runner in application.runners.all()
    )
    roles = profile_for(application.organisation, now)["P05"]
    open_duty(
        CREATE_ACCOUNT,
        account,
        organisation=account.organisation,
        due_at=end_of_working_day(account.organisation, now, WORKING_DAYS_TO_CREATE),
        now=now,
        asked_role=roles[0] if roles else Role.COM,
        label=f"Create the account {account}",
        url=account.get_absolute_url(),
    )
    return account


def _tell_applicant(application: AccountApplication, word: str, now: datetime) -> None:
    queue(
        people=[application.applicant],
        kind=NOTICE,
        organisation=application.organisation,
        subject=f"Application {application.reference} was {word}",
        line=f"Your application {application.reference} was {word}. Open it to read why.",
        url=application.get_absolute_url(),
        now=now,
        key=f"{NOTICE}:{application.reference}:{word}:{now.isoformat()}",
    )

"""Letting a person write for, post to, moderate or administer an account, and taking it away again (S03, C036, C037)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts.duties import DECIDE_AUTHORISATION
from accounts.models import Authorisation, SocialAccount
from accounts.rules.accounts import AccountStatus
from accounts.rules.authorisations import ALL_RIGHTS, IN_FORCE, prerequisites_missing, rights_of
from accounts.rules.credentials import Why
from accounts.selectors.people import engaged_in
from accounts.selectors.posting import posting_facts
from accounts.services.credentials import password_known_to
from accounts.services.deadlines import end_of_working_day
from accounts.services.decisions import Signing
from accounts.signals import authorisation_changed
from governance.audit.services import record
from governance.duties.services import close_duties, open_duty
from governance.kernel.actors import SYSTEM, SystemActor
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused
from governance.notices.services import queue
from governance.people.models import Person
from governance.people.roles import Role
from governance.people.signatures.services import sign
from governance.permissions import objects
from governance.permissions.selectors import deciders
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from governance.workflow.services import begin, move

WORKING_DAYS_TO_DECIDE = 5
NOTICE = "authorisation"
NOT_HERE = "{person} does not work here just now."


@transaction.atomic
def request(
    *,
    person: Person,
    account: SocialAccount,
    scope: str,
    starts_on: date,
    ends_on: date | None,
    reason: str,
    by: Person,
    now: datetime,
) -> Authorisation:
    """Ask that a person may use an account; people ask for themselves, the leadership for anybody at work here (F6)."""
    if reasons := _cannot_be_asked(person, account, starts_on, ends_on, now):
        raise Refused(reasons)
    asked = Authorisation(
        person=person,
        account=account,
        organisation=account.organisation,
        scope=scope,
        requested_by=by,
        request_reason=reason.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    try:
        with transaction.atomic():
            begin(
                asked,
                by=by,
                now=now,
                action="accounts.request_authorisation",
                facts={"person": person.reference, "account": account.reference, "scope": scope},
            )
    except IntegrityError:
        raise Refused(f"{person} has this authorisation already, or it is waiting to be decided.") from None
    _ask_for_a_decision(asked, now)
    return asked


def _cannot_be_asked(
    person: Person, account: SocialAccount, starts_on: date, ends_on: date | None, now: datetime
) -> list[str]:
    today = local_date(now)
    reasons = []
    if account.status in (AccountStatus.CLOSING, AccountStatus.CLOSED):
        reasons.append("This account is closing or has closed.")
    if not engaged_in([person.pk], [account.organisation.root_id or 0], today):
        reasons.append(NOT_HERE.format(person=person))
    if ends_on is not None and ends_on < starts_on:
        reasons.append("The last day comes before the first.")
    if ends_on is not None and ends_on < today:
        reasons.append("The last day has gone by already.")
    return reasons


def _ask_for_a_decision(asked: Authorisation, now: datetime) -> None:
    free = deciders("accounts.decide_authorisation", asked.organisation, asked, now)
    open_duty(
        DECIDE_AUTHORISATION,
        asked,
        organisation=asked.organisation,
        due_at=end_of_working_day(asked.organisation, now, WORKING_DAYS_TO_DECIDE),
        now=now,
        asked_role=Role.HD,
        asked_person=free[0] if free else None,
        label=f"Decide: {asked}",
        url=asked.get_absolute_url(),
    )


@transaction.atomic
def approve(asked: Authorisation, *, reasons: str, signing: Signing, by: Person, now: datetime) -> None:
    """Let the person use the account; it becomes active as soon as training and signatures are there (C036, K03)."""
    require(by, "accounts.decide_authorisation", asked, now=now)
    if not engaged_in([asked.person_id], [asked.organisation.root_id or 0], local_date(now)):
        raise Refused(NOT_HERE.format(person=asked.person))
    _decide(asked, "approve", reasons, signing, by, now)
    sync_rights(asked.person, asked.account)
    _tell(asked, "approved", now)
    activate_if_ready(asked, now)
    authorisation_changed.send(person_id=asked.person_id, account_id=asked.account_id, now=now)


@transaction.atomic
def refuse(asked: Authorisation, *, reasons: str, signing: Signing, by: Person, now: datetime) -> None:
    """Refuse, with reasons that the person reads."""
    _decide(asked, "refuse", reasons, signing, by, now)
    _tell(asked, "refused", now)


def _decide(asked: Authorisation, name: str, reasons: str, signing: Signing, by: Person, now: datetime) -> None:
    require(by, "accounts.decide_authorisation", asked, now=now)
    until = f" to {asked.ends_on}" if asked.ends_on else ""
    signature = sign(
        by=by,
        thing=asked,
        statement=f"I {name} {asked.reference}: {asked}, from {asked.starts_on}{until}.\n{reasons}",
        version=f"{asked.reference}:{name}",
        now=now,
        proved_at=signing.proved_at,
        printed_name=signing.printed_name,
    )
    changes = {"decided_at": now, "decided_by": by, "decision_reasons": reasons.strip(), "signature": signature}
    move(asked, name, by=by, now=now, reason=reasons, changes=changes, extra_closes=(DECIDE_AUTHORISATION,))


def activate_if_ready(granted: Authorisation, now: datetime) -> bool:
    """Mark the authorisation active once nothing is missing and its first day has come; says whether it was."""
    if granted.status != "approved" or granted.starts_on > local_date(now):
        return False
    if prerequisites_missing(posting_facts([granted.person_id], [granted.account], now)[_key(granted)]):
        return False
    move(granted, "activate", by=SYSTEM, now=now)
    return True


@transaction.atomic
def suspend(granted: Authorisation, *, reason: str, by: Person | SystemActor, now: datetime) -> None:
    """Stop the person from using the account for now; drafts stay, publishing stops."""
    changes = {"suspended_because": reason.strip(), "suspended_by_system": isinstance(by, SystemActor)}
    move(granted, "suspend", by=by, now=now, reason=reason, changes=changes)
    _changed(granted, "suspended", now)


@transaction.atomic
def resume(granted: Authorisation, *, reason: str, by: Person | SystemActor, now: datetime) -> None:
    """Let the person go on; the product lifts only what it laid on itself."""
    if missing := prerequisites_missing(posting_facts([granted.person_id], [granted.account], now)[_key(granted)]):
        raise Refused(missing)
    changes = {"suspended_because": "", "suspended_by_system": False}
    move(granted, "resume", by=by, now=now, reason=reason, changes=changes)
    _changed(granted, "active again", now)


@transaction.atomic
def revoke(granted: Authorisation, *, reason: str, by: Person, now: datetime) -> None:
    """Take the authorisation away at once; somebody changes the password and somebody else confirms it (J46)."""
    move(granted, "revoke", by=by, now=now, reason=reason, changes={"ended_at": now, "ended_because": reason.strip()})
    password_known_to(granted, Why.REVOCATION, now)
    _changed(granted, "taken away", now)


@transaction.atomic
def expire(granted: Authorisation, *, because: str, now: datetime, why: Why = Why.EXPIRY) -> None:
    """End the authorisation on its day, or with the person's time at the school (D09); before its first day none knew more."""
    move(granted, "expire", by=SYSTEM, now=now, changes={"ended_at": now, "ended_because": because})
    if granted.starts_on <= local_date(now):
        password_known_to(granted, why, now)
    _changed(granted, "ended", now)


@transaction.atomic
def end_by(
    granted: Authorisation,
    *,
    day: date,
    by: Person,
    now: datetime,
    because: str = "Handed over: the person leaves.",
    why: Why = Why.LEFT,
) -> None:
    """Let it end with that day, or at once where the day has gone by or it would begin only later (C040, D09)."""
    if day < local_date(now) or granted.starts_on > day:
        expire(granted, because=because, now=now, why=why)
        return
    later = Authorisation.objects.filter(pk=granted.pk).exclude(ends_on__lte=day)
    if later.update(ends_on=day):
        record(
            organisation_reference=granted.organisation.reference,
            action="authorisation.end_by",
            thing_type=granted.thing_type,
            thing_reference=granted.reference,
            by=by,
            now=now,
            facts={"ends_on": day.isoformat()},
            profile_version=profile_for(granted.organisation, now).version,
        )


def sync_rights(person: Person, account: SocialAccount) -> None:
    """Make the rights kept on the account those that the person's authorisations in force bring, no more and no fewer."""
    scopes = Authorisation.objects.filter(person=person, account=account, status__in=IN_FORCE)
    due = rights_of(scopes.values_list("scope", flat=True))
    for right in ALL_RIGHTS:
        if right in due:
            objects.grant(person, right, account)
        else:
            objects.revoke(person, right, account)


def _changed(granted: Authorisation, word: str, now: datetime) -> None:
    """What follows from every loss or return of a right: the rights kept, the person told, the posts looked at again."""
    sync_rights(granted.person, granted.account)
    _tell(granted, word, now)
    authorisation_changed.send(person_id=granted.person_id, account_id=granted.account_id, now=now)


def _tell(granted: Authorisation, word: str, now: datetime) -> None:
    close_duties(granted, kinds=(DECIDE_AUTHORISATION,), now=now, outcome=word)
    queue(
        people=[granted.person],
        kind=NOTICE,
        organisation=granted.organisation,
        subject=f"Your authorisation {granted.reference} is {word}",
        line=f"Your authorisation for {granted.account} is {word}. Open it to read why.",
        url=granted.get_absolute_url(),
        now=now,
        key=f"{NOTICE}:{granted.reference}:{word}:{now.isoformat()}",
    )


def _key(granted: Authorisation) -> tuple[int, int]:
    return granted.person_id, granted.account_id

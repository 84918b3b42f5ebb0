"""What is recorded beside an account: platforms as read, talks with staff, learners, whom the public page names."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import Consultation, LearnerUse, Platform, PlatformReading, SocialAccount
from accounts.rules.thinking import thinking_refused
from governance.audit.services import record
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.selectors import Verdict
from governance.permissions.services import require
from governance.profile.selectors import profile_for


@transaction.atomic
def read_platform(
    *,
    organisation: Organisation,
    platform: Platform,
    minimum_age: int,
    source: str,
    checked_on: date,
    by: Person,
    now: datetime,
) -> PlatformReading:
    """Keep what the top of a tree itself read of a platform's lowest age; other trees see nothing of it (C041)."""
    verdict = require(by, "accounts.keep_platform", organisation, now=now)
    if organisation.parent_id is not None:
        raise Refused("What is known of platforms is kept once for all schools of the federation or trust.")
    if reasons := thinking_refused(checked_on, today=local_date(now)):
        raise Refused(reasons)
    reading = PlatformReading.objects.create(
        organisation=organisation,
        platform=platform,
        minimum_age=minimum_age,
        source=source.strip(),
        checked_on=checked_on,
        recorded_by=by,
        recorded_at=now,
    )
    record(
        organisation_reference=organisation.reference,
        action="platform.read",
        thing_type=organisation.thing_type,
        thing_reference=organisation.reference,
        by=by,
        now=now,
        facts={"platform": platform.slug, "minimum_age": minimum_age, "checked_on": checked_on.isoformat()},
        profile_version=profile_for(organisation, now).version,
        acting_for=verdict.acting_for,
    )
    return reading


@transaction.atomic
def record_consultation(
    account: SocialAccount, *, held_on: date, about: str, means: str, outcome: str, by: Person, now: datetime
) -> Consultation:
    """Record that staff were asked what the account is for and what goes on it (C045)."""
    verdict = require(by, "accounts.record_thinking", account, now=now)
    if reasons := thinking_refused(held_on, today=local_date(now)):
        raise Refused(reasons)
    _note(account, "consulted", {"about": about, "outcome": outcome}, verdict, by, now)
    return Consultation.objects.create(
        account=account, held_on=held_on, about=about, means=means, outcome=outcome, recorded_by=by, recorded_at=now
    )


@transaction.atomic
def record_learner_use(
    account: SocialAccount, *, use: str, is_suitable: bool, reasons: str, by: Person, now: datetime
) -> LearnerUse:
    """Record whether talking with learners through the account is suitable, and the reasons (C051)."""
    verdict = require(by, "accounts.record_thinking", account, now=now)
    if not use.strip() or not reasons.strip():
        raise Refused("Say what for, and give your reasons.")
    _note(account, "learner_use", {"suitable": is_suitable}, verdict, by, now)
    return LearnerUse.objects.create(
        account=account,
        use=use.strip(),
        is_suitable=is_suitable,
        reasons=reasons.strip(),
        decided_on=local_date(now),
        recorded_by=by,
        recorded_at=now,
    )


@transaction.atomic
def show_owner(account: SocialAccount, *, person: Person | None, by: Person, now: datetime) -> None:
    """Say whom the public page names: one of those who run the account, or nobody, and then it tells the role (C034)."""
    verdict = require(by, "accounts.show_owner", account, now=now)
    if person is not None and not account.runners.filter(person=person, ends_on__isnull=True).exists():
        raise Refused(f"{person} does not run this account.")
    SocialAccount.objects.filter(pk=account.pk).update(displayed_owner=person)
    _note(account, "owner_shown", {"person": person.reference if person else ""}, verdict, by, now)
    account.displayed_owner = person


def hide_owner(account_id: int, person_id: int) -> None:
    """Nobody is named who no longer runs the account."""
    SocialAccount.objects.filter(pk=account_id, displayed_owner=person_id).update(displayed_owner=None)


def _note(
    account: SocialAccount, action: str, facts: dict[str, object], verdict: Verdict, by: Person, now: datetime
) -> None:
    record(
        organisation_reference=account.organisation.reference,
        action=f"account.{action}",
        thing_type=account.thing_type,
        thing_reference=account.reference,
        by=by,
        now=now,
        facts=facts,
        profile_version=profile_for(account.organisation, now).version,
        acting_for=verdict.acting_for,
    )

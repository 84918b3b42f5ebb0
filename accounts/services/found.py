"""Accounts that were found: written down by whoever sees one, decided by the head, followed until settled (C035)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts.models import AccountApplication, FoundAccount, Platform, SocialAccount
from accounts.rules.accounts import AccountStatus
from accounts.rules.addresses import as_link, clean_handle
from accounts.rules.applications import APPLICATION, ApplicationStatus
from accounts.rules.found import DECIDE, FOLLOW, found_refused, look_again_refused
from accounts.services.deadlines import end_of, end_of_working_day
from governance.duties.services import open_duty
from governance.kernel.actors import SYSTEM
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.services import require
from governance.workflow.services import begin, move

WORKING_DAYS_TO_DECIDE = 5
WORKING_DAYS_TO_APPLY = 10
# An application that ended otherwise than in approval leaves the found account to be decided again.
OVER = tuple(status for status in APPLICATION.final if status != ApplicationStatus.APPROVED)


@dataclass(frozen=True)
class Sighting:
    """What somebody saw."""

    platform: Platform | None
    place: str
    name: str
    handle: str
    address: str
    origin: str
    note: str
    found_on: date


@transaction.atomic
def record_found(*, organisation: Organisation, sighting: Sighting, by: Person, now: datetime) -> FoundAccount:
    """Write down an account that speaks of the school and is not in the register; the head is asked to decide."""
    require(by, "accounts.record_found", organisation, now=now)
    platform = sighting.platform
    reasons = found_refused(
        platform.facts if platform else None,
        place=sighting.place,
        handle=sighting.handle,
        address=sighting.address,
        on=sighting.found_on,
        today=local_date(now),
    )
    if reasons := [*reasons, *_official(organisation, sighting)]:
        raise Refused(reasons)
    written = {**vars(sighting), "handle": clean_handle(sighting.handle), "address": as_link(sighting.address)}
    found = FoundAccount(organisation=organisation, found_by=by, **written)
    facts = {"platform": platform.slug if platform else "", "origin": sighting.origin}
    try:
        with transaction.atomic():
            begin(found, by=by, now=now, action="accounts.record_found", facts=facts)
    except IntegrityError:
        raise Refused("Somebody has written this address down already.") from None
    _ask_to_decide(found, now)
    return found


def _official(organisation: Organisation, sighting: Sighting) -> list[str]:
    """An account of the register is not found a second time (T49)."""
    handle = clean_handle(sighting.handle)
    rows = SocialAccount.objects.filter(organisation__root=organisation.root_id, platform=sighting.platform)
    ours = handle and sighting.platform and rows.filter(handle=handle).exclude(status=AccountStatus.CLOSED).exists()
    return ["This account is in the register already."] if ours else []


@transaction.atomic
def adopt_found(found: FoundAccount, *, reason: str, by: Person, now: datetime) -> None:
    """It may become the school's own: by an application, shorter than others, and no other way (C023)."""
    due = end_of_working_day(found.organisation, now, WORKING_DAYS_TO_APPLY)
    move(found, "adopt", by=by, now=now, reason=reason, changes=_decided(by, reason, now, None))
    _follow(found, f"Apply for {found}, so that it can be adopted", due, now)


@transaction.atomic
def ask_found_to_close(found: FoundAccount, *, reason: str, look_again_on: date, by: Person, now: datetime) -> None:
    """Whoever runs it is asked to close it; somebody looks again on that day."""
    _decide(found, "ask_to_close", f"See whether {found} has closed", reason, look_again_on, by, now)


@transaction.atomic
def report_found(found: FoundAccount, *, reason: str, look_again_on: date, by: Person, now: datetime) -> None:
    """It is reported to the platform; somebody looks again on that day."""
    _decide(found, "report", f"See whether {found} was taken down", reason, look_again_on, by, now)


def _decide(
    found: FoundAccount, name: str, label: str, reason: str, look_again_on: date, by: Person, now: datetime
) -> None:
    require(by, "accounts.decide_found", found, now=now)
    under_way = AccountApplication.objects.filter(found=found).exclude(status__in=OVER).exists()
    applied = ["An application to adopt it is under way: decide that first."] if under_way else []
    if reasons := [*applied, *look_again_refused(look_again_on, today=local_date(now))]:
        raise Refused(reasons)
    facts = {"look_again_on": look_again_on.isoformat()}
    move(found, name, by=by, now=now, reason=reason, facts=facts, changes=_decided(by, reason, now, look_again_on))
    _follow(found, label, end_of(look_again_on), now)


@transaction.atomic
def record_found_gone(found: FoundAccount, *, gone_on: date, by: Person, now: datetime) -> None:
    """Somebody looked, and it is not there any more."""
    require(by, "accounts.follow_found", found, now=now)
    if gone_on > local_date(now):
        raise Refused("A day that has not come yet cannot be recorded.")
    facts = {"gone_on": gone_on.isoformat()}
    move(found, "record_gone", by=by, now=now, facts=facts, changes={"gone_on": gone_on})


def become_official(found: FoundAccount, now: datetime) -> None:
    """Its application was approved: it is in the register from now on."""
    move(found, "become_official", by=SYSTEM, now=now)


def give_up(found: FoundAccount, now: datetime) -> None:
    """Its application came to nothing: the head decides again."""
    move(found, "give_up", by=SYSTEM, now=now)
    _ask_to_decide(found, now)


def _decided(by: Person, reason: str, now: datetime, look_again_on: date | None) -> dict[str, object]:
    return {
        "decided_by": by,
        "decided_at": now,
        "decision_reasons": reason.strip(),
        "look_again_on": look_again_on,
    }


def _ask_to_decide(found: FoundAccount, now: datetime) -> None:
    due = end_of_working_day(found.organisation, now, WORKING_DAYS_TO_DECIDE)
    _ask(DECIDE, found, Role.HD, f"Decide about {found}", due, now)


def _follow(found: FoundAccount, label: str, due: datetime, now: datetime) -> None:
    _ask(FOLLOW, found, Role.COM, label, due, now)


def _ask(kind: str, found: FoundAccount, role: Role, label: str, due: datetime, now: datetime) -> None:
    open_duty(
        kind,
        found,
        organisation=found.organisation,
        due_at=due,
        now=now,
        asked_role=role,
        label=label,
        url=found.get_absolute_url(),
    )

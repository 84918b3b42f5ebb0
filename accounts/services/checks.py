"""Looking at an account and saying so, and dealing with what was found (S26, C117, C118)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from accounts.duties import FINDINGS, WATCH
from accounts.models import AccountCheck, SocialAccount
from accounts.rules.checks import CheckStatus, reasons_not_to_count
from accounts.rules.windows import Window
from accounts.services.deadlines import end_of_working_day
from accounts.services.sweeps import look_at_runners
from accounts.services.watching import catch_up
from governance.audit.services import record
from governance.duties.services import close_duties, open_duty
from governance.kernel.errors import Refused, TooLate
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from governance.workflow.services import move

NOTHING_DUE = "Somebody has looked at this account already, and the next check has not begun."


@dataclass(frozen=True, kw_only=True)
class Look:
    """One look at one account: when, at what, and what was found."""

    looked_at: datetime
    looked_over: Collection[str]
    found: Collection[str] = field(default=())


@transaction.atomic
def record_check(account: SocialAccount, look: Look, *, by: Person, now: datetime) -> AccountCheck:
    """Record that one looked at this account, and at no other (T60); what was missed before stays missed."""
    catch_up(now, [account])
    check = AccountCheck.objects.filter(account=account, status=CheckStatus.DUE).first()
    if check is None:
        require(by, "accounts.check", AccountCheck(account=account, organisation=account.organisation), now=now)
        raise Refused(NOTHING_DUE)
    require(by, "accounts.check", check, now=now)
    window = Window(check.opens_on, check.due_on)
    if reasons := reasons_not_to_count(
        looked_at=look.looked_at, window=window, now=now, looked_over=look.looked_over, found=look.found
    ):
        raise Refused(reasons)
    changes = {
        "looked_at": look.looked_at,
        "looked_by": by,
        "entered_at": now,
        "looked_over": sorted(look.looked_over),
        "found": sorted(look.found),
    }
    facts = {"looked_at": look.looked_at.isoformat(), "found": sorted(look.found)}
    move(check, _arrow(check, look, by), by=by, now=now, changes=changes, facts=facts)
    close_duties(account, kinds=(WATCH,), now=now, outcome="looked-at")
    if look.found:
        _ask_to_settle(check, now)
    look_at_runners(account, now)
    return check


def _arrow(check: AccountCheck, look: Look, by: Person) -> str:
    """What was found counts first; then whether it was somebody else's turn."""
    if look.found:
        return "find"
    return "cover" if check.watcher_id not in (None, by.pk) else "look"


def _ask_to_settle(check: AccountCheck, now: datetime) -> None:
    open_duty(
        FINDINGS,
        check,
        organisation=check.organisation,
        due_at=end_of_working_day(check.organisation, now, 1),
        now=now,
        asked_role=Role.COM,
        label=f"Deal with what was found on {check.account}",
        url=check.get_absolute_url(),
    )


@transaction.atomic
def settle_findings(check: AccountCheck, *, how: str, by: Person, now: datetime) -> None:
    """Say how what a check found was dealt with; what was said and by whom belongs with comments and abuse, not here."""
    require(by, "accounts.check", check, now=now)
    if not how.strip():
        raise Refused("Say how it was dealt with.")
    rows = AccountCheck.objects.filter(pk=check.pk, status=CheckStatus.FINDINGS, settled_at__isnull=True)
    written = {"settled_at": now, "settled_by": by, "settled_how": how.strip()[:500]}
    if not rows.update(**written):
        raise TooLate
    for name, value in written.items():
        setattr(check, name, value)
    close_duties(check, kinds=(FINDINGS,), now=now, outcome="settled")
    record(
        organisation_reference=check.organisation.reference,
        action="check.settled",
        thing_type=check.thing_type,
        thing_reference=check.reference,
        by=by,
        now=now,
        facts={},
        profile_version=profile_for(check.organisation, now).version,
    )

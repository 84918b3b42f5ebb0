"""The days of a permission: which may be asked for, and which moments they cover (F10, S24)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from governance.kernel.dates import local_date
from policies.rules.head_permissions import PermissionStatus, course_of

# A permission is looked at again at least once a year.
LONGEST = timedelta(days=366)
GONE_BY = "The first day must be today or later."


@dataclass(frozen=True)
class Facts:
    """What is known of a permission when it is asked whether it counts."""

    kind: str
    status: str
    starts_on: date
    ends_on: date
    decided_at: datetime | None = None
    checked_at: datetime | None = None
    revoked_at: datetime | None = None


def permits(facts: Facts, at: datetime) -> bool:
    """Whether it covered that moment: granted and checked before, not yet taken away, within its days (Q36, D17).

    One that has ended since still covers what was done while it ran.
    """
    begun = facts.status in (PermissionStatus.IN_FORCE, PermissionStatus.EXPIRED, PermissionStatus.REVOKED)
    settled = [facts.decided_at, facts.checked_at] if course_of(facts.kind).check else [facts.decided_at]
    if not begun or any(when is None or when > at for when in settled):
        return False
    kept = facts.revoked_at is None or at < facts.revoked_at
    return kept and facts.starts_on <= local_date(at) <= facts.ends_on


def days_refused(*, starts_on: date, ends_on: date, today: date) -> list[str]:
    """Everything that is wrong with the days asked for."""
    reasons = ["The last day has gone by already."] if ends_on < today else []
    if ends_on < starts_on:
        reasons.append("The last day must not lie before the first.")
    if ends_on - starts_on > LONGEST:
        reasons.append("A permission runs for a year at most. Ask again when it ends.")
    return reasons

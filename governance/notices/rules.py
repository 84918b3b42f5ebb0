"""When a notice is tried, tried again, and given up; and when the daily digest goes."""

from datetime import UTC, datetime, time, timedelta

from governance.kernel.dates import LONDON

# How long after each failed attempt the next one comes; after the last, the notice is given up and shown as unsent.
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=1),
    timedelta(days=1),
)
# A delivery that dies holds its rows no longer than this.
LEASE = timedelta(minutes=5)
DIGEST_TIME = time(7, 0)
# Written in place of what a restricted notice is about (D06, D14).
SEALED_SUBJECT = "Something needs you in Gatepost"
SEALED_LINE = "Sign in to read it."


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When a notice that has failed so often is tried again, or None when it is given up."""
    return now + BACK_OFF[attempts - 1] if attempts <= len(BACK_OFF) else None


def next_digest(now: datetime) -> datetime:
    """The next seven o'clock in the morning in London."""
    local = now.astimezone(LONDON)
    day = local.date() if local.time() < DIGEST_TIME else local.date() + timedelta(days=1)
    return datetime.combine(day, DIGEST_TIME, tzinfo=LONDON).astimezone(UTC)

"""Once a month everybody looks at what they posted and is still up: when it is asked for, and what counts (J54, C082)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from governance.calendar.rules import month_end

LOOK_DUTY = "J54"
ASK_AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class Up:
    """A post that is still up on one account: since when, and when somebody last looked at it."""

    since: date
    looked_on: date | None = None


def due_on(today: date) -> date:
    """The last day of the month, whatever day of the week it is."""
    return month_end(today)


def asks_from(today: date) -> date:
    """The day of the month from which it is asked for."""
    return due_on(today) - ASK_AHEAD


def is_to_look_at(one: Up, today: date) -> bool:
    """Whether it was up before this month's looks are asked for, and nobody has looked at it this month."""
    return one.since < asks_from(today) and (one.looked_on is None or one.looked_on < today.replace(day=1))


def is_done(posts: Iterable[Up], asked_on: date) -> bool:
    """Whether what was asked for on that day is done: every post that was meant then was looked at, or is down.

    A look from the first of that month counts, and so does a late one.
    """
    return not any(is_to_look_at(one, asked_on) for one in posts)

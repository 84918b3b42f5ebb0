"""Whether a device was approved on the day a picture was taken: that day counts, never today (T33, J56, C074, P46)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from governance.calendar.rules import add_years
from governance.kernel.dates import long_date

# An approval may be renewed, and is asked for, in the last four weeks of its year.
RENEW_AHEAD = timedelta(days=28)


@dataclass(frozen=True, order=True)
class Period:
    """One approval: from the day it was signed to the yearly day, which counts to its midnight (Q36)."""

    starts_on: date
    until: date


@dataclass(frozen=True)
class Missing:
    """A device nobody had, from the day it was lost to the day it was found, both of them; or for good."""

    lost_on: date
    found_on: date | None = None


@dataclass(frozen=True)
class DeviceFacts:
    """All that is known about a device's past."""

    name: str
    listed_on: date
    periods: Sequence[Period] = ()
    missing: Sequence[Missing] = ()
    withdrawn_on: date | None = None
    is_refused: bool = False
    takes_pictures: bool = True


def approval_in_force(facts: DeviceFacts, day: date) -> Period | None:
    """The approval that held on that day, whatever has become of the device since."""
    if _gone(facts, day):
        return None
    return max((one for one in facts.periods if one.starts_on <= day <= one.until), default=None)


def why_not_covered(facts: DeviceFacts, day: date | None, *, owned_is_enough: bool = False) -> str:
    """Why a picture taken that day may not be used, in one sentence; nothing where it may.

    Where the policy asks only that the device is the school's own, it counts from the day it stood on the list (P46).
    Of a picture without a day nothing can be said but what a device never does.
    """
    if not facts.takes_pictures:
        return f"{facts.name} is for contacting parents, not for taking pictures."
    if day is None:
        return ""
    if gone := _gone(facts, day):
        return gone
    if owned_is_enough:
        return _why_not_listed(facts, day)
    return "" if approval_in_force(facts, day) else _why_not_approved(facts, day)


def _gone(facts: DeviceFacts, day: date) -> str:
    """Withdrawn before that day, or missing on it.

    The day of an ordinary withdrawal still counts (Q36); the day of a loss does not, for nobody can tell who held it.
    """
    if any(one.lost_on <= day and (one.found_on is None or day <= one.found_on) for one in facts.missing):
        return f"{facts.name} was missing on {long_date(day)}, the day this picture was taken."
    if facts.withdrawn_on and facts.withdrawn_on < day:
        return f"{facts.name} was withdrawn on {long_date(facts.withdrawn_on)}, before this picture was taken."
    return ""


def _why_not_listed(facts: DeviceFacts, day: date) -> str:
    if facts.is_refused:
        return f"{facts.name} was refused as a device for pictures."
    if day < facts.listed_on:
        return f"{facts.name} was put on the list on {long_date(facts.listed_on)}, after this picture was taken."
    return ""


def _why_not_approved(facts: DeviceFacts, day: date) -> str:
    if not facts.periods:
        return f"{facts.name} is not on the list of approved devices."
    first = min(facts.periods).starts_on
    if day < first:
        return f"{facts.name} was first approved on {long_date(first)}, after this picture was taken."
    ran_out = max(one.until for one in facts.periods if one.starts_on <= day)
    return f"The approval of {facts.name} had run out on {long_date(ran_out)}, before this picture was taken."


def year_ends(first_on: date, on: date) -> date:
    """The yearly day to which an approval given on that day holds.

    Counted from the first approval and never in a chain, so that it cannot drift (T64); one that is given in the four
    weeks before a yearly day, or on it, is the approval of the year after.
    """
    years = 1
    while add_years(first_on, years) <= on + RENEW_AHEAD:
        years += 1
    return add_years(first_on, years)


def may_renew(until: date, today: date) -> bool:
    """Whether the year is nearly over, or over."""
    return until <= today + RENEW_AHEAD


def suits_day(day: date | None, added_on: date) -> str:
    """What is wrong with the day on which a picture is said to be taken, if anything is (T33)."""
    if day is None:
        return "say on which day it was taken."
    if day > added_on:
        return f"it was added on {long_date(added_on)}, so it cannot have been taken on {long_date(day)}."
    return ""

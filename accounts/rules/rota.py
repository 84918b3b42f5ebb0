"""Whose turn it is to watch an account, and what a holiday leaves without anybody (C117, J04, T57)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.rules.windows import ONE_DAY, Window, next_window
from governance.calendar.rules import Days


@dataclass(frozen=True)
class Turn:
    """Somebody watches an account from a day to a day; of two turns on one day the later made counts."""

    person_id: int
    starts_on: date
    ends_on: date


def on_watch(turns: Iterable[Turn], day: date) -> int | None:
    """Whose turn it is that day; the turns come newest first."""
    return next((turn.person_id for turn in turns if turn.starts_on <= day <= turn.ends_on), None)


def not_covered(
    turns: Collection[Turn], first: date, last: date, frequency: str, days: Days, *, holidays: bool
) -> list[Window]:
    """Which checks between two days have nobody whose turn it is on any of their days (J04)."""
    found, after = [], first - ONE_DAY
    while (window := next_window(after, frequency, days, holidays=holidays)).due_on <= last or window.opens_on <= last:
        inside = Window(max(window.opens_on, first), min(window.due_on, last))
        span = range((inside.due_on - inside.opens_on).days + 1)
        if not any(on_watch(turns, inside.opens_on + ahead * ONE_DAY) for ahead in span):
            found.append(inside)
        after = window.due_on
    return found


def holidays_ahead(days: Days, today: date, *, within: timedelta) -> list[tuple[date, date]]:
    """The stretches without school that begin within that time: holidays in the calendar, and what lies between terms."""
    named = {(one.starts_on, one.ends_on) for one in days.closures if one.kind == "holiday"}
    pairs = zip(days.terms, days.terms[1:], strict=False)
    between = {(one.ends_on + ONE_DAY, after.starts_on - ONE_DAY) for one, after in pairs}
    stretches = sorted(stretch for stretch in named | between if stretch[0] <= stretch[1])
    merged: list[tuple[date, date]] = []
    for first, last in stretches:
        if merged and first <= merged[-1][1] + ONE_DAY:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return [one for one in merged if today <= one[1] and one[0] <= today + within]

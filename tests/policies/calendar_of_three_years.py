"""Three school years of one school's signatures as plain arithmetic: who is asked when, and what counts (C012, C013, J22, J23).

A cast with habits and a list of versions stand in; out come, for any day, whose signature counts and who is late. Nothing
of the product's own services is used, so that they can be compared with it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from governance.calendar.rules import Days, add_working_days

DAY = timedelta(days=1)
TO_SIGN = 10
AHEAD = 30


@dataclass(frozen=True)
class Version:
    """A text that comes into force on a day, and whether its meaning changed."""

    number: int
    on: date
    material: bool = True


@dataclass(frozen=True)
class Member:
    """Somebody with a habit: so many days after being asked they sign, or never; away and gone from and to days."""

    name: str
    joins: date
    # None: never signs.
    signs_after: int | None = 2
    leaves: date | None = None
    away: tuple[date, date] | None = None


@dataclass
class State:
    """Where one member stands on a day."""

    status: str = ""
    version: int = 0
    due: date | None = None
    asked: date | None = None
    until: date | None = None
    late_since: date | None = None
    history: list[tuple[date, str]] = field(default_factory=list)


def year_after(day: date) -> date:
    """The same day next year; 29 February falls on the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 2, 28)


class Simulator:
    """One member's three years, a day at a time."""

    def __init__(self, member: Member, versions: list[Version], days: Days) -> None:
        self.member, self.versions, self.days = member, versions, days
        self.state = State()

    def run(self, first: date, last: date) -> Iterator[tuple[date, State]]:
        """Each day with the state at its end."""
        day = first
        while day <= last:
            self.morning(day)
            self.evening(day)
            yield day, self.state
            day += DAY

    def morning(self, today: date) -> None:
        """What the sweep finds: a version, a leaver, an end, an absence, a joiner."""
        state, member = self.state, self.member
        works = member.joins <= today and (member.leaves is None or today <= member.leaves)
        for version in self.versions:
            if version.on == today:
                self.published(version, works, today)
        if not works:
            if state.status in ("due", "overdue", "excused"):
                state.status = "ended"
            return
        if state.status == "excused" and member.away and today >= member.away[1]:
            self.ask(today)
        if state.status == "signed" and state.until and today >= state.until:
            state.status, state.due, state.asked = "overdue", state.until - DAY, today
        if state.status == "signed" and state.until and today >= state.until - timedelta(days=AHEAD):
            state.asked = state.asked or today
        if state.status == "due" and state.due and today > state.due:
            state.status = "overdue"
        if state.status in ("", "ended") and self.current(today):
            self.ask(today)
        if member.away and member.away[0] == today and state.status in ("due", "overdue"):
            state.status = "excused"

    def evening(self, today: date) -> None:
        """What the member does: signs after so many days, if there is something to sign."""
        state, member = self.state, self.member
        here = member.joins <= today and (member.leaves is None or today <= member.leaves)
        away = member.away and member.away[0] <= today < member.away[1]
        wants = state.status in ("due", "overdue") or (state.status == "signed" and state.asked)
        if not here or away or not wants or member.signs_after is None or state.asked is None:
            return
        if today >= state.asked + timedelta(days=member.signs_after):
            early = state.status == "signed" and state.until is not None
            state.until = year_after(state.until if early and state.until else today)
            state.status, state.version, state.asked = "signed", self.current(today), None

    def published(self, version: Version, works: bool, today: date) -> None:
        """A change of meaning asks everybody again; a mended comma asks nobody."""
        if version.material and works:
            self.ask(today)
        elif version.material:
            self.state.status = "" if self.state.status != "ended" else "ended"

    def ask(self, today: date) -> None:
        """Ask for the version in force."""
        state = self.state
        state.status, state.asked = "due", today
        state.due, state.until = add_working_days(today, TO_SIGN, self.days), None

    def current(self, today: date) -> int:
        """The number of the version in force, nought before the first."""
        return max((one.number for one in self.versions if one.on <= today), default=0)

    def counts(self, today: date) -> bool:
        """Whether the member's signature counts that day."""
        state = self.state
        return state.status == "signed" and (state.until is None or today < state.until)

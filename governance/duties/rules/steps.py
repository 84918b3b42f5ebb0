"""Steps: the moments, counted from opening or due time, at which a duty is brought to mind or climbs (section 5)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal, Self

from governance.calendar.rules import CalendarMissing, Days, Office, add_working_days, add_working_hours
from governance.duties.rules.wording import span, then
from governance.kernel.dates import LONDON
from governance.people.roles import Role

Do = Literal["remind", "climb"]
To = Role | tuple[Role, ...]


@dataclass(frozen=True)
class Clock:
    """What the moments of a duty are counted from; `days` is asked for only by steps that count working time."""

    opened_at: datetime
    due_at: datetime
    days: Callable[[], Days]
    office: Office = field(default_factory=Office)

    def working(self, count: Callable[[Days], datetime], *, plainly: datetime) -> datetime:
        """A moment in working time or, where the calendar is not loaded, in plain time, which is never later (D17)."""
        try:
            return count(self.days())
        except CalendarMissing:
            return plainly


@dataclass(frozen=True)
class Step:
    """One thing that happens while a duty stays open: the person asked is reminded, or it climbs to a role.

    `every` repeats the step, at the same time of day in London, until the duty closes.
    """

    moment: Callable[[Clock], datetime] = field(compare=False)
    do: Do = "remind"
    to: tuple[Role, ...] = ()
    every: timedelta | None = None
    ahead: bool = False
    # How the ladder's page tells when it comes.
    says: str = field(default="", compare=False)
    # Days from the due day, before it less than nought, where the step is counted in such; a ladder may move it (D16).
    days: int | None = None

    def __post_init__(self) -> None:
        """Refuse a climb to nobody, and a reminder to somebody else."""
        if (self.do == "climb") != bool(self.to):
            raise ValueError("A step climbs to a role, or reminds whoever is asked.")

    @classmethod
    def before(cls, *, days: int = 0, hours: int = 0, do: Do = "remind", to: To = ()) -> Self:
        """Days (at the same time of day) or hours before it is due."""
        return cls(
            lambda clock: shifted(clock.due_at, days=-days, hours=-hours),
            do,
            _roles(to),
            ahead=days > 0,
            says=f"{span(days, hours)} before it is due",
            days=-days if days and not hours else None,
        )

    @classmethod
    def after_due(
        cls, *, days: int = 0, hours: int = 0, do: Do = "climb", to: To = (), every: timedelta | None = None
    ) -> Self:
        """When it is due, or days or hours later."""
        says = f"{span(days, hours)} after it was due" if days or hours else "when it is due"
        return cls(
            lambda clock: shifted(clock.due_at, days=days, hours=hours),
            do,
            _roles(to),
            every,
            says=says + then(every),
            days=None if hours else days,
        )

    @classmethod
    def after_open(
        cls, *, days: int = 0, hours: int = 0, do: Do = "remind", to: To = (), every: timedelta | None = None
    ) -> Self:
        """Days or hours after it was opened, weekends included."""
        says = f"{span(days, hours)} after it was opened{then(every)}"
        return cls(lambda clock: shifted(clock.opened_at, days=days, hours=hours), do, _roles(to), every, says=says)

    @classmethod
    def at_share(cls, share: float, *, do: Do = "remind", to: To = ()) -> Self:
        """When that share of the time between opening and due has gone, in real time."""
        return cls(
            lambda clock: clock.opened_at + (clock.due_at - clock.opened_at) * share,
            do,
            _roles(to),
            says=f"when {share:.0%} of the time has gone",
        )

    @classmethod
    def working_hours_after_open(cls, hours: int, *, do: Do = "remind", to: To = ()) -> Self:
        """When the office has been open for so many hours."""

        def moment(clock: Clock) -> datetime:
            plainly = clock.opened_at + timedelta(hours=hours)
            return clock.working(
                lambda days: add_working_hours(clock.opened_at, hours, days, clock.office), plainly=plainly
            )

        return cls(moment, do, _roles(to), says=f"{span(0, hours)} of office time after it was opened")

    @classmethod
    def working_days_after_open(cls, days: int, *, do: Do = "remind", to: To = ()) -> Self:
        """At the same time of day on a later working day."""

        def moment(clock: Clock) -> datetime:
            opened = clock.opened_at.astimezone(LONDON)
            return clock.working(
                lambda calendar: shifted(
                    clock.opened_at, days=(add_working_days(opened.date(), days, calendar) - opened.date()).days
                ),
                plainly=shifted(clock.opened_at, days=days),
            )

        return cls(moment, do, _roles(to), says=f"{span(days, 0, 'working ')} after it was opened")

    def moved(self, days: int) -> "Step":
        """The same step at another distance from the due day."""
        if days < 0:
            return Step.before(days=-days, do=self.do, to=self.to)
        return Step.after_due(days=days, do=self.do, to=self.to, every=self.every)


def shifted(moment: datetime, *, days: int = 0, hours: int = 0) -> datetime:
    """Days by the London calendar (the same time of day across a change of clocks), hours in real time."""
    if days:
        local = moment.astimezone(LONDON)
        moment = datetime.combine(local.date() + timedelta(days=days), local.time(), tzinfo=LONDON)
    return moment.astimezone(UTC) + timedelta(hours=hours)


def _roles(to: To) -> tuple[Role, ...]:
    return (to,) if isinstance(to, Role) else tuple(to)

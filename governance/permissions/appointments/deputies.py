"""Deputies: named for one role of one principal, only while the principal is away (D03, K14, S29, J58)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from governance.audit.services import record
from governance.kernel.actors import SYSTEM, SystemActor
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused, TooLate
from governance.organisations.models import Organisation
from governance.people.models import Deputy, Person
from governance.people.roles import Role
from governance.people.rules import PERIOD_ARROWS, deputy_refused, slots_refused, status_of_period
from governance.people.selectors import deputy_periods, holds_role, is_engaged_near, roles_in_tree
from governance.permissions.appointments.engagements import end_sessions
from governance.permissions.appointments.roles import action_for
from governance.permissions.services import require


@dataclass(frozen=True)
class Turned:
    """The deputy periods that a sweep started and ended."""

    started: tuple[Deputy, ...]
    ended: tuple[Deputy, ...]


@transaction.atomic
def make_deputy(
    *,
    principal: Person,
    deputy: Person,
    role: str,
    organisation: Organisation,
    starts_on: date,
    ends_on: date,
    by: Person,
    now: datetime,
) -> Deputy:
    """Name who stands in; the principal may do it, or the head, and for the head's own role the chair (S29)."""
    acting_for = _permit(by, principal, role, organisation, now)
    today = local_date(now)
    held = [Role(row.role) for row in roles_in_tree(deputy, organisation, starts_on, ends_on) if row.role != role]
    overlaps = deputy_periods(principal, deputy, role, organisation).filter(
        starts_on__lte=ends_on, ends_on__gte=starts_on
    )
    reasons = deputy_refused(
        starts_on=starts_on,
        ends_on=ends_on,
        today=today,
        is_self=principal == deputy,
        principal_holds=holds_role(principal, role, organisation, starts_on),
        deputy_works=is_engaged_near(deputy, organisation, starts_on),
        overlaps=overlaps.exists(),
        names=(principal.name, deputy.name),
    ) + slots_refused(Role(role), held)
    if reasons:
        raise Refused(reasons)
    period = Deputy.objects.create(
        organisation=organisation,
        principal=principal,
        deputy=deputy,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        status=status_of_period(starts_on, ends_on, today),
        made_at=now,
        made_by=by,
    )
    _tell(period, "deputies.make", by, now, acting_for)
    return period


@transaction.atomic
def end_deputy(*, period: Deputy, by: Person, now: datetime) -> Deputy:
    """End a period before its last day: the principal is back."""
    acting_for = None
    if by not in (period.principal, period.deputy):
        acting_for = _permit(by, period.principal, period.role, period.organisation, now)
    if not _end(period, now):
        raise TooLate("This has already ended.")
    _tell(period, "deputies.end", by, now, acting_for)
    return period


def start_and_end_deputies(now: datetime) -> Turned:
    """Start the periods whose first day has come and end those whose last day has gone; running twice changes nothing."""
    today = local_date(now)
    over = Deputy.objects.filter(ends_on__lt=today).exclude(status=Deputy.Status.ENDED)
    ended = tuple(period for period in _with_people(over) if _turn(period, "deputies.end", now))
    due = Deputy.objects.filter(status=Deputy.Status.PLANNED, starts_on__lte=today, ends_on__gte=today)
    started = tuple(period for period in _with_people(due) if _turn(period, "deputies.start", now))
    return Turned(started, ended)


def _with_people(periods: QuerySet[Deputy]) -> list[Deputy]:
    return list(periods.select_related("organisation", "principal", "deputy").order_by("pk"))


@transaction.atomic
def _turn(period: Deputy, action: str, now: datetime) -> bool:
    """Move one period along and write it down, unless somebody else has just done so."""
    turned = _follow(period, "start") if action == "deputies.start" else _end(period, now)
    if turned:
        _tell(period, action, SYSTEM, now, None)
    return turned


def _follow(period: Deputy, verb: str, **changes: datetime) -> bool:
    """Change the status only where it still is one that the verb leads out of."""
    sources, target = PERIOD_ARROWS[verb]
    followed = bool(Deputy.objects.filter(pk=period.pk, status__in=sources).update(status=target, **changes))
    period.refresh_from_db(fields=["status", "ended_at"])
    return followed


def _end(period: Deputy, now: datetime) -> bool:
    """What the deputy could do for the principal ends at once, sessions included."""
    ended = _follow(period, "end", ended_at=now)
    if ended:
        end_sessions(period.deputy)
    return ended


def _permit(by: Person, principal: Person, role: str, organisation: Organisation, now: datetime) -> Person | None:
    """The principal names their own deputy; anybody else needs the right, and for the head's role the board's right."""
    if by == principal and holds_role(principal, role, organisation, local_date(now)):
        return None
    return require(by, action_for(role, "deputies.make"), organisation, now=now).acting_for


def _tell(period: Deputy, action: str, by: Person | SystemActor, now: datetime, acting_for: Person | None) -> None:
    record(
        organisation_reference=period.organisation.reference,
        action=action,
        thing_type=period.thing_type,
        thing_reference=period.reference,
        by=by,
        now=now,
        acting_for=acting_for,
        facts={
            "principal": period.principal.reference,
            "deputy": period.deputy.reference,
            "role": str(period.role),
            "from": period.starts_on.isoformat(),
            "to": period.ends_on.isoformat(),
        },
    )

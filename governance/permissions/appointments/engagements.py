"""Starting and ending a person's work; every right ends with the last day (D09, Q36, T88)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q

from governance.audit.services import record
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused, TooLate
from governance.organisations.models import Organisation
from governance.organisations.rules import in_line
from governance.organisations.selectors import tree
from governance.people.models import Deputy, Engagement, Person, RoleHeld, User
from governance.people.rules import dates_refused, still_covered
from governance.permissions.services import require


@transaction.atomic
def start_engagement(
    *,
    person: Person,
    organisation: Organisation,
    kind: str,
    starts_on: date,
    by: Person,
    now: datetime,
    ends_on: date | None = None,
    job_title: str = "",
    teaches: bool = False,
) -> Engagement:
    """Record how and from when a person works with an organisation, paid or not (C014)."""
    require(by, "people.add", organisation, now=now)
    if reasons := dates_refused(starts_on, ends_on):
        raise Refused(reasons)
    engagement = Engagement.objects.create(
        person=person,
        organisation=organisation,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        job_title=job_title.strip(),
        teaches=teaches,
    )
    _tell(engagement, "engagements.start", by, now, {"kind": str(kind), "from": starts_on.isoformat()})
    return engagement


@transaction.atomic
def end_engagement(*, engagement: Engagement, ends_on: date, by: Person, now: datetime) -> None:
    """Set the last day; roles and deputy periods that rest on it end with it, and every session ends now."""
    require(by, "people.end", engagement.organisation, now=now)
    if reasons := dates_refused(engagement.starts_on, ends_on):
        raise Refused(reasons)
    later = Q(ends_on__isnull=True) | Q(ends_on__gt=ends_on)
    if not Engagement.objects.filter(later, pk=engagement.pk).update(ends_on=ends_on):
        raise TooLate("This engagement has already ended by that day.")
    _end_roles(engagement, ends_on)
    _end_deputies(engagement.person, ends_on, now)
    end_sessions(engagement.person)
    _tell(engagement, "engagements.end", by, now, {"last_day": ends_on.isoformat()})
    engagement.refresh_from_db()


def end_sessions(person: Person) -> None:
    """Sign the person out everywhere, at once."""
    User.objects.filter(person=person).update(session_stamp=F("session_stamp") + 1)


def _end_roles(engagement: Engagement, ends_on: date) -> None:
    """Give a last day to the roles that no other engagement carries on."""
    parents = {place.pk: place.parent_id for place in tree([engagement.organisation.root_id or 0])}
    open_roles = RoleHeld.objects.filter(_beyond(ends_on), person=engagement.person, revoked_at__isnull=True)
    others = list(Engagement.objects.filter(_beyond(ends_on), person=engagement.person).exclude(pk=engagement.pk))
    for role in open_roles.filter(organisation__in=parents):
        carrying = [(row.starts_on, row.ends_on) for row in _carrying(role, others, parents)]
        if not still_covered(carrying, after=ends_on):
            last_day = max(ends_on, role.starts_on)
            RoleHeld.objects.filter(pk=role.pk, revoked_at__isnull=True).update(ends_on=last_day)


def _carrying(role: RoleHeld, others: Iterable[Engagement], parents: dict[int, int | None]) -> list[Engagement]:
    return [row for row in others if in_line(row.organisation_id, role.organisation_id, parents)]


def _end_deputies(person: Person, ends_on: date, now: datetime) -> None:
    """A deputy period of, or for, somebody who has left does not run on (S29)."""
    if Engagement.objects.filter(_beyond(ends_on), person=person).exists():
        return
    periods = Deputy.objects.filter(Q(principal=person) | Q(deputy=person), ends_on__gt=ends_on)
    periods.filter(status=Deputy.Status.PLANNED, starts_on__gt=ends_on).update(
        status=Deputy.Status.ENDED, ended_at=now
    )
    periods.filter(starts_on__lte=ends_on).update(ends_on=ends_on)
    if ends_on < local_date(now):
        periods_over = Deputy.objects.filter(Q(principal=person) | Q(deputy=person), ends_on__lte=ends_on)
        periods_over.exclude(status=Deputy.Status.ENDED).update(status=Deputy.Status.ENDED, ended_at=now)


def _beyond(day: date) -> Q:
    """Rows that run on after that day."""
    return Q(ends_on__isnull=True) | Q(ends_on__gt=day)


def _tell(engagement: Engagement, action: str, by: Person, now: datetime, facts: dict[str, str]) -> None:
    record(
        organisation_reference=engagement.organisation.reference,
        action=action,
        thing_type=engagement.person.thing_type,
        thing_reference=engagement.person.reference,
        by=by,
        now=now,
        facts=facts,
    )

"""Pupils who join during the year: asked at enrolment, not shown until somebody answers (C107, T10)."""

from collections.abc import Collection
from datetime import datetime, time

from django.db import transaction
from django.urls import reverse

from governance.calendar.rules import CalendarMissing, add_working_days
from governance.calendar.selectors import days_for
from governance.duties.services import open_duty
from governance.kernel.dates import LONDON, local_date
from governance.organisations.models import Organisation
from governance.people.roles import Role
from pupils.models import Pupil

DAYS_TO_ASK = 5
OFFICE_CLOSES = time(17, 0)


@transaction.atomic
def ask_for_joiners(*, organisation_id: int, pupil_ids: Collection[int], now: datetime) -> int:
    """Open one duty a pupil for the office, due five working days on; answers how many are open."""
    organisation = Organisation.objects.get(pk=organisation_id)
    due_at = _due(organisation, now)
    pupils = Pupil.objects.filter(pk__in=pupil_ids, organisation=organisation).order_by("pk")
    for pupil in pupils:
        open_duty(
            "J12",
            pupil,
            organisation=organisation,
            due_at=due_at,
            now=now,
            asked_role=Role.OFF,
            label=f"Ask for consent for {pupil.reference}",
            url=reverse("consent:view_pupil", args=[pupil.reference]),
        )
    return len(pupils)


def _due(organisation: Organisation, now: datetime) -> datetime:
    try:
        day = add_working_days(local_date(now), DAYS_TO_ASK, days_for(organisation))
    except CalendarMissing:
        return now
    return datetime.combine(day, OFFICE_CLOSES, tzinfo=LONDON).astimezone(now.tzinfo)

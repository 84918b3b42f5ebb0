"""Refreshing training for staff, pupils and parents after something happened (J26, C225, T103)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction

from governance.audit.services import record
from governance.calendar.rules import CalendarMissing, add_working_days
from governance.calendar.selectors import days_for
from governance.duties.services import open_duty
from governance.kernel.actors import SYSTEM, SystemActor
from governance.kernel.dates import local_date, local_midnight
from governance.kernel.errors import NotAllowed, Refused, TooLate
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.selectors import standing_of
from governance.permissions.services import require
from governance.workflow.services import begin, move
from policies.models import Course, DocumentVersion, RefreshPart, TrainingRefresh
from policies.rules.days import faults_of_day
from policies.rules.refreshes import (
    REFRESH_DUTY,
    WORKING_DAYS_TO_REFRESH,
    RefreshCause,
    RefreshStatus,
    looks_after,
    still_to_refresh,
)
from policies.rules.release import Audience
from policies.selectors.refreshes import courses_to_call_back, records_to_call_back
from policies.services.training_bulk import call_back_many

POLICY_CHANGED = "The policy changed in its meaning. Decide whether training has to be given again."


ONLY_PLATFORMS = "The communications officer looks after what platforms change. Ask a senior leader or the head."


@dataclass(frozen=True, kw_only=True)
class Taught:
    """How one audience was taught again."""

    done_on: date
    means: str
    taken_by: str = field(default="")


@transaction.atomic
def open_refresh(
    organisation: Organisation,
    cause: str,
    reason: str,
    platform: str | None = None,
    *,
    by: Person | SystemActor,
    now: datetime,
    courses: Collection[Course] = (),
) -> TrainingRefresh:
    """Open a refresh for staff, pupils and parents, and call back at once what staff were trained in.

    The door for the floors above: an incident that was marked significant opens one as the product. A changed platform
    calls back its own course without being asked; every right to post there ends in the same transaction.
    """
    if not isinstance(by, SystemActor):
        require(by, "training.refresh", organisation, now=now)
        _hold_to_platforms(organisation, cause, by, now)
    if not reason.strip():
        raise Refused("Say what happened.")
    if cause == RefreshCause.PLATFORM and not platform:
        raise Refused("Choose the platform that changed.")
    refresh = TrainingRefresh(organisation=organisation, status=RefreshStatus.OPEN, cause=cause, reason=reason.strip())
    refresh.platform = platform or "" if cause == RefreshCause.PLATFORM else ""
    _begin(refresh, by, now)
    _call_back(refresh, courses, now)
    return refresh


@transaction.atomic
def propose_refresh(version: DocumentVersion, *, now: datetime) -> TrainingRefresh | None:
    """Ask the training lead whether a policy that changed in its meaning asks for training again; once a version."""
    refresh = TrainingRefresh(
        organisation=version.organisation, cause=RefreshCause.POLICY, reason=POLICY_CHANGED, version=version
    )
    try:
        with transaction.atomic():
            _begin(refresh, SYSTEM, now)
    except IntegrityError:
        return None
    return refresh


@transaction.atomic
def accept_refresh(refresh: TrainingRefresh, *, courses: Collection[Course], by: Person, now: datetime) -> None:
    """Decide that training has to be given again."""
    _hold_to_platforms(refresh.organisation, refresh.cause, by, now)
    move(refresh, "accept", by=by, now=now, changes={"opened_by": by})
    _call_back(refresh, courses, now)


@transaction.atomic
def decline_refresh(refresh: TrainingRefresh, *, reason: str, by: Person, now: datetime) -> None:
    """Decide that training stands as it is, with the reason."""
    _hold_to_platforms(refresh.organisation, refresh.cause, by, now)
    move(refresh, "decline", by=by, now=now, reason=reason, changes={"opened_by": by, "closed_at": now})


@transaction.atomic
def teach_audience(refresh: TrainingRefresh, audience: str, taught: Taught, *, by: Person, now: datetime) -> None:
    """Record that an audience was taught again; the last of the three closes the refresh."""
    require(by, "training.refresh", refresh, now=now)
    _hold_to_platforms(refresh.organisation, refresh.cause, by, now)
    faults = faults_of_day(taught.done_on, local_date(now))
    if taught.done_on < local_date(refresh.created_at):
        faults.append("That is before the refresh was opened. What was taught then does not count for it.")
    if faults := [*faults, *([] if taught.means.strip() else ["Say how they were taught."])]:
        raise Refused(faults)
    part = RefreshPart(done_on=taught.done_on, means=taught.means.strip(), taken_by=taught.taken_by.strip())
    _settle(refresh, audience, part, "teach", by, now)


@transaction.atomic
def excuse_audience(refresh: TrainingRefresh, audience: str, *, reason: str, by: Person, now: datetime) -> None:
    """Let the head say why an audience need not be taught again."""
    require(by, "training.excuse_audience", refresh, now=now)
    if not reason.strip():
        raise Refused("Give a reason.")
    _settle(refresh, audience, RefreshPart(excused_because=reason.strip()), "excuse", by, now)


def _hold_to_platforms(place: Organisation, cause: str, by: Person, now: datetime) -> None:
    """The communications officer knows platforms; what an incident asks for is a trainer's or the head's (M44)."""
    if not looks_after(cause, standing_of(by, now, fresh=True).roles_at(place.pk)):
        raise NotAllowed(ONLY_PLATFORMS)


def _begin(refresh: TrainingRefresh, by: Person | SystemActor, now: datetime) -> None:
    place = refresh.organisation
    refresh.opened_by = None if isinstance(by, SystemActor) else by
    refresh.due_on = _due_on(place, local_date(now))
    facts = {"cause": refresh.cause, "platform": refresh.platform}
    begin(refresh, by=by, now=now, action="training.refresh", facts=facts)
    open_duty(
        REFRESH_DUTY,
        refresh,
        organisation=place,
        due_at=local_midnight(date.fromordinal(refresh.due_on.toordinal() + 1)),
        now=now,
        asked_role=Role.DSL,
        label=f"Refresh training: {refresh.get_cause_display().lower()}",
        url=refresh.get_absolute_url(),
    )


def _due_on(place: Organisation, today: date) -> date:
    """The twentieth working day; where next year's calendar is missing, plain days, which are never later (D17)."""
    try:
        return add_working_days(today, WORKING_DAYS_TO_REFRESH, days_for(place))
    except CalendarMissing:
        return date.fromordinal(today.toordinal() + WORKING_DAYS_TO_REFRESH)


def _call_back(refresh: TrainingRefresh, courses: Collection[Course], now: datetime) -> None:
    """What staff were trained in no longer counts from this moment; whoever it was is asked to be trained again."""
    place = refresh.organisation
    known = courses_to_call_back(place, {one.pk for one in courses}, refresh.platform)
    back = call_back_many(
        records_to_call_back(place, known, platform=refresh.platform, today=local_date(now)),
        reason=refresh.reason,
        facts={"refresh": refresh.reference},
        now=now,
    )
    TrainingRefresh.objects.filter(pk=refresh.pk).update(called_back=len(back))
    refresh.called_back = len(back)


def _settle(refresh: TrainingRefresh, audience: str, part: RefreshPart, what: str, by: Person, now: datetime) -> None:
    """Keep the part, and close the refresh with the last of them."""
    kept = TrainingRefresh.objects.select_for_update().filter(pk=refresh.pk, status=RefreshStatus.OPEN).first()
    if kept is None:
        raise TooLate("This refresh is not open, so nothing more is recorded for it.")
    part.refresh, part.audience, part.recorded_by, part.recorded_at = refresh, audience, by, now
    settled = set(RefreshPart.objects.filter(refresh=refresh).values_list("audience", flat=True))
    if audience in settled:
        raise Refused(f"{Audience(audience).label} are settled already.")
    part.save(force_insert=True)
    _note(refresh, what, audience, by, now)
    if not still_to_refresh(settled | {audience}):
        move(refresh, "close", by=SYSTEM, now=now, changes={"closed_at": now})


def _note(refresh: TrainingRefresh, what: str, audience: str, by: Person, now: datetime) -> None:
    record(
        organisation_reference=refresh.organisation.reference,
        action=f"training_refresh.{what}",
        thing_type=refresh.thing_type,
        thing_reference=refresh.reference,
        by=by,
        now=now,
        facts={"audience": audience},
    )

"""Telling staff, pupils and parents of a version, and noting each school's adoption (C004-C006, J20, J21)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from governance.audit.services import record
from governance.calendar.rules import CalendarMissing, add_working_days
from governance.calendar.selectors import days_for
from governance.duties.services import Ask, close_duties, open_duties, open_duty
from governance.kernel.dates import local_date, local_midnight
from governance.kernel.errors import Refused
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.services import require
from governance.workflow.bulk import begin_many, move_many
from governance.workflow.services import move
from policies.duties import ADOPT, TELL
from policies.models import Adoption, DocumentVersion, Telling
from policies.rules.documents import VersionStatus
from policies.rules.release import DAYS_TO_ADOPT, WORKING_DAYS_TO_TELL, AdoptionStatus, Audience, still_to_tell
from policies.services.updates import schools_under, tell_schools_of_version


def ask_to_tell_and_adopt(version: DocumentVersion, before: DocumentVersion | None, *, now: datetime) -> None:
    """Ask for the three audiences to be told and, where the text is the trust's, for each school's minute."""
    if before is not None:
        close_duties(before, kinds=[TELL], now=now, outcome="supersede")
        waiting = before.adoptions.filter(status=AdoptionStatus.AWAITED).select_related("organisation")
        move_many(list(waiting), "lapse", now=now)
    open_duty(
        TELL,
        version,
        organisation=version.organisation,
        due_at=_told_by(version.organisation, local_date(now)),
        now=now,
        asked_role=Role.TRU if version.organisation.kind == Organisation.Kind.TRUST else Role.COM,
        label=f"Tell staff, pupils and parents: {version}"[:200],
        url=version.document.get_absolute_url(),
    )
    _ask_to_adopt(version, schools_under(version.organisation, now), now)
    tell_schools_of_version(version, now=now)


def _ask_to_adopt(version: DocumentVersion, schools: Sequence[Organisation], now: datetime) -> None:
    """Ask every board at once, in as many statements for sixty schools as for two."""
    adoptions = [Adoption(version=version, organisation=school) for school in schools]
    begin_many(adoptions, now=now, facts=lambda row: {"version": row.version.reference})
    due_at = local_midnight(local_date(now) + timedelta(days=DAYS_TO_ADOPT + 1))
    asks = [
        Ask(
            kind=ADOPT,
            thing=adoption,
            organisation=adoption.organisation,
            due_at=due_at,
            asked_role=Role.GOV,
            label=f"Adopt: {version}"[:200],
            url=adoption.get_absolute_url(),
        )
        for adoption in adoptions
    ]
    open_duties(asks, now=now)


def _told_by(place: Organisation, today: date) -> datetime:
    """The end of the last day; where next year's calendar is missing, plain days, which are never later (D17)."""
    try:
        last = add_working_days(today, WORKING_DAYS_TO_TELL, days_for(place))
    except CalendarMissing:
        last = today + timedelta(days=WORKING_DAYS_TO_TELL)
    return local_midnight(last + timedelta(days=1))


@transaction.atomic
def tell_audience(
    version: DocumentVersion, *, audience: str, told_on: date, means: str, proof: str, by: Person, now: datetime
) -> Telling:
    """Log that an audience was told of the version in force, how and with what proof; each audience once (C004)."""
    require(by, "policies.tell", version, now=now)
    row = DocumentVersion.objects.select_for_update().filter(pk=version.pk, status=VersionStatus.CURRENT)
    if row.first() is None:
        raise Refused("This version is not in force. Tell people of the one that is.")
    if told_on > local_date(now):
        raise Refused("That day lies ahead. Enter it once they have been told.")
    if version.approved_on is not None and told_on < version.approved_on:
        raise Refused("That is before the version was approved. Check the day.")
    if Telling.objects.filter(version=version, audience=audience).exists():
        raise Refused(f"{Audience(audience).label} have been told already.")
    told = Telling.objects.create(
        version=version, audience=audience, told_on=told_on, means=means, proof=proof, recorded_by=by, recorded_at=now
    )
    _note_told(told, by=by, now=now)
    if not still_to_tell(set(Telling.objects.filter(version=version).values_list("audience", flat=True))):
        close_duties(version, kinds=[TELL], now=now, outcome="tell")
    return told


def _note_told(told: Telling, *, by: Person, now: datetime) -> None:
    record(
        organisation_reference=told.version.organisation.reference,
        action="version.tell",
        thing_type=told.version.thing_type,
        thing_reference=told.version.reference,
        by=by,
        now=now,
        facts={"audience": told.audience, "told_on": told.told_on.isoformat()},
    )


@transaction.atomic
def note_adoption(adoption: Adoption, *, meeting_on: date, minute: str, by: Person, now: datetime) -> None:
    """Enter the minute of the meeting at which the school's board noted the trust's policy (C006)."""
    if meeting_on > local_date(now):
        raise Refused("That meeting lies ahead. Enter the minute once it has been held.")
    changes = {"meeting_on": meeting_on, "minute": minute}
    move(adoption, "note", by=by, now=now, changes=changes, facts={"minute": minute})

"""Sessions of a course: planned, booked by many at once, and the register taken (C223, C224, K03)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from governance.audit.services import record
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused, TooLate
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require
from governance.workflow.services import move
from policies.models import Course, TrainingRecord, TrainingSession
from policies.rules.training import TO_BOOK, TrainingStatus
from policies.selectors.people import workplaces
from policies.services.courses import hold_to_platforms
from policies.services.training import attend, confirm, miss, open_record, undo

REGISTER_MOVED = (
    "Somebody else changed this register after you opened it, so nothing was saved. Open it again and tick who came."
)
ON_THE_REGISTER = (TrainingStatus.BOOKED, TrainingStatus.ATTENDED, TrainingStatus.MISSED)


@transaction.atomic
def plan_session(
    *, course: Course, organisation: Organisation, starts_at: datetime, place: str, leader: Person, by: Person,
    now: datetime,
) -> TrainingSession:  # fmt: skip
    """Say when and where a course is given, and who leads it."""
    require(by, "policies.confirm_training", organisation, now=now)
    hold_to_platforms(course, organisation, by, now)
    if course.retired_at is not None:
        raise Refused("This course has been retired.")
    if local_date(starts_at) < local_date(now):
        raise Refused("The session must be today or later. If it has been held already, record the training.")
    if not workplaces([leader.pk], organisation, local_date(now)):
        raise Refused(f"{leader} does not work here just now.")
    session = TrainingSession.objects.create(
        course=course, organisation=organisation, starts_at=starts_at, place=place, leader=leader, planned_by=by,
        created_at=now,
    )  # fmt: skip
    _note(session, by, now)
    return session


@transaction.atomic
def book_session(session: TrainingSession, people: Iterable[Person], *, by: Person, now: datetime) -> int:
    """Book people on a session, all of them or none: every reason why not at once; whoever is booked on it stays so."""
    if session.held_on < local_date(now):
        raise Refused("This session is over.")
    wanted = list(people)
    refusals = [reason for person in wanted for reason in _booked(session, person, by, now)]
    if refusals:
        raise Refused(refusals)
    return len(wanted)


@transaction.atomic
def take_register(
    session: TrainingSession, came: Collection[str], *, shown: Mapping[str, str], by: Person, now: datetime
) -> None:
    """Record who came of those the register showed, by reference and status; whoever of them is not ticked is missed.

    Nobody else is touched, and where one of them moved meanwhile nobody is. One's own is left to another. It may be
    taken again, to mend a wrong tick, for as long as the training is not confirmed.
    """
    if session.held_on > local_date(now):
        raise Refused("This session has not been held yet.")
    there = {one.reference: one for one in register_of(session).exclude(person=by)}
    if any(reference not in there or there[reference].status != status for reference, status in shown.items()):
        raise TooLate(REGISTER_MOVED)
    for one in (there[reference] for reference in shown):
        here, stands = one.reference in came, one.status == TrainingStatus.ATTENDED
        if here == stands and one.status != TrainingStatus.BOOKED:
            continue
        if one.status != TrainingStatus.BOOKED:
            undo(one, by=by, now=now)
        if here:
            attend(one, attended_on=session.held_on, by=by, now=now)
        else:
            miss(one, by=by, now=now)


@transaction.atomic
def confirm_session(session: TrainingSession, *, by: Person, now: datetime) -> int:
    """Confirm the training of everybody who came but oneself (K03)."""
    there = list(register_of(session).filter(status=TrainingStatus.ATTENDED).exclude(person=by))
    for one in there:
        confirm(one, by=by, now=now)
    return len(there)


def register_of(session: TrainingSession) -> QuerySet[TrainingRecord]:
    """Who is on the session's register, by name; those confirmed are no longer to be changed."""
    rows = TrainingRecord.objects.filter(session=session, status__in=ON_THE_REGISTER)
    rows = rows.select_related("person", "organisation", "course__organisation")
    return rows.order_by("person__family_name", "person__given_name", "pk")


def _booked(session: TrainingSession, person: Person, by: Person, now: datetime) -> list[str]:
    """Book one person; the reasons why not."""
    try:
        training = open_record(person=person, course=session.course, now=now)
    except Refused as refusal:
        return list(refusal.reasons)
    if training.session_id == session.pk and training.status == TrainingStatus.BOOKED:
        return []
    if training.status not in TO_BOOK:
        return [f"{person}: {training.get_status_display().lower()}."]
    move(training, "book", by=by, now=now, changes={"session": session, "session_on": session.held_on})
    return []


def _note(session: TrainingSession, by: Person, now: datetime) -> None:
    record(
        organisation_reference=session.organisation.reference,
        action="training_session.begin",
        thing_type=session.thing_type,
        thing_reference=session.reference,
        by=by,
        now=now,
        facts={"course": session.course.reference, "starts_at": session.starts_at.isoformat()},
    )

"""Training: asked for, booked, attended, confirmed by somebody else, and running out (S19, C042, K03)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from governance.kernel.actors import SYSTEM, SystemActor
from governance.kernel.dates import local_date, long_date
from governance.kernel.errors import NotFoundHere, Refused
from governance.people.models import Person
from governance.permissions.services import require
from governance.workflow.services import begin, move
from policies.models import Course, TrainingRecord
from policies.rules.courses import AHEAD, FOR_GOOD, last_day, renewed
from policies.rules.training import INDUCTION_DUTY, OPEN, RENEWAL_DUTY, TO_BOOK, TrainingStatus
from policies.selectors.people import workplaces
from policies.services.courses import hold_to_platforms
from policies.services.training_bulk import ask_again_many, make_room
from policies.signals import training_changed

TOO_LONG_AGO = "This training was too long ago and has run out. Book a new session."
RETIRED = "This course has been retired, so nobody is asked for it any more."
NO_SESSION = {"session": None, "session_on": None}


@transaction.atomic
def require_training(
    *, person: Person, course: Course, now: datetime, by: Person | SystemActor = SYSTEM, renews: bool = False
) -> TrainingRecord:
    """Say that a person needs a course, once while that stays open or counts, and ask them to book it (J24)."""
    kept = _open(person, course).first() or (None if renews else _counting(person, course).first())
    if kept is not None:
        return kept
    if course.retired_at is not None:
        raise Refused(RETIRED)
    place = workplaces([person.pk], course.organisation, local_date(now)).get(person.pk)
    if place is None:
        raise NotFoundHere(f"{person} does not work here just now.")
    needed = TrainingRecord(person=person, course=course, organisation=place)
    begin(needed, by=by, now=now, action="policies.record_training", facts={"course": course.reference})
    ask_again_many([needed], RENEWAL_DUTY if renews else INDUCTION_DUTY, now=now)
    return needed


@transaction.atomic
def book(training: TrainingRecord, *, session_on: date, by: Person, now: datetime) -> None:
    """Book the person on a session."""
    if session_on < local_date(now):
        raise Refused("The session must be today or later. If it has been held already, record the attendance.")
    move(training, "book", by=by, now=now, changes={"session_on": session_on, "session": None})


@transaction.atomic
def attend(training: TrainingRecord, *, attended_on: date, by: Person, now: datetime) -> None:
    """Record that the person was there."""
    hold_to_platforms(training.course, training.organisation, by, now)
    if attended_on > local_date(now):
        raise Refused("Nobody can have attended on a day that has not come yet.")
    refuse_too_early(training, attended_on)
    move(training, "attend", by=by, now=now, changes={"attended_on": attended_on})


@transaction.atomic
def miss(training: TrainingRecord, *, by: Person, now: datetime) -> None:
    """Record that the person was not there."""
    hold_to_platforms(training.course, training.organisation, by, now)
    move(training, "miss", by=by, now=now)


@transaction.atomic
def free(training: TrainingRecord, *, by: Person, now: datetime) -> None:
    """Give the place back; the training stays needed."""
    move(training, "free", by=by, now=now, changes=NO_SESSION)


@transaction.atomic
def undo(training: TrainingRecord, *, by: Person, now: datetime) -> None:
    """Take back what was recorded of a session, until the training is confirmed."""
    hold_to_platforms(training.course, training.organisation, by, now)
    if TrainingRecord.objects.filter(pk=training.pk, session_on__isnull=True).exists():
        raise Refused("There was no session. Turn the certificate down instead.")
    move(training, "undo", by=by, now=now, changes={"attended_on": None})


@transaction.atomic
def confirm(training: TrainingRecord, *, by: Person, now: datetime) -> None:
    """Confirm somebody else's training, which then counts as long as its course says (K03, J25, T64)."""
    hold_to_platforms(training.course, training.organisation, by, now)
    attended_on = TrainingRecord.objects.values_list("attended_on", flat=True).get(pk=training.pk)
    before = _counting(training.person, training.course).first()
    counted_from, until = days_of(training.course, attended_on or local_date(now), before)
    if until < local_date(now):
        raise Refused(TOO_LONG_AGO)
    if before is not None:
        move(before, "renew", by=SYSTEM, now=now)
    changes = {"confirmed_at": now, "confirmed_by": by, "counted_from": counted_from, "valid_until": until}
    move(training, "confirm", by=by, now=now, changes=changes)
    training_changed.send(person_id=training.person_id, course_id=training.course_id, now=now)


@transaction.atomic
def record_training(*, person: Person, course: Course, attended_on: date, by: Person, now: datetime) -> TrainingRecord:
    """Record in one go that somebody else was trained on a day gone by: needed, booked, attended and confirmed."""
    training = open_record(person=person, course=course, now=now)
    require(by, "policies.confirm_training", training, now=now)
    if attended_on > local_date(now):
        raise Refused("Nobody can have attended on a day that has not come yet.")
    if training.status in TO_BOOK:
        move(training, "book", by=by, now=now, changes={"session_on": attended_on, "session": None})
    if training.status == TrainingStatus.EXCUSED:
        raise Refused(f"{person} is excused until {long_date(training.excused_until or local_date(now))}.")
    if training.status == TrainingStatus.BOOKED:
        attend(training, attended_on=attended_on, by=by, now=now)
    confirm(training, by=by, now=now)
    return training


@transaction.atomic
def call_back(training: TrainingRecord, *, reason: str, by: Person | SystemActor, now: datetime) -> None:
    """Ask for a refresher: until it is done the training no longer counts (J26)."""
    if not isinstance(by, SystemActor):
        require(by, "policies.confirm_training", training, now=now)
    make_room(_open(training.person, training.course), reason=reason, facts={}, now=now)
    move(training, "call_back", by=by, now=now, reason=reason, changes={"not_before": local_date(now)})
    ask_again_many([training], INDUCTION_DUTY, now=now)
    training_changed.send(person_id=training.person_id, course_id=training.course_id, now=now)


@transaction.atomic
def excuse_training(training: TrainingRecord, *, reason: str, until: date, by: Person, now: datetime) -> None:
    """Excuse somebody who is away until they are back; what they have not done still does not count."""
    if until <= local_date(now):
        raise Refused("The day they are back must lie ahead.")
    move(training, "excuse", by=by, now=now, reason=reason, changes={"excused_until": until, **NO_SESSION})


def open_record(*, person: Person, course: Course, now: datetime, by: Person | SystemActor = SYSTEM) -> TrainingRecord:
    """What the person has still to do in the course, begun now where nobody had asked; refused while theirs counts long."""
    counting = _counting(person, course).first()
    until = counting.valid_until if counting else None
    if until and not _open(person, course).exists() and local_date(now) < until - AHEAD:
        raise Refused(f"{person} is trained already, {so_long(until)}.")
    return require_training(person=person, course=course, now=now, by=by, renews=counting is not None)


def so_long(until: date) -> str:
    """How long training counts, in words."""
    return "for good" if until == FOR_GOOD else f"until {long_date(until)}"


def _open(person: Person, course: Course) -> QuerySet[TrainingRecord]:
    rows = TrainingRecord.objects.filter(person=person, course=course, status__in=OPEN)
    return rows.select_related("organisation", "course__organisation", "person")


def _counting(person: Person, course: Course) -> QuerySet[TrainingRecord]:
    rows = TrainingRecord.objects.filter(person=person, course=course, status=TrainingStatus.VALID)
    return rows.select_related("organisation", "course__organisation", "person")


def days_of(course: Course, attended_on: date, before: TrainingRecord | None) -> tuple[date, date]:
    """From which day it is counted, and its last day (T64)."""
    if before is None or before.valid_until is None or before.attended_on is None:
        return attended_on, last_day(attended_on, course.years)
    since = before.counted_from or before.attended_on
    return renewed(attended_on, course.years, counted_from=since, until=before.valid_until)


def refuse_too_early(training: TrainingRecord, attended_on: date) -> None:
    """Refuse what was attended before a refresher was asked for: it does not count for it (J26)."""
    since = TrainingRecord.objects.values_list("not_before", flat=True).get(pk=training.pk)
    if since is not None and attended_on < since:
        raise Refused(
            f"A refresher was asked for on {long_date(since)}. What was attended before does not count for it."
        )

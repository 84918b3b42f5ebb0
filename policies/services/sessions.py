"""Sessions of a course: planned, booked by many at once, and the register taken (C223, C224, K03)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from governance.audit.services import record
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused, TooLate
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require
from governance.workflow.bulk import move_many
from policies.models import Course, TrainingRecord, TrainingSession
from policies.rules.asking import Ask
from policies.rules.courses import AHEAD
from policies.rules.training import INDUCTION_DUTY, OPEN, RENEWAL_DUTY, TO_BOOK, TrainingStatus
from policies.selectors.people import workplaces
from policies.services.courses import hold_to_platforms
from policies.services.training import RETIRED, TOO_LONG_AGO, days_of, refuse_too_early, so_long
from policies.services.training_bulk import begin_many, tell_changed

ATTENDED = TrainingStatus.ATTENDED
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
    wanted = {person.pk: person for person in people}
    to_book, new = _to_book(session, list(wanted.values()), now)
    if new:
        places = workplaces(list(new), session.course.organisation, local_date(now))
        to_book += begin_many(session.course, new, {pk: places[pk] for pk in new}, now=now)
    move_many(to_book, "book", by=by, now=now, changes={"session": session, "session_on": session.held_on})
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
    listed = [there[reference] for reference in shown]
    wrong = [one for one in listed if one.status == (TrainingStatus.MISSED if one.reference in came else ATTENDED)]
    taken = [one for one in listed if one.status == TrainingStatus.BOOKED] + wrong
    here = [one for one in taken if one.reference in came]
    _hold_all_to_platforms(taken, by, now)
    for one in here:
        if one.not_before and session.held_on < one.not_before:
            refuse_too_early(one, session.held_on)
    move_many(wrong, "undo", by=by, now=now, changes={"attended_on": None})
    move_many(here, "attend", by=by, now=now, changes={"attended_on": session.held_on})
    move_many([one for one in taken if one.reference not in came], "miss", by=by, now=now)


@transaction.atomic
def confirm_session(session: TrainingSession, *, by: Person, now: datetime) -> int:
    """Confirm the training of everybody who came but oneself (K03); those whose last day is the same go together."""
    there = list(register_of(session).filter(status=ATTENDED).exclude(person=by))
    _hold_all_to_platforms(there, by, now)
    before = _by_person(session.course, [one.person_id for one in there], (TrainingStatus.VALID,))
    alike: dict[tuple[date, date], list[TrainingRecord]] = defaultdict(list)
    for one in there:
        days = days_of(session.course, one.attended_on or local_date(now), before.get(one.person_id))
        alike[days].append(one)
    if any(until < local_date(now) for _, until in alike):
        raise Refused(TOO_LONG_AGO)
    move_many(list(before.values()), "renew", now=now)
    for (since, until), records in alike.items():
        changes = {"confirmed_at": now, "confirmed_by": by, "counted_from": since, "valid_until": until}
        move_many(records, "confirm", by=by, now=now, changes=changes)
    tell_changed(there, now)
    return len(there)


def register_of(session: TrainingSession) -> QuerySet[TrainingRecord]:
    """Who is on the session's register, by name; those confirmed are no longer to be changed."""
    rows = TrainingRecord.objects.filter(session=session, status__in=ON_THE_REGISTER)
    rows = rows.select_related("person", "organisation", "course__organisation")
    return rows.order_by("person__family_name", "person__given_name", "pk")


def _to_book(
    session: TrainingSession, people: Sequence[Person], now: datetime
) -> tuple[list[TrainingRecord], dict[int, Ask]]:
    """The records to book, and what is to be asked first of those who have none; refused with every reason at once."""
    course, today = session.course, local_date(now)
    keys = [person.pk for person in people]
    places = workplaces(keys, course.organisation, today)
    waiting, counting = _by_person(course, keys, OPEN), _by_person(course, keys, (TrainingStatus.VALID,))
    found: list[TrainingRecord] = []
    new: dict[int, Ask] = {}
    refusals: list[str] = []
    for person in people:
        kept, before = waiting.get(person.pk), counting.get(person.pk)
        if kept is not None and kept.status in TO_BOOK:
            found.append(kept)
        elif kept is not None:
            on_it = kept.session_id == session.pk and kept.status == TrainingStatus.BOOKED
            refusals += [] if on_it else [f"{person}: {kept.get_status_display().lower()}."]
        elif why := _not_to_be_asked(person, course, before, person.pk in places, today):
            refusals.append(why)
        else:
            new[person.pk] = Ask(RENEWAL_DUTY if before else INDUCTION_DUTY, counted_from=today)
    if refusals:
        raise Refused(refusals)
    return found, new


def _not_to_be_asked(
    person: Person, course: Course, before: TrainingRecord | None, works_here: bool, today: date
) -> str | None:
    """Why somebody with nothing open is not asked now, if so."""
    if before is not None and before.valid_until and today < before.valid_until - AHEAD:
        return f"{person} is trained already, {so_long(before.valid_until)}."
    if course.retired_at is not None:
        return RETIRED
    return None if works_here else f"{person} does not work here just now."


def _by_person(course: Course, of: Iterable[int], statuses: Collection[str]) -> dict[int, TrainingRecord]:
    """One statement: each of these people's record in the course in one of these statuses."""
    rows = TrainingRecord.objects.filter(course=course, person__in=list(of), status__in=statuses)
    return {one.person_id: one for one in rows.select_related("organisation", "course__organisation", "person")}


def _hold_all_to_platforms(records: Iterable[TrainingRecord], by: Person, now: datetime) -> None:
    for one in {one.organisation_id: one for one in records}.values():
        hold_to_platforms(one.course, one.organisation, by, now)


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

"""Training of many people at once: asked, moved on and told in a number of statements that does not grow with them.

One person's record moves by `governance.workflow`; this keeps to the same law for sweeps and refreshers: the chain of
the trail is held first, the stored status decides, and whatever a floor above objects to stays where it is.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from governance.audit.chains import locked_heads
from governance.audit.models import Chain
from governance.audit.services import Entry, record_many
from governance.calendar.rules import CalendarMissing, Days, add_working_days
from governance.calendar.selectors import days_of_each
from governance.duties.models import Duty
from governance.duties.services import Ask as Owed
from governance.duties.services import open_duties
from governance.kernel.actors import SYSTEM
from governance.kernel.dates import local_date, local_midnight
from governance.kernel.errors import NotAllowed
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.profile.selectors import profiles_for
from governance.workflow.bulk import begin_many as begin_rows
from governance.workflow.guards import objections
from governance.workflow.services import event_name
from policies.models import Course, TrainingRecord
from policies.rules.asking import WORKING_DAYS_TO_TRAIN, Ask
from policies.rules.training import INDUCTION_DUTY, STILL_TO_DO, TRAINING, TrainingStatus
from policies.selectors.learners import posters_now
from policies.signals import training_changed


def begin_many(
    course: Course, asks: Mapping[int, Ask], places: Mapping[int, Organisation], *, now: datetime
) -> list[TrainingRecord]:
    """Ask these people, each at their place, to be trained in a course."""
    people = Person.objects.in_bulk(list(asks))
    made = [TrainingRecord(person=people[pk], course=course, organisation=places[pk]) for pk in asks]
    days = days_of_each(_distinct(made))
    with transaction.atomic():
        kept = begin_rows(made, now=now, facts=lambda one: {"course": course.reference})
        owed = [_owed(one, asks[one.person_id].duty, due_on(asks[one.person_id], days, one, now)) for one in kept]
        open_duties(owed, now=now)
    return kept


def ask_again_many(records: Sequence[TrainingRecord], duty: str, *, now: datetime) -> None:
    """Ask anew, within ten working days, those whose record is open again."""
    days, ask = days_of_each(_distinct(records)), Ask(duty, counted_from=local_date(now))
    open_duties([_owed(one, duty, due_on(ask, days, one, now)) for one in records], now=now)


def move_many(
    rows: QuerySet[TrainingRecord],
    name: str,
    *,
    now: datetime,
    reason: str = "",
    facts: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
) -> list[TrainingRecord]:
    """Let the product follow one arrow with every record that stands where it begins; answers those that moved."""
    arrows = TRAINING.by_name[name]
    if not all(arrow.by_system_only or arrow.system_too for arrow in arrows):
        raise NotAllowed("A person must do this.")
    sources, arrow = [status for each in arrows for status in each.sources], arrows[0]
    with transaction.atomic():
        found = list(rows.filter(status__in=sources).select_related("organisation", "person", "course__organisation"))
        _hold_chains(found)
        still = _still(found, sources)
        moved = [
            one for one in found if one.pk in still and not objections(TRAINING.key, name, one, by=SYSTEM, now=now)
        ]
        keys = [one.pk for one in moved]
        TrainingRecord.objects.filter(pk__in=keys).update(status=arrow.target, **(changes or {}))
        _note(moved, name, {"to": arrow.target, **({"reason": reason} if reason else {}), **(facts or {})}, now)
        _close(moved, arrow.closes, name, now)
    for one in moved:
        one.status = arrow.target
    return moved


def call_back_many(
    rows: QuerySet[TrainingRecord], *, reason: str, facts: Mapping[str, Any], now: datetime
) -> list[TrainingRecord]:
    """Take the training away until a refresher is done: nothing attended before today counts for it (J26, T103)."""
    make_room(rows, reason=reason, facts=facts, now=now)
    changes = {"not_before": local_date(now)}
    counting = rows.filter(status=TrainingStatus.VALID)
    back = move_many(counting, "call_back", now=now, reason=reason, facts=facts, changes=changes)
    if back:
        ask_again_many(back, INDUCTION_DUTY, now=now)
    tell_changed(back, now)
    return back


def make_room(rows: QuerySet[TrainingRecord], *, reason: str, facts: Mapping[str, Any], now: datetime) -> None:
    """Before a refresher: what was attended and not confirmed does not count for it, and takes the place of no renewal.

    A renewal asked for beside training that counts gives way: the person has one thing to do.
    """
    attended = rows.filter(status=TrainingStatus.ATTENDED)
    changes = {"not_before": local_date(now), "attended_on": None}
    move_many(attended, "turn_down", now=now, reason=reason, facts=facts, changes=changes)
    beside = TrainingRecord.objects.filter(
        person=OuterRef("person"), course=OuterRef("course"), status=TrainingStatus.VALID
    )
    move_many(rows.filter(Exists(beside), status__in=STILL_TO_DO), "end", now=now, facts=facts)


def tell_changed(records: Collection[TrainingRecord], now: datetime) -> None:
    """Tell the floors above whose training stopped counting, of those who post: nobody else's right hangs on it."""
    posters = {person for person, _ in posters_now(now)} if records else set()
    for one in records:
        if one.person_id in posters:
            training_changed.send(person_id=one.person_id, course_id=one.course_id, now=now)


def due_on(ask: Ask, days: Mapping[int, Days], training: TrainingRecord, now: datetime) -> date:
    """The last day: the one named, or ten working days on; where those are over already, ten from today.

    Where next year's calendar is missing, plain days, which are never later (D17).
    """
    today = local_date(now)
    if ask.due_on is not None:
        return ask.due_on
    due = _working_days_on(ask.counted_from or today, days[training.organisation_id])
    return due if due >= today else _working_days_on(today, days[training.organisation_id])


def _working_days_on(day: date, days: Days) -> date:
    try:
        return add_working_days(day, WORKING_DAYS_TO_TRAIN, days)
    except CalendarMissing:
        return date.fromordinal(day.toordinal() + WORKING_DAYS_TO_TRAIN)


def _owed(record: TrainingRecord, duty: str, last_day: date) -> Owed:
    return Owed(
        kind=duty,
        thing=record,
        organisation=record.organisation,
        due_at=local_midnight(date.fromordinal(last_day.toordinal() + 1)),
        asked_person=record.person,
        label=f"Be trained: {record.course.title}"[:200],
        url=record.get_absolute_url(),
    )


def _note(records: Sequence[TrainingRecord], name: str, facts: Mapping[str, Any], now: datetime) -> None:
    profiles = profiles_for(_distinct(records), now) if records else {}
    entries = [
        Entry(
            organisation_reference=one.organisation.reference,
            action=event_name(TRAINING, name),
            thing_type=one.thing_type,
            thing_reference=one.reference,
            by=SYSTEM,
            facts={**({"from": one.status} if one.pk else {}), **facts},
            profile_version=profiles[one.organisation_id].version,
        )
        for one in records
    ]
    record_many(entries, now=now)


def _hold_chains(records: Sequence[TrainingRecord]) -> None:
    """Take the heads of the chains before any record, as `move` does, so that nobody waits in a ring."""
    if records and connection.features.has_select_for_update:
        locked_heads(sorted({(one.organisation.reference, Chain.OPEN.value) for one in records}))


def _still(found: Sequence[TrainingRecord], sources: Collection[str]) -> set[int]:
    """Those that nobody has moved on meanwhile."""
    rows = TrainingRecord.objects.filter(pk__in=[one.pk for one in found], status__in=sources)
    return set(rows.values_list("pk", flat=True))


def _close(records: Sequence[TrainingRecord], kinds: Collection[str], outcome: str, now: datetime) -> None:
    if records and kinds:
        Duty.objects.filter(
            thing_type=records[0].thing_type,
            thing_reference__in=[one.reference for one in records],
            kind__in=kinds,
            closed_at__isnull=True,
        ).update(closed_at=now, outcome=outcome, next_step_at=None)


def _distinct(records: Sequence[TrainingRecord]) -> list[Organisation]:
    return list({one.organisation_id: one.organisation for one in records}.values())

"""Notices to parents: worded, drafted, sent by the school's own means and logged (S20, J29, C116, C210-C213)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from governance.audit.services import record
from governance.calendar.rules import CalendarMissing, add_working_days
from governance.calendar.selectors import days_for
from governance.duties.services import open_duty
from governance.kernel.actors import SYSTEM, SystemActor
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused, TooLate
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.services import require
from governance.workflow.services import begin, move
from policies.models import NoticeWording, ParentNotice
from policies.rules.days import faults_of_day
from policies.rules.notice_wordings import Wording
from policies.rules.parent_notices import (
    ASKS_SAFEGUARDING,
    NOTICE_DUTY,
    WORKING_DAYS_AFTER_A_CHANGE,
    YEARLY_TOPICS,
    NoticeStatus,
    Topic,
    filled_in,
    is_to_be_drafted,
    next_due,
)
from policies.rules.teaching import YEARLY
from policies.selectors.parent_notices import drafts_open, last_settled, wording_of
from policies.services.teaching_asking import end_of
from policies.services.teaching_year import schools_where

DRAFT_IS_THERE = "A notice of this kind waits to be sent to the same families. Send that one."


@transaction.atomic
def edit_wording(
    *, organisation: Organisation, topic: str, wording: Wording, by: Person, now: datetime
) -> NoticeWording:
    """Keep the organisation's own wording of a notice; drafts that are there already stay as they are."""
    require(by, "teaching.log", organisation, now=now)
    before = NoticeWording.objects.filter(organisation=organisation, topic=topic).aggregate(last=Max("number"))
    made = NoticeWording.objects.create(
        organisation=organisation,
        topic=topic,
        number=(before["last"] or 0) + 1,
        title=wording.title,
        text=wording.text,
        written_at=now,
        written_by=by,
    )
    _record("notice_wording.edit", made, organisation, {"topic": topic, "number": made.number}, by, now)
    return made


@transaction.atomic
def draft_notice(
    *, organisation: Organisation, topic: str, year_group: str, by: Person, now: datetime, because: str = ""
) -> ParentNotice:
    """Draft a notice from the wording in force and ask for it to be sent; parents are told by the school’s own means."""
    made = _draft(organisation, topic, _ten_working_days(organisation, now))
    made.year_group, made.because, made.planned_by = year_group, because, by
    try:
        with transaction.atomic():
            begin(made, by=by, now=now, action="teaching.log", facts={"topic": made.topic})
    except IntegrityError:
        raise Refused(DRAFT_IS_THERE) from None
    _ask(made, now)
    return made


@transaction.atomic
def repeat_notice(notice: ParentNotice, *, because: str, by: Person, now: datetime) -> ParentNotice:
    """Something has changed: draft the notice again and ask for it to be sent (C213, J29)."""
    require(by, "teaching.log", notice, now=now)
    return draft_notice(
        organisation=notice.organisation,
        topic=notice.topic,
        year_group=notice.year_group,
        because=because,
        by=by,
        now=now,
    )


@transaction.atomic
def write_notice(notice: ParentNotice, wording: Wording, *, by: Person, now: datetime) -> None:
    """Edit the draft; what was sent is never edited."""
    require(by, "teaching.log", notice, now=now)
    still = ParentNotice.objects.filter(pk=notice.pk, status=NoticeStatus.PLANNED)
    if not still.update(title=wording.title, text=wording.text):
        raise TooLate("This notice has been sent or dropped already, so its text stays as it is.")
    _record("parent_notice.write", notice, notice.organisation, {}, by, now)


@transaction.atomic
def send_notice(
    notice: ParentNotice, *, means: str, sent_on: date, count: int | None, by: Person, now: datetime
) -> None:
    """Log that the school sent it: by which means, on which day, to how many."""
    require(by, "teaching.log", notice, now=now)
    notice.refresh_from_db(fields=["title", "text"])
    faults = [f"Fill in what stands in square brackets first: {gap}" for gap in notice.gaps]
    if faults := [*faults, *faults_of_day(sent_on, local_date(now))]:
        raise Refused(faults)
    changes = {
        "means": means,
        "sent_on": sent_on,
        "sent_at": now,
        "sent_by": by,
        "count": count,
        "settled_on": sent_on,
    }
    facts = {"means": means, "on": sent_on.isoformat(), "audience": notice.audience}
    move(notice, "send", by=by, now=now, changes=changes, expect={"text": notice.text}, facts=facts)


@transaction.atomic
def drop_notice(notice: ParentNotice, *, reason: str, by: Person, now: datetime) -> None:
    """Say why a notice is not needed; a yearly one comes back after a year."""
    move(notice, "drop", by=by, now=now, reason=reason, changes={"settled_on": local_date(now)})


def draft_yearly_notices(now: datetime) -> int:
    """Each day: draft the notices that are due within four weeks and ask for them; may run twice (D16, J29)."""
    today = local_date(now)
    schools = schools_where("P74", YEARLY, now)
    last, waiting = last_settled(schools), drafts_open(schools)
    return sum(
        _yearly(school, topic, last.get((school.pk, topic)), now)
        for school in schools
        for topic in YEARLY_TOPICS
        if (school.pk, topic) not in waiting and is_to_be_drafted(last.get((school.pk, topic)), today)
    )


def _yearly(school: Organisation, topic: Topic, last: date | None, now: datetime) -> int:
    notice = _draft(school, topic, next_due(last, local_date(now)))
    try:
        with transaction.atomic():
            begin(notice, by=SYSTEM, now=now, action="teaching.log", facts={"topic": topic.value})
            _ask(notice, now)
    except IntegrityError:
        return 0
    return 1


def _draft(school: Organisation, topic: str, due_on: date) -> ParentNotice:
    wording = wording_of(school, topic)
    return ParentNotice(
        organisation=school,
        topic=topic,
        title=filled_in(wording.title, school.name)[:200],
        text=filled_in(wording.text, school.name),
        due_on=due_on,
    )


def _ask(notice: ParentNotice, now: datetime) -> None:
    """The communications officer and, about filters and tasks, the safeguarding lead too (J29)."""
    roles = (Role.COM, Role.DSL) if notice.topic in ASKS_SAFEGUARDING else (Role.COM,)
    for role in roles:
        open_duty(
            NOTICE_DUTY,
            notice,
            organisation=notice.organisation,
            due_at=end_of(notice.due_on),
            now=now,
            asked_role=role,
            label=f"Tell parents: {notice.title}"[:200],
            url=notice.get_absolute_url(),
        )


def _ten_working_days(school: Organisation, now: datetime) -> date:
    """The last day to tell of a change; where next year's calendar is missing, plain days, which are never later (D17)."""
    today = local_date(now)
    try:
        return add_working_days(today, WORKING_DAYS_AFTER_A_CHANGE, days_for(school))
    except CalendarMissing:
        return date.fromordinal(today.toordinal() + WORKING_DAYS_AFTER_A_CHANGE)


def _record(
    action: str,
    thing: NoticeWording | ParentNotice,
    organisation: Organisation,
    facts: dict[str, object],
    by: Person | SystemActor,
    now: datetime,
) -> None:
    record(
        organisation_reference=organisation.reference,
        action=action,
        thing_type=thing.thing_type,
        thing_reference=thing.reference,
        by=by,
        now=now,
        facts=facts,
    )

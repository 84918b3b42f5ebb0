"""What the days bring to leavers: noticed two weeks ahead, and kept true; may run twice or miss a night (J45, D16)."""

from datetime import date, datetime

from django.db import transaction

from accounts.duties import CONFIRM_HANDOVER, LEAVING
from accounts.models import LeaverHandover
from accounts.rules.leaver_states import GOING
from accounts.rules.leavers import NOTICED_AHEAD, credentials_left
from accounts.selectors.holdings import holders
from accounts.selectors.leavers import held_now
from accounts.selectors.leaving import Work, work_of
from accounts.services.deadlines import end_of
from accounts.services.leaver_facts import left_facts
from accounts.services.leavers import change_credentials, keep_lines, notice_leaver
from accounts.services.sweeps import guarded
from governance.audit.services import record
from governance.duties.models import Duty
from governance.duties.services import close_duties, redate_duty
from governance.kernel.actors import SYSTEM
from governance.kernel.dates import local_date, long_date
from governance.people.models import Person


def watch_leavers(now: datetime) -> int:
    """Notice who leaves within a fortnight and still holds something; bring going handovers up to date; says how many."""
    going = list(LeaverHandover.objects.filter(status__in=GOING).select_related("leaver", "organisation"))
    works = _works({(one.leaver_id, one.organisation.root_id or 0) for one in going})
    for one in going:
        work = works.get((one.leaver_id, one.organisation.root_id or 0))
        guarded(lambda one=one, work=work: _bring_up_to_date(one, work, now), one.reference)  # type: ignore[misc]
    return _notice({(one.leaver_id, one.organisation.root_id or 0) for one in going}, now)


def _works(pairs: set[tuple[int, int]]) -> dict[tuple[int, int], Work]:
    return work_of({person for person, _ in pairs}, {root for _, root in pairs}) if pairs else {}


def _notice(known: set[tuple[int, int]], now: datetime) -> int:
    today = local_date(now)
    pairs = holders(today) - known
    until = today + NOTICED_AHEAD
    due = {
        key: (work, work.last_day)
        for key, work in _works(pairs).items()
        if key in pairs and work.last_day is not None and work.last_day <= until
    }
    people = Person.objects.in_bulk({person_id for person_id, _ in due})
    found = 0
    for (person_id, _), (work, last_day) in sorted(due.items()):
        noticed = lambda one=people[person_id], place=work.place, day=last_day: notice_leaver(  # type: ignore[misc] # noqa: E731
            person=one, organisation=place, last_day=day, by=SYSTEM, now=now
        )
        found += guarded(noticed, people[person_id].reference)
    return found


def _bring_up_to_date(handover: LeaverHandover, work: Work | None, now: datetime) -> None:
    """The last day of the people’s records, an account that they took on since, and what is done by now."""
    if work is not None and work.last_day is not None and work.last_day != handover.last_day:
        _move_last_day(handover, work.last_day, now)
    keep_lines(handover, held_now(handover, now))
    if handover.status == "accounts-decided" and not credentials_left(left_facts(handover, now)):
        change_credentials(handover, by=SYSTEM, now=now)


@transaction.atomic
def _move_last_day(handover: LeaverHandover, last_day: date, now: datetime) -> None:
    was, handover.last_day = handover.last_day, last_day
    LeaverHandover.objects.filter(pk=handover.pk).update(last_day=last_day)
    _ask_anew(handover, now)
    rows = Duty.objects.filter(kind=LEAVING, thing_reference=handover.reference, closed_at__isnull=True)
    for duty in rows.select_related("organisation"):
        redate_duty(duty, due_at=end_of(last_day))
    record(
        organisation_reference=handover.organisation.reference,
        action="leaver_handover.last_day",
        thing_type=handover.thing_type,
        thing_reference=handover.reference,
        by=SYSTEM,
        now=now,
        facts={"from": was.isoformat(), "to": last_day.isoformat()},
    )


def _ask_anew(handover: LeaverHandover, now: datetime) -> None:
    """Nobody confirms for another last day what they looked at for the one before (D05)."""
    because = f"Their last day is {long_date(handover.last_day)} now. Look at it, and ask to have it confirmed again."
    waits = LeaverHandover.objects.filter(pk=handover.pk, status="open", proposed_at__isnull=False)
    if waits.update(proposed_at=None, proposed_by=None, sent_back_because=because):
        close_duties(handover, kinds=(CONFIRM_HANDOVER,), now=now, outcome="the last day changed")

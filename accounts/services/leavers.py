"""Somebody leaves: noticed, opened, decided and confirmed by another, passwords changed, complete (S27, C040, P19)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts.duties import CONFIRM_HANDOVER, LEAVING
from accounts.models import Authorisation, HandoverLine, LeaverHandover
from accounts.rules.leavers import completion_left, credentials_left, last_day_refused, stays_refused
from accounts.selectors.holdings import Held, held_by
from accounts.selectors.leavers import going_of, held_now
from accounts.selectors.leaving import work_of
from accounts.services.authorisations import end_by
from accounts.services.deadlines import end_of, end_of_working_day
from accounts.services.leaver_facts import left_facts, note, undecided
from accounts.services.sweeps import GRANTED, look_at_runners
from governance.audit.services import Entry, record_many
from governance.duties.services import close_duties, open_duty
from governance.kernel.actors import SYSTEM, SystemActor
from governance.kernel.dates import local_date, long_date
from governance.kernel.errors import Refused, TooLate
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.selectors import deciders
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from governance.workflow.services import begin, move

WORKING_DAYS_TO_CONFIRM = 3
NOTHING_WAITS = "Nothing waits to be confirmed here just now."


@transaction.atomic
def notice_leaver(
    *, person: Person, organisation: Organisation, last_day: date, by: Person | SystemActor, now: datetime
) -> LeaverHandover:
    """Begin the handover of everything somebody holds: said by the head or the office, or seen by Gatepost (J45)."""
    root_id, today = organisation.root_id or organisation.pk, local_date(now)
    work = work_of([person.pk], [root_id]).get((person.pk, root_id))
    if work is None:
        raise Refused(f"{person} does not work here.")
    held = held_by(person, root_id, today, last_day)
    if reasons := [*last_day_refused(last_day, work.last_day, today=today), *_no_need(person, root_id, held)]:
        raise Refused(reasons)
    noticed_by = None if isinstance(by, SystemActor) else by
    handover = LeaverHandover(leaver=person, organisation=work.place, last_day=last_day, noticed_by=noticed_by)
    facts = {"leaver": person.reference, "last_day": last_day.isoformat()}
    try:
        with transaction.atomic():
            begin(handover, by=by, now=now, action="accounts.notice_leaver", facts=facts)
    except IntegrityError:
        raise Refused(f"That {person} leaves is known already.") from None
    keep_lines(handover, held)
    _owe(handover, now)
    _tell(handover, "leaver_noticed", by, now)
    for account in held.accounts:
        look_at_runners(account, now)
    return handover


def _no_need(person: Person, root_id: int, held: Held) -> list[str]:
    going = going_of(person, root_id)
    if going is not None:
        return [f"That {person} leaves is known already: see {going.reference}."]
    if held.is_nothing:
        return [f"{person} holds no account, authorisation or open task here, so there is nothing to hand over."]
    return []


def keep_lines(handover: LeaverHandover, held: Held) -> None:
    """A line for every account that names the leaver, once each; what they were on it is kept until it is decided."""
    known = {line.account_id: line for line in handover.lines.all()}
    fresh = [
        HandoverLine(handover=handover, account=account, hats=[str(hat) for hat in hats])
        for account, hats in held.accounts.items()
        if account.pk not in known
    ]
    HandoverLine.objects.bulk_create(fresh, ignore_conflicts=True)
    for account, hats in held.accounts.items():
        line = known.get(account.pk)
        if line is not None and not line.way and line.hats != [str(hat) for hat in hats]:
            HandoverLine.objects.filter(pk=line.pk, way="").update(hats=[str(hat) for hat in hats])


def _owe(handover: LeaverHandover, now: datetime) -> None:
    roles = profile_for(handover.organisation, now)["P19"]
    open_duty(
        LEAVING,
        handover,
        organisation=handover.organisation,
        due_at=end_of(handover.last_day),
        now=now,
        asked_role=roles[0] if roles else Role.COM,
        label=f"Hand over what {handover.leaver} holds, by {long_date(handover.last_day)}"[:200],
        url=handover.get_absolute_url(),
    )


def _tell(handover: LeaverHandover, action: str, by: Person | SystemActor, now: datetime) -> None:
    """The same on the record of the person and of each account they had to do with."""
    things = [handover.leaver, *(line.account for line in handover.lines.select_related("account__organisation"))]
    version = profile_for(handover.organisation, now).version
    record_many(
        [
            Entry(
                organisation_reference=getattr(thing, "organisation", handover.organisation).reference,
                action=f"{'account' if thing is not handover.leaver else 'person'}.{action}",
                thing_type=thing.thing_type,
                thing_reference=thing.reference,
                by=by,
                facts={"handover": handover.reference, "leaver": handover.leaver.reference},
                profile_version=version,
            )
            for thing in things
        ],
        now=now,
    )


@transaction.atomic
def open_handover(handover: LeaverHandover, *, by: Person, now: datetime) -> None:
    """Take it on: from now on each account is decided."""
    move(handover, "open", by=by, now=now)
    keep_lines(handover, held_now(handover, now))


@transaction.atomic
def propose_handover(handover: LeaverHandover, *, by: Person, now: datetime) -> None:
    """Everything is decided: ask the headteacher, or the chair where the headteacher may not, to confirm it."""
    require(by, "accounts.run_handover", handover, now=now)
    keep_lines(handover, held_now(handover, now))
    if reasons := undecided(handover, now):
        raise Refused(reasons)
    changes = {"proposed_at": now, "proposed_by": by, "sent_back_because": ""}
    move(handover, "propose", by=by, now=now, changes=changes)
    free = deciders("accounts.confirm_handover", handover.organisation, handover, now)
    close_duties(handover, kinds=(CONFIRM_HANDOVER,), now=now, outcome="asked again")
    open_duty(
        CONFIRM_HANDOVER,
        handover,
        organisation=handover.organisation,
        due_at=end_of_working_day(handover.organisation, now, WORKING_DAYS_TO_CONFIRM),
        now=now,
        asked_role=Role.HD,
        asked_person=free[0] if free else None,
        label=f"Confirm what becomes of what {handover.leaver} holds"[:200],
        url=handover.get_absolute_url(),
    )


@transaction.atomic
def send_handover_back(handover: LeaverHandover, *, reason: str, by: Person, now: datetime) -> None:
    """Do not confirm: somebody decides again, and reads why."""
    require(by, "accounts.confirm_handover", handover, now=now)
    handover.refresh_from_db()
    if handover.proposed_at is None:
        raise Refused(NOTHING_WAITS)
    changes = {"proposed_at": None, "sent_back_because": reason.strip()}
    move(handover, "send_back", by=by, now=now, reason=reason, changes=changes)


@transaction.atomic
def confirm_handover(handover: LeaverHandover, *, seen: datetime | None, by: Person, now: datetime) -> None:
    """Confirm exactly what was looked at: not by the leaver, nor by whoever decided or takes something over (K03, K04).

    Every decision is read again at this moment (law 1); what the leaver was let do then ends with their last day.
    """
    require(by, "accounts.confirm_handover", handover, now=now)
    handover.refresh_from_db()
    if handover.proposed_at is None and handover.status == "open":
        raise Refused(NOTHING_WAITS)
    if seen is None:
        raise Refused("Look at what was decided, and confirm it there.")
    if seen != handover.proposed_at:
        raise TooLate("What was decided has changed since you looked. Look at it again.")
    if reasons := undecided(handover, now):
        raise Refused(reasons)
    changes = {"confirmed_at": now, "confirmed_by": by}
    move(handover, "decide", by=by, now=now, changes=changes, expect={"proposed_at": handover.proposed_at})
    for granted in _granted(handover):
        end_by(granted, day=handover.last_day, by=by, now=now)


def _granted(handover: LeaverHandover) -> list[Authorisation]:
    root_id = handover.organisation.root_id
    rows = Authorisation.objects.filter(person=handover.leaver, status__in=GRANTED, organisation__root=root_id)
    return list(rows.select_related("person", "organisation", "account__platform", "account__organisation"))


@transaction.atomic
def change_credentials(handover: LeaverHandover, *, by: Person | SystemActor, now: datetime) -> None:
    """Mark that no account names them, every right has ended and every password was changed and confirmed (T43)."""
    if by is not SYSTEM and isinstance(by, Person):
        require(by, "accounts.run_handover", handover, now=now)
    if reasons := credentials_left(left_facts(handover, now)):
        raise Refused(reasons)
    move(handover, "change_credentials", by=by, now=now)


@transaction.atomic
def complete_handover(handover: LeaverHandover, *, by: Person, now: datetime) -> None:
    """Nothing is left: everything is read again, and every reason why not is told at once (C040, F18)."""
    require(by, "accounts.run_handover", handover, now=now)
    handover.refresh_from_db()
    if reasons := completion_left(left_facts(handover, now)):
        raise Refused(reasons)
    move(handover, "complete", by=by, now=now, changes={"completed_at": now, "completed_by": by})
    _tell(handover, "leaver_done", by, now)


@transaction.atomic
def reopen_handover(handover: LeaverHandover, *, reason: str, by: Person, now: datetime) -> None:
    """Decide again, for a reason; it is confirmed again as well.

    What was carried out and names the leaver still, since a closing was called off perhaps, is decided anew.
    """
    changes = {"proposed_at": None, "confirmed_at": None, "confirmed_by": None}
    move(handover, "reopen", by=by, now=now, reason=reason, changes=changes)
    handover.lines.filter(account__in=held_now(handover, now).accounts).update(carried_at=None)


@transaction.atomic
def keep_leaver(handover: LeaverHandover, *, reason: str, by: Person, now: datetime) -> None:
    """They stay after all; whatever passed on by then has passed on."""
    require(by, "accounts.run_handover", handover, now=now)
    root_id = handover.organisation.root_id or 0
    work = work_of([handover.leaver_id], [root_id]).get((handover.leaver_id, root_id))
    if reasons := stays_refused(work.last_day if work else None):
        raise Refused(reasons)
    move(handover, "stay", by=by, now=now, reason=reason)


@transaction.atomic
def record_reminder(handover: LeaverHandover, *, given_on: date, by: Person, now: datetime) -> None:
    """Record the day the leaver was reminded that what they know of pupils and families stays confidential (F18)."""
    verdict = require(by, "accounts.run_handover", handover, now=now)
    if given_on > local_date(now):
        raise Refused("A day that has not come yet cannot be recorded.")
    rows = LeaverHandover.objects.filter(pk=handover.pk).exclude(status__in=("complete", "stays"))
    if not rows.update(reminded_on=given_on, reminded_by=by):
        raise TooLate("This handover is over.")
    note(handover, "reminded", {"given_on": given_on.isoformat()}, by, now, verdict.acting_for)

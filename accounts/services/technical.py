"""Security that the head directs and technical help that is asked for: done by the technicians, confirmed, or sent back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import SocialAccount, TechnicalTask
from accounts.rules.accounts import AccountStatus
from accounts.rules.technical import ASKS, TO_CONFIRM, TO_DO, TechnicalKind, technical_refused
from accounts.selectors.technical import technicians_at
from accounts.services.deadlines import end_of, end_of_working_day
from governance.duties.services import open_duty
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require
from governance.workflow.services import begin, move

WORKING_DAYS_TO_CONFIRM = 5


@dataclass(frozen=True)
class Wish:
    """What is to be done, and by when."""

    measures: Sequence[str]
    note: str
    due_on: date


def direct_security(about: SocialAccount | Organisation, *, wish: Wish, by: Person, now: datetime) -> TechnicalTask:
    """The head directs a security measure for an account or the whole school; the technicians are asked (C020)."""
    return _ask(TechnicalKind.DIRECTION, about, wish, by, now)


def ask_help(about: SocialAccount | Organisation, *, wish: Wish, by: Person, now: datetime) -> TechnicalTask:
    """Whoever runs an account, or looks after all of them, asks the technicians for help (C046)."""
    return _ask(TechnicalKind.HELP, about, wish, by, now)


@transaction.atomic
def _ask(
    kind: TechnicalKind, about: SocialAccount | Organisation, wish: Wish, by: Person, now: datetime
) -> TechnicalTask:
    require(by, ASKS[kind], about, now=now)
    account = about if isinstance(about, SocialAccount) else None
    reasons = technical_refused(kind, wish.measures, wish.note, wish.due_on, today=local_date(now))
    if account and account.status == AccountStatus.CLOSED:
        reasons.append("The account is closed.")
    if reasons:
        raise Refused(reasons)
    place = about.organisation if isinstance(about, SocialAccount) else about
    task = TechnicalTask(
        organisation=place,
        account=account,
        kind=kind,
        measures=list(wish.measures),
        note=wish.note.strip(),
        due_on=wish.due_on,
        asked_by=by,
    )
    facts = {"measures": list(wish.measures), "due_on": wish.due_on.isoformat()}
    begin(task, by=by, now=now, action=ASKS[kind], facts={**facts, "account": account.reference if account else ""})
    _ask_technicians(task, end_of(wish.due_on), now)
    return task


@transaction.atomic
def do_technical(task: TechnicalTask, *, what_was_done: str, by: Person, now: datetime) -> None:
    """Record what was done; whoever asked is asked to look at it."""
    changes = {"done_by": by, "done_at": now, "what_was_done": what_was_done.strip()}
    move(task, "do", by=by, now=now, reason=what_was_done, changes=changes)
    open_duty(
        TO_CONFIRM,
        task,
        organisation=task.organisation,
        due_at=end_of_working_day(task.organisation, now, WORKING_DAYS_TO_CONFIRM),
        now=now,
        asked_person=task.asked_by,
        label=f"Confirm what was done about {task.about}",
        url=task.get_absolute_url(),
    )


@transaction.atomic
def confirm_technical(task: TechnicalTask, *, by: Person, now: datetime) -> None:
    """Whoever asked has looked: it is done."""
    changes = {"confirmed_by": by, "confirmed_at": now}
    move(task, "confirm", by=by, now=now, changes=changes, expect={"done_at": task.done_at})


@transaction.atomic
def reopen_technical(task: TechnicalTask, *, reason: str, due_on: date, by: Person, now: datetime) -> None:
    """Whoever asked has looked, and it is not right yet: the technicians are asked again, by another day."""
    require(by, "accounts.confirm_technical", task, now=now)
    if reasons := technical_refused(task.kind, task.measures, task.note, due_on, today=local_date(now)):
        raise Refused(reasons)
    again = {"done_by": None, "done_at": None, "what_was_done": "", "due_on": due_on}
    move(task, "reopen", by=by, now=now, reason=reason, changes=again, facts={"due_on": due_on.isoformat()})
    _ask_technicians(task, end_of(due_on), now)


@transaction.atomic
def withdraw_technical(task: TechnicalTask, *, reason: str, by: Person, now: datetime) -> None:
    """It need not be done any more."""
    move(task, "withdraw", by=by, now=now, reason=reason)


def _ask_technicians(task: TechnicalTask, due: datetime, now: datetime) -> None:
    """The first role of the profile that somebody holds here; where nobody does, the duty climbs to the head."""
    open_duty(
        TO_DO,
        task,
        organisation=task.organisation,
        due_at=due,
        now=now,
        asked_role=technicians_at(task.organisation, now),
        label=f"{task.measures_in_words[0]}: {task.about}",
        url=task.get_absolute_url(),
    )

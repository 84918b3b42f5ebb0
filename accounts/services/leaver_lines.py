"""What becomes of each account of a leaver: decided, and carried out by the services that do it anyway (S27, C040)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.duties import CONFIRM_HANDOVER
from accounts.models import AccountRunner, HandoverLine, LeaverHandover
from accounts.rules.accounts import AccountStatus
from accounts.rules.handovers import TransferReason
from accounts.rules.leaver_states import Hat, Way
from accounts.selectors.holdings import ONE_DAY
from accounts.selectors.leavers import held_now, lines_of
from accounts.services.closings import close
from accounts.services.custody import change_keepers
from accounts.services.leaver_facts import ENDING, keepers_of, note, refused, running_on, there_on, undecided
from accounts.services.register import hide_owner
from accounts.services.rota import set_turns
from accounts.services.runners import add_runner, end_runner, end_standing_in, make_lead, name_moderators
from accounts.services.transfers import start_transfer
from governance.duties.services import close_duties, hand_on
from governance.kernel.dates import local_date, long_date
from governance.kernel.errors import Refused, TooLate
from governance.people.models import Person
from governance.permissions.selectors import can
from governance.permissions.services import require


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What becomes of one account, and who takes over what the leaver did."""

    way: str
    lead: Person | None = None
    runner: Person | None = None
    custodian: Person | None = None
    recovery_owner: Person | None = None
    moderator: Person | None = None
    deputy_moderator: Person | None = None
    reason: str = ""


@transaction.atomic
def decide_line(line: HandoverLine, decision: Decision, *, by: Person, now: datetime) -> None:
    """Decide what becomes of one account; whatever was waiting to be confirmed is asked for anew (C040, T39).

    An account of another school of the trust is decided by whoever runs handovers there (D04).
    """
    handover = line.handover
    verdict = require(by, "accounts.run_handover", handover, now=now)
    require(by, "accounts.run_handover", line, now=now)
    for name, value in vars(decision).items():
        setattr(line, name, value)
    line.decided_by, line.decided_at = by, now
    if reasons := refused(line, now):
        raise Refused(reasons)
    # Whoever confirms at this moment is told that it has changed, and whoever comes after decisions is too late.
    if not LeaverHandover.objects.filter(pk=handover.pk, status="open").update(proposed_at=None):
        raise TooLate("Accounts are not being decided in this handover just now.")
    if not HandoverLine.objects.filter(pk=line.pk, carried_at__isnull=True).update(
        **vars(decision), decided_by=by, decided_at=now
    ):
        raise TooLate("What was decided for this account has been carried out.")
    close_duties(handover, kinds=(CONFIRM_HANDOVER,), now=now, outcome="decided anew")
    facts: dict[str, object] = {"account": line.account.reference, "way": decision.way}
    note(handover, "line_decided", facts, by, now, verdict.acting_for)


@transaction.atomic
def carry_out(handover: LeaverHandover, *, by: Person, now: datetime) -> None:
    """Do what was confirmed, account by account, each by its own service; all of it, or every reason why not (C040).

    An account of another school of the trust is left to whoever looks after it there.
    """
    verdict = require(by, "accounts.transfer", handover, now=now)
    handover.refresh_from_db()
    if handover.status != "accounts-decided":
        raise TooLate("What becomes of the accounts is not confirmed, or was carried out.")
    if reasons := undecided(handover, now):
        raise Refused(reasons)
    waiting = lines_of(handover).filter(carried_at__isnull=True).exclude(way="")
    mine = [line for line in waiting if can(by, "accounts.transfer", line.account, now=now)]
    if waiting and not mine:
        raise Refused(
            [f"{line.account}: whoever looks after it at {line.account.organisation} does this." for line in waiting]
        )
    for line in mine:
        if HandoverLine.objects.filter(pk=line.pk, carried_at__isnull=True).update(carried_at=now):
            _carry(line, handover, by, now)
            facts: dict[str, object] = {"account": line.account.reference, "way": line.way}
            note(handover, "carried_out", facts, by, now, verdict.acting_for)


def _carry(line: HandoverLine, handover: LeaverHandover, by: Person, now: datetime) -> None:
    account, leaver = line.account, handover.leaver
    if account.status in ENDING:
        return
    if line.way == Way.CLOSE:
        close(account, reason=line.reason, by=by, now=now)
        return
    _pass_keeping(line, leaver, by, now)
    running = running_on(account)
    if line.way == Way.PASS_ON:
        _pass_running(line, running, leaver, by, now)
    elif account.status != AccountStatus.BEING_TRANSFERRED:
        _transfer(line, running, leaver, by, now)
    end_standing_in(account, leaver, by=by, now=now)


def _pass_keeping(line: HandoverLine, leaver: Person, by: Person, now: datetime) -> None:
    account, taken = line.account, {hat: one for hat, one in keepers_of(line).items() if one is not None}
    if leaver.pk in (account.custodian_id, account.recovery_owner_id):
        keepers = (taken.get(Hat.CUSTODIAN, account.custodian), taken.get(Hat.RECOVERY, account.recovery_owner))
        change_keepers(account, custodian=keepers[0], recovery_owner=keepers[1], by=by, now=now)
    if leaver.pk in (account.moderator_id, account.deputy_moderator_id):
        pair = (taken.get(Hat.MODERATOR, account.moderator), taken.get(Hat.DEPUTY, account.deputy_moderator))
        name_moderators(account, moderator=pair[0], deputy=pair[1], by=by, now=now)
    hide_owner(account.pk, leaver.pk)


def _pass_running(
    line: HandoverLine, running: dict[int, AccountRunner], leaver: Person, by: Person, now: datetime
) -> None:
    account = line.account
    for person, leads in ((line.lead, True), (line.runner, False)):
        if person is None or (not leads and person == line.lead):
            continue
        if person.pk not in running:
            add_runner(account, person=person, is_lead=leads, by=by, now=now)
        elif leads:
            make_lead(running[person.pk], by=by, now=now)
    if leaver.pk in running:
        end_runner(running[leaver.pk], ends_on=max(local_date(now), running[leaver.pk].starts_on), by=by, now=now)


def _transfer(
    line: HandoverLine, running: dict[int, AccountRunner], leaver: Person, by: Person, now: datetime
) -> None:
    new = next(one for one in (line.lead, line.runner) if one is not None and one.pk not in running)
    start_transfer(
        line.account,
        incoming=new,
        leaving=leaver if leaver.pk in running else None,
        why=TransferReason.LEAVING,
        will_lead=line.lead is not None and line.lead.pk == new.pk,
        by=by,
        now=now,
    )


@transaction.atomic
def hand_on_turns(handover: LeaverHandover, *, to: Person, by: Person, now: datetime) -> None:
    """Let somebody else take every turn to watch after the last day, as the rota does it (C117)."""
    require(by, "accounts.run_handover", handover, now=now)
    first = max(handover.last_day + ONE_DAY, local_date(now))
    for turn in held_now(handover, now).turns:
        begins = max(turn.starts_on, first)
        set_turns([turn.account], person=to, first=begins, last=turn.ends_on, by=by, now=now)


@transaction.atomic
def hand_on_tasks(handover: LeaverHandover, *, to: Person, by: Person, now: datetime) -> None:
    """Ask the role, or somebody else by name, for what asks the leaver by name (T62)."""
    verdict = require(by, "accounts.run_handover", handover, now=now)
    root_id = handover.organisation.root_id or 0
    if to.pk == handover.leaver_id or to.pk not in there_on(
        [to.pk], root_id, max(handover.last_day + ONE_DAY, local_date(now))
    ):
        raise Refused(f"{to} does not work here after {long_date(handover.last_day)}.")
    tasks = held_now(handover, now).tasks
    for duty in tasks:
        hand_on(duty, to=to, now=now)
    note(handover, "tasks_handed_on", {"to": to.reference, "how_many": len(tasks)}, by, now, verdict.acting_for)

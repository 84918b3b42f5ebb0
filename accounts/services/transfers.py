"""Handing an account over: begun and recorded by the communications role, confirmed by the head (S02, C040, S25)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from accounts.duties import CHANGE_PASSWORD, CONFIRM_CHANGE, HAND_OVER
from accounts.models import AccountRunner, AccountTransfer, SocialAccount
from accounts.rules.handovers import RECOVERS, TransferFacts, transfer_missing
from accounts.selectors.applications import runner_facts
from accounts.selectors.people import people_to_choose
from accounts.selectors.posting import needs_of
from accounts.services.deadlines import end_of_working_day
from accounts.services.register import hide_owner
from accounts.services.sweeps import look_at_runners
from accounts.signals import account_changed
from governance.audit.services import record
from governance.duties.services import close_duties, open_duty
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused, TooLate
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from governance.workflow.services import move

WORKING_DAYS_TO_HAND_OVER = 10
WORKING_DAYS_TO_CONFIRM = 5


@dataclass(frozen=True)
class Handover:
    """What was done on the platform: days and people; the password itself is written nowhere (T42)."""

    access_moved_on: date
    credentials_changed_on: date
    credentials_changed_by: Person
    custodian: Person
    store: str


def open_transfer(account: SocialAccount) -> AccountTransfer | None:
    """The handover that is going on, if one is."""
    rows = account.transfers.select_related("incoming", "leaving", "started_by", "recorded_by", "custodian")
    return rows.filter(confirmed_at__isnull=True, stopped_at__isnull=True).first()


@transaction.atomic
def start_transfer(
    account: SocialAccount,
    *,
    incoming: Person,
    leaving: Person | None,
    why: str,
    will_lead: bool,
    by: Person,
    now: datetime,
) -> AccountTransfer:
    """Begin to hand the account over; nothing is posted until the head has confirmed."""
    require(by, "accounts.transfer", account, now=now)
    leads = _refuse_wrong_people(account, incoming, leaving, now)
    facts = {"incoming": incoming.reference, "leaving": leaving.reference if leaving else "", "why": why}
    move(account, "transfer", by=by, now=now, facts=facts, changes={"attention": ""})
    close_duties(account, kinds=("J45",), now=now, outcome="being handed over")
    transfer = AccountTransfer.objects.create(
        account=account,
        incoming=incoming,
        leaving=leaving,
        why=why,
        will_lead=will_lead or leads,
        started_by=by,
        started_at=now,
    )
    ask_about(HAND_OVER, account, Role.COM, f"Hand {account} over", WORKING_DAYS_TO_HAND_OVER, now)
    ask_about(CHANGE_PASSWORD, account, Role.COM, f"Change the password of {account}", WORKING_DAYS_TO_HAND_OVER, now)
    account_changed.send(account_id=account.pk, now=now)
    return transfer


def _refuse_wrong_people(account: SocialAccount, incoming: Person, leaving: Person | None, now: datetime) -> bool:
    """Refuse a newcomer who is one already or a goer who is none; says whether whoever goes leads the account."""
    running = {one.person_id: one for one in account.runners.filter(ends_on__isnull=True)}
    reasons = []
    if incoming.pk in running:
        reasons.append(f"{incoming} runs this account already.")
    if leaving is not None and leaving.pk not in running:
        reasons.append(f"{leaving} does not run this account.")
    if not people_to_choose(account.organisation, local_date(now)).filter(pk=incoming.pk).exists():
        reasons.append(f"{incoming} does not work here just now.")
    if reasons:
        raise Refused(reasons)
    return leaving is not None and running[leaving.pk].is_lead


@transaction.atomic
def record_transfer(account: SocialAccount, *, handover: Handover, by: Person, now: datetime) -> None:
    """Record that access was moved and the password changed; the head is then asked to confirm."""
    verdict = require(by, "accounts.transfer", account, now=now)
    if max(handover.access_moved_on, handover.credentials_changed_on) > local_date(now):
        raise Refused("A day that has not come yet cannot be recorded.")
    if handover.custodian.pk == account.recovery_owner_id:
        raise Refused(RECOVERS)
    rows = AccountTransfer.objects.filter(account=account, confirmed_at__isnull=True, stopped_at__isnull=True)
    if not rows.update(**vars(handover), recorded_by=by, recorded_at=now):
        raise TooLate("This account is not being handed over any more.")
    record(
        organisation_reference=account.organisation.reference,
        action="account.handover_recorded",
        thing_type=account.thing_type,
        thing_reference=account.reference,
        by=by,
        now=now,
        facts={
            "access_moved_on": handover.access_moved_on.isoformat(),
            "credentials_changed_on": handover.credentials_changed_on.isoformat(),
            "custodian": handover.custodian.reference,
        },
        profile_version=profile_for(account.organisation, now).version,
        acting_for=verdict.acting_for,
    )
    close_duties(account, kinds=(HAND_OVER,), now=now, outcome="recorded")
    ask_about(
        CONFIRM_CHANGE, account, Role.HD, f"Confirm that {account} was handed over", WORKING_DAYS_TO_CONFIRM, now
    )


def not_ready_to_confirm_transfer(account: SocialAccount, transfer: AccountTransfer, now: datetime) -> list[str]:
    """Everything that keeps the handover from being confirmed, read again at this moment (law 1)."""
    profile, today = profile_for(account.organisation, now), local_date(now)
    running = account.runners.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today)).select_related("person")
    staying = [
        (one.person, one.is_lead and not transfer.will_lead)
        for one in running
        if one.person_id not in (transfer.leaving_id, transfer.incoming_id)
    ]
    leads = transfer.will_lead or any(one.is_lead for one in running if one.person_id == transfer.incoming_id)
    people = [(transfer.incoming, leads), *staying]
    facts = runner_facts(people, account.organisation, account.platform.slug, now)
    return transfer_missing(
        TransferFacts(
            incoming=facts[0],
            afterwards=tuple(facts),
            access_moved_on=transfer.access_moved_on,
            credentials_changed_on=transfer.credentials_changed_on,
            credentials_changed_by_id=transfer.credentials_changed_by_id,
            custodian_id=transfer.custodian_id,
            leaving_id=transfer.leaving_id,
            recovery_id=account.recovery_owner_id,
        ),
        fewest=profile["P07"],
        needs=needs_of(profile),
        today=today,
    )


@transaction.atomic
def confirm_transfer(account: SocialAccount, *, by: Person, now: datetime) -> None:
    """Confirm the handover: the newcomer runs the account, whoever goes stops, and it is live again."""
    require(by, "accounts.confirm_change", account, now=now)
    transfer = open_transfer(account)
    if transfer is None:
        raise TooLate("This account is not being handed over any more.")
    if reasons := not_ready_to_confirm_transfer(account, transfer, now):
        raise Refused(reasons)
    changes = {"custodian": transfer.custodian, "store": transfer.store or account.store, "suspended_because": ""}
    facts = {"incoming": transfer.incoming.reference}
    move(account, "confirm_transfer", by=by, now=now, facts=facts, changes=changes)
    AccountTransfer.objects.filter(pk=transfer.pk).update(confirmed_by=by, confirmed_at=now)
    _swap_runners(transfer, local_date(now))
    account_changed.send(account_id=account.pk, now=now)
    look_at_runners(account, now, by=by)


def _swap_runners(transfer: AccountTransfer, today: date) -> None:
    running = AccountRunner.objects.filter(account=transfer.account, ends_on__isnull=True)
    if transfer.leaving_id:
        running.filter(person=transfer.leaving_id).update(ends_on=today, is_lead=False)
        hide_owner(transfer.account_id, transfer.leaving_id)
    if transfer.will_lead:
        running.update(is_lead=False)
    # Somebody may have taken the newcomer on while the handover was going on.
    runner, _ = running.get_or_create(
        person=transfer.incoming, defaults={"account": transfer.account, "starts_on": today}
    )
    if transfer.will_lead:
        AccountRunner.objects.filter(pk=runner.pk).update(is_lead=True)


@transaction.atomic
def stop_transfer(account: SocialAccount, *, reason: str, by: Person, now: datetime) -> None:
    """The handover comes to nothing; the account stays suspended until the head lets it post again."""
    move(account, "stop_transfer", by=by, now=now, reason=reason, changes={"suspended_because": reason.strip()})
    end_open_transfer(account, now)
    account_changed.send(account_id=account.pk, now=now)


def end_open_transfer(account: SocialAccount, now: datetime) -> None:
    """Nobody goes on with a handover of an account that closes or stays where it is."""
    AccountTransfer.objects.filter(account=account, confirmed_at__isnull=True, stopped_at__isnull=True).update(
        stopped_at=now
    )


def ask_about(kind: str, account: SocialAccount, role: Role, label: str, days: int, now: datetime) -> None:
    """Open a duty about the account, due after so many working days."""
    open_duty(
        kind,
        account,
        organisation=account.organisation,
        due_at=end_of_working_day(account.organisation, now, days),
        now=now,
        asked_role=role,
        label=label,
        url=account.get_absolute_url(),
    )

"""Closing an account: asked for with a reason, what was kept is recorded, and the head confirms (S02)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.duties import CHANGE_PASSWORD, CLOSE_ACCOUNT, CONFIRM_CHANGE
from accounts.models import AccountClosing, Authorisation, SocialAccount
from accounts.rules.accounts import AccountStatus
from accounts.rules.handovers import ClosingFacts, closing_missing
from accounts.services.authorisations import expire
from accounts.services.sweeps import GRANTED
from accounts.services.transfers import (
    WORKING_DAYS_TO_CONFIRM,
    WORKING_DAYS_TO_HAND_OVER,
    ask_about,
    end_open_transfer,
)
from accounts.signals import account_changed
from governance.audit.services import record
from governance.duties.services import close_duties
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused, TooLate
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from governance.workflow.services import move


@dataclass(frozen=True)
class Wound:
    """How an account was wound up: choices and days, each from a list."""

    archived: str
    archived_on: date
    evidence: str
    followers_told: str
    told_on: date


def open_closing(account: SocialAccount) -> AccountClosing | None:
    """The closing that is going on, if one is."""
    rows = account.closings.select_related("asked_by", "recorded_by")
    return rows.filter(confirmed_at__isnull=True, kept_at__isnull=True).first()


def closing_of(account: SocialAccount) -> AccountClosing | None:
    """The closing that is going on or by which the account ended."""
    rows = account.closings.select_related("asked_by", "recorded_by", "confirmed_by")
    return rows.filter(kept_at__isnull=True).first()


@transaction.atomic
def close(account: SocialAccount, *, reason: str, by: Person, now: datetime) -> None:
    """Ask that the account be closed; nothing is posted from now on, and whatever objects above is heard first."""
    move(account, "close", by=by, now=now, reason=reason, changes={"attention": ""})
    close_duties(account, kinds=(CHANGE_PASSWORD,), now=now, outcome="closing")
    end_open_transfer(account, now)
    AccountClosing.objects.create(account=account, reason=reason.strip(), asked_by=by, asked_at=now)
    ask_about(CLOSE_ACCOUNT, account, Role.COM, f"Close {account}", WORKING_DAYS_TO_HAND_OVER, now)
    account_changed.send(account_id=account.pk, now=now)


@transaction.atomic
def record_closing(account: SocialAccount, *, wound: Wound, by: Person, now: datetime) -> None:
    """Record what was kept and who was told; the head is then asked to confirm."""
    verdict = require(by, "accounts.transfer", account, now=now)
    if max(wound.archived_on, wound.told_on) > local_date(now):
        raise Refused("A day that has not come yet cannot be recorded.")
    rows = AccountClosing.objects.filter(account=account, confirmed_at__isnull=True, kept_at__isnull=True)
    if not rows.update(**vars(wound), recorded_by=by, recorded_at=now):
        raise TooLate("This account is not closing any more.")
    record(
        organisation_reference=account.organisation.reference,
        action="account.closing_recorded",
        thing_type=account.thing_type,
        thing_reference=account.reference,
        by=by,
        now=now,
        facts={"archived": wound.archived, "evidence": wound.evidence, "followers_told": wound.followers_told},
        profile_version=profile_for(account.organisation, now).version,
        acting_for=verdict.acting_for,
    )
    close_duties(account, kinds=(CLOSE_ACCOUNT,), now=now, outcome="recorded")
    ask_about(CONFIRM_CHANGE, account, Role.HD, f"Confirm that {account} has closed", WORKING_DAYS_TO_CONFIRM, now)


def not_ready_to_confirm_close(account: SocialAccount, closing: AccountClosing, now: datetime) -> list[str]:
    """Everything that keeps the account from being closed for good, at this moment."""
    facts = ClosingFacts(
        archived=closing.archived,
        archived_on=closing.archived_on,
        evidence=closing.evidence,
        followers_told=closing.followers_told,
        told_on=closing.told_on,
        waiting=account.authorisations.filter(status="requested").count(),
    )
    return closing_missing(facts, today=local_date(now))


@transaction.atomic
def confirm_close(account: SocialAccount, *, by: Person, now: datetime) -> None:
    """Close the account for good: nobody runs it and nobody may post to it any more; its record stays."""
    require(by, "accounts.confirm_change", account, now=now)
    closing = open_closing(account)
    if closing is None:
        raise TooLate("This account is not closing any more.")
    if reasons := not_ready_to_confirm_close(account, closing, now):
        raise Refused(reasons)
    move(account, "confirm_close", by=by, now=now, changes={"suspended_because": ""})
    AccountClosing.objects.filter(pk=closing.pk).update(confirmed_by=by, confirmed_at=now)
    _let_everybody_go(account, now)
    account_changed.send(account_id=account.pk, now=now)


def _let_everybody_go(account: SocialAccount, now: datetime) -> None:
    """Authorisations end with the account; there is no password left to change."""
    named = ("person", "organisation", "account__platform", "account__organisation")
    for one in Authorisation.objects.filter(account=account, status__in=GRANTED).select_related(*named):
        expire(one, because="The account was closed.", now=now)
        close_duties(one, kinds=(CHANGE_PASSWORD,), now=now, outcome="account closed")
    account.runners.filter(ends_on__isnull=True).update(ends_on=local_date(now), is_lead=False)


@transaction.atomic
def keep(account: SocialAccount, *, reason: str, by: Person, now: datetime) -> None:
    """The account does not close after all; it stays suspended until the head lets it post again."""
    if account.opened_on is None and account.status == AccountStatus.CLOSING:
        raise Refused("This account was never created. Let it close, and apply again if it is wanted after all.")
    move(account, "keep", by=by, now=now, reason=reason, changes={"suspended_because": reason.strip()})
    AccountClosing.objects.filter(account=account, confirmed_at__isnull=True, kept_at__isnull=True).update(kept_at=now)
    account_changed.send(account_id=account.pk, now=now)

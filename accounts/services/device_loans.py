"""Signing a device out and in: who has it, what for, and when it comes back (C186, S21)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.duties import BRING_BACK
from accounts.models import DeviceLoan, ImageDevice
from accounts.rules.device_loans import LoanEnd, why_not_lend
from accounts.selectors.device_cover import approval_on, owned_is_enough
from accounts.selectors.devices import borrowers, open_loan, open_loss, overdue_of
from accounts.services.deadlines import end_of
from governance.duties.services import close_duties, open_duty
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused, TooLate
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.services import require
from governance.workflow.services import move

ACTION = "accounts.lend_device"


@dataclass(frozen=True, kw_only=True)
class Lending:
    """To whom, what for, and until when; how it looks as it goes out."""

    borrower: Person
    occasion: str
    due_back_on: date
    condition: str = ""


@transaction.atomic
def lend_device(device: ImageDevice, lending: Lending, *, by: Person, now: datetime) -> DeviceLoan:
    """Sign it out; whoever borrows it is asked to bring it back by the day, and others hear when it is late."""
    require(by, ACTION, device, now=now)
    facts = {
        "borrower": lending.borrower.reference,
        "occasion": lending.occasion.strip(),
        "due_back_on": lending.due_back_on.isoformat(),
    }
    # The move holds the chain, so that a loss reported at the same time is seen.
    move(device, "lend", by=by, now=now, facts=facts)
    if reasons := _why_not(device, lending, now):
        raise Refused(reasons)
    loan = DeviceLoan.objects.create(
        organisation=device.organisation,
        device=device,
        borrower=lending.borrower,
        occasion=lending.occasion.strip(),
        due_back_on=lending.due_back_on,
        lent_at=now,
        lent_by=by,
        condition_out=lending.condition.strip(),
    )
    _ask_for_it_back(loan, now)
    return loan


def _why_not(device: ImageDevice, lending: Lending, now: datetime) -> list[str]:
    today, who = local_date(now), lending.borrower
    lost = open_loss(device) is not None
    asks = not owned_is_enough(device.organisation, now)
    reasons = why_not_lend(
        device=str(device),
        borrower=str(who),
        works_here=borrowers(device.organisation, today).filter(pk=who.pk).exists(),
        overdue=[str(loan.device) for loan in overdue_of(who, today)],
        approved_today=lost or not asks or approval_on(device, today) is not None,
        reported_lost=lost,
        due_back_on=lending.due_back_on,
        today=today,
    )
    return reasons if lending.occasion.strip() else [*reasons, "Say what it is lent for."]


def _ask_for_it_back(loan: DeviceLoan, now: datetime) -> None:
    open_duty(
        BRING_BACK,
        loan,
        organisation=loan.organisation,
        due_at=end_of(loan.due_back_on),
        now=now,
        asked_role=Role.OFF,
        asked_person=loan.borrower,
        label=f"Bring back {loan.device}"[:200],
        url=loan.device.get_absolute_url(),
    )


@transaction.atomic
def take_back_device(device: ImageDevice, *, by: Person, now: datetime, condition: str = "") -> DeviceLoan:
    """Sign it in again, as whoever takes it sees it."""
    move(device, "take_back", by=by, now=now, facts={"condition": condition.strip()} if condition.strip() else None)
    loan = open_loan(device)
    if loan is None:
        raise TooLate
    end_loan(loan, as_=LoanEnd.RETURNED, by=by, now=now, condition=condition)
    return loan


def end_loan(loan: DeviceLoan, *, as_: LoanEnd, by: Person, now: datetime, condition: str = "") -> None:
    """Close the loan and what was asked about it."""
    DeviceLoan.objects.filter(pk=loan.pk, ended_at__isnull=True).update(
        ended_at=now, ended_by=by, ended_as=as_, condition_in=condition.strip()
    )
    close_duties(loan, kinds=(BRING_BACK,), now=now, outcome=str(as_))
    loan.refresh_from_db()

"""Devices: asked for, approved for a year by the online safety officer, withdrawn (S21, F16, C074, C185, J56)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts.duties import APPROVE_DEVICE, LOST_DEVICE, RENEW_DEVICE
from accounts.models import DeviceApproval, ImageDevice
from accounts.rules.device_cover import may_renew
from accounts.rules.device_loans import LoanEnd
from accounts.rules.device_words import DeviceWords
from accounts.selectors.device_cover import last_approved_day, words_to_sign
from accounts.selectors.devices import open_loan, open_loss
from accounts.services.deadlines import end_of_working_day
from accounts.services.decisions import Signing
from accounts.services.device_loans import end_loan
from accounts.services.device_losses import lose_for_good
from governance.duties.services import open_duty
from governance.kernel.dates import local_date, long_date
from governance.kernel.errors import Refused
from governance.notices.services import queue
from governance.organisations.models import Organisation
from governance.people.models import Person, Signature
from governance.people.roles import Role
from governance.people.signatures.services import sign
from governance.permissions.selectors import deciders
from governance.permissions.services import require
from governance.workflow.services import begin, move

WORKING_DAYS_TO_DECIDE = 5
LOST = "It has been reported lost. Say first on its page that it was found."


@transaction.atomic
def request_device(
    *,
    organisation: Organisation,
    asset_number: str,
    name: str,
    kind: str,
    used_for: str,
    purpose: str,
    school_owned: bool,
    by: Person,
    now: datetime,
) -> ImageDevice:
    """Ask for a device of the school's own to be approved; personal devices are never approved (C074)."""
    if not school_owned:
        raise Refused("Only devices that belong to the school or trust may take pictures. Personal devices may not.")
    device = ImageDevice(
        organisation=organisation,
        asset_number=asset_number.strip().upper(),
        name=name.strip(),
        kind=kind,
        used_for=used_for,
        purpose=purpose.strip(),
        requested_by=by,
    )
    try:
        with transaction.atomic():
            begin(device, by=by, now=now, action="accounts.request_device", facts={"asset": device.asset_number})
    except IntegrityError:
        raise Refused("A device with this asset number is on the list already.") from None
    _ask_to_approve(device, now)
    return device


def _ask_to_approve(device: ImageDevice, now: datetime) -> None:
    free = deciders("accounts.approve_device", device.organisation, device, now)
    open_duty(
        APPROVE_DEVICE,
        device,
        organisation=device.organisation,
        due_at=end_of_working_day(device.organisation, now, WORKING_DAYS_TO_DECIDE),
        now=now,
        asked_role=Role.OSO,
        asked_person=free[0] if free else None,
        label=f"Approve the device {device}"[:200],
        url=device.get_absolute_url(),
    )


@transaction.atomic
def approve_device(device: ImageDevice, *, ticked: bool, signing: Signing, by: Person, now: datetime) -> None:
    """Approve: it may be used from today, for a year."""
    require(by, "accounts.approve_device", device, now=now)
    _hold_to_tick(ticked)
    words = words_to_sign(device, local_date(now))
    signature = _signed(device, words, "approve", signing, by, now)
    changes = {"decided_at": now, "decided_by": by, "signature": signature}
    move(device, "approve", by=by, now=now, changes=changes, extra_closes=(APPROVE_DEVICE,))
    if open_loss(device):
        raise Refused(LOST)
    _begin_year(device, words, signature, by, now)
    _tell(device, "approved", now)


@transaction.atomic
def renew_device(device: ImageDevice, *, ticked: bool, signing: Signing, by: Person, now: datetime) -> DeviceApproval:
    """Approve it for another year; the years before stay as they were, and so does a gap between them (J56, T33)."""
    require(by, "accounts.approve_device", device, now=now)
    _hold_to_tick(ticked)
    # The move holds the chain, so that of two renewals the second meets the first.
    move(device, "renew", by=by, now=now, extra_closes=(RENEW_DEVICE,))
    until = last_approved_day(device)
    if until and not may_renew(until, local_date(now)):
        raise Refused(f"It is approved until {long_date(until)}. It can be renewed in the four weeks before that.")
    if open_loss(device):
        raise Refused(LOST)
    words = words_to_sign(device, local_date(now))
    signature = _signed(device, words, f"renew:{local_date(now)}", signing, by, now)
    return _begin_year(device, words, signature, by, now)


def _hold_to_tick(ticked: bool) -> None:
    if not ticked:
        raise Refused("Tick the statement: it lists what you have looked at.")


def _signed(
    device: ImageDevice, words: DeviceWords, what: str, signing: Signing, by: Person, now: datetime
) -> Signature:
    return sign(
        by=by,
        thing=device,
        statement=words.statement,
        version=f"{device.reference}:{what}",
        now=now,
        proved_at=signing.proved_at,
        printed_name=signing.printed_name,
    )


def _begin_year(
    device: ImageDevice, words: DeviceWords, signature: Signature, by: Person, now: datetime
) -> DeviceApproval:
    """What was signed, from today to the day that the statement names."""
    return DeviceApproval.objects.create(
        device=device,
        starts_on=local_date(now),
        until=words.until,
        approved_at=now,
        approved_by=by,
        signature=signature,
    )


@transaction.atomic
def refuse_device(device: ImageDevice, *, reason: str, by: Person, now: datetime) -> None:
    """Refuse, with a reason; one that was in use and lost is looked for no more (P46)."""
    changes, closes = {"decided_at": now, "decided_by": by}, (APPROVE_DEVICE, LOST_DEVICE)
    move(device, "refuse", by=by, now=now, reason=reason, changes=changes, extra_closes=closes)
    lose_for_good(device, None, by=by, now=now)
    _tell(device, "refused", now)


@transaction.atomic
def withdraw_device(
    device: ImageDevice, *, reason: str, by: Person, now: datetime, lost_on: date | None = None
) -> None:
    """Withdraw a device that was lost, broken or given away; no picture taken on a later day counts.

    Where it was lost, on the day that was reported or is given now, that day does not count either.
    """
    require(by, "accounts.withdraw_device", device, now=now)
    changes = {"withdrawn_at": now, "withdrawn_by": by, "withdrawn_because": reason.strip()[:300]}
    closes = (APPROVE_DEVICE, RENEW_DEVICE, LOST_DEVICE)
    move(device, "withdraw", by=by, now=now, reason=reason, changes=changes, extra_closes=closes)
    if loan := open_loan(device):
        end_loan(loan, as_=LoanEnd.NOT_RETURNED, by=by, now=now)
    lose_for_good(device, lost_on, by=by, now=now)


def _tell(device: ImageDevice, word: str, now: datetime) -> None:
    queue(
        people=[device.requested_by],
        kind="device",
        organisation=device.organisation,
        subject=f"Device {device.reference} was {word}",
        line=f"The device {device} was {word}.",
        url=device.get_absolute_url(),
        now=now,
        key=f"device:{device.reference}:{word}",
    )

"""Devices for pictures: asked for, approved by the online safety officer, withdrawn (S21, F16, C074, C185)."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.duties import APPROVE_DEVICE
from accounts.models import ImageDevice
from accounts.services.deadlines import end_of_working_day
from accounts.services.decisions import Signing
from governance.duties.services import open_duty
from governance.kernel.errors import Refused
from governance.notices.services import queue
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import Role
from governance.people.signatures.services import sign
from governance.permissions.selectors import deciders
from governance.permissions.services import require
from governance.workflow.services import begin, move

WORKING_DAYS_TO_DECIDE = 5


@transaction.atomic
def request_device(
    *,
    organisation: Organisation,
    asset_number: str,
    name: str,
    kind: str,
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
        purpose=purpose.strip(),
        requested_by=by,
    )
    try:
        with transaction.atomic():
            begin(device, by=by, now=now, action="accounts.request_device", facts={"asset": device.asset_number})
    except IntegrityError:
        raise Refused("A device with this asset number is on the list already.") from None
    free = deciders("accounts.approve_device", organisation, device, now)
    open_duty(
        APPROVE_DEVICE,
        device,
        organisation=organisation,
        due_at=end_of_working_day(organisation, now, WORKING_DAYS_TO_DECIDE),
        now=now,
        asked_role=Role.OSO,
        asked_person=free[0] if free else None,
        label=f"Approve the device {device}",
        url=device.get_absolute_url(),
    )
    return device


@transaction.atomic
def approve_device(device: ImageDevice, *, signing: Signing, by: Person, now: datetime) -> None:
    """Approve: pictures may be taken on it from now on."""
    require(by, "accounts.approve_device", device, now=now)
    signature = sign(
        by=by,
        thing=device,
        statement=f"I approve {device.reference}, {device}, for taking pictures of pupils for the school.",
        version=f"{device.reference}:approve",
        now=now,
        proved_at=signing.proved_at,
        printed_name=signing.printed_name,
    )
    changes = {"decided_at": now, "decided_by": by, "signature": signature}
    move(device, "approve", by=by, now=now, changes=changes, extra_closes=(APPROVE_DEVICE,))
    _tell(device, "approved", now)


@transaction.atomic
def refuse_device(device: ImageDevice, *, reason: str, by: Person, now: datetime) -> None:
    """Refuse, with a reason."""
    changes = {"decided_at": now, "decided_by": by}
    move(device, "refuse", by=by, now=now, reason=reason, changes=changes, extra_closes=(APPROVE_DEVICE,))
    _tell(device, "refused", now)


@transaction.atomic
def withdraw_device(device: ImageDevice, *, reason: str, by: Person, now: datetime) -> None:
    """Withdraw a device that was lost, broken or given away; no picture from it counts from now on."""
    changes = {"withdrawn_at": now, "withdrawn_by": by, "withdrawn_because": reason.strip()[:300]}
    move(device, "withdraw", by=by, now=now, reason=reason, changes=changes)


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

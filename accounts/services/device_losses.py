"""A device that is lost: whoever notices reports it, the online safety officer withdraws it or says it was found (S21)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts.duties import LOST_DEVICE
from accounts.models import DeviceLoss, ImageDevice
from accounts.rules.device_loans import LossEnd, faults_of_loss
from accounts.rules.devices import APPROVED, DeviceStatus
from accounts.selectors.device_cover import owned_is_enough
from accounts.selectors.devices import open_loss
from accounts.services.deadlines import end_of_working_day
from governance.audit.services import record
from governance.duties.services import close_duties, open_duty
from governance.kernel.dates import local_date, long_date
from governance.kernel.errors import Refused, TooLate
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.services import require

ALREADY = "It has been reported lost already. The online safety officer has been told."


@transaction.atomic
def report_device(
    device: ImageDevice, *, lost_on: date, circumstances: str = "", by: Person, now: datetime
) -> DeviceLoss:
    """Say that it is lost: no picture of that day or later counts until it is found, and the officer is told at once."""
    require(by, "accounts.report_device", device, now=now)
    _hold_to_rule(device, lost_on, now)
    loss = DeviceLoss(
        organisation=device.organisation,
        device=device,
        lost_on=lost_on,
        circumstances=circumstances.strip(),
        reported_at=now,
        reported_by=by,
    )
    try:
        with transaction.atomic():
            loss.save()
    except IntegrityError:
        raise Refused(ALREADY) from None
    _note(device, "reported_lost", by, now, {"lost_on": lost_on.isoformat()})
    _hold_in_use(device, now)
    _tell_officer(device, now)
    return loss


def _hold_in_use(device: ImageDevice, now: datetime) -> None:
    """Refuse what nobody uses; where owning is enough, one that waits is used already (P46).

    The note has taken the chain by then, as a move does, so both cannot be at it."""
    held = ImageDevice.objects.select_for_update(no_key=True).values_list("status", flat=True)
    device.status = held.get(pk=device.pk)
    waits_in_use = device.status == DeviceStatus.REQUESTED and owned_is_enough(device.organisation, now)
    if device.status not in APPROVED and not waits_in_use:
        raise TooLate(f"This device is now marked “{device.get_status_display()}”, so nobody uses it.")


def _hold_to_rule(device: ImageDevice, lost_on: date, now: datetime) -> None:
    if faults := faults_of_loss(lost_on, listed_on=local_date(device.created_at), today=local_date(now)):
        raise Refused(faults)


def _tell_officer(device: ImageDevice, now: datetime) -> None:
    open_duty(
        LOST_DEVICE,
        device,
        organisation=device.organisation,
        due_at=end_of_working_day(device.organisation, now, 1),
        now=now,
        asked_role=Role.OSO,
        label=f"Reported lost: {device}"[:200],
        url=device.get_absolute_url(),
    )


@transaction.atomic
def find_device(device: ImageDevice, *, by: Person, now: datetime) -> None:
    """Say that it was found today; the days on which nobody had it stay days on which no picture counts."""
    require(by, "accounts.withdraw_device", device, now=now)
    loss = open_loss(device)
    if loss is None:
        raise TooLate("Nobody has reported it lost, or somebody has said already what became of it.")
    _settle(loss, LossEnd.FOUND, by, now, found_on=local_date(now))
    close_duties(device, kinds=(LOST_DEVICE,), now=now, outcome="found")
    _note(device, "found", by, now, {"lost_on": loss.lost_on.isoformat()})


@transaction.atomic
def correct_loss(
    loss: DeviceLoss, *, reason: str, lost_on: date | None = None, by: Person, now: datetime
) -> DeviceLoss | None:
    """Say that a report of loss was a mistake, and why: it bars no picture, and stays on record (T33).

    Where only its day was wrong, the same loss is put down again from the right day, and answered with.
    """
    device = loss.device
    require(by, "accounts.withdraw_device", device, now=now)
    if not reason.strip():
        raise Refused("Give a reason.")
    facts = {"lost_on": loss.lost_on.isoformat(), "reason": reason.strip()}
    _note(device, "loss_mistaken", by, now, {**facts, **({"right_day": lost_on.isoformat()} if lost_on else {})})
    loss.refresh_from_db()
    if lost_on:
        _hold_to_rule(device, lost_on, now)
        if loss.found_on and lost_on > loss.found_on:
            raise Refused(f"It was found on {long_date(loss.found_on)}, so it cannot have been lost after that.")
    changes = {"settled_at": now, "settled_by": by, "settled_as": LossEnd.MISTAKEN, "found_on": None}
    stands = DeviceLoss.objects.filter(pk=loss.pk, settled_as=loss.settled_as).exclude(settled_as=LossEnd.MISTAKEN)
    if not stands.update(**changes, mistaken_because=reason.strip()[:300]):
        raise TooLate("It has been put right already.")
    if lost_on:
        return _put_down_again(loss, lost_on, by, now)
    if not open_loss(device):
        close_duties(device, kinds=(LOST_DEVICE,), now=now, outcome="reported by mistake")
    return None


def _put_down_again(loss: DeviceLoss, lost_on: date, by: Person, now: datetime) -> DeviceLoss:
    """The same loss from another day; what became of the device stays as it was said."""
    return DeviceLoss.objects.create(
        organisation=loss.organisation,
        device=loss.device,
        lost_on=lost_on,
        circumstances=loss.circumstances,
        reported_at=now,
        reported_by=by,
        settled_at=loss.settled_at,
        settled_by=loss.settled_by,
        settled_as=loss.settled_as,
        found_on=loss.found_on,
    )


def lose_for_good(device: ImageDevice, lost_on: date | None, *, by: Person, now: datetime) -> None:
    """A device that is withdrawn because it was lost: its report ends so, or is made now."""
    if loss := open_loss(device):
        _settle(loss, LossEnd.WITHDRAWN, by, now)
    elif lost_on:
        _hold_to_rule(device, lost_on, now)
        DeviceLoss.objects.create(
            organisation=device.organisation,
            device=device,
            lost_on=lost_on,
            reported_at=now,
            reported_by=by,
            settled_at=now,
            settled_by=by,
            settled_as=LossEnd.WITHDRAWN,
        )


def _settle(loss: DeviceLoss, as_: LossEnd, by: Person, now: datetime, found_on: date | None = None) -> None:
    waiting = DeviceLoss.objects.filter(pk=loss.pk, settled_at__isnull=True)
    if not waiting.update(settled_at=now, settled_by=by, settled_as=as_, found_on=found_on):
        raise TooLate


def _note(device: ImageDevice, what: str, by: Person, now: datetime, facts: Mapping[str, str]) -> None:
    record(
        organisation_reference=device.organisation.reference,
        action=f"device.{what}",
        thing_type=device.thing_type,
        thing_reference=device.reference,
        by=by,
        now=now,
        facts=facts,
    )

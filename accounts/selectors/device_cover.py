"""What was approved on which day: every picture is held against the day it was taken (T33, C074, P46)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Max, QuerySet, Value

from accounts.models import DeviceApproval, DeviceLoss, ImageDevice
from accounts.rules.device_cover import DeviceFacts, Missing, Period, approval_in_force, year_ends
from accounts.rules.device_loans import LossEnd
from accounts.rules.device_words import DeviceWords
from accounts.rules.devices import APPROVED, OWNED_IS_ENOUGH, DeviceStatus, DeviceUse
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.profile.selectors import profile_for
from policies.selectors.documents import line_of


def devices_to_name(organisation: Organisation, now: datetime) -> QuerySet[ImageDevice]:
    """The devices that may have taken a picture: whether one was approved that day is for the gate to say (T33, P46)."""
    taking = ImageDevice.objects.filter(organisation__in=line_of(organisation)).exclude(used_for=DeviceUse.PARENTS)
    status = [
        *APPROVED,
        DeviceStatus.WITHDRAWN,
        *([DeviceStatus.REQUESTED] if owned_is_enough(organisation, now) else []),
    ]
    return taking.filter(status__in=status).order_by("name", "pk")


def owned_is_enough(organisation: Organisation, now: datetime) -> bool:
    """Whether a device only has to be the school's own (P46)."""
    return bool(profile_for(organisation, now)["P46"] == OWNED_IS_ENOUGH)


def facts_of(devices: Collection[ImageDevice]) -> dict[int, DeviceFacts]:
    """Each device's past, by its key: one statement for however many."""
    periods: dict[int, list[Period]] = defaultdict(list)
    missing: dict[int, list[Missing]] = defaultdict(list)
    for pk, first, last, is_approval in _past_of([device.pk for device in devices]) if devices else ():
        if is_approval:
            periods[pk].append(Period(first, last))
        else:
            missing[pk].append(Missing(first, last))
    return {
        device.pk: DeviceFacts(
            name=device.name,
            listed_on=local_date(device.created_at),
            periods=periods[device.pk],
            missing=missing[device.pk],
            withdrawn_on=local_date(device.withdrawn_at) if device.withdrawn_at else None,
            is_refused=device.status == DeviceStatus.REFUSED,
            takes_pictures=device.takes_pictures,
        )
        for device in devices
    }


def _past_of(keys: Collection[int]) -> QuerySet[Any, tuple[Any, ...]]:
    """From and to which day each was approved, or missing; every step of a post reads it, so it is read at once."""
    approvals = DeviceApproval.objects.filter(device__in=keys).order_by()
    losses = DeviceLoss.objects.filter(device__in=keys).exclude(settled_as=LossEnd.MISTAKEN).order_by()
    return approvals.values_list("device_id", "starts_on", "until", Value(1)).union(
        losses.values_list("device_id", "lost_on", "found_on", Value(0)), all=True
    )


def approval_on(device: ImageDevice, day: date) -> Period | None:
    """The approval of that device in force on that day of the past or of now (T33)."""
    return approval_in_force(facts_of([device])[device.pk], day)


def words_to_sign(device: ImageDevice, today: date) -> DeviceWords:
    """What whoever approves or renews it today signs, with the day until which that holds (J56, T64)."""
    first = device.approvals.order_by("starts_on").first()
    until = year_ends(first.starts_on if first else today, today)
    return DeviceWords(device.reference, str(device), device.get_used_for_display(), until)


def last_approved_day(device: ImageDevice) -> date | None:
    """The last day of the device's latest approval."""
    found: date | None = device.approvals.aggregate(last=Max("until"))["last"]
    return found

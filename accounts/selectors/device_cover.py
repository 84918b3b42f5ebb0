"""What was approved on which day: every picture is held against the day it was taken (T33, C074, P46)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Max, QuerySet

from accounts.models import DeviceApproval, DeviceLoss, ImageDevice
from accounts.rules.device_cover import DeviceFacts, Missing, Period, approval_in_force
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
    """Each device's past, by its key: two statements for however many."""
    keys = [device.pk for device in devices]
    periods: dict[int, list[Period]] = defaultdict(list)
    missing: dict[int, list[Missing]] = defaultdict(list)
    if keys:
        approvals = DeviceApproval.objects.filter(device__in=keys).values_list("device_id", "starts_on", "until")
        for pk, starts_on, until in approvals:
            periods[pk].append(Period(starts_on, until))
        for pk, lost_on, found_on in DeviceLoss.objects.filter(device__in=keys).values_list(
            "device_id", "lost_on", "found_on"
        ):
            missing[pk].append(Missing(lost_on, found_on))
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


def approval_on(device: ImageDevice, day: date) -> Period | None:
    """The approval of that device in force on that day of the past or of now (T33)."""
    return approval_in_force(facts_of([device])[device.pk], day)


def last_approved_day(device: ImageDevice) -> date | None:
    """The last day of the device's latest approval."""
    found: date | None = device.approvals.aggregate(last=Max("until"))["last"]
    return found

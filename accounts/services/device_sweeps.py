"""Asking in time for another year's approval of each device; may run twice or miss a night without harm (J56, D16)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.urls import reverse

from accounts.duties import RENEW_DEVICE
from accounts.models import ImageDevice
from accounts.rules.device_cover import RENEW_AHEAD
from accounts.rules.devices import APPROVED
from accounts.selectors.device_cover import owned_is_enough
from accounts.services.deadlines import end_of
from governance.duties.models import Duty
from governance.duties.services import Ask, open_duties
from governance.kernel.dates import local_date
from governance.people.roles import Role
from governance.permissions.selectors import deciders


def ask_to_renew_devices(now: datetime) -> int:
    """Each hour: ask for what runs out within four weeks, never twice while it is open; answers how many were asked for.

    Where the policy asks only that a device is the school's own, nothing runs out (P46).
    """
    asks = list(_asks(now))
    return len(open_duties(asks, now=now)) if asks else 0


def _asks(now: datetime) -> Iterable[Ask]:
    lenient: dict[int, bool] = {}
    for device in _running_out(now):
        place = device.organisation
        if place.pk not in lenient:
            lenient[place.pk] = owned_is_enough(place, now)
        if not lenient[place.pk]:
            free = deciders("accounts.approve_device", place, device, now)
            yield Ask(
                kind=RENEW_DEVICE,
                thing=device,
                organisation=place,
                due_at=end_of(device.until),  # type: ignore[attr-defined]
                label=f"Renew or withdraw the device {device}"[:200],
                url=reverse("accounts:renew_device", args=[device.reference]),
                asked_role=Role.OSO,
                asked_person=free[0] if free else None,
            )


def _running_out(now: datetime) -> QuerySet[ImageDevice]:
    """The devices in use whose latest approval ends within four weeks, about which nobody is asked just now."""
    asked = Duty.objects.filter(
        kind=RENEW_DEVICE,
        thing_type=ImageDevice._meta.label,
        thing_reference=OuterRef("reference"),
        closed_at__isnull=True,
    )
    rows = ImageDevice.objects.filter(~Exists(asked), status__in=APPROVED).annotate(until=Max("approvals__until"))
    return rows.filter(until__lte=local_date(now) + RENEW_AHEAD).select_related("organisation").order_by("pk")

"""The devices on which pictures may be taken."""

from django.db.models import QuerySet

from accounts.models import ImageDevice
from accounts.rules.devices import DeviceStatus
from governance.organisations.models import Organisation
from governance.permissions.standing import Standing
from policies.selectors.documents import line_of


def devices_for(standing: Standing) -> QuerySet[ImageDevice]:
    """The devices of every organisation whose list the person may see (M34)."""
    return ImageDevice.objects.filter(
        organisation__in=standing.organisation_ids("accounts.view_devices")
    ).select_related("organisation", "requested_by", "decided_by")


def usable_devices(organisation: Organisation) -> QuerySet[ImageDevice]:
    """The approved devices of the organisation and of what stands above it (C074, P46)."""
    return ImageDevice.objects.filter(organisation__in=line_of(organisation), status=DeviceStatus.APPROVED).order_by(
        "name", "pk"
    )

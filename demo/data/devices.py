"""Image devices of the demonstration, as a year of work would have left them."""

from datetime import datetime, timedelta

from accounts.models import DeviceApproval, ImageDevice
from accounts.rules.device_cover import year_ends
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Person


def make_camera(school: Organisation, *, asked_by: Person, officer: Person, since: datetime) -> ImageDevice:
    """A camera of the school's own, approved for its first year."""
    decided_at = since + timedelta(days=2)
    camera = ImageDevice.objects.create(
        organisation=school,
        created_at=since,
        asset_number=f"CAM-{school.pk:03d}",
        name="School camera in the front office",
        kind="camera",
        purpose="Pictures for the school's accounts and prospectus",
        status="approved",
        requested_by=asked_by,
        decided_at=decided_at,
        decided_by=officer,
    )
    day = local_date(decided_at)
    DeviceApproval.objects.create(
        device=camera, starts_on=day, until=year_ends(day, day), approved_at=decided_at, approved_by=officer
    )
    return camera

"""Family ties and permissions of the teacher's, wherever they stand."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.crowd import Crowd
from tests.policies.declarations import PermissionFactory, TieFactory


def _tie(crowd: Crowd, **how: Any) -> dict[str, str]:
    made = TieFactory(organisation=crowd.world.school, adult=crowd.person("teacher"), **how)
    return {"reference": made.reference}


def tie(crowd: Crowd) -> dict[str, str]:
    """A tie that was declared."""
    return _tie(crowd)


def discussed(crowd: Crowd) -> dict[str, str]:
    """A tie that was talked through."""
    return _tie(crowd, discussed=True)


def acknowledged(crowd: Crowd) -> dict[str, str]:
    """A tie that was acknowledged."""
    return _tie(crowd, acknowledged=True)


def _permission(crowd: Crowd, **how: Any) -> dict[str, str]:
    until = timezone.localdate() + timedelta(days=30)
    made = PermissionFactory(
        organisation=crowd.world.school, holder=crowd.person("teacher"), **{"ends_on": until, **how}
    )
    return {"reference": made.reference}


def permission(crowd: Crowd) -> dict[str, str]:
    """A permission that was asked for."""
    return _permission(crowd)


def running(crowd: Crowd) -> dict[str, str]:
    """A permission in force."""
    return _permission(crowd, running=True)


def to_check(crowd: Crowd) -> dict[str, str]:
    """Pupils on the WiFi, granted; the controls are to be confirmed."""
    return _permission(crowd, decided=True, kind="pupil-wifi", status="technical-check")

"""Who holds a role at a school or above it."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from governance.organisations.models import Organisation
from governance.people.models import RoleHeld
from governance.people.selectors import running_on


def holders_of(roles: Collection[str], organisation: Organisation, day: date) -> QuerySet[RoleHeld]:
    """The roles in force that day at the organisation or above it."""
    line = [pk for pk in (organisation.pk, organisation.parent_id, organisation.root_id) if pk]
    held = RoleHeld.objects.filter(running_on(day), organisation__in=line, role__in=roles)
    return held.filter(revoked_at__isnull=True)

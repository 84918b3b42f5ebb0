"""A trust's updates, school by school: who has confirmed, and who has not (C005)."""

from django.db.models import QuerySet

from governance.organisations.models import Organisation
from governance.permissions.standing import Standing
from policies.models import UpdateReceipt
from policies.rules.updates import ReceiptStatus

SEES_UPDATES = "policies.view_updates"


def updates_for(standing: Standing, *, status: str = "", search: str = "") -> QuerySet[UpdateReceipt]:
    """Every update told to the schools that the reader answers for: a school sees its own, the trust all of them."""
    rows = UpdateReceipt.objects.filter(organisation__in=standing.organisation_ids(SEES_UPDATES))
    if status in ReceiptStatus.values:
        rows = rows.filter(status=status)
    if search:
        rows = rows.filter(organisation__name__icontains=search)
    return rows.select_related("organisation", "version__document", "confirmed_by").order_by("-created_at", "-pk")


def has_updates(standing: Standing) -> bool:
    """Whether there is a trust whose updates the reader sees: no statement."""
    sees = standing.organisation_ids(SEES_UPDATES)
    return bool(sees) and any(one.kind == Organisation.Kind.TRUST for one in standing.organisations.values())

"""Accounts that were found and are not in the register (C035)."""

from django.db.models import QuerySet

from accounts.models import FoundAccount
from governance.permissions.standing import Standing


def found_for(standing: Standing, *, status: str = "") -> QuerySet[FoundAccount]:
    """What was found at every organisation whose register the person may see."""
    rows = FoundAccount.objects.filter(organisation__in=standing.organisation_ids("accounts.view"))
    rows = rows.select_related("organisation", "platform")
    return rows.filter(status=status) if status else rows

"""The list of official accounts that anybody may read (C032, C034)."""

from django.db.models import Q, QuerySet

from accounts.models import SocialAccount
from accounts.rules.official import LISTED, is_ours, names_in
from governance.organisations.models import Organisation
from policies.selectors.documents import line_of

MOST = 50


def official_accounts(organisation: Organisation) -> QuerySet[SocialAccount]:
    """The accounts that speak for the organisation: its own, those of what stands above it and of the schools in it."""
    near = Q(organisation__in=line_of(organisation)) | Q(organisation__parent=organisation)
    rows = SocialAccount.objects.filter(near, status__in=LISTED)
    return rows.select_related("platform", "organisation", "displayed_owner")


def ours_among(organisation: Organisation, typed: str) -> list[SocialAccount]:
    """Which official accounts a typed name or address belongs to."""
    names = names_in(typed)
    near = Q(handle__in=names)
    for name in names:
        near |= Q(address__icontains=name, platform__handle_in_address=False)
    # Few of however many there are, so that asking costs the school little.
    return [
        one
        for one in official_accounts(organisation).filter(near).order_by("name", "pk")[:MOST]
        if is_ours(one.platform.facts, handle=one.handle, address=one.address, typed=typed)
    ]

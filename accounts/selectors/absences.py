"""Who is away and who stands in (C117)."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from accounts.models import RunnerAbsence, SocialAccount
from accounts.selectors.holdings import runs_on
from governance.kernel.dates import local_date
from governance.kernel.errors import NotFoundHere
from governance.permissions.standing import Standing


def absences_for(standing: Standing, today: date, *, show: str = "", words: str = "") -> QuerySet[RunnerAbsence]:
    """The absences the person may see: of their organisations by role, and those they are part of."""
    mine = Q(person=standing.person) | Q(stand_in=standing.person)
    rows = RunnerAbsence.objects.filter(mine | Q(organisation__in=standing.organisation_ids("accounts.view_handover")))
    for word in words.split():
        rows = rows.filter(Q(person__given_name__icontains=word) | Q(person__family_name__icontains=word))
    over = Q(back_at__isnull=False) | Q(ends_on__lt=today)
    if show:
        rows = rows.filter(over if show == "over" else ~over)
    return rows.select_related("organisation", "person", "stand_in", "recorded_by")


def absence_for(reference: str) -> RunnerAbsence:
    """The absence of that reference."""
    rows = RunnerAbsence.objects.select_related("organisation", "person", "stand_in", "recorded_by")
    found = rows.filter(reference=reference).first()
    if found is None:
        raise NotFoundHere
    return found


def away_between(root_id: int, first: date, last: date) -> QuerySet[RunnerAbsence]:
    """The absences of a tree that touch those days and were not called off."""
    rows = RunnerAbsence.objects.filter(organisation__root=root_id, back_at__isnull=True)
    return rows.filter(starts_on__lte=last, ends_on__gte=first)


def away_from(account: SocialAccount, now: datetime) -> list[RunnerAbsence]:
    """Who of those who run the account is away now or next, and who stands in."""
    today = local_date(now)
    running = account.runners.filter(runs_on(today)).values("person")
    rows = RunnerAbsence.objects.filter(person__in=running, ends_on__gte=today, back_at__isnull=True)
    rows = rows.filter(organisation__root=account.organisation.root_id)
    return list(rows.select_related("person", "stand_in").order_by("starts_on", "pk"))

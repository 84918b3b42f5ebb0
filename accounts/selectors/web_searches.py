"""Searches of the web for posts about a school, and when each school is searched next (C121, J05)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, QuerySet

from accounts.models import WebSearch
from accounts.rules.care_days import search_due
from accounts.rules.web_searches import SEARCH_DUTY
from accounts.selectors.looking_after import ACT, VIEW
from governance.duties.models import Duty
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.permissions.standing import Standing

# A duty is due at the midnight with which its last day ends.
A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Searched:
    """A school with the day of its last search, and the day of the next as far as anybody was asked."""

    school: Organisation
    last: date | None
    due: date | None
    late: bool


def searches_for(standing: Standing, *, school: str = "") -> QuerySet[WebSearch]:
    """The searches of the schools where the reader sees them."""
    rows = WebSearch.objects.filter(organisation__in=standing.organisation_ids(VIEW))
    rows = rows.select_related("organisation", "searched_by")
    return rows.filter(organisation__reference=school) if school else rows


def schools_to_search(standing: Standing) -> list[Organisation]:
    """The live schools for which the person records searches, by name."""
    return _schools(standing, ACT)


def schools_seen(standing: Standing) -> list[Organisation]:
    """The live schools whose searches, looks and reviews the person sees, by name."""
    return _schools(standing, VIEW)


def last_searches(places: Collection[int]) -> dict[int, date]:
    """The day of each organisation's last search, in one statement."""
    rows = WebSearch.objects.filter(organisation__in=places).order_by().values("organisation_id")
    return {row["organisation_id"]: local_date(row["last"]) for row in rows.annotate(last=Max("searched_at"))}


def searched(schools: Sequence[Organisation], now: datetime) -> list[Searched]:
    """When each school was searched, and when it is searched next: two statements for however many schools."""
    today, last = local_date(now), last_searches([school.pk for school in schools])
    open_now = Duty.objects.filter(kind=SEARCH_DUTY, organisation__in=schools, closed_at__isnull=True)
    asked = {pk: local_date(due_at - A_MOMENT) for pk, due_at in open_now.values_list("organisation_id", "due_at")}
    return [_searched(school, last.get(school.pk), asked.get(school.pk), today) for school in schools]


def _searched(school: Organisation, last: date | None, asked: date | None, today: date) -> Searched:
    due = asked or (search_due(last, today) if last else None)
    return Searched(school, last, due, late=due is not None and due < today)


def _schools(standing: Standing, action: str) -> list[Organisation]:
    found = (standing.organisations[pk] for pk in standing.organisation_ids(action))
    return sorted((one for one in found if one.is_school and one.is_live), key=lambda one: (one.name, one.pk))

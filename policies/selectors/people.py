"""Whom a document of an organisation covers: everybody engaged there or below, paid or not (C014)."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from governance.organisations.models import Organisation
from governance.organisations.rules import in_line
from governance.people.models import Engagement, Person


def in_force(today: date) -> Q:
    """Engagements that cover the day; the last day counts to its midnight (Q36)."""
    return Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))


def people_covered(organisation: Organisation, today: date, *, live_only: bool = False) -> QuerySet[Person]:
    """Everybody whom a document of the organisation covers: built from engagements, never from a payroll (C014)."""
    engaged = Engagement.objects.filter(
        Q(organisation=organisation) | Q(organisation__parent=organisation), in_force(today)
    )
    if live_only:
        engaged = engaged.filter(organisation__is_live=True)
    return Person.objects.filter(pk__in=engaged.values("person")).order_by("family_name", "given_name", "pk")


def people_at(organisation_ids: Collection[int], today: date) -> QuerySet[Person]:
    """Everybody engaged at one of these organisations."""
    engaged = Engagement.objects.filter(in_force(today), organisation__in=organisation_ids)
    return Person.objects.filter(pk__in=engaged.values("person")).order_by("family_name", "given_name", "pk")


def workplaces(person_ids: Collection[int], organisation: Organisation, today: date) -> dict[int, Organisation]:
    """Where each of these people works, of the places in line with the organisation: one statement."""
    rows = (
        Engagement.objects.filter(in_force(today), person__in=person_ids, organisation__root=organisation.root_id)
        .select_related("organisation")
        .order_by("pk")
    )
    found: dict[int, Organisation] = {}
    for row in rows:
        place = row.organisation
        parents = {place.pk: place.parent_id, organisation.pk: organisation.parent_id}
        if in_line(place.pk, organisation.pk, parents):
            found.setdefault(row.person_id, place)
    return found

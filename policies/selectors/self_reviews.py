"""Who has looked over their own privacy settings, counted; nothing else is known (C022, C193)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import DateTimeField, Exists, F, Max, Min, OuterRef, QuerySet, Subquery

from governance.duties.models import Duty
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Engagement, Person
from policies.duties.declarations import REVIEW_SELF
from policies.models import PrivacyReview
from policies.rules.self_reviews import review_due_on
from policies.selectors.people import in_force


@dataclass(frozen=True)
class Adult:
    """One adult at one place, and by when they look over their settings."""

    person: Person
    place: Organisation
    reviewed_on: date | None
    due_on: date


@dataclass
class Count:
    """How one organisation stands: how many adults, how many have looked within the year, who is late."""

    place: Organisation
    adults: int = 0
    done: int = 0
    late: list[Person] = field(default_factory=list)


def my_last_review(person: Person) -> PrivacyReview | None:
    """When the person last said so."""
    return PrivacyReview.objects.filter(person=person).order_by("-reviewed_at", "-pk").first()


def adults_at(today: date, *, organisation_ids: Collection[int] | None = None) -> list[Adult]:
    """Every adult at work on that day, where they work, with the day by which they look: one statement (C014)."""
    found: dict[int, Adult] = {}
    for row in engaged(today, organisation_ids).select_related("person", "organisation"):
        reviewed_on, due_on = _days_of(row.joined_on, row.reviewed_at)
        found.setdefault(row.person_id, Adult(row.person, row.organisation, reviewed_on, due_on))
    return list(found.values())


def engaged(today: date, organisation_ids: Collection[int] | None) -> QuerySet[Any]:
    """Engagements that run, with the day on which the person first began anywhere and when they last looked.

    Several engagements of one person stay several.
    """
    first = Engagement.objects.filter(person=OuterRef("person")).order_by().values("person")
    last = PrivacyReview.objects.filter(person=OuterRef("person")).order_by().values("person")
    rows = Engagement.objects.filter(in_force(today), organisation__is_live=True)
    if organisation_ids is not None:
        rows = rows.filter(organisation__in=organisation_ids)
    return rows.annotate(
        joined_on=Subquery(first.annotate(on=Min("starts_on")).values("on")),
        reviewed_at=Subquery(last.annotate(at=Max("reviewed_at")).values("at"), output_field=DateTimeField()),
    ).order_by("organisation__name", F("person__family_name"), F("person__given_name"), "pk")


def _days_of(joined_on: date, reviewed_at: datetime | None) -> tuple[date | None, date]:
    """When the person last looked, and by when they look next."""
    reviewed_on = local_date(reviewed_at) if reviewed_at else None
    return reviewed_on, review_due_on(joined_on=joined_on, reviewed_on=reviewed_on)


def count_reviews(now: datetime, places: Collection[Organisation]) -> list[Count]:
    """Each organisation with its numbers and those who are late, by name: two statements, and rows of what is counted."""
    today, counts = local_date(now), {place.pk: Count(place) for place in places}
    asked = Duty.objects.filter(kind=REVIEW_SELF, closed_at__isnull=True, due_at__lte=now)
    here = Engagement.objects.filter(organisation__in=counts.keys(), person=OuterRef("asked_person"))
    owing = asked.filter(Exists(here)).values("asked_person")
    late = {one.pk: one for one in Person.objects.filter(pk__in=owing)}
    fields = ("person_id", "organisation_id", "joined_on", "reviewed_at")
    seen: set[int] = set()
    for person_id, place_id, joined_on, reviewed_at in engaged(today, counts.keys()).values_list(*fields):
        if person_id in seen:
            continue
        seen.add(person_id)
        reviewed_on, due_on = _days_of(joined_on, reviewed_at)
        counts[place_id].adults += 1
        counts[place_id].done += reviewed_on is not None and today < due_on
        if person_id in late:
            counts[place_id].late.append(late[person_id])
    return [count for count in sorted(counts.values(), key=lambda count: count.place.name) if count.adults]

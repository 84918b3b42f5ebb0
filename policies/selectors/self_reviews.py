"""Who has looked over their own privacy settings, counted; nothing else is known (C022, C193)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import DateTimeField, F, Max, Min, OuterRef, QuerySet, Subquery

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
    late: list[Adult] = field(default_factory=list)


def my_last_review(person: Person) -> PrivacyReview | None:
    """When the person last said so."""
    return PrivacyReview.objects.filter(person=person).order_by("-reviewed_at", "-pk").first()


def adults_at(today: date, *, organisation_ids: Collection[int] | None = None) -> list[Adult]:
    """Every adult at work on that day, where they work, with the day by which they look: one statement (C014)."""
    last = PrivacyReview.objects.filter(person=OuterRef("person")).order_by().values("person")
    rows = engaged(today, organisation_ids).annotate(
        reviewed_at=Subquery(last.annotate(at=Max("reviewed_at")).values("at"), output_field=DateTimeField())
    )
    found: dict[int, Adult] = {}
    for row in rows:
        reviewed_on = local_date(row.reviewed_at) if row.reviewed_at else None
        due_on = review_due_on(joined_on=row.joined_on, reviewed_on=reviewed_on)
        found.setdefault(row.person_id, Adult(row.person, row.organisation, reviewed_on, due_on))
    return list(found.values())


def engaged(today: date, organisation_ids: Collection[int] | None) -> QuerySet[Any]:
    """Engagements that run, with the day on which the person first began anywhere; several of one person stay several."""
    first = Engagement.objects.filter(person=OuterRef("person")).order_by().values("person")
    rows = Engagement.objects.filter(in_force(today), organisation__is_live=True)
    if organisation_ids is not None:
        rows = rows.filter(organisation__in=organisation_ids)
    return (
        rows.annotate(joined_on=Subquery(first.annotate(on=Min("starts_on")).values("on")))
        .select_related("person", "organisation")
        .order_by("organisation__name", F("person__family_name"), F("person__given_name"), "pk")
    )


def count_reviews(now: datetime, organisation_ids: Collection[int]) -> list[Count]:
    """Each organisation with its numbers and those who are late, by name: two statements."""
    today = local_date(now)
    asked = Duty.objects.filter(kind=REVIEW_SELF, closed_at__isnull=True, due_at__lte=now)
    late = set(asked.values_list("asked_person_id", flat=True))
    counts: dict[int, Count] = {}
    for adult in adults_at(today, organisation_ids=organisation_ids):
        count = counts.setdefault(adult.place.pk, Count(adult.place))
        count.adults += 1
        count.done += adult.reviewed_on is not None and today < adult.due_on
        if adult.person.pk in late:
            count.late.append(adult)
    return list(counts.values())

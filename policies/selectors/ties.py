"""Family ties: a person's own, the register of them, and which excuse contact at a moment (C189, T83, M35)."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from governance.kernel.dates import local_date
from governance.kernel.errors import NotFoundHere
from governance.organisations.models import Organisation
from governance.people.models import Engagement, Person
from governance.people.selectors import running_on
from governance.permissions.selectors import standing_of
from governance.permissions.standing import Standing
from policies.models import FamilyTie
from policies.rules.ties import tie_excuses
from pupils.models import Pupil

FEWEST_WORDS = 2


def my_ties(person: Person) -> QuerySet[FamilyTie]:
    """What one person has declared, the newest first."""
    return FamilyTie.objects.filter(adult=person).select_related("school").order_by("-created_at", "-pk")


def ties_for(standing: Standing, *, status: str = "", words: str = "") -> QuerySet[FamilyTie]:
    """The ties of every organisation whose register of them the reader may see (M35)."""
    rows = FamilyTie.objects.filter(organisation__in=standing.organisation_ids("declarations.view"))
    if status:
        rows = rows.filter(status=status)
    for word in words.split()[:5]:
        rows = rows.filter(Q(adult__given_name__icontains=word) | Q(adult__family_name__icontains=word))
    return rows.select_related("adult", "school", "pupil")


def ties_in_force(
    at: datetime, *, person_ids: Collection[int] | None = None, pupil_ids: Collection[int] | None = None
) -> list[FamilyTie]:
    """The ties that excuse contact at that moment, of these adults or to these pupils: one statement (T83).

    Whoever had left by that day is out, whether or not the nightly sweep has said so yet.
    """
    day = local_date(at)
    works = Engagement.objects.filter(
        running_on(day), person=OuterRef("adult"), organisation__root=OuterRef("organisation__root")
    )
    rows = FamilyTie.objects.filter(Exists(works), acknowledged_at__isnull=False, pupil__isnull=False)
    rows = rows.filter(Q(pupil__left_on__isnull=True) | Q(pupil__left_on__gte=day))
    if person_ids is not None:
        rows = rows.filter(adult__in=person_ids)
    if pupil_ids is not None:
        rows = rows.filter(pupil__in=pupil_ids)
    return [
        tie
        for tie in rows.select_related("adult", "pupil").order_by("pk")
        if tie_excuses(acknowledged_at=tie.acknowledged_at, ended_on=tie.ended_on, at=at)
    ]


def pupils_named(school: Organisation, typed: str, today: date) -> list[Pupil]:
    """The pupils on roll who are called exactly that: asked of one full name, so that nobody browses the register."""
    words = typed.split()
    if len(words) < FEWEST_WORDS:
        return []
    on_roll = Pupil.objects.filter(organisation=school).exclude(left_on__lt=today).exclude(joined_on__gt=today)
    found: dict[int, Pupil] = {}
    for cut in range(1, len(words)):
        given, family = " ".join(words[:cut]), " ".join(words[cut:])
        named = Q(given_name__iexact=given) | Q(known_as__iexact=given)
        found |= {pupil.pk: pupil for pupil in on_roll.filter(named, family_name__iexact=family)[:2]}
    return list(found.values())


def schools_named_from(standing: Standing) -> list[Organisation]:
    """The schools whose pupils a person may name: all of the trees in which they work."""
    return sorted((place for place in standing.organisations.values() if place.is_school), key=lambda one: one.name)


def workplace(standing: Standing) -> Organisation | None:
    """Where the person works, the first of several; a declaration that names no school belongs there."""
    return standing.organisations[min(standing.work)] if standing.work else None


def place_of(person: Person, school: Organisation, now: datetime) -> Organisation:
    """Where the declaration belongs: at the school or, for somebody who works beside it, where they work."""
    standing = standing_of(person, now)
    place = workplace(standing)
    if school.pk not in standing.organisations or place is None:
        raise NotFoundHere
    return school if standing.reaches(school.pk) else place


def ties_of_leavers(today: date) -> QuerySet[FamilyTie]:
    """Ties that have not ended though the pupil or the adult has left; the adult's last day comes with them."""
    there = Engagement.objects.filter(person=OuterRef("adult"), organisation__root=OuterRef("organisation__root"))
    works = there.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    rows = FamilyTie.objects.exclude(status="ended").annotate(adult_stays=Exists(works))
    gone = Q(adult_stays=False) | Q(pupil__left_on__lt=today)
    last = there.order_by(F("ends_on").desc()).values("ends_on")[:1]
    return rows.filter(gone).annotate(adult_left_on=last).select_related("organisation", "pupil", "adult")

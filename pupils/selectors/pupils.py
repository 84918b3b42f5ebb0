"""Pupils, classes and contacts that a person may see (D04)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from governance.kernel.dates import academic_year_of
from governance.kernel.errors import NotFoundHere
from governance.organisations.models import Organisation
from governance.permissions.standing import Standing
from pupils.models import Pupil, Responsibility, SchoolClass

PAGE_LENGTH = 50


@dataclass(frozen=True)
class Wanted:
    """What the reader of the register is looking for; empty means everything."""

    name: str = ""
    school_class: str = ""
    school: str = ""
    leavers: bool = False


@dataclass(frozen=True)
class PupilPage:
    """One page of the register by name, and the pupil after whom the next one begins."""

    pupils: list[Pupil]
    next_after: str


def list_pupils(standing: Standing, wanted: Wanted, *, on: date, after: str = "") -> PupilPage:
    """A page of the pupils the reader may see, in the order of their names."""
    mine = Pupil.objects.filter(organisation__in=standing.organisation_ids("pupils.list"))
    pupils = _wanted(mine, wanted, on).select_related("school_class", "organisation")
    if last := mine.filter(reference=after).first() if after else None:
        pupils = pupils.filter(_beyond(last))
    found = list(pupils.order_by("family_name", "given_name", "id")[: PAGE_LENGTH + 1])
    more = len(found) > PAGE_LENGTH
    return PupilPage(found[:PAGE_LENGTH], found[PAGE_LENGTH - 1].reference if more else "")


def _wanted(pupils: QuerySet[Pupil], wanted: Wanted, on: date) -> QuerySet[Pupil]:
    gone = Q(left_on__lt=on)
    pupils = pupils.filter(gone) if wanted.leavers else pupils.exclude(gone)
    if wanted.school:
        pupils = pupils.filter(organisation__reference=wanted.school)
    if wanted.school_class:
        pupils = pupils.filter(school_class__reference=wanted.school_class)
    for word in wanted.name.split()[:5]:
        named = Q(given_name__icontains=word) | Q(family_name__icontains=word) | Q(known_as__icontains=word)
        pupils = pupils.filter(named | Q(school_number=word))
    return pupils


def _beyond(last: Pupil) -> Q:
    """Whoever comes after that pupil in the order of the list."""
    same_family = Q(family_name=last.family_name)
    return (
        Q(family_name__gt=last.family_name)
        | (same_family & Q(given_name__gt=last.given_name))
        | (same_family & Q(given_name=last.given_name, id__gt=last.pk))
    )


def pupil_for(standing: Standing, reference: str) -> Pupil:
    """The pupil of that reference, where the person has business at the school; another school's is not found (D04)."""
    places = [pk for pk in standing.organisations if standing.reaches(pk)]
    pupils = Pupil.objects.filter(organisation__in=places, reference=reference)
    pupil = pupils.select_related("school_class", "organisation").first()
    if pupil is None:
        raise NotFoundHere
    return pupil


def schools_for(standing: Standing, action: str) -> list[Organisation]:
    """The schools in which the person may do the action, as read with the standing."""
    places = (standing.organisations[pk] for pk in standing.organisation_ids(action))
    return sorted((place for place in places if place.is_school), key=lambda place: place.name)


def classes_in(organisation_ids: Collection[int], *, on: date) -> QuerySet[SchoolClass]:
    """The classes of that day's academic year."""
    return (
        SchoolClass.objects.filter(organisation__in=organisation_ids, academic_year=academic_year_of(on))
        .select_related("organisation")
        .order_by("organisation__name", "year_group", "name")
    )


def year_groups_of(organisation_ids: Collection[int], *, on: date) -> dict[int, list[str]]:
    """The year groups in which each school has pupils on roll that day, as its register writes them: one statement."""
    on_roll = Q(left_on__isnull=True) | Q(left_on__gte=on)
    joined = Q(joined_on__isnull=True) | Q(joined_on__lte=on)
    pupils = Pupil.objects.filter(on_roll, joined, organisation__in=organisation_ids).exclude(year_group="")
    found: dict[int, list[str]] = {pk: [] for pk in organisation_ids}
    for school, year_group in pupils.order_by("year_group").values_list("organisation_id", "year_group").distinct():
        found[school].append(year_group)
    return found


def contacts_of(pupil: Pupil) -> QuerySet[Responsibility]:
    """The pupil's contacts, those with parental responsibility first."""
    return pupil.responsibilities.select_related("contact", "contact__person").order_by("-has_responsibility", "id")


def register_names(organisation_ids: Collection[int], *, on: date) -> QuerySet[Pupil, tuple[int, str, str, str]]:
    """Every name on roll that day as (key, first name, known as, last name), for the check of a post's words (C065)."""
    on_roll = Q(left_on__isnull=True) | Q(left_on__gte=on)
    pupils = Pupil.objects.filter(on_roll, organisation__in=organisation_ids)
    return pupils.order_by().values_list("id", "given_name", "known_as", "family_name")

"""Finding people, and what they hold in a part of the tree."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from governance.organisations.models import Organisation
from governance.organisations.selectors import ancestors_of
from governance.people.models import Deputy, Engagement, Person, RoleHeld
from governance.people.roles import Role


def running_on(day: date) -> Q:
    """Rows with first and last days that run on that day, the last day included (Q36)."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def people_of(organisation_ids: frozenset[int]) -> QuerySet[Person]:
    """Everybody who ever worked with one of those organisations."""
    there = Engagement.objects.filter(person=OuterRef("pk"), organisation__in=organisation_ids)
    return Person.objects.filter(Exists(there))


def engaged_in(organisation: Organisation, day: date) -> QuerySet[Person]:
    """Everybody the policies cover there that day: all kinds of engagement, not the payroll (C014, T101)."""
    below = Q(organisation=organisation) | Q(organisation__parent=organisation)
    there = Engagement.objects.filter(below, running_on(day), person=OuterRef("pk"))
    return Person.objects.filter(Exists(there)).order_by("family_name", "given_name", "pk")


def people_with_email(email: str) -> QuerySet[Person]:
    """People who have that address, in large or small letters, as a person or as a sign-in."""
    return Person.objects.filter(Q(email__iexact=email) | Q(user__email__iexact=email))


def namesakes(given_name: str, family_name: str, organisation: Organisation) -> QuerySet[Person]:
    """People of that name already known in the same tree (T40)."""
    there = Engagement.objects.filter(person=OuterRef("pk"), organisation__root=organisation.root_id)
    return Person.objects.filter(Exists(there), given_name__iexact=given_name, family_name__iexact=family_name)


def is_engaged_near(person: Person, organisation: Organisation, day: date) -> bool:
    """Whether the person works that day with the organisation, one above it or one below it (D09)."""
    line = [place.pk for place in ancestors_of(organisation)]
    near = Q(organisation__in=line) | Q(organisation__parent=organisation)
    return Engagement.objects.filter(near, running_on(day), person=person).exists()


def roles_in_tree(
    person: Person, organisation: Organisation, starts_on: date, ends_on: date | None
) -> QuerySet[RoleHeld]:
    """Roles the person holds during those days in the organisation, above it or below it."""
    line = [place.pk for place in ancestors_of(organisation)]
    near = Q(organisation__in=line) | Q(organisation__parent=organisation)
    rows = RoleHeld.objects.filter(near, person=person, revoked_at__isnull=True).exclude(ends_on__lt=starts_on)
    return rows if ends_on is None else rows.filter(starts_on__lte=ends_on)


def holds_role(person: Person, role: str, organisation: Organisation, day: date) -> bool:
    """Whether the person holds the role there or above that day by a grant of their own."""
    line = [place.pk for place in ancestors_of(organisation)]
    held = RoleHeld.objects.filter(running_on(day), person=person, role=role, organisation__in=line)
    return held.filter(revoked_at__isnull=True).exists()


def roles_behind(person: Person, day: date) -> dict[tuple[Role, int], Organisation]:
    """What a sign-in opens, or is going to: each role the person holds or stands in for, not ended, and where."""
    own = RoleHeld.objects.filter(person=person, revoked_at__isnull=True)
    lent = Deputy.objects.filter(deputy=person).exclude(status=Deputy.Status.ENDED)
    rows = [
        (row.role, row.organisation)
        for several in (own, lent)
        for row in several.exclude(ends_on__lt=day).select_related("organisation").order_by("pk")
    ]
    return {(Role(role), place.pk): place for role, place in rows}


def workplaces(person: Person, day: date) -> list[Organisation]:
    """Where the person works or is going to: engagements that have not ended."""
    open_now = Engagement.objects.filter(person=person).exclude(ends_on__lt=day)
    return list(Organisation.objects.filter(pk__in=open_now.values("organisation")).order_by("pk"))


def deputy_periods(principal: Person, deputy: Person, role: str, organisation: Organisation) -> QuerySet[Deputy]:
    """Periods, planned or running, in which the one stands in for the other in that role."""
    rows = Deputy.objects.filter(principal=principal, deputy=deputy, role=role, organisation=organisation)
    return rows.exclude(status=Deputy.Status.ENDED)


def roles_without_deputy(roles: Collection[str], day: date) -> list[RoleHeld]:
    """Everybody who alone holds one of those roles somewhere and has no deputy named from that day on (D03, J58)."""
    held = RoleHeld.objects.filter(running_on(day), role__in=roles, revoked_at__isnull=True)
    another = held.filter(role=OuterRef("role"), organisation=OuterRef("organisation"))
    another = another.exclude(person=OuterRef("person"))
    named = Deputy.objects.filter(
        principal=OuterRef("person"), role=OuterRef("role"), organisation=OuterRef("organisation"), ends_on__gte=day
    ).exclude(status=Deputy.Status.ENDED)
    alone = held.filter(~Exists(another), ~Exists(named)).select_related("person", "organisation")
    return list(alone.order_by(F("organisation"), F("role"), "pk"))

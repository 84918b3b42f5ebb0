"""Who has been invited, how often and when, and who signs in."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Deputy, Engagement, Person, RoleHeld, User

MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Invitee:
    """A person, and how it stands with their invitation."""

    person: Person
    times: int
    invited_at: datetime | None
    # When they first came in, where an invitation of theirs has noted it.
    first_in_at: datetime | None
    has_sign_in: bool
    signs_in: bool

    @property
    def may_be_ticked(self) -> bool:
        """Whether an invitation makes sense: there is an address, and they have not signed in yet."""
        return bool(self.person.email) and not self.signs_in

    @property
    def tick(self) -> str:
        """What the box sends: who, and how often they had been invited when the page was shown."""
        return f"{self.person.reference}:{self.times}"


def people_to_invite(organisation: Organisation, now: datetime) -> QuerySet[Person]:
    """Everybody who works there or is going to, with their invitations counted."""
    below = Q(organisation=organisation) | Q(organisation__parent=organisation)
    open_now = Engagement.objects.filter(below, person=OuterRef("pk")).exclude(ends_on__lt=local_date(now))
    return (
        Person.objects.filter(Exists(open_now))
        .select_related("user")
        .annotate(
            times=Max("invitations__number"),
            last_invited=Max("invitations__invited_at"),
            came=Min("invitations__first_signed_in_at"),
        )
        .order_by("family_name", "given_name", "pk")
    )


def invitees(organisation: Organisation, now: datetime, references: Iterable[str]) -> list[Invitee]:
    """The people of those references who work there, some hundreds a statement."""
    wanted = list(references)
    found = people_to_invite(organisation, now)
    parts = (wanted[start : start + MOST_AT_ONCE] for start in range(0, len(wanted), MOST_AT_ONCE))
    return [shown(person) for part in parts for person in found.filter(reference__in=part)]


def never_invited(organisation: Organisation, now: datetime) -> QuerySet[Person]:
    """Those with an address who have no invitation and have never signed in."""
    found = people_to_invite(organisation, now).filter(invitations__isnull=True, user__last_login__isnull=True)
    return found.exclude(email="")


def shown(person: Person) -> Invitee:
    """The person with the counts that were read with them."""
    user = getattr(person, "user", None)
    times: int = person.times or 0  # type: ignore[attr-defined]
    came: datetime | None = person.came  # type: ignore[attr-defined]
    invited: datetime | None = person.last_invited  # type: ignore[attr-defined]
    return Invitee(person, times, invited, came, user is not None, bool(came or (user and user.last_login)))


def simple_among(people: Collection[Person], places: frozenset[int], day: date) -> set[int]:
    """Those who hold and stand in for nothing, and work only in trees where one of those places is: three statements."""
    keys = {one.pk for one in people}
    if not keys:
        return set()
    held = RoleHeld.objects.filter(person__in=keys, revoked_at__isnull=True).exclude(ends_on__lt=day)
    lent = Deputy.objects.filter(deputy__in=keys).exclude(status=Deputy.Status.ENDED).exclude(ends_on__lt=day)
    with_role = {*held.values_list("person_id", flat=True), *lent.values_list("deputy_id", flat=True)}
    roots = set(Organisation.objects.filter(pk__in=places).values_list("root_id", flat=True))
    work = Engagement.objects.filter(person__in=keys).exclude(ends_on__lt=day)
    elsewhere = set(work.exclude(organisation__root__in=roots).values_list("person_id", flat=True))
    return keys - with_role - elsewhere


def signing_in_with(addresses: Iterable[str]) -> set[str]:
    """Which of these addresses, in small letters, somebody signs in with already."""
    users = User.objects.annotate(address=Lower("email")).filter(address__in=list(addresses))
    return set(users.values_list("address", flat=True))

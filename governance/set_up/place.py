"""One organisation that is being set up, as its tasks look at it: what several of them ask is read once."""

from collections import defaultdict
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q

from governance.kernel.dates import local_date
from governance.organisations.models import EmailDomain, Organisation
from governance.people.models import Deputy, Person, RoleHeld
from governance.people.roles import Role
from governance.people.selectors import engaged_in, running_on
from governance.profile.models import ProfileVersion
from governance.profile.rules import Profile
from governance.profile.selectors import profile_for


class Place:
    """The organisation, the moment, and who is looking; every part is read when it is first asked for."""

    def __init__(self, organisation: Organisation, now: datetime, reader: Person | None = None) -> None:
        self.organisation, self.now, self.reader = organisation, now, reader

    @property
    def today(self) -> date:
        """The day it is."""
        return local_date(self.now)

    @cached_property
    def line(self) -> list[int]:
        """The organisation and those above it, the nearest first: what is held there counts here (D04)."""
        one = self.organisation
        return list(dict.fromkeys(pk for pk in (one.pk, one.parent_id, one.root_id) if pk))

    @cached_property
    def profile(self) -> Profile:
        """The policy it works under."""
        return profile_for(self.organisation, self.now)

    @cached_property
    def version(self) -> ProfileVersion | None:
        """The version in force that begins from a policy: its own, or that of the nearest above."""
        rows = ProfileVersion.objects.filter(
            organisation__in=self.line, approved_at__isnull=False, effective_from__lte=self.now
        )
        found = sorted(rows.exclude(preset="").order_by("-effective_from", "-number"), key=self._nearness)
        return found[0] if found else None

    def _nearness(self, version: ProfileVersion) -> int:
        return self.line.index(version.organisation_id)

    @cached_property
    def _roles(self) -> list[RoleHeld]:
        """Roles held today here, above, and below where the organisation has schools."""
        near = Q(organisation__in=self.line) | Q(organisation__parent=self.organisation)
        held = RoleHeld.objects.filter(near, running_on(self.today), revoked_at__isnull=True)
        return list(held.select_related("person").order_by("pk"))

    @cached_property
    def holders(self) -> dict[str, list[Person]]:
        """Who holds which role that counts here."""
        found: dict[str, list[Person]] = defaultdict(list)
        for held in self._roles:
            if held.organisation_id in self.line and held.person not in found[held.role]:
                found[held.role].append(held.person)
        return dict(found)

    @cached_property
    def seats(self) -> dict[Person, set[Role]]:
        """Every role of each person, here, above and below: where two seats could conflict (T69)."""
        found: dict[Person, set[Role]] = defaultdict(set)
        for held in self._roles:
            found[held.person].add(Role(held.role))
        return dict(found)

    @cached_property
    def deputies_of_head(self) -> list[Person]:
        """Whoever stands in for the head, now or on days to come."""
        named = Deputy.objects.filter(role=Role.HD, organisation__in=self.line, ends_on__gte=self.today)
        return [one.deputy for one in named.exclude(status=Deputy.Status.ENDED).select_related("deputy")]

    @cached_property
    def domains(self) -> list[str]:
        """The e-mail domains of the organisation and of those above it."""
        rows = EmailDomain.objects.filter(organisation__in=self.line).order_by("domain")
        return list(dict.fromkeys(rows.values_list("domain", flat=True)))

    @cached_property
    def people(self) -> int:
        """How many people the policies cover here today, whoever pays them (C014)."""
        return engaged_in(self.organisation, self.today).count()

    @cached_property
    def with_sign_in(self) -> int:
        """How many of them can sign in."""
        return engaged_in(self.organisation, self.today).filter(user__isnull=False).count()

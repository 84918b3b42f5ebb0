"""Who hears of a duty: the person asked, the holders of the role, their deputies, never somebody who has left (T62)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from governance.duties import registry
from governance.duties.models import Duty
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Deputy, Engagement, Person, RoleHeld
from governance.people.selectors import running_on


class Recipients:
    """The people behind many duties, read in four statements however many there are."""

    def __init__(
        self,
        organisations: Iterable[Organisation],
        roles: Collection[str],
        asked: Collection[int],
        now: datetime,
    ) -> None:
        self._lines = {one.pk: (one.pk, one.root_id or one.pk) for one in organisations}
        self._today = local_date(now)
        places = {pk for line in self._lines.values() for pk in line}
        self._holders = self._read_holders(places, roles)
        self._deputies = self._read_deputies(places)
        self._gone = self._read_gone(asked)
        found = {one for several in self._holders.values() for one in several}
        found |= {one for several in self._deputies.values() for one, _, _ in several} | set(asked)
        self._people = Person.objects.in_bulk(found) if found else {}

    def in_role(self, role: str, organisation: Organisation) -> list[Person]:
        """Whoever holds the role there or above, with the deputies of those who are away."""
        line = self._lines[organisation.pk]
        keys: dict[int, None] = {}
        for place in line:
            for holder in self._holders.get((place, role), ()):
                keys.update(dict.fromkeys([holder, *self._standing_in(holder, role, line)]))
        return [self._people[key] for key in keys]

    def asked(self, duty: Duty) -> list[Person]:
        """Whom the duty asks: the person unless they have left, with their deputies where one can act; else the role."""
        if duty.asked_person_id and duty.asked_person_id not in self._gone:
            line = () if registry.get(duty.kind).personal else self._lines[duty.organisation_id]
            standing_in = self._standing_in(duty.asked_person_id, duty.asked_role, line)
            return [self._people[key] for key in dict.fromkeys([duty.asked_person_id, *standing_in])]
        return self.in_role(duty.asked_role, duty.organisation) if duty.asked_role else []

    def has_left(self, person_id: int | None) -> bool:
        """Whether every engagement of that person has ended and no role is left to them."""
        return person_id in self._gone

    def _standing_in(self, principal_id: int, role: str, line: Collection[int]) -> list[int]:
        """The active deputies of a principal for that role (for any role, where the duty names none)."""
        return [
            deputy
            for deputy, place, held in self._deputies.get(principal_id, ())
            if place in line and (held == role or not role)
        ]

    def _read_holders(self, places: Collection[int], roles: Collection[str]) -> dict[tuple[int, str], list[int]]:
        found: dict[tuple[int, str], list[int]] = defaultdict(list)
        if wanted := {role for role in roles if role}:
            rows = RoleHeld.objects.filter(running_on(self._today), revoked_at__isnull=True)
            rows = rows.filter(organisation__in=places, role__in=wanted).order_by("pk")
            for place, role, person in rows.values_list("organisation_id", "role", "person_id"):
                found[place, role].append(person)
        return found

    def _read_deputies(self, places: Collection[int]) -> dict[int, list[tuple[int, int, str]]]:
        found: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        rows = Deputy.objects.filter(running_on(self._today), status=Deputy.Status.ACTIVE, organisation__in=places)
        fields = ("principal_id", "deputy_id", "organisation_id", "role")
        for principal, deputy, place, role in rows.order_by("pk").values_list(*fields):
            found[principal].append((deputy, place, role))
        return found

    def _read_gone(self, asked: Collection[int]) -> set[int]:
        """Those asked who once worked here, work here no longer and hold no role; a parent never worked here."""
        if not asked:
            return set()
        running = Engagement.objects.filter(running_on(self._today))
        holding = RoleHeld.objects.filter(running_on(self._today), revoked_at__isnull=True)
        left = Person.objects.filter(pk__in=asked, engagements__ends_on__lt=self._today)
        left = left.exclude(pk__in=running.filter(person__in=asked).values("person"))
        left = left.exclude(pk__in=holding.filter(person__in=asked).values("person"))
        return set(left.values_list("pk", flat=True))

"""Reads, in one statement, all that is stored about some people's roles, work and deputies."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, CharField, F, IntegerField, Q, QuerySet, Value

from governance.organisations.models import Organisation
from governance.organisations.selectors import tree
from governance.people.models import Deputy, Engagement, Person, RoleHeld
from governance.permissions.rules.holdings import DeputyRow, EngagedRow, HeldRow, Rows

NOBODY = Value(0, output_field=IntegerField())
NO = Value(False, output_field=BooleanField())


@dataclass(frozen=True)
class Loaded:
    """The rows, the organisations of the trees they name, and the people they are about."""

    rows: Rows
    organisations: dict[int, Organisation]
    people: dict[int, Person]


def load(person_ids: Collection[int], today: date) -> Loaded:
    """What counts today for those people and their principals; the second statement reads the trees."""
    stored = list(_everything(person_ids, today))
    organisations = {place.pk: place for place in tree({row[7] for row in stored})} if stored else {}
    rows = Rows(
        held=tuple(HeldRow(row[1], row[5], row[6], row[8], row[9]) for row in stored if row[0] == "held"),
        engaged=tuple(
            EngagedRow(row[1], row[5], row[6], row[8], row[9], bool(row[11])) for row in stored if row[0] == "engaged"
        ),
        deputies=tuple(
            DeputyRow(row[1], row[10], row[5], row[6], row[8], row[9]) for row in stored if row[0] == "deputy"
        ),
        parents={pk: place.parent_id for pk, place in organisations.items()},
    )
    return Loaded(rows, organisations, {row[1]: _person(row) for row in stored})


def _everything(person_ids: Collection[int], today: date) -> QuerySet[Any, tuple[Any, ...]]:
    """Roles, engagements and deputy periods as rows of one shape, in one statement."""
    standing_in = Deputy.objects.filter(deputy__in=person_ids, status=Deputy.Status.ACTIVE)
    whose = Q(person__in=person_ids) | Q(person__in=standing_in.values("principal"))
    running = Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    held = RoleHeld.objects.filter(whose, running, revoked_at__isnull=True)
    engaged = Engagement.objects.filter(whose, running)
    deputies = standing_in.filter(running)
    return _shape(held, "held", "person", "role").union(
        _shape(engaged, "engaged", "person", "kind", teaches=F("teaches")),
        _shape(deputies, "deputy", "deputy", "role", principal=F("principal_id")),
        all=True,
    )


def _shape(
    rows: QuerySet[Any], what: str, whose: str, word: str, principal: Any = NOBODY, teaches: Any = NO
) -> QuerySet[Any, tuple[Any, ...]]:
    """One leg of the statement: what it is, whose, the role or kind, where, from when to when, for whom."""
    return rows.order_by().values_list(
        Value(what, output_field=CharField()),
        F(f"{whose}_id"),
        F(f"{whose}__reference"),
        F(f"{whose}__given_name"),
        F(f"{whose}__family_name"),
        F(word),
        F("organisation_id"),
        F("organisation__root_id"),
        F("starts_on"),
        F("ends_on"),
        principal,
        teaches,
    )


def _person(row: tuple[Any, ...]) -> Person:
    """The person of a row, named without another statement."""
    return Person.from_db("default", ["id", "reference", "given_name", "family_name"], row[1:5])

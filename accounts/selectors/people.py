"""People who may be named: to run an account, to keep its password, to moderate it."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from governance.organisations.models import Organisation
from governance.people.models import STAFF_KINDS, Engagement, Person
from policies.selectors.people import in_force


def people_to_choose(organisation: Organisation, today: date) -> QuerySet[Person]:
    """Everybody at work in the organisation's tree today, in the order of their names."""
    engaged = Engagement.objects.filter(in_force(today), organisation__root=organisation.root_id)
    return Person.objects.filter(pk__in=engaged.values("person")).order_by("family_name", "given_name", "pk")


def engaged_in(person_ids: Collection[int], root_ids: Collection[int], today: date) -> set[tuple[int, int]]:
    """Pairs of person and tree for those at work there today: one statement (D09)."""
    rows = Engagement.objects.filter(in_force(today), person__in=person_ids, organisation__root__in=root_ids)
    return {(person_id, root_id or 0) for person_id, root_id in rows.values_list("person_id", "organisation__root_id")}


def staff_in(person_ids: Collection[int], root_ids: Collection[int], today: date) -> set[tuple[int, int]]:
    """Pairs of person and tree for those who are staff there today: volunteers, governors and parents are not (C030, T39)."""
    rows = Engagement.objects.filter(
        in_force(today), kind__in=STAFF_KINDS, person__in=person_ids, organisation__root__in=root_ids
    )
    return {(person_id, root_id or 0) for person_id, root_id in rows.values_list("person_id", "organisation__root_id")}


def staff_among(person_ids: Collection[int], organisation: Organisation, today: date) -> set[int]:
    """Who of these is staff of the organisation's tree today."""
    return {person_id for person_id, _ in staff_in(person_ids, [organisation.root_id or 0], today)}

"""When somebody’s work in a tree of schools ends, by the people’s records (D09, Q36)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from governance.organisations.models import Organisation
from governance.people.models import Engagement


@dataclass(frozen=True)
class Work:
    """Where somebody works last in a tree, and until when; no day where it has none on record."""

    place: Organisation
    last_day: date | None


def work_of(person_ids: Collection[int], root_ids: Collection[int]) -> dict[tuple[int, int], Work]:
    """The work of each of these people that ends last, by person and tree: one statement."""
    found: dict[tuple[int, int], Work] = {}
    rows = Engagement.objects.filter(person__in=person_ids, organisation__root__in=root_ids)
    for one in rows.select_related("organisation").order_by("pk"):
        key = (one.person_id, one.organisation.root_id or 0)
        if key not in found or _later(one.ends_on, found[key].last_day):
            found[key] = Work(one.organisation, one.ends_on)
    return found


def _later(day: date | None, than: date | None) -> bool:
    return than is not None and (day is None or day > than)

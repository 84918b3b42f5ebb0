"""The list of people, cut by name: each page starts behind the last person of the one before."""

from django.db.models import Q, QuerySet
from django.http import QueryDict

from governance.pages.keyset import AFTER, SIZE, Page
from governance.people.models import Person


def page_of_people(found: QuerySet[Person], asked: QueryDict, *, size: int = SIZE) -> Page[Person]:
    """The page that the address asks for; the address carries a reference, never a name."""
    ordered = found.order_by("family_name", "given_name", "id")
    after = asked.get(AFTER)
    mark = Person.objects.filter(reference=after).first() if after else None
    if mark:
        ordered = ordered.filter(_behind(mark))
    rows = list(ordered[: size + 1])
    shown = rows[:size]
    following = _address(asked, shown[-1].reference) if len(rows) > size else ""
    return Page(shown, following, _address(asked, "") if mark else "")


def _behind(mark: Person) -> Q:
    same_family = Q(family_name=mark.family_name)
    given = Q(given_name__gt=mark.given_name) | Q(given_name=mark.given_name, id__gt=mark.pk)
    return Q(family_name__gt=mark.family_name) | (same_family & given)


def _address(asked: QueryDict, mark: str) -> str:
    query = asked.copy()
    query.pop(AFTER, None)
    if mark:
        query[AFTER] = mark
    return f"?{query.urlencode()}"

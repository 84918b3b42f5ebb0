"""The only door to django-guardian: rights on single things, such as who may post to which account.

The tables are direct foreign keys, declared in the app beside the model they point at, so that no right outlives its
thing. A person without a sign-in holds no right on anything. Registers are scoped by organisation, never by these rights.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model, QuerySet
from guardian.shortcuts import assign_perm, remove_perm
from guardian.utils import get_user_obj_perms_model

from governance.people.models import Person, User

# Rights that come and go together: codename of the leading right -> the others, filled by the apps in `ready()`.
_RELATED: dict[str, tuple[str, ...]] = {}


def declare_related(related: Mapping[str, Iterable[str]]) -> None:
    """Tell which rights go with which: granting the first adds the others, revoking it takes them away."""
    _RELATED.update({right: tuple(others) for right, others in related.items()})


def _with_related(right: str) -> tuple[str, ...]:
    return (right, *_RELATED.get(right, ()))


def _user_of(person: Person) -> User | None:
    """The person's sign-in as it stands in the database now."""
    return User.objects.filter(person=person, is_active=True).first()


def grant(person: Person, right: str, thing: Model) -> bool:
    """Give the right on the thing and every right that goes with it; no sign-in, no right."""
    user = _user_of(person)
    if user is None:
        return False
    for codename in _with_related(right):
        assign_perm(codename, user, thing)
    return True


def revoke(person: Person, right: str, thing: Model) -> None:
    """Take the right away with every right that goes with it, whether or not the sign-in still works."""
    user = User.objects.filter(person=person).first()
    if user is None:
        return
    for codename in _with_related(right):
        remove_perm(codename, user, thing)


def revoke_everywhere(person: Person, right: str, model: type[Model]) -> None:
    """Take the right away on every thing of that model: the person has left (T88)."""
    for thing in model._default_manager.filter(pk__in=ids_with_right(person, right, model, active_only=False)):
        revoke(person, right, thing)


def holds(person: Person, right: str, thing: Model) -> bool:
    """Whether the right was granted to this person on this thing; a superuser gets nothing by being one (D07, T87)."""
    rows = _granted(type(thing)).filter(user__person=person, user__is_active=True)
    return rows.filter(permission__codename=right, content_object=thing).exists()


def holders(right: str, thing: Model) -> list[Person]:
    """Everybody with a working sign-in to whom the right on the thing was granted."""
    rows = _granted(type(thing)).filter(content_object=thing, permission__codename=right, user__is_active=True)
    return list(Person.objects.filter(user__in=rows.values("user")).order_by("family_name", "given_name"))


def ids_with_right(person: Person, right: str, model: type[Model], *, active_only: bool = True) -> frozenset[int]:
    """The keys of the things of that model on which the person holds the right."""
    rows = _granted(model).filter(user__person=person, permission__codename=right)
    if active_only:
        rows = rows.filter(user__is_active=True)
    return frozenset(rows.values_list("content_object_id", flat=True))


def all_granted(model: type[Model], rights: Iterable[str]) -> set[tuple[int, int, str]]:
    """Every one of these rights on any thing of that model: the person's key, the thing's key and the right; one statement."""
    rows = _granted(model).filter(permission__codename__in=list(rights), user__person__isnull=False)
    return set(rows.values_list("user__person_id", "content_object_id", "permission__codename"))


def _granted(model: type[Model]) -> QuerySet[Any]:
    """The rows of granted rights for that kind of thing."""
    table: Any = get_user_obj_perms_model(model)  # type: ignore[arg-type]
    rows: QuerySet[Any] = table.objects.all()
    return rows

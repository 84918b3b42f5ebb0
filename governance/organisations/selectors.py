"""Which organisations stand together (D04)."""

from collections.abc import Iterable

from django.db.models import QuerySet

from governance.organisations.models import Organisation


def tree(root_ids: Iterable[int]) -> QuerySet[Organisation]:
    """Every organisation of those trees, the tops first."""
    return Organisation.objects.filter(root_id__in=root_ids).order_by("parent_id", "name", "pk")


def schools_under(organisation: Organisation) -> QuerySet[Organisation]:
    """The schools that the organisation spans: itself, if it is a school."""
    if organisation.is_school:
        return Organisation.objects.filter(pk=organisation.pk)
    return Organisation.objects.filter(parent=organisation, kind=Organisation.Kind.SCHOOL).order_by("name")


def ancestors_of(organisation: Organisation) -> list[Organisation]:
    """The organisation itself, then what stands above it, nearest first."""
    line = [organisation]
    while line[-1].parent is not None:
        line.append(line[-1].parent)
    return line


def by_reference(reference: str) -> Organisation | None:
    """The organisation of that reference, if there is one."""
    return Organisation.objects.filter(reference=reference).first()

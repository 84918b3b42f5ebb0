"""Reading notices: one's own list, the unread count, the choices, and what could not be sent."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery

from governance.notices.models import Notice, NoticeChoice
from governance.notices.registry import NoticeKind, named
from governance.people.models import Person

COUNTED_TO = 99


@dataclass(frozen=True)
class Choice:
    """A kind of notice that may wait for the digest, and how the reader hears of it now."""

    kind: NoticeKind
    how: str


def list_for(person: Person, *, unread_only: bool = False) -> QuerySet[Notice]:
    """The person's own notices; the page cuts it by key, newest first."""
    notices = Notice.objects.filter(person=person)
    return notices.filter(read_at__isnull=True) if unread_only else notices


def unread_count(person: Person) -> int:
    """How many are unread, counted no further than 99."""
    return Notice.objects.filter(person=person, read_at__isnull=True)[:COUNTED_TO].count()


def unread_beside(person: OuterRef) -> Subquery:
    """The same number as a column beside another row's person, so that pages need no statement of their own for it."""
    unread = Notice.objects.filter(person=person, read_at__isnull=True).order_by().values("pk")[:COUNTED_TO]
    return _Counted(unread)


class _Counted(Subquery):
    """How many rows a subquery has; a limit inside it counts."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def choices_of(person: Person) -> list[Choice]:
    """The kinds this person hears of and may put into the digest, by name."""
    chosen = dict(NoticeChoice.objects.filter(person=person).values_list("kind", "how"))
    heard = set(Notice.objects.filter(person=person).order_by().values_list("kind", flat=True).distinct())
    kinds = [kind for kind in map(named, heard | set(chosen)) if not kind.urgent]
    at_once = NoticeChoice.How.AT_ONCE.value
    return [Choice(kind, chosen.get(kind.key, at_once)) for kind in sorted(kinds, key=lambda kind: kind.name)]


def given_up(organisation_ids: Collection[int]) -> QuerySet[Notice]:
    """What could not be sent there, for the technical administrator; restricted notices are not among it (D06)."""
    unsent = Notice.objects.filter(given_up_at__isnull=False, sealed=False, organisation__in=organisation_ids)
    return unsent.select_related("person", "organisation").order_by("-given_up_at", "-id")

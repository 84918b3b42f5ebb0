"""Reads of the audit trail: a thing's own history, and the trail of the organisations a person may look at (M49)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from governance.audit.models import AuditEvent, Chain
from governance.kernel.dates import local_midnight

PAGE_LENGTH = 50
# What the data protection officer reads of the trail (M49).
CONSENT_AND_POSTS = ("consent.", "posts.")


@dataclass(frozen=True)
class Reach:
    """The organisations, by reference, whose trail a reader may see whole, or only about consent and posts (M49)."""

    whole: frozenset[str] = frozenset()
    consent_and_posts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wanted:
    """What the reader of the trail is looking for; empty means everything."""

    thing: str = ""
    person: str = ""
    action: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Page:
    """One page of the trail, newest first, and where the next one begins."""

    events: list[AuditEvent]
    next_key: str


def history_of(thing_type: str, thing_reference: str) -> QuerySet[AuditEvent]:
    """What was done to one thing, oldest first; restricted moves are in the sealed chain and never among these (D06)."""
    return AuditEvent.objects.filter(
        thing_type=thing_type, thing_reference=thing_reference, chain=Chain.OPEN
    ).order_by("at", "id")


def trail(reach: Reach, wanted: Wanted, *, before: str = "") -> Page:
    """A page of what this reader may see, newest first; `before` is the key the last page gave."""
    events = _wanted(reach, wanted).order_by("-id")
    if before.isascii() and before.isdigit():
        events = events.filter(id__lt=min(int(before), 2**63 - 1))
    found = list(events[: PAGE_LENGTH + 1])
    more = len(found) > PAGE_LENGTH
    return Page(found[:PAGE_LENGTH], str(found[PAGE_LENGTH - 1].pk) if more else "")


def whole_trail(reach: Reach, wanted: Wanted) -> Iterator[AuditEvent]:
    """Everything wanted, oldest first, a few rows at a time, for an export of any length."""
    return _wanted(reach, wanted).order_by("id").iterator(chunk_size=2000)


def _within(reach: Reach) -> QuerySet[AuditEvent]:
    """The open chains of these organisations; the sealed ones are never among them (D06)."""
    parts = Q(organisation_reference__in=reach.whole)
    for app in CONSENT_AND_POSTS:
        parts |= Q(organisation_reference__in=reach.consent_and_posts, thing_type__startswith=app)
    return AuditEvent.objects.filter(parts, chain=Chain.OPEN)


def _wanted(reach: Reach, wanted: Wanted) -> QuerySet[AuditEvent]:
    events = _within(reach)
    if wanted.thing:
        events = events.filter(thing_reference=wanted.thing.upper())
    if wanted.person:
        events = events.filter(Q(actor_name__icontains=wanted.person) | Q(acting_for_name__icontains=wanted.person))
    if wanted.action:
        events = events.filter(action__icontains=wanted.action.replace(" ", "_"))
    if wanted.since:
        events = events.filter(at__gte=local_midnight(wanted.since))
    if wanted.until:
        events = events.filter(at__lt=local_midnight(wanted.until + timedelta(days=1)))
    return events

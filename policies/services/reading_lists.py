"""Documents that people have to read on joining, acknowledged apart from the policy (C021)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from governance.audit.services import record
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused
from governance.people.models import Engagement, Person
from governance.permissions.services import require
from governance.workflow.bulk import move_many
from policies.models import Acknowledgement, Document, DocumentVersion, ReadingList
from policies.rules.documents import AcknowledgementStatus, VersionStatus
from policies.rules.reading_lists import Readers
from policies.selectors.reading_lists import not_asked_yet, readers_of
from policies.services.asking import ask_to_sign

NOT_FOR_THIS = "Everybody signs the policy, and everybody who posts signs the terms. Only other documents have a list."
WAITING = (AcknowledgementStatus.DUE, AcknowledgementStatus.OVERDUE, AcknowledgementStatus.EXCUSED)


@transaction.atomic
def set_readers(document: Document, *, readers: str, kinds: Sequence[str] = (), by: Person, now: datetime) -> int:
    """Say who has to read it: those no longer named owe nothing, those not asked yet are; answers how many were."""
    require(by, "policies.publish", document.organisation, now=now)
    if document.kind != Document.Kind.OTHER:
        raise Refused(NOT_FOR_THIS)
    named = sorted(set(kinds) & set(Engagement.Kind.values)) if readers == Readers.KINDS else []
    if readers == Readers.KINDS and not named:
        raise Refused("Choose at least one way of being here.")
    given = {"readers": readers, "kinds": named, "set_by": by, "set_at": now}
    reading, _ = ReadingList.objects.update_or_create(document=document, defaults=given)
    _note(document, "document.set_readers", {"readers": readers, "kinds": ", ".join(named)}, by, now)
    _end_waiting(document, now, but=readers_of(reading, local_date(now)))
    return _ask(reading, now)


@transaction.atomic
def drop_readers(document: Document, *, by: Person, now: datetime) -> None:
    """Nobody has to read it any more: what is still open ends, what was signed stays."""
    require(by, "policies.publish", document.organisation, now=now)
    if not ReadingList.objects.filter(document=document).delete()[0]:
        return
    _note(document, "document.drop_readers", {}, by, now)
    _end_waiting(document, now)


def ask_readers(now: datetime, *, version_id: int | None = None) -> int:
    """Each hour, and when a version is published: ask whoever joined; may run twice or miss a night (D16)."""
    lists = ReadingList.objects.select_related("document__organisation")
    if version_id is not None:
        lists = lists.filter(document__versions=version_id)
    return sum(_ask(reading, now) for reading in lists)


def _end_waiting(document: Document, now: datetime, *, but: QuerySet[Person] | None = None) -> None:
    """End what is still open with whoever is not, or no longer, among the readers; what was signed stays."""
    waiting = Acknowledgement.objects.filter(version__document=document, status__in=WAITING)
    if but is not None:
        waiting = waiting.exclude(person__in=but.order_by().values("pk"))
    move_many(list(waiting.select_related("organisation", "person")), "end", now=now)


@transaction.atomic
def _ask(reading: ReadingList, now: datetime) -> int:
    """Ask for the version in force, if there is one."""
    rows = DocumentVersion.objects.filter(document=reading.document, status=VersionStatus.CURRENT)
    version = rows.select_related("document__organisation", "organisation").first()
    if version is None:
        return 0
    people = not_asked_yet(reading, version, local_date(now))
    return len(ask_to_sign(version=version, people=people, now=now))


def _note(document: Document, action: str, facts: dict[str, str], by: Person, now: datetime) -> None:
    record(
        organisation_reference=document.organisation.reference,
        action=action,
        thing_type=document.thing_type,
        thing_reference=document.reference,
        by=by,
        now=now,
        facts=facts,
    )

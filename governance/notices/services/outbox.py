"""Queueing: a row in the outbox is written with the change it tells of, so that nothing owed lives in a broker alone."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from celery import current_app
from django.db import transaction

from governance.kernel.bulk import insert_many
from governance.notices.models import Notice, NoticeChoice
from governance.notices.registry import is_urgent
from governance.notices.rules import next_digest
from governance.organisations.models import Organisation
from governance.people.models import Person

logger = logging.getLogger("gatepost.notices")

# The task is named, not imported: it stands on a floor above this one.
DELIVER_TASK = "governance.pages.tasks.deliver_notices"
TASK_SIZE = 100


@dataclass(frozen=True, kw_only=True)
class Message:
    """Word for some people; `key` names the event it tells of, so that nobody hears of it twice.

    Subject and line name a kind of thing and its reference, never a pupil or a fact of a case (D14).
    """

    people: Sequence[Person]
    kind: str
    organisation: Organisation | None
    subject: str
    line: str
    url: str
    key: str
    urgent: bool = False
    sealed: bool = False


def queue(
    *,
    people: Iterable[Person],
    kind: str,
    organisation: Organisation | None,
    subject: str,
    line: str,
    url: str,
    now: datetime,
    key: str,
    urgent: bool = False,
    sealed: bool = False,
) -> list[Notice]:
    """Tell some people, once each; the rows are sent after commit, and found by the sweep if that fails."""
    message = Message(
        people=list(people),
        kind=kind,
        organisation=organisation,
        subject=subject,
        line=line,
        url=url,
        key=key,
        urgent=urgent,
        sealed=sealed,
    )
    return queue_many([message], now=now)


def queue_many(messages: Sequence[Message], *, now: datetime) -> list[Notice]:
    """Many messages in two statements; a row that is there already is left as it stands."""
    digests = _digest_choices(messages)
    rows = [
        _row(message, person, (person.pk, message.kind) in digests, now)
        for message in messages
        for person in {one.pk: one for one in message.people}.values()
    ]
    with transaction.atomic(savepoint=False):
        insert_many(rows, unless_there=["person_id", "key"])
        at_once = [row.reference for row in rows if row.next_try_at and not row.digest]
        for start in range(0, len(at_once), TASK_SIZE):
            transaction.on_commit(partial(enqueue, at_once[start : start + TASK_SIZE]))
    return rows


def enqueue(references: list[str]) -> None:
    """Ask a worker to deliver; a broker that is down breaks nothing, because the next sweep finds the rows."""
    try:
        current_app.signature(DELIVER_TASK, args=[references]).delay()
    except Exception as failure:
        logger.warning("%d notices wait for the sweep: %s", len(references), type(failure).__name__)


def _row(message: Message, person: Person, in_digest: bool, now: datetime) -> Notice:
    """One row; a person without an address reads it on the notices page and nowhere else."""
    urgent = message.urgent or is_urgent(message.kind)
    digest = in_digest and not urgent
    next_try = next_digest(now) if digest else now
    return Notice(
        person=person,
        organisation=message.organisation,
        kind=message.kind,
        key=message.key,
        subject=message.subject,
        line=message.line,
        url=message.url,
        urgent=urgent,
        sealed=message.sealed,
        digest=digest,
        created_at=now,
        next_try_at=next_try if person.email else None,
    )


def _digest_choices(messages: Sequence[Message]) -> set[tuple[int, str]]:
    """Which of the people asked for which of the kinds in a digest."""
    people = {person.pk for message in messages for person in message.people}
    kinds = {message.kind for message in messages if not (message.urgent or is_urgent(message.kind))}
    if not people or not kinds:
        return set()
    chosen = NoticeChoice.objects.filter(person__in=people, kind__in=kinds, how=NoticeChoice.How.DIGEST)
    return set(chosen.values_list("person_id", "kind"))

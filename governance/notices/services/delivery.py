"""Delivering: claim rows, hand them to the mail server, mark them; any step may fail or run twice without loss."""

import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from smtplib import SMTPAuthenticationError, SMTPConnectError, SMTPServerDisconnected
from socket import gaierror

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Q, QuerySet

from governance.notices.mail import digest_mail, notice_mail
from governance.notices.models import Notice
from governance.notices.rules import LEASE, next_try

logger = logging.getLogger("gatepost.notices")

# Rows held at a time: few enough to be handed over within the lease even by a slow mail server.
CHUNK = 20
LIMIT = 2000
# The mail server cannot be spoken to at all, so the rest of the round is not tried either.
AWAY = (ConnectionError, TimeoutError, gaierror, SMTPServerDisconnected, SMTPConnectError, SMTPAuthenticationError)
UNSENT = Q(sent_at__isnull=True, given_up_at__isnull=True)


def deliver(references: Sequence[str], *, now: datetime) -> int:
    """Send these notices unless they are sent, held or given up already; answers how many went."""
    return sum(
        _send_claimed(Notice.objects.filter(reference__in=references[start : start + CHUNK], digest=False), now)
        for start in range(0, len(references), CHUNK)
    )


def deliver_waiting(*, now: datetime, limit: int = LIMIT) -> int:
    """Send whatever is due and not yet sent, the longest waiting first: the sweep behind every lost task."""
    sent = 0
    for _ in range(0, limit, CHUNK):
        due = _due(now).filter(digest=False).order_by("next_try_at", "id")
        keys = list(due.values_list("pk", flat=True)[:CHUNK])
        if not keys:
            break
        sent += _send_claimed(Notice.objects.filter(pk__in=keys), now)
    return sent + send_digests(now=now, limit=limit)


def send_digests(*, now: datetime, limit: int = LIMIT) -> int:
    """Gather each person's digest, due since seven in the morning, into one message; answers how many went."""
    due = _due(now).filter(digest=True).order_by("person_id").values_list("person_id", flat=True).distinct()
    sent = 0
    for person_id in list(due[:limit]):
        token = _claim(Notice.objects.filter(person_id=person_id, digest=True), now)
        rows = list(_claimed(token).order_by("created_at", "id"))
        if rows:
            sent += _digest_sent(rows, token, now)
    return sent


def _digest_sent(rows: list[Notice], token: str, now: datetime) -> int:
    with _connection() as mailer:
        failure = _handed_over(mailer, partial(digest_mail, rows))
    if failure is None:
        return _mark_sent(rows, token, now)
    _put_back(rows, token, now, failure)
    return 0


def _due(now: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(UNSENT, next_try_at__lte=now)


def _claim(rows: QuerySet[Notice], now: datetime) -> str:
    """Hold those of the rows that are due and that nobody else holds, by one conditional update."""
    token = secrets.token_hex(6)
    free = rows.filter(UNSENT, next_try_at__lte=now)
    free.update(claim=token, next_try_at=now + LEASE, attempts=F("attempts") + 1)
    return token


def _claimed(token: str) -> QuerySet[Notice]:
    return Notice.objects.filter(UNSENT, claim=token).select_related("person", "organisation")


def _send_claimed(wanted: QuerySet[Notice], now: datetime) -> int:
    """Claim, send one by one, mark each as soon as it has gone; a mail server that is away ends the round."""
    token = _claim(wanted, now)
    rows = list(_claimed(token).order_by("id"))
    sent = 0
    with _connection() as mailer:
        for place, row in enumerate(rows):
            failure = _handed_over(mailer, partial(notice_mail, row))
            if failure is None:
                sent += _mark_sent([row], token, now)
                continue
            away = isinstance(failure, AWAY)
            _put_back(rows[place:] if away else [row], token, now, failure)
            if away:
                break
    return sent


@contextmanager
def _connection() -> Iterator[BaseEmailBackend]:
    """A way to the mail server that is opened by the first message and closed at the end."""
    mailer = get_connection()
    try:
        yield mailer
    finally:
        with suppress(Exception):
            mailer.close()


def _handed_over(mailer: BaseEmailBackend, write: Callable[[], EmailMessage]) -> Exception | None:
    """Write one message and hand it over; answers what went wrong."""
    try:
        message = write()
        mailer.open()
        mailer.send_messages([message])
    except Exception as failure:
        return failure
    return None


def _mark_sent(rows: Sequence[Notice], token: str, now: datetime) -> int:
    """Mark what has gone in one message; answers one message, or none if the claim had lapsed."""
    held = Notice.objects.filter(pk__in=[row.pk for row in rows], claim=token)
    return min(held.update(sent_at=now, claim="", last_error=""), 1)


def _put_back(rows: Sequence[Notice], token: str, now: datetime, failure: Exception) -> None:
    """Set the next attempt, or give the notice up for the administrator to see.

    The failure is kept and logged by its kind, never by its text, which could quote an address or a line (T86).
    """
    kind = type(failure).__name__
    logger.warning("%d notices from %s on were not sent: %s", len(rows), rows[0].reference, kind)
    for row in rows:
        again = next_try(row.attempts, now)
        changes = {"next_try_at": again} if again else {"given_up_at": now, "next_try_at": None}
        Notice.objects.filter(pk=row.pk, claim=token).update(claim="", last_error=kind, **changes)

"""Telling a deputy and a principal that a period has begun or ended (J58)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from governance.duties.kinds import MISSING_DEPUTY
from governance.duties.services.jobs import mark_run
from governance.notices.services import Message, queue_many
from governance.people.models import Deputy
from governance.permissions.appointments.deputies import start_and_end_deputies

BEGAN = "A period as deputy has begun"
ENDED = "A period as deputy has ended"


@transaction.atomic
def turn_deputies(*, now: datetime) -> None:
    """Start and end the deputies whose day has come, and tell both people, whole or not at all (J58, D03)."""
    turned = start_and_end_deputies(now)
    messages = [*_messages(turned.started, BEGAN, "began"), *_messages(turned.ended, ENDED, "ended")]
    queue_many(messages, now=now)
    mark_run("start_and_end_deputies", now=now)


def _messages(periods: Iterable[Deputy], subject: str, occasion: str) -> list[Message]:
    return [
        Message(
            people=[period.principal, period.deputy],
            kind=MISSING_DEPUTY,
            organisation=period.organisation,
            subject=f"{subject} ({period.reference})",
            line="Sign in to see who stands in for whom, and until when.",
            url="/",
            key=f"{period.reference}:{occasion}",
        )
        for period in periods
    ]

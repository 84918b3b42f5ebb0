"""Ending answers along the arrows of S05: compared and set in one statement, what was said untouched (T20)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Greatest

from consent.models import Answer
from consent.rules.states import MACHINE, Status


@dataclass(frozen=True)
class Ending:
    """From when an answer counts no more, why, and the request, form or wording that ended it."""

    at: datetime
    because: str
    by_reference: str


def end_answers(answers: QuerySet[Answer], arrow: str, *, at: datetime, because: str, by_reference: str) -> int:
    """Follow one arrow with every answer that stands at its start; answers how many moved.

    What was to be superseded only later stands until then, so it follows the arrow too and ends sooner. Nothing ends
    before the school had it: a withdrawal without an hour counts from the start of a day on which a form may lie.
    """
    table = MACHINE.by_name[arrow][0]
    standing = Q(status__in=table.sources, ended_at__isnull=True)
    until_later = Q(status=Status.SUPERSEDED, value__in=table.sources, ended_at__gt=at)
    return answers.filter(standing | until_later).update(
        status=table.target,
        ended_at=Greatest("received_at", Value(at)),
        ended_because=because,
        ended_by_reference=by_reference,
    )


def mark_amending(answers: QuerySet[Answer]) -> int:
    """Note that a change was asked for; the answers stay, narrowed by what was asked (C100)."""
    table = MACHINE.by_name["ask_amendment"][0]
    return answers.filter(status__in=table.sources, ended_at__isnull=True).update(status=table.target)

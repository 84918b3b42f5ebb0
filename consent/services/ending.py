"""Ending answers along the arrows of S05: compared and set in one statement, what was said untouched (T20)."""

from datetime import datetime

from django.db.models import QuerySet

from consent.models import Answer
from consent.rules.states import MACHINE


def end_answers(answers: QuerySet[Answer], arrow: str, *, at: datetime, because: str, by_reference: str) -> int:
    """Follow one arrow with every answer that stands at its start; answers how many moved."""
    table = MACHINE.by_name[arrow][0]
    standing = answers.filter(status__in=table.sources, ended_at__isnull=True)
    return standing.update(status=table.target, ended_at=at, ended_because=because, ended_by_reference=by_reference)


def mark_amending(answers: QuerySet[Answer]) -> int:
    """Note that a change was asked for; the answers stay, narrowed by what was asked (C100)."""
    table = MACHINE.by_name["ask_amendment"][0]
    return answers.filter(status__in=table.sources, ended_at__isnull=True).update(status=table.target)

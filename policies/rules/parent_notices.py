"""Notices for parents: what they are about, their arrows, and when the next falls due (S20, J29)."""

import re
from datetime import date, timedelta

from django.db import models

from governance.workflow.machine import Machine, Transition
from policies.rules.documents import signed_until

NOTICE_DUTY = "J29"
WORKING_DAYS_AFTER_A_CHANGE = 10
# A yearly notice is drafted this long before it is due, and within this time where none was ever sent.
AHEAD = timedelta(days=28)
# What a school has still to fill in stands in square brackets.
_GAP = re.compile(r"\[[^\[\]]{1,200}\]")
SCHOOL = "[school]"


class Topic(models.TextChoices):
    """What a notice tells parents."""

    FILTERS = "filters", "Filtering and monitoring"
    TASKS = "tasks", "What children are asked to do online"
    PICTURES = "pictures", "Pictures of other people’s children"
    PLATFORM = "platform", "Acceptable use of the learning platform"
    CODE = "code", "The code for parents and carers"


class NoticeStatus(models.TextChoices):
    """Where a notice stands."""

    PLANNED = "planned", "To be sent"
    SENT = "sent", "Sent"
    DROPPED = "dropped", "Not needed"


class Means(models.TextChoices):
    """How a school sent a notice; Gatepost itself writes to nobody at home."""

    EMAIL = "email", "The school’s own e-mail or text messages"
    LETTER = "letter", "Letter"
    NEWSLETTER = "newsletter", "Newsletter"
    APP = "app", "The school’s own app"
    WEBSITE = "website", "The school’s website"
    EVENT = "event", "Handed out or read out at an event"


# Told every year (C116, C210, C212, C213); the terms of the platform are told on access (C211).
YEARLY_TOPICS = (Topic.FILTERS, Topic.TASKS, Topic.PICTURES, Topic.CODE)
# The safeguarding lead is asked as well where the notice is about filters and tasks (J29).
ASKS_SAFEGUARDING = frozenset({Topic.FILTERS, Topic.TASKS})
COLOURS = {NoticeStatus.PLANNED: "blue", NoticeStatus.SENT: "green"}

NOTICE = Machine(
    key="S20-notice",
    noun="parent notice",
    statuses=NoticeStatus,
    initial=NoticeStatus.PLANNED,
    final=(NoticeStatus.SENT, NoticeStatus.DROPPED),
    transitions=(
        Transition(
            "send", ("planned",), "sent", "teaching.log", closes=(NOTICE_DUTY,), clauses=("C212", "C213", "C116")
        ),
        Transition("drop", ("planned",), "dropped", "teaching.log", reason_required=True, closes=(NOTICE_DUTY,)),
    ),
)


def next_due(last: date | None, today: date) -> date:
    """By when parents are to be told again: a year after the last time or, before the first, four weeks from now (J29)."""
    return max(signed_until(last), today) if last else today + AHEAD


def is_to_be_drafted(last: date | None, today: date) -> bool:
    """Whether it is time to draft the yearly notice."""
    return next_due(last, today) <= today + AHEAD


def filled_in(text: str, school: str) -> str:
    """A wording with the school's name in its places."""
    return text.replace(SCHOOL, school)


def gaps_in(text: str) -> list[str]:
    """What is still to be filled in, each once, in the order of the text."""
    return list(dict.fromkeys(_GAP.findall(text)))

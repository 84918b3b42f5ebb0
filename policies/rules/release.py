"""Releasing a version: three audiences told, and a trust's text adopted by each of its schools (C004, C006, T99, T100)."""

from collections.abc import Collection

from django.db import models

from governance.workflow.machine import SYSTEM_ACTION, Machine, Transition

# How many working days there are to tell everybody (J21), and how many days a school's board has (J20).
WORKING_DAYS_TO_TELL = 10
DAYS_TO_ADOPT = 60


class Audience(models.TextChoices):
    """Who must hear that a policy changed."""

    STAFF = "staff", "Staff"
    PUPILS = "pupils", "Pupils"
    PARENTS = "parents", "Parents"


class AdoptionStatus(models.TextChoices):
    """Whether a school's board has noted the trust's version."""

    AWAITED = "awaited", "Not noted yet"
    NOTED = "noted", "Adopted"
    LAPSED = "lapsed", "Overtaken by a later version"


ADOPTION = Machine(
    key="S17A",
    noun="adoption",
    statuses=AdoptionStatus,
    initial=AdoptionStatus.AWAITED,
    final=(AdoptionStatus.NOTED, AdoptionStatus.LAPSED),
    transitions=(
        Transition("note", ("awaited",), "noted", "policies.note_adoption", closes=("J20",), clauses=("C006",)),
        Transition("lapse", ("awaited",), "lapsed", SYSTEM_ACTION, closes=("J20",)),
    ),
)


def still_to_tell(told: Collection[str]) -> list[Audience]:
    """The audiences that have not been told; a version is released when there is none left (T100)."""
    return [audience for audience in Audience if audience.value not in told]

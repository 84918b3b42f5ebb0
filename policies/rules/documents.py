"""Versions of a document and the signatures they ask for: statuses and arrows (S17 as far as it goes, S18)."""

from datetime import date

from django.db import models

from governance.workflow.machine import SYSTEM_ACTION, Machine, Transition

# How many working days a person has to sign a version that was asked for (J23, J53).
WORKING_DAYS_TO_SIGN = 10
LAST_OF_FEBRUARY = (2, 28)
# What asks for a signature: a year gone by, a new version, terms of use.
ASKED = ("J22", "J23", "J53")


class VersionStatus(models.TextChoices):
    """Where a version of a document stands."""

    DRAFTING = "drafting", "Being written"
    IN_REVIEW = "in_review", "With the reviewers"
    APPROVED = "approved", "Approved, not in force yet"
    CURRENT = "current", "Current"
    SUPERSEDED = "superseded", "Replaced"
    WITHDRAWN = "withdrawn", "Withdrawn"


# What only those see who write a text or review it.
NOT_APPROVED = (VersionStatus.DRAFTING, VersionStatus.IN_REVIEW, VersionStatus.WITHDRAWN)


class AcknowledgementStatus(models.TextChoices):
    """Where one person's signature of one version stands."""

    DUE = "due", "To be signed"
    OVERDUE = "overdue", "Late"
    SIGNED = "signed", "Signed"
    EXCUSED = "excused", "Excused"
    SUPERSEDED = "superseded", "To be signed again"
    ENDED = "ended", "No longer needed"


VERSION = Machine(
    key="S17",
    noun="version",
    statuses=VersionStatus,
    initial=VersionStatus.DRAFTING,
    final=(VersionStatus.SUPERSEDED, VersionStatus.WITHDRAWN),
    transitions=(
        Transition("publish", ("drafting",), "current", "policies.publish", clauses=("C001", "C038")),
        Transition("submit", ("drafting",), "in_review", "policies.publish", clauses=("C002",)),
        Transition("ask_changes", ("in_review",), "drafting", "policies.review", clauses=("C002",)),
        Transition("approve", ("in_review",), "approved", "policies.review", clauses=("C001", "T96")),
        Transition("take_effect", ("approved",), "current", SYSTEM_ACTION, clauses=("C001",)),
        Transition("withdraw", ("approved",), "withdrawn", "policies.review", reason_required=True),
        Transition("supersede", ("current",), "superseded", "policies.publish", clauses=("C038",), system_too=True),
    ),
)

ACKNOWLEDGEMENT = Machine(
    key="S18",
    noun="signature",
    statuses=AcknowledgementStatus,
    initial=AcknowledgementStatus.DUE,
    final=(AcknowledgementStatus.SUPERSEDED, AcknowledgementStatus.ENDED),
    transitions=(
        Transition(
            "sign",
            ("due", "overdue"),
            "signed",
            "policies.sign",
            closes=ASKED,
            clauses=("C038", "C012", "C013", "D08"),
        ),
        Transition(
            "sign_on_paper",
            ("due", "overdue"),
            "signed",
            "policies.key_paper",
            closes=ASKED,
            clauses=("C012", "C013", "D08"),
        ),
        Transition("lapse", ("due",), "overdue", SYSTEM_ACTION),
        Transition(
            "excuse",
            ("due", "overdue"),
            "excused",
            "policies.excuse",
            reason_required=True,
            closes=ASKED,
            clauses=("T102",),
        ),
        Transition("recall", ("excused",), "due", SYSTEM_ACTION),
        Transition("supersede", ("signed",), "superseded", SYSTEM_ACTION, closes=ASKED, clauses=("C038", "J22")),
        Transition(
            "end",
            ("due", "overdue", "signed", "excused"),
            "ended",
            SYSTEM_ACTION,
            closes=ASKED,
            clauses=("D09",),
        ),
    ),
)


def signed_until(signed_on: date) -> date:
    """The first day on which a signature no longer stands: twelve months on; 29 February falls on 28 February (Q36)."""
    try:
        return signed_on.replace(year=signed_on.year + 1)
    except ValueError:
        return date(signed_on.year + 1, *LAST_OF_FEBRUARY)

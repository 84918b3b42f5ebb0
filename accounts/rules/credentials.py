"""The change of password that follows a loss of access: statuses, arrows, and what is wrong with one (S25, J46, T43)."""

from collections.abc import Collection

from django.db import models

from accounts.rules.authorisation_states import Scope
from governance.workflow.machine import SYSTEM_ACTION, Machine, Transition


class ChangeStatus(models.TextChoices):
    """The states of S25."""

    OPENED = "opened", "Password to be changed"
    OVERDUE = "overdue", "Password change overdue"
    CHANGED = "changed", "Changed and confirmed"


class Why(models.TextChoices):
    """What made the change necessary."""

    REVOCATION = "revocation", "An authorisation was taken away"
    EXPIRY = "expiry", "An authorisation ended"
    LEFT = "left", "Somebody’s time at the school ended"
    TRANSFER = "transfer", "The account was handed to other people"
    OTHER = "other", "Somebody else may know it"


WAITING = (ChangeStatus.OPENED, ChangeStatus.OVERDUE)
# Whoever only writes drafts is never given the password (F6).
KNOWS_PASSWORD = frozenset({Scope.POST, Scope.MODERATE, Scope.ADMIN})

# Recording the change leaves it waiting until another person confirms; a further loss of access before that asks again.
CREDENTIALS_CHANGE = Machine(
    key="S25",
    noun="password change",
    statuses=ChangeStatus,
    initial=ChangeStatus.OPENED,
    final=(ChangeStatus.CHANGED,),
    transitions=(
        Transition("record", ("opened",), "opened", "accounts.record_custody", clauses=("C039",)),
        Transition("record", ("overdue",), "overdue", "accounts.record_custody", clauses=("C039",)),
        Transition("ask_again", ("opened",), "opened", SYSTEM_ACTION, clauses=("T43",)),
        Transition("ask_again", ("overdue",), "overdue", SYSTEM_ACTION, clauses=("T43",)),
        Transition("lapse", ("opened",), "overdue", SYSTEM_ACTION, clauses=("J46",)),
        Transition(
            "confirm",
            ("opened", "overdue"),
            "changed",
            "accounts.confirm_custody",
            closes=("J46",),
            clauses=("J46", "C036", "C039", "T43"),
        ),
    ),
)


def not_recorded(holders: Collection[int], gone: Collection[int], *, custodian: int | None) -> list[str]:
    """What is wrong with those said to know the new password: somebody does, and nobody who was to lose it (T43)."""
    reasons = []
    if not holders:
        reasons.append("Say who knows the new password.")
    if set(holders) & (set(gone) - {custodian}):
        reasons.append("Somebody who lost their access is named as knowing the new password.")
    return reasons

"""Authorisations: their statuses, scopes and arrows, and the rights that each scope brings (S03, F6)."""

from collections.abc import Iterable

from django.db import models

from governance.workflow.machine import SYSTEM_ACTION, Machine, Transition


class AuthorisationStatus(models.TextChoices):
    """The states of S03."""

    REQUESTED = "requested", "Requested"
    APPROVED = "approved", "Approved, waiting for training or terms"
    ACTIVE = "active", "Active"
    SUSPENDED = "suspended", "Suspended"
    EXPIRED = "expired", "Ended"
    REVOKED = "revoked", "Taken away"
    REFUSED = "refused", "Refused"


class Scope(models.TextChoices):
    """What the person may do with the account (F6)."""

    DRAFT = "draft", "Write drafts"
    POST = "post", "Write and publish posts"
    MODERATE = "moderate", "Moderate comments"
    ADMIN = "admin", "Administer the account, and post"


# Scopes that let a person publish to the account.
PUBLISHING = frozenset({Scope.POST, Scope.ADMIN})
IN_FORCE = (AuthorisationStatus.APPROVED, AuthorisationStatus.ACTIVE)
OPEN = (*IN_FORCE, AuthorisationStatus.REQUESTED, AuthorisationStatus.SUSPENDED)

# The printed table has no way out of "suspended" and none from "approved" but to "active"; a suspension may be lifted,
# and whatever was granted may end or be taken away (the same reading as Q30).
_GRANTED = ("approved", "active", "suspended")

AUTHORISATION = Machine(
    key="S03",
    noun="authorisation",
    statuses=AuthorisationStatus,
    initial=AuthorisationStatus.REQUESTED,
    final=(AuthorisationStatus.EXPIRED, AuthorisationStatus.REVOKED, AuthorisationStatus.REFUSED),
    transitions=(
        Transition(
            "approve",
            ("requested",),
            "approved",
            "accounts.decide_authorisation",
            reason_required=True,
            clauses=("C036", "C037", "K03"),
        ),
        Transition(
            "refuse",
            ("requested",),
            "refused",
            "accounts.decide_authorisation",
            reason_required=True,
            clauses=("C036",),
        ),
        Transition("activate", ("approved",), "active", SYSTEM_ACTION, clauses=("C038", "C042")),
        Transition(
            "suspend",
            ("active",),
            "suspended",
            "accounts.suspend",
            reason_required=True,
            system_too=True,
            clauses=("C038",),
        ),
        Transition(
            "resume", ("suspended",), "active", "accounts.decide_authorisation", reason_required=True, system_too=True
        ),
        Transition("expire", _GRANTED, "expired", SYSTEM_ACTION, clauses=("D09",)),
        Transition("revoke", _GRANTED, "revoked", "accounts.revoke", reason_required=True, clauses=("C036", "C039")),
    ),
)

# The rights on an account that each scope brings, by the names under which the floor keeps them.
RIGHTS = {
    Scope.DRAFT: ("draft_for_socialaccount",),
    Scope.POST: ("draft_for_socialaccount", "post_to_socialaccount"),
    Scope.MODERATE: ("moderate_socialaccount",),
    Scope.ADMIN: (
        "draft_for_socialaccount",
        "post_to_socialaccount",
        "moderate_socialaccount",
        "admin_socialaccount",
    ),
}
ALL_RIGHTS = RIGHTS[Scope.ADMIN]


def rights_of(scopes: Iterable[str]) -> frozenset[str]:
    """Every right that these scopes bring."""
    return frozenset(right for scope in scopes for right in RIGHTS[Scope(scope)])

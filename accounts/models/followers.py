"""Requests to follow an account, who was let in, and who was removed or blocked (F15, S22)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models.accounts import SocialAccount
from accounts.rules.followers import FOLLOWER, HELD, ONCE_IN, FollowerKind, FollowerStatus
from governance.kernel.references import ReferenceField
from governance.people.models import Person
from governance.workflow.models import Governed

_IN = [status.value for status in ONCE_IN]
_OUT = ["removed", "blocked"]


class FollowerRequest(Governed):
    """One handle that asks to follow one account, from the request to whatever becomes of it (C053, C054)."""

    MACHINE = FOLLOWER

    reference = ReferenceField(prefix="FR")
    account = models.ForeignKey(SocialAccount, on_delete=models.PROTECT, related_name="follower_requests")
    handle = models.CharField(max_length=100)
    # The handle as it is compared: no sign before it, no capitals, which may take three letters for one.
    handle_key = models.CharField(max_length=300)
    believed_identity = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=FollowerKind.choices)
    status = models.CharField(max_length=10, choices=FollowerStatus.choices, default=FollowerStatus.WAITING)
    # The day on which the request came, which may be before it was logged (D20).
    requested_on = models.DateField()
    logged_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision_reason = models.CharField(max_length=300, blank=True)
    advice_shown = models.BooleanField(default=False)
    code_accepted_on = models.DateField(null=True, blank=True)
    removed_on = models.DateField(null=True, blank=True)
    removed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_because = models.CharField(max_length=300, blank=True)
    # Of the last block; where it was lifted, no day to look at it again is left.
    blocked_on = models.DateField(null=True, blank=True)
    blocked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    block_review_on = models.DateField(null=True, blank=True)
    unblocked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=FollowerStatus.values), name="follower_status"),
            models.CheckConstraint(condition=Q(kind__in=FollowerKind.values), name="follower_kind"),
            models.CheckConstraint(
                condition=Q(status="waiting", decided_at__isnull=True, decided_by__isnull=True)
                | Q(~Q(status="waiting"), decided_at__isnull=False, decided_by__isnull=False),
                name="follower_decided_pair",
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(decision_reason=""), name="follower_refused_because"
            ),
            # Nobody was ever let in whom nobody knew, nor staff unadvised, nor a parent without the school's rules.
            models.CheckConstraint(
                condition=~Q(status__in=_IN) | Q(~Q(kind="unknown"), ~Q(believed_identity="")),
                name="follower_known",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_IN, kind="staff") | Q(advice_shown=True), name="follower_staff_advised"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_IN, kind="parent") | Q(code_accepted_on__isnull=False),
                name="follower_parents_code",
            ),
            models.CheckConstraint(
                condition=Q(
                    ~Q(removed_because=""), status__in=_OUT, removed_on__isnull=False, removed_by__isnull=False
                )
                | Q(~Q(status__in=_OUT), removed_on__isnull=True, removed_by__isnull=True, removed_because=""),
                name="follower_removed_whole",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="blocked",
                    blocked_on__isnull=False,
                    blocked_by__isnull=False,
                    block_review_on__gt=F("blocked_on"),
                    unblocked_on__isnull=True,
                )
                | Q(~Q(status="blocked"), block_review_on__isnull=True),
                name="follower_blocked_whole",
            ),
            models.UniqueConstraint(
                fields=["account", "handle_key"],
                condition=Q(status__in=[status.value for status in HELD]),
                name="follower_handle_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "status", "created_at", "id"], name="follower_by_org"),
            models.Index(fields=["account", "status", "requested_on"], name="follower_queue"),
            models.Index(fields=["created_at", "id"], name="follower_by_time"),
        ]

    def __str__(self) -> str:
        return self.handle

    def role_holders(self) -> dict[str, set[int]]:
        """Whoever posts to the account sees who follows it (M19)."""
        return self.account.role_holders()

    def get_absolute_url(self) -> str:
        """The request's page."""
        return reverse("accounts:view_follower", args=[self.reference])

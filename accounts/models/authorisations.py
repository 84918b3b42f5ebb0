"""Authorisations to write for, post to, moderate or administer an account (F6, S03)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models.accounts import SocialAccount
from accounts.rules.authorisations import AUTHORISATION, AuthorisationStatus, Grant, Scope
from governance.kernel.references import ReferenceField
from governance.people.models import Person, Signature
from governance.people.roles import Role
from governance.workflow.models import Governed

_DECIDED = ["approved", "active", "suspended", "refused"]


class Authorisation(Governed):
    """One person's leave to use one account, from a day to a day, decided by another (C036, C037, K03)."""

    MACHINE = AUTHORISATION

    reference = ReferenceField(prefix="AU")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="authorisations")
    account = models.ForeignKey(SocialAccount, on_delete=models.PROTECT, related_name="authorisations")
    scope = models.CharField(max_length=8, choices=Scope.choices)
    status = models.CharField(
        max_length=10, choices=AuthorisationStatus.choices, default=AuthorisationStatus.REQUESTED
    )
    requested_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    request_reason = models.TextField(blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision_reasons = models.TextField(blank=True)
    signature = models.OneToOneField(Signature, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    suspended_because = models.TextField(blank=True)
    # Set when the product itself suspended it, so that it may lift what it laid on.
    suspended_by_system = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=AuthorisationStatus.values), name="authorisation_status"),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="authorisation_scope"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="authorisation_in_order"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, signature__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False, signature__isnull=False),
                name="authorisation_decided_pair",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_DECIDED) | Q(decided_at__isnull=False), name="authorisation_decided_when"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | (~Q(decided_by=F("person")) & ~Q(decided_by=F("requested_by"))),
                name="authorisation_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["expired", "revoked"], ended_at__isnull=False)
                | Q(~Q(status__in=["expired", "revoked"]), ended_at__isnull=True),
                name="authorisation_ended_when",
            ),
            models.UniqueConstraint(
                fields=["person", "account", "scope"],
                condition=Q(status__in=["requested", "approved", "active", "suspended"]),
                name="authorisation_open_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["account", "status"], name="authorisation_by_account"),
            models.Index(fields=["person", "status"], name="authorisation_by_person"),
            models.Index(fields=["status", "ends_on"], name="authorisation_ending"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_scope_display().lower()}, {self.account}"

    @property
    def grant(self) -> Grant:
        """The authorisation as the rule of posting sees it."""
        return Grant(self.status, self.scope, self.starts_on, self.ends_on)

    def interests(self) -> dict[str, set[int]]:
        """Neither the person nor whoever asked for them decides it (K03, K04)."""
        return {"requester": {self.requested_by_id}, "beneficiary": {self.person_id}}

    def owners(self) -> set[int]:
        """The person sees their own authorisation."""
        return {self.person_id}

    def role_holders(self) -> dict[str, set[int]]:
        """Whoever it was asked for counts as a poster here, from whichever school of the tree they come."""
        return {Role.PST: {self.person_id}} if self.pk else {}

    def get_absolute_url(self) -> str:
        """The authorisation's page."""
        return reverse("accounts:view_authorisation", args=[self.reference])
